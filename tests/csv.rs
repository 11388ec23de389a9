//! CSV files and their description: they hold what the records hold, join, and cannot harm a spreadsheet.

mod common;

use std::collections::{BTreeMap, HashSet};

use common::{File, assert_none, fixtures, json};
use serde_json::{Value, json};
use styringsdokument::output::csv::{DATAPACKAGE, Options, Tables, datapackage, file_name};
use styringsdokument::output::table::{TABLES, Table};
use styringsdokument::{Clock, Date, Extraction, parse, parse_with};

/// A row by the names of its columns.
type Row = BTreeMap<String, String>;

/// The bytes of every table.
fn write(extractions: &[Extraction], options: Options) -> BTreeMap<&'static str, Vec<u8>> {
    let mut files: BTreeMap<&'static str, Vec<u8>> = TABLES.iter().map(|table| (table.name, Vec::new())).collect();
    let places = files.iter_mut().map(|(name, file)| (Table::named(name).expect("it is one of the tables"), file));
    let mut tables = Tables::create(places, options).expect("memory takes all");
    for extraction in extractions {
        tables.add(extraction).expect("memory takes all");
    }
    tables.finish().expect("memory takes all");
    files
}

fn rows(file: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(file);
    reader.deserialize().map(|row| row.expect("all rows have all cells")).collect()
}

/// The rows of every table of these extractions.
fn tables(extractions: &[Extraction]) -> BTreeMap<&'static str, Vec<Row>> {
    write(extractions, Options::default()).iter().map(|(name, file)| (*name, rows(file))).collect()
}

fn read(fixture: &File) -> Extraction {
    parse_with(&fixture.text, &styringsdokument::Options { source_name: Some(fixture.name.clone()), ..Default::default() })
}

fn resources(options: Options) -> Vec<Value> {
    json::list(&datapackage(options)["resources"]).to_vec()
}

fn names(list: &Value) -> Vec<&str> {
    json::list(list).iter().map(json::string).collect()
}

#[test]
fn a_letter_in_tables_by_hand() {
    let letter = "# Supplerende tildelingsbrev nr. 2 for 2026\n\nKap. 760, post 21 reduseres med 345 000 kroner.\n\n\
                  Direktoratet skal levere en plan, «kort», innen 1. mars.\n";
    let options = styringsdokument::Options { source_name: Some("brev/a.md".to_owned()), ..Default::default() };
    let tables = tables(&[parse_with(letter, &options)]);

    let row = &tables["documents"][0];
    let expected = [
        ("document", "brev/a.md#1"),
        ("kind", "supplerende_tildelingsbrev"),
        ("title", "Supplerende tildelingsbrev nr. 2 for 2026"),
        ("fiscal_year", "2026"),
        ("supplement_number", "2"),
        ("date", ""),
        ("source", "brev/a.md"),
        ("line", "1"),
        ("span_start", "0"),
    ];
    for (column, cell) in expected {
        assert_eq!(row[column], cell, "documents.{column}");
    }

    let row = &tables["budget_lines"][0];
    let expected = [
        ("document", "brev/a.md#1"),
        ("kapittel", "760"),
        ("post", "21"),
        ("amount", "-345000"),
        ("effect", "change"),
        ("side", "expense"),
        ("line", "3"),
    ];
    for (column, cell) in expected {
        assert_eq!(row[column], cell, "budget_lines.{column}");
    }

    let row = &tables["deadlines"][0];
    let expected = [
        ("document", "brev/a.md#1"),
        ("type", "date"),
        ("due", "2026-03-01"),
        ("date", "2026-03-01"),
        ("start", ""),
        ("relation", "by"),
        ("text", "innen 1. mars"),
        ("source", "brev/a.md"),
        ("line", "5"),
    ];
    for (column, cell) in expected {
        assert_eq!(row[column], cell, "deadlines.{column}");
    }
}

#[test]
fn every_record_of_every_fixture_is_a_row_with_its_words_and_place() {
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let extraction = read(&fixture);
        let tables = tables(std::slice::from_ref(&extraction));
        for (table, rows) in &tables {
            let records = records(&json::of(&extraction), table);
            if rows.len() != records.len() {
                wrong.push(format!("{}: {} rows of {table} for {} records", fixture.name, rows.len(), records.len()));
            }
            for (row, record) in rows.iter().zip(&records) {
                for (column, key) in
                    [("text", "text"), ("key", "key"), ("line", "line"), ("span_start", "span/0"), ("span_end", "span/1"), ("message", "message")]
                {
                    let stated = record.pointer(&format!("/{key}")).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                    if let (Some(cell), Some(stated)) = (row.get(column), stated)
                        && cell.strip_prefix('\'').filter(|words| words.starts_with(['=', '+', '-', '@'])).unwrap_or(cell) != stated
                    {
                        wrong.push(format!("{}: {table}.{column} is {cell} and not {stated}", fixture.name));
                    }
                }
            }
        }
    }
    assert_none(&wrong);
}

/// The records of a table, as JSON has them.
fn records(extraction: &Value, table: &str) -> Vec<Value> {
    let of = |class: &str| json::list(&extraction["documents"]).iter().flat_map(|d| json::list(&d[class]).to_vec()).collect::<Vec<_>>();
    match table {
        "documents" | "diagnostics" => json::list(&extraction[table]).to_vec(),
        "parts" => of("mandates").iter().flat_map(|mandate| json::list(&mandate["parts"]).to_vec()).collect(),
        _ => of(table),
    }
}

#[test]
fn every_list_of_records_has_its_table() {
    let letter = json::of(&parse(""));
    let lists = letter["documents"][0].as_object().expect("a letter is an object").iter().filter(|(_, value)| value.is_array());
    for (name, _) in lists.filter(|(name, _)| !["co_issuers", "copies_to", "span"].contains(&name.as_str())) {
        assert!(Table::named(name).is_some(), "{name} has no table");
    }
}

#[test]
fn cells_are_of_their_type_and_keys_join() {
    let extractions: Vec<Extraction> = fixtures().iter().map(read).collect();
    let tables = tables(&extractions);
    let resources = resources(Options::default());
    assert_eq!(resources.len(), TABLES.len());
    for resource in &resources {
        let name = json::string(&resource["name"]);
        let rows = &tables[name];
        for field in json::list(&resource["schema"]["fields"]) {
            let column = json::string(&field["name"]);
            for cell in rows.iter().map(|row| row[column].as_str()).filter(|cell| !cell.is_empty()) {
                let fits = match json::string(&field["type"]) {
                    "string" => true,
                    "integer" => cell.parse::<i64>().is_ok(),
                    "boolean" => ["true", "false"].contains(&cell),
                    "date" => cell.parse::<Date>().is_ok() && cell.len() == 10,
                    "time" => field["format"] == "%H:%M" && cell.parse::<Clock>().is_ok() && cell.len() == 5,
                    other => panic!("{other} is no type of a field"),
                };
                assert!(fits, "{name}.{column} holds {cell}");
            }
        }
        let key = names(&resource["schema"]["primaryKey"]);
        let values = |row: &Row, columns: &[&str]| columns.iter().map(|column| row[*column].clone()).collect::<Vec<_>>();
        let unique: HashSet<Vec<String>> = rows.iter().map(|row| values(row, &key)).collect();
        assert!(key.is_empty() || unique.len() == rows.len(), "{name}: {key:?} does not tell the rows apart");
        for foreign in json::list(&resource["schema"]["foreignKeys"]) {
            let other = &tables[json::string(&foreign["reference"]["resource"])];
            let there: HashSet<Vec<String>> = other.iter().map(|row| values(row, &names(&foreign["reference"]["fields"]))).collect();
            for row in rows {
                assert!(there.contains(&values(row, &names(&foreign["fields"]))), "{name}: {foreign} leads nowhere from {row:?}");
            }
        }
    }
}

#[test]
fn deadlines_and_obligations_join_with_their_mandates() {
    let tables = tables(&fixtures().iter().map(read).collect::<Vec<_>>());
    let mandates: HashSet<(&str, &str)> = tables["mandates"].iter().map(|row| (row["document"].as_str(), row["key"].as_str())).collect();
    let mut joined = 0;
    for row in tables["deadlines"].iter().chain(&tables["obligations"]).filter(|row| !row["mandate"].is_empty()) {
        assert!(mandates.contains(&(row["document"].as_str(), row["mandate"].as_str())), "{row:?}");
        joined += 1;
    }
    assert!(joined > 0, "the fixtures have deadlines of mandates");
}

#[test]
fn documents_have_names_of_their_own_whatever_the_files_are_called() {
    let letter =
        |name: &str| parse_with("Tildelingsbrev for 2026", &styringsdokument::Options { source_name: Some(name.to_owned()), ..Default::default() });
    let tables = tables(&[letter("a.md"), letter("A.md"), letter("a.md"), letter("a.md#1 (2)"), parse(""), parse("")]);
    let names: Vec<&str> = tables["documents"].iter().map(|row| row["document"].as_str()).collect();
    assert_eq!(names[0], "a.md#1");
    let apart: HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(apart.len(), 6, "{names:?}");
    let sources: Vec<&str> = tables["documents"].iter().map(|row| row["source"].as_str()).collect();
    assert_eq!(sources, ["a.md", "A.md", "a.md", "a.md#1 (2)", "", ""]);
}

#[test]
fn words_are_no_formulas_and_figures_stay_figures() {
    let mut extraction = parse("Tildelingsbrev for 2026\n\nKap. 760, post 21: kr 15 901 000\n");
    let letter = &mut extraction.documents[0];
    letter.budget_lines[0].amount.nok = -1000;
    letter.copies_to = vec!["a".to_owned(), "=b".to_owned()];
    let dangerous = ["=1+1", "+47 22 24 90 90", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"];
    for words in dangerous {
        extraction.documents[0].title = Some(words.to_owned());
        let tables = tables(std::slice::from_ref(&extraction));
        assert_eq!(tables["documents"][0]["title"], format!("'{words}"));
        assert_eq!(tables["documents"][0]["copies_to"], "a; =b", "a sign inside words does nothing");
        assert_eq!(tables["budget_lines"][0]["amount"], "-1000");
    }
    for words in ["a=b", " =1", "'=1", "– 1", "«=»"] {
        extraction.documents[0].title = Some(words.to_owned());
        assert_eq!(tables(std::slice::from_ref(&extraction))["documents"][0]["title"], words);
    }
}

#[test]
fn files_follow_rfc_4180() {
    let mut extraction = parse("Tildelingsbrev for 2026");
    extraction.documents[0].title = Some("«a», \"b\"\nc; d".to_owned());
    let file = write(std::slice::from_ref(&extraction), Options::default()).remove("documents").expect("it is a table");
    let text = String::from_utf8(file).expect("it is UTF-8");
    assert!(text.starts_with("document,kind,language,title,date,"), "{text}");
    assert!(text.contains("#1,tildelingsbrev,,\"«a», \"\"b\"\"\nc; d\",,2026,"), "{text}");
    assert!(text.ends_with("\r\n"));
    assert_eq!(text.matches("\r\n").count(), 2);
}

#[test]
fn a_byte_order_mark_is_there_when_asked_for_and_said() {
    let extraction = parse("Tildelingsbrev for 2026");
    for byte_order_mark in [false, true] {
        let options = Options { byte_order_mark };
        for (name, file) in write(std::slice::from_ref(&extraction), options) {
            assert_eq!(file.starts_with(b"\xef\xbb\xbfdocument,"), byte_order_mark, "{name}");
            assert_eq!(file.starts_with(b"document,"), !byte_order_mark, "{name}");
        }
        let encoding = if byte_order_mark { "utf-8-sig" } else { "utf-8" };
        assert!(resources(options).iter().all(|resource| resource["encoding"] == encoding));
    }
}

#[test]
fn the_package_describes_the_files_as_they_are() {
    assert_eq!(DATAPACKAGE, "datapackage.json");
    let files = write(&[], Options::default());
    for (resource, table) in resources(Options::default()).iter().zip(TABLES) {
        assert_eq!((&resource["name"], &resource["path"]), (&json!(table.name), &json!(file_name(table))));
        let fields: Vec<&str> = json::list(&resource["schema"]["fields"]).iter().map(|field| json::string(&field["name"])).collect();
        let head = String::from_utf8(files[table.name].clone()).expect("it is UTF-8");
        assert_eq!(head, format!("{}\r\n", fields.join(",")), "an empty table is its head");
        assert_eq!(fields.iter().collect::<HashSet<_>>().len(), fields.len(), "{}: a name stands twice", table.name);
        assert!(["document", "source", "line", "span_start", "span_end"].iter().all(|column| fields.contains(column)), "{}", table.name);
        // What the standard allows in a name.
        assert!(table.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", table.name);
    }
}
