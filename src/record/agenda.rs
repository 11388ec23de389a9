//! The agenda and what was decided under it.

use std::collections::{HashMap, VecDeque};

use super::layout::{Layout, Role, counted};
use super::pattern::{Beginnings, begins_with, holds, strip, words};
use super::signs::{AgendaLine, decision_head, same_words};
use super::{Letter, Para, placed};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AgendaItem, Decision};
use crate::source::Place;
use crate::value::Mentions;
use crate::view::View;

/// Whether a sentence is itself a decision: «Foretaksmøtet tok saken til orientering.». Its verb is one of [`Mentions::DECIDED`].
fn decides(sentence: &str) -> bool {
    static MEETING: Beginnings = Beginnings::new(&["foretaksmøtet ", "føretaksmøtet ", "møtet "]);
    const VERBS: &[&str] = &["vedtok ", "godkjente ", "godkjende ", "fastsatte ", "fastsette ", "valgte ", "valde ", "ga sin tilslutning"];
    const TO: &[&str] = &[" til etterretning", " til orientering", " til vitende", " til følge"];
    let Some(said) = MEETING.strip(sentence) else { return false };
    let taken = || strip(said, &["tok "]).map(|rest| rest.split('.').next().unwrap_or(rest));
    begins_with(said, VERBS) || taken().is_some_and(|taken| (1..taken.len()).any(|at| taken.as_bytes()[at] == b' ' && begins_with(&taken[at..], TO)))
}

/// The agenda: the entries of its list and the headings of its items, matched by number.
pub(crate) fn items(letter: &Letter<'_, '_>, layout: &Layout, diagnostics: &mut Vec<Diagnostic>) -> Vec<AgendaItem> {
    let mut items: Vec<AgendaItem> = Vec::new();
    // The entries of each number that no heading has met yet, in order.
    let mut waiting: HashMap<u32, VecDeque<usize>> = HashMap::new();
    for (i, para) in letter.enumerate() {
        match layout.roles[i] {
            Role::AgendaEntry => {
                let first = items.len();
                entries(letter, para, &mut items);
                for (n, item) in items.iter().enumerate().skip(first) {
                    waiting.entry(item.number).or_default().push_back(n);
                }
            }
            Role::AgendaHeading => {
                if let Some((number, title, place)) = numbered(letter, para) {
                    let entry = waiting.get_mut(&number).and_then(VecDeque::pop_front);
                    if let Some(entry) = entry {
                        heading_of_entry(letter, &mut items[entry], title, place, diagnostics);
                    } else {
                        letter.fired("agenda/heading", place.span);
                        items.push(placed!(place, AgendaItem { number, title, listed: false, treated: true }));
                    }
                }
            }
            _ => {}
        }
    }
    swallowed(letter, &mut items, diagnostics);
    items.sort_by_key(|item| item.span.start);
    // A list or headings alone is no disagreement; a list that names an item without heading is one.
    let both = items.iter().any(|i| i.listed) && items.iter().any(|i| i.treated);
    for item in items.iter().filter(|i| both && !(i.listed && i.treated)) {
        let message = if item.listed { "stands in the agenda, but no heading treats it" } else { "has a heading, but does not stand in the agenda" };
        diagnostics.push(letter.report(Code::AgendaMismatch, "agenda_items", item.span, format!("item {} {message}", item.number)));
    }
    items
}

/// Leaves out an entry that swallowed the next ones: on a line of several entries the numbers jump behind it.
fn swallowed(letter: &Letter<'_, '_>, items: &mut Vec<AgendaItem>, diagnostics: &mut Vec<Diagnostic>) {
    let same_line = |a: &AgendaItem, b: &AgendaItem| a.line == b.line && a.listed && b.listed && a.span.end <= b.span.start;
    let jumps = |a: &AgendaItem, b: &AgendaItem| same_line(a, b) && b.number > a.number + 1;
    let lost: Vec<usize> = items.windows(2).enumerate().filter(|(_, w)| jumps(&w[0], &w[1])).map(|(i, _)| i).collect();
    for &i in &lost {
        let item = &items[i];
        let message = format!("the numbers behind item {} are lost, so that its title cannot be told from theirs; it is left out", item.number);
        diagnostics.push(letter.report(Code::AgendaMismatch, "agenda_items", item.span, message));
    }
    let mut i = 0..;
    items.retain(|_| i.next().is_none_or(|i| lost.binary_search(&i).is_err()));
}

/// Number and title of a line «Sak 1 …», of an item of an ordered list, or of a heading with a number.
fn numbered(letter: &Letter<'_, '_>, para: &Para<'_>) -> Option<(u32, String, Place)> {
    let place = letter.whole(para);
    if let Some(AgendaLine { number, title }) = AgendaLine::read(para.text()) {
        let all = para.all();
        let title = letter.words_in(&para.passage.view, all.end - title.len()..all.end);
        return Some((number, title, place));
    }
    let (number, title) = counted(letter, para)?;
    Some((number, title.to_owned(), place))
}

/// The entries of a passage of the list: one, or one a line.
fn entries(letter: &Letter<'_, '_>, para: &Para<'_>, items: &mut Vec<AgendaItem>) {
    let lines = letter.lines(para);
    if lines.len() == 1 || para.is_item() {
        if let Some((number, title, place)) = numbered(letter, para) {
            letter.fired("agenda/entry", place.span);
            items.push(placed!(place, AgendaItem { number, title, listed: true, treated: false }));
        }
        return;
    }
    for line in lines {
        let view = View::of(letter.source, &[line]);
        if let Some(AgendaLine { number, title }) = AgendaLine::read(&view.text) {
            let place = letter.source.place(&[line]);
            letter.fired("agenda/entry-line", place.span);
            items.push(placed!(place, AgendaItem { number, title: title.to_owned(), listed: true, treated: false }));
        }
    }
}

/// A heading meets its entry in the list; the record then stands at the heading.
fn heading_of_entry(letter: &Letter<'_, '_>, item: &mut AgendaItem, title: String, place: Place, diagnostics: &mut Vec<Diagnostic>) {
    let number = item.number;
    if !same_words(&item.title, &title) {
        let message = format!("item {number} is «{}» in the agenda and «{title}» in its heading", item.title);
        diagnostics.push(letter.report(Code::AgendaMismatch, "agenda_items", place.span, message));
    }
    letter.fired("agenda/heading-of-entry", place.span);
    // A heading in capital letters keeps the words of the list.
    let shouted = !title.chars().any(char::is_lowercase) && same_words(&item.title, &title);
    let title = if shouted { std::mem::take(&mut item.title) } else { title };
    *item = placed!(place, AgendaItem { number, title, listed: true, treated: true });
}

/// How a passage of a decision goes on.
#[derive(Clone, Copy)]
enum Going {
    /// It ends in a colon: whatever follows belongs to it.
    Colon,
    /// It is an item of a list, or stands below one.
    List,
    /// It is a paragraph with a number, and so is the next part of it.
    Numbered(u8),
    /// It is a paragraph.
    Prose,
}

impl Going {
    fn of(para: &Para<'_>) -> Self {
        match para.text() {
            text if text.ends_with(':') => Self::Colon,
            text if para.is_item() || para.passage.table.is_some() || is_label(text) => Self::List,
            text => point(text).map_or(Self::Prose, Self::Numbered),
        }
    }

    /// Whether the next passage belongs to the decision: items of its list, what a colon announces, what is decided beside it, and how was voted.
    fn reaches(self, next: &Para<'_>) -> bool {
        let text = next.text();
        let voted = || text.len() < 300 && ["enstemmig", "samrøystes"].iter().any(|word| holds(text, word));
        match self {
            Self::Colon => true,
            Self::List => next.is_item() || is_label(text) || voted() || resolves(text),
            Self::Numbered(number) if point(text) == Some(number + 1) => true,
            Self::Numbered(_) | Self::Prose => (voted() && !decides(text)) || resolves(text) || goes_on(text),
        }
    }
}

/// The number of a point that a paragraph begins with: «2. Foretaksmøtet …».
fn point(text: &str) -> Option<u8> {
    let (number, words) = text.split_once(". ").filter(|(number, _)| number.len() <= 2)?;
    words.starts_with(char::is_uppercase).then(|| number.parse().ok())?.filter(|n| (1..99).contains(n))
}

/// «Revisors godtgjørelse godkjennes.»: one sentence whose last word decides.
fn resolves(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "fastsettes",
        "fastsettast",
        "fastsetjast",
        "godkjennes",
        "godkjennast",
        "velges",
        "veljast",
        "gjenvelges",
        "attveljast",
        "vedtas",
        "vedtakast",
        "endres",
        "endrast",
    ];
    text.strip_suffix('.').filter(|text| !text.contains(". ")).and_then(|text| text.rsplit(' ').next()).is_some_and(|word| WORDS.contains(&word))
}

/// «Endringen gjelder fra 1. juni.», «Godtgjørelsen er:»: what is said of what was decided.
fn goes_on(text: &str) -> bool {
    static SUBJECTS: Beginnings =
        Beginnings::new(&["endringen ", "endringa ", "endringene ", "endringane ", "vedtaket ", "godtgjørelsen ", "godtgjersla "]);
    const SAY: &[&str] = &["gjelder", "gjeld", "trer", "trår", "tek", "er", "blir", "vert", "fastsettes", "fastsettast", "settes", "skal"];
    SUBJECTS.begin(text) && words(text).skip(1).any(|word| SAY.contains(&word.trim_end_matches(':')))
}

/// «Varamedlem: Ola Vik»
fn is_label(text: &str) -> bool {
    let label = text.split(' ').next().unwrap_or("");
    label.len() < text.len() && label.ends_with(':') && label.starts_with(char::is_uppercase)
}

/// What the meeting decided: the words behind «vedtok:», below it, or a sentence that decides.
pub(crate) fn decisions(letter: &Letter<'_, '_>, layout: &Layout) -> Vec<Decision> {
    let mut found: Vec<Decision> = Vec::new();
    // Those of several passages.
    let mut longer: Vec<usize> = Vec::new();
    let mut expects = false;
    // How the passage before goes on, where it belongs to a decision.
    let mut before: Option<Going> = None;
    for (i, para) in letter.enumerate() {
        let agenda_item = layout.contexts[i].agenda_item;
        let mut add = |rule, place: Place| {
            letter.fired(rule, place.span);
            found.push(placed!(place, Decision { agenda_item }));
        };
        match &layout.roles[i] {
            Role::DecisionHead => {
                let head = decision_head(para.text()).unwrap_or(0);
                let inline = para.text()[head..].trim_start();
                expects = inline.is_empty();
                before = (!expects).then(|| Going::of(para));
                if !expects {
                    add("decision/behind-head", letter.place(para, para.text().len() - inline.len()..para.text().len()));
                }
            }
            Role::Body | Role::LeadIn if before.is_some_and(|going| going.reaches(para)) => {
                if let Some(last) = found.last_mut() {
                    let table = para.passage.table.as_ref().and_then(|table| table.rows.last()).map(|row| row.span.end);
                    last.span.end = table.unwrap_or_else(|| para.passage.view.span(para.all()).end);
                }
                longer.extend(found.len().checked_sub(1));
                before = Some(Going::of(para));
            }
            Role::Body if expects && para.is_text() => {
                // The number of a list's first item is a word of the decision, as those of the next ones are.
                let mark = letter.blocks.lines[letter.blocks.blocks[para.passage.block].lines.start].mark;
                let start = if mark.is_empty() { para.passage.view.span(para.all()).start } else { mark.start };
                let mut pieces = para.passage.view.all_pieces();
                pieces[0].start = start;
                add("decision/below-head", letter.source.place(&pieces));
                before = Some(Going::of(para));
                expects = false;
            }
            Role::Body if para.is_text() => {
                before = None;
                let sentences = if para.findings.mentions.has(Mentions::DECIDED) { para.sentences() } else { &[] };
                for sentence in sentences.iter().filter(|s| decides(&para.text()[(*s).clone()])) {
                    add("decision/sentence", letter.place(para, sentence.clone()));
                    // «Foretaksmøtet valgte følgende medlemmer:»
                    before = Some(Going::Colon).filter(|_| sentence.end == para.text().len() && para.text().ends_with(':'));
                }
                // «… Foretaksmøtet vedtok:» may end a passage, above what was decided.
                let last = sentences.last().map_or("", |last| &para.text()[last.clone()]);
                expects = last.ends_with(':') && decision_head(last) == Some(last.len());
            }
            Role::Furniture | Role::Letterhead => {}
            _ => (expects, before) = (false, None),
        }
    }
    // The words of several passages are read once, when the last is known.
    longer.dedup();
    for decision in longer {
        let place = letter.source.place(&[found[decision].span]);
        letter.fired("decision/list", place.span);
        found[decision] = placed!(place, Decision { agenda_item: found[decision].agenda_item });
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_item_meets_its_entry_in_a_numbered_list() {
        let text = "Protokoll fra foretaksmøte i Prøve SF\n\nSaksliste:\n1. Åpning\n2. Valg\n\nSak 1 Åpning\n\nStatsråden åpnet og ønsket velkommen.\n\nSak 2 Valg\n\nIngen ble valgt.\n";
        let items = &crate::parse(text).documents[0].agenda_items;
        let seen: Vec<_> = items.iter().map(|i| (i.number, i.title.as_str(), i.listed, i.treated)).collect();
        assert_eq!(seen, [(1, "Åpning", true, true), (2, "Valg", true, true)]);
    }

    #[test]
    fn numbers_alone_may_count_the_agenda_and_its_headings() {
        let text = "Ordinært foretaksmøte i Prøve SF – protokoll\n\nDagsorden:\n1. Åpning\n2. Valg\n\n**1. Åpning**\n\nStatsråden åpnet.\n\n\
             **2. Valg**\n\nVedtak: Kari Nordby ble valgt.\n\n**2. Andre ord**\n\nIngen hadde andre saker, og møtet ble hevet kl. 12.\n\nKari Nordby\n";
        let minutes = &crate::parse(text).documents[0];
        let items: Vec<_> = minutes.agenda_items.iter().map(|i| (i.number, i.title.as_str(), i.listed, i.treated)).collect();
        assert_eq!(items, [(1, "Åpning", true, true), (2, "Valg", true, true)]);
        let decisions: Vec<_> = minutes.decisions.iter().map(|d| (d.agenda_item, d.text.as_str())).collect();
        assert_eq!(decisions, [(Some(2), "Kari Nordby ble valgt.")]);
        assert_eq!(minutes.signatories.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Kari Nordby"]);
    }

    /// The decisions of minutes with one item.
    fn decisions(item: &str) -> Vec<String> {
        let text = format!("# Protokoll fra foretaksmøte i Prøve SF\n\n## Sak 1 Valg\n\n{item}\n");
        crate::parse(&text).documents[0].decisions.iter().map(|d| d.text.clone()).collect()
    }

    #[test]
    fn a_decision_goes_on_behind_a_colon() {
        let elected = "Vedtak:\n\nSom medlemmer ble valgt:\n\n- Kari Nordby (leder)\n- Ola Vik\n\nVaramedlem: Per Lie\n\nValget var enstemmig.";
        assert_eq!(decisions(elected), ["Som medlemmer ble valgt: Kari Nordby (leder) Ola Vik Varamedlem: Per Lie Valget var enstemmig."]);
        let paid = "Vedtak:\n\nGodtgjørelsen er:\n\n| Verv | Per år |\n|---|---|\n| Leder | 268 000 kr |\n\nStyreleder takket for møtet.";
        assert_eq!(decisions(paid), ["Godtgjørelsen er: Verv Per år Leder 268 000 kr"]);
        let beside = "Vedtak:\n\nGodtgjørelsen er:\n\nStyreleder   268 000 kr\nMedlem       90 000 kr\n\nRevisors honorar på 80 000 kr godkjennes.\n\nStyreleder takket for møtet.";
        assert_eq!(decisions(beside), ["Godtgjørelsen er: Styreleder 268 000 kr Medlem 90 000 kr Revisors honorar på 80 000 kr godkjennes."]);
        let asking = "Vedtak:\n\n1. Rammen økes.\n2. Foretaksmøtet ber styret om å\n   - legge fram en plan\n   - rapportere hver måned\n3. Saken er avsluttet.";
        assert_eq!(
            decisions(asking),
            ["1. Rammen økes. 2. Foretaksmøtet ber styret om å legge fram en plan rapportere hver måned 3. Saken er avsluttet."]
        );
    }

    #[test]
    fn a_sentence_that_decides_goes_on_behind_its_colon() {
        let elected = "Foretaksmøtet valgte følgende medlemmer til styret:\n\nKari Nordby (leder) og Ola Vik.\n\nStyreleder takket.";
        assert_eq!(decisions(elected), ["Foretaksmøtet valgte følgende medlemmer til styret: Kari Nordby (leder) og Ola Vik."]);
    }

    #[test]
    fn minutes_are_signed_below_their_last_words() {
        let text = "# Protokoll fra foretaksmøte i Prøve SF\n\n## Sak 1 Valg\n\nIngen ble valgt.\n\nDet forelå ikke flere saker til behandling, og ingen hadde noe til eventuelt. Møtet ble hevet kl. 09.25. Protokollen sendes deltakerne.\n\nOle Berg          Tor Lien\n";
        let minutes = &crate::parse(text).documents[0];
        assert_eq!(minutes.signatories.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Ole Berg", "Tor Lien"]);
    }

    #[test]
    fn the_points_of_a_decision_may_be_paragraphs() {
        let text = "***Foretaksmøtet vedtok:***\n\n*1. Planen følges opp.*\n\n*2. Rammen er 10 mill. kroner.*\n\nStyreleder takket.";
        assert_eq!(decisions(text), ["1. Planen følges opp. 2. Rammen er 10 mill. kroner."]);
    }

    #[test]
    fn the_head_of_a_decision_may_end_a_passage() {
        let text = "Rammen er 10 mill. kroner. Foretaksmøtet vedtok:\n\nRammen settes til 8 mill. kroner.\n\nStyreleder takket.";
        assert_eq!(decisions(text), ["Rammen settes til 8 mill. kroner."]);
    }

    #[test]
    fn a_decision_ends_where_others_speak() {
        let text = "Foretaksmøtet vedtok:\n\nSaken tas til orientering.\n\nForetaksmøtet viste til brev fra styret.";
        assert_eq!(decisions(text), ["Saken tas til orientering."]);
    }

    #[test]
    fn a_decision_goes_on_with_what_is_said_of_it() {
        let text = "Vedtak (enstemmig):\n\nVedtektene § 6 skal lyde:\n\n«Styret har ni medlemmer.»\n\nEndringen gjelder fra 1. juni 2026.\n\nEndringer i styret ble drøftet.";
        assert_eq!(decisions(text), ["Vedtektene § 6 skal lyde: «Styret har ni medlemmer.» Endringen gjelder fra 1. juni 2026."]);
    }
}
