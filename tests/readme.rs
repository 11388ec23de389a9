//! What the README shows is what the program gives.

mod common;

use anyhow::{Context, Result};
use common::package_folder;
use serde_json::Value;
use styringsdokument::{consolidate, parse};

/// The JSON blocks of the README, in order.
fn json_blocks(readme: &str) -> Result<Vec<Value>> {
    let blocks = readme.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(|block| serde_json::from_str(block).with_context(|| format!("the block is no JSON: {block}"))).collect()
}

#[test]
fn the_records_shown_are_among_those_given() -> Result<()> {
    let readme = std::fs::read_to_string(package_folder().join("README.md"))?;
    let letter = std::fs::read_to_string(package_folder().join("fixtures/001_f1e775cd69a6a805.txt"))?;
    let given = serde_json::to_value(&parse(&letter).documents[0])?;
    let [line, check, _] = json_blocks(&readme)?.try_into().map_err(|_| anyhow::anyhow!("the README shows three records"))?;
    for (class, shown) in [("budget_lines", line), ("checks", check)] {
        let records = given[class].as_array().context("a class is a list")?;
        assert!(records.contains(&shown), "the README shows another record than {class} holds: {shown:#}");
    }
    Ok(())
}

#[test]
fn the_dossier_shown_is_the_one_given() -> Result<()> {
    let readme = std::fs::read_to_string(package_folder().join("README.md"))?;
    let letters = std::fs::read_to_string(package_folder().join("fixtures/001_f1e775cd69a6a805.txt"))?;
    let dossier = consolidate(&parse(&letters).documents);
    let mut rows = Vec::new();
    let mut entries = Vec::new();
    for post in &dossier.posts {
        for entry in &post.entries {
            let rule = serde_json::to_value(entry.rule)?;
            let rule = rule.as_str().context("a rule is a word")?;
            rows.push(format!("| {}.{} | {} | {rule} | {} | {} |", post.kapittel, post.post, entry.document, entry.nok, entry.balance));
            entries.push(serde_json::to_value(entry)?);
        }
    }
    let shown: Vec<&str> = readme.lines().filter(|line| line.starts_with("| 701.")).collect();
    assert_eq!(shown, rows);
    let blocks = json_blocks(&readme)?;
    let shown = blocks.last().context("the README shows a step")?;
    assert!(entries.contains(shown), "the README shows another step than the dossier holds: {shown:#}");
    Ok(())
}
