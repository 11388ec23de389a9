//! Where one letter of a file ends and the next begins.

use std::ops::Range;

use super::Para;
use super::kind::{of_broken_title, of_title};
use super::layout::is_signing_note;
use super::signs::{ends_in_town, is_closing, is_crest, is_label};
use crate::block::BlockKind;
use crate::model::Kind;

/// Whether a passage closes a letter.
fn closes(para: &Para<'_>) -> bool {
    let text = para.text();
    text.len() < 200 && (is_closing(text) || is_signing_note(para))
}

/// Whether a passage opens one: the crest, labels of the header, an address.
fn opens(text: &str) -> bool {
    text.len() < 200 && (is_crest(text) || is_label(text) || ends_in_town(text))
}

/// The passages of a letter, and the one that is its title.
pub(crate) struct Segment {
    pub(crate) paras: Range<usize>,
    pub(crate) title: Option<(usize, Kind)>,
}

/// The letters of a file. Together they hold every passage.
pub(crate) fn letters(paras: &[Para<'_>]) -> Vec<Segment> {
    let mut letters = Vec::new();
    let mut start = 0;
    let mut title: Option<(usize, Kind)> = None;
    // The last closing formula, and the first sign of a new letter behind it.
    let mut closed = false;
    let mut opened: Option<usize> = None;
    for (i, para) in paras.iter().enumerate() {
        if matches!(para.kind(), BlockKind::Furniture | BlockKind::Letterhead | BlockKind::Table) {
            continue;
        }
        let family = || of_title(para).or_else(|| of_broken_title(para, paras.get(i + 1)?));
        // Inside a letter nothing is looked for but its end.
        if title.is_some() && !closed {
            closed = closes(para) && family().is_none();
            continue;
        }
        if let Some(kind) = family() {
            // A title behind a closing opens a letter when a header stands between them, or the family is another:
            // the same title again without one belongs to what a covering letter sends.
            match title {
                Some((_, last)) if opened.is_some() || last != kind => {
                    let from = opened.unwrap_or(i);
                    letters.push(Segment { paras: start..from, title });
                    start = from;
                    title = Some((i, kind));
                    closed = false;
                }
                Some(_) => {}
                None => title = Some((i, kind)),
            }
            opened = None;
        } else if title.is_some() {
            if closes(para) {
                opened = None;
            } else if opened.is_none() && opens(para.text()) {
                opened = Some(i);
            }
        }
    }
    letters.push(Segment { paras: start..paras.len(), title });
    letters
}
