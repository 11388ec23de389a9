//! The calendar of open deadlines: those of mandates in force and those of no mandate, without the ones that a later letter replaces.

use std::collections::HashMap;

use jiff::civil::Date;
use once_cell::sync::Lazy;
use regex::Regex;

use super::life::{Lives, entry};
use super::series::Series;
use super::{Letter, plain};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Deadline, DeadlineOrigin, DossierDeadline, Mandate, MandateEvent, MandateState, When};

/// The words by which a deadline takes the place of another.
static MOVED: Lazy<Regex> = Lazy::new(|| {
    let words = r"(?i)\bny(?:e|tt)? frist|\bfrist\w*.{0,80}\b(?:forleng|utset|utsatt|utsett|flytt|endr)|\b(?:forleng|utset|utsatt|utsett|flytt)\w*.{0,80}\bfrist";
    Regex::new(words).expect("the pattern is right")
});

/// A deadline of a letter, and whether it is still to be met.
struct Row {
    life: Option<usize>,
    open: bool,
    deadline: DossierDeadline,
}

/// The open deadlines, dated ones first. Those that are closed go to their mandates.
pub(crate) fn deadlines(series: &Series<'_>, lives: &mut Lives, diagnostics: &mut Vec<Diagnostic>) -> Vec<DossierDeadline> {
    let rows = rows(series, lives, diagnostics);
    let mut open = Vec::new();
    for Row { life, open: mut is_open, mut deadline } in rows {
        if let Some(life) = life.map(|at| lives.life_mut(at)) {
            deadline.mandate = Some(life.key.clone());
            is_open &= life.state != MandateState::Withdrawn;
            if is_open {
                life.open_deadlines.push(deadline.key.clone());
            } else {
                life.closed_deadlines.push(deadline.clone());
            }
        }
        if is_open {
            open.push(deadline);
        }
    }
    open.sort_by_key(|deadline| (deadline.due.is_none(), deadline.due));
    open
}

/// Every deadline once, in the order of the letters.
fn rows(series: &Series<'_>, lives: &mut Lives, diagnostics: &mut Vec<Diagnostic>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut of_life: HashMap<usize, Vec<usize>> = HashMap::new();
    for letter in &series.letters {
        let mandates: HashMap<&str, &Mandate> = letter.document.mandates.iter().map(|m| (m.key.as_str(), m)).collect();
        for deadline in &letter.document.deadlines {
            let life = owner(letter, deadline, lives);
            let words = format!("{life:?} {:?} {}", deadline.when, plain(deadline.action.as_deref().unwrap_or(&deadline.text)));
            // What one letter says twice is two deadlines; what a later one says again is the same.
            if let Some(&at) = seen.get(&words)
                && rows[at].deadline.document != letter.id
            {
                rows[at].deadline.repeated_in.push(letter.id.clone());
                continue;
            }
            if let Some(life) = life {
                let own = of_life.entry(life).or_default();
                let mandate = deadline.mandate.as_deref().and_then(|key| mandates.get(key).copied());
                let moves = moves(deadline, mandate) && due(letter, &deadline.when).is_some();
                if let Some(doubt) = replace(letter, deadline, moves, own, &mut rows) {
                    diagnostics.push(letter.report(Code::DeadlineUnclear, "deadlines", Some(&letter.place(deadline)), doubt.to_owned()));
                }
                if moves {
                    lives.life_mut(life).entries.push(entry(letter, MandateEvent::Extended, deadline));
                }
                own.push(rows.len());
            }
            seen.insert(words, rows.len());
            rows.push(Row { life, open: true, deadline: dated(letter, deadline) });
        }
    }
    rows
}

/// The mandate that a deadline belongs to: its own, or the one that its sentence names.
fn owner(letter: &Letter<'_>, deadline: &Deadline, lives: &Lives) -> Option<usize> {
    match &deadline.mandate {
        Some(key) => lives.of(letter, key),
        None => deadline.action.as_deref().and_then(|action| lives.named_in(action)),
    }
}

/// Whether a deadline, or the mandate it stands in, says that it takes the place of another.
fn moves(deadline: &Deadline, mandate: Option<&Mandate>) -> bool {
    let words = [Some(deadline.text.as_str()), deadline.action.as_deref(), mandate.map(|m| m.text.as_str())];
    words.into_iter().flatten().any(|w| MOVED.is_match(w))
}

/// Closes the one dated deadline that earlier letters set for the mandate, when this one moves it. Says what is unclear.
fn replace(letter: &Letter<'_>, deadline: &Deadline, moves: bool, own: &[usize], rows: &mut [Row]) -> Option<&'static str> {
    // The rows of a mandate stand in the order of the letters.
    let earlier = own.iter().copied().take_while(|&at| rows[at].deadline.document != letter.id);
    let earlier: Vec<usize> = earlier.filter(|&at| rows[at].open && rows[at].deadline.due.is_some()).take(2).collect();
    match earlier[..] {
        [only] if moves => {
            rows[only].open = false;
            None
        }
        [_, _] if moves => Some("the mandate has several deadlines, and the letter does not say which one it moves; all stay open"),
        [first, ..] if !moves && rows[first].deadline.origin == DeadlineOrigin::Label && deadline.origin == DeadlineOrigin::Label => {
            Some("the mandate has a deadline already, and the letter does not say that this one replaces it; both stay open")
        }
        _ => None,
    }
}

fn dated(letter: &Letter<'_>, deadline: &Deadline) -> DossierDeadline {
    DossierDeadline {
        key: format!("{}/{}", letter.id, deadline.key),
        document: letter.id.clone(),
        when: deadline.when.clone(),
        due: due(letter, &deadline.when),
        action: deadline.action.clone(),
        mandate: None,
        origin: deadline.origin,
        repeated_in: Vec::new(),
        text: deadline.text.clone(),
        pieces: deadline.pieces.clone(),
        span: deadline.span,
        line: deadline.line,
    }
}

/// The last day of a deadline; of several days the first.
fn due(letter: &Letter<'_>, when: &When) -> Option<Date> {
    match when {
        When::Date { date, .. } => Some(*date),
        When::Period { end, .. } => Some(*end),
        When::Relative { resolved, .. } => resolved.iter().min().copied(),
        When::Recurring { rrule } => next_in_year(rrule, letter.document.date?),
        When::Event { .. } | When::Unspecified | When::Invalid => None,
    }
}

/// The first day, from the letter's on, of a rule that names a day of the year.
fn next_in_year(rrule: &str, from: Date) -> Option<Date> {
    let number = |name: &str| rrule.split(';').find_map(|part| part.strip_prefix(name)?.parse::<i8>().ok());
    let (month, day) = (number("BYMONTH=")?, number("BYMONTHDAY=")?);
    let in_year = |year: i16| Date::new(year, month, day).ok();
    in_year(from.year()).filter(|d| *d >= from).or_else(|| in_year(from.year().checked_add(1)?))
}
