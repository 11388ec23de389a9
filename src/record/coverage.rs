//! How much of a letter was understood: every byte in exactly one class.

use super::Letter;
use super::layout::{Layout, Role};
use crate::model::{Coverage, Kind};
use crate::span::Span;

/// Classes the bytes of a letter. `understood` are the places of its records and its header, in any order.
///
/// A passage's tile is white space and marks around its words; they go with the passage.
pub(crate) fn coverage(letter: &Letter<'_, '_>, layout: &Layout, kind: Kind, mut understood: Vec<Span>) -> Coverage {
    // A stable sort joins the runs that each kind of record is.
    understood.sort();
    let mut coverage = Coverage { bytes: letter.span.len(), ..Coverage::default() };
    let mut tiles: Vec<(Span, Class)> = Vec::with_capacity(letter.paras.len());
    for (i, para) in letter.enumerate() {
        let class = class(&layout.roles[i], kind, layout.contexts[i].section.is_some());
        tiles.extend(para.passage.tiles.iter().map(|&t| (t, class)));
    }
    tiles.sort_by_key(|(t, _)| t.start);
    let mut next = 0;
    let mut at = letter.span.start;
    for (tile, class) in tiles {
        let tile = Span::new(tile.start.max(at), tile.end.min(letter.span.end));
        let mut from = tile.start;
        while from < tile.end {
            while next < understood.len() && understood[next].end <= from {
                next += 1;
            }
            let record = understood.get(next).copied().unwrap_or(Span::new(tile.end, tile.end));
            if record.start <= from {
                let to = record.end.min(tile.end);
                coverage.understood += to - from;
                from = to;
            } else {
                let to = record.start.min(tile.end);
                add(&mut coverage, class, Span::new(from, to), letter.source.text);
                from = to;
            }
        }
        at = at.max(tile.end);
    }
    // What lies between is white space alone: a text without any passage.
    coverage.structure += letter.span.end.saturating_sub(at);
    coverage
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
