//! The records of a class: which are found, missed and false, and which of their fields are wrong.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use serde_json::{Map, Value, json};

use super::class::{Class, Complete, FLAG_IDS_ONLY};
use super::matching::{Fit, pair};
use super::words::{Words, begin, plain};
use super::{Fault, Score, Side, span};
use crate::common::json::{is_empty, list, string};
use crate::common::when;

/// How many characters may lie between a deadline and the words it is known by.
const NEAR: usize = 400;

type Fields = Map<String, Value>;

/// Judges the records of a class.
pub(super) fn judge(side: &Side<'_>, words: &Words, class: &Class, wanted: &[Value], truth: &Fields, score: &mut Score) -> Result<()> {
    let wanted: Vec<Fields> = wanted.iter().map(|record| read(class, record)).collect::<Result<_>>()?;
    let ids_only = class.name == "mandates" && truth.get(FLAG_IDS_ONLY).is_some_and(|flag| flag == true);
    let given: Vec<Fields> = given(side, class).into_iter().filter(|record| !ids_only || !is_empty(value(record, "id"))).collect();
    let judge = Judge { class, words };
    let fits: Vec<Vec<Fit>> = wanted.iter().map(|w| given.iter().map(|g| judge.fit(w, g)).collect()).collect();
    let pairs = pair(&fits);

    let tally = score.tally(class.name);
    tally.truth += wanted.len();
    for (wanted, found) in wanted.iter().zip(&pairs) {
        match found {
            Some(found) => judge.found(side, wanted, &given[*found], score),
            None => score.find(Fault::Missed, class.name, judge.line_of_truth(side, wanted), summary(class, wanted)),
        }
    }
    let optional = truth.get(&format!("{}_optional", class.name));
    let complete = match class.complete {
        Complete::Always => true,
        Complete::WithOptional => optional.is_some(),
        Complete::Never => false,
    };
    let optional = optional.map_or(&[][..], list);
    for (i, record) in given.iter().enumerate().filter(|_| complete) {
        if !pairs.contains(&Some(i)) && !optional.iter().any(|optional| excuses(optional, record)) {
            score.tally(class.name).wrong += 1;
            score.find(Fault::False, class.name, side.line(record.get("line")), given_summary(class, record));
        }
    }
    Ok(())
}

/// A record of the truth, checked for fields that nobody would judge.
fn read(class: &Class, record: &Value) -> Result<Fields> {
    let fields = match (record, class.string) {
        (Value::String(words), Some(field)) => Fields::from_iter([(field.to_owned(), json!(words))]),
        (Value::Object(fields), _) => fields.clone(),
        _ => bail!("no record: {record}"),
    };
    if let Some(unknown) = fields.keys().find(|&field| !class.all_fields().any(|known| known == field)) {
        bail!("unknown field `{unknown}` in {record}");
    }
    if class.deciding(&fields).len() < class.identity.len() {
        bail!("nothing says which record is meant: {record}");
    }
    Ok(fields)
}

/// The records that the parser gives, with the names and forms that truth files use.
fn given(side: &Side<'_>, class: &Class) -> Vec<Fields> {
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

fn is_inside(side: &Side<'_>, record: &Value) -> bool {
    let (start, end) = side.span();
    span(Some(&record["span"])).is_some_and(|(from, to)| start <= from && to <= end)
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

fn value<'f>(fields: &'f Fields, name: &str) -> &'f Value {
    fields.get(name).unwrap_or(&Value::Null)
}

fn put(fields: &mut Fields, name: &str, value: Value) {
    fields.insert(name.to_owned(), value);
}

/// The innermost heading of a section path.
fn last_heading(document: &Value, path: &Value) -> Value {
    let is_heading = |title: &&Value| list(&document["sections"]).iter().any(|section| same(&section["title"], title));
    list(path).iter().rev().find(is_heading).cloned().unwrap_or(Value::Null)
}

/// The names of inferred fields, sorted.
fn names(inferred: &Value) -> Value {
    let names: BTreeSet<&str> = list(inferred).iter().map(|i| string(&i["field"])).collect();
    json!(names)
}

struct Judge<'a> {
    class: &'a Class,
    words: &'a Words,
}

impl Judge<'_> {
    fn fit(&self, wanted: &Fields, given: &Fields) -> Fit {
        if !self.class.deciding(wanted).into_iter().all(|(field, value)| self.agrees(field, value, given)) {
            Fit::Not
        } else if wanted.iter().all(|(field, value)| self.agrees(field, value, given)) {
            Fit::Whole
        } else {
            Fit::Identity
        }
    }

    /// Counts a record found, and its fields beyond those that say which record it is.
    fn found(&self, side: &Side<'_>, wanted: &Fields, given: &Fields, score: &mut Score) {
        let deciding = self.class.deciding(wanted);
        let judged: Vec<_> = wanted.iter().filter(|(field, _)| !deciding.iter().any(|(decides, _)| decides == field)).collect();
        let wrong: Vec<_> = judged.iter().filter(|(field, value)| !self.agrees(field, value, given)).collect();
        let tally = score.tally(self.class.name);
        tally.found += 1;
        tally.whole += usize::from(wrong.is_empty());
        tally.fields += judged.len();
        tally.fields_right += judged.len() - wrong.len();
        for (field, right) in wrong {
            let words = format!("{}: {field} is {}, not {}", summary_of_given, shown(value(given, field)), shown(right));
            score.find(Fault::Field, self.class.name, side.line(given.get("line")), words);
        }
    }

    /// Whether a field of a record given agrees with the truth.
    fn agrees(&self, field: &str, wanted: &Value, record: &Fields) -> bool {
        let text = || string(value(record, "text"));
        let given = value(record, field);
        match (self.class.name, field) {
            (_, "start") => begin(text(), string(wanted)),
            (_, "when") => when::fits(string(wanted), string(given)),
            (_, "near") => {
                let distance = span(record.get("span")).and_then(|span| self.words.distance(string(wanted), span));
                distance.is_some_and(|distance| distance <= NEAR)
            }
            (_, "purpose") if !wanted.is_null() => plain(string(given)).contains(&plain(string(wanted))),
            ("deadlines", "mandate") if !wanted.is_null() => same(wanted, &given["id"]) || begin(string(&given["text"]), string(wanted)),
            ("mandates", "parts") => parts_agree(wanted, list(given)),
            (_, "inferred") => names_of(wanted) == names_of(given),
            _ => same(wanted, given),
        }
    }

    /// Where a record of the truth stands in the text, so that it can be looked at; the letter's first line where that is not known.
    fn line_of_truth(&self, side: &Side<'_>, wanted: &Fields) -> usize {
        const TELLING: [&str; 8] = ["near", "start", "text", "name", "title", "purpose", "id", "canonical"];
        let place = TELLING.iter().filter_map(|field| wanted.get(*field)?.as_str()).find_map(|words| self.words.find(words));
        place.map_or_else(|| side.line(None), |at| side.lines.line(at))
    }
}

/// The truth says how many parts there are, or how each begins.
fn parts_agree(wanted: &Value, given: &[Value]) -> bool {
    match wanted.as_array() {
        Some(starts) => starts.len() == given.len() && starts.iter().zip(given).all(|(start, part)| begin(string(&part["text"]), string(start))),
        None => *wanted == given.len(),
    }
}

fn names_of(list_of_names: &Value) -> BTreeSet<&str> {
    list(list_of_names).iter().map(string).collect()
}

/// Whether two values are the same; strings are compared in words, and an empty list is as good as null.
pub(super) fn same(wanted: &Value, given: &Value) -> bool {
    match (wanted, given) {
        (Value::String(a), Value::String(b)) => plain(a) == plain(b),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        _ => wanted == given || (is_empty(wanted) && is_empty(given)),
    }
}

/// Whether an optional record of the truth is the record given. A string is an id, a canonical form, a time or the
/// first words. In an object, null leaves a field open; but a line without an amount is none that could be given.
fn excuses(optional: &Value, given: &Fields) -> bool {
    let Some(fields) = optional.as_object() else {
        let words = string(optional);
        let of = |field: &str| string(value(given, field));
        return [of("id"), of("canonical")].iter().any(|id| plain(id) == plain(words)) || when::fits(words, of("when")) || begin(of("text"), words);
    };
    fields.iter().all(|(field, value)| (value.is_null() && field != "nok") || given.get(field).is_some_and(|given| same(value, given)))
}

/// A record in one line: the fields of its class that have a value, the deciding ones first.
fn summary<'f>(class: &Class, fields: &Fields, shown_fields: impl Fn(&str) -> bool + 'f) -> String {
    let present = class.all_fields().filter(|field| shown_fields(field) && !is_empty(value(fields, field)));
    present.map(|field| format!("{field} {}", shown(value(fields, field)))).collect::<Vec<_>>().join(", ")
}

/// A value in one line: strings quoted and cut, a mandate as its id or words.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(words) => format!("«{}»", cut(words)),
        Value::Object(mandate) => mandate.get("id").filter(|id| !id.is_null()).or_else(|| mandate.get("text")).map_or("{…}".to_owned(), shown),
        Value::Array(values) => format!("[{}]", values.iter().map(shown).collect::<Vec<_>>().join(", ")),
        _ => value.to_string(),
    }
}

/// Long words without their middle's end: enough to find the place.
fn cut(words: &str) -> String {
    const SHOWN: usize = 100;
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
