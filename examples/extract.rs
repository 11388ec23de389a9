//! Reads letters from files, folders or standard input, and writes what they hold.
//!
//! `cargo run --release --example extract -- --help` tells the rest.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::slice;

use anyhow::{Context, Result, anyhow, bail};
use clap::{CommandFactory, Parser, ValueEnum, error, value_parser};
use styringsdokument::{Diagnostic, Document, Extraction, Options, Severity, consolidate, parse_bytes};
use walkdir::{DirEntry, WalkDir};

/// What a folder is searched for; a file named on the command line may end in anything.
const EXTENSIONS: [&str; 3] = ["md", "markdown", "txt"];

const NOTES: &str = "\
Examples:
  extract tildelingsbrev.md
  extract --out brev.json tildelingsbrev.md
  extract --consolidate oppdragsdokument.md tillegg-1.md tillegg-2.md
  extract --format jsonl --out alle.jsonl --quiet letters/ tillegg-1.txt
  pandoc --to=gfm letter.docx | extract --year 2024 -

Text is UTF-8, UTF-16 with a byte order mark, or Windows-1252.
Standard output holds data only; the summary and all messages go to standard error.

Exit status:
  0  every file was read, with diagnostics or without
  1  a file could not be read or decoded (the others are still done), a folder holds no letters,
     or the result could not be written
  2  wrong usage; nothing was read or written";

/// Reads Norwegian steering letters and writes what they hold as JSON.
#[derive(Parser)]
#[command(name = "extract", after_help = NOTES)]
struct Args {
    /// Files, folders, or - for standard input.
    ///
    /// Folders are searched with their subfolders, in order of name, for .md, .markdown and .txt.
    ///
    /// Names that begin with a point and links to folders are left out. No file is read twice.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,

    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,

    /// Write to this file; - is standard output.
    ///
    /// It is replaced in one step when all is written. When no file could be read, it stays as it was.
    #[arg(long, value_name = "PATH", default_value = "-")]
    out: PathBuf,

    /// Put a base letter and its supplements together and write the one dossier they come to.
    ///
    /// The letters may come in any order; what does not belong to the base letter is left out and named.
    #[arg(long)]
    consolidate: bool,

    /// Leave out the summary and the diagnostics on standard error; errors are still said.
    #[arg(long)]
    quiet: bool,

    /// The year (1900-2199) of dates that have none, in letters that name no year either.
    #[arg(long, value_name = "YEAR", value_parser = value_parser!(i16).range(1900..=2199))]
    year: Option<i16>,
}

/// The forms of the result. A further one is a variant here and an arm in each function below.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The indented JSON of one file
    Json,
    /// One line of JSON for each file
    Jsonl,
}

impl Format {
    /// Whether the result may come from several files.
    const fn takes_several(self) -> bool {
        match self {
            Self::Json => false,
            Self::Jsonl => true,
        }
    }

    /// Writes the extractions, which are read one by one as they are asked for.
    fn write(self, mut extractions: impl Iterator<Item = Extraction>, mut to: impl Write) -> io::Result<()> {
        match self {
            Self::Json => extractions.try_for_each(|extraction| writeln!(to, "{}", serde_json::to_string_pretty(&extraction)?))?,
            Self::Jsonl => extractions.try_for_each(|extraction| writeln!(to, "{}", serde_json::to_string(&extraction)?))?,
        }
        to.flush()
    }

    /// Writes the one dossier that all letters come to; nothing when no file could be read.
    fn write_dossier(self, letters: &mut Letters, mut to: impl Write) -> io::Result<()> {
        let extractions: Vec<Extraction> = letters.by_ref().collect();
        if letters.read > 0 {
            let dossier = consolidate(extractions.iter().flat_map(|extraction| &extraction.documents));
            if !letters.args.quiet {
                warn("dossier", &dossier.diagnostics);
            }
            let json = match self {
                Self::Json => serde_json::to_string_pretty(&dossier)?,
                Self::Jsonl => serde_json::to_string(&dossier)?,
            };
            writeln!(to, "{json}")?;
        }
        to.flush()
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let work = Work::new(&args).unwrap_or_else(|usage| usage.exit());
    for problem in &work.problems {
        complain(problem);
    }
    let mut letters = Letters { inputs: work.inputs.iter(), args: &args, read: 0, failed: work.problems.len() };
    let written = if is_standard(&args.out) { write_stdout(&mut letters) } else { write_file(&args.out, &mut letters) };
    if let Err(error) = &written {
        complain(&format!("{error:#}"));
    }
    if written.is_ok() && letters.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether a path stands for standard input or output.
fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Something to read.
enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// The name in messages.
    fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// What is the same for two names of one file. What cannot be resolved, such as a missing file, is known by its path.
    fn identity(&self) -> PathBuf {
        match self {
            Self::Stdin => PathBuf::from("-"),
            Self::File(path) => resolve(path),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let read = match self {
            Self::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Self::File(path) => fs::read(path),
        };
        read.map_err(|error| {
            let advice = match error.kind() {
                ErrorKind::NotFound => "; check the path",
                ErrorKind::PermissionDenied => "; check who may read it",
                _ => "",
            };
            anyhow!("cannot be read: {error}{advice}")
        })
    }

    fn extract(&self, year: Option<i16>) -> Result<Extraction> {
        let source_name = match self {
            Self::Stdin => None,
            Self::File(_) => Some(self.name()),
        };
        parse_bytes(&self.bytes()?, &Options { source_name, reference_year: year })
            .map_err(|error| anyhow!("{error}; convert it to UTF-8 text or Markdown first"))
    }
}

/// Everything the command line asks for, before any of it is read.
struct Work {
    inputs: Vec<Input>,
    /// What is wrong with the paths; the inputs can be read all the same.
    problems: Vec<String>,
}

impl Work {
    /// Finds the files, and refuses what can be known to be wrong without reading them.
    fn new(args: &Args) -> Result<Self, clap::Error> {
        let mut work = Self { inputs: Vec::new(), problems: Vec::new() };
        for path in &args.paths {
            if is_standard(path) {
                work.inputs.push(Input::Stdin);
            } else if path.is_dir() {
                work.search(path);
            } else {
                work.inputs.push(Input::File(path.clone()));
            }
        }
        let mut seen = HashSet::new();
        work.inputs.retain(|input| seen.insert(input.identity()));

        let usage = |message: String| Args::command().error(error::ErrorKind::ArgumentConflict, message);
        if !args.consolidate && !args.format.takes_several() && (args.paths.len() > 1 || work.inputs.len() > 1) {
            return Err(usage("this format holds one file, and several are given; use --format jsonl for one line per file".to_owned()));
        }
        if !is_standard(&args.out) && seen.contains(&resolve(&args.out)) {
            return Err(usage(format!("--out {} is one of the files to read; give another name", args.out.display())));
        }
        Ok(work)
    }

    /// Adds the letters of a folder.
    fn search(&mut self, folder: &Path) {
        let before = (self.inputs.len(), self.problems.len());
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
            match entry {
                Ok(entry) if is_letter(entry.path()) => self.inputs.push(Input::File(entry.into_path())),
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(folder).display().to_string();
                    let cause = error.into_io_error().map_or_else(String::new, |cause| format!(": {cause}"));
                    self.problems.push(format!("{path}: cannot be searched{cause}; check who may read it"));
                }
            }
        }
        if before == (self.inputs.len(), self.problems.len()) {
            let known = EXTENSIONS.map(|extension| format!(".{extension}")).join(", ");
            self.problems.push(format!("{}: no letters in this folder ({known}); name other files one by one", folder.display()));
        }
    }
}

/// Editors and systems keep their own copies of a file beside it, under such a name.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// A file with a known ending. A broken link counts, so that reading it tells; a pipe does not, for reading it may never end.
fn is_letter(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)) && path.metadata().map_or(true, |metadata| metadata.is_file())
}

fn resolve(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

impl Letters<'_> {
    fn write(&mut self, to: impl Write) -> io::Result<()> {
        let format = self.args.format;
        if self.args.consolidate { format.write_dossier(self, to) } else { format.write(self, to) }
    }
}

/// Reads the inputs one after the other. Says what is wrong with those that cannot be read, and goes on.
struct Letters<'a> {
    inputs: slice::Iter<'a, Input>,
    args: &'a Args,
    read: usize,
    failed: usize,
}

impl Iterator for Letters<'_> {
    type Item = Extraction;

    fn next(&mut self) -> Option<Extraction> {
        for input in self.inputs.by_ref() {
            match input.extract(self.args.year) {
                Ok(extraction) => {
                    self.read += 1;
                    if !self.args.quiet {
                        summarise(&input.name(), &extraction);
                    }
                    return Some(extraction);
                }
                Err(error) => {
                    self.failed += 1;
                    complain(&format!("{}: {error:#}", input.name()));
                }
            }
        }
        None
    }
}

fn write_stdout(letters: &mut Letters) -> Result<()> {
    match letters.write(BufWriter::new(io::stdout().lock())) {
        // Who reads has seen enough, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("standard output: cannot be written"),
    }
}

/// Writes beside the file and puts the result in its place when it is whole.
fn write_file(out: &Path, letters: &mut Letters) -> Result<()> {
    // A link stays a link: the file behind it is replaced.
    let target = resolve(out);
    let before = fs::metadata(&target).ok();
    if before.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        bail!("--out {}: this is a folder or a device; give the name of a file", out.display());
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        bail!("--out {}: there is no such folder; make it first", out.display());
    }
    let cannot = || format!("--out {}: cannot be written (check the room and the rights in its folder)", out.display());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".extract-").suffix(".tmp");
    // A temporary file is its owner's alone; the result has the rights of any new file, or those of the file it replaces.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).with_context(cannot)?;
    if let Some(before) = before {
        file.as_file().set_permissions(before.permissions()).with_context(cannot)?;
    }
    letters.write(BufWriter::new(&mut file)).with_context(cannot)?;
    // Dropped without taking the place of anything, the temporary file is deleted.
    if letters.read > 0 {
        file.as_file().sync_all().with_context(cannot)?;
        file.persist(&target).with_context(cannot)?;
    }
    Ok(())
}

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

/// Says what was found: one line of counts, and one for each diagnostic that asks for a look at the letter.
fn summarise(name: &str, extraction: &Extraction) {
    let documents = &extraction.documents;
    let mut counts = vec![("documents", documents.len())];
    counts.extend(RECORDS.map(|(class, count)| (class, documents.iter().map(count).sum())));
    let found = counts.iter().filter(|(_, count)| *count > 0).map(|(class, count)| format!("{class} {count}"));
    let found = found.collect::<Vec<_>>().join(", ");
    let diagnostics = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let count = extraction.diagnostics.iter().filter(|d| d.severity == severity).count();
        format!("{} {count}", label(severity))
    });
    say(&format!("{name}: {found}; diagnostics: {}", diagnostics.join(", ")));
    warn(name, &extraction.diagnostics);
}

/// Says every diagnostic that asks for a look at the letter.
fn warn(name: &str, diagnostics: &[Diagnostic]) {
    for d in diagnostics.iter().filter(|d| d.severity > Severity::Info) {
        let line = d.line.map_or_else(String::new, |line| format!(":{line}"));
        say(&format!("{name}{line}: {}: {} ({})", label(d.severity), d.message, d.code.name()));
    }
}

const fn label(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn complain(message: &str) {
    say(&format!("error: {message}"));
}

/// Writes a line on standard error. Names and letters may hold control characters, which must not reach a terminal.
fn say(line: &str) {
    // There is nobody to tell when standard error is closed, and the work goes on.
    let _ = writeln!(io::stderr(), "{}", line.replace(char::is_control, "\u{fffd}"));
}
