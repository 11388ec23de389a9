//! Words as a reader sees them, and how far from each other they stand.

use unicode_normalization::UnicodeNormalization;

/// Words without marks, tags and soft hyphens, with single spaces, in composed letters.
pub(crate) fn plain(text: &str) -> String {
    Words::new(text, (0, text.len())).text.nfc().collect()
}

/// Whether words begin with other words; the last of these must be a whole word.
pub(crate) fn begin(text: &str, words: &str) -> bool {
    let ends_word = |rest: &str| !(words.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric));
    plain(text).strip_prefix(&plain(words)).is_some_and(ends_word)
}

/// The words of a stretch of a source, with the way back.
pub(crate) struct Words {
    text: String,
    /// For each byte of `text`, the byte of the source that it was read from.
    offsets: Vec<usize>,
}

impl Words {
    pub(crate) fn new(source: &str, (start, end): (usize, usize)) -> Self {
        let mut words = Self { text: String::new(), offsets: Vec::new() };
        let Some(stretch) = source.get(start..end) else { return words };
        let mut tag_until = 0;
        for (i, c) in stretch.char_indices() {
            if i < tag_until {
                continue;
            }
            if let Some(length) = tag(&stretch[i..]) {
                tag_until = i + length;
                words.push(' ', start + i);
                continue;
            }
            match c {
                '\u{ad}' | '\u{feff}' => {}
                '*' | '_' | '#' | '|' => words.push(' ', start + i),
                _ if c.is_whitespace() => words.push(' ', start + i),
                _ => words.push(c, start + i),
            }
        }
        if words.text.ends_with(' ') {
            words.text.pop();
            words.offsets.pop();
        }
        words
    }

    fn push(&mut self, c: char, offset: usize) {
        if c == ' ' && (self.text.is_empty() || self.text.ends_with(' ')) {
            return;
        }
        self.text.push(c);
        self.offsets.resize(self.text.len(), offset);
    }

    /// The offset in the source of the first place where words stand.
    pub(crate) fn find(&self, words: &str) -> Option<usize> {
        let words = plain(words);
        let at = if words.is_empty() { None } else { self.text.find(&words) };
        self.offsets.get(at?).copied()
    }

    /// How many characters lie between a span of the source and the nearest place where words stand;
    /// 0 where they touch or overlap.
    pub(crate) fn distance(&self, words: &str, (start, end): (usize, usize)) -> Option<usize> {
        let words = plain(words);
        let from = self.offsets.partition_point(|&offset| offset < start);
        let to = self.offsets.partition_point(|&offset| offset < end);
        let between = |a: usize, b: usize| if a < b { self.text[a..b].chars().count() } else { 0 };
        self.text.match_indices(&words).map(|(at, found)| between(at + found.len(), from).max(between(to, at))).min()
    }
}

/// The length of a tag that the text begins with.
fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let end = inside.find(['<', '>'])?;
    (inside[end..].starts_with('>') && end > 0).then_some(end + 2)
}
