//! How the number of instructions grows with the text: a count that no other process disturbs. Needs valgrind; skipped where it is missing.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result};

/// What texts are made of, again and again.
const UNITS: [(&str, &str); 10] = [
    ("sentences", "Prøveetaten skal levere en plan innen 1. mars 2026, jf. Prop. 1 S (2025–2026).\n\n"),
    ("bars", "|"),
    ("digits", "7"),
    ("agenda items", "Sak 1 "),
    ("agenda items on lines", "Sak 1\n"),
    ("bullets", "- a\n"),
    ("unclosed emphasis", "**a "),
    ("an endless row of a table", "| 701 | 21 "),
    ("a date on every word", "1. mars 2026 "),
    ("tables in HTML", "<table><tr><td>1"),
];
/// The least of three sizes in bytes; each of the others is twice the one before.
const SIZE: usize = 4_000;
/// The most that the second doubling may take of what the first has taken, in hundredths.
const BOUND: u64 = 220;

/// The example as cargo has built it beside this test.
fn example() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let build = test.parent().and_then(Path::parent).context("a test lies below the folder of its build")?;
    Ok(build.join("examples").join(format!("extract{EXE_SUFFIX}")))
}

/// The instructions that reading a text takes, with those of the start of the program.
fn instructions(example: &Path, folder: &Path, unit: &str, bytes: usize) -> Result<u64> {
    let file = folder.join(format!("{bytes}.txt"));
    fs::write(&file, format!("# Tildelingsbrev for 2026\n\n{}", unit.repeat(bytes.div_ceil(unit.len()))))?;
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(example)
        .args(["--quiet", "--format", "jsonl"])
        .arg(&file)
        .stdout(Stdio::null())
        .output()?;
    let said = String::from_utf8_lossy(&run.stderr);
    let count = said.lines().find_map(|line| line.split_once("Collected :")).with_context(|| format!("valgrind counts nothing: {said}"))?;
    Ok(count.1.trim().parse()?)
}

/// What is wrong with how a unit grows.
fn problem(example: &Path, name: &str, unit: &str) -> Result<Option<String>> {
    let folder = tempfile::tempdir()?;
    let count = |times: usize| instructions(example, folder.path(), unit, times * SIZE);
    let (one, two, four) = (count(1)?, count(2)?, count(4)?);
    // The start of the program is the same in all of them.
    let (first, second) = (two.saturating_sub(one), four.saturating_sub(two));
    let late = 100 * second > BOUND * first;
    Ok(late.then(|| format!("{name}: the first doubling takes {first} instructions, the second {second}")))
}

#[test]
fn instructions_grow_with_the_text() -> Result<()> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("skipped: valgrind is missing");
        return Ok(());
    }
    let example = example()?;
    let (some, others) = UNITS.split_at(UNITS.len() / 2);
    let problems = |units: &[(&str, &str)]| units.iter().map(|(name, unit)| problem(&example, name, unit)).collect::<Result<Vec<_>>>();
    let found = thread::scope(|scope| {
        let beside = scope.spawn(|| problems(others));
        let mut found = problems(some)?;
        found.extend(beside.join().expect("no unit panics")?);
        Ok::<_, anyhow::Error>(found)
    })?;
    let found: Vec<String> = found.into_iter().flatten().collect();
    assert!(found.is_empty(), "{found:#?}");
    Ok(())
}
