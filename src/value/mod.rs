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
    /// «ID».
    Id,
    /// «oppdrag»: an id with a serial, or an assignment.
    Assignment,
    /// A month, season, week.
    Moment,
    /// «innen», «senest».
    Relation,
    /// «løpet» of «i løpet av».
    Course,
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

/// The anchor words, in lower case; an anchor is a whole word.
const ANCHORS: &[(Anchor, &[&str])] = &[
    (Anchor::Currency, &["kr", "nok"]),
    (Anchor::Post, &["kap", "kapittel", "kapitlene", "kapitla", "post", "postene", "postane", "poster", "postar"]),
    (
        Anchor::Reference,
        &[
            "prop",
            "innst",
            "b",
            "budsjett",
            "st",
            "ot",
            "meld",
            "dok",
            "dokument",
            "anmodningsvedtak",
            "oppmodingsvedtak",
            "vedtak",
            "nou",
            "r",
            "lov",
            "forskrift",
            "forordning",
            "forordningen",
            "forordninga",
            "direktiv",
            "direktivet",
            "rådsforordning",
        ],
    ),
    (Anchor::Id, &["id"]),
    (Anchor::Assignment, &["oppdrag"]),
    (
        Anchor::Moment,
        &[
            "januar",
            "februar",
            "mars",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "desember",
            "primo",
            "medio",
            "ultimo",
            "våren",
            "sommeren",
            "sommaren",
            "høsten",
            "hausten",
            "vinteren",
            "vår",
            "høst",
            "haust",
            "første",
            "fyrste",
            "andre",
            "annet",
            "tredje",
            "fjerde",
            "uke",
            "veke",
        ],
    ),
    (Anchor::Relation, &["innen", "innan", "senest", "seinast", "før", "etter", "tidligst"]),
    (Anchor::Course, &["løpet"]),
    (Anchor::Frist, &["frist", "fristen", "tidsfrist", "svarfrist", "rapporteringsfrist", "leveringsfrist"]),
    (Anchor::Count, &["en", "én", "ei", "ett", "to", "tre", "fire", "fem", "seks", "åtte", "ti"]),
    (
        Anchor::Frequency,
        &[
            "årlig",
            "årleg",
            "halvårlig",
            "halvårleg",
            "halvårsvis",
            "tertialvis",
            "kvartalsvis",
            "månedlig",
            "månadleg",
            "månedsvis",
            "ukentlig",
            "hver",
            "hvert",
            "kvar",
            "kvart",
            "per",
            "pr",
        ],
    ),
    (Anchor::Clock, &["kl", "klokken", "klokka"]),
    (Anchor::Modal(Modality::Skal), &["skal"]),
    (Anchor::Modal(Modality::Maa), &["må"]),
    (Anchor::Modal(Modality::Boer), &["bør"]),
    (Anchor::Modal(Modality::Kan), &["kan"]),
    (Anchor::Ask, &["ber", "ba", "bad", "bed", "bes", "bedes", "anmoder", "oppmoder", "oppfordrer", "pålegger", "tilleggsoppdrag"]),
    (
        Anchor::Occasion,
        &[
            "årsrapporten",
            "årsrapport",
            "tertialrapporten",
            "tertialrapportene",
            "kvartalsrapporten",
            "halvårsrapporten",
            "virksomhetsrapporten",
            "årsrapportane",
            "rapporten",
            "rapportene",
            "rapportane",
            "årsberetningen",
            "årsmeldingen",
            "årsmeldinga",
            "oppfølgingsmøtet",
            "oppfølgingsmøtene",
            "oppfølgingsmøter",
            "oppfølgingsmøta",
            "tertialoppfølgingsmøtene",
            "styringsmøtet",
            "styringsmøtene",
            "etatsstyringsmøtet",
            "etatsstyringsmøtene",
            "dialogmøtet",
            "dialogmøtene",
            "kontaktmøtet",
            "kontaktmøtene",
            "foreligge",
            "ferdigstille",
            "fullføre",
            "sluttføre",
            "avslutte",
        ],
    ),
];

/// The anchor words by their first letter, with a mask of the lengths that occur: most words are turned away by it.
struct Words {
    lengths: [u32; 256],
    buckets: Vec<Vec<(&'static [u8], Anchor)>>,
}

static WORDS: Lazy<Words> = Lazy::new(|| {
    let mut words = Words { lengths: [0; 256], buckets: vec![Vec::new(); 256] };
    for &(anchor, list) in ANCHORS {
        for word in list.iter().map(|w| w.as_bytes()) {
            let first = usize::from(word[0]);
            words.lengths[first] |= 1 << word.len().min(31);
            words.buckets[first].push((word, anchor));
        }
    }
    words
});

impl Words {
    /// What a word (bytes of UTF-8, any case) is an anchor of.
    fn anchor(&self, word: &[u8]) -> Option<Anchor> {
        // Letters differ from their capitals in one bit, in ASCII as in æ, ø, å, whose first byte is C3 for both.
        let first = if word[0].is_ascii() { word[0] | 0x20 } else { word[0] };
        if self.lengths[usize::from(first)] & (1 << word.len().min(31)) == 0 {
            return None;
        }
        let same = |w: &[u8]| w.len() == word.len() && word.iter().zip(w).all(|(a, b)| a == b || (a | 0x20) == *b);
        self.buckets[usize::from(first)].iter().find(|(w, _)| same(w)).map(|&(_, anchor)| anchor)
    }
}

/// Whether a byte is part of a word: letters, digits, and all of UTF-8 but the marks that begin with C2 and E2.
const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        let byte = b as u8;
        table[b] = byte.is_ascii_alphanumeric() || (byte >= 0x80 && byte != 0xC2 && byte != 0xE2);
        b += 1;
    }
    table
};

/// Finds the values and cues of a view, in one pass over its words.
pub(crate) fn scan(text: &str) -> Findings {
    let mut found = Findings::default();
    let bytes = text.as_bytes();
    let words = &*WORDS;
    let mut resume = 0;
    let mut i = 0;
    while i < bytes.len() {
        let b = bytes[i];
        if !IN_WORD[usize::from(b)] {
            if b == 0xC2 && bytes.get(i + 1) == Some(&0xA7) && i >= resume {
                resume = visit(text, i, i + 2, Anchor::Reference, &mut found).unwrap_or(resume);
            }
            // The marks that begin with C2 have two bytes, those with E2 three.
            i += match b {
                0xC2 => 2,
                0xE2 => 3,
                _ => 1,
            };
            continue;
        }
        let start = i;
        while i < bytes.len() && IN_WORD[usize::from(bytes[i])] {
            i += 1;
        }
        if start < resume {
            continue;
        }
        let word = &bytes[start..i];
        let next = if b.is_ascii_digit() {
            visit(text, start, i, Anchor::Digit, &mut found)
        } else if let Some(anchor) = words.anchor(word) {
            visit(text, start, i, anchor, &mut found)
        } else if word.len() > 7 && is_law(word) {
            law_name(text, start, resume, &mut found)
        } else if b.is_ascii_uppercase() && bytes.get(i) == Some(&b'-') && word[word.len() - 1].is_ascii_digit() {
            lettered_id(text, start, &mut found)
        } else {
            None
        };
        resume = next.unwrap_or(resume);
        i = i.max(resume);
    }
    found
}

/// Whether a word may be the short name of a law: «…loven», «…forskriften», «…direktivet», also in the genitive.
fn is_law(word: &[u8]) -> bool {
    let stem = word.strip_suffix(b"s").unwrap_or(word);
    [&b"loven"[..], b"lova", b"forskriften", b"forskrifta", b"direktivet"].iter().any(|end| stem.ends_with(end))
}

/// Tries the grammars of an anchor; returns where the scan goes on.
fn visit(text: &str, at: usize, word_end: usize, anchor: Anchor, found: &mut Findings) -> Option<usize> {
    let rest = &text[at..];
    let mut push = |len: usize, kind: ValueKind| {
        found.values.push(Value { range: at..at + len, kind });
        Some(at + len)
    };
    let moment = || moment::scan(rest).map(|(len, m)| (len, ValueKind::Moment(m)));
    // «(i 1000 kroner)» states a unit.
    let unit = text[..at].ends_with("i ") && ["1000 ", "1 000 ", "1.000 "].iter().any(|thousand| rest.starts_with(thousand));
    if unit && let Some((len, _)) = amount::scan(rest) {
        return Some(at + len);
    }
    let money = || amount::scan(rest).map(|(len, m)| (len, ValueKind::Money(m)));
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
            cue(at..word_end, CueKind::Ask, found)
        }
        Anchor::Moment => moment().and_then(|(len, kind)| push(len, kind)),
        Anchor::Relation => due::relation_phrase(rest).map(due).and_then(|(len, kind)| push(len, kind)),
        Anchor::Course => {
            let start = text[..at].strip_suffix("i ").or_else(|| text[..at].strip_suffix("I "))?.len();
            let (len, due) = due::relation_phrase(&text[start..])?;
            found.values.push(Value { range: start..start + len, kind: ValueKind::Due(DuePhrase { due, label: false }) });
            Some(start + len)
        }
        Anchor::Frist => {
            let (len, phrase) = due::frist_phrase(&text[..at], rest)?;
            push(len, ValueKind::Due(phrase))
        }
        // «to uker», «tre ganger»: most number words count something else.
        Anchor::Count if !text[word_end..].starts_with([' ']) || !text[word_end + 1..].starts_with(['d', 'u', 'v', 'm', 'g']) => None,
        Anchor::Count => relative().or_else(frequency).and_then(|(len, kind)| push(len, kind)),
        Anchor::Frequency => frequency().and_then(|(len, kind)| push(len, kind)),
        Anchor::Clock => {
            let (len, (hour, minute)) = moment::clock(rest)?;
            push(len, ValueKind::Clock(hour, minute))
        }
        Anchor::Modal(modality) => cue(at..word_end, CueKind::Modal(modality), found),
        Anchor::Ask => cue(at..word_end, CueKind::Ask, found),
        Anchor::Occasion => cue(at..word_end, CueKind::Occasion, found),
    }
}

/// Notes a cue; the scan goes on behind its word as it is.
fn cue(range: Range<usize>, kind: CueKind, found: &mut Findings) -> Option<usize> {
    found.cues.push(Cue { range, kind });
    None
}

/// A law by its short name; hyphens join a compound's parts.
fn law_name(text: &str, at: usize, resume: usize, found: &mut Findings) -> Option<usize> {
    let joined = text[resume..at].bytes().rev().take_while(|&b| b == b'-' || IN_WORD[usize::from(b)]).count();
    let start = at - joined;
    let (len, citations) = reference::short_name(&text[start..])?;
    for (range, citation) in citations {
        found.values.push(Value { range: start + range.start..start + range.end, kind: ValueKind::Reference(citation) });
    }
    Some(start + len)
}

/// An id such as `TB2026-17`.
fn lettered_id(text: &str, at: usize, found: &mut Findings) -> Option<usize> {
    let len = id::lettered(&text[at..])?;
    found.values.push(Value { range: at..at + len, kind: ValueKind::MandateId(text[at..at + len].to_owned()) });
    Some(at + len)
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
