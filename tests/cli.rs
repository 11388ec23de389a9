//! Runs the example `extract` as a process of its own, the way a shell does.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use insta::assert_snapshot;
use styringsdokument::output::table::{DOSSIER_TABLES, TABLES};
use styringsdokument::output::{Sourced, csv, html, ics, schema, xlsx};
use styringsdokument::{Code, Dossier, Extraction, Options, Severity, parse_bytes};
use tempfile::{TempDir, tempdir};
use walkdir::WalkDir;

const LETTER: &str = "# Tildelingsbrev for 2026\n\nDepartementet ber om en plan på to sider innen 1. mars.\n";
/// A PDF's first bytes; the one at 8 is none of a text.
const BINARY: &[u8] = b"%PDF-1.7\x00\x01";

/// A run that is over.
struct Run {
    code: Option<i32>,
    stdout: Vec<u8>,
    stderr: String,
}

impl Run {
    #[track_caller]
    fn json(&self) -> Extraction {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|error| panic!("standard output is no extraction: {error}; {}", self.stderr))
    }

    #[track_caller]
    fn lines(&self) -> Vec<Extraction> {
        jsonl(&self.stdout)
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
        assert!(!stderr.contains("panicked"), "{stderr}");
        Self { code: output.status.code(), stdout: output.stdout, stderr }
    }
}

#[track_caller]
fn jsonl(bytes: &[u8]) -> Vec<Extraction> {
    assert!(bytes.ends_with(b"\n"), "the last line is whole");
    let line = |line| serde_json::from_slice(line).unwrap_or_else(|error| panic!("a line is no extraction: {error}"));
    bytes.trim_ascii_end().split(|&byte| byte == b'\n').map(line).collect()
}

fn names(extractions: &[Extraction]) -> Vec<&str> {
    extractions.iter().map(|extraction| extraction.source.name.as_deref().unwrap_or("-")).collect()
}

/// The command, to be run in a folder. `cargo test` builds it before the tests; `cargo test --test cli` takes it as it was last built.
fn extract(folder: &Path, arguments: &[&str]) -> Command {
    let test = std::env::current_exe().expect("a test knows its own path");
    let build = test.ancestors().nth(2).expect("cargo puts tests into target/<profile>/deps");
    let program = build.join("examples").join(format!("extract{EXE_SUFFIX}"));
    assert!(program.is_file(), "{} is missing; build it with `cargo build --example extract`, or run the whole `cargo test`", program.display());
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    extract(folder, arguments).output().expect("the example starts").into()
}

fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut command = extract(folder, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the example starts");
    child.stdin.take().expect("it is piped").write_all(input).expect("the example reads its input");
    child.wait_with_output().expect("the example ends").into()
}

/// A folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempdir().expect("there is room for temporary files");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
    folder
}

/// All names in a folder, in order.
fn listing(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut names: Vec<String> = entries.map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// What the library reads from the same bytes.
fn expected(name: Option<&str>, bytes: &[u8]) -> Extraction {
    let options = Options { source_name: name.map(str::to_owned), ..Options::default() };
    parse_bytes(bytes, &options).expect("it is text")
}

#[test]
fn every_fixture_gives_what_the_library_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let letters = WalkDir::new(root.join("fixtures")).into_iter().map(|entry| entry.expect("the fixtures can be read").into_path());
    let letters: Vec<PathBuf> = letters.filter(|path| path.extension().is_some_and(|extension| extension == "md" || extension == "txt")).collect();
    assert!(!letters.is_empty());
    for letter in letters {
        let name = letter.strip_prefix(root).ok().and_then(Path::to_str).expect("fixtures have plain names");
        let run = run(root, &[name]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        assert_eq!(run.json(), expected(Some(name), &fs::read(&letter).expect("a fixture can be read")), "{name}");
        assert!(run.stdout.starts_with(b"{\n  \"schema_version\": 1,") && run.stdout.ends_with(b"\n}\n"), "{name}: indented, with a line end");
    }
}

#[test]
fn standard_input_has_no_name() {
    let folder = folder(&[]);
    let run = run_with_input(folder.path(), &["-"], LETTER.as_bytes());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.json(), expected(None, LETTER.as_bytes()));
}

#[test]
fn jsonl_gives_a_line_for_each_file_in_order_and_once() {
    let letter = LETTER.as_bytes();
    let folder = folder(&[
        ("letters/b.md", letter),
        ("letters/a/z.TXT", letter),
        ("letters/c.markdown", letter),
        ("letters/.hidden.md", letter),
        ("letters/.git/d.md", letter),
        ("letters/notes.docx", BINARY),
        ("other.text", letter),
    ]);
    let run = run_with_input(folder.path(), &["--format", "jsonl", "other.text", "letters", "letters/b.md", "./other.text", "-", "-"], letter);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let lines = run.lines();
    let separator = std::path::MAIN_SEPARATOR;
    let found = ["a/z.TXT", "b.md", "c.markdown"].map(|name| format!("letters/{name}").replace('/', &separator.to_string()));
    assert_eq!(names(&lines), ["other.text", &found[0], &found[1], &found[2], "-"]);
    for line in lines {
        assert_eq!(line, expected(line.source.name.as_deref(), letter));
    }
}

#[test]
fn json_of_several_files_is_wrong_usage_before_anything_is_read() {
    let folder = folder(&[("letters/a.md", LETTER.as_bytes()), ("letters/b.md", LETTER.as_bytes())]);
    let refused = |paths: &[&str]| {
        let run = run(folder.path(), paths);
        assert_eq!((run.code, run.stdout.len()), (Some(2), 0), "{paths:?}");
        run.stderr
    };
    let message = refused(&["letters"]);
    assert_snapshot!(message, @"
    error: this format holds one file, and several are given; use --format jsonl for one line per file

    Usage: extract [OPTIONS] [PATH]...

    For more information, try '--help'.
    ");
    assert_eq!(refused(&["missing-1.md", "missing-2.md"]), message);
    assert_eq!(refused(&["letters/a.md", "-"]), message);
}

#[test]
fn a_folder_with_one_letter_gives_json() {
    let folder = folder(&[("letters/a.md", LETTER.as_bytes())]);
    let run = run(folder.path(), &["letters"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.json().documents, expected(None, LETTER.as_bytes()).documents);
}

#[test]
fn a_file_that_fails_does_not_stop_the_others() {
    let folder = folder(&[("a.md", LETTER.as_bytes()), ("b.pdf", BINARY), ("c.md", LETTER.as_bytes())]);
    let run = run(folder.path(), &["--format", "jsonl", "--quiet", "a.md", "missing.md", "b.pdf", "c.md"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(names(&run.lines()), ["a.md", "c.md"]);
    let messages: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(messages.len(), 2, "{}", run.stderr);
    assert!(messages[0].starts_with("error: missing.md: cannot be read: ") && messages[0].ends_with("; check the path"), "{}", messages[0]);
    assert!(messages[1].starts_with("error: b.pdf: byte 8 "), "{}", messages[1]);
}

#[test]
fn a_single_bad_file_gives_no_data() {
    let folder = folder(&[("letter.pdf", BINARY), ("empty/notes.docx", BINARY)]);
    let bad = |path| {
        let run = run(folder.path(), &[path]);
        assert_eq!((run.code, run.stdout.len()), (Some(1), 0), "{path}");
        run.stderr
    };
    assert_snapshot!(bad("letter.pdf"), @"error: letter.pdf: byte 8 is no valid UTF-8 text (is the file binary, such as a PDF or a Word file?); convert it to UTF-8 text or Markdown first");
    assert_snapshot!(bad("empty"), @"error: empty: no letters in this folder (.md, .markdown, .txt); name other files one by one");
    assert!(bad("missing.md").starts_with("error: missing.md: cannot be read: "));

    let input = run_with_input(folder.path(), &["-"], BINARY);
    assert_eq!((input.code, input.stdout.len()), (Some(1), 0));
    assert!(input.stderr.starts_with("error: standard input: byte 8 "), "{}", input.stderr);
}

#[test]
fn other_encodings_give_the_same_records() {
    let utf16 = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("\u{feff}{LETTER}").encode_utf16().flat_map(unit).collect() };
    // In this letter Windows-1252 and the first 256 characters of Unicode are the same.
    let windows_1252: Vec<u8> = LETTER.chars().map(|c| u8::try_from(u32::from(c)).expect("no other character is in it")).collect();
    let folder = folder(&[("le.txt", &utf16(u16::to_le_bytes)), ("be.txt", &utf16(u16::to_be_bytes)), ("1252.txt", &windows_1252)]);
    let same = expected(None, LETTER.as_bytes());
    for name in ["le.txt", "be.txt", "1252.txt"] {
        let run = run(folder.path(), &[name]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let json = run.json();
        assert_eq!((&json.documents, json.source.name.as_deref()), (&same.documents, Some(name)));
        assert_eq!(json.diagnostics.iter().filter(|d| d.code == Code::DecodedText).count(), 1, "{name}");
    }
}

#[test]
fn the_year_reaches_the_parser() {
    let text = b"Departementet ber om en plan innen 1. mars.\n";
    let folder = folder(&[("a.md", text)]);
    let options = Options { source_name: Some("a.md".to_owned()), reference_year: Some(2023) };
    let with = parse_bytes(text, &options).expect("it is text");
    assert_ne!(with, expected(Some("a.md"), text), "the year matters to this letter");
    assert_eq!(run(folder.path(), &["--year", "2023", "a.md"]).json(), with);
}

#[test]
fn out_replaces_a_file_and_leaves_nothing_beside_it() {
    let folder = folder(&[("a.md", LETTER.as_bytes()), ("new/keep", b""), ("old.json", b"old")]);
    for out in ["new/result.json", "old.json"] {
        // Only a file made beside the other can take its place in one step; one made elsewhere would fail here.
        let mut command = extract(folder.path(), &["--out", out, "a.md"]);
        let run = Run::from(command.env("TMPDIR", folder.path().join("missing")).output().expect("the example starts"));
        assert_eq!((run.code, run.stdout.len()), (Some(0), 0), "{}", run.stderr);
        let written: Extraction = serde_json::from_slice(&fs::read(folder.path().join(out)).expect("it was written")).expect("it is whole");
        assert_eq!(written, expected(Some("a.md"), LETTER.as_bytes()));
    }
    assert_eq!(listing(folder.path()), ["a.md", "new", "old.json"]);
    assert_eq!(listing(&folder.path().join("new")), ["keep", "result.json"]);
    assert_eq!(run(folder.path(), &["--out", "-", "a.md"]).json(), expected(Some("a.md"), LETTER.as_bytes()));
}

#[test]
fn out_holds_the_files_that_could_be_read() {
    let folder = folder(&[("a.md", LETTER.as_bytes()), ("b.pdf", BINARY)]);
    let run = run(folder.path(), &["--format", "jsonl", "--out", "all.jsonl", "b.pdf", "a.md"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(names(&jsonl(&fs::read(folder.path().join("all.jsonl")).expect("it was written"))), ["a.md"]);
    assert_eq!(listing(folder.path()), ["a.md", "all.jsonl", "b.pdf"]);
}

#[test]
fn out_stays_as_it_was_when_nothing_could_be_read() {
    let folder = folder(&[("b.pdf", BINARY), ("old.jsonl", b"old")]);
    for out in ["old.jsonl", "new.jsonl"] {
        assert_eq!(run(folder.path(), &["--format", "jsonl", "--out", out, "b.pdf", "missing.md"]).code, Some(1));
    }
    assert_eq!(fs::read(folder.path().join("old.jsonl")).expect("it is still there"), b"old");
    assert_eq!(listing(folder.path()), ["b.pdf", "old.jsonl"]);
}

#[test]
fn out_is_refused_where_it_would_do_harm() {
    let folder = folder(&[("a.md", LETTER.as_bytes()), ("folder/keep", b"")]);
    let refused = |out, code| {
        let run = run(folder.path(), &["--out", out, "a.md"]);
        assert_eq!((run.code, run.stdout.len()), (Some(code), 0), "{out}");
        run.stderr.lines().next().unwrap_or_default().to_owned()
    };
    assert_snapshot!(refused("./a.md", 2), @"error: --out ./a.md is one of the files to read; give another name");
    assert_snapshot!(refused("folder", 1), @"error: --out folder: this is a folder or a device; give the name of a file");
    assert_snapshot!(refused("missing/a.json", 1), @"error: --out missing/a.json: there is no such folder; make it first");
    assert_eq!(fs::read(folder.path().join("a.md")).expect("it is still there"), LETTER.as_bytes());
    assert_eq!(listing(folder.path()), ["a.md", "folder"]);
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let folder = folder(&[]);
    let mut command = extract(folder.path(), &["--quiet", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the example starts");
    // It cannot write before its input ends, and by then nobody reads.
    drop(child.stdout.take());
    child.stdin.take().expect("it is piped").write_all(LETTER.as_bytes()).expect("the example reads its input");
    let run = Run::from(child.wait_with_output().expect("the example ends"));
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn messages_that_nobody_reads_do_not_stop_the_work() {
    let folder = folder(&[("a.md", LETTER.as_bytes())]);
    let mut command = extract(folder.path(), &["-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the example starts");
    drop(child.stderr.take());
    child.stdin.take().expect("it is piped").write_all(LETTER.as_bytes()).expect("the example reads its input");
    let run = Run::from(child.wait_with_output().expect("the example ends"));
    assert_eq!(run.code, Some(0));
    assert_eq!(run.json(), expected(None, LETTER.as_bytes()));
}

#[test]
fn quiet_says_nothing_about_a_good_file() {
    let folder = folder(&[("a.md", b"Frist: 31.6.2026\n")]);
    let run = run(folder.path(), &["--quiet", "a.md"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn the_summary_counts_and_names_what_asks_for_a_look() {
    // One «e» of «Departementet» is Cyrillic.
    let text = "# Tildelingsbrev for 2026\n\nFrist: 31.6.2026\n\nDepart\u{435}mentet ber om en plan.\n";
    let folder = folder(&[("a.md", text.as_bytes())]);
    let run = run(folder.path(), &["a.md"]);
    let Extraction { documents, diagnostics, .. } = expected(Some("a.md"), text.as_bytes());
    assert_eq!(run.code, Some(0), "a diagnostic is no failure");

    let mut lines = run.stderr.lines();
    let summary = lines.next().unwrap_or_default();
    assert!(summary.starts_with("a.md: documents 1, "), "{summary}");
    assert!(summary.contains(&format!(", deadlines {}", documents[0].deadlines.len())), "{summary}");
    let [errors, warnings, infos] =
        [Severity::Error, Severity::Warning, Severity::Info].map(|severity| diagnostics.iter().filter(|d| d.severity == severity).count());
    assert!(errors > 0 && warnings > 0, "the letter has a date that does not exist and a foreign letter");
    assert!(summary.ends_with(&format!("; diagnostics: error {errors}, warning {warnings}, info {infos}")), "{summary}");

    let details: Vec<&str> = lines.collect();
    assert_eq!(details.len(), errors + warnings, "{}", run.stderr);
    assert!(details.iter().any(|line| line.starts_with("a.md:3: error: ") && line.ends_with(" (invalid-date)")), "{}", run.stderr);
    for d in diagnostics.iter().filter(|d| d.severity != Severity::Info) {
        let said = format!("{} ({})", d.message, d.code.name());
        assert!(details.iter().any(|line| line.ends_with(&said)), "{said} is missing in\n{}", run.stderr);
    }
}

/// Many letters and two files that are none, all in one folder.
fn many() -> TempDir {
    let letters: Vec<(String, String)> = (0..150).map(|n| (format!("letters/{n:03}.md"), LETTER.replace("en plan", &format!("plan {n}")))).collect();
    let mut files: Vec<(&str, &[u8])> = letters.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    files.extend([("letters/070.md", BINARY), ("letters/099.txt", BINARY)]);
    folder(&files)
}

#[test]
fn many_files_keep_their_order_and_end_with_a_summary() {
    let folder = many();
    let run = run(folder.path(), &["--format", "jsonl", "letters"]);
    assert_eq!(run.code, Some(1));
    let lines = run.lines();
    let expected: Vec<String> = (0..150).filter(|n| *n != 70).map(|n| format!("plan {n} på to sider")).collect();
    assert_eq!(lines.len(), expected.len());
    for (line, words) in lines.iter().zip(&expected) {
        assert!(line.documents[0].mandates[0].text.contains(words), "{words}");
    }
    let records: usize =
        lines.iter().map(|line| &line.documents[0]).map(|d| d.sections.len() + d.mandates.len() + d.deadlines.len() + d.obligations.len()).sum();
    let said: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(said.len(), 4, "{}", run.stderr);
    assert!(said[0].starts_with("error: letters/070.md: byte 8 ") && said[1].starts_with("error: letters/099.txt: byte 8 "), "{}", run.stderr);
    assert_eq!(said[2], format!("files 149, letters 149, records {records}; checks that failed 0; errors 2"));
    assert_eq!(said[3], "diagnostics: addressee-missing 149");
    assert!(!run.stderr.contains('\u{1b}') && !run.stderr.contains('\r'), "the progress is for terminals");
}

#[test]
fn the_summary_counts_checks_that_failed_and_diagnostics_by_code() {
    let table = "# Tildelingsbrev for 2026\n\n(i 1000 kroner)\n\n| Kapittel | Post | Betegnelse | Bevilgning |\n|---|---|---|---|\n\
                 | 701 | 21 | Drift | 100 |\n| 701 | 70 | Tilskudd | 300 |\n| Sum kap. 701 | | | 500 |\n";
    let folder = folder(&[("l/a.md", table.as_bytes()), ("l/b.md", b"# Tildelingsbrev for 2026\n\nFrist: 31.6.2026\n")]);
    let run = run(folder.path(), &["--format", "jsonl", "l"]);
    let said: Vec<&str> = run.stderr.lines().collect();
    assert!(said[0].starts_with("files 2, letters 2, records ") && said[0].ends_with("; checks that failed 1; errors 0"), "{}", run.stderr);
    assert_eq!(said[1..], ["diagnostics: invalid-date 1, sum-mismatch 1"]);
}

#[test]
fn several_files_that_are_good_are_quiet_when_asked() {
    let folder = folder(&[("l/a.md", LETTER.as_bytes()), ("l/b.md", b"Frist: 31.6.2026\n")]);
    for format in ["jsonl", "ics", "xlsx"] {
        let run = run(folder.path(), &["--format", format, "--quiet", "l"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{format}");
    }
}

#[test]
fn a_reader_who_leaves_in_the_middle_ends_the_work_quietly() {
    let folder = many();
    let mut command = extract(folder.path(), &["--format", "jsonl", "--quiet", "letters"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the example starts");
    drop(child.stdout.take());
    let run = Run::from(child.wait_with_output().expect("the example ends"));
    // The file that is no text was met before the end or not.
    assert!(run.stderr.lines().all(|line| line.contains("byte 8 ")), "{}", run.stderr);
}

/// What the library writes of the letters in `letters/`.
fn extractions(folder: &Path) -> Vec<Extraction> {
    let names = listing(&folder.join("letters"));
    names.iter().map(|name| expected(Some(&format!("letters/{name}")), &fs::read(folder.join("letters").join(name)).expect("it is there"))).collect()
}

#[test]
fn csv_is_a_folder_of_tables_and_their_description() {
    let folder = folder(&[("letters/a.md", LETTER.as_bytes()), ("letters/b.md", LETTER.as_bytes()), ("old/deadlines.csv", b"old")]);
    let mut files: Vec<String> = TABLES.iter().map(csv::file_name).chain([csv::DATAPACKAGE.to_owned()]).collect();
    files.sort();
    for out in ["new", "old", "old"] {
        let run = run(folder.path(), &["--format", "csv", "--out", out, "letters"]);
        assert_eq!((run.code, run.stdout.len()), (Some(0), 0), "{}", run.stderr);
        let place = folder.path().join(out);
        assert_eq!(listing(&place), files);
        let read = |name: &str| fs::read_to_string(place.join(name)).expect("it is there");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&read(csv::DATAPACKAGE)).expect("it is JSON"),
            csv::datapackage(csv::Options::default())
        );
        for table in TABLES {
            let mut file = Vec::new();
            let mut tables = csv::Tables::create([(table, &mut file)], csv::Options::default()).expect("memory takes all");
            for extraction in &extractions(folder.path()) {
                tables.add(extraction).expect("memory takes all");
            }
            tables.finish().expect("memory takes all");
            assert_eq!(read(&csv::file_name(table)).as_bytes(), file, "{}", table.name);
        }
    }
    assert_eq!(listing(folder.path()), ["letters", "new", "old"], "nothing is left beside them");
}

#[test]
fn a_folder_with_other_files_in_it_is_not_touched() {
    let folder = folder(&[("a.md", LETTER.as_bytes()), ("mine/notes.txt", b"mine"), ("mine/deadlines.csv", b"old"), ("file", b"")]);
    let refused = |out| {
        let run = run(folder.path(), &["--format", "csv", "--quiet", "--out", out, "a.md"]);
        assert_eq!((run.code, run.stdout.len()), (Some(1), 0), "{out}");
        run.stderr
    };
    assert_snapshot!(refused("mine"), @"error: --out mine: holds notes.txt, which is no file of an earlier run; give an empty or a new folder");
    assert_snapshot!(refused("file"), @"error: --out file: this is a file; give the name of a folder");
    assert_snapshot!(refused("missing/new"), @"error: --out missing/new: there is no such folder; make it first");
    assert_eq!(listing(&folder.path().join("mine")), ["deadlines.csv", "notes.txt"]);
    assert_eq!(listing(folder.path()), ["a.md", "file", "mine"]);
}

#[test]
fn one_table_goes_to_standard_output_or_a_file() {
    let folder = folder(&[("a.md", LETTER.as_bytes())]);
    let to_stdout = run(folder.path(), &["--format", "csv", "--table", "deadlines", "--bom", "a.md"]);
    let text = String::from_utf8(to_stdout.stdout.clone()).expect("it is UTF-8");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() == 2 && lines[0].starts_with("\u{feff}document,key,type,due,") && lines[1].contains(",date,2026-03-01,"), "{text}");
    let to_file = run(folder.path(), &["--format", "csv", "--table", "deadlines", "--bom", "--out", "d.csv", "a.md"]);
    assert_eq!((to_file.code, to_file.stdout.len()), (Some(0), 0));
    assert_eq!(fs::read(folder.path().join("d.csv")).expect("it was written"), to_stdout.stdout);
}

#[test]
fn a_workbook_a_calendar_and_the_schema_are_those_of_the_library() {
    let folder = folder(&[("letters/a.md", LETTER.as_bytes()), ("letters/b.md", b"# Tildelingsbrev for 2026\n\nFrist: Avtales n\xc3\xa6rmere\n")]);
    let mut workbook = xlsx::Workbook::new();
    let mut calendar = ics::Calendar::new();
    for extraction in extractions(folder.path()) {
        workbook.add(&extraction).expect("no sheet is full");
        calendar.add(&extraction);
    }
    let forms = [
        ("xlsx", workbook.finish().expect("it can be packed")),
        ("ics", calendar.finish().into_bytes()),
        ("schema", format!("{:#}\n", schema::extraction()).into_bytes()),
    ];
    for (format, bytes) in forms {
        let paths = if format == "schema" { &[][..] } else { &["letters"] };
        let to_stdout = run(folder.path(), &[&["--format", format], paths].concat());
        assert_eq!((to_stdout.code, to_stdout.stdout == bytes), (Some(0), true), "{format}: {}", to_stdout.stderr);
        let to_file = run(folder.path(), &[&["--format", format, "--quiet", "--out", "result"], paths].concat());
        assert_eq!((to_file.code, to_file.stdout.len()), (Some(0), 0), "{format}: {}", to_file.stderr);
        assert!(fs::read(folder.path().join("result")).expect("it was written") == bytes, "{format}");
    }
    let said = run(folder.path(), &["--format", "ics", "letters"]).stderr;
    assert!(said.starts_with("letters/b.md:3: not in the calendar: «Frist: Avtales nærmere», to be agreed or settled later\n"), "{said}");
}

#[test]
fn a_page_for_each_file() {
    let windows_1252 = b"# Tildelingsbrev for 2026\n\nP\xe5minnelse: svar innen 1. mars.\n";
    let folder = folder(&[("l/a.md", LETTER.as_bytes()), ("l/b/a.txt", windows_1252), ("l/c.md", BINARY)]);
    let one = run(folder.path(), &["--format", "html", "--quiet", "l/a.md"]);
    let page = html::page(&expected(Some("l/a.md"), LETTER.as_bytes()), LETTER);
    assert_eq!(String::from_utf8(one.stdout).expect("it is UTF-8"), format!("{page}\n"));

    assert_eq!(run(folder.path(), &["--format", "html", "--out", "pages", "l"]).code, Some(1), "one file is no text");
    assert_eq!(listing(&folder.path().join("pages")), ["a (2).html", "a.html"]);
    let read = |name: &str| fs::read_to_string(folder.path().join("pages").join(name)).expect("it is there");
    assert_eq!(read("a.html"), page);
    assert!(read("a (2).html").contains("Påminnelse"), "the page holds the decoded text");
    assert_eq!(run(folder.path(), &["--format", "html", "l"]).code, Some(2), "several pages need a folder");
}

#[test]
fn no_form_writes_anything_when_nothing_could_be_read() {
    let folder = folder(&[("b.pdf", BINARY), ("old/deadlines.csv", b"old"), ("old.file", b"old")]);
    for format in ["json", "jsonl", "xlsx", "ics"] {
        for out in ["-", "old.file", "new.file"] {
            let run = run(folder.path(), &["--format", format, "--out", out, "b.pdf"]);
            assert_eq!((run.code, run.stdout.len()), (Some(1), 0), "{format} to {out}");
        }
    }
    for arguments in [&["--out", "old"][..], &["--out", "new"], &["--table", "deadlines"], &["--table", "deadlines", "--out", "old.file"]] {
        let run = run(folder.path(), &[&["--format", "csv", "b.pdf"], arguments].concat());
        assert_eq!((run.code, run.stdout.len()), (Some(1), 0), "{arguments:?}");
    }
    assert_eq!(listing(folder.path()), ["b.pdf", "old", "old.file"]);
    assert_eq!(fs::read(folder.path().join("old/deadlines.csv")).expect("it is there"), b"old");
    assert_eq!(fs::read(folder.path().join("old.file")).expect("it is there"), b"old");
}

#[test]
fn errors_of_usage_say_what_to_do() {
    let folder = folder(&[("a.md", LETTER.as_bytes())]);
    let first = |arguments: &[&str]| {
        let run = run(folder.path(), arguments);
        assert_eq!((run.code, run.stdout.len()), (Some(2), 0), "{arguments:?}");
        run.stderr.lines().next().unwrap_or_default().to_owned()
    };
    assert_snapshot!(first(&[]), @"error: no PATH is given; name files or folders, or - for standard input");
    assert_snapshot!(first(&["--format", "csv", "a.md"]), @"error: csv is a file for each table; use --out FOLDER for all of them, or --table NAME for one (such as --table deadlines)");
    assert_snapshot!(first(&["--table", "deadlines", "a.md"]), @"error: --table chooses among the tables of csv; add --format csv");
    assert_snapshot!(first(&["--bom", "a.md"]), @"error: --bom is for csv; add --format csv");
    assert_snapshot!(first(&["--consolidate", "--format", "trace", "a.md"]), @"error: a trace is of one file; leave out --consolidate");
    assert_snapshot!(first(&["--consolidate", "--format", "csv", "a.md"]), @"error: csv is a file for each table; use --out FOLDER for all of them, or --table NAME for one (such as --table deadlines)");
    assert_snapshot!(first(&["--format", "schema", "a.md"]), @"error: the schema is the same for all letters; leave out PATH");
    let unknown = first(&["--format", "csv", "--table", "frister", "a.md"]);
    assert!(unknown.starts_with("error: --table frister: the tables of letters are documents, "), "{unknown}");
    assert!(TABLES.iter().all(|table| unknown.contains(table.name)), "{unknown}");
    // A dossier has other tables.
    let unknown = first(&["--consolidate", "--format", "csv", "--table", "budget_lines", "a.md"]);
    assert!(unknown.starts_with("error: --table budget_lines: the tables of a dossier are posts, "), "{unknown}");
    assert!(DOSSIER_TABLES.iter().all(|table| unknown.contains(table.name)), "{unknown}");
}

#[test]
fn wrong_usage_gives_no_data() {
    let folder = folder(&[("a.md", LETTER.as_bytes())]);
    let wrong = [
        &[][..],
        &[""],
        &["--unknown", "a.md"],
        &["--format", "docx", "a.md"],
        &["--format", "a.md"],
        &["--year", "1899", "a.md"],
        &["--year", "2200", "a.md"],
        &["--year", "next", "a.md"],
    ];
    for arguments in wrong {
        let run = run(folder.path(), arguments);
        assert_eq!((run.code, run.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(run.stderr.starts_with("error: "), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_trace_gives_line_rule_and_words_of_one_file() {
    let long = "\n# Tildelingsbrev for 2026\n\nDepartementet ber om en plan med ett to tre fire fem seks sju åtte.\n";
    let folder = folder(&[("l/a.md", LETTER.as_bytes()), ("l/b.md", long.as_bytes())]);
    let traced = |path| {
        let run = run(folder.path(), &["--format", "trace", "--quiet", path]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        String::from_utf8(run.stdout).expect("a trace is UTF-8")
    };
    let trace = traced("l/a.md");
    for line in [
        "1\tlayout/title\tTildelingsbrev for 2026",
        "1\theader/year-in-title\t2026",
        "3\tmandate/requested\tDepartementet ber om en plan på to sider innen 1. mars.",
        "3\tdeadline/time\tinnen 1. mars",
    ] {
        assert!(trace.lines().any(|l| l == line), "{line} is missing in\n{trace}");
    }
    assert!(trace.ends_with('\n') && trace.lines().all(|line| line.split('\t').count() == 3), "{trace}");
    let cut = "4\tmandate/requested\tDepartementet ber om en plan med ett to tre fire fem seks …\n";
    assert!(traced("l/b.md").contains(cut), "twelve words are enough to know it");
    assert_eq!(run(folder.path(), &["--format", "trace", "l"]).code, Some(2), "a trace is of one file");
    assert_eq!(run(folder.path(), &["--format", "trace", "--consolidate", "l/a.md"]).code, Some(2), "a dossier has no trace");
}

#[test]
fn help_tells_every_option_and_exit_status() {
    let folder = folder(&[]);
    let run = run(folder.path(), &["--help"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let help = String::from_utf8(run.stdout).expect("help is UTF-8");
    for said in [
        "[PATH]...",
        "--format <FORMAT>",
        "- json:",
        "- jsonl:",
        "- csv:",
        "- xlsx:",
        "- ics:",
        "- html:",
        "- trace:",
        "- schema:",
        "--table <NAME>",
        "--bom",
        "--out <PATH>",
        "--consolidate",
        "--quiet",
        "--year <YEAR>",
        "--help",
        "Examples:",
    ] {
        assert!(help.contains(said), "{said} is missing in\n{help}");
    }
    for status in ["  0  ", "  1  ", "  2  "] {
        assert!(help.contains(status), "exit status{status}is missing in\n{help}");
    }
    for table in TABLES.iter().chain(DOSSIER_TABLES) {
        assert!(help.contains(&format!("- {}: {}", table.name, table.about)), "{} is missing in\n{help}", table.name);
    }
    let widest = help.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(110), "a line of {widest:?} characters is too wide to read");
}

/// What not every system has: links, sockets, names that are not UTF-8, a device that is always full.
#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn a_full_disk_is_an_error() {
        let folder = folder(&[("a.md", LETTER.as_bytes())]);
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let run = Run::from(extract(folder.path(), &["--quiet", "a.md"]).stdout(full).output().expect("the example starts"));
        assert_eq!(run.code, Some(1));
        assert!(run.stderr.starts_with("error: standard output: cannot be written: "), "{}", run.stderr);
    }

    #[test]
    fn strange_names_are_read_and_cannot_reach_the_terminal() {
        let folder = folder(&[]);
        for name in [&b"p\xe5.md"[..], b"a\x1b[31m\n.md"] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), LETTER).expect("a file can be written");
        }
        fs::write(folder.path().join("b\x1b[31m\n.md"), BINARY).expect("a file can be written");
        let run = run(folder.path(), &["--format", "jsonl", "--quiet", "."]);
        assert_eq!(run.code, Some(1), "{}", run.stderr);
        assert_eq!(names(&run.lines()), ["./a\u{1b}[31m\n.md", "./p\u{fffd}.md"]);
        assert!(run.stderr.starts_with("error: ./b\u{fffd}[31m\u{fffd}.md: byte 8 ") && run.stderr.lines().count() == 1, "{}", run.stderr);
    }

    #[test]
    fn links_are_read_once_and_broken_ones_are_told() {
        let folder = folder(&[("letters/a.md", LETTER.as_bytes()), ("letters/sub/keep", b"")]);
        let link = |to: &str, name: &str| symlink(to, folder.path().join(name)).expect("a link can be made");
        link("a.md", "letters/b.md");
        link("..", "letters/sub/loop");
        link("nowhere", "letters/broken.md");
        let run = run(folder.path(), &["--format", "jsonl", "--quiet", "letters"]);
        assert_eq!(run.code, Some(1));
        assert_eq!(names(&run.lines()), ["letters/a.md"]);
        assert!(run.stderr.starts_with("error: letters/broken.md: cannot be read: ") && run.stderr.lines().count() == 1, "{}", run.stderr);
    }

    #[test]
    fn out_keeps_a_link_and_the_rights_of_its_file() {
        let folder = folder(&[("a.md", LETTER.as_bytes()), ("old.json", b"old")]);
        let old = folder.path().join("old.json");
        fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).expect("the file is ours");
        symlink("old.json", folder.path().join("link.json")).expect("a link can be made");
        assert_eq!(run(folder.path(), &["--out", "link.json", "a.md"]).code, Some(0));
        assert!(folder.path().join("link.json").is_symlink());
        assert_eq!(fs::metadata(&old).expect("it is there").permissions().mode() & 0o777, 0o640);
        assert!(fs::read(&old).expect("it is there").starts_with(b"{"));
        assert_eq!(listing(folder.path()), ["a.md", "link.json", "old.json"]);
    }

    #[test]
    fn out_replaces_only_plain_files() {
        let folder = folder(&[("a.md", LETTER.as_bytes())]);
        let _socket = UnixListener::bind(folder.path().join("socket")).expect("a socket can be made");
        assert_eq!(run(folder.path(), &["--out", "socket", "a.md"]).code, Some(1));
        let kind = fs::symlink_metadata(folder.path().join("socket")).expect("it is there").file_type();
        assert!(kind.is_socket());
    }
}

/// A base letter and its supplement, given in the wrong order and from two files, come to one dossier.
#[test]
fn consolidate_puts_all_files_together() {
    let base = "# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\nDirektoratet tildeles 10 mill. kroner på kap. 760, post 21.\n";
    let supplement =
        "# Supplerende tildelingsbrev nr. 1 for 2026\n\nDato: 1. mars 2026\n\nTildelingen på kap. 760, post 21 reduseres med 2 mill. kroner.\n";
    let folder = folder(&[("a.md", supplement.as_bytes()), ("b.md", base.as_bytes())]);
    let of = |arguments: &[&str]| {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        (serde_json::from_slice::<Dossier>(&run.stdout).expect("standard output is a dossier"), run)
    };
    let (dossier, run) = of(&["--consolidate", "a.md", "b.md"]);
    assert_eq!(dossier.documents, ["tildelingsbrev-2026-01-05", "supplerende_tildelingsbrev-1-2026-03-01"]);
    assert_eq!(dossier.posts[0].total, 8_000_000);
    assert!(run.stdout.starts_with(b"{\n  \"schema_version\": 1,"), "it is indented");
    let (line, run) = of(&["--consolidate", "--format", "jsonl", "."]);
    assert_eq!(line, dossier);
    assert_eq!(String::from_utf8_lossy(&run.stdout).lines().count(), 1);
}

/// Every form of a dossier is the library's, on standard output, in a file and in a folder, and is of all files together.
#[test]
fn consolidate_goes_into_every_form() {
    let base = "# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\n## Oppdrag\n\n### TB2026-1 Kart\n\nDirektoratet skal lage et kart.\n\nFrist: 1. juni 2026\n";
    let supplement =
        "# Supplerende tildelingsbrev nr. 1 for 2026\n\nDato: 2. mars 2026\n\nFristen for oppdrag TB2026-1 forlenges til 1. oktober 2026.\n";
    let folder = folder(&[("letters/a.md", base.as_bytes()), ("letters/b.md", supplement.as_bytes())]);
    let extractions = extractions(folder.path());
    let sourced = Sourced::new(&extractions);
    let mut calendar = ics::Calendar::new();
    calendar.add_dossier(&sourced);
    let table = |table| {
        let mut file = Vec::new();
        let mut tables = csv::Tables::create([(table, &mut file)], csv::Options::default()).expect("memory takes all");
        tables.add_dossier(&sourced).expect("memory takes all");
        tables.finish().expect("memory takes all");
        file
    };
    let forms = [
        (&["xlsx"][..], xlsx::dossier(&sourced).expect("it can be packed")),
        (&["ics"], calendar.finish().into_bytes()),
        (&["html"], format!("{}\n", html::dossier_page(&sourced, &[base, supplement])).into_bytes()),
        (&["csv", "--table", "closed_deadlines"], table(&DOSSIER_TABLES[6])),
    ];
    for (format, bytes) in forms {
        let to_stdout = run(folder.path(), &[&["--consolidate", "letters", "--format"], format].concat());
        assert_eq!((to_stdout.code, to_stdout.stdout == bytes), (Some(0), true), "{format:?}: {}", to_stdout.stderr);
        let to_file = run(folder.path(), &[&["--consolidate", "letters", "--quiet", "--out", "result", "--format"], format].concat());
        assert_eq!((to_file.code, to_file.stdout.len(), to_file.stderr.as_str()), (Some(0), 0, ""), "{format:?}");
        assert!(fs::read(folder.path().join("result")).expect("it was written") == bytes, "{format:?}");
        let nothing = run(folder.path(), &[&["--consolidate", "missing.md", "--out", "none", "--format"], format].concat());
        assert_eq!((nothing.code, folder.path().join("none").exists()), (Some(1), false), "{format:?}");
    }
    let said = run(folder.path(), &["--consolidate", "--format", "ics", "letters"]).stderr;
    assert!(said.contains("letters/a.md:11: not in the calendar: «Frist: 1. juni 2026», a later letter moves it\n"), "{said}");

    let run = run(folder.path(), &["--consolidate", "--format", "csv", "--out", "tables", "letters"]);
    assert_eq!((run.code, run.stdout.len()), (Some(0), 0), "{}", run.stderr);
    let mut files: Vec<String> = DOSSIER_TABLES.iter().map(csv::file_name).chain([csv::DATAPACKAGE.to_owned()]).collect();
    files.sort();
    assert_eq!(listing(&folder.path().join("tables")), files);
    let read = |name: &str| fs::read(folder.path().join("tables").join(name)).expect("it is there");
    let package: serde_json::Value = serde_json::from_slice(&read(csv::DATAPACKAGE)).expect("it is JSON");
    assert_eq!(package, csv::dossier_datapackage(csv::Options::default()));
    assert!(DOSSIER_TABLES.iter().all(|named| read(&csv::file_name(named)) == table(named)));
}

/// A file that cannot be read is told; the others are put together all the same, and none at all give nothing.
#[test]
fn consolidate_goes_on_without_a_missing_file() {
    let folder = folder(&[("a.md", LETTER.as_bytes())]);
    let some = run(folder.path(), &["--consolidate", "a.md", "missing.md"]);
    assert_eq!(some.code, Some(1));
    assert_eq!(serde_json::from_slice::<Dossier>(&some.stdout).expect("standard output is a dossier").documents, ["tildelingsbrev-2026"]);
    let none = run(folder.path(), &["--consolidate", "missing.md"]);
    assert_eq!((none.code, none.stdout.len()), (Some(1), 0));
}
