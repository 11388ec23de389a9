//! One workbook for sheet programs: a sheet for each [table](super::table), and one of totals.
//!
//! Days, times, figures and truth values are such, not words; words are never formulas. A day before March 1900, which Excel
//! cannot hold, is an ISO 8601 word. The sheet `totals` adds up the counted budget lines by letter, kapittel and post with
//! formulas over the sheet `budget_lines`, so that a changed figure changes its total. A [`dossier`] is a workbook of its own.
//!
//! # Example: a file in memory
//!
//! ```
//! use styringsdokument::output::xlsx::Workbook;
//!
//! let mut workbook = Workbook::new();
//! workbook.add(&styringsdokument::parse("# Tildelingsbrev for 2026\n\nKap. 760, post 21: kr 15 901 000\n")).unwrap();
//! assert!(workbook.finish().unwrap().starts_with(b"PK"));
//! ```

mod dossier;

pub use dossier::dossier;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use jiff::civil::{Date, date};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Worksheet, XlsxError};

use crate::model::{Extraction, Side};
use crate::output::table::{Cell, Column, Kind, Names, Source, TABLES, Table, word};

/// The rows of a sheet, one of which is the head.
const MOST_ROWS: u32 = 1_048_576;
/// The UTF-16 units of a cell's words.
const MOST_UNITS: usize = 32_767;
/// The widest that a column becomes by itself, in pixels: about forty letters.
const WIDEST: u16 = 300;
/// The width of a column of kroner, in figures: room for minus a thousand milliard.
const KRONER: u8 = 18;

/// The paper's number in Excel.
const A3: u8 = 8;

/// A workbook being filled. It is held in memory until it is finished.
pub struct Workbook {
    sheets: Vec<Sheet>,
    totals: Totals,
    formats: Formats,
    names: Names,
}

impl Default for Workbook {
    fn default() -> Self {
        Self::new()
    }
}

impl Workbook {
    /// A workbook whose sheets have nothing but their heads.
    #[must_use]
    pub fn new() -> Self {
        let sheets = TABLES.iter().map(|table| Sheet::new(table, |_, _, _| None)).collect();
        Self { sheets, totals: Totals::default(), formats: Formats::new(), names: Names::default() }
    }

    /// Adds the rows of an extraction. Words longer than a cell can hold are cut, and the cell says so.
    ///
    /// # Errors
    ///
    /// When a sheet is full: it holds a million rows.
    pub fn add(&mut self, extraction: &Extraction) -> io::Result<()> {
        let source = self.names.source(extraction);
        self.totals.add(&source);
        self.sheets.iter_mut().try_for_each(|sheet| sheet.add(&source, &self.formats))
    }

    /// The file.
    ///
    /// # Errors
    ///
    /// When it cannot be packed, which no extraction is known to cause.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        let Self { sheets, totals, formats, .. } = self;
        let pages = sheets.into_iter().flat_map(|sheet| {
            let totals = (sheet.table.name == BUDGET_LINES).then(|| totals.sheet(&formats));
            [Some(sheet.finish(&formats)), totals].into_iter().flatten()
        });
        bind(pages).map_err(io::Error::other)
    }
}

/// Makes a file of its pages.
fn bind(pages: impl IntoIterator<Item = Result<Worksheet, XlsxError>>) -> Result<Vec<u8>, XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    // The same letters give the same bytes: no clock.
    book.set_properties(&DocProperties::new().set_title("styringsdokument").set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    for page in pages {
        book.push_worksheet(page?);
    }
    book.save_to_buffer()
}

/// The looks of cells.
struct Formats {
    head: Format,
    kroner: Format,
    date: Format,
    time: Format,
    truth: Format,
    /// Words that would become a formula when somebody edits the cell.
    quoted: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            head: Format::new().set_bold(),
            kroner: Format::new().set_num_format("#,##0"),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            time: Format::new().set_num_format("hh:mm"),
            // LibreOffice shows figures without it; Excel needs none.
            truth: Format::new().set_num_format(r#""TRUE";"TRUE";"FALSE""#),
            quoted: Format::new().set_quote_prefix(),
        }
    }
}

/// A sheet being filled: its page and the number of its rows, the head among them.
struct Sheet {
    table: &'static Table,
    page: Worksheet,
    rows: u32,
    formula: FormulaOf,
}

/// The formula of a column in a row, which is counted from 1 as formulas count; none where a cell holds its figure alone.
type FormulaOf = fn(&'static Table, &'static str, u32) -> Option<String>;

impl Sheet {
    fn new(table: &'static Table, formula: FormulaOf) -> Self {
        Self { table, page: Worksheet::new(), rows: 1, formula }
    }

    fn finish(self, formats: &Formats) -> Result<Worksheet, XlsxError> {
        dress(self.page, self.table.name, self.table.columns, self.rows, formats)
    }

    fn add(&mut self, source: &Source<'_>, formats: &Formats) -> io::Result<()> {
        let mut written = Ok(());
        self.table.for_each_row(source, |cells| {
            if written.is_ok() {
                written = self.add_row(cells, formats);
            }
        });
        written
    }

    fn add_row(&mut self, cells: &[Cell<'_>], formats: &Formats) -> io::Result<()> {
        if self.rows == MOST_ROWS {
            return Err(io::Error::other(format!(
                "the sheet {} is full at {MOST_ROWS} rows; write CSV, or fewer letters at a time",
                self.table.name
            )));
        }
        for ((cell, column), number) in cells.iter().zip(self.table.columns).zip(0..) {
            let at = (self.rows, number);
            let written = match (cell, (self.formula)(self.table, column.name, self.rows + 1)) {
                (Cell::Number(result), Some(formula)) => write_formula(&mut self.page, at, &formula, *result, column.kind, formats),
                _ => write_cell(&mut self.page, at, cell, column.kind, formats),
            };
            written.map_err(io::Error::other)?;
        }
        self.rows += 1;
        Ok(())
    }
}

fn write_cell(page: &mut Worksheet, (row, column): (u32, u16), cell: &Cell<'_>, kind: Kind, formats: &Formats) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(words) => write_words(page, (row, column), words, formats)?,
        Cell::Number(number) => {
            // Sheets count in doubles, which hold every whole number of kroner up to nine thousand million million.
            #[expect(clippy::cast_precision_loss)]
            let number = *number as f64;
            match kind {
                Kind::Kroner => page.write_number_with_format(row, column, number, &formats.kroner)?,
                _ => page.write_number(row, column, number)?,
            };
        }
        Cell::Boolean(truth) => {
            page.write_boolean_with_format(row, column, *truth, &formats.truth)?;
        }
        Cell::Date(day) => match excel_day(*day) {
            Some(day) => {
                page.write_date_with_format(row, column, &day, &formats.date)?;
            }
            None => write_words(page, (row, column), &day.to_string(), formats)?,
        },
        Cell::Time(time) => {
            let time = ExcelDateTime::from_hms(u16::from(time.hour()), time.minute(), 0)?;
            page.write_time_with_format(row, column, &time, &formats.time)?;
        }
    }
    Ok(())
}

/// Writes a formula with what it comes to, for programs that show a workbook without calculating.
fn write_formula(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    formula: &str,
    result: i64,
    kind: Kind,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let formula = Formula::new(formula).set_result(result.to_string());
    match kind {
        Kind::Kroner => page.write_formula_with_format(row, column, formula, &formats.kroner)?,
        _ => page.write_formula(row, column, formula)?,
    };
    Ok(())
}

/// Excel believes that 1900 was a leap year: only from March of it do all programs mean the same day by the same number.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let [month, number] = [day.month(), day.day()].map(i8::unsigned_abs);
    let year = u16::try_from(day.year()).ok().filter(|_| day >= date(1900, 3, 1))?;
    ExcelDateTime::from_ymd(year, month, number).ok()
}

fn write_words(page: &mut Worksheet, (row, column): (u32, u16), words: &str, formats: &Formats) -> Result<(), XlsxError> {
    let words = fitted(words);
    if words.starts_with(['=', '+', '-', '@']) {
        page.write_string_with_format(row, column, words, &formats.quoted)?;
    } else {
        page.write_string(row, column, words)?;
    }
    Ok(())
}

/// The words, cut where a cell is full.
fn fitted(words: &str) -> Cow<'_, str> {
    const CUT: &str = " […] (cut: longer than a cell can be; see span_start and span_end)";
    // A letter has at least as many bytes as UTF-16 units.
    if words.len() <= MOST_UNITS || words.encode_utf16().count() <= MOST_UNITS {
        return words.into();
    }
    let mut units = CUT.encode_utf16().count();
    let kept = words.chars().take_while(|c| {
        units += c.len_utf16();
        units <= MOST_UNITS
    });
    kept.chain(CUT.chars()).collect::<String>().into()
}

/// Gives a sheet its name, its head, filters, widths and its shape on paper.
fn dress(mut page: Worksheet, name: &str, columns: &[Column], rows: u32, formats: &Formats) -> Result<Worksheet, XlsxError> {
    page.set_name(name)?;
    for (column, number) in columns.iter().zip(0..) {
        page.write_string_with_format(0, number, column.name, &formats.head)?;
    }
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
    page.autofilter(0, 0, rows - 1, last)?;
    page.set_freeze_panes(1, 0)?;
    page.autofit_to_max_width(WIDEST);
    // Figures are measured without the spaces between their thousands.
    for (_, number) in columns.iter().zip(0..).filter(|(column, _)| column.kind == Kind::Kroner) {
        page.set_column_width(number, KRONER)?;
    }
    // On paper: as wide as a sheet of A3, with the head on every page.
    page.set_paper_size(A3).set_landscape().set_print_fit_to_pages(1, 0).set_print_gridlines(true);
    page.set_repeat_rows(0, 0)?;
    Ok(page)
}

const BUDGET_LINES: &str = "budget_lines";

/// The columns of the totals.
const TOTALS: [Column; 7] = [
    Column { name: "document", kind: Kind::Text, about: "The letter." },
    Column { name: "side", kind: Kind::Text, about: "expense or income." },
    Column { name: "kapittel", kind: Kind::Integer, about: "The chapter." },
    Column { name: "post", kind: Kind::Integer, about: "The post." },
    Column { name: "name", kind: Kind::Text, about: "The post's name, as first printed." },
    Column { name: "lines", kind: Kind::Integer, about: "The number of counted lines." },
    Column { name: "total", kind: Kind::Kroner, about: "Their sum, in kroner." },
];

/// The counted budget lines of a letter on one post.
struct Total {
    document: String,
    side: Side,
    kapittel: u16,
    post: u8,
    name: Option<String>,
    lines: i64,
    nok: i64,
}

/// Adds up as the lines come, for programs that show a workbook without calculating.
#[derive(Default)]
struct Totals {
    rows: Vec<Total>,
}

impl Totals {
    fn add(&mut self, source: &Source<'_>) {
        for (document, letter) in source.letters() {
            let mut totals = BTreeMap::new();
            for line in letter.budget_lines.iter().filter(|line| line.counted) {
                let (kapittel, post, side) = (line.kapittel, line.post, line.side);
                let total = totals.entry((side == Side::Income, kapittel, post)).or_insert_with(|| Total {
                    document: document.to_owned(),
                    side,
                    kapittel,
                    post,
                    name: None,
                    lines: 0,
                    nok: 0,
                });
                total.name = total.name.take().or_else(|| line.name.clone());
                total.lines += 1;
                total.nok = total.nok.saturating_add(line.amount.nok);
            }
            self.rows.extend(totals.into_values());
        }
    }

    fn sheet(&self, formats: &Formats) -> Result<Worksheet, XlsxError> {
        let mut page = Worksheet::new();
        let mut rows = 1;
        for total in &self.rows {
            let cells = [
                Cell::Text(total.document.as_str().into()),
                word(total.side),
                Cell::from(total.kapittel),
                Cell::from(total.post),
                Cell::from(&total.name),
            ];
            for ((cell, column), number) in cells.iter().zip(&TOTALS).zip(0..) {
                write_cell(&mut page, (rows, number), cell, column.kind, formats)?;
            }
            let which = Self::which(&total.document, rows + 1);
            write_formula(&mut page, (rows, 5), &format!("=COUNTIFS({which})"), total.lines, Kind::Integer, formats)?;
            let sum = format!("=SUMIFS({},{which})", Self::column("amount"));
            write_formula(&mut page, (rows, 6), &sum, total.nok, Kind::Kroner, formats)?;
            rows += 1;
        }
        page.set_column_format(6, &formats.kroner)?;
        dress(page, "totals", &TOTALS, rows, formats)
    }

    /// The conditions that choose the lines of a row of totals, which is counted from 1 here.
    fn which(document: &str, row: u32) -> String {
        // These stand for any letters in a condition, unless a tilde is before them.
        let document = if document.contains(['~', '*', '?']) {
            format!(r#""="&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE($A{row},"~","~~"),"*","~*"),"?","~?")"#)
        } else {
            format!(r#""="&$A{row}"#)
        };
        let conditions = [("document", document), ("side", format!("$B{row}")), ("kapittel", format!("$C{row}")), ("post", format!("$D{row}"))];
        let conditions = conditions.into_iter().chain([("counted", "TRUE".to_owned())]);
        conditions.map(|(column, value)| format!("{},{value}", Self::column(column))).collect::<Vec<_>>().join(",")
    }

    /// A column of the sheet of budget lines.
    fn column(name: &str) -> String {
        Table::named(BUDGET_LINES).map_or_else(String::new, |table| whole_column(table, name))
    }
}

/// The letter of a table's column in its sheet.
fn letter(table: &Table, column: &str) -> String {
    let number = table.columns.iter().zip(0..).find(|(other, _)| other.name == column).map_or(0, |(_, number)| number);
    rust_xlsxwriter::utility::column_number_to_name(number)
}

/// A column of a table's sheet, as formulas name it.
fn whole_column(table: &Table, column: &str) -> String {
    let letter = letter(table, column);
    format!("{}!${letter}:${letter}", table.name)
}
