//! Relations between records; reports, never edits.

mod hyphen;
mod mandates;
mod posts;
mod script;
mod sections;
mod side;
mod stale;
mod sums;

pub(crate) use script::mixed_script;
pub(crate) use sums::sums;

use crate::diagnostic::Diagnostic;
use crate::model::Document;
use crate::record::Letter;
use crate::record::layout::Layout;

/// What the records of a letter, put beside each other and beside its words, call for; `year` is the one that dates without a year have.
pub(crate) fn relations(letter: &Letter<'_, '_>, layout: &Layout, document: &Document, year: Option<i16>) -> Vec<Diagnostic> {
    let mut found = sections::repeated_numbers(letter, &document.sections);
    found.extend(sections::unknown_references(letter, layout, document));
    found.extend(mandates::mandates(letter, layout, document.kind, &document.mandates));
    found.extend(posts::repeated(letter, &document.budget_lines));
    found.extend(posts::untabled(letter, &document.budget_lines));
    found.extend(posts::unfollowed(letter, layout, &document.budget_lines));
    found.extend(side::mismatches(letter, &document.budget_lines));
    found.extend(stale::years(letter, document, year));
    found.extend(hyphen::lost(letter));
    found
}
