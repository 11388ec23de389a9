//! The report: a table of figures, and what to look at.

use std::fmt::Write;

use super::{Fault, Finding, Score, Tally};

/// A table of fixed width: a row for each class that is judged and one for all of them. `strict` counts the records
/// found with every judged field right, `fields` the fields judged of the records found.
pub(crate) fn table(title: &str, score: &Score) -> String {
    let mut out = format!(
        "{title}\n{:<14}{:>6}{:>7}{:>8}{:>7}{:>8}{:>11}{:>7}{:>11}{:>13}\n",
        "class", "truth", "found", "missed", "false", "recall", "precision", "F1", "strict", "fields"
    );
    let mut all = Tally::default();
    for (class, tally) in score.classes() {
        row(&mut out, class, &tally);
        all.add(&tally);
    }
    row(&mut out, "all", &all);
    out
}

fn row(out: &mut String, class: &str, t: &Tally) {
    let recall = share(t.found, t.truth);
    let precision = share(t.found, t.found + t.wrong);
    let f1 = share(2 * t.found, t.truth + t.found + t.wrong);
    let strict = parts(t.whole, t.truth);
    let fields = parts(t.fields_right, t.fields);
    writeln!(out, "{class:<14}{:>6}{:>7}{:>8}{:>7}{recall:>8}{precision:>11}{f1:>7}{strict:>11}{fields:>13}", t.truth, t.found, t.missed(), t.wrong)
        .expect("a string takes every line");
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
