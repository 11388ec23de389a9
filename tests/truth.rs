//! The parser's results against truth written by hand: on the fixtures, and on a corpus outside the repository.

mod common;

use std::collections::BTreeMap;
use std::env;
use std::panic::catch_unwind;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use common::truth::report::{findings, table};
use common::truth::{Letter, Score, read, score};
use common::{File, assert_none, files_below, fixtures, fixtures_folder, json, texts_below};
use styringsdokument::parse;

/// Scores a text against its truth file, if there is one.
fn judge(text: &File, ending: &str) -> Result<Option<Vec<Letter>>> {
    let path = text.beside(ending);
    if !path.exists() {
        return Ok(None);
    }
    let extraction = catch_unwind(|| parse(&text.text)).map_err(|_| anyhow!("the parser panics"))?;
    let letters = score(&text.text, &json::of(&extraction), &read(&path)?);
    letters.with_context(|| format!("scoring against {}", path.display())).map(Some)
}

/// Adds the figures of letters to a total.
fn add<'l>(total: &mut Score, letters: impl IntoIterator<Item = &'l Letter>) {
    letters.into_iter().for_each(|letter| total.add_figures(&letter.score));
}

fn findings_of(name: &str, letters: &[Letter]) -> Vec<String> {
    letters.iter().flat_map(|letter| findings(name, &letter.score.findings)).collect()
}

#[test]
fn fixtures_match_their_truth() -> Result<()> {
    let mut total = Score::default();
    let mut all = Vec::new();
    for fixture in fixtures() {
        let Some(letters) = judge(&fixture, "expected.json")? else {
            println!("{}: no truth beside it", fixture.name);
            continue;
        };
        let mut sum = Score::default();
        add(&mut sum, &letters);
        add(&mut total, &letters);
        let findings = findings_of(&fixture.name, &letters);
        println!("{}\n{}\n", table(&fixture.name, &sum), findings.join("\n"));
        all.extend(findings);
    }
    println!("{}", table("all fixtures", &total));
    assert_none(&all);
    Ok(())
}

/// A truth file whose text was renamed would otherwise be judged by nobody.
#[test]
fn every_truth_has_its_text() -> Result<()> {
    for path in files_below(&fixtures_folder(), &["json"])? {
        let stem = path.to_string_lossy().into_owned();
        let stem = stem.strip_suffix(".expected.json").with_context(|| format!("{stem} is no truth file"))?;
        assert!(["txt", "md"].iter().any(|ending| Path::new(&format!("{stem}.{ending}")).exists()), "{stem} has no text");
    }
    Ok(())
}

/// The report on a corpus outside the repository, for `cargo test --test truth corpus_report -- --nocapture`.
/// It says how far the parser is, and fails only where the parser panics or a truth cannot be read.
#[test]
fn corpus_report() -> Result<()> {
    let Some(corpus) = env::var_os("STYRINGSDOKUMENT_CORPUS") else {
        println!("corpus report skipped: STYRINGSDOKUMENT_CORPUS names no folder");
        return Ok(());
    };
    let mut folders: BTreeMap<String, Score> = BTreeMap::new();
    let mut kinds: BTreeMap<String, Score> = BTreeMap::new();
    let mut total = Score::default();
    let mut failed = Vec::new();
    for text in texts_below(Path::new(&corpus))? {
        let letters = match judge(&text, "truth.json") {
            Ok(Some(letters)) => letters,
            Ok(None) => continue,
            Err(error) => {
                failed.push(format!("{}: {error:#}", text.name));
                continue;
            }
        };
        let mut sum = Score::default();
        add(&mut sum, &letters);
        println!("{}\n{}\n", table(&text.name, &sum), findings_of(&text.name, &letters).join("\n"));
        let folder = text.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        add(folders.entry(folder.to_owned()).or_default(), &letters);
        add(&mut total, &letters);
        for letter in &letters {
            add(kinds.entry(letter.kind.clone()).or_default(), [letter]);
        }
    }
    for (kind, score) in &kinds {
        println!("{}", table(&format!("kind {kind}"), score));
    }
    for (folder, score) in &folders {
        println!("{}", table(&format!("folder {folder}"), score));
    }
    println!("{}", table("whole corpus", &total));
    assert_none(&failed);
    Ok(())
}
