//! The scalars of a letter's header.

use anyhow::{Result, bail};
use serde_json::{Map, Value};
use styringsdokument::{Amends, Kind, Meeting, parse};

use super::given::same;
use super::show::shown;
use super::words::Words;
use super::{Fault, Score, Side};
use crate::common::json;

const HEADER: &str = "header";

/// Judges the fields of the header, each given as a dotted path. A wrong value is both missed and false.
pub(super) fn judge(side: &Side<'_>, words: &Words, truth: &Map<String, Value>, score: &mut Score) -> Result<()> {
    let paths = known_paths();
    for (path, wanted) in truth {
        if !paths.contains(path) {
            bail!("unknown field `{path}` in the header");
        }
        let given = json::at(side.document, path);
        let right = same(wanted, given);
        let tally = score.tally(HEADER);
        tally.truth += usize::from(!json::is_empty(wanted));
        if right && !json::is_empty(wanted) {
            tally.found += 1;
            tally.whole += 1;
        }
        let is_false = !right && !json::is_empty(given);
        tally.wrong += usize::from(is_false);
        if is_false {
            score.find(Fault::False, HEADER, line_of_evidence(side, path), format!("{path} {}", shown(given)));
        }
        if !right && !json::is_empty(wanted) {
            let place = words.find(&printed(wanted)).map_or_else(|| side.line(None), |at| side.lines.line(at));
            score.find(Fault::Missed, HEADER, place, format!("{path} {}", shown(wanted)));
        }
    }
    Ok(())
}

/// Every dotted path of a document whose parts are all there.
fn known_paths() -> Vec<String> {
    let mut documents = parse("").documents;
    let document = &mut documents[0];
    document.meeting = Some(Meeting::default());
    document.amends = vec![Amends { kind: Kind::Annet, date: None, title: None }];
    let mut paths = Vec::new();
    collect("", &json::of(document), &mut paths);
    paths
}

fn collect(prefix: &str, value: &Value, paths: &mut Vec<String>) {
    let value = value.as_array().and_then(|list| list.first()).unwrap_or(value);
    match value.as_object() {
        Some(fields) => fields.iter().for_each(|(name, value)| collect(&format!("{prefix}.{name}"), value, paths)),
        None => paths.push(prefix.trim_start_matches('.').to_owned()),
    }
}

/// A value as it may be printed; of a list its first element.
fn printed(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Array(values) => values.first().map(printed).unwrap_or_default(),
        _ => value.to_string(),
    }
}

fn line_of_evidence(side: &Side<'_>, path: &str) -> usize {
    let evidence = json::list(&side.document["evidence"]).iter().find(|evidence| evidence["field"] == path);
    side.line(evidence.map(|evidence| &evidence["line"]))
}
