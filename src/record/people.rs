//! Attendance and signatures.

use once_cell::sync::Lazy;
use regex::Regex;

use super::layout::{Layout, Role};
use super::meeting::auditor_name;
use super::pattern::{Opening, pattern};
use super::person::{Person, is_title_word, name_at_start, people};
use super::{Letter, placed};
use crate::block::columns;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Participant, Presence, Signatory};
use crate::span::Span;
use crate::view::View;

/// The party that a head of the list names: «Fra styret i X møtte:».
static PARTY: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"(?i)^(?:(?:til ?sta?e?des? )?fr[aå] (.+?)(?: (?:møt(?:te?|e)|deltok|deltek)(?:[ :;.]|$)|:$)|((?:også|òg) til ?sta?e?des?)|(?:meldt )?(forfall))",
    )
});
static ON_BEHALF: Opening =
    Opening::new(&["e.", "etter ", "(e", " e.", " etter ", " (e"], || pattern(r"(?i)^ ?\(?(?:e\. ?f\.|etter fullmakt|e\.f)\)?"));
static SIGNED: Opening = Opening::new(&["(sign", " (sign"], || pattern(r"(?i)^ ?\(sign\.?\)"));

/// A party on the list of attendance: whom its head names, and the lines of names under it.
struct Party {
    group: Option<String>,
    presence: Presence,
    lines: Vec<Span>,
}

/// Everybody on the list of attendance.
pub(crate) fn participants(letter: &Letter<'_, '_>, layout: &Layout, diagnostics: &mut Vec<Diagnostic>) -> Vec<Participant> {
    let mut found = Vec::new();
    let mut bare = false;
    for party in parties(letter, layout, &mut found) {
        // Two columns may be read as all heads, then all names: nothing tells whose a name is.
        if bare && !party.lines.is_empty() {
            let message = "several heads stand before these names, so that their party is unknown; they are left out".to_owned();
            diagnostics.push(letter.report(Code::AttendanceUnread, "participants", party.lines[0], message));
            continue;
        }
        bare = party.lines.is_empty();
        people_of(letter, &party, &mut found, diagnostics);
    }
    found.sort_by_key(|p: &Participant| p.span.start);
    found
}

/// The parties in order; the auditor, who stands in a sentence, goes to `found`.
fn parties(letter: &Letter<'_, '_>, layout: &Layout, found: &mut Vec<Participant>) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    // Whether names still belong to the last party.
    let mut open = false;
    for (i, para) in letter.enumerate() {
        match &layout.roles[i] {
            Role::GroupHead(Presence::Auditor) => {
                open = false;
                let named = para.text().strip_prefix("Revisor ").and_then(|rest| Some(8..8 + name_at_start(rest)?));
                let met = !para.text().contains(" ikke") && !para.text().contains(" ikkje");
                if let Some(range) = auditor_name(para.text()).or(named) {
                    let place = letter.place(para, range);
                    letter.fired("participant/auditor", place.span);
                    let name = place.text.clone();
                    let group = Some(para.text().split(' ').next().unwrap_or("").to_owned());
                    found.push(placed!(
                        place,
                        Participant { name, title: None, group, presence: if met { Presence::Auditor } else { Presence::Absent } }
                    ));
                }
            }
            Role::GroupHead(head) => {
                open = true;
                for line in letter.lines(para) {
                    let view = View::new(letter.source.text, &[line]);
                    // A head and its names may share a line, and several groups a paragraph.
                    let Some(named) = PARTY.captures(&view.text) else {
                        parties.last_mut().into_iter().for_each(|p| p.lines.push(line));
                        continue;
                    };
                    let absent = named.get(3).is_some();
                    let presence = if absent { Presence::Absent } else { *head };
                    let group = match named.get(1).or_else(|| named.get(2)) {
                        Some(name) => Some(name.as_str().to_owned()),
                        None => parties.last().and_then(|p| p.group.clone()),
                    };
                    let mut lines = Vec::new();
                    if let Some(colon) = view.text.find(':')
                        && !view.text[colon + 1..].trim().is_empty()
                    {
                        let words = view.text.len() - view.text[colon + 1..].trim_start().len();
                        lines.extend(view.pieces(words..view.text.len()));
                    }
                    parties.push(Party { group, presence, lines });
                }
            }
            Role::Attendee if open => parties.last_mut().into_iter().for_each(|p| p.lines.extend(letter.lines(para))),
            Role::Furniture | Role::Letterhead => {}
            _ => open = false,
        }
    }
    parties
}

/// The most words of a name.
const LONGEST_NAME: usize = 5;

/// Turns the lines of a party into people.
fn people_of(letter: &Letter<'_, '_>, party: &Party, found: &mut Vec<Participant>, diagnostics: &mut Vec<Diagnostic>) {
    if party.lines.is_empty() {
        return;
    }
    let view = View::new(letter.source.text, &party.lines);
    let breaks: Vec<usize> = party.lines.iter().skip(1).map(|l| view.offset(l.start)).collect();
    for Person { title, name } in people(&view.text, &breaks) {
        let whole = title.as_ref().map_or(name.start, |t| t.start)..name.end;
        let place = letter.place_in(&view, whole);
        let words = |range| crate::view::plain_text(letter.source.text, &view.pieces(range));
        let (name, title) = (words(name), title.map(words));
        if name.split(' ').count() > LONGEST_NAME {
            let message = format!("«{name}» holds several names that nothing parts; they are left out");
            diagnostics.push(letter.report(Code::AttendanceUnread, "participants", place.span, message));
            continue;
        }
        letter.fired("participant/listed", place.span);
        found.push(placed!(place, Participant { name, title, group: party.group.clone(), presence: party.presence }));
    }
}

/// Who signed, with the title below or beside the name.
pub(crate) fn signatories(letter: &Letter<'_, '_>, layout: &Layout) -> Vec<Signatory> {
    let mut found: Vec<Signatory> = Vec::new();
    // How many the last line with names names.
    let mut beside = 0;
    for (_, para) in letter.enumerate().filter(|(i, _)| layout.roles[*i] == Role::Signature) {
        for line in letter.lines(para) {
            // Two signers may share a line, with a gap between them; then their titles share the next one.
            let words = columns(&letter.source.text[line.range()]);
            let views: Vec<View<'_>> =
                words.map(|words| View::new(letter.source.text, &[Span::new(line.start + words.start, line.start + words.end)])).collect();
            let before = found.len();
            for view in &views {
                signature(letter, view, &mut found);
            }
            if found.len() > before {
                beside = found.len() - before;
            } else if views.len() == beside {
                let signers = found.iter_mut().rev().take(beside).rev();
                signers.zip(&views).for_each(|(signer, view)| title_below(letter, view, signer));
            }
        }
    }
    found
}

fn signature(letter: &Letter<'_, '_>, view: &View<'_>, found: &mut Vec<Signatory>) {
    let text: &str = &view.text;
    let mut at = 0;
    while let Some(len) = name_at_start(&text[at..]) {
        let name = at..at + len;
        let rest = &text[name.end..];
        let behalf = ON_BEHALF.len(rest);
        let on_behalf = behalf.is_some();
        let end = name.end + behalf.or_else(|| SIGNED.len(rest)).unwrap_or(0);
        // A title is small words; the next capital letter begins another signer.
        let tail = &text[end..];
        let words = tail.trim_start();
        let title_start = end + (tail.len() - words.len());
        let title_len = if words.starts_with(char::is_lowercase) { words.find(|c: char| c.is_uppercase()).unwrap_or(words.len()) } else { 0 };
        let title = text[title_start..title_start + title_len].trim_end();
        let (stop, title) = if title.is_empty() { (end, None) } else { (title_start + title.len(), Some(title.to_owned())) };
        let place = letter.place_in(view, name.start..stop);
        let name = text[name].to_owned();
        letter.fired("signatory/name", place.span);
        found.push(placed!(place, Signatory { name, title, on_behalf }));
        at = stop + (text[stop..].len() - text[stop..].trim_start().len());
    }
}

/// A line of small words, or one that ends in a title's word, is the title of the signer above it.
fn title_below(letter: &Letter<'_, '_>, view: &View<'_>, signer: &mut Signatory) {
    let text: &str = &view.text;
    let first = text.split([' ', ',']).next().unwrap_or("");
    let titled = text.starts_with(char::is_lowercase) || (is_title_word(first) && !text.ends_with('.'));
    if !titled || text.len() >= 60 || text.contains(|c: char| c.is_ascii_digit()) || signer.title.is_some() {
        return;
    }
    signer.title = Some(text.to_owned());
    // Another signer's words may stand between the two.
    let (name, title) = (signer.span, view.span(0..text.len()));
    let line = &letter.source.text[name.end..title.start];
    let place = if line.trim().is_empty() { letter.source.place(&[name.cover(title)]) } else { letter.source.place(&[name, title]) };
    letter.fired("signatory/title-below", place.span);
    (signer.text, signer.span, signer.pieces) = (place.text, place.span, place.pieces);
}
