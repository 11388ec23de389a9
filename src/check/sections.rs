//! Numbers of sections: given twice, or referred to without being there.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::chunk::offsets;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, ReferenceKind, Section};
use crate::record::layout::{Layout, Role};
use crate::record::pattern::{bare_words, ends_word, is_one_of, split_digits, words};
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

/// «jf. punkt 3.2», «se kapittel 4 og 5», «omtalt i del II», «se vedlegg 2»: the words before, the word for a section, and its numbers.
struct Mention<'t> {
    lead: &'t str,
    word: &'t str,
    numbers: Range<usize>,
}

/// Words for a section.
const SECTIONS: [&str; 9] = ["punkt", "pkt.", "kapittel", "kap.", "avsnitt", "del", "Del", "vedlegg", "Vedlegg"];
/// Words before them; those that end in another one first.
const LEADS: [&str; 27] = [
    "omtalt i",
    "omtale i",
    "omtala i",
    "beskrevet i",
    "skildra i",
    "nevnt i",
    "nemnt i",
    "gjengitt i",
    "angitt i",
    "jf.",
    "jfr.",
    "jf",
    "jfr",
    "Jf.",
    "Jfr.",
    "Jf",
    "Jfr",
    "se",
    "Se",
    "sjå",
    "Sjå",
    "også",
    "òg",
    "til",
    "og",
    "i",
    "under",
];

/// Whether a byte may begin the number of a section.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator would be a branch a byte")]
const fn begins_number(b: u8) -> bool {
    (b.wrapping_sub(b'0') < 10) | (b == b'I') | (b == b'V') | (b == b'X')
}

/// The mentions of sections in a text.
fn mentions(text: &str) -> impl Iterator<Item = Mention<'_>> {
    let bytes = text.as_bytes();
    let numbers = offsets(bytes, begins_number).filter(|&at| at > 0 && bytes[at - 1] == b' ');
    numbers.filter_map(|at| {
        let before = &text[..at - 1];
        let word = SECTIONS.into_iter().find(|word| before.ends_with(word))?;
        let before = before[..before.len() - word.len()].strip_suffix(' ')?;
        let whole = |lead: &&str| before.strip_suffix(lead).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '(']));
        let lead = LEADS.into_iter().find(whole)?;
        Some(Mention { lead, word, numbers: at..at + numbers_len(&text[at..])? })
    })
}

/// The length of the numbers that a text begins with: «3.2», «4 og 5», «II».
fn numbers_len(text: &str) -> Option<usize> {
    let mut len = number_len(text)?;
    let joined = |rest: &str| {
        let number = |joint: &str| Some(joint.len() + number_len(rest.strip_prefix(joint)?)?);
        [", ", " og ", " eller ", ", og "].into_iter().find_map(number)
    };
    while let Some(more) = joined(&text[len..]) {
        len += more;
    }
    Some(len)
}

/// The length of the number that a text begins with; of a longer one its first two digits.
fn number_len(text: &str) -> Option<usize> {
    let digits = |text: &str| split_digits(text).0.len().min(2);
    let mut len = digits(text);
    if len == 0 {
        let roman = text.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
        return ((1..=4).contains(&roman) && ends_word(&text[roman..])).then_some(roman);
    }
    for _ in 0..3 {
        let part = text[len..].strip_prefix('.').map_or(0, digits);
        if part == 0 {
            break;
        }
        len += 1 + part;
    }
    Some(len)
}

/// Chapters of the budget that a letter speaks of without their post have more digits than its own.
const CHAPTERS: &str = "20";

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

/// What a letter numbers, so that a reference to it can be looked up.
struct Numbered<'d> {
    /// Whether the letter numbers enough of its sections to tell what it lacks.
    enough: bool,
    /// Sections, goals, list items: whatever begins with a number. Most letters mention none, so they are gathered on first use.
    sections: OnceCell<HashSet<&'d str>>,
    /// Parts («Del II») and annexes («Vedlegg 2»); empty where the letter has none of its own.
    parts: HashSet<String>,
    annexes: HashSet<String>,
}

impl<'d> Numbered<'d> {
    fn of(document: &Document) -> Self {
        let plain = |s: &&Section| s.number.as_deref().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
        let enough = document.sections.iter().filter(plain).count() >= 2;
        let headed = |word: &str| -> HashSet<String> {
            let behind = |text: &str| {
                let rest = text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| &text[word.len()..])?;
                let number = rest.trim_start().split(|c: char| !c.is_ascii_alphanumeric()).next()?;
                (rest.starts_with(' ') && !number.is_empty()).then(|| number.to_uppercase())
            };
            document.sections.iter().filter_map(|s| behind(&s.text)).collect()
        };
        Self { enough, sections: OnceCell::new(), parts: headed("del"), annexes: headed("vedlegg") }
    }

    /// Whether the letter lacks what a mention names; `sends` is one that sends the reader on.
    fn lacks(&self, letter: &Letter<'d, '_>, document: &'d Document, word: &str, number: &str, sends: bool) -> bool {
        let counted = number.starts_with(|c: char| c.is_ascii_digit());
        let among = |known: &HashSet<String>| !known.is_empty() && !known.contains(&number.to_uppercase());
        match word {
            "del" | "Del" => among(&self.parts),
            "vedlegg" | "Vedlegg" => among(&self.annexes),
            // «kap. 21» is of the budget.
            "kap." if !number.contains('.') && (number.len() > 1 && number >= CHAPTERS || !sends) => false,
            // «i kapittel 4» may stand for a chapter of what the letter speaks of; «jf. kapittel 4» and «i punkt 4.2» send the reader on.
            _ => {
                let known = || self.sections.get_or_init(|| numbers_of(letter, document));
                counted && (sends || number.contains('.')) && self.enough && !known().contains(number)
            }
        }
    }
}

/// Reports references to sections, parts and annexes of the letter that it does not have; only where it numbers them.
pub(super) fn unknown_references(letter: &Letter<'_, '_>, layout: &Layout, document: &Document) -> Vec<Diagnostic> {
    let numbered = Numbered::of(document);
    if !numbered.enough && numbered.parts.is_empty() && numbered.annexes.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (_, para) in letter.enumerate().filter(|(i, p)| p.is_text() && matches!(layout.roles[*i], Role::Body | Role::LeadIn)) {
        // The last sentence, and whether it names another document.
        let mut last: Option<(Range<usize>, bool)> = None;
        for Mention { lead, word, numbers } in mentions(para.text()) {
            let behind = &para.text()[numbers.end..];
            if is_of(behind) || names_post(behind) {
                continue;
            }
            let own = matches!(word, "vedlegg" | "Vedlegg");
            let elsewhere = match &last {
                _ if own => false,
                Some((sentence, elsewhere)) if sentence.contains(&numbers.start) => *elsewhere,
                _ => {
                    let sentence = at(para.sentences(), numbers.start);
                    let elsewhere = names_document(para, &sentence, numbered.annexes.is_empty());
                    last = Some((sentence, elsewhere));
                    elsewhere
                }
            };
            if elsewhere {
                continue;
            }
            let sends = !matches!(lead, "i" | "under" | "og");
            for (offset, number) in split(&para.text()[numbers.clone()]).filter(|(_, number)| numbered.lacks(letter, document, word, number, sends)) {
                let start = numbers.start + offset;
                let what = match word {
                    "del" | "Del" => "part",
                    _ if own => "annex",
                    _ => "section",
                };
                let message = format!("the letter has no {what} {number}");
                let span = para.passage.view.span(start..start + number.len());
                found.push(letter.report(Code::ReferenceUnknown, "references", span, message));
            }
        }
    }
    found
}

/// Whether a post follows a chapter, with or without a comma.
fn names_post(behind: &str) -> bool {
    behind.trim_start_matches([',', ' ']).starts_with("post")
}

/// The numbers of a list, and where they begin.
fn split(numbers: &str) -> impl Iterator<Item = (usize, &str)> {
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'I' | 'V' | 'X');
    numbers
        .split(' ')
        .scan(0, move |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word.trim_end_matches(',')))
        })
        .filter(move |(_, word)| !word.is_empty() && word.chars().all(digit))
}

/// Whether what follows a mention says that it is of another document: «punkt 7 i …».
fn is_of(behind: &str) -> bool {
    let Some(behind) = behind.strip_prefix(' ') else { return false };
    let mut next = words(behind);
    matches!(next.next(), Some("i" | "av" | "til" | "fra" | "frå")) && !matches!(next.next(), Some("dette" | "det"))
}

/// Whether a sentence names another document; `annexes` are others where the letter has none of its own.
fn names_document(para: &Para<'_>, sentence: &Range<usize>, annexes: bool) -> bool {
    let cited = para.findings.within(sentence.clone()).any(|v| match &v.kind {
        ValueKind::Reference(citation) => citation.kind() != ReferenceKind::BudgetPost,
        ValueKind::MandateId(_) => true,
        _ => false,
    });
    let said = &para.text()[sentence.clone()];
    cited || said.contains('§') || bare_words(said).any(|(_, word)| (annexes || !is_one_of(word, &["vedlegg"])) && is_document(word))
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
fn numbers_of<'d>(letter: &Letter<'d, '_>, document: &'d Document) -> HashSet<&'d str> {
    let of_sections = document.sections.iter().filter_map(|s| s.number.as_deref());
    let of_goals = document.goals.iter().filter_map(|g| g.number.as_deref());
    let mut known: HashSet<&str> = of_sections.chain(of_goals).collect();
    let mut add = |text: &'d str| {
        let text = text.trim_start_matches(|c: char| !c.is_ascii_digit() && !c.is_alphabetic());
        let number = text[..text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count()].trim_end_matches('.');
        if !number.is_empty() {
            known.insert(number);
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
