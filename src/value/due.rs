//! Phrases that say when something is due: `innen 1. juni hvert år`, `Frist: 15.10.2026`, `tertialvis`, `to uker i forkant av hvert møte`.

use std::ops::Range;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{not, opt, recognize, value, verify};
use smallvec::{SmallVec, smallvec};

use super::lex::{Found, consumed, first_letter, gap, number, word, word_end, year};
use super::moment::{Moment, clock, moment, moment_or_year, several_parts, short_day};
use crate::lexicon::{floor, same_start};
use crate::model::Relation;

/// A rule for recurring dates without a day, as RFC 5545.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frequency(pub(crate) String);

/// When something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Due {
    /// At a time.
    At { relation: Relation, moment: Moment, every: Option<Frequency> },
    /// Again and again, without a day.
    Every(Frequency),
    /// To be agreed or settled.
    Open,
    /// On an occasion without a date, whose words stand at the range.
    Occasion(Range<usize>),
    /// An offset (ISO 8601 duration, negative for before) from an occasion, whose words stand at the range; an empty one where none is named.
    Relative { offset: String, anchor: Range<usize> },
}

impl Due {
    /// The same with ranges counted from `by` bytes earlier.
    pub(super) fn shifted(self, by: usize) -> Self {
        let shift = |range: Range<usize>| range.start + by..range.end + by;
        match self {
            Self::Occasion(range) => Self::Occasion(shift(range)),
            Self::Relative { offset, anchor } => Self::Relative { offset, anchor: shift(anchor) },
            other => other,
        }
    }
}

/// A due phrase, and whether it is a label («Frist: …») rather than part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DuePhrase {
    pub(crate) due: Due,
    pub(crate) label: bool,
}

/// What a phrase says and where: the first from its start, then each further day of a list.
pub(super) type Dues = SmallVec<[(Range<usize>, Due); 1]>;

/// Moves what a phrase says by the bytes before it; the first begins before them.
fn behind(before: usize, dues: Dues) -> Dues {
    let shift = |(i, (range, due)): (usize, (Range<usize>, Due))| {
        let start = if i == 0 { 0 } else { range.start + before };
        (start..range.end + before, due.shifted(before))
    };
    dues.into_iter().enumerate().map(shift).collect()
}

/// Words for a deadline.
#[rustfmt::skip]
pub(super) const FRIST: &[&str] = &[
    "frist", "fristen", "tidsfrist", "tidsfristen", "delfrist", "svarfrist", "svarfristen", "rapporteringsfrist", "rapporteringsfristen",
    "leveringsfrist", "leveringsfristen", "leveransefrist", "leveransefristen", "innleveringsfrist", "innleveringsfristen", "innsendingsfrist",
    "innspillsfrist", "høringsfrist", "høringsfristen", "høyringsfrist", "høyringsfristen", "frister", "fristar", "fristene", "fristane",
    "rapporteringsfrister", "rapporteringsfristar", "rapporteringsfristene", "rapporteringsfristane",
];

/// How far from «frist» its time may stand, in bytes.
const REACH: usize = 100;

/// Words between «frist» and its time that say no more than that it is there.
const COPULAS: &[&str] = &["er", "vil", "være", "vere", "bli", "blir", "vert", "satt", "sett", "til", "på"];
/// Verbs of a deadline that has passed.
const PASSED: &[&str] = &["var", "gikk", "gjekk", "løp", "utløp"];
/// Words before a day that say where something comes from: «brev av 3. mars».
const ORIGINS: &[&str] = &["av", "datert", "dagsett", "fra", "frå"];
/// Occasions of the year that anybody can date, but no calendar does; years of a span that the letter does not number.
#[rustfmt::skip]
const OCCASIONS: &[&str] = &[
    "årsskiftet", "jul", "jol", "påske", "sommerferien", "sommarferien", "utgangen av det første året", "utgangen av det andre året",
    "utgangen av det tredje året", "utgangen av første året", "utgangen av andre året", "utgangen av tredje året",
];
/// Times that are none.
#[rustfmt::skip]
const VAGUE: &[&str] = &[
    "på sikt", "snarest", "snarast", "så snart", "løpende", "løpande", "fortløpende", "fortløpande", "umiddelbart", "straks",
    "i dialog", "i samråd",
];

/// Whether what «før» or «etter» stands before may be a time: a figure, or one of some first words. Both are too common to try every grammar
/// behind them.
fn is_dated(words: &str) -> bool {
    let first: &'static [&'static str] = match words.as_bytes().first() {
        Some(b'0'..=b'9') => return true,
        Some(b) => match b | 0x20 {
            b'a' => &["andre", "annet"],
            b'd' => &["den"],
            b'f' => &["første", "fyrste", "fjerde", "fredag", "fristen"],
            b'h' => &["høsten", "hausten"],
            b'j' => &["jul", "jol"],
            b'k' => &["kl", "klokken", "klokka"],
            b'l' => &["lørdag", "laurdag"],
            b'm' => &["mandag", "måndag"],
            b'o' => &["onsdag"],
            b'p' => &["påske"],
            b's' => &["sommeren", "sommaren", "slutten", "sommerferien", "sommarferien", "søndag", "sundag"],
            b't' => &["tredje", "tirsdag", "tysdag", "torsdag"],
            b'u' => &["utgangen", "utløpet"],
            b'v' => &["våren", "vinteren"],
            // «å» begins with this byte.
            0xE3 => &["årsskiftet"],
            _ => return false,
        },
        None => return false,
    };
    word(first).parse(words).is_ok()
}

/// `innen 1. mai`, `senest innen utgangen av 2023`, `i løpet av høsten`, `innen to uker etter møtet`, `innen 1. juni og 1. desember`.
pub(super) fn relation_phrase(input: &str) -> Option<Dues> {
    let (rest, relation) = relation(input).ok()?;
    let sided = matches!(relation, Relation::Before | Relation::After);
    if sided && !is_dated(rest) {
        return None;
    }
    if relation == Relation::By
        && let Some((len, due)) = relative(rest)
    {
        let before = consumed(input, rest);
        return Some(smallvec![(0..before + len, due.shifted(before))]);
    }
    if let Ok((after, every)) = (opt((word(&["den"]), gap)), day_of_month).map(|(_, every)| every).parse(rest) {
        return Some(smallvec![(0..consumed(input, after), Due::Every(every))]);
    }
    let (rest, every) = opt((frequency, gap).map(|(f, _)| f)).parse(rest).ok()?;
    let (rest, _) = opt((word(&["fristen"]), gap)).parse(rest).ok()?;
    if let Ok((after, _)) = (word(OCCASIONS), opt(years)).parse(rest) {
        let range = consumed(input, rest)..consumed(input, after);
        return Some(smallvec![(0..range.end, Due::Occasion(range))]);
    }
    let (rest, ended) = opt(ended).parse(rest).ok()?;
    let relation = if ended.is_some() && relation == Relation::During { Relation::By } else { relation };
    let start = consumed(input, rest);
    let first = alt((value(Moment::ThisYear, word(&["årets utgang"])), (on_the, due_moment).map(|((), m)| m))).parse(rest);
    if let Some(times) = several_times(rest, &first) {
        return Some(behind(start, at_days(rest, times, relation, every)));
    }
    let (rest, moment) = first.ok()?;
    if let Some(tail) = of_another_year(rest).filter(|_| moment.year().is_none()) {
        let range = start..consumed(input, tail);
        return Some(smallvec![(0..range.end, Due::Occasion(range))]);
    }
    let (rest, again) = recurring_tail(rest);
    // «før» and «etter» only date what comes before or after; «etter 2022» tells of years.
    if sided && !matches!(moment, Moment::Day { .. } | Moment::Part { .. }) {
        return None;
    }
    Some(smallvec![(0..consumed(input, rest), Due::At { relation, moment, every: every.or(again) })])
}

/// Words that stand between «innen» and the figure of a time.
#[rustfmt::skip]
const BEFORE_FIGURES: &[&str] = &[
    "den", "det", "de", "dei", "i", "på", "uke", "veke", "utgangen", "slutten", "utløpet", "starten", "begynnelsen", "begynninga", "midten", "oppstart",
    "oppstarten", "av", "kl", "ca", "primo", "medio", "ultimo", "kvartal", "tertial", "hhv", "henholdsvis",
];
/// What is counted by a figure that is no time, by its beginnings.
const COUNTED: &[&str] = &["%", "prosent", "pst", "time", "minutt", "sekund", "dag", "døgn", "virkedag", "år", "mill", "mrd", "kr", "km", "meter"];

/// The length of words that set a deadline: a label with whatever it labels, a figure that is plainly a time, or so long before something that
/// they do not name; asked where no grammar reads them.
pub(crate) fn sets_unread(input: &str) -> Option<usize> {
    let label: Found<'_, _> = (word(FRIST), char(':')).parse(input);
    if let Ok((labelled, _)) = label {
        let reach = &labelled[..floor(labelled, REACH)];
        let words = reach[..clause_end(reach)].trim_end_matches(['.', ' ']);
        return (words.contains(char::is_alphanumeric) && !is_unchanged(words)).then(|| consumed(input, labelled) + words.len());
    }
    let (rest, _) = word(&["innen", "innan", "senest", "seinast"]).parse(input).ok()?;
    let mut rest = rest.trim_start();
    if let Ok((behind, _)) = (offset, gap, word(&["før", "i forkant", "i forveien", "etter"])).parse(rest) {
        return Some(consumed(input, behind));
    }
    while !rest.starts_with(|c: char| c.is_ascii_digit()) {
        let (behind, _) = word(BEFORE_FIGURES).parse(rest).ok()?;
        rest = behind.trim_start_matches(['.', ' ']);
    }
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = behind.trim_start();
    (!COUNTED.iter().any(|unit| counted.starts_with(unit))).then(|| consumed(input, behind))
}

/// Whether words, all that a label of a deadline says, keep the time that an earlier letter gave: «Frist: uendret».
fn is_unchanged(words: &str) -> bool {
    const UNCHANGED: &[&str] = &["uendret", "uendra", "som før", "som tidligere", "som tidlegare"];
    let words = words.trim();
    UNCHANGED.iter().any(|said| words.len() == said.len() && same_start(words, said))
}

/// The word before a time, with the spaces behind it: «senest innen », «i løpet av », «før ».
fn relation(input: &str) -> Found<'_, Relation> {
    let (rest, relation) = match first_letter(input) {
        b's' => {
            let emphasis = (word(&["senest", "seinast"]), gap, word(&["innen", "innan", "i løpet av"]));
            value(Relation::By, alt((recognize(emphasis), word(&["senest", "seinast"])))).parse(input)?
        }
        b'i' => alt((value(Relation::By, word(&["innen", "innan"])), value(Relation::During, word(&["i løpet av"])))).parse(input)?,
        b'f' => value(Relation::Before, word(&["før"])).parse(input)?,
        b't' | b'e' => value(Relation::After, word(&["tidligst", "tidlegast", "etter"])).parse(input)?,
        _ => return fail(input),
    };
    Ok((gap(rest)?.0, relation))
}

fn fail<T>(input: &str) -> Found<'_, T> {
    Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
}

/// What is there already, and dated by «før» or «etter»: «søknader mottatt før 1. januar».
#[rustfmt::skip]
const STOCK: &[&str] = &[
    "mottatt", "mottatte", "motteke", "mottekne", "inngått", "inngåtte", "født", "fødte", "fødd", "fødde", "innkommet", "innkomne", "registrert",
    "registrerte", "opprettet", "oppretta", "etablert", "etablerte", "ansatt", "ansatte", "tilsett", "tilsette", "påbegynt", "påbegynte", "utstedt",
    "utstedte", "utferda", "vedtatt", "vedtatte", "vedteke", "vedtekne", "fattet", "fatta", "innvilget", "innvilga", "bygd", "bygget",
];

/// Whether a phrase with «før» or «etter» dates what the words before it name, not what is to be done.
pub(super) fn dates_stock(before: &str, dues: &Dues) -> bool {
    let mut words = before.trim_end().rsplit(' ');
    let sided = matches!(dues[..], [(_, Due::At { relation: Relation::Before | Relation::After, .. }), ..]);
    // «skal være etablert før 1. mai» is to be done.
    sided && words.next().is_some_and(|w| STOCK.contains(&w)) && !words.next().is_some_and(|w| ["være", "vere", "bli", "ha", "er"].contains(&w))
}

/// « neste år» behind a time: its year is not the letter's, and which it is depends on what the sentence counts from.
fn of_another_year(input: &str) -> Option<&str> {
    let years = word(&["påfølgende år", "påfølgjande år", "det påfølgende året", "det påfølgjande året", "neste år", "året etter", "det neste året"]);
    (gap, years).parse(input).ok().map(|(rest, _)| rest)
}

/// «utgangen av » before the time that ends.
fn ended(input: &str) -> Found<'_, ()> {
    value((), (word(&["utgangen av", "slutten av", "utløpet av"]), gap)).parse(input)
}

/// Any time, in a place where one must stand.
fn due_moment(input: &str) -> Found<'_, Moment> {
    alt((moment_or_year, short_day)).parse(input)
}

/// «kl. 12 », «fredag », «den », «i » before a time.
fn on_the(input: &str) -> Found<'_, ()> {
    if input.starts_with(|c: char| c.is_ascii_digit()) {
        return Ok((input, ()));
    }
    let input = clock(input).map_or(input, |(len, _)| input[len..].trim_start());
    let weekday = word(&["mandag", "måndag", "tirsdag", "tysdag", "onsdag", "torsdag", "fredag", "lørdag", "laurdag", "søndag", "sundag"]);
    value((), (opt((weekday, gap)), opt((word(&["den", "i", "måneden"]), gap)))).parse(input)
}

/// The most days that a list has; a longer row of figures is something else.
const MOST_DAYS: usize = 12;

/// A day of a list; month and year may stand with a later one.
struct ListedDay {
    range: Range<usize>,
    day: i8,
    month: Option<i8>,
    year: Option<i16>,
}

/// A day of a list, with or without its month: `1. juni 2026`, `5.`
fn listed_day(input: &str) -> Found<'_, (i8, Option<i8>, Option<i16>)> {
    if let Ok((rest, ((), Moment::Day { year, month, day }))) = (on_the, moment).parse(input) {
        return Ok((rest, (day, Some(month), year)));
    }
    (verify(number(1, 2), |d| (1..=31).contains(d)), char('.')).map(|(d, _)| (i8::try_from(d).unwrap_or(0), None, None)).parse(input)
}

/// « (utkast)», « (1. tertial)» behind a day of a list; « (deretter årlig)» says that it comes again.
fn remark(input: &str) -> Found<'_, ()> {
    let inner =
        verify(take_while1(|c: char| c != ')' && c != '(' && !c.is_ascii_digit()), |w: &str| !w.starts_with("deretter") && frequency(w).is_err());
    // «15. mai (1. tertial)» is one time.
    let part = verify(moment, |m| matches!(m, Moment::Part { .. }));
    value((), (tag(" ("), alt((value((), inner), value((), part))), char(')'))).parse(input)
}

/// The times of a list; `first` is what stands at the start by itself. Most times stand alone.
fn several_times(input: &str, first: &Found<'_, Moment>) -> Option<Vec<(Range<usize>, Moment)>> {
    match first {
        Ok((rest, _)) if ![",", " og", " ("].iter().any(|next| rest.starts_with(next)) => None,
        _ => several_days(input).or_else(|| several_parts(input)),
    }
}

/// What stands behind the «, » or «og» behind a day of a list, and whether the last day follows.
fn goes_on(input: &str) -> Option<(&str, bool)> {
    let behind = input.strip_prefix(',').unwrap_or(input).strip_prefix(' ')?;
    match word(&["og"]).parse(behind) {
        Ok((rest, _)) => Some((rest.strip_prefix(' ')?, true)),
        Err(_) => input.starts_with(',').then_some((behind, false)),
    }
}

/// The days of a list that ends with «og»: `1. juni og 1. desember 2026`, `hhv. 5., 13. og 20. desember`. A month or year that a day
/// lacks is that of the next one.
fn several_days(input: &str) -> Option<Vec<(Range<usize>, Moment)>> {
    let (mut rest, split) = opt((word(&["hhv.", "hhv", "henholdsvis"]), gap)).parse(input).ok()?;
    let mut days: Vec<ListedDay> = Vec::new();
    let mut last = false;
    // Whether a comma stands before the last «og».
    let mut comma = false;
    loop {
        let (after, (day, month, year)) = listed_day(rest).ok()?;
        let after = remark(after).map_or(after, |(after, ())| after);
        let listed = ListedDay { range: consumed(input, rest)..consumed(input, after), day, month, year };
        if last {
            days.push(listed);
            rest = after;
            break;
        }
        comma = after.starts_with(',');
        (rest, last) = goes_on(after)?;
        days.push(listed);
        if days.len() == MOST_DAYS {
            return None;
        }
    }
    // What goes on with a verb is a sentence of its own, «innen 1. mai, og 3. juni møtes partene», unless several days are listed.
    let next = rest.strip_prefix(' ').map_or("", |words| words.split([' ', ',', '.', ';', ':']).next().unwrap_or(""));
    let many = days.len() > 2 && !comma;
    let ends =
        !rest.starts_with(' ') || many || split.is_some() || ["hvert", "kvart", "til", "med", "for", "på", "om", "i", "(deretter"].contains(&next);
    let mut lent = days.last().map(|d| (d.month, d.year)).filter(|_| ends)?;
    let mut found = Vec::new();
    let mut next = (i8::MAX, i8::MAX);
    for ListedDay { range, day, month, year } in days.into_iter().rev() {
        lent = if month.is_some() { (month, year.or(lent.1)) } else { lent };
        // Lists go on in time: of «1. juni, 1. oktober og 1. februar 2027» the first two are of the year before.
        if year.is_none() && (lent.0?, day) > next {
            lent.1 = lent.1.map(|y| y - 1);
        }
        next = (lent.0?, day);
        found.push((range, Moment::Day { year: lent.1, month: lent.0?, day }));
    }
    found.reverse();
    Some(found)
}

/// The days of a list as what is due, each with what recurs behind the last.
fn at_days(input: &str, days: Vec<(Range<usize>, Moment)>, relation: Relation, every: Option<Frequency>) -> Dues {
    let end = days.last().map_or(0, |(range, _)| range.end);
    let (tail, again) = recurring_tail(&input[end..]);
    let every = every.or(again);
    let mut dues: Dues = days.into_iter().map(|(range, moment)| (range, Due::At { relation, moment, every: every.clone() })).collect();
    if let Some((range, _)) = dues.last_mut() {
        range.end = consumed(input, tail);
    }
    dues
}

/// `Frist: 1.6.2026 (deretter årlig)`, `Fristen er 1. september`, `med frist til departementet 15. mars 2016`, `Frist avklares med …`.
/// `before` is what stands before it in the passage. With what is due comes whether it is a label.
pub(super) fn frist_phrase(before: &str, input: &str) -> Option<(Dues, bool)> {
    let (tail, _) = word(FRIST).parse(input).ok()?;
    let reach = &tail[..floor(tail, REACH)];
    let words = &reach[..clause_end(reach)];
    let begins = before.is_empty() || before.ends_with(". ") || before.ends_with(": ") || before.ends_with("o ");
    let colon = words.starts_with(':');
    let head = consumed(input, tail);
    let clause = head + words.trim_end().len();
    // Right behind «frist» and its verb a time may also be one that is none elsewhere.
    let (mut direct, mut copula) = (true, true);
    let mut at = words.len() - words.trim_start_matches([':', ' ', '.', '–', '-']).len();
    let mut last = "";
    let mut vague = None;
    while at < words.len() {
        let here = &tail[at..];
        // What stands in brackets is said of what the deadline is for.
        if here.starts_with('(')
            && let Some(behind) = words[at..].find(')').map(|end| at + end + 1).filter(|&behind| !words[behind..].trim().is_empty())
        {
            at = behind + next_word(&words[behind..]);
            last = ")";
            continue;
        }
        if ORIGINS.contains(&last)
            && let Some((range, _)) = stated(here).and_then(|dues| dues.into_iter().next())
        {
            at += range.end + next_word(&words[(at + range.end).min(words.len())..]);
            (direct, copula, last) = (false, false, "");
            continue;
        }
        if let Some(dues) = moved(here).or_else(|| timed(here)) {
            return Some((behind(head + at, dues), colon || (begins && direct)));
        }
        if open(here).is_ok() {
            // How it is to be settled belongs to it: «avklares i dialog med departementet».
            return Some((smallvec![(0..clause, Due::Open)], colon || begins));
        }
        if copula && vague.is_none() && (colon || begins) {
            let alone = || if colon { occasions(&words[at..]) } else { None };
            if let Some(dues) = reported(here).or_else(alone).or_else(|| loose(here, colon)) {
                return Some((behind(head + at, dues), true));
            }
            vague = if word(VAGUE).parse(here).is_ok() {
                Some(Due::Open)
            } else {
                word(&["etter", "når"]).parse(here).is_ok().then(|| Due::Occasion(head + at..clause))
            };
        }
        let next = at + next_word(&words[at..]);
        last = words[at..next].strip_suffix(' ').unwrap_or(&words[at..next]);
        if PASSED.contains(&last) {
            return None;
        }
        direct = false;
        copula &= COPULAS.contains(&last);
        at = next;
    }
    let later = || before.rsplit(' ').find(|w| !matches!(*w, "" | "en" | "ein" | "ny" | "nærmere" | "nærare"));
    let returns = || matches!(later(), Some("til" | "med")) && [" tilbake til ", " tilbake med "].iter().any(|words| before.contains(words));
    vague.map(|due| (smallvec![(0..clause, due)], true)).or_else(|| returns().then(|| (smallvec![(0..head, Due::Open)], false)))
}

/// A time behind «frist», with or without a relation.
fn timed(input: &str) -> Option<Dues> {
    let single = |(len, due)| smallvec![(0..len, due)];
    recurring(input, true).or_else(|| relation_phrase(input)).or_else(|| relative(input).map(single)).or_else(|| stated(input))
}

/// A time that stands by itself behind «frist».
fn stated(input: &str) -> Option<Dues> {
    let at_end = (opt((word(&["ved"]), gap)), ended, moment_or_year).map(|(.., m)| m);
    let first = alt((at_end, (on_the, alt((moment, short_day))).map(|((), m)| m))).parse(input);
    if let Some(times) = several_times(input, &first) {
        return Some(at_days(input, times, Relation::By, None));
    }
    let (rest, moment) = first.ok()?;
    // A day in brackets is the one that a longer time means.
    let narrowed = |i| -> Found<'_, Moment> { (tag(" ("), moment_day, char(')')).map(|(_, m, _)| m).parse(i) };
    if !matches!(moment, Moment::Day { .. })
        && let Ok((rest, Moment::Day { year, month, day })) = narrowed(rest)
    {
        let moment = Moment::Day { year: year.or(moment.year()), month, day };
        return Some(smallvec![(0..consumed(input, rest), Due::At { relation: Relation::By, moment, every: None })]);
    }
    if let Some(tail) = of_another_year(rest).filter(|_| moment.year().is_none()) {
        let end = consumed(input, tail);
        return Some(smallvec![(0..end, Due::Occasion(0..end))]);
    }
    let (rest, every) = recurring_tail(rest);
    Some(smallvec![(0..consumed(input, rest), Due::At { relation: Relation::By, moment, every })])
}

fn moment_day(input: &str) -> Found<'_, Moment> {
    verify(moment, |m| matches!(m, Moment::Day { .. })).parse(input)
}

/// What is a time only right behind «frist»: a year alone, a frequency, `innen to uker`.
fn loose(input: &str, colon: bool) -> Option<Dues> {
    let mut offset = (opt((word(&["innen", "innan", "senest", "seinast"]), gap)), offset).map(|(_, offset)| offset);
    if let Ok((rest, offset)) = offset.parse(input) {
        let end = consumed(input, rest);
        return Some(smallvec![(0..end, Due::Relative { offset, anchor: end..end })]);
    }
    if let Ok((rest, every)) = frequency(input) {
        return Some(smallvec![(0..consumed(input, rest), Due::Every(every))]);
    }
    let year = moment_or_year(input).ok().filter(|(_, m)| colon && matches!(m, Moment::Year(_)));
    year.map(|(rest, moment)| smallvec![(0..consumed(input, rest), Due::At { relation: Relation::By, moment, every: None })])
}

/// `i årsrapporten for 2026`: a report or meeting that something is due in.
fn reported(input: &str) -> Option<Dues> {
    let (rest, _) = (word(&["i", "på", "ved", "til"]), gap).parse(input).ok()?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
    let year: Found<'_, _> = (tag(" for "), year).parse(&rest[end..]);
    let range = consumed(input, rest)..year.map_or(consumed(input, rest) + end, |(tail, _)| consumed(input, tail));
    is_occasion(&rest[..end]).then(|| smallvec![(0..range.end, Due::Occasion(range))])
}

/// `Årsrapport 2026`, `2. tertialrapport og årsrapporten`: a clause that names reports or meetings and says nothing else.
fn occasions(clause: &str) -> Option<Dues> {
    let ends = clause.match_indices(". ").map(|(at, _)| at).find(|at| clause[at + 2..].starts_with(char::is_uppercase));
    let clause = clause[..ends.unwrap_or(clause.len())].trim_end_matches(['.', ' ']);
    let counts = |word: &str| word.trim_end_matches('.').bytes().all(|b| b.is_ascii_digit());
    let mut words = clause.split(' ').map(|word| word.trim_end_matches(','));
    let mut named = false;
    let only = words.all(|word| {
        named |= is_occasion(word);
        is_occasion(word) || counts(word) || matches!(word, "og" | "for" | "i")
    });
    (named && only).then(|| smallvec![(0..clause.len(), Due::Occasion(0..clause.len()))])
}

/// Whether a word names a report or a meeting.
fn is_occasion(word: &str) -> bool {
    ["rapport", "møte", "beretning", "melding"].iter().any(|stem| word.contains(stem) || same_start(word, stem))
}

/// A moved deadline: of «fra 12. mai til 25. april» only the new date counts.
fn moved(input: &str) -> Option<Dues> {
    let time = || (opt(ended), on_the, moment).map(|(.., moment)| moment);
    let (rest, (.., to)) = (word(&["fra", "frå"]), gap, time(), gap, word(&["til"]), gap, time()).parse(input).ok()?;
    Some(smallvec![(0..consumed(input, rest), Due::At { relation: Relation::By, moment: to, every: None })])
}

/// The year of an occasion, ` 2026`, or the two that it stands between, ` 2025/2026`, ` 2025–26`.
fn years(input: &str) -> Found<'_, ()> {
    let next = (one_of("/-–"), verify(take_while1(|c: char| c.is_ascii_digit()), |next: &str| matches!(next.len(), 2 | 4)));
    value((), (char(' '), year, opt(next), word_end)).parse(input)
}

/// `ved utgangen av 2026`, `ved årsskiftet`, from the word behind «ved» on; `before` is what stands before that.
pub(super) fn at_the_end(before: &str, input: &str) -> Option<Dues> {
    let lead = before.strip_suffix("ved ").or_else(|| before.strip_suffix("Ved ")).map(|_| "ved ".len())?;
    if let Ok((rest, _)) = (word(&["årsskiftet"]), opt(years)).parse(input) {
        let range = 0..consumed(input, rest);
        return Some(behind(lead, smallvec![(range.clone(), Due::Occasion(range))]));
    }
    let (rest, ((), moment)) = (ended, moment_or_year).parse(input).ok()?;
    Some(behind(lead, smallvec![(0..consumed(input, rest), Due::At { relation: Relation::By, moment, every: None })]))
}

/// Words that leave a deadline open.
#[rustfmt::skip]
const OPEN: &[&str] = &[
    "avklares", "avklarast", "avtales", "avtalast", "settes", "settast", "fastsettes", "fastsetjast", "bestemmes", "avgjøres", "kommer tilbake",
    "kommer vi tilbake", "kjem tilbake", "kjem vi tilbake", "meldes", "skal avklares", "skal avklarast", "skal avtales", "skal avtalast",
    "vil bli avklart", "vil bli satt", "vil bli fastsatt", "vil bli sett", "blir avklart", "blir avtalt", "blir satt", "blir fastsatt", "blir sett",
    "blir fastsett", "vert avklart", "vert avtalt", "vert sett", "vert fastsett", "etter avtale", "etter nærmere avtale", "etter nærare avtale",
    "ikke fastsatt", "ikkje fastsett", "ikke avklart", "ikkje avklart", "ikke satt", "ikkje sett", "uavklart", "ettersendes", "ettersendast", "vurderes", "vurderast",
];

/// Whether words, all that is said of a deadline, leave it open.
pub(crate) fn is_open(words: &str) -> bool {
    open(words).is_ok() || word(VAGUE).parse(words).is_ok()
}

fn open(input: &str) -> Found<'_, &str> {
    let (rest, found) = word(OPEN).parse(input)?;
    // «blir satt til 1. mai» settles it.
    not((gap, word(&["til"]), gap, opt(ended), on_the, moment)).parse(rest)?;
    Ok((rest, found))
}

/// What recurs and says how often first: `årlig innen 1. november`, `hvert år 15. mai`, `halvårlig innen 1. februar og 1. august`. Without a
/// relation it is on the day, or by it behind «frist».
pub(super) fn recurring(input: &str, frist: bool) -> Option<Dues> {
    let (rest, (every, _, _)) = (frequency, gap, opt((word(&["og"]), gap))).parse(input).ok()?;
    let before = consumed(input, rest);
    let recurs = |dues: Dues| {
        let every = if dues.len() > 1 && every.0 == times_a_year(dues.len()) { Frequency("FREQ=YEARLY".into()) } else { every.clone() };
        let again = |(range, due)| match due {
            Due::At { relation, moment, .. } => Some((range, Due::At { relation, moment, every: Some(every.clone()) })),
            _ => None,
        };
        behind(before, dues).into_iter().map(again).collect::<Option<Dues>>()
    };
    if let Some(dues) = relation_phrase(rest).and_then(recurs) {
        return Some(dues);
    }
    let relation = if frist { Relation::By } else { Relation::On };
    if let Some(days) = several_days(rest) {
        return recurs(at_days(rest, days, relation, None));
    }
    let (rest, ((), moment)) = (on_the, moment_day).parse(rest).ok()?;
    Some(smallvec![(0..consumed(input, rest), Due::At { relation, moment, every: Some(every) })])
}

/// The rule of what comes so often a year, if the months between are as many each time.
fn times_a_year(times: usize) -> String {
    format!("FREQ=MONTHLY;INTERVAL={}", 12 / times.clamp(1, 12))
}

/// A frequency by itself: `årlig`, `hvert kvartal`, `3 ganger i året`. Its first letter leaves few forms or none.
pub(super) fn frequency(input: &str) -> Found<'_, Frequency> {
    match first_letter(input) {
        b'h' | b'k' => alt((weekly, fortnightly, yearly, monthly)).parse(input),
        b'u' => weekly(input),
        b'a' => alt((fortnightly, yearly)).parse(input),
        b'm' | b'p' => monthly(input),
        // «å» and «é» begin with the same byte.
        b't' | 0xE3 => alt((monthly, times)).parse(input),
        b'e' | b'f' | b's' => times(input),
        b'0'..=b'9' => alt((times, day_of_month)).parse(input),
        _ => fail(input),
    }
}

/// What comes every so many months.
fn every_months(months: u32) -> Frequency {
    match months {
        1 => Frequency("FREQ=MONTHLY".into()),
        12 => Frequency("FREQ=YEARLY".into()),
        _ => Frequency(format!("FREQ=MONTHLY;INTERVAL={months}")),
    }
}

/// `årlig`, `hvert kvartal`, `per måned`.
fn monthly(input: &str) -> Found<'_, Frequency> {
    let adverb = alt((
        value(12, word(&["årlig", "årleg"])),
        value(6, word(&["halvårlig", "halvårleg", "halvårsvis"])),
        value(4, word(&["tertialvis"])),
        value(3, word(&["kvartalsvis"])),
        value(1, word(&["månedlig", "månadleg", "månedsvis"])),
    ));
    let period = alt((
        value(12, word(&["år"])),
        value(6, word(&["halvår"])),
        value(4, word(&["tertial"])),
        value(3, word(&["kvartal"])),
        value(1, word(&["måned", "månad"])),
    ));
    let each = word(&["hvert", "hver", "kvart", "kvar", "per", "pr.", "pr"]);
    alt((adverb, (each, gap, period).map(|(_, _, months)| months))).map(every_months).parse(input)
}

/// `20. hver måned`, `5. i hver måned`.
fn day_of_month(input: &str) -> Found<'_, Frequency> {
    let day = verify(number(1, 2), |day| (1..=31).contains(day));
    let each = word(&["hver måned", "kvar månad", "hver mnd."]);
    (day, char('.'), gap, opt((word(&["i"]), gap)), each).map(|(day, ..)| Frequency(format!("FREQ=MONTHLY;BYMONTHDAY={day}"))).parse(input)
}

/// `annethvert år`, `hvert tredje år`.
fn yearly(input: &str) -> Found<'_, Frequency> {
    let nth =
        alt((value(2, word(&["annet", "andre", "anna"])), value(3, word(&["tredje"])), value(4, word(&["fjerde"])), value(5, word(&["femte"]))));
    let joined = value(2, word(&["annethvert", "annakvart"]));
    let each_nth = (word(&["hvert", "kvart"]), gap, nth).map(|(.., n)| n);
    (alt((joined, each_nth)), gap, word(&["år"])).map(|(n, ..)| Frequency(format!("FREQ=YEARLY;INTERVAL={n}"))).parse(input)
}

/// `ukentlig`, `hver uke`.
fn weekly(input: &str) -> Found<'_, Frequency> {
    word(&["ukentlig", "hver uke", "kvar veke"]).map(|_| Frequency("FREQ=WEEKLY".into())).parse(input)
}

/// `annenhver uke`, `hver 14. dag`.
fn fortnightly(input: &str) -> Found<'_, Frequency> {
    word(&["annenhver uke", "annakvar veke", "hver fjortende dag", "kvar fjortande dag", "hver 14. dag", "kvar 14. dag"])
        .map(|_| Frequency("FREQ=WEEKLY;INTERVAL=2".into()))
        .parse(input)
}

/// `3 ganger i året`, `to gonger per år`.
fn times(input: &str) -> Found<'_, Frequency> {
    let (rest, count) = match first_letter(input) {
        b'0'..=b'9' => number(1, 2).parse(input)?,
        b't' => alt((value(2, word(&["to"])), value(3, word(&["tre"])))).parse(input)?,
        b'f' => value(4, word(&["fire"])).parse(input)?,
        b's' => value(6, word(&["seks"])).parse(input)?,
        _ => value(1, word(&["en", "én"])).parse(input)?,
    };
    let a_year = word(&["i året", "per år", "pr. år", "pr år", "årlig", "årleg", "hvert år"]);
    (gap, word(&["ganger", "gonger", "gang"]), gap, a_year)
        .map(|_| every_months(if count > 1 && 12 % count == 0 { 12 / count } else { 12 }))
        .parse(rest)
}

/// What makes the time before it come again: ` hvert år`, ` (deretter årlig)`, `, og deretter årlig`.
fn recurring_tail(input: &str) -> (&str, Option<Frequency>) {
    let words = input.trim_start_matches(' ');
    let words = words.strip_prefix('(').map_or(words, |words| words.trim_start_matches(' '));
    // Behind a comma only what says that it goes on.
    let behind_comma = words.strip_prefix(", ").filter(|words| ["og deretter", "deretter"].iter().any(|then| words.starts_with(then)));
    let words = behind_comma.unwrap_or(words);
    let then = ["og deretter", "deretter", "og"].iter().find_map(|then| words.strip_prefix(then));
    match frequency(then.map_or(words, |words| words.trim_start_matches(' '))) {
        Ok((rest, every)) => (rest.strip_prefix(')').unwrap_or(rest), Some(every)),
        Err(_) => (input, None),
    }
}

/// `to uker`, `14 dager`, as an ISO 8601 duration.
fn offset(input: &str) -> Found<'_, String> {
    let (rest, count) = match first_letter(input) {
        b'0'..=b'9' => number(1, 2).parse(input)?,
        b't' => alt((value(2, word(&["to"])), value(3, word(&["tre"])), value(10, word(&["ti"])))).parse(input)?,
        b'f' => alt((value(4, word(&["fire"])), value(5, word(&["fem"])))).parse(input)?,
        b's' => value(6, word(&["seks"])).parse(input)?,
        // «é» and «å» begin with the same byte.
        b'e' | 0xE3 => alt((value(1, word(&["en", "én", "ein", "ei", "ett", "eitt"])), value(8, word(&["åtte"])))).parse(input)?,
        _ => return fail(input),
    };
    let (rest, _) = gap(rest)?;
    let (rest, unit) = match first_letter(rest) {
        b'd' => value("D", word(&["dager", "dagar", "dag"])).parse(rest)?,
        b'v' | b'y' | b'u' => {
            let days = value("D", word(&["virkedager", "vyrkedagar", "yrkedagar"]));
            alt((days, value("W", word(&["uker", "uke", "veker", "veke"])))).parse(rest)?
        }
        b'm' => value("M", word(&["måneder", "måned", "månader", "månad"])).parse(rest)?,
        _ => return fail(input),
    };
    Ok((rest, format!("P{count}{unit}")))
}

/// `to uker i forkant av hvert oppfølgingsmøte`, `fire veker før møtet`.
pub(super) fn relative(input: &str) -> Option<(usize, Due)> {
    let side =
        alt((value("-", word(&["før", "i forkant av", "i forveien av", "forut for", "framfor", "i forkant for"])), value("", word(&["etter"]))));
    let article = opt((word(&["hvert", "hver", "kvart", "kvar", "neste", "det", "den"]), gap));
    let (rest, (offset, _, side, _, _)) = (offset, gap, side, gap, article).parse(input).ok()?;
    // «det første møtet» is one of several.
    let which = opt((word(&["første", "fyrste", "andre", "siste", "ordinære"]), gap));
    let noun = take_while1::<_, _, nom::error::Error<&str>>(|c: char| c.is_alphanumeric() || c == '-');
    let (end, _) = (which, noun, word_end).parse(rest).ok()?;
    // «etter at styret har vedtatt planen» is counted from what a clause says.
    let clause = &rest[..floor(rest, REACH)];
    let end = if rest.starts_with("at ") { &rest[clause.find([',', '.', ';', ')']).unwrap_or(clause.len())..] } else { end };
    let anchor = consumed(input, rest)..consumed(input, end);
    Some((anchor.end, Due::Relative { offset: format!("{side}{offset}"), anchor }))
}

/// Where the clause ends: at a full stop before a new sentence, a semicolon or the bracket that closes one around it.
fn clause_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut inside = false;
    while let Some((i, c)) = chars.next() {
        if c == '(' || (c == ')' && inside) {
            inside = c == '(';
            continue;
        }
        let next = chars.peek().map(|&(_, c)| c);
        let sentence = || text[i + 1..].trim_start().starts_with(char::is_uppercase) || text[i + 1..].trim().is_empty();
        let stop = c == '.' && !text[..i].ends_with(|c: char| c.is_ascii_digit()) && next.is_none_or(|c| c == ' ') && sentence();
        // The bracket of a part's letter, «del b)», closes none.
        let part = || c == ')' && text[..i].rsplit(' ').next().is_some_and(|w| w.len() == 1) && text[..i].contains(' ');
        if stop || (matches!(c, ';' | '?' | '!' | ')') && !part()) {
            return i;
        }
    }
    // On the same line may follow the label of who is responsible.
    let mut capitals = memchr::memchr_iter(b'A', text.as_bytes());
    capitals.find_map(|at| text[..at].strip_suffix(' ').filter(|_| text[at..].starts_with("Ansvarlig "))).map_or(text.len(), str::len)
}

/// Bytes to the start of the next word.
fn next_word(text: &str) -> usize {
    memchr::memchr(b' ', text.as_bytes()).map_or(text.len(), |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<(usize, Relation, Moment, Option<String>)> {
        match relation_phrase(text)?.pop()? {
            (range, Due::At { relation, moment, every }) => Some((range.end, relation, moment, every.map(|f| f.0))),
            _ => None,
        }
    }

    #[test]
    fn relations() {
        let june = |year| Moment::Day { year, month: 6, day: 1 };
        for (text, relation, moment, every) in [
            ("innen 1. juni 2022", Relation::By, june(Some(2022)), None),
            ("innen 1. juni hvert år", Relation::By, june(None), Some("FREQ=YEARLY")),
            ("senest innen 1. juni", Relation::By, june(None), None),
            ("seinast 1. juni", Relation::By, june(None), None),
            ("innan utgangen av året", Relation::By, Moment::ThisYear, None),
            ("innen utgangen av 2026", Relation::By, Moment::Year(2026), None),
            ("senest mai 2027", Relation::By, Moment::Month { year: Some(2027), month: 5, part: super::super::moment::MonthPart::Whole }, None),
            ("innen 2024", Relation::By, Moment::Year(2024), None),
            ("seinast i veke 12", Relation::By, Moment::Week { year: None, week: 12 }, None),
            ("i løpet av 2029", Relation::During, Moment::Year(2029), None),
            ("innen 1.6.2026 (deretter årlig)", Relation::By, june(Some(2026)), Some("FREQ=YEARLY")),
        ] {
            assert_eq!(at(text), Some((text.len(), relation, moment, every.map(str::to_owned))), "{text}");
        }
        let days = |text| relation_phrase(text).map_or(0, |dues| dues.len());
        assert_eq!(days("innen 15. januar, 15. mai og 15. september rapporteres på status"), 3);
        assert_eq!(days("innen 1. mai og 3. juni skal partene møtes"), 1);
        for text in ["innen helse", "innenfor 2024", "innen rammene", "før jul", "innen to uker", "etter 2022", "innen 100 mill. kroner"] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn labels_and_sentences() {
        for (before, text, label) in [
            ("", "Frist: 15.10.2026", true),
            ("", "Frist 1.10.2026", true),
            ("plan. ", "Fristen er 1. september 2018", false),
            ("", "Frist for deloppdraget er 15.6.2026", false),
            ("", "Frist for endelig leveranse: 31.3.2027", false),
            ("rapport med ", "frist til departementet 15. mars 2016", false),
            ("", "Frist: innen utgangen av 2023", true),
        ] {
            let found = frist_phrase(before, text);
            let Some((dues, found)) = found else { panic!("{text}: nothing") };
            assert!(matches!(&dues[..], [(range, Due::At { .. })] if *range == (0..text.len())), "{text}: {dues:?}");
            assert_eq!(found, label, "{text}");
        }
        for text in [
            "Frist avklares med departementet",
            "Frist: Avtales nærmere",
            "Frist: Avklares i dialog med departementet",
            "Frist: Settes i dialog med direktoratet",
        ] {
            assert_eq!(frist_phrase("", text), Some((smallvec![(0..text.len(), Due::Open)], true)), "{text}");
        }
        for text in ["fristbrudd skal unngås", "Frister i 2015", "frist. Møtet 1. mars 2020", "frist og plan"] {
            assert_eq!(frist_phrase("", text), None, "{text}");
        }
        let moved = frist_phrase("", "Frist for leveransen er flyttet fra 12. mai til 25. april slik");
        let day = |dues: &Dues| matches!(&dues[..], [(_, Due::At { moment: Moment::Day { month: 4, day: 25, .. }, .. })]);
        assert!(moved.as_ref().is_some_and(|(dues, _)| day(dues)), "{moved:?}");
    }

    #[test]
    fn frequencies() {
        for (text, rule) in [
            ("årlig", "FREQ=YEARLY"),
            ("hvert år", "FREQ=YEARLY"),
            ("tertialvis", "FREQ=MONTHLY;INTERVAL=4"),
            ("kvartalsvis", "FREQ=MONTHLY;INTERVAL=3"),
            ("halvårlig", "FREQ=MONTHLY;INTERVAL=6"),
            ("hver måned", "FREQ=MONTHLY"),
            ("månadleg", "FREQ=MONTHLY"),
            ("3 ganger i året", "FREQ=MONTHLY;INTERVAL=4"),
            ("annethvert år", "FREQ=YEARLY;INTERVAL=2"),
            ("kvart fjerde år", "FREQ=YEARLY;INTERVAL=4"),
            ("hver 14. dag", "FREQ=WEEKLY;INTERVAL=2"),
            ("to ganger i året", "FREQ=MONTHLY;INTERVAL=6"),
        ] {
            assert_eq!(frequency(text).map(|(rest, f)| (rest, f.0)), Ok(("", rule.to_owned())), "{text}");
        }
        for text in ["årlige møter", "hvert sekund", "år", "per 2. tertial"] {
            assert!(frequency(text).is_err(), "{text}");
        }
    }

    #[test]
    fn offsets() {
        let text = "to uker i forkant av hvert oppfølgingsmøte";
        let found = relative(text);
        assert!(
            matches!(&found, Some((len, Due::Relative { offset, anchor })) if *len == text.len() && offset == "-P2W" && &text[anchor.clone()] == "oppfølgingsmøte"),
            "{found:?}"
        );
        assert_eq!(relative("to uker gammel"), None);
    }
}
