//! The scorer: what a text says, written down by hand, against what the parser gives.
//!
//! A truth file holds `{"documents": [ … ]}`, one object a letter. A key that is missing is not judged, an empty list
//! means that there is nothing, `null` means that a field stays empty, and what a list `…_optional` names is neither
//! right nor wrong. The parser's side is read from its public JSON. Both are compared in words, so that marks, line
//! breaks and soft hyphens make no difference.

mod class;
mod given;
mod header;
pub(crate) mod matching;
mod records;
pub(crate) mod report;
mod show;
pub(crate) mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::json::{list, string};
use super::lines::Lines;
use class::{CLASSES, FLAG_IDS_ONLY};
use words::Words;

/// The name under which whole letters are counted.
const DOCUMENTS: &str = "documents";

/// What a class came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Records in the truth.
    pub(crate) truth: usize,
    /// Records of the truth that the parser gives.
    pub(crate) found: usize,
    /// Records that the parser gives and that are not in the truth.
    pub(crate) wrong: usize,
    /// Records found with every judged field right.
    pub(crate) whole: usize,
    /// Fields judged of the records found.
    pub(crate) fields: usize,
    /// Fields that are right.
    pub(crate) fields_right: usize,
}

impl Tally {
    pub(crate) fn missed(&self) -> usize {
        self.truth - self.found
    }

    fn add(&mut self, other: &Self) {
        self.truth += other.truth;
        self.found += other.found;
        self.wrong += other.wrong;
        self.whole += other.whole;
        self.fields += other.fields;
        self.fields_right += other.fields_right;
    }
}

/// What is not as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// In the truth, not given.
    Missed,
    /// Given, not in the truth.
    False,
    /// A field of a record that was found.
    Field,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// The line to look at, from 1.
    pub(crate) line: usize,
    pub(crate) fault: Fault,
    pub(crate) class: &'static str,
    pub(crate) words: String,
}

/// The score of one or more letters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Score {
    /// The tally of every class that is judged, in the order of the report.
    tallies: BTreeMap<usize, (&'static str, Tally)>,
    pub(crate) findings: Vec<Finding>,
}

impl Score {
    /// The tally of a class.
    fn tally(&mut self, class: &'static str) -> &mut Tally {
        let position = class::position(class);
        &mut self.tallies.entry(position).or_insert((class, Tally::default())).1
    }

    fn find(&mut self, fault: Fault, class: &'static str, line: usize, words: String) {
        self.findings.push(Finding { line, fault, class, words });
    }

    /// Adds the figures of another score; its findings belong to another text and stay there.
    pub(crate) fn add_figures(&mut self, other: &Self) {
        for (class, tally) in other.tallies.values() {
            self.tally(class).add(tally);
        }
    }

    /// What all classes together came to.
    pub(crate) fn all(&self) -> Tally {
        let mut all = Tally::default();
        for (_, tally) in self.tallies.values() {
            all.add(tally);
        }
        all
    }

    /// The classes that are judged with their tallies.
    pub(crate) fn classes(&self) -> impl Iterator<Item = (&'static str, Tally)> {
        self.tallies.values().copied()
    }
}

/// The score of one letter and the kind that its truth says it is.
pub(crate) struct Letter {
    pub(crate) kind: String,
    pub(crate) score: Score,
}

/// Reads a truth file.
pub(crate) fn read(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
}

/// Scores the JSON of an extraction, letter by letter in file order. The last letter also answers for letters too many.
pub(crate) fn score(source: &str, extraction: &Value, truth: &Value) -> Result<Vec<Letter>> {
    let expected = truth["documents"].as_array().context("the truth has no list `documents`")?;
    if expected.is_empty() {
        bail!("the truth holds no document");
    }
    let given = list(&extraction["documents"]);
    let nothing = Value::Object(Map::new());
    let mut letters = Vec::new();
    for (i, truth) in expected.iter().enumerate() {
        let truth = truth.as_object().with_context(|| format!("document {i} of the truth is no object"))?;
        let side = Side { source, lines: Lines::new(source), index: i, document: given.get(i).unwrap_or(&nothing), extraction };
        let mut score = side.judge(truth).with_context(|| format!("document {i} of the truth"))?;
        let too_many = if i + 1 == expected.len() { given.get(expected.len()..).unwrap_or_default() } else { &[] };
        side.count_letters(&mut score, given.len() > i, too_many);
        score.findings.sort();
        let kind = truth["header"]["kind"].as_str().unwrap_or("(not settled)").to_owned();
        letters.push(Letter { kind, score });
    }
    Ok(letters)
}

/// The parser's side of one letter.
struct Side<'a> {
    source: &'a str,
    lines: Lines<'a>,
    /// Which letter of the file it is, from 0.
    index: usize,
    document: &'a Value,
    extraction: &'a Value,
}

impl Side<'_> {
    fn judge(&self, truth: &Map<String, Value>) -> Result<Score> {
        let words = Words::new(self.source, self.span());
        let mut score = Score::default();
        check_keys(truth)?;
        let header = truth.get("header").and_then(Value::as_object).context("`header` is missing or no object")?;
        header::judge(self, &words, header, &mut score)?;
        for class in CLASSES {
            if truth.contains_key(class.name) {
                records::judge(self, &words, class, truth, &mut score).with_context(|| format!("in `{}`", class.name))?;
            }
        }
        Ok(score)
    }

    /// A letter that is not given is missed, and letters too many are false.
    fn count_letters(&self, score: &mut Score, is_given: bool, too_many: &[Value]) {
        let found = usize::from(is_given);
        *score.tally(DOCUMENTS) = Tally { truth: 1, found, wrong: too_many.len(), whole: found, ..Tally::default() };
        if !is_given {
            score.find(Fault::Missed, DOCUMENTS, 1, format!("letter {} of the file", self.index + 1));
        }
        for letter in too_many {
            score.find(Fault::False, DOCUMENTS, self.line(Some(&letter["line"])), format!("a letter too many, «{}»", string(&letter["title"])));
        }
    }

    /// The bytes of the letter; none where the parser gives no such letter.
    fn span(&self) -> (usize, usize) {
        span(Some(&self.document["span"])).unwrap_or_default()
    }

    /// The `line` of a record, or that of the letter where the record has none.
    fn line(&self, of_record: Option<&Value>) -> usize {
        let line = of_record.and_then(Value::as_u64).or_else(|| self.document["line"].as_u64());
        line.and_then(|line| usize::try_from(line).ok()).unwrap_or(1)
    }
}

/// Refuses what nobody would judge: a key that stands for no class, or a class that is no list.
fn check_keys(truth: &Map<String, Value>) -> Result<()> {
    for (key, value) in truth.iter().filter(|(key, _)| *key != "header" && *key != FLAG_IDS_ONLY) {
        let is_class = CLASSES.iter().any(|class| class.name == key);
        let is_optional = CLASSES.iter().any(|class| class.may_be_optional && key.strip_suffix("_optional") == Some(class.name));
        if !is_class && !is_optional {
            bail!("unknown key `{key}`");
        }
        if !value.is_array() {
            bail!("`{key}` is no list");
        }
    }
    Ok(())
}

/// The `span` of a record.
fn span(of_record: Option<&Value>) -> Option<(usize, usize)> {
    let offset = |i: usize| usize::try_from(of_record?[i].as_u64()?).ok();
    Some((offset(0)?, offset(1)?))
}
