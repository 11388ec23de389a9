//! Attendance and signatures.

use std::collections::HashSet;
use std::ops::Range;

use smallvec::SmallVec;

use super::attendance::{FROM, Head, absent, run_behind, run_of_present};
use super::header::with_role;
use super::layout::{Layout, Role};
use super::meeting::met_for_auditor;
use super::pattern::{ends_word, is_one_of, strip};
use super::person::{Person, is_title_word, name_at_start, people};
use super::{Letter, Para, placed};
use crate::block::{Row, columns};
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::same_end;
use crate::model::{Participant, Presence, Signatory};
use crate::source::Place;
use crate::span::Span;
use crate::view::{Pieces, View};

/// The length of the words that somebody signed for another: «e.f.», «(etter fullmakt)».
fn on_behalf(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(' ').unwrap_or(text);
    let rest = strip(rest.strip_prefix('(').unwrap_or(rest), &["e. f.", "e.f.", "etter fullmakt", "e.f"])?;
    Some(text.len() - rest.strip_prefix(')').unwrap_or(rest).len())
}

/// The length of the note «(sign.)».
fn signed(text: &str) -> Option<usize> {
    let rest = strip(text.strip_prefix(' ').unwrap_or(text), &["(sign.)", "(sign)"])?;
    Some(text.len() - rest.len())
}

/// What the head of a column of people says.
const COLUMN_HEADS: &[&str] = &["navn", "namn", "rolle", "tittel", "stilling", "funksjon", "verv"];

/// A party on the list of attendance: whom its head names, and the lines of names under it.
struct Party {
    group: Option<String>,
    presence: Presence,
    /// The columns of each line.
    lines: Vec<Pieces>,
}

/// Adds the lines of a passage of names, each with its columns.
fn lines_of(letter: &Letter<'_, '_>, para: &Para<'_>, lines: &mut Vec<Pieces>) {
    let Some(table) = &para.passage.table else {
        lines.extend(letter.lines(para).map(|line| columns_of(letter, line)));
        return;
    };
    let rows = table.rows.iter().map(|row| row.cells.iter().filter(|c| !c.view.text.is_empty()));
    let named = rows.filter(|cells| !cells.clone().any(|c| is_one_of(&c.view.text, COLUMN_HEADS)));
    lines.extend(named.map(|cells| cells.map(|c| c.span).collect::<Pieces>()).filter(|cells| !cells.is_empty()));
}

/// The columns of a line, which a wide gap parts.
fn columns_of(letter: &Letter<'_, '_>, line: Span) -> Pieces {
    columns(&letter.source.text[line.range()]).map(|words| Span::new(line.start + words.start, line.start + words.end)).collect()
}

/// Everybody on the list of attendance.
pub(crate) fn participants(letter: &Letter<'_, '_>, layout: &Layout, diagnostics: &mut Vec<Diagnostic>) -> Vec<Participant> {
    let mut found = Vec::new();
    let mut bare: Vec<Party> = Vec::new();
    for party in parties(letter, layout, &mut found) {
        if party.lines.is_empty() {
            bare.extend(Some(party).filter(|p| p.group.is_some()));
            continue;
        }
        let mut named = Vec::new();
        people_of(letter, &party, &mut named, diagnostics);
        // Two columns may be read as all heads, then all names. Where the names are as many as the heads, each has its own; else nothing
        // tells whose a name is. One head alone may have had nobody, and that of the absent often has.
        let absent = bare.iter().chain([&party]).any(|p| p.presence == Presence::Absent);
        if bare.len() > 1 && named.len() == bare.len() + 1 && !absent {
            for (person, head) in named.iter_mut().zip(bare.iter().chain([&party])) {
                (person.group, person.presence) = (head.group.clone(), head.presence);
            }
        } else if !bare.is_empty() {
            named.clear();
            let message = "several heads stand before these names, so that their party is unknown; they are left out".to_owned();
            diagnostics.push(letter.report(Code::AttendanceUnread, "participants", party.lines[0][0], message));
        }
        bare.clear();
        found.append(&mut named);
    }
    // «Møteleder: Kari Nordby» says of somebody on the list what else she does.
    if found.iter().any(is_labelled) {
        let listed: HashSet<String> = found.iter().filter(|p| !is_labelled(p)).map(|p| p.name.clone()).collect();
        found.retain(|p| !(is_labelled(p) && listed.contains(&p.name)));
    }
    found.sort_by_key(|p: &Participant| p.span.start);
    found
}

/// Whether somebody's name stands behind a label of the meeting.
fn is_labelled(person: &Participant) -> bool {
    let role = person.title.as_ref().filter(|title| strip(title, &["møtele", "ordstyrer", "referent"]).is_some());
    role.and_then(|title| person.text.strip_prefix(title.as_str())).is_some_and(|behind| behind.starts_with(':'))
}

/// The parties in order; the auditor, who stands in a sentence, goes to `found`.
fn parties(letter: &Letter<'_, '_>, layout: &Layout, found: &mut Vec<Participant>) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    // Whether names still belong to the last party.
    let mut open = false;
    // Whoever is absent is of the party before; an auditor stands alone.
    let mut last: Option<String> = None;
    for (i, para) in letter.enumerate() {
        match &layout.roles[i] {
            Role::GroupHead(Presence::Auditor) => {
                open = false;
                let named = para.text().strip_prefix("Revisor ").and_then(|rest| Some(8..8 + name_at_start(rest)?));
                let met = !para.text().contains(" ikke") && !para.text().contains(" ikkje");
                if let Some(person) = met_for_auditor(para.text()).or_else(|| named.map(|name| Person { title: None, name })) {
                    let words = |range: Range<usize>| letter.place(para, range).text;
                    let (name, title) = (words(person.name.clone()), person.title.clone().map(words));
                    let place = letter.place(para, person.title.map_or(person.name.start, |t| t.start)..person.name.end);
                    letter.fired("participant/auditor", place.span);
                    let group = Some(para.text().split(' ').next().unwrap_or("").to_owned());
                    found.push(placed!(place, Participant { name, title, group, presence: if met { Presence::Auditor } else { Presence::Absent } }));
                }
            }
            Role::GroupHead(head) => {
                open = true;
                for (n, line) in letter.lines(para).enumerate() {
                    let view = View::of(letter.source, &[line]);
                    // A head and its names may share a line, and several groups a paragraph.
                    let Some(named) = Head::read(&view.text) else {
                        if let Some(run) = run_of_present(&view.text) {
                            parties.push(Party { group: None, presence: *head, lines: names_in(letter, &view, run) });
                            continue;
                        }
                        if n == 0 && is_bare_head(&view.text) {
                            parties.push(Party { group: None, presence: *head, lines: behind_colon(letter, &view) });
                            continue;
                        }
                        let columns = columns_of(letter, line);
                        let heads = columns.iter().all(|words| is_one_of(&letter.source.text[words.range()], COLUMN_HEADS));
                        if let Some(party) = parties.last_mut().filter(|_| !heads) {
                            party.lines.push(columns);
                        }
                        continue;
                    };
                    // The names may run on behind the verb, and those of the absent behind them.
                    if let (Head::Party(name), Some(run)) = (&named, run_behind(&view.text)) {
                        last = Some((*name).to_owned());
                        let presence = if *head == Presence::Absent { Presence::Present } else { *head };
                        let absent = behind_colon(letter, &view);
                        parties.push(Party { group: last.clone(), presence, lines: names_in(letter, &view, run) });
                        if *head == Presence::Absent && !absent.is_empty() {
                            parties.push(Party { group: last.clone(), presence: Presence::Absent, lines: absent });
                        }
                        continue;
                    }
                    let (group, presence) = match named {
                        Head::Party(name) | Head::Also(name) => (Some(name.to_owned()), *head),
                        // Whoever is absent is of the party before; an auditor stands alone.
                        Head::Absent => (last.clone(), Presence::Absent),
                    };
                    if let Some(group) = group.as_ref().filter(|group| !is_auditor(group)) {
                        last = Some(group.clone());
                    }
                    parties.push(Party { group, presence, lines: behind_colon(letter, &view) });
                }
            }
            Role::Attendee if open => attendees(letter, para, &mut parties),
            Role::Furniture | Role::Letterhead => {}
            _ => open = false,
        }
    }
    parties
}

/// Adds the people of a passage to the last party; a line among them may begin with the head of another: «fra styret: styreleder Kari Nordby».
fn attendees(letter: &Letter<'_, '_>, para: &Para<'_>, parties: &mut Vec<Party>) {
    let Some(presence) = parties.last().map(|party| party.presence) else { return };
    let mut lines = Vec::new();
    lines_of(letter, para, &mut lines);
    for line in lines {
        let head = match line.as_slice() {
            [words] if strip(&letter.source.text[words.range()], FROM).is_some() => Some(View::of(letter.source, &[*words])),
            _ => None,
        };
        match head.as_ref().and_then(|view| Head::read(&view.text).map(|head| (view, head))) {
            Some((view, Head::Party(name))) => parties.push(Party { group: Some(name.to_owned()), presence, lines: behind_colon(letter, view) }),
            _ => parties.last_mut().into_iter().for_each(|party| party.lines.push(line.clone())),
        }
    }
}

/// Whether a party is the enterprise's auditor, or the state's.
fn is_auditor(group: &str) -> bool {
    same_end(group, "revisor") || group == AUDITOR
}

/// Whether a head names nobody: «Til stede:», «Deltakere: …», «Følgende var til stede:».
fn is_bare_head(line: &str) -> bool {
    line.split_once(':').map_or(line, |(head, _)| head).split(' ').count() <= 4
}

/// The names that stand on the line of a head.
fn behind_colon(letter: &Letter<'_, '_>, view: &View<'_>) -> Vec<Pieces> {
    let Some((_, names)) = view.text.split_once(':').filter(|(_, names)| !names.trim().is_empty()) else { return Vec::new() };
    let start = view.text.len() - names.trim_start().len();
    names_in(letter, view, start..view.text.len())
}

/// The names in a range of a line.
fn names_in(letter: &Letter<'_, '_>, view: &View<'_>, range: Range<usize>) -> Vec<Pieces> {
    view.pieces(range).iter().map(|&piece| columns_of(letter, piece)).collect()
}

/// The most words of a name.
const LONGEST_NAME: usize = 5;

/// Turns the lines of a party into people.
fn people_of(letter: &Letter<'_, '_>, party: &Party, found: &mut Vec<Participant>, diagnostics: &mut Vec<Diagnostic>) {
    // Lines follow each other in one text; one of several columns says all of a person, or of several.
    for lines in party.lines.chunk_by(|a, b| a.len() == 1 && b.len() == 1) {
        let spans: SmallVec<[Span; 16]> = lines.iter().flatten().copied().collect();
        let view = View::of(letter.source, &spans);
        let starts: SmallVec<[usize; 16]> = spans.iter().skip(1).map(|s| view.offset(s.start)).collect();
        let (breaks, cells) = if lines.len() == 1 { (&[][..], &starts[..]) } else { (&starts[..], &[][..]) };
        for Person { title, name } in people(&view.text, breaks, cells) {
            let whole = title.as_ref().map_or(name.clone(), |t| t.start.min(name.start)..t.end.max(name.end));
            // A title in brackets stands there with both.
            let closed = view.text[whole.clone()].contains('(') && view.text[whole.end..].starts_with(')');
            let whole = whole.start..whole.end + usize::from(closed);
            let office = view.text[whole.end..].trim_start_matches([',', ' ', '(']);
            let from_auditor =
                begins_with_auditor(office) || office.strip_prefix("fra ").or_else(|| office.strip_prefix("frå ")).is_some_and(begins_with_auditor);
            let place = if lines.len() == 1 { place_in_line(letter, &view, whole) } else { letter.place_in(&view, whole) };
            let words = |range: Range<usize>| letter.words_in(&view, range);
            let (name, title) = (words(name), title.map(words));
            if name.split(' ').count() > LONGEST_NAME {
                let message = format!("«{name}» holds several names that nothing parts; they are left out");
                diagnostics.push(letter.report(Code::AttendanceUnread, "participants", place.span, message));
                continue;
            }
            letter.fired("participant/listed", place.span);
            let audits = title.as_ref().is_some_and(|t| same_end(t, "revisor")) || party.group.as_deref().is_some_and(is_auditor);
            // «Ola Vik   Forfall», «Ola Vik, forfall»
            let away = absent(title.as_deref().unwrap_or(office)).is_some_and(|rest| rest.is_empty() || rest.starts_with([')', ',', ';']));
            let title = title.filter(|title| absent(title).is_none());
            let presence = match party.presence {
                _ if away => Presence::Absent,
                Presence::Present | Presence::AlsoPresent if audits => Presence::Auditor,
                presence => presence,
            };
            let mut person = placed!(place, Participant { name, title, group: party.group.clone(), presence });
            // «Også til stede: seniorrådgiver Per Foss, Riksrevisjonen»
            if from_auditor && presence == Presence::AlsoPresent {
                (person.group, person.presence) = (Some(AUDITOR.to_owned()), Presence::Auditor);
            }
            if is_labelled(&person) {
                (person.group, person.presence) = (None, Presence::Present);
            }
            found.push(person);
        }
    }
}

/// Who audits the state's enterprises.
const AUDITOR: &str = "Riksrevisjonen";

/// Whether words begin with that office, behind somebody's name.
fn begins_with_auditor(words: &str) -> bool {
    words.strip_prefix(AUDITOR).is_some_and(ends_word)
}

/// The place of words on a line of several columns: a gap between columns interrupts nobody.
fn place_in_line(letter: &Letter<'_, '_>, view: &View<'_>, words: Range<usize>) -> Place {
    let mut pieces = view.pieces(words);
    if pieces.windows(2).all(|two| letter.source.text[two[0].end..two[1].start].trim().is_empty()) {
        pieces = Pieces::from_buf([pieces[0].cover(pieces[pieces.len() - 1])]);
    }
    letter.source.place(&pieces)
}

/// Who signed, with the title below or beside the name.
///
/// `known` are the names that the letter has elsewhere: they part two that stand beside each other.
pub(crate) fn signatories(letter: &Letter<'_, '_>, layout: &Layout, known: &HashSet<&str>) -> Vec<Signatory> {
    let mut found: Vec<Signatory> = Vec::new();
    // The last signer of each column, and how far in it begins: two may stand beside each other, with a gap between them, and their titles below.
    let mut signers: Vec<(Option<usize>, usize)> = Vec::new();
    let mut rows: Vec<Pieces> = Vec::new();
    for para in with_role(letter, layout, |r| matches!(r, Role::Signature)) {
        rows.clear();
        match &para.passage.table {
            // Tabs leave cells empty between two columns.
            Some(table) => {
                let filled = |row: &Row<'_>| row.cells.iter().filter(|c| !c.view.text.is_empty()).map(|c| c.span).collect::<Pieces>();
                rows.extend(table.rows.iter().map(filled));
            }
            None => lines_of(letter, para, &mut rows),
        }
        for row in rows.drain(..) {
            let line = row.first().map_or(0, |first| letter.source.text[..first.start].rfind('\n').map_or(0, |end| end + 1));
            if row.len() != signers.len() {
                // A title alone stands below the name that it is nearest to.
                let nearest = |words: &Span| signers.iter().min_by_key(|(_, column)| column.abs_diff(words.start - line)).and_then(|s| s.0);
                let above = row.first().filter(|_| row.len() == 1).and_then(nearest);
                signers = vec![(above, 0); row.len()];
            }
            for (words, signer) in row.into_iter().zip(&mut signers) {
                let view = View::of(letter.source, &[words]);
                let before = found.len();
                signature(letter, &view, known, &mut found);
                if found.len() > before {
                    *signer = (Some(found.len() - 1), words.start - line);
                } else if let Some(signer) = signer.0.and_then(|signer| found.get_mut(signer)) {
                    title_below(letter, &view, signer);
                }
            }
        }
    }
    found
}

/// Reads the people whom the words of a column name.
fn signature(letter: &Letter<'_, '_>, view: &View<'_>, known: &HashSet<&str>, found: &mut Vec<Signatory>) {
    let text: &str = &view.text;
    let mut at = 0;
    while let Some(len) = name_at_start(&text[at..]) {
        let name = at..at + first_of(&text[at..at + len], known);
        let rest = &text[name.end..];
        let behalf = on_behalf(rest);
        let end = name.end + behalf.or_else(|| signed(rest)).unwrap_or(0);
        let on_behalf = behalf.is_some();
        // A title is small words; the next capital letter begins another signer.
        let tail = &text[end..];
        let words = tail.trim_start();
        let title_start = end + (tail.len() - words.len());
        let title_len = if words.starts_with(char::is_lowercase) { title_len(words) } else { 0 };
        let title = text[title_start..title_start + title_len].trim_end();
        let (stop, title) = if title.is_empty() { (end, None) } else { (title_start + title.len(), Some(title.to_owned())) };
        let place = letter.place_in(view, name.start..stop);
        let name = text[name].to_owned();
        letter.fired("signatory/name", place.span);
        found.push(placed!(place, Signatory { name, title, on_behalf }));
        at = stop + (text[stop..].len() - text[stop..].trim_start().len());
    }
}

/// The length of the first of two names that nothing but a blank parts, one of which is known; of the whole if it is one name.
fn first_of(names: &str, known: &HashSet<&str>) -> usize {
    let parts = |at: &usize| known.contains(&names[..*at]) || (names[..*at].contains(' ') && known.contains(&names[at + 1..]));
    memchr::memchr_iter(b' ', names.as_bytes()).find(parts).unwrap_or(names.len())
}

/// A line of small words, or one that ends in a title's word, is the title of the signer above it.
fn title_below(letter: &Letter<'_, '_>, view: &View<'_>, signer: &mut Signatory) {
    let text: &str = &view.text;
    let first = text.split([' ', ',']).next().unwrap_or("");
    // «Administrerende direktør»
    let last = text.split(',').next().and_then(|words| words.rsplit(' ').next()).unwrap_or("");
    let ends_so = || is_title_word(last) && text.split(' ').skip(1).all(|word| word.starts_with(char::is_lowercase));
    let titled = text.starts_with(char::is_lowercase) || ((is_title_word(first) || ends_so()) && !text.ends_with('.'));
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

/// The length of a title that begins with a small letter: to the next capital letter, unless that stands behind a comma and begins no
/// name: «ekspedisjonssjef, AID».
fn title_len(words: &str) -> usize {
    let Some(capital) = words.find(char::is_uppercase) else { return words.len() };
    let office = words[..capital].ends_with(", ") && name_at_start(&words[capital..]).is_none();
    if office { words.len() } else { capital }
}

#[cfg(test)]
mod tests {
    use crate::model::Presence;

    /// Name, title and party of everybody on a list of attendance.
    fn attendance(list: &str) -> Vec<(String, Option<String>, Option<String>, Presence)> {
        let text = format!("# Protokoll fra foretaksmøte i Prøve SF\n\n{list}\n\n## Sak 1 Konstituering\n\nMøtet ble åpnet.\n");
        let minutes = crate::parse(&text).documents.swap_remove(0);
        minutes.participants.into_iter().map(|p| (p.name, p.title, p.group, p.presence)).collect()
    }

    fn present(name: &str, title: Option<&str>, group: Option<&str>) -> (String, Option<String>, Option<String>, Presence) {
        (name.to_owned(), title.map(str::to_owned), group.map(str::to_owned), Presence::Present)
    }

    #[test]
    fn titles_stand_behind_names_or_in_columns() {
        let owner = Some("Prøve Vest RHF");
        assert_eq!(
            attendance("Deltakere fra Prøve Vest RHF (eier):\nKari Nordby, styreleder\nOla Vik, adm. direktør\nIda Bø"),
            [present("Kari Nordby", Some("styreleder"), owner), present("Ola Vik", Some("adm. direktør"), owner), present("Ida Bø", None, owner)]
        );
        assert_eq!(
            attendance("Fra Prøve Vest RHF møtte:\nKari Nordby       styreleder\nJens Ole Wold     adm. direktør"),
            [present("Kari Nordby", Some("styreleder"), owner), present("Jens Ole Wold", Some("adm. direktør"), owner)]
        );
    }

    #[test]
    fn a_sentence_or_a_line_among_names_may_be_a_head() {
        let all = [present("Kari Nordby", Some("statsråd"), None), present("Ola Vik", Some("styreleder"), None)];
        assert_eq!(attendance("Til stede var statsråd Kari Nordby og styreleder Ola Vik."), all);
        assert_eq!(
            attendance("Til stede var:\nstatsråd Kari Nordby\nfra styret: styreleder Ola Vik og Ida Bø"),
            [all[0].clone(), present("Ola Vik", Some("styreleder"), Some("styret")), present("Ida Bø", None, Some("styret"))]
        );
        assert_eq!(attendance("På møtet deltok:\n- Kari Nordby, statsråd\n- Ola Vik, styreleder"), all);
    }

    #[test]
    fn an_auditor_may_stand_among_others() {
        let found = attendance("Fra styret møtte:\nKari Nordby\n\nOgså til stede:\nseniorrådgiver Per Foss, Riksrevisjonen");
        let auditor = ("Per Foss".to_owned(), Some("seniorrådgiver".to_owned()), Some(super::AUDITOR.to_owned()), Presence::Auditor);
        assert_eq!(found, [present("Kari Nordby", None, Some("styret")), auditor]);
    }

    #[test]
    fn names_stand_below_heads_of_columns_with_offices_behind_titles() {
        let list = "Tilstede\nNavn               Funksjon\nKari Nordby        styreleder, Prøve RHF\nOla Vik            adm. direktør, Prøve Vest HF";
        assert_eq!(attendance(list), [present("Kari Nordby", Some("styreleder"), None), present("Ola Vik", Some("adm. direktør"), None)]);
    }

    #[test]
    fn each_party_has_a_head_of_its_own() {
        let list = "**Til stede:**\n\nFra eier, Prøve Vest RHF:\n\n- Kari Nordby, styreleder\n- Ola Vik, adm. direktør\n\n\
            Fra revisor: Prøve AS ved Siri Moe\n\nMøteleder: Kari Nordby\n\nForfall: Ida Bø, nestleder";
        let owner = Some("eier, Prøve Vest RHF");
        let auditor = ("Siri Moe".to_owned(), None, Some("revisor".to_owned()), Presence::Auditor);
        let absent = ("Ida Bø".to_owned(), Some("nestleder".to_owned()), owner.map(str::to_owned), Presence::Absent);
        let expected = [present("Kari Nordby", Some("styreleder"), owner), present("Ola Vik", Some("adm. direktør"), owner), auditor, absent];
        assert_eq!(attendance(list), expected);
    }

    #[test]
    fn known_names_part_those_beside_them() {
        let first = |names: &'static str, known: &[&'static str]| &names[..super::first_of(names, &known.iter().copied().collect())];
        assert_eq!(first("Kari Nordby Ola Vik", &["Ola Vik"]), "Kari Nordby");
        assert_eq!(first("Kari Nordby Ola Vik", &["Kari Nordby"]), "Kari Nordby");
        assert_eq!(first("Kari Nordby Vik", &["Ola Vik", "Nordby Vik"]), "Kari Nordby Vik");
        assert_eq!(first("Kari Nordby Vik", &[]), "Kari Nordby Vik");
    }

    #[test]
    fn a_title_alone_is_of_the_name_it_is_nearest_to() {
        let signed = |title: &str| {
            let text = format!("# Protokoll fra foretaksmøte i Prøve SF\n\nOslo, 24. juni 2026\n\nKari Nordby              Ola Vik\n{title}\n");
            let minutes = crate::parse(&text).documents.swap_remove(0);
            minutes.signatories.into_iter().map(|s| (s.name, s.title)).collect::<Vec<_>>()
        };
        let (kari, ola) = ("Kari Nordby".to_owned(), "Ola Vik".to_owned());
        assert_eq!(signed("møteleder"), [(kari.clone(), Some("møteleder".to_owned())), (ola.clone(), None)]);
        assert_eq!(signed("                         styreleder"), [(kari, None), (ola, Some("styreleder".to_owned()))]);
    }

    #[test]
    fn lines_hold_titles_and_offices_together() {
        let party = Some("Prøve RHF");
        assert_eq!(
            attendance("Til stede fra Prøve RHF:\n  styreleder Kari Nordby\n  administrerende direktør Ola Vik"),
            [present("Kari Nordby", Some("styreleder"), party), present("Ola Vik", Some("administrerende direktør"), party)]
        );
        assert_eq!(
            attendance(
                "Fra Prøve RHF møtte:\nStyreleder Kari Nordby, Kultur- og likestillingsdepartementet\nRådgiver Ola Vik, Kultur- og likestillingsdepartementet"
            ),
            [present("Kari Nordby", Some("Styreleder"), party), present("Ola Vik", Some("Rådgiver"), party)]
        );
        let auditor = |name: &str, title: &str, group: &str| (name.to_owned(), Some(title.to_owned()), Some(group.to_owned()), Presence::Auditor);
        assert_eq!(
            attendance(
                "Riksrevisjonen var varslet og møtte ved seniorrådgiver Kari Nordby.\nRevisor var innkalt og møtte ved statsautorisert revisor Ola Vik, Prøve AS."
            ),
            [auditor("Kari Nordby", "seniorrådgiver", "Riksrevisjonen"), auditor("Ola Vik", "statsautorisert revisor", "Revisor")]
        );
    }

    #[test]
    fn heads_may_have_no_colon() {
        let list = "Til stede fra eier\nStatsråd Kari Nordby\n\nTil stede fra styret\nStyreleder Ola Vik\nStyremedlemmene Are Holm, Ida Bø og Pål Ås\n\nForfall\nStyremedlem Siri Lie\n\n\
                    Fra administrasjonen\nAdm. direktør Kai Rud\n\nOgså til stede\nEkspedisjonssjef Mona Krog";
        let person = |name: &str, title: Option<&str>, group: &str, presence| (name.into(), title.map(Into::into), Some(group.into()), presence);
        assert_eq!(
            attendance(list),
            [
                person("Kari Nordby", Some("Statsråd"), "eier", Presence::Present),
                person("Ola Vik", Some("Styreleder"), "styret", Presence::Present),
                person("Are Holm", Some("Styremedlemmene"), "styret", Presence::Present),
                person("Ida Bø", None, "styret", Presence::Present),
                person("Pål Ås", None, "styret", Presence::Present),
                person("Siri Lie", Some("Styremedlem"), "styret", Presence::Absent),
                person("Kai Rud", Some("Adm. direktør"), "administrasjonen", Presence::Present),
                person("Mona Krog", Some("Ekspedisjonssjef"), "Også til stede", Presence::AlsoPresent),
            ]
        );
    }

    #[test]
    fn people_stand_in_tables() {
        let table = "**Til stede:**\n\n| Navn | Rolle |\n|---|---|\n| Avdelingsdirektør Kari Nordby | eier |\n| Ola Vik | styreleder |\n\
            | Statsautorisert revisor Siri Moe, Prøve AS | revisor |";
        let revisor = ("Siri Moe".to_owned(), Some("Statsautorisert revisor".to_owned()), None, Presence::Auditor);
        let expected = [present("Kari Nordby", Some("Avdelingsdirektør"), None), present("Ola Vik", Some("styreleder"), None), revisor];
        assert_eq!(attendance(table), expected);
    }
}
