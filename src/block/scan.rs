//! One pass over the lines that groups them into blocks.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;
use memchr::memmem::Finder;
use once_cell::sync::Lazy;

use super::flat::{Part, has_numbered_pages, is_page, parts};
use super::heading::{first_below, is_numbered_line, is_section_line, mark_headings};
use super::html::{self, HtmlTable, HtmlTables};
use super::letterhead::{Label, mark_columns, mark_letterheads};
use super::line::{Line, Shape, is_barred, is_budget_row, is_chapter};
use super::markup::{Stretch, Stretches, front_matter, is_box, only_cell, stretches};
use super::numbering::{self, Number};
use super::opening::{is_goal_line, is_post_line, opens, stands_alone};
use super::ruled::{is_ruled, runs};
use super::running::mark_running;
use super::stacked::mark_stacked;
use super::table::join_rows;
use super::{Block, BlockKind, Blocks};
use crate::lexicon::floor;
use crate::source::{Holds, Source};
use crate::span::Span;
use crate::view::plain_text;

/// The longest line of a text that is broken to a width, in bytes.
const BROKEN: usize = 200;

/// How much of a line is looked at to tell whether it opens a block, in bytes.
const HEAD: usize = 200;

/// The lines and blocks of a text; the blocks tile it.
pub(crate) fn scan(text: &Source<'_>) -> Blocks {
    let source = text.text;
    let mut scanner = Scanner {
        source,
        lines: Vec::with_capacity(source.len() / 128 + 1),
        blocks: Vec::with_capacity(source.len() / 256 + 1),
        open: false,
        ruled: None,
        long: 0,
        pages: Vec::new(),
    };
    let numbered = has_numbered_pages(source);
    let mut at = front_matter(source);
    if at > 0 {
        scanner.line(Line::shaped(source, Span::new(0, at), Shape::FrontMatter));
    }
    let mut tables = HtmlTables::default();
    // The line, counted from 0; several tables may stand on one.
    let mut number = 0;
    // The rows of a table have been looked at up to here, and whether they are a box.
    let (mut rows_end, mut boxed) = (0, false);
    let (mut end, mut holds) = (at, Holds::ANY);
    while at < source.len() {
        while at >= end {
            (end, holds) = text.line_end(number);
            number += 1;
        }
        if source.as_bytes()[at] == b'\n' {
            scanner.blank();
            at = end;
            continue;
        }
        let mut line = Span::new(at, end);
        let tagged = holds.any(Holds::TAG);
        if tagged && let Some(table) = tables.on(source, line) {
            if table.span.start == at {
                scanner.html_table(&table);
                at = table.span.end;
                continue;
            }
            line.end = table.span.start;
        }
        let words = &source[line.range()];
        if words.starts_with('|') && at >= rows_end {
            let rows = rows(source, at);
            rows_end = rows.clone().last().map_or(at, |r| r.end);
            boxed = is_box(source, rows);
        }
        let boxed = boxed && at < rows_end;
        let cell = if boxed { only_cell(source, line).unwrap_or(Span::new(line.end, line.end)) } else { line };
        let blocks = if tagged && (boxed || at >= rows_end) { stretches(source, cell) } else { Stretches::new() };
        if (numbered || is_page(words)) && !words.trim().is_empty() {
            scanner.page(line);
        } else if !blocks.is_empty() {
            scanner.stretches(&blocks);
        } else if boxed {
            scanner.stretches(&[(cell, Stretch::Words)]);
        } else {
            scanner.line(Line::read(source, line, holds));
        }
        at = line.end;
    }
    let Scanner { mut lines, mut blocks, pages, .. } = scanner;
    // They stay as long as the letter is read; what was kept free for more is given back.
    lines.shrink_to_fit();
    blocks.shrink_to_fit();
    mark_running(source, &mut blocks, &mut lines, &pages);
    mark_stacked(source, &mut blocks, &mut lines);
    join_rows(source, &mut blocks, &lines);
    for block in &mut blocks {
        settle(source, block, &lines);
    }
    mark_bold_items(source, &mut blocks, &lines);
    mark_letterheads(source, &mut blocks, &lines);
    mark_columns(source, &mut blocks, &lines);
    mark_headings(source, &mut blocks, &lines);
    tile(&mut blocks, source.len());
    Blocks { lines, blocks }
}

/// Where the line that begins at an offset ends, its end included.
fn line_end(source: &str, at: usize) -> usize {
    memchr(b'\n', &source.as_bytes()[at..]).map_or(source.len(), |len| at + len + 1)
}

/// The rows of pipes from an offset on.
fn rows(source: &str, at: usize) -> impl Iterator<Item = Span> + Clone {
    let mut at = at;
    std::iter::from_fn(move || {
        let row = source[at..].starts_with('|').then(|| Span::new(at, line_end(source, at)))?;
        at = row.end;
        Some(row)
    })
}

/// What begins a page.
const FORM_FEED: u8 = 0x0C;

struct Scanner<'s> {
    source: &'s str,
    lines: Vec<Line>,
    blocks: Vec<Block>,
    /// Whether the last block may go on in the next line.
    open: bool,
    /// The table with a rule of several runs that stands open.
    ruled: Option<Ruled>,
    /// How many lines so far were longer than any that is broken to a width.
    long: usize,
    /// The lines that are the mark of a page, or begin one.
    pages: Vec<usize>,
}

impl Scanner<'_> {
    /// Takes a page that stands on one line: each of its stretches is a block.
    fn page(&mut self, span: Span) {
        let text = &self.source[span.range()];
        let parts = parts(text);
        let ends = parts.iter().skip(1).map(|p| p.0).chain([text.len()]);
        for (&(from, part), to) in parts.iter().zip(ends) {
            let span = Span::new(span.start + from, span.start + to);
            self.interrupt();
            let line = match part {
                Part::Text => Line::read(self.source, span, Holds::ANY),
                Part::Heading(level) => Line::shaped(self.source, span, Shape::Heading(level)),
                Part::Contact => Line::shaped(self.source, span, Shape::Contact),
                Part::Furniture => Line::shaped(self.source, span, Shape::PageMark),
            };
            self.line(line);
        }
        self.interrupt();
    }

    /// Takes the stretches of a line of HTML, or the words of a box's row: each is a block.
    fn stretches(&mut self, stretches: &[(Span, Stretch)]) {
        for &(span, stretch) in stretches {
            self.interrupt();
            let line = Line::read(self.source, span, Holds::ANY);
            let line = match (stretch, line.shape) {
                (Stretch::Item, Shape::Text) => Line::shaped(self.source, span, Shape::Item),
                (Stretch::Heading(level), _) => Line::shaped(self.source, span, Shape::Heading(level)),
                _ => line,
            };
            self.line(line);
        }
        self.interrupt();
    }

    /// Takes a table in HTML: its caption, and its rows; where each has one cell only, the words of these as text.
    fn html_table(&mut self, table: &HtmlTable) {
        self.interrupt();
        if !plain_text(self.source, &[table.caption]).is_empty() {
            self.stretches(&[(table.caption, Stretch::Words)]);
        }
        if let Some(cells) = html::boxed(self.source, &table.rows) {
            for cell in cells {
                match stretches(self.source, cell) {
                    parts if parts.is_empty() => self.stretches(&[(cell, Stretch::Words)]),
                    parts => self.stretches(&parts),
                }
            }
            return;
        }
        for &row in &table.rows {
            let line = Line::shaped(self.source, row, Shape::HtmlRow);
            if !line.content.is_empty() {
                self.line(line);
            }
        }
        self.interrupt();
    }

    /// What stood before is not gone on with.
    fn interrupt(&mut self) {
        self.open = false;
    }

    /// Takes a line of any shape.
    fn line(&mut self, mut line: Line) {
        if line.shape == Shape::Blank {
            return self.blank();
        }
        if line.shape == Shape::Rule {
            return self.rule(line);
        }
        self.ruled = self.ruled.filter(|_| !matches!(line.shape, Shape::Heading(_) | Shape::Pipes | Shape::HtmlRow | Shape::FrontMatter));
        if self.ruled.is_some() {
            line = Line::shaped(self.source, line.span, Shape::Columns);
        }
        self.take(line);
    }

    /// Takes a blank line: it ends what is open, but for a table whose rows it parts.
    fn blank(&mut self) {
        if self.ruled != Some(Ruled::Parted) {
            self.ruled = None;
            self.interrupt();
        }
    }

    /// Takes a line that is not blank: it goes on with the open block, or begins one.
    fn take(&mut self, mut line: Line) {
        let index = self.lines.len();
        // In a table of columns the number of a chapter may stand alone above its posts.
        let rows = || self.lines.last().is_some_and(|above| matches!(above.shape, Shape::Columns | Shape::Pair));
        let columned = || self.open && rows() && self.blocks.last().is_some_and(|b| b.kind == BlockKind::Table);
        if line.shape == Shape::Text && columned() && is_chapter(&self.source[line.content.range()]) {
            line.shape = Shape::Pair;
        }
        if self.open && line.shape == Shape::Rule && is_barred(&self.source[line.content.range()]) {
            self.head_of_bars();
        }
        if matches!(line.shape, Shape::Text | Shape::Pair | Shape::Ordered) && self.in_bars() && is_barred(&self.source[line.content.range()]) {
            line = Line::shaped(self.source, line.span, Shape::Pipes);
        }
        self.lines.push(line);
        if line.shape == Shape::PageMark || self.source.as_bytes().get(line.span.start) == Some(&FORM_FEED) {
            self.pages.push(index);
        }
        self.long += usize::from(line.content.len() > BROKEN && matches!(line.shape, Shape::Text | Shape::Item));
        let kind = kind_of(self.source, &line);
        if self.open
            && let Some(last) = self.blocks.last_mut()
            && let Some(before) = index.checked_sub(1).map(|i| &self.lines[i])
            && (self.ruled.is_some() || continues(last.kind, kind, line.shape, before.shape))
            && !(kind == BlockKind::Paragraph && (begins(self.source, before, &line) || (self.long > 1 && is_paragraph(self.source, before, &line))))
            && !(kind == BlockKind::Paragraph
                && matches!(last.kind, BlockKind::Item { .. })
                && is_outdented(self.source, &self.lines[last.lines.start], &line))
        {
            last.content.end = line.content.end;
            last.lines.end = index + 1;
            return;
        }
        self.blocks.push(Block { kind, span: line.span, content: line.content, lines: index..index + 1 });
        self.open = !matches!(kind, BlockKind::Heading { level: 1.., .. } | BlockKind::Furniture);
    }
}

/// A table below whose heads a rule of several runs stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ruled {
    /// Each line is a row.
    Lines,
    /// Blank lines part the rows, and a rule ends the last.
    Parted,
}

impl Scanner<'_> {
    /// Takes a rule, which may divide the heads of such a table from its rows, or end it.
    fn rule(&mut self, line: Line) {
        let several = runs(&self.source[line.content.range()]) > 1;
        let ends = self.ruled.take().is_some() || (several && self.rows_between(&line));
        if several && self.open && !ends {
            self.ruled = self.heads();
        }
        self.take(line);
        if ends {
            self.interrupt();
        }
    }

    /// Makes a table of the rows between a rule of several runs and the same one above them, where no heads stand; whether they are one.
    fn rows_between(&mut self, rule: &Line) -> bool {
        /// How many blocks the rows may have been read as.
        const REACH: usize = 12;
        let text = |line: &Line| &self.source[line.content.range()];
        let from = self.blocks.len().saturating_sub(REACH);
        let is_rule = |block: &Block| block.kind == BlockKind::Furniture && self.lines[block.lines.start].shape == Shape::Rule;
        let Some(top) = self.blocks[from..].iter().rposition(is_rule).map(|at| from + at) else { return false };
        let above = self.lines[self.blocks[top].lines.start];
        let rows = &self.blocks[top + 1..];
        let plain = |b: &Block| matches!(b.kind, BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Table);
        let shaped = |line: &Line| matches!(line.shape, Shape::Text | Shape::Pair | Shape::Columns | Shape::Item | Shape::Ordered);
        let first = self.blocks[top].lines.start;
        if text(&above) != text(rule) || rows.is_empty() || !rows.iter().all(plain) || !self.lines[first + 1..].iter().all(shaped) {
            return false;
        }
        for line in &mut self.lines[first + 1..] {
            *line = Line::shaped(self.source, line.span, Shape::Columns);
        }
        self.blocks.truncate(top);
        self.blocks.push(Block { kind: BlockKind::Table, span: above.span, content: above.content, lines: first..self.lines.len() });
        self.open = true;
        true
    }

    /// Makes the lines above a rule of several runs the heads of a table, if they are: those below the rule above them, else a single line.
    fn heads(&mut self) -> Option<Ruled> {
        /// How many blocks the heads may have been read as.
        const REACH: usize = 4;
        let is_rule = |block: &Block| block.kind == BlockKind::Furniture && self.lines[block.lines.start].shape == Shape::Rule;
        let adjoin = |lines: Range<usize>| self.lines[lines].windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
        let from = self.blocks.len().saturating_sub(REACH);
        let above = self.blocks[from..].iter().rposition(is_rule).map(|at| from + at);
        let Some(top) = above.filter(|&top| adjoin(self.blocks[top].lines.start..self.lines.len())) else { return self.head() };
        let own = self.blocks[top].lines.end..self.lines.len();
        // Rules of several runs above and below rows make no heads of these.
        if own.is_empty() || is_ruled(self.source, &self.lines[own.start - 1]) {
            return None;
        }
        let (first, last) = (self.lines[own.start], self.lines[own.end - 1]);
        self.blocks.truncate(top + 1);
        self.blocks.push(Block { kind: BlockKind::Table, span: first.span, content: Span::new(first.content.start, last.content.end), lines: own });
        Some(Ruled::Parted)
    }

    /// Makes the one line above a rule of several runs the head of a table.
    fn head(&mut self) -> Option<Ruled> {
        let last = self.blocks.last_mut()?;
        if last.kind == BlockKind::Paragraph && last.lines.len() == 1 {
            last.kind = BlockKind::Table;
        }
        (last.kind == BlockKind::Table).then_some(Ruled::Lines)
    }
}

/// Tables whose rows have no bar at their ends, «Post | Navn | Beløp»: the separator row below the head tells them.
impl Scanner<'_> {
    /// Makes the last line the head of such a table, if bars divide it.
    fn head_of_bars(&mut self) {
        let (Some(last), Some(head)) = (self.blocks.last_mut(), self.lines.last_mut()) else { return };
        let barred = matches!(head.shape, Shape::Text | Shape::Pair) && is_barred(&self.source[head.content.range()]);
        if last.kind != BlockKind::Paragraph || !barred {
            return;
        }
        head.shape = Shape::Pipes;
        let (span, content, end) = (head.span, head.content, last.lines.end);
        if last.lines.len() == 1 {
            last.kind = BlockKind::Table;
            return;
        }
        last.lines.end = end - 1;
        last.content.end = self.lines[end - 2].content.end;
        self.blocks.push(Block { kind: BlockKind::Table, span, content, lines: end - 1..end });
    }

    /// Whether such a table is open.
    fn in_bars(&self) -> bool {
        let bare = |b: &Block| b.kind == BlockKind::Table && !self.source[b.content.range()].starts_with('|');
        let row = self.lines.last().is_some_and(|above| matches!(above.shape, Shape::Pipes | Shape::Rule));
        self.open && row && self.blocks.last().is_some_and(bare)
    }
}

/// Whether a line of text begins a block of its own although no blank line stands before it: how it begins, and how the line before it
/// ends, tell so.
fn begins(source: &str, before: &Line, line: &Line) -> bool {
    let (raw, words) = (&source[before.content.range()], head(source, line));
    // A line that stands alone is only continued by one that begins small, and some lines continue none.
    let alone =
        matches!(before.shape, Shape::Text | Shape::Pair) && (raw.ends_with(':') || (raw.len() <= HEAD && stands_alone(&head(source, before))));
    // Goals on lines of their own are a list.
    if is_goal_line(&words) && is_goal_line(&head(source, before)) {
        return false;
    }
    // So are posts, each with what is given on it.
    if is_post_line(&words) && is_post_line(&head(source, before)) {
        return true;
    }
    // The first mandate may stand right below the heading of its section.
    if is_section_line(raw) && matches!(numbering::read(&words), Some((Number::Id, _))) {
        return true;
    }
    // The letter's first sentence may stand right below its title, which ended early, and its contact data right below the last names.
    let ended_early = || raw.len() + 1 + words.split(' ').next().map_or(0, str::len) < line.content.len();
    if (opens_letter(&words) && ended_early()) || (words.starts_with("Postadresse") && Label::of(&words).is_some()) {
        return true;
    }
    // The first section may stand right below the heading of its chapter.
    let chapter = || &source[before.mark.start.min(before.content.start)..before.content.end];
    if is_section_line(&words) && (first_below(chapter(), &words) || (before.shape == Shape::Pair && is_numbered_line(raw))) {
        return true;
    }
    // So may a table.
    if line.shape == Shape::Pair && before.shape == Shape::Text && is_numbered_line(raw) {
        return true;
    }
    let listed = matches!(before.shape, Shape::Item | Shape::Ordered);
    let ended = alone || listed || raw.ends_with(['.', ':', ';', '!', '?']);
    opens(&words, ended) || (alone && !words.starts_with(char::is_lowercase))
}

/// Whether a line stands further to the left than the mark of the item above it, and begins large: it goes on with the text above the list.
fn is_outdented(source: &str, item: &Line, line: &Line) -> bool {
    let indent = |line: &Line| {
        let text = &source[line.span.range()];
        text.len() - text.trim_start_matches([' ', '\t', '\u{c}']).len()
    };
    line.shape == Shape::Text && source[line.content.range()].starts_with(char::is_uppercase) && indent(line) < indent(item)
}

/// How the name of a ministry ends.
static MINISTRY: Lazy<Finder<'static>> = Lazy::new(|| Finder::new("departementet "));

/// «X-departementet viser til …», «X-departementet (XD) syner til …», «Vi viser til …»
fn opens_letter(line: &str) -> bool {
    const REFERS: [&str; 2] = ["viser til ", "syner til "];
    if ["Vi viser til ", "Vi syner til ", "Det vises til "].iter().any(|words| line.starts_with(words)) {
        return true;
    }
    // A ministry's name ends in «departementet», and begins large.
    let name = if line.starts_with(char::is_uppercase) { MINISTRY.find(line.as_bytes()) } else { None };
    let Some(behind) = name.map(|at| &line[at + MINISTRY.needle().len()..]) else { return false };
    let behind = behind.strip_prefix('(').and_then(|short| short.split_once(')')).map_or(behind, |(_, behind)| behind.trim_start());
    REFERS.iter().any(|refers| behind.starts_with(refers))
}

/// Whether a line is a paragraph of its own in a text whose lines are not broken: it begins large behind a sentence's end, or behind a line
/// with a number that ends none.
fn is_paragraph(source: &str, before: &Line, line: &Line) -> bool {
    let above = &source[before.content.range()];
    let large = line.shape == Shape::Text && source[line.content.range()].starts_with(char::is_uppercase);
    large && (above.ends_with(['.', ':', '!', '?']) || before.shape == Shape::Ordered)
}

/// The words that a line begins with. Those of a noisy line are made plain before they are compared: soft hyphens and no-break spaces
/// begin with C2.
fn head<'s>(source: &'s str, line: &Line) -> Cow<'s, str> {
    let raw = &source[line.content.range()];
    let head = &raw[..floor(raw, HEAD)];
    if head.as_bytes().contains(&0xC2) { plain_text(head, &[Span::new(0, head.len())]).into() } else { head.into() }
}

fn kind_of(source: &str, line: &Line) -> BlockKind {
    match line.shape {
        Shape::Heading(level) => BlockKind::Heading { level, bold: is_bold(&source[line.content.range()]) },
        Shape::Rule | Shape::Image | Shape::PageMark | Shape::FrontMatter => BlockKind::Furniture,
        Shape::Contact => BlockKind::Letterhead,
        Shape::Pipes | Shape::Tabs | Shape::Columns | Shape::Stacked | Shape::HtmlRow => BlockKind::Table,
        Shape::Item => BlockKind::Item { ordered: false },
        Shape::Ordered => BlockKind::Item { ordered: true },
        Shape::Blank | Shape::Text | Shape::Pair => BlockKind::Paragraph,
    }
}

/// Whether a line of `next` kind belongs to the open block before it, whose last line has the shape `before`.
fn continues(last: BlockKind, next: BlockKind, shape: Shape, before: Shape) -> bool {
    match (last, next) {
        // Tables of one form do not go on in another; a row of columns may leave cells empty.
        (BlockKind::Table, BlockKind::Table) => (shape == Shape::Columns) == matches!(before, Shape::Columns | Shape::Pair),
        (BlockKind::Table, BlockKind::Paragraph) => shape == Shape::Pair && matches!(before, Shape::Columns | Shape::Pair),
        (BlockKind::Paragraph | BlockKind::Item { .. }, BlockKind::Paragraph) => true,
        // The separator row of a table looks like a rule when it has a single column.
        (BlockKind::Table, BlockKind::Furniture) => shape == Shape::Rule,
        _ => false,
    }
}

/// What only the whole block shows: a line that is only bold is a heading; one line with a tab or gaps is text.
fn settle(source: &str, block: &mut Block, lines: &[Line]) {
    let single = block.lines.len() == 1;
    match block.kind {
        BlockKind::Paragraph if single && is_bold(&source[block.content.range()]) => block.kind = BlockKind::Heading { level: 0, bold: true },
        BlockKind::Table
            if single
                && !matches!(lines[block.lines.start].shape, Shape::Pipes | Shape::HtmlRow)
                && !is_budget_row(&source[block.content.range()]) =>
        {
            block.kind = BlockKind::Paragraph;
        }
        _ => {}
    }
}

/// Whether the words are one bold run.
fn is_bold(text: &str) -> bool {
    let inner = text.strip_prefix("**").and_then(|t| t.strip_suffix("**"));
    inner.is_some_and(|t| !t.trim().is_empty() && !t.as_bytes().windows(2).any(|pair| pair == b"**"))
}

/// Makes headings of numbered lines that are one bold run and stand alone above text of their own: «1. **Innledning**». What a sentence leads in
/// is a list, up to the next that begins with 1.
fn mark_bold_items(source: &str, blocks: &mut [Block], lines: &[Line]) {
    let words = |block: &Block| &source[block.content.range()];
    let mut listed = false;
    for i in 0..blocks.len() {
        let block = &blocks[i];
        if block.kind != (BlockKind::Item { ordered: true }) || block.lines.len() != 1 || !is_bold(words(block)) {
            continue;
        }
        let mark = lines[block.lines.start].mark;
        if source[mark.range()].trim_end_matches(['.', ')']) == "1" {
            listed = i.checked_sub(1).is_some_and(|above| words(&blocks[above]).ends_with(':'));
        }
        // What goes on with an item is indented.
        let flush = |next: &Block| !source[next.span.start..].starts_with([' ', '\t']);
        let own = |next: &Block| !matches!(next.kind, BlockKind::Item { ordered: true } | BlockKind::Furniture) && flush(next);
        let ends = words(block).trim_end_matches('*').ends_with(['.', ':', ';', ',']);
        if !listed && !ends && blocks.get(i + 1).is_some_and(own) {
            blocks[i].kind = BlockKind::Heading { level: 0, bold: true };
            blocks[i].content.start = mark.start;
        }
    }
}

/// Stretches every block to the next one, and the first to the start of the text.
fn tile(blocks: &mut [Block], len: usize) {
    let mut next = len;
    for block in blocks.iter_mut().rev() {
        block.span.end = next;
        next = block.span.start;
    }
    if let Some(first) = blocks.first_mut() {
        first.span.start = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_lines_in_bold_head_the_text_below_them() {
        let headings = |text: &str| {
            let found = scan(&Source::new(text)).blocks.into_iter();
            found.filter(|b| matches!(b.kind, BlockKind::Heading { .. })).map(|b| text[b.content.range()].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(headings("# T\n\n1. **Mål**\n\nTekst.\n\n2. **Krav**\n\n- punkt\n"), ["T", "1. **Mål**", "2. **Krav**"]);
        for list in [
            "# T\n\nOppdragene er:\n\n1. **Plan**\n\nTekst.\n\n2. **Kart**\n\nTekst.\n",
            "# T\n\n1. **Plan**\n2. **Kart**\n",
            "# T\n\n1. **Plan**\n\n   Tekst.\n",
        ] {
            assert_eq!(headings(list), ["T"], "{list}");
        }
    }

    #[test]
    fn blocks_tile_the_text_and_know_their_kind() {
        let source = "\n\n# Tittel\ntekst\nmer\n\n**Fet linje**\n\n- punkt\n  videre\n- neste\n\n---\n\na\tb\nc\td\n\nx\ty\n";
        let found = scan(&Source::new(source));
        let kinds: Vec<_> = found.blocks.iter().map(|b| (b.kind, &source[b.content.range()])).collect();
        assert_eq!(
            kinds,
            [
                (BlockKind::Heading { level: 1, bold: false }, "Tittel"),
                (BlockKind::Paragraph, "tekst\nmer"),
                (BlockKind::Heading { level: 0, bold: true }, "**Fet linje**"),
                (BlockKind::Item { ordered: false }, "punkt\n  videre"),
                (BlockKind::Item { ordered: false }, "neste"),
                (BlockKind::Furniture, "---"),
                (BlockKind::Table, "a\tb\nc\td"),
                (BlockKind::Paragraph, "x\ty"),
            ]
        );
        let mut at = 0;
        for block in &found.blocks {
            assert_eq!(block.span.start, at);
            at = block.span.end;
        }
        assert_eq!(at, source.len());
    }

    #[test]
    fn a_line_left_of_a_list_is_none_of_its_items() {
        let source = "  Tilsynet skal:\n     •  lede arbeidet med\n        Prøver\n     •  melde fra\n  Det skal sendes en plan\n  og et kart.\n";
        let words: Vec<_> = scan(&Source::new(source)).blocks.iter().map(|b| source[b.content.range()].to_owned()).collect();
        let last = "Det skal sendes en plan\n  og et kart.";
        assert_eq!(words, ["Tilsynet skal:", "lede arbeidet med\n        Prøver", "melde fra", last]);
    }

    #[test]
    fn lines_that_are_not_broken_are_paragraphs() {
        let long = "Departementet viser til saken og til det som er sagt om den i andre brev. ".repeat(3);
        let text = format!("{long}\n\n{long}\n\n• Delta i arbeidet.\nAndre skal bidra.\nog flere\n");
        let of = |source: &str| -> Vec<String> {
            let blocks = scan(&Source::new(source)).blocks;
            blocks.iter().map(|b| source[b.content.range()].to_owned()).filter(|words| words.len() < 80).collect()
        };
        assert_eq!(of(&text), ["Delta i arbeidet.", "Andre skal bidra.\nog flere"]);
        assert_eq!(of(&text[text.len() - 50..]), ["Delta i arbeidet.\nAndre skal bidra.\nog flere"]);
    }
}
