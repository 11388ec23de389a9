//! The workbook of a dossier: its figures prove themselves, and what fails is red.

use std::io;

use rust_xlsxwriter::{Color, ConditionalFormatFormula, Format, XlsxError};

use super::{Formats, Sheet, bind, letter, whole_column};
use crate::output::Sourced;
use crate::output::table::{DOSSIER_TABLES, Table};

/// The workbook of a dossier: a sheet for each of its [tables](crate::output::table::DOSSIER_TABLES).
///
/// A balance is a formula over the changes up to its step, what a post has is the sum of its changes, and a difference is that of
/// its two figures: a changed figure changes what follows from it. The formulas hold in whatever order the rows are sorted.
/// Checks that fail, the posts they stand on and diagnostics of severity error are red.
///
/// # Errors
///
/// When a sheet is full: it holds a million rows.
///
/// # Example: a file in memory
///
/// ```
/// use styringsdokument::output::{Sourced, xlsx};
///
/// let letters = [styringsdokument::parse("# Tildelingsbrev for 2026\n\nKap. 760, post 21: kr 15 901 000\n")];
/// assert!(xlsx::dossier(&Sourced::new(&letters)).unwrap().starts_with(b"PK"));
/// ```
pub fn dossier(sourced: &Sourced<'_>) -> io::Result<Vec<u8>> {
    let formats = Formats::new();
    let mut sheets = Vec::new();
    for table in DOSSIER_TABLES {
        let mut sheet = Sheet::new(table, formula);
        let mut written = Ok(());
        table.for_each_dossier_row(sourced, |cells| {
            if written.is_ok() {
                written = sheet.add_row(cells, &formats);
            }
        });
        written?;
        sheets.push(sheet);
    }
    bind(sheets.into_iter().map(|mut sheet| {
        redden(&mut sheet)?;
        sheet.finish(&formats)
    }))
    .map_err(io::Error::other)
}

/// What follows from other figures, as a formula over them.
fn formula(table: &'static Table, column: &'static str, row: u32) -> Option<String> {
    let cell = |column| format!("${}{row}", letter(table, column));
    let of = |name, column| Table::of_dossier(name).map(|table| whole_column(table, column));
    let on_post = |name| Some(format!("{},{},{},{}", of(name, "kapittel")?, cell("kapittel"), of(name, "post")?, cell("post")));
    match (table.name, column) {
        ("posts", "total") => Some(format!("=SUMIFS({},{})", of("post_entries", "change")?, on_post("post_entries")?)),
        ("posts", "failed_checks") => Some(format!("=COUNTIFS({},\"fails\",{})", of("checks", "status")?, on_post("checks")?)),
        ("post_entries", "balance") => {
            let (change, steps, on_post) = (of("post_entries", "change")?, of("post_entries", "step")?, on_post("post_entries")?);
            Some(format!("=SUMIFS({change},{on_post},{steps},\"<=\"&{})", cell("step")))
        }
        ("checks", "difference") => Some(format!("={}-{}", cell("stated"), cell("computed"))),
        _ => None,
    }
}

/// Makes the rows red that tell of something wrong.
fn redden(sheet: &mut Sheet) -> Result<(), XlsxError> {
    let table = sheet.table;
    // As the first row of the sheet has it; the others follow.
    let rule = match table.name {
        "posts" => format!("=${}2>0", letter(table, "failed_checks")),
        "checks" => format!("=${}2=\"fails\"", letter(table, "status")),
        "diagnostics" => format!("=${}2=\"error\"", letter(table, "severity")),
        _ => return Ok(()),
    };
    if sheet.rows > 1 {
        let red = Format::new().set_background_color(Color::RGB(0x00FD_E2DC)).set_font_color(Color::RGB(0x009F_2710));
        let last = u16::try_from(table.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        sheet.page.add_conditional_format(1, 0, sheet.rows - 1, last, &ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(red))?;
    }
    Ok(())
}
