//! What a letter says of a post beside its budget lines: the amount it is to have, and that it is only made clearer.

use crate::model::{Amount, Document, Obligation, Origin, Record, Reference, ReferenceKind, Section};
use crate::span::Span;

/// «Korrekt tildeling på kap. 765, post 21 skal være 186,6 mill. kroner.»
pub(crate) struct Correction<'a> {
    pub(crate) kapittel: u16,
    pub(crate) post: u8,
    /// What the post is to have.
    pub(crate) amount: Amount,
    pub(crate) sentence: &'a Obligation,
}

/// The sentences that say what a post's amount is to be: one post and one sum in a sentence that speaks of the right amount.
pub(crate) fn corrections(document: &Document) -> impl Iterator<Item = Correction<'_>> {
    document.obligations.iter().filter(|o| speaks_of_right_amount(&o.text)).filter_map(|sentence| {
        let mut posts = posts_in(document, sentence.span);
        let mut sums = inside(&document.amounts, sentence.span);
        let (Some((kapittel, post)), None) = (posts.next(), posts.next()) else { return None };
        let (Some(sum), None) = (sums.next(), sums.next()) else { return None };
        let known = document.budget_lines.iter().any(|l| l.origin == Origin::Prose && sentence.span.contains(l.span));
        let amount = Amount { nok: sum.nok, text: sum.text.clone(), granularity: sum.granularity, qualifier: sum.qualifier };
        (!known).then_some(Correction { kapittel, post, amount, sentence })
    })
}

fn speaks_of_right_amount(sentence: &str) -> bool {
    let words = super::plain(sentence);
    let right = ["korrekt", "riktig", "rett"];
    let amount = ["tildeling", "bevilgning", "løyving", "beløp"];
    let mut last = "";
    words.split(' ').any(|word| {
        let found = right.contains(&last) && amount.contains(&word);
        last = word;
        found
    })
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
