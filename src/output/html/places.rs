//! The places of the letter that records point to. Records of one place share it, so that each is found from the other.

use std::collections::BTreeMap;

use super::class::{Class, Classes};
use crate::model::Record;
use crate::span::Span;

/// A place: the stretches it is made of, and the classes of the records that stand there.
pub(super) struct Place {
    pub(super) pieces: Vec<Span>,
    pub(super) classes: Classes,
}

impl Place {
    /// The bytes it covers; the shorter of two places that cover a byte is the inner one.
    pub(super) fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }
}

/// The places of all records, numbered from 0 in the order in which they were first pointed to.
pub(super) struct Places<'s> {
    source: &'s str,
    found: Vec<Place>,
    numbers: BTreeMap<Vec<Span>, usize>,
}

impl<'s> Places<'s> {
    pub(super) const fn new(source: &'s str) -> Self {
        Self { source, found: Vec::new(), numbers: BTreeMap::new() }
    }

    /// The number of a record's place.
    pub(super) fn of(&mut self, class: Class, record: &impl Record) -> Option<usize> {
        self.at(class, &[record.span()], record.pieces())
    }

    /// The number of a place; `None` when no byte of the source stands there, as when the source is another than was read.
    pub(super) fn at(&mut self, class: Class, whole: &[Span], pieces: &[Span]) -> Option<usize> {
        let pieces = if pieces.is_empty() { whole } else { pieces };
        let stands = |piece: &&Span| !piece.is_empty() && self.source.get(piece.range()).is_some();
        let pieces: Vec<Span> = pieces.iter().filter(stands).copied().collect();
        if pieces.is_empty() {
            return None;
        }
        let found = &mut self.found;
        let number = *self.numbers.entry(pieces).or_insert_with_key(|pieces| {
            found.push(Place { pieces: pieces.clone(), classes: Classes::default() });
            found.len() - 1
        });
        self.found[number].classes.insert(class);
        Some(number)
    }

    pub(super) fn into_vec(self) -> Vec<Place> {
        self.found
    }
}
