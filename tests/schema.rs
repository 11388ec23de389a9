//! The JSON Schema: it is the one in `docs`, all JSON is valid by it, and it lets nothing undescribed or wrong through.

mod common;

use common::vocabulary::{LINES, WORDS};
use common::{assert_none, fixtures, json, package_folder, variants::variants};
use jsonschema::Validator;
use serde_json::{Value, json};
use styringsdokument::output::schema::{dossier, extraction};
use styringsdokument::{Extraction, Options, consolidate, parse, parse_bytes};

/// A validator that also looks at formats, such as dates.
fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::options().should_validate_formats(true).build(schema).expect("the schema is one")
}

/// The schema without leave for further keys: what it does not describe is an error.
fn closed(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        if let Value::Object(object) = value {
            if object.contains_key("properties") {
                object.insert("additionalProperties".to_owned(), json!(false));
            }
            object.values_mut().for_each(close);
        } else if let Value::Array(list) = value {
            list.iter_mut().for_each(close);
        }
    }
    close(&mut schema);
    schema
}

fn problems(validator: &Validator, name: &str, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{name}: {}: {error}", error.instance_path())).collect()
}

#[test]
fn the_schemas_in_docs_are_those_of_the_types() {
    for (name, schema, option) in [("extraction", extraction(), ""), ("dossier", dossier(), " --consolidate")] {
        let path = package_folder().join(format!("docs/{name}.schema.json"));
        let committed: Value = serde_json::from_str(&std::fs::read_to_string(&path).expect("it is there")).expect("it is JSON");
        let advice = format!("cargo run --example extract -- --format schema{option} --out docs/{name}.schema.json");
        assert!(committed == schema, "the types changed; look at the difference after `{advice}`");
    }
}

#[test]
fn the_schemas_are_valid_themselves() {
    for schema in [extraction(), dossier()] {
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::draft202012::meta::validate(&schema).expect("the schema follows its draft");
    }
}

#[test]
fn every_dossier_is_valid() {
    let validator = validator(&dossier());
    let extractions: Vec<Extraction> = fixtures().iter().map(|fixture| parse(&fixture.text)).collect();
    let all = consolidate(extractions.iter().flat_map(|extraction| &extraction.documents));
    assert_none(&problems(&validator, "all letters", &json::of(&all)));
    for (fixture, extraction) in fixtures().iter().zip(&extractions) {
        assert_none(&problems(&validator, &fixture.name, &json::of(&consolidate(&extraction.documents))));
    }
}

#[test]
fn every_fixture_and_variant_is_valid_and_wholly_described() {
    let validator = validator(&closed(extraction()));
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        wrong.extend(problems(&validator, &fixture.name, &json::of(&parse(&fixture.text))));
        for (variant, text) in variants(&fixture.text) {
            wrong.extend(problems(&validator, &format!("{} ({variant})", fixture.name), &json::of(&parse(&text))));
        }
    }
    assert_none(&wrong);
}

#[test]
fn odd_texts_are_valid() {
    let validator = validator(&closed(extraction()));
    let all = LINES.iter().chain(WORDS).copied().collect::<Vec<_>>().join("\n\n");
    let texts = ["", "\n", "\u{feff}", "Tildelingsbrev for 2026", "Frist: 31.6.2026", &all];
    for text in texts {
        assert_none(&problems(&validator, text, &json::of(&parse(text))));
    }
    let decoded = parse_bytes(b"Tildelingsbrev for 2026\n\nfr\xe5 1. mars", &Options::default()).expect("it is Windows-1252");
    assert_none(&problems(&validator, "Windows-1252", &json::of(&decoded)));
}

#[test]
fn every_time_of_a_deadline_is_told_by_its_type() {
    let schema = extraction();
    let variants = schema["$defs"]["When"]["oneOf"].as_array().expect("it is one of several");
    let types: Vec<&Value> = variants.iter().map(|variant| &variant["properties"]["type"]["const"]).collect();
    assert_eq!(types, ["date", "period", "recurring", "relative", "event", "unspecified", "invalid"]);
}

#[test]
fn wrong_json_is_not_valid() {
    let validator = validator(&extraction());
    let letter = "# Tildelingsbrev for 2026\n\nKap. 760, post 21: kr 15 901 000\n\nDirektoratet skal levere en plan innen 1. mars.\n";
    let right = json::of(&parse(letter));
    assert_none(&problems(&validator, "the letter", &right));
    let meeting = |start| json!({ "enterprise": null, "date": null, "start": start, "end": null, "place": null, "form": null, "chair": null, "approvers": [], "auditor": null });
    let mut met = right.clone();
    met["documents"][0]["meeting"] = meeting("09:59");
    assert_none(&problems(&validator, "the letter with a meeting", &met));
    let wrong: [(&str, Value); 12] = [
        ("/schema_version", json!(2)),
        ("/documents", json!([])),
        ("/documents/0/kind", json!("brev")),
        ("/documents/0/line", json!(0)),
        ("/documents/0/fiscal_year", json!("2026")),
        ("/documents/0/span", json!([1])),
        ("/documents/0/date", json!("2026-02-30")),
        ("/documents/0/budget_lines/0/post", json!(100)),
        ("/documents/0/budget_lines/0/amount/nok", json!(1.5)),
        ("/documents/0/deadlines/0/when/type", json!("day")),
        ("/documents/0/deadlines/0/when", json!({ "type": "date", "relation": null, "inferred": [] })),
        ("/documents/0/meeting", meeting("25:00")),
    ];
    for (place, value) in wrong {
        let mut changed = right.clone();
        *changed.pointer_mut(place).unwrap_or_else(|| panic!("{place} is there")) = value.clone();
        assert!(!validator.is_valid(&changed), "{value} at {place} is valid");
    }
    let mut changed = right;
    changed["documents"][0].as_object_mut().expect("a letter is an object").remove("title");
    assert!(!validator.is_valid(&changed), "a letter without the key of its title is valid");
}
