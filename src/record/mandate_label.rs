//! Mandates whose label and number open a passage of running text or a list: «Oppdrag 1: X skal …».

use std::ops::Range;

use super::layout::{Layout, Role, goal_name, leading_id};
use super::mandate::{clarifies, joined, named, obliged, parts, status};
use super::org::Actors;
use super::pattern::{begins_with, words};
use super::sentence::at;
use super::{Letter, Para, placed};
use crate::lexicon::is_finite_verb;
use crate::model::{Mandate, MandateForm, Modality};
use crate::value::id::{coded, is_count};
use crate::value::{Cue, CueKind};

/// The id of the label that opens a passage of running text, and where the words behind it begin.
fn label<'p>(para: &'p Para<'_>) -> Option<(&'p str, usize)> {
    if !para.is_text() {
        return None;
    }
    leading_id(para).filter(|(id, start)| is_count(id) || introduces(para, *start)).or_else(|| {
        let text = para.text();
        // Most text begins otherwise than a code of capital letters and a number.
        let id = if let [b'A'..=b'Z', b'A'..=b'Z' | b'-', ..] = text.as_bytes() { coded(text)? } else { return None };
        Some((&text[..id], text.len() - text[id..].trim_start_matches([':', ' ']).len()))
    })
}

/// Whether what stands behind an id introduces its mandate in the same passage: a title and a sentence that asks or binds, «TB2026-04 Kart: X skal …».
/// Where the id is part of the sentence, this speaks of the mandate: «TB2026-04 skal avsluttes».
fn introduces(para: &Para<'_>, start: usize) -> bool {
    const TITLE: usize = 120;
    let text = para.text();
    let binds = |c: &&Cue| c.range.start >= start && !matches!(c.kind, CueKind::Occasion | CueKind::Modal(Modality::Kan));
    let Some(cue) = para.findings.cues.iter().find(binds) else { return false };
    let sentence = at(para.sentences(), cue.range.start);
    let said = sentence.start.max(start);
    let parted = text[..start].trim_end().ends_with([':', '–']);
    let title_end = || text[start..cue.range.start].find([':', '.']).map(|at| start + at).filter(|_| !parted);
    let title = &text[start..title_end().unwrap_or(start)];
    text[start..].starts_with(char::is_uppercase)
        && (parted || title_end().is_some())
        && title.len() < TITLE
        && !words(title).any(is_finite_verb)
        && !begins_with(&text[said..], &["frist"])
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

/// Where the words of such a passage begin, behind its label and title.
pub(super) fn lead(letter: &Letter<'_, '_>, para: &Para<'_>) -> Option<usize> {
    let (_, start) = label(para)?;
    Some(behind_title(letter, para, start).0)
}

/// Where the words behind a title begin, and the title if there is one.
fn behind_title(letter: &Letter<'_, '_>, para: &Para<'_>, start: usize) -> (usize, Option<Range<usize>>) {
    if let Some(next) = title_line(letter, para, start) {
        return (next, Some(start..next));
    }
    let Some(title) = title(para, start) else { return (start, None) };
    let behind = &para.text()[title.end..];
    let parts = behind.len() - behind.trim_start_matches([':', '.', ' ']).len();
    (title.end + parts, Some(title))
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
    let (behind, title) = behind_title(letter, para, start);
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
            title: title.and_then(|title| named(&para.text()[title], status)),
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
fn title(para: &Para<'_>, start: usize) -> Option<Range<usize>> {
    let first = para.sentences().iter().find(|s| s.end > start)?;
    let asks = |words: &Range<usize>| para.findings.cues.iter().any(|c| c.kind != CueKind::Occasion && words.contains(&c.range.start));
    let colon = || para.text()[start..first.end].find(": ").map(|at| start..start + at);
    // «Kart: Oppdraget er utvidet.» goes over into a sentence.
    let sentence = |title: &Range<usize>| words(&para.text()[title.end..first.end]).any(is_finite_verb);
    let titled = colon().filter(|title| sentence(title) && !asks(title));
    let words = titled.or_else(|| Some(start..first.end).filter(|words| !asks(words))).or_else(|| colon().filter(|words| !asks(words)))?;
    let title = para.text()[words].trim_end_matches(['.', ' ']);
    Some(start..start + title.len())
}
