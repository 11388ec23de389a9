//! What always holds, on random texts: any characters, words of the genre in any order, and fixtures cut and shuffled.
//!
//! A find is shrunk and printed. It is kept as a named case of `hostile.rs`, not in a file of seeds.

mod common;

use std::sync::LazyLock;

use common::invariants::{broken, round_trip};
use common::{File, fixtures};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use styringsdokument::parse;

/// Words and marks that open the parser's paths: headers, agenda, requests, money, time, references, tables and noise.
const VOCABULARY: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    "  \n",
    " ",
    " ",
    " ",
    "\t",
    "\u{a0}",
    "\u{202f}",
    "\u{ad}",
    "\u{feff}",
    "\u{0}",
    "\u{c}",
    "# ",
    "## ",
    "#### ",
    "- ",
    "* ",
    "• ",
    "o ",
    "1. ",
    "2) ",
    "a) ",
    "> ",
    "---",
    "***",
    "**",
    "*",
    "_",
    "| ",
    " | ",
    "|---|---|\n",
    "<br>",
    "<b>",
    "</td>",
    "![](x.jpeg)",
    "[her](https://a.no)",
    "\\*",
    "å",
    "a\u{30a}",
    "e\u{301}",
    "е",
    "\u{1f600}",
    "Sak 1 ",
    "Sak 2: ",
    "**Sak 3** ",
    "Dagsorden",
    "Saksliste:",
    "Vedtak:",
    "Protokoll fra foretaksmøte i Helse Prøve HF",
    "Tildelingsbrev for 2026",
    "Supplerende tildelingsbrev nr. 1",
    "Tillegg til oppdragsdokument nr. 2",
    "Oppdragsdokument til Prøve SF for 2023",
    "Korrigering av ",
    "DET KONGELIGE\nHELSE- OG OMSORGSDEPARTEMENT",
    "Deres ref Vår ref Dato\n",
    "Vår ref.: 23/359-9 ",
    "Dato\n",
    "Postadresse",
    "Org.nr. 983 887 406",
    "Saksbehandler\nKari Nordby",
    "Med hilsen\n\n",
    "Kari Nordby (e.f.)\n",
    "ekspedisjonssjef ",
    "Kopi til:\n",
    "Riksrevisjonen ",
    "Fra styret møtte: ",
    "Også til stede:\n",
    "Styreleder Ola Vik\n",
    "Møtet ble hevet kl. 10.19",
    "kl. 10.00 ",
    "Foretaksmøtet ba Prøve SF om å:",
    "Departementet ber om ",
    "Direktoratet bes ",
    "skal ",
    "skal ikke ",
    "må ",
    "kan ",
    "bør ",
    "rapportere ",
    "levere en plan ",
    "gis i oppdrag å ",
    "ID: 2023-01 ",
    "TB2026-17 ",
    "oppdrag 13/2024 ",
    "(unntatt offentlighet)",
    "utgår ",
    "Hovedmål 1: ",
    "Styringsparameter: ",
    "Oppdrag\n",
    "Ansvarlig avdeling i HOD: DIG",
    "Frist: ",
    "Frist | Beskrivelse\n",
    "innen ",
    "senest ",
    "1. mars ",
    "31.6.2026 ",
    "15.06.23 ",
    "høsten 2026 ",
    "2. tertial ",
    "uke 12 ",
    "hvert år ",
    "avtales nærmere ",
    "to uker i forkant av hvert oppfølgingsmøte ",
    "2023 ",
    "torsdag 24. januar 2008 ",
    "kap. 701 ",
    "post 21 ",
    "postene 21, 70 og 74 ",
    "701.21 ",
    "Kapittel | Post | Beløp\n",
    "| 701 | 21 | Drift | 124 460 |\n",
    "Sum kap. 701 ",
    "(i 1 000 kroner)",
    "hvorav ",
    "19,5 mill. kroner ",
    "kr 15 901 000 ",
    "kroner ",
    "- 345 ",
    "økes med ",
    "99999999999999999999 ",
    "Prop. 1 S (2022–2023) ",
    "Innst. 2, 5 og 8 S (2014-2015)",
    "Meld. St. ",
    "lov om Riksrevisjonen § 13 ",
    "tilskudd til ",
    ". ",
];

static FIXTURES: LazyLock<Vec<File>> = LazyLock::new(fixtures);

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Parses a text and fails when the result breaks what always holds or does not come back from JSON.
fn must_hold(text: &str) -> Result<(), TestCaseError> {
    let mut problems = broken(text);
    problems.extend(round_trip(&parse(text)));
    prop_assert!(problems.is_empty(), "{text:?}\n{}", problems.join("\n"));
    Ok(())
}

fn words_of_the_genre() -> impl Strategy<Value = String> {
    prop::collection::vec(select(VOCABULARY), 0..160).prop_map(|words| words.concat())
}

fn fixture() -> impl Strategy<Value = &'static str> {
    (0..FIXTURES.len()).prop_map(|i| FIXTURES[i].text.as_str())
}

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn any_characters(text in prop::collection::vec(any::<char>(), 0..300).prop_map(String::from_iter)) {
        must_hold(&text)?;
    }

    #[test]
    fn any_order_of_the_genre(text in words_of_the_genre()) {
        must_hold(&text)?;
    }
}

proptest! {
    #![proptest_config(config(64))]

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
