//! The contact data of a letterhead: a run of short paragraphs, each a label with its values below.

use std::ops::Range;

use super::line::{Line, Shape, columns};
use super::table::{aligned, divided};
use super::{Block, BlockKind};
use crate::source::Source;
use crate::span::Span;
use crate::view::plain_text;

/// A label of the contact data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    PostalAddress,
    VisitingAddress,
    Phone,
    OrgNumber,
    Department,
    CaseOfficer,
    Fax,
}

impl Label {
    /// The label that a line consists of; a star or colon behind it does not matter.
    pub(crate) fn of(line: &str) -> Option<Self> {
        let is_mark = |c: char| matches!(c, '*' | '\\' | ':' | '_') || c.is_whitespace();
        // Most lines begin with a letter or figure that no label begins with.
        let first = line.trim_start_matches(is_mark).as_bytes().first()?;
        if first.is_ascii_graphic() && !b"ABKOPST".contains(first) {
            return None;
        }
        // Soft hyphens and no-break spaces begin with C2.
        let cleaned = line.as_bytes().contains(&0xC2).then(|| plain_text(line, &[Span::new(0, line.len())]));
        let line = cleaned.as_deref().unwrap_or(line);
        let words = line.trim_matches(is_mark);
        Some(match words {
            "Postadresse" => Self::PostalAddress,
            "Kontoradresse" | "Besøksadresse" | "Besøkjeadresse" => Self::VisitingAddress,
            "Telefon" | "Telefon - sentralbord" | "Sentralbord" => Self::Phone,
            "Org.nr." | "Org. nr." | "Org no." | "Org.nr" | "Org nr." | "Org nr" | "Org. nr" | "Organisasjonsnummer" => Self::OrgNumber,
            "Avdeling" => Self::Department,
            "Saksbehandler" | "Saksbehandlar" | "Sakshandsamar" => Self::CaseOfficer,
            "Telefaks" => Self::Fax,
            _ => return None,
        })
    }
}

/// The longest line and paragraph of contact data.
const LINE: usize = 80;
const LINES: usize = 8;

/// Marks runs of paragraphs that begin with labels, at least two different ones, as letterhead.
pub(super) fn mark_letterheads(source: &str, blocks: &mut [Block], lines: &[Line]) {
    let label = |block: &Block| {
        let short = |line: &Line| line.content.len() <= LINE;
        let own = &lines[block.lines.clone()];
        let first = own.first().filter(|l| block.kind == BlockKind::Paragraph && short(l))?;
        Label::of(&source[first.content.range()]).filter(|_| own.len() <= LINES && own.iter().all(short))
    };
    let mut run: Option<(usize, Label, bool)> = None;
    for i in 0..=blocks.len() {
        match (blocks.get(i).and_then(label), run) {
            (Some(label), None) => run = Some((i, label, second_label(source, &blocks[i], lines))),
            (Some(label), Some((start, first, many))) => run = Some((start, first, many || label != first)),
            (None, Some((start, _, many))) => {
                if many {
                    blocks[start..i].iter_mut().for_each(|b| b.kind = BlockKind::Letterhead);
                }
                run = None;
            }
            (None, None) => {}
        }
    }
}

/// Whether a table is contact data in columns: three of its first row's cells are labels.
fn is_labelled_table(source: &str, block: &Block, lines: &[Line]) -> bool {
    let columned = |l: &&Line| block.kind == BlockKind::Table && matches!(l.shape, Shape::Columns | Shape::Tabs);
    let Some(head) = lines.get(block.lines.start).filter(columned) else { return false };
    let text = &source[head.content.range()];
    let label = |words: &str| Label::of(words).is_some();
    let labels = match head.shape {
        Shape::Tabs => text.split('\t').filter(|words| label(words)).count(),
        _ => columns(text).filter(|words| label(&text[words.clone()])).count(),
    };
    labels >= 3
}

/// Whether a block is lines of several labels each, with their values; below the first, an address of mail or web may stand for a label.
fn is_labelled_lines(source: &str, block: &Block, lines: &[Line]) -> bool {
    let rows = &lines[block.lines.clone()];
    let several = |row: &Line| inline(&source[row.content.range()]).nth(1).is_some();
    let labelled = |row: &Line| {
        let text = &source[row.content.range()];
        several(row) || (web_address(text) > 0 && inline(text).next().is_some())
    };
    (2..=LINES).contains(&rows.len())
        && matches!(block.kind, BlockKind::Paragraph | BlockKind::Table)
        && rows.first().is_some_and(several)
        && rows[1..].iter().all(labelled)
}

/// The length of the address of mail or web that a line begins with, 0 if there is none.
fn web_address(line: &str) -> usize {
    let word = line.split([' ', '\t']).next().unwrap_or("");
    if word.contains('@') || word.starts_with("www.") { word.len() } else { 0 }
}

/// Marks contact data whose columns were read line by line: from a line of several labels to the last line near it that looks like them.
pub(super) fn mark_columns(source: &str, blocks: &mut [Block], lines: &[Line]) {
    /// How many paragraphs such contact data have at most.
    const REACH: usize = 8;
    let line = |block: &Block| {
        let short = block.kind == BlockKind::Paragraph && block.lines.len() == 1 && block.content.len() <= 2 * LINE;
        short.then(|| &source[block.content.range()])
    };
    let mut i = 0;
    while i < blocks.len() {
        if is_labelled_table(source, &blocks[i], lines) {
            blocks[i].kind = BlockKind::Letterhead;
        }
        if is_labelled_lines(source, &blocks[i], lines) {
            blocks[i].kind = BlockKind::Letterhead;
        }
        let heads = |l: &str| (l.starts_with("Postadresse ") && labels(l) >= 2) || inline(l).nth(1).is_some();
        if !line(&blocks[i]).is_some_and(heads) {
            i += 1;
            continue;
        }
        let run = blocks[i..].iter().take(REACH).take_while(|b| line(b).is_some());
        let last = run.enumerate().filter(|(n, b)| *n == 0 || line(b).is_some_and(is_contact)).last().map_or(0, |(n, _)| n);
        blocks[i..=i + last].iter_mut().for_each(|b| b.kind = BlockKind::Letterhead);
        i += last + 1;
    }
}

/// The labels of a line that each have a colon and their value behind them: «Postadresse: Postboks 1  Telefon: 22 22 22 22». None unless
/// the line begins with one, or with an address of mail or web before it.
fn inline(line: &str) -> impl Iterator<Item = (Label, Range<usize>)> {
    // «Telefon* 22 22 22 22»: a star stands for the colon.
    let bytes = line.as_bytes();
    let star = |at: usize| at > 0 && bytes[at - 1].is_ascii_alphabetic() && bytes.get(at + 1) == Some(&b' ');
    let colons = memchr::memchr2_iter(b':', b'*', bytes).filter(move |&at| bytes[at] == b':' || star(at));
    let mut labels = colons.filter_map(|colon| label_before(line, colon)).peekable();
    let begins = line.len() <= 2 * LINE
        && labels.peek().is_some_and(|(_, words)| line.get(web_address(line)..words.start).is_some_and(|between| between.trim().is_empty()));
    std::iter::from_fn(move || {
        let (label, words) = labels.next()?;
        let end = labels.peek().map_or(line.len(), |(_, next)| next.start);
        let value = line[words.end..end].trim();
        let start = words.end + (line[words.end..].len() - line[words.end..].trim_start().len());
        Some((label, start..start + value.len()))
    })
    .filter(|(_, value)| !value.is_empty())
    .take(if begins { usize::MAX } else { 0 })
}

/// The label that ends in the colon at an offset, one word or two, and the range of both.
fn label_before(line: &str, colon: usize) -> Option<(Label, Range<usize>)> {
    let before = line[..colon].trim_end();
    let words = before.rmatch_indices([' ', '\t']).map(|(at, _)| at + 1).chain([0]).take(2);
    words.into_iter().find_map(|at| Some((Label::of(before.get(at..)?)?, at..colon + 1)))
}

/// How many words of a line are labels of contact data.
fn labels(line: &str) -> usize {
    line.split(' ').filter(|w| Label::of(w).is_some() || *w == "Org").count()
}

/// Whether a line holds a label, an address of mail or web, or a number as long as a telephone's.
fn is_contact(line: &str) -> bool {
    let mut digits = 0;
    let number = line.bytes().any(|b| {
        digits = match b {
            b'0'..=b'9' => digits + 1,
            b' ' => digits,
            _ => 0,
        };
        digits >= 8
    });
    labels(line) > 0 || line.contains('@') || line.contains("www.") || number
}

/// Whether the paragraph holds a further label below its first.
fn second_label(source: &str, block: &Block, lines: &[Line]) -> bool {
    lines[block.lines.clone()].iter().skip(1).any(|l| Label::of(&source[l.content.range()]).is_some())
}

/// The labelled values of letterhead blocks, as spans of lines.
pub(crate) fn labelled(source: &Source<'_>, lines: &[Line]) -> Vec<(Label, Span)> {
    let mut label = None;
    let mut values = Vec::new();
    let columned = |line: &Line| matches!(line.shape, Shape::Columns | Shape::Tabs) && inline(&source.text[line.content.range()]).next().is_none();
    if let Some(first) = lines.first().filter(|line| columned(line)) {
        let rows = if first.shape == Shape::Tabs { divided(source, lines.iter()) } else { aligned(source, lines.iter(), 1) };
        let width = rows.first().map_or(0, |row| row.cells.len());
        for column in 0..width {
            label = None;
            for cell in rows.iter().filter_map(|row| row.cells.get(column)).filter(|c| !c.span.is_empty()) {
                match Label::of(&cell.view.text) {
                    Some(next) => label = Some(next),
                    None => values.extend(numbered(source.text, cell.span).or(label.map(|l| (l, cell.span)))),
                }
            }
        }
        return values;
    }
    for line in lines {
        let before = values.len();
        let at = line.content.start;
        let words = &source.text[line.content.range()];
        values.extend(inline(words).map(|(label, value)| (label, Span::new(at + value.start, at + value.end))));
        if values.len() > before {
            let web = web_address(words);
            values.extend((web > 0).then(|| (Label::PostalAddress, Span::new(at, at + web))));
            label = None;
            continue;
        }
        match Label::of(&source.text[line.content.range()]) {
            Some(next) => label = Some(next),
            None => values.extend(numbered(source.text, line.content).or(label.map(|l| (l, line.content)))),
        }
    }
    values
}

/// The number of an organisation that has its label beside it, whatever it stands below: «Org.nr. 999 999 999».
fn numbered(source: &str, words: Span) -> Option<(Label, Span)> {
    let at = source[words.range()].find(|c: char| c.is_ascii_digit())?;
    let label = Label::of(&source[words.start..words.start + at]).filter(|label| *label == Label::OrgNumber)?;
    Some((label, Span::new(words.start + at, words.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_contact_data_begin_below_their_labels() {
        let text = "Postadresse        Besøksadresse       Telefon\nPostboks 8013 Dep  Kongens gate 20     22 22 22 22\n0030 Oslo          Org.nr. 999 999 999 www.prove.no\n";
        let source = Source::new(text);
        let blocks = super::super::scan(&source);
        let found: Vec<_> = labelled(&source, &blocks.lines).into_iter().map(|(label, span)| (label, &text[span.range()])).collect();
        assert_eq!(
            found,
            [
                (Label::PostalAddress, "Postboks 8013 Dep"),
                (Label::PostalAddress, "0030 Oslo"),
                (Label::VisitingAddress, "Kongens gate 20"),
                (Label::OrgNumber, "999 999 999"),
                (Label::Phone, "22 22 22 22"),
                (Label::Phone, "www.prove.no"),
            ]
        );
    }

    #[test]
    fn labels_may_share_a_line_with_their_values() {
        let line = "Postadresse: Postboks 1, 0030 Oslo   Kontoradresse: Storgata 4 Telefon: 22 22 22 22 Org. nr.: 999 999 999";
        let found: Vec<_> = inline(line).map(|(label, value)| (label, &line[value])).collect();
        assert_eq!(
            found,
            [
                (Label::PostalAddress, "Postboks 1, 0030 Oslo"),
                (Label::VisitingAddress, "Storgata 4"),
                (Label::Phone, "22 22 22 22"),
                (Label::OrgNumber, "999 999 999")
            ]
        );
        assert_eq!(inline("post@example.no   Saksbehandler: Kari Prøve").count(), 1);
        assert_eq!(inline("Se Postadresse: Postboks 1").count(), 0);
        assert_eq!(inline("Telefon:").count(), 0);
    }
}
