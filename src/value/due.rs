//! Phrases that say when something is due: `innen 1. juni hvert år`, `Frist: 15.10.2026`, `tertialvis`, `to uker i forkant av hvert møte`.

use std::ops::Range;

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while1};
use nom::character::complete::char;
use nom::combinator::{opt, value};

use super::lex::{Found, consumed, gap, number, word, word_end};
use super::moment::{Moment, moment, moment_or_year};
use crate::lexicon::floor;
use crate::model::Relation;

/// A rule for recurring dates without a day, as RFC 5545.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frequency(pub(crate) String);

/// When something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Due {
    /// At a time.
    At { relation: Relation, moment: Moment, every: Option<Frequency> },
    /// To be agreed or settled.
    Open,
    /// An offset (ISO 8601 duration, negative for before) from an occasion, whose words stand at the range.
    Relative { offset: String, anchor: Range<usize> },
}

/// A due phrase, and whether it is a label («Frist: …») rather than part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DuePhrase {
    pub(crate) due: Due,
    pub(crate) label: bool,
}

/// How far from «frist» its time may stand, in bytes.
const REACH: usize = 100;

/// `innen 1. mai`, `senest innen utgangen av 2023`, `i løpet av høsten`.
pub(super) fn relation_phrase(input: &str) -> Option<(usize, Due)> {
    let emphasis = (word(&["senest", "seinast"]), gap, word(&["innen", "innan", "i løpet av"]));
    let latest = alt((
        value(Relation::By, emphasis),
        value(Relation::By, word(&["innen", "innan", "senest", "seinast"])),
        value(Relation::During, word(&["i løpet av"])),
    ));
    let relation = alt((latest, value(Relation::Before, word(&["før"])), value(Relation::After, word(&["tidligst", "etter"]))));
    let (rest, (relation, _)) = (relation, gap).parse(input).ok()?;
    let (rest, every) = opt((frequency, gap).map(|(f, _)| f)).parse(rest).ok()?;
    let (rest, ended) = opt((word(&["utgangen av", "slutten av", "utløpet av"]), gap)).parse(rest).ok()?;
    let (rest, _) = opt((word(&["den", "i", "måneden"]), gap)).parse(rest).ok()?;
    let (rest, moment) = moment_or_year(rest).ok()?;
    let relation = if ended.is_some() && relation == Relation::During { Relation::By } else { relation };
    let (rest, again) = recurring_tail(rest);
    // «før» and «etter» only date what comes before or after a day.
    if matches!(relation, Relation::Before | Relation::After) && !matches!(moment, Moment::Day { .. }) {
        return None;
    }
    Some((consumed(input, rest), Due::At { relation, moment, every: every.or(again) }))
}

/// `Frist: 1.6.2026 (deretter årlig)`, `Fristen er 1. september`, `med frist til departementet 15. mars 2016`, `Frist avklares med …`.
/// `before` is what stands before it in the passage.
pub(super) fn frist_phrase(before: &str, input: &str) -> Option<(usize, DuePhrase)> {
    let (tail, _) = word(&["fristen", "frist", "tidsfrist", "svarfrist", "leveringsfrist", "rapporteringsfrist"]).parse(input).ok()?;
    let reach = &tail[..floor(tail, REACH)];
    let words = &reach[..clause_end(reach)];
    let begins = before.is_empty() || before.ends_with(". ") || before.ends_with(": ") || before.ends_with("o ");
    let colon = words.starts_with(':');
    let mut direct = true;
    let mut at = words.len() - words.trim_start_matches([':', ' ', '.']).len();
    while at < words.len() {
        let here = &tail[at..];
        if let Some((len, due)) = moved(here).or_else(|| relation_phrase(here)).or_else(|| stated(here)) {
            let label = colon || (begins && direct);
            return Some((consumed(input, tail) + at + len, DuePhrase { due, label }));
        }
        if open(here).is_ok() {
            // How it is to be settled belongs to it: «avklares i dialog med departementet».
            let len = consumed(input, tail) + words.trim_end().len();
            return Some((len, DuePhrase { due: Due::Open, label: colon || begins }));
        }
        direct = false;
        at += next_word(&words[at..]);
    }
    None
}

/// A time that stands by itself behind «frist».
fn stated(input: &str) -> Option<(usize, Due)> {
    let (rest, moment) = moment(input).ok()?;
    let (rest, every) = recurring_tail(rest);
    Some((consumed(input, rest), Due::At { relation: Relation::By, moment, every }))
}

/// A moved deadline: of «fra 12. mai til 25. april» only the new date counts.
fn moved(input: &str) -> Option<(usize, Due)> {
    let (rest, (.., to)) = (word(&["fra", "frå"]), gap, moment, gap, word(&["til"]), gap, moment).parse(input).ok()?;
    Some((consumed(input, rest), Due::At { relation: Relation::By, moment: to, every: None }))
}

/// Words that leave a deadline open.
fn open(input: &str) -> Found<'_, &str> {
    word(&[
        "avklares",
        "avklarast",
        "avtales",
        "avtalast",
        "settes",
        "settast",
        "fastsettes",
        "fastsetjast",
        "bestemmes",
        "avgjøres",
        "kommer tilbake",
        "meldes",
        "skal avklares",
        "skal avtales",
        "vil bli avklart",
        "vil bli satt",
        "vil bli fastsatt",
        "etter avtale",
        "etter nærmere avtale",
        "vurderes",
    ])
    .parse(input)
}

/// A frequency by itself: `årlig`, `hvert kvartal`, `3 ganger i året`.
pub(super) fn frequency(input: &str) -> Found<'_, Frequency> {
    let monthly = |interval: u32| Frequency(if interval == 1 { "FREQ=MONTHLY".into() } else { format!("FREQ=MONTHLY;INTERVAL={interval}") });
    let each = word(&["hvert", "hver", "kvart", "kvar", "per", "pr.", "pr"]);
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
    let phrase = (each, gap, period).map(|(_, _, months)| months);
    let count = alt((
        number(1, 2),
        value(2, word(&["to"])),
        value(3, word(&["tre"])),
        value(4, word(&["fire"])),
        value(6, word(&["seks"])),
        value(1, word(&["en", "én"])),
    ));
    let times = (count, gap, word(&["ganger", "gonger", "gang"]), gap, word(&["i året", "per år", "pr. år", "pr år", "årlig", "årleg", "hvert år"]))
        .map(|(n, ..)| n);
    let weekly = value(Frequency("FREQ=WEEKLY".into()), word(&["ukentlig", "hver uke", "kvar veke"]));
    let (rest, found) = alt((
        weekly,
        alt((adverb, phrase)).map(|months| if months == 12 { Frequency("FREQ=YEARLY".into()) } else { monthly(months) }),
        times.map(|n| if n > 1 && 12 % n == 0 { monthly(12 / n) } else { Frequency("FREQ=YEARLY".into()) }),
    ))
    .parse(input)?;
    Ok((rest, found))
}

/// What makes the time before it come again: ` hvert år`, ` (deretter årlig)`.
fn recurring_tail(input: &str) -> (&str, Option<Frequency>) {
    let words = (gap, opt(char('(')), gap, opt((alt((tag("og deretter"), tag("deretter"), tag("og"))), gap)), frequency, opt(char(')')))
        .map(|(_, _, _, _, f, _)| f);
    match opt(words).parse(input) {
        Ok((rest, Some(every))) => (rest, Some(every)),
        _ => (input, None),
    }
}

/// `to uker i forkant av hvert oppfølgingsmøte`, `fire veker før møtet`.
pub(super) fn relative(input: &str) -> Option<(usize, Due)> {
    let count = alt((
        number(1, 2),
        value(1, word(&["en", "én", "ei", "ett"])),
        value(2, word(&["to"])),
        value(3, word(&["tre"])),
        value(4, word(&["fire"])),
        value(5, word(&["fem"])),
        value(6, word(&["seks"])),
        value(8, word(&["åtte"])),
        value(10, word(&["ti"])),
    ));
    let unit = alt((
        value("D", word(&["dager", "dagar", "dag", "virkedager"])),
        value("W", word(&["uker", "uke", "veker", "veke"])),
        value("M", word(&["måneder", "måned", "månader", "månad"])),
    ));
    let side =
        alt((value("-", word(&["før", "i forkant av", "i forveien av", "forut for", "framfor", "i forkant for"])), value("", word(&["etter"]))));
    let article = opt((word(&["hvert", "hver", "kvart", "kvar", "neste", "det", "den"]), gap));
    let (rest, (n, _, unit, _, side, _, _)) = (count, gap, unit, gap, side, gap, article).parse(input).ok()?;
    let (end, _) = (take_while1::<_, _, nom::error::Error<&str>>(|c: char| c.is_alphanumeric() || c == '-'), word_end).parse(rest).ok()?;
    let anchor = consumed(input, rest)..consumed(input, end);
    Some((anchor.end, Due::Relative { offset: format!("{side}P{n}{unit}"), anchor }))
}

/// Where the clause ends: at a full stop before a new sentence, a semicolon or a closing bracket.
fn clause_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let sentence = || text[i + 1..].trim_start().starts_with(char::is_uppercase) || text[i + 1..].trim().is_empty();
        let stop = c == '.' && !text[..i].ends_with(|c: char| c.is_ascii_digit()) && next.is_none_or(|c| c == ' ') && sentence();
        if stop || matches!(c, ';' | '?' | '!' | ')') {
            return i;
        }
    }
    text.len()
}

/// Bytes to the start of the next word.
fn next_word(text: &str) -> usize {
    memchr::memchr(b' ', text.as_bytes()).map_or(text.len(), |i| i + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<(usize, Relation, Moment, Option<String>)> {
        match relation_phrase(text)? {
            (len, Due::At { relation, moment, every }) => Some((len, relation, moment, every.map(|f| f.0))),
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
            assert!(matches!(&found, Some((len, DuePhrase { due: Due::At { .. }, .. })) if *len == text.len()), "{text}: {found:?}");
            assert_eq!(found.map(|(_, d)| d.label), Some(label), "{text}");
        }
        for text in [
            "Frist avklares med departementet",
            "Frist: Avtales nærmere",
            "Frist: Avklares i dialog med departementet",
            "Frist: Settes i dialog med direktoratet",
        ] {
            assert!(matches!(frist_phrase("", text), Some((_, DuePhrase { due: Due::Open, label: true }))), "{text}");
        }
        for text in ["fristbrudd skal unngås", "Frister i 2015", "frist. Møtet 1. mars 2020", "frist og plan"] {
            assert_eq!(frist_phrase("", text), None, "{text}");
        }
        let moved = frist_phrase("", "Frist for leveransen er flyttet fra 12. mai til 25. april slik");
        assert!(matches!(moved, Some((_, DuePhrase { due: Due::At { moment: Moment::Day { month: 4, day: 25, .. }, .. }, .. }))), "{moved:?}");
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
