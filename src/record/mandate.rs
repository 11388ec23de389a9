//! Mandates: what has an id, what is listed under a request, and sentences that ask.

use std::ops::Range;

use once_cell::sync::Lazy;
use regex::Regex;

use super::layout::{Context, LEAD_IN, Layout, Role, leading_id};
use super::org::Actors;
use super::sentence::at;
use super::{Keys, Letter, Para, fingerprint, placed};
use crate::block::BlockKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Mandate, MandateForm, MandatePart, MandateStatus, Modality};
use crate::source::Place;
use crate::span::Span;
use crate::value::CueKind;

fn pattern(words: &str) -> Regex {
    Regex::new(words).expect("the pattern is valid")
}

static WITHHELD: Lazy<Regex> = Lazy::new(|| pattern(r"(?i)unntatt (?:fra )?offentlighet|unnateke offentlegheit|u\.off"));
static WITHDRAWN: Lazy<Regex> = Lazy::new(|| pattern(r"(?i)\b(?:utgår|trekkes tilbake|bortfaller|fell bort)\b"));
static CLARIFIED: Lazy<Regex> = Lazy::new(|| pattern(r"(?i)presiser"));
static RESPONSIBLE: Lazy<Regex> = Lazy::new(|| pattern(r"(?i)\bansvarlig(?:e)? avdeling(?:er)?(?: i \p{L}+)?: ?([\p{L}0-9/-]+)"));
/// A request in a main clause: who asks, the verb, and whom.
static ASKS: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"^(?:(?:\p{L}[\p{L}-]*,? ){0,3}?(?i:foretaksmøtet|føretaksmøtet|[\p{L}-]*(?: og [\p{L}]+)?departementet|staten|vi|styret|eier|[\p{L} -]{2,30} (?:RHF|HF))(?: også| videre| derfor| samtidig)? (?:ba|bad|ber|bed|oppmoder|anmoder|oppfordrer|pålegger)\b|.{0,160}?,? ?\b(?:ba|ber|bad|bed) (?:foretaksmøtet|føretaksmøtet|departementet|vi|\p{Lu}[\p{L}-]*(?: og [\p{L}]+)?departementet)\b)",
    )
});
/// A request in the passive: «X bes om å …», «X gis i oppdrag å …».
static ASKED: Lazy<Regex> =
    Lazy::new(|| pattern(r"\b(?:bes|bedes|blir bedt|vert bedne|gis (?:et |eit )?(?:i oppdrag|(?:tilleggs)?oppdrag(?:et)?)(?: om)?)\b"));
/// Words that make what follows a report of something else, or a condition.
static REPORTED: Lazy<Regex> = Lazy::new(|| pattern(r"(?i)\b(?:som|at|hvor|der|når|dersom|hvis|fordi|viste til|viser til|syner til)\b"));

/// The mandates of a letter, and what is to be said about them.
pub(crate) fn mandates(
    letter: &Letter<'_, '_>,
    layout: &Layout,
    goals: &[usize],
    actors: &Actors,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Mandate> {
    let mut found: Vec<Mandate> = Vec::new();
    let mut keys = Keys::default();
    for (i, para) in letter.enumerate() {
        let context = layout.contexts[i];
        match layout.roles[i] {
            Role::MandateHeading => found.extend(identified(letter, layout, actors, i)),
            Role::Body | Role::LeadIn if goals.contains(&i) => {}
            Role::Body if para.is_item() && leading_id(para).is_some() => found.extend(announced(letter, layout, i)),
            Role::Body | Role::LeadIn if context.mandate.is_some() || !para.is_text() => {}
            Role::Body if para.is_item() && context.lead_in.is_some() => found.extend(listed(letter, layout, actors, i, context)),
            Role::Body | Role::LeadIn => requested(letter, layout, actors, i, &mut found),
            _ => {}
        }
    }
    // What is listed first and detailed below is one mandate: the detailed one.
    let detailed: Vec<(String, usize)> = found.iter().filter_map(|m| Some((m.id.clone()?, m.span.len()))).collect();
    found.retain(|m| {
        m.id.is_none() || !detailed.iter().any(|(id, len)| Some(id) == m.id.as_ref() && *len > m.span.len() && m.status != MandateStatus::Withheld)
    });
    found.sort_by_key(|m| m.span.start);
    let mut seen: Vec<(String, Option<String>)> = Vec::new();
    for mandate in &mut found {
        if let Some(id) = &mandate.id {
            if seen.iter().any(|(other, title)| other == id && *title != mandate.title) {
                diagnostics.push(letter.report(Code::IdReused, "mandates", mandate.span, format!("the id {id} stands for two mandates")));
            }
            seen.push((id.clone(), mandate.title.clone()));
        } else if mandate.addressee.is_none() {
            diagnostics.push(letter.report(Code::AddresseeMissing, "mandates", mandate.span, "the request names nobody who is asked".into()));
        }
        mandate.key = keys.unique(std::mem::take(&mut mandate.key));
    }
    found
}

/// A mandate under its own heading, with everything below that belongs to it.
fn identified(letter: &Letter<'_, '_>, layout: &Layout, actors: &Actors, heading: usize) -> Option<Mandate> {
    let head = &letter.paras[heading];
    let (id, title_start) = leading_id(head)?;
    let own: Vec<usize> = (heading..letter.paras.len()).filter(|&i| i == heading || belongs(layout, i, heading)).collect();
    let pieces = joined(letter, layout, heading, *own.last()?);
    let place = letter.source.place(&pieces);
    let title = letter.place(head, title_start..head.text().len()).text;
    let body = || own.iter().skip(1).map(|&i| &letter.paras[i]);
    let context = layout.contexts[heading];
    let section = layout.path(context.section);
    let responsible = body().chain([head]).find_map(|p| RESPONSIBLE.captures(p.text())).map(|c| c[1].to_owned());
    let clarifies = section.iter().any(|s| CLARIFIED.is_match(s));
    let status = status(head.text(), clarifies);
    let first = body().filter(|p| p.is_text()).find_map(|p| obliged(p, actors));
    Some(placed!(
        place,
        Mandate {
            key: id.clone(),
            id: Some(id),
            title: (!title.is_empty()).then_some(title),
            form: MandateForm::Identified,
            parts: parts(letter, &own),
            modality: first.as_ref().map_or(Modality::Skal, |f| f.0),
            addressee: first.and_then(|f| f.1),
            responsible,
            goal: context.goal.map(|g| goal_name(layout, g)),
            agenda_item: context.agenda_item,
            section,
            status,
        }
    ))
}

/// The goal's number, or its words where it has none.
fn goal_name(layout: &Layout, goal: usize) -> String {
    layout.goals.get(goal).map(|g| g.number.clone().unwrap_or_else(|| g.title.clone())).unwrap_or_default()
}

/// The first modal or request in a passage, and who it binds.
fn obliged(para: &Para<'_>, actors: &Actors) -> Option<(Modality, Option<String>)> {
    let cue = para.findings.cues.first()?;
    let who = actors.at_start(para.text()).map(|len| para.text()[..len].to_owned());
    Some((if let CueKind::Modal(m) = cue.kind { m } else { Modality::Bes }, who))
}

fn status(text: &str, clarifies: bool) -> MandateStatus {
    if WITHHELD.is_match(text) {
        MandateStatus::Withheld
    } else if WITHDRAWN.is_match(text) {
        MandateStatus::Withdrawn
    } else if clarifies {
        MandateStatus::Clarified
    } else {
        MandateStatus::Given
    }
}

/// Whether a passage is part of the mandate under `heading`.
fn belongs(layout: &Layout, i: usize, heading: usize) -> bool {
    layout.contexts[i].mandate == Some(heading) && matches!(layout.roles[i], Role::Body | Role::LeadIn | Role::InnerHeading)
}

/// The pieces from one passage to another: cut only where a page break or a letterhead stands between.
fn joined(letter: &Letter<'_, '_>, layout: &Layout, first: usize, last: usize) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut interrupted = true;
    for i in first..=last {
        if matches!(layout.roles[i], Role::Furniture | Role::Letterhead) {
            interrupted = true;
            continue;
        }
        for (n, piece) in letter.paras[i].passage.view.all_pieces().into_iter().enumerate() {
            match pieces.last_mut() {
                Some(open) if !interrupted && n == 0 => open.end = piece.end,
                _ => pieces.push(piece),
            }
            interrupted = false;
        }
    }
    pieces
}

/// The numbered parts: ordered items with what follows them.
fn parts(letter: &Letter<'_, '_>, own: &[usize]) -> Vec<MandatePart> {
    let mut parts: Vec<MandatePart> = Vec::new();
    for &i in own {
        let para = &letter.paras[i];
        if para.kind() != (BlockKind::Item { ordered: true }) {
            continue;
        }
        let line = &letter.blocks.lines[letter.blocks.blocks[para.passage.block].lines.start];
        let number = letter.source.text[line.mark.range()].to_owned();
        let place = letter.whole(para);
        parts.push(placed!(place, MandatePart { number }));
    }
    parts
}

/// A mandate that a list only announces: «TB2026-61 (unntatt offentlighet)».
fn announced(letter: &Letter<'_, '_>, layout: &Layout, i: usize) -> Option<Mandate> {
    let para = &letter.paras[i];
    let (id, title_start) = leading_id(para)?;
    let status = status(para.text(), false);
    let title = para.text()[title_start..].trim();
    let title = (status == MandateStatus::Given && !title.is_empty()).then(|| title.to_owned());
    let context = layout.contexts[i];
    Some(placed!(
        letter.whole(para),
        Mandate {
            key: id.clone(),
            id: Some(id),
            title,
            form: MandateForm::Identified,
            parts: Vec::new(),
            modality: Modality::Skal,
            addressee: None,
            responsible: None,
            goal: None,
            agenda_item: context.agenda_item,
            section: layout.path(context.section),
            status,
        }
    ))
}

/// An item of a list that a lead-in asks for.
fn listed(letter: &Letter<'_, '_>, layout: &Layout, actors: &Actors, i: usize, context: Context) -> Option<Mandate> {
    let lead = letter.paras.get(context.lead_in?)?;
    let last = lead.sentences().last()?.clone();
    let sentence = &lead.text()[last.clone()];
    if !LEAD_IN.is_match(sentence) {
        return None;
    }
    let modality = lead.findings.cues.iter().rev().find(|c| last.contains(&c.range.start)).map_or(Modality::Bes, |c| match c.kind {
        CueKind::Modal(m) => m,
        CueKind::Ask => Modality::Bes,
    });
    Some(mandate(layout, letter.whole(&letter.paras[i]), MandateForm::Listed, modality, addressee(sentence, actors), context))
}

/// Sentences of running text that ask somebody.
fn requested(letter: &Letter<'_, '_>, layout: &Layout, actors: &Actors, i: usize, found: &mut Vec<Mandate>) {
    let para = &letter.paras[i];
    if !para.findings.cues.iter().any(|c| c.kind == CueKind::Ask) {
        return;
    }
    let text = para.text();
    let all = para.sentences();
    let mut done = None;
    for cue in para.findings.cues.iter().filter(|c| c.kind == CueKind::Ask) {
        let sentence = at(all, cue.range.start);
        // One record a sentence; a lead-in asks for its list, not for itself.
        if done == Some(sentence.start) || text[sentence.clone()].ends_with(':') {
            continue;
        }
        if asks(&text[sentence.clone()], cue.range.start - sentence.start) {
            done = Some(sentence.start);
            let place = letter.place(para, sentence.clone());
            found.push(mandate(layout, place, MandateForm::Requested, Modality::Bes, addressee(&text[sentence], actors), layout.contexts[i]));
        }
    }
}

/// Whether a sentence asks in its main clause, by the cue at `cue`.
fn asks(sentence: &str, cue: usize) -> bool {
    if ASKS.find(sentence).is_some_and(|m| m.end() >= cue) && !REPORTED.is_match(&sentence[..cue]) {
        return true;
    }
    ASKED.find_at(sentence, 0).is_some_and(|m| m.start() <= cue && cue < m.end() && !REPORTED.is_match(&sentence[..m.start()]))
}

fn mandate(layout: &Layout, place: Place, form: MandateForm, modality: Modality, addressee: Option<String>, context: Context) -> Mandate {
    let kind = if form == MandateForm::Listed { "listed" } else { "requested" };
    let key = format!("{kind}-{}", fingerprint(&place.text));
    placed!(
        place,
        Mandate {
            key,
            id: None,
            title: None,
            form,
            parts: Vec::new(),
            modality,
            addressee,
            responsible: None,
            goal: context.goal.map(|g| goal_name(layout, g)),
            agenda_item: context.agenda_item,
            section: layout.path(context.section),
            status: MandateStatus::Given,
        }
    )
}

/// Who is asked: the words between the verb and «om», or the subject of the passive or of «skal».
fn addressee(sentence: &str, actors: &Actors) -> Option<String> {
    static BETWEEN: Lazy<Regex> =
        Lazy::new(|| pattern(r"\b(?:ba|bad|ber|bed)(?: departementet| foretaksmøtet| vi)? (?:(?:derfor|også|videre|samtidig) )?(?:om at )?"));
    static PASSIVE: Lazy<Regex> = Lazy::new(|| pattern(r"\b(?:gis|gir|bes|bedes|skal)\b(?: også| videre)?"));
    let name = |range: Range<usize>| Some(sentence[range].trim().to_owned()).filter(|n| !n.is_empty());
    if let Some(verb) = BETWEEN.find(sentence) {
        let rest = &sentence[verb.end()..];
        return name(verb.end()..verb.end() + actors.at_start(rest)?);
    }
    let verb = PASSIVE.find(sentence)?;
    if let Some(len) = actors.at_start(sentence)
        && len <= verb.start()
    {
        return name(0..len);
    }
    let rest = sentence[verb.end()..].trim_start();
    let start = sentence.len() - rest.len();
    name(start..start + actors.at_start(rest)?)
}
