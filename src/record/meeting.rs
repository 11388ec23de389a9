//! The meeting that minutes are of: whose, when, where, how, and who led it.

use std::ops::Range;

use memchr::memmem::Finder;

use super::header::{Header, full_day, signing_date, with_role};
use super::layout::{Layout, Role};
use super::org::enterprise;
use super::parties::as_written;
use super::pattern::{Beginnings, Needle, bare_words, begins_with, ends_word, holds, is_one_of, last_word, position, strip, words};
use super::person::{Person, is_title_word, name_at_start, people};
use super::signs::meeting_over;
use super::{Letter, Para};
use crate::diagnostic::Code;
use crate::model::{Clock, Meeting, MeetingForm, Participant, Presence};
use crate::span::Span;
use crate::value::moment::{Moment, weekday};
use crate::value::{Mentions, ValueKind};
use crate::view::View;

static HELD: [Needle; 2] = [Needle::new(|| Finder::new("holdt")), Needle::new(|| Finder::new("halde"))];
static LEADER: Needle = Needle::new(|| Finder::new("øtele"));
/// What stands before the name of who met for a body.
static MET_BY: [Needle; 2] = [Needle::new(|| Finder::new(" ved ")), Needle::new(|| Finder::new(" v/"))];
/// How the word for the owner's meeting goes on behind its first letter, in either standard and in capitals.
static OWNERS_MEETING: [Needle; 4] = [
    Needle::new(|| Finder::new("oretaksmøte")),
    Needle::new(|| Finder::new("øretaksmøte")),
    Needle::new(|| Finder::new("ORETAKSMØTE")),
    Needle::new(|| Finder::new("ØRETAKSMØTE")),
];
/// Verbs of those who are to approve the minutes.
const APPROVE: &[&str] = &["godkjenne", "godkjenna", "undertegne", "underskrive", "signere", "skrive under"];
/// How words for a meeting's form begin, and those that are whole as they stand.
static DIGITAL: (Beginnings, &[&str]) =
    (Beginnings::new(&["digital", "videomøte", "videokonferanse", "teamsmøte"]), &["video", "teams", "nettmøte", "fjernmøte", "telefonmøte"]);
static PHYSICAL: (Beginnings, &[&str]) = (Beginnings::new(&["fysisk"]), &[]);
/// Reads the meeting; date and enterprise also become the header's.
pub(crate) fn read(letter: &Letter<'_, '_>, layout: &Layout, participants: &[Participant], header: &mut Header) -> Meeting {
    let mut meeting = Meeting::default();
    for (i, para) in letter.enumerate() {
        match layout.roles[i] {
            Role::Title | Role::Heading if meeting.enterprise.is_none() => whose(letter, para, header, &mut meeting),
            Role::Closing => ended(letter, para, header, &mut meeting),
            Role::GroupHead(Presence::Auditor) => auditor(letter, para, header, &mut meeting),
            Role::Body | Role::Unplaced | Role::Attendee | Role::HeaderLabel => running(letter, para, header, &mut meeting),
            _ => {}
        }
    }
    if meeting.date.is_none() {
        title_date(letter, layout, header, &mut meeting);
    }
    // Under «Fra Riksrevisjonen:».
    let listed = || participants.iter().find(|p| p.presence == Presence::Auditor && p.group.as_deref() == Some("Riksrevisjonen"));
    if meeting.auditor.is_none()
        && let Some(auditor) = listed()
    {
        let said = &letter.source.text[auditor.span.range()];
        let start = position(said, &auditor.name).map(|at| auditor.span.start + at);
        let name = start.map_or(auditor.span, |start| Span::new(start, start + auditor.name.len()));
        meeting.auditor = Some(header.evidence(letter, "meeting/auditor", "meeting.auditor", &[name]).to_owned());
    }
    if meeting.enterprise.is_none() {
        of_party(letter, participants, header, &mut meeting);
    }
    if let Some(name) = meeting.enterprise.take() {
        meeting.enterprise = Some(as_written(letter, layout, "meeting.enterprise", name, header));
    }
    if header.date.is_none() {
        header.date = meeting.date;
    }
    if header.date.is_none() {
        signing_date(letter, layout, header);
    }
    meeting
}

fn running(letter: &Letter<'_, '_>, para: &Para<'_>, header: &mut Header, meeting: &mut Meeting) {
    let text = para.text();
    // A label may have given the day alone.
    if (meeting.date.is_none() || meeting.start.is_none()) && HELD.iter().any(|n| n.is_in(text)) && OWNERS_MEETING.iter().any(|n| n.is_in(text)) {
        opening(letter, para, header, meeting);
    }
    // «Foretaksmøtet ble holdt digitalt.» may follow the opening as a sentence of its own.
    if meeting.date.is_some() && says_how(text) {
        form(letter, para, header, meeting);
    }
    labels(letter, para, header, meeting);
    if meeting.chair.is_none() {
        chair(letter, para, header, meeting);
    }
    if meeting.end.is_none() && para.findings.mentions.has(Mentions::OVER) {
        ended(letter, para, header, meeting);
    }
    if !para.findings.mentions.has(Mentions::MINUTES) {
        return;
    }
    for sentence in para.sentences().iter().cloned() {
        let words = &text[sentence.clone()];
        if meeting.approvers.is_empty() && holds(words, "protokollen") && APPROVE.iter().any(|verb| holds(words, verb)) {
            let verb = [" ble ", " blei ", " vart ", " skal "].iter().filter_map(|v| position(words, v)).min().unwrap_or(0);
            // «Til å skrive under protokollen … vart Kari Nordby vald»
            let behind = || {
                let end = [" valgt.", " vald.", " utpekt.", " peika ut.", "."].iter().find_map(|end| words.strip_suffix(end));
                verb..end.unwrap_or(words).len().max(verb)
            };
            let chosen = if begins_with(words, &["til å "]) { behind() } else { 0..verb };
            approvers(letter, para, sentence.start + chosen.start, &words[chosen], header, meeting);
        }
    }
}

/// Whether a passage says how the meeting was held.
fn says_how(text: &str) -> bool {
    const HELD_SO: &[&str] = &["holdt", "avholdt", "halde", "haldt", "gjennomført"];
    let rest = strip(text, &["foretaksmøtet ", "føretaksmøtet ", "møtet "]).and_then(|rest| strip(rest, &["ble ", "blei ", "vart "]));
    rest.and_then(|rest| strip(rest, HELD_SO)).is_some_and(ends_word)
}

/// Who led the meeting; on a list of names a line speaks of the people on it.
fn chair(letter: &Letter<'_, '_>, para: &Para<'_>, header: &mut Header, meeting: &mut Meeting) {
    let led = LEADER.is_in(para.text());
    // The words of a table have not been looked through.
    if !led && para.passage.table.is_none() && !para.findings.mentions.has(Mentions::LED) {
        return;
    }
    let rows = para.passage.table.iter().flat_map(|table| &table.rows).map(|row| View::of(letter.source, &[row.span]));
    let listed = led && ["øteleder)", "øteleiar)"].iter().any(|word| holds(para.text(), word));
    let lines = listed.then(|| letter.lines(para)).into_iter().flatten().map(|line| View::of(letter.source, &[line]));
    let named = rows.chain(lines).filter(|line| LEADER.is_in(&line.text)).find_map(|line| Some(line.pieces(leader(&line.text)?)));
    let Some(pieces) = named.or_else(|| Some(para.passage.view.pieces(leader(para.text())?))) else { return };
    meeting.chair = Some(header.evidence(letter, "meeting/leader", "meeting.chair", &pieces).to_owned());
}

/// The sentence that says when and where the meeting was held.
fn opening(letter: &Letter<'_, '_>, para: &Para<'_>, header: &mut Header, meeting: &mut Meeting) {
    let text = para.text();
    let view = &para.passage.view;
    // A label may give the day of the letter, which is not that of the meeting.
    let mut days =
        para.findings.values.iter().filter_map(|v| if let ValueKind::Moment(moment) = v.kind { full_day(moment) } else { None }).peekable();
    if meeting.date.is_some() && days.peek().is_some() && days.all(|day| meeting.date != Some(day)) {
        meeting.date = None;
        header.evidence.retain(|e| e.field != "meeting.date");
    }
    for value in &para.findings.values {
        match value.kind {
            ValueKind::Moment(moment) => {
                let moment = in_year_above(&text[..value.range.start], moment);
                day(letter, "meeting/opening", para, value.range.clone(), moment, header, meeting);
            }
            ValueKind::Clock(hour, minute) if meeting.start.is_none() => {
                meeting.start = Clock::new(hour, minute);
                header.evidence(letter, "meeting/opening", "meeting.start", &view.pieces(value.range.clone()));
            }
            _ => {}
        }
    }
    form(letter, para, header, meeting);
    if let Some(name) = named_enterprise(text) {
        // A name that breaks at a line's end is the whole one of the title.
        let said = &text[name.clone()];
        let broken = meeting.enterprise.as_deref() == Some(said) && letter.place(para, name.clone()).text != said;
        if !broken {
            if let Some(seen) = header.evidence.iter().position(|e| e.field == "meeting.enterprise") {
                header.evidence.remove(seen);
            }
            meeting.enterprise = Some(header.evidence(letter, "meeting/opening", "meeting.enterprise", &view.pieces(name.clone())).to_owned());
        }
        let end = para.sentences().iter().find(|s| s.end >= name.end).map_or(text.len(), |s| s.end);
        if let Some(range) = place_behind(text, name.end..end) {
            meeting.place = Some(header.evidence(letter, "meeting/opening", "meeting.place", &view.pieces(range)).to_owned());
        }
    }
    let times = || para.findings.values.iter().filter(|v| matches!(v.kind, ValueKind::Moment(_) | ValueKind::Clock(..))).map(|v| v.range.start);
    if meeting.place.is_none()
        && let Some(range) = para.sentences().iter().find_map(|sentence| held_at(text, sentence.clone(), times()))
    {
        meeting.place = Some(header.evidence(letter, "meeting/held-at", "meeting.place", &view.pieces(range)).to_owned());
    }
}

/// The day of «År 2009, den 18. februar ble …», whose year stands before it.
fn in_year_above(before: &str, moment: Moment) -> Moment {
    let year = || strip(before, &["år "])?.get(..4)?.parse().ok();
    match moment {
        Moment::Day { year: None, month, day } => Moment::Day { year: year(), month, day },
        other => other,
    }
}

/// The place in «Møtet ble avholdt i …», a sentence of its own, or the opening that tells the time behind it.
fn held_at(text: &str, sentence: Range<usize>, mut times: impl Iterator<Item = usize>) -> Option<Range<usize>> {
    const HELD_BEHIND: &[&str] = &["holdt", "avholdt", "halde", "haldt"];
    let met = strip(&text[sentence.clone()], &["foretaksmøtet ", "føretaksmøtet ", "møtet "])?;
    let rest = strip(strip(met, &["ble ", "blei ", "vart "])?, HELD_BEHIND)?;
    let start = sentence.end - rest.len();
    let place = place_behind(text, start..sentence.end)?;
    // «…, onsdag 12. februar 2025 kl. 10.00»
    let Some(time) = times.find(|at| place.contains(at)) else { return Some(place) };
    let mut words = text[place.start..time].trim_end();
    while let Some(before) = words.strip_suffix(',').or_else(|| words.strip_suffix(last_word(words)).filter(|_| is_of_time(last_word(words)))) {
        words = before.trim_end();
    }
    (!words.is_empty()).then(|| place.start..place.start + words.len())
}

/// Whether a word belongs to the time behind it: «onsdag», «den», «kl.».
fn is_of_time(word: &str) -> bool {
    weekday(word).is_some() || is_one_of(word, &["den", "kl", "kl.", "klokken", "klokka", "fra", "frå"])
}

/// The place in «… i Oslo.»: what follows the meeting's name, up to the end of its sentence.
fn place_behind(text: &str, rest: Range<usize>) -> Option<Range<usize>> {
    let words = [" i ", " på ", " ved ", " hos "].iter().find_map(|at| text[rest.clone()].strip_prefix(at)).filter(|words| !words.is_empty())?;
    let len = words.strip_suffix('.').filter(|words| !words.is_empty()).unwrap_or(words).len();
    let start = rest.end - words.len();
    Some(start..start + len)
}

/// Whether a label of a day stands among the words.
fn has_date_label(text: &str) -> bool {
    static LABELS: Beginnings = Beginnings::new(&["dato:", "tid:", "tidspunkt:", "møtedato:"]);
    text.contains(':') && words(text).any(|word| LABELS.begin(word))
}

/// «Stad: …», «Dato: …» on lines of their own.
fn labels(letter: &Letter<'_, '_>, para: &Para<'_>, header: &mut Header, meeting: &mut Meeting) {
    static PLACE: Beginnings = Beginnings::new(&["stad", "sted", "møtest"]);
    if meeting.place.is_none() && PLACE.begin(para.text()) {
        for line in letter.lines(para) {
            let view = View::of(letter.source, &[line]);
            let place = strip(&view.text, &["stad:", "sted:", "møtested:", "møtestad:"]).map(|place| place.trim_start_matches(' '));
            if let Some(place) = place.filter(|place| !place.is_empty()) {
                let range = view.text.len() - place.len()..view.text.len();
                meeting.place = Some(header.evidence(letter, "meeting/place-label", "meeting.place", &view.pieces(range)).to_owned());
                form(letter, para, header, meeting);
                break;
            }
        }
    }
    if meeting.start.is_none() && para.text().len() < 200 && begins_with(para.text(), &["tid:", "tidspunkt:"]) {
        clock(letter, para, header, meeting);
    }
    if meeting.date.is_none() && para.text().len() < 200 && has_date_label(para.text()) {
        for value in &para.findings.values {
            match value.kind {
                ValueKind::Moment(moment) => day(letter, "meeting/date-label", para, value.range.clone(), moment, header, meeting),
                ValueKind::Clock(..) => clock(letter, para, header, meeting),
                _ => {}
            }
        }
    }
}

/// The first time of day in a labelled passage: when the meeting begins.
fn clock(letter: &Letter<'_, '_>, para: &Para<'_>, header: &mut Header, meeting: &mut Meeting) {
    let times = para.findings.values.iter().filter_map(|v| if let ValueKind::Clock(hour, minute) = v.kind { Some((v, hour, minute)) } else { None });
    if let (None, Some((value, hour, minute))) = (meeting.start, times.into_iter().next()) {
        meeting.start = Clock::new(hour, minute);
        header.evidence(letter, "meeting/date-label", "meeting.start", &para.passage.view.pieces(value.range.clone()));
    }
}

/// How the meeting was held: the first word that tells, for what follows is besides, «fysisk, med mulighet for digital deltakelse».
fn form(letter: &Letter<'_, '_>, para: &Para<'_>, header: &mut Header, meeting: &mut Meeting) {
    if meeting.form.is_some() {
        return;
    }
    let told = |word: &str| {
        let forms = [(&DIGITAL, MeetingForm::Digital), (&PHYSICAL, MeetingForm::Physical)];
        forms.into_iter().find(|((begin, whole), _)| begin.begin(word) || is_one_of(word, whole)).map(|(_, form)| form)
    };
    let found = bare_words(para.text()).find_map(|(at, word)| Some((at..at + word.len(), told(word)?)));
    if let Some((word, form)) = found {
        meeting.form = Some(form);
        header.evidence(letter, "meeting/form-word", "meeting.form", &para.passage.view.pieces(word));
    }
}

/// The day of the meeting, and whether a weekday before it fits.
fn day(
    letter: &Letter<'_, '_>,
    rule: &'static str,
    para: &Para<'_>,
    range: Range<usize>,
    moment: Moment,
    header: &mut Header,
    meeting: &mut Meeting,
) {
    let Some(date) = full_day(moment).filter(|_| meeting.date.is_none()) else { return };
    meeting.date = Some(date);
    let pieces = para.passage.view.pieces(range.clone());
    let printed = header.evidence(letter, rule, "meeting.date", &pieces).to_owned();
    header.evidence(letter, rule, "date", &pieces);
    let before = para.text()[..range.start].trim_end().trim_end_matches(',');
    let name = before.rsplit(' ').next().unwrap_or("");
    if let Some(named) = weekday(name)
        && named != date.weekday()
    {
        let message = format!("{name} {printed} is a {:?}", date.weekday());
        header.diagnostics.push(letter.report(Code::WeekdayMismatch, "meeting.date", pieces[0], message));
    }
}

fn whose(letter: &Letter<'_, '_>, para: &Para<'_>, header: &mut Header, meeting: &mut Meeting) {
    if let Some(name) = named_enterprise(para.text()) {
        meeting.enterprise =
            Some(header.evidence(letter, "meeting/enterprise-in-title", "meeting.enterprise", &para.passage.view.pieces(name)).to_owned());
    }
}

/// Where no title says whose meeting it is: the only enterprise that met beside the owner, «Fra eier, A RHF: …», «Fra B HF: …».
fn of_party(letter: &Letter<'_, '_>, participants: &[Participant], header: &mut Header, meeting: &mut Meeting) {
    let parties = || participants.iter().filter_map(|p| p.group.as_deref());
    let owned = parties().any(|party| begins_with(party, &["eier", "eigar"]));
    let mut others = parties().filter(|party| enterprise(party) == Some(party.len()));
    let Some(name) = others.next().filter(|name| owned && others.all(|other| other == *name)) else { return };
    let finder = Finder::new(name);
    let named = letter.paras.iter().find_map(|p| finder.find(p.text().as_bytes()).map(|at| p.passage.view.pieces(at..at + name.len())));
    if let Some(pieces) = named {
        meeting.enterprise = Some(header.evidence(letter, "meeting/enterprise-of-party", "meeting.enterprise", &pieces).to_owned());
    }
}

/// The enterprise in «foretaksmøte i Norsk Eksempel SF».
fn named_enterprise(text: &str) -> Option<Range<usize>> {
    OWNERS_MEETING.iter().flat_map(|n| n.ends_in(text)).find_map(|end| {
        let rest = text[end..].strip_prefix(['t', 'T']).unwrap_or(&text[end..]).strip_prefix(' ')?;
        let name = ["i ", "I ", "for "].iter().find_map(|p| rest.strip_prefix(p)).unwrap_or(rest);
        let start = text.len() - name.len();
        enterprises(name).map(|len| start..start + len)
    })
}

/// The length of an enterprise's name, or of the names of those that meet together: «A HF, B HF og C HF».
fn enterprises(names: &str) -> Option<usize> {
    let first = enterprise(names)?;
    let mut end = first;
    while let Some(next) = names[end..].strip_prefix(", ").and_then(enterprise) {
        end += ", ".len() + next;
    }
    let last = names[end..].strip_prefix(" og ").and_then(enterprise);
    Some(last.map_or(first, |last| end + " og ".len() + last))
}

/// Words before what somebody was chosen to be.
const CHOSEN: &[&str] = &["valgt til", "vald til", "valt til", "valgt som", "vald som"];
/// Verbs of whoever leads a meeting: [`Mentions::LED`].
const LEADS: &[&str] = &["ledet", "leda", "leia", "leidde"];

/// Who led: «overlot møteledelsen til styreleder …», «møteleder: …», «… (møteleder)», «… åpnet og ledet møtet».
fn leader(text: &str) -> Option<Range<usize>> {
    if let Some(after) = LEADER.ends_in(text).next() {
        // The word in brackets, or at the end, is said of the name before it.
        let word = after + text[after..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - after);
        if text[word..].is_empty() || text[word..].starts_with(')') {
            return people(&text[..after], &[], &[]).pop().map(|person| person.name).or_else(|| behind_title(text, 0));
        }
        if !text[word..].starts_with('.') {
            return behind_title(text, after);
        }
        // «Kari Nordby ble valgt til møteleder.»
        let sentence = text[..after].rfind(". ").map_or(0, |at| at + 2);
        let chosen = text[sentence..after].rsplit_once(' ').is_some_and(|(before, _)| CHOSEN.iter().any(|chosen| before.ends_with(chosen)));
        if chosen {
            return behind_title(text, sentence).filter(|name| name.end < after);
        }
    }
    let verb = bare_words(text).find(|(_, word)| is_one_of(word, LEADS))?.0;
    let said = holds(text, "øtet");
    if let Some(by) = position(&text[verb..], " av ").filter(|&by| said && by < 12) {
        return behind_title(text, verb + by + " av ".len());
    }
    let sentence = text[..verb].rfind(". ").map_or(0, |at| at + 2);
    behind_title(text, sentence).filter(|name| said && name.end < verb)
}

/// The name behind a place, past the rest of a word, «til» and a title.
fn behind_title(text: &str, after: usize) -> Option<Range<usize>> {
    let mut start = after;
    for word in text[after..].split_inclusive(' ').take(6) {
        let title = word.starts_with(char::is_lowercase) || word.ends_with("- ") || is_title_word(word.trim_end());
        if !title && word.starts_with(char::is_uppercase) {
            return name_at_start(&text[start..]).map(|len| start..start + len);
        }
        start += word.len();
    }
    None
}

/// A day in the title, where the text names none.
fn title_date(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header, meeting: &mut Meeting) {
    for para in with_role(letter, layout, |r| matches!(r, Role::Title)) {
        for value in &para.findings.values {
            if let ValueKind::Moment(moment) = value.kind {
                day(letter, "meeting/date-in-title", para, value.range.clone(), moment, header, meeting);
            }
        }
    }
}

fn ended(letter: &Letter<'_, '_>, para: &Para<'_>, header: &mut Header, meeting: &mut Meeting) {
    let text = para.text();
    let Some(end) = bare_words(text).find_map(|(at, _)| meeting_over(&text[at..]).map(|len| at + len)) else { return };
    let clock = para.findings.values.iter().find(|v| v.range.start >= end && matches!(v.kind, ValueKind::Clock(..)));
    if let Some(value) = clock
        && let ValueKind::Clock(hour, minute) = value.kind
        && meeting.end.is_none()
    {
        meeting.end = Clock::new(hour, minute);
        header.evidence(letter, "meeting/ended", "meeting.end", &para.passage.view.pieces(value.range.clone()));
    }
}

fn approvers(letter: &Letter<'_, '_>, para: &Para<'_>, offset: usize, words: &str, header: &mut Header, meeting: &mut Meeting) {
    // «A og B»: an «og» between two people separates them as a comma does; one inside a title stands before a small word's title.
    let mut at = 0;
    for part in words.split(" og ") {
        for person in people(part, &[], &[]) {
            let range = offset + at + person.name.start..offset + at + person.name.end;
            meeting.approvers.push(header.evidence(letter, "meeting/approvers", "meeting.approvers", &para.passage.view.pieces(range)).to_owned());
        }
        at += part.len() + " og ".len();
    }
}

fn auditor(letter: &Letter<'_, '_>, para: &Para<'_>, header: &mut Header, meeting: &mut Meeting) {
    let office = begins_with(para.text(), &["riksrevisjonen"]);
    if let Some(range) = auditor_name(para.text()).filter(|_| office) {
        meeting.auditor = Some(header.evidence(letter, "meeting/auditor", "meeting.auditor", &para.passage.view.pieces(range)).to_owned());
    }
}

/// The name of who met for the auditor: «… og var representert ved Nils Moe».
pub(crate) fn auditor_name(text: &str) -> Option<Range<usize>> {
    met_for_auditor(text).map(|person| person.name)
}

/// Who met for the auditor, with the title of small words before the name: «… og møtte ved seniorrådgiver Nils Moe».
pub(crate) fn met_for_auditor(text: &str) -> Option<Person> {
    MET_BY.iter().flat_map(|n| n.ends_in(text)).find_map(|start| {
        let words = &text[start..];
        let title = if words.starts_with(char::is_lowercase) { words.find(char::is_uppercase)? } else { 0 };
        let titled = title == 0 || words[..title].trim_end().rsplit(' ').next().is_some_and(is_title_word);
        let len = name_at_start(&words[title..]).filter(|_| titled)?;
        let name = start + title..start + title + len;
        Some(Person { title: (title > 0).then(|| start..start + words[..title].trim_end().len()), name })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_meeting_was_held_may_follow_its_opening() {
        let form = |said: &str| {
            let text = format!(
                "# Protokoll fra foretaksmøte i Prøve HF\n\nOnsdag 10. januar 2024 ble det avholdt foretaksmøte i Prøve HF.\n{said}\n\n## Sak 1 Valg\n\nTekst.\n"
            );
            crate::parse(&text).documents[0].meeting.as_ref().and_then(|m| m.form)
        };
        assert_eq!(form("Foretaksmøtet ble avholdt som fysisk møte, med mulighet for digital deltakelse."), Some(MeetingForm::Physical));
        assert_eq!(form("Møtet ble gjennomført digitalt."), Some(MeetingForm::Digital));
        assert_eq!(form("\nInnkallingen ble sendt digitalt."), None);
    }

    #[test]
    fn a_name_broken_at_a_line_end_is_the_one_of_the_title() {
        let text = "Protokoll fra foretaksmøte i Prøvesikring SF\n\nDet ble 11. juni 2026 holdt foretaksmøte i Prøve-\nsikring SF i Oslo.\n";
        let letter = &crate::parse(text).documents[0];
        let meeting = letter.meeting.as_ref().map(|m| (m.enterprise.as_deref(), m.place.as_deref()));
        assert_eq!(meeting, Some((Some("Prøvesikring SF"), Some("Oslo"))));
    }

    #[test]
    fn the_place_may_have_a_sentence_of_its_own() {
        let text = "Det ble holdt foretaksmøte i Prøve SF 11. juni 2026. Møtet ble avholdt i departementets lokaler.";
        let at = text.find("Møtet").unwrap_or(0);
        let none = std::iter::empty;
        assert_eq!(held_at(text, at..text.len(), none()).map(|range| &text[range]), Some("departementets lokaler"));
        assert_eq!(held_at("Møtet ble holdt digitalt.", 0..25, none()), None);
        let text = "Føretaksmøtet vart halde i Storgata 4, Oslo, onsdag 12. februar 2025 kl. 14.15";
        let times = text.find("12.").into_iter();
        assert_eq!(held_at(text, 0..text.len(), times).map(|range| &text[range]), Some("Storgata 4, Oslo"));
        assert_eq!(auditor_name("Riksrevisjonen møtte ved seniorrådgiver Nils Moe.").map(|range| range.len()), Some(8));
    }

    #[test]
    fn the_day_of_the_letter_is_not_that_of_the_meeting() {
        let text =
            "Dato: 20. juni 2022\n\n# Protokoll fra foretaksmøte i Prøve SF\n\nDet ble holdt foretaksmøte i Prøve SF 16. juni 2022 kl. 10:00.\n";
        let letter = &crate::parse(text).documents[0];
        let meeting = letter.meeting.as_ref().map(|m| (m.date.map(|d| d.to_string()), m.start.map(|c| c.to_string())));
        assert_eq!(meeting, Some((Some("2022-06-16".to_owned()), Some("10:00".to_owned()))));
    }

    #[test]
    fn enterprises_may_meet_together() {
        for (text, names) in [
            ("Protokoll fra felles foretaksmøte i Prøve HF, Nord Prøve HF og Sør HF", "Prøve HF, Nord Prøve HF og Sør HF"),
            ("Protokoll frå føretaksmøte i Prøve HF og Sør HF", "Prøve HF og Sør HF"),
            ("Protokoll fra foretaksmøte i Prøve RHF, Nord HF møtte", "Prøve RHF"),
        ] {
            assert_eq!(named_enterprise(text).map(|range| &text[range]), Some(names), "{text}");
        }
    }

    #[test]
    fn leaders() {
        for (text, name) in [
            ("Statsråden overlot møteledelsen til styreleder Kari Nordby.", Some("Kari Nordby")),
            ("Møteleder: Ola Vik", Some("Ola Vik")),
            ("Kari Nordby, styreleder (møteleder)", Some("Kari Nordby")),
            ("Kari Nordby styreleder (møteleder)", Some("Kari Nordby")),
            ("Avdelingsdirektør Ola Vik åpnet møtet og ledet det.", Some("Ola Vik")),
            ("Møtet ble ledet av ekspedisjonssjef Kari Moe.", Some("Kari Moe")),
            ("Det var ingen merknader. Styreleiar Per Lie leia møtet.", Some("Per Lie")),
            ("Møteleder orienterte om bakgrunnen for saken.", None),
            ("Ola Vik ledet arbeidet med rapporten.", None),
            ("Ola Vik ble valgt til møteleder. Kari Moe ble valgt til å undertegne sammen med møteleder.", Some("Ola Vik")),
            ("Ola Vik ledet møtet. Kari Moe ble valgt til å undertegne sammen med møteleder.", Some("Ola Vik")),
            ("Kari Moe undertegner protokollen sammen med møteleder. Ola Vik hadde ordet.", None),
        ] {
            assert_eq!(leader(text).map(|range| &text[range]), name, "{text}");
        }
    }

    #[test]
    fn the_time_may_have_a_label_of_its_own() {
        let text = "Protokoll fra foretaksmøte i Prøve SF\n\nDato: 24. mai 2026\n\nTid: kl. 12.00 – 12.40\n\nSak 1 Dagsorden\n\nGodkjent.";
        let meeting = crate::parse(text).documents[0].meeting.clone();
        assert_eq!(meeting.and_then(|m| m.start).map(|t| t.to_string()).as_deref(), Some("12:00"));
    }
}
