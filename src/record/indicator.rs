//! Indicators: what a heading or lead-in «Styringsparametere» lists, lines «Resultatkrav: …», and columns of tables so headed.

use once_cell::sync::Lazy;
use regex::Regex;

use super::layout::{Layout, Role, goal_name};
use super::pattern::{Beginnings, pattern};
use super::{Letter, placed};
use crate::block::Table;
use crate::model::{Indicator, IndicatorKind};
use crate::source::Place;

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
        let mut add = |rule, kind: IndicatorKind, place: Place| {
            letter.fired(rule, place.span);
            let goal = context.goal.map(|g| goal_name(layout, g));
            found.push(placed!(place, Indicator { kind, goal, section: layout.path(context.section) }));
        };
        if para.is_heading() {
            listed = None;
            headed = heading(text);
        } else if let Some(table) = &para.passage.table {
            cells(letter, table, headed.or(listed), &mut add);
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
                listed = None;
            }
        }
    }
    (found, own)
}

/// The kind that a heading names.
fn heading(text: &str) -> Option<IndicatorKind> {
    let named = STEMS.begin_words(text).next().is_some();
    if named { HEADING.captures(text).map(|found| kind_of(&found)) } else { None }
}

/// The indicators of a table: the cells below a head that names them, else the first cells where the table stands under such a heading.
fn cells(letter: &Letter<'_, '_>, table: &Table<'_>, listed: Option<IndicatorKind>, add: &mut impl FnMut(&'static str, IndicatorKind, Place)) {
    let Some((head, rows)) = table.rows.split_first() else { return };
    let mut columns: Vec<(usize, IndicatorKind)> =
        head.cells.iter().enumerate().filter_map(|(n, c)| heading(&c.view.text).map(|kind| (n, kind))).collect();
    if columns.is_empty() {
        columns.extend(listed.map(|kind| (0, kind)));
    }
    for row in rows {
        for &(column, kind) in &columns {
            if let Some(cell) = row.cells.get(column)
                && cell.view.text.contains(char::is_alphanumeric)
            {
                add("indicator/cell", kind, letter.source.place(&[cell.span]));
            }
        }
    }
}
