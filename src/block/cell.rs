//! Paragraphs and list items inside a cell of a table, where a converter kept them as HTML.

use memchr::memchr;

use super::BlockKind;
use super::line::{Line, Shape};
use crate::source::Holds;
use crate::span::Span;

/// A paragraph or list item of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inner {
    pub(crate) kind: BlockKind,
    /// The number of an ordered item: as printed, or its place in the list where none is.
    pub(crate) number: Option<String>,
    pub(crate) span: Span,
}

/// The paragraphs and items of a cell, in order. A list inside an item is part of it.
pub(crate) fn inner(source: &str, cell: Span) -> Vec<Inner> {
    let text = &source[cell.range()];
    let mut found = Vec::new();
    let mut open = Open { source, found: &mut found, start: cell.start, kind: BlockKind::Paragraph, number: None };
    // The lists that stand open: how many items of each have been counted, if its items have numbers.
    let mut lists: Vec<Option<u32>> = Vec::new();
    let mut item = false;
    let mut at = 0;
    while let Some(tag) = memchr(b'<', &text.as_bytes()[at..]).map(|skip| at + skip) {
        let Some(len) = memchr(b'>', &text.as_bytes()[tag..]) else { break };
        let (from, behind) = (cell.start + tag, cell.start + tag + len + 1);
        let words = text[tag + 1..tag + len].trim_end_matches('/');
        let name = words.split([' ', '\t']).next().unwrap_or("").to_ascii_lowercase();
        at = tag + len + 1;
        match name.as_str() {
            "ol" | "ul" => {
                if lists.is_empty() {
                    open.end(from, behind);
                }
                lists.push((name == "ol").then_some(0));
            }
            "/ol" | "/ul" => {
                lists.pop();
                if lists.is_empty() {
                    open.end(from, behind);
                    item = false;
                }
            }
            "/li" if lists.len() < 2 => {
                open.end(from, behind);
                item = false;
            }
            "li" if lists.len() < 2 => {
                open.end(from, behind);
                item = true;
                let count = lists.last_mut().and_then(Option::as_mut).map(|count| {
                    *count += 1;
                    *count
                });
                open.kind = BlockKind::Item { ordered: count.is_some() };
                open.number = count.map(|c| c.to_string());
            }
            "p" | "/p" | "div" | "/div" if !item => open.end(from, behind),
            // Lines that begin as those of a list are its items.
            "br" if lists.is_empty() => {
                let end = memchr(b'<', &text.as_bytes()[at..]).map_or(cell.end, |next| cell.start + at + next);
                let line = Line::read(source, Span::new(behind, end), Holds::ANY);
                if let Shape::Item | Shape::Ordered = line.shape {
                    open.end(from, line.content.start);
                    let ordered = line.shape == Shape::Ordered;
                    open.kind = BlockKind::Item { ordered };
                    open.number = ordered.then(|| source[line.mark.range()].to_owned());
                }
            }
            _ => {}
        }
    }
    open.end(cell.end, cell.end);
    found
}

/// The paragraph or item that stands open.
struct Open<'s, 'f> {
    source: &'s str,
    found: &'f mut Vec<Inner>,
    start: usize,
    kind: BlockKind,
    number: Option<String>,
}

impl Open<'_, '_> {
    /// Ends it at one offset; the next begins at another, as a paragraph.
    fn end(&mut self, end: usize, next: usize) {
        let text = &self.source[self.start..end];
        let start = end - text.trim_start().len();
        if text.contains(char::is_alphanumeric) {
            let span = Span::new(start, start + text.trim().len());
            self.found.push(Inner { kind: self.kind, number: self.number.take(), span });
        }
        (self.start, self.kind, self.number) = (next, BlockKind::Paragraph, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cell: &str, expected: &[(&str, &str)]) {
        let found = inner(cell, Span::new(0, cell.len()));
        let shown: Vec<(String, &str)> = found
            .iter()
            .map(|i| {
                let mark = match i.kind {
                    BlockKind::Item { .. } => i.number.clone().unwrap_or_else(|| "-".to_owned()),
                    _ => String::new(),
                };
                (mark, &cell[i.span.range()])
            })
            .collect();
        assert_eq!(shown.iter().map(|(mark, words)| (mark.as_str(), *words)).collect::<Vec<_>>(), expected, "{cell}");
    }

    #[test]
    fn paragraphs_and_items_of_a_cell() {
        check("Plan for tilsyn", &[("", "Plan for tilsyn")]);
        check(
            " <p>Tilsynet skal:</p><ol><li>lage en plan</li><li><p>følge den</p></li></ol> ",
            &[("", "Tilsynet skal:"), ("1", "lage en plan"), ("2", "<p>følge den</p>")],
        );
        check(
            "Tiltak:<ul class=\"x\"><li>et<ol><li>indre</li></ol></li><li>to</li></ul><p>Slutt.</p>",
            &[("", "Tiltak:"), ("-", "et<ol><li>indre</li></ol>"), ("-", "to"), ("", "Slutt.")],
        );
        check(
            "Om planen<br>1. lage den<br/>2) følge den<br>og melde fra",
            &[("", "Om planen"), ("1", "lage den"), ("2", "følge den<br>og melde fra")],
        );
        check("Frist<br>1. mai 2026 og 3 < 4", &[("", "Frist<br>1. mai 2026 og 3 < 4")]);
        check("", &[]);
    }
}
