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

/// Rows of a table whose columns are aligned by blanks: a cell stands under the head that it lies nearest to, so that empty cells
/// are kept. Rows that do not fit the heads so are read from left to right.
pub(super) fn aligned<'s, 'l>(source: &'s str, lines: impl Iterator<Item = &'l Line>) -> Vec<Row<'s>> {
    let mut heads: Vec<Range<usize>> = Vec::new();
    let mut rows = Vec::new();
    for line in lines {
        // Columns are counted in characters from the start of the line.
        let indent = source[line.span.start..line.content.start].chars().count();
        let text = &source[line.content.range()];
        let words: Vec<Range<usize>> = columns(text).collect();
        let places: Vec<Range<usize>> =
            words.iter().map(|w| indent + text[..w.start].chars().count()..indent + text[..w.end].chars().count()).collect();
        let span = |w: &Range<usize>| Span::new(line.content.start + w.start, line.content.start + w.end);
        let nearest =
            |p: &Range<usize>| (0..heads.len()).min_by_key(|&i| heads[i].start.saturating_sub(p.end).max(p.start.saturating_sub(heads[i].end)));
        let slots: Vec<usize> = places.iter().filter_map(nearest).collect();
        let fits = slots.len() == words.len() && slots.windows(2).all(|w| w[0] < w[1]);
        let mut cells: Vec<Cell<'s>> = Vec::new();
        for (i, word) in words.iter().enumerate() {
            while fits && cells.len() < slots[i] {
                cells.push(cell(source, Span::new(span(word).start, span(word).start)));
            }
            cells.push(cell(source, span(word)));
        }
        if heads.is_empty() {
            heads = places;
        }
        rows.push(Row { cells, span: line.content });
    }
    rows
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
    fn pipes_and_tabs_give_cells_with_empty_ones_kept() {
        assert_eq!(cells("| Kap. | | **Beløp** |\n|---|---|---|\n| 701 | 21 | 1<br>2 |\n"), [["Kap.", "", "Beløp"], ["701", "21", "1 2"]]);
        assert_eq!(cells("Frist\tBeskrivelse\n1. mai\tInnspill"), [["Frist", "Beskrivelse"], ["1. mai", "Innspill"]]);
        assert_eq!(cells("Kap.\tPost\tSum\n260\t50\t7\n\t70\t9"), [["Kap.", "Post", "Sum"], ["260", "50", "7"], ["", "70", "9"]]);
    }
}
