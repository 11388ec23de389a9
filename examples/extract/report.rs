//! What is said on standard error: progress, errors, and what was found.

use std::collections::BTreeMap;
use std::io::{self, Write};

use indicatif::{ProgressBar, ProgressStyle};
use styringsdokument::output::ics::LeftOut;
use styringsdokument::{CheckStatus, Code, Diagnostic, Document, Extraction, Severity};

/// How many records of a class there are.
type Count = fn(&Document) -> usize;

/// The classes of records, under their names in JSON.
const RECORDS: [(&str, Count); 14] = [
    ("sections", |d| d.sections.len()),
    ("agenda_items", |d| d.agenda_items.len()),
    ("decisions", |d| d.decisions.len()),
    ("participants", |d| d.participants.len()),
    ("signatories", |d| d.signatories.len()),
    ("goals", |d| d.goals.len()),
    ("indicators", |d| d.indicators.len()),
    ("mandates", |d| d.mandates.len()),
    ("budget_lines", |d| d.budget_lines.len()),
    ("deadlines", |d| d.deadlines.len()),
    ("obligations", |d| d.obligations.len()),
    ("amounts", |d| d.amounts.len()),
    ("references", |d| d.references.len()),
    ("checks", |d| d.checks.len()),
];

/// What one file or many hold, in numbers.
#[derive(Default)]
pub(crate) struct Tally {
    documents: usize,
    records: [usize; RECORDS.len()],
    failed_checks: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Tally {
    pub(crate) fn new(extraction: &Extraction) -> Self {
        let documents = &extraction.documents;
        let checks = documents.iter().flat_map(|document| &document.checks);
        Self {
            documents: documents.len(),
            records: RECORDS.map(|(_, count)| documents.iter().map(count).sum()),
            failed_checks: checks.filter(|check| check.status == CheckStatus::Fails).count(),
            diagnostics: extraction.diagnostics.clone(),
        }
    }
}

/// Says what happens, and keeps count of it. One file is told of in full; of several, the sum is.
pub(crate) struct Report {
    quiet: bool,
    several: bool,
    progress: ProgressBar,
    files: usize,
    failures: usize,
    documents: usize,
    records: usize,
    failed_checks: usize,
    diagnostics: BTreeMap<Code, usize>,
}

impl Report {
    /// A report of so many files. The progress is drawn on a terminal only.
    pub(crate) fn new(files: usize, quiet: bool) -> Self {
        let progress = if quiet || files < 2 { ProgressBar::hidden() } else { ProgressBar::new(files as u64) };
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} files, {eta} left");
        progress.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        let diagnostics = BTreeMap::new();
        Self { quiet, several: files > 1, progress, files: 0, failures: 0, documents: 0, records: 0, failed_checks: 0, diagnostics }
    }

    /// What shows how many files are done.
    pub(crate) fn progress(&self) -> ProgressBar {
        self.progress.clone()
    }

    /// How many files were read.
    pub(crate) fn files(&self) -> usize {
        self.files
    }

    /// How many could not be, or not be written.
    pub(crate) fn failures(&self) -> usize {
        self.failures
    }

    /// A file was read.
    pub(crate) fn read(&mut self, name: &str, tally: Tally) {
        if !self.quiet && !self.several {
            self.tell(name, &tally);
        }
        self.files += 1;
        self.documents += tally.documents;
        self.records += tally.records.iter().sum::<usize>();
        self.failed_checks += tally.failed_checks;
        for diagnostic in tally.diagnostics {
            *self.diagnostics.entry(diagnostic.code).or_default() += 1;
        }
    }

    /// Something went wrong.
    pub(crate) fn failed(&mut self, message: &str) {
        self.failures += 1;
        self.say(&format!("error: {message}"));
    }

    /// What has no entry in the calendar.
    pub(crate) fn left_out(&self, list: &[LeftOut]) {
        for LeftOut { source, line, text, reason } in list.iter().filter(|_| !self.quiet) {
            self.say(&format!("{}:{line}: not in the calendar: «{text}», {reason}", source.as_deref().unwrap_or("standard input")));
        }
    }

    /// The end: the sum of several files.
    pub(crate) fn finish(&self) {
        self.progress.finish_and_clear();
        if self.quiet || !self.several {
            return;
        }
        let Self { files, failures, documents, records, failed_checks, .. } = self;
        self.say(&format!("files {files}, letters {documents}, records {records}; checks that failed {failed_checks}; errors {failures}"));
        let codes: Vec<String> = self.diagnostics.iter().map(|(code, count)| format!("{} {count}", code.name())).collect();
        self.say(&format!("diagnostics: {}", if codes.is_empty() { "none".to_owned() } else { codes.join(", ") }));
    }

    /// One line of counts, and one for each diagnostic that asks for a look at the letter.
    fn tell(&self, name: &str, tally: &Tally) {
        let found = RECORDS.iter().zip(tally.records).filter(|(_, count)| *count > 0).map(|((class, _), count)| format!(", {class} {count}"));
        let found: String = found.collect();
        let diagnostics = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
            let count = tally.diagnostics.iter().filter(|d| d.severity == severity).count();
            format!("{} {count}", label(severity))
        });
        self.say(&format!("{name}: documents {}{found}; diagnostics: {}", tally.documents, diagnostics.join(", ")));
        self.warn(name, &tally.diagnostics);
    }

    /// What asks for a look at the letters.
    pub(crate) fn warn(&self, name: &str, diagnostics: &[Diagnostic]) {
        for d in diagnostics.iter().filter(|d| !self.quiet && d.severity > Severity::Info) {
            let line = d.line.map_or_else(String::new, |line| format!(":{line}"));
            self.say(&format!("{name}{line}: {}: {} ({})", label(d.severity), d.message, d.code.name()));
        }
    }

    /// Writes a line on standard error. Names and letters may hold control characters, which must not reach a terminal.
    fn say(&self, line: &str) {
        // There is nobody to tell when standard error is closed, and the work goes on.
        self.progress.suspend(|| writeln!(io::stderr(), "{}", line.replace(char::is_control, "\u{fffd}")).unwrap_or_default());
    }
}

const fn label(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
