//! Tables: rows and cells, whatever separates them.

use std::ops::Range;

use super::line::{Line, Shape, columns};
use super::{Block, Blocks, html};
use crate::span::Span;
use crate::view::{View, is_rule};

/// A cell as matchers read it.
#[derive(Debug, Clone)]
pub(crate) struct Cell<'s> {
    pub(crate) view: View<'s>,
    pub(crate) span: Span,
}

/// A row; empty cells are kept, so that columns stay.
#[derive(Debug, Clone)]
pub(crate) struct Row<'s> {
    pub(crate) cells: Vec<Cell<'s>>,
    /// From the first cell's words to the last one's.
    pub(crate) span: Span,
}

/// The rows of a table block.
#[derive(Debug, Clone)]
pub(crate) struct Table<'s> {
    pub(crate) rows: Vec<Row<'s>>,
}

impl<'s> Table<'s> {
    /// Reads the rows of a table block.
    pub(crate) fn read(source: &'s str, blocks: &Blocks, block: &Block) -> Self {
        let lines = &blocks.lines[block.lines.clone()];
        let lines = lines.iter().filter(|l| !is_rule(&source[l.content.range()]));
        if lines.clone().any(|l| l.shape == Shape::HtmlRow) {
            return Self { rows: html::read(source, lines.map(|l| l.content)) };
        }
        if lines.clone().any(|l| l.shape == Shape::Columns) {
            return Self { rows: aligned(source, lines) };
        }
        Self { rows: lines.map(|l| row(source, l)).collect() }
    }
}

/// A row of aligned columns as it is printed: its words, and where each begins and ends, counted in characters from the start of the line.
struct Printed {
    words: Vec<Span>,
    places: Vec<Range<usize>>,
}

impl Printed {
    fn read(source: &str, line: &Line) -> Self {
        let indent = source[line.span.start..line.content.start].chars().count();
        let text = &source[line.content.range()];
        let at = |offset: usize| indent + text[..offset].chars().count();
        let found: Vec<Range<usize>> = columns(text).collect();
        let words = found.iter().map(|w| Span::new(line.content.start + w.start, line.content.start + w.end)).collect();
        Self { words, places: found.iter().map(|w| at(w.start)..at(w.end)).collect() }
    }

    /// Whether `next` (of two words or more) goes on with the last words of this row, which leave columns empty: «Større utstyr,» above «kan overføres   4 000».
    fn goes_on_in(&self, source: &str, next: &Self, widest: usize) -> bool {
        let ([_, .., last], [first, _, ..]) = (self.words.as_slice(), next.words.as_slice()) else { return false };
        let (above, below) = (&self.places[self.places.len() - 1], &next.places[0]);
        above.start.abs_diff(below.start) < GAP
            && self.words.len() + next.words.len() - 1 <= widest
            && source[first.range()].starts_with(char::is_lowercase)
            && !source[last.range()].ends_with(['.', ':'])
    }

    /// Goes on in the words of the next line.
    fn go_on(&mut self, next: Self) {
        if let ([.., word], [.., place]) = (self.words.as_mut_slice(), self.places.as_mut_slice()) {
            *word = word.cover(next.words[0]);
            *place = place.start.min(next.places[0].start)..place.end.max(next.places[0].end);
        }
        self.words.extend(next.words.into_iter().skip(1));
        self.places.extend(next.places.into_iter().skip(1));
    }

    fn span(&self) -> Span {
        self.words.iter().copied().reduce(Span::cover).unwrap_or(Span::new(0, 0))
    }
}

/// How far the words of a name that breaks may begin from each other, in characters.
const GAP: usize = 3;

/// Rows of a table whose columns are aligned by blanks: a cell stands under the head that it lies nearest to, so that empty cells
/// are kept. Rows that do not fit the heads so are read from left to right.
pub(super) fn aligned<'s, 'l>(source: &'s str, lines: impl Iterator<Item = &'l Line>) -> Vec<Row<'s>> {
    let lines: Vec<Printed> = lines.map(|line| Printed::read(source, line)).collect();
    let widest = lines.iter().map(|row| row.words.len()).max().unwrap_or(0);
    let mut rows: Vec<Printed> = Vec::with_capacity(lines.len());
    for next in lines {
        match rows.split_first_mut().and_then(|(_, rows)| rows.last_mut()) {
            Some(last) if last.goes_on_in(source, &next, widest) => last.go_on(next),
            _ => rows.push(next),
        }
    }
    let (columns, headless) = columns_of(&rows);
    let of_head = |i: usize| if headless.is_some_and(|at| at <= i) { i + 1 } else { i };
    let slots = |i: usize, row: &Printed| match row.words.len() {
        words if i == 0 => (0..words).map(of_head).collect(),
        words if words == columns.len() => (0..words).collect(),
        _ => row.places.iter().filter_map(|place| nearest(&columns, place)).collect::<Vec<usize>>(),
    };
    rows.iter().enumerate().map(|(i, row)| placed(source, row, &slots(i, row))).collect()
}

/// The columns of aligned rows: the heads, and one without a head where rows have a word more, with its index. Which word that is tell the
/// others, which stand nearest to the heads without it.
fn columns_of(rows: &[Printed]) -> (Vec<Range<usize>>, Option<usize>) {
    let Some((head, rows)) = rows.split_first() else { return (Vec::new(), None) };
    let mut columns = head.places.clone();
    let wide = || rows.iter().map(|row| &row.places).filter(|places| places.len() == head.places.len() + 1);
    let off = |at: &usize| -> usize {
        let others = |places: &Vec<Range<usize>>| -> usize {
            let left = places.iter().enumerate().filter(|(i, _)| i != at);
            left.zip(&head.places).map(|((_, place), head)| distance(head, place)).sum()
        };
        wide().map(others).sum()
    };
    if let Some(at) = (0..=head.places.len()).min_by_key(off)
        && let Some(place) = wide().map(|places| places[at].clone()).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
    {
        columns.insert(at, place);
        return (columns, Some(at));
    }
    (columns, None)
}

/// The column that a place lies nearest to.
fn nearest(columns: &[Range<usize>], place: &Range<usize>) -> Option<usize> {
    (0..columns.len()).min_by_key(|&i| distance(&columns[i], place))
}

fn distance(column: &Range<usize>, place: &Range<usize>) -> usize {
    column.start.saturating_sub(place.end).max(place.start.saturating_sub(column.end))
}

/// The cells of a row, each in the column of its slot if they are in order.
fn placed<'s>(source: &'s str, row: &Printed, slots: &[usize]) -> Row<'s> {
    let fits = slots.len() == row.words.len() && slots.windows(2).all(|w| w[0] < w[1]);
    let mut cells: Vec<Cell<'s>> = Vec::new();
    for (i, word) in row.words.iter().enumerate() {
        while fits && cells.len() < slots[i] {
            cells.push(cell(source, Span::new(word.start, word.start)));
        }
        cells.push(cell(source, *word));
    }
    Row { cells, span: row.span() }
}

fn row<'s>(source: &'s str, line: &Line) -> Row<'s> {
    let (separator, outer) = if line.shape == Shape::Pipes { (b'|', true) } else { (b'\t', false) };
    // Cells that are empty at the start of a row leave their tabs.
    let indent = &source[line.span.start..line.content.start];
    let empty = if outer { 0 } else { indent.bytes().filter(|b| *b == b'\t').count() };
    let mut cells: Vec<Cell<'s>> = (0..empty).map(|_| cell(source, Span::new(line.content.start, line.content.start))).collect();
    let mut start = line.content.start + usize::from(outer);
    for end in memchr::memchr_iter(separator, &source.as_bytes()[line.content.range()]).map(|i| line.content.start + i).chain([line.content.end]) {
        if end < start || (outer && end == line.content.end && start == end) {
            continue;
        }
        cells.push(cell(source, Span::new(start, end)));
        start = end + 1;
    }
    let words = cells.iter().map(|c| c.span).filter(|s| !s.is_empty()).reduce(Span::cover);
    Row { cells, span: words.unwrap_or(line.content) }
}

pub(super) fn cell(source: &str, span: Span) -> Cell<'_> {
    let text = &source[span.range()];
    let start = span.start + (text.len() - text.trim_start().len());
    let span = Span::new(start, start + text.trim().len());
    Cell { view: View::new(source, &[span]), span }
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;

    fn cells(source: &str) -> Vec<Vec<String>> {
        let blocks = scan(source);
        let table = Table::read(source, &blocks, &blocks.blocks[0]);
        table.rows.iter().map(|r| r.cells.iter().map(|c| c.view.text.to_string()).collect()).collect()
    }

    #[test]
    fn blanks_align_cells_under_their_heads() {
        assert_eq!(
            cells("Deres ref          Vår ref              Dato\n                   17/9999-3            25.06.2018\n"),
            [vec!["Deres ref", "Vår ref", "Dato"], vec!["", "17/9999-3", "25.06.2018"]]
        );
    }

    #[test]
    fn words_without_a_head_stand_in_a_column_of_their_own() {
        let table = "Post                       Saldert 2024   Løyving 2025\n\
                     01    Driftsutgifter           98 140        101 675\n\
                     45    Utstyr og vedlikehald,\n      kan overførast            4 000          4 000\n\
                     Sum                          102 140        105 675\n";
        assert_eq!(
            cells(table),
            [
                vec!["Post", "", "Saldert 2024", "Løyving 2025"],
                vec!["01", "Driftsutgifter", "98 140", "101 675"],
                vec!["45", "Utstyr og vedlikehald, kan overførast", "4 000", "4 000"],
                vec!["Sum", "", "102 140", "105 675"],
            ]
        );
        let before =
            "              Saldert     Tillegg      Ny\n700.01            120          10     130\n700.21             40                  40\n";
        assert_eq!(cells(before), [["", "Saldert", "Tillegg", "Ny"], ["700.01", "120", "10", "130"], ["700.21", "40", "", "40"]]);
        // A row of its own is none that goes on.
        let rows = "Kva         Når        Merknad\nPlan        mai\nRapport     juni       DFØ\n";
        assert_eq!(cells(rows), [vec!["Kva", "Når", "Merknad"], vec!["Plan", "mai"], vec!["Rapport", "juni", "DFØ"]]);
    }

    #[test]
    fn pipes_and_tabs_give_cells_with_empty_ones_kept() {
        assert_eq!(cells("| Kap. | | **Beløp** |\n|---|---|---|\n| 701 | 21 | 1<br>2 |\n"), [["Kap.", "", "Beløp"], ["701", "21", "1 2"]]);
        assert_eq!(cells("Frist\tBeskrivelse\n1. mai\tInnspill"), [["Frist", "Beskrivelse"], ["1. mai", "Innspill"]]);
        assert_eq!(cells("Kap.\tPost\tSum\n260\t50\t7\n\t70\t9"), [["Kap.", "Post", "Sum"], ["260", "50", "7"], ["", "70", "9"]]);
    }
}
