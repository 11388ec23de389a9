//! Reading through noise: the words of a passage without marks, with a way back to the source.
//!
//! Letters reach us through converters: emphasis marks, HTML remnants, soft hyphens, no-break
//! spaces, hard wraps. One rule says what of that is noise. It makes the `text` of every record
//! ([`plain_text`]), and it makes the [`View`] that matchers read, so that what a record says is
//! what its matcher saw. A view of clean text borrows it; only a noisy passage is copied, and every
//! copied run knows where it came from, so spans are exact.
//!
//! A view also composes decomposed letters, joins a word that was divided at the end of a line, and reads letters of another
//! alphabet inside a Norwegian word as the Latin ones they look like; `plain_text` leaves all as they stand.

use std::borrow::Cow;
use std::ops::Range;

use smallvec::SmallVec;
use unicode_normalization::char::compose;

use crate::chunk::{CHUNK, mask_pairs};
use crate::lexicon::latin_lookalike;
use crate::source::Source;
use crate::span::Span;

/// The words at `pieces` of `source`: Markdown and HTML marks and soft hyphens removed, runs of white
/// space made one space, pieces joined by one. Nothing else is changed.
///
/// References of HTML such as `&nbsp;` and `&amp;` stand for their characters.
///
/// Removed marks: emphasis (`*`, `_` beside a word), heading marks, list marks, quote marks and rules
/// at the start of a line within a piece, `|` of tables with their separator rows, tags, images, the address of
/// a link, and the backslash of an escape or of a line's end.
///
/// Pieces outside the text, or not on character boundaries, count as empty.
///
/// # Example: re-reading a record
///
/// ```
/// use styringsdokument::{Span, plain_text};
///
/// let source = "- **Frist:**\u{a0}1.\n  juni";
/// assert_eq!(plain_text(source, &[Span::new(2, source.len())]), "Frist: 1. juni");
/// ```
#[must_use]
pub fn plain_text(source: &str, pieces: &[Span]) -> String {
    View::build(source, None, pieces, Mode::Verbatim).text.into_owned()
}

/// [`plain_text`] of a text that has been looked through.
pub(crate) fn plain_words<'s>(source: &Source<'s>, pieces: &[Span]) -> Cow<'s, str> {
    View::build(source.text, Some(source.noise()), pieces, Mode::Verbatim).text
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Only noise goes.
    Verbatim,
    /// Letters are also made comparable.
    Matching,
}

/// The pieces of a passage; nearly always one.
pub(crate) type Pieces = SmallVec<[Span; 1]>;

/// A run of the view and where it came from.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Start in the view.
    view: usize,
    /// Start in the source.
    source: usize,
    /// Length in the source; the same as in the view for a literal run.
    len: usize,
    /// Whether the run is copied byte for byte.
    literal: bool,
}

/// A passage as matchers read it.
#[derive(Debug, Clone)]
pub(crate) struct View<'s> {
    pub(crate) text: Cow<'s, str>,
    /// Where the source begins that it was read from.
    start: usize,
    /// What is known of a copy for matchers; most views are borrowed.
    copied: Option<Box<Copied>>,
}

#[derive(Debug, Clone, Default)]
struct Copied {
    /// The pieces of the source, at least one.
    pieces: Pieces,
    /// Where each run came from.
    runs: SmallVec<[Run; RUNS]>,
    /// Letters of another alphabet inside a word, as source spans.
    foreign: Vec<Span>,
}

impl<'s> View<'s> {
    /// A view for matchers.
    pub(crate) fn new(source: &'s str, pieces: &[Span]) -> Self {
        Self::build(source, None, pieces, Mode::Matching)
    }

    /// A view for matchers of a text that has been looked through.
    pub(crate) fn of(source: &Source<'s>, pieces: &[Span]) -> Self {
        Self::build(source.text, Some(source.noise()), pieces, Mode::Matching)
    }

    fn build(source: &'s str, known: Option<&[u64]>, pieces: &[Span], mode: Mode) -> Self {
        let borrowed = |piece: Span| Self { text: Cow::Borrowed(&source[piece.range()]), start: piece.start, copied: None };
        if let &[given] = pieces {
            let piece = within(source, given);
            let mut places = Places::new(source, known, piece);
            // Most passages are one piece without noise.
            if !places.any() {
                return borrowed(piece);
            }
            let mut builder = Builder::new(source, mode, piece.len());
            builder.scan(piece, places);
            return if builder.out.is_none() { borrowed(piece) } else { builder.finish(pieces) };
        }
        let mut builder = Builder::new(source, mode, pieces.iter().map(|p| p.len()).sum::<usize>().min(source.len()));
        for piece in pieces {
            let piece = within(source, *piece);
            builder.from = piece.start;
            builder.begin_copy(piece.start);
            builder.scan(piece, Places::new(source, known, piece));
            builder.space(piece.end, 0);
        }
        builder.finish(pieces)
    }

    /// Letters of another alphabet inside a word, as source spans.
    pub(crate) fn foreign(&self) -> &[Span] {
        self.copied.as_ref().map_or(&[], |copied| &copied.foreign)
    }

    /// Where each run came from; empty for a borrowed view, which is literal.
    fn runs(&self) -> &[Run] {
        self.copied.as_ref().map_or(&[], |copied| &copied.runs)
    }

    /// The pieces of the source it was read from, if they are several.
    fn cuts(&self) -> &[Span] {
        self.copied.as_ref().map_or(&[], |copied| if copied.pieces.len() > 1 { &copied.pieces } else { &[] })
    }

    /// The source span of a range of the view.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        if self.runs().is_empty() {
            return Span::new(self.start + range.start, self.start + range.end);
        }
        let start = self.run_at(range.start).map_or(self.start, |r| if r.literal { r.source + (range.start - r.view) } else { r.source });
        if range.is_empty() {
            return Span::new(start, start);
        }
        let end = self.run_at(range.end - 1).map_or(start, |r| if r.literal { r.source + (range.end - r.view) } else { r.source + r.len });
        Span::new(start, end.max(start))
    }

    /// The words of a range, where they are what [`plain_text`] reads again at its span: in one piece, with nothing between them
    /// that another end of the text could make a word of, and no letter made comparable.
    pub(crate) fn clean(&self, source: &str, range: Range<usize>) -> Option<&str> {
        let words = self.text.get(range.clone())?;
        let bare = |edge: Option<&u8>| edge.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b':' | b','));
        let edges = (words.as_bytes().first(), words.as_bytes().last());
        if !(bare(edges.0) && bare(edges.1)) && (words.trim().len() != words.len() || words.starts_with(EDGES) || words.ends_with(EDGES)) {
            return None;
        }
        if matches!(self.text, Cow::Borrowed(_)) {
            return Some(words);
        }
        let runs = self.runs();
        let first = runs.partition_point(|r| r.view <= range.start).checked_sub(1)?;
        let whole = runs[first].literal && range.end <= runs[first].view + runs[first].len;
        if words.ends_with(RULE) || (!self.cuts().is_empty() && !whole) {
            return None;
        }
        let mut behind = None;
        for run in runs[first..].iter().take_while(|r| r.view < range.end) {
            let between = behind.map_or("", |end| &source[end..run.source]);
            let literal = run.literal || self.text.as_bytes()[run.view] == b' ';
            if !literal || !between.chars().all(|c| matches!(c, ' ' | '*' | '_' | '\u{ad}')) {
                return None;
            }
            behind = Some(run.source + run.len);
        }
        Some(words)
    }

    /// The offset in the view of a source offset, or of the next word behind it.
    pub(crate) fn offset(&self, source: usize) -> usize {
        if self.runs().is_empty() {
            return source.saturating_sub(self.start).min(self.text.len());
        }
        let after = self.runs().partition_point(|r| r.source + r.len <= source);
        self.runs().get(after).map_or(self.text.len(), |r| if r.literal { r.view + source.saturating_sub(r.source) } else { r.view })
    }

    fn run_at(&self, offset: usize) -> Option<&Run> {
        let after = self.runs().partition_point(|r| r.view <= offset);
        self.runs().get(after.checked_sub(1)?)
    }

    /// The source pieces of a range of the view: one, or as many as the passage is cut into there.
    pub(crate) fn pieces(&self, range: Range<usize>) -> Pieces {
        let span = self.span(range);
        let cuts = self.cuts();
        if cuts.is_empty() {
            return SmallVec::from_buf([span]);
        }
        let cut = |p: &Span| Span::new(p.start.max(span.start), p.end.min(span.end));
        let from = cuts.partition_point(|p| p.end <= span.start);
        let pieces: Pieces = cuts[from..].iter().take_while(|p| p.start < span.end).map(cut).filter(|p| !p.is_empty()).collect();
        if pieces.is_empty() { SmallVec::from_buf([span]) } else { pieces }
    }

    /// The source pieces of the whole passage.
    pub(crate) fn all_pieces(&self) -> Pieces {
        self.pieces(0..self.text.len())
    }
}

/// Characters that are text in their place and may be marks at an edge, or stand behind a backslash.
const EDGES: [char; 8] = ['_', '*', '<', '[', ']', '!', '\\', '|'];

/// Characters that a rule, or the separator row of a table, consists of.
const RULE: [char; 5] = ['-', '=', ':', '+', '|'];

/// Where the first bytes of a text may be noise: everything that may be a mark, white space other than a blank, a letter
/// beyond ASCII other than the common ones behind C3 (æ, ø, å, é), and a blank with another behind it.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator would be a branch a byte")]
pub(crate) fn noise(bytes: &[u8]) -> u64 {
    mask_pairs(bytes, b'.', |b, next| {
        // From C4 on and below the blank; `<` and `|` differ in one bit; `[`, `\\`, `]`, `^`, `_` are neighbours. The `!` of a picture is found
        // with its bracket.
        (b.wrapping_sub(0xC4) < 0x5C)
            | (b == 0xC2)
            | (b == b'&')
            | (b == b'*')
            | ((b | 0x40) == b'|')
            | (b.wrapping_sub(b'[') < 5)
            | ((b | next) == b' ')
    })
}

/// The places in a piece of a text that may be noise, in order.
struct Places<'t> {
    bytes: &'t [u8],
    /// What is known of the text, as [`noise`] tells it from its start on.
    known: Option<&'t [u64]>,
    /// Where the bytes begin that are judged at once, and those of them that may be noise and are yet to come.
    base: usize,
    bits: u64,
}

impl<'t> Places<'t> {
    fn new(source: &'t str, known: Option<&'t [u64]>, piece: Span) -> Self {
        let bytes = &source.as_bytes()[..piece.end];
        let base = if known.is_some() { piece.start - piece.start % CHUNK } else { piece.start };
        let mut found = Self { bytes, known, base, bits: 0 };
        found.bits = found.at(base) & (u64::MAX << (piece.start - base));
        found
    }

    /// Whether one is yet to come.
    fn any(&mut self) -> bool {
        while self.bits == 0 {
            self.base += CHUNK;
            if self.base >= self.bytes.len() {
                return false;
            }
            self.bits = self.at(self.base);
        }
        true
    }

    fn at(&self, base: usize) -> u64 {
        let Some(rest) = self.bytes.get(base..) else { return 0 };
        let places = self.known.map_or_else(|| noise(rest), |known| known[base / CHUNK]);
        if rest.len() < CHUNK { places & !(u64::MAX << rest.len()) } else { places }
    }
}

impl Iterator for Places<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if !self.any() {
            return None;
        }
        let at = self.base + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        Some(at)
    }
}

/// Tags that stand between words; other tags stand inside them.
const BREAKING_TAGS: [&str; 18] =
    ["br", "p", "div", "li", "ol", "ul", "td", "th", "tr", "table", "thead", "tbody", "hr", "h1", "h2", "h3", "h4", "h5"];

/// How far a tag or a link's address may reach; keeps the scan linear on unclosed marks.
const MARK_REACH: usize = 240;

/// How many runs a copy has room for beside what else is known of it.
const RUNS: usize = 16;

/// What the rule says of a place.
enum Action {
    /// It is a word's own.
    Keep(usize),
    /// It is a blank between words; those behind it are noise.
    Blank,
    /// It is noise.
    Drop(usize),
    /// It is a backslash before a character that is a word's own.
    Escape,
    /// It stands for a space.
    Space(usize),
    /// It is the end of a line behind the hyphen of a divided word; both are noise.
    Joint(usize),
    /// Another letter is meant.
    Letter(char, usize),
    /// A combining mark that belongs to the letter before it.
    Combine(char, usize),
}

/// The span without white space at its ends; empty when it does not fit the text.
fn within(source: &str, span: Span) -> Span {
    let Some(text) = source.get(span.range()) else { return Span::new(0, 0) };
    let text = trim_start(text);
    let start = span.end - text.len();
    Span::new(start, start + trim_end(text).len())
}

/// `str::trim_start`, at once where the first word begins with ASCII.
pub(crate) fn trim_start(text: &str) -> &str {
    let words = if text.as_bytes().first().is_some_and(u8::is_ascii_graphic) { return text } else { text.trim_ascii_start() };
    if words.as_bytes().first().is_some_and(u8::is_ascii_graphic) { words } else { words.trim_start() }
}

/// `str::trim_end`, at once where the last word ends in ASCII.
pub(crate) fn trim_end(text: &str) -> &str {
    let words = text.trim_ascii_end();
    if words.as_bytes().last().is_some_and(u8::is_ascii_graphic) { words } else { words.trim_end() }
}

struct Builder<'s> {
    source: &'s str,
    mode: Mode,
    /// The copy; until the first noise there is none, and the view may still be borrowed.
    out: Option<String>,
    /// How long the copy may become, but for foreign letters.
    room: usize,
    /// What matchers are to know of the copy.
    copied: Option<Box<Copied>>,
    /// Offset from which bytes are yet to be copied.
    from: usize,
    /// Whether the view so far is empty or ends in a space.
    after_space: bool,
    foreign: Vec<Span>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str, mode: Mode, room: usize) -> Self {
        Self { source, mode, out: None, room, copied: None, from: 0, after_space: true, foreign: Vec::new() }
    }

    /// Reads a piece without white space at its ends, in which noise may stand at some places.
    fn scan(&mut self, piece: Span, places: Places<'_>) {
        let bytes = &self.source.as_bytes()[..piece.end];
        self.from = piece.start;
        // Behind what has been read.
        let mut i = piece.start;
        for mut at in places {
            if at < i {
                continue;
            }
            if at > i {
                // A picture begins at its `!`.
                at -= usize::from(bytes[at] == b'[' && bytes[at - 1] == b'!');
                self.after_space = if at > i { bytes[at - 1] == b' ' } else { self.after_space };
            }
            let action = if bytes[at] == b' ' { Action::Blank } else { self.action(piece, at) };
            i = at + self.apply(at, &action);
            while self.after_space && bytes.get(i) == Some(&b' ') {
                i += self.apply(i, &Action::Drop(1));
            }
        }
        if i < piece.end {
            self.after_space = false;
        }
        if self.out.is_some() {
            self.flush(piece.end);
        }
    }

    fn action(&mut self, piece: Span, i: usize) -> Action {
        let rest = &self.source[i..piece.end];
        let before = &self.source[piece.start..i];
        let bytes = rest.as_bytes();
        match bytes[0] {
            mark @ (b'*' | b'_') => emphasis(before, rest, mark),
            b'\r' | b'\n'
                if self.mode == Mode::Matching
                    && before.ends_with('-')
                    && let Some(len) = joint(before, rest) =>
            {
                Action::Joint(len)
            }
            b'\n' => Action::Space(1 + line_marks(&rest[1..])),
            b'|' | b'\r' | b'\t' | 0x0b | 0x0c => Action::Space(1),
            b'\\' if bytes.get(1).is_some_and(u8::is_ascii_punctuation) => Action::Escape,
            b'\\' if matches!(bytes.get(1), Some(b'\r' | b'\n')) => Action::Drop(1),
            b'<' => tag(rest),
            b'&' => entity(rest),
            b'!' if bytes.get(1) == Some(&b'[') => link(&rest[1..]).map_or(Action::Keep(1), |end| Action::Drop(1 + end)),
            b'[' if link(rest).is_some() => Action::Drop(1),
            b']' => link_tail(rest).map_or(Action::Keep(1), Action::Drop),
            lead if lead >= 0x80 => self.beyond_ascii(before, rest, i),
            _ => Action::Keep(1),
        }
    }

    fn beyond_ascii(&mut self, before: &str, rest: &str, i: usize) -> Action {
        // The signs « » § and – — ’ “ ” • … are most of them.
        match *rest.as_bytes() {
            [0xC2, 0xA7 | 0xAB | 0xBB, ..] => return Action::Keep(2),
            [0xE2, 0x80, 0x93 | 0x94 | 0x99 | 0x9C | 0x9D | 0xA2 | 0xA6, ..] => return Action::Keep(3),
            _ => {}
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return Action::Keep(1) };
        let len = c.len_utf8();
        match c {
            '\u{ad}' | '\u{feff}' => Action::Drop(len),
            '\u{200b}' => Action::Space(len),
            _ if c.is_whitespace() => Action::Space(len),
            '\u{300}'..='\u{36f}' if self.mode == Mode::Matching => Action::Combine(c, len),
            '\u{370}'..='\u{4ff}' if self.mode == Mode::Matching => {
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c < '\u{300}');
                let continued = self.foreign.last().is_some_and(|f| f.end == i);
                if !(continued || latin(before.chars().next_back()) || latin(chars.next())) {
                    return Action::Keep(len);
                }
                match self.foreign.last_mut() {
                    Some(last) if continued => last.end += len,
                    _ => self.foreign.push(Span::new(i, i + len)),
                }
                latin_lookalike(c).map_or(Action::Keep(len), |latin| Action::Letter(latin, len))
            }
            _ => Action::Keep(len),
        }
    }

    /// Carries an action out at offset `i`; returns how many bytes it took.
    fn apply(&mut self, i: usize, action: &Action) -> usize {
        match *action {
            Action::Keep(len) => {
                self.after_space = false;
                len
            }
            Action::Blank => {
                self.after_space = true;
                1
            }
            Action::Drop(len) => {
                self.begin_copy(i);
                self.from = i + len;
                len
            }
            Action::Escape => {
                self.begin_copy(i);
                self.from = i + 1;
                self.after_space = false;
                2
            }
            Action::Space(len) => {
                self.begin_copy(i);
                self.space(i, len);
                self.from = i + len;
                len
            }
            Action::Joint(len) => {
                self.begin_copy(i - 1);
                self.from = i + len;
                self.after_space = false;
                len
            }
            Action::Letter(c, len) => {
                self.begin_copy(i);
                self.push(c, i, len);
                self.from = i + len;
                len
            }
            Action::Combine(mark, len) => {
                self.combine(mark, i, len);
                len
            }
        }
    }

    /// Begins a copy, if there is none, and brings it up to offset `to`.
    fn begin_copy(&mut self, to: usize) {
        if self.out.is_none() {
            self.out = Some(String::with_capacity(self.room));
            self.copied = (self.mode == Mode::Matching).then(Box::default);
        }
        self.flush(to);
    }

    /// Copies what is literal up to offset `to`.
    fn flush(&mut self, to: usize) {
        let Some(out) = &mut self.out else { return };
        if self.from < to {
            if let Some(copied) = &mut self.copied {
                copied.runs.push(Run { view: out.len(), source: self.from, len: to - self.from, literal: true });
            }
            out.push_str(&self.source[self.from..to]);
        }
        self.from = to;
    }

    fn push(&mut self, c: char, source: usize, len: usize) {
        let Some(out) = &mut self.out else { return };
        if let Some(copied) = &mut self.copied {
            copied.runs.push(Run { view: out.len(), source, len, literal: false });
        }
        out.push(c);
        self.after_space = c == ' ';
    }

    fn space(&mut self, source: usize, len: usize) {
        if !self.after_space {
            self.push(' ', source, len);
        }
    }

    /// Joins a combining mark with the letter before it, where Unicode has a letter for both.
    fn combine(&mut self, mark: char, i: usize, len: usize) {
        self.begin_copy(i);
        let (Some(out), Some(Copied { runs, .. })) = (&mut self.out, self.copied.as_deref_mut()) else { return };
        if let (Some(base), Some(run)) = (out.chars().next_back(), runs.last().copied())
            && let Some(both) = compose(base, mark)
        {
            out.truncate(out.len() - base.len_utf8());
            let at = out.len();
            let source = if run.literal { run.source + (at - run.view) } else { run.source };
            runs.pop();
            if run.literal && run.view < at {
                runs.push(Run { len: at - run.view, ..run });
            }
            out.push(both);
            runs.push(Run { view: at, source, len: i + len - source, literal: false });
            self.from = i + len;
        }
        self.after_space = false;
    }

    fn finish(mut self, pieces: &[Span]) -> View<'s> {
        let mut text = self.out.take().unwrap_or_default();
        if text.ends_with(' ') {
            text.pop();
        }
        if let Some(copied) = &mut self.copied {
            copied.pieces = SmallVec::from_slice(pieces);
            copied.foreign = self.foreign;
        }
        View { text: Cow::Owned(text), start: pieces.first().map_or(0, |piece| piece.start), copied: self.copied }
    }
}

/// The length of the end of a line that divides a word, with the blanks before the rest of it: «kro-» above «ner». A first part of a
/// compound keeps its hyphen: «helse-» above «og omsorgsdepartementet».
fn joint(before: &str, rest: &str) -> Option<usize> {
    const JOINTS: [&str; 7] = ["og", "eller", "samt", "men", "til", "både", "som"];
    let word = rest.trim_start_matches([' ', '\r', '\n', '\t']);
    let blanks = &rest[..rest.len() - word.len()];
    let next = &word[..word.find(|c: char| !c.is_lowercase()).unwrap_or(word.len())];
    let divided = before.len() > 2 && before[..before.len() - 1].ends_with(char::is_lowercase);
    let one_line = blanks.bytes().filter(|&b| b == b'\n').count() == 1;
    (divided && one_line && !next.is_empty() && !JOINTS.contains(&next)).then_some(blanks.len())
}

/// A run of emphasis marks is noise beside a word: `*` anywhere, `_` not inside a word. A run with space on both sides is text.
fn emphasis(before: &str, rest: &str, mark: u8) -> Action {
    let len = rest.bytes().take_while(|&b| b == mark).count();
    let left = before.chars().next_back();
    let right = rest[len..].chars().next();
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if (space(left) && space(right)) || (mark == b'_' && word(left) && word(right)) { Action::Keep(len) } else { Action::Drop(len) }
}

/// The length of marks at the start of a line: heading, quote and list marks, a rule, or a table's separator row.
fn line_marks(line: &str) -> usize {
    let indent = line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count();
    let rest = &line[indent..];
    let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
    if is_rule(&rest[..end]) {
        return indent + end;
    }
    let hashes = rest.bytes().take_while(|&b| b == b'#').count();
    let mark = match rest.as_bytes() {
        [b'-' | b'*' | b'+', b' ' | b'\t', ..] | [b'>', ..] => 1,
        _ if (1..=6).contains(&hashes) => hashes,
        _ => 0,
    };
    indent + mark
}

/// Whether a line is a rule (`---`, `***`) or the separator row of a table: nothing but its own marks.
pub(crate) fn is_rule(line: &str) -> bool {
    let mut marks = 0;
    for b in line.bytes() {
        match b {
            b'-' | b'*' | b'_' | b'=' => marks += 1,
            b'|' | b':' | b'+' | b' ' | b'\t' | b'\r' => {}
            _ => return false,
        }
    }
    marks >= 3
}

/// A tag, dropped or standing for a space.
fn tag(rest: &str) -> Action {
    let reach = &rest.as_bytes()[..rest.len().min(MARK_REACH)];
    let Some(end) = memchr::memchr(b'>', reach) else { return Action::Keep(1) };
    let name = reach[1..end].strip_prefix(b"/").unwrap_or(&reach[1..end]);
    let name_len = name.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    if !name.first().is_some_and(u8::is_ascii_alphabetic) && !name.starts_with(b"!--") {
        return Action::Keep(1);
    }
    if memchr::memchr2(b'<', b'\n', &reach[1..end]).is_some() {
        return Action::Keep(1);
    }
    let breaking = BREAKING_TAGS.iter().any(|t| t.as_bytes().eq_ignore_ascii_case(&name[..name_len]));
    if breaking { Action::Space(end + 1) } else { Action::Drop(end + 1) }
}

/// The character that a reference such as `&nbsp;` or `&#248;` stands for; those that converters leave in letters.
fn entity(rest: &str) -> Action {
    #[rustfmt::skip]
    const NAMES: [(&str, char); 21] = [
        ("nbsp", '\u{a0}'), ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("shy", '\u{ad}'), ("ndash", '–'), ("mdash", '—'),
        ("laquo", '«'), ("raquo", '»'), ("sect", '§'), ("aelig", 'æ'), ("oslash", 'ø'), ("aring", 'å'), ("AElig", 'Æ'), ("Oslash", 'Ø'), ("Aring", 'Å'),
        ("eacute", 'é'), ("middot", '·'), ("bull", '•'),
    ];
    const LONGEST: usize = 9;
    let reach = &rest.as_bytes()[..rest.len().min(LONGEST)];
    let Some(end) = memchr::memchr(b';', reach) else { return Action::Keep(1) };
    let name = &rest[1..end];
    let code = name.strip_prefix('#').and_then(|code| match code.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => code.parse().ok(),
    });
    let named = || NAMES.iter().find(|(n, _)| *n == name).map(|&(_, c)| c);
    match code.and_then(char::from_u32).or_else(named) {
        Some('\u{ad}' | '\u{feff}') => Action::Drop(end + 1),
        Some(c) if c.is_whitespace() || c == '\u{200b}' => Action::Space(end + 1),
        None => Action::Keep(1),
        Some(c) if c.is_control() => Action::Keep(1),
        Some(c) => Action::Letter(c, end + 1),
    }
}

/// The length of a link `[words](address)` that `rest` begins with.
fn link(rest: &str) -> Option<usize> {
    let reach = &rest.as_bytes()[1..rest.len().min(MARK_REACH)];
    let close = 1 + memchr::memchr3(b']', b'[', b'\n', reach)?;
    (rest.as_bytes()[close] == b']').then_some(())?;
    Some(close + link_tail(&rest[close..])?)
}

/// The length of `](address)` that `rest` begins with; an address holds no white space.
fn link_tail(rest: &str) -> Option<usize> {
    let address = rest.strip_prefix("](")?.as_bytes();
    let end = address.iter().take(MARK_REACH).position(|b| matches!(b, b')' | b' ' | b'\n' | b'\t'))?;
    (address[end] == b')').then_some(end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> View<'_> {
        View::new(text, &[Span::new(0, text.len())])
    }

    #[test]
    fn clean_text_is_borrowed() {
        let view = whole(" Foretaksmøtet ba – også nå – [i dag ca. 3 300 kr] om snake_case. ");
        assert!(matches!(view.text, Cow::Borrowed(_)));
        assert_eq!(view.span(0..13), Span::new(1, 14));
    }

    #[test]
    fn marks_go_and_words_stay() {
        for (source, words) in [
            ("**Sak 1** Foretaksmøtet", "Sak 1 Foretaksmøtet"),
            ("Helse- og  \nomsorg", "Helse- og omsorg"),
            ("Telefon\\*", "Telefon*"),
            ("til\u{ad}deling\u{a0}på\u{202f}1\u{a0}000", "tildeling på 1 000"),
            ("| 701 | <b>21</b><br>x |", "701 21 x"),
            ("a\n\n---\n- b\n### c", "a b c"),
            ("| a |\n|---|:--|\n| b |", "a b"),
            ("![bilde](x.jpeg) se [planen](https://a.no/b_c) [1]", "se planen [1]"),
            ("5 * 3 og snake_case og _kursiv_", "5 * 3 og snake_case og kursiv"),
            ("a < b og 3 <4", "a < b og 3 <4"),
            ("Postboks 9\\\n0001 OSLO\\\r\nved \\ slutt\\", "Postboks 9 0001 OSLO ved \\ slutt\\"),
            ("<script>alert(1)</script>", "alert(1)"),
            ("1.&nbsp;mai til&shy;deling R&amp;D p&aring; &#8211; &#x41; AT&T; &udef; &", "1. mai tildeling R&D på – A AT&T; &udef; &"),
            ("Sign: ____ ____", "Sign: ____ ____"),
            ("", ""),
            (" \n ", ""),
        ] {
            assert_eq!(plain_text(source, &[Span::new(0, source.len())]), words, "{source:?}");
        }
    }

    #[test]
    fn every_range_of_a_view_leads_back_to_its_words() {
        let source = "x **ÅRS\u{ad}rapport**\u{a0}fra  tjenest\u{435}\u{441}enter\nog a\u{30a}r";
        let view = whole(source);
        assert_eq!(view.text, "x ÅRSrapport fra tjenestecenter og år");
        for (start, c) in view.text.char_indices() {
            assert_eq!(view.span(start..start).start, view.span(start..start + c.len_utf8()).start);
            if start > 0 && !view.text[..start].ends_with(' ') {
                continue;
            }
            for (end, _) in view.text[start..].match_indices(' ').map(|(len, s)| (start + len, s)).chain([(view.text.len(), "")]) {
                let again = View::new(source, &[view.span(start..end)]);
                assert_eq!(again.text, view.text[start..end]);
            }
        }
    }

    #[test]
    fn interrupted_passages_know_their_pieces() {
        let source = "jf. vedtak om at\n\n---\n\nprismodellene skal";
        let at = source.find("pris").unwrap_or(0);
        let view = View::new(source, &[Span::new(0, 16), Span::new(at, source.len())]);
        assert_eq!(view.text, "jf. vedtak om at prismodellene skal");
        assert_eq!(view.pieces(4..30).as_slice(), [Span::new(4, 16), Span::new(at, at + 13)]);
        assert_eq!(view.pieces(0..3).as_slice(), [Span::new(0, 3)]);
    }

    #[test]
    fn divided_words_are_joined_for_matchers() {
        for (source, words) in [
            ("er 3 mill. kro-\nner øyremerkte", "er 3 mill. kroner øyremerkte"),
            ("innan ut-\r\n   gangen av 2025", "innan utgangen av 2025"),
            ("Helse-\nog omsorgsdepartementet", "Helse- og omsorgsdepartementet"),
            ("inn-\neller utgifter", "inn- eller utgifter"),
            ("IKT-\nsystem", "IKT- system"),
            ("TB2026-\n17", "TB2026- 17"),
            ("frå 2024 -\nfram til", "frå 2024 - fram til"),
            ("tilskot-\n\ntil", "tilskot- til"),
            ("Nord-\nNorge", "Nord- Norge"),
        ] {
            assert_eq!(whole(source).text, words, "{source:?}");
        }
        let source = "er 3 mill. kro-\n  ner til";
        let view = whole(source);
        assert_eq!(view.span(3..17), Span::new(3, source.len() - 4));
        assert_eq!(plain_text(source, &[view.span(3..17)]), "3 mill. kro- ner");
    }

    #[test]
    fn foreign_letters_are_noted_only_inside_norwegian_words() {
        assert_eq!(whole("tjenest\u{435}\u{441}enter").foreign(), [Span::new(7, 11)]);
        assert!(whole("\u{41c}\u{43e}\u{441}\u{43a}\u{432}\u{430} og \u{3b1}").foreign().is_empty());
    }
}
