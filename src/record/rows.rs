//! Rows of a budget table that lost its form: each a line of text, «2421 50 Innovasjon – prosjekter, fond 511,5», below the heads
//! «Kap. Post Betegnelse Sum».

use std::ops::Range;

use once_cell::sync::Lazy;
use regex::Regex;

use super::pattern::{begins_with, pattern, words_between};
use super::{Letter, Para};
use crate::span::Span;
use crate::value::ValueKind;
use crate::value::amount::stated_unit;

/// A row as it is read: ranges of its passage.
pub(crate) struct LooseRow {
    pub(crate) kapittel: u16,
    pub(crate) post: u8,
    pub(crate) name: Range<usize>,
    pub(crate) figure: Range<usize>,
    pub(crate) whole: Range<usize>,
    /// Where the chapter stands, when it is not in the row.
    pub(crate) chapter: Option<Span>,
}

/// «2421 50 Navn 511,5» or, below a chapter of its own, «Post 21 Navn 21 500».
static ROW: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"^(?:([1-9][0-9]{2,3}) ([0-9]{2})|[Pp]ost ([0-9]{2})) (\p{L}.*?),? ([-–]? ?[0-9]{1,3}(?: [0-9]{3})*(?:,[0-9]{1,3})?)(?: (?:[1-9][0-9]{2,3} [0-9]{2}|[Pp]ost [0-9]{2}) |$)",
    )
});
/// The heads of the columns, on a line of their own.
static HEADS: Lazy<Regex> = Lazy::new(|| {
    pattern(r"(?i)^kap\.? (?:post (?:betegnelse|navn|namn|benevnelse)|[0-9]{1,4} .*) (?:sum|beløp|bevilgning|løyving|sum i .*|beløp i .*)$")
});

/// What the passages above say of rows below them.
#[derive(Default)]
pub(crate) struct Heads {
    /// Whether the heads of a table stand above, with no heading between.
    open: bool,
    /// The chapter that stands alone above, and where.
    chapter: Option<(u16, Span)>,
    /// The unit stated last, in kroner.
    pub(crate) unit: Option<i64>,
}

impl Heads {
    /// Reads a passage for heads, a chapter or a unit.
    pub(crate) fn read(&mut self, letter: &Letter<'_, '_>, para: &Para<'_>) {
        let text = para.text();
        if para.is_heading() {
            self.open = false;
        }
        // A caption, or the last words of the sentence that introduces the table.
        let tail = || memchr::memrchr(b'(', text.as_bytes()).map_or("", |at| &text[at..]);
        let caption = if text.len() <= 60 { text } else { tail() };
        self.unit = words_between(caption, |b| matches!(b, b'(' | b')' | b':')).find_map(stated_unit).or(self.unit);
        if text.len() > 160 || !begins_with(text, &["kap"]) {
            return;
        }
        if let Some(ValueKind::Posts(posts)) = para.findings.values.first().map(|v| &v.kind)
            && let [post] = posts.as_slice()
            && let (Some(kapittel), None) = (post.kapittel, post.post)
        {
            self.chapter = Some((kapittel, letter.place(para, post.range.clone()).span));
        }
        self.open |= HEADS.is_match(text);
    }

    /// The rows of a passage; none unless heads stand above.
    pub(crate) fn rows(&self, text: &str) -> Vec<LooseRow> {
        let mut rows = Vec::new();
        let mut at = 0;
        while self.open && text.as_bytes().get(at).is_some_and(|b| b.is_ascii_digit() || matches!(b, b'P' | b'p')) {
            let Some(row) = self.row(text, at) else { break };
            at = (row.whole.end + 1).min(text.len());
            rows.push(row);
        }
        rows
    }

    fn row(&self, text: &str, at: usize) -> Option<LooseRow> {
        let found = ROW.captures(&text[at..])?;
        let range = |i: usize| found.get(i).map(|m| at + m.start()..at + m.end());
        let (name, figure) = (range(4)?, range(5)?);
        let number = |i: usize| found.get(i).and_then(|m| m.as_str().parse::<u16>().ok());
        let (kapittel, chapter) = match number(1) {
            Some(own) => (own, None),
            None => self.chapter.map(|(k, span)| (k, Some(span)))?,
        };
        let post = u8::try_from(number(2).or_else(|| number(3))?).ok()?;
        Some(LooseRow { kapittel, post, whole: at..figure.end, name, figure, chapter })
    }
}
