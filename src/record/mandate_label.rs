//! Mandates whose label and number open a passage of running text or a list: «Oppdrag 1: X skal …».

use std::ops::Range;

use super::layout::{Layout, Role, goal_name, leading_id};
use super::mandate::{clarifies, joined, named, obliged, parts, status};
use super::org::Actors;
use super::sentence::at;
use super::{Letter, Para, placed};
use crate::model::{Mandate, MandateForm, Modality};
use crate::value::CueKind;
use crate::value::id::{coded, is_count};

/// The id of the label that opens a passage of running text, and where the words behind it begin.
fn label<'p>(para: &'p Para<'_>) -> Option<(&'p str, usize)> {
    if !para.is_text() {
        return None;
    }
    leading_id(para).filter(|(id, _)| is_count(id)).or_else(|| {
        let text = para.text();
        // Most text begins otherwise than a code of capital letters and a number.
        let id = if let [b'A'..=b'Z', b'A'..=b'Z' | b'-', ..] = text.as_bytes() { coded(text)? } else { return None };
        Some((&text[..id], text.len() - text[id..].trim_start_matches([':', ' ']).len()))
    })
}

/// Whether a passage of running text opens with the label of a mandate.
pub(super) fn is_labelled(para: &Para<'_>) -> bool {
    label(para).is_some()
}

/// Whether such a passage is only the title of what follows it: nothing in it asks, binds or ends. So is one that opens with an id, «Oppdrag
/// 2026-04 Plan», above a passage of running text; such lines below each other are a list.
pub(super) fn is_title(paras: &[Para<'_>], i: usize) -> bool {
    const LONGEST: usize = 160;
    let para = &paras[i];
    let text = para.text();
    let asks = || para.findings.cues.iter().any(|c| c.kind != CueKind::Occasion);
    let listed = || i.checked_sub(1).is_some_and(|above| leading_id(&paras[above]).is_some());
    let runs = |next: &Para<'_>| next.is_text() && next.text().ends_with(['.', ':']) && leading_id(next).is_none();
    let identified = || para.is_text() && leading_id(para).is_some() && paras.get(i + 1).is_some_and(runs) && !listed();
    !para.is_item() && text.len() < LONGEST && !text.ends_with(['.', ':', ';', '?']) && (is_labelled(para) || identified()) && !asks()
}

/// Where the words of such a passage begin, behind its label and a title on the label's own line.
pub(super) fn lead(letter: &Letter<'_, '_>, para: &Para<'_>) -> Option<usize> {
    let (_, start) = label(para)?;
    Some(title_line(letter, para, start).unwrap_or(start))
}

/// Where the line of a label ends, if it holds a title and the sentences begin on the next one.
fn title_line(letter: &Letter<'_, '_>, para: &Para<'_>, start: usize) -> Option<usize> {
    let next = para.passage.view.offset(letter.lines(para).nth(1)?.start);
    let title = para.text().get(start..next)?.trim_end();
    let asks = para.findings.cues.iter().any(|c| c.kind != CueKind::Occasion && c.range.start < next);
    let sentence = para.text()[next..].starts_with(char::is_uppercase);
    (!asks && sentence && !title.is_empty() && !title.ends_with(['.', ':', ',', ';', '-'])).then_some(next)
}

/// The mandate of such a passage, with the list that it leads in.
pub(super) fn mandate(letter: &Letter<'_, '_>, layout: &Layout, actors: &Actors, i: usize) -> Option<Mandate> {
    let para = &letter.paras[i];
    let (id, start) = label(para)?;
    let led = |n: &usize| layout.roles[*n] == Role::Furniture || layout.contexts[*n].lead_in == Some(i);
    let list = (i + 1..letter.paras.len()).take_while(led).filter(|n| letter.paras[*n].is_item());
    let own: Vec<usize> = std::iter::once(i).chain(list).collect();
    let place = letter.source.place(&joined(letter, layout, i, *own.last()?));
    letter.fired("mandate/labelled", place.span);
    let behind = lead(letter, para)?;
    // What binds may stand behind a title.
    let cue = para.findings.cues.iter().find(|c| c.kind != CueKind::Occasion);
    let binding = cue.map_or(behind, |c| at(para.sentences(), c.range.start).start.max(behind));
    let context = layout.contexts[i];
    let section = layout.path(context.section);
    let status = status(para.text(), section.last().is_some_and(|heading| clarifies(heading)));
    let asked = obliged(para.text(), binding, &para.findings, actors);
    Some(placed!(
        place,
        Mandate {
            key: id.to_owned(),
            id: Some(id.to_owned()),
            title: if behind > start { Some(&para.text()[start..behind]) } else { title(para, start) }.and_then(|words| named(words, status)),
            form: MandateForm::Identified,
            parts: parts(letter, &own),
            modality: asked.as_ref().map_or(Modality::Skal, |a| a.0),
            addressee: asked.and_then(|a| a.1),
            responsible: None,
            goal: context.goal.map(|g| goal_name(layout, g)),
            agenda_item: context.agenda_item,
            section,
            status,
        }
    ))
}

/// The words between the number and the first words that ask or bind: «Oppdrag 1: Kartlegging. X skal …», «O-01 Kartlegging: X skal …».
fn title<'p>(para: &'p Para<'_>, start: usize) -> Option<&'p str> {
    let first = para.sentences().iter().find(|s| s.end > start)?;
    let asks = |words: &Range<usize>| para.findings.cues.iter().any(|c| c.kind != CueKind::Occasion && words.contains(&c.range.start));
    let colon = || para.text()[start..first.end].find(": ").map(|at| start..start + at);
    let words = Some(start..first.end).filter(|words| !asks(words)).or_else(|| colon().filter(|words| !asks(words)))?;
    Some(para.text()[words].trim_end_matches(['.', ' ']))
}
