//! Deadlines: when, and for what.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Inferred, record};

/// How a deadline relates to its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// At the latest then (*innen*, *senest*, *frist*).
    By,
    /// On the day.
    On,
    /// In the course of it (*i løpet av*).
    During,
    /// Earlier than (*før*).
    Before,
    /// Later than (*etter*).
    After,
}

/// The time of a deadline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum When {
    /// A calendar day.
    Date {
        /// The day.
        date: Date,
        /// How the deadline relates to it, where it is plain.
        relation: Option<Relation>,
        /// Parts that stand elsewhere, such as the year.
        inferred: Vec<Inferred>,
    },
    /// A stretch of time, as EDTF (ISO 8601-2, level 2) or an ISO 8601 week.
    Period {
        /// `2024`, `2023-06`, `2022-23` (autumn), `2024-33` (first quarter), `2024-37` (first tertial), `2024-40` (first half), `2024-W12`.
        edtf: String,
        /// Its first day.
        start: Date,
        /// Its last day.
        end: Date,
        /// How the deadline relates to it, where it is plain.
        relation: Option<Relation>,
        /// Parts that stand elsewhere, such as the year.
        inferred: Vec<Inferred>,
    },
    /// Again and again, as a rule of RFC 5545.
    Recurring {
        /// Such as `FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1`.
        rrule: String,
    },
    /// Before or after an occasion.
    Relative {
        /// An ISO 8601 duration; negative for before: `-P2W`.
        offset: String,
        /// The occasion, as printed; empty where none is named («Frist: innen to uker»).
        anchor: String,
        /// The days it comes to, where the letter dates the occasion.
        resolved: Vec<Date>,
    },
    /// Tied to an occasion without a date.
    Event {
        /// The occasion, as printed.
        event: String,
    },
    /// To be agreed or settled later.
    Unspecified,
    /// A date that does not exist, kept as printed in `text`.
    Invalid,
}

/// Where a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineOrigin {
    /// In a sentence.
    Prose,
    /// In a row of a calendar.
    Table,
    /// Behind a label («Frist: …»).
    Label,
}

record! {
    /// A deadline (frist), or an appointment of a calendar. Its span covers the words that say when, with «innen» or «Frist:» before them.
    #[doc(alias = "frist")]
    pub struct Deadline {
        /// Unique in the document, and the same as long as the deadline's own words and its mandate are.
        pub key: String,
        /// The time.
        pub when: When,
        /// What is to be done: the sentence, the row's description, or the labelled mandate's title.
        pub action: Option<String>,
        /// The key of the mandate it belongs to.
        pub mandate: Option<String>,
        /// The number of the agenda item it stands under.
        pub agenda_item: Option<u32>,
        /// Sentence, table or label.
        pub origin: DeadlineOrigin,
    }
}
