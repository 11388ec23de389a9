//! What always holds, on random texts: any characters, words of the genre in any order, and fixtures cut and shuffled.
//!
//! A find is shrunk and printed. It is kept as a named case of `hostile.rs`, not in a file of seeds.

mod common;

use std::env;
use std::sync::LazyLock;

use common::invariants::{broken, round_trip};
use common::vocabulary::{LINES, MARKS, WORDS};
use common::{File, fixtures};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;
use styringsdokument::parse;

static FIXTURES: LazyLock<Vec<File>> = LazyLock::new(fixtures);

/// So many cases, the same in every run. `PROPTEST_CASES=100000` looks at as many others, to search for new finds.
fn config(cases: u32) -> ProptestConfig {
    let base = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if env::var_os("PROPTEST_CASES").is_some() { base } else { ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), ..base } }
}

/// Parses a text and fails when the result breaks what always holds or does not come back from JSON.
fn must_hold(text: &str) -> Result<(), TestCaseError> {
    let mut problems = broken(text);
    problems.extend(round_trip(&parse(text)));
    prop_assert!(problems.is_empty(), "{text:?}\n{}", problems.join("\n"));
    Ok(())
}

/// Marks, lines and words in any order.
fn any_of_the_genre() -> impl Strategy<Value = String> {
    let any = prop_oneof![select(MARKS), select(LINES), select(WORDS)];
    prop::collection::vec(any, 0..160).prop_map(|parts| parts.concat())
}

/// A letter with sentences of words in any order.
fn sentences() -> impl Strategy<Value = String> {
    let sentence = prop::collection::vec(select(WORDS), 1..25).prop_map(|words| words.concat());
    prop::collection::vec(sentence, 1..8).prop_map(|sentences| format!("# Tildelingsbrev for 2026\n\n{}", sentences.join("\n\n- ")))
}

fn fixture() -> impl Strategy<Value = &'static str> {
    (0..FIXTURES.len()).prop_map(|i| FIXTURES[i].text.as_str())
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn any_characters(text in prop::collection::vec(any::<char>(), 0..300).prop_map(String::from_iter)) {
        must_hold(&text)?;
    }

    #[test]
    fn any_order_of_the_genre(text in any_of_the_genre()) {
        must_hold(&text)?;
    }

    #[test]
    fn any_order_of_words(text in sentences()) {
        must_hold(&text)?;
    }
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn any_slice_of_a_fixture(text in fixture(), a in any::<Index>(), b in any::<Index>()) {
        let boundaries: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let (a, b) = (boundaries[a.index(boundaries.len())], boundaries[b.index(boundaries.len())]);
        must_hold(&text[a.min(b)..a.max(b)])?;
    }

    #[test]
    fn any_order_of_the_lines(text in fixture().prop_flat_map(|text| Just(text.lines().collect::<Vec<_>>()).prop_shuffle()), kept in any::<Index>()) {
        must_hold(&text[..kept.index(text.len() + 1)].join("\n"))?;
    }
}

/// Where a letter's body ends: before its closing words, or at the end of the text.
fn end_of_body(text: &str) -> usize {
    ["\nMed hilsen", "\nMed helsing", "\nMøtet ble hevet", "\nMøtet vart heva"]
        .iter()
        .filter_map(|words| text.rfind(words))
        .min()
        .unwrap_or(text.len())
}

#[test]
fn an_unrelated_paragraph_leaves_the_keys_of_mandates_alone() {
    for fixture in fixtures() {
        let (before, after) = fixture.text.split_at(end_of_body(&fixture.text));
        let longer = format!("{before}\n\nDette avsnittet handler om noe annet.\n\n{after}");
        let keys = |text: &str| -> Vec<String> { parse(text).documents.iter().flat_map(|d| &d.mandates).map(|m| m.key.clone()).collect() };
        assert_eq!(keys(&fixture.text), keys(&longer), "{}", fixture.name);
    }
}
