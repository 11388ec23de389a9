//! A result as text to be read and compared: one line a value, with its place, its words and what they were read as.

use std::fmt::Write;

use serde_json::{Map, Value};
use styringsdokument::{Document, Evidence, Extraction, Span};

use super::json;
use super::lines::Lines;
use super::records::records;

/// Fields of a record that are shown in another way: its place and words, and parts that have lines of their own.
const SHOWN_ELSEWHERE: [&str; 5] = ["span", "line", "pieces", "text", "parts"];

/// The result for a source: for each letter header, records in order of place, checks and coverage; then the diagnostics.
pub(crate) fn render(source: &str, extraction: &Extraction) -> String {
    let mut page = Page { source, lines: Lines::new(source), out: String::new() };
    let letters = extraction.documents.len();
    for (i, document) in extraction.documents.iter().enumerate() {
        page.put(&format!("== letter {} of {letters} {}", i + 1, page.place(&[document.span])));
        page.header(document);
        page.records(document);
        page.coverage(document);
        page.put("");
    }
    page.put("== diagnostics");
    for d in &extraction.diagnostics {
        let place = d.span.map_or("–".to_owned(), |span| page.lines.place(span.start));
        page.put(&format!("{} {} {place} {}", json::string(&json::of(&d.severity)), d.code.name(), d.message));
    }
    page.out
}

struct Page<'s> {
    source: &'s str,
    lines: Lines<'s>,
    out: String,
}

impl Page<'_> {
    fn put(&mut self, line: &str) {
        writeln!(self.out, "{line}").expect("a string takes every line");
    }

    /// `start..end line:column`, or `start..end+start..end line:column` for what is interrupted.
    fn place(&self, parts: &[Span]) -> String {
        let ranges: Vec<String> = parts.iter().map(|part| format!("{}..{}", part.start, part.end)).collect();
        let start = parts.first().map_or(0, |part| part.start);
        format!("{} {}", ranges.join("+"), self.lines.place(start))
    }

    /// Every scalar of the header that has a value, and where it stands.
    fn header(&mut self, document: &Document) {
        let mut fields = Vec::new();
        collect("", &header_of(document), &mut fields);
        for (path, value) in fields {
            let evidence = document.evidence.iter().filter(|evidence| evidence.field == path);
            let places: String = evidence.map(|evidence| self.evidence(evidence, &value)).collect();
            self.put(&format!("{path}: {value}{places}"));
        }
    }

    /// Where a value stands, and its words where these differ from it.
    fn evidence(&self, evidence: &Evidence, value: &str) -> String {
        let words = quoted(&evidence.text);
        let words = if words == value { String::new() } else { format!(" {words}") };
        let parts = if evidence.pieces.is_empty() { vec![evidence.span] } else { evidence.pieces.clone() };
        format!(" @ {}{words}", self.place(&parts))
    }

    /// The records in order of place, those of the header aside; checks come last.
    fn records(&mut self, document: &Document) {
        let mut all: Vec<_> = records(document).into_iter().filter(|(class, _)| *class != "evidence").collect();
        all.sort_by_key(|(class, record)| (*class == "check", record.span()));
        self.put("-- records");
        for (class, record) in all {
            let mut fields = Vec::new();
            collect("", &record.values(), &mut fields);
            let values = fields.iter().map(|(path, value)| format!("{path}={value}"));
            let line: Vec<String> = [class.to_owned(), self.place(&record.parts()), quoted(record.text())].into_iter().chain(values).collect();
            self.put(&line.join(" "));
        }
    }

    fn coverage(&mut self, document: &Document) {
        let c = &document.coverage;
        let unplaced: usize = c.unplaced.iter().map(|span| span.len()).sum();
        self.put("-- coverage");
        self.put(&format!(
            "{} bytes: understood {}, structure {}, furniture {}, unplaced {unplaced}",
            c.bytes, c.understood, c.structure, c.furniture
        ));
        for &span in &c.unplaced {
            let words = self.source.get(span.range()).unwrap_or_default();
            self.put(&format!("unplaced {} {}", self.place(&[span]), quoted(words)));
        }
    }
}

/// The JSON of a document without its lists of records and what is shown apart.
fn header_of(document: &Document) -> Value {
    let is_record = |value: &Value| value["span"].is_array();
    let fields = json::of(document).as_object().cloned().unwrap_or_default();
    let own = |(name, value): &(String, Value)| {
        !(SHOWN_ELSEWHERE.contains(&name.as_str()) || name == "coverage" || json::list(value).iter().any(is_record))
    };
    Value::Object(fields.into_iter().filter(own).collect::<Map<_, _>>())
}

/// Every value below a value with its dotted path; what is null or empty is left out.
fn collect(path: &str, value: &Value, fields: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object.iter().filter(|(name, _)| !SHOWN_ELSEWHERE.contains(&name.as_str())) {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                collect(&path, value, fields);
            }
        }
        _ if json::is_empty(value) => {}
        _ => fields.push((path.to_owned(), compact(value))),
    }
}

/// A value on one line: strings quoted, and what is inferred as `field@start..end`.
fn compact(value: &Value) -> String {
    match value {
        Value::String(words) => quoted(words),
        Value::Array(values) => format!("[{}]", values.iter().map(compact).collect::<Vec<_>>().join(", ")),
        Value::Object(object) if object.contains_key("field") => {
            let [start, end] = [0, 1].map(|i| value["span"][i].to_string());
            format!("{}@{start}..{end}", json::string(&value["field"]))
        }
        _ => value.to_string(),
    }
}

/// Words in quotes with the middle left out when they are long.
fn quoted(words: &str) -> String {
    const SHOWN: usize = 90;
    let chars: Vec<char> = words.chars().collect();
    if chars.len() <= SHOWN {
        return format!("{words:?}");
    }
    let head: String = chars[..SHOWN * 2 / 3].iter().collect();
    let tail: String = chars[chars.len() - SHOWN / 3..].iter().collect();
    format!("{:?}", format!("{head}…{tail}"))
}
