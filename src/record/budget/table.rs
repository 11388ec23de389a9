//! Budget tables: what the columns hold, the chapter and unit that stand beside them, and the Sum rows.

use std::ops::Range;

use super::speech::is_authority;
use super::{Given, side_of, split_name};
use crate::block::{Row, Table};
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::same_start;
use crate::model::{Amount, BudgetLine, Effect, Inferred, Qualifier, Side};
use crate::record::layout::{Layout, Role};
use crate::record::pattern::{Beginnings, bare_words, begins_with, begins_with_word, holds, is_one_of, split_digits, strip, words_between};
use crate::record::{Letter, Para};
use crate::span::Span;
use crate::value::amount::{Figure, cell_figure, head_unit, money, qualifier, stated_unit};
use crate::value::post::{PostRef, cell_number, cell_pair, cell_post};
use crate::value::{Findings, Mentions, Value, ValueKind, scan};

/// What a column of a budget table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Kapittel,
    Post,
    Pair,
    /// The name with its chapter and post beside it: «Forskning (kap. 732 post 78)».
    Named,
    Name,
    /// «Tidligere tildeling», «Saldert».
    Earlier,
    /// «Ny tildeling».
    New,
    /// «Endring», or «Tillegg nr. 2» in the supplement of that number.
    Change,
    /// «Tillegg nr. 1» in a later supplement: what was changed between the earlier amount and the letter.
    Step,
    /// «Sum tildeling», «Revidert», when an earlier amount stands beside it; else the amount itself.
    Total,
    Amount,
    /// No head.
    Blank,
    Other,
}

/// The first words of the heads of columns.
const HEADS: [(&[&str], Column); 5] = [
    (
        &[
            "fullmakt",
            "betegnelse",
            "benevnelse",
            "navn",
            "namn",
            "nemning",
            "formål",
            "føremål",
            "tekst",
            "tiltak",
            "ordning",
            "postnavn",
            "postnamn",
            "posttekst",
            "beskrivelse",
        ],
        Column::Name,
    ),
    (&["tidligere", "tidlegare", "saldert", "opprinnelig", "opphavleg", "vedtatt", "før", "gjeldende", "gjeldande"], Column::Earlier),
    (&["endring", "endringer"], Column::Change),
    (&["ny", "nye", "tillegg", "økning"], Column::New),
    (&["sum", "revidert", "total", "samlet", "samla"], Column::Total),
];

/// What the head of a column says that it holds.
fn column(head: &str) -> Option<Column> {
    const NUMBER: &[&str] = &["", "nr", "nr.", " nr", " nr."];
    if let Some(rest) = strip(head, &["kap"]) {
        let rest = strip(rest, &["ittel", "itla", "."]).unwrap_or(rest);
        if is_one_of(rest, NUMBER) {
            return Some(Column::Kapittel);
        }
        // «Kap./post», «Kapittel og post»
        let rest = rest.trim_start_matches([' ', '.', '/']);
        let rest = strip(rest, &["og / ", "og /", "og "]).unwrap_or(rest);
        return begins_with_word(rest.trim_start(), &["post"]).then_some(Column::Pair);
    }
    if let Some(rest) = strip(head, &["post"]).filter(|rest| !rest.starts_with(char::is_alphabetic)) {
        return is_one_of(rest.strip_suffix('.').unwrap_or(rest), NUMBER).then_some(Column::Post);
    }
    HEADS.iter().find(|(words, _)| begins_with_word(head, words)).map(|(_, column)| *column)
}

/// Words of the head of a column of amounts.
const AMOUNT: &[&str] = &["bevilgning", "løyving", "beløp", "tildeling", "tildelt", "budsjett", "ramme", "kr", "kroner", "sum"];

/// The first words of a row that adds up others.
pub(super) const SUM_ROW: &[&str] = &["sum", "total", "totalt", "til sammen", "i alt"];

/// A sum that a table states: in a Sum row, or at the end of a row with changes before the letter's own.
pub(crate) struct TableSum {
    pub(crate) row: Span,
    pub(crate) stated: Amount,
    /// The places of the lines it adds up.
    pub(crate) lines: Vec<Span>,
    /// What stands in the row before the letter's own change, in kroner; none for a Sum row.
    pub(crate) before: Option<i64>,
}

/// What a letter is: what tells its own column from others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own {
    /// The budget year.
    pub(super) year: Option<i16>,
    /// The number of the supplement.
    pub(super) number: Option<u32>,
    /// Whether it gives the year's money, rather than change what another letter gives.
    pub(super) base: bool,
}

/// What a table leaves to one without heads of its own that goes on with it on the next page.
pub(super) struct Above {
    /// The index of its passage.
    at: usize,
    unit: Option<(i64, Span)>,
    columns: Vec<Column>,
    kapittel: Option<(u16, Span)>,
    /// The chapters and places of its lines, for a Sum row behind the break.
    lines: Vec<(u16, Span)>,
}

/// The lines and sums of the table that is passage `i` in the letter `own`, if it is one of a budget; `above` is the one right before it.
pub(super) fn read(
    letter: &Letter<'_, '_>,
    layout: &Layout,
    i: usize,
    table: &Table<'_>,
    above: Option<Above>,
    own: Own,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<BudgetLine>, Vec<TableSum>, Option<Above>) {
    let rows = &table.rows;
    let begins_with_pair = |row: &Row<'_>| row.cells.first().is_some_and(|c| is_pair(&c.view.text));
    let pairs = rows.iter().any(begins_with_pair);
    let mut heads: Vec<Option<Vec<Column>>> = rows.iter().map(|row| header(row, own, pairs)).collect();
    if heads.iter().all(Option::is_none)
        && let Some((at, columns)) = only_figures(rows)
    {
        heads[at] = Some(columns);
    }
    let headed = heads.iter().any(Option::is_some);
    let kapittel = chapter_above(letter, i).or_else(|| chapter_of_section(layout, i));
    let mut columns = if headed { Vec::new() } else { implied(rows, kapittel.is_some()) };
    if !headed && columns.is_empty() && names_posts_itself(rows, own) {
        columns = vec![Column::Named, Column::Amount];
    }
    // Rows that go on with a table above have its columns.
    let rest = |above: &Above| !headed && columns.first() != Some(&Column::Post) && goes_on(letter, layout, above, i, table);
    if above.as_ref().is_some_and(rest) {
        columns.clear();
    }
    // The next chapter of a budget is in the unit of the first.
    let parted = |above: &&Above| !columns.is_empty() && chapter_alone(letter, layout, above.at + 1..i);
    let unit = above.as_ref().filter(parted).and_then(|above| above.unit);
    // The next page may print the heads again.
    let again = |above: &Above| heads.first().is_some_and(|head| head.as_ref() == Some(&above.columns)) && page_end(layout, above.at + 1..i);
    let above = above.filter(|above| again(above) || (!headed && columns.is_empty() && goes_on(letter, layout, above, i, table)));
    let of_authorities = !headed && columns.is_empty() && above.is_none();
    if of_authorities && !is_of_authorities(rows) {
        if let Some(row) = rows.iter().find(|row| lacks_amounts(row) || begins_with_pair(row)) {
            let message = "the table names kapittel and post, but no column tells which amounts the letter gives".to_owned();
            diagnostics.push(letter.report(Code::RowUnread, "budget_lines", row.span, message));
        }
        return (Vec::new(), Vec::new(), None);
    }
    let mut reader = TableReader {
        letter,
        unit: unit_of(letter, layout, i).or(unit),
        columns,
        kapittel,
        above: Vec::new(),
        sums: Vec::new(),
        authority: lists_authorities(letter, i, table),
    };
    if of_authorities {
        return (reader.authorities(&letter.paras[i], rows, diagnostics), Vec::new(), None);
    }
    if let Some(above) = above {
        reader.unit = reader.unit.or(above.unit);
        reader.columns = above.columns;
        reader.kapittel = reader.kapittel.or(above.kapittel);
        reader.above = above.lines;
    }
    let found = reader.read(rows, heads, diagnostics);
    let TableReader { unit, columns, kapittel, above: mut lines, sums, .. } = reader;
    lines.extend(found.iter().map(|line| (line.kapittel, line.span)));
    (found, sums, Some(Above { at: i, unit, columns, kapittel, lines }))
}

/// What is to be told of a table of sums, of which no row was read: it has a unit, and a column of nothing but figures below its head.
pub(super) fn unplaced(letter: &Letter<'_, '_>, layout: &Layout, i: usize, table: &Table<'_>) -> Option<Diagnostic> {
    let (head, rows) = table.rows.split_first()?;
    let stated = || head.cells.iter().any(|c| head_unit(&c.view.text).is_some()) || unit_of(letter, layout, i).is_some();
    let figures = |at: usize| {
        let mut cells = rows.iter().filter_map(|row| row.cells.get(at)).map(|c| c.view.text.trim()).filter(|t| !t.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|text| cell_figure(text).is_some() && year_in(text).is_none())
    };
    if !(1..head.cells.len()).any(figures) || !stated() {
        return None;
    }
    let message = "the table states sums, but names no kapittel and post to give them on".to_owned();
    Some(letter.report(Code::PostMissing, "budget_lines", head.span, message))
}

/// Whether passages are the end of a page and no more.
fn page_end(layout: &Layout, mut between: Range<usize>) -> bool {
    !between.is_empty() && between.all(|n| matches!(layout.roles[n], Role::Furniture | Role::Letterhead))
}

/// Whether a table goes on with the one above: only a page's end or the next chapter stands between, and the columns are as many.
fn goes_on(letter: &Letter<'_, '_>, layout: &Layout, above: &Above, i: usize, table: &Table<'_>) -> bool {
    let width = table.rows.iter().map(|row| row.cells.len()).max();
    width == Some(above.columns.len()) && chapter_alone(letter, layout, above.at + 1..i)
}

/// The chapter that the passage above a table names alone: «Kap. 732 Regionale helseforetak».
fn chapter_above(letter: &Letter<'_, '_>, i: usize) -> Option<(u16, Span)> {
    let above = &letter.paras[..i];
    above.iter().rev().take(2).filter(|p| p.text().len() <= CAPTION).find_map(|para| {
        let (kapittel, range) = chapter_of(para)?;
        Some((kapittel, para.passage.view.span(range)))
    })
}

/// The chapter that the heading above names alone; headings of its posts may stand between.
pub(super) fn chapter_of_section(layout: &Layout, i: usize) -> Option<(u16, Span)> {
    /// How many posts of a chapter have headings, at most.
    const POSTS: usize = 30;
    let above = &layout.sections[..=layout.contexts[i].section?];
    let section = above.iter().rev().take(POSTS).find(|section| !same_start(&section.title, "post "))?;
    first_chapter(&scan(&section.title).values).map(|(kapittel, _)| (kapittel, section.span))
}

/// The chapter that a passage names alone, also as a bare number, «2410», or that it is the caption of: «Tabell 1 Bevilgning på kap. 732»,
/// «Under kap. 732 er det bevilget:».
fn chapter_of(para: &Para<'_>) -> Option<(u16, Range<usize>)> {
    let number = || cell_number(para.text(), 4).filter(|&number| number >= LEAST_CHAPTER && year_in(para.text()).is_none());
    let captioned =
        || if begins_with_word(para.text(), &["tabell"]) || para.text().ends_with(':') { only_chapter(&para.findings.values) } else { None };
    first_chapter(&para.findings.values).or_else(captioned).or_else(|| Some((number()?, para.all())))
}

/// The one chapter among values, when they name no post of it.
fn only_chapter(values: &[Value]) -> Option<(u16, Range<usize>)> {
    let mut posts = values.iter().filter_map(|v| if let ValueKind::Posts(posts) = &v.kind { Some(posts) } else { None });
    let (Some(posts), None) = (posts.next(), posts.next()) else { return None };
    let [PostRef { kapittel: Some(kapittel), post: None, range }] = posts.as_slice() else { return None };
    Some((*kapittel, range.clone()))
}

/// Whether nothing but the name of a chapter stands in a range of passages.
fn chapter_alone(letter: &Letter<'_, '_>, layout: &Layout, between: Range<usize>) -> bool {
    between.into_iter().all(|n| {
        let para = &letter.paras[n];
        matches!(layout.roles[n], Role::Furniture | Role::Letterhead) || (para.text().len() <= CAPTION && chapter_of(para).is_some())
    })
}

/// Whether the caption above a table, or a head of it, names authorities and nothing that is given.
fn lists_authorities(letter: &Letter<'_, '_>, i: usize, table: &Table<'_>) -> bool {
    const GIVEN: &[&str] = &["evilgning", "øyving", "ildeling", "udsjett"];
    let names = |text: &str| text.len() <= CAPTION && names_authority(text) && !GIVEN.iter().any(|w| holds(text, w));
    let caption = letter.paras[..i].iter().rev().take(2).find(|p| p.is_heading() || p.text().ends_with(':')).is_some_and(|p| names(p.text()));
    caption || table.rows.first().is_some_and(|head| head.cells.iter().any(|c| names(&c.view.text)))
}

/// Whether words name an authority.
fn names_authority(words: &str) -> bool {
    let named = |m: usize| {
        let (before, behind) = words.as_bytes().split_at(m);
        behind.starts_with(b"makt") && before.ends_with(b"ull") || behind.starts_with(b"mm") && before.ends_with(b"ra")
    };
    memchr::memchr_iter(b'm', words.as_bytes()).any(named) && bare_words(words).any(|(_, word)| is_authority(&word.to_lowercase()))
}

/// The chapter that a text begins with, when it names no post of it.
fn first_chapter(values: &[Value]) -> Option<(u16, Range<usize>)> {
    let first = values.first().filter(|v| v.range.start == 0)?;
    let ValueKind::Posts(posts) = &first.kind else { return None };
    let [PostRef { kapittel: Some(kapittel), post: None, range }] = posts.as_slice() else { return None };
    Some((*kapittel, range.clone()))
}

/// The chapter of a cell that heads the rows below it.
fn chapter(cell: &str) -> Option<u16> {
    cell_number(cell, 4).or_else(|| first_chapter(&scan(cell).values).map(|(kapittel, _)| kapittel))
}

/// The longest caption of a table, in bytes.
const CAPTION: usize = 120;

/// The unit of a table: beside it, or beside what goes on with it on the next pages.
pub(super) fn unit_of(letter: &Letter<'_, '_>, layout: &Layout, i: usize) -> Option<(i64, Span)> {
    /// How many pages a table has, at most.
    const PAGES: usize = 8;
    let width = |i: usize| letter.paras[i].passage.table.as_ref().map(|t| t.rows.iter().map(|row| row.cells.len()).max());
    let cut = |n: &usize| matches!(layout.roles[*n], Role::Furniture | Role::Letterhead);
    let mut at = i;
    for _ in 0..PAGES {
        if let Some(unit) = unit_beside(letter, layout, at) {
            return Some(unit);
        }
        let next = (at + 1..letter.paras.len()).find(|n| !cut(n)).filter(|&next| next > at + 1 && width(next) == width(i))?;
        let rows = &letter.paras[next].passage.table.as_ref()?.rows;
        // A table with heads is one of its own.
        if rows.first().is_none_or(|row| row.cells.iter().all(|c| cell_figure(&c.view.text).is_none())) {
            return None;
        }
        at = next;
    }
    None
}

/// A unit stated in the caption above a table or the line below it, and where. What stands above the table's own heading, or in another
/// table, is not said of it.
fn unit_beside(letter: &Letter<'_, '_>, layout: &Layout, i: usize) -> Option<(i64, Span)> {
    let paras = letter.paras;
    let nearest = (i.saturating_sub(2)..i).rev().find(|&n| paras[n].is_heading()).unwrap_or(i.saturating_sub(2));
    let beside = (nearest..i).rev().chain([i + 1]);
    beside
        .filter(|&n| paras.get(n).is_some_and(|p| p.passage.table.is_none()) && matches!(layout.roles[n], Role::Body | Role::LeadIn | Role::Heading))
        .find_map(|n| {
            let para = &letter.paras[n];
            // «(i heile 1 000 kr)» is a sum to the scan.
            let found = &para.findings;
            if !found.mentions.has(Mentions::UNIT) && !found.values.iter().any(|v| matches!(v.kind, ValueKind::Money(_))) {
                return None;
            }
            let text = para.text();
            // A caption, or the last words of the sentence that introduces the table.
            let bracket = || memchr::memrchr(b'(', text.as_bytes()).map(|at| &text[at..]);
            let tail = if text.len() <= 80 { text } else { last_sentence_of_unit(para).or_else(bracket).unwrap_or(text) };
            let unit = words_between(tail, |b| matches!(b, b'(' | b')' | b':' | b',')).find_map(stated_unit).or_else(|| stated_unit(tail))?;
            (tail.len() <= 80).then(|| (unit, letter.whole(para).span))
        })
}

/// The sentence that ends a passage and tells what all amounts are: «Alle beløp er i 1 000 kroner.»
fn last_sentence_of_unit<'p>(para: &'p Para<'_>) -> Option<&'p str> {
    static AMOUNTS: Beginnings = Beginnings::new(&["alle ", "beløp", "tal"]);
    para.sentences().last().map(|sentence| &para.text()[sentence.clone()]).filter(|sentence| AMOUNTS.begin(sentence))
}

struct TableReader<'l, 'a, 's> {
    letter: &'l Letter<'a, 's>,
    unit: Option<(i64, Span)>,
    columns: Vec<Column>,
    /// The chapter of a heading row or of the rows above, and where it stands.
    kapittel: Option<(u16, Span)>,
    /// The lines of the table that this one goes on with.
    above: Vec<(u16, Span)>,
    /// The sums that it states.
    sums: Vec<TableSum>,
    /// Whether what it lists may be used, and is not given: «Bestillingsfullmakter».
    authority: bool,
}

impl<'s> TableReader<'_, '_, 's> {
    /// The lines of rows, each with the columns that it names if it is a head.
    fn read(&mut self, rows: &[Row<'s>], heads: Vec<Option<Vec<Column>>>, diagnostics: &mut Vec<Diagnostic>) -> Vec<BudgetLine> {
        let mut found: Vec<BudgetLine> = Vec::new();
        let mut unitless = false;
        for (row, columns) in rows.iter().zip(heads) {
            let is_header = columns.is_some();
            if let Some(columns) = columns {
                self.columns = columns;
            }
            // Below the head, «NOK 1 000» is a sum.
            let stated = |text: &str| if is_header { head_unit(text) } else { stated_unit(text).filter(|_| money(text).is_err()) };
            self.unit = row.cells.iter().find_map(|c| Some((stated(&c.view.text)?, c.span))).or(self.unit);
            if self.columns.is_empty() || is_header {
                continue;
            }
            if let Some(sum) = self.sum(row, &found) {
                self.sums.push(sum);
                continue;
            }
            match self.row(row) {
                Ok(line) => found.extend(line),
                Err(Code::UnitMissing) => unitless = true,
                Err(code) => {
                    let place = self.letter.source.place(&[row.span]);
                    diagnostics.push(self.letter.report(code, "budget_lines", place.span, format!("the row «{}» could not be read", place.text)));
                }
            }
        }
        if unitless && let Some(first) = rows.first() {
            let message = "the table states no unit; its amounts are left out".to_owned();
            diagnostics.push(self.letter.report(Code::UnitMissing, "budget_lines", first.span, message));
        }
        found
    }

    /// The Sum row of the rows above: of one chapter, «Sum kap. 220», or of all.
    fn sum(&self, row: &Row<'s>, found: &[BudgetLine]) -> Option<TableSum> {
        let label = row.cells.iter().map(|c| c.view.text.as_ref()).find(|t| begins_with_word(t, SUM_ROW))?;
        let kapittel = scan(label).values.into_iter().find_map(|v| if let ValueKind::Posts(p) = v.kind { p.first()?.kapittel } else { None });
        let stated = self.amount(row, self.main_column())?;
        let above = self.above.iter().copied().chain(found.iter().map(|line| (line.kapittel, line.span)));
        // «Sum utgifter», «Sum inntekter»
        let sides = [("utgift", Side::Expense), ("inntekt", Side::Income)];
        let side = sides.into_iter().find(|(word, _)| bare_words(label).nth(1).is_some_and(|(_, w)| same_start(w, word))).map(|(_, side)| side);
        let adds = |line: &(u16, Span)| kapittel.is_none_or(|k| line.0 == k) && side.is_none_or(|side| side_of(line.0) == side);
        let lines: Vec<Span> = above.filter(adds).map(|line| line.1).collect();
        (!lines.is_empty()).then_some(TableSum { row: row.span, stated, lines, before: None })
    }

    /// The column of what is given or changed.
    fn main_column(&self) -> Column {
        let order = [Column::Change, Column::New, Column::Amount];
        order.into_iter().find(|c| self.columns.contains(c)).unwrap_or(Column::Total)
    }

    fn cell<'r>(&self, row: &'r Row<'s>, column: Column) -> Option<&'r str> {
        let i = self.columns.iter().position(|c| *c == column)?;
        let text = |i: usize| row.cells.get(i).map(|c| c.view.text.as_ref()).filter(|t| !t.is_empty());
        // A conversion may shift figures into a column without a head beside their own.
        let shifted = |i: usize| text(i).filter(|t| self.columns.get(i) == Some(&Column::Blank) && cell_figure(t).is_some());
        text(i).or_else(|| shifted(i.checked_sub(1)?)).or_else(|| shifted(i + 1))
    }

    /// The line of a row with the shares it names; none for rows that hold no post, such as sums.
    fn row(&mut self, row: &Row<'s>) -> Result<Vec<BudgetLine>, Code> {
        let words = row.cells.iter().map(|c| c.view.text.as_ref()).find(|t| !t.is_empty()).unwrap_or("");
        if begins_with_word(words, SUM_ROW) || words.is_empty() {
            return Ok(Vec::new());
        }
        let mut inferred = Vec::new();
        // Post and name may share a cell: «Post 01 Driftsutgifter».
        let beside = self.cell(row, Column::Pair).or_else(|| self.cell(row, Column::Post)).and_then(cell_post);
        let labelled = self.cell(row, Column::Named).and_then(named_pair);
        let pair = self.cell(row, Column::Pair).and_then(cell_pair).or(labelled.map(|(pair, _)| pair));
        let pair = pair.or(beside.and_then(|(kapittel, post, _)| Some((kapittel?, post))));
        let own = self.cell(row, Column::Kapittel).and_then(|t| cell_number(t, 4)).or_else(|| self.chapter_of_both(row));
        // Below a chapter, the column of both holds posts alone.
        let post = self.cell(row, Column::Post).or_else(|| self.cell(row, Column::Pair)).and_then(|t| cell_number(t, 2));
        let post = post.or_else(|| self.post_beside_chapter(row));
        let post = pair.map(|p| p.1).or_else(|| u8::try_from(post?).ok()).or(beside.map(|(_, post, _)| post));
        // «Kap. 732 Regionale helseforetak» in the column of posts heads the rows below it.
        let heads = row.cells.first().filter(|c| own.is_none() && same_start(&c.view.text, "kap"));
        if let Some(kapittel) = heads.and_then(|c| chapter(&c.view.text)) {
            self.kapittel = Some((kapittel, row.cells[0].span));
            return Ok(Vec::new());
        }
        if let Some(own) = own {
            self.kapittel = Some((own, row.cells[0].span));
        }
        let Some(post) = post else {
            // A heading has no figure beside its number.
            let numbers = [Column::Kapittel, Column::Post, Column::Pair];
            let figures = row.cells.iter().zip(&self.columns).filter(|(_, column)| !numbers.contains(column));
            return if figures.clone().any(|(c, _)| cell_figure(&c.view.text).is_some()) { Err(Code::RowUnread) } else { Ok(Vec::new()) };
        };
        let kapittel = match (pair, own, self.kapittel) {
            (Some((kapittel, _)), ..) | (_, Some(kapittel), _) => kapittel,
            (.., Some((kapittel, span))) => {
                inferred.push(Inferred { field: "kapittel".into(), span: Some(span) });
                kapittel
            }
            _ => return Err(Code::RowUnread),
        };
        let changes = self.columns.contains(&Column::Change);
        let staged = self.columns.contains(&Column::Earlier) && (changes || self.columns.contains(&Column::New));
        // Of two columns of amounts nothing here tells which the letter gives, nor where the cells stand that are more than the heads.
        let main = self.main_column();
        let beyond = row.cells.iter().skip(self.columns.len()).any(|c| !c.view.text.is_empty());
        if beyond || self.columns.iter().filter(|c| **c == main).count() > 1 {
            return Err(Code::RowUnread);
        }
        // What stays as it was is not changed.
        let unchanged = || self.cell(row, main).is_none() && self.figure(row, Column::Earlier) == self.figure(row, Column::Total);
        if main == Column::Change && self.figure(row, Column::Total).is_some() && unchanged() {
            return Ok(Vec::new());
        }
        let unitless = self.unit.is_none() && self.figure(row, main).is_some();
        let amount = self.amount(row, main).ok_or(if unitless { Code::UnitMissing } else { Code::RowUnread })?;
        let side = side_of(kapittel);
        let effect = match side {
            _ if self.authority || row.cells.iter().any(|c| names_authority(&c.view.text)) => Effect::Authority,
            // What is taken away is a change, under whatever head it stands.
            _ if changes || (staged && amount.nok < 0) => Effect::Change,
            Side::Income => Effect::Requirement,
            Side::Expense => Effect::Grant,
        };
        let named = labelled
            .map(|(_, name)| name)
            .or_else(|| self.cell(row, Column::Name))
            .or_else(|| self.words_without_head(row))
            .or(beside.map(|(.., name)| name))
            .unwrap_or("");
        let own = shares_in(named);
        let (name, keywords) = split_name(named[..own].trim_end_matches([',', ' ', '(']));
        let shares = &named[own..];
        let place = self.letter.source.place(&[row.span]);
        self.letter.fired("budget/table-row", place.span);
        let line = Given { kapittel, post, name, keywords, amount, effect, inferred };
        let earlier = staged.then(|| self.amount(row, Column::Earlier)).flatten();
        let total = staged.then(|| self.amount(row, Column::Total)).flatten();
        let shares = self.shares(row, shares, kapittel, post);
        let steps = self.steps(row);
        if let (Some(steps), Some(earlier), Some(stated)) = (steps, &earlier, &total) {
            self.sums.push(TableSum { row: row.span, stated: stated.clone(), lines: vec![row.span], before: Some(earlier.nok + steps) });
        }
        let earlier = earlier.filter(|_| steps.is_none());
        let line = BudgetLine { earlier, total, ..line.record(place) };
        Ok(std::iter::once(line).chain(shares).collect())
    }

    /// The authorities of a table that gives them one a row, with the post in words and a sum beside: «Inngå forpliktelser … på kap. 700,
    /// post 45 | 15 mill. kroner».
    fn authorities(&self, para: &Para<'s>, rows: &[Row<'s>], diagnostics: &mut Vec<Diagnostic>) -> Vec<BudgetLine> {
        let mut found = Vec::new();
        let heads = || rows[0].cells.iter().map(|c| c.view.text.as_ref());
        let unit = heads().find_map(head_unit).or(self.unit.map(|(unit, _)| unit));
        let amounts: Vec<bool> = heads().map(|head| bare_words(head).any(|(_, word)| is_one_of(word, AMOUNT))).collect();
        for (row, values) in para.rows().skip(1) {
            let cells = || row.cells.iter().map(|c| c.view.text.as_ref()).zip(values);
            let figure = |i: usize, text: &str| cell_figure(text).filter(|_| amounts.get(i) == Some(&true));
            let whole = |(i, (text, found)): (usize, (&str, &Findings))| match found.values.as_slice() {
                [Value { range, kind: ValueKind::Money(money) }] if range.end == text.len() => {
                    let qualifier = qualifier(&text[..range.start]);
                    Some(Amount { nok: money.nok, text: text[range.clone()].to_owned(), granularity: money.granularity, qualifier })
                }
                _ => {
                    let (nok, granularity) = figure(i, text)?.kroner(unit?)?;
                    Some(Amount { nok, text: text.to_owned(), granularity, qualifier: Qualifier::Exact })
                }
            };
            let Some(amount) = cells().enumerate().skip(1).find_map(whole) else {
                if unit.is_none() && cells().enumerate().any(|(i, (text, _))| figure(i, text).is_some()) {
                    let message = "the table states no unit; its amounts are left out".to_owned();
                    diagnostics.push(self.letter.report(Code::UnitMissing, "budget_lines", row.span, message));
                }
                continue;
            };
            let posts = values.iter().flat_map(|found| &found.values).filter_map(|v| if let ValueKind::Posts(p) = &v.kind { Some(p) } else { None });
            let posts: Vec<(u16, u8)> = posts.flatten().filter_map(|p| Some((p.kapittel?, p.post?))).collect();
            let place = self.letter.source.place(&[row.span]);
            let &[(kapittel, post)] = posts.as_slice() else {
                let message = format!("the row «{}» gives an authority, but not on one post", place.text);
                diagnostics.push(self.letter.report(Code::RowUnread, "budget_lines", place.span, message));
                continue;
            };
            self.letter.fired("budget/authority-row", place.span);
            let given = Given { kapittel, post, name: None, keywords: Vec::new(), amount, effect: Effect::Authority, inferred: Vec::new() };
            found.push(BudgetLine { counted: false, ..given.record(place) });
        }
        found
    }

    /// The chapter that stands alone in the column of both, or in one without a head before it: a number too large for a post.
    fn chapter_of_both(&self, row: &Row<'s>) -> Option<u16> {
        let both = self.columns.iter().position(|column| *column == Column::Pair)?;
        let before = both.checked_sub(1).filter(|&at| self.columns[at] == Column::Blank);
        let chapter = |at: usize| cell_number(&row.cells.get(at)?.view.text, 4).filter(|&kapittel| kapittel >= LEAST_CHAPTER);
        chapter(both).or_else(|| chapter(before?))
    }

    /// The post behind a chapter where «Kap./post» heads two columns.
    fn post_beside_chapter(&self, row: &Row<'s>) -> Option<u16> {
        let both = self.columns.iter().position(|column| *column == Column::Pair).filter(|_| self.chapter_of_both(row).is_some())?;
        let blank = |at: &usize| self.columns.get(*at) == Some(&Column::Blank);
        cell_number(&row.cells.get(Some(both + 1).filter(blank)?)?.view.text, 2)
    }

    /// The name of a post in a column without a head.
    fn words_without_head<'r>(&self, row: &'r Row<'s>) -> Option<&'r str> {
        let blank = self.columns.iter().zip(&row.cells).filter(|(column, _)| **column == Column::Blank);
        blank.map(|(_, cell)| cell.view.text.as_ref()).find(|text| text.starts_with(char::is_alphabetic))
    }

    /// What was changed before the letter, in kroner, where the table has columns for it.
    fn steps(&self, row: &Row<'s>) -> Option<i64> {
        let cells = self.columns.iter().zip(&row.cells).filter(|(column, _)| **column == Column::Step);
        let figures = cells.filter_map(|(_, cell)| Some(kroner(&cell.view.text, self.unit.map(|(unit, _)| unit))?.0));
        self.columns.contains(&Column::Step).then(|| figures.sum())
    }

    /// The shares that the cell of the name sets aside: «…, hvorav 4 mill. kroner til opplæring».
    fn shares(&self, row: &Row<'s>, words: &str, kapittel: u16, post: u8) -> Vec<BudgetLine> {
        let mut lines = Vec::new();
        let values: Vec<Value> = scan(words).values;
        for value in &values {
            let ValueKind::Money(money) = value.kind else { continue };
            let place = self.letter.source.place(&[row.span]);
            self.letter.fired("budget/share-in-cell", place.span);
            let text = words[value.range.clone()].to_owned();
            let amount = Amount { nok: money.nok, text, granularity: money.granularity, qualifier: qualifier(&words[..value.range.start]) };
            let given = Given { kapittel, post, name: None, keywords: Vec::new(), amount, effect: Effect::OfWhich, inferred: Vec::new() };
            lines.push(BudgetLine { counted: false, ..given.record(place) });
        }
        lines
    }

    fn figure(&self, row: &Row<'s>, column: Column) -> Option<Figure> {
        self.cell(row, column).and_then(cell_figure)
    }

    fn amount(&self, row: &Row<'s>, column: Column) -> Option<Amount> {
        let text = self.cell(row, column)?;
        let (nok, granularity) = kroner(text, self.unit.map(|(unit, _)| unit))?;
        Some(Amount { nok, text: text.to_owned(), granularity, qualifier: Qualifier::Exact })
    }
}

/// What a cell is worth in kroner, and its last digit: a figure in the table's unit, or a sum with its own, «4,5 mill. kroner».
pub(super) fn kroner(cell: &str, unit: Option<i64>) -> Option<(i64, i64)> {
    if let Some(figure) = cell_figure(cell) {
        return figure.kroner(unit?);
    }
    match scan(cell).values.as_slice() {
        [Value { range, kind: ValueKind::Money(money) }] if *range == (0..cell.len()) => Some((money.nok, money.granularity)),
        _ => None,
    }
}

/// Whether the first head of a table is «Fullmakt».
fn is_of_authorities(rows: &[Row<'_>]) -> bool {
    let head = rows.first().and_then(|row| row.cells.first()).map_or("", |c| c.view.text.as_ref());
    begins_with(head, &["fullmakt"]) && rows[0].cells.len() > 1 && head.len() <= HEAD
}

/// The columns of a table whose rows name their chapter and post themselves: «Kap. 732 | …», «Post 70 | … | 12,5», «701.21 Drift | 12,5»,
/// «Kap. 732 post 70 | … | 12,5», «Kap. 732 | Post 70 | … | 12,5»; below a chapter also with the number of the post alone, «01 | Drift | 12,5»,
/// «01 Drift | 12,5».
fn implied(rows: &[Row<'_>], chapter: bool) -> Vec<Column> {
    let is_number = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let is_sum = |row: &Row<'_>| row.cells.iter().any(|c| begins_with_word(&c.view.text, SUM_ROW));
    let begins_with_post = |row: &Row<'_>| match row.cells.as_slice() {
        [first, _] => cell_post(&first.view.text).is_some_and(|(kapittel, ..)| kapittel.is_none()),
        [first, _, ..] => is_number(first.view.text.trim()),
        _ => false,
    };
    let numbered = chapter && rows.iter().all(|row| is_sum(row) || begins_with_post(row));
    let is_post = |first: &str| {
        let named = cell_post(first);
        let is_post = || named.is_some() || cell_number(first, 2).is_some();
        named.is_some_and(|(kapittel, ..)| kapittel.is_some()) || ((numbered || same_start(first, "post ")) && is_post())
    };
    // The chapter with its post, beside it or in the same cell, in every row but that of the sum.
    let apart = |row: &Row<'_>| match row.cells.as_slice() {
        [first, second, ..] => {
            chapter_word(&first.view.text) && same_start(second.view.text.trim(), "post ") && cell_number(&second.view.text, 2).is_some()
        }
        _ => false,
    };
    let paired =
        |row: &Row<'_>| row.cells.first().is_some_and(|c| (chapter_word(&c.view.text) || is_pair(&c.view.text)) && cell_pair(&c.view.text).is_some());
    let every = |of: &dyn Fn(&Row<'_>) -> bool| rows.iter().any(of) && rows.iter().all(|row| is_sum(row) || of(row));
    let numbers: &[Column] = match (every(&apart), every(&paired)) {
        (true, _) => &[Column::Kapittel, Column::Post],
        (_, true) => &[Column::Pair],
        _ => &[Column::Post],
    };
    let beside = |row: &Row<'_>| !is_sum(row) && numbers[0] != Column::Post;
    let is_own = |row: &Row<'_>| row.cells.first().is_some_and(|c| is_post(c.view.text.trim()));
    let posts: Vec<&Row<'_>> = rows.iter().filter(|row| beside(row) || is_own(row)).collect();
    let Some(width) = posts.iter().map(|row| row.cells.len()).max() else { return Vec::new() };
    let mut named = false;
    let column = |at: usize| {
        let mut cells = posts.iter().filter_map(|row| row.cells.get(at)).map(|c| c.view.text.as_ref()).filter(|t| !t.is_empty()).peekable();
        let filled = cells.peek().is_some();
        match numbers.get(at) {
            Some(column) => *column,
            _ if filled && cells.clone().all(|t| cell_figure(t).is_some()) => Column::Amount,
            _ if filled && !named && cells.all(|t| t.starts_with(char::is_alphabetic)) => {
                named = true;
                Column::Name
            }
            _ => Column::Other,
        }
    };
    let columns: Vec<Column> = (0..width).map(column).collect();
    // Of two columns of amounts nothing tells which the letter gives.
    let several = numbers[0] != Column::Post && columns.iter().filter(|c| **c == Column::Amount).count() > 1;
    if several { Vec::new() } else { columns }
}

/// Whether a cell begins with the word for a chapter.
fn chapter_word(cell: &str) -> bool {
    begins_with(cell.trim_start(), &["kap. ", "kap ", "kapittel "])
}

/// Whether a table of two columns gives an amount to chapters and posts beside their names, under a head that says so: «Tildeling | Budsjett 2025».
fn names_posts_itself(rows: &[Row<'_>], own: Own) -> bool {
    let Some((head, rows)) = rows.split_first() else { return false };
    let two = |row: &Row<'_>| row.cells.len() == 2;
    let amounts = head.cells.get(1).is_some_and(|c| {
        let of_year = year_in(&c.view.text).map(|year| Some(year) == own.year);
        of_year.unwrap_or(true) && bare_words(&c.view.text).any(|(_, word)| is_one_of(word, AMOUNT))
    });
    let mut posts = rows.iter().filter(|row| row.cells.first().is_some_and(|c| named_pair(&c.view.text).is_some())).peekable();
    amounts && two(head) && posts.peek().is_some() && posts.all(|row| two(row) && cell_figure(&row.cells[1].view.text).is_some())
}

/// The one chapter and post that a cell names behind or before the name, and the name.
fn named_pair(cell: &str) -> Option<((u16, u8), &str)> {
    let values = scan(cell).values;
    let mut posts = values.iter().filter_map(|v| if let ValueKind::Posts(posts) = &v.kind { Some((posts, &v.range)) } else { None });
    let (Some((posts, range)), None) = (posts.next(), posts.next()) else { return None };
    let [PostRef { kapittel: Some(kapittel), post: Some(post), .. }] = posts.as_slice() else { return None };
    let marks = |c: char| matches!(c, ' ' | '(' | ')' | ',' | ':' | '–' | '-');
    let (("", name) | (name, "")) = (cell[..range.start].trim_matches(marks), cell[range.end..].trim_matches(marks)) else { return None };
    Some(((*kapittel, *post), name))
}

/// The longest head of a column, in bytes.
const HEAD: usize = 60;

/// The columns that a header row names in the letter `own`; it names a post and an amount at least. Above `pairs` of chapter and post the
/// head of their column may be empty.
fn header(row: &Row<'_>, own: Own, pairs: bool) -> Option<Vec<Column>> {
    // A row of figures, and one of sentences, names no columns, nor does one without a post.
    let unnamed = pairs && row.cells.first().is_some_and(|c| c.view.text.is_empty());
    let posts = unnamed || names_post(row);
    let figure = |text: &str| cell_figure(text).is_some() && year_in(text).is_none();
    if !posts || row.cells.len() < 2 || row.cells.iter().any(|c| c.view.text.len() > HEAD || figure(&c.view.text)) {
        return None;
    }
    let texts = || row.cells.iter().map(|c| c.view.text.trim());
    let name = |text: &str| column(text).or_else(|| number_in(text).is_some().then_some(Column::New));
    let named: Vec<Option<Column>> = texts().map(name).collect();
    let changed = named.iter().any(|c| matches!(c, Some(Column::Change | Column::New)));
    // «Tillegg nr. 1 | Tillegg nr. 2 | Ny bevilgning»
    let numbered = own.number.is_some() && texts().any(|text| number_in(text) == own.number);
    let column = |(at, (text, named)): (usize, (&str, &Option<Column>))| {
        if text.is_empty() {
            return if at == 0 && unnamed { Column::Pair } else { Column::Blank };
        }
        // Of columns of years, the letter gives that of its own: «Saldert 2024 | Vedtatt 2025».
        let of_year = year_in(text).map(|named| Some(named) == own.year);
        match named {
            Some(Column::Earlier) if of_year == Some(true) && !changed => Column::Amount,
            Some(column @ (Column::New | Column::Change)) if numbered => match number_in(text) {
                None if *column == Column::New => Column::Total,
                None => Column::Change,
                number if number == own.number => Column::Change,
                _ => Column::Step,
            },
            Some(column) => *column,
            None => {
                let amount = bare_words(text).any(|(_, word)| is_one_of(word, AMOUNT));
                if of_year.unwrap_or(amount) { Column::Amount } else { Column::Other }
            }
        }
    };
    let mut columns: Vec<Column> = texts().zip(&named).enumerate().map(column).collect();
    let beside = |columns: &[Column], wanted: Column, other: Column| columns.contains(&wanted) && columns.contains(&other);
    if own.base && beside(&columns, Column::Amount, Column::Change) {
        // «Beløp | Endring fra 2025»: what changed since last year is not given again.
        columns.iter_mut().filter(|c| **c == Column::Change).for_each(|c| *c = Column::Other);
    } else if beside(&columns, Column::New, Column::Change) && !columns.contains(&Column::Total) {
        // «Saldert | Endring | Ny bevilgning»
        columns.iter_mut().filter(|c| **c == Column::New).for_each(|c| *c = Column::Total);
    }
    // «Bevilgning | Endring | Ny bevilgning»: the change says what the amount before it was.
    let at = |wanted: Column| columns.iter().position(|c| *c == wanted);
    if !own.base
        && !columns.contains(&Column::Earlier)
        && let (Some(amount), Some(change), Some(total)) = (at(Column::Amount), at(Column::Change), at(Column::Total))
        && amount < change
        && change < total
    {
        columns[amount] = Column::Earlier;
    }
    let has = |wanted: &[Column]| columns.iter().any(|c| wanted.contains(c));
    let budget = has(&[Column::Pair, Column::Post]) && has(&[Column::Amount, Column::Total, Column::New, Column::Change]);
    budget.then_some(columns)
}

/// Whether a cell of a row begins with the word for a chapter or a post.
fn names_post(row: &Row<'_>) -> bool {
    row.cells.iter().any(|c| begins_with(c.view.text.trim_start(), &["kap", "post"]))
}

/// The number of the supplement that the head of a column names: «Tillegg nr. 2», «Suppl. nr. 2».
fn number_in(head: &str) -> Option<u32> {
    static SUPPLEMENT: Beginnings = Beginnings::new(&["tillegg", "suppl", "endring"]);
    let (words, number) = head.rsplit_once(' ').filter(|_| SUPPLEMENT.begin(head))?;
    is_one_of(words.rsplit(' ').next()?, &["nr", "nr."]).then(|| number.parse().ok())?
}

/// Whether a cell names a chapter and post in figures: `701.21`.
fn is_pair(cell: &str) -> bool {
    split_digits(cell.trim_start()).0.len() > 2 && cell.contains(['.', '/']) && cell_pair(cell).is_some_and(|(kapittel, _)| kapittel >= LEAST_CHAPTER)
}

/// A smaller number in a column of chapters and posts is one of a post.
const LEAST_CHAPTER: u16 = 100;

/// Where the shares begin in the cell of a name, or its end.
fn shares_in(name: &str) -> usize {
    static OF_THIS: Beginnings = Beginnings::new(&["hvorav ", "herav ", "derav ", "korav ", "av dette "]);
    OF_THIS.begin_words(name).next().unwrap_or(name.len())
}

/// The year that the head of a column ends with: «2024», «Bevilgning 2024».
fn year_in(head: &str) -> Option<i16> {
    let last = head.trim().rsplit(' ').next()?;
    last.parse().ok().filter(|year| last.len() == 4 && (1990..2100).contains(year))
}

/// The columns that a row names of a budget whose amounts stand under another head, «Post | Navn | Prøve Vest RHF»: the only column of figures;
/// with its place among the rows.
fn only_figures(rows: &[Row<'_>]) -> Option<(usize, Vec<Column>)> {
    const COUNTS: &[&str] = &["antall", "tal", "årsverk", "prosent", "pst", "pst.", "andel", "%"];
    let at = rows.iter().position(lacks_amounts)?;
    let named: Vec<Option<Column>> = rows[at].cells.iter().map(|c| column(c.view.text.trim())).collect();
    let figures = |i: &usize| {
        let mut cells = rows[at + 1..].iter().filter_map(|row| row.cells.get(*i)).map(|c| c.view.text.trim()).filter(|t| !t.is_empty()).peekable();
        named[*i].is_none() && cells.peek().is_some() && cells.all(|text| cell_figure(text).is_some())
    };
    let mut found = (0..named.len()).filter(figures);
    let only = found.next().filter(|_| found.next().is_none())?;
    let head = rows[at].cells[only].view.text.trim();
    let amount = !head.is_empty() && !bare_words(head).any(|(_, word)| is_one_of(word, COUNTS));
    let columns = named.iter().enumerate().map(|(i, named)| if i == only { Column::Amount } else { named.unwrap_or(Column::Other) });
    amount.then(|| (at, columns.collect()))
}

/// Whether a row names columns of a budget, but none of amounts.
fn lacks_amounts(row: &Row<'_>) -> bool {
    let names = |wanted: Column| row.cells.iter().any(|c| column(c.view.text.trim()) == Some(wanted));
    names_post(row) && (names(Column::Pair) || (names(Column::Post) && (names(Column::Kapittel) || names(Column::Name))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hold_their_posts() {
        assert_eq!(named_pair("Forskning (kap. 732 post 78)"), Some(((732, 78), "Forskning")));
        assert_eq!(named_pair("Kap. 732 post 78 Forskning"), Some(((732, 78), "Forskning")));
        assert_eq!(named_pair("Overført fra kap. 732 post 78 til forskning"), None);
        assert_eq!(named_pair("Kap. 732 post 70 og 78"), None);
    }

    #[test]
    fn a_table_of_names_and_amounts_gives_to_the_posts_it_names() {
        let read = |head: &str| {
            let text = format!(
                "# Oppdragsdokument 2025 til Prøve HF\n\nMidlar (i heile tusen kroner)\n\n| Tildeling | {head} |\n|---|---|\n\
                 | Basisramme (kap. 732 post 74) | 13 600 |\n| Forsking (kap. 732 post 78) | 310 |\n| Sum | 13 910 |\n"
            );
            let lines = crate::parse(&text).documents.swap_remove(0).budget_lines;
            lines.into_iter().map(|line| (line.kapittel, line.post, line.amount.nok)).collect::<Vec<_>>()
        };
        assert_eq!(read("Budsjett 2025"), [(732, 74, 13_600_000), (732, 78, 310_000)]);
        assert_eq!(read("Budsjett 2024"), []);
    }

    #[test]
    fn one_head_may_stand_above_chapters_and_posts() {
        let read = |rows: &str| {
            let head = "                                   (i 1 000 kr)\nKap./post    Navn                    Beløp";
            let text = format!("Tildelingsbrev 2024 for Prøven\n\nDette er løyvingane:\n{head}\n{rows}\n\nNy tekst.\n");
            let lines = crate::parse(&text).documents.swap_remove(0).budget_lines;
            lines.into_iter().map(|line| (line.kapittel, line.post, line.amount.nok)).collect::<Vec<_>>()
        };
        let expected = [(2410, 1, 412_356_000), (2410, 45, 98_200_000)];
        let beside = "2410   01    Driftsutgifter        412 356\n2410   45    Utstyr og vedlikehald   98 200";
        let above = "2410\n       01    Driftsutgifter        412 356\n       45    Utstyr og vedlikehald   98 200";
        let named = above.replace("2410\n", "2410         Prøvekassa\n");
        for rows in [beside, above, &named] {
            assert_eq!(read(rows), expected, "{rows}");
        }
        // The next chapter stands above a table of its own.
        let next = format!("{above}\n\n5410\n       01    Tilbakeført          12 500\n       29    Termingebyr             5 700");
        assert_eq!(read(&next), [expected.as_slice(), &[(5410, 1, 12_500_000), (5410, 29, 5_700_000)]].concat());
        // A year is no chapter.
        assert_eq!(read(&above.replace("2410", "2024")), []);
    }

    #[test]
    fn a_caption_may_name_the_chapter_of_its_table() {
        let read = |caption: &str| {
            let text = format!(
                "# Oppdragsdokument 2022\n\n{caption}\n\n| Post | Navn | Sum 2022 |\n|---|---|---|\n| 70 | Tilskudd | 125 300 |\n| | Sum | 125 300 |\n"
            );
            let lines = crate::parse(&text).documents.swap_remove(0).budget_lines;
            lines.into_iter().map(|line| (line.kapittel, line.post, line.amount.nok)).collect::<Vec<_>>()
        };
        assert_eq!(read("Tabell 1: Bevilgning på kap. 732 (i 1000 kroner)"), [(732, 70, 125_300_000)]);
        assert_eq!(read("Tabell 1: Bevilgning på kap. 732 og kap. 733 (i 1000 kroner)"), []);
        assert_eq!(read("Det vises til bevilgningen på kap. 732 (i 1000 kroner)"), []);
        // The heading of the section names it, too.
        assert_eq!(read("## Kap. 732 Prøven\n\n### Post 70 Tilskudd\n\nTabell (i 1000 kroner)"), [(732, 70, 125_300_000)]);
        assert_eq!(read("## Kap. 732 Prøven\n\n## Annet\n\nTabell (i 1000 kroner)"), []);
    }

    #[test]
    fn a_change_says_what_the_amount_before_it_was() {
        let text = "# Supplerende tildelingsbrev nr. 2 for 2026\n\n(i kroner)\n\n| Kap. | Post | Navn | Bevilgning | Endring | Ny bevilgning |\n|---|---|---|---|---|---|\n| 1 | 01 | Drift | 100 | 5 | 105 |\n| 3001 | 02 | Salg | 20 | 1 | 21 |\n| | | Sum inntekter | | 1 | |\n";
        let letter = &crate::parse(text).documents[0];
        let stages: Vec<_> =
            letter.budget_lines.iter().map(|l| [l.earlier.as_ref(), Some(&l.amount), l.total.as_ref()].map(|a| a.map(|a| a.nok))).collect();
        assert_eq!(stages, [[Some(100), Some(5), Some(105)], [Some(20), Some(1), Some(21)]]);
        let sum = letter.checks.iter().find(|c| c.kind == crate::model::CheckKind::TableSum).map(|c| (c.stated, c.computed));
        assert_eq!(sum, Some((1, 1)));
    }
}
