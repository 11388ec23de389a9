//! Points and stretches of time as letters name them: `31. mars 2023`, `15.6.2026`, `høsten 2026`, `2. tertial`, `medio juni`, `uke 12`.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{anychar, char, one_of};
use nom::combinator::{map_opt, not, opt, peek, value, verify};
use nom::sequence::preceded;
use nom::{IResult, Parser};

use super::lex::{Found, consumed, first_letter, gap, letters, number, word, word_end, year};
use crate::lexicon::{month, same_end};

/// A part of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MonthPart {
    Whole,
    /// *primo*: its first day.
    First,
    /// *medio*: its 15th.
    Middle,
    /// *ultimo*: its last day.
    Last,
}

/// A part of a year, by its EDTF code (ISO 8601-2, level 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YearPart {
    /// 21–24: spring, summer, autumn, winter.
    Season(u8),
    /// 1–4, coded 33–36.
    Quarter(u8),
    /// 1–3, coded 37–39.
    Tertial(u8),
    /// 1–2, coded 40–41.
    Half(u8),
}

/// A time as it is printed; the year may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    Month {
        year: Option<i16>,
        month: i8,
        part: MonthPart,
    },
    /// «mai/juni»: from the first month to the last.
    Months {
        year: Option<i16>,
        first: i8,
        last: i8,
    },
    Part {
        year: Option<i16>,
        part: YearPart,
    },
    Week {
        year: Option<i16>,
        week: i8,
    },
    /// A year alone; it means a time only behind a word such as «innen».
    Year(i16),
    /// «året», «dette året».
    ThisYear,
}

/// A time with its year known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Resolved {
    Day(Date),
    Period {
        edtf: String,
        start: Date,
        end: Date,
    },
    /// The date does not exist.
    Invalid,
}

impl Moment {
    /// The year it names itself.
    pub(crate) fn year(self) -> Option<i16> {
        match self {
            Self::Day { year, .. } | Self::Month { year, .. } | Self::Months { year, .. } | Self::Part { year, .. } | Self::Week { year, .. } => year,
            Self::Year(year) => Some(year),
            Self::ThisYear => None,
        }
    }

    /// The calendar time, with `default` for a missing year.
    pub(crate) fn resolve(self, default: i16) -> Resolved {
        let year = self.year().unwrap_or(default);
        self.calendar(year).unwrap_or(Resolved::Invalid)
    }

    fn calendar(self, year: i16) -> Option<Resolved> {
        let period = |edtf: String, start: Option<Date>, end: Option<Date>| Some(Resolved::Period { edtf, start: start?, end: end? });
        let months = |first: i8, last: i8| (day(year, first, 1), day(year, last, 1).map(Date::last_of_month));
        match self {
            Self::Day { month, day: d, .. } => day(year, month, d).map(Resolved::Day),
            Self::Month { month, part, .. } => {
                let first = day(year, month, 1)?;
                let (start, end) = match part {
                    MonthPart::Whole => (first, first.last_of_month()),
                    MonthPart::First => (first, first),
                    MonthPart::Middle => (day(year, month, 15)?, day(year, month, 15)?),
                    MonthPart::Last => (first.last_of_month(), first.last_of_month()),
                };
                period(format!("{year:04}-{month:02}"), Some(start), Some(end))
            }
            Self::Months { first, last, .. } => {
                let (start, end) = months(first, last);
                period(format!("{year:04}-{first:02}/{year:04}-{last:02}"), start, end)
            }
            Self::Part { part, .. } => {
                let (code, (start, end)) = match part {
                    // The seasons of the Norwegian administrative year; winter runs into the next year.
                    YearPart::Season(24) => (24, (day(year, 12, 1), day(year + 1, 2, 1).map(Date::last_of_month))),
                    YearPart::Season(code) => (code, [months(3, 5), months(6, 8), months(9, 11)][usize::from(code.saturating_sub(21).min(2))]),
                    YearPart::Quarter(n) => (32 + n, months(i8::try_from(n).ok()? * 3 - 2, i8::try_from(n).ok()? * 3)),
                    YearPart::Tertial(n) => (36 + n, months(i8::try_from(n).ok()? * 4 - 3, i8::try_from(n).ok()? * 4)),
                    YearPart::Half(n) => (39 + n, months(i8::try_from(n).ok()? * 6 - 5, i8::try_from(n).ok()? * 6)),
                };
                period(format!("{year:04}-{code}"), start, end)
            }
            Self::Week { week, .. } => {
                let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
                period(format!("{year:04}-W{week:02}"), Some(monday), monday.checked_add(6.days()).ok())
            }
            Self::Year(_) | Self::ThisYear => period(format!("{year:04}"), day(year, 1, 1), day(year, 12, 31)),
        }
    }
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// The length of a time at the start of `input`, and the time.
pub(super) fn scan(input: &str) -> Option<(usize, Moment)> {
    moment(input).ok().map(|(rest, moment)| (consumed(input, rest), moment))
}

/// Any time but a bare year.
pub(super) fn moment(input: &str) -> Found<'_, Moment> {
    // How many digits begin it, and what follows them, leaves few grammars or none.
    let digits = input.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let behind = &input[digits..];
    match (digits, behind.as_bytes().first()) {
        (0, _) => named(input),
        (1..=2, Some(b'.')) => match behind[1..].trim_start_matches(' ') {
            rest if rest.starts_with(|c: char| c.is_ascii_digit()) => numeric_day(input),
            rest if matches!(first_letter(rest), b'k' | b't' | b'h') => counted_part(input),
            month => named_day(&input[..digits], month),
        },
        (1..=2, Some(b' ')) => named_day(&input[..digits], &behind[1..]),
        (1..=2, Some(b'/')) => slashed_day(input),
        (4, Some(b'-')) => iso_day(input),
        _ => fail(input),
    }
}

/// A time that begins with a word, which its first letter tells: a season, an ordinal, a week, a part of a month or its name.
fn named(input: &str) -> Found<'_, Moment> {
    match first_letter(input) {
        b'v' => alt((season, week)).parse(input),
        b'h' => season(input),
        b's' => alt((season, part_of_month, named_month)).parse(input),
        b'f' | b'a' => alt((counted_part, named_month)).parse(input),
        b't' => alt((counted_part, part_of_month)).parse(input),
        b'u' => alt((week, part_of_month)).parse(input),
        b'p' | b'b' => part_of_month(input),
        b'm' => alt((part_of_month, named_month)).parse(input),
        b'j' | b'o' | b'n' | b'd' => named_month(input),
        b'q' => quarter(input),
        _ => fail(input),
    }
}

/// Any time, also a year alone or «året»; for places where a time must stand.
pub(super) fn moment_or_year(input: &str) -> Found<'_, Moment> {
    let this_year = value(Moment::ThisYear, (opt((word(&["dette", "inneværende", "inneverande"]), gap)), word(&["året", "år", "budsjettåret"])));
    alt((moment, bare_year, this_year)).parse(input)
}

/// `1.3.` with a point behind it; only where a time must stand, for section numbers look the same.
pub(super) fn short_day(input: &str) -> Found<'_, Moment> {
    let (rest, (day, _, month, ..)) = (number(1, 2), char('.'), number(1, 2), char('.'), word_end, peek(not((gap, figure_word)))).parse(input)?;
    if (1..=31).contains(&day) && (1..=12).contains(&month) {
        Ok((rest, Moment::Day { year: None, month: i8::try_from(month).unwrap_or(0), day: i8::try_from(day).unwrap_or(0) }))
    } else {
        fail(input)
    }
}

fn bare_year(input: &str) -> Found<'_, Moment> {
    // «2024–2026» is a plan's span and «2 024 kroner» is none of a year; neither is «2024/12».
    (year, word_end, peek(not((opt(char(' ')), one_of("-–/%"), one_of("0123456789"))))).map(|(year, ..)| Moment::Year(year)).parse(input)
}

/// `15.6.2026`, `01.10.26`; without a year only in brackets' narrow form `31.08`, as two digits each, or `1.6.`
fn numeric_day(input: &str) -> Found<'_, Moment> {
    let full = (number(1, 2), char('.'), opt(char(' ')), number(1, 2), char('.'), opt(char(' ')), short_or_long_year, word_end, peek(not(dot_digit)))
        .map(|(day, _, _, month, _, _, year, ..)| (day, month, Some(year)));
    let short = (two_digits, char('.'), two_digits, opt(char('.')), word_end, peek(not(dot_digit)), peek(not((gap, figure_word))))
        .map(|(day, _, month, ..)| (day, month, None));
    let (rest, (day, month, year)) = alt((full, short)).parse(input)?;
    // Any day 1–31 is taken as meant; whether it exists is asked when it is resolved.
    if (1..=31).contains(&day) && (1..=12).contains(&month) {
        Ok((rest, Moment::Day { year, month: i8::try_from(month).unwrap_or(0), day: i8::try_from(day).unwrap_or(0) }))
    } else {
        fail(input)
    }
}

/// A point and a further digit: section numbers such as 3.1.2 go on so.
fn dot_digit(input: &str) -> Found<'_, ()> {
    value((), (one_of(".,-"), one_of("0123456789"))).parse(input)
}

/// Words that make a figure of `10.12`.
fn figure_word(input: &str) -> Found<'_, ()> {
    value((), alt((tag("mill"), tag("mrd"), tag("kr"), tag("%"), tag("prosent")))).parse(input)
}

fn two_digits(input: &str) -> Found<'_, u32> {
    number(2, 2).parse(input)
}

fn short_or_long_year(input: &str) -> Found<'_, i16> {
    let short = number(2, 2).map(|y| i16::try_from(if y < 70 { 2000 + y } else { 1900 + y }).unwrap_or(0));
    alt((year, short)).parse(input)
}

/// `1/6 2026`, `1/6-2026`, `1/6-26`; without a year it may be a fraction or a number in a series.
fn slashed_day(input: &str) -> Found<'_, Moment> {
    let of_year = alt((preceded(char('-'), short_or_long_year), preceded(one_of(" –"), year)));
    let (rest, (day, _, month, year, ())) = (number(1, 2), char('/'), number(1, 2), of_year, word_end).parse(input)?;
    if (1..=31).contains(&day) && (1..=12).contains(&month) {
        Ok((rest, Moment::Day { year: Some(year), month: i8::try_from(month).unwrap_or(0), day: i8::try_from(day).unwrap_or(0) }))
    } else {
        fail(input)
    }
}

fn iso_day(input: &str) -> Found<'_, Moment> {
    let (rest, (year, _, month, _, day, ())) = (year, char('-'), number(2, 2), char('-'), number(2, 2), word_end).parse(input)?;
    if (1..=12).contains(&month) && (1..=31).contains(&day) {
        Ok((rest, Moment::Day { year: Some(year), month: i8::try_from(month).unwrap_or(0), day: i8::try_from(day).unwrap_or(0) }))
    } else {
        fail(input)
    }
}

/// The name of a month with its abbreviations, and a point behind those.
fn month_name(input: &str) -> Found<'_, i8> {
    let (name, rest) = input.split_at(input.bytes().take_while(u8::is_ascii_alphabetic).count());
    let goes_on = || rest.starts_with(|c: char| !c.is_ascii() && c.is_alphabetic());
    let Some(month) = month(name).filter(|_| !goes_on()) else { return fail(input) };
    // «sept» is the one of four letters.
    let abbreviated = (name.len() == 3 && month != 5) || (name.len() == 4 && month == 9);
    let rest = if abbreviated { rest.strip_prefix('.').unwrap_or(rest) } else { rest };
    Ok((rest, month))
}

/// `31. mars 2023`, `1.juni`, `15. mai`: a figure, and what stands behind its point or blank.
fn named_day<'t>(day: &str, input: &'t str) -> Found<'t, Moment> {
    let (rest, month) = month_name(input)?;
    let Some(day) = day.parse().ok().filter(|day| (1..=31).contains(day)) else { return fail(input) };
    let (rest, year) = following_year(rest);
    word_end(rest)?;
    Ok((rest, Moment::Day { year, month, day }))
}

/// A year behind a time, with or without a comma.
fn following_year(input: &str) -> (&str, Option<i16>) {
    let behind = input.strip_prefix(',').unwrap_or(input).strip_prefix(' ').map(|behind| year(behind.trim_start_matches(' ')));
    match behind {
        Some(Ok((rest, year))) if word_end(rest).is_ok() => (rest, Some(year)),
        _ => (input, None),
    }
}

/// A year behind a time, also `av 2027`, `i 2027`.
fn linked_year(input: &str) -> (&str, Option<i16>) {
    let linked = input.strip_prefix(" av").or_else(|| input.strip_prefix(" i")).filter(|rest| rest.starts_with(' ')).map(following_year);
    linked.filter(|(_, year)| year.is_some()).unwrap_or_else(|| following_year(input))
}

/// `mai 2027`, `februar måned`; a month alone is taken as a time only behind a word that asks for one.
fn named_month(input: &str) -> Found<'_, Moment> {
    let (rest, month) = month_name(input)?;
    word_end(rest)?;
    // «jul» without a day is Christmas.
    if word(&["jul"]).parse(input).is_ok() {
        return fail(input);
    }
    // «mai/juni» and «mai–juni» are more than a month.
    let second: Found<'_, _> = (one_of("/–"), month_name, word_end).map(|(_, last, ())| last).parse(rest);
    if let Ok((rest, last)) = second {
        let (rest, year) = following_year(rest);
        return if month < last { Ok((rest, Moment::Months { year, first: month, last })) } else { fail(input) };
    }
    peek(not((one_of("/-–"), verify(anychar, |c| c.is_alphabetic())))).parse(rest)?;
    let (rest, _) = opt((char(' '), word(&["måned", "månad"]))).parse(rest)?;
    let (rest, year) = following_year(rest);
    Ok((rest, Moment::Month { year, month, part: MonthPart::Whole }))
}

/// `medio juni`, `primo januar 2027`.
fn part_of_month(input: &str) -> Found<'_, Moment> {
    let part = alt((
        value(MonthPart::First, word(&["primo", "tidlig i", "begynnelsen av"])),
        value(MonthPart::Middle, word(&["medio", "midten av"])),
        value(MonthPart::Last, word(&["ultimo", "slutten av", "utgangen av"])),
    ));
    let (rest, (part, _, month)) = (part, gap, month_name).parse(input)?;
    word_end(rest)?;
    let (rest, year) = following_year(rest);
    Ok((rest, Moment::Month { year, month, part }))
}

/// `høsten 2026`, `våren`.
fn season(input: &str) -> Found<'_, Moment> {
    let (rest, code) = alt((
        value(21, word(&["våren", "vår"])),
        value(22, word(&["sommeren", "sommaren", "sommer", "sommar"])),
        value(23, word(&["høsten", "hausten", "høst", "haust"])),
        value(24, word(&["vinteren", "vinter"])),
    ))
    .parse(input)?;
    let short = !same_end(&input[..consumed(input, rest)], "en");
    let (rest, year) = linked_year(rest);
    // «vår» is also a pronoun: a short name of a season needs its year.
    if short && year.is_none() { fail(input) } else { Ok((rest, Moment::Part { year, part: YearPart::Season(code) })) }
}

/// `første halvår`, `2. tertial`, `3. kvartal 2026`.
fn counted_part(input: &str) -> Found<'_, Moment> {
    let mut counted = map_opt((ordinal, gap, word(&["kvartal", "tertial", "halvår", "halvdel"])), |(n, _, unit)| part_of_year(n, unit));
    let (rest, part) = counted.parse(input)?;
    let (rest, year) = linked_year(rest);
    Ok((rest, Moment::Part { year, part }))
}

/// `Q4 2025`, as plans shorten the quarters.
fn quarter(input: &str) -> Found<'_, Moment> {
    let n = verify(number(1, 1), |n| (1..=4).contains(n)).map(|n| u8::try_from(n).unwrap_or(0));
    let (rest, (_, n, ())) = (one_of("Qq"), n, word_end).parse(input)?;
    let (rest, year) = linked_year(rest);
    Ok((rest, Moment::Part { year, part: YearPart::Quarter(n) }))
}

/// `1. og 2. tertial`, `første, andre og tredje kvartal 2026`: each part with the place of its number; the last has the unit and the year.
pub(super) fn several_parts(input: &str) -> Option<Vec<(std::ops::Range<usize>, Moment)>> {
    const MOST: usize = 4;
    let mut found = Vec::new();
    let mut rest = input;
    let mut last = false;
    loop {
        let (after, n) = ordinal(rest).ok()?;
        let start = consumed(input, rest);
        if last {
            let (after, (_, unit)) = (gap, word(&["kvartal", "tertial", "halvår"])).parse(after).ok()?;
            let (tail, year) = linked_year(after);
            found.push((start..consumed(input, tail), n));
            let parts = found.iter().map(|(range, n)| Some((range.clone(), Moment::Part { year, part: part_of_year(*n, unit)? })));
            return parts.collect();
        }
        found.push((start..consumed(input, after), n));
        let ends = after.strip_prefix(", og ").or_else(|| after.strip_prefix(" og "));
        (rest, last) = (ends.or_else(|| after.strip_prefix(", ")).filter(|_| found.len() < MOST)?, ends.is_some());
    }
}

/// «første», «2.»
fn ordinal(input: &str) -> Found<'_, u8> {
    match first_letter(input) {
        b'f' => alt((value(1u8, word(&["første", "fyrste"])), value(4, word(&["fjerde"])))).parse(input),
        b'a' => value(2, word(&["andre", "annet"])).parse(input),
        b't' => value(3, word(&["tredje"])).parse(input),
        b'0'..=b'9' => (number(1, 1), char('.')).map(|(n, _)| u8::try_from(n).unwrap_or(0)).parse(input),
        _ => fail(input),
    }
}

/// A quarter, third or half of a year; none beyond the last.
fn part_of_year(n: u8, unit: &str) -> Option<YearPart> {
    match (unit.as_bytes().first()? | 0x20, n) {
        (b'k', 1..=4) => Some(YearPart::Quarter(n)),
        (b't', 1..=3) => Some(YearPart::Tertial(n)),
        (b'h', 1..=2) => Some(YearPart::Half(n)),
        _ => None,
    }
}

/// `uke 12`, nn `veke 12`, `uke 12/2027`; `uke 12–14` is more than a week.
fn week(input: &str) -> Found<'_, Moment> {
    let (rest, (_, _, week, ())) = (word(&["uke", "veke"]), gap, verify(number(1, 2), |w| (1..=53).contains(w)), word_end).parse(input)?;
    peek(not((one_of("-–"), one_of("0123456789")))).parse(rest)?;
    let slashed: Found<'_, i16> = (char('/'), year, word_end).map(|(_, year, ())| year).parse(rest);
    let (rest, year) = slashed.map_or_else(|_| linked_year(rest), |(rest, year)| (rest, Some(year)));
    Ok((rest, Moment::Week { year, week: i8::try_from(week).unwrap_or(0) }))
}

fn fail<T>(input: &str) -> Found<'_, T> {
    Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
}

/// The length of a time of day at the start of `input` («kl. 10.00», «klokken 9»), and hour and minute.
pub(super) fn clock(input: &str) -> Option<(usize, (u8, u8))> {
    let grammar = |i| -> IResult<&str, (u32, Option<u32>)> {
        let (i, _) = alt((letters("klokken"), letters("klokka"), letters("kl."), letters("kl"))).parse(i)?;
        (gap, number(1, 2), opt((one_of(".:"), number(2, 2)).map(|(_, m)| m)), word_end).map(|(_, h, m, ())| (h, m)).parse(i)
    };
    let (rest, (hour, minute)) = grammar(input).ok()?;
    let valid = hour < 24 && minute.unwrap_or(0) < 60;
    valid.then(|| (consumed(input, rest), (u8::try_from(hour).unwrap_or(0), u8::try_from(minute.unwrap_or(0)).unwrap_or(0))))
}

/// The day of the week a Norwegian name stands for.
pub(crate) fn weekday(name: &str) -> Option<Weekday> {
    Some(match name.to_lowercase().as_str() {
        "mandag" | "måndag" => Weekday::Monday,
        "tirsdag" | "tysdag" => Weekday::Tuesday,
        "onsdag" => Weekday::Wednesday,
        "torsdag" => Weekday::Thursday,
        "fredag" => Weekday::Friday,
        "lørdag" | "laurdag" => Weekday::Saturday,
        "søndag" | "sundag" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(usize, String)> {
        let (len, moment) = scan(text)?;
        Some((
            len,
            match moment.resolve(2026) {
                Resolved::Day(date) => date.to_string(),
                Resolved::Period { edtf, end, .. } => format!("{edtf} {end}"),
                Resolved::Invalid => "invalid".into(),
            },
        ))
    }

    #[test]
    fn times_are_read_whole() {
        for (text, meaning) in [
            ("31.12.2026", "2026-12-31"),
            ("1.3.2026", "2026-03-01"),
            ("28.01.16", "2016-01-28"),
            ("20.12.13", "2013-12-20"),
            ("15. mars 2027", "2027-03-15"),
            ("20.desember 2019", "2019-12-20"),
            ("31. jan.", "2026-01-31"),
            ("28. feb", "2026-02-28"),
            ("25. sep.", "2026-09-25"),
            ("06. nov.", "2026-11-06"),
            ("1.juni", "2026-06-01"),
            ("1/6 2027", "2027-06-01"),
            ("februar måned", "2026-02 2026-02-28"),
            ("uke 5 i 2027", "2027-W05 2027-02-07"),
            ("31.08", "2026-08-31"),
            ("2026-03-01", "2026-03-01"),
            ("31.6.2026", "invalid"),
            ("31. juni", "invalid"),
            ("mai 2027", "2027-05 2027-05-31"),
            ("medio juni", "2026-06 2026-06-15"),
            ("primo januar 2027", "2027-01 2027-01-01"),
            ("ultimo februar 2028", "2028-02 2028-02-29"),
            ("høsten 2026", "2026-23 2026-11-30"),
            ("hausten 2026", "2026-23 2026-11-30"),
            ("våren", "2026-21 2026-05-31"),
            ("første halvår 2026", "2026-40 2026-06-30"),
            ("2. tertial", "2026-38 2026-08-31"),
            ("3. kvartal 2026", "2026-35 2026-09-30"),
            ("Q4 2025", "2025-36 2025-12-31"),
            ("uke 12", "2026-W12 2026-03-22"),
            ("veke 12 2027", "2027-W12 2027-03-28"),
        ] {
            assert_eq!(read(text), Some((text.len(), meaning.into())), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_times() {
        for text in [
            "22 24 90 90",
            "0030 Oslo",
            "1 S",
            "21",
            "2022-2023",
            "3.1.2",
            "124 460",
            "99.99.2026",
            "10.12 mill. kroner",
            "vår rapport",
            "vår",
            "uke 54",
            "5. tertial",
            "1.1 Styrets",
            "12.345",
            "3:2",
            "13/2024",
            "1/6",
            "jul",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn every_date_of_two_centuries_in_every_style() {
        const MONTHS: [&str; 12] =
            ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];
        let mut date = Date::constant(1900, 1, 1);
        while date.year() < 2101 {
            let (y, m, d) = (date.year(), date.month(), date.day());
            let name = MONTHS[usize::from(m.unsigned_abs()) - 1];
            for text in
                [format!("{d}.{m}.{y}"), format!("{d:02}.{m:02}.{y}"), format!("{d}. {name} {y}"), format!("{d}.{name} {y}"), date.to_string()]
            {
                assert_eq!(scan(&text), Some((text.len(), Moment::Day { year: Some(y), month: m, day: d })), "{text}");
            }
            date = date.tomorrow().expect("2101 is in range");
        }
    }

    #[test]
    fn clocks() {
        assert_eq!(clock("kl. 10.00 ble"), Some((9, (10, 0))));
        assert_eq!(clock("kl 16:30"), Some((8, (16, 30))));
        assert_eq!(clock("klokken 9"), Some((9, (9, 0))));
        assert_eq!(clock("kl holdt"), None);
        assert_eq!(clock("kl. 25.00"), None);
    }
}
