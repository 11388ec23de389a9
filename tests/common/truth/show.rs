//! Records and values in one line, for the findings.

use serde_json::Value;

use super::class::Class;
use super::given::{Fields, value};
use crate::common::json::is_empty;

/// A record of the truth: every field that has a value, the deciding ones first.
pub(super) fn wanted(class: &Class, record: &Fields) -> String {
    line(class.all_fields(), record)
}

/// A record given: the fields that say which it is, and its words.
pub(super) fn given(class: &Class, record: &Fields) -> String {
    let deciding = class.identity.iter().copied().flatten().copied().filter(|&field| field != "text");
    line(deciding.chain(["text"]), record)
}

fn line(fields: impl Iterator<Item = &'static str>, record: &Fields) -> String {
    let present = fields.filter(|field| !is_empty(value(record, field)));
    present.map(|field| format!("{field} {}", shown(value(record, field)))).collect::<Vec<_>>().join(", ")
}

/// A value: strings quoted and cut, a mandate as its id or words.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(words) => format!("«{}»", cut(words)),
        Value::Array(values) => format!("[{}]", values.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Object(record) => ["id", "text"].iter().filter_map(|field| record.get(*field)).find(|v| !v.is_null()).map_or("{…}".to_owned(), shown),
        _ => value.to_string(),
    }
}

/// Long words cut short: enough to find the place.
fn cut(words: &str) -> String {
    const SHOWN: usize = 100;
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
