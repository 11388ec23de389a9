//! What the test files share: the fixtures, the records of a result, the invariants and the scorer.
#![allow(dead_code, reason = "every test file is a crate of its own and uses its part of these modules")]

pub(crate) mod facts;
pub(crate) mod invariants;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod records;
pub(crate) mod render;
pub(crate) mod series;
pub(crate) mod truth;
pub(crate) mod variants;
pub(crate) mod vocabulary;
pub(crate) mod when;

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};
use walkdir::WalkDir;

/// A text on disk.
pub(crate) struct File {
    /// Its path below the folder it was looked for in, with `/` between the parts.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl File {
    /// The file of the same name with another ending: `case.txt` and `expected.json` give `case.expected.json`.
    pub(crate) fn beside(&self, ending: &str) -> PathBuf {
        self.path.with_extension(ending)
    }
}

/// The folder of the package, in which cargo runs its tests. The path that was compiled in would lead to another
/// checkout where two share a target folder.
pub(crate) fn package_folder() -> PathBuf {
    env::current_dir().expect("the test runs in a folder")
}

/// The folder of the fixtures.
pub(crate) fn fixtures_folder() -> PathBuf {
    package_folder().join("fixtures")
}

/// Every fixture, sorted by name.
pub(crate) fn fixtures() -> Vec<File> {
    let texts = texts_below(&fixtures_folder()).expect("the fixtures can be read");
    assert!(!texts.is_empty(), "there is at least one fixture");
    texts
}

/// Every `*.txt` and `*.md` below a folder, sorted by name.
pub(crate) fn texts_below(folder: &Path) -> Result<Vec<File>> {
    files_below(folder, &["txt", "md"])?
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            Ok(File { name: name_below(folder, &path)?, path, text })
        })
        .collect()
}

/// Every file below a folder whose name ends in one of the extensions, sorted.
pub(crate) fn files_below(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(folder) {
        let path = entry.with_context(|| format!("walking {}", folder.display()))?.into_path();
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        if path.is_file() && extensions.contains(&extension) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn name_below(folder: &Path, path: &Path) -> Result<String> {
    let parts: Vec<_> = path.strip_prefix(folder)?.iter().map(|part| part.to_string_lossy()).collect();
    Ok(parts.join("/"))
}

/// Fails with a readable list when there are problems; a long list is cut.
#[track_caller]
pub(crate) fn assert_none(problems: &[String]) {
    const SHOWN: usize = 40;
    let more = problems.len().saturating_sub(SHOWN);
    let list = problems.iter().take(SHOWN).fold(String::new(), |list, p| list + "\n  " + p);
    let more = if more > 0 { format!("\n  … and {more} more") } else { String::new() };
    assert!(problems.is_empty(), "{} problems:{list}{more}", problems.len());
}
