//! The days of an entry: one stretch, perhaps again and again.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Reason;
use crate::model::{Document, When};

/// The days of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: Date,
    /// The day behind the last.
    pub(super) behind: Date,
    pub(super) rule: Option<Rule>,
}

impl Days {
    pub(super) fn new(first: Date, last: Date) -> Self {
        Self { first, behind: next(last.max(first)), rule: None }
    }
}

fn next(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

/// The days of a deadline: one stretch, or one for each day that a relative one comes to.
pub(super) fn days(document: &Document, when: &When) -> Result<Vec<Days>, Reason> {
    match when {
        When::Date { date, .. } => Ok(vec![Days::new(*date, *date)]),
        When::Period { start, end, .. } => Ok(vec![Days::new(*start, *end)]),
        When::Recurring { rrule } => Rule::new(rrule).ok_or(Reason::UnknownRule)?.days(document).map(|days| vec![days]),
        When::Relative { resolved, .. } if resolved.is_empty() => Err(Reason::NoOccasion),
        When::Relative { resolved, .. } => Ok(resolved.iter().map(|day| Days::new(*day, *day)).collect()),
        When::Event { .. } => Err(Reason::Event),
        When::Unspecified => Err(Reason::Unspecified),
        When::Invalid => Err(Reason::Invalid),
    }
}

/// A rule of recurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    /// As it stands in the record.
    pub(super) text: String,
    weekly: bool,
    pub(super) month: Option<i8>,
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
