//! Running heads and feet: the line that stands again at the top or the bottom of one page after another.

use std::ops::Range;

use super::line::{Line, Shape, columns, is_page_mark};
use super::{Block, BlockKind};
use crate::lexicon::same_start;
use crate::span::Span;

/// The shortest and the longest running head, in bytes.
const LENGTH: Range<usize> = 8..160;

/// So many lines a running head has at most, and so many pages may stand between two of it.
const LINES: usize = 3;
const PAGES: usize = 2;

/// Makes furniture of the lines that stand again next to the marks of pages; `pages` are the indices of the lines that are such a mark or begin
/// a page.
pub(super) fn mark_running(source: &str, blocks: &mut Vec<Block>, lines: &mut [Line], pages: &[usize]) {
    if pages.is_empty() {
        return;
    }
    let mut found: Vec<usize> = Vec::new();
    for below in [true, false] {
        for _ in 0..LINES {
            let edges: Vec<Option<usize>> = pages.iter().map(|&page| edge(lines, page, below)).collect();
            let again = again(source, lines, &edges);
            if again.is_empty() {
                break;
            }
            for &line in &again {
                lines[line].shape = Shape::PageMark;
            }
            found.extend(again);
        }
    }
    found.sort_unstable();
    found.dedup();
    if !found.is_empty() {
        *blocks = apart(std::mem::take(blocks), lines, &found);
    }
}

/// The first line of a page, or the last one before it, next to what marks it.
fn edge(lines: &[Line], page: usize, below: bool) -> Option<usize> {
    /// How many marks may stand together.
    const MARKS: usize = 8;
    let mark = |line: &&Line| line.shape == Shape::PageMark;
    let at = if below {
        page + lines[page..].iter().take(MARKS).take_while(mark).count()
    } else {
        page.checked_sub(1 + lines[..page].iter().rev().take(MARKS).take_while(mark).count())?
    };
    (at < lines.len()).then_some(at)
}

/// The lines among those next to the marks of pages that stand again a page or two further on.
fn again(source: &str, lines: &[Line], edges: &[Option<usize>]) -> Vec<usize> {
    let words: Vec<Option<&str>> = edges.iter().map(|edge| head(source, &lines[(*edge)?])).collect();
    let near = |n: usize| n.saturating_sub(PAGES)..(n + PAGES + 1).min(words.len());
    let repeated = |n: usize| words[n].is_some() && near(n).any(|other| other != n && edges[other] != edges[n] && words[other] == words[n]);
    let first = |n: usize| !words[..n].iter().rev().take(PAGES).any(|earlier| *earlier == words[n]);
    // The title of a letter on its first page is none, though the pages behind it have it for their head.
    let title =
        |n: usize| words[n].is_some_and(|words| first(n) && is_title(words) && !edges[n].is_some_and(|at| stands_above(source, &lines[..at], words)));
    // It may stand again on one page only.
    let once = |n: usize| words[n].is_some_and(|words| is_title(words) && is_first_line(source, &lines[..edges[n].unwrap_or(0)], words));
    (0..words.len()).filter(|&n| (repeated(n) && !title(n)) || once(n)).filter_map(|n| edges[n]).collect()
}

/// The words of a line that may be a running head, without the number of its page.
fn head<'s>(source: &'s str, line: &Line) -> Option<&'s str> {
    let text = &source[line.content.range()];
    if !matches!(line.shape, Shape::Text | Shape::Pair) || !LENGTH.contains(&text.len()) || text.ends_with(['.', ':', ',', ';']) {
        return None;
    }
    let mut columns = columns(text);
    let words = match (columns.next(), columns.next(), columns.next()) {
        (Some(first), Some(second), None) if is_page_mark(&text[second.clone()]) => &text[first],
        (Some(first), Some(second), None) if is_page_mark(&text[first.clone()]) => &text[second],
        _ => text,
    };
    // Contact data is read as such.
    let contact = words.contains('@') || words.bytes().filter(u8::is_ascii_digit).count() > 8;
    (words.starts_with(char::is_alphabetic) && !contact).then_some(words)
}

/// Whether words may be the title of a letter.
fn is_title(words: &str) -> bool {
    const TITLES: &[&str] = &[
        "tildel",
        "oppdrag",
        "tillegg",
        "suppler",
        "protokoll",
        "foretaks",
        "føretaks",
        "statsbudsjett",
        "iverks",
        "referat",
        "korriger",
        "revidert",
    ];
    TITLES.iter().any(|title| same_start(words, title))
}

/// Whether words stand at the top of the text above them, as the title of its first page.
fn is_first_line(source: &str, above: &[Line], words: &str) -> bool {
    const TOP: usize = 32;
    above.iter().take(TOP).any(|line| &source[line.content.range()] == words)
}

/// Whether a line that words begin with stands among the lines above them: the title that they go on from.
fn stands_above(source: &str, above: &[Line], words: &str) -> bool {
    const TOP: usize = 64;
    let text = |line: &Line| &source[line.content.range()];
    above.iter().rev().take(TOP).any(|line| text(line).len() >= LENGTH.start && same_start(words, text(line)))
}

/// The blocks with the lines of running heads each a block of its own.
fn apart(blocks: Vec<Block>, lines: &[Line], heads: &[usize]) -> Vec<Block> {
    let mut built = Vec::with_capacity(blocks.len() + 2 * heads.len());
    let mut next = heads.iter().copied().peekable();
    for block in blocks {
        while next.next_if(|head| *head < block.lines.start).is_some() {}
        let text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. });
        if !text || next.peek().is_none_or(|head| *head >= block.lines.end) {
            built.push(block);
            continue;
        }
        let mut from = block.lines.start;
        let mut push = |kind: BlockKind, own: Range<usize>| {
            if let (Some(first), Some(last)) = (lines.get(own.start), own.clone().last().and_then(|last| lines.get(last))) {
                built.push(Block { kind, span: first.span, content: Span::new(first.content.start, last.content.end), lines: own });
            }
        };
        // What stands behind a head begins a paragraph, whatever stood before it.
        let kind = |from: usize| if from == block.lines.start { block.kind } else { BlockKind::Paragraph };
        while let Some(head) = next.next_if(|head| *head < block.lines.end) {
            push(kind(from), from..head);
            push(BlockKind::Furniture, head..head + 1);
            from = head + 1;
        }
        push(kind(from), from..block.lines.end);
    }
    built
}

#[cfg(test)]
mod tests {
    use super::super::{BlockKind, scan};
    use crate::source::Source;

    fn furniture(source: &str) -> Vec<&str> {
        let blocks = scan(&Source::new(source)).blocks;
        blocks.iter().filter(|b| b.kind == BlockKind::Furniture).map(|b| source[b.content.range()].trim()).collect()
    }

    #[test]
    fn heads_that_stand_again() {
        let page = |n: usize, text: &str| format!("{text}\n\n{n}\nProtokoll fra foretaksmøte i Prøve SF 4. mai 2020\n");
        let text = ["Protokoll fra foretaksmøte i Prøve SF\n\n", &page(1, "Tekst om"), &page(2, "saken.\n\nMer om"), "den.\n"].concat();
        let head = "Protokoll fra foretaksmøte i Prøve SF 4. mai 2020";
        assert_eq!(furniture(&text), ["1", head, "2", head]);
        // With the number of the page beside it, at the bottom, and behind the mark of a page.
        assert_eq!(
            furniture("Tekst.\nPrøvedirektoratet 2025     1\n\u{c}Mer tekst.\nPrøvedirektoratet 2025     2\n\u{c}Slutt på tekst.\n"),
            ["Prøvedirektoratet 2025     1", "Prøvedirektoratet 2025     2"]
        );
    }

    #[test]
    fn what_is_no_head() {
        // Titles of letters, words that stand once, sentences, and what stands on every page's middle.
        for text in [
            "Brev.\n\n1\nTildelingsbrev 2025 for Prøven\n\nTekst.\n\n2\nTekst.\n",
            "Tekst.\n1\nTildelt sum står her.\nTekst.\n2\nTildelt sum står her.\n",
            "Tekst.\n\nPrøvetilsynet\n\nMer.\n\n1\n\nTekst.\n\nPrøvetilsynet\n\nMer.\n\n2\n\nTekst.\n",
        ] {
            assert_eq!(furniture(text), ["1", "2"], "{text}");
        }
        let letters = "Brev.\n\n1\nTildelingsbrev 2025 for Prøven\n\nTekst om\n\n2\nTildelingsbrev 2025 for Prøven\n\nsaken.\n\n3\nTekst.\n";
        assert_eq!(furniture(letters), ["1", "2", "Tildelingsbrev 2025 for Prøven", "3"]);
        let once = "Tildelingsbrev 2025 for Prøven\n\nTekst om\n\n1\nTildelingsbrev 2025 for Prøven\n\nsaken.\n\n2\nTekst.\n";
        assert_eq!(furniture(once), ["1", "Tildelingsbrev 2025 for Prøven", "2"]);
    }
}
