//! Indicators: what a heading or lead-in «Styringsparametere» lists, lines «Resultatkrav: …», and columns of tables so headed.

use once_cell::sync::Lazy;
use regex::Regex;

use super::layout::{Layout, Role, goal_name};
use super::pattern::{Beginnings, is_one_of, pattern};
use super::{Letter, Para, placed};
use crate::block::Table;
use crate::model::{Indicator, IndicatorKind};
use crate::source::Place;
use crate::span::Span;

/// The stems of the words.
static STEMS: Beginnings = Beginnings::new(&["styringsparamet", "nøkkeltal", "resultatkrav", "resultatmål", "indikator"]);

/// A heading that is the word, with what it is about behind it: «3.1 Styringsparametere for økonomi», «Nøkkeltal».
static HEADING: Lazy<Regex> = Lazy::new(|| {
    pattern(&format!(
        r"(?i)^(?:[0-9]+(?:\.[0-9]+)*\.? |[a-z]\) )?(?:nasjonale |felles )?{WORD}(?: (?:og|/) {WORD})*(?: (?:for|til|på|under|knytt?et til|knytt til|i) .*|:)?$"
    ))
});
/// A line that gives one: «Styringsparameter 2: Andel …».
static LINE: Lazy<Regex> = Lazy::new(|| pattern(&format!(r"(?i)^{WORD}(?: [0-9]{{1,2}}(?:\.[0-9]{{1,2}})?)?(?: [a-z])?[:.] +(\S.*)$")));
/// The last words of a lead-in: «… rapportere på følgende styringsparametere:».
static LEAD_IN: Lazy<Regex> = Lazy::new(|| pattern(&format!(r"(?i){WORD}(?: [^.:]*)?:$")));
const WORD: &str = r"(?:(styringsparamet\w+)|(nøkkeltal\w*)|(resultat(?:krav|mål)\w*)|(indikator\w*))";

/// Which of the words a match of [`WORD`] is; an *indikator* is a styringsparameter by another name.
fn kind_of(found: &regex::Captures<'_>) -> IndicatorKind {
    match (found.get(2), found.get(3)) {
        (Some(_), _) => IndicatorKind::Nokkeltall,
        (_, Some(_)) => IndicatorKind::Resultatkrav,
        _ => IndicatorKind::Styringsparameter,
    }
}

/// The indicators of a letter, and the passages that are nothing else.
pub(crate) fn indicators(letter: &Letter<'_, '_>, layout: &Layout) -> (Vec<Indicator>, Vec<usize>) {
    let mut found = Vec::new();
    let mut own = Vec::new();
    // The kind that the heading above lists, and that of the lead-in above.
    let mut headed: Option<IndicatorKind> = None;
    let mut listed: Option<IndicatorKind> = None;
    for (i, para) in letter.enumerate() {
        let text = para.text();
        let context = layout.contexts[i];
        let first = found.len();
        let mut rows = Vec::new();
        let mut add = |rule, kind: IndicatorKind, place: Place| {
            letter.fired(rule, place.span);
            let goal = context.goal.map(|g| goal_name(layout, g));
            found.push(placed!(place, Indicator { kind, goal, section: layout.path(context.section) }));
        };
        if para.is_heading() {
            listed = None;
            headed = heading(text);
        } else if let Some(table) = &para.passage.table {
            rows = cells(letter, table, headed.or(listed), &mut add);
        } else if para.is_text() && matches!(layout.roles[i], Role::Body | Role::LeadIn) {
            if text.ends_with(':') {
                let named = STEMS.begin_words(text).next().is_some();
                listed = if named { LEAD_IN.captures(text).map(|c| kind_of(&c)) } else { None };
            } else if STEMS.begin(text)
                && let Some(line) = LINE.captures(text)
            {
                add("indicator/line", kind_of(&line), letter.whole(para));
                own.push(i);
            } else if para.is_item()
                && let Some(kind) = listed.or(headed)
            {
                add("indicator/listed", kind, letter.whole(para));
                own.push(i);
            } else if !para.is_item() {
                // A conversion may lose the bullets of a list.
                if let Some(kind) = listed.take()
                    && let Some(lines) = bare_items(letter, para)
                {
                    for line in lines {
                        add("indicator/listed-line", kind, letter.source.place(&[line]));
                    }
                    own.push(i);
                }
            }
        }
        if let Some(table) = para.passage.table.as_ref().filter(|_| !rows.is_empty()) {
            by_column(layout, table, &rows, &mut found[first..]);
        }
    }
    (found, own)
}

/// The lines of a passage that is a list without its bullets: each begins large, and none ends a sentence.
fn bare_items(letter: &Letter<'_, '_>, para: &Para<'_>) -> Option<Vec<Span>> {
    let lines = letter.lines(para);
    let words = |line: &Span| &letter.source.text[line.range()];
    let item = |line: &Span| words(line).starts_with(char::is_uppercase) && !words(line).ends_with(['.', ',', ':', '-']);
    (lines.len() > 1 && lines.iter().all(item)).then_some(lines)
}

/// The kind that a heading names.
fn heading(text: &str) -> Option<IndicatorKind> {
    let named = STEMS.begin_words(text).next().is_some();
    if named { HEADING.captures(text).map(|found| kind_of(&found)) } else { None }
}

/// The indicators of a table: the cells below a head that names them, else the first cells where the table stands under such a heading.
fn cells(
    letter: &Letter<'_, '_>,
    table: &Table<'_>,
    listed: Option<IndicatorKind>,
    add: &mut impl FnMut(&'static str, IndicatorKind, Place),
) -> Vec<usize> {
    let mut of_rows = Vec::new();
    let Some((head, rows)) = table.rows.split_first() else { return of_rows };
    let mut columns: Vec<(usize, IndicatorKind)> =
        head.cells.iter().enumerate().filter_map(|(n, c)| heading(&c.view.text).map(|kind| (n, kind))).collect();
    if columns.is_empty() {
        columns.extend(listed.map(|kind| (0, kind)));
    }
    for (n, row) in rows.iter().enumerate() {
        for &(column, kind) in &columns {
            if let Some(cell) = row.cells.get(column)
                && cell.view.text.contains(char::is_alphanumeric)
            {
                add("indicator/cell", kind, letter.source.place(&[cell.span]));
                of_rows.push(n + 1);
            }
        }
    }
    of_rows
}

/// Gives the indicators of rows the goal that a column «Mål» names by its number; a cell left empty goes on with the one above.
fn by_column(layout: &Layout, table: &Table<'_>, rows: &[usize], indicators: &mut [Indicator]) {
    const HEADS: &[&str] = &["mål", "mål nr.", "delmål", "hovedmål", "hovudmål"];
    let column = table.rows.first().and_then(|head| head.cells.iter().position(|c| is_one_of(&c.view.text, HEADS)));
    let Some(column) = column else { return };
    let goal = |row: usize| {
        let cell = table.rows[1..=row].iter().rev().filter_map(|row| row.cells.get(column)).map(|c| c.view.text.trim()).find(|t| !t.is_empty())?;
        let number = cell.rsplit(' ').next()?;
        layout.goals.iter().position(|g| g.number.as_deref() == Some(number)).map(|at| goal_name(layout, at))
    };
    for (indicator, &row) in indicators.iter_mut().zip(rows) {
        indicator.goal = goal(row).or_else(|| indicator.goal.take());
    }
}
