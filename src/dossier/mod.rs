//! From letters to the dossier: which letters belong, what becomes of money, mandates and deadlines. Reads records only, never text.

mod calendar;
mod ledger;
mod life;
mod series;
mod stated;
mod steps;

use series::Series;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, Dossier, LetterPlace, Record, SCHEMA_VERSION};
use crate::span::Span;

/// A dossier and the letters themselves.
pub(crate) struct Consolidated<'a> {
    pub(crate) dossier: Dossier,
    /// Those of its `letters`, in the same order.
    pub(crate) letters: Vec<&'a Document>,
    /// Those of its `left_out`, in the same order.
    pub(crate) left_out: Vec<&'a Document>,
}

/// Puts a base letter and its supplements together.
pub(crate) fn consolidate<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Consolidated<'a> {
    let mut diagnostics = Vec::new();
    let series = Series::new(documents.into_iter().collect(), &mut diagnostics);
    let posts = ledger::posts(&series, &mut diagnostics);
    let mut lives = life::Lives::new(&series, &mut diagnostics);
    let deadlines = calendar::deadlines(&series, &mut lives, &mut diagnostics);
    let mandates = lives.finish(&series);
    let letters = series.letters.iter().map(|l| l.document).collect();
    let dossier = Dossier {
        schema_version: SCHEMA_VERSION,
        documents: series.letters.iter().map(|l| l.id.clone()).collect(),
        letters: series.letters.iter().map(|l| series::named(l.document, l.id.clone())).collect(),
        left_out: series.left_out,
        missing_numbers: series.missing_numbers,
        posts,
        mandates,
        deadlines,
        diagnostics,
    };
    Consolidated { dossier, letters, left_out: series.put_aside }
}

/// A letter of the series.
pub(crate) struct Letter<'a> {
    /// Its place in the series, from 0.
    pub(crate) index: usize,
    pub(crate) id: String,
    pub(crate) document: &'a Document,
    /// How many times letters are missing up to here.
    pub(crate) gaps: usize,
}

impl Letter<'_> {
    fn place(&self, record: &impl Record) -> LetterPlace {
        LetterPlace { document: self.id.clone(), span: record.span(), line: record.line() }
    }

    fn report(&self, code: Code, field: &str, at: Option<&LetterPlace>, message: String) -> Diagnostic {
        let (span, line) = at.map_or((None, None), |at| (Some(at.span), Some(at.line)));
        Diagnostic { document: Some(self.index), span, line, ..note(code, field, message) }
    }
}

/// A diagnostic about no letter in particular.
fn note(code: Code, field: &str, message: String) -> Diagnostic {
    Diagnostic { code, severity: code.severity(), message, document: None, field: Some(field.to_owned()), span: None::<Span>, line: None }
}

/// Words in a form to compare: letters and digits in lower case, runs of anything else made one space.
fn plain(words: &str) -> String {
    let lower = words.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}
