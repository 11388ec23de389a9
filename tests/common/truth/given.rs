//! The parser's records, with the names and forms that truth files use.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::class::Class;
use super::words::plain;
use super::{Side, span};
use crate::common::json::{is_empty, list, string};
use crate::common::when;

/// The fields of a record.
pub(super) type Fields = Map<String, Value>;

/// A field of a record; null where it has none.
pub(super) fn value<'f>(fields: &'f Fields, name: &str) -> &'f Value {
    fields.get(name).unwrap_or(&Value::Null)
}

/// The records of a class that the parser gives for a letter.
pub(super) fn records(side: &Side<'_>, class: &Class) -> Vec<Fields> {
    let own = |d: &&Value| d["document"] == side.index || (d["document"].is_null() && is_inside(side, d));
    let records: Vec<&Value> = match class.name {
        "diagnostics" => list(&side.extraction["diagnostics"]).iter().filter(own).collect(),
        name => list(&side.document[name]).iter().collect(),
    };
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for record in records {
        let mut fields = match (record, class.string) {
            (Value::Object(fields), _) => fields.clone(),
            (_, Some(field)) => Fields::from_iter([(field.to_owned(), record.clone())]),
            _ => continue,
        };
        adapt(side.document, class, &mut fields);
        let name = class.string.map(|field| value(&fields, field).to_string()).unwrap_or_default();
        if !class.once || seen.insert(name) {
            all.push(fields);
        }
    }
    all
}

/// Whether a diagnostic that names no letter stands in this one.
fn is_inside(side: &Side<'_>, diagnostic: &Value) -> bool {
    let (start, end) = side.span();
    span(Some(&diagnostic["span"])).is_some_and(|(from, to)| start <= from && to <= end)
}

/// Puts the fields of the JSON into the form that truth files use.
fn adapt(document: &Value, class: &Class, fields: &mut Fields) {
    put(fields, "pieces", json!(list(value(fields, "pieces")).len().max(1)));
    if let Some(section) = fields.get_mut("section").filter(|section| section.is_array()) {
        *section = last_heading(document, section);
    }
    match class.name {
        "budget_lines" => {
            for field in ["nok", "granularity", "qualifier"] {
                put(fields, field, value(fields, "amount")[field].clone());
            }
            for field in ["earlier", "total"] {
                put(fields, field, value(fields, field)["nok"].clone());
            }
            put(fields, "inferred", names(value(fields, "inferred")));
        }
        "deadlines" => {
            let when = value(fields, "when").clone();
            put(fields, "when", json!(when::canonical(&when)));
            put(fields, "inferred", names(&when["inferred"]));
            put(fields, "resolved", when["resolved"].clone());
            let key = value(fields, "mandate");
            if let Some(mandate) = list(&document["mandates"]).iter().find(|mandate| !key.is_null() && mandate["key"] == *key) {
                put(fields, "mandate", mandate.clone());
            }
        }
        _ => {}
    }
}

fn put(fields: &mut Fields, name: &str, value: Value) {
    fields.insert(name.to_owned(), value);
}

/// The innermost heading of a section path.
fn last_heading(document: &Value, path: &Value) -> Value {
    let is_heading = |title: &&Value| list(&document["sections"]).iter().any(|section| same(&section["title"], title));
    list(path).iter().rev().find(is_heading).cloned().unwrap_or(Value::Null)
}

/// The names of inferred fields.
fn names(inferred: &Value) -> Value {
    json!(list(inferred).iter().map(|i| string(&i["field"])).collect::<Vec<_>>())
}

/// Whether two values are the same; strings are compared in words, and an empty list is as good as null.
pub(super) fn same(wanted: &Value, given: &Value) -> bool {
    match (wanted, given) {
        (Value::String(a), Value::String(b)) => plain(a) == plain(b),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        _ => wanted == given || (is_empty(wanted) && is_empty(given)),
    }
}
