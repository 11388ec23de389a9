//! The order of calls, from text to extraction.

use crate::diagnostic::Diagnostic;
use crate::model::{Coverage, Document, Extraction, Issuer, Kind, Recipient, SCHEMA_VERSION, SourceInfo};
use crate::options::Options;
use crate::source::Source;
use crate::span::Span;

/// Reads a text; `diagnostics` are those of its decoding.
pub(crate) fn run(text: &str, options: &Options, diagnostics: Vec<Diagnostic>) -> Extraction {
    let source = Source::new(text);
    let d = Document {
        kind: Kind::Annet, language: None, title: None, date: None, fiscal_year: None, supplement_number: None, our_ref: None, your_ref: None,
        issuer: Issuer::default(), co_issuers: vec![], recipient: Recipient::default(), amends: vec![], copies_to: vec![], evidence: vec![],
        meeting: None, sections: vec![], agenda_items: vec![], decisions: vec![], participants: vec![], signatories: vec![], goals: vec![],
        indicators: vec![], mandates: vec![], budget_lines: vec![], deadlines: vec![], obligations: vec![], amounts: vec![], references: vec![],
        checks: vec![], coverage: Coverage::default(), span: Span::new(0, text.len()), line: 1,
    };
    Extraction {
        schema_version: SCHEMA_VERSION,
        source: SourceInfo { name: options.source_name.clone(), bytes: text.len(), lines: source.lines() },
        documents: vec![d],
        diagnostics,
    }
}
