//! Where one letter of a file ends and the next begins.

use std::ops::Range;

use super::Para;
use super::kind::{of_bare_title, of_broken_title, of_first_title, of_title};
use super::layout::is_signing_note;
use super::signs::{ends_in_town, is_closing, is_crest, is_label};
use crate::block::BlockKind;
use crate::model::Kind;

/// Whether a passage closes a letter.
fn closes(para: &Para<'_>) -> bool {
    let text = para.text();
    text.len() < 200 && (is_closing(text) || is_signing_note(para))
}

/// Whether a passage opens one: the crest, labels of the header, an address.
fn opens(text: &str) -> bool {
    text.len() < 200 && (is_crest(text) || is_label(text) || ends_in_town(text))
}

/// Whether a passage is one of those that a letter's head has none of.
fn is_sentence(text: &str) -> bool {
    const SHORTEST: usize = 40;
    text.len() >= SHORTEST && text.ends_with('.')
}

/// The passages of a letter, and the one that is its title.
pub(crate) struct Segment {
    pub(crate) paras: Range<usize>,
    pub(crate) title: Option<(usize, Kind)>,
}

/// So many passages below a word may tell that it is a title.
const BELOW: usize = 2;

/// So many passages are read at a time.
const AHEAD: usize = 256;

/// Letters are read together while they have no more passages than these.
const SHORT: usize = 2048;

/// The letters of a file, one behind the other; together they hold every passage. What is let go of them makes room for the next.
pub(crate) struct Letters<'s, P> {
    passages: P,
    /// So many of them are there at most.
    count: usize,
    /// The passages that have been read and not let go.
    paras: Vec<Para<'s>>,
    /// Where the letter begins that is being read, and the next passage to look at.
    start: usize,
    next: usize,
    title: Option<(usize, Kind)>,
    /// Whether a closing formula has been seen.
    closed: bool,
    /// The first sign of a new letter behind it.
    opened: Option<usize>,
    /// Whether a sentence has been seen since the file's start or that sign.
    begun: bool,
}

impl<'s, P: Iterator<Item = Para<'s>>> Letters<'s, P> {
    /// The letters of the passages, which are `count` at most.
    pub(crate) fn new(passages: P, count: usize) -> Self {
        Self {
            passages,
            count,
            paras: Vec::with_capacity(count.min(2 * SHORT)),
            start: 0,
            next: 0,
            title: None,
            closed: false,
            opened: None,
            begun: false,
        }
    }

    /// The passages of the letters that were read last, and those read beyond them.
    pub(crate) fn paras(&self) -> &[Para<'s>] {
        &self.paras
    }

    /// Lets the letters go that were read before and reads the next: one at least, and `most` where they are short. The last letter ends with the
    /// passages.
    pub(crate) fn read(&mut self, most: usize) -> Vec<Segment> {
        self.let_go();
        let mut letters = Vec::new();
        while letters.is_empty() || (letters.len() < most && self.next <= SHORT) {
            if !self.reaches(self.next) {
                letters.push(Segment { paras: self.start..self.paras.len(), title: self.title });
                break;
            }
            letters.extend(self.look_at(self.next));
            self.next += 1;
        }
        letters
    }

    fn let_go(&mut self) {
        let gone = std::mem::take(&mut self.start);
        self.paras.drain(..gone);
        self.next -= gone;
        self.title = self.title.map(|(title, kind)| (title - gone, kind));
    }

    /// Whether there is a passage of this index.
    fn reaches(&mut self, index: usize) -> bool {
        if self.paras.len() <= index {
            if self.paras.len() + AHEAD > self.paras.capacity() {
                // A long letter may go on to the end.
                self.paras.reserve_exact(self.count - self.paras.len());
            }
            self.paras.extend(self.passages.by_ref().take(AHEAD));
        }
        self.paras.len() > index
    }

    /// The letter that a passage shows to have ended.
    fn look_at(&mut self, i: usize) -> Option<Segment> {
        self.reaches(i + BELOW);
        let para = &self.paras[i];
        if matches!(para.kind(), BlockKind::Furniture | BlockKind::Letterhead | BlockKind::Table) {
            return None;
        }
        let below = &self.paras[i + 1..self.paras.len().min(i + 1 + BELOW)];
        let named = if self.begun { of_title } else { of_first_title };
        let family = || named(para).or_else(|| of_broken_title(para, below.first()?)).or_else(|| of_bare_title(para, below));
        // Inside a letter nothing is looked for but its end.
        if self.title.is_some() && !self.closed {
            self.closed = closes(para) && family().is_none();
            return None;
        }
        let Some(kind) = family() else {
            self.begun |= is_sentence(para.text());
            if self.title.is_some() {
                if closes(para) {
                    self.opened = None;
                } else if self.opened.is_none() && opens(para.text()) {
                    (self.opened, self.begun) = (Some(i), false);
                }
            }
            return None;
        };
        // A title behind a closing opens a letter when a header stands between them, or the family is another:
        // the same title again without one belongs to what a covering letter sends.
        let opened = self.opened.take();
        match self.title {
            Some((_, last)) if opened.is_some() || last != kind => {
                let from = opened.unwrap_or(i);
                let letter = Segment { paras: self.start..from, title: self.title };
                (self.start, self.title, self.closed, self.begun) = (from, Some((i, kind)), false, true);
                Some(letter)
            }
            Some(_) => None,
            None => {
                (self.title, self.begun) = (Some((i, kind)), true);
                None
            }
        }
    }
}
