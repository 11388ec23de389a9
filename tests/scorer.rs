//! The scorer against results made up to fail: one that cannot find a fault would make every other figure worthless.

mod common;

use std::collections::BTreeMap;

use anyhow::Result;
use common::truth::matching::Fit::{Identity, Not, Whole};
use common::truth::matching::pair;
use common::truth::report::{Sums, findings, table};
use common::truth::words::{Words, begin, plain};
use common::truth::{Letter, score};
use serde_json::{Value, json};

const LETTER: &str = "# Tildelingsbrev\n\nFrist: 1. juni\n\nDepartementet ber om en plan.\n";

/// Of each class truth, found, false and whole; and the findings.
type Figures = (BTreeMap<&'static str, [usize; 4]>, Vec<String>);

/// The figures of a made-up result for [`LETTER`].
fn figures(document: Value, truth: Value) -> Result<Figures> {
    let letters = score(LETTER, &json!({ "documents": [with_place(document)] }), &json!({ "documents": Value::Array(vec![truth]) }))?;
    let of_classes = letters[0].score.classes().filter(|(class, _)| *class != "documents");
    let figures = of_classes.map(|(class, t)| (class, [t.truth, t.found, t.wrong, t.whole])).collect();
    Ok((figures, findings_of("x", &letters)))
}

/// The document with the place of the whole letter.
fn with_place(mut document: Value) -> Value {
    document["span"] = json!([0, LETTER.len()]);
    document["line"] = json!(1);
    document
}

fn findings_of(name: &str, letters: &[Letter]) -> Vec<String> {
    letters.iter().flat_map(|letter| findings(name, &letter.score.findings)).collect()
}

#[test]
fn a_wrong_header_value_is_missed_and_false() -> Result<()> {
    let truth = json!({ "header": { "kind": "tildelingsbrev", "date": "2026-01-31", "our_ref": null, "your_ref": null } });
    let (figures, findings) = figures(json!({ "kind": "tildelingsbrev", "date": "2026-01-30", "our_ref": "1/2" }), truth)?;
    assert_eq!(figures["header"], [2, 1, 2, 1]);
    assert_eq!(findings, ["x:1: missed header date «2026-01-31»", "x:1: false header date «2026-01-30»", "x:1: false header our_ref «1/2»"]);
    Ok(())
}

#[test]
fn what_the_truth_does_not_name_is_not_judged() -> Result<()> {
    let document = json!({ "kind": "annet", "goals": [{ "title": "A", "number": null }] });
    assert_eq!(figures(document, json!({ "header": {} }))?, (BTreeMap::new(), vec![]));
    Ok(())
}

#[test]
fn an_empty_list_makes_every_record_false() -> Result<()> {
    let document = json!({ "goals": [{ "title": "A", "text": "A", "line": 3 }] });
    let (figures, findings) = figures(document, json!({ "header": {}, "goals": [] }))?;
    assert_eq!(figures["goals"], [0, 0, 1, 0]);
    assert_eq!(findings, ["x:3: false goals title «A», text «A»"]);
    Ok(())
}

#[test]
fn a_wrong_field_spoils_the_record_but_it_is_found() -> Result<()> {
    let document = json!({ "budget_lines": [
        { "kapittel": 701, "post": 21, "amount": { "nok": 3000, "granularity": 1000 }, "purpose": "til **drift** av registre", "mandate": null, "line": 3 },
    ]});
    let line = |purpose: &str, granularity: i64| json!([{ "kapittel": 701, "post": 21, "nok": 3000, "purpose": purpose, "granularity": granularity, "mandate": null }]);
    let (right, findings) = figures(document.clone(), json!({ "header": {}, "budget_lines": line("drift av", 1000) }))?;
    assert_eq!((right["budget_lines"], findings), ([1, 1, 0, 1], vec![]));
    let (wrong, findings) = figures(document.clone(), json!({ "header": {}, "budget_lines": line("drift av", 1) }))?;
    assert_eq!(wrong["budget_lines"], [1, 1, 0, 0]);
    assert_eq!(findings, ["x:3: wrong field of budget_lines kapittel 701, post 21, nok 3000: granularity is 1000, not 1"]);
    let (wrong, _) = figures(document, json!({ "header": {}, "budget_lines": line("lønn", 1000) }))?;
    assert_eq!(wrong["budget_lines"], [1, 1, 0, 0]);
    Ok(())
}

#[test]
fn money_counted_twice_is_false() -> Result<()> {
    let line = json!({ "kapittel": 701, "post": 21, "amount": { "nok": 3000 } });
    let truth = json!({ "header": {}, "budget_lines": [{ "kapittel": 701, "post": 21, "nok": 3000 }] });
    assert_eq!(figures(json!({ "budget_lines": [line, line] }), truth)?.0["budget_lines"], [1, 1, 1, 1]);
    Ok(())
}

#[test]
fn optional_records_are_neither_right_nor_wrong() -> Result<()> {
    let document = json!({
        "mandates": [{ "id": "TB2026-71", "text": "noe" }, { "id": null, "text": "Det forutsettes at midlene brukes" }],
        "budget_lines": [{ "kapittel": 326, "post": 1, "amount": { "nok": 5 } }],
        "deadlines": [{ "when": { "type": "period", "edtf": "2023", "relation": "by" } }, { "when": { "type": "period", "edtf": "2023-06" } }],
    });
    let truth = json!({
        "header": {},
        "mandates": [], "mandates_optional": ["TB2026-71", "Det forutsettes at"],
        "budget_lines": [], "budget_lines_optional": [{ "kapittel": 326, "post": 1, "nok": null }],
        "deadlines": [], "deadlines_optional": ["period:2023"],
    });
    let (figures, _) = figures(document, truth)?;
    assert_eq!(figures["mandates"], [0, 0, 0, 0]);
    assert_eq!(figures["budget_lines"], [0, 0, 1, 0], "an amount where the text has lost it is invented");
    assert_eq!(figures["deadlines"], [0, 0, 1, 0], "a month is not the year");
    Ok(())
}

#[test]
fn a_deadline_is_known_by_time_and_place_and_judged_by_its_mandate() -> Result<()> {
    let span = json!([18, 32]);
    let when = json!({ "type": "date", "date": "2026-06-01", "relation": "by", "inferred": [{ "field": "year" }] });
    let document = json!({
        "mandates": [{ "key": "m1", "id": null, "text": "Departementet ber om en plan." }],
        "deadlines": [{ "when": when, "span": span, "line": 3, "mandate": "m1" }],
    });
    let judge =
        |deadline: Value| -> Result<[usize; 4]> { Ok(figures(document.clone(), json!({ "header": {}, "deadlines": [deadline] }))?.0["deadlines"]) };
    let near = "ber om en plan";
    assert_eq!(judge(json!({ "when": "date:2026-06-01", "near": near, "mandate": "Departementet ber", "inferred": ["year"] }))?, [1, 1, 0, 1]);
    assert_eq!(judge(json!({ "when": "date:2026-06-01:on", "near": near }))?, [1, 0, 1, 0], "the relation");
    assert_eq!(judge(json!({ "when": "date:2026-06-02", "near": near }))?, [1, 0, 1, 0], "the day");
    assert_eq!(judge(json!({ "when": "date:2026-06-01", "near": "ber om en rapport" }))?, [1, 0, 1, 0], "the place");
    assert_eq!(judge(json!({ "when": "date:2026-06-01", "near": near, "mandate": "TB2026-1" }))?, [1, 1, 0, 0], "the mandate");
    assert_eq!(judge(json!({ "when": "date:2026-06-01", "near": near, "mandate": null }))?, [1, 1, 0, 0], "a mandate too many");
    assert_eq!(judge(json!({ "when": "date:2026-06-01", "near": near, "inferred": [] }))?, [1, 1, 0, 0], "the year is not printed");
    Ok(())
}

#[test]
fn mandates_are_known_by_id_or_words() -> Result<()> {
    let document = json!({
        "sections": [{ "title": "Oppdrag" }],
        "mandates": [
            { "id": "2023-01", "text": "2023-01 Plan", "parts": [{ "text": "Utvikle noe" }], "section": ["Oppdrag", "Til X"], "line": 3 },
            { "id": null, "text": "Departementet ber om en plan.", "parts": [], "pieces": [[1, 2], [3, 4]], "line": 5 },
        ],
    });
    let judge =
        |mandates: Value| -> Result<[usize; 4]> { Ok(figures(document.clone(), json!({ "header": {}, "mandates": mandates }))?.0["mandates"]) };
    let identified = json!({ "id": "2023-01", "parts": ["Utvikle"], "section": "Oppdrag" });
    assert_eq!(judge(json!([identified, { "start": "Departementet ber", "pieces": 2, "parts": 0 }]))?, [2, 2, 0, 2]);
    assert_eq!(judge(json!([identified, { "text": "Departementet ber om en  plan." }]))?, [2, 2, 0, 2]);
    assert_eq!(judge(json!([identified, { "text": "Departementet ber om en" }]))?, [2, 1, 1, 1], "the words are cut");
    assert_eq!(judge(json!([{ "id": "2023-01", "parts": 2 }, { "start": "Departementet" }]))?, [2, 2, 0, 1], "a part is missing");
    assert_eq!(judge(json!([{ "id": "2023-02" }]))?, [1, 0, 2, 0]);
    let flagged = json!({ "header": {}, "mandates_ids_only": true, "mandates": [identified] });
    assert_eq!(figures(document, flagged)?.0["mandates"], [1, 1, 0, 1], "only ids are judged");
    Ok(())
}

#[test]
fn references_are_complete_only_beside_optional_ones() -> Result<()> {
    let document = json!({ "references": [{ "canonical": "NOU 2024: 18" }, { "canonical": "kap. 1 post 2" }, { "canonical": "kap. 1 post 2" }] });
    let judge = |truth: Value| -> Result<[usize; 4]> { Ok(figures(document.clone(), truth)?.0["references"]) };
    assert_eq!(judge(json!({ "header": {}, "references": ["NOU 2024: 18", "R-110"] }))?, [2, 1, 0, 1]);
    assert_eq!(judge(json!({ "header": {}, "references": ["NOU 2024: 18"], "references_optional": [] }))?, [1, 1, 1, 1]);
    assert_eq!(judge(json!({ "header": {}, "references": ["NOU 2024: 18"], "references_optional": ["kap. 1 post 2"] }))?, [1, 1, 0, 1]);
    Ok(())
}

#[test]
fn diagnostics_must_be_given_for_their_letter() -> Result<()> {
    let truth = json!({ "documents": [{ "header": {}, "diagnostics": ["open-deadline", "stale-year"] }] });
    let diagnostics =
        json!([{ "code": "open-deadline", "document": 0 }, { "code": "unplaced", "document": 0 }, { "code": "stale-year", "document": 1 }]);
    let letters = score(LETTER, &json!({ "documents": [with_place(json!({}))], "diagnostics": diagnostics }), &truth)?;
    assert_eq!(findings_of("x", &letters), ["x:1: missed diagnostics code «stale-year»"]);
    Ok(())
}

#[test]
fn letters_too_few_and_too_many_are_counted() -> Result<()> {
    let letter = json!({ "header": { "kind": "annet" } });
    let given = json!({ "documents": [{ "kind": "annet" }, { "kind": "annet", "title": "Brev", "line": 9 }] });
    let letters = score(LETTER, &given, &json!({ "documents": [letter] }))?;
    assert_eq!(findings_of("x", &letters), ["x:9: false documents a letter too many, «Brev»"]);
    let letters = score(LETTER, &given, &json!({ "documents": [letter, letter, letter] }))?;
    assert_eq!(findings_of("x", &letters), ["x:1: missed documents letter 3 of the file", "x:1: missed header kind «annet»"]);
    Ok(())
}

#[test]
fn a_truth_that_nobody_would_judge_is_refused() {
    for truth in [
        json!({}),
        json!({ "header": { "dato": "2026-01-31" } }),
        json!({ "header": {}, "goal": [] }),
        json!({ "header": {}, "goals_optional": [] }),
        json!({ "header": {}, "goals": [{ "title": "A", "nr": 1 }] }),
        json!({ "header": {}, "budget_lines": [{ "kapittel": 701, "post": 21 }] }),
        json!({ "header": {}, "goals": ["A"] }),
    ] {
        assert!(figures(json!({}), truth.clone()).is_err(), "{truth}");
    }
}

#[test]
fn the_table_shows_shares_of_what_there_is() -> Result<()> {
    let document = json!({ "kind": "annet", "goals": [{ "title": "A", "number": "1" }, { "title": "B" }] });
    let truth =
        json!({ "header": { "kind": "annet" }, "decisions": [], "goals": [{ "title": "A", "number": "2" }, { "title": "C", "number": null }] });
    let letters = score(LETTER, &json!({ "documents": [document] }), &json!({ "documents": [truth] }))?;
    let expected = "\
x.txt
class          truth  found  missed  false  recall  precision     F1     strict       fields
documents          1      1       0      0   1.000      1.000  1.000        1/1            –
header             1      1       0      0   1.000      1.000  1.000        1/1            –
decisions          0      0       0      0       –          –      –          –            –
goals              2      1       1      1   0.500      0.500  0.500        0/2          0/1
all                4      3       1      1   0.750      0.750  0.750        2/4          0/1
";
    assert_eq!(table("x.txt", &letters[0].score), expected);
    Ok(())
}

#[test]
fn figures_are_summed_by_kind_and_file() -> Result<()> {
    let letter = |kind: &str| json!({ "documents": [{ "header": { "kind": kind } }] });
    let mut sums = Sums::default();
    sums.add("b.txt", &score(LETTER, &json!({ "documents": [{ "kind": "tildelingsbrev" }] }), &letter("tildelingsbrev"))?);
    sums.add("a.txt", &score(LETTER, &json!({ "documents": [{ "kind": "tildelingsbrev", "line": 4 }] }), &letter("protokoll"))?);
    sums.add("a.txt", &score(LETTER, &json!({ "documents": [{ "kind": "annet" }] }), &json!({ "documents": [{ "header": {} }] }))?);
    let expected = "\
letters, by kind
kind                          truth  found  missed  false  recall  precision     F1     strict       fields
protokoll                         2      1       1      1   0.500      0.500  0.500        1/2            –
oppdragsdokument                  0      0       0      0       –          –      –          –            –
tillegg_til_oppdragsdokument      0      0       0      0       –          –      –          –            –
tildelingsbrev                    2      2       0      0   1.000      1.000  1.000        2/2            –
supplerende_tildelingsbrev        0      0       0      0       –          –      –          –            –
annet                             0      0       0      0       –          –      –          –            –
(not settled)                     1      1       0      0   1.000      1.000  1.000        1/1            –
all                               5      4       1      1   0.800      0.800  0.800        4/5            –
";
    assert_eq!(sums.by_kind("letters"), expected);
    let files = "\
letters, by file
file           truth  found  missed  false  recall  precision     F1     strict       fields
a.txt              3      2       1      1   0.667      0.667  0.667        2/3            –
b.txt              2      2       0      0   1.000      1.000  1.000        2/2            –
all                5      4       1      1   0.800      0.800  0.800        4/5            –
";
    assert_eq!(sums.by_file("letters"), files);
    assert_eq!(sums.findings, ["a.txt:4: missed header kind «protokoll»", "a.txt:4: false header kind «tildelingsbrev»"]);
    let summary = sums.summary("letters");
    assert!(summary.starts_with("letters, by class\nclass ") && summary.ends_with(expected), "{summary}");
    Ok(())
}

#[test]
fn marks_are_no_words() {
    assert_eq!(plain(" **Sak 1**  Fore\u{ad}taks<br>møtet\n| a |"), "Sak 1 Foretaks møtet a");
    assert_eq!(plain("a < b"), "a < b");
}

#[test]
fn beginnings_end_with_a_whole_word() {
    assert!(begin("utarbeide en rapport innen 1. juni", "utarbeide en rapport innen 1."));
    assert!(begin("**71** ", "71"));
    assert!(!begin("eventuelt innen 1. mai", "event"));
}

#[test]
fn distance_is_counted_in_the_words_between() {
    let source = "Frist: **1. juni**\n\nfor å levere";
    let words = Words::new(source, (0, source.len()));
    let date = (source.find("1.").expect("the date stands in the text"), source.find("**\n").expect("the mark stands in the text"));
    assert_eq!(words.distance("1. juni", date), Some(0));
    assert_eq!(words.distance("levere", date), Some(" for å ".chars().count()));
    assert_eq!(words.distance("Frist:", date), Some(1));
    assert_eq!(words.distance("rapport", date), None);
    assert_eq!(words.find("for å"), source.find("for å"));
}

#[test]
fn a_record_gives_way_to_one_that_has_no_other_place() {
    assert_eq!(pair(&[vec![Identity, Identity], vec![Identity, Not]]), [Some(1), Some(0)]);
}

#[test]
fn whole_pairs_come_first() {
    assert_eq!(pair(&[vec![Identity, Whole], vec![Whole, Identity]]), [Some(1), Some(0)]);
}

#[test]
fn one_record_answers_for_one() {
    assert_eq!(pair(&[vec![Whole], vec![Whole]]), [Some(0), None]);
    assert_eq!(pair(&[]), []);
    assert_eq!(pair(&[vec![]]), [None]);
}
