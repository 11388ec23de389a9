//! Where sentences end in running text full of abbreviations.

use std::ops::Range;

use memchr::memmem::Finder;
use once_cell::sync::Lazy;

use crate::lexicon::{is_finite_verb, month};
use crate::value::{Findings, Mentions, Value, ValueKind};

/// Words that end in a point without ending a sentence, lower case, without that point.
const ABBREVIATIONS: &[&str] = &[
    "jf", "nr", "kap", "mill", "mrd", "kl", "ca", "bl.a", "f.eks", "st", "prop", "innst", "meld", "dvs", "mv", "m.v", "mm", "m.m", "pkt", "inkl",
    "ekskl", "iht", "ev", "evt", "hhv", "osv", "ref", "tlf", "pr", "red", "dok", "prp", "ot", "b", "vedr", "mht", "ift", "ifm", "forts", "adm",
    "dir", "dep", "avd", "div", "tus", "o.l", "org", "no",
];

/// The longest of them, in bytes: a word beyond that need not be compared.
const LONGEST_ABBREVIATION: usize = 5;

/// The longest sentence, in bytes; a longer run of words is cut, so that no record copies more than it.
const LONGEST: usize = 2000;

/// The sentences of a text as ranges, without the space between them.
///
/// The point of «kr. 1 000» or «1. mai» stands inside a value and ends nothing; a label «Frist: …» begins a sentence of its own.
pub(crate) fn sentences(text: &str, findings: &Findings) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut values = findings.values.iter().peekable();
    // A label begins with its word; its further days do not.
    let is_label = |v: &&Value| matches!(&v.kind, ValueKind::Due(d) if d.label) && !text[v.range.start..].starts_with(|c: char| c.is_ascii_digit());
    let mut labels: Vec<usize> = values.clone().filter(is_label).map(|v| v.range.start).collect();
    if findings.mentions.has(Mentions::SPEAKER) {
        labels.extend(lost_stops(text));
        labels.sort_unstable();
    }
    let mut labels = labels.into_iter().peekable();
    let mut push = |from: usize, to: usize| {
        let mut from = from;
        while to - from > LONGEST {
            let limit = (0..=from + LONGEST).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(to);
            let cut = text[from..limit].rfind(' ').map_or(limit, |i| from + i);
            found.push(from..cut);
            from = cut + text[cut..].len() - text[cut..].trim_start().len();
        }
        if from < to {
            found.push(from..to);
        }
    };
    for at in memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
        if at < start {
            continue;
        }
        while let Some(label) = labels.next_if(|&l| l <= at) {
            if label > start {
                push(start, start + text[start..label].trim_end().len());
                start = label;
            }
        }
        let after = &text[at + 1..];
        let closing = after.len() - after.trim_start_matches([')', '»', '"', '”', '.']).len();
        let rest = &after[closing..];
        let Some(next) = rest.strip_prefix(' ') else { continue };
        if text.as_bytes()[at] == b'.' && closing == 0 && !ends_sentence(&text[start..at], next) {
            continue;
        }
        let end = at + 1 + closing;
        while values.next_if(|v| v.range.end <= end).is_some() {}
        if values.peek().is_some_and(|v| v.range.start < end) {
            continue;
        }
        push(start, end);
        start = end + 1;
    }
    for label in labels {
        if label <= start {
            continue;
        }
        push(start, start + text[start..label].trim_end().len());
        start = label;
    }
    push(start.min(text.len()), text.len());
    found
}

/// Where sentences begin whose point before them was lost, with the figures before it: «… rammene for 2016 Departementet ber om …», «… i Vi ber
/// om …». The subject stands large where nothing else is, and its verb follows.
fn lost_stops(text: &str) -> impl Iterator<Item = usize> {
    static SUBJECTS: Lazy<[(Finder<'static>, bool); 4]> = Lazy::new(|| {
        [(" Vi ", false), (" Departementet ", true), (" Foretaksmøtet ", true), (" Føretaksmøtet ", true)]
            .map(|(words, figure)| (Finder::new(words), figure))
    });
    SUBJECTS.iter().flat_map(move |(subject, figure)| {
        let begins = move |at: &usize| {
            let behind = &text[at + subject.needle().len()..];
            let before = text[..*at].chars().next_back();
            let open = before.is_some_and(|c| if *figure { c.is_ascii_digit() } else { c.is_alphanumeric() });
            open && is_finite_verb(behind.split(' ').next().unwrap_or(""))
        };
        subject.find_iter(text.as_bytes()).filter(begins).map(|at| at + 1)
    })
}

/// Whether a point behind `before` ends the sentence, `next` being what follows its space.
fn ends_sentence(before: &str, next: &str) -> bool {
    // A new sentence begins with a capital letter, a quotation, a figure or a section sign.
    if !next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '«' | '"' | '(' | '–' | '-' | '§')) {
        return false;
    }
    let word = last_word(before);
    if word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty() {
        // «1. Januar» is a date, «nr. 1. Departementet» is not; a number that opens a sentence numbers it.
        let first = next.split(' ').next().unwrap_or("");
        return month(first).is_none() && before.len() > word.len();
    }
    // «Kari M. Vik» holds an initial; «Innst. 11 S.» ends with the letter of a series.
    let series = before[..before.len() - word.len()].trim_end().ends_with(|c: char| c.is_ascii_digit());
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && !series;
    let abbreviated = word.len() <= LONGEST_ABBREVIATION && ABBREVIATIONS.iter().any(|a| a.eq_ignore_ascii_case(word));
    !(initial || abbreviated)
}

/// The length of the number of a paragraph before its words: «4.1 Etaten skal …», «3. Etaten skal …».
pub(crate) fn paragraph_number(text: &str) -> usize {
    let number = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let counts = text.starts_with(|c: char| c.is_ascii_digit()) && text[..number].contains('.') && number < 10;
    let words = text[number..].strip_prefix(' ').filter(|rest| counts && rest.starts_with(char::is_uppercase));
    words.map_or(0, |rest| text.len() - rest.len())
}

/// The words behind the last blank, bracket, quotation mark or stroke.
fn last_word(text: &str) -> &str {
    let start = text.as_bytes().iter().rposition(|b| matches!(b, b' ' | b'(' | b'/')).map_or(0, |at| at + 1);
    text[start..].rsplit('«').next().unwrap_or("")
}

/// The sentence of a list that a position lies in.
pub(crate) fn at(sentences: &[Range<usize>], position: usize) -> Range<usize> {
    let after = sentences.partition_point(|s| s.start <= position);
    sentences.get(after.saturating_sub(1)).cloned().unwrap_or(0..0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::scan;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, &scan(text)).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn paragraphs_may_have_a_number() {
        for (text, len) in
            [("4.1 Etaten skal", 4), ("3. Etaten skal", 3), ("4.1.2 Etaten", 6), ("4 Etaten", 0), ("1. mai", 0), ("Etaten 4.1", 0), ("2.5", 0)]
        {
            assert_eq!(paragraph_number(text), len, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        assert_eq!(split("Det ble vedtatt. Møtet ble hevet kl. 10.19. Slutt"), ["Det ble vedtatt.", "Møtet ble hevet kl. 10.19.", "Slutt"]);
        assert_eq!(
            split("Jf. Prop. 1 S og Innst. 11 S. Departementet ber om 1,5 mill. kroner."),
            ["Jf. Prop. 1 S og Innst. 11 S.", "Departementet ber om 1,5 mill. kroner."]
        );
        assert_eq!(
            split("Frist er 1. mars 2023. Det må gjøres (jf. nr. 2). Så videre."),
            ["Frist er 1. mars 2023.", "Det må gjøres (jf. nr. 2).", "Så videre."]
        );
        assert_eq!(split("skal løses innen 2024. Arbeidet"), ["skal løses innen 2024.", "Arbeidet"]);
        assert_eq!(split("Cathrine M. Lofthus møtte."), ["Cathrine M. Lofthus møtte."]);
        assert_eq!(split("Det gis kr. 1.200.000,– i år. Slutt"), ["Det gis kr. 1.200.000,– i år.", "Slutt"]);
        assert_eq!(split("Det skal leveres Frist: 1.6.2026 Frist: 1.7.2026"), ["Det skal leveres", "Frist: 1.6.2026", "Frist: 1.7.2026"]);
        assert_eq!(
            split("Brevet er rammene for banken i Vi ber om svar, slik Vi gjør i 2016 Departementet viser til brev 12 fra Departementet."),
            ["Brevet er rammene for banken i", "Vi ber om svar, slik Vi gjør i 2016", "Departementet viser til brev 12 fra Departementet."]
        );
        assert!(split(&"ord ".repeat(5000)).iter().all(|s| s.len() <= LONGEST));
        assert_eq!(split(""), Vec::<&str>::new());
    }
}
