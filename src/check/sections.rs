//! Numbers of sections: given twice, or referred to without being there.

use std::collections::{HashMap, HashSet};

use once_cell::sync::Lazy;
use regex::Regex;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, ReferenceKind, Section};
use crate::record::layout::{Layout, Role};
use crate::record::pattern::{bare_words, pattern};
use crate::record::sentence::at;
use crate::record::{Letter, Para};
use crate::value::ValueKind;

/// Reports a number that a second section of its level has, under another title.
///
/// A number that counts from the start again opens a new count: parts and annexes have sections 1, 2 and 3 of their own.
pub(super) fn repeated_numbers(letter: &Letter<'_, '_>, sections: &[Section]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen: HashMap<(u8, String), &Section> = HashMap::new();
    let mut last = None;
    for section in sections {
        let Some(number) = counted(section) else { continue };
        // «2.1» says itself where it belongs; a plain number counts among those of its level.
        let level = if number.contains('.') { u8::MAX } else { section.level };
        let key = (level, number);
        let again = last.as_ref() == Some(&key);
        if !again && is_first(&key.1) && seen.contains_key(&key) {
            seen.retain(|(l, _), _| *l < level);
        }
        if let Some(earlier) = seen.insert(key.clone(), section)
            && !same_title(&earlier.title, &section.title)
        {
            let number = section.number.as_deref().unwrap_or_default();
            let message = format!("the number {number} stands for «{}» (line {}) and for «{}»", earlier.title, earlier.line, section.title);
            found.push(letter.report(Code::SectionNumberRepeated, "sections", section.span, message));
        }
        last = Some(key);
    }
    found
}

/// The number of a section whose heading plainly counts: «I Norge …» and «1. mars» do not.
fn counted(section: &Section) -> Option<String> {
    let number = section.number.as_deref()?;
    let behind = section.text.get(number.len()..)?;
    let marked = behind.starts_with(['.', ')', ':']) || number.len() > 3 || number.starts_with(|c: char| c.is_ascii_digit());
    (marked && !section.title.starts_with(char::is_lowercase)).then(|| number.to_lowercase())
}

/// Whether two titles are one: a line of the contents may go on into the next ones.
fn same_title(a: &str, b: &str) -> bool {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    a.starts_with(&b) || b.starts_with(&a)
}

/// Whether a count begins with this number.
fn is_first(number: &str) -> bool {
    let number = number.strip_prefix("del ").unwrap_or(number);
    matches!(number, "a" | "i") || number.split('.').all(|part| part == "1")
}

/// «jf. punkt 3.2», «se kapittel 4 og 5»: the word before, the word for a section, and its numbers.
static MENTION: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"(?:^|[ (])([Jj]fr?\.?|[Ss]e|[Ss]jå|også|òg|i|under) (?:punkt|pkt\.|kapittel|avsnitt) ([0-9]{1,2}(?:\.[0-9]{1,2}){0,3}(?:(?:,| og| eller|, og) [0-9]{1,2}(?:\.[0-9]{1,2}){0,3})*)",
    )
});

/// Words for documents that have numbered parts of their own, and their ends in compounds.
const DOCUMENTS: &[&str] = &[
    "avtale",
    "bestemmelse",
    "brev",
    "direktiv",
    "dokument",
    "forordning",
    "forskrift",
    "innst",
    "instruks",
    "lov",
    "lova",
    "loven",
    "lovens",
    "mandat",
    "meld",
    "melding",
    "nou",
    "prop",
    "proposisjon",
    "protokoll",
    "reglement",
    "retningslinje",
    "rettleiar",
    "rundskriv",
    "standard",
    "strategi",
    "vedlegg",
    "vedtekt",
    "veileder",
];

/// Reports references to sections of the letter that it does not have; only where it numbers its sections.
pub(super) fn unknown_references(letter: &Letter<'_, '_>, layout: &Layout, document: &Document) -> Vec<Diagnostic> {
    let plain = |s: &&Section| s.number.as_deref().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    if document.sections.iter().filter(plain).count() < 2 {
        return Vec::new();
    }
    let mut known: Option<HashSet<String>> = None;
    let mut found = Vec::new();
    for (_, para) in letter.enumerate().filter(|(i, p)| p.is_text() && matches!(layout.roles[*i], Role::Body | Role::LeadIn)) {
        for mention in MENTION.captures_iter(para.text()) {
            let (Some(lead), Some(numbers)) = (mention.get(1), mention.get(2)) else { continue };
            if is_elsewhere(para, numbers.range()) {
                continue;
            }
            let known = known.get_or_insert_with(|| numbers_of(letter, document));
            let sends = !matches!(lead.as_str(), "i" | "under");
            for (offset, number) in split(numbers.as_str()) {
                // «i kapittel 4» may stand for a chapter of what the letter speaks of; «jf. kapittel 4» and «i punkt 4.2» send the reader on.
                if !known.contains(number) && (sends || number.contains('.')) {
                    let start = numbers.start() + offset;
                    let message = format!("the letter has no section {number}");
                    let span = para.passage.view.span(start..start + number.len());
                    found.push(letter.report(Code::ReferenceUnknown, "references", span, message));
                }
            }
        }
    }
    found
}

/// The numbers of a list, and where they begin.
fn split(numbers: &str) -> impl Iterator<Item = (usize, &str)> {
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    numbers
        .split(' ')
        .scan(0, move |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word.trim_end_matches(',')))
        })
        .filter(move |(_, word)| !word.is_empty() && word.chars().all(digit))
}

/// Whether a mention speaks of another document: one that its sentence names, or one that follows («punkt 7 i …»).
fn is_elsewhere(para: &Para<'_>, numbers: std::ops::Range<usize>) -> bool {
    let text = para.text();
    let sentence = at(para.sentences(), numbers.start);
    let behind = text[numbers.end..].trim_start();
    let mut next = bare_words(behind).map(|(_, word)| word);
    if matches!(next.next(), Some("i" | "av" | "til" | "fra" | "frå")) && text[numbers.end..].starts_with(' ') {
        return !matches!(next.next(), Some("dette" | "det"));
    }
    let cited = para.findings.within(sentence.clone()).any(|v| match &v.kind {
        ValueKind::Reference(citation) => citation.kind != ReferenceKind::BudgetPost,
        ValueKind::MandateId(_) => true,
        _ => false,
    });
    cited || text[sentence.clone()].contains('§') || bare_words(&text[sentence.clone()]).any(|(_, word)| is_document(word))
}

/// Whether a word, in any form, is one for a document with parts of its own.
fn is_document(word: &str) -> bool {
    const FORMS: &[&str] = &["", "t", "et", "en", "a", "n", "r", "er", "ne", "ene", "ane", "ets", "ens"];
    let word = word.to_lowercase();
    FORMS
        .iter()
        .filter_map(|form| word.strip_suffix(form))
        .any(|stem| DOCUMENTS.iter().any(|d| stem.strip_suffix(d).is_some_and(|before| before.is_empty() || d.len() > 3)))
}

/// The numbers that something in the letter has: sections, goals, list items, and passages or cells that begin with one.
fn numbers_of(letter: &Letter<'_, '_>, document: &Document) -> HashSet<String> {
    let of_sections = document.sections.iter().filter_map(|s| s.number.clone());
    let of_goals = document.goals.iter().filter_map(|g| g.number.clone());
    let mut known: HashSet<String> = of_sections.chain(of_goals).collect();
    let mut add = |text: &str| {
        let text = text.trim_start_matches(|c: char| !c.is_ascii_digit() && !c.is_alphabetic());
        let number = text[..text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count()].trim_end_matches('.');
        if !number.is_empty() {
            known.insert(number.to_owned());
        }
    };
    for para in letter.paras {
        add(para.text());
        for line in &letter.blocks.lines[letter.blocks.blocks[para.passage.block].lines.clone()] {
            add(&letter.source.text[line.mark.range()]);
            add(&letter.source.text[line.content.range()]);
        }
        for cell in para.passage.table.iter().flat_map(|t| &t.rows).flat_map(|r| &r.cells) {
            add(&cell.view.text);
        }
    }
    known
}
