//! Passages: blocks as matchers read them, with what a page break or a letterhead cut in two joined again.

use smallvec::SmallVec;

use super::table::Table;
use super::{Block, BlockKind, Blocks};
use crate::span::Span;
use crate::view::{Pieces, View};

/// A block, or the blocks of one interrupted paragraph or list item, ready to be read.
pub(crate) struct Passage<'s> {
    pub(crate) kind: BlockKind,
    pub(crate) view: View<'s>,
    /// The rows of a table.
    pub(crate) table: Option<Table<'s>>,
    /// Tiles of the blocks it is made of.
    pub(crate) tiles: Pieces,
    /// Index of its first block.
    pub(crate) block: usize,
}

/// A paragraph this long that stops in the middle of a sentence goes on in the next one even if nothing is seen to stand between.
const RUNNING: usize = 60;

/// The passages of a text, in order.
pub(crate) fn passages<'s>(source: &'s str, blocks: &Blocks) -> impl Iterator<Item = Passage<'s>> {
    let mut groups: Vec<SmallVec<[usize; 1]>> = Vec::with_capacity(blocks.blocks.len());
    // The group whose last block stops in the middle of a sentence, and whether furniture stands behind it.
    let mut unfinished: Option<usize> = None;
    let mut interrupted = false;
    for (i, block) in blocks.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Furniture | BlockKind::Letterhead => interrupted = true,
            BlockKind::Paragraph | BlockKind::Item { .. } => {
                if let Some(group) = unfinished
                    && block.kind == BlockKind::Paragraph
                    && goes_on(source, &blocks.blocks[groups[group][0]], block, interrupted)
                {
                    groups[group].push(i);
                    unfinished = is_unfinished(source, block).then_some(group);
                    interrupted = false;
                    continue;
                }
                unfinished = is_unfinished(source, block).then_some(groups.len());
                interrupted = false;
            }
            BlockKind::Heading { .. } | BlockKind::Table => unfinished = None,
        }
        groups.push(SmallVec::from_buf([i]));
    }
    groups.into_iter().map(move |group| passage(source, blocks, &group))
}

fn passage<'s>(source: &'s str, blocks: &Blocks, group: &[usize]) -> Passage<'s> {
    let block = &blocks.blocks[group[0]];
    let pieces = |of: fn(&Block) -> Span| match group {
        &[only] => Pieces::from_buf([of(&blocks.blocks[only])]),
        _ => group.iter().map(|&i| of(&blocks.blocks[i])).collect(),
    };
    let table = (block.kind == BlockKind::Table).then(|| Table::read(source, blocks, block));
    Passage { kind: block.kind, view: View::new(source, &pieces(|b| b.content)), table, tiles: pieces(|b| b.span), block: group[0] }
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

/// Whether a paragraph goes on with the sentence that the block before it left.
fn goes_on(source: &str, before: &Block, paragraph: &Block, interrupted: bool) -> bool {
    let words = &source[paragraph.content.range()];
    let small = words.trim_start_matches(['*', '_']).starts_with(char::is_lowercase);
    // A bracket that stands open is closed soon: «(2013 … 2014)».
    let first = || words.split(' ').next().unwrap_or("");
    let closes = || interrupted && first().contains(')') && !first().contains('(') && leaves_bracket_open(&source[before.content.range()]);
    (small || closes()) && (interrupted || (before.kind == BlockKind::Paragraph && before.content.len() >= RUNNING))
}
