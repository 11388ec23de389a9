//! Passages: blocks as matchers read them, with what a page break or a letterhead cut in two joined again.

use smallvec::SmallVec;

use super::table::Table;
use super::{Block, BlockKind, Blocks};
use crate::source::Source;
use crate::span::Span;
use crate::view::{Pieces, View};

/// A block, or the blocks of one interrupted paragraph or list item, ready to be read.
pub(crate) struct Passage<'s> {
    pub(crate) kind: BlockKind,
    pub(crate) view: View<'s>,
    /// The rows of a table; few passages are one.
    pub(crate) table: Option<Box<Table<'s>>>,
    /// Tiles of the blocks it is made of.
    pub(crate) tiles: Pieces,
    /// Index of its first block.
    pub(crate) block: usize,
}

impl<'s> Passage<'s> {
    /// Reads its words: those of its cells, where it is a table.
    pub(crate) fn each_view(&self, mut read: impl FnMut(&View<'s>)) {
        match &self.table {
            Some(table) => table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| read(&cell.view)),
            None => read(&self.view),
        }
    }
}

/// A paragraph this long that stops in the middle of a sentence goes on in the next one even if nothing is seen to stand between.
const RUNNING: usize = 60;

/// The passages of a text, in order.
pub(crate) fn passages<'s>(source: &Source<'s>, blocks: &Blocks) -> impl Iterator<Item = Passage<'s>> {
    let mut next = 0;
    // The blocks of the last text; those but the first have other passages before them.
    let mut group: SmallVec<[usize; 1]> = SmallVec::new();
    std::iter::from_fn(move || {
        while group.last().is_some_and(|&last| next <= last) && group.binary_search(&next).is_ok() {
            next += 1;
        }
        let block = blocks.blocks.get(next)?;
        next += 1;
        if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Item { .. }) {
            return Some(passage(source, blocks, &[next - 1]));
        }
        group.clear();
        group.push(next - 1);
        while let Some(rest) = rest(source.text, &blocks.blocks, &group) {
            group.push(rest);
        }
        Some(passage(source, blocks, &group))
    })
}

/// The paragraph that goes on with the last one of a group, behind what may interrupt it.
fn rest(source: &str, blocks: &[Block], group: &[usize]) -> Option<usize> {
    let (&first, &last) = (group.first()?, group.last()?);
    if !is_unfinished(source, &blocks[last]) {
        return None;
    }
    let next = last + 1 + blocks[last + 1..].iter().position(|b| !matches!(b.kind, BlockKind::Furniture | BlockKind::Letterhead))?;
    let paragraph = blocks[next].kind == BlockKind::Paragraph;
    (paragraph && goes_on(source, &blocks[first], &blocks[last], &blocks[next], next > last + 1)).then_some(next)
}

fn passage<'s>(source: &Source<'s>, blocks: &Blocks, group: &[usize]) -> Passage<'s> {
    let block = &blocks.blocks[group[0]];
    let (view, tiles) = if group.len() == 1 {
        (View::of(source, &[block.content]), Pieces::from_buf([block.span]))
    } else {
        let pieces = |of: fn(&Block) -> Span| group.iter().map(|&i| of(&blocks.blocks[i])).collect::<Pieces>();
        (View::of(source, &pieces(|b| b.content)), pieces(|b| b.span))
    };
    let table = (block.kind == BlockKind::Table).then(|| Box::new(Table::read(source, blocks, block)));
    Passage { kind: block.kind, view, table, tiles, block: group[0] }
}

/// Whether the words stop before the sentence does.
fn is_unfinished(source: &str, block: &Block) -> bool {
    let text = &source[block.content.range()];
    match text.as_bytes().last() {
        Some(b'.' | b':') => return false,
        Some(last) if last.is_ascii_alphanumeric() => return true,
        _ => {}
    }
    let text = text.trim_end_matches(['*', '_', '»', '"', '”', ')']);
    !text.ends_with(['.', ':', ';', '!', '?'])
}

/// Whether the last words open a bracket.
fn leaves_bracket_open(text: &str) -> bool {
    let last = text.rsplit(' ').take(3).collect::<Vec<_>>();
    let open = last.iter().position(|w| w.contains('('));
    open.is_some_and(|at| !last[..=at].iter().any(|w| w.contains(')')))
}

/// Whether the last word leads to another: «fra», «og».
fn hangs(text: &str) -> bool {
    const WORDS: &[&str] =
        &["av", "eller", "for", "fra", "frå", "i", "innen", "innan", "med", "mellom", "mot", "og", "om", "på", "som", "til", "under", "ved"];
    text.rsplit([' ', '\n']).next().is_some_and(|word| WORDS.contains(&word))
}

/// Whether a paragraph goes on with the sentence that the block before it left.
fn goes_on(source: &str, before: &Block, last: &Block, paragraph: &Block, interrupted: bool) -> bool {
    let words = &source[paragraph.content.range()];
    let small = words.trim_start_matches(['*', '_']).starts_with(char::is_lowercase);
    // A bracket that stands open is closed soon: «(2013 … 2014)».
    let first = || words.split(' ').next().unwrap_or("");
    let closes = || interrupted && first().contains(')') && !first().contains('(') && leaves_bracket_open(&source[before.content.range()]);
    // «… i tråd med føringene fra» «Stortinget»: a name follows.
    let hangs = || interrupted && hangs(&source[last.content.range()]);
    (small || closes() || hangs()) && (interrupted || (before.kind == BlockKind::Paragraph && before.content.len() >= RUNNING))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_page_may_break_before_a_name() {
        let text = "# Tildelingsbrev 2026 til Prøvetilsynet\n\nPrøvetilsynet bes om å:\n\n- følge føringene fra\n\n4\n\nStortinget om tilsyn.\n- levere en plan.\n";
        let letter = &crate::parse(text).documents[0];
        let mandates: Vec<&str> = letter.mandates.iter().map(|m| m.text.as_str()).collect();
        assert_eq!(mandates, ["følge føringene fra Stortinget om tilsyn.", "levere en plan."]);
    }
}
