//! Attendance and signatures.

use once_cell::sync::Lazy;
use regex::Regex;

use super::layout::{Layout, Role};
use super::meeting::auditor_name;
use super::pattern::{Opening, pattern};
use super::person::{Person, name_at_start, people};
use super::{Letter, placed};
use crate::block::columns;
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

/// Everybody on the list of attendance.
pub(crate) fn participants(letter: &Letter<'_, '_>, layout: &Layout) -> Vec<Participant> {
    let mut found = Vec::new();
    let mut group: Option<String> = None;
    let mut presence = Presence::Present;
    // The names of a group, collected over passages so that broken lines can be mended.
    let mut pending: Vec<Span> = Vec::new();
    for (i, para) in letter.enumerate() {
        match &layout.roles[i] {
            Role::GroupHead(Presence::Auditor) => {
                flush(letter, &mut pending, group.as_ref(), presence, &mut found);
                if let Some(range) = auditor_name(para.text()) {
                    let place = letter.place(para, range);
                    let name = place.text.clone();
                    let group = Some(para.text().split(' ').next().unwrap_or("").to_owned());
                    found.push(placed!(place, Participant { name, title: None, group, presence: Presence::Auditor }));
                }
            }
            Role::GroupHead(head) => {
                for line in letter.lines(para) {
                    let view = View::new(letter.source.text, &[line]);
                    // A head and its names may share a line, and several groups a paragraph.
                    let Some(party) = PARTY.captures(&view.text) else {
                        pending.push(line);
                        continue;
                    };
                    flush(letter, &mut pending, group.as_ref(), presence, &mut found);
                    let absent = party.get(3).is_some();
                    presence = if absent { Presence::Absent } else { *head };
                    let named = party.get(1).or_else(|| party.get(2)).map(|m| m.as_str().to_owned());
                    group = if absent { group } else { named };
                    if let Some(colon) = view.text.find(':')
                        && !view.text[colon + 1..].trim().is_empty()
                    {
                        let words = view.text.len() - view.text[colon + 1..].trim_start().len();
                        pending.extend(view.pieces(words..view.text.len()));
                    }
                }
            }
            Role::Attendee => pending.extend(letter.lines(para)),
            Role::Furniture | Role::Letterhead => {}
            _ => flush(letter, &mut pending, group.as_ref(), presence, &mut found),
        }
    }
    flush(letter, &mut pending, group.as_ref(), presence, &mut found);
    found
}

/// Turns the collected lines of a group into people.
fn flush(letter: &Letter<'_, '_>, pending: &mut Vec<Span>, group: Option<&String>, presence: Presence, found: &mut Vec<Participant>) {
    if pending.is_empty() {
        return;
    }
    let lines = std::mem::take(pending);
    let view = View::new(letter.source.text, &lines);
    let breaks: Vec<usize> = lines.iter().skip(1).map(|l| view.offset(l.start)).collect();
    for Person { title, name } in people(&view.text, &breaks) {
        let whole = title.as_ref().map_or(name.start, |t| t.start)..name.end;
        let place = letter.place_in(&view, whole);
        let words = |range| crate::view::plain_text(letter.source.text, &view.pieces(range));
        let (name, title) = (words(name), title.map(words));
        found.push(placed!(place, Participant { name, title, group: group.cloned(), presence }));
    }
}

/// Who signed, with the title below or beside the name.
pub(crate) fn signatories(letter: &Letter<'_, '_>, layout: &Layout) -> Vec<Signatory> {
    let mut found: Vec<Signatory> = Vec::new();
    for (_, para) in letter.enumerate().filter(|(i, _)| layout.roles[*i] == Role::Signature) {
        for line in letter.lines(para) {
            // Two signers may share a line, with a gap between them.
            for words in columns(&letter.source.text[line.range()]) {
                let view = View::new(letter.source.text, &[Span::new(line.start + words.start, line.start + words.end)]);
                signature(letter, &view, &mut found);
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
        found.push(placed!(place, Signatory { name, title, on_behalf }));
        at = stop + (text[stop..].len() - text[stop..].trim_start().len());
    }
    // A line of small words is the title of the signer above it.
    if at == 0
        && text.starts_with(char::is_lowercase)
        && text.len() < 60
        && let Some(last) = found.last_mut()
        && last.title.is_none()
    {
        last.title = Some(text.to_owned());
        let place = letter.source.place(&[Span::new(last.span.start, view.span(0..text.len()).end)]);
        last.text = place.text;
        last.span = place.span;
    }
}
