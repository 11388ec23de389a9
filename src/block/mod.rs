//! Blocks: headings, paragraphs, list items, tables and furniture that tile the text.

mod cell;
mod contents;
mod flat;
mod heading;
mod html;
mod letterhead;
mod line;
mod markup;
mod numbering;
mod opening;
mod passage;
mod ruled;
mod running;
mod scan;
mod stacked;
mod table;

pub(crate) use cell::inner;
pub(crate) use letterhead::{Label, labelled};
pub(crate) use line::{Line, Shape, columns};
pub(crate) use passage::{Passage, passages};
pub(crate) use scan::scan;
pub(crate) use table::{Cell, Row, Table};

use std::ops::Range;

use crate::span::Span;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A heading. The level is that of its mark (1–6), or 0 for a line that is only bold.
    Heading { level: u8, bold: bool },
    /// Lines of running text, or of an address.
    Paragraph,
    /// A list item with what follows it without a blank line.
    Item { ordered: bool },
    /// Rows with cells.
    Table,
    /// Part of a letterhead's contact data, which may interrupt what stands around it.
    Letterhead,
    /// A page break, picture or page number.
    Furniture,
}

/// A stretch of lines of one kind.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// The block's tile: from its first line to the next block's; white space included.
    pub(crate) span: Span,
    /// From the first line's words to the last one's, marks at the start left out.
    pub(crate) content: Span,
    /// Its lines.
    pub(crate) lines: Range<usize>,
}

/// The lines and blocks of a text.
pub(crate) struct Blocks {
    pub(crate) lines: Vec<Line>,
    pub(crate) blocks: Vec<Block>,
}
