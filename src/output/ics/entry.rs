//! An entry: what it says of a deadline or meeting, and how a calendar writes it.

use std::collections::HashMap;

use icalendar::{Component, Event, EventLike, Property};
use jiff::civil::{Date, date};

use super::days::Days;
use crate::model::{Clock, Deadline, DeadlineOrigin, Document, DossierDeadline, Mandate, MandateEvent, MandateLife, Meeting, Relation, When};

/// A letter, and what tells it from all others.
pub(super) struct Letter<'a> {
    pub(super) document: &'a Document,
    pub(super) source: Option<&'a str>,
    pub(super) identity: String,
    mandates: HashMap<&'a str, &'a Mandate>,
}

/// The mandate that a deadline belongs to.
pub(super) struct Task<'a> {
    id: Option<&'a str>,
    title: Option<&'a str>,
    text: &'a str,
    /// What is said before words of another letter than the deadline's.
    lead: Option<String>,
}

impl<'a> From<&'a Mandate> for Task<'a> {
    fn from(mandate: &'a Mandate) -> Self {
        Self { id: mandate.id.as_deref(), title: mandate.title.as_deref(), text: &mandate.text, lead: None }
    }
}

impl<'a> Task<'a> {
    /// In the words of the letter that gives it, else of the one that names it first; `date` tells a letter's date.
    pub(super) fn of(life: &'a MandateLife, deadline: &DossierDeadline, date: impl Fn(&str) -> Option<Date>) -> Self {
        let entry = life.entries.iter().find(|entry| entry.event == MandateEvent::Given).or(life.entries.first());
        let other = entry.filter(|entry| entry.document != deadline.document);
        let lead = other.map(|entry| {
            let date = date(&entry.document).map_or_else(String::new, |date| format!(" {date}"));
            format!("Oppdraget slik det sto i brevet{date}:")
        });
        Self { id: life.id.as_deref(), title: life.title.as_deref(), text: entry.map_or("", |entry| &entry.text), lead }
    }
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

impl<'a> Letter<'a> {
    pub(super) fn new(document: &'a Document, source: Option<&'a str>) -> Self {
        let mandates = document.mandates.iter().map(|mandate| (mandate.key.as_str(), mandate)).collect();
        Self { document, source, identity: identity(document), mandates }
    }

    pub(super) fn meeting(&self, meeting: &Meeting, name: &str, day: Date) -> Said {
        let mut agenda: Vec<_> = self.document.agenda_items.iter().map(|item| (item.number, item.title.as_str())).collect();
        agenda.sort_unstable();
        Said {
            days: Days::new(day, day),
            times: meeting.start.map(|start| (start, meeting.end.filter(|end| *end > start))),
            summary: format!("Møte: {name}"),
            place: meeting.place.clone(),
            words: agenda.into_iter().map(|(number, title)| format!("Sak {number}: {title}")).collect(),
            category: "Møte",
        }
    }

    /// The letter's own mandate that a deadline belongs to.
    pub(super) fn task(&self, deadline: &Deadline) -> Option<Task<'a>> {
        deadline.mandate.as_ref().and_then(|key| self.mandates.get(key.as_str()).copied()).map(Task::from)
    }

    pub(super) fn deadline(deadline: &Deadline, task: Option<&Task<'_>>, days: Days) -> Said {
        let title = task.map_or_else(|| deadline.action.clone().unwrap_or_else(|| deadline.text.clone()), name_of);
        // A row of a calendar may be a meeting; only what is to be ready by a day is a deadline.
        let due = deadline.origin == DeadlineOrigin::Label
            || match &deadline.when {
                When::Date { relation, .. } | When::Period { relation, .. } => {
                    matches!(relation, Some(Relation::By | Relation::Before | Relation::During))
                }
                _ => true,
            };
        let label = match &days.rule {
            Some(rule) if rule.month.is_none() => "Frist uten fastsatt dag: ",
            _ if due && !title.starts_with("Frist") => "Frist: ",
            _ => "",
        };
        let mut words = vec![format!("«{}»", deadline.text)];
        let demand = task.map_or("", |task| task.text);
        words.extend(deadline.action.clone().filter(|action| !demand.contains(action.as_str()) && *action != deadline.text));
        words.extend(task.and_then(|task| task.id).map(|id| format!("Oppdrag {id}")));
        words.extend(task.and_then(|task| task.lead.clone()));
        words.extend(task.map(|task| shown(task.text, PARAGRAPH)));
        Said { days, times: None, summary: format!("{label}{title}"), place: None, words, category: if due { "Frist" } else { "Dato" } }
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
fn name_of(task: &Task<'_>) -> String {
    match (task.id, task.title) {
        (Some(id), Some(title)) => format!("{id} {title}"),
        (None, Some(title)) => title.to_owned(),
        (Some(id), None) => format!("{id} {}", task.text),
        (None, None) => task.text.to_owned(),
    }
}

/// What an entry says beside the file it was read from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
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
    pub(super) fn event(&self, name: &str, letter: &Letter<'_>, line: usize) -> Event {
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

/// Lines of at most 75 octets, as RFC 5545 asks. The writer folds them, and makes the last piece of some one octet too long.
pub(super) fn folded(file: &str) -> String {
    let mut out = String::with_capacity(file.len());
    for line in file.split_inclusive("\r\n") {
        let too_long = line.trim_end_matches("\r\n").len() > 75;
        let (kept, rest) = line.split_at((1..=75).rev().find(|end| too_long && line.is_char_boundary(*end)).unwrap_or(line.len()));
        out.push_str(kept);
        if too_long {
            out.push_str("\r\n ");
            out.push_str(rest);
        }
    }
    out
}

/// A date as calendars write it.
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}
