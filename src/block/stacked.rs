//! Tables of a budget whose cells stand one on each line, row by row, as a page without its layout gives them:
//!
//! ```text
//! Kap./post
//! Navn
//! Beløp
//! 701.21
//! Driftsutgifter
//! 12 000
//! ```

use std::ops::Range;

use super::line::{Line, Shape};
use super::{Block, BlockKind};
use crate::lexicon::same_start;
use crate::span::Span;

/// How many columns such a table has.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=8;

/// The longest head of a column, in bytes.
const HEAD: usize = 40;

/// Makes tables of such lines. Nothing but a chapter and post, one name and then sums make a row, so that a name of two lines ends the table
/// rather than shifts its cells.
pub(super) fn mark_stacked(source: &str, blocks: &mut Vec<Block>, lines: &mut [Line]) {
    // Most texts hold no such table.
    if !lines.iter().any(|line| line.shape == Shape::Text && numbers(&source[line.content.range()]) > 0) {
        return;
    }
    let mut built = Vec::with_capacity(blocks.len() + 2);
    let mut rest = std::mem::take(blocks).into_iter().peekable();
    let mut next = rest.next();
    while let Some(block) = next.take() {
        let found = |head| Some((head, rows_end(source, lines, head)?));
        let Some((head, end)) = (block.kind == BlockKind::Paragraph).then(|| block.lines.clone().find_map(found)).flatten() else {
            built.push(block);
            next = rest.next();
            continue;
        };
        lines[head..end].iter_mut().for_each(|line| line.shape = Shape::Stacked);
        let mut last = block.lines.end;
        while let Some(covered) = rest.next_if(|covered| covered.lines.start < end) {
            last = covered.lines.end;
        }
        built.extend(part(lines, block.lines.start..head, BlockKind::Paragraph));
        built.extend(part(lines, head..end, BlockKind::Table));
        next = part(lines, end..last, BlockKind::Paragraph).or_else(|| rest.next());
    }
    *blocks = built;
}

/// The block of lines, if there are any.
fn part(lines: &[Line], own: Range<usize>, kind: BlockKind) -> Option<Block> {
    let (first, last) = (lines[own.clone()].first()?, lines[own.clone()].last()?);
    Some(Block { kind, span: first.span, content: Span::new(first.content.start, last.content.end), lines: own })
}

/// How many lines are the heads of such a table: those up to the first figure.
pub(super) fn heads(source: &str, lines: &[Line]) -> usize {
    lines.iter().take(COLUMNS.end() + 1).take_while(|line| !source[line.content.range()].starts_with(|c: char| c.is_ascii_digit())).count()
}

/// How many cells of a row hold its chapter and post, where a line heads the first of them.
fn numbers(head: &str) -> usize {
    let is = |names: &[&str]| names.iter().any(|name| head.len() == name.len() && same_start(head, name));
    if is(&["kap./post", "kap/post", "kap. post", "kapittel/post"]) { 1 } else { 2 * usize::from(is(&["kap.", "kap", "kapittel"])) }
}

/// Where the rows below a head of such a table end.
fn rows_end(source: &str, lines: &[Line], head: usize) -> Option<usize> {
    let words = |line: &Line| &source[line.content.range()];
    let numbers = numbers(words(&lines[head]));
    if numbers == 0 || (numbers == 2 && lines.get(head + 1).is_none_or(|next| words(next) != "Post")) {
        return None;
    }
    let count = heads(source, &lines[head..]);
    let joined = |lines: &[Line]| lines.windows(2).all(|pair| pair[0].span.end == pair[1].span.start);
    let heads = lines.get(head..head + count).filter(|heads| COLUMNS.contains(&count) && joined(heads))?;
    if heads.iter().any(|line| line.shape != Shape::Text || line.content.len() > HEAD) {
        return None;
    }
    let is_row = |row: &[Line]| {
        let (number, rest) = row.split_at(numbers);
        let numbered = match number {
            [both] => is_pair(words(both)),
            [kapittel, post] => is_number(words(kapittel), 3, 4) && is_number(words(post), 1, 2),
            _ => false,
        };
        let name = words(&rest[0]).starts_with(char::is_alphabetic);
        numbered && name && rest.len() > 1 && rest[1..].iter().all(|cell| is_sum(words(cell)) && !is_pair(words(cell)))
    };
    let mut end = head + count;
    while let Some(row) = lines.get(end..end + count)
        && joined(&lines[end - 1..end + count])
        && is_row(row)
    {
        end += count;
    }
    // What goes on with a sum has more cells than heads.
    let beyond = lines.get(end).is_some_and(|next| joined(&lines[end - 1..=end]) && is_sum(words(next)) && !is_pair(words(next)));
    (end > head + count && !beyond).then_some(end)
}

/// `701.21`, `701 21`, `701/21`
fn is_pair(words: &str) -> bool {
    let parts = words.split_once(['.', '/', ' ']);
    parts.is_some_and(|(kapittel, post)| is_number(kapittel, 3, 4) && is_number(post, 2, 2))
}

fn is_number(words: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_digit())
}

/// Whether words are nothing but a figure.
fn is_sum(words: &str) -> bool {
    words.contains(|c: char| c.is_ascii_digit()) && words.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | ',' | '.' | '-' | '–'))
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, Table, scan};
    use crate::source::Source;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let source = Source::new(text);
        let blocks = scan(&source);
        let tables = blocks.blocks.iter().filter(|b| b.kind == BlockKind::Table);
        let rows = tables.flat_map(|b| Table::read(&source, &blocks, b).rows);
        rows.map(|row| row.cells.iter().map(|c| c.view.text.to_string()).collect()).collect()
    }

    #[test]
    fn cells_on_lines_of_their_own_are_rows() {
        let both = "(i 1000 kroner)\nKap./post\nNavn\nBeløp\n701.21\nDrift\n1 200\n701.70\nTilskudd\n900\nMidlene skal brukes i år.\n";
        assert_eq!(cells(both), [["Kap./post", "Navn", "Beløp"], ["701.21", "Drift", "1 200"], ["701.70", "Tilskudd", "900"]]);
        let apart = "Kap.\nPost\nNavn\nEndring\nNytt\n701\n21\nDrift\n-200\n1 000\n";
        assert_eq!(cells(apart), [["Kap.", "Post", "Navn", "Endring", "Nytt"], ["701", "21", "Drift", "-200", "1 000"]]);
    }

    #[test]
    fn a_name_of_two_lines_or_a_head_of_two_shifts_nothing() {
        for text in [
            "Kap./post\nNavn\nFør\nNå\n701.21\nDrift og\nvedlikehold\n1 200\n900\n",
            "Kap./post\nNavn\nFør\nNy\ntildeling\n701.21\nDrift\n1 200\n900\n701.70\nTilskudd\n10\n20\n",
            "Kap./post\nNavn\nBeløp\n701.21\nDrift\n1 200\n900\n",
        ] {
            assert!(cells(text).is_empty(), "{text}");
        }
    }
}
