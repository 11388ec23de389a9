//! The text as received: one look through it finds its lines, and what may be noise in them.

use crate::chunk::CHUNK;
use crate::span::Span;
use crate::view::{noise, plain_words};

/// A text with an index from offsets to lines.
pub(crate) struct Source<'s> {
    pub(crate) text: &'s str,
    /// Offsets of the newlines.
    newlines: Vec<usize>,
    /// What each line may hold.
    holds: Vec<Holds>,
    /// Where the text may be noise, as bits.
    noise: Vec<u64>,
}

/// What a line may hold; without the sign nobody needs to look for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Holds(u8);

impl Holds {
    /// A `<`.
    pub(crate) const TAG: Self = Self(1);
    pub(crate) const TAB: Self = Self(2);
    /// A character that begins with C2, such as a soft hyphen or a no-break space.
    pub(crate) const BEYOND: Self = Self(4);
    /// Two blanks in a row.
    pub(crate) const WIDE: Self = Self(8);
    /// Nothing is known.
    pub(crate) const ANY: Self = Self(u8::MAX);

    /// Whether one of `signs` may stand in the line.
    pub(crate) const fn any(self, signs: Self) -> bool {
        self.0 & signs.0 != 0
    }

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn of(byte: u8) -> Self {
        match byte {
            b'<' => Self::TAG,
            b'\t' => Self::TAB,
            0xC2 => Self::BEYOND,
            b' ' => Self::WIDE,
            _ => Self(0),
        }
    }
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
        let bytes = text.as_bytes();
        // A line is a hundred bytes long or more.
        let room = bytes.len() / 100 + 1;
        let (mut newlines, mut holds) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut noisy = Vec::with_capacity(bytes.len().div_ceil(CHUNK));
        let mut line = Holds::default();
        for start in (0..bytes.len()).step_by(CHUNK) {
            let mut places = noise(&bytes[start..]);
            noisy.push(places);
            while places != 0 {
                let at = start + places.trailing_zeros() as usize;
                places &= places - 1;
                if bytes[at] == b'\n' {
                    newlines.push(at);
                    holds.push(std::mem::take(&mut line));
                } else {
                    line = line.or(Holds::of(bytes[at]));
                }
            }
        }
        holds.push(line);
        // They stay as long as the letter is read; what was kept free for more is given back.
        newlines.shrink_to_fit();
        holds.shrink_to_fit();
        Self { text, newlines, holds, noise: noisy }
    }

    /// Where the text may be noise: a bit for each byte.
    pub(crate) fn noise(&self) -> &[u64] {
        &self.noise
    }

    /// The end of a line, counted from 0, its newline included, and what it may hold.
    pub(crate) fn line_end(&self, line: usize) -> (usize, Holds) {
        (self.newlines.get(line).map_or(self.text.len(), |newline| newline + 1), self.holds.get(line).copied().unwrap_or_default())
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
        let text = plain_words(self, pieces).into_owned();
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
