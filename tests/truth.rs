//! The parser's results against truth written by hand: on the fixtures, and on a corpus outside the repository.
//!
//! The report has no times in it and always the same order, so that the difference of two reports is what a change did:
//!
//! ```text
//! cargo test --test truth report -- --nocapture
//! STYRINGSDOKUMENT_CORPUS=FOLDER cargo test --test truth report -- --nocapture
//! ```
//!
//! The figures of the fixtures are kept in `docs/accuracy.txt`, and by kind in the README. Changed ones are accepted as snapshots are, by
//!
//! ```text
//! INSTA_UPDATE=always cargo test --test truth
//! ```

mod common;

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, anyhow};
use common::truth::report::Sums;
use common::truth::{Letter, read, score};
use common::{File, assert_none, files_below, fixtures, fixtures_folder, json, package_folder, texts_below};
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

/// The figures of the fixtures that have a truth.
fn of_fixtures() -> Result<Sums> {
    let mut sums = Sums::default();
    for fixture in fixtures() {
        let letters = judge(&fixture, "expected.json")?;
        sums.add(&fixture.name, &letters.unwrap_or_default());
    }
    Ok(sums)
}

/// The figures of a corpus, folder by folder, and what could not be judged.
fn of_corpus(corpus: &Path) -> Result<(BTreeMap<String, Sums>, Vec<String>)> {
    let mut folders: BTreeMap<String, Sums> = BTreeMap::new();
    let mut failed = Vec::new();
    for text in texts_below(corpus)? {
        let folder = text.name.rsplit_once('/').map_or(".", |(folder, _)| folder);
        match judge(&text, "truth.json") {
            Ok(Some(letters)) => folders.entry(folder.to_owned()).or_default().add(&text.name, &letters),
            Ok(None) => {}
            Err(error) => failed.push(format!("{}: {error:#}", text.name)),
        }
    }
    Ok((folders, failed))
}

/// What to look at, and the figures by file.
fn details(title: &str, sums: &Sums) -> String {
    format!("{}\n\n{}", sums.findings.join("\n"), sums.by_file(title))
}

/// The report; it fails only where the parser panics or a truth cannot be read.
#[test]
fn report() -> Result<()> {
    let fixtures = of_fixtures()?;
    let mut parts = vec![details("fixtures", &fixtures)];
    let mut failed = Vec::new();
    if let Some(corpus) = env::var_os("STYRINGSDOKUMENT_CORPUS") {
        let folders;
        (folders, failed) = of_corpus(Path::new(&corpus))?;
        parts.extend(folders.iter().map(|(folder, sums)| details(folder, sums)));
        parts.push(fixtures.summary("fixtures"));
        parts.extend(folders.iter().map(|(folder, sums)| sums.summary(folder)));
    } else {
        parts.push(fixtures.summary("fixtures"));
        parts.push("no corpus: STYRINGSDOKUMENT_CORPUS names no folder\n".to_owned());
    }
    println!("\n{}", parts.join("\n"));
    assert_none(&failed);
    Ok(())
}

#[test]
fn fixtures_match_their_truth() -> Result<()> {
    assert_none(&of_fixtures()?.findings);
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

/// Fails when a file of the repository holds something else than it should; with `INSTA_UPDATE=always` it is written instead.
fn keep(name: &str, should: &str) -> Result<()> {
    let path = package_folder().join(name);
    if env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, should)?;
    }
    let is = fs::read_to_string(&path).with_context(|| format!("reading {name}"))?;
    assert!(is == should, "{name} holds other figures than the report; look at `git diff` after `INSTA_UPDATE=always cargo test --test truth`");
    Ok(())
}

#[test]
fn the_figures_kept_are_those_of_the_fixtures() -> Result<()> {
    keep("docs/accuracy.txt", &of_fixtures()?.summary("fixtures"))
}

#[test]
fn the_readme_shows_the_figures_by_kind() -> Result<()> {
    let readme = fs::read_to_string(package_folder().join("README.md"))?;
    let (before, rest) = readme.split_once("```text\nfixtures, by kind\n").context("the README has a block of figures")?;
    let (_, behind) = rest.split_once("```").context("the block ends")?;
    keep("README.md", &format!("{before}```text\n{}```{behind}", of_fixtures()?.by_kind("fixtures")))
}
