//! How much of a letter was understood: every byte in exactly one class.

use super::Letter;
use super::layout::{Layout, Role};
use crate::model::{Coverage, Kind};
use crate::span::Span;

/// Classes the bytes of a letter. `understood` are the places of its records and its header, in any order.
///
/// A passage's tile is white space and marks around its words; they go with the passage.
pub(crate) fn coverage(letter: &Letter<'_, '_>, layout: &Layout, kind: Kind, understood: &[Span]) -> Coverage {
    let mut marked = Marked::new(letter.span);
    for &span in understood {
        marked.add(span);
    }
    let mut coverage = Coverage { bytes: letter.span.len(), ..Coverage::default() };
    let mut tiled = 0;
    for (i, para) in letter.enumerate() {
        let class = class(&layout.roles[i], kind, layout.contexts[i].section.is_some());
        for tile in &para.passage.tiles {
            let (mut from, end) = (tile.start.max(letter.span.start), tile.end.min(letter.span.end));
            tiled += end.saturating_sub(from);
            while from < end {
                let record = marked.run(true, from, end);
                coverage.understood += record - from;
                from = marked.run(false, record, end);
                if record < from {
                    add(&mut coverage, class, Span::new(record, from), letter.source.text);
                }
            }
        }
    }
    // What lies between is white space alone: a text without any passage.
    coverage.structure += letter.span.len().saturating_sub(tiled);
    // A passage in pieces comes before what stands between them.
    coverage.unplaced.sort_unstable();
    coverage.unplaced.dedup_by(|next, last| {
        let touch = last.end == next.start;
        last.end = if touch { next.end } else { last.end };
        touch
    });
    coverage
}

/// Bytes of a letter, a bit each: places in any order need no sorting to be joined.
struct Marked {
    letter: Span,
    bits: Vec<u64>,
}

impl Marked {
    fn new(letter: Span) -> Self {
        Self { letter, bits: vec![0; letter.len().div_ceil(64)] }
    }

    /// Marks the bytes of a span that the letter has.
    fn add(&mut self, span: Span) {
        let (from, to) = (span.start.max(self.letter.start), span.end.min(self.letter.end));
        if from >= to {
            return;
        }
        let (from, last) = (from - self.letter.start, to - 1 - self.letter.start);
        let (behind, before) = (u64::MAX << (from % 64), u64::MAX >> (63 - last % 64));
        match &mut self.bits[from / 64..=last / 64] {
            [only] => *only |= behind & before,
            [first, between @ .., end] => {
                *first |= behind;
                between.fill(u64::MAX);
                *end |= before;
            }
            [] => {}
        }
    }

    /// Where the run of marked, or unmarked, bytes ends that begins at an offset; at `end` at the latest.
    fn run(&self, marked: bool, mut at: usize, end: usize) -> usize {
        let flip = if marked { u64::MAX } else { 0 };
        while at < end {
            let bit = at - self.letter.start;
            let other = (self.bits[bit / 64] ^ flip) >> (bit % 64);
            if other != 0 {
                return end.min(at + other.trailing_zeros() as usize);
            }
            at += 64 - bit % 64;
        }
        end
    }
}

#[derive(Clone, Copy)]
enum Class {
    Structure,
    Furniture,
    Unplaced,
}

fn class(role: &Role, kind: Kind, in_section: bool) -> Class {
    match role {
        Role::Furniture => Class::Furniture,
        Role::Unplaced => Class::Unplaced,
        // In a letter of no known family nothing says what running text is for.
        Role::Body | Role::LeadIn if kind == Kind::Annet => Class::Unplaced,
        Role::Attendee | Role::Signature if !in_section && kind == Kind::Annet => Class::Unplaced,
        _ => Class::Structure,
    }
}

/// Counts a stretch; of what is unplaced, only words are worth a place.
fn add(coverage: &mut Coverage, class: Class, span: Span, source: &str) {
    match class {
        Class::Structure => coverage.structure += span.len(),
        Class::Furniture => coverage.furniture += span.len(),
        Class::Unplaced if source[span.range()].trim().is_empty() => coverage.structure += span.len(),
        Class::Unplaced => match coverage.unplaced.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => coverage.unplaced.push(span),
        },
    }
}
