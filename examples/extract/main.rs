//! Reads letters from files, folders or standard input, and writes what they hold.
//!
//! `cargo run --release --example extract -- --help` tells the rest.

mod args;
mod dossier;
mod input;
mod letters;
mod out;
mod report;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use styringsdokument::output::table::Table;
use styringsdokument::output::{csv, html, ics, schema, xlsx};
use styringsdokument::{Extraction, Firing, Options, decode, trace};

use crate::args::{Args, Format};
use crate::input::{Input, Work};
use crate::letters::Letters;
use crate::report::Report;

fn main() -> ExitCode {
    let args = Args::parse();
    let work = Work::new(&args).unwrap_or_else(|usage| usage.exit());
    let mut report = Report::new(work.inputs.len(), args.quiet);
    for problem in &work.problems {
        report.failed(problem);
    }
    if let Err(error) = write(&args, &work.inputs, &mut report) {
        report.failed(&format!("{error:#}"));
    }
    report.finish();
    if report.failures() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Reads all inputs and writes the result in its form.
fn write(args: &Args, inputs: &[Input], report: &mut Report) -> Result<()> {
    let Args { format, out, year, .. } = args;
    match format {
        Format::Schema => out::stream(out, |to| {
            let schema = if args.consolidate { schema::dossier() } else { schema::extraction() };
            writeln!(to, "{schema:#}").map(|()| true)
        }),
        _ if args.consolidate => dossier::write(args, inputs, report),
        Format::Json => write_lines(args, inputs, report, |extraction, _| json(&extraction, serde_json::to_string_pretty)),
        Format::Jsonl => write_lines(args, inputs, report, |extraction, _| json(&extraction, serde_json::to_string)),
        Format::Csv => write_csv(args, inputs, report),
        Format::Xlsx => out::stream(out, |to| {
            let mut workbook = xlsx::Workbook::new();
            Letters::new(inputs, *year, report, |extraction, _| extraction).try_for_each(|extraction| workbook.add(&extraction))?;
            keep(report, || to.write_all(&workbook.finish()?))
        }),
        Format::Ics => out::stream(out, |to| {
            let mut calendar = ics::Calendar::new();
            Letters::new(inputs, *year, report, |extraction, _| extraction).for_each(|extraction| calendar.add(&extraction));
            report.left_out(calendar.left_out());
            keep(report, || to.write_all(calendar.finish().as_bytes()))
        }),
        Format::Html => write_pages(args, inputs, report),
        Format::Trace => write_trace(args, inputs, report),
    }
}

/// Writes what is made of several letters, unless none could be read.
fn keep(report: &Report, write: impl FnOnce() -> io::Result<()>) -> io::Result<out::Keep> {
    let any = report.files() > 0;
    if any {
        write()?;
    }
    Ok(any)
}

fn json(extraction: &Extraction, write: impl FnOnce(&Extraction) -> serde_json::Result<String>) -> io::Result<String> {
    Ok(write(extraction)?)
}

/// Writes a text for each file as it comes.
fn write_lines(args: &Args, inputs: &[Input], report: &mut Report, make: fn(Extraction, &[u8]) -> io::Result<String>) -> Result<()> {
    out::stream(&args.out, |to| {
        Letters::new(inputs, args.year, report, make).try_for_each(|text| writeln!(to, "{}", text?))?;
        Ok(report.files() > 0)
    })
}

/// Writes which rules fire on the files.
fn write_trace(args: &Args, inputs: &[Input], report: &mut Report) -> Result<()> {
    out::stream(&args.out, |to| {
        // The extraction is made for its summary; the rules are those that made it.
        let texts = Letters::new(inputs, args.year, report, |_, bytes| bytes.to_vec());
        for bytes in texts {
            let text = decode(&bytes).map_err(io::Error::other)?;
            let options = Options { reference_year: args.year, ..Options::default() };
            for Firing { rule, line, text, .. } in trace(&text, &options) {
                writeln!(to, "{line}\t{rule}\t{}", beginning(&text))?;
            }
        }
        Ok(report.files() > 0)
    })
}

/// The first words of a text, on one line. Letters may hold control characters, which must not reach a terminal.
fn beginning(text: &str) -> String {
    const WORDS: usize = 12;
    let mut words: Vec<&str> = text.split_whitespace().take(WORDS + 1).collect();
    if words.len() > WORDS {
        words[WORDS] = "…";
    }
    words.join(" ").replace(char::is_control, "\u{fffd}")
}

/// Writes a page, or a folder of pages.
fn write_pages(args: &Args, inputs: &[Input], report: &mut Report) -> Result<()> {
    if inputs.len() < 2 {
        return write_lines(args, inputs, report, |extraction, bytes| Ok(page(&extraction, bytes).1));
    }
    out::folder(&args.out, |folder| {
        let mut names = HashSet::new();
        Letters::new(inputs, args.year, report, |extraction, bytes| page(&extraction, bytes)).try_for_each(|(stem, page)| {
            // Files of one name in several folders have a number each.
            let free = (1..).map(|n| if n == 1 { format!("{stem}.html") } else { format!("{stem} ({n}).html") });
            let name = free.into_iter().find(|name| names.insert(name.to_lowercase())).unwrap_or_default();
            fs::write(folder.join(name), page)
        })?;
        Ok(report.files() > 0)
    })
}

/// The name of a file without its folder and ending, and its page.
fn page(extraction: &Extraction, bytes: &[u8]) -> (String, String) {
    let name = extraction.source.name.as_deref().unwrap_or("standard input");
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    // What could be read can be decoded.
    (stem, html::page(extraction, &decode(bytes).unwrap_or_default()))
}

fn write_csv(args: &Args, inputs: &[Input], report: &mut Report) -> Result<()> {
    match args.table() {
        Some(table) => out::stream(&args.out, |to| write_tables(args, inputs, report, || Ok(vec![(table, to)]))),
        None => out::folder(&args.out, |folder| write_tables(args, inputs, report, || table_files(args, folder, csv::datapackage))),
    }
}

/// Writes the description of the tables into a folder, and opens a file there for each of them.
fn table_files(args: &Args, folder: &Path, describe: fn(csv::Options) -> serde_json::Value) -> io::Result<Vec<(&'static Table, File)>> {
    fs::write(folder.join(csv::DATAPACKAGE), format!("{:#}\n", describe(options(args))))?;
    args.tables().iter().map(|table| Ok((table, File::create(folder.join(csv::file_name(table)))?))).collect()
}

const fn options(args: &Args) -> csv::Options {
    csv::Options { byte_order_mark: args.bom }
}

/// Writes tables, unless no file could be read.
fn write_tables<W: Write>(
    args: &Args,
    inputs: &[Input],
    report: &mut Report,
    files: impl FnOnce() -> io::Result<Vec<(&'static Table, W)>>,
) -> io::Result<out::Keep> {
    let mut letters = Letters::new(inputs, args.year, report, |extraction, _| extraction).peekable();
    if letters.peek().is_none() {
        return Ok(false);
    }
    let mut tables = csv::Tables::create(files()?, options(args))?;
    letters.try_for_each(|extraction| tables.add(&extraction))?;
    tables.finish()?;
    Ok(true)
}
