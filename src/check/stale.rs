//! Years older than a letter can mean.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::same_start;
use crate::model::{Deadline, DeadlineOrigin, Document};
use crate::record::Letter;
use crate::record::pattern::{ends_word, holds, split_digits};
use crate::span::Span;

/// Words for the report, and their articles.
const REPORTS: [&str; 4] = ["årsrapport", "årsmelding", "årsregnskap", "årsrekneskap"];
const ARTICLES: [&str; 3] = ["en", "et", "a"];

/// Whether words speak of what comes once a year: «årsrapport», «årsregnskap», «årsmelding».
fn is_annual(words: &str) -> bool {
    let bytes = words.as_bytes();
    // The last bytes of «å» and «Å».
    memchr::memchr2_iter(0xA5, 0x85, bytes).any(|at| matches!(bytes.get(at + 1..at + 4), Some(b"rsr" | b"rsm")))
}

/// What stands behind the first of the words that a text begins with, small or with a capital letter.
fn said<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let begins = |word: &&&str| same_start(text, word) && text[first..].starts_with(&word[first..]);
    words.iter().find(begins).map(|word| &text[word.len()..])
}

/// The year that a text begins with, and what stands behind it: «2024», «for 2024».
fn year(text: &str) -> Option<(i16, &str)> {
    let (digits, rest) = split_digits(text.strip_prefix("for ").unwrap_or(text));
    let whole = digits.len() == 4 && digits.starts_with("20") && ends_word(rest);
    whole.then(|| Some((digits.parse().ok()?, rest))).flatten()
}

/// A word with its article, or without.
fn with_article(rest: &str) -> &str {
    ARTICLES.iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest)
}

/// The year of the budget in «Innspill til revidert nasjonalbudsjett 2022».
fn revised(words: &str) -> Option<i16> {
    let budgets = words.match_indices("evidert ").filter(|(at, _)| words[..*at].ends_with(['r', 'R']));
    let named = |rest: &str| Some(year(rest.strip_prefix("nasjonal").unwrap_or(rest).strip_prefix("budsjett ")?)?.0);
    budgets.map(|(at, word)| &words[at + word.len()..]).find_map(named)
}

/// The year of the report that a row of a calendar asks for: itself, or that it is handed in.
fn report_of_row(words: &str) -> Option<i16> {
    const DEEDS: &[&str] = &["innlevering av ", "levering av ", "innsending av ", "oversending av ", "oversendelse av ", "frist for ", "utkast til "];
    let report = with_article(said(said(words, DEEDS).unwrap_or(words), &REPORTS)?);
    let report = [" med årsregnskap", " og årsregnskap"].iter().find_map(|with| report.strip_prefix(with)).unwrap_or(report);
    Some(year(report.strip_prefix(' ')?)?.0)
}

/// The year of the report that a sentence asks for: the verb before it, or in the passive behind it.
fn report_asked(words: &str) -> Option<i16> {
    let year_of = |report: &str| with_article(report).strip_prefix(' ').and_then(year).map(|(year, rest)| (year, rest.len()));
    let passive = said(words, &REPORTS).filter(|_| words.starts_with('Å')).and_then(year_of);
    let asks = |rest: &str| {
        let verbs = &["skal", "må", "bes", "sendes", "leveres", "oversendes", "sendast", "leverast"];
        rest.strip_prefix(' ').is_some_and(|rest| verbs.iter().any(|verb| rest.strip_prefix(verb).is_some_and(ends_word)))
    };
    if let Some((year, _)) = passive.filter(|(_, rest)| asks(&words[words.len() - rest..])) {
        return Some(year);
    }
    let mut reports = words.match_indices("års").filter_map(|(at, _)| {
        let rest = REPORTS.iter().find_map(|report| words[at..].strip_prefix(report))?;
        is_asked(&words[..at]).then(|| year_of(rest)).flatten()
    });
    reports.next().map(|(year, _)| year)
}

/// Whether words end in a verb that asks for what follows: «send », «levere departementet », «om en ».
fn is_asked(before: &str) -> bool {
    const VERBS: [&str; 4] = ["oversend", "send", "lever", "avlegg"];
    const FORMS: [&str; 5] = ["", "e", "er", "es", "ast"];
    let before = ["departementet ", "en ", "ei "].iter().find_map(|whom| before.strip_suffix(whom)).unwrap_or(before);
    let Some(before) = before.strip_suffix(' ') else { return false };
    let word = |words: &str| !words.as_bytes().last().is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let stems = FORMS.iter().filter_map(|form| before.strip_suffix(form));
    before.strip_suffix("om").is_some_and(word) || stems.flat_map(|stem| VERBS.iter().filter_map(move |verb| stem.strip_suffix(verb))).any(word)
}

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
    if row && holds(words, "evidert") {
        return Some(("revised budget", revised(words)?, own));
    }
    if !is_annual(words) {
        return None;
    }
    Some(("annual report", if row { report_of_row(words)? } else { report_asked(words)? }, own - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_what_is_asked() {
        assert_eq!(revised("Innspill til revidert nasjonalbudsjett 2022"), Some(2022));
        assert_eq!(revised("Revidert budsjett for 20222"), None);
        for (row, year) in [
            ("Innlevering av årsrapport for 2023", Some(2023)),
            ("Årsrapporten med årsregnskap 2024", Some(2024)),
            ("Årsrapport", None),
            ("Møte om årsrapport 2024", None),
        ] {
            assert_eq!(report_of_row(row), year, "{row}");
        }
        for (sentence, year) in [
            ("Etaten skal oversende departementet årsrapport for 2023 innen fristen", Some(2023)),
            ("Vi ber om en årsmelding 2022", Some(2022)),
            ("Årsrapporten for 2021 skal leveres", Some(2021)),
            ("Vi viser til årsrapport 2023", None),
            ("Årsrapporten for 2021 var god", None),
        ] {
            assert_eq!(report_asked(sentence), year, "{sentence}");
        }
    }
}
