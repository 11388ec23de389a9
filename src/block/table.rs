//! Tables: rows and cells, whatever separates them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use smallvec::SmallVec;

use super::line::{Line, Shape, columns};
use super::{Block, BlockKind, Blocks, html, ruled, stacked};
use crate::lexicon::same_start;
use crate::source::Source;
use crate::span::Span;
use crate::view::{Pieces, View, is_rule, trim_end, trim_start};

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

impl<'s> Row<'s> {
    /// Whether lines of one cell stand between those of another.
    pub(crate) fn is_woven(&self) -> bool {
        let filled = || self.cells.iter().filter(|c| !c.span.is_empty());
        filled().zip(filled().skip(1)).any(|(cell, next)| next.span.start < cell.span.end)
    }

    /// Where the row stands for what a cell of it tells: as a whole, or that cell's lines where others stand between them.
    pub(crate) fn pieces(&self, cell: &Cell<'s>) -> Pieces {
        if self.is_woven() { cell.view.all_pieces() } else { Pieces::from_buf([self.span]) }
    }
}

/// The rows of a table block.
#[derive(Debug, Clone)]
pub(crate) struct Table<'s> {
    pub(crate) rows: Vec<Row<'s>>,
}

impl<'s> Table<'s> {
    /// Reads the rows of a table block.
    pub(crate) fn read(source: &Source<'s>, blocks: &Blocks, block: &Block) -> Self {
        let lines = &blocks.lines[block.lines.clone()];
        if lines.iter().any(|l| l.shape == Shape::Rule && source.text[l.content.range()].starts_with('+')) {
            return Self { rows: framed(source, lines) };
        }
        if lines.first().is_some_and(|l| l.shape == Shape::Stacked) {
            let width = stacked::heads(source.text, lines).max(1);
            return Self { rows: lines.chunks(width).map(|cells| stacked_row(source, cells)).collect() };
        }
        if let Some(rows) = ruled::read(source, lines) {
            return Self { rows };
        }
        let lines = lines.iter().filter(|l| !is_rule(&source.text[l.content.range()]));
        if lines.clone().any(|l| l.shape == Shape::HtmlRow) {
            return Self { rows: html::read(source, lines.map(|l| l.content)) };
        }
        if lines.clone().any(|l| l.shape == Shape::Columns) {
            return Self { rows: aligned(source, lines, BEFORE_HEAD) };
        }
        Self { rows: divided(source, lines) }
    }
}

/// Rows whose cells bars or tabs divide.
pub(super) fn divided<'s, 'l>(source: &Source<'s>, lines: impl Iterator<Item = &'l Line>) -> Vec<Row<'s>> {
    let mut rows: Vec<Row<'s>> = Vec::with_capacity(lines.size_hint().1.unwrap_or(0));
    for line in lines {
        // Rows have as many cells as the one above.
        let width = rows.last().map_or(4, |above| above.cells.len());
        rows.push(row(source, line, width));
    }
    rows
}

/// The row of cells on lines of their own.
fn stacked_row<'s>(source: &Source<'s>, lines: &[Line]) -> Row<'s> {
    let cells: Vec<Cell<'s>> = lines.iter().map(|line| cell(source, line.content)).collect();
    Row { span: lines.iter().map(|line| line.content).reduce(Span::cover).unwrap_or_default(), cells }
}

/// Rows that stand in frames, «+---+---+»: all lines between two frames are one.
fn framed<'s>(source: &Source<'s>, lines: &[Line]) -> Vec<Row<'s>> {
    lines.split(|line| line.shape == Shape::Rule).filter(|lines| !lines.is_empty()).map(|lines| in_frame(source, lines)).collect()
}

fn in_frame<'s>(source: &Source<'s>, lines: &[Line]) -> Row<'s> {
    let rows = divided(source, lines.iter());
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut cells = Vec::with_capacity(width);
    for at in 0..width {
        let parts: Pieces = rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.span).filter(|span| !span.is_empty()).collect();
        cells.push(match parts.iter().copied().reduce(Span::cover) {
            Some(span) => Cell { view: View::of(source, &parts), span },
            None => cell(source, Span::new(lines[0].content.start, lines[0].content.start)),
        });
    }
    let span = rows.iter().map(|row| row.span).reduce(Span::cover).unwrap_or(lines[0].content);
    Row { cells, span }
}

/// Joins a table of aligned columns or tabs that other lines part: a chapter's title between its rows, rows with two cells, or the rest of a
/// name that was too long for its column. The rows of a budget also go on behind blank lines.
pub(super) fn join_rows(source: &str, blocks: &mut Vec<Block>, lines: &[Line]) {
    let shape = |block: &Block| block.lines.clone().map(|l| lines[l].shape).find(|s| matches!(s, Shape::Columns | Shape::Tabs));
    let table = |block: &Block| if block.kind == BlockKind::Table { shape(block) } else { None };
    let adjoins = |a: &Block, b: &Block| lines[a.lines.end - 1].span.end == lines[b.lines.start].span.start;
    let parts =
        |of: Shape, block: &Block| block.kind == BlockKind::Paragraph && block.lines.clone().all(|l| row_part(source, &lines[l], of).is_some());
    let goes_on_in = |above: &Block, below: &Block| table(above) == Some(Shape::Columns) && goes_on(source, &lines[above.lines.start], lines, below);
    let joins = |pair: &[Block]| {
        let parted = table(&pair[0]).is_some_and(|of| parts(of, &pair[1])) && adjoins(&pair[0], &pair[1]);
        parted || goes_on_in(&pair[0], &pair[1])
    };
    // Most texts hold no such table.
    if !blocks.windows(2).any(joins) {
        return;
    }
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut rest = std::mem::take(blocks).into_iter().peekable();
    // Whether the last table ends in lines that were joined to it.
    let mut open = false;
    while let Some(block) = rest.next() {
        let resumed = joined.last().is_some_and(|last| goes_on_in(last, &block));
        let above = joined.last_mut().filter(|last| resumed || adjoins(last, &block));
        let Some((last, of)) = above.and_then(|last| table(last).map(|of| (last, of))) else {
            joined.push(block);
            open = false;
            continue;
        };
        // A chapter's title has rows below it.
        let headed = row_part(source, &lines[block.lines.end - 1], of) == Some(RowPart::Chapter);
        let below = rest.peek().is_some_and(|next| table(next) == Some(of) && adjoins(&block, next));
        let part = parts(of, &block) && (!headed || below);
        if part || resumed || (open && table(&block) == Some(of)) {
            last.content.end = block.content.end;
            last.lines.end = block.lines.end;
            open = part || resumed;
        } else {
            joined.push(block);
            open = false;
        }
    }
    *blocks = joined;
}

/// Whether a block goes on with the rows below a head such as «Kap.  Post  Betegnelse  Beløp»: its lines are rows, and the first begins with a
/// number or a sum.
fn goes_on(source: &str, head: &Line, lines: &[Line], block: &Block) -> bool {
    let words = |line: &Line| &source[line.content.range()];
    let headed = ["kap", "post"].iter().any(|head_word| same_start(words(head), head_word)) && !words(head).starts_with("Postadresse");
    let own = &lines[block.lines.clone()];
    let first = words(&own[0]);
    let number = columns(first).next().is_some_and(|word| word.len() <= 4 && first[word].bytes().all(|b| b.is_ascii_digit()));
    headed
        && matches!(block.kind, BlockKind::Table | BlockKind::Paragraph)
        && (number || same_start(first, "sum "))
        && own.iter().all(|line| matches!(line.shape, Shape::Columns | Shape::Pair))
}

/// What a line without the columns of its table is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowPart {
    /// «Kap. 226 Kvalitet i prøvevesenet»
    Chapter,
    Cells,
    /// The rest of a name.
    Rest,
}

fn row_part(source: &str, line: &Line, of: Shape) -> Option<RowPart> {
    let words = &source[line.content.range()];
    let aligned = of == Shape::Columns;
    match line.shape {
        Shape::Text if same_start(words, "kap") && words.contains(|c: char| c.is_ascii_digit()) => Some(RowPart::Chapter),
        Shape::Pair if aligned => Some(RowPart::Cells),
        Shape::Text if aligned && line.content.start - line.span.start >= INDENT && words.starts_with(char::is_lowercase) => Some(RowPart::Rest),
        _ => None,
    }
}

/// How far the rest of a name is indented, at least.
const INDENT: usize = 4;

/// A row of aligned columns as it is printed: its words, and where each begins and ends, counted in characters from the start of the line.
struct Printed {
    line: Span,
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
        Self { line: line.content, words, places: found.iter().map(|w| at(w.start)..at(w.end)).collect() }
    }

    /// Parts the words of a column, of which the second begin at an offset.
    fn part(&mut self, source: &str, i: usize, at: usize) {
        let (word, place) = (self.words[i], self.places[i].clone());
        let text = &source[word.range()];
        let first = text[..at].trim_end();
        self.words.splice(i..=i, [Span::new(word.start, word.start + first.len()), Span::new(word.start + at, word.end)]);
        let start = place.start + text[..at].chars().count();
        self.places.splice(i..=i, [place.start..place.start + first.chars().count(), start..place.end]);
    }
}

/// How many blanks stand at least before words that begin right below a head.
const BEFORE_HEAD: usize = 2;

/// Rows of a table whose columns are aligned by blanks: a cell stands under the head that it lies nearest to, so that empty cells
/// are kept. Rows that do not fit the heads so are read from left to right. Words right below a head begin a cell if so many blanks as `gap`
/// stand before them.
pub(super) fn aligned<'s, 'l>(source: &Source<'s>, lines: impl Iterator<Item = &'l Line>, gap: usize) -> Vec<Row<'s>> {
    let mut printed: Vec<Printed> = lines.map(|line| Printed::read(source.text, line)).collect();
    part_names(source.text, &mut printed);
    // What stands alone above the heads, such as «(i 1 000 kr)» at the margin, is none of them.
    let head = printed.iter().position(|row| row.words.len() > 1).unwrap_or(0);
    part_at_heads(source.text, &mut printed[head..], gap);
    let (columns, headless) = columns_of(&printed[head..]);
    let of_head = |i: usize| if headless.is_some_and(|at| at <= i) { i + 1 } else { i };
    let mut rows: Vec<Row<'s>> = Vec::with_capacity(printed.len());
    for (i, row) in printed.iter().enumerate() {
        let slots: Vec<usize> = match row.words.len() {
            words if i == head => (0..words).map(of_head).collect(),
            words if words == columns.len() => (0..words).collect(),
            _ => row.places.iter().filter_map(|place| nearest(&columns, place)).collect(),
        };
        let fits = slots.len() == row.words.len() && slots.windows(2).all(|w| w[0] < w[1]);
        let mut cells: Vec<Cell<'s>> = Vec::new();
        for (i, word) in row.words.iter().enumerate() {
            while fits && cells.len() < slots[i] {
                cells.push(cell(source, Span::new(word.start, word.start)));
            }
            cells.push(cell(source, *word));
        }
        match rows.last_mut() {
            Some(above) if fits && is_rest(above, &cells) => join(source, above, cells, row.line),
            _ => rows.push(Row { cells, span: row.line }),
        }
    }
    rows
}

/// Parts the figure from a name that fills its column: «Spesielle driftsutgifter, kan overføres 31 200», where a figure of another row begins
/// at the same place, or one that is as wide ends there.
fn part_names(source: &str, rows: &mut [Printed]) {
    let is_figure = |words: &str| figure(words) == Some(0);
    let figures = |row: &Printed| {
        let places = row.words.iter().zip(&row.places).filter(|(word, _)| is_figure(&source[word.range()]));
        places.map(|(_, place)| place.clone()).collect::<SmallVec<[_; 4]>>()
    };
    let named = |row: &Printed| row.words.iter().any(|word| figure(&source[word.range()]).is_some_and(|at| at > 0));
    // Heads may end in figures, too: «Tillegg nr. 1».
    let first = rows.iter().position(|row| !figures(row).is_empty()).unwrap_or(rows.len());
    let rows = &mut rows[first..];
    if !rows.iter().any(named) {
        return;
    }
    // Where figures begin, and for each place where they end how early the widest of them begins.
    let mut starts: HashSet<usize> = HashSet::new();
    let mut ends: HashMap<usize, usize> = HashMap::new();
    for place in rows.iter().flat_map(figures) {
        starts.insert(place.start);
        ends.entry(place.end).and_modify(|start| *start = place.start.min(*start)).or_insert(place.start);
    }
    for row in rows {
        for i in (0..row.words.len()).rev() {
            let (word, place) = (row.words[i], row.places[i].clone());
            let text = &source[word.range()];
            let Some(at) = figure(text).filter(|at| *at > 0) else { continue };
            let start = place.start + text[..at].chars().count();
            if starts.contains(&start) || ends.get(&place.end).is_some_and(|widest| *widest <= start) {
                row.part(source, i, at);
            }
        }
    }
}

/// Parts words that run on under the next head, where `gap` blanks stand before the place at which it begins.
fn part_at_heads(source: &str, rows: &mut [Printed], gap: usize) {
    let Some((head, rows)) = rows.split_first_mut() else { return };
    for row in rows {
        for start in head.places.iter().map(|place| place.start) {
            let Some(i) = row.places.iter().position(|place| place.start < start && start < place.end) else { continue };
            let text = &source[row.words[i].range()];
            let at = text.char_indices().nth(start - row.places[i].start).map_or(text.len(), |(at, _)| at);
            let blanks = text[..at].bytes().rev().take_while(|b| *b == b' ').count();
            if blanks >= gap && text[at..].starts_with(|c: char| !c.is_whitespace()) {
                row.part(source, i, at);
            }
        }
    }
}

/// Where the figure begins that words end in, its groups of three divided by blanks: at the start, or behind the last word of a name.
fn figure(words: &str) -> Option<usize> {
    let mut at = words.len();
    let mut group = 3;
    for part in words.rsplit(' ') {
        let digits = part.strip_prefix(['-', '–', '−']).unwrap_or(part);
        if group < 3 || !(1..=3).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            break;
        }
        group = digits.len();
        at -= part.len() + usize::from(at < words.len());
        if digits.len() < part.len() {
            break;
        }
    }
    let name = words[..at].trim_end();
    (at < words.len() && (name.is_empty() || name.ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | '.' | ',')))).then_some(at)
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
        // A long word may reach under the head beside it.
        let start = at.checked_sub(1).map_or(place.start, |i| place.start.max(head.places[i].end));
        let end = head.places.get(at).map_or(place.end, |next| place.end.min(next.start));
        columns.insert(at, start..end.max(start));
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

/// A name has fewer lines in its cell.
const LINES: usize = 8;

/// Whether a row is no more than the rest of the one above: it goes on in the middle of a name, and fills only what that one left empty.
fn is_rest(above: &Row<'_>, cells: &[Cell<'_>]) -> bool {
    let Some(first) = cells.iter().position(|c| !c.span.is_empty()).filter(|&first| first > 0) else { return false };
    let begun = above.cells.get(first).is_some_and(|c| c.view.text.contains(char::is_alphabetic));
    let empty = |n: usize| above.cells.get(n).is_none_or(|c| c.span.is_empty());
    let short = above.cells.get(first).is_some_and(|c| c.view.all_pieces().len() < LINES);
    begun && short && cells[first].view.text.starts_with(char::is_lowercase) && (first + 1..cells.len()).all(|n| cells[n].span.is_empty() || empty(n))
}

/// Joins the rest of a row to it.
fn join<'s>(source: &Source<'s>, row: &mut Row<'s>, cells: Vec<Cell<'s>>, line: Span) {
    for (n, rest) in cells.into_iter().enumerate().filter(|(_, rest)| !rest.span.is_empty()) {
        match row.cells.get_mut(n) {
            Some(cell) if !cell.span.is_empty() => {
                let mut pieces = cell.view.all_pieces();
                pieces.push(rest.span);
                *cell = Cell { view: View::of(source, &pieces), span: cell.span.cover(rest.span) };
            }
            Some(cell) => *cell = rest,
            None => row.cells.push(rest),
        }
    }
    row.span = row.span.cover(line);
}

fn row<'s>(source: &Source<'s>, line: &Line, width: usize) -> Row<'s> {
    let bars = line.shape == Shape::Pipes;
    let separator = if bars { b'|' } else { b'\t' };
    let outer = bars && source.text[line.content.range()].starts_with('|');
    // Cells that are empty at the start of a row leave their tabs.
    let indent = &source.text[line.span.start..line.content.start];
    let empty = if bars { 0 } else { indent.bytes().filter(|b| *b == b'\t').count() };
    let mut cells: Vec<Cell<'s>> = Vec::with_capacity(width);
    cells.extend((0..empty).map(|_| cell(source, Span::new(line.content.start, line.content.start))));
    let mut start = line.content.start + usize::from(outer);
    for end in memchr::memchr_iter(separator, &source.text.as_bytes()[line.content.range()]).map(|i| line.content.start + i).chain([line.content.end])
    {
        if end < start || (bars && end == line.content.end && start == end) {
            continue;
        }
        cells.push(cell(source, Span::new(start, end)));
        start = end + 1;
    }
    let words = cells.iter().map(|c| c.span).filter(|s| !s.is_empty()).reduce(Span::cover);
    Row { cells, span: words.unwrap_or(line.content) }
}

pub(super) fn cell<'s>(source: &Source<'s>, span: Span) -> Cell<'s> {
    let text = &source.text[span.range()];
    let words = trim_start(text);
    let start = span.start + (text.len() - words.len());
    let span = Span::new(start, start + trim_end(words).len());
    Cell { view: View::of(source, &[span]), span }
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;

    fn cells(source: &str) -> Vec<Vec<String>> {
        let source = Source::new(source);
        let blocks = scan(&source);
        let table = Table::read(&source, &blocks, &blocks.blocks[0]);
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
    fn rows_may_have_no_bars_at_their_ends() {
        let expected = [vec!["Post", "Navn", "Beløp"], vec!["01", "Drift", "100"], vec!["45", "", "20"]];
        assert_eq!(cells("Post | Navn | Beløp\n:--- | --- | ---:\n01 | Drift | 100\n45 | | 20 |\n"), expected);
    }

    #[test]
    fn frames_hold_the_lines_of_a_row_together() {
        let table = "| Post | Navn       | Beløp |\n+======+============+=======+\n| 01   | Drift      | 100   |\n+------+------------+-------+\n\
                     | 45   | Utstyr og  | 20    |\n|      | vedlikehold|       |\n|      | m.m.       |       |\n+------+------------+-------+\n";
        let expected = [vec!["Post", "Navn", "Beløp"], vec!["01", "Drift", "100"], vec!["45", "Utstyr og vedlikehold m.m.", "20"]];
        assert_eq!(cells(table), expected);
    }

    #[test]
    fn words_without_a_head_stand_in_a_column_of_their_own() {
        let table = "Post                       Saldert 2024   Løyving 2025\n\
                     01    Driftsutgifter           98 140        101 675\n\
                     45    Utstyr og vedlikehald,\n      kan overførast            4 000          4 000\n\
                     70    Tilskot til arkiv i kommunane   700           900\n\
                     Sum                          102 140        105 675\n";
        assert_eq!(
            cells(table),
            [
                vec!["Post", "", "Saldert 2024", "Løyving 2025"],
                vec!["01", "Driftsutgifter", "98 140", "101 675"],
                vec!["45", "Utstyr og vedlikehald, kan overførast", "4 000", "4 000"],
                vec!["70", "Tilskot til arkiv i kommunane", "700", "900"],
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
    fn names_may_fill_their_column() {
        let table = "Kap./post   Betegnelse                    Beløp\n\
                     1422.01     Driftsutgifter               98 450\n\
                     1422.21     Spesielle utgifter, overføres 1 200\n\
                     1422.22     Utstyr for 2024, kan overførast 200\n\
                     1422.70     Tilskudd til tiltak i fase 12 100 200\n";
        assert_eq!(
            cells(table)[2..],
            [
                vec!["1422.21", "Spesielle utgifter, overføres", "1 200"],
                vec!["1422.22", "Utstyr for 2024, kan overførast", "200"],
                // The figure would be wider than all others, and end elsewhere.
                vec!["1422.70", "Tilskudd til tiltak i fase 12 100 200"],
            ]
        );
        for (words, at) in
            [("31 200", Some(0)), ("a 31 200", Some(2)), ("a 2025 200", None), ("a", None), ("a (2) 5", Some(6)), ("x -5 000", Some(2))]
        {
            assert_eq!(figure(words), at, "{words}");
        }
    }

    #[test]
    fn names_that_break_go_on_in_the_next_row() {
        let table = "Kap.   Post   Navn              Beløp\n226    45     Større utstyr og\n              vedlikehold       5 500\n\
                     226    60     Tilskudd til      3 000\n              kommuner\n226    70     Drift             1 000\n";
        assert_eq!(
            cells(table),
            [
                ["Kap.", "Post", "Navn", "Beløp"],
                ["226", "45", "Større utstyr og vedlikehold", "5 500"],
                ["226", "60", "Tilskudd til kommuner", "3 000"],
                ["226", "70", "Drift", "1 000"]
            ]
        );
        // A note below a table is no rest of it.
        let note = "Kap.   Post   Navn      Beløp\n226    60     Tilskudd  3 000\nsom gjelder hele året\n";
        assert_eq!(scan(&Source::new(note)).blocks.len(), 2);
    }

    #[test]
    fn rows_of_a_budget_go_on_behind_blank_lines() {
        let head = "Kap.   Post   Navn              Beløp\n";
        let table = format!(
            "{head}\n226           Skolen\n       45     Utstyr            5 500\n\n       Sum kap. 226         5 500\n\n227    60     Tilskudd          3 000\n"
        );
        let rows = cells(&table);
        assert_eq!(rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["Kap.", "226", "", "", "227"]);
        let other =
            format!("{head}226    45     Utstyr            5 500\n\nDato   Sted   Møte              Leder\n1. mai Oslo   Fagmøte           NN\n");
        assert_eq!(cells(&other).len(), 2);
    }

    #[test]
    fn pipes_and_tabs_give_cells_with_empty_ones_kept() {
        assert_eq!(cells("| Kap. | | **Beløp** |\n|---|---|---|\n| 701 | 21 | 1<br>2 |\n"), [["Kap.", "", "Beløp"], ["701", "21", "1 2"]]);
        assert_eq!(cells("Frist\tBeskrivelse\n1. mai\tInnspill"), [["Frist", "Beskrivelse"], ["1. mai", "Innspill"]]);
        assert_eq!(cells("Kap.\tPost\tSum\n260\t50\t7\n\t70\t9"), [["Kap.", "Post", "Sum"], ["260", "50", "7"], ["", "70", "9"]]);
    }
}
