//! Every record of a document, whatever its class.

use serde::Serialize;
use serde_json::Value;
use styringsdokument::{Document, Record, Span};

use super::json;

/// A record that can also be shown.
pub(crate) trait Shown: Record {
    /// The record as JSON.
    fn values(&self) -> Value;

    /// The parts it stands in: its pieces, or its span where it is whole.
    fn parts(&self) -> Vec<Span> {
        if self.pieces().is_empty() { vec![self.span()] } else { self.pieces().to_vec() }
    }
}

impl<T: Record + Serialize> Shown for T {
    fn values(&self) -> Value {
        json::of(self)
    }
}

/// Every record of a document with the name of its class, list by list.
///
/// The pattern names every field, so that a new list of records does not compile before it is listed here.
pub(crate) fn records(document: &Document) -> Vec<(&'static str, &dyn Shown)> {
    let Document {
        kind: _,
        language: _,
        title: _,
        date: _,
        fiscal_year: _,
        supplement_number: _,
        our_ref: _,
        your_ref: _,
        issuer: _,
        co_issuers: _,
        recipient: _,
        amends: _,
        copies_to: _,
        evidence,
        meeting: _,
        sections,
        agenda_items,
        decisions,
        participants,
        signatories,
        goals,
        indicators,
        mandates,
        budget_lines,
        deadlines,
        obligations,
        amounts,
        references,
        checks,
        coverage: _,
        span: _,
        line: _,
    } = document;
    let mut all = Vec::new();
    add(&mut all, "evidence", evidence);
    add(&mut all, "section", sections);
    add(&mut all, "agenda_item", agenda_items);
    add(&mut all, "decision", decisions);
    add(&mut all, "participant", participants);
    add(&mut all, "signatory", signatories);
    add(&mut all, "goal", goals);
    add(&mut all, "indicator", indicators);
    add(&mut all, "mandate", mandates);
    for mandate in mandates {
        add(&mut all, "mandate part", &mandate.parts);
    }
    add(&mut all, "budget_line", budget_lines);
    add(&mut all, "deadline", deadlines);
    add(&mut all, "obligation", obligations);
    add(&mut all, "amount", amounts);
    add(&mut all, "reference", references);
    add(&mut all, "check", checks);
    all
}

fn add<'d, T: Shown>(all: &mut Vec<(&'static str, &'d dyn Shown)>, class: &'static str, list: &'d [T]) {
    all.extend(list.iter().map(|record| (class, record as &dyn Shown)));
}
