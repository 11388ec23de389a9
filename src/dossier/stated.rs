//! Where a letter says of a post what no budget line of its own says: the amount it is to have, and that it is only made clearer.

use crate::model::{Amount, BudgetLine, Document, Record, Reference, ReferenceKind, Section};
use crate::span::Span;

/// How many sums behind a line are looked at for the one that it ends in.
const NEAR: usize = 16;

/// Where the amount stands that a line of prose ends in: the sentence around it where that binds somebody («Korrekt tildeling skal være …»), else
/// the amount itself, else the line.
pub(crate) fn place_of_total<'a>(document: &'a Document, line: &'a BudgetLine, total: &Amount) -> &'a dyn Record {
    let behind = &document.amounts[document.amounts.partition_point(|a| a.span.start < line.span.start)..];
    let Some(amount) = behind.iter().take(NEAR).find(|a| (a.nok, &a.text) == (total.nok, &total.text)) else { return line };
    let begun = document.obligations.partition_point(|o| o.span.start <= amount.span.start);
    match document.obligations[..begun].last() {
        Some(sentence) if sentence.span.contains(amount.span) => sentence,
        _ => amount,
    }
}

/// The headings that make a post clearer: «Kap. 760, post 21 – Presisering».
pub(crate) fn clarified(document: &Document) -> impl Iterator<Item = (u16, u8, &Section)> {
    let clarifying = document.sections.iter().filter(|s| s.title.to_lowercase().contains("presisering"));
    clarifying.flat_map(|section| posts_in(document, section.span).map(move |(kapittel, post)| (kapittel, post, section)))
}

/// The kapittel/post pairs that a stretch of the letter names.
fn posts_in(document: &Document, span: Span) -> impl Iterator<Item = (u16, u8)> {
    let named = |r: &Reference| Some((r.number.as_ref()?.parse().ok()?, r.section.as_ref()?.parse().ok()?));
    inside(&document.references, span).filter(|r| r.kind == ReferenceKind::BudgetPost).filter_map(named)
}

/// The records of a stretch of the letter. They stand in order of place.
fn inside<R: Record>(records: &[R], span: Span) -> impl Iterator<Item = &R> {
    let from = records.partition_point(|r| r.span().start < span.start);
    records[from..].iter().take_while(move |r| r.span().start < span.end).filter(move |r| span.contains(r.span()))
}
