//! What always holds, on every fixture, its noisy variants, its beginnings, and two fixtures in one file.

mod common;

use common::facts::{difference, facts};
use common::invariants::{broken, round_trip, violations};
use common::variants::{divided_words, variants};
use common::{assert_none, fixtures};
use styringsdokument::{Options, parse, parse_bytes};

/// Names the text that problems were found in.
fn named(name: &str, problems: Vec<String>) -> Vec<String> {
    problems.into_iter().map(|problem| format!("{name}: {problem}")).collect()
}

#[test]
fn fixtures_and_their_variants_keep_the_invariants() {
    let mut problems = Vec::new();
    for fixture in fixtures() {
        let original = ("as it is", fixture.text.clone());
        for (variant, text) in std::iter::once(original).chain(variants(&fixture.text)) {
            let extraction = parse(&text);
            let name = format!("{} ({variant})", fixture.name);
            problems.extend(named(&name, violations(&text, &extraction)));
            problems.extend(named(&name, round_trip(&extraction)));
        }
    }
    assert_none(&problems);
}

/// Matchers read divided words as one; the records keep them as they stand.
#[test]
fn divided_words_keep_the_invariants() {
    let mut problems = Vec::new();
    let mut divided = 0;
    for fixture in fixtures() {
        let text = divided_words(&fixture.text);
        divided += usize::from(text != fixture.text);
        problems.extend(named(&fixture.name, broken(&text)));
    }
    assert!(divided > 5, "{divided} fixtures have long words");
    assert_none(&problems);
}

#[test]
fn noise_does_not_change_the_facts() {
    let mut problems = Vec::new();
    for fixture in fixtures() {
        let original = facts(&parse(&fixture.text));
        for (variant, text) in variants(&fixture.text) {
            let name = format!("{} ({variant})", fixture.name);
            problems.extend(named(&name, difference(&original, &facts(&parse(&text)))));
        }
    }
    assert_none(&problems);
}

#[test]
fn a_changed_figure_is_a_changed_fact() {
    let text = "# Tildelingsbrev for 2026\n\nDepartementet ber om en plan innen 1. mars 2026.\n";
    let [first, second] = [text.to_owned(), text.replace("1. mars", "2. mars")].map(|text| facts(&parse(&text)));
    assert!(!difference(&first, &second).is_empty(), "{first:?}");
    assert!(difference(&first, &first).is_empty());
}

/// A letter may be cut anywhere, for example by a page that was not scanned.
#[test]
fn every_beginning_keeps_the_invariants() {
    let mut problems = Vec::new();
    for fixture in fixtures() {
        for (end, _) in fixture.text.match_indices('\n') {
            let beginning = &fixture.text[..=end];
            let lines = beginning.lines().count();
            problems.extend(named(&format!("{} (first {lines} lines)", fixture.name), broken(beginning)));
        }
    }
    assert_none(&problems);
}

#[test]
fn two_fixtures_in_one_file_keep_the_invariants() {
    let fixtures = fixtures();
    let mut problems = Vec::new();
    for first in &fixtures {
        for second in &fixtures {
            let name = format!("{} followed by {}", first.name, second.name);
            problems.extend(named(&name, broken(&format!("{}\n\n{}", first.text, second.text))));
        }
    }
    assert_none(&problems);
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    for fixture in fixtures() {
        let json = || serde_json::to_string(&parse(&fixture.text)).expect("an extraction can be written as JSON");
        assert_eq!(json(), json(), "{}", fixture.name);
    }
}

#[test]
fn bytes_in_utf8_are_read_like_text() {
    for fixture in fixtures() {
        let decoded = parse_bytes(fixture.text.as_bytes(), &Options::default()).expect("a fixture is UTF-8");
        assert_eq!(decoded, parse(&fixture.text), "{}", fixture.name);
    }
}

/// What the named variant makes of a text.
fn variant(name: &str, text: &str) -> String {
    let found = variants(text).into_iter().find(|(variant, _)| *variant == name);
    found.expect("the variant exists").1
}

#[test]
fn variants_change_noise_only() {
    let spaced = variant("no-break spaces", "- ba om\n1. og så\n# A b c d\n");
    assert_eq!(spaced, "- ba om\n1. og\u{a0}så\n# A b\u{a0}c d\n", "marks keep their spaces");
    let figures = variant("narrow no-break spaces in figures", "124 460, 22 24 90 90 og 1 2345");
    assert_eq!(figures, "124\u{202f}460, 22 24 90 90 og 1 2345", "only groups of three are joined");
    let hyphenated = variant("soft hyphens", "**Foretaksmøtet** ba a@oppdragsbrevet.no\n");
    assert_eq!(hyphenated, "**Foreta\u{ad}ksmøtet** ba a@oppdragsbrevet.no\n", "addresses are no words");
}
