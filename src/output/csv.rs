//! CSV files, one for each [table](super::table), and a Frictionless `datapackage.json` that describes them.
//!
//! The files are RFC 4180 in UTF-8: commas, CRLF, quotes where a cell needs them. A cell of words that a spreadsheet would
//! take for a formula gets an apostrophe before it; numbers stay numbers.
//!
//! # Example: one table
//!
//! ```
//! use styringsdokument::output::{csv, table::Table};
//!
//! let extraction = styringsdokument::parse("# Tildelingsbrev for 2026\n\nKap. 760, post 21: kr 15 901 000\n");
//! let mut file = Vec::new();
//! let mut tables = csv::Tables::create([(Table::named("budget_lines").unwrap(), &mut file)], csv::Options::default()).unwrap();
//! tables.add(&extraction).unwrap();
//! tables.finish().unwrap();
//! let text = String::from_utf8(file).unwrap();
//! assert!(text.starts_with("document,key,kapittel,post,name,amount,counted,"));
//! assert!(text.contains(",760,21,,15901000,true,"));
//! ```

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::Sourced;
use super::table::{Cell, Column, DOSSIER_TABLES, Kind, Link, Names, TABLES, Table};
use crate::model::Extraction;

/// The name of the file that describes the others.
pub const DATAPACKAGE: &str = "datapackage.json";

/// How the files are written. The default is for programs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Begin each file with a byte order mark, from which Excel knows that it is UTF-8. Default: no.
    pub byte_order_mark: bool,
}

/// The name of a table's file.
#[must_use]
pub fn file_name(table: &Table) -> String {
    format!("{}.csv", table.name)
}

/// Files being written.
pub struct Tables<W: Write> {
    files: Vec<(&'static Table, csv::Writer<W>)>,
    names: Names,
}

impl<W: Write> Tables<W> {
    /// Begins the file of each table: writes its head.
    ///
    /// # Errors
    ///
    /// What the writing gives.
    pub fn create(files: impl IntoIterator<Item = (&'static Table, W)>, options: Options) -> io::Result<Self> {
        let begin = |(table, mut to): (&'static Table, W)| {
            if options.byte_order_mark {
                to.write_all("\u{feff}".as_bytes())?;
            }
            let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
            writer.write_record(table.columns.iter().map(|column| column.name))?;
            Ok((table, writer))
        };
        Ok(Self { files: files.into_iter().map(begin).collect::<io::Result<_>>()?, names: Names::default() })
    }

    /// Writes the rows of an extraction. The tables of dossiers have none.
    ///
    /// # Errors
    ///
    /// What the writing gives.
    pub fn add(&mut self, extraction: &Extraction) -> io::Result<()> {
        let source = self.names.source(extraction);
        self.files.iter_mut().try_for_each(|(table, writer)| {
            let mut written = Ok(());
            table.for_each_row(&source, |row| write_row(writer, row, &mut written));
            written
        })
    }

    /// Writes the rows of a dossier. The tables of letters have none.
    ///
    /// # Errors
    ///
    /// What the writing gives.
    ///
    /// # Example: what is on every post
    ///
    /// ```
    /// use styringsdokument::output::{Sourced, csv, table::Table};
    ///
    /// let letters = [
    ///     styringsdokument::parse("# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\nKap. 760, post 21: kr 15 901 000\n"),
    ///     styringsdokument::parse("# Supplerende tildelingsbrev nr. 1 for 2026\n\nDato: 1. mars 2026\n\nKap. 760, post 21 økes med 99 000 kroner.\n"),
    /// ];
    /// let mut file = Vec::new();
    /// let mut tables = csv::Tables::create([(Table::of_dossier("posts").unwrap(), &mut file)], csv::Options::default()).unwrap();
    /// tables.add_dossier(&Sourced::new(&letters)).unwrap();
    /// tables.finish().unwrap();
    /// let text = String::from_utf8(file).unwrap();
    /// assert!(text.starts_with("kapittel,post,name,total,"));
    /// assert!(text.contains("\r\n760,21,,16000000,"));
    /// ```
    pub fn add_dossier(&mut self, sourced: &Sourced<'_>) -> io::Result<()> {
        self.files.iter_mut().try_for_each(|(table, writer)| {
            let mut written = Ok(());
            table.for_each_dossier_row(sourced, |row| write_row(writer, row, &mut written));
            written
        })
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// What the writing gives.
    pub fn finish(mut self) -> io::Result<()> {
        self.files.iter_mut().try_for_each(|(_, writer)| writer.flush())
    }
}

/// Writes a row, unless one before it failed.
fn write_row<W: Write>(writer: &mut csv::Writer<W>, row: &[Cell<'_>], written: &mut io::Result<()>) {
    if written.is_ok() {
        *written = writer.write_record(row.iter().map(|cell| field(cell).into_owned())).map_err(io::Error::from);
    }
}

fn field<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => harmless(text),
        Cell::Number(number) => number.to_string().into(),
        Cell::Boolean(truth) => truth.to_string().into(),
        Cell::Date(date) => date.to_string().into(),
        Cell::Time(time) => time.to_string().into(),
    }
}

/// Words that no spreadsheet takes for a formula.
fn harmless(text: &str) -> Cow<'_, str> {
    const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(FORMULA) { format!("'{text}").into() } else { text.into() }
}

/// The description of the files (`datapackage.json`), after the Data Package standard, version 2.
#[must_use]
pub fn datapackage(options: Options) -> Value {
    package("styringsdokument", "Records of Norwegian steering letters", TABLES, options)
}

/// The description of a dossier's files (`datapackage.json`).
///
/// # Example
///
/// ```
/// use styringsdokument::output::csv::{Options, dossier_datapackage};
///
/// assert_eq!(dossier_datapackage(Options::default())["resources"][0]["path"], "posts.csv");
/// ```
#[must_use]
pub fn dossier_datapackage(options: Options) -> Value {
    package("styringsdokument-dossier", "What Norwegian steering letters of a year come to", DOSSIER_TABLES, options)
}

fn package(name: &str, title: &str, tables: &[Table], options: Options) -> Value {
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": name,
        "title": title,
        "description": "Words that begin with = + - @ or white space have an apostrophe before them, so that no spreadsheet takes them for a formula.",
        "resources": tables.iter().map(|table| resource(table, options)).collect::<Vec<_>>(),
    })
}

fn resource(table: &Table, options: Options) -> Value {
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": table.columns.iter().map(|column| field_of(table, column)).collect::<Vec<_>>(),
    });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    let foreign = |Link { columns, table, to }: &Link| json!({ "fields": columns, "reference": { "resource": table, "fields": to } });
    schema["foreignKeys"] = table.links.iter().map(foreign).collect();
    json!({
        "name": table.name,
        "type": "table",
        "path": file_name(table),
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": if options.byte_order_mark { "utf-8-sig" } else { "utf-8" },
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true },
        "schema": schema,
    })
}

fn field_of(table: &Table, column: &Column) -> Value {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Integer | Kind::Kroner => "integer",
        Kind::Boolean => "boolean",
        Kind::Date => "date",
        Kind::Time => "time",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": column.about });
    if column.kind == Kind::Time {
        field["format"] = json!("%H:%M");
    }
    if table.key.contains(&column.name) {
        field["constraints"] = json!({ "required": true });
    }
    field
}
