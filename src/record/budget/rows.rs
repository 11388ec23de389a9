//! Rows of a budget table that lost its form: each a line of text, «2421 50 Innovasjon – prosjekter, fond 511,5», below the heads
//! «Kap. Post Betegnelse Sum».

use std::ops::Range;

use once_cell::sync::Lazy;
use regex::Regex;

use super::{Given, side_of, split_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, BudgetLine, Effect, Inferred, Qualifier, Side};
use crate::record::pattern::{bare_words, begins_with, is_one_of, pattern, words_between};
use crate::record::{Letter, Para};
use crate::span::Span;
use crate::value::Mentions;
use crate::value::ValueKind;
use crate::value::amount::{cell_figure, stated_unit};

/// A row as it is read: ranges of its passage.
pub(super) struct LooseRow {
    pub(super) kapittel: u16,
    pub(super) post: u8,
    pub(super) name: Range<usize>,
    pub(super) figure: Range<usize>,
    pub(super) whole: Range<usize>,
    /// Where the chapter stands, when it is not in the row.
    pub(super) chapter: Option<Span>,
}

/// «2421 50 Navn 511,5» or, below a chapter of its own, «Post 21 Navn 21 500».
static ROW: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"^(?:([1-9][0-9]{2,3}) ([0-9]{2})|[Pp]ost ([0-9]{2})) (\p{L}.*?),? ([-–]? ?[0-9]{1,3}(?: [0-9]{3})*(?:,[0-9]{1,3})?)(?: (?:[1-9][0-9]{2,3} [0-9]{2}|[Pp]ost [0-9]{2}) |$)",
    )
});
/// The last of the heads, of the column of amounts.
const AMOUNTS: &[&str] = &["sum", "beløp", "bevilgning", "løyving"];
/// The heads of the columns, on a line of their own.
static HEADS: Lazy<Regex> = Lazy::new(|| {
    pattern(r"(?i)^kap\.? (?:post (?:betegnelse|navn|namn|benevnelse)|[0-9]{1,4} .*) (?:sum|beløp|bevilgning|løyving|sum i .*|beløp i .*)$")
});

/// What the passages above say of rows below them.
#[derive(Default)]
pub(super) struct Heads {
    /// Whether the heads of a table stand above, with no heading between.
    pub(super) open: bool,
    /// The chapter that stands alone above, and where.
    chapter: Option<(u16, Span)>,
    /// The unit stated last, in kroner.
    pub(super) unit: Option<i64>,
}

impl Heads {
    /// Reads a passage for heads, a chapter or a unit.
    pub(super) fn read(&mut self, letter: &Letter<'_, '_>, para: &Para<'_>) {
        let text = para.text();
        if para.is_heading() {
            self.open = false;
        }
        if para.findings.mentions.has(Mentions::UNIT) {
            // A caption, or the last words of the sentence that introduces the table.
            let tail = || memchr::memrchr(b'(', text.as_bytes()).map_or("", |at| &text[at..]);
            let caption = if text.len() <= 60 { text } else { tail() };
            let stated = words_between(caption, |b| matches!(b, b'(' | b')' | b':')).find_map(stated_unit).or_else(|| stated_unit(caption));
            self.unit = stated.or(self.unit);
        }
        if text.len() > 160 || !begins_with(text, &["kap"]) {
            return;
        }
        if let Some(ValueKind::Posts(posts)) = para.findings.values.first().map(|v| &v.kind)
            && let [post] = posts.as_slice()
            && let (Some(kapittel), None) = (post.kapittel, post.post)
        {
            self.chapter = Some((kapittel, letter.place(para, post.range.clone()).span));
        }
        let amounts = || bare_words(text).any(|(_, word)| is_one_of(word, AMOUNTS));
        self.open |= amounts() && HEADS.is_match(text);
    }

    /// The rows of a passage; none unless heads stand above.
    pub(super) fn rows(&self, text: &str) -> Vec<LooseRow> {
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

/// The lines of rows that lost their table.
pub(super) fn loose(
    letter: &Letter<'_, '_>,
    para: &Para<'_>,
    rows: &[LooseRow],
    unit: Option<i64>,
    found: &mut Vec<BudgetLine>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(unit) = unit else {
        let span = letter.whole(para).span;
        let message = "no unit is stated for this row; its amount is left out".to_owned();
        diagnostics.push(letter.report(Code::UnitMissing, "budget_lines", span, message));
        return;
    };
    for row in rows {
        let words = &para.text()[row.figure.clone()];
        let Some((nok, granularity)) = cell_figure(words).and_then(|f| f.kroner(unit)) else { continue };
        let amount = Amount { nok, text: letter.words(para, row.figure.clone()), granularity, qualifier: Qualifier::Exact };
        let effect = if side_of(row.kapittel) == Side::Income { Effect::Requirement } else { Effect::Grant };
        let (name, keywords) = split_name(&para.text()[row.name.clone()]);
        let inferred = row.chapter.map(|span| Inferred { field: "kapittel".into(), span: Some(span) }).into_iter().collect();
        let line = Given { kapittel: row.kapittel, post: row.post, name, keywords, amount, effect, inferred };
        let place = letter.place(para, row.whole.clone());
        letter.fired("budget/loose-row", place.span);
        found.push(line.record(place));
    }
}
