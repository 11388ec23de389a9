//! The text as received, and the lines of its offsets.

use memchr::memchr_iter;

use crate::span::Span;
use crate::view::plain_text;

/// Bytes between two checkpoints of the line count: small enough to count newlines in at once,
/// large enough to keep the index small.
const STRIDE: usize = 128;

/// A text with an index from offsets to lines.
pub(crate) struct Source<'s> {
    pub(crate) text: &'s str,
    /// Number of newlines before each multiple of [`STRIDE`].
    newlines: Vec<usize>,
}

/// A passage ready to stand in a record: the fields that all records share.
pub(crate) struct Place {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Span>,
    pub(crate) span: Span,
    pub(crate) line: usize,
}

impl<'s> Source<'s> {
    pub(crate) fn new(text: &'s str) -> Self {
        let mut newlines = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            newlines.push(count);
            count += memchr_iter(b'\n', chunk).count();
        }
        Self { text, newlines }
    }

    /// The line of an offset, from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let checkpoint = (offset / STRIDE).min(self.newlines.len().saturating_sub(1));
        let before = self.newlines.get(checkpoint).copied().unwrap_or(0);
        before + memchr_iter(b'\n', &self.text.as_bytes()[checkpoint * STRIDE..offset]).count() + 1
    }

    /// The number of lines; an unfinished last line counts.
    pub(crate) fn lines(&self) -> usize {
        match self.text.as_bytes().last() {
            None => 0,
            Some(b'\n') => self.line(self.text.len()) - 1,
            Some(_) => self.line(self.text.len()),
        }
    }

    /// The words at `pieces` (in order, at least one) with everything a record says of its place.
    pub(crate) fn place(&self, pieces: &[Span]) -> Place {
        let span = pieces.iter().copied().reduce(Span::cover).unwrap_or_default();
        let text = plain_text(self.text, pieces);
        let pieces = if pieces.len() > 1 { pieces.to_vec() } else { Vec::new() };
        Place { text, pieces, span, line: self.line(span.start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_count_from_one_across_checkpoints() {
        let text = "å\n".repeat(STRIDE);
        let source = Source::new(&text);
        for (i, offset) in (0..text.len()).step_by(3).enumerate() {
            assert_eq!(source.line(offset), i + 1);
        }
        assert_eq!(source.lines(), STRIDE);
        assert_eq!(Source::new("").lines(), 0);
        assert_eq!(Source::new("a\nb").lines(), 2);
    }
}
