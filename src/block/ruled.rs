//! Tables below whose heads a rule of dashes stands, in as many runs as there are columns. Where another rule stands above the heads, rows
//! may have several lines; blank ones part them, and a rule ends the last.
//!
//! ```text
//! --------------------------
//! Mål    Styringsparameter
//! ------ -------------------
//! Mål 1  Andel saker som er
//!        behandlet i tide
//!
//! Mål 2  Antall tilsyn
//! --------------------------
//! ```

use std::ops::Range;

use super::line::{Line, Shape};
use super::table::{Cell, Row};
use crate::source::Source;
use crate::span::Span;
use crate::view::{Pieces, View};

/// The most columns that a table has.
const WIDEST: usize = 40;

/// How many runs of dashes a rule has; none where it has other marks, or more runs than a table has columns. «- - -» divides a text.
pub(super) fn runs(rule: &str) -> usize {
    let dashes = |rule: &str| rule.bytes().all(|b| matches!(b, b'-' | b' '));
    let runs = || rule.split(' ').filter(|run| !run.is_empty());
    if dashes(rule) && runs().take(WIDEST + 1).count() <= WIDEST && runs().all(|run| run.len() > 1) { runs().count() } else { 0 }
}

/// Whether a line is a rule with a run of dashes for each of several columns.
pub(super) fn is_ruled(source: &str, line: &Line) -> bool {
    line.shape == Shape::Rule && runs(&source[line.content.range()]) > 1
}

/// The rows of such a table; none where words stand across its columns.
pub(super) fn read<'s>(source: &Source<'s>, lines: &[Line]) -> Option<Vec<Row<'s>>> {
    let rule = lines.iter().position(|line| is_ruled(source.text, line))?;
    let columns = columns_of(source.text, &lines[rule]);
    let (heads, rest) = (&lines[..rule], &lines[rule + 1..]);
    let rest = match rest {
        [rows @ .., last] if last.shape == Shape::Rule => rows,
        rows => rows,
    };
    let apart = |pair: &[Line]| pair[0].span.end != pair[1].span.start;
    // Without a blank line each line is a row.
    let several = rest.windows(2).any(apart);
    let mut rows = Vec::with_capacity(rest.len() + 1);
    if !heads.is_empty() {
        rows.push(row(source, heads, &columns)?);
    }
    let mut from = 0;
    for i in 1..=rest.len() {
        if i == rest.len() || !several || apart(&rest[i - 1..=i]) {
            rows.push(row(source, &rest[from..i], &columns)?);
            from = i;
        }
    }
    Some(rows)
}

/// Where the columns of a rule begin, in characters from the start of the line; the first has what stands before it, too.
fn columns_of(source: &str, rule: &Line) -> Vec<usize> {
    let text = &source[rule.span.start..rule.content.end];
    let begins = |&(at, c): &(usize, char)| c == '-' && !text[..at].ends_with('-');
    let starts = text.char_indices().filter(begins).map(|(at, _)| text[..at].chars().count());
    starts.enumerate().map(|(n, at)| if n == 0 { 0 } else { at }).collect()
}

/// The row that lines are together.
fn row<'s>(source: &Source<'s>, lines: &[Line], columns: &[usize]) -> Option<Row<'s>> {
    let first = lines.first()?;
    let mut cells: Vec<Pieces> = vec![Pieces::new(); columns.len()];
    for line in lines {
        for (cell, words) in cells.iter_mut().zip(cut(source.text, line, columns)?) {
            let text = &source.text[words.clone()];
            let start = words.end - text.trim_start().len();
            let end = start + text.trim().len();
            if start < end {
                cell.push(Span::new(start, end));
            }
        }
    }
    let empty = Span::new(first.content.start, first.content.start);
    let cells = cells.iter().map(|parts| Cell {
        view: View::of(source, if parts.is_empty() { std::slice::from_ref(&empty) } else { parts }),
        span: parts.iter().copied().reduce(Span::cover).unwrap_or(empty),
    });
    let span = lines.iter().map(|line| line.content).reduce(Span::cover).unwrap_or(empty);
    Some(Row { cells: cells.collect(), span })
}

/// The words of a line in each column; none where a word goes over from one into the next.
fn cut(source: &str, line: &Line, columns: &[usize]) -> Option<Vec<Range<usize>>> {
    let text = &source[line.span.start..line.content.end];
    let mut places = text.char_indices().map(|(at, _)| at);
    let mut passed = 0;
    let mut starts = Vec::with_capacity(columns.len() + 1);
    for &column in columns {
        let at = places.nth(column - passed).unwrap_or(text.len());
        passed = column + 1;
        let across = column > 0 && at < text.len() && !text[..at].ends_with(char::is_whitespace) && !text[at..].starts_with(char::is_whitespace);
        if across {
            return None;
        }
        starts.push(line.span.start + at);
    }
    starts.push(line.content.end);
    Some(starts.windows(2).map(|two| two[0]..two[1].max(two[0])).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{Table, scan};
    use crate::source::Source;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let source = Source::new(text);
        let blocks = scan(&source);
        let tables = blocks.blocks.iter().filter(|b| b.kind == super::super::BlockKind::Table);
        let rows = tables.flat_map(|b| Table::read(&source, &blocks, b).rows);
        rows.map(|row| row.cells.iter().map(|c| c.view.text.to_string()).collect()).collect()
    }

    #[test]
    fn blank_lines_part_rows_of_several_lines() {
        let table = "Tekst.\n\n  ------------------------------\n  Mål      Styrings-      Krav\n           parameter\n  -------- -------------- ------\n  Mål 1    Andel saker    90\n           i tide\n\n           Antall tilsyn\n\n  Mål 2    Æ              12\n  ------------------------------\n\nMer.\n";
        assert_eq!(
            cells(table),
            [["Mål", "Styrings- parameter", "Krav"], ["Mål 1", "Andel saker i tide", "90"], ["", "Antall tilsyn", ""], ["Mål 2", "Æ", "12"]]
        );
        let two = "  --------------\n  Frist   Sak\n  ------- ------\n  1. mai  Plan\n\n  1. juni Svar\n  --------------\n\nTekst.\n";
        assert_eq!(cells(two), [["Frist", "Sak"], ["1. mai", "Plan"], ["1. juni", "Svar"]]);
    }

    #[test]
    fn lines_are_rows_where_none_is_blank() {
        let table = "  Kap.   Post    Beløp\n  ------ ----- -------\n  701    01      1 200\n         21        300\n\n  Tekst    med    gap\n";
        assert_eq!(cells(table), [["Kap.", "Post", "Beløp"], ["701", "01", "1 200"], ["", "21", "300"]]);
    }

    #[test]
    fn rows_without_heads_stand_between_two_rules() {
        let signed = "Tekst.\n\n  ------------- ----------\n  Kari Nordby   Ola Vik\n\n  leder\n  ------------- ----------\n\nTekst.\n\nMer.\n";
        assert_eq!(cells(signed), [["Kari Nordby", "Ola Vik"], ["leder", ""]]);
        let other = "Tekst.\n\n  ------------- ----------\n  Kari Nordby   Ola Vik\n\n# Tittel\n\n  ------------- ----------\n\nTekst.\n";
        assert!(cells(other).is_empty());
    }
}
