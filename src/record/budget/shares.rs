//! Tables that divide what stands on one post among those that their rows name: «Tilskuddet på kap. 323, post 78 fordeles slik:».

use super::table::{SUM_ROW, chapter_of_section, kroner, unit_of};
use super::{Given, Inferred, LINES};
use crate::block::{Line, Row, Shape, Table, columns};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, BudgetLine, Effect, Qualifier};
use crate::record::layout::{Layout, Role};
use crate::record::pattern::{begins_with_word, words};
use crate::record::{Letter, Para};
use crate::span::Span;
use crate::value::ValueKind;
use crate::value::amount::{head_unit, stated_unit};
use crate::value::post::PostRef;

/// The shares of the table that is passage `i`, if a sentence above it divides one post; what could not be read goes to the diagnostics.
pub(super) fn of_table(letter: &Letter<'_, '_>, layout: &Layout, i: usize, table: &Table<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<BudgetLine> {
    let Some(column) = only_sums(&table.rows) else { return Vec::new() };
    let head = table.rows.first().and_then(|row| row.cells.get(column)).and_then(|cell| head_unit(&cell.view.text));
    let unit = head.or_else(|| unit_of(letter, layout, i).map(|(unit, _)| unit));
    let cells = |row: &'_ Row<'_>| {
        let [name, sum] = [row.cells.first()?, row.cells.get(column)?].map(|cell| cell.view.text.trim().to_owned());
        Some(Share { name, sum, span: row.span })
    };
    shares(letter, layout, i, table.rows.iter().filter_map(cells), unit, diagnostics)
}

/// The shares of a passage whose lines are names with sums beside them. Where no unit stands beside them, they are in that of the lines `given`
/// above, `unit`, if they come to no more than the post has there.
pub(super) fn of_lines(
    letter: &Letter<'_, '_>,
    layout: &Layout,
    i: usize,
    (given, unit): (&[BudgetLine], Option<i64>),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<BudgetLine> {
    let lines = &letter.blocks.lines[letter.blocks.blocks[letter.paras[i].passage.block].lines.clone()];
    if !lines.iter().all(|line| line.shape == Shape::Pair) {
        return Vec::new();
    }
    let cells = |line: &Line| {
        let words = &letter.source.text[line.content.range()];
        let mut cells = columns(words).map(|cell| words[cell].to_owned());
        Some(Share { name: cells.next()?, sum: cells.next()?, span: line.content })
    };
    let own = unit_of(letter, layout, i).map(|(unit, _)| unit);
    let found = shares(letter, layout, i, lines.iter().filter_map(cells), own.or(unit), diagnostics);
    let Some(first) = found.first().filter(|_| own.is_none()) else { return found };
    let whole = given.iter().rev().take(LINES).find(|l| l.effect != Effect::OfWhich && (l.kapittel, l.post) == (first.kapittel, first.post));
    if whole.is_some_and(|whole| found.iter().map(|l| l.amount.nok).sum::<i64>() <= whole.amount.nok) {
        return found;
    }
    diagnostics.push(unitless(letter, first.span));
    Vec::new()
}

/// Tells that rows state no unit.
fn unitless(letter: &Letter<'_, '_>, row: Span) -> Diagnostic {
    letter.report(Code::UnitMissing, "budget_lines", row, "the table states no unit; its amounts are left out".to_owned())
}

/// A row: somebody's name, and a sum.
struct Share {
    name: String,
    sum: String,
    span: Span,
}

/// The shares of rows below a sentence that divides a post.
fn shares(
    letter: &Letter<'_, '_>,
    layout: &Layout,
    i: usize,
    rows: impl Iterator<Item = Share>,
    unit: Option<i64>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<BudgetLine> {
    let Some(Divided { kapittel, post, span }) = divided(letter, layout, i) else { return Vec::new() };
    let mut found = Vec::new();
    for Share { name, sum, span: row } in rows.filter(Share::is_share) {
        let Some((nok, granularity)) = kroner(&sum, unit) else {
            diagnostics.push(unitless(letter, row));
            break;
        };
        let place = letter.source.place(&[row]);
        letter.fired("budget/share-row", place.span);
        let amount = Amount { nok, text: sum, granularity, qualifier: Qualifier::Exact };
        let inferred = ["kapittel", "post"].map(|field| Inferred { field: field.into(), span: Some(span) }).to_vec();
        let given = Given { kapittel, post, name: None, keywords: Vec::new(), amount, effect: Effect::OfWhich, inferred };
        found.push(BudgetLine { counted: false, purpose: Some(name), ..given.record(place) });
    }
    found
}

impl Share {
    /// Whether the row names somebody beside a sum, and is not that of all rows.
    fn is_share(&self) -> bool {
        is_sum(&self.sum) && self.name.starts_with(char::is_alphabetic) && !begins_with_word(&self.name, SUM_ROW)
    }
}

/// Whether a cell is a sum in some unit.
fn is_sum(cell: &str) -> bool {
    kroner(cell, Some(1_000_000)).is_some()
}

/// The post that is divided, and where it is named.
struct Divided {
    kapittel: u16,
    post: u8,
    span: Span,
}

/// The one post that the sentence above a table divides; only a unit, «(i 1 000 kroner)», may stand between.
fn divided(letter: &Letter<'_, '_>, layout: &Layout, i: usize) -> Option<Divided> {
    const VERBS: &[&str] = &["fordeles", "fordeler", "fordelt", "fordelast", "fordelte", "fordelar"];
    let mut above = (0..i).rev().filter(|&n| !matches!(layout.roles[n], Role::Furniture | Role::Letterhead)).map(|n| &letter.paras[n]);
    let unit = |para: &Para<'_>| para.text().len() <= UNIT && stated_unit(para.text()).is_some() && !para.text().ends_with(':');
    let lead = above.next().and_then(|para| if unit(para) { above.next() } else { Some(para) }).filter(|para| para.is_text())?;
    let sentence = lead.sentences().last()?;
    if !words(&lead.text()[sentence.clone()]).any(|word| VERBS.contains(&word.trim_end_matches([':', ',', '.']))) {
        return None;
    }
    let mut named =
        lead.findings.within(sentence.clone()).filter_map(|v| if let ValueKind::Posts(posts) = &v.kind { Some(posts) } else { None }).flatten();
    let (Some(PostRef { kapittel, post: Some(post), range }), None) = (named.next(), named.next()) else { return None };
    let kapittel = kapittel.or_else(|| chapter_of_section(layout, i).map(|(kapittel, _)| kapittel))?;
    Some(Divided { kapittel, post: *post, span: lead.passage.view.span(range.clone()) })
}

/// The longest line that states no more than a unit, in bytes.
const UNIT: usize = 60;

/// The only column of sums of a table, below its head if it has one.
fn only_sums(rows: &[Row<'_>]) -> Option<usize> {
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    let sums = |at: &usize| {
        let mut cells = rows.iter().skip(1).filter_map(|row| row.cells.get(*at)).map(|c| c.view.text.trim()).filter(|t| !t.is_empty()).peekable();
        cells.peek().is_some() && cells.all(is_sum)
    };
    let mut columns = (1..width).filter(sums);
    columns.next().filter(|_| columns.next().is_none())
}
