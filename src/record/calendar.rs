//! Calendars: tables and lines that put a time beside what is due then, with or without a head.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use smallvec::SmallVec;

use super::Para;
use super::deadline::{Reader, is_timed};
use super::layout::Role;
use super::pattern::{Beginnings, begins_with, holds, is_one_of, position, words, words_back};
use super::timing::with_year_of_list;
use crate::block::{Row, Table, columns};
use crate::diagnostic::Code;
use crate::model::{DeadlineOrigin, Relation, When};
use crate::span::Span;
use crate::value::due::{Due, DuePhrase, Frequency, is_open};
use crate::value::moment::Moment;
use crate::value::{CueKind, Findings, Value, ValueKind, scan};
use crate::view::{Pieces, View, plain_words};

/// Heads of a column of dates.
const CALENDAR: &[&str] =
    &["frist", "frister", "fristar", "dato", "datoer", "datoar", "tidspunkt", "tid", "når", "tidsfrist", "møtedato", "rapporteringsfrist"];
/// Those of them that a deadline stands under, in whatever column.
const DUE_HEADS: &[&str] = &["frist", "frister", "fristar", "tidsfrist", "leveringsfrist", "frist for levering", "rapporteringsfrist"];
/// Heads of the column beside one of dates, that say it is a calendar: a column of dates behind other heads dates something else.
#[rustfmt::skip]
const ACTIVITIES: &[&str] = &[
    "aktivitet", "aktiviteter", "aktivitetar", "rapport", "rapporter", "rapportar", "rapportering", "leveranse", "leveranser", "leveransar",
    "møte", "møter", "møtetype", "tema", "sak", "hva", "kva", "dokument", "oppgave", "oppgåve", "milepæl", "milepæler", "styringsdialog", "innspill",
    "type rapport", "type rapportering", "hendelse", "hending",
];
/// Beginnings of heads of a column that says when and how what a mandate asks for is delivered.
const DELIVERIES: &[&str] = &["leveranse", "levering", "rapportering", "rapporteres", "rapporterast", "tilbakemelding"];
/// The longest list whose items tell by the line above it what they are of.
const LIST: usize = 200;
/// Words before a time that something is as of, or from.
const AS_OF: &[&str] = &["per", "pr", "av", "fra", "frå", "datert", "dagsett"];
/// Parts of words for what is handed in, and for what is held, on a day of a calendar.
#[rustfmt::skip]
static DELIVERED: Beginnings = Beginnings::new(&[
    "rapport", "regnskap", "rekneskap", "budsjettforslag", "budsjettinnspill", "innspill", "innspel", "årsmelding", "årsberetning", "årsplan",
    "virksomhetsplan", "verksemdsplan", "risikovurdering", "prognose", "satsingsforslag", "satsningsforslag", "redegjørelse", "utgreiing",
]);
static HELD: Beginnings = Beginnings::new(&["møte", "konferanse", "seminar"]);
/// Those of them that come every year, so that a line with a time says when.
#[rustfmt::skip]
static PERIODIC: Beginnings = Beginnings::new(&[
    "årsrapport", "halvårsrapport", "tertialrapport", "kvartalsrapport", "månedsrapport", "månadsrapport", "virksomhetsrapport", "statusrapport",
    "regnskapsrapport", "rekneskapsrapport", "årsmelding", "årsberetning", "årsplan", "virksomhetsplan", "verksemdsplan", "budsjettforslag",
    "budsjettinnspill", "satsingsforslag", "satsningsforslag", "styringsmøte", "dialogmøte", "oppfølgingsmøte", "kontaktmøte",
]);
/// Parts of headings and lead-ins that calendars stand under.
static UNDER: Beginnings = Beginnings::new(&[
    "frist",
    "kalender",
    "rapportering",
    "rapporter og",
    "rapportar og",
    "årshjul",
    "møteplan",
    "styringsdialog",
    "leveranse",
    "milepæl",
]);
/// Words beside a time that add nothing to it.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "og", "ca", "kl", "den", "i", "mandag", "måndag", "tirsdag", "tysdag", "onsdag", "torsdag", "fredag", "lørdag", "laurdag", "søndag", "sundag",
];
/// The longest name of what is due in a line of its own, in bytes.
const NAME: usize = 120;

/// The longest time, and the most that stands behind its last value, in bytes.
const TIME: usize = 80;
const TAIL: usize = 24;

/// What a line or row of a calendar puts together.
struct Entry<'e> {
    /// The time's words.
    time: &'e View<'e>,
    /// What the scan finds in them.
    found: &'e Findings,
    /// What is due.
    name: String,
    /// The whole of it.
    pieces: Pieces,
    origin: DeadlineOrigin,
    /// Whether it stands under a head that says that it is due.
    due: bool,
}

impl<'s> Reader<'_, '_, 's> {
    /// A table with a column of times.
    pub(super) fn calendar(&mut self, i: usize, table: &Table<'s>) {
        let Some(head) = table.rows.first() else { return };
        // Dates lead a calendar, or stand beside what is to be done; a deadline may stand in any column.
        let due = head.cells.iter().position(|c| is_head(&c.view.text, DUE_HEADS));
        let dates = || head.cells.iter().position(|c| is_head(&c.view.text, CALENDAR));
        let beside = || head.cells.iter().any(|c| is_head(&c.view.text, ACTIVITIES));
        let (column, heads) = match due.or_else(|| dates().filter(|&column| column == 0 || beside())) {
            Some(column) => (column, 1),
            None => match self.without_head(i, table) {
                Some(column) => (column, 0),
                None => return,
            },
        };
        let mut last: Option<Date> = None;
        for (row, scanned) in self.letter.paras[i].rows().skip(heads) {
            let (Some(time), Some(found)) = (row.cells.get(column), scanned.get(column)) else { continue };
            let others = row.cells.iter().enumerate().filter(|(n, c)| *n != column && !c.span.is_empty());
            let woven = row.is_woven();
            let pieces: Pieces = others.flat_map(|(_, c)| if woven { c.view.all_pieces() } else { Pieces::from_buf([c.span]) }).collect();
            if pieces.is_empty() || time.span.is_empty() {
                continue;
            }
            let name = plain_words(self.letter.source, &pieces).into_owned();
            let entry = Entry { time: &time.view, found, name, pieces: row.pieces(time), origin: DeadlineOrigin::Table, due: due.is_some() };
            self.entry("deadline/calendar", i, entry, (column == 0).then_some(&mut last));
        }
    }

    /// What the column of a table of mandates says of their delivery: «Plan: 30.09.2025», «Årlig melding 2025».
    pub(super) fn deliveries(&mut self, i: usize, table: &Table<'s>) {
        let Some(head) = table.rows.first() else { return };
        let Some(column) = head.cells.iter().position(|c| begins_with(&c.view.text, DELIVERIES)) else { return };
        for row in &table.rows[1..] {
            let Some(cell) = row.cells.get(column).filter(|c| c.view.text.len() <= NAME) else { continue };
            let text = &*cell.view.text;
            let found = scan(text);
            let dated = |v: &&Value| match &v.kind {
                ValueKind::Moment(moment) => !matches!(moment, Moment::Year(_)),
                ValueKind::Due(_) => true,
                _ => false,
            };
            let mut told = found.values.iter().filter(dated).peekable();
            let first = words(text).next().unwrap_or("");
            let report = || begins_with(text, &["årlig melding", "årleg melding"]) || PERIODIC.within(first);
            if told.peek().is_none() && report() {
                self.letter.fired("deadline/reported-on", row.span);
                let event = self.letter.place_in(&cell.view, 0..text.len()).text;
                self.add(i, self.letter.source.place(&row.pieces(cell)), When::Event { event }, DeadlineOrigin::Table, None);
            }
            for value in told {
                let before = text[..value.range.start].trim_end_matches(['.', ' ']).rsplit(' ').next().unwrap_or("");
                if AS_OF.contains(&before) || found.cues.iter().any(|c| c.kind != CueKind::Occasion) {
                    continue;
                }
                let time = View::of(self.letter.source, &[cell.view.span(value.range.clone())]);
                let entry = Entry {
                    time: &time,
                    found: &scan(&time.text),
                    name: text.to_owned(),
                    pieces: row.pieces(cell),
                    origin: DeadlineOrigin::Table,
                    due: false,
                };
                self.entry("deadline/delivery-column", i, entry, None);
            }
        }
    }

    /// The column of times of a table that has no head: two columns, of which one holds nothing but times, in a place for calendars or beside
    /// what is handed in.
    fn without_head(&self, i: usize, table: &Table<'s>) -> Option<usize> {
        // GFM writes an empty head where a table has none.
        let rows = table.rows.iter().filter(|row| filled(row).next().is_some());
        let first = rows.clone().next()?;
        let mut cells = filled(first);
        let (Some(a), Some(b), None) = (cells.next(), cells.next(), cells.next()) else { return None };
        let column = [a, b].into_iter().find(|&n| is_time(&first.cells[n].view.text))?;
        let name = if column == a { b } else { a };
        let (mut named, mut count) = (0, 0);
        for row in rows {
            let [time, beside] = [column, name].map(|n| row.cells.get(n).map_or("", |c| &*c.view.text));
            if filled(row).count() != 2 || !is_time(time) || is_time(beside) || !beside.contains(char::is_alphabetic) {
                return None;
            }
            count += 1;
            named += usize::from(is_of_calendar(beside));
        }
        (2 * named > count || (count > 1 && self.is_under_calendar(i))).then_some(column)
    }

    /// Whether a passage stands in a section, or below a line, that announces times.
    fn is_under_calendar(&self, i: usize) -> bool {
        let announces = |words: &str| words.len() < NAME && UNDER.within(words);
        let section = self.layout.contexts[i].section.map(|s| &self.layout.sections[s]);
        let before = || self.letter.paras[..i].iter().rev().take(LIST).find(|p| !p.is_item());
        section.is_some_and(|s| announces(&s.title))
            || before().is_some_and(|p| p.passage.table.is_none() && p.text().ends_with(':') && announces(p.text()))
    }

    /// Reads lines that are nothing but a name and a time: «Årsrapport: 15. mars 2026», «Rekneskapsrapport kvart tertial», aligned columns.
    /// Whether the passage is such lines.
    pub(super) fn calendar_lines(&mut self, i: usize, para: &Para<'s>, timed: bool) -> bool {
        if self.listed_day(i, para) {
            return true;
        }
        if self.headed_lines(i, para) {
            return true;
        }
        let says = || para.findings.cues.iter().any(|c| c.kind != CueKind::Occasion);
        if !timed || says() || !matches!(self.layout.roles[i], Role::Body | Role::Heading) {
            return false;
        }
        let source = self.letter.source.text;
        let lines: Vec<Span> = self.letter.lines(para).collect();
        let whole = [para.passage.view.span(para.all())];
        let alone = lines.len() < 2;
        let lines = if alone { &whole[..] } else { &lines[..] };
        // A name or a time stands at either end; most sentences are longer, or end in other words.
        let at_an_end = |v: &Value| v.range.start == 0 || para.text().len() - v.range.end <= TAIL;
        if lines.iter().any(|line| line.len() > NAME + TIME) || (alone && !para.findings.values.iter().filter(|v| is_timed(v)).any(at_an_end)) {
            return false;
        }
        // Words that run into their time begin with what is handed in.
        let text = para.text();
        let run_on = || !text.contains([':', '–']) && columns(&source[whole[0].range()]).nth(1).is_none();
        if alone && !DELIVERED.within(words(text).next().unwrap_or("")) && run_on() {
            return false;
        }
        let found: Vec<(Span, Span)> = lines.iter().map_while(|&line| self.split(i, source, line, alone)).collect();
        // As in a table, several lines tell by what most of them name.
        let known = |(name, _): &&(Span, Span)| is_of_calendar(&source[name.range()]);
        if found.len() != lines.len() || (!alone && 2 * found.iter().filter(known).count() < found.len() && !self.is_under_calendar(i)) {
            return false;
        }
        let due = self.is_due_row(i);
        let origin = if due { DeadlineOrigin::Table } else { DeadlineOrigin::Label };
        for (name, time) in found {
            let time = View::of(self.letter.source, &[time]);
            let span = name.cover(time.span(0..time.text.len()));
            let name = plain_words(self.letter.source, &[name]).into_owned();
            let entry = Entry { time: &time, found: &scan(&time.text), name, pieces: Pieces::from_buf([span]), origin, due };
            self.entry("deadline/beside-name", i, entry, None);
        }
        true
    }

    /// Whether rows that blank lines part stand below a head «Rapport  Frist», with nothing but rules and such rows between.
    fn is_due_row(&self, i: usize) -> bool {
        const ROWS: usize = 40;
        let source = self.letter.source.text;
        let row = |at: usize| &source[self.letter.paras[at].passage.view.span(self.letter.paras[at].all()).range()];
        let above = (0..=i).rev().take(ROWS).filter(|&at| self.layout.roles[at] != Role::Furniture);
        let mut rows = above.map(row).take_while(|words| words.len() <= NAME + TIME && columns(words).count() == 2);
        rows.find_map(calendar_head).unwrap_or(false)
    }

    /// Reads lines of two columns below a line of their heads, «Dato  Sak», or of the one above the times. Whether the passage is such lines.
    fn headed_lines(&mut self, i: usize, para: &Para<'s>) -> bool {
        let source = self.letter.source.text;
        // Most passages are no such lines.
        if para.text().len() < TAIL || self.layout.roles[i] != Role::Body || !para.is_text() {
            return false;
        }
        let mut rows = self.letter.lines(para);
        let Some(head) = rows.next().filter(|head| head.len() <= NAME) else { return false };
        let Some(due) = calendar_head(&source[head.range()]) else { return false };
        let count = rows.len();
        let found: Vec<(Span, Span)> = rows.filter_map(|row| self.split(i, source, row, false)).collect();
        if 2 * found.len() <= count {
            return false;
        }
        for (name, time) in found {
            let time = View::of(self.letter.source, &[time]);
            let span = name.cover(time.span(0..time.text.len()));
            let name = plain_words(self.letter.source, &[name]).into_owned();
            let entry = Entry { time: &time, found: &scan(&time.text), name, pieces: Pieces::from_buf([span]), origin: DeadlineOrigin::Table, due };
            self.entry("deadline/calendar", i, entry, None);
        }
        true
    }

    /// Reads an item that is nothing but a time, below a line or heading that names what is held or handed in then: «Oppfølgingsmøter i 2025:»
    /// «- 12. februar», «- 20. mai (felles tertialmøte)»; below «Frist:» it need be no item. Whether it is one.
    fn listed_day(&mut self, i: usize, para: &Para<'s>) -> bool {
        let begins = para.findings.values.first().is_some_and(|v| v.range.start == 0 && is_timed(v));
        if !begins {
            return false;
        }
        let time = &para.text()[..position(para.text(), " (").unwrap_or(para.text().len())];
        if !is_time(time) {
            return false;
        }
        let reach = if para.is_item() { LIST } else { 1 };
        let above = (0..i).rev().take(reach).find(|&n| !self.letter.paras[n].is_item());
        let short = |p: &Para<'_>| p.passage.table.is_none() && p.text().len() < NAME;
        let Some((n, lead)) = above.map(|n| (n, &self.letter.paras[n])).filter(|(_, p)| short(p)) else { return false };
        let name = lead.text().trim_end_matches([':', '*', '_']).trim_start_matches(['*', '_']);
        let due = is_one_of(name, DUE_HEADS);
        let names = due || (para.is_item() && (lead.is_heading() || lead.is_text() && lead.text().ends_with(':')) && is_of_calendar(name));
        // A year of the line above is the list's.
        let other = || words(name).filter_map(|w| w.parse::<i16>().ok()).any(|year| self.year() != Some(year));
        if !names || other() {
            return false;
        }
        let span = para.passage.view.span(0..time.len());
        let label = (due && n + 1 == i).then(|| lead.passage.view.span(lead.all()));
        let time = View::of(self.letter.source, &[span]);
        let pieces = label.into_iter().chain([span]).collect();
        let entry = Entry { time: &time, found: &scan(&time.text), name: name.to_owned(), pieces, origin: DeadlineOrigin::Label, due };
        self.entry("deadline/listed-day", if due { n } else { i }, entry, None);
        true
    }

    /// Where the name and the time of a line stand; a lone line must tell by itself that it is of a calendar.
    fn split(&self, i: usize, source: &'s str, line: Span, alone: bool) -> Option<(Span, Span)> {
        let text = &source[line.range()];
        let part = |range: Range<usize>| {
            let words = &text[range.clone()];
            let start = line.start + range.start + (words.len() - words.trim_start().len());
            Span::new(start, start + words.trim().len())
        };
        let cut: Vec<Range<usize>> = columns(text).collect();
        let (name, time, apart) = match cut.as_slice() {
            [a, b] if is_time(&text[b.clone()]) => (a.clone(), b.clone(), true),
            [a, b] if is_time(&text[a.clone()]) => (b.clone(), a.clone(), true),
            _ => {
                let view = View::of(self.letter.source, &[line]);
                // «Frist: …» has no other name.
                if begins_with(&view.text, &["frist"]) {
                    return None;
                }
                let first = scan(&view.text).values.into_iter().next()?;
                if let Some(name) = name_behind(&view.text, &first) {
                    let place = |range: Range<usize>| (view.span(range.clone()).start - line.start)..(view.span(range).end - line.start);
                    (place(view.text.len() - name.len()..view.text.len()), place(first.range), true)
                } else {
                    let start = view.span(first.range).start - line.start;
                    let at = text.rfind(": ").filter(|colon| is_time(&text[colon + 1..])).map_or(start, |colon| colon + 1);
                    let apart = text[..at].trim_end().ends_with([':', '–']);
                    (0..at, at..text.len(), apart)
                }
            }
        };
        let [name, mut time] = [part(name), part(time)];
        if let Some(words) = source[time.range()].strip_suffix('.').filter(|words| is_time(words)) {
            time.end = time.start + words.len();
        }
        let name = Span::new(name.start, name.start + source[name.range()].trim_end_matches([':', '–', '-', ' ', '*', '_']).len());
        let named = View::of(self.letter.source, &[name]);
        let said = &*named.text;
        let stop = || said.match_indices(". ").any(|(at, _)| !said[..at].ends_with(|c: char| c.is_ascii_digit()));
        let plain = !said.is_empty() && said.len() <= NAME && said.starts_with(char::is_alphabetic) && !said.contains([';', '?']) && !stop();
        let named = plain && !begins_with(said, &["frist"]) && scan(said).cues.iter().all(|c| c.kind == CueKind::Occasion);
        let timed = View::of(self.letter.source, &[time]);
        if !named || !is_time(&timed.text) {
            return None;
        }
        let recurs = || scan(&timed.text).values.iter().all(|v| matches!(v.kind, ValueKind::Frequency(_)));
        // What stands apart from its time is a heading of it; words that run into it may be a sentence, or the title of something of that day.
        let first = words(said).next().unwrap_or("");
        let tells = if apart {
            !alone || PERIODIC.within(said) || self.is_under_calendar(i)
        } else {
            let noun = !text.ends_with('.') && !first.ends_with("en") && DELIVERED.within(first);
            noun && if recurs() { PERIODIC.within(first) } else { self.is_under_calendar(i) }
        };
        tells.then_some((name, time))
    }

    /// The deadlines of a line or row.
    fn entry(&mut self, rule: &'static str, i: usize, entry: Entry<'_>, last: Option<&mut Option<Date>>) {
        let Entry { time, found: Findings { values, .. }, mut name, pieces, origin, due } = entry;
        let held = HELD.within(&name);
        let mut found: SmallVec<[When; 1]> = SmallVec::new();
        for (n, value) in values.iter().enumerate() {
            let (moment, relation, every) = match &value.kind {
                ValueKind::Moment(moment) if held => (moment, Some(Relation::On), None),
                ValueKind::Moment(moment) => (moment, due.then_some(Relation::By), None),
                ValueKind::Due(DuePhrase { due: Due::At { moment, relation, every }, .. }) => (moment, Some(*relation), every.as_ref()),
                ValueKind::Due(DuePhrase { due: Due::Every(Frequency(rule)), .. }) | ValueKind::Frequency(Frequency(rule)) => {
                    found.push(When::Recurring { rrule: rule.clone() });
                    continue;
                }
                _ => continue,
            };
            let moment = with_year_of_list(&time.text, values, n, *moment);
            found.extend(self.at(moment, 0, relation, every, time.span(value.range.clone())));
        }
        if found.is_empty() && due {
            found.extend(self.untimed(&time.text, time.span(0..time.text.len())));
        }
        if let (Some(last), Some(When::Date { date, .. })) = (last, found.first()) {
            if last.is_some_and(|l| l > *date) {
                let message = format!("the row «{name}» ({date}) stands behind a later one");
                let span = time.span(0..time.text.len());
                self.diagnostics.push(self.letter.report(Code::CalendarOrder, "deadlines", span, message));
            }
            *last = Some(*date);
        }
        let mut found = found.into_iter();
        while let Some(when) = found.next() {
            if let When::Date { date, .. } = when {
                self.occasions.extend(words_back(&name).next().map(|w| (w.to_owned(), date)));
            }
            // What was is no deadline, unless it stands under «Frist».
            if origin == DeadlineOrigin::Label && self.is_over(&when) {
                continue;
            }
            let place = self.letter.source.place(&pieces);
            self.letter.fired(rule, place.span);
            let name = if found.len() > 0 { name.clone() } else { std::mem::take(&mut name) };
            self.add(i, place, when, origin, Some(name));
        }
    }

    /// What stands under «Frist» and is no time: an occasion, or left open.
    fn untimed(&mut self, words: &str, span: Span) -> Option<When> {
        const OCCASIONS: &[&str] = &["i ", "ved ", "etter ", "når ", "samtidig med ", "samstundes med ", "i forbindelse med ", "før "];
        if !words.contains(char::is_alphabetic) || is_one_of(words, &["ingen", "ikke aktuelt", "ikkje aktuelt", "ingen frist"]) {
            return None;
        }
        if !is_open(words) && begins_with(words, OCCASIONS) {
            return Some(When::Event { event: words.to_owned() });
        }
        self.diagnostics.push(self.letter.report(Code::OpenDeadline, "deadlines", span, format!("the deadline «{words}» is open")));
        Some(When::Unspecified)
    }
}

/// The name behind a time that a line begins with: «15. februar: Foreløpig årsrapport», «20. juni – etatsstyringsmøte».
fn name_behind<'t>(line: &'t str, first: &Value) -> Option<&'t str> {
    let behind = line.get(first.range.end..).filter(|_| first.range.start == 0 && matches!(first.kind, ValueKind::Moment(_)))?;
    [": ", " – ", " - "].iter().find_map(|mark| behind.strip_prefix(mark))
}

/// The cells of a row that hold anything.
fn filled(row: &Row<'_>) -> impl Iterator<Item = usize> {
    (0..row.cells.len()).filter(|&n| !row.cells[n].span.is_empty())
}

/// Whether a line is the head of a calendar, of two columns, or of the one with the times; and whether it says that something is due then.
pub(super) fn calendar_head(line: &str) -> Option<bool> {
    let (mut heads, mut times, mut due) = (0, 0, false);
    for head in columns(line).map(|words| line[words].trim_matches(['*', '_', ':'])) {
        let own = is_head(head, DUE_HEADS);
        let time = own || is_head(head, CALENDAR);
        if !time && !is_head(head, ACTIVITIES) {
            return None;
        }
        heads += 1;
        times += usize::from(time);
        due |= own;
    }
    // «Dato» alone is a label of the header.
    (times == 1 && (due || heads > 1)).then_some(due)
}

/// Whether a head is one of some names, or several with strokes between them: «Frist/dato».
fn is_head(head: &str, names: &[&str]) -> bool {
    head.split('/').any(|name| is_one_of(name.trim(), names))
}

/// Whether words name something that is handed in or held.
fn is_of_calendar(words: &str) -> bool {
    DELIVERED.within(words) || HELD.within(words)
}

/// Whether words are a time, or several, and nothing else.
fn is_time(words: &str) -> bool {
    if words.len() > TIME {
        return false;
    }
    let view = single_spaced(words.trim());
    // Markdown keeps the point of «1\\. mai» from beginning a list.
    let view = if view.contains('\\') { Cow::Owned(view.replace('\\', "")) } else { view };
    let view = view.trim_matches(['*', '_']);
    let values = scan(view).values;
    let timed = |v: &Value| {
        let at = matches!(&v.kind, ValueKind::Due(DuePhrase { due: Due::At { .. } | Due::Every(_), .. }));
        at || matches!(v.kind, ValueKind::Moment(_) | ValueKind::Frequency(_) | ValueKind::Clock(..))
    };
    let small = |w: &str| {
        let bare = w.trim_matches(['.', ',', ':', ';', '(', ')']);
        bare.is_empty() || is_one_of(bare, SMALL)
    };
    let ends = std::iter::once(0).chain(values.iter().map(|v| v.range.end));
    let mut between = ends.zip(values.iter().map(|v| v.range.start).chain([view.len()]));
    !values.is_empty() && values.iter().all(timed) && between.all(|(end, start)| view[end..start].split(' ').all(small))
}

/// Words with one blank between them; most have no more.
fn single_spaced(words: &str) -> Cow<'_, str> {
    let mut blanks = words.chars().filter(|c| c.is_whitespace());
    let plain = blanks.all(|c| c == ' ') && !holds(words, "  ");
    if plain { Cow::Borrowed(words) } else { Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" ")) }
}

#[cfg(test)]
mod tests {
    use crate::model::{DeadlineOrigin, Relation, When};

    #[test]
    fn rows_that_blank_lines_part_stand_below_their_head() {
        let dues = |head: &str| {
            let text = format!(
                "# Tildelingsbrev 2025 til Prøvetilsynet\n\nDato: 14.02.2025\n\n## Rapportering\n\n  ------------------------------------\n  {head}\n\
                 \x20 ---------------------- -------------\n  Årleg melding for 2025   1\\. mars 2026\n\n  Tertialrapport 1        20\\. mai 2025\n\
                 \x20 ------------------------------------\n"
            );
            let deadlines = crate::parse(&text).documents.swap_remove(0).deadlines;
            deadlines
                .into_iter()
                .map(|d| (d.origin, if let When::Date { date, relation, .. } = d.when { Some((date.to_string(), relation)) } else { None }))
                .collect::<Vec<_>>()
        };
        let due = |date: &str| (DeadlineOrigin::Table, Some((date.to_owned(), Some(Relation::By))));
        assert_eq!(dues("**Rapport**              **Frist**"), [due("2026-03-01"), due("2025-05-20")]);
        // A head that names no time makes none of what stands below it, as in any table.
        assert_eq!(dues("**Rapport**              **Merknad**"), []);
    }
}
