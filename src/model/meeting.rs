//! Minutes: the meeting, its agenda, decisions and people.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::record;

/// A time of day, `HH:MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", schemars(extend("pattern" = "^([01][0-9]|2[0-3]):[0-5][0-9]$")))]
pub struct Clock {
    hour: u8,
    minute: u8,
}

impl Clock {
    /// A time of day; `None` outside 0–23 hours and 0–59 minutes.
    #[must_use]
    pub const fn new(hour: u8, minute: u8) -> Option<Self> {
        if hour < 24 && minute < 60 { Some(Self { hour, minute }) } else { None }
    }

    /// The hour, 0–23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute, 0–59.
    #[must_use]
    pub const fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl FromStr for Clock {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let parsed = s.split_once(':').and_then(|(h, m)| Self::new(h.parse().ok()?, m.parse().ok()?));
        parsed.ok_or_else(|| format!("`{s}` is no time of day of the form HH:MM"))
    }
}

impl TryFrom<String> for Clock {
    type Error = String;

    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

impl From<Clock> for String {
    fn from(clock: Clock) -> Self {
        clock.to_string()
    }
}

/// How a meeting was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MeetingForm {
    /// In a room.
    Physical,
    /// On a screen («digitalt», «videomøte»).
    Digital,
}

/// The meeting that minutes are of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Meeting {
    /// The enterprise whose meeting it is.
    #[doc(alias = "foretak")]
    pub enterprise: Option<String>,
    /// The day.
    pub date: Option<Date>,
    /// When it began.
    pub start: Option<Clock>,
    /// When it was closed.
    pub end: Option<Clock>,
    /// Where, as printed.
    pub place: Option<String>,
    /// How it was held, where the text says it.
    pub form: Option<MeetingForm>,
    /// Who led it.
    #[doc(alias = "møteleder")]
    pub chair: Option<String>,
    /// Who are to approve the minutes.
    pub approvers: Vec<String>,
    /// Who represented the Office of the Auditor General (Riksrevisjonen).
    #[doc(alias = "Riksrevisjonen")]
    pub auditor: Option<String>,
}

record! {
    /// An item of the agenda (sak).
    #[doc(alias = "sak")]
    pub struct AgendaItem {
        /// Its number, from 1; «Sak 01/16» is 1.
        pub number: u32,
        /// Its title.
        pub title: String,
        /// Whether it stands in the agenda's list.
        pub listed: bool,
        /// Whether it has a heading of its own.
        pub treated: bool,
    }
}

record! {
    /// A decision (vedtak).
    #[doc(alias = "vedtak")]
    pub struct Decision {
        /// The number of the agenda item it was made under.
        pub agenda_item: Option<u32>,
    }
}

/// Whether somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Met for a party of the meeting.
    Present,
    /// «Også til stede».
    AlsoPresent,
    /// Met for Riksrevisjonen or as auditor.
    Auditor,
    /// «Forfall».
    Absent,
}

record! {
    /// Somebody on the list of attendance.
    pub struct Participant {
        /// The name, with lost line breaks mended.
        pub name: String,
        /// The title, as printed.
        pub title: Option<String>,
        /// The party: «styret», a ministry, «administrasjonen», «Også til stede».
        pub group: Option<String>,
        /// Whether they were there.
        pub presence: Presence,
    }
}
