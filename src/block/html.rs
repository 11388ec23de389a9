//! Tables that a converter left as HTML: where they stand, their rows, and the cells of a row.

use memchr::memchr_iter;

use super::table::{Cell, Row, cell};
use crate::source::Source;
use crate::span::Span;

/// The longest tag, in bytes; keeps the reading linear on tags that never end.
const TAG: usize = 400;

/// A tag: where it begins, where it ends, and what it holds behind its name.
#[derive(Debug, Clone, Copy)]
struct Tag<'s> {
    start: usize,
    end: usize,
    closing: bool,
    name: &'s str,
    attributes: &'s str,
}

/// The tags of a text in order, with offsets from its start.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut behind = 0;
    memchr_iter(b'<', text.as_bytes()).filter_map(move |start| {
        if start < behind {
            return None;
        }
        let tag = tag(text, start)?;
        behind = tag.end;
        Some(tag)
    })
}

/// The tag that begins at an offset.
fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let rest = &text[start + 1..];
    let end = memchr::memchr(b'>', &rest.as_bytes()[..rest.len().min(TAG)])?;
    let inner = &rest[..end];
    let closing = inner.starts_with('/');
    let words = inner.strip_prefix('/').unwrap_or(inner);
    let len = words.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (len > 0).then(|| Tag { start, end: start + end + 2, closing, name: &words[..len], attributes: &words[len..] })
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn is_cell(&self) -> bool {
        self.is("td") || self.is("th")
    }

    /// The number of an attribute such as `colspan="2"`; 1 where it is missing or out of reason.
    fn number(&self, attribute: &str) -> usize {
        const MOST: usize = 100;
        let at = self.attributes.find(attribute).map_or(self.attributes.len(), |at| at + attribute.len());
        let value = self.attributes[at..].trim_start_matches([' ', '=', '"', '\'']);
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        value[..digits].parse().ok().filter(|n| (1..=MOST).contains(n)).unwrap_or(1)
    }
}

/// A table: its place, what stands before its first row, and its rows, each from behind the tag that opens it to the one that ends it.
pub(super) struct HtmlTable {
    pub(super) span: Span,
    pub(super) caption: Span,
    pub(super) rows: Vec<Span>,
}

/// Looks for tables from the start of a text to its end.
#[derive(Default)]
pub(super) struct HtmlTables {
    /// Whether a table has been found to have no end, so that no later one has.
    endless: bool,
}

impl HtmlTables {
    /// The first table that begins on a line and ends there or further on.
    pub(super) fn on(&mut self, source: &str, line: Span) -> Option<HtmlTable> {
        if self.endless {
            return None;
        }
        let start = tags(&source[line.range()]).find(|t| t.is("table") && !t.closing).map(|t| line.start + t.start)?;
        let mut caption = None;
        let mut rows = Vec::new();
        let mut open: Option<usize> = None;
        for tag in tags(&source[start..]).filter(|t| t.is("tr") || (t.is("table") && t.closing)) {
            let at = start + tag.start;
            caption.get_or_insert(Span::new(start, at));
            rows.extend(open.take().map(|from| Span::new(from, at)));
            if tag.is("table") {
                return Some(HtmlTable { span: Span::new(start, start + tag.end), caption: caption?, rows });
            }
            open = (!tag.closing).then_some(start + tag.end);
        }
        self.endless = true;
        None
    }
}

/// The cells of a row: what stands between their tags, with the tag of each.
fn cells(source: &str, row: Span) -> Vec<(Span, Tag<'_>)> {
    let mut cells: Vec<(Span, Tag<'_>)> = Vec::new();
    let mut open = false;
    for tag in tags(&source[row.range()]).filter(Tag::is_cell) {
        if let Some((span, _)) = cells.last_mut().filter(|_| open) {
            span.end = row.start + tag.start;
        }
        open = !tag.closing;
        if open {
            cells.push((Span::new(row.start + tag.end, row.end), tag));
        }
    }
    cells
}

/// The rows as cells under their columns: a cell over several columns or rows leaves empty ones in the others.
pub(super) fn read<'s>(source: &Source<'s>, rows: impl Iterator<Item = Span>) -> Vec<Row<'s>> {
    // How many further rows each column is taken in by a cell above.
    let mut taken: Vec<usize> = Vec::new();
    let mut read = Vec::new();
    for row in rows {
        let mut found: Vec<Cell<'s>> = Vec::new();
        for (span, tag) in cells(source.text, row) {
            below(source, &mut taken, &mut found, span.start);
            let (wide, high) = (tag.number("colspan"), tag.number("rowspan"));
            let words = cell(source, span);
            found.push(if words.view.text.is_empty() { blank(source, span.start) } else { words });
            found.extend((1..wide).map(|_| blank(source, span.end)));
            if high > 1 {
                taken.resize(taken.len().max(found.len()), 0);
                taken[found.len() - wide..].fill(high - 1);
            }
        }
        below(source, &mut taken, &mut found, row.end);
        let words = found.iter().map(|c| c.span).filter(|s| !s.is_empty()).reduce(Span::cover);
        read.push(Row { cells: found, span: words.unwrap_or(row) });
    }
    read
}

/// Adds an empty cell for each next column that a cell above takes in.
fn below<'s>(source: &Source<'s>, taken: &mut [usize], found: &mut Vec<Cell<'s>>, at: usize) {
    while let Some(left) = taken.get_mut(found.len()).filter(|left| **left > 0) {
        *left -= 1;
        found.push(blank(source, at));
    }
}

fn blank<'s>(source: &Source<'s>, at: usize) -> Cell<'s> {
    cell(source, Span::new(at, at))
}

/// The only cell of each row, where no row has more than one: a table that is a box around its words.
pub(super) fn boxed(source: &str, rows: &[Span]) -> Option<Vec<Span>> {
    let mut found = Vec::new();
    for &row in rows {
        match cells(source, row).as_slice() {
            [] => {}
            [(span, _)] => found.push(*span),
            _ => return None,
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(source: &str) -> Vec<Vec<String>> {
        let table = HtmlTables::default().on(source, Span::new(0, source.len()));
        let rows = table.map(|t| t.rows).unwrap_or_default();
        read(&Source::new(source), rows.into_iter()).iter().map(|r| r.cells.iter().map(|c| c.view.text.to_string()).collect()).collect()
    }

    #[test]
    fn cells_stand_under_their_columns() {
        assert_eq!(
            read_all(
                "<table><thead><tr><th>Kap.</th><th>Post</th><th>Beløp</th></tr></thead>\n<tr><td rowspan=\"2\">700</td><td>01</td><td><b>38&nbsp;214</b></td></tr><TR><td>21<td> 5</TR></table>"
            ),
            [["Kap.", "Post", "Beløp"], ["700", "01", "38 214"], ["", "21", "5"]]
        );
        assert_eq!(
            read_all("<table><tr><td colspan='2'>Sum</td><td>7</td></tr><tr><td/><td> &nbsp; </td></tr></table>"),
            [vec!["Sum", "", "7"], vec!["", ""]]
        );
    }

    #[test]
    fn a_table_without_an_end_is_none() {
        let source = "<table><tr><td>1</td></tr> ".repeat(3);
        let mut tables = HtmlTables::default();
        assert!(tables.on(&source, Span::new(0, source.len())).is_none());
        assert!(tables.endless);
    }
}
