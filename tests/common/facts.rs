//! What a result says, without where it stands: the same for a text and its noisy variants.

use std::collections::BTreeMap;

use styringsdokument::{Document, Extraction};
use unicode_normalization::UnicodeNormalization;

use super::json;
use super::records::records;
use super::when::canonical;

/// One line a fact, in the order of the result.
pub(crate) fn facts(extraction: &Extraction) -> Vec<String> {
    extraction.documents.iter().enumerate().flat_map(|(i, document)| of_document(i, document)).collect()
}

fn of_document(index: usize, d: &Document) -> Vec<String> {
    let optional = |words: &Option<String>| words.as_deref().map_or("–".to_owned(), comparable);
    let mut facts = vec![
        format!("kind {}", json::of(&d.kind)),
        format!("title {}", optional(&d.title)),
        format!("date {:?}", d.date),
        format!("our_ref {}", optional(&d.our_ref)),
        format!("your_ref {}", optional(&d.your_ref)),
    ];
    facts.extend(d.participants.iter().map(|p| format!("participant {}", comparable(&p.name))));
    facts.extend(d.mandates.iter().map(|m| format!("mandate {} {} {}", optional(&m.id), json::of(&m.form), comparable(&m.text))));
    facts.extend(d.budget_lines.iter().map(|b| format!("budget line {}.{} {}", b.kapittel, b.post, b.amount.nok)));
    facts.extend(d.deadlines.iter().map(|f| format!("deadline {}", canonical(&json::of(&f.when)))));
    facts.extend(d.references.iter().map(|r| format!("reference {}", comparable(&r.canonical))));
    facts.extend(records(d).into_iter().map(|(class, record)| format!("{class} «{}»", comparable(record.text()))));
    facts.into_iter().map(|fact| format!("document {index}: {fact}")).collect()
}

/// Words without what is noise: composed, no hidden hyphens or marks, runs of white space made one space.
fn comparable(words: &str) -> String {
    let composed: String = words.nfc().filter(|c| !matches!(c, '\u{ad}' | '\u{feff}')).collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The facts that only one of two results holds, `-` before those of the first and `+` before those of the second.
pub(crate) fn difference(first: &[String], second: &[String]) -> Vec<String> {
    let mut counts: BTreeMap<&String, isize> = BTreeMap::new();
    for (facts, step) in [(first, -1), (second, 1)] {
        for fact in facts {
            *counts.entry(fact).or_default() += step;
        }
    }
    let mut lines: Vec<String> =
        counts.into_iter().filter(|&(_, n)| n != 0).map(|(fact, n)| format!("{} {fact}", if n < 0 { '-' } else { '+' })).collect();
    if lines.is_empty() && first != second {
        lines.push("the same facts in another order".to_owned());
    }
    lines
}
