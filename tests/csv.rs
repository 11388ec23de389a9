//! CSV files and their description: they hold what the records hold, join, and cannot harm a spreadsheet.

mod common;

use std::collections::{BTreeMap, HashSet};

use common::{File, assert_none, fixtures, json, series};
use serde_json::{Value, json};
use styringsdokument::output::Sourced;
use styringsdokument::output::csv::{DATAPACKAGE, Options, Tables, datapackage, dossier_datapackage, file_name};
use styringsdokument::output::table::{DOSSIER_TABLES, TABLES, Table};
use styringsdokument::{Clock, Date, Extraction, parse, parse_with};

/// A row by the names of its columns.
type Row = BTreeMap<String, String>;

/// The bytes of every table.
fn write(extractions: &[Extraction], options: Options) -> BTreeMap<&'static str, Vec<u8>> {
    written(TABLES, options, |tables| extractions.iter().for_each(|extraction| tables.add(extraction).expect("memory takes all")))
}

/// The bytes of tables that something fills.
fn written(of: &'static [Table], options: Options, fill: impl FnOnce(&mut Tables<&mut Vec<u8>>)) -> BTreeMap<&'static str, Vec<u8>> {
    let mut files: Vec<Vec<u8>> = vec![Vec::new(); of.len()];
    let mut tables = Tables::create(of.iter().zip(&mut files), options).expect("memory takes all");
    fill(&mut tables);
    tables.finish().expect("memory takes all");
    of.iter().map(|table| table.name).zip(files).collect()
}

/// The rows of every table of a series' dossier.
fn dossier_tables(sourced: &Sourced<'_>) -> BTreeMap<&'static str, Vec<Row>> {
    let files = written(DOSSIER_TABLES, Options::default(), |tables| tables.add_dossier(sourced).expect("memory takes all"));
    files.iter().map(|(name, file)| (*name, rows(file))).collect()
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
    fit(&tables(&extractions), &datapackage(Options::default()));
}

/// Looks at rows by what is said of them.
fn fit(tables: &BTreeMap<&str, Vec<Row>>, package: &Value) {
    let resources = json::list(&package["resources"]);
    assert_eq!(resources.len(), tables.len());
    for resource in resources {
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
            for (row, to) in rows.iter().map(|row| (row, values(row, &names(&foreign["fields"])))) {
                // Empty cells name nothing.
                assert!(to.iter().all(String::is_empty) || there.contains(&to), "{name}: {foreign} leads nowhere from {row:?}");
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
    let described = |files: BTreeMap<&str, Vec<u8>>, package: Value, tables: &[Table]| {
        assert_eq!(json::list(&package["resources"]).len(), tables.len());
        for (resource, table) in json::list(&package["resources"]).iter().zip(tables) {
            describes(resource, table, &files[table.name]);
        }
    };
    described(write(&[], Options::default()), datapackage(Options::default()), TABLES);
    described(written(DOSSIER_TABLES, Options::default(), |_| ()), dossier_datapackage(Options::default()), DOSSIER_TABLES);
}

/// Compares what is said of a table without rows with its file.
fn describes(resource: &Value, table: &Table, file: &[u8]) {
    assert_eq!((&resource["name"], &resource["path"]), (&json!(table.name), &json!(file_name(table))));
    let fields: Vec<&str> = json::list(&resource["schema"]["fields"]).iter().map(|field| json::string(&field["name"])).collect();
    let head = String::from_utf8(file.to_vec()).expect("it is UTF-8");
    assert_eq!(head, format!("{}\r\n", fields.join(",")), "an empty table is its head");
    assert_eq!(fields.iter().collect::<HashSet<_>>().len(), fields.len(), "{}: a name stands twice", table.name);
    assert!(["document", "source", "line", "span_start", "span_end"].iter().all(|column| fields.contains(column)), "{}", table.name);
    // What the standard allows in a name.
    assert!(table.name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{}", table.name);
}

/// Cells of a row, by hand.
#[track_caller]
fn holds(row: &Row, cells: &[(&str, &str)]) {
    for (column, cell) in cells {
        assert_eq!(row[*column], *cell, "{column} of {row:?}");
    }
}

/// The seeds, as read by eye: 124 460 000 + 3 + 7 + 30 mill. kroner, and 66 901 000 + 1,450 mill. kroner.
#[test]
fn the_seeds_have_the_balances_they_come_to() {
    let extractions = series::read(&series::letters("seeds"));
    let tables = dossier_tables(&Sourced::new(&extractions));
    let posts = &tables["posts"];
    assert_eq!(posts.len(), 2);
    holds(&posts[0], &[("kapittel", "701"), ("post", "21"), ("name", "Spesielle driftsutgifter"), ("total", "164460000"), ("failed_checks", "0")]);
    holds(&posts[1], &[("kapittel", "701"), ("post", "70"), ("total", "68351000")]);
    let steps: Vec<[&str; 6]> = tables["post_entries"]
        .iter()
        .map(|row| ["kapittel", "post", "step", "date", "change", "balance"].map(|column| row[column].as_str()))
        .collect();
    let expected = [
        ["701", "21", "1", "2023-01-23", "124460000", "124460000"],
        ["701", "21", "2", "2023-03-31", "3000000", "127460000"],
        ["701", "21", "3", "2023-03-31", "7000000", "134460000"],
        ["701", "21", "4", "2023-03-31", "30000000", "164460000"],
        ["701", "70", "1", "2023-01-23", "66901000", "66901000"],
        ["701", "70", "2", "2023-06-29", "1450000", "68351000"],
    ];
    assert_eq!(steps, expected);
    holds(
        &tables["post_entries"][0],
        &[("rule", "grant"), ("unit", "NOK"), ("counted", "true"), ("amount_text", "124 460"), ("granularity", "1000"), ("line", "29")],
    );
    holds(&tables["post_entries"][3], &[("rule", "prose_only"), ("source", "001_f1e775cd69a6a805.txt"), ("line", "174"), ("mandate", "2023-01")]);
    assert!(tables["post_entries"][3]["text"].starts_with("Departementet tildeler ytterligere 30 mill. kroner"));
    let shares: Vec<&str> = tables["post_shares"].iter().map(|row| row["amount"].as_str()).collect();
    assert_eq!(shares, ["19500000", "100000000", "5000000"]);
}

/// The invented series `forms`: a correction, a withdrawn mandate, a moved deadline, a figure that does not fit, a letter to somebody else.
#[test]
fn a_dossier_in_tables_by_hand() {
    let extractions = series::read(&series::letters("forms"));
    let tables = dossier_tables(&Sourced::new(&extractions));
    let column = |table: &str, name: &str| tables[table].iter().map(|row| row[name].clone()).collect::<Vec<_>>();
    assert_eq!(column("posts", "total"), ["51600000", "17500000"]);
    assert_eq!(column("posts", "failed_checks"), ["2", "0"]);
    assert_eq!(column("post_entries", "rule"), ["grant", "grant", "grant", "grant", "prose_only", "correction"]);
    let correction = [
        ("change", "-500000"),
        ("balance", "17500000"),
        ("amount", "17500000"),
        ("amount_text", "17,5 mill. kroner"),
        ("document", "supplerende_tildelingsbrev-3-2026-09-01"),
        ("date", "2026-09-01"),
        ("source", "supplement-3.md"),
        ("line", "27"),
        ("text", "Korrekt tildeling på kap. 100, post 70 skal være 17,5 mill. kroner."),
    ];
    holds(&tables["post_entries"][5], &correction);

    assert_eq!(column("mandates", "state"), ["in_force", "withdrawn"]);
    assert_eq!(column("mandate_entries", "event"), ["given", "extended", "given", "withdrawn"]);
    assert_eq!(column("mandate_entries", "state"), ["in_force", "in_force", "withdrawn", "withdrawn"]);
    holds(
        &tables["mandate_entries"][3],
        &[("mandate", "TB2026-2"), ("step", "2"), ("source", "supplement-1.md"), ("line", "23"), ("text", "TB2026-2 utgår.")],
    );
    assert_eq!(column("deadlines", "due"), ["2026-10-01"]);
    holds(&tables["deadlines"][0], &[("mandate", "TB2026-1"), ("letter_date", "2026-03-02"), ("source", "supplement-1.md"), ("line", "25")]);
    assert_eq!(column("closed_deadlines", "due"), ["2026-06-01", "2026-07-01"]);

    assert_eq!(column("checks", "status"), ["holds", "holds", "fails", "fails"]);
    let failed = [
        ("kapittel", "100"),
        ("post", "21"),
        ("step", "3"),
        ("kind", "earlier"),
        ("stated", "51600000"),
        ("computed", "51500000"),
        ("difference", "100000"),
        ("source", "supplement-4.md"),
        ("line", "23"),
        ("computed_source", "supplement-3.md"),
        ("computed_line", "23"),
    ];
    holds(&tables["checks"][2], &failed);
    let mut codes = column("diagnostics", "code");
    codes.sort();
    assert_eq!(codes, ["letter-left-out", "letter-missing", "sum-mismatch"]);
    assert_eq!(column("letters", "source"), ["base.md", "supplement-1.md", "supplement-3.md", "supplement-4.md"]);
    holds(&tables["left_out"][0], &[("reason", "other_recipient"), ("recipient", "Naboetaten"), ("source", "stranger.md")]);
}

/// The records of a table, as the dossier's JSON has them.
fn dossier_records(dossier: &Value, table: &str) -> Vec<Value> {
    let inner = |outer: &str, list: &str| json::list(&dossier[outer]).iter().flat_map(|o| json::list(&o[list]).to_vec()).collect::<Vec<_>>();
    match table {
        "post_entries" => inner("posts", "entries"),
        "post_shares" => inner("posts", "shares"),
        "mandate_entries" => inner("mandates", "entries"),
        "closed_deadlines" => inner("mandates", "closed_deadlines"),
        "checks" => inner("posts", "entries").iter().flat_map(|entry| json::list(&entry["checks"]).to_vec()).collect(),
        list => json::list(&dossier[list]).to_vec(),
    }
}

#[test]
fn every_record_of_every_dossier_is_a_row_of_its_type_that_joins() {
    for name in series::INVENTED.into_iter().chain(["seeds"]) {
        let extractions = series::read(&series::letters(name));
        let sourced = Sourced::new(&extractions);
        let tables = dossier_tables(&sourced);
        fit(&tables, &dossier_datapackage(Options::default()));
        let dossier = json::of(sourced.dossier());
        for (table, rows) in &tables {
            let records = dossier_records(&dossier, table);
            assert_eq!(rows.len(), records.len(), "{name}: {table}");
            for (row, record) in rows.iter().zip(&records) {
                for (column, key) in [("text", "text"), ("line", "line"), ("span_start", "span/0"), ("span_end", "span/1"), ("document", "document")]
                {
                    let Some(stated) = record.pointer(&format!("/{key}")).filter(|value| !value.is_null() && *table != "diagnostics") else {
                        continue;
                    };
                    let stated = stated.as_str().map_or_else(|| stated.to_string(), str::to_owned);
                    assert_eq!(row[column].strip_prefix('\'').unwrap_or(&row[column]), stated, "{name}: {table}.{column}");
                }
            }
        }
        // What stands in a letter has a file, and the letter's own words there.
        let texts: BTreeMap<String, String> = series::letters(name).into_iter().map(|letter| (letter.name, letter.text)).collect();
        for row in tables["post_entries"].iter().chain(&tables["mandate_entries"]).chain(&tables["deadlines"]).filter(|row| row["pieces"].is_empty())
        {
            let [start, end] = ["span_start", "span_end"].map(|column| row[column].parse::<usize>().expect("an offset"));
            assert_eq!(
                styringsdokument::plain_text(&texts[&row["source"]], &[styringsdokument::Span::new(start, end)]),
                row["text"],
                "{name}: {row:?}"
            );
        }
    }
}

#[test]
fn every_list_of_a_dossier_has_its_table() {
    let dossier = json::of(&styringsdokument::consolidate(&[]));
    let lists = dossier.as_object().expect("a dossier is an object").iter().filter(|(_, value)| value.is_array());
    for (name, _) in lists.filter(|(name, _)| !["documents", "missing_numbers"].contains(&name.as_str())) {
        assert!(Table::of_dossier(name).is_some(), "{name} has no table");
    }
}

/// A copy of a letter in two files: each is told by its own file.
#[test]
fn a_copy_is_named_by_its_file() {
    let letter = &series::letters("forms")[0];
    let named = |name: &str| styringsdokument::Options { source_name: Some(name.to_owned()), ..Default::default() };
    let extractions = ["b.md", "a.md"].map(|name| parse_with(&letter.text, &named(name)));
    let tables = dossier_tables(&Sourced::new(&extractions));
    let source = |table: &str| tables[table].iter().map(|row| row["source"].clone()).collect::<Vec<_>>();
    let mut both = [source("letters"), source("left_out")].concat();
    both.sort();
    assert_eq!(both, ["a.md", "b.md"]);
}

#[test]
fn tables_of_letters_and_of_dossiers_keep_apart() {
    let extractions = series::read(&series::letters("forms"));
    let letters = written(TABLES, Options::default(), |tables| tables.add_dossier(&Sourced::new(&extractions)).expect("memory takes all"));
    let dossier = written(DOSSIER_TABLES, Options::default(), |tables| tables.add(&extractions[0]).expect("memory takes all"));
    assert!(letters.values().chain(dossier.values()).all(|file| rows(file).is_empty()));
}
