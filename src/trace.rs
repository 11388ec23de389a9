//! Which rule made what: a view for those who look for the rule behind a record.

use std::cell::RefCell;

use serde::Serialize;

use crate::source::Source;
use crate::span::Span;
use crate::view::plain_text;

/// A rule that fired, and on which words. See [`trace`](crate::trace).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Firing {
    /// The rule's stable name: what it makes and how it knows it, such as `mandate/requested` or `layout/title`; `diagnostic/` and the code
    /// for what is only told.
    pub rule: &'static str,
    /// What the rule made its record, header field or layout role of: the place of the record.
    pub span: Span,
    /// The line of its first byte, from 1.
    pub line: usize,
    /// The words there, without marks.
    pub text: String,
}

/// Where extractors note their rules, when somebody asked for it.
#[derive(Default)]
pub(crate) struct Trace(RefCell<Vec<(&'static str, Span)>>);

impl Trace {
    pub(crate) fn note(&self, rule: &'static str, span: Span) {
        self.0.borrow_mut().push((rule, span));
    }

    /// What was noted, in order of the text; of what begins in one place, the longest first.
    pub(crate) fn finish(self, source: &Source<'_>) -> Vec<Firing> {
        let mut noted = self.0.into_inner();
        noted.sort_by_key(|(_, span)| (span.start, std::cmp::Reverse(span.end)));
        let firing = |(rule, span): (_, Span)| Firing { rule, span, line: source.line(span.start), text: plain_text(source.text, &[span]) };
        noted.into_iter().map(firing).collect()
    }
}
