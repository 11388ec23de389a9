//! What can be asked for on the command line.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::{Parser, ValueEnum, value_parser};
use styringsdokument::output::table::{DOSSIER_TABLES, TABLES, Table};

use crate::input::is_standard;

const NOTES: &str = "\
Examples:
  One letter, and many:
    extract tildelingsbrev.md
    extract --format jsonl --out alle.jsonl --quiet letters/ tillegg-1.txt
  A base letter and its supplements, put together:
    extract --consolidate oppdragsdokument.md tillegg-1.md tillegg-2.md
    extract --consolidate --format xlsx --out i-kraft.xlsx letters/
    extract --consolidate --format html --out i-kraft.html letters/
  Sheets for Excel and LibreOffice, and tables for programs:
    extract --format xlsx --out brev.xlsx letters/
    extract --format csv --out tables/ letters/
    extract --format csv --table deadlines --bom --out frister.csv letters/
  Deadlines and meetings for a calendar:
    extract --format ics --out frister.ics letters/
  A page to review a letter in a browser, and a folder of such pages:
    extract --format html --out brev.html tildelingsbrev.md
    extract --format html --out pages/ letters/
  The rule behind every record, to look into a false one:
    extract --format trace tildelingsbrev.md | grep mandate/
  The shape of the JSON:
    extract --format schema --out styringsdokument.schema.json
  From another program:
    pandoc --to=gfm letter.docx | extract --year 2024 -

Text is UTF-8, UTF-16 with a byte order mark, or Windows-1252.
Standard output holds data only; the summary and all messages go to standard error.

Exit status:
  0  every file was read, with diagnostics or without
  1  a file could not be read or decoded (the others are still done), a folder holds no letters,
     or the result could not be written
  2  wrong usage; nothing was read or written";

/// Reads Norwegian steering letters and writes what they hold: as JSON, tables, a workbook or a calendar.
#[derive(Parser)]
#[command(name = "extract", after_help = NOTES)]
pub(crate) struct Args {
    /// Files, folders, or - for standard input.
    ///
    /// Folders are searched with their subfolders, in order of name, for .md, .markdown and .txt.
    ///
    /// Names that begin with a point and links to folders are left out. No file is read twice.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// How the result is written.
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub(crate) format: Format,

    /// Write to this file, or folder for csv without --table and for several html; - is standard output.
    ///
    /// It is replaced in one step when all is written. When no file could be read, it stays as it was.
    ///
    /// A folder that holds anything but the files of an earlier run is not touched.
    #[arg(long, value_name = "PATH", default_value = "-")]
    pub(crate) out: PathBuf,

    /// Put a base letter and its supplements together and write the one dossier they come to.
    ///
    /// The letters may come in any order; what does not belong to the base letter is left out and named.
    ///
    /// It goes into every form but trace; json and html then hold all files, and csv has tables of its own.
    #[arg(long)]
    pub(crate) consolidate: bool,

    /// With csv: write only this table, to a file or to standard output.
    #[arg(long, value_name = "NAME", long_help = tables())]
    pub(crate) table: Option<String>,

    /// With csv: begin each file with a byte order mark, from which Excel knows that it is UTF-8.
    #[arg(long)]
    pub(crate) bom: bool,

    /// Leave out the progress, the summary and the diagnostics on standard error; errors are still said.
    #[arg(long)]
    pub(crate) quiet: bool,

    /// The year (1900-2199) of dates that have none, in letters that name no year either.
    #[arg(long, value_name = "YEAR", value_parser = value_parser!(i16).range(1900..=2199))]
    pub(crate) year: Option<i16>,
}

/// The forms of the result.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// The indented JSON of one file
    Json,
    /// One line of JSON for each file
    Jsonl,
    /// A folder with a CSV file for each table and a datapackage.json, or one table
    Csv,
    /// A workbook with a sheet for each table
    Xlsx,
    /// A calendar of deadlines and meetings; what has no day is listed on standard error
    Ics,
    /// A page to review one letter in a browser; a folder of pages for several files
    Html,
    /// A line for each rule that fires on one file: line, rule and first words, with tabs between
    Trace,
    /// The JSON Schema of what json and jsonl write; takes no PATH
    Schema,
}

impl Args {
    /// What is wrong with the options for so many files, and what to do about it.
    pub(crate) fn check(&self, files: usize) -> Result<(), String> {
        let several = files > 1 || self.paths.len() > 1;
        let standard = is_standard(&self.out);
        let wrong = match self.format {
            Format::Schema if !self.paths.is_empty() => "the schema is the same for all letters; leave out PATH",
            Format::Schema => return Ok(()),
            _ if self.paths.is_empty() => "no PATH is given; name files or folders, or - for standard input",
            Format::Trace if self.consolidate => "a trace is of one file; leave out --consolidate",
            Format::Json if several && !self.consolidate => {
                "this format holds one file, and several are given; use --format jsonl for one line per file"
            }
            Format::Trace if several => "a trace is of one file, and several are given; name one",
            Format::Csv if standard && self.table.is_none() => {
                "csv is a file for each table; use --out FOLDER for all of them, or --table NAME for one (such as --table deadlines)"
            }
            Format::Html if several && standard && !self.consolidate => "html is a page for each file; use --out FOLDER for several",
            Format::Xlsx if standard && io::stdout().is_terminal() => "a workbook is no text for a terminal; use --out FILE.xlsx",
            Format::Csv if self.table.is_some() && self.table().is_none() => {
                let names: Vec<&str> = self.tables().iter().map(|table| table.name).collect();
                let of = if self.consolidate { "a dossier" } else { "letters" };
                return Err(format!("--table {}: the tables of {of} are {}", self.table.as_deref().unwrap_or_default(), names.join(", ")));
            }
            Format::Csv => return Ok(()),
            _ if self.table.is_some() => "--table chooses among the tables of csv; add --format csv",
            _ if self.bom => "--bom is for csv; add --format csv",
            _ => return Ok(()),
        };
        Err(wrong.to_owned())
    }

    /// The tables that csv can be asked for.
    pub(crate) const fn tables(&self) -> &'static [Table] {
        if self.consolidate { DOSSIER_TABLES } else { TABLES }
    }

    /// The one that it is asked for.
    pub(crate) fn table(&self) -> Option<&'static Table> {
        self.tables().iter().find(|table| Some(table.name) == self.table.as_deref())
    }
}

fn tables() -> String {
    let list = |tables: &[Table]| tables.iter().map(|table| format!("- {}: {}", table.name, table.about)).collect::<Vec<_>>().join("\n");
    let (letters, dossier) = (list(TABLES), list(DOSSIER_TABLES));
    format!("With csv: write only this table, to a file or to standard output.\n\nThe tables:\n{letters}\n\nWith --consolidate:\n{dossier}")
}
