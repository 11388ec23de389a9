//! The words of a text, by their edges.

use std::ops::Range;

use crate::chunk::{CHUNK, first, mask};

/// Whether a byte is part of a word: letters, digits, and all of UTF-8 but the marks that begin with C2 and E2.
///
/// Every comparison is made, so that many bytes can be compared at once.
pub(super) const fn in_word(b: u8) -> bool {
    ((b | 0x20).wrapping_sub(b'a') < 26) | (b.wrapping_sub(b'0') < 10) | ((b >= 0x80) & !begins_mark(b))
}

/// Whether a byte begins a mark: C2 one of two bytes, E2 one of three.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator would be a branch a byte")]
const fn begins_mark(b: u8) -> bool {
    (b == 0xC2) | (b == 0xE2)
}

/// The words of a text. They are found a chunk at a time, as edges in a mask of bits: a branch a byte would be mispredicted
/// at the end of every word.
pub(crate) struct Words<'t> {
    bytes: &'t [u8],
    /// Start of the bytes that the mask stands for.
    base: usize,
    /// Those bytes.
    chunk: [u8; CHUNK],
    /// A bit for each byte yet to come at which a word begins or ends.
    edges: u64,
    /// Offset of the first byte without a mask.
    next: usize,
    /// Whether the byte before `next` was part of a word, as the lowest bit.
    inside: u64,
    /// The bytes from `next` on that belong to a mark before it.
    marks: u64,
    /// Whether a mark stands in the bytes looked at so far.
    marked: bool,
}

impl<'t> Words<'t> {
    pub(crate) fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, base: 0, chunk: [0; CHUNK], edges: 0, next: 0, inside: 0, marks: 0, marked: false }
    }

    /// Whether a mark such as «§» may stand before the next word.
    pub(super) fn marked(&self) -> bool {
        self.marked
    }

    /// Finds the edges of the next bytes. Kept apart from `edge`, which is called far more often.
    #[inline(never)]
    fn fill(&mut self) {
        let rest = &self.bytes[self.next..];
        self.chunk = first(rest, 0);
        let chunk = &self.chunk;
        let mut words = mask(chunk, in_word);
        let mut marks = std::mem::take(&mut self.marks);
        if chunk.iter().fold(false, |any, &b| any | begins_mark(b)) {
            self.marked = true;
            let two = mask(chunk, |b| b == 0xC2);
            let three = mask(chunk, |b| b == 0xE2);
            marks |= (two | three) << 1 | three << 2;
            self.marks = (two | three) >> 63 | three >> 62;
        }
        words &= !marks;
        self.edges = words ^ (words << 1 | self.inside);
        self.inside = words >> 63;
        self.base = self.next;
        self.next += rest.len().min(CHUNK);
    }

    fn edge(&mut self) -> Option<usize> {
        while self.edges == 0 {
            if self.next == self.bytes.len() {
                return None;
            }
            self.fill();
        }
        let at = self.base + self.edges.trailing_zeros() as usize;
        self.edges &= self.edges - 1;
        Some(at)
    }

    /// The next word, where the mask has not both its ends.
    #[inline(never)]
    fn beyond(&mut self) -> Option<Range<usize>> {
        let start = self.edge()?;
        let end = self.edge().unwrap_or_else(|| {
            self.inside = 0;
            self.bytes.len()
        });
        Some(start..end)
    }

    /// The next word that is wanted by its first byte, the four bytes up to its end, and its length. Those of a short word are of the text before
    /// it, and zeros before the text.
    ///
    /// To want one is a branch that is hard to foresee, and to be made seldom; what it depends on should have none.
    #[inline]
    pub(crate) fn find_by(&mut self, wanted: impl Fn(u8, [u8; 4], usize) -> bool) -> Option<Range<usize>> {
        let bytes = self.bytes;
        let tail = |end: usize| {
            bytes[..end].last_chunk().copied().unwrap_or_else(|| {
                let mut tail = [0; 4];
                tail[4 - end..].copy_from_slice(&bytes[..end]);
                tail
            })
        };
        loop {
            // Nearly every word has both its ends in the mask, which is kept at hand while it lasts.
            let mut edges = self.edges;
            loop {
                let behind = edges & edges.wrapping_sub(1);
                if behind == 0 {
                    break;
                }
                let (start, end) = (edges.trailing_zeros() as usize, behind.trailing_zeros() as usize);
                edges = behind & (behind - 1);
                // The remainder changes nothing, and needs no check of bounds.
                if wanted(self.chunk[start % CHUNK], tail(self.base + end), end - start) {
                    self.edges = edges;
                    return Some(self.base + start..self.base + end);
                }
            }
            self.edges = edges;
            let word = self.beyond()?;
            if wanted(bytes[word.start], tail(word.end), word.end - word.start) {
                return Some(word);
            }
        }
    }

    /// Leaves out what stands before a character; the rest of a word yet to come that it stands in is a word.
    pub(super) fn skip_to(&mut self, at: usize) {
        if at >= self.next {
            (self.base, self.next) = (at, at);
            (self.edges, self.inside, self.marks) = (0, 0, 0);
        } else if at > self.base {
            let behind = at - self.base;
            self.edges &= !0 << behind;
            // Edges come in pairs, but for the end of a word that began before and the start of one that goes on.
            // A word that ends where the character stands has none left.
            let begun = u64::from(self.edges.count_ones() & 1) != self.inside;
            self.edges ^= u64::from(begun) << behind;
        }
    }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        self.find_by(|_, _, _| true)
    }
}
