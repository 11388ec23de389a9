//! The text as received, and the lines of its offsets.

use memchr::memchr_iter;

use crate::span::Span;
use crate::view::plain_text;

/// A text with an index from offsets to lines.
pub(crate) struct Source<'s> {
    pub(crate) text: &'s str,
    /// Offsets of the newlines.
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
        let found = || memchr_iter(b'\n', text.as_bytes());
        // Counted first: one newline after the other would fill a list as large again.
        let mut newlines = Vec::with_capacity(found().count());
        newlines.extend(found());
        Self { text, newlines }
    }

    /// The line of an offset, from 1.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.newlines.partition_point(|&newline| newline < offset) + 1
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
    fn lines_count_from_one() {
        let text = "å\n".repeat(512);
        let source = Source::new(&text);
        for (i, offset) in (0..text.len()).step_by(3).enumerate() {
            assert_eq!(source.line(offset), i + 1);
        }
        assert_eq!(source.lines(), 512);
        assert_eq!(Source::new("").lines(), 0);
        assert_eq!(Source::new("a\nb").lines(), 2);
    }
}
