//! Deadlines and meetings as a calendar (iCalendar, RFC 5545).
//!
//! Every entry is a `VEVENT`: the programs that people keep their appointments in do not take tasks (`VTODO`) from a file.
//! A deadline takes whole days and leaves them free (`TRANSPARENT`); a period lasts from its first to its last day; what recurs
//! without a day stands on the first day of each round, and its summary says that no day is set. Times of meetings are local.
//! What has no day at all is not put anywhere: it is listed.
//!
//! An entry's name (`UID`) is made of the letter's own header and the record's key, so that reading the letter again, from
//! whatever file, changes the entry and does not double it. There is no clock in the file: `DTSTAMP` is the letter's date.
//!
//! # Example: one deadline and one that is left out
//!
//! ```
//! use styringsdokument::output::ics::{Calendar, Reason};
//!
//! let letter = "# Tildelingsbrev for 2026\n\nDepartementet ber om en plan innen 1. mars.\n\nFrist: Avtales nærmere\n";
//! let mut calendar = Calendar::new();
//! calendar.add(&styringsdokument::parse(letter));
//! assert_eq!(calendar.left_out()[0].reason, Reason::Unspecified);
//! assert!(calendar.finish().contains("\r\nDTSTART;VALUE=DATE:20260301\r\n"));
//! ```

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use icalendar::{Component, Event, EventLike, Property};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use uuid::Uuid;

use crate::model::{Clock, Deadline, DeadlineOrigin, Document, Extraction, Mandate, Meeting, Relation, When};

/// Why something has no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It is tied to an occasion without a date.
    Event,
    /// It is to be agreed or settled later.
    Unspecified,
    /// Its date does not exist.
    Invalid,
    /// It recurs, and neither its rule nor its letter tells from when.
    NoBeginning,
    /// It recurs by a rule that was not made by this library.
    UnknownRule,
    /// It lies before or after an occasion that the letter does not date.
    NoOccasion,
    /// It is a meeting that neither its minutes nor their header date.
    NoDate,
    /// The same stands in a letter that was added before.
    Repeated,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Event => "tied to an occasion without a date",
            Self::Unspecified => "to be agreed or settled later",
            Self::Invalid => "its date does not exist",
            Self::NoBeginning => "recurs, from no year that the letter tells",
            Self::UnknownRule => "recurs by an unknown rule",
            Self::NoOccasion => "before or after an occasion without a date",
            Self::NoDate => "a meeting without a date",
            Self::Repeated => "the same stands in an earlier letter",
        })
    }
}

/// A deadline or meeting that has no entry in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The name of the file.
    pub source: Option<String>,
    /// The line it stands on, from 1.
    pub line: usize,
    /// Its words.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

/// A calendar being filled.
#[derive(Debug)]
pub struct Calendar {
    entries: icalendar::Calendar,
    /// The entries' names, and what each says.
    given: HashMap<String, Said>,
    left_out: Vec<LeftOut>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self::new()
    }
}

impl Calendar {
    /// A calendar without entries.
    #[must_use]
    pub fn new() -> Self {
        let mut entries = icalendar::Calendar::empty();
        for (name, value) in [
            ("VERSION", "2.0"),
            ("PRODID", "-//styringsdokument//styringsdokument//NO"),
            ("CALSCALE", "GREGORIAN"),
            ("METHOD", "PUBLISH"),
            ("X-WR-CALNAME", "Frister og møter"),
        ] {
            entries.append_property(Property::new(name, value));
        }
        Self { entries, given: HashMap::new(), left_out: Vec::new() }
    }

    /// Adds the deadlines and meetings of an extraction.
    pub fn add(&mut self, extraction: &Extraction) {
        let source = extraction.source.name.as_deref();
        for document in &extraction.documents {
            let letter = Letter { document, source, identity: identity(document) };
            if let Some(meeting) = &document.meeting {
                self.add_meeting(&letter, meeting);
            }
            for deadline in &document.deadlines {
                self.add_deadline(&letter, deadline);
            }
        }
    }

    /// What has no entry, in the order in which it was added.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// The file.
    #[must_use]
    pub fn finish(self) -> String {
        self.entries.to_string()
    }

    fn add_meeting(&mut self, letter: &Letter<'_>, meeting: &Meeting) {
        let document = letter.document;
        let name = meeting.enterprise.as_deref().or(document.title.as_deref()).unwrap_or_default();
        let Some(day) = meeting.date.or(document.date) else {
            return self.leave_out(letter, document.line, name, Reason::NoDate);
        };
        let agenda = document.agenda_items.iter().map(|item| format!("Sak {}: {}", item.number, item.title));
        let said = Said {
            days: Days { first: day, behind: next(day), rule: None },
            times: meeting.start.map(|start| (start, meeting.end.filter(|end| *end > start))),
            summary: format!("Møte: {name}"),
            place: meeting.place.clone(),
            words: agenda.collect(),
            category: "Møte",
        };
        self.add_entry(letter, document.line, name, "meeting", said);
    }

    fn add_deadline(&mut self, letter: &Letter<'_>, deadline: &Deadline) {
        let days = match days(letter.document, &deadline.when) {
            Ok(days) => days,
            Err(reason) => return self.leave_out(letter, deadline.line, &deadline.text, reason),
        };
        let several = days.len() > 1;
        for days in days {
            // One deadline before each of several meetings is several entries.
            let key = if several { format!("{} {}", deadline.key, days.first) } else { deadline.key.clone() };
            let said = letter.deadline(deadline, days);
            self.add_entry(letter, deadline.line, &deadline.text, &key, said);
        }
    }

    fn add_entry(&mut self, letter: &Letter<'_>, line: usize, text: &str, key: &str, said: Said) {
        // Different entries of one name occur when two letters have no header that tells them apart.
        let seeds = (1_usize..).map(|n| if n == 1 { format!("{}\n{key}", letter.identity) } else { format!("{}\n{key}\n{n}", letter.identity) });
        for seed in seeds {
            let name = Uuid::new_v5(&Uuid::NAMESPACE_OID, seed.as_bytes()).to_string();
            match self.given.entry(name) {
                Entry::Vacant(free) => {
                    self.entries.push(said.event(free.key(), letter, line));
                    free.insert(said);
                    return;
                }
                Entry::Occupied(taken) if *taken.get() == said => return self.leave_out(letter, line, text, Reason::Repeated),
                Entry::Occupied(_) => {}
            }
        }
    }

    fn leave_out(&mut self, letter: &Letter<'_>, line: usize, text: &str, reason: Reason) {
        self.left_out.push(LeftOut { source: letter.source.map(str::to_owned), line, text: text.to_owned(), reason });
    }
}

/// A letter, and what tells it from all others.
struct Letter<'a> {
    document: &'a Document,
    source: Option<&'a str>,
    identity: String,
}

/// The same for each reading of a letter, from whatever file: its case number and date, or all its header has.
fn identity(document: &Document) -> String {
    let date = document.date.map(|date| date.to_string());
    let numbers = [document.fiscal_year.map(|year| year.to_string()), document.supplement_number.map(|number| number.to_string())];
    let fields = if let Some(reference) = &document.our_ref {
        vec![Some(reference.clone()), date]
    } else {
        let meeting = document.meeting.as_ref().and_then(|meeting| meeting.enterprise.clone());
        let names = [document.title.clone(), document.issuer.name.clone(), document.recipient.name.clone(), meeting, date];
        names.into_iter().chain(numbers).collect()
    };
    fields.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join("\n")
}

/// The days of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Days {
    first: Date,
    /// The day behind the last.
    behind: Date,
    rule: Option<Rule>,
}

/// What an entry says beside the file it was read from.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    days: Days,
    /// When it begins and ends; without, it takes whole days.
    times: Option<(Clock, Option<Clock>)>,
    summary: String,
    place: Option<String>,
    /// The paragraphs of the description.
    words: Vec<String>,
    category: &'static str,
}

impl Said {
    fn event(&self, name: &str, letter: &Letter<'_>, line: usize) -> Event {
        let mut event = Event::new();
        event.uid(name);
        event.add_property("DTSTAMP", format!("{}T000000Z", basic(letter.document.date.unwrap_or(date(1970, 1, 1)))));
        if let Some((start, end)) = self.times {
            let moment = |time: Clock| format!("{}T{:02}{:02}00", basic(self.days.first), time.hour(), time.minute());
            event.add_property("DTSTART", moment(start));
            if let Some(end) = end {
                event.add_property("DTEND", moment(end));
            }
        } else {
            for (name, day) in [("DTSTART", self.days.first), ("DTEND", self.days.behind)] {
                event.append_property(Property::new(name, basic(day)).add_parameter("VALUE", "DATE").done());
            }
            event.add_property("TRANSP", "TRANSPARENT");
        }
        if let Some(rule) = &self.days.rule {
            event.add_property("RRULE", &rule.text);
        }
        event.summary(&shown(&self.summary, SUMMARY));
        if let Some(place) = &self.place {
            event.location(&shown(place, SUMMARY));
        }
        let words = self.words.iter().map(|words| shown(words, PARAGRAPH)).chain([shown(&letter.reference(line), PARAGRAPH)]);
        event.description(&words.collect::<Vec<_>>().join("\n\n"));
        event.add_property("CATEGORIES", self.category);
        event
    }
}

/// The letters of a summary, and of a paragraph of a description; longer ones are cut, and end in an ellipsis.
const SUMMARY: usize = 120;
const PARAGRAPH: usize = 4000;

/// Words without control characters, which a calendar must not hold.
fn shown(words: &str, most: usize) -> String {
    let mut chars = words.chars().map(|c| if c.is_control() { ' ' } else { c });
    let kept: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() { format!("{kept} …") } else { kept }
}

/// A date as calendars write it.
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn next(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

impl Letter<'_> {
    fn deadline(&self, deadline: &Deadline, days: Days) -> Said {
        let mandate = deadline.mandate.as_ref().and_then(|key| self.document.mandates.iter().find(|mandate| mandate.key == *key));
        let title = mandate.map_or_else(|| deadline.action.clone().unwrap_or_else(|| deadline.text.clone()), name_of);
        let due = match &deadline.when {
            When::Date { relation, .. } | When::Period { relation, .. } => matches!(relation, Some(Relation::By | Relation::Before)),
            _ => true,
        };
        let label = match &days.rule {
            Some(rule) if rule.month.is_none() => "Frist uten fastsatt dag: ",
            // A row of a calendar may be a meeting; only what is to be ready by a day is a deadline.
            _ if due || deadline.origin == DeadlineOrigin::Label => "Frist: ",
            _ => "",
        };
        let mut words = vec![format!("«{}»", deadline.text)];
        let demand = mandate.map(|mandate| mandate.text.as_str()).unwrap_or_default();
        words.extend(deadline.action.clone().filter(|action| !demand.contains(action.as_str())));
        words.extend(mandate.and_then(|mandate| mandate.id.as_ref()).map(|id| format!("Oppdrag {id}")));
        words.extend(mandate.map(|mandate| mandate.text.clone()));
        Said { days, times: None, summary: format!("{label}{title}"), place: None, words, category: "Frist" }
    }

    /// Where an entry is from.
    fn reference(&self, line: usize) -> String {
        let document = self.document;
        let date = document.date.map(|date| date.to_string());
        let parts = [document.title.as_deref(), document.our_ref.as_deref(), date.as_deref(), self.source];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        format!("Kilde: {}{}linje {line}", parts.join(", "), if parts.is_empty() { "" } else { ", " })
    }
}

/// What a mandate is called.
fn name_of(mandate: &Mandate) -> String {
    match (&mandate.id, &mandate.title) {
        (Some(id), Some(title)) => format!("{id} {title}"),
        (None, Some(title)) => title.clone(),
        (Some(id), None) => format!("{id} {}", mandate.text),
        (None, None) => mandate.text.clone(),
    }
}

/// The days of a deadline: one stretch, or one for each day that a relative one comes to.
fn days(document: &Document, when: &When) -> Result<Vec<Days>, Reason> {
    let one = |first: Date, last: Date| Days { first, behind: next(last.max(first)), rule: None };
    match when {
        When::Date { date, .. } => Ok(vec![one(*date, *date)]),
        When::Period { start, end, .. } => Ok(vec![one(*start, *end)]),
        When::Recurring { rrule } => Rule::new(rrule).ok_or(Reason::UnknownRule)?.days(document).map(|days| vec![days]),
        When::Relative { resolved, .. } if resolved.is_empty() => Err(Reason::NoOccasion),
        When::Relative { resolved, .. } => Ok(resolved.iter().map(|day| one(*day, *day)).collect()),
        When::Event { .. } => Err(Reason::Event),
        When::Unspecified => Err(Reason::Unspecified),
        When::Invalid => Err(Reason::Invalid),
    }
}

/// A rule of recurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    /// As it stands in the record.
    text: String,
    weekly: bool,
    month: Option<i8>,
    day: Option<i8>,
}

impl Rule {
    /// Reads the rules that deadlines have: every so many weeks, months or years, perhaps in a month, perhaps on a day of it.
    fn new(text: &str) -> Option<Self> {
        let mut rule = Self { text: text.to_owned(), weekly: false, month: None, day: None };
        let mut parts = text.split(';');
        match parts.next()? {
            "FREQ=YEARLY" | "FREQ=MONTHLY" => {}
            "FREQ=WEEKLY" => rule.weekly = true,
            _ => return None,
        }
        for part in parts {
            let (name, value) = part.split_once('=')?;
            let value: i8 = value.parse().ok().filter(|value| *value > 0)?;
            match name {
                "INTERVAL" => {}
                "BYMONTH" if value <= 12 => rule.month = Some(value),
                "BYMONTHDAY" if value <= 31 => rule.day = Some(value),
                _ => return None,
            }
        }
        Some(rule)
    }

    /// The days of the first round that is not over when the letter's year and the letter itself have come.
    fn days(self, document: &Document) -> Result<Days, Reason> {
        let year = document.fiscal_year.and_then(|year| Date::new(year, 1, 1).ok());
        let Some(begin) = year.or(document.date.map(Date::first_of_year)) else { return Err(Reason::NoBeginning) };
        let stretch = |first: Date, behind: Date| Days { first, behind, rule: Some(self.clone()) };
        let Some(month) = self.month else {
            let first = if self.weekly { begin.yesterday().and_then(|day| day.nth_weekday(1, Weekday::Monday)).unwrap_or(begin) } else { begin };
            return Ok(stretch(first, next(first)));
        };
        let reached = document.date.map_or(begin, |date| date.max(begin));
        let years = (0..8).filter_map(|years| begin.year().checked_add(years));
        let mut rounds = years.filter_map(|year| match self.day {
            Some(day) => Date::new(year, month, day).ok().map(|day| (day, next(day))),
            None => Date::new(year, month, 1).ok().map(|first| (first, first.saturating_add(shortest(month).days()))),
        });
        rounds.find(|(_, behind)| *behind > reached).map(|(first, behind)| stretch(first, behind)).ok_or(Reason::NoBeginning)
    }
}

/// The days of a month in the shortest of its years: an entry that recurs is equally long each time.
const fn shortest(month: i8) -> i64 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
