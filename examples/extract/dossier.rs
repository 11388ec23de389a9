//! The one dossier that all letters come to, in every form.

use std::io::{self, Write};

use anyhow::Result;
use styringsdokument::output::table::Table;
use styringsdokument::output::{Sourced, csv, html, ics, xlsx};
use styringsdokument::{Extraction, decode};

use crate::args::{Args, Format};
use crate::input::Input;
use crate::letters::Letters;
use crate::report::Report;
use crate::{options, out, table_files};

/// Reads all letters and writes their dossier, unless none could be read.
pub(crate) fn write(args: &Args, inputs: &[Input], report: &mut Report) -> Result<()> {
    // Only a page shows the letters themselves. What could be read can be decoded.
    let text: fn(Extraction, &[u8]) -> (Extraction, String) = match args.format {
        Format::Html => |extraction, bytes| (extraction, decode(bytes).unwrap_or_default().into_owned()),
        _ => |extraction, _| (extraction, String::new()),
    };
    let (extractions, texts): (Vec<Extraction>, Vec<String>) = Letters::new(inputs, args.year, report, text).unzip();
    if extractions.is_empty() {
        return Ok(());
    }
    let sourced = Sourced::new(&extractions);
    let dossier = sourced.dossier();
    report.warn("dossier", &dossier.diagnostics);
    match (args.format, args.table()) {
        (Format::Csv, None) => out::folder(&args.out, |folder| tables(args, &sourced, table_files(args, folder, csv::dossier_datapackage)?)),
        (Format::Csv, Some(table)) => out::stream(&args.out, |to| tables(args, &sourced, [(table, to)])),
        (format, _) => out::stream(&args.out, |to| {
            match format {
                Format::Json => writeln!(to, "{}", serde_json::to_string_pretty(dossier)?)?,
                Format::Xlsx => to.write_all(&xlsx::dossier(&sourced)?)?,
                Format::Ics => to.write_all(calendar(&sourced, report).as_bytes())?,
                Format::Html => writeln!(to, "{}", html::dossier_page(&sourced, &texts))?,
                _ => writeln!(to, "{}", serde_json::to_string(dossier)?)?,
            }
            Ok(true)
        }),
    }
}

fn tables<W: Write>(args: &Args, sourced: &Sourced<'_>, files: impl IntoIterator<Item = (&'static Table, W)>) -> io::Result<out::Keep> {
    let mut tables = csv::Tables::create(files, options(args))?;
    tables.add_dossier(sourced)?;
    tables.finish()?;
    Ok(true)
}

fn calendar(sourced: &Sourced<'_>, report: &Report) -> String {
    let mut calendar = ics::Calendar::new();
    calendar.add_dossier(sourced);
    report.left_out(calendar.left_out());
    calendar.finish()
}
