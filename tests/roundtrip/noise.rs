//! What converters leave in a text: page marks and footers between, within and below what is said.

use super::facts::Fact;
use super::pen::{Pen, wrapped};

/// The letterhead at the foot of the first page, a paragraph each column.
const FOOTER: &str = "Postadresse\nPostboks 8119 Dep\n0032 Oslo\npostmottak@proven.dep.no\n\nKontoradresse\nAkersg. 59\nwww.proven.dep.no\n\n\
                      Telefon*\n22 24 90 90\nOrg.nr.\n972 417 866\n\nAvdeling\nTilsynsavdelingen\n\nSaksbehandler\nTone Myrvang\n22 24 71 33\n\n";

/// A paragraph, once in a while with the foot of a page within a sentence.
pub(super) fn paragraph(pen: &mut Pen, words: &str) {
    match pen.noise.below(16) {
        14 if breakable(words) => interrupted(pen, words, false),
        15 if breakable(words) => interrupted(pen, words, true),
        _ => {
            let words = wrapped(words, pen.width, "");
            pen.block(&words);
        }
    }
}

/// Where a page may end within words: behind a word, before a small letter, and far from both ends. Figures stay whole.
fn breaks(words: &str) -> Option<usize> {
    let small = |i: usize| words[i + 1..].chars().next().is_some_and(char::is_lowercase);
    let after_word = |i: usize| words[..i].chars().next_back().is_some_and(char::is_alphabetic);
    words.match_indices(' ').map(|(i, _)| i).find(|&i| i >= words.len() / 2 && small(i) && after_word(i)).filter(|&i| words.len() - i > 12)
}

fn breakable(words: &str) -> bool {
    words.len() > 80 && breaks(words).is_some()
}

fn interrupted(pen: &mut Pen, words: &str, letterhead: bool) {
    let at = breaks(words).unwrap_or(words.len());
    let (before, after) = (wrapped(&words[..at], pen.width, ""), wrapped(words[at..].trim_start(), pen.width, ""));
    pen.block(&before);
    if letterhead {
        footer(pen);
    } else {
        page(pen);
    }
    pen.block(&after);
}

/// Behind a paragraph: nothing, blank lines or the end of a page.
pub(super) fn between(pen: &mut Pen) {
    match pen.noise.below(24) {
        21 => pen.text.push_str("\n\n\n"),
        22 => page(pen),
        23 => footer(pen),
        _ => {}
    }
}

/// A bullet; a page may end behind it.
pub(super) fn item(pen: &mut Pen, mark: &str, words: &str, last: bool) {
    pen.text.push_str(mark);
    pen.text.push(' ');
    if breakable(words) && pen.noise.once_in(8) {
        interrupted(pen, words, true);
        return;
    }
    let words = wrapped(words, pen.width, "  ");
    pen.text.push_str(&words);
    pen.text.push('\n');
    if !last && pen.noise.once_in(20) {
        pen.text.push('\n');
        page(pen);
    }
}

/// The mark of a page.
fn page(pen: &mut Pen) {
    let n = 2 + pen.noise.below(7);
    let mark = match pen.noise.below(4) {
        0 => "---".to_owned(),
        1 => format!("Side {n}"),
        2 => format!("Side {n} av 9"),
        _ => format!("({n})"),
    };
    pen.block(&mark);
}

/// The letterhead; it says who sends the letter and who wrote it.
fn footer(pen: &mut Pen) {
    pen.text.push_str(FOOTER);
    if !std::mem::replace(&mut pen.footer_seen, true) {
        pen.fact(Fact::header("issuer.org_number", "972417866"));
        pen.fact(Fact::header("issuer.phone", "22 24 90 90"));
        pen.fact(Fact::header("issuer.case_officer", "Tone Myrvang"));
        pen.fact(Fact::header("issuer.department", "Tilsynsavdelingen"));
        pen.fact(Fact::header("issuer.email", "postmottak@proven.dep.no"));
    }
}
