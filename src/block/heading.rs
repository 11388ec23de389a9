//! Headings of plain text: a numbered line that stands alone and is no item of a list.

use super::line::{Line, Shape};
use super::{Block, BlockKind};

/// The longest heading, in bytes.
const LONGEST: usize = 110;

/// Makes headings of numbered lines that stand alone, in a text that marks none: «1. Innledning», «2.1 Mål for 2026», «DEL II …».
///
/// Numbered lines next to each other are a list, or a table of contents.
pub(super) fn mark_headings(source: &str, blocks: &mut [Block], lines: &[Line]) {
    if blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading { level: 1.., .. })) {
        return;
    }
    let solid: Vec<usize> = (0..blocks.len()).filter(|&i| !matches!(blocks[i].kind, BlockKind::Furniture | BlockKind::Letterhead)).collect();
    let mut levels: Vec<Option<u8>> = solid.iter().map(|&i| level(source, &blocks[i], lines)).collect();
    counted(source, &solid, blocks, &mut levels);
    for (n, &i) in solid.iter().enumerate() {
        let Some(level) = levels[n] else { continue };
        let beside = |at: Option<usize>| at.and_then(|at| levels.get(at).copied()).flatten();
        let (before, behind) = (beside(n.checked_sub(1)), beside(Some(n + 1)));
        // A section may open with the first one below it. The last line of a text heads nothing.
        let opens = behind.is_none_or(|next| next > level && beside(Some(n + 2)).is_none());
        let follows = before.is_none_or(|last| last < level && n.checked_sub(2).is_none_or(|b| levels[b].is_none()));
        let led_in = n > 0 && source[blocks[solid[n - 1]].content.range()].ends_with(':');
        if opens && follows && !led_in && n + 1 < solid.len() {
            let block = &mut blocks[i];
            // The number is a word of the heading.
            block.content.start = lines[block.lines.start].mark.start.min(block.content.start);
            block.kind = BlockKind::Heading { level, bold: false };
        }
    }
}

/// Lines `1 Innledning`, whose figure may count anything, are headings where such lines count on through the text: 1, 2, 3 …
fn counted(source: &str, solid: &[usize], blocks: &[Block], levels: &mut [Option<u8>]) {
    let mut run: Vec<usize> = Vec::new();
    for (n, &i) in solid.iter().enumerate().filter(|(_, i)| blocks[**i].kind == BlockKind::Paragraph && blocks[**i].lines.len() == 1) {
        let words = &source[blocks[i].content.range()];
        let Some((number, title)) = words.split_once(' ').filter(|_| words.len() <= LONGEST) else { continue };
        let next = run.len() + 1;
        // Neighbours are a list of contents.
        let apart = run.last().is_none_or(|&last| n > last + 1);
        if levels[n].is_none_or(|level| level == 2) && number.parse() == Ok(next) && number.len() <= 2 && is_title(title.trim_start()) && apart {
            run.push(n);
        }
    }
    if run.len() > 1 {
        for n in run {
            levels[n] = Some(2);
        }
    }
}

/// The level of the heading that a block may be: one line with a number before words that begin large and end without a mark.
fn level(source: &str, block: &Block, lines: &[Line]) -> Option<u8> {
    let [line] = lines.get(block.lines.clone())? else { return None };
    if line.content.len() > LONGEST || !matches!(line.shape, Shape::Ordered | Shape::Text) {
        return None;
    }
    let words = &source[line.content.range()];
    let (level, title) = match line.shape {
        Shape::Ordered if source[line.mark.range()].starts_with(|c: char| c.is_ascii_digit()) => (2, words),
        Shape::Ordered => return None,
        _ => numbered(words)?,
    };
    is_title(title).then_some(level)
}

/// Whether words behind a number are a heading's: they begin large, end without a mark, and lead to no page.
fn is_title(title: &str) -> bool {
    // A number at the end is a page's unless it is a year.
    let page = !matches!(title.len() - title.trim_end_matches(|c: char| c.is_ascii_digit()).len(), 0 | 4);
    let ends = title.ends_with(['.', ',', ';', ':']) || title.contains("...") || title.contains("……");
    !ends && !page && title.starts_with(char::is_uppercase) && title.len() > 2
}

/// The level and title of a line whose number is no item's: `2.1 Mål`, `1 INNLEDNING`, `IV. Rapportering`, `Del II Føringer`.
fn numbered(words: &str) -> Option<(u8, &str)> {
    let (number, title) = words.split_once(' ')?;
    let title = title.trim_start();
    let bare = number.trim_end_matches('.');
    if bare.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !bare.is_empty() {
        let depth = bare.split('.').filter(|n| (1..=2).contains(&n.len())).count();
        // Without a point between, a figure alone may count anything, unless capitals follow it.
        let plain = depth > 1 || title.split(' ').next().is_some_and(|w| w.len() > 2 && !w.chars().any(char::is_lowercase));
        return (depth == bare.split('.').count() && plain).then_some((u8::try_from(depth).unwrap_or(4) + 1, title));
    }
    let roman = |w: &str| !w.is_empty() && w.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    if roman(bare) && number.ends_with('.') {
        return Some((1, title));
    }
    if matches!(number, "Del" | "DEL") {
        let (part, title) = title.split_once(' ')?;
        return (roman(part.trim_end_matches('.')) || part.len() == 1).then_some((1, title));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;

    fn headings(source: &str) -> Vec<(u8, &str)> {
        let found = scan(source).blocks.into_iter();
        found.filter_map(|b| if let BlockKind::Heading { level, .. } = b.kind { Some((level, &source[b.content.range()])) } else { None }).collect()
    }

    #[test]
    fn numbered_lines_that_stand_alone() {
        assert_eq!(
            headings(
                "1. Innledning\n\nVi viser til saken.\n\n2 MÅL\n\n2.1 Overordnede mål\n\nTekst.\n\nIV. Rapportering\n\nTekst.\n\nDEL II FØRINGER\n\nTekst.\n"
            ),
            [(2, "1. Innledning"), (2, "2 MÅL"), (3, "2.1 Overordnede mål"), (1, "IV. Rapportering"), (1, "DEL II FØRINGER")]
        );
    }

    #[test]
    fn figures_that_count_through_the_text() {
        let text = "1 Innleiing\n\nTekst.\n\n2 Mål\n\nTekst.\n\n1 Note til teksten\n\n3 Krav og føringar\n\nTekst.\n";
        assert_eq!(headings(text), [(2, "1 Innleiing"), (2, "2 Mål"), (2, "3 Krav og føringar")]);
    }

    #[test]
    fn lists_contents_and_notes_are_none() {
        for text in [
            "1. Innledning\n\n2. Mål\n\n3. Rapportering\n",
            "Tilsynet skal:\n\n1. Utrede saken\n\nTekst.\n",
            "1 INNLEDNING 4\n\nTekst\n",
            "2. Mål ...... 3\n\nTekst\n",
            "1 Meld. St. 18 (2018–2019) Helse\n\nTekst.\n",
            "# Tittel\n\n1. Innledning\n\nTekst.\n",
            "21 Spesielle driftsutgifter\n\nTekst.\n",
        ] {
            assert!(headings(text).iter().all(|(level, _)| *level == 1), "{text}");
        }
    }
}
