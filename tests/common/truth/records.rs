//! The records of a class: which are found, missed and false, and which of their fields are wrong.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::class::{Class, Complete, FLAG_IDS_ONLY};
use super::given::{Fields, records, same, value};
use super::matching::{Fit, pair};
use super::show::{self, shown};
use super::words::{Words, begin, plain};
use super::{Fault, Score, Side, span};
use crate::common::json::{list, string};
use crate::common::when;

/// How many characters may lie between a deadline and the words it is known by.
const NEAR: usize = 400;

/// Judges the records of a class against those of the truth, which stand in `truth` under the name of the class.
pub(super) fn judge(side: &Side<'_>, words: &Words, class: &Class, truth: &Fields, score: &mut Score) -> Result<()> {
    let wanted: Vec<Fields> = list(value(truth, class.name)).iter().map(|record| read(class, record)).collect::<Result<_>>()?;
    let ids_only = class.name == "mandates" && *value(truth, FLAG_IDS_ONLY) == true;
    let given: Vec<Fields> = records(side, class).into_iter().filter(|record| !(ids_only && value(record, "id").is_null())).collect();
    let judge = Judge { side, words, class };
    let fits: Vec<Vec<Fit>> = wanted.iter().map(|w| given.iter().map(|g| judge.fit(w, g)).collect()).collect();
    let pairs = pair(&fits);

    score.tally(class.name).truth += wanted.len();
    for (wanted, found) in wanted.iter().zip(&pairs) {
        match found {
            Some(found) => judge.found(wanted, &given[*found], score),
            None => score.find(Fault::Missed, class.name, judge.line_of_truth(wanted), show::wanted(class, wanted)),
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
            score.find(Fault::False, class.name, side.line(record.get("line")), show::given(class, record));
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

struct Judge<'a> {
    side: &'a Side<'a>,
    words: &'a Words,
    class: &'a Class,
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
    fn found(&self, wanted: &Fields, given: &Fields, score: &mut Score) {
        let deciding = self.class.deciding(wanted);
        let judged: Vec<_> = wanted.iter().filter(|(field, _)| !deciding.iter().any(|(decides, _)| decides == field)).collect();
        let wrong: Vec<_> = judged.iter().filter(|(field, value)| !self.agrees(field, value, given)).collect();
        let tally = score.tally(self.class.name);
        tally.found += 1;
        tally.whole += usize::from(wrong.is_empty());
        tally.fields += judged.len();
        tally.fields_right += judged.len() - wrong.len();
        for (field, right) in wrong {
            let words = format!("{}: {field} is {}, not {}", show::given(self.class, given), shown(value(given, field)), shown(right));
            score.find(Fault::Field, self.class.name, self.side.line(given.get("line")), words);
        }
    }

    /// Whether a field of a record given agrees with the truth.
    fn agrees(&self, field: &str, wanted: &Value, record: &Fields) -> bool {
        let given = value(record, field);
        match (self.class.name, field) {
            (_, "start") => begin(string(value(record, "text")), string(wanted)),
            (_, "when") => when::fits(string(wanted), string(given)),
            (_, "near") => {
                let distance = span(record.get("span")).and_then(|span| self.words.distance(string(wanted), span));
                distance.is_some_and(|distance| distance <= NEAR)
            }
            (_, "purpose") if !wanted.is_null() => plain(string(given)).contains(&plain(string(wanted))),
            ("deadlines", "mandate") if !wanted.is_null() => same(wanted, &given["id"]) || begin(string(&given["text"]), string(wanted)),
            ("mandates", "parts") => parts_agree(wanted, list(given)),
            (_, "inferred") => names(wanted) == names(given),
            _ => same(wanted, given),
        }
    }

    /// Where a record of the truth stands in the text, so that it can be looked at; the letter's first line where that is not known.
    fn line_of_truth(&self, wanted: &Fields) -> usize {
        const TELLING: [&str; 8] = ["near", "start", "text", "name", "title", "purpose", "id", "canonical"];
        let place = TELLING.iter().filter_map(|field| wanted.get(*field)?.as_str()).find_map(|words| self.words.find(words));
        place.map_or_else(|| self.side.line(None), |at| self.side.lines.line(at))
    }
}

/// The truth says how many parts there are, or how each begins.
fn parts_agree(wanted: &Value, given: &[Value]) -> bool {
    match wanted.as_array() {
        Some(starts) => starts.len() == given.len() && starts.iter().zip(given).all(|(start, part)| begin(string(&part["text"]), string(start))),
        None => *wanted == given.len(),
    }
}

fn names(names: &Value) -> BTreeSet<&str> {
    list(names).iter().map(string).collect()
}

/// Whether an optional record of the truth is the record given. A string is an id, a canonical form, a time or the
/// first words. In an object, null leaves a field open; but a line without an amount is none that could be given.
fn excuses(optional: &Value, given: &Fields) -> bool {
    let Some(fields) = optional.as_object() else {
        let words = string(optional);
        let of = |field: &str| string(value(given, field));
        return plain(of("id")) == plain(words)
            || plain(of("canonical")) == plain(words)
            || when::fits(words, of("when"))
            || begin(of("text"), words);
    };
    fields.iter().all(|(field, wanted)| (wanted.is_null() && field != "nok") || same(wanted, value(given, field)))
}
