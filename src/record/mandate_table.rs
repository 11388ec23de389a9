//! Mandates that stand in a table: «Nr. | Oppdrag | Frist | Ansvarlig», a row each.

use super::layout::{Layout, goal_name};
use super::mandate::{named, obliged, status};
use super::org::Actors;
use super::pattern::{begins_with, is_one_of, strip};
use super::{Letter, Para, key_of, placed};
use crate::block::{BlockKind, Cell, Passage, Row, Table, inner};
use crate::model::{Mandate, MandateForm, MandatePart, Modality};
use crate::value::id::is_count;
use crate::value::{CueKind, ValueKind, scan};
use crate::view::{Pieces, View};

/// What a column of such a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Number,
    /// What is to be done, or its title.
    Task,
    Text,
    Responsible,
}

/// Heads of the columns of what is to be done.
#[rustfmt::skip]
const TASKS: &[&str] = &[
    "oppdrag", "oppdraget", "oppdragstekst", "nye oppdrag", "tilleggsoppdrag", "tilleggsoppdraget", "bestilling", "bestillinger", "bestillingar",
    "krav",
];

/// What the head of a column says that it holds.
fn column(head: &str) -> Option<Column> {
    const NUMBERS: &[&str] = &["id", "idnr", "idnr.", "id-nr", "id-nr.", "nr", "nr.", "nummer"];
    const OF_MANDATES: &[&str] = &["id", "-id", "nr", "nr.", " nr", " nr.", "nummer"];
    const TEXTS: &[&str] = &["beskrivelse", "beskriving", "omtale", "tekst", "innhold", "innhald", "konkretisering"];
    const WHO: &[&str] = &["ansvarlig", "ansvarleg", "ansvar"];
    let number = || is_one_of(head, NUMBERS) || strip(head, &["oppdrags", "oppdrag"]).is_some_and(|rest| is_one_of(rest, OF_MANDATES));
    let text = || TEXTS.iter().any(|word| strip(head, &[word]).is_some_and(|rest| is_one_of(rest, &["", " av oppdraget"])));
    let who = || strip(head, WHO).is_some_and(|rest| is_one_of(rest, &["", " avdeling", " departement"])) || is_one_of(head, &["departement"]);
    if number() {
        Some(Column::Number)
    } else if is_one_of(head, TASKS) {
        Some(Column::Task)
    } else if text() {
        Some(Column::Text)
    } else if who() {
        Some(Column::Responsible)
    } else {
        None
    }
}

/// Heads of the column of a table of risks that tells what is to be done about them.
const MEASURES: &[&str] = &["tiltak", "risikoreduserende tiltak", "risikoreduserande tiltak", "planlagte tiltak", "oppfølging", "oppfølgingstiltak"];

/// The columns of a table of mandates; none unless a column's head says that it holds them.
fn columns(table: &Table<'_>) -> Option<Vec<Option<Column>>> {
    let head = &table.rows.first()?.cells;
    let heads = || head.iter().map(|c| c.view.text.trim());
    // «Styringsparameter | Krav»: what is measured, not what is asked for.
    let measured = || heads().any(|head| begins_with(head, &["styringsparamet", "indikator", "nøkkeltal"]));
    (head.len() > 1 && heads().any(|head| is_one_of(head, TASKS)) && !measured()).then(|| heads().map(column).collect())
}

/// The columns of such a table whose cells may begin with the id of their row's mandate.
pub(super) fn id_columns(table: &Table<'_>) -> Vec<usize> {
    let columns = columns(table).unwrap_or_default();
    (0..columns.len()).filter(|&n| matches!(columns[n], Some(Column::Number | Column::Task))).collect()
}

/// Reads the mandates of the table that is passage `i`.
pub(super) fn rows(letter: &Letter<'_, '_>, layout: &Layout, actors: &Actors, i: usize, table: &Table<'_>, found: &mut Vec<Mandate>) {
    match columns(table) {
        Some(columns) => found.extend(table.rows[1..].iter().filter_map(|row| mandate(letter, layout, actors, i, &columns, row))),
        None => labelled(letter, layout, actors, i, table, found),
    }
}

/// The running text of such a table, or of one of risks: what is to be done, paragraph by paragraph.
pub(super) fn prose<'s>(letter: &Letter<'_, 's>, i: usize, table: &Table<'_>) -> Vec<Para<'s>> {
    let told: Vec<bool> = match columns(table) {
        Some(columns) => columns.into_iter().map(|column| matches!(column, Some(Column::Task | Column::Text))).collect(),
        None => table.rows.first().map_or_else(Vec::new, |head| head.cells.iter().map(|c| is_one_of(&c.view.text, MEASURES)).collect()),
    };
    let cells = table.rows.iter().skip(1).flat_map(|row| row.cells.iter().zip(&told).map(move |(cell, told)| (row, cell, told)));
    cells.filter(|(.., told)| **told).flat_map(|(row, cell, _)| paragraphs(letter, i, row, cell)).map(|(_, para)| para).collect()
}

/// The paragraphs and items of a row's cell in passage `i`, with the numbers of the items.
fn paragraphs<'s>(letter: &Letter<'_, 's>, i: usize, row: &Row<'_>, cell: &Cell<'_>) -> Vec<(Option<String>, Para<'s>)> {
    let (source, block) = (letter.source.text, letter.paras[i].passage.block);
    let para = |kind, pieces: Pieces| Para::new(Passage { kind, view: View::new(source, &pieces), table: None, tiles: pieces, block });
    if row.is_woven() {
        return vec![(None, para(BlockKind::Paragraph, cell.view.all_pieces()))];
    }
    inner(source, cell.span).into_iter().map(|part| (part.number, para(part.kind, Pieces::from_buf([part.span])))).collect()
}

/// The mandates of a table without heads whose rows open with a label, «Oppdrag 1 | X skal …»: each with the rows below it that have none.
fn labelled(letter: &Letter<'_, '_>, layout: &Layout, actors: &Actors, i: usize, table: &Table<'_>, found: &mut Vec<Mandate>) {
    let scanned: Vec<_> = letter.paras[i].rows().collect();
    let label = |row: usize| {
        let (row, found) = scanned.get(row)?;
        let cell = row.cells.iter().position(|c| !c.span.is_empty())?;
        let first = found[cell].values.first().filter(|v| v.range.start == 0)?;
        if let ValueKind::MandateId(id) = &first.kind { Some((id.as_str(), cell, first.range.end)) } else { None }
    };
    // Such a table opens with a mandate; a list of ids has a head, or only names them.
    if label(0).is_none_or(|(id, ..)| !is_count(id)) {
        return;
    }
    let ends = (1..table.rows.len()).filter(|&row| label(row).is_some()).chain([table.rows.len()]);
    let mut start = 0;
    for end in ends {
        let rows = &table.rows[start..end];
        found.extend(label(start).and_then(|label| labelled_rows(letter, layout, actors, i, rows, label)));
        start = end;
    }
}

fn labelled_rows(
    letter: &Letter<'_, '_>,
    layout: &Layout,
    actors: &Actors,
    i: usize,
    rows: &[Row<'_>],
    (id, cell, end): (&str, usize, usize),
) -> Option<Mandate> {
    let place = letter.source.place(&rows.iter().map(|r| r.span).collect::<Vec<_>>());
    letter.fired("mandate/labelled-row", place.span);
    let status = status(&place.text, false);
    let head = rows[0].cells[cell].view.text.get(end..)?.trim_start_matches([' ', ':', '–', '-', '.']);
    let words = || rows.iter().flat_map(|r| &r.cells).map(|c| &c.view.text);
    let asked = std::iter::once(head).chain(words().skip(1).map(|t| &**t)).find_map(|t| obliged(t, 0, &scan(t), actors));
    let binds = scan(head).cues.iter().any(|c| c.kind != CueKind::Occasion);
    let context = layout.contexts[i];
    Some(placed!(
        place,
        Mandate {
            key: id.to_owned(),
            title: if binds { None } else { named(head, status) },
            form: MandateForm::Identified,
            id: Some(id.to_owned()),
            parts: Vec::new(),
            modality: asked.as_ref().map_or(Modality::Skal, |a| a.0),
            addressee: asked.and_then(|a| a.1),
            responsible: None,
            goal: context.goal.map(|g| goal_name(layout, g)),
            agenda_item: context.agenda_item,
            section: layout.path(context.section),
            status,
        }
    ))
}

fn mandate(letter: &Letter<'_, '_>, layout: &Layout, actors: &Actors, i: usize, columns: &[Option<Column>], row: &Row<'_>) -> Option<Mandate> {
    let cells = |wanted: Column| columns.iter().zip(&row.cells).filter(move |(c, cell)| **c == Some(wanted) && !cell.span.is_empty());
    let cell = |wanted: Column| cells(wanted).next().map(|(_, c)| c.view.text.trim()).filter(|t| !t.is_empty());
    let whole = cell(Column::Task).filter(|t| t.contains(char::is_alphabetic))?;
    let told: Vec<(Option<String>, Para<'_>)> =
        [Column::Task, Column::Text].into_iter().flat_map(cells).flat_map(|(_, c)| paragraphs(letter, i, row, c)).collect();
    // What stands before a list.
    let task = told.first().filter(|(_, p)| !p.is_item() && told.len() > 1).map_or(whole, |(_, p)| p.text());
    let found = scan(task);
    // An id of its own column, or before the words.
    let leading = found.values.first().filter(|v| v.range.start == 0);
    let leading = leading.and_then(|v| if let ValueKind::MandateId(id) = &v.kind { Some((id.clone(), v.range.end)) } else { None });
    let (id, words) = match (cell(Column::Number).filter(|n| is_id(n)), leading) {
        (Some(id), _) => (Some(id.to_owned()), task),
        (None, Some((id, end))) => (Some(id), task[end..].trim_start_matches([' ', ':', '–', '-', '.'])),
        (None, None) => (None, task),
    };
    let teller = cells(Column::Text).chain(cells(Column::Task)).next().map(|(_, cell)| cell)?;
    let place = letter.source.place(&row.pieces(teller));
    letter.fired("mandate/table-row", place.span);
    let status = status(&place.text, false);
    // The task is a title where a column beside it tells more, or where it is no sentence.
    let titled = cell(Column::Text).is_some() || (id.is_some() && !words.ends_with(['.', ':']));
    let context = layout.contexts[i];
    let asked = told.iter().find_map(|(_, p)| obliged(p.text(), 0, &p.findings, actors));
    let ordered = told.iter().filter(|(_, p)| p.kind() == BlockKind::Item { ordered: true });
    let parts = ordered.filter_map(|(number, p)| {
        let place = letter.whole(p);
        letter.fired("mandate/part", place.span);
        Some(placed!(place, MandatePart { number: number.clone()? }))
    });
    Some(placed!(
        place,
        Mandate {
            key: id.clone().unwrap_or_else(|| key_of("listed", [whole])),
            title: titled.then(|| named(words, status)).flatten(),
            form: if id.is_some() { MandateForm::Identified } else { MandateForm::Listed },
            id,
            parts: parts.collect(),
            modality: asked.as_ref().map_or(Modality::Skal, |a| a.0),
            addressee: asked.and_then(|a| a.1),
            responsible: cell(Column::Responsible).map(str::to_owned),
            goal: context.goal.map(|g| goal_name(layout, g)),
            agenda_item: context.agenda_item,
            section: layout.path(context.section),
            status,
        }
    ))
}

/// Whether a cell is an id with its year or with letters before it: `TB2026-17`, `2023-01`, `13/2024`, `2026-A`, `ABC24-01`. A number alone
/// counts rows.
fn is_id(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let series = cell.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let coded = digits >= 3 && series.len() < cell.len() && series.starts_with(|c: char| c.is_ascii_digit());
    let lettered = digits == 4 && cell.starts_with("20") && cell.ends_with(|c: char| c.is_ascii_uppercase());
    (digits >= 5 || lettered || coded) && cell.len() <= 12 && cell.contains(['-', '/']) && !cell.contains([' ', '.', ','])
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_have_a_year_or_letters() {
        for id in ["TB2026-17", "2023-01", "13/2024", "2026-A", "ABC24-01", "OPP-2024-3"] {
            assert!(super::is_id(id), "{id}");
        }
        for other in ["12", "2.1", "1-3", "A-B", "A4", "Mål 1", "2024"] {
            assert!(!super::is_id(other), "{other}");
        }
    }
}
