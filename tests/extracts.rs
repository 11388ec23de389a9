//! Short extracts in the manner of letters of ten ministries, each with what a reader finds in it, written before they were read.
//!
//! `tests/extracts/NAME.md` holds the letter, a line `-----`, and a line for each mandate, deadline, goal, indicator and budget line: all of
//! them, and no others. Of words only the beginning stands there.

mod common;

use std::fs;

use anyhow::{Context, Result};
use common::{assert_none, files_below, package_folder};
use styringsdokument::{Document, Effect, IndicatorKind, MandateForm, Relation, When, parse};

/// What a letter holds, a line each, and the words that may be longer than the expected ones.
fn lines(document: &Document) -> Vec<(String, String)> {
    let shown = |field: Option<&str>| field.unwrap_or("–").to_owned();
    let mandates = document.mandates.iter().map(|m| {
        let form = match m.form {
            MandateForm::Identified => "identified",
            MandateForm::Listed => "listed",
            MandateForm::Requested => "requested",
        };
        (format!("mandate {form} {} | {} | ", shown(m.id.as_deref()), shown(m.addressee.as_deref())), m.text.clone())
    });
    let deadlines = document.deadlines.iter().map(|d| (format!("deadline {} | ", when(&d.when)), d.text.clone()));
    let goals = document.goals.iter().map(|g| (format!("goal {} | ", shown(g.number.as_deref())), g.title.clone()));
    let indicators = document.indicators.iter().map(|i| {
        let kind = match i.kind {
            IndicatorKind::Styringsparameter => "styringsparameter",
            IndicatorKind::Nokkeltall => "nokkeltall",
            IndicatorKind::Resultatkrav => "resultatkrav",
        };
        (format!("indicator {kind} | "), i.text.clone())
    });
    let budget = document.budget_lines.iter().map(|b| {
        let effect = match b.effect {
            Effect::Grant => "grant",
            Effect::Change => "change",
            Effect::OfWhich => "of_which",
            Effect::Requirement => "requirement",
            Effect::Authority => "authority",
        };
        // Money that may be used, or is a share, is counted nowhere.
        assert_eq!(b.counted, !matches!(b.effect, Effect::OfWhich | Effect::Authority), "{}", b.text);
        (format!("budget {}.{:02} {} {effect}", b.kapittel, b.post, b.amount.nok), String::new())
    });
    goals.chain(indicators).chain(mandates).chain(deadlines).chain(budget).collect()
}

fn when(when: &When) -> String {
    let relation = |relation: &Option<Relation>| match relation {
        Some(Relation::By) => " by",
        Some(Relation::On) => " on",
        Some(Relation::During) => " during",
        Some(Relation::Before) => " before",
        Some(Relation::After) => " after",
        None => "",
    };
    match when {
        When::Date { date, relation: r, .. } => format!("date {date}{}", relation(r)),
        When::Period { edtf, relation: r, .. } => format!("period {edtf}{}", relation(r)),
        When::Recurring { rrule } => format!("recurring {rrule}"),
        When::Relative { offset, .. } => format!("relative {offset}"),
        When::Event { .. } => "event".into(),
        When::Unspecified => "unspecified".into(),
        When::Invalid => "invalid".into(),
    }
}

#[test]
fn extracts_give_what_a_reader_finds() -> Result<()> {
    let mut wrong = Vec::new();
    let files = files_below(&package_folder().join("tests/extracts"), &["md"])?;
    assert!(files.len() >= 10, "only {} extracts", files.len());
    for path in files {
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let (letter, wanted) = text.split_once("\n-----\n").with_context(|| format!("{}: no line -----", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut wanted: Vec<&str> = wanted.lines().collect();
        for (head, words) in parse(letter).documents.iter().flat_map(lines) {
            let line = format!("{head}{words}");
            // The expected words, and so all of a line, are the beginning of what is found.
            match wanted.iter().position(|w| line.starts_with(w) && w.len() >= head.len()) {
                Some(at) => _ = wanted.remove(at),
                None => wrong.push(format!("{name}: not expected: {line}")),
            }
        }
        wrong.extend(wanted.into_iter().map(|line| format!("{name}: not found: {line}")));
    }
    assert_none(&wrong);
    Ok(())
}
