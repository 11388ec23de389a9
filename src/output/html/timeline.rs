//! Deadlines over the months of each year they fall in; those without a day are listed below.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};

use super::budget_chart::numbers;
use super::card::shorten;
use super::words::{self, day_of_year};
use crate::model::{Relation, When};

/// The months begin right of the labels.
const LEFT: i32 = 148;
const MONTH: i32 = 41;
const RIGHT: i32 = LEFT + 12 * MONTH;
const ROW: usize = 24;
const HEADING: usize = 26;

/// Deadlines with the same time.
struct Lane<'d> {
    start: Date,
    end: Date,
    label: String,
    /// Whether the time counts from its end, as in «etter».
    after: bool,
    actions: Vec<&'d str>,
    cards: Vec<usize>,
}

/// A picture of the deadlines, each given as its time, what is to be done, and the number of its card; `None` when there are none.
pub(super) fn timeline<'d>(deadlines: impl Iterator<Item = (&'d When, Option<&'d str>, usize)>) -> Option<Markup> {
    // By last day, so that the lanes stand in order of time.
    let mut lanes: BTreeMap<(Date, Date, String), Lane> = BTreeMap::new();
    let mut beside: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (when, action, card) in deadlines {
        let spans = spans(when);
        if spans.is_empty() {
            beside.entry(words::when(when)).or_default().push(card);
        }
        for (start, end, label) in spans {
            let after = matches!(when, When::Date { relation: Some(Relation::After), .. } | When::Period { relation: Some(Relation::After), .. });
            let new = || Lane { start, end, label: label.clone(), after, actions: Vec::new(), cards: Vec::new() };
            let lane = lanes.entry((end, start, label.clone())).or_insert_with(new);
            lane.actions.extend(action);
            lane.cards.push(card);
        }
    }
    if lanes.is_empty() && beside.is_empty() {
        return None;
    }
    let mut years: BTreeMap<i16, Vec<&Lane>> = BTreeMap::new();
    for lane in lanes.values() {
        years.entry(lane.end.year()).or_default().push(lane);
    }
    Some(html! {
        figure.timeline {
            @for (year, lanes) in &years { (self::year(*year, lanes)) }
            @if !beside.is_empty() {
                div.beside {
                    p { "Uten bestemt dag" }
                    ul { @for (time, cards) in &beside {
                        li { a href={ "#r" (cards[0]) } data-cards=(numbers(cards)) { (time) } @if cards.len() > 1 { " × " (cards.len()) } }
                    } }
                }
            }
        }
    })
}

/// First day, last day and words of what a deadline covers in the calendar.
fn spans(when: &When) -> Vec<(Date, Date, String)> {
    match when {
        When::Date { date, relation, .. } => vec![(*date, *date, format!("{}{}", side(*relation), day_of_year(*date)))],
        When::Period { start, end, .. } => {
            let label = words::when(when);
            let year = format!(" {}", end.year());
            let short = label.strip_suffix(year.as_str()).filter(|short| short.chars().any(|c| c.is_ascii_digit()) || short.contains(' '));
            let label = match short {
                Some("i løpet av") => "i løpet av året".to_owned(),
                Some("innen") => "innen året".to_owned(),
                Some(short) => short.to_owned(),
                None => label,
            };
            vec![(*start, *end, label)]
        }
        When::Relative { resolved, .. } => resolved.iter().map(|&date| (date, date, format!("≈ {}", day_of_year(date)))).collect(),
        When::Recurring { .. } | When::Event { .. } | When::Unspecified | When::Invalid => Vec::new(),
    }
}

const fn side(relation: Option<Relation>) -> &'static str {
    match relation {
        Some(Relation::By) => "innen ",
        Some(Relation::Before) => "før ",
        Some(Relation::After) => "etter ",
        Some(Relation::On | Relation::During) | None => "",
    }
}

fn year(year: i16, lanes: &[&Lane]) -> Markup {
    let height = HEADING + lanes.len() * ROW + 4;
    let count: usize = lanes.iter().map(|lane| lane.cards.len()).sum();
    html! {
        svg viewBox={ "0 0 " (RIGHT) " " (height) } role="img" aria-label={ "Tidslinje for " (year) ": " (count) " frister" } {
            text.year x="0" y="15" { (year) }
            @for month in 0..12_i32 {
                @let x = LEFT + month * MONTH;
                line.grid x1=(x) x2=(x) y1="3" y2=(height) {}
                text.month x=(x + 4) y="15" { (i8::try_from(month + 1).map(words::month).unwrap_or_default().chars().take(3).collect::<String>()) }
            }
            line.grid x1=(RIGHT) x2=(RIGHT) y1="3" y2=(height) {}
            @for (i, lane) in lanes.iter().enumerate() { (self::lane(year, lane, HEADING + i * ROW)) }
        }
    }
}

fn lane(year: i16, lane: &Lane, y: usize) -> Markup {
    let middle = y + ROW / 2;
    let end = x(lane.end);
    let start = if lane.start.year() < year { LEFT } else { x(lane.start) };
    // The words stand on the side with more room.
    let on_right = end < LEFT + 6 * MONTH;
    let room = usize::try_from(if on_right { RIGHT - end } else { start - LEFT }).unwrap_or_default().saturating_sub(16) / 6;
    let action = lane.actions.first().copied().unwrap_or_default();
    html! {
        g.lane data-cards=(numbers(&lane.cards)) {
            title { (lane.label) ": " (lane.actions.join(" · ")) }
            rect.hit x="0" y=(y) width=(RIGHT) height=(ROW) {}
            text.label x="0" y=(middle + 4) {
                (shorten(&lane.label, 22))
                @if lane.cards.len() > 1 { tspan.times { " ×\u{a0}" (lane.cards.len()) } }
            }
            @if lane.start == lane.end {
                path.day.after[lane.after] d={ "M" (end) " " (middle - 6) "l6 6l-6 6l-6 -6z" } {}
            } @else {
                rect.period x=(start) y=(middle - 4) width=((end - start).max(4)) height="8" rx="4" {}
            }
            @if room > 12 && on_right { text.action x=(end + 12) y=(middle + 4) { (shorten(action, room)) } }
            @if room > 12 && !on_right { text.action.before x=(start - 12) y=(middle + 4) { (shorten(action, room)) } }
        }
    }
}

/// The place of a day on the axis of its year.
fn x(date: Date) -> i32 {
    LEFT + i32::from(date.month() - 1) * MONTH + i32::from(date.day() - 1) * MONTH / 31
}
