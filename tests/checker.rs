//! The checker of invariants against results that break them, one by one.

mod common;

use common::assert_none;
use common::invariants::{round_trip, violations};
use serde_json::{Value, json};
use styringsdokument::Extraction;

const TEXT: &str = "Sak 1 Plan\n\nX skal\n\n---\n\nlevere på kap. 701 post 21\n5 000 kr innen 1. juni.\n\nå så\n";

/// The span of words in [`TEXT`].
fn span(words: &str) -> Value {
    let start = TEXT.find(words).expect("the words stand in the text");
    json!([start, start + words.len()])
}

/// A record with the words of a span, and the fields of its class.
fn record(words: &str, line: usize, mut fields: Value) -> Value {
    fields["span"] = span(words);
    fields["text"] = json!(words);
    fields["line"] = json!(line);
    fields
}

/// A good result for [`TEXT`], as JSON.
fn good() -> Value {
    let sentence = "X skal\n\n---\n\nlevere på kap. 701 post 21\n5 000 kr innen 1. juni.";
    let mut mandate =
        record(sentence, 3, json!({ "key": "m1", "form": "requested", "parts": [], "modality": "skal", "section": [], "status": "given" }));
    mandate["agenda_item"] = json!(1);
    mandate["text"] = json!("X skal levere på kap. 701 post 21 5 000 kr innen 1. juni.");
    mandate["pieces"] = json!([span("X skal"), span("levere på kap. 701 post 21\n5 000 kr innen 1. juni.")]);
    let mut obligation = mandate.clone();
    obligation["mandate"] = json!("m1");
    let amount = json!({ "nok": 5000, "text": "5 000 kr", "granularity": 1000, "qualifier": "exact" });
    let line = json!({
        "key": "b1", "kapittel": 701, "post": 21, "amount": amount, "side": "expense", "effect": "grant", "counted": true, "keywords": [],
        "origin": "prose", "inferred": [{ "field": "post", "span": span("post 21") }],
    });
    let when = json!({ "type": "period", "edtf": "2026-06", "start": "2026-06-01", "end": "2026-06-30", "relation": "by", "inferred": [] });
    let deadline = json!({ "key": "d1", "when": when, "mandate": "m1", "agenda_item": 1, "origin": "prose" });
    let check = json!({ "kind": "table-sum", "status": "holds", "stated": 5000, "computed": 5000, "lines": ["b1"] });
    let mut letter = json!({
        "kind": "annet", "title": "Plan", "supplement_number": null, "issuer": {}, "recipient": { "address": [] }, "span": [0, TEXT.len()], "line": 1,
        "evidence": [record("Plan", 1, json!({ "field": "title" }))],
        "sections": [record("Sak 1 Plan", 1, json!({ "level": 1, "title": "Sak 1 Plan" }))],
        "agenda_items": [record("Sak 1 Plan", 1, json!({ "number": 1, "title": "Plan", "listed": true, "treated": true }))],
        "mandates": [mandate], "obligations": [obligation], "deadlines": [record("innen 1. juni", 8, deadline)],
        "budget_lines": [record("5 000 kr", 8, line)], "checks": [record("5 000 kr", 8, check)],
        "amounts": [record("5 000 kr", 8, json!({ "nok": 5000, "granularity": 1000, "qualifier": "exact" }))],
        "references": [record("kap. 701 post 21", 7, json!({ "kind": "budget_post", "canonical": "kap. 701 post 21" }))],
        "coverage": { "bytes": TEXT.len(), "understood": TEXT.len() - 12, "structure": 3, "furniture": 3, "unplaced": [span("å så")] },
    });
    for list in ["co_issuers", "amends", "copies_to", "decisions", "participants", "signatories", "goals", "indicators"] {
        letter[list] = json!([]);
    }
    let diagnostic = json!({
        "code": "unplaced", "severity": "warning", "message": "1 passage", "document": 0, "field": null, "span": span("å så"), "line": 10,
    });
    json!({
        "schema_version": 1, "source": { "bytes": TEXT.len(), "lines": TEXT.lines().count() }, "documents": [letter], "diagnostics": [diagnostic],
    })
}

/// What the checker says of the good result with one value replaced, which is named by a JSON pointer.
fn with(pointer: &str, value: Value) -> Vec<String> {
    let mut result = good();
    *result.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is in the result")) = value;
    let extraction: Extraction = serde_json::from_value(result).expect("the result is an extraction");
    violations(TEXT, &extraction)
}

#[test]
fn a_good_result_passes() {
    let extraction: Extraction = serde_json::from_value(good()).expect("the result is an extraction");
    assert_none(&violations(TEXT, &extraction));
    assert_none(&round_trip(&extraction));
}

#[test]
fn every_break_is_noticed() {
    let inside_a_letter = TEXT.find('å').expect("the letter stands in the text") + 1;
    let letter = "/documents/0";
    let twice = |list: &str| json!([good()["documents"][0][list][0], good()["documents"][0][list][0]]);
    let breaks = [
        ("/source/bytes", json!(1)),
        ("/source/lines", json!(1)),
        ("/documents", json!([])),
        (&format!("{letter}/span"), json!([1, TEXT.len()])),
        (&format!("{letter}/span"), json!([0, TEXT.len() - 1])),
        (&format!("{letter}/line"), json!(2)),
        (&format!("{letter}/sections/0/line"), json!(2)),
        (&format!("{letter}/sections/0/text"), json!("Sak 1")),
        (&format!("{letter}/sections/0/span"), json!([0, TEXT.len() + 1])),
        (&format!("{letter}/sections/0/span"), json!([inside_a_letter, TEXT.len()])),
        (&format!("{letter}/sections"), twice("sections")),
        (&format!("{letter}/mandates/0/pieces"), json!([span("X skal")])),
        (&format!("{letter}/mandates/0/pieces"), json!([span("levere på"), span("X skal")])),
        (&format!("{letter}/mandates/0/pieces"), json!([span("X skal"), span("levere på")])),
        (&format!("{letter}/mandates"), twice("mandates")),
        (&format!("{letter}/mandates/0/agenda_item"), json!(2)),
        (&format!("{letter}/deadlines/0/mandate"), json!("m2")),
        (&format!("{letter}/deadlines/0/when/end"), json!("2026-05-30")),
        (&format!("{letter}/deadlines"), twice("deadlines")),
        (&format!("{letter}/obligations/0/mandate"), json!("m2")),
        (&format!("{letter}/obligations"), twice("obligations")),
        (&format!("{letter}/amounts"), twice("amounts")),
        (&format!("{letter}/amounts/0/granularity"), json!(10_000)),
        (&format!("{letter}/references"), twice("references")),
        (&format!("{letter}/checks/0/lines"), json!(["b2"])),
        (&format!("{letter}/budget_lines/0/side"), json!("income")),
        (&format!("{letter}/budget_lines/0/inferred/0/span"), json!([0, TEXT.len() + 1])),
        (&format!("{letter}/budget_lines/0/post"), json!(0)),
        (&format!("{letter}/evidence/0/field"), json!("date")),
        (&format!("{letter}/supplement_number"), json!(0)),
        (&format!("{letter}/coverage/understood"), json!(1)),
        (&format!("{letter}/coverage/bytes"), json!(1)),
        (&format!("{letter}/coverage/unplaced"), json!([span("1 Plan")])),
        (&format!("{letter}/coverage/unplaced/0"), json!([inside_a_letter, inside_a_letter + 6])),
        ("/diagnostics/0/line", json!(1)),
        ("/diagnostics/0/severity", json!("error")),
        ("/diagnostics/0/document", json!(1)),
        ("/diagnostics/0/span", json!([inside_a_letter, inside_a_letter + 1])),
    ];
    for (pointer, value) in breaks {
        assert!(!with(pointer, value.clone()).is_empty(), "{pointer} as {value} is not noticed");
    }
}
