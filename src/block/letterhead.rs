//! The contact data of a letterhead: a run of short paragraphs, each a label with its values below.

use super::line::Line;
use super::{Block, BlockKind};
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
        // Most lines begin with a letter or figure that no label begins with.
        let first = line.as_bytes().first()?;
        if first.is_ascii_alphanumeric() && !b"ABKOPST".contains(first) {
            return None;
        }
        // Soft hyphens and no-break spaces begin with C2.
        let cleaned = line.as_bytes().contains(&0xC2).then(|| plain_text(line, &[Span::new(0, line.len())]));
        let line = cleaned.as_deref().unwrap_or(line);
        let words = line.trim_matches(|c: char| matches!(c, '*' | '\\' | ':' | '_') || c.is_whitespace());
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
        let own = &lines[block.lines.clone()];
        let short = own.len() <= LINES && own.iter().all(|l| l.content.len() <= LINE);
        if block.kind == BlockKind::Paragraph && short { Label::of(&source[own[0].content.range()]) } else { None }
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

/// Whether the paragraph holds a further label below its first.
fn second_label(source: &str, block: &Block, lines: &[Line]) -> bool {
    lines[block.lines.clone()].iter().skip(1).any(|l| Label::of(&source[l.content.range()]).is_some())
}

/// The labelled values of letterhead blocks, as spans of lines.
pub(crate) fn labelled(source: &str, lines: &[Line]) -> Vec<(Label, Span)> {
    let mut label = None;
    let mut values = Vec::new();
    for line in lines {
        match Label::of(&source[line.content.range()]) {
            Some(next) => label = Some(next),
            None => values.extend(label.map(|l| (l, line.content))),
        }
    }
    values
}
