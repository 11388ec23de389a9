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

mod days;
mod entry;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;

use icalendar::Property;
use uuid::Uuid;

use self::days::days;
use self::entry::{Letter, Said, Task, folded};
use super::sourced::{Sourced, as_set};
use crate::model::{Deadline, Extraction, MandateLife, MandateState, Meeting};

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
    /// In a dossier: a later letter moves it.
    Replaced,
    /// In a dossier: a later letter takes its mandate back.
    Withdrawn,
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
            Self::Replaced => "a later letter moves it",
            Self::Withdrawn => "a later letter withdraws its mandate",
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
            let letter = Letter::new(document, source);
            if let Some(meeting) = &document.meeting {
                self.add_meeting(&letter, meeting);
            }
            for deadline in &document.deadlines {
                self.add_deadline(&letter, deadline, letter.task(deadline).as_ref());
            }
        }
    }

    /// Adds the deadlines of a dossier that are still open, each under the mandate it belongs to in the dossier. An entry has the
    /// name that it has when the letter itself is added. What a later letter moves or withdraws has none, and is listed.
    ///
    /// # Example: a deadline that a later letter moves
    ///
    /// ```
    /// use styringsdokument::output::{Sourced, ics::{Calendar, Reason}};
    ///
    /// let letters = [
    ///     "# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\n## Oppdrag\n\n### TB2026-1 Kart\n\nDirektoratet skal lage et kart.\n\nFrist: 1. juni 2026\n",
    ///     "# Supplerende tildelingsbrev nr. 1 for 2026\n\nDato: 2. mars 2026\n\nFristen for oppdrag TB2026-1 forlenges til 1. oktober 2026.\n",
    /// ]
    /// .map(styringsdokument::parse);
    /// let mut calendar = Calendar::new();
    /// calendar.add_dossier(&Sourced::new(&letters));
    /// assert_eq!(calendar.left_out()[0].reason, Reason::Replaced);
    /// let file = calendar.finish();
    /// assert!(file.contains("\r\nDTSTART;VALUE=DATE:20261001\r\n") && file.contains("\r\nSUMMARY:Frist: TB2026-1 Kart\r\n"));
    /// ```
    pub fn add_dossier(&mut self, sourced: &Sourced<'_>) {
        let letters = sourced.letters().iter().map(|origin| Letter::new(origin.document, origin.source.map(String::as_str)));
        let letters: Vec<Letter<'_>> = letters.collect();
        let letter = |id: &str| sourced.letter(id).and_then(|(number, _)| letters.get(number));
        let lives: HashMap<&str, &MandateLife> = sourced.dossier().mandates.iter().map(|life| (life.key.as_str(), life)).collect();
        for deadline in &sourced.dossier().deadlines {
            if let Some(letter) = letter(&deadline.document) {
                let life = deadline.mandate.as_deref().and_then(|key| lives.get(key).copied());
                let date = |id: &str| sourced.letter(id).and_then(|(_, origin)| origin.document.date);
                self.add_deadline(letter, &as_set(deadline), life.map(|life| Task::of(life, deadline, date)).as_ref());
            }
        }
        for life in &sourced.dossier().mandates {
            let reason = if life.state == MandateState::Withdrawn { Reason::Withdrawn } else { Reason::Replaced };
            for closed in &life.closed_deadlines {
                if let Some(letter) = letter(&closed.document) {
                    self.leave_out(letter, closed.line, &closed.text, reason);
                }
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
        folded(&self.entries.to_string())
    }

    fn add_meeting(&mut self, letter: &Letter<'_>, meeting: &Meeting) {
        let document = letter.document;
        let name = meeting.enterprise.as_deref().or(document.title.as_deref()).unwrap_or_default();
        let Some(day) = meeting.date.or(document.date) else {
            return self.leave_out(letter, document.line, name, Reason::NoDate);
        };
        let said = letter.meeting(meeting, name, day);
        self.add_entry(letter, document.line, name, "meeting", said);
    }

    fn add_deadline(&mut self, letter: &Letter<'_>, deadline: &Deadline, task: Option<&Task<'_>>) {
        let days = match days(letter.document, &deadline.when) {
            Ok(days) => days,
            Err(reason) => return self.leave_out(letter, deadline.line, &deadline.text, reason),
        };
        let several = days.len() > 1;
        for days in days {
            // One deadline before each of several meetings is several entries.
            let key = if several { format!("{} {}", deadline.key, days.first) } else { deadline.key.clone() };
            let said = Letter::deadline(deadline, task, days);
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
