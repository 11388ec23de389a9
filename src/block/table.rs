//! Tables: rows and cells, whatever separates them.

use super::line::{Line, Shape};
use super::{Block, Blocks};
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
        let rows = lines.iter().filter(|l| !is_rule(&source[l.content.range()])).map(|l| row(source, l)).collect();
        Self { rows }
    }
}

fn row<'s>(source: &'s str, line: &Line) -> Row<'s> {
    let (separator, outer) = if line.shape == Shape::Pipes { (b'|', true) } else { (b'\t', false) };
    let mut cells = Vec::new();
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

fn cell(source: &str, span: Span) -> Cell<'_> {
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
    fn pipes_and_tabs_give_cells_with_empty_ones_kept() {
        assert_eq!(cells("| Kap. | | **Beløp** |\n|---|---|---|\n| 701 | 21 | 1<br>2 |\n"), [["Kap.", "", "Beløp"], ["701", "21", "1 2"]]);
        assert_eq!(cells("Frist\tBeskrivelse\n1. mai\tInnspill"), [["Frist", "Beskrivelse"], ["1. mai", "Innspill"]]);
    }
}
