//! Letters made up by choices come back from the parser with exactly the facts they were written with.
//!
//! A failing letter is shrunk and printed with what is missed (`-`) and false (`+`). Finds are kept below `roundtrip/cases`: `NAME.md` is the
//! letter, `NAME.facts` its facts, one JSON object a line. A first line `gap: …` there names a rule that is still missing.

mod common;
#[path = "roundtrip/mod.rs"]
mod letters;

use std::env;

use common::{assert_none, package_folder, texts_below};
use letters::facts::{Fact, line};
use letters::judge::problems;
use letters::{Letter, Plan, letter};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use styringsdokument::parse;

/// The cases of every run. `PROPTEST_CASES=100000` looks at as many others.
fn config() -> ProptestConfig {
    let base = ProptestConfig { failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::default() };
    if env::var_os("PROPTEST_CASES").is_some() { base } else { ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(1), ..base } }
}

fn numbers(most: usize) -> impl Strategy<Value = Vec<u16>> {
    prop::collection::vec(any::<u16>(), 0..most)
}

fn plan() -> impl Strategy<Value = Plan> {
    let blocks = prop::collection::vec(numbers(40), 0..7);
    (0..5usize, any::<bool>(), numbers(60), blocks, numbers(80), 0..4usize)
        .prop_map(|(kind, nynorsk, frame, blocks, noise, ends)| Plan { kind, nynorsk, frame, blocks, noise, ends })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn letters_come_back(plan in plan()) {
        let Letter { text, facts } = letter(&plan);
        let problems = problems(&facts, &parse(&text));
        prop_assert!(problems.is_empty(), "{}\n\n{text}\n\n{}", problems.join("\n"), problems.join("\n"));
    }
}
