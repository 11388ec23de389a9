//! What a letter does to posts: which of its lines add, which say money again, and which say what a post is to be.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::series::is_base;
use super::stated::{clarified, place_of_total};
use super::{Letter, plain};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, BudgetLine, Document, Effect, Origin, PostNumber, Record, Section, Side};
use crate::span::Span;

/// Something that a letter does to a post.
pub(crate) enum Step<'a> {
    /// A line that adds; for a move with the post at the other end.
    Line { line: &'a BudgetLine, counterpart: Option<PostNumber> },
    /// A share, an authority, or income required on a post of expenses.
    Share(&'a BudgetLine),
    /// A line that says money again.
    Repeated(&'a BudgetLine),
    /// A heading that makes the post clearer.
    Clarified(&'a Section),
    /// A row of a full table, with what the post is to be.
    Restated(&'a BudgetLine, i64),
    /// What a line of prose ends in: what the post is to be, and where that stands.
    Corrected(&'a Amount, &'a dyn Record),
    /// A budget line that states only what the post is to be.
    Stated(&'a BudgetLine, &'a Amount),
}

impl Step<'_> {
    /// The record that says it.
    pub(crate) fn record(&self) -> &dyn Record {
        match self {
            Self::Line { line, .. } | Self::Share(line) | Self::Repeated(line) | Self::Restated(line, _) | Self::Stated(line, _) => *line,
            Self::Clarified(section) => *section,
            Self::Corrected(_, place) => *place,
        }
    }

    pub(crate) const fn line(&self) -> Option<&BudgetLine> {
        match self {
            Self::Line { line, .. } | Self::Share(line) | Self::Repeated(line) | Self::Restated(line, _) | Self::Stated(line, _) => Some(line),
            Self::Clarified(_) | Self::Corrected(..) => None,
        }
    }

    /// Whether the step says what the post is to be, whatever it was. Such steps come last: they hold for the letter as a whole.
    const fn sets(&self) -> bool {
        matches!(self, Self::Restated(..) | Self::Corrected(..) | Self::Stated(..))
    }
}

/// The steps of a letter, post by post, in the order in which they are booked. `balance` gives what a post has before the letter.
pub(crate) fn steps<'a>(
    letter: &Letter<'a>,
    balance: impl Fn(PostNumber) -> Option<i64>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<PostNumber, Vec<Step<'a>>> {
    let document = letter.document;
    let again = said_again(document);
    let restated = restated(letter, &again, balance, diagnostics);
    let moves = moves(document);
    let mut steps: BTreeMap<PostNumber, Vec<Step<'a>>> = BTreeMap::new();
    for (i, line) in document.budget_lines.iter().enumerate() {
        let step = match &line.total {
            _ if is_share(line) => Step::Share(line),
            Some(total) if !line.counted && line.origin == Origin::Prose => Step::Stated(line, total),
            _ if !line.counted || again.contains(&i) => Step::Repeated(line),
            _ => match restated.get(&i) {
                Some(Some(all)) => Step::Restated(line, *all),
                Some(None) => Step::Repeated(line),
                None => Step::Line { line, counterpart: moves.get(&i).copied() },
            },
        };
        let steps = steps.entry(number(line)).or_default();
        if let (Step::Line { .. }, Origin::Prose, Some(total)) = (&step, line.origin, &line.total) {
            steps.push(Step::Corrected(total, place_of_total(document, line, total)));
        }
        steps.push(step);
    }
    for (kapittel, post, section) in clarified(document) {
        steps.entry(PostNumber { kapittel, post }).or_default().push(Step::Clarified(section));
    }
    for steps in steps.values_mut() {
        steps.sort_by_key(|s| (s.sets(), s.record().span().start));
    }
    steps
}

const fn number(line: &BudgetLine) -> PostNumber {
    PostNumber { kapittel: line.kapittel, post: line.post }
}

/// The rows of a letter's tables that say what another row said before, by index: the same post, figures and name.
fn said_again(document: &Document) -> HashSet<usize> {
    let nok = |amount: &Option<Amount>| amount.as_ref().map(|a| a.nok);
    let mut said: HashMap<_, HashSet<Option<String>>> = HashMap::new();
    let rows = document.budget_lines.iter().enumerate().filter(|(_, l)| l.origin == Origin::Table && l.counted);
    let again = rows.filter(|(_, line)| {
        let names = said.entry((number(line), line.effect, line.amount.nok, nok(&line.earlier), nok(&line.total))).or_default();
        let name = line.name.as_deref().map(plain);
        // A row without a name fits every name.
        let again = names.contains(&name) || names.contains(&None) || (name.is_none() && !names.is_empty());
        names.insert(name);
        again
    });
    again.map(|(i, _)| i).collect()
}

/// The lines of a full table that says anew what posts have, by index: with the first row of a post what all its rows come to, with the others
/// nothing. A table is one when at least half of the posts that have a balance get exactly that, when the letter is called a correction, or when it
/// is another base letter.
fn restated(
    letter: &Letter<'_>,
    again: &HashSet<usize>,
    balance: impl Fn(PostNumber) -> Option<i64>,
    diagnostics: &mut Vec<Diagnostic>,
) -> HashMap<usize, Option<i64>> {
    let mut posts: BTreeMap<PostNumber, Vec<(usize, &BudgetLine)>> = BTreeMap::new();
    for (i, line) in letter.document.budget_lines.iter().enumerate() {
        if gives_a_whole(line) && !again.contains(&i) && balance(number(line)).is_some() {
            posts.entry(number(line)).or_default().push((i, line));
        }
    }
    let sum = |rows: &[(usize, &BudgetLine)]| rows.iter().fold(0_i64, |sum, (_, row)| sum.saturating_add(row.amount.nok));
    let same = |(post, rows): &(&PostNumber, &Vec<(usize, &BudgetLine)>)| {
        let digit = rows.iter().map(|(_, row)| row.amount.granularity).max().unwrap_or_default().max(1);
        balance(**post).is_some_and(|total| total.saturating_sub(sum(rows)).saturating_abs() < digit)
    };
    let repeating = posts.iter().filter(same).count();
    let called = letter.document.title.as_deref().map(str::to_lowercase).is_some_and(|t| t.contains("korriger") || t.contains("rettelse"));
    let replaces = is_base(letter.document.kind) || called;
    if !replaces && (repeating == 0 || repeating * 2 < posts.len()) {
        return HashMap::new();
    }
    if let (false, Some((PostNumber { kapittel, post }, rows)), 1) = (replaces, posts.first_key_value(), posts.len()) {
        let message =
            format!("kap. {kapittel} post {post}: the table gives exactly what the post has; it is taken to say that again, not to double it");
        diagnostics.push(letter.report(Code::RepetitionAssumed, "posts", Some(&letter.place(rows[0].1)), message));
    }
    let mut restated = HashMap::new();
    for rows in posts.into_values() {
        restated.extend(rows.iter().enumerate().map(|(n, (i, _))| (*i, (n == 0).then(|| sum(&rows)))));
    }
    restated
}

/// Whether a row gives an amount and says nothing of what was before it.
fn gives_a_whole(line: &BudgetLine) -> bool {
    let plain = line.counted && line.origin == Origin::Table && line.earlier.is_none() && line.total.is_none();
    plain && !is_share(line) && line.effect != Effect::Change
}

/// The lines that move a sum within one sentence, by index, with the post at the other end.
fn moves(document: &Document) -> HashMap<usize, PostNumber> {
    let mut sentences: HashMap<Span, Vec<usize>> = HashMap::new();
    for (i, line) in document.budget_lines.iter().enumerate() {
        if line.counted && line.origin == Origin::Prose {
            sentences.entry(line.span).or_default().push(i);
        }
    }
    let mut moves = HashMap::new();
    for pair in sentences.into_values() {
        let [a, b] = pair[..] else { continue };
        let (from, to) = (&document.budget_lines[a], &document.budget_lines[b]);
        if number(from) != number(to) && from.amount.nok != 0 && from.amount.nok.checked_add(to.amount.nok) == Some(0) {
            moves.extend([(a, number(to)), (b, number(from))]);
        }
    }
    moves
}

/// Whether a line leaves the balance alone: a share, an authority, or income required on a post of expenses.
pub(crate) const fn is_share(line: &BudgetLine) -> bool {
    matches!((line.effect, line.side), (Effect::OfWhich | Effect::Authority, _) | (Effect::Requirement, Side::Expense))
}
