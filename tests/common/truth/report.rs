//! The report: tables of figures by class, kind and file, and what to look at.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Fault, Finding, Letter, Score, Tally};

/// The kinds in the order of the report; a letter whose truth settles none comes last.
const KINDS: [&str; 6] = ["protokoll", "oppdragsdokument", "tillegg_til_oppdragsdokument", "tildelingsbrev", "supplerende_tildelingsbrev", "annet"];

/// The figures of many letters.
#[derive(Default)]
pub(crate) struct Sums {
    classes: Score,
    kinds: BTreeMap<String, Tally>,
    files: BTreeMap<String, Tally>,
    /// What to look at, file by file.
    pub(crate) findings: Vec<String>,
}

impl Sums {
    /// Adds the letters of a file.
    pub(crate) fn add(&mut self, file: &str, letters: &[Letter]) {
        for Letter { kind, score } in letters {
            self.classes.add_figures(score);
            self.kinds.entry(kind.clone()).or_default().add(&score.all());
            self.files.entry(file.to_owned()).or_default().add(&score.all());
            self.findings.extend(findings(file, &score.findings));
        }
    }

    /// The figures by class and by kind.
    pub(crate) fn summary(&self, title: &str) -> String {
        format!("{}\n{}", table(&format!("{title}, by class"), &self.classes), self.by_kind(title))
    }

    /// A row for each kind, also for those of which there is no letter.
    pub(crate) fn by_kind(&self, title: &str) -> String {
        let known = KINDS.into_iter().map(|kind| (kind, self.kinds.get(kind).copied().unwrap_or_default()));
        let others = self.kinds.iter().filter(|(kind, _)| !KINDS.contains(&kind.as_str()));
        rows(&format!("{title}, by kind"), "kind", &known.chain(others.map(|(kind, tally)| (kind.as_str(), *tally))).collect::<Vec<_>>())
    }

    pub(crate) fn by_file(&self, title: &str) -> String {
        rows(&format!("{title}, by file"), "file", &self.files.iter().map(|(file, tally)| (file.as_str(), *tally)).collect::<Vec<_>>())
    }
}

/// A row for each class that is judged.
pub(crate) fn table(title: &str, score: &Score) -> String {
    rows(title, "class", &score.classes().collect::<Vec<_>>())
}

/// A table with a row for all its rows together. `strict` counts the records found with every judged field right, `fields` the fields
/// judged of the records found.
fn rows(title: &str, head: &str, rows: &[(&str, Tally)]) -> String {
    let width = rows.iter().map(|(label, _)| label.chars().count() + 1).max().unwrap_or(0).max(14);
    let mut out = format!(
        "{title}\n{head:<width$}{:>6}{:>7}{:>8}{:>7}{:>8}{:>11}{:>7}{:>11}{:>13}\n",
        "truth", "found", "missed", "false", "recall", "precision", "F1", "strict", "fields"
    );
    let mut all = Tally::default();
    for (_, tally) in rows {
        all.add(tally);
    }
    for (label, t) in rows.iter().chain([&("all", all)]) {
        let recall = share(t.found, t.truth);
        let precision = share(t.found, t.found + t.wrong);
        let f1 = share(2 * t.found, t.truth + t.found + t.wrong);
        let strict = parts(t.whole, t.truth);
        let fields = parts(t.fields_right, t.fields);
        writeln!(
            out,
            "{label:<width$}{:>6}{:>7}{:>8}{:>7}{recall:>8}{precision:>11}{f1:>7}{strict:>11}{fields:>13}",
            t.truth,
            t.found,
            t.missed(),
            t.wrong
        )
        .expect("a string takes every line");
    }
    out
}

/// Two figures, or a dash where there is nothing to count.
fn parts(part: usize, of: usize) -> String {
    if of == 0 { "–".to_owned() } else { format!("{part}/{of}") }
}

/// A share with three decimals, or a dash where there is nothing to share.
fn share(part: usize, of: usize) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    let thousandths = (part * 1000 + of / 2) / of;
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

/// Every finding on a line of its own: file, line, what is the matter, class and words.
pub(crate) fn findings<'f>(file: &str, findings: impl IntoIterator<Item = &'f Finding>) -> Vec<String> {
    findings.into_iter().map(|f| format!("{file}:{}: {} {} {}", f.line, fault(f.fault), f.class, f.words)).collect()
}

fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Missed => "missed",
        Fault::False => "false",
        Fault::Field => "wrong field of",
    }
}
