//! Indicators: what a heading or lead-in «Styringsparametere» lists, lines «Resultatkrav: …», and columns of tables so headed.

use std::collections::HashMap;

use super::layout::{Layout, Role, goal_name};
use super::pattern::{Beginnings, after_blanks, is_one_of, short_number, strip};
use super::{Letter, Para, placed};
use crate::block::Table;
use crate::model::{Indicator, IndicatorKind};
use crate::source::Place;
use crate::span::Span;
use crate::view::Pieces;

/// The stems of the words.
static STEMS: Beginnings = Beginnings::new(&["styringsparamet", "nøkkeltal", "resultatkrav", "resultatmål", "indikator"]);

/// The word that a text begins with, and what stands behind it; an *indikator* is a styringsparameter by another name.
fn word(text: &str) -> Option<(IndicatorKind, &str)> {
    let rest = STEMS.strip(text)?;
    let behind = rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
    let kind = match text.as_bytes()[0] | 0x20 {
        b'n' => IndicatorKind::Nokkeltall,
        b'r' => IndicatorKind::Resultatkrav,
        // «styringsparamet» alone is cut off.
        b's' if behind.len() == rest.len() => return None,
        _ => IndicatorKind::Styringsparameter,
    };
    Some((kind, behind))
}

/// A line that gives one: «Styringsparameter 2: Andel …», «Nøkkeltall 1.2 a. Andel …».
fn line(text: &str) -> Option<IndicatorKind> {
    let (kind, rest) = word(text)?;
    let rest = rest.strip_prefix(' ').and_then(short_number).map_or(rest, |(_, rest)| rest);
    let lettered = rest.strip_prefix(' ').and_then(|rest| rest.strip_prefix(|c: char| c.is_ascii_alphabetic()));
    after_blanks(lettered.unwrap_or(rest).strip_prefix([':', '.'])?).map(|_| kind)
}

/// What the last words of a lead-in name: «… rapportere på følgende styringsparametere:».
fn lead_in(text: &str) -> Option<IndicatorKind> {
    STEMS.begin_words(text).next()?;
    let words = text.strip_suffix(':')?;
    let last = &words[words.rfind(['.', ':']).map_or(0, |at| at + 1)..];
    let named = |(at, _): (usize, char)| word(&last[at..]).filter(|(_, rest)| rest.is_empty() || rest.starts_with(' '));
    last.char_indices().find_map(named).map(|(kind, _)| kind)
}

/// The index of the first goal of each number; made for the first table that asks.
type GoalNumbers<'l> = Option<HashMap<&'l str, usize>>;

/// The indicators of a letter, and the passages that are nothing else.
pub(crate) fn indicators(letter: &Letter<'_, '_>, layout: &Layout) -> (Vec<Indicator>, Vec<usize>) {
    let mut found = Vec::new();
    let mut own = Vec::new();
    // The kind that the heading above lists, and that of the lead-in above.
    let mut headed: Option<IndicatorKind> = None;
    let mut listed: Option<IndicatorKind> = None;
    let mut numbers = None;
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
        } else if matches!(layout.roles[i], Role::DecisionHead | Role::AgendaHeading | Role::MandateHeading) {
            // What is decided or asked below it is none of the list.
            (listed, headed) = (None, None);
        } else if let Some(table) = &para.passage.table {
            rows = cells(letter, table, headed.or(listed), &mut add);
        } else if para.is_text() && matches!(layout.roles[i], Role::Body | Role::LeadIn) {
            if text.ends_with(':') {
                listed = lead_in(text);
            } else if let Some(kind) = heading(text).filter(|_| heads_a_list(letter, i)) {
                listed = Some(kind);
            } else if let Some(kind) = line(text) {
                add("indicator/line", kind, letter.whole(para));
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
            by_column(layout, &mut numbers, table, &rows, &mut found[first..]);
        }
    }
    (found, own)
}

/// Whether a passage that is no item is a short line right above a list, without the marks of a heading.
fn heads_a_list(letter: &Letter<'_, '_>, i: usize) -> bool {
    const LONGEST: usize = 60;
    let [para, next] = &letter.paras[i..letter.paras.len().min(i + 2)] else { return false };
    !para.is_item() && next.is_item() && para.text().len() < LONGEST && !para.text().ends_with('.')
}

/// The lines of a passage that is a list without its bullets: each begins large, and none ends a sentence.
fn bare_items(letter: &Letter<'_, '_>, para: &Para<'_>) -> Option<Vec<Span>> {
    let lines: Vec<Span> = letter.lines(para).collect();
    let words = |line: &Span| &letter.source.text[line.range()];
    let item = |line: &Span| words(line).starts_with(char::is_uppercase) && !words(line).ends_with(['.', ',', ':', '-']);
    (lines.len() > 1 && lines.iter().all(item)).then_some(lines)
}

/// The kind that a heading names, with what it is about behind the word: «3.1 Styringsparametere for økonomi», «Nøkkeltal».
fn heading(text: &str) -> Option<IndicatorKind> {
    const ABOUT: &[&str] = &[" for ", " til ", " på ", " under ", " knyttet til ", " knytet til ", " knytt til ", " i "];
    let text = behind_number(text).unwrap_or(text);
    let (kind, mut rest) = word(strip(text, &["nasjonale ", "felles "]).unwrap_or(text))?;
    while let Some((_, more)) = strip(rest, &[" og ", " / "]).and_then(word) {
        rest = more;
    }
    (rest.is_empty() || rest == ":" || strip(rest, ABOUT).is_some()).then_some(kind)
}

/// What stands behind the number or letter of a heading: «3.1 », «4. », «a) ».
fn behind_number(text: &str) -> Option<&str> {
    let number = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let lettered = || text.strip_prefix(|c: char| c.is_ascii_alphabetic())?.strip_prefix(") ");
    let counted = text.starts_with(|c: char| c.is_ascii_digit()) && !text[..number].contains("..");
    if counted { text[number..].strip_prefix(' ') } else { lettered() }
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
                let pieces = if row.is_woven() { cell.view.all_pieces() } else { Pieces::from_buf([cell.span]) };
                add("indicator/cell", kind, letter.source.place(&pieces));
                of_rows.push(n + 1);
            }
        }
    }
    of_rows
}

/// Gives the indicators of rows the goal that a column «Mål» names by its number; a cell left empty goes on with the one above.
fn by_column<'l>(layout: &'l Layout, numbers: &mut GoalNumbers<'l>, table: &Table<'_>, rows: &[usize], indicators: &mut [Indicator]) {
    const HEADS: &[&str] = &["mål", "mål nr.", "delmål", "hovedmål", "hovudmål"];
    let Some((head, below)) = table.rows.split_first() else { return };
    let Some(column) = head.cells.iter().position(|c| is_one_of(&c.view.text, HEADS)) else { return };
    let numbers = numbers.get_or_insert_with(|| {
        // The first goal of a number is the one meant.
        layout.goals.iter().enumerate().rev().filter_map(|(at, goal)| Some((goal.number.as_deref()?, at))).collect()
    });
    let mut named = None;
    let goals: Vec<Option<usize>> = below
        .iter()
        .map(|row| {
            let cell = row.cells.get(column).map(|cell| cell.view.text.trim()).filter(|words| !words.is_empty());
            named = cell.map_or(named, |words| words.rsplit(' ').next().and_then(|number| numbers.get(number).copied()));
            named
        })
        .collect();
    for (indicator, &row) in indicators.iter_mut().zip(rows) {
        let goal = goals[row - 1].map(|at| goal_name(layout, at));
        indicator.goal = goal.or_else(|| indicator.goal.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_indicators() {
        use IndicatorKind::{Nokkeltall, Resultatkrav, Styringsparameter};
        for (text, kind) in [
            ("3.1 Styringsparametere for økonomi", Some(Styringsparameter)),
            ("a) Nasjonale nøkkeltall", Some(Nokkeltall)),
            ("Resultatmål og styringsparametre:", Some(Resultatkrav)),
            ("4. Indikatorer", Some(Styringsparameter)),
            ("Styringsparametere og krav", None),
            ("Om nøkkeltall", None),
        ] {
            assert_eq!(heading(text), kind, "{text}");
        }
        for (text, kind) in [
            ("Styringsparameter 2: Andel", Some(Styringsparameter)),
            ("Nøkkeltall 1.2 a. Andel", Some(Nokkeltall)),
            ("Resultatkrav: ", None),
            ("Resultatkrav 123: Andel", None),
        ] {
            assert_eq!(line(text), kind, "{text}");
        }
        for (text, kind) in [
            ("Etaten skal rapportere på følgende styringsparametere:", Some(Styringsparameter)),
            ("Nøkkeltall for driften er:", Some(Nokkeltall)),
            ("Nøkkeltall følger. Etaten skal:", None),
        ] {
            assert_eq!(lead_in(text), kind, "{text}");
        }
    }
}
