//! A budget table that was read by column: all chapters, all posts, all names, all amounts, each kind in a paragraph of its own.

use std::ops::Range;

use super::rows::Heads;
use super::{Given, side_of, split_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, BudgetLine, Effect, Qualifier, Side};
use crate::record::{Letter, Para};
use crate::span::Span;
use crate::value::amount::cell_figure;
use crate::value::post::cell_number;

/// The columns that begin at a passage: where each cell stands.
pub(super) struct Columns<'p, 's> {
    chapters: Vec<(u16, Span)>,
    posts: Vec<(u8, Span)>,
    /// The passage of the names, and the ranges of these; empty where nothing tells where one ends.
    names: Option<(&'p Para<'s>, Vec<Range<usize>>)>,
    amounts: Vec<(&'p str, Span)>,
    /// How many passages they take.
    pub(super) len: usize,
}

/// The columns that begin at passage `i`: two numbers of chapters or more alone, as many of posts below them, and figures in the next
/// passage or the one behind the names.
pub(super) fn find<'p, 's>(letter: &Letter<'p, 's>, i: usize) -> Option<Columns<'p, 's>> {
    let first = letter.paras[i].text();
    if first.len() > 200 || !first.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let chapters = cells(&letter.paras[i], |word| (word.len() > 2).then(|| cell_number(word, 4)).flatten())?;
    let posts = cells(letter.paras.get(i + 1)?, |word| (word.len() == 2).then(|| cell_number(word, 2)).flatten().and_then(|n| u8::try_from(n).ok()))?;
    let amounts = |at: usize| cells(letter.paras.get(at)?, |word| cell_figure(word).map(|_| word));
    let (names, amounts, len) = match amounts(i + 2) {
        Some(amounts) => (None, amounts, 3),
        None => (Some(letter.paras.get(i + 2).map(|p| (p, names(p.text(), chapters.len())))?), amounts(i + 3)?, 4),
    };
    (chapters.len() > 1).then_some(Columns { chapters, posts, names, amounts, len })
}

/// The words of a passage, each as a cell; none unless all are.
fn cells<'p, T>(para: &'p Para<'_>, read: impl Fn(&'p str) -> Option<T>) -> Option<Vec<(T, Span)>> {
    let mut at = 0;
    let words = para.text().split(' ').map(|word| {
        let range = at..at + word.len();
        at = range.end + 1;
        Some((read(word)?, para.passage.view.span(range)))
    });
    words.collect()
}

/// The names that stand one after the other: each begins large, where no other word does.
fn names(text: &str, count: usize) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        if word.starts_with(char::is_uppercase) {
            starts.push(at);
        }
        at += word.len() + 1;
    }
    if starts.len() != count || starts.first() != Some(&0) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|next| next - 1).chain([text.len()]);
    starts.iter().zip(ends).map(|(&start, end)| start..end).collect()
}

/// The lines of the columns; none, and why, where they are not equally long or state no unit.
pub(super) fn lines(
    letter: &Letter<'_, '_>,
    columns: &Columns<'_, '_>,
    heads: &Heads,
    found: &mut Vec<BudgetLine>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let count = columns.chapters.len();
    let whole = columns.amounts.iter().map(|a| a.1).fold(columns.chapters[0].1, Span::cover);
    if (columns.posts.len(), columns.amounts.len()) != (count, count) {
        let (posts, amounts) = (columns.posts.len(), columns.amounts.len());
        let message =
            format!("a table was read by column: {count} chapters, {posts} posts and {amounts} amounts; nothing tells which belong together");
        diagnostics.push(letter.report(Code::RowUnread, "budget_lines", whole, message));
        return;
    }
    let Some(unit) = heads.unit else {
        let message = "the table states no unit; its amounts are left out".to_owned();
        diagnostics.push(letter.report(Code::UnitMissing, "budget_lines", whole, message));
        return;
    };
    for (row, ((&(kapittel, chapter_at), &(post, post_at)), &(words, amount_at))) in
        columns.chapters.iter().zip(&columns.posts).zip(&columns.amounts).enumerate()
    {
        let Some((nok, granularity)) = cell_figure(words).and_then(|f| f.kroner(unit)) else { continue };
        let amount = Amount { nok, text: words.to_owned(), granularity, qualifier: Qualifier::Exact };
        let effect = if side_of(kapittel) == Side::Income { Effect::Requirement } else { Effect::Grant };
        let name = columns.names.as_ref().and_then(|(para, names)| Some((*para, names.get(row)?.clone())));
        let mut pieces = vec![chapter_at, post_at];
        pieces.extend(name.iter().map(|(para, range)| para.passage.view.span(range.clone())));
        pieces.push(amount_at);
        let (name, keywords) = name.map_or((None, Vec::new()), |(para, range)| split_name(&para.text()[range]));
        let place = letter.source.place(&pieces);
        letter.fired("budget/row-by-column", place.span);
        found.push(Given { kapittel, post, name, keywords, amount, effect, inferred: Vec::new() }.record(place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_large() {
        let text = "Prosjekter, fond Nye fond, tap Drift";
        assert_eq!(names(text, 3).into_iter().map(|r| &text[r]).collect::<Vec<_>>(), ["Prosjekter, fond", "Nye fond, tap", "Drift"]);
        assert!(names("Norsk Tipping Drift", 2).is_empty() && names("små ord Drift", 1).is_empty());
    }
}
