//! Where sentences end in running text full of abbreviations.

use std::ops::Range;

use smallvec::SmallVec;

use super::pattern::{places, words};
use crate::lexicon::{is_finite_verb, month};
use crate::value::{Findings, Mentions, Value, ValueKind};

/// Whether a word ends in a point without ending a sentence; that point is not given.
#[rustfmt::skip]
fn is_abbreviation(word: &str) -> bool {
    let mut lower = [0; LONGEST_ABBREVIATION];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    matches!(
        &*lower,
        b"jf" | b"nr" | b"kap" | b"mill" | b"mrd" | b"kl" | b"ca" | b"bl.a" | b"f.eks" | b"st" | b"prop" | b"innst" | b"meld" | b"dvs" | b"mv"
            | b"m.v" | b"mm" | b"m.m" | b"pkt" | b"inkl" | b"ekskl" | b"iht" | b"ev" | b"evt" | b"hhv" | b"osv" | b"ref" | b"tlf" | b"pr" | b"red"
            | b"dok" | b"prp" | b"ot" | b"b" | b"vedr" | b"mht" | b"ift" | b"ifm" | b"forts" | b"adm" | b"dir" | b"dep" | b"avd" | b"div" | b"tus"
            | b"o.l" | b"org" | b"no"
    )
}

/// The length of the longest of them.
const LONGEST_ABBREVIATION: usize = 5;

/// The longest sentence, in bytes; a longer run of words is cut, so that no record copies more than it.
const LONGEST: usize = 2000;

/// The sentences of a text as ranges, without the space between them.
///
/// The point of «kr. 1 000» or «1. mai» stands inside a value and ends nothing; a label «Frist: …» begins a sentence of its own.
pub(crate) fn sentences(text: &str, findings: &Findings) -> SmallVec<[Range<usize>; 8]> {
    let mut found: SmallVec<[Range<usize>; 8]> = SmallVec::new();
    let mut start = 0;
    let mut values = findings.values.iter().peekable();
    // A label begins with its word; its further days do not.
    let is_label = |v: &&Value| matches!(&v.kind, ValueKind::Due(d) if d.label) && !text[v.range.start..].starts_with(|c: char| c.is_ascii_digit());
    let mut labels: SmallVec<[usize; 4]> = values.clone().filter(is_label).map(|v| v.range.start).collect();
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
        let closing = if after.starts_with(' ') { 0 } else { after.len() - after.trim_start_matches([')', '»', '"', '”', '.']).len() };
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
    const SUBJECTS: [(&str, bool); 4] = [("Vi ", false), ("Departementet ", true), ("Foretaksmøtet ", true), ("Føretaksmøtet ", true)];
    places(text, |b| matches!(b, b'V' | b'D' | b'F')).filter(|&at| {
        let Some(before) = text[..at].strip_suffix(' ').and_then(|before| before.chars().next_back()) else { return false };
        let verb = |(subject, figure): &(&str, bool)| {
            let open = if *figure { before.is_ascii_digit() } else { before.is_alphanumeric() };
            text[at..].strip_prefix(subject).filter(|_| open)
        };
        SUBJECTS.iter().find_map(verb).is_some_and(|behind| is_finite_verb(words(behind).next().unwrap_or("")))
    })
}

/// Whether a point behind `before` ends the sentence, `next` being what follows its space.
fn ends_sentence(before: &str, next: &str) -> bool {
    // A new sentence begins with a capital letter, a quotation, a figure or a section sign.
    if !next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '«' | '"' | '(' | '–' | '-' | '§')) {
        return false;
    }
    // Most words are longer than any abbreviation.
    if before.as_bytes().last_chunk::<{ LONGEST_ABBREVIATION + 1 }>().is_some_and(|end| end.iter().all(u8::is_ascii_lowercase)) {
        return true;
    }
    let word = last_word(before);
    if word.ends_with(|c: char| c.is_ascii_digit()) && word.bytes().all(|b| b.is_ascii_digit()) {
        // «1. Januar» is a date, «nr. 1. Departementet» is not; a number that opens a sentence numbers it.
        let first = words(next).next().unwrap_or("");
        return month(first).is_none() && before.len() > word.len();
    }
    // «Kari M. Vik» holds an initial; «Innst. 11 S.» ends with the letter of a series.
    let series = before[..before.len() - word.len()].trim_end().ends_with(|c: char| c.is_ascii_digit());
    let mut letters = word.chars();
    let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && !series;
    !(initial || is_abbreviation(word))
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
    let bytes = text.as_bytes();
    let parts = |at: &usize| matches!(bytes[*at], b' ' | b'(' | b'/') || (bytes[*at] == 0xAB && bytes[..*at].last() == Some(&0xC2));
    let start = (0..bytes.len()).rev().find(parts).map_or(0, |at| at + 1);
    &text[start..]
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
