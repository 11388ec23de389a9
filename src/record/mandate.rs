//! Mandates: what has an id, what is listed under a request, and sentences that ask.

use std::collections::HashMap;
use std::ops::Range;

use memchr::memmem::Finder;
use once_cell::sync::Lazy;
use regex::Regex;

use super::layout::{Context, Layout, Role, goal_name, leading_id};
use super::obligation::subordinate;
use super::org::Actors;
use super::pattern::{Needle, begins_with, holds, is_one_of, last_place, lower, pattern, strip, words};
use super::sentence::{at, paragraph_number};
use super::{Letter, Para, key_of, mandate_label, mandate_table, placed, unique_keys};
use crate::block::BlockKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::same_end;
use crate::model::{Mandate, MandateForm, MandatePart, MandateStatus, Modality};
use crate::source::Place;
use crate::span::Span;
use crate::value::id::is_count;
use crate::value::{Cue, CueKind, Findings, ValueKind};

static DIVISION: Needle = Needle::new(|| Finder::new("avdeling"));
static RESPONSIBLE: Lazy<Regex> = Lazy::new(|| pattern(r"(?i)\bansvarl[ei]g(?:e)? avdeling(?:er|ar)?(?: i \p{L}+)?: ?([\p{L}0-9/-]+)"));
/// What is said of a mandate that is not made public.
static WITHHELD: [Needle; 4] = [
    Needle::new(|| Finder::new("unntatt off")),
    Needle::new(|| Finder::new("unntatt fra offentlighet")),
    Needle::new(|| Finder::new("unnateke offentlegheit")),
    Needle::new(|| Finder::new("Unntatt offentlighet")),
];
/// What is said of a mandate that is taken back.
static WITHDRAWN: [Needle; 8] = [
    Needle::new(|| Finder::new("utgår")),
    Needle::new(|| Finder::new("Utgår")),
    Needle::new(|| Finder::new("trekkes tilbake")),
    Needle::new(|| Finder::new("bortfaller")),
    Needle::new(|| Finder::new("fell bort")),
    Needle::new(|| Finder::new("faller bort")),
    Needle::new(|| Finder::new("trekkast tilbake")),
    Needle::new(|| Finder::new("går ut")),
];
/// Whether words say that a mandate is taken back; one that «går ut på» something is about that.
fn says_withdrawn(words: &str) -> bool {
    WITHDRAWN.iter().any(|needle| needle.ends_in(words).any(|end| !words[end..].starts_with(" på ")))
}
/// Who asks, beside ministries and enterprises.
const ASKERS: &[&str] = &["foretaksmøtet", "føretaksmøtet", "departementet", "vi", "staten", "styret", "eier", "eigar", "rhf", "hf"];
/// The regions whose enterprises ask without their legal form: «Helse Vest ber om at».
const REGIONS: &[&str] = &["vest", "nord", "sør-øst", "midt-norge", "midt-noreg"];
/// The short names of ministries, past and present.
#[rustfmt::skip]
const MINISTRIES: &[&str] = &[
    "AD", "AID", "ASD", "BFD", "BLD", "DFD", "ED", "FAD", "FD", "FIN", "HOD", "JD", "KD", "KDD", "KLD", "KMD", "KRD", "KUD", "LMD", "NFD", "NHD",
    "OED", "SD", "UD",
];
/// Small words between who asks and the verb.
const ADVERBS: &[&str] =
    &["også", "videre", "vidare", "derfor", "difor", "samtidig", "dermed", "òg", "herved", "ellers", "i", "tillegg", "med", "dette"];

/// The mandates of a letter, and what is to be said about them; `other` are passages in order that are goals or indicators.
pub(crate) fn mandates(
    letter: &Letter<'_, '_>,
    layout: &Layout,
    other: &[usize],
    actors: &Actors,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Mandate> {
    let mut found: Vec<Mandate> = Vec::new();
    let mut asked = None;
    // Where the headings of mandates begin, in order.
    let mut headings: Vec<usize> = Vec::new();
    // The last passage of the list inside an item.
    let mut inside = 0;
    for (i, para) in letter.enumerate() {
        if i <= inside && inside > 0 {
            continue;
        }
        let context = layout.contexts[i];
        match layout.roles[i] {
            Role::MandateHeading => {
                if para.is_heading() {
                    headings.push(para.passage.view.span(para.all()).start);
                }
                found.extend(identified(letter, layout, actors, i));
            }
            Role::Body | Role::LeadIn if context.mandate.is_none() && mandate_label::is_labelled(para) => {
                found.extend(mandate_label::mandate(letter, layout, actors, i));
            }
            // The list of a labelled mandate is part of it.
            Role::Body | Role::LeadIn if context.lead_in.is_some_and(|l| l != i && mandate_label::is_labelled(&letter.paras[l])) => {}
            Role::Body | Role::LeadIn if other.binary_search(&i).is_ok() => {}
            Role::Body if para.is_item() && leading_id(para).is_some() => found.extend(announced(letter, layout, i)),
            Role::Body if let Some(table) = &para.passage.table => mandate_table::rows(letter, layout, actors, i, table, &mut found),
            Role::Body | Role::LeadIn if context.mandate.is_some() || !para.is_text() => {}
            Role::Body if para.is_item() && context.lead_in.is_some() => {
                if let Some((mandate, last)) = listed(letter, layout, actors, i, &mut asked) {
                    inside = last;
                    found.push(mandate);
                }
            }
            Role::Body | Role::LeadIn => {
                withdrawn(letter, layout, i, &mut found);
                requested(letter, layout, actors, i, &mut found);
            }
            _ => {}
        }
    }
    // What is listed first and detailed below is one mandate: the longest of its id. Two headings are two mandates.
    let mut lengths: Vec<(&str, usize)> = found.iter().filter_map(|m| Some((m.id.as_deref()?, m.span.len()))).collect();
    lengths.sort_unstable();
    let detailed = |m: &Mandate| {
        m.id.as_deref().is_some_and(|id| lengths[lengths.partition_point(|l| *l <= (id, m.span.len()))..].first().is_some_and(|l| l.0 == id))
    };
    let own = |m: &Mandate| m.status == MandateStatus::Withheld || headings.binary_search(&m.span.start).is_ok() || !detailed(m);
    let mut own = found.iter().map(own).collect::<Vec<bool>>().into_iter();
    found.retain(|m| {
        let own = own.next() != Some(false);
        if !own {
            letter.fired("mandate/detailed-elsewhere", m.span);
        }
        own
    });
    found.sort_by_key(|m| m.span.start);
    let mut titles: HashMap<(&str, &[String]), Option<&str>> = HashMap::with_capacity(found.iter().filter(|m| m.id.is_some()).count());
    for mandate in &found {
        if let Some(id) = &mandate.id {
            // What is only counted may be counted again in the next section.
            let scope: &[String] = if is_count(id) { &mandate.section } else { &[] };
            let title = mandate.title.as_deref();
            if titles.insert((id, scope), title).is_some_and(|earlier| earlier != title) {
                diagnostics.push(letter.report(Code::IdReused, "mandates", mandate.span, format!("the id {id} stands for two mandates")));
            }
        } else if mandate.addressee.is_none() {
            diagnostics.push(letter.report(Code::AddresseeMissing, "mandates", mandate.span, "the request names nobody who is asked".into()));
        }
    }
    unique_keys(&mut found, |m| &mut m.key);
    found
}

/// A mandate under its own heading, with everything below that belongs to it.
fn identified(letter: &Letter<'_, '_>, layout: &Layout, actors: &Actors, heading: usize) -> Option<Mandate> {
    let head = &letter.paras[heading];
    let (id, title_start) = leading_id(head)?;
    let own: Vec<usize> = std::iter::once(heading)
        .chain((heading + 1..letter.paras.len()).take_while(|&i| layout.contexts[i].mandate == Some(heading)).filter(|&i| belongs(layout, i)))
        .collect();
    let pieces = joined(letter, layout, heading, *own.last()?);
    let place = letter.source.place(&pieces);
    letter.fired("mandate/heading", place.span);
    let body = || own.iter().skip(1).map(|&i| &letter.paras[i]);
    let context = layout.contexts[heading];
    let section = layout.path(context.section);
    let responsible = body().chain([head]).filter(|p| DIVISION.is_in(p.text())).find_map(|p| RESPONSIBLE.captures(p.text())).map(|c| c[1].to_owned());
    let clarifies = section.last().is_some_and(|s| clarifies(s));
    let revoked = body().any(|p| begins_with(p.text(), &["oppdraget "]) && p.text().len() < SAYING && says_withdrawn(p.text()));
    let status = if revoked { MandateStatus::Withdrawn } else { status(head.text(), clarifies) };
    // «Læremidler: Oppdraget er justert slik at …» says behind its title what becomes of the mandate.
    let said = head.text()[title_start..].split_once(": ").filter(|(_, said)| said.starts_with(char::is_uppercase) && said.ends_with('.'));
    let title_end = said.map_or(head.text().len(), |(title, _)| title_start + title.len());
    let title = named(&letter.place(head, title_start..title_end).text, status);
    let in_head = said.map(|(_, said)| head.text().len() - said.len());
    let in_body = || body().filter(|p| p.is_text()).find_map(|p| obliged(p.text(), 0, &p.findings, actors));
    let first = in_head.and_then(|from| obliged(head.text(), from, &head.findings, actors)).or_else(in_body);
    Some(placed!(
        place,
        Mandate {
            key: id.to_owned(),
            id: Some(id.to_owned()),
            title,
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

/// The first modal or request of a text whose words begin at `from`, and who it binds.
pub(super) fn obliged(text: &str, from: usize, findings: &Findings, actors: &Actors) -> Option<(Modality, Option<String>)> {
    let words = text.get(from..)?;
    let cue = findings.cues.iter().find(|c| c.kind != CueKind::Occasion)?;
    // Who is bound stands first, or first in the sentence that binds.
    let sentence = text.get(from..cue.range.start).and_then(|before| last_place(before, ". ")).map_or("", |at| &words[at + 2..]);
    // Who asks is not who is asked: «Departementet ber X …».
    let asks = cue.kind == CueKind::Ask && words.split(' ').next().is_some_and(is_asker);
    // «Som del av arbeidet skal X …» has who is bound behind the verb.
    let behind = if let CueKind::Modal(_) = cue.kind { text[cue.range.end..].trim_start() } else { "" };
    let begins = |words: &str| Some(words[..actors.at_start(words)?].to_owned());
    let bound = || [words, sentence, behind].into_iter().find_map(begins).or_else(|| subject(text.get(from..cue.range.start)?, actors));
    let who = if asks { addressee(words.split_once(". ").map_or(words, |(first, _)| first), actors) } else { bound() };
    Some((if let CueKind::Modal(m) = cue.kind { m } else { Modality::Bes }, who))
}

/// Who a clause with «at» binds, when nothing but small words stand between them and its verb: «slik at X også (skal)».
fn subject(before: &str, actors: &Actors) -> Option<String> {
    let clause = &before[last_place(before, " at ")? + " at ".len()..];
    let (name, between) = clause.split_at(actors.at_start(clause)?);
    between.split_whitespace().all(|word| ADVERBS.contains(&word)).then(|| name.to_owned())
}

/// Whether a heading says that the mandates below it were given before: changes «i tildelinger» are none of mandates.
pub(super) fn clarifies(heading: &str) -> bool {
    let changes = holds(heading, "ndring") && (holds(heading, "oppdrag") || !heading.contains(' '));
    changes || ["resiser", "idligere oppdrag", "idlegare oppdrag"].iter().any(|w| holds(heading, w))
}

/// The longest passage that only says what becomes of a mandate, in bytes.
const SAYING: usize = 160;

/// Mandates that sentences take back by their id: «Oppdrag TB2026-15 Kart over tjenester utgår.»
fn withdrawn(letter: &Letter<'_, '_>, layout: &Layout, i: usize, found: &mut Vec<Mandate>) {
    let para = &letter.paras[i];
    let identified = || para.findings.values.iter().any(|v| matches!(v.kind, ValueKind::MandateId(_)));
    // The word for a mandate without an id is a cue.
    let counts = |c: &Cue| c.kind == CueKind::Ask && para.text()[c.range.start..].starts_with(MANDATE);
    let mentioned = para.findings.cues.iter().any(counts) || identified();
    if !mentioned || !says_withdrawn(para.text()) {
        return;
    }
    for sentence in para.sentences().iter().cloned() {
        let Some((id, title)) = taken_back(&para.text()[sentence.clone()], &para.findings, &sentence) else { continue };
        let place = letter.place(para, sentence);
        letter.fired("mandate/withdrawn", place.span);
        let listed = mandate(layout, place, MandateForm::Identified, Modality::Skal, None, layout.contexts[i]);
        found.push(Mandate { key: id.to_owned(), id: Some(id.to_owned()), title, status: MandateStatus::Withdrawn, ..listed });
    }
}

/// The mandate that a sentence takes back: its id and its title.
fn taken_back<'t>(words: &'t str, findings: &'t Findings, sentence: &Range<usize>) -> Option<(&'t str, Option<String>)> {
    let withdrawn = |behind: &str| words.len() < SAYING && status(behind, false) == MandateStatus::Withdrawn;
    let (id, behind) = counted(words).filter(|(_, behind)| withdrawn(behind)).or_else(|| {
        let mut values = findings.within(sentence.clone());
        let (id, range) = values.find_map(|v| if let ValueKind::MandateId(id) = &v.kind { Some((id.as_str(), &v.range)) } else { None })?;
        // The id is the subject: nothing but the word for a mandate stands before it.
        let lead = words[..range.start - sentence.start].trim_end();
        let subject = lead.is_empty() || is_one_of(lead, &["oppdrag", "oppdraget", "oppdrag nr."]);
        Some((id, &words[range.end - sentence.start..])).filter(|(_, behind)| subject && withdrawn(behind))
    })?;
    let title = named(behind.trim_start().trim_start_matches("om "), MandateStatus::Withdrawn);
    // «Oppdrag 3.4 utgår», «Oppdrag 3.4 i tildelingsbrevet utgår»
    Some((id, title.filter(|title| !says_withdrawn(title) && strip(title, &["i ", "fra ", "frå "]).is_none())))
}

/// The word for a mandate, where it opens a sentence.
const MANDATE: &str = "Oppdrag ";

/// The number of the mandate that a sentence begins with, and the words behind it: «Oppdrag nr. 19 om …».
fn counted(words: &str) -> Option<(&str, &str)> {
    const NUMBER: usize = 7;
    let rest = words.strip_prefix(MANDATE)?;
    let rest = rest.strip_prefix("nr. ").unwrap_or(rest);
    let (id, behind) = rest.split_once(' ')?;
    let count =
        id.len() <= NUMBER && id.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'.')) && id.as_bytes()[..1].iter().all(u8::is_ascii_digit);
    (count && !id.is_empty()).then_some((id, behind))
}

/// The title in the words behind an id: what is said of a mandate that is withheld or withdrawn is none of it.
pub(crate) fn named(words: &str, status: MandateStatus) -> Option<String> {
    const SAID: &[&str] = &[
        " (unntatt",
        " (unnateke",
        "(unntatt",
        "(unnateke",
        " unntatt ",
        " unnateke ",
        " utgår",
        " trekk",
        " bortfaller",
        " fell bort",
        " faller bort",
        " går ut",
    ];
    let said = status != MandateStatus::Given && status != MandateStatus::Clarified;
    // «Utgår» alone is no title.
    let nothing_else = status == MandateStatus::Withdrawn && begins_with(words, &["utgår", "bortfaller", "fell bort", "faller bort", "går ut"]);
    let end = if said { SAID.iter().filter_map(|w| words.find(w)).min() } else { None }.unwrap_or(words.len());
    let end = if nothing_else { 0 } else { end };
    let title = words[..end].trim().trim_end_matches(['–', '-']).trim_end();
    (!title.is_empty()).then(|| title.to_owned())
}

pub(crate) fn status(text: &str, clarifies: bool) -> MandateStatus {
    let says = |words: &[Needle]| words.iter().any(|w| w.is_in(text));
    if says(&WITHHELD) {
        MandateStatus::Withheld
    } else if says_withdrawn(text) {
        MandateStatus::Withdrawn
    } else if clarifies {
        MandateStatus::Clarified
    } else {
        MandateStatus::Given
    }
}

/// Whether a passage under a mandate's heading is part of it.
fn belongs(layout: &Layout, i: usize) -> bool {
    matches!(layout.roles[i], Role::Body | Role::LeadIn | Role::InnerHeading)
}

/// The pieces from one passage to another: cut only where a page break or a letterhead stands between.
pub(super) fn joined(letter: &Letter<'_, '_>, layout: &Layout, first: usize, last: usize) -> Vec<Span> {
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
pub(super) fn parts(letter: &Letter<'_, '_>, own: &[usize]) -> Vec<MandatePart> {
    let mut parts: Vec<MandatePart> = Vec::new();
    for &i in own {
        let para = &letter.paras[i];
        if para.kind() != (BlockKind::Item { ordered: true }) {
            continue;
        }
        let line = &letter.blocks.lines[letter.blocks.blocks[para.passage.block].lines.start];
        let number = letter.source.text[line.mark.range()].to_owned();
        let place = letter.whole(para);
        letter.fired("mandate/part", place.span);
        parts.push(placed!(place, MandatePart { number }));
    }
    parts
}

/// A mandate that a list only announces: «TB2026-61 (unntatt offentlighet)».
fn announced(letter: &Letter<'_, '_>, layout: &Layout, i: usize) -> Option<Mandate> {
    let para = &letter.paras[i];
    let (id, title_start) = leading_id(para)?;
    let status = status(para.text(), false);
    let title = named(&para.text()[title_start..], status);
    let context = layout.contexts[i];
    let place = letter.whole(para);
    letter.fired("mandate/announced", place.span);
    Some(placed!(
        place,
        Mandate {
            key: id.to_owned(),
            id: Some(id.to_owned()),
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

/// What a lead-in asks for, and of whom: the same for every item of its list.
struct Asked {
    /// The index of its passage.
    lead: usize,
    modality: Modality,
    addressee: Option<String>,
}

impl Asked {
    fn read(letter: &Letter<'_, '_>, lead: usize, actors: &Actors) -> Option<Self> {
        let para = letter.paras.get(lead)?;
        let last = para.sentences().last()?.clone();
        let modality = para.findings.cues.iter().rev().find(|c| last.contains(&c.range.start)).map_or(Modality::Bes, |c| match c.kind {
            CueKind::Modal(m) => m,
            CueKind::Ask | CueKind::Occasion => Modality::Bes,
        });
        Some(Self { lead, modality, addressee: addressee(&para.text()[last], actors) })
    }
}

/// An item of a list that a lead-in asks for, and its last passage; `asked` is what the last lead-in did.
fn listed(letter: &Letter<'_, '_>, layout: &Layout, actors: &Actors, i: usize, asked: &mut Option<Asked>) -> Option<(Mandate, usize)> {
    let context = layout.contexts[i];
    let lead = context.lead_in?;
    if asked.as_ref().is_none_or(|asked| asked.lead != lead) {
        *asked = Asked::read(letter, lead, actors);
    }
    let asked = asked.as_ref()?;
    let lead = &letter.paras[lead];
    let item = &letter.paras[i];
    // «Nye oppdrag:» also heads a list of titles.
    if lead.is_text() && lead.findings.cues.is_empty() && item.findings.cues.iter().all(|c| c.kind == CueKind::Occasion) {
        return None;
    }
    // Below a heading, the item itself says who is to do it: «Oppdrag 2026» «X skal …».
    let own = if asked.addressee.is_none() { obliged(item.text(), 0, &item.findings, actors) } else { None };
    let last = last_inside(letter, layout, i);
    let parts = parts(letter, &(i + 1..=last).collect::<Vec<_>>());
    let place = if last > i { letter.source.place(&joined(letter, layout, i, last)) } else { letter.whole(item) };
    letter.fired("mandate/listed", place.span);
    let modality = own.as_ref().filter(|_| lead.findings.cues.is_empty()).map_or(asked.modality, |o| o.0);
    let addressee = asked.addressee.clone().or(own.and_then(|o| o.1));
    Some((Mandate { parts, ..mandate(layout, place, MandateForm::Listed, modality, addressee, context) }, last))
}

/// The last passage of the list that an item leads in, set in further than the item or with another mark; the item itself if it leads in none.
fn last_inside(letter: &Letter<'_, '_>, layout: &Layout, i: usize) -> usize {
    let item = &letter.paras[i];
    if !item.text().ends_with(':') {
        return i;
    }
    let (indent, mark) = item_mark(letter, item);
    let inside = |para: &Para<'_>| {
        let (further, other) = item_mark(letter, para);
        para.is_item() && (further > indent || (further == indent && other != mark))
    };
    let apart = |n: &usize| matches!(layout.roles[*n], Role::Furniture | Role::Letterhead);
    let items = (i + 1..letter.paras.len()).filter(|n| !apart(n)).take_while(|&n| inside(&letter.paras[n]));
    items.last().unwrap_or(i)
}

/// How far an item is set in, and what it is marked with: a bullet, a figure or a letter.
fn item_mark(letter: &Letter<'_, '_>, item: &Para<'_>) -> (usize, char) {
    /// How many columns a tab is wide.
    const TAB: usize = 4;
    let line = letter.blocks.lines[letter.blocks.blocks[item.passage.block].lines.start];
    let text = &letter.source.text[line.span.range()];
    let words = text.trim_start();
    let indent = text[..text.len() - words.len()].chars().map(|c| if c == '\t' { TAB } else { 1 }).sum();
    let mark = match words.chars().next() {
        Some(c) if line.mark.is_empty() => c,
        Some('0'..='9') => '1',
        Some(c) if c.is_uppercase() => 'A',
        _ => 'a',
    };
    (indent, mark)
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
        let leads_in = text[sentence.clone()].ends_with(':') || (layout.roles[i] == Role::LeadIn && sentence.end == text.len());
        if done == Some(sentence.start) || leads_in {
            continue;
        }
        if asks(&text[sentence.clone()], cue.range.start - sentence.start..cue.range.end - sentence.start, layout.contexts[i].agenda_item.is_some()) {
            done = Some(sentence.start);
            let place = letter.place(para, sentence.clone());
            letter.fired("mandate/requested", place.span);
            found.push(mandate(
                layout,
                place,
                MandateForm::Requested,
                Modality::Bes,
                addressee(&text[sentence.start + paragraph_number(&text[sentence.clone()])..sentence.end], actors),
                layout.contexts[i],
            ));
        }
    }
}

/// Whether a sentence asks in its main clause, by the word at `cue`; what was asked in `minutes` is asked by the meeting.
fn asks(sentence: &str, cue: Range<usize>, minutes: bool) -> bool {
    let before = &sentence[..cue.start];
    // «Som ledd i …» opens a phrase, not a clause.
    if subordinate(before.strip_prefix("Som ").unwrap_or(before)) {
        return false;
    }
    let after = sentence[cue.end..].trim_start();
    match &*lower(&sentence[cue]) {
        "bes" | "bedes" => true,
        // «X anmodes om innspill til planen»
        "anmodes" | "oppmodast" => begins_with(after, &["om ", "å "]),
        // «X oppfordres til å», «X pålegges å», but not «pålegges en avgift».
        "oppfordres" | "oppfordrast" | "pålegges" | "påleggast" => begins_with(after, &["om å ", "å ", "til å ", "om at "]),
        // «Det blir bede om», «Direktoratet blir bedt om å»
        "bedt" | "bede" | "beden" | "bedne" => {
            ["blir", "vert"].iter().any(|verb| before.trim_end().ends_with(verb)) || (minutes && was_asked(before))
        }
        // «X gis i oppdrag å …», «gis X et tilleggsoppdrag om å …»
        "oppdrag" | "tilleggsoppdrag" => is_given(before) && (begins_with(after, &["å ", "om å", "om at"])),
        _ => {
            let spoken = before.split(' ').filter(|w| !w.is_empty()).rev().skip_while(|w| is_one_of(w, ADVERBS));
            let next = after.split([' ', ',']).next().unwrap_or("");
            // «Som del av arbeidet ber departementet direktoratet bidra» has the asker behind the verb.
            let mut asker = spoken;
            let last = asker.next();
            last.is_some_and(is_asker) || is_asker(next) || last.is_some_and(|region| is_one_of(region, REGIONS) && asker.next() == Some("Helse"))
        }
    }
}

/// Whether minutes tell that the one who begins the sentence was asked: «X HF ble bedt om», but not «I 2021 ble X bedt om».
fn was_asked(before: &str) -> bool {
    let who = ["ble", "blei", "vart"].iter().find_map(|verb| before.trim_end().strip_suffix(verb)?.strip_suffix(' '));
    who.is_some_and(|who| !who.is_empty() && !who.contains(|c: char| c == ',' || c.is_ascii_digit()) && words(who).count() < 8)
}

/// «gis i», «gis Helsedirektoratet et», «får i»: the words that hand an assignment over.
fn is_given(before: &str) -> bool {
    words(before).any(|w| matches!(w, "gis" | "gjevast" | "Gis" | "får" | "Får"))
}

fn is_asker(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    is_one_of(word, ASKERS) || MINISTRIES.contains(&word) || ["departementet", "departementene", "departementa"].iter().any(|end| same_end(word, end))
}

fn mandate(layout: &Layout, place: Place, form: MandateForm, modality: Modality, addressee: Option<String>, context: Context) -> Mandate {
    let kind = if form == MandateForm::Listed { "listed" } else { "requested" };
    let key = key_of(kind, [place.text.as_str()]);
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
    let name = |range: Range<usize>| Some(sentence[range].trim().to_owned()).filter(|n| !n.is_empty());
    let mut at = 0;
    let mut passive = None;
    for word in words(sentence) {
        let end = at + word.len();
        match word.trim_end_matches(':') {
            "ba" | "bad" | "ber" | "bed" => {
                let mut start = end;
                // Past an inverted asker, adverbs and «om at» to whom the request is made.
                for next in sentence[end..].split_inclusive(' ').skip(1) {
                    let bare = next.trim_end();
                    if !(is_asker(bare) || ADVERBS.contains(&bare) || matches!(bare, "om" | "at")) || bare == "styret" {
                        break;
                    }
                    start += next.len();
                }
                let start = start + sentence[start..].len() - sentence[start..].trim_start().len();
                return name(start..start + actors.at_start(&sentence[start..])?);
            }
            "gis" | "bes" | "bedes" | "anmodes" | "oppmodast" | "oppfordres" | "oppfordrast" | "pålegges" | "påleggast" | "får" | "blir" | "vert"
            | "bedt" | "skal" | "må" => passive = passive.or(Some(at..end)),
            _ => {}
        }
        at = end + 1;
    }
    let verb = passive?;
    if let Some(len) = actors.at_start(sentence).filter(|&len| len <= verb.start) {
        return name(0..len);
    }
    let rest = sentence[verb.end..].trim_start();
    let start = sentence.len() - rest.len();
    name(start..start + actors.at_start(rest)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests() {
        let asked = |sentence: &str, word: &str, minutes| sentence.find(word).is_some_and(|at| asks(sentence, at..at + word.len(), minutes));
        assert!(asked("Prøve HF ble bedt om å lage en plan.", "bedt", true));
        assert!(!asked("Prøve HF ble bedt om å lage en plan.", "bedt", false));
        assert!(asked("Prøve HF anmodes om innspill til planen.", "anmodes", false));
        assert!(!asked("Prøve HF anmodes hvert år.", "anmodes", false));
        assert!(!asked("I 2021 ble Prøve HF bedt om å lage en plan.", "bedt", true));
        assert!(!asked("Det vises til møtet i 2021, der Prøve HF ble bedt om å lage en plan.", "bedt", true));
        assert!(asked("KD ber også Prøvetilsynet om å svare.", "ber", false));
        assert!(!asked("NRK ber også Prøvetilsynet om å svare.", "ber", false));
        assert!(asked("Helse Vest ber om at føretaket følgjer opp.", "ber", false));
        assert!(!asked("Ein kommune i vest ber om at føretaket følgjer opp.", "ber", false));
    }

    #[test]
    fn a_title_ends_where_its_heading_says_what_becomes_of_the_mandate() {
        let letter = |heading: &str| {
            let text = format!(
                "# Supplerende tildelingsbrev nr. 1 for 2024 til Prøvetilsynet\n\n### {heading}\n\nFrist: 1. mai.\n\nMed hilsen\n\nFor kunnskapsministeren\n\nKari Nordmann\nekspedisjonssjef\n"
            );
            let letter = crate::parse(&text).documents.remove(0);
            (letter.mandates.into_iter().next().and_then(|m| Some((m.title?, m.addressee))), letter.signatories.len())
        };
        let tilsynet = Some("Prøvetilsynet".to_owned());
        let justified = "TB2024-16 Prøver: Oppdraget er justert slik at Prøvetilsynet også skal vurdere digitale prøver.";
        assert_eq!(letter(justified), (Some(("Prøver".to_owned(), tilsynet)), 1));
        assert_eq!(letter("TB2024-16 Prøver: Muntlig og skriftlig"), (Some(("Prøver: Muntlig og skriftlig".to_owned(), None)), 1));
    }

    #[test]
    fn a_section_line_right_above_a_request_is_no_part_of_it() {
        let text = "Tildelingsbrev 2026 til Prøvetilsynet\n\n3. Oppdrag\n\n3.1 Tilstand på kaiene\nPrøvetilsynet gis i oppdrag å kartlegge tilstanden på alle kaiene i landet.\nVurderingen skal inneholde\n– en oversikt over kaiene\n– anslag for kostnader\n\n3.2 Lading\nVi ber Prøvetilsynet om å vurdere tiltak for raskere utbygging.\n";
        let letter = &crate::parse(text).documents[0];
        let first = letter.mandates.first().map(|m| (m.text.as_str(), m.addressee.as_deref()));
        assert_eq!(first, Some(("Prøvetilsynet gis i oppdrag å kartlegge tilstanden på alle kaiene i landet.", Some("Prøvetilsynet"))));
    }
}
