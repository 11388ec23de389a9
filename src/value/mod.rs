//! Values: money, posts, references, ids, times. One grammar a file, and one scan that finds them all.
//!
//! The scan is the one rule for overlaps: anchors are visited from left to right; at an anchor the grammars that may
//! begin there are tried in a fixed order and the first that fits wins; what it consumed is not looked at again.

pub(crate) mod amount;
pub(crate) mod due;
pub(crate) mod id;
mod lex;
pub(crate) mod moment;
pub(crate) mod post;
pub(crate) mod reference;

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use once_cell::sync::Lazy;

use amount::Money;
use due::{Due, DuePhrase, Frequency};
use moment::Moment;
use post::PostRef;
use reference::Citation;

use crate::model::Modality;

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ValueKind {
    Money(Money),
    Posts(Vec<PostRef>),
    Reference(Citation),
    MandateId(String),
    Moment(Moment),
    Due(DuePhrase),
    Frequency(Frequency),
    Clock(u8, u8),
}

/// A value and where it stands in its view.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub(crate) range: Range<usize>,
    pub(crate) kind: ValueKind,
}

/// A word that may make its sentence a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// *skal*, *må*, *bør*, *kan*.
    Modal(Modality),
    /// *ber*, *ba*, *bes*, *oppdrag*: a request, if its sentence asks somebody.
    Ask,
    /// A report, a meeting or a completion that may date what is asked.
    Occasion,
}

/// A cue and the range of its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) range: Range<usize>,
    pub(crate) kind: CueKind,
}

/// What the scan of one view finds, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    pub(crate) values: Vec<Value>,
    pub(crate) cues: Vec<Cue>,
}

impl Findings {
    /// The values that lie in a range of the view.
    pub(crate) fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Value> {
        let first = self.values.partition_point(|v| v.range.start < range.start);
        self.values[first..].iter().take_while(move |v| v.range.end <= range.end)
    }
}

/// Which grammars an anchor calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    /// A figure: a date, a sum of money, a mandate id.
    Digit,
    /// «kr».
    Currency,
    /// «kap», «post».
    Post,
    /// The name of a series, a law, «§».
    Reference,
    /// The end of a compound: «…loven».
    LawName,
    /// «ID».
    Id,
    /// «oppdrag»: an id with a serial, or an assignment.
    Assignment,
    /// A month, season, week.
    Moment,
    /// «innen», «senest».
    Relation,
    /// «frist».
    Frist,
    /// A number word before an offset: «to uker før».
    Count,
    /// «årlig», «hver måned».
    Frequency,
    /// «kl».
    Clock,
    Modal(Modality),
    Ask,
    Occasion,
}

/// The anchor words. Capital letters other than ASCII need a line of their own.
const ANCHORS: &[(&str, Anchor)] = &[
    ("0", Anchor::Digit),
    ("1", Anchor::Digit),
    ("2", Anchor::Digit),
    ("3", Anchor::Digit),
    ("4", Anchor::Digit),
    ("5", Anchor::Digit),
    ("6", Anchor::Digit),
    ("7", Anchor::Digit),
    ("8", Anchor::Digit),
    ("9", Anchor::Digit),
    ("kr", Anchor::Currency),
    ("nok", Anchor::Currency),
    ("kap", Anchor::Post),
    ("post", Anchor::Post),
    ("prop", Anchor::Reference),
    ("innst", Anchor::Reference),
    ("b.innst", Anchor::Reference),
    ("budsjett-innst", Anchor::Reference),
    ("st.", Anchor::Reference),
    ("ot.", Anchor::Reference),
    ("meld", Anchor::Reference),
    ("dok", Anchor::Reference),
    ("anmodningsvedtak", Anchor::Reference),
    ("oppmodingsvedtak", Anchor::Reference),
    ("vedtak nr", Anchor::Reference),
    ("nou", Anchor::Reference),
    ("r-", Anchor::Reference),
    ("lov ", Anchor::Reference),
    ("forskrift ", Anchor::Reference),
    ("forordning", Anchor::Reference),
    ("direktiv ", Anchor::Reference),
    ("rådsforordning", Anchor::Reference),
    ("§", Anchor::Reference),
    ("loven", Anchor::LawName),
    ("lova", Anchor::LawName),
    ("forskriften", Anchor::LawName),
    ("forskrifta", Anchor::LawName),
    ("direktivet", Anchor::LawName),
    ("id", Anchor::Id),
    ("oppdrag", Anchor::Assignment),
    ("januar", Anchor::Moment),
    ("februar", Anchor::Moment),
    ("mars", Anchor::Moment),
    ("april", Anchor::Moment),
    ("mai", Anchor::Moment),
    ("juni", Anchor::Moment),
    ("juli", Anchor::Moment),
    ("august", Anchor::Moment),
    ("september", Anchor::Moment),
    ("oktober", Anchor::Moment),
    ("november", Anchor::Moment),
    ("desember", Anchor::Moment),
    ("primo", Anchor::Moment),
    ("medio", Anchor::Moment),
    ("ultimo", Anchor::Moment),
    ("våren", Anchor::Moment),
    ("sommeren", Anchor::Moment),
    ("sommaren", Anchor::Moment),
    ("høsten", Anchor::Moment),
    ("hausten", Anchor::Moment),
    ("vinteren", Anchor::Moment),
    ("første", Anchor::Moment),
    ("andre", Anchor::Moment),
    ("tredje", Anchor::Moment),
    ("fjerde", Anchor::Moment),
    ("uke", Anchor::Moment),
    ("veke", Anchor::Moment),
    ("innen", Anchor::Relation),
    ("innan", Anchor::Relation),
    ("senest", Anchor::Relation),
    ("seinast", Anchor::Relation),
    ("i løpet av", Anchor::Relation),
    ("før", Anchor::Relation),
    ("etter", Anchor::Relation),
    ("tidligst", Anchor::Relation),
    ("frist", Anchor::Frist),
    ("tidsfrist", Anchor::Frist),
    ("svarfrist", Anchor::Frist),
    ("rapporteringsfrist", Anchor::Frist),
    ("leveringsfrist", Anchor::Frist),
    ("en ", Anchor::Count),
    ("én ", Anchor::Count),
    ("ei ", Anchor::Count),
    ("to ", Anchor::Count),
    ("tre ", Anchor::Count),
    ("fire ", Anchor::Count),
    ("fem ", Anchor::Count),
    ("seks ", Anchor::Count),
    ("åtte ", Anchor::Count),
    ("ti ", Anchor::Count),
    ("årlig", Anchor::Frequency),
    ("Årlig", Anchor::Frequency),
    ("årleg", Anchor::Frequency),
    ("Årleg", Anchor::Frequency),
    ("halvårlig", Anchor::Frequency),
    ("halvårleg", Anchor::Frequency),
    ("tertialvis", Anchor::Frequency),
    ("kvartalsvis", Anchor::Frequency),
    ("månedlig", Anchor::Frequency),
    ("månadleg", Anchor::Frequency),
    ("ukentlig", Anchor::Frequency),
    ("hver ", Anchor::Frequency),
    ("hvert ", Anchor::Frequency),
    ("kvar ", Anchor::Frequency),
    ("kvart ", Anchor::Frequency),
    ("per ", Anchor::Frequency),
    ("pr. ", Anchor::Frequency),
    ("kl", Anchor::Clock),
    ("skal", Anchor::Modal(Modality::Skal)),
    ("må", Anchor::Modal(Modality::Maa)),
    ("bør", Anchor::Modal(Modality::Boer)),
    ("kan", Anchor::Modal(Modality::Kan)),
    ("ber", Anchor::Ask),
    ("ba", Anchor::Ask),
    ("bad", Anchor::Ask),
    ("bed", Anchor::Ask),
    ("bes", Anchor::Ask),
    ("bedes", Anchor::Ask),
    ("anmoder", Anchor::Ask),
    ("oppmoder", Anchor::Ask),
    ("oppfordrer", Anchor::Ask),
    ("pålegger", Anchor::Ask),
    ("tilleggsoppdrag", Anchor::Ask),
    ("rapporten", Anchor::Occasion),
    ("rapportene", Anchor::Occasion),
    ("rapportane", Anchor::Occasion),
    ("beretningen", Anchor::Occasion),
    ("meldinga", Anchor::Occasion),
    ("møtet", Anchor::Occasion),
    ("møtene", Anchor::Occasion),
    ("møter", Anchor::Occasion),
    ("foreligge", Anchor::Occasion),
    ("ferdigstille", Anchor::Occasion),
    ("fullføre", Anchor::Occasion),
    ("sluttføre", Anchor::Occasion),
    ("avslutte", Anchor::Occasion),
];

static AUTOMATON: Lazy<AhoCorasick> = Lazy::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(ANCHORS.iter().map(|(words, _)| words))
        .expect("the anchor words make an automaton")
});

/// Finds the values and cues of a view, in one pass.
pub(crate) fn scan(text: &str) -> Findings {
    let mut found = Findings::default();
    let mut resume = 0;
    for hit in AUTOMATON.find_iter(text) {
        let at = hit.start();
        if at < resume {
            continue;
        }
        let anchor = ANCHORS[hit.pattern().as_usize()].1;
        let before = text[..at].chars().next_back();
        let inside = before.is_some_and(char::is_alphanumeric);
        if anchor == Anchor::LawName {
            resume = law_name(text, at, resume, &mut found).unwrap_or(resume);
            continue;
        }
        if anchor == Anchor::Occasion {
            cue(text, at..hit.end(), CueKind::Occasion, &mut found);
            continue;
        }
        if inside {
            // A figure behind letters may be an id's; one behind digits was tried at its first.
            if anchor == Anchor::Digit && !before.is_some_and(|c| c.is_ascii_digit()) {
                resume = lettered_id(text, at, resume, &mut found).unwrap_or(resume);
            }
            continue;
        }
        resume = visit(text, at, hit.end(), anchor, &mut found).unwrap_or(resume);
    }
    found
}

/// Tries the grammars of an anchor; returns where the scan goes on.
fn visit(text: &str, at: usize, hit_end: usize, anchor: Anchor, found: &mut Findings) -> Option<usize> {
    let rest = &text[at..];
    let mut push = |len: usize, kind: ValueKind| {
        found.values.push(Value { range: at..at + len, kind });
        Some(at + len)
    };
    let moment = || moment::scan(rest).map(|(len, m)| (len, ValueKind::Moment(m)));
    // «(i 1000 kroner)» states a unit.
    let unit = text[..at].ends_with("i ") && ["1000 ", "1 000 ", "1.000 "].iter().any(|thousand| rest.starts_with(thousand));
    let money = || amount::scan(rest).filter(|_| !unit).map(|(len, m)| (len, ValueKind::Money(m)));
    let frequency = || due::frequency(rest).ok().map(|(tail, f)| (rest.len() - tail.len(), ValueKind::Frequency(f)));
    let relative = || {
        due::relative(rest).map(|(len, mut due)| {
            if let Due::Relative { anchor, .. } = &mut due {
                *anchor = anchor.start + at..anchor.end + at;
            }
            (len, ValueKind::Due(DuePhrase { due, label: false }))
        })
    };
    let due = |(len, due): (usize, Due)| (len, ValueKind::Due(DuePhrase { due, label: false }));
    match anchor {
        Anchor::Digit => {
            let (len, kind) = moment().or_else(money).or_else(relative).or_else(frequency)?;
            push(len, kind)
        }
        Anchor::Currency => money().and_then(|(len, kind)| push(len, kind)),
        Anchor::Post => {
            let (len, mut posts) = post::scan(rest)?;
            for post in &mut posts {
                post.range = post.range.start + at..post.range.end + at;
            }
            push(len, ValueKind::Posts(posts))
        }
        Anchor::Reference => {
            let (len, citations) = reference::scan(rest)?;
            for (range, citation) in citations {
                found.values.push(Value { range: at + range.start..at + range.end, kind: ValueKind::Reference(citation) });
            }
            Some(at + len)
        }
        Anchor::Id => {
            let id = id::labelled(rest)?;
            push(id.end, ValueKind::MandateId(rest[id].to_owned()))
        }
        Anchor::Assignment => {
            if let Some(id) = id::serial(rest) {
                return push(id.end, ValueKind::MandateId(rest[id].to_owned()));
            }
            cue(text, at..hit_end, CueKind::Ask, found)
        }
        Anchor::Moment => moment().and_then(|(len, kind)| push(len, kind)),
        Anchor::Relation => due::relation_phrase(rest).map(due).and_then(|(len, kind)| push(len, kind)),
        Anchor::Frist => {
            let (len, phrase) = due::frist_phrase(&text[..at], rest)?;
            push(len, ValueKind::Due(phrase))
        }
        Anchor::Count => relative().or_else(frequency).and_then(|(len, kind)| push(len, kind)),
        Anchor::Frequency => frequency().and_then(|(len, kind)| push(len, kind)),
        Anchor::Clock => {
            let (len, (hour, minute)) = moment::clock(rest)?;
            push(len, ValueKind::Clock(hour, minute))
        }
        Anchor::Modal(modality) => cue(text, at..hit_end, CueKind::Modal(modality), found),
        Anchor::Ask => cue(text, at..hit_end, CueKind::Ask, found),
        Anchor::LawName | Anchor::Occasion => None,
    }
}

/// Notes a cue when its word ends there.
fn cue(text: &str, range: Range<usize>, kind: CueKind, found: &mut Findings) -> Option<usize> {
    if text[range.end..].chars().next().is_some_and(char::is_alphanumeric) {
        return None;
    }
    found.cues.push(Cue { range, kind });
    None
}

/// A law by its short name, from the end of the compound back to its start.
fn law_name(text: &str, at: usize, resume: usize, found: &mut Findings) -> Option<usize> {
    let start = text[resume..at].char_indices().rev().take_while(|(_, c)| c.is_alphanumeric() || *c == '-').last().map_or(at, |(i, _)| resume + i);
    let (len, citations) = reference::short_name(&text[start..])?;
    for (range, citation) in citations {
        found.values.push(Value { range: start + range.start..start + range.end, kind: ValueKind::Reference(citation) });
    }
    Some(start + len)
}

/// An id such as `TB2026-17`, from its first figure back to its first letter.
fn lettered_id(text: &str, at: usize, resume: usize, found: &mut Findings) -> Option<usize> {
    let start = text[resume..at].bytes().rev().take_while(u8::is_ascii_uppercase).count();
    let start = at - start;
    if text[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let len = id::lettered(&text[start..])?;
    found.values.push(Value { range: start..start + len, kind: ValueKind::MandateId(text[start..start + len].to_owned()) });
    Some(start + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        scan(text).values.into_iter().map(|v| &text[v.range]).collect()
    }

    #[test]
    fn a_sentence_gives_its_values_once_each() {
        assert_eq!(
            words(
                "Jf. Prop. 1 S (2022–2023) og ID 2023-01 tildeles 1,5 mill. kroner på kap. 701, post 21 og 70 innen 1. mai 2023 kl. 10.00, jf. pasientjournalloven § 7 og TB2026-17."
            ),
            [
                "Prop. 1 S (2022–2023)",
                "ID 2023-01",
                "1,5 mill. kroner",
                "kap. 701, post 21 og 70",
                "innen 1. mai 2023",
                "kl. 10.00",
                "pasientjournalloven § 7",
                "TB2026-17",
            ]
        );
    }

    #[test]
    fn figures_that_are_nothing_else_give_nothing() {
        for text in [
            "Telefon 22 24 90 90",
            "0030 Oslo",
            "org.nr. 972 417 866",
            "post til 325 kommuner",
            "75/25-ordning",
            "i 2023 og 2024",
            "IE-1083",
            "NTP 2018-2029",
        ] {
            assert!(words(text).is_empty(), "{text}: {:?}", words(text));
        }
    }

    #[test]
    fn cues_are_whole_words() {
        let cues = |text| scan(text).cues.len();
        assert_eq!(cues("skal, må og bør"), 3);
        assert_eq!(cues("skaleres, måned, børste, kanskje, bare, berøres, oppdragsdokument"), 0);
    }
}
