//! Where sentences end in running text full of abbreviations.

use std::ops::Range;

use crate::lexicon::month;
use crate::value::Value;

/// Words that end in a point without ending a sentence, lower case, without that point.
const ABBREVIATIONS: &[&str] = &[
    "jf", "nr", "kap", "mill", "mrd", "kl", "ca", "bl.a", "f.eks", "st", "prop", "innst", "meld", "dvs", "mv", "m.v", "mm", "m.m", "pkt", "inkl",
    "ekskl", "iht", "ev", "evt", "hhv", "osv", "ref", "tlf", "pr", "red", "dok", "prp", "ot", "b", "vedr", "mht", "ift", "ifm", "forts", "adm",
    "dir", "dep", "avd", "div", "tus", "o.l", "org", "no",
];

/// The sentences of a text as ranges, without the space between them. The point of «kr. 1 000» or «1. mai» stands inside a value.
pub(crate) fn sentences(text: &str, values: &[Value]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut values = values.iter().peekable();
    for at in memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
        if at < start {
            continue;
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
        found.push(start..end);
        start = end + 1;
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// Whether a point behind `before` ends the sentence, `next` being what follows its space.
fn ends_sentence(before: &str, next: &str) -> bool {
    // A new sentence begins with a capital letter, a quotation, a figure or a section sign.
    if !next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '«' | '"' | '(' | '–' | '-' | '§')) {
        return false;
    }
    let word = before.rsplit([' ', '(', '«', '/']).next().unwrap_or("");
    if word.chars().all(|c| c.is_ascii_digit()) && !word.is_empty() {
        // «1. Januar» is a date, «nr. 1. Departementet» is not; a number that opens a sentence numbers it.
        let first = next.split(' ').next().unwrap_or("");
        return month(first).is_none() && before.len() > word.len();
    }
    let lower = word.to_lowercase();
    // «Kari M. Vik» holds an initial; «Innst. 11 S.» ends with the letter of a series.
    let series = before[..before.len() - word.len()].trim_end().ends_with(|c: char| c.is_ascii_digit());
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && !series;
    !initial && !ABBREVIATIONS.contains(&lower.as_str())
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
        sentences(text, &scan(text).values).into_iter().map(|r| &text[r]).collect()
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
        assert_eq!(split(""), Vec::<&str>::new());
    }
}
