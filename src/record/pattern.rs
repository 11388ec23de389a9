//! Patterns compiled once, on first use, and the cheap questions that keep most text away from them.

use std::borrow::Cow;

use memchr::memmem::Finder;
use once_cell::sync::Lazy;
use regex::Regex;

use crate::chunk::{CHUNK, first, mask};
use crate::lexicon::{same_end, same_start};
use crate::value::Words;

/// Compiles a pattern of this crate.
///
/// A word boundary `\b` is that of ASCII: Unicode's would keep any text with an æ, ø or å off the automaton. So no pattern
/// sets one beside such a letter. Letters are those of the languages of Norway and their neighbours, and a view has no white
/// space but blanks: with all of Unicode's, compiling a pattern takes longer than reading a letter.
pub(crate) fn pattern(words: &str) -> Regex {
    const CLASSES: [(&str, &str); 6] = [
        (r"\b", r"(?-u:\b)"),
        (r"\p{Lu}", "[A-ZÀ-ÖØ-ÞČĐŊŠŦŽ]"),
        (r"\p{L}", "[A-Za-zÀ-ÖØ-öø-ſ]"),
        (r"\w", "[A-Za-zÀ-ÖØ-öø-ſ0-9_]"),
        (r"\d", "[0-9]"),
        (r"\S", "[^ ]"),
    ];
    let plain = CLASSES.iter().fold(words.to_owned(), |words, (class, plain)| words.replace(class, plain));
    Regex::new(&plain).expect("the crate's own patterns are valid")
}

/// Words (lower case) that a text may begin with, in any case.
pub(crate) struct Beginnings {
    words: &'static [&'static str],
    /// For each first letter, and each second, its words.
    firsts: ByLetters,
}

impl Beginnings {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let mut firsts = ByLetters::NONE;
        let mut i = 0;
        while i < words.len() {
            let word = words[i].as_bytes();
            firsts.add([word[0], word[1]], i);
            i += 1;
        }
        Self { words, firsts }
    }

    /// The first of the words that a text begins with. Its first letters turn most text away where the question is asked.
    #[inline]
    fn first(&self, text: &str) -> Option<&'static str> {
        let &[first, second, ..] = text.as_bytes() else { return None };
        let mut words = self.firsts.of([first, second]);
        while words != 0 {
            let word = self.words[words.trailing_zeros() as usize];
            if same_start(text, word) {
                return Some(word);
            }
            words &= words - 1;
        }
        None
    }

    /// Whether a text begins with one of the words.
    #[inline]
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// Whether a word is one of the words.
    pub(crate) fn has(&self, word: &str) -> bool {
        let &[first, second, ..] = word.as_bytes() else { return false };
        let mut words = self.firsts.of([first, second]);
        while words != 0 {
            let other = self.words[words.trailing_zeros() as usize];
            if word.len() == other.len() && same_start(word, other) {
                return true;
            }
            words &= words - 1;
        }
        false
    }

    /// Whether a short text holds one of the words anywhere.
    pub(crate) fn within(&self, text: &str) -> bool {
        let mut pairs = text.as_bytes().windows(2).enumerate();
        pairs.any(|(at, pair)| self.firsts.of([pair[0], pair[1]]) != 0 && text.get(at..).is_some_and(|rest| self.begin(rest)))
    }

    /// The offsets of the words in a text that begin with one of the words.
    pub(crate) fn begin_words<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        bare_words(text).map(|(at, _)| at).filter(|&at| self.begin(&text[at..]))
    }

    /// What stands behind the word that a text begins with.
    #[inline]
    pub(crate) fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.first(text).map(|word| &text[word.len()..])
    }
}

/// Words (lower case) that a word may end with, in any case.
pub(crate) struct Endings {
    words: &'static [&'static str],
    /// For each last letter, and each before the last, its words.
    lasts: ByLetters,
}

impl Endings {
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let mut lasts = ByLetters::NONE;
        let mut i = 0;
        while i < words.len() {
            let word = words[i].as_bytes();
            lasts.add([word[word.len() - 1], word[word.len() - 2]], i);
            i += 1;
        }
        Self { words, lasts }
    }

    /// Whether a word ends with one of the words.
    pub(crate) fn end(&self, word: &str) -> bool {
        self.of(word).next().is_some()
    }

    /// The words that a text ends with, by their places in the list.
    pub(crate) fn of<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let mut words = if let &[.., before, last] = text.as_bytes() { self.lasts.of([last, before]) } else { 0 };
        std::iter::from_fn(move || {
            while words != 0 {
                let at = words.trailing_zeros() as usize;
                words &= words - 1;
                if same_end(text, self.words[at]) {
                    return Some(at);
                }
            }
            None
        })
    }
}

/// Words (lower case) in classes, found by their ends and their length, in any case. All of it is made before the program runs.
pub(crate) struct Classes<T: 'static> {
    classes: &'static [(T, &'static [&'static str])],
    /// One more than the place of a word, class and word, at its key or behind it; 0 where there is none.
    places: [(u8, u8); KEYS],
}

/// How many keys there are; a power of two, some times the number of words.
const KEYS: usize = 512;

/// The key of a word with such ends and such a length, the same for small and capital letters.
const fn key(word: &[u8]) -> usize {
    let (first, last) = ((word[0] & 0x1f) as usize, (word[word.len() - 1] & 0x1f) as usize);
    (first | last << 5 | word.len() << 10).wrapping_mul(0x9E37_79B1) >> 16 & (KEYS - 1)
}

impl<T: Copy> Classes<T> {
    pub(crate) const fn new(classes: &'static [(T, &'static [&'static str])]) -> Self {
        let mut places = [(0, 0); KEYS];
        let mut class = 0u8;
        while (class as usize) < classes.len() {
            let words = classes[class as usize].1;
            let mut i = 0u8;
            while (i as usize) < words.len() {
                let mut at = key(words[i as usize].as_bytes());
                while places[at].0 > 0 {
                    at = (at + 1) % KEYS;
                }
                places[at] = (class + 1, i);
                i += 1;
            }
            class += 1;
        }
        Self { classes, places }
    }

    /// The class of a word.
    pub(crate) fn of(&self, word: &str) -> Option<T> {
        if word.is_empty() {
            return None;
        }
        let mut at = key(word.as_bytes());
        loop {
            let (class, i) = self.places[at];
            let (class, words) = &self.classes[usize::from(class.checked_sub(1)?)];
            let known = words[usize::from(i)];
            if known.len() == word.len() && same_start(word, known) {
                return Some(*class);
            }
            at = (at + 1) % KEYS;
        }
    }
}

/// For each letter the words of a list that have it in the one of two places, and in the other, a bit each; the same for small and
/// capital letters.
pub(crate) struct ByLetters([[u64; 32]; 2]);

impl ByLetters {
    const NONE: Self = Self([[0; 32]; 2]);

    /// Words by their first letter and their last.
    pub(crate) const fn of_ends(words: &[&str]) -> Self {
        let mut ends = Self::NONE;
        let mut i = 0;
        while i < words.len() {
            let word = words[i].as_bytes();
            ends.add([word[0], word[word.len() - 1]], i);
            i += 1;
        }
        ends
    }

    const fn add(&mut self, letters: [u8; 2], word: usize) {
        assert!(word < 64, "a list has a bit for each word");
        self.0[0][(letters[0] & 0x1f) as usize] |= 1 << word;
        self.0[1][(letters[1] & 0x1f) as usize] |= 1 << word;
    }

    /// The words that have both letters in their places.
    #[inline]
    pub(crate) fn of(&self, letters: [u8; 2]) -> u64 {
        self.0[0][usize::from(letters[0] & 0x1f)] & self.0[1][usize::from(letters[1] & 0x1f)]
    }
}

/// The word that a text ends with, behind its last space; none where a space ends it.
pub(crate) fn last_word(text: &str) -> &str {
    &text[memchr::memrchr(b' ', text.as_bytes()).map_or(0, |at| at + 1)..]
}

/// Whether a text begins with one of the words (lower case), in any case.
pub(crate) fn begins_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| same_start(text, w))
}

/// Whether a word that ends before `rest` ends there, as `\b` tells it.
pub(crate) fn ends_word(rest: &str) -> bool {
    !rest.as_bytes().first().is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
}

/// The digits that a text begins with, and what follows them.
pub(crate) fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// A word in lower case, as most words are.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase()) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Whether a word is one of the words (lower case), in any case.
pub(crate) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|w| w.len() == word.len() && same_start(word, w))
}

/// The words of a text, of letters and digits alone, and where they begin.
pub(crate) fn bare_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    Words::new(text.as_bytes()).map(|word| (word.start, &text[word]))
}

/// The words of a text between single spaces: `str::split(' ')`, which looks for each space anew.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    words_between(text, |b| b == b' ')
}

/// The same from the last to the first.
pub(crate) fn words_back(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let blank = text.bytes().rposition(|b| b == b' ');
        rest = blank.map(|at| &text[..at]);
        Some(blank.map_or(text, |at| &text[at + 1..]))
    })
}

/// The words of a text between bytes of ASCII, one word more than there are such bytes.
pub(crate) fn words_between(text: &str, parts: impl Fn(u8) -> bool) -> impl Iterator<Item = &str> {
    let mut ends = places(text, parts);
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        let end = ends.next();
        start = end.map(|end| end + 1);
        Some(&text[from..end.unwrap_or(text.len())])
    })
}

/// The offsets of the bytes that `of` holds for, which is not so of `x`.
pub(crate) fn places(text: &str, of: impl Fn(u8) -> bool) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    // Those yet to come among the bytes from `base` on.
    let mut found = mask(&first(bytes, b'x'), &of);
    let mut base = 0;
    std::iter::from_fn(move || {
        while found == 0 {
            base += CHUNK;
            found = mask(&first(bytes.get(base..)?, b'x'), &of);
        }
        let at = base + found.trailing_zeros() as usize;
        found &= found - 1;
        Some(at)
    })
}

/// Words looked for in running text before anything slower is tried.
pub(crate) struct Needle(Lazy<Finder<'static>>);

impl Needle {
    pub(crate) const fn new(finder: fn() -> Finder<'static>) -> Self {
        Self(Lazy::new(finder))
    }

    /// The offsets behind each place where the words stand.
    pub(crate) fn ends_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let len = self.0.needle().len();
        self.0.find_iter(text.as_bytes()).map(move |at| at + len)
    }

    /// Whether `text` holds the words as they stand.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.0.find(text.as_bytes()).is_some()
    }
}

/// Whether a short `text` holds `words` as they stand.
pub(crate) fn holds(text: &str, words: &str) -> bool {
    position(text, words).is_some()
}

/// Where a short `text` holds `words` first, as they stand.
pub(crate) fn position(text: &str, words: &str) -> Option<usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    // A searcher would take longer to build than a short text is to look through.
    let Some((first, rest)) = words.split_first() else { return Some(0) };
    memchr::memchr_iter(*first, text).find(|at| text[at + 1..].starts_with(rest))
}

/// Where a short `text` holds `words` last.
pub(crate) fn last_place(text: &str, words: &str) -> Option<usize> {
    let (text, words) = (text.as_bytes(), words.as_bytes());
    let (first, rest) = words.split_first()?;
    memchr::memrchr_iter(*first, text).find(|at| text[at + 1..].starts_with(rest))
}

/// Whether a text begins with one of the words (lower case) as a whole, in any case. As with `\b`, letters beyond ASCII part words.
pub(crate) fn begins_with_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| same_start(text, w) && ends_word(&text[w.len()..]))
}

/// What stands behind the first of the words (lower case) that a text begins with, in any case.
pub(crate) fn strip<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find(|w| same_start(text, w)).map(|w| &text[w.len()..])
}

/// The number that a text begins with, `2` or `2.1`, and what stands behind it; each part has at most two digits.
pub(crate) fn short_number(text: &str) -> Option<(&str, &str)> {
    let digits = |text: &str| text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let part = text[whole..].strip_prefix('.').map_or(0, digits);
    (whole > 0).then(|| text.split_at(if part > 0 { whole + 1 + part } else { whole }))
}

/// What stands behind one blank or more, if anything does.
pub(crate) fn after_blanks(text: &str) -> Option<&str> {
    text.strip_prefix(' ').map(|rest| rest.trim_start_matches(' ')).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_told_from_parts() {
        assert!(begins_with_word("Sum kap. 220", &["total", "sum"]));
        assert!(begins_with_word("SUM", &["sum"]));
        assert!(!begins_with_word("Summen", &["sum"]));
        assert_eq!(strip("Kapittel 220", &["post", "kap"]), Some("ittel 220"));
        assert_eq!(short_number("2.1: Mål"), Some(("2.1", ": Mål")));
        assert_eq!(short_number("12. Mål"), Some(("12", ". Mål")));
        assert_eq!(short_number("Mål"), None);
        assert_eq!(after_blanks("  Mål"), Some("Mål"));
        assert_eq!(after_blanks("Mål"), None);
        assert_eq!(last_place("a og b og c", " og "), Some(6));
        assert_eq!(last_place("a og b", ", "), None);
    }

    #[test]
    fn words_are_those_of_a_split() {
        for text in ["", " ", "Møtet ble  hevet ", "å", &"ord på ord ".repeat(50), &"x".repeat(64), &" ".repeat(129)] {
            assert!(words(text).eq(text.split(' ')), "{text:?}");
            assert!(words_back(text).eq(text.rsplit(' ')), "{text:?}");
        }
    }

    #[test]
    fn beginnings_are_compared_without_case() {
        static STEMS: Beginnings = Beginnings::new(&["rapport", "årsplan"]);
        assert!(begins_with("FØRETAKSMØTET vedtok", &["føretaksmøtet"]));
        assert!(begins_with("Også til stede", &["meldt", "også"]));
        assert!(!begins_with("Og så", &["også"]));
        assert!(!begins_with("", &["sak"]));
        assert!(["Årsplan", "månedsRAPPORT", "Øvre årsplanar"].iter().all(|text| STEMS.within(text)));
        assert!(!["", "årspla", "rappor t"].iter().any(|text| STEMS.within(text)));
    }
}
