//! Letters made up by choices come back from the parser with exactly the facts they were written with.
//!
//! A failing letter is shrunk and printed with what is missed (`-`) and false (`+`). Finds are kept below `roundtrip/cases`: `NAME.md` is the
//! letter, `NAME.facts` its facts, one JSON object a line. A first line `gap: …` there names a rule that is still missing.

mod common;
#[path = "roundtrip/judge.rs"]
mod judge;
#[path = "roundtrip/mod.rs"]
mod letters;

use std::env;
use std::fs;

use anyhow::{Context, Result};
use common::{assert_none, package_folder, texts_below};
use judge::problems;
use letters::facts::Fact;
use letters::{Letter, Plan, board_minutes, letter};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use styringsdokument::{Kind, parse};

/// The cases of every run. `PROPTEST_CASES=100000` looks at as many others.
fn config() -> ProptestConfig {
    let base = ProptestConfig { failure_persistence: None, max_shrink_iters: 10_000, ..ProptestConfig::default() };
    if env::var_os("PROPTEST_CASES").is_some() { base } else { ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(1), ..base } }
}

fn numbers(most: usize) -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..most)
}

/// `ROUNDTRIP_GAPS=1` writes the forms too that are known gaps.
fn plan() -> impl Strategy<Value = Plan> {
    let gaps = env::var_os("ROUNDTRIP_GAPS").is_some();
    let blocks = prop::collection::vec(numbers(80), 0..7);
    (0..5usize, any::<bool>(), numbers(120), blocks, numbers(80), 0..4usize).prop_map(move |(kind, nynorsk, frame, blocks, noise, ends)| Plan {
        kind,
        nynorsk,
        frame,
        blocks,
        noise,
        ends,
        gaps,
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn letters_come_back(plan in plan()) {
        let Letter { text, facts } = letter(&plan);
        let problems = problems(&facts, &parse(&text));
        prop_assert!(problems.is_empty(), "{text}\n\n{}", problems.join("\n"));
    }

    #[test]
    fn board_minutes_are_of_no_family(plan in plan()) {
        let Letter { text, facts } = board_minutes(&plan);
        let read = parse(&text);
        let document = &read.documents[0];
        let found = (document.mandates.len(), document.decisions.len(), document.participants.len(), document.obligations.len());
        prop_assert_eq!((document.kind, found), (Kind::Annet, (0, 0, 0, 0)), "{}", text);
        prop_assert!(facts.len() == 1 && read.documents.len() == 1);
    }
}

/// A letter that failed once, and the rule that it still waits for.
struct Case {
    name: String,
    text: String,
    facts: Vec<Fact>,
    gap: Option<String>,
}

fn cases() -> Result<Vec<Case>> {
    let letters = texts_below(&package_folder().join("tests/roundtrip/cases"))?;
    letters
        .into_iter()
        .map(|file| {
            let lines = fs::read_to_string(file.beside("facts")).with_context(|| format!("reading the facts of {}", file.name))?;
            let gap = lines.lines().find_map(|line| line.strip_prefix("gap: ")).map(str::to_owned);
            let facts = lines.lines().filter(|line| line.starts_with('{')).map(serde_json::from_str);
            let facts = facts.collect::<Result<_, _>>().with_context(|| format!("the facts of {}", file.name))?;
            Ok(Case { name: file.name, text: file.text, facts, gap })
        })
        .collect()
}

/// A gap that is closed is one no more: its letter must come back from then on.
#[test]
fn named_cases_come_back() -> Result<()> {
    let mut wrong = Vec::new();
    let mut gaps = 0;
    let cases = cases()?;
    for case in &cases {
        let problems = problems(&case.facts, &parse(&case.text));
        match &case.gap {
            Some(_) if problems.is_empty() => wrong.push(format!("{}: comes back; its gap is closed", case.name)),
            Some(gap) => {
                gaps += 1;
                println!("known gap, {}: {gap} ({} facts)", case.name, problems.len());
            }
            None => wrong.extend(problems.into_iter().map(|problem| format!("{}: {problem}", case.name))),
        }
    }
    println!("{} named cases, {gaps} of them known gaps", cases.len());
    assert_none(&wrong);
    Ok(())
}

/// Every surface is written by some letter, and the long one has the length asked for.
#[test]
fn every_class_is_written() {
    let long = letters::long(200_000);
    assert!(long.text.len() >= 200_000, "{} bytes", long.text.len());
    for class in ["section", "goal", "indicator", "mandate", "budget_line", "deadline", "obligation", "reference", "signatory"] {
        assert!(long.facts.iter().any(|f| f.class() == class), "no {class}");
    }
    assert_none(&problems(&long.facts, &parse(&long.text)));
}
