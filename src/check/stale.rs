//! Years older than a letter can mean.

use std::collections::HashSet;

use memchr::memmem::Finder;
use once_cell::sync::Lazy;
use regex::Regex;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Deadline, DeadlineOrigin, Document};
use crate::record::Letter;
use crate::record::pattern::{Needle, holds, pattern};
use crate::span::Span;

/// «Innspill til revidert nasjonalbudsjett 2022»
static REVISED: Lazy<Regex> = Lazy::new(|| pattern(r"[Rr]evidert (?:nasjonal)?budsjett (?:for )?(20[0-9]{2})\b"));
/// Of «årsrapport» and «årsregnskap», and of «årsmelding».
static ANNUAL: [Needle; 2] = [Needle::new(|| Finder::new("rsr")), Needle::new(|| Finder::new("rsm"))];
/// What a row of a calendar asks for: the report itself, or that it is handed in.
static REPORT_ROW: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"^(?:(?:[Ii]nn)?[Ll]evering av |[Ii]nnsending av |[Oo]versending av |[Oo]versendelse av |[Ff]rist for |[Uu]tkast til )?(?:[Åå]rsrapport|[Åå]rsmelding|[Åå]rsregnskap|[Åå]rsrekneskap)(?:en|a|et)?(?: med årsregnskap| og årsregnskap)? (?:for )?(20[0-9]{2})\b",
    )
});
/// A sentence that asks for the report: the verb before it, or in the passive behind it.
static REPORT_ASKED: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"(?:\b(?:over)?send(?:e|er|es|ast)? |\blever(?:e|er|es|ast)? |\bavlegg(?:e|er|es|ast)? |\bom )(?:departementet |en |ei )?(?:årsrapport|årsmelding|årsregnskap|årsrekneskap)(?:en|a|et)? (?:for )?(20[0-9]{2})\b|^(?:Årsrapport|Årsmelding|Årsregnskap|Årsrekneskap)(?:en|a|et)? (?:for )?(20[0-9]{2}) (?:skal|må|bes|sendes|leveres|oversendes|sendast|leverast)\b",
    )
});

/// Reports deadlines for what was due in an earlier year: last year's revised budget, or an annual report of two years ago or more.
pub(super) fn years(letter: &Letter<'_, '_>, document: &Document, year: Option<i16>) -> Vec<Diagnostic> {
    let Some(own) = year else { return Vec::new() };
    let mut told: HashSet<Span> = HashSet::new();
    let mut found = Vec::new();
    for deadline in &document.deadlines {
        let Some((what, asked, latest)) = asked(deadline, own) else { continue };
        if asked < latest && told.insert(deadline.span) {
            let message = format!("the letter is for {own}, but this asks for the {what} of {asked}");
            found.push(letter.report(Code::StaleYear, "deadlines", deadline.span, message));
        }
    }
    found
}

/// What a deadline asks for, its year, and the first year that a letter for `own` may mean.
fn asked(deadline: &Deadline, own: i16) -> Option<(&'static str, i16, i16)> {
    let words = deadline.action.as_deref()?;
    let row = deadline.origin == DeadlineOrigin::Table;
    let year = |pattern: &Regex| pattern.captures(words).and_then(|c| c.iter().skip(1).flatten().next()?.as_str().parse().ok());
    if row && holds(words, "evidert") {
        return Some(("revised budget", year(&REVISED)?, own));
    }
    if !ANNUAL.iter().any(|stem| stem.is_in(words)) {
        return None;
    }
    Some(("annual report", year(if row { &REPORT_ROW } else { &REPORT_ASKED })?, own - 1))
}
