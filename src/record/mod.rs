//! From annotated passages to the records of a letter. One extractor a file.
//!
//! [`layout`] says what each passage is for (heading, attendance, closing …) and what it stands under; the extractors
//! read the passages of their role and know nothing of each other, save that deadlines and obligations look up the
//! mandate they stand in.

pub(crate) mod agenda;
mod attendance;
pub(crate) mod budget;
mod calendar;
pub(crate) mod coverage;
pub(crate) mod deadline;
pub(crate) mod goal;
pub(crate) mod header;
pub(crate) mod indicator;
pub(crate) mod kind;
pub(crate) mod layout;
pub(crate) mod mandate;
mod mandate_label;
mod mandate_table;
pub(crate) mod meeting;
pub(crate) mod obligation;
pub(crate) mod org;
pub(crate) mod parties;
pub(crate) mod pattern;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod reference;
pub(crate) mod segment;
pub(crate) mod sentence;
mod signs;
mod timing;
mod title_page;

use std::cell::OnceCell;
use std::ops::Range;

use crate::block::{BlockKind, Blocks, Passage, Row};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Place, Source};
use crate::span::Span;
use crate::trace::Trace;
use crate::value::{Findings, scan};
use crate::view::{View, plain_words};

/// A passage with what the scan found in it.
pub(crate) struct Para<'s> {
    pub(crate) passage: Passage<'s>,
    pub(crate) findings: Findings,
    sentences: OnceCell<Box<[Range<usize>]>>,
    /// What the scan finds in each cell of a table, row by row.
    cells: OnceCell<Box<[Findings]>>,
}

impl<'s> Para<'s> {
    pub(crate) fn new(passage: Passage<'s>) -> Self {
        let findings = match passage.kind {
            BlockKind::Furniture | BlockKind::Letterhead | BlockKind::Table => Findings::default(),
            BlockKind::Item { .. } => scan(&passage.view.text).signed(&passage.view.text),
            _ => scan(&passage.view.text),
        };
        Self { passage, findings, sentences: OnceCell::new(), cells: OnceCell::new() }
    }

    /// The rows of a table with what the scan finds in each of their cells; none where the passage is no table.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&Row<'s>, &[Findings])> {
        let rows = || self.passage.table.iter().flat_map(|table| &table.rows);
        let mut cells: &[Findings] = self.cells.get_or_init(|| {
            let mut cells = Vec::with_capacity(rows().map(|row| row.cells.len()).sum());
            cells.extend(rows().flat_map(|row| &row.cells).map(|cell| scan(&cell.view.text)));
            cells.into_boxed_slice()
        });
        rows().map(move |row| {
            let (own, behind) = cells.split_at(row.cells.len());
            cells = behind;
            (row, own)
        })
    }

    pub(crate) fn kind(&self) -> BlockKind {
        self.passage.kind
    }

    pub(crate) fn text(&self) -> &str {
        &self.passage.view.text
    }

    /// The sentences of the text as ranges; none ends inside a value.
    pub(crate) fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| sentence::sentences(self.text(), &self.findings).as_slice().into())
    }

    /// The range of the whole text.
    pub(crate) fn all(&self) -> Range<usize> {
        0..self.text().len()
    }

    pub(crate) fn is_heading(&self) -> bool {
        matches!(self.kind(), BlockKind::Heading { .. })
    }

    /// Whether the words at a place open the passage; those of a heading may stand behind its number.
    pub(crate) fn opens_at(&self, place: usize) -> bool {
        place == 0 || self.is_heading() && self.text()[..place].bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b' '))
    }

    pub(crate) fn is_item(&self) -> bool {
        matches!(self.kind(), BlockKind::Item { .. })
    }

    pub(crate) fn is_text(&self) -> bool {
        matches!(self.kind(), BlockKind::Paragraph | BlockKind::Item { .. })
    }
}

/// A letter as extractors see it: its passages, and where they come from.
#[derive(Clone, Copy)]
pub(crate) struct Letter<'a, 's> {
    pub(crate) source: &'a Source<'s>,
    pub(crate) blocks: &'a Blocks,
    pub(crate) paras: &'a [Para<'s>],
    /// The letter's bytes.
    pub(crate) span: Span,
    /// Its index in the file.
    pub(crate) index: usize,
    /// Where rules are noted, if somebody asked which of them fire.
    pub(crate) trace: Option<&'a Trace>,
}

impl<'a, 's> Letter<'a, 's> {
    /// The place of a range of a passage.
    pub(crate) fn place(&self, para: &Para<'s>, range: Range<usize>) -> Place {
        self.place_in(&para.passage.view, range)
    }

    /// The words of a range of a passage, as a record gives them.
    pub(crate) fn words(&self, para: &Para<'s>, range: Range<usize>) -> String {
        self.words_in(&para.passage.view, range)
    }

    /// The place of a range of a view.
    pub(crate) fn place_in(&self, view: &View<'_>, range: Range<usize>) -> Place {
        match view.clean(self.source.text, range.clone()) {
            Some(text) => {
                let span = view.span(range);
                Place { text: text.to_owned(), pieces: Vec::new(), span, line: self.source.line(span.start) }
            }
            None => self.source.place(&view.pieces(range)),
        }
    }

    /// The words of a range of a view, as a record says them.
    pub(crate) fn words_in(&self, view: &View<'_>, range: Range<usize>) -> String {
        match view.clean(self.source.text, range.clone()) {
            Some(words) => words.to_owned(),
            None => plain_words(self.source, &view.pieces(range)).into_owned(),
        }
    }

    /// The place of a whole passage.
    pub(crate) fn whole(&self, para: &Para<'s>) -> Place {
        self.place(para, para.all())
    }

    /// The lines of a passage as views, one each, for addresses and lists of names.
    pub(crate) fn lines(&self, para: &Para<'s>) -> impl ExactSizeIterator<Item = Span> + use<'a, 's> {
        let block = &self.blocks.blocks[para.passage.block];
        self.blocks.lines[block.lines.clone()].iter().map(|l| l.content)
    }

    /// Notes that a rule made something of the words at `span`.
    pub(crate) fn fired(&self, rule: &'static str, span: Span) {
        if let Some(trace) = self.trace {
            trace.note(rule, span);
        }
    }

    /// A diagnostic about a place in this letter, noted in the trace.
    pub(crate) fn report(&self, code: Code, field: &str, span: Span, message: String) -> Diagnostic {
        self.fired(code.rule(), span);
        Diagnostic {
            code,
            severity: code.severity(),
            message,
            document: Some(self.index),
            field: Some(field.to_owned()),
            span: Some(span),
            line: Some(self.source.line(span.start)),
        }
    }

    /// The passages with their index.
    pub(crate) fn enumerate(&self) -> impl Iterator<Item = (usize, &'a Para<'s>)> + use<'a, 's> {
        self.paras.iter().enumerate()
    }
}

/// A number for a record's key that depends on its words alone, on any machine.
fn fingerprint<'t>(words: impl IntoIterator<Item = &'t str>) -> u32 {
    // Eight bytes at a time, mixed by multiplication with an odd number and folded: short keys need spread, not secrecy.
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(ODD).rotate_left(29);
    let mut hash = ODD;
    for text in words {
        let (chunks, rest) = text.as_bytes().as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        hash = chunks.iter().chain([&last]).fold(hash, |hash, chunk| mix(hash, u64::from_le_bytes(*chunk)));
        hash = mix(hash, text.len() as u64);
    }
    let [high, low] = [hash >> 32, hash & 0xffff_ffff].map(|half| u32::try_from(half).unwrap_or_default());
    high ^ low
}

/// The key of a record that has no number of its own: what it is, and the fingerprint of its words in hexadecimal.
pub(crate) fn key_of<'t>(kind: &str, words: impl IntoIterator<Item = &'t str>) -> String {
    let mut key = String::with_capacity(kind.len() + "-00000000".len());
    key.push_str(kind);
    key.push('-');
    let number = fingerprint(words);
    let digits = number.to_be_bytes().map(|b| [b >> 4, b & 0xf].map(|digit| b"0123456789abcdef"[usize::from(digit)]));
    key.push_str(str::from_utf8(digits.as_flattened()).unwrap_or_default());
    key
}

/// Makes the keys of a list of records unique: the second `x` becomes `x#2`.
pub(crate) fn unique_keys<R>(records: &mut [R], key: fn(&mut R) -> &mut String) {
    let mut keys: Vec<&mut String> = records.iter_mut().map(key).collect();
    // Equal keys keep their order, and stand side by side.
    keys.sort();
    for same in keys.chunk_by_mut(|a, b| a == b) {
        for (n, key) in same.iter_mut().enumerate().skip(1) {
            key.extend(["#", &(n + 1).to_string()]);
        }
    }
}

/// Fills the four fields that all records share from a [`Place`].
macro_rules! placed {
    ($place:expr, $name:ident { $($field:ident $(: $value:expr)?),* $(,)? }) => {{
        let place: crate::source::Place = $place;
        $name { $($field $(: $value)?,)* text: place.text, pieces: place.pieces, span: place.span, line: place.line }
    }};
}
pub(crate) use placed;

/// The mandate that a place lies in; the innermost, where one lies in another.
pub(crate) fn mandate_at(mandates: &[crate::model::Mandate], span: Span) -> Option<&crate::model::Mandate> {
    let after = mandates.partition_point(|m| m.span.start <= span.start);
    // Mandates are ordered by start and at most two deep, so the one that holds the place is near.
    mandates[..after].iter().rev().take(4).find(|m| m.span.contains(span))
}
