//! The workbook, read back by another crate, and opened by a sheet program where one is installed.

mod common;

use std::fs;
use std::io::{self, Cursor};
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Data, Reader, Xlsx};
use common::{fixtures, series};
use styringsdokument::output::table::{DOSSIER_TABLES, Kind, TABLES, Table};
use styringsdokument::output::xlsx::{self, Workbook};
use styringsdokument::output::{Sourced, csv};
use styringsdokument::{Date, Extraction, Options, parse, parse_with};
use tempfile::tempdir;

/// A table, a change of it, a share that is not to be added, and income.
const LETTER: &str = "# Supplerende tildelingsbrev nr. 1 for 2026\n\n(i 1000 kroner)\n\n| Kapittel | Post | Betegnelse | Bevilgning |\n|---|---|---|---|\n\
                      | 701 | 21 | Spesielle driftsutgifter | 1 200 |\n| 701 | 70 | Tilskudd | 300 |\n| 3701 | 02 | Inntekter | 50 |\n\n\
                      Kap. 701, post 70 økes med 25 000 kroner.\n";

fn named(name: &str, text: &str) -> Extraction {
    parse_with(text, &Options { source_name: Some(name.to_owned()), ..Options::default() })
}

fn workbook(extractions: &[Extraction]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for extraction in extractions {
        workbook.add(extraction).expect("no sheet is full");
    }
    workbook.finish().expect("it can be packed")
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).expect("it is a workbook")
}

/// The cells of a sheet, row by row, the head first; empty ones where the file has none.
fn sheet(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let range = open(bytes).worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"));
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The column of a table in its sheet.
fn column(table: &str, name: &str) -> usize {
    let columns = Table::named(table).expect("it is a table").columns;
    columns.iter().position(|column| column.name == name).expect("it is a column")
}

fn words(cell: &Data) -> &str {
    if let Data::String(words) = cell { words } else { "" }
}

#[test]
fn there_is_a_sheet_for_each_table_and_one_of_totals_behind_the_budget() {
    let names = open(&workbook(&[parse("")])).sheet_names();
    let mut expected: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    let budget = expected.iter().position(|name| *name == "budget_lines").expect("it is a table");
    expected.insert(budget + 1, "totals");
    assert_eq!(names, expected);
}

#[test]
fn days_and_figures_are_such() {
    let text = format!("{LETTER}\nDirektoratet skal levere en plan innen 1. mars.\n");
    let bytes = workbook(&[named("a.md", &text)]);
    let lines = sheet(&bytes, "budget_lines");
    assert_eq!(lines[1][column("budget_lines", "amount")], Data::Float(1_200_000.0));
    assert_eq!(lines[1][column("budget_lines", "kapittel")], Data::Float(701.0));
    assert_eq!(lines[1][column("budget_lines", "counted")], Data::Bool(true));
    let deadline = &sheet(&bytes, "deadlines")[1];
    let Data::DateTime(due) = &deadline[column("deadlines", "due")] else { panic!("{deadline:?}") };
    // Day 1 is 1 January 1900, and Excel counts a 29 February 1900.
    assert!((due.as_f64() - 46082.0).abs() < f64::EPSILON, "1 March 2026 is day 46082, not {due:?}");
    assert_eq!(deadline[column("deadlines", "text")], Data::String("innen 1. mars".to_owned()));
}

#[test]
fn a_day_that_excel_cannot_hold_is_words() {
    let mut extraction = parse("Tildelingsbrev for 2026");
    let mut day = |date: Date| {
        extraction.documents[0].date = Some(date);
        sheet(&workbook(std::slice::from_ref(&extraction)), "documents")[1][column("documents", "date")].clone()
    };
    assert_eq!(day(Date::constant(1814, 5, 17)), Data::String("1814-05-17".to_owned()));
    assert_eq!(day(Date::constant(1900, 2, 28)), Data::String("1900-02-28".to_owned()));
    assert!(matches!(day(Date::constant(1900, 3, 1)), Data::DateTime(first) if (first.as_f64() - 61.0).abs() < f64::EPSILON));
}

#[test]
fn the_sheets_hold_what_the_csv_files_hold() {
    let extractions: Vec<Extraction> = fixtures().iter().map(|fixture| named(&fixture.name, &fixture.text)).collect();
    hold_the_same(&workbook(&extractions), TABLES, |tables| extractions.iter().try_for_each(|extraction| tables.add(extraction)));
    for name in series::INVENTED.into_iter().chain(["seeds"]) {
        let extractions = series::read(&series::letters(name));
        let sourced = Sourced::new(&extractions);
        let bytes = xlsx::dossier(&sourced).expect("it can be packed");
        assert_eq!(open(&bytes).sheet_names(), DOSSIER_TABLES.iter().map(|table| table.name).collect::<Vec<_>>());
        hold_the_same(&bytes, DOSSIER_TABLES, |tables| tables.add_dossier(&sourced));
    }
}

type Csv<'w> = csv::Tables<&'w mut Vec<u8>>;

/// A table as a CSV file.
fn csv_file(table: &'static Table, add: impl FnOnce(&mut Csv<'_>) -> io::Result<()>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut tables = csv::Tables::create([(table, &mut file)], csv::Options::default()).expect("memory takes all");
    add(&mut tables).and_then(|()| tables.finish()).expect("memory takes all");
    file
}

/// Compares the sheets with CSV files that something fills.
fn hold_the_same(bytes: &[u8], tables: &'static [Table], add: impl Fn(&mut Csv<'_>) -> io::Result<()>) {
    for table in tables {
        let file = csv_file(table, &add);
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&file[..]);
        let rows: Vec<Vec<String>> = reader.deserialize().map(|row| row.expect("all rows have all cells")).collect();
        let cells = sheet(bytes, table.name);
        assert_eq!(cells.len(), rows.len(), "{}", table.name);
        for (cells, row) in cells.iter().zip(&rows) {
            for ((cell, field), column) in cells.iter().zip(row).zip(table.columns) {
                // An empty cell, a word, and a figure are told apart; how days look is the look of the cell.
                let same = match cell {
                    Data::Empty => field.is_empty(),
                    Data::String(words) => field == words || field.strip_prefix('\'') == Some(words),
                    Data::Float(number) => matches!(column.kind, Kind::Integer | Kind::Kroner) && field.parse() == Ok(*number),
                    Data::Bool(truth) => field.parse() == Ok(*truth),
                    Data::DateTime(_) => matches!(column.kind, Kind::Date | Kind::Time) && !field.is_empty(),
                    _ => false,
                };
                assert!(same, "{}.{}: {cell:?} for {field}", table.name, column.name);
            }
        }
    }
}

#[test]
fn the_totals_count_no_money_twice() {
    let mut once = named("a.md", LETTER);
    let rows: Vec<Vec<Data>> = sheet(&workbook(&[once.clone()]), "totals");
    assert_eq!(rows[0].iter().map(words).collect::<Vec<_>>(), ["document", "side", "kapittel", "post", "name", "lines", "total"]);
    let figures = |row: &[Data]| (words(&row[1]).to_owned(), row[2].to_string(), row[3].to_string(), row[5].to_string(), row[6].to_string());
    let total = |side: &str, kapittel: &str, post: &str, lines: &str, nok: &str| {
        (side.to_owned(), kapittel.to_owned(), post.to_owned(), lines.to_owned(), nok.to_owned())
    };
    let expected =
        [total("expense", "701", "21", "1", "1200000"), total("expense", "701", "70", "2", "325000"), total("income", "3701", "2", "1", "50000")];
    assert_eq!(rows[1..].iter().map(|row| figures(row)).collect::<Vec<_>>(), expected);

    // A line that is not counted is in its sheet and not in the total.
    once.documents[0].budget_lines[1].counted = false;
    let bytes = workbook(&[once]);
    assert_eq!(sheet(&bytes, "budget_lines").len(), 5);
    assert_eq!(figures(&sheet(&bytes, "totals")[2]), total("expense", "701", "70", "1", "25000"));
}

#[test]
fn words_are_never_formulas_and_only_totals_are() {
    let mut extraction = parse(LETTER);
    extraction.documents[0].title = Some("=1+1".to_owned());
    extraction.documents[0].our_ref = Some("@SUM(A1)".to_owned());
    let bytes = workbook(&[extraction]);
    let letter = &sheet(&bytes, "documents")[1];
    assert_eq!(letter[column("documents", "title")], Data::String("=1+1".to_owned()));
    assert_eq!(letter[column("documents", "our_ref")], Data::String("@SUM(A1)".to_owned()));
    let mut book = open(&bytes);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("the sheet can be read");
        let count = formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()).count();
        assert_eq!(count, if name == "totals" { 6 } else { 0 }, "{name}");
    }
}

#[test]
fn what_no_cell_can_hold_is_cut_and_says_so() {
    let mut extraction = parse("Tildelingsbrev for 2026");
    let mut title = |words: String| {
        extraction.documents[0].title = Some(words);
        words_of(&sheet(&workbook(std::slice::from_ref(&extraction)), "documents")[1][column("documents", "title")])
    };
    let fits = "å".repeat(32_767);
    assert_eq!(title(fits.clone()), fits);
    for long in ["å".repeat(32_768), "\u{1f600}".repeat(20_000)] {
        let cut = title(long);
        assert!(
            cut.encode_utf16().count() <= 32_767 && cut.ends_with("(cut: longer than a cell can be; see span_start and span_end)"),
            "{}",
            cut.len()
        );
    }
    let odd = "\u{0}\u{1}\u{b}\u{c}\u{1f}a\u{fffe}_x0041_ <b>&amp;";
    assert!(title(odd.to_owned()).contains("_x0041_ <b>&amp;"), "marks stay words");
}

fn words_of(cell: &Data) -> String {
    words(cell).to_owned()
}

#[test]
fn the_same_letters_give_the_same_bytes() {
    assert_eq!(workbook(&[parse(LETTER)]), workbook(&[parse(LETTER)]));
}

/// Converts every sheet to CSV, calculating all formulas anew; none where the program (`soffice`) is not installed.
fn calculated(bytes: &[u8], folder: &Path) -> Option<Output> {
    const ALWAYS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    fs::create_dir_all(folder.join("profile/user")).expect("a folder can be made");
    fs::write(folder.join("profile/user/registrymodifications.xcu"), ALWAYS).expect("a file can be written");
    fs::write(folder.join("book.xlsx"), bytes).expect("a file can be written");
    let mut command = Command::new("soffice");
    command.current_dir(folder).arg(format!("-env:UserInstallation=file://{}/profile", folder.display()));
    // Commas, quotes, UTF-8, every sheet to a file of its own.
    command.args(["--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "book.xlsx"]);
    command.output().ok()
}

/// Has a sheet program calculate a workbook anew, without complaints; false, with a word, where it is not installed.
fn opens(bytes: &[u8], folder: &Path) -> bool {
    let Some(run) = calculated(bytes, folder) else {
        println!("skipped: soffice (LibreOffice Calc) is not installed");
        return false;
    };
    // It also warns when there is no Java, which a workbook does not need.
    let said = String::from_utf8_lossy(&run.stderr).to_lowercase();
    let complaints = said.lines().filter(|line| (line.contains("error") || line.contains("warning")) && !line.contains("java"));
    assert!(run.status.success() && complaints.count() == 0, "{said}");
    true
}

/// A sheet that was calculated anew.
fn converted(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(format!("book-{name}.csv"))).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn libreoffice_opens_it_and_comes_to_the_same_totals() {
    // Names that conditions of formulas would take for patterns.
    let names = ["a.md", "A.md", "*.md", "?.md", "~a.md", "<a.md", "=a.md"];
    let extractions: Vec<Extraction> = names.iter().map(|name| named(name, LETTER)).collect();
    let folder = tempdir().expect("there is room for temporary files");
    if !opens(&workbook(&extractions), folder.path()) {
        return;
    }
    let csv = |name: &str| converted(folder.path(), name);
    assert!(TABLES.iter().all(|table| csv(table.name).starts_with("document,")), "every sheet is there");
    let totals = csv("totals");
    let rows: Vec<&str> = totals.lines().skip(1).collect();
    assert_eq!(rows.len(), 3 * names.len(), "{totals}");
    for row in rows {
        let right = ["expense,701,21,Spesielle driftsutgifter,1,1200000", "expense,701,70,Tilskudd,2,325000", "income,3701,2,Inntekter,1,50000"];
        assert!(right.iter().any(|total| row.replace(' ', "").ends_with(&total.replace(' ', ""))), "{row}");
    }
}

/// The formulas of a sheet, by column.
fn formulas(bytes: &[u8], name: &str) -> Vec<(String, String)> {
    let table = Table::of_dossier(name).expect("it is a table");
    let range = open(bytes).worksheet_formula(name).expect("the sheet can be read");
    let (_, first) = range.start().unwrap_or_default();
    let used = range.used_cells().filter(|(_, _, formula)| !formula.is_empty());
    used.map(|(_, at, formula)| (table.columns[at + first as usize].name.to_owned(), formula.clone())).collect()
}

#[test]
fn a_dossier_proves_itself() {
    let extractions = series::read(&series::letters("forms"));
    let bytes = xlsx::dossier(&Sourced::new(&extractions)).expect("it can be packed");
    let columns = |name: &str| formulas(&bytes, name).into_iter().map(|(column, _)| column).collect::<Vec<_>>();
    assert_eq!(columns("posts"), ["total", "failed_checks", "total", "failed_checks"]);
    assert_eq!(columns("post_entries"), ["balance"; 6]);
    assert_eq!(columns("checks"), ["difference"; 4]);
    for table in DOSSIER_TABLES.iter().filter(|table| !["posts", "post_entries", "checks"].contains(&table.name)) {
        assert_eq!(formulas(&bytes, table.name), [], "{}", table.name);
    }
    // What programs show that do not calculate.
    let posts = sheet(&bytes, "posts");
    assert_eq!([&posts[1][3], &posts[2][3]], [&Data::Float(51_600_000.0), &Data::Float(17_500_000.0)]);
    assert_eq!(bytes, xlsx::dossier(&Sourced::new(&extractions)).expect("it can be packed"), "the same each time");
}

#[test]
fn libreoffice_comes_to_the_same_balances() {
    for (name, total) in
        [("seeds", "Spesielle driftsutgifter,164460000,expense"), ("forms", "Drift,51600000,expense"), ("ledger", "Drift,51100000,expense")]
    {
        let extractions = series::read(&series::letters(name));
        let sourced = Sourced::new(&extractions);
        let folder = tempdir().expect("there is room for temporary files");
        if !opens(&xlsx::dossier(&sourced).expect("it can be packed"), folder.path()) {
            return;
        }
        let posts = converted(folder.path(), "posts");
        assert!(posts.lines().nth(1).is_some_and(|row| row.contains(total)), "{name}: {posts}");
        // Every row of the sheets with formulas is the row of the CSV file.
        for table in DOSSIER_TABLES.iter().filter(|table| ["posts", "post_entries", "checks"].contains(&table.name)) {
            let file = csv_file(table, |tables| tables.add_dossier(&sourced));
            let figures = |text: &str| -> Vec<Vec<String>> {
                let mut reader = ::csv::Reader::from_reader(text.as_bytes());
                let rows = reader.records().map(|row| row.expect("all rows have all cells"));
                let kroner = |row: ::csv::StringRecord| {
                    let cells = table.columns.iter().zip(&row).filter(|(column, _)| column.kind == Kind::Kroner);
                    cells.map(|(_, cell)| cell.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect()).collect()
                };
                rows.map(kroner).collect()
            };
            assert_eq!(figures(&converted(folder.path(), table.name)), figures(&String::from_utf8_lossy(&file)), "{name}: {}", table.name);
        }
    }
}
