//! Tables of the budget, in every physical form.

use super::facts::{BudgetFact, Fact};
use super::pen::{Pen, Post, grouped, millions};

/// A table as written: heads, rows, and where a page may end.
struct Table {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// The unit of a table's figures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Thousand,
    Krone,
    Million,
}

impl Unit {
    fn words(self, pen: &mut Pen) -> &'static str {
        match self {
            Self::Thousand => pen.choices.pick::<&str>(&["i 1 000 kroner", "i 1000 kroner", "alle tall i 1 000 kroner", "i 1000 kr"]),
            Self::Krone => pen.choices.pick::<&str>(&["i kr", "i kroner"]),
            Self::Million => pen.choices.pick::<&str>(&["i mill. kroner", "beløp i mill. kroner"]),
        }
    }

    fn figure(self, nok: i64, separator: &str) -> String {
        match self {
            Self::Thousand => grouped(nok / 1000, separator),
            Self::Krone => grouped(nok, separator),
            Self::Million => millions(nok),
        }
    }
}

struct Row {
    post: Post,
    keyword: Option<&'static str>,
    nok: i64,
    earlier: Option<i64>,
}

/// Key words behind a name.
const KEYWORDS: &[(&str, &str)] = &[("kan overføres", "kan overførast"), ("overslagsbevilgning", "overslagsløyving")];

/// A section with a table of what the letter gives; the first row's post and amount, for shares of it.
pub(super) fn write(pen: &mut Pen) {
    let title = *pen.choices.pick(&[("Budsjett", "Budsjett"), ("Tildeling", "Tildeling"), ("Økonomiske rammer", "Økonomiske rammer")]);
    let title = pen.say(title);
    pen.heading(title);
    pen.next_chapter();
    let unit = *pen.choices.pick(&[Unit::Thousand, Unit::Thousand, Unit::Krone, Unit::Million]);
    let separator = *pen.choices.pick(&[" ", " ", "\u{a0}"]);
    let change = pen.kind.is_supplement() && pen.choices.once_in(2);
    let rows = rows(pen, unit, change);
    let lead = pen.say(("Følgende midler stilles til disposisjon:", "Følgjande midlar blir stilte til disposisjon:"));
    if pen.choices.once_in(2) {
        pen.block(lead);
    }
    let form = if change { 3 } else { pen.choices.below(4) };
    let sum = !change && pen.choices.once_in(3);
    let table = match form {
        0 => by_columns(pen, &rows, unit, separator, sum),
        1 => by_number(pen, &rows, unit, separator, sum),
        2 => by_chapter(pen, &rows, unit, separator, sum),
        _ if change => by_change(pen, &rows, unit, separator),
        _ => by_columns(pen, &rows, unit, separator, sum),
    };
    physical(pen, table, unit);
    for row in &rows {
        let side = if row.post.kapittel >= 3000 { "income" } else { "expense" };
        pen.fact(Fact::BudgetLine(BudgetFact {
            kapittel: row.post.kapittel,
            post: row.post.number,
            nok: row.nok,
            effect: if side == "income" { "requirement" } else { "grant" }.into(),
            side: side.into(),
            counted: true,
            earlier: row.earlier,
            total: row.earlier.map(|earlier| earlier + row.nok),
            origin: "table".into(),
            name: (form != 3 || !change).then(|| row.post.name.to_owned()),
            keywords: row.keyword.map(str::to_owned).into_iter().collect(),
            purpose: None,
        }));
    }
    shares(pen, &rows);
}

fn rows(pen: &mut Pen, unit: Unit, change: bool) -> Vec<Row> {
    let count = 1 + pen.choices.below(5);
    let mut rows: Vec<Row> = Vec::new();
    for _ in 0..count {
        let post = pen.post();
        let step =
            if unit == Unit::Million { *pen.choices.pick(&[1_000_000, 100_000, 50_000]) } else { *pen.choices.pick(&[1_000_000, 135_000, 1000]) };
        let nok = pen.amount(step);
        let keyword = if !change && pen.choices.once_in(4) { Some(pen.pick_words(KEYWORDS)) } else { None };
        let earlier = change.then(|| if pen.choices.once_in(4) { 0 } else { pen.amount(step) });
        rows.push(Row { post, keyword, nok, earlier });
    }
    if !change && pen.choices.once_in(3) {
        let post = pen.income(rows[0].post.kapittel);
        let nok = pen.amount(1_000_000);
        rows.push(Row { post, keyword: None, nok, earlier: None });
    }
    rows
}

fn name(row: &Row) -> String {
    row.keyword.map_or(row.post.name.to_owned(), |k| format!("{}, {k}", row.post.name))
}

/// The sum of the rows on the side of the expenses, where all rows are on it.
fn sum_row(rows: &[Row], unit: Unit, separator: &str, columns: usize) -> Option<Vec<String>> {
    let expense = rows.iter().all(|r| r.post.kapittel < 3000);
    let total = rows.iter().map(|r| r.nok).sum();
    (expense && rows.len() > 1).then(|| {
        let mut cells = vec![String::new(); columns];
        let chapter = rows[0].post.kapittel;
        let one = rows.iter().all(|r| r.post.kapittel == chapter);
        cells[columns - 2] = if one && chapter.is_multiple_of(2) { format!("Sum kap. {chapter}") } else { "Sum".into() };
        cells[columns - 1] = unit.figure(total, separator);
        cells
    })
}

/// `Kap. | Post | Betegnelse | Beløp`
fn by_columns(pen: &mut Pen, rows: &[Row], unit: Unit, separator: &str, sum: bool) -> Table {
    let kapittel = *pen.choices.pick(&["Kap.", "Kapittel"]);
    let title = pen.pick_words(&[("Betegnelse", "Nemning"), ("Navn", "Namn"), ("Formål", "Føremål")]);
    let money = pen.pick_words(&[("Beløp", "Beløp"), ("Bevilgning", "Løyving"), ("Tildeling", "Tildeling")]);
    let heads = [kapittel, "Post", title, money].map(str::to_owned).to_vec();
    let padded = pen.choices.once_in(2);
    let post = |n: u8| if padded { format!("{n:02}") } else { n.to_string() };
    let line = |r: &Row| vec![r.post.kapittel.to_string(), post(r.post.number), name(r), unit.figure(r.nok, separator)];
    let mut body: Vec<Vec<String>> = rows.iter().map(line).collect();
    body.extend(sum_row(rows, unit, separator, 4).filter(|_| sum));
    Table { heads, rows: body }
}

/// `Kap.post | Betegnelse | Beløp`
fn by_number(pen: &mut Pen, rows: &[Row], unit: Unit, separator: &str, sum: bool) -> Table {
    let head = *pen.choices.pick(&["Kap. post", "Kap.post", "Kap./post"]);
    let heads = [head, pen.say(("Betegnelse", "Nemning")), pen.say(("Bevilgning", "Løyving"))].map(str::to_owned).to_vec();
    let line = |r: &Row| vec![format!("{}.{:02}", r.post.kapittel, r.post.number), name(r), unit.figure(r.nok, separator)];
    let mut body: Vec<Vec<String>> = rows.iter().map(line).collect();
    body.extend(sum_row(rows, unit, separator, 3).filter(|_| sum));
    Table { heads, rows: body }
}

/// A row for each chapter, and its posts below.
fn by_chapter(pen: &mut Pen, rows: &[Row], unit: Unit, separator: &str, sum: bool) -> Table {
    let heads = ["Post", pen.say(("Betegnelse", "Nemning")), pen.say(("Beløp", "Beløp"))].map(str::to_owned).to_vec();
    let mut body: Vec<Vec<String>> = Vec::new();
    let mut last = 0;
    for row in rows {
        if row.post.kapittel != last {
            last = row.post.kapittel;
            let title = if row.post.chapter.is_empty() { format!("Kap. {last}") } else { format!("Kap. {last} {}", row.post.chapter) };
            body.push(vec![title, String::new(), String::new()]);
        }
        body.push(vec![format!("{:02}", row.post.number), name(row), unit.figure(row.nok, separator)]);
    }
    body.extend(sum_row(rows, unit, separator, 3).filter(|_| sum));
    Table { heads, rows: body }
}

/// `Kap. post | Tidligere tildeling | Ny tildeling | Sum tildeling`
fn by_change(pen: &mut Pen, rows: &[Row], unit: Unit, separator: &str) -> Table {
    let total = format!("Sum {} {}", pen.say(("tildelt", "tildelt")), pen.year);
    let total = if pen.choices.once_in(2) { total } else { "Sum tildeling".to_owned() };
    let heads = vec!["Kap. post".to_owned(), pen.say(("Tidligere tildeling", "Tidlegare tildeling")).to_owned(), "Ny tildeling".to_owned(), total];
    let line = |r: &Row| {
        let earlier = r.earlier.unwrap_or(0);
        let figures = [earlier, r.nok, earlier + r.nok].map(|nok| unit.figure(nok, separator));
        [vec![format!("{}.{:02}", r.post.kapittel, r.post.number)], figures.to_vec()].concat()
    };
    Table { heads, rows: rows.iter().map(line).collect() }
}

/// Writes a table, its unit somewhere about it.
fn physical(pen: &mut Pen, mut table: Table, unit: Unit) {
    let words = unit.words(pen);
    let place = pen.choices.below(4);
    match place {
        0 => pen.block(&format!("({words})")),
        1 => {
            let last = table.heads.len() - 1;
            table.heads[last] = format!("{} ({words})", table.heads[last]);
        }
        _ => {}
    }
    let form = pen.choices.below(6);
    // The unit in a header row of its own, as converters make of what stood above the last column.
    let above = place == 2 && form < 4;
    match form {
        0..=2 => {
            if place != 1 && pen.choices.once_in(6) {
                shift(&mut table);
            }
            pipes(pen, &table, form, above.then_some(words));
        }
        3 => tabs(pen, &table, above.then_some(words)),
        _ => aligned(pen, &table),
    }
    if place == 3 || (place == 2 && !above) {
        pen.block(&format!("({words})"));
    }
}

/// Shifts the amounts of some rows into a column without a head, as conversions do.
fn shift(table: &mut Table) {
    let last = table.heads.len() - 1;
    table.heads.insert(last, String::new());
    for (n, row) in table.rows.iter_mut().enumerate() {
        let place = if n % 2 == 0 { last } else { last + 1 };
        row.insert(place, String::new());
    }
}

fn pipe(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn pipes(pen: &mut Pen, table: &Table, form: usize, unit: Option<&str>) {
    let rule = pipe(&vec!["---".to_owned(); table.heads.len()]);
    let mut empty = vec![String::new(); table.heads.len()];
    let mut text = String::new();
    if let Some(words) = unit {
        let last = empty.len() - 1;
        empty[last] = format!("({words})");
        text = format!("{}{rule}{}", pipe(&empty), pipe(&table.heads));
    } else if form == 2 {
        text.extend([pipe(&empty), rule.clone(), pipe(&table.heads)]);
    } else {
        text.extend([pipe(&table.heads), rule.clone()]);
    }
    let broken = form == 1 && table.heads.len() > 2;
    let bold = form == 2;
    // A page may end between rows: the table goes on without its heads.
    let page = (table.rows.len() > 2 && pen.noise.once_in(4)).then_some(table.rows.len() / 2);
    for (i, row) in table.rows.iter().enumerate() {
        if page == Some(i) {
            text.push_str("\n(2)\n\n");
            text.push_str(&pipe(row));
            text.push_str(&rule);
            continue;
        }
        let mut row = row.clone();
        let name = row.len() - 2;
        if broken && row[name].contains(char::is_alphabetic) {
            row[name] = row[name].replacen(' ', "<br>", 1);
        }
        if bold && row[row.len() - 1].starts_with(|c: char| c.is_ascii_digit()) && row[name].starts_with("Sum") {
            row[name..].iter_mut().for_each(|cell| *cell = format!("**{cell}**"));
        }
        text.push_str(&pipe(&row));
    }
    pen.block(text.trim_end());
}

fn tabs(pen: &mut Pen, table: &Table, unit: Option<&str>) {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(unit.map(|words| format!("{}({words})", "\t".repeat(table.heads.len() - 1))));
    lines.extend([table.heads.join("\t")]);
    lines.extend(table.rows.iter().map(|row| row.join("\t")));
    pen.block(&lines.join("\n"));
}

/// Columns aligned by blanks: names to the left, figures to the right.
fn aligned(pen: &mut Pen, table: &Table) {
    let all = || std::iter::once(&table.heads).chain(&table.rows);
    // A chapter's title stands across the columns.
    let across = |row: &[String]| row[1..].iter().all(String::is_empty);
    let width = |column: usize| all().filter(|r| !across(r)).map(|r| r[column].chars().count()).max().unwrap_or(0);
    let last = table.heads.len() - 1;
    let broken = !table.heads[last - 1].contains("tildel") && pen.choices.once_in(3);
    let figures = |column: usize| column == last || table.heads[column].contains("tildel");
    let mut lines = Vec::new();
    for row in all() {
        let cell = |(column, words): (usize, &String)| {
            let width = width(column);
            if figures(column) { format!("{words:>width$}") } else { format!("{words:<width$}") }
        };
        if across(row) {
            lines.push(row[0].clone());
            continue;
        }
        // A long name goes on in the next line, where the amount stands, too.
        let name = last - 1;
        let cut = row[name].rfind(' ').filter(|&at| broken && row[name].len() > 24 && row[name][at + 1..].starts_with(char::is_lowercase));
        let Some(cut) = cut else {
            lines.push(row.iter().enumerate().map(cell).collect::<Vec<_>>().join("   ").trim_end().to_owned());
            continue;
        };
        let (mut first, mut second) = (row.clone(), vec![String::new(); row.len()]);
        first[name][cut + 1..].clone_into(&mut second[name]);
        second[last] = std::mem::take(&mut first[last]);
        first[name].truncate(cut);
        for row in [first, second] {
            lines.push(row.iter().enumerate().map(cell).collect::<Vec<_>>().join("   ").trim_end().to_owned());
        }
    }
    pen.block(&lines.join("\n"));
}

/// Sentences that set shares of a row aside.
fn shares(pen: &mut Pen, rows: &[Row]) {
    let Some(row) = rows.iter().find(|r| r.post.kapittel < 3000 && r.nok >= 40_000_000 && r.earlier.is_none()) else { return };
    if !pen.choices.once_in(2) {
        return;
    }
    super::prose::shares(pen, &row.post, row.nok);
}
