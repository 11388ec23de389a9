//! Patterns compiled once, on first use, and the cheap questions that keep most text away from them.

use memchr::memmem::Finder;
use once_cell::sync::Lazy;
use regex::{Captures, Regex};

use crate::lexicon::same_start;

/// Compiles a pattern of this crate.
pub(crate) fn pattern(words: &str) -> Regex {
    Regex::new(words).expect("the crate's own patterns are valid")
}

/// A pattern for the beginning of a passage, tried only where one of its first words stands.
pub(crate) struct Opening {
    words: &'static [&'static str],
    pattern: Lazy<Regex>,
}

impl Opening {
    /// A pattern that begins with one of `words`, given in lower case.
    pub(crate) const fn new(words: &'static [&'static str], pattern: fn() -> Regex) -> Self {
        Self { words, pattern: Lazy::new(pattern) }
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        begins_with(text, self.words) && self.pattern.is_match(text)
    }

    pub(crate) fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if begins_with(text, self.words) { self.pattern.captures(text) } else { None }
    }

    /// The length of the match, which is at the start.
    pub(crate) fn len(&self, text: &str) -> Option<usize> {
        if begins_with(text, self.words) { self.pattern.find(text).map(|m| m.end()) } else { None }
    }
}

/// Whether a text begins with one of the words (lower case), in any case.
pub(crate) fn begins_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|w| same_start(text, w))
}

/// Words looked for in running text before anything slower is tried.
pub(crate) struct Needle(Lazy<Finder<'static>>);

impl Needle {
    pub(crate) const fn new(finder: fn() -> Finder<'static>) -> Self {
        Self(Lazy::new(finder))
    }

    /// Whether `text` holds the words as they stand.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.0.find(text.as_bytes()).is_some()
    }
}

/// Whether a short `text` holds `words` as they stand.
pub(crate) fn holds(text: &str, words: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_are_compared_without_case() {
        assert!(begins_with("FØRETAKSMØTET vedtok", &["føretaksmøtet"]));
        assert!(begins_with("Også til stede", &["meldt", "også"]));
        assert!(!begins_with("Og så", &["også"]));
        assert!(!begins_with("", &["sak"]));
    }
}
