//! Deadlines: due phrases of running text, labels, calendar tables, and what recurs or is tied to an occasion.

use std::collections::HashMap;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::layout::{Layout, Role};
use super::pattern::{Beginnings, begins_with, is_one_of, places, words, words_back, words_between};
use super::sentence;
use super::signs::is_moving;
use super::timing::{LABEL, asking, completes, turns_of_list, with_year_of_list};
use super::{Letter, Para, key_of, mandate_at, mandate_table, placed, unique_keys};
use crate::block::Table;
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::same_end;
use crate::model::{Deadline, DeadlineOrigin, Inferred, Mandate, Obligation, Relation, When};
use crate::source::Place;
use crate::span::Span;
use crate::value::due::{Due, DuePhrase, Frequency, sets_unread};
use crate::value::moment::{Moment, MonthPart, Resolved};
use crate::value::{CueKind, Mentions, Value, ValueKind};

/// Beginnings of words for what is done on an occasion: reporting.
static REPORTS: Beginnings = Beginnings::new(&["rapporter", "redegj", "orienter", "informer", "omtal", "beskriv"]);
/// The same in two words: the ends of the first, and the beginnings of the second.
#[rustfmt::skip]
const PRESENTS: &[(&str, &str)] = &[
    ("legge ", "fram"), ("legge ", "frem"), ("leggje ", "fram"), ("legges ", "fram"), ("legges ", "frem"),
    ("leggjast ", "fram"), ("leggast ", "fram"), ("gjøre ", "rede"), ("gjøre ", "greie"), ("gjere ", "greie"), ("melde ", "tilbake"),
    ("melder ", "tilbake"), ("gi ", "tilbakemelding"), ("gi en ", "tilbakemelding"), ("gje ", "tilbakemelding"),
];
/// Ends of words for what is told on an occasion, where a letter asks for it.
const TOLD: &[&str] = &["rapport", "status", "oversikt", "vurdering", "tilbakemelding"];
/// Those beginnings.
static PRESENTED: Beginnings = Beginnings::new(&["fram", "frem", "rede", "greie", "tilbake"]);
/// Verbs of delivery.
#[rustfmt::skip]
pub(super) const DELIVERS: &[&str] = &[
    "sendes", "oversendes", "leveres", "sendast", "oversendast", "leverast", "innsendes", "innsendast", "rapporteres", "rapporterast", "foreligger",
    "foreligge",
];
/// The same, of which only a sentence that binds says that it is to be done.
pub(super) const DELIVER: &[&str] = &["levere", "sende", "oversende", "innsende"];
/// Words that tie what follows to something else than the verb before them.
#[rustfmt::skip]
pub(super) const TIES: &[&str] = &[
    "av", "med", "om", "fra", "frå", "etter", "på", "for", "ved", "som", "og", "eller", "i", "under", "over", "mellom", "mot", "per", "pr.", "datert",
    "dagsett", "ikke", "ikkje",
];
/// How many words may stand between a verb of delivery and its time.
pub(super) const NEAR: usize = 5;
/// Verbs of what was.
pub(super) const PAST: &[&str] = &["ble", "blei", "vart", "var", "hadde"];

/// More values than a sentence has.
pub(super) const MOST: usize = 100;
/// More times than a sentence has that says one thing.
const MANY: usize = 6;

/// What a letter lends to the times in it.
pub(crate) struct YearContext {
    /// The year for dates without one, and where it stands; `None` of the letter names none.
    pub(crate) year: Option<(i16, Option<Span>)>,
}

/// What the deadlines of a letter are read from.
pub(crate) struct Reader<'l, 'a, 's> {
    pub(crate) letter: &'l Letter<'a, 's>,
    pub(crate) layout: &'l Layout,
    pub(crate) mandates: &'l [Mandate],
    pub(crate) obligations: &'l [Obligation],
    pub(crate) years: YearContext,
    pub(crate) diagnostics: Vec<Diagnostic>,
    found: Vec<Deadline>,
    /// Occasions that a calendar dates: the description's last word, as it is printed, and the day.
    pub(super) occasions: Vec<(String, Date)>,
}

impl<'l, 'a, 's> Reader<'l, 'a, 's> {
    pub(crate) fn new(
        letter: &'l Letter<'a, 's>,
        layout: &'l Layout,
        mandates: &'l [Mandate],
        obligations: &'l [Obligation],
        years: YearContext,
    ) -> Self {
        Self { letter, layout, mandates, obligations, years, diagnostics: Vec::new(), found: Vec::new(), occasions: Vec::new() }
    }

    /// All deadlines of the letter, in order.
    pub(crate) fn read(mut self) -> (Vec<Deadline>, Vec<Diagnostic>) {
        for (i, para) in self.letter.enumerate() {
            if let Some(table) = &para.passage.table
                && self.layout.roles[i] == Role::Body
            {
                self.table(i, table);
            }
        }
        for (i, para) in self.letter.enumerate() {
            let speaks = matches!(self.layout.roles[i], Role::Body | Role::LeadIn | Role::InnerHeading | Role::Heading | Role::DecisionHead);
            if speaks && para.passage.table.is_none() {
                let timed = para.findings.values.iter().any(is_timed);
                if !self.calendar_lines(i, para, timed) {
                    self.passage(i, para, timed);
                }
            }
        }
        self.found.sort_by_key(|d| (d.span.start, d.span.end));
        unique_keys(&mut self.found, |d| &mut d.key);
        (self.found, self.diagnostics)
    }

    /// The deadlines of running text, which may hold a time.
    fn passage(&mut self, i: usize, para: &Para<'s>, timed: bool) {
        if para.findings.mentions.has(Mentions::UNTIMED) {
            self.unread(para);
        }
        let mut occasions = para.findings.cues.iter().filter(|c| c.kind == CueKind::Occasion).peekable();
        if !timed && occasions.peek().is_none() {
            return;
        }
        let text = para.text();
        let all = para.sentences();
        // The rule that read the last time alone, and where that ends: what a list goes on with is read by the same.
        let mut listed: Option<((&'static str, Option<Relation>), usize)> = None;
        for value in &para.findings.values {
            let sentence = sentence::at(all, value.range.start);
            let goes_on = listed.filter(|(_, end)| matches!(text.get(*end..value.range.start), Some(" og " | ", ")));
            match &value.kind {
                ValueKind::Due(phrase) => self.due(i, para, &sentence, value, phrase),
                ValueKind::Moment(moment @ Moment::Month { part: MonthPart::First | MonthPart::Middle | MonthPart::Last, .. }) => {
                    self.part_of_month(i, para, &sentence, value, *moment);
                }
                ValueKind::Moment(moment) => {
                    let rule = goes_on.map(|(rule, _)| rule).or_else(|| self.rule_for(para, &sentence, value, *moment));
                    if let Some(rule) = rule {
                        self.bare(rule, i, para, &sentence, value, *moment);
                        listed = Some((rule, value.range.end));
                    }
                }
                // «0,5 pst. årlig» is a rate.
                ValueKind::Frequency(_) if ["pst.", "prosent", "%", "pst"].iter().any(|w| text[..value.range.start].trim_end().ends_with(w)) => {}
                // «Årlig melding» is the name of a report, not how often one is due.
                ValueKind::Frequency(_) if begins_with(&text[value.range.end..], &[" melding"]) => self.yearly_report(i, para, &sentence, value),
                ValueKind::Frequency(_) if next_of(para, value).is_some_and(|v| is_dated_due(v) && is_joined(text, value, v)) => {}
                ValueKind::Frequency(frequency) if self.binds(para, &sentence) || reports_on(&text[sentence.clone()]) => {
                    self.recurring(i, para, &sentence, value, frequency);
                }
                _ => {}
            }
        }
        let mut done = None;
        for cue in occasions {
            let sentence = sentence::at(all, cue.range.start);
            // One occasion dates a sentence.
            if done != Some(sentence.start) && self.binds(para, &sentence) {
                let before = self.found.len();
                if self.at_once(i, para, &sentence, &cue.range) {
                    done = Some(sentence.start);
                    continue;
                }
                self.occasion(i, para, &sentence, &cue.range);
                done = (self.found.len() > before).then_some(sentence.start);
            }
        }
    }

    /// Whether a sentence is, or is part of, a mandate or an obligation.
    pub(super) fn binds(&self, para: &Para<'s>, sentence: &Range<usize>) -> bool {
        let span = para.passage.view.span(sentence.clone());
        // An obligation leaves out the label or number that its sentence begins with.
        let after = self.obligations.partition_point(|o| o.span.start < span.end);
        let obliged = self.obligations[..after].last().is_some_and(|o| o.span.contains(span) || span.contains(o.span));
        obliged || mandate_at(self.mandates, span).is_some()
    }

    /// Whether a sentence tells what was: a verb of the past outside of the words for the time, and nothing that asks or binds.
    fn tells(&self, para: &Para<'s>, sentence: &Range<usize>, time: &Range<usize>) -> bool {
        let text = para.text();
        let cues = &para.findings.cues;
        let first = cues.partition_point(|c| c.range.start < sentence.start);
        let asks = cues[first..].iter().take_while(|c| c.range.start < sentence.end).any(|c| c.kind != CueKind::Occasion);
        let past = |part: &str| words_between(part, |b| !(b.is_ascii_alphanumeric() || b >= 0x80)).any(|w| PAST.contains(&w));
        let outside = || past(&text[sentence.start..time.start.max(sentence.start)]) || past(&text[time.end.min(sentence.end)..sentence.end]);
        !asks && !self.binds(para, sentence) && outside()
    }

    fn due(&mut self, i: usize, para: &Para<'s>, sentence: &Range<usize>, value: &Value, phrase: &DuePhrase) {
        // «i løpet av», «før» and occasions also tell what was or is; only what binds has a deadline in it.
        let plain = matches!(phrase.due, Due::Open | Due::Relative { .. } | Due::At { relation: Relation::By, .. });
        let due = if plain { !self.tells(para, sentence, &value.range) } else { phrase.label || self.binds(para, sentence) };
        if !due || opens_the_past(para.text(), sentence, &value.range) || is_moved(para, sentence) {
            return;
        }
        // «ved utgangen av 2026» is also the day that figures are of.
        let at_the_end = begins_with(&para.text()[value.range.clone()], &["ved "]);
        if at_the_end && (!self.binds(para, sentence) || !completes(&para.text()[sentence.clone()])) {
            return;
        }
        let when = match &phrase.due {
            Due::Open => When::Unspecified,
            Due::Every(Frequency(rule)) => When::Recurring { rrule: rule.clone() },
            Due::Occasion(words) => When::Event { event: self.letter.place(para, words.clone()).text },
            Due::Relative { offset, anchor } => self.relative(para, offset, anchor.clone()),
            Due::At { relation, moment, every } => {
                let span = para.passage.view.span(value.range.clone());
                // «årlig, innen 1. februar»
                let values = &para.findings.values;
                let before =
                    values[..values.partition_point(|v| v.range.end <= value.range.start)].last().filter(|v| is_joined(para.text(), v, value));
                let each = before.and_then(|v| if let ValueKind::Frequency(f) = &v.kind { Some(f) } else { None });
                let each = each.filter(|_| moment.year().is_none());
                let turns = turns_of_list(para.text(), values, values.partition_point(|v| v.range.start < value.range.start));
                match self.at(*moment, turns, Some(*relation), every.as_ref().or(each), span) {
                    // Nothing is to be done in the course of a year that is over.
                    Some(when) if *relation != Relation::By && self.is_over(&when) => return,
                    Some(when) => when,
                    None => return,
                }
            }
        };
        let origin = if phrase.label { DeadlineOrigin::Label } else { DeadlineOrigin::Prose };
        let place = self.letter.place(para, value.range.clone());
        self.letter.fired(rule_of(phrase), place.span);
        if when == When::Unspecified {
            self.open(&place);
        }
        let action = self.action(para, sentence);
        self.add(i, place, when, origin, action);
    }

    /// Tells where words set a deadline and its time could not be read.
    fn unread(&mut self, para: &Para<'s>) {
        let text = para.text();
        for at in places(text, |b| matches!(b | 0x20, b'i' | b's' | b'f')) {
            let begins = text[..at].ends_with([' ', '(', '*']) || at == 0;
            let Some(len) = begins.then(|| sets_unread(&text[at..])).flatten() else { continue };
            let range = at..at + len;
            let values = &para.findings.values;
            let read = values.get(values.partition_point(|v| v.range.end <= at)).is_some_and(|v| v.range.start < range.end);
            let label = text[range.clone()].contains(':');
            if !read && (label || self.binds(para, &sentence::at(para.sentences(), at))) {
                let place = self.letter.place(para, range);
                let message = format!("the time of the deadline «{}» could not be read", place.text);
                self.diagnostics.push(self.letter.report(Code::DeadlineUnread, "deadlines", place.span, message));
            }
        }
    }

    /// Tells that a deadline is open.
    pub(super) fn open(&mut self, place: &Place) {
        let message = format!("the deadline «{}» is open", place.text);
        self.diagnostics.push(self.letter.report(Code::OpenDeadline, "deadlines", place.span, message));
    }

    /// The year of times that name none.
    pub(super) fn year(&self) -> Option<i16> {
        self.years.year.map(|(year, _)| year)
    }

    /// Whether a time ends before the letter's year.
    pub(super) fn is_over(&self, when: &When) -> bool {
        let end = match when {
            When::Date { date, .. } => date,
            When::Period { end, .. } => end,
            _ => return false,
        };
        self.years.year.is_some_and(|(year, _)| end.year() < year)
    }

    /// What a sentence says is to be done; nothing where it holds so many times that they cannot be told apart.
    pub(super) fn action(&self, para: &Para<'s>, sentence: &Range<usize>) -> Option<String> {
        let times = para
            .findings
            .within(sentence.clone())
            .take(MOST)
            .filter(|v| matches!(v.kind, ValueKind::Due(_) | ValueKind::Frequency(_)))
            .take(MANY + 1)
            .count();
        (times <= MANY).then(|| self.letter.place(para, sentence.clone()).text)
    }

    /// «Årsrapport sendes ultimo februar»: part of a month names a deadline where something is delivered.
    fn part_of_month(&mut self, i: usize, para: &Para<'s>, sentence: &Range<usize>, value: &Value, moment: Moment) {
        let delivered = words(&para.text()[sentence.clone()]).any(|w| DELIVERS.contains(&w));
        if !delivered && !self.binds(para, sentence) {
            return;
        }
        self.bare(("deadline/part-of-month", None), i, para, sentence, value, moment);
    }

    /// A time by itself, by a rule and with the relation that it gives.
    fn bare(
        &mut self,
        (rule, relation): (&'static str, Option<Relation>),
        i: usize,
        para: &Para<'s>,
        sentence: &Range<usize>,
        value: &Value,
        moment: Moment,
    ) {
        let span = para.passage.view.span(value.range.clone());
        let values = &para.findings.values;
        let place = values.partition_point(|v| v.range.start < value.range.start);
        let moment = with_year_of_list(para.text(), values, place, moment);
        let turns = turns_of_list(para.text(), values, place);
        if let Some(when) = self.at(moment, turns, relation, None, span).filter(|when| !self.is_over(when)) {
            let place = self.letter.place(para, value.range.clone());
            self.letter.fired(rule, place.span);
            let action = self.action(para, sentence);
            let origin = if rule == LABEL { DeadlineOrigin::Label } else { DeadlineOrigin::Prose };
            self.add(i, place, when, origin, action);
        }
    }

    fn recurring(&mut self, i: usize, para: &Para<'s>, sentence: &Range<usize>, value: &Value, frequency: &Frequency) {
        let place = self.letter.place(para, value.range.clone());
        self.letter.fired("deadline/frequency", place.span);
        let action = self.action(para, sentence);
        self.add(i, place, When::Recurring { rrule: frequency.0.clone() }, DeadlineOrigin::Prose, action);
    }

    /// What the sentence of a cue is tied to: an occasion that is reported on, an event it must precede, a year to complete it in.
    fn occasion(&mut self, i: usize, para: &Para<'s>, sentence: &Range<usize>, cue: &Range<usize>) {
        let text = para.text();
        let before = &text[sentence.start..cue.start];
        let behind = &text[cue.end..sentence.end];
        let word = &text[cue.clone()];
        // What counts from the occasion, or a time beside it, has said when.
        let timed = || para.findings.within(sentence.clone()).take(MOST).any(|v| matches!(&v.kind, ValueKind::Due(d) if !matches!(d.due, Due::Open)));
        let (rule, range, when) = match word {
            // «Verdivurderingen skal foreligge på tidspunkt for overføringen»
            _ if is_one_of(word, &["foreligge"]) => {
                if timed() {
                    return;
                }
                let Some(event) = [" på tidspunkt for ", " ved ", " når ", " til "].iter().find_map(|p| behind.strip_prefix(p)) else { return };
                if !event.starts_with(char::is_alphabetic) {
                    return;
                }
                let start = sentence.end - event.len();
                let end = start + event.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(event.len());
                ("deadline/in-place-at", cue.start..end, When::Event { event: text[start..end].to_owned() })
            }
            // «skal i 2023 ferdigstille …»
            _ if is_one_of(word, &["ferdigstille", "fullføre", "sluttføre", "avslutte"]) => {
                let Some(year) = words_back(before.trim_end()).next().and_then(|w| w.parse::<i16>().ok()).filter(|y| (1900..2200).contains(y)) else {
                    return;
                };
                let end = sentence.start + before.trim_end().len();
                let range = end - 4..end;
                let span = para.passage.view.span(range.clone());
                match self.at(Moment::Year(year), 0, Some(Relation::During), None, span) {
                    Some(when) => ("deadline/year-to-complete", range, when),
                    None => return,
                }
            }
            _ => {
                let start = sentence.start + before_ordinal(before).len();
                let before = &text[sentence.start..start];
                let on = words_back(before.trim_end()).next().is_some_and(|w| matches!(w, "i" | "gjennom" | "på" | "ved" | "innen"));
                let on = on || ["i forbindelse med ", "i samband med "].iter().any(|with| before.ends_with(with));
                // «ber om en statusrapport i forbindelse med halvårsrapporten»
                let told = |w: &str| TOLD.iter().any(|noun| same_end(w, noun));
                let asked = || before.split(' ').any(told) && asking(para, sentence).next().is_some();
                let reports = || reports(&text[sentence.clone()]) || asked();
                if !on || !reports() || timed() || is_dated(para, cue.end..sentence.end) {
                    return;
                }
                let named = if is_one_of(word, &["neste", "ordinært"]) { coming(behind) } else { Some(0) };
                let Some(named) = named else { return };
                let end = cue.end + named + period(&behind[named..]);
                ("deadline/reported-on", start..end, When::Event { event: text[start..end].to_owned() })
            }
        };
        let place = self.letter.place(para, range);
        self.letter.fired(rule, place.span);
        let action = self.letter.place(para, sentence.clone()).text;
        self.add(i, place, when, DeadlineOrigin::Prose, Some(action));
    }

    /// «Helse Prøve RHF skal rapportere i årlig melding 2026»
    fn yearly_report(&mut self, i: usize, para: &Para<'s>, sentence: &Range<usize>, value: &Value) {
        let text = para.text();
        let on = ["i ", "gjennom ", "ved "].iter().any(|w| text[sentence.start..value.range.start].ends_with(w));
        if !on || !reports(&text[sentence.clone()]) || !self.binds(para, sentence) {
            return;
        }
        let end = value.range.end + " melding".len();
        let behind = &text[end..];
        let year = ["", " for"].iter().find_map(|w| {
            let digits = behind.strip_prefix(w)?.strip_prefix(' ')?.get(..4)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then_some(w.len() + 1 + 4)
        });
        let range = value.range.start..end + year.unwrap_or(0);
        let place = self.letter.place(para, range.clone());
        self.letter.fired("deadline/reported-on", place.span);
        let action = self.action(para, sentence);
        self.add(i, place, When::Event { event: text[range].to_owned() }, DeadlineOrigin::Prose, action);
    }

    fn relative(&self, para: &Para<'s>, offset: &str, anchor: Range<usize>) -> When {
        let anchor = self.letter.place(para, anchor).text;
        let occasion = anchor.to_lowercase();
        if occasion.is_empty() {
            return When::Relative { offset: offset.to_owned(), anchor, resolved: Vec::new() };
        }
        let days = self.occasions.iter().filter(|(name, _)| same_end(name, &occasion)).filter_map(|(_, day)| shift(*day, offset));
        When::Relative { offset: offset.to_owned(), anchor: anchor.clone(), resolved: days.collect() }
    }

    /// The calendar time of a moment, with the year lent to it where it has none, or one so many `turns` of the year later.
    pub(super) fn at(&mut self, moment: Moment, turns: i16, relation: Option<Relation>, every: Option<&Frequency>, span: Span) -> Option<When> {
        if let Some(Frequency(rule)) = every {
            return Some(When::Recurring { rrule: on_day(rule, moment) });
        }
        let (year, inferred) = match (moment.year(), self.years.year) {
            (Some(year), _) => (year, Vec::new()),
            (None, Some((year, from))) => (year + turns, vec![Inferred { field: "year".into(), span: from }]),
            (None, None) => {
                let message = "the date has no year, and the letter names none".to_owned();
                self.diagnostics.push(self.letter.report(Code::YearMissing, "deadlines", span, message));
                return None;
            }
        };
        Some(match moment.resolve(year) {
            Resolved::Day(date) => When::Date { date, relation, inferred },
            Resolved::Period { edtf, start, end } => When::Period { edtf, start, end, relation, inferred },
            Resolved::Invalid => {
                let printed = crate::view::plain_words(self.letter.source, &[span]);
                self.diagnostics.push(self.letter.report(Code::InvalidDate, "deadlines", span, format!("«{printed}» is no date of the calendar")));
                When::Invalid
            }
        })
    }

    /// The deadlines of a table's rows, and those that the cells of a table of mandates speak of.
    fn table(&mut self, i: usize, table: &Table<'s>) {
        let first = self.found.len();
        self.calendar(i, table);
        let prose = mandate_table::prose(self.letter, i, table);
        if prose.is_empty() {
            return;
        }
        self.deliveries(i, table);
        let rows: HashMap<Option<String>, When> = self.found[first..].iter().map(|d| (d.mandate.clone(), d.when.clone())).collect();
        let told = self.found.len();
        for para in &prose {
            self.passage(i, para, para.findings.values.iter().any(is_timed));
        }
        // What a cell says again of its row's deadline is no second one.
        let told = self.found.split_off(told);
        self.found.extend(told.into_iter().filter(|d| d.mandate.is_none() || rows.get(&d.mandate) != Some(&d.when)));
    }

    /// The mandate of the sentence right before one that only says when: «X får i oppdrag å … Fristen er …». It may end the passage above:
    /// a list item, with «Frist: …» on a line of its own.
    fn mandate_before(&self, i: usize, place: &Place) -> Option<&'l Mandate> {
        let para = &self.letter.paras[i];
        let all = para.sentences();
        let at = para.passage.view.offset(place.span.start);
        let own = all.partition_point(|s| s.start <= at).checked_sub(1)?;
        if !begins_with(&para.text()[all[own].clone()], &["frist"]) {
            return None;
        }
        if let Some(before) = own.checked_sub(1) {
            return mandate_at(self.mandates, para.passage.view.span(all[before].clone()));
        }
        // «Fristen for oppdrag 3 …» speaks of another.
        if !words(para.text()).next().is_some_and(|label| label.ends_with(':')) {
            return None;
        }
        let mut above = (0..i).rev().filter(|&n| self.layout.roles[n] != Role::Furniture).map(|n| &self.letter.paras[n]);
        let last = above.next().filter(|p| p.passage.table.is_none() && !p.is_heading())?;
        // Below several items it may be meant for all of them, unless it is indented as their words are.
        let indented = self.letter.source.text[..place.span.start].ends_with([' ', '\t']);
        if last.is_item() && !indented && above.next().is_some_and(Para::is_item) {
            return None;
        }
        mandate_at(self.mandates, last.passage.view.span(last.sentences().last()?.clone()))
    }

    /// The mandate that a row of several lines holds beside the cell at `span`.
    fn mandate_of_row(&self, i: usize, span: Span) -> Option<&'l Mandate> {
        let rows = &self.letter.paras[i].passage.table.as_ref()?.rows;
        let row = rows[..rows.partition_point(|row| row.span.start <= span.start)].last().filter(|row| row.is_woven())?;
        let behind = self.mandates.partition_point(|m| m.span.start < row.span.start);
        self.mandates.get(behind).filter(|m| row.span.contains(m.span))
    }

    pub(super) fn add(&mut self, i: usize, place: Place, when: When, origin: DeadlineOrigin, action: Option<String>) {
        let mandate = mandate_at(self.mandates, place.span).or_else(|| self.mandate_of_row(i, place.span)).or_else(|| self.mandate_before(i, &place));
        // A label says nothing of its own; what is due is the mandate.
        let title = mandate.filter(|_| origin == DeadlineOrigin::Label).and_then(|m| m.title.clone());
        let action = title.or(action);
        let mandate = mandate.map(|m| m.key.clone());
        let key = key_of("deadline", [mandate.as_deref().unwrap_or(""), &place.text, action.as_deref().unwrap_or("")]);
        let agenda_item = self.layout.contexts[i].agenda_item;
        self.found.push(placed!(place, Deadline { key, when, action, mandate, agenda_item, origin }));
    }
}

/// Whether a sentence says that something is reported or presented.
pub(super) fn reports(sentence: &str) -> bool {
    let presents = |before: &str, word: &str| PRESENTS.iter().any(|(first, second)| word.starts_with(second) && before.ends_with(first));
    std::iter::once(0).chain(places(sentence, |b| b == b' ').map(|at| at + 1)).any(|at| {
        let (before, word) = sentence.split_at(at);
        REPORTS.begin(word) || (PRESENTED.begin(word) && presents(before, word))
    })
}

/// Whether a sentence tells of reporting that goes on: «Økonomirapportering skjer månedlig».
fn reports_on(sentence: &str) -> bool {
    const GOES_ON: &[&str] =
        &["skjer", "foregår", "føregår", "gjennomføres", "gjennomførast", "leveres", "leverast", "sendes", "sendast", "oversendes", "oversendast"];
    let mut words = words(sentence).peekable();
    let subject = words.next().unwrap_or("").to_lowercase();
    // «Rapportering på økonomi skjer»
    if words.next_if(|w| matches!(*w, "på" | "om" | "av" | "for")).is_some() {
        words.next();
    }
    ["rapportering", "rapporteringen", "rapporteringa", "rapport", "rapporten", "rapporter", "rapportene"].iter().any(|noun| subject.ends_with(noun))
        && words.next().is_some_and(|verb| GOES_ON.contains(&verb))
}

/// Whether a time stands right behind an occasion, and dates it: «på styringsmøtet torsdag 12. november», «i styringsmøtet i juni».
fn is_dated(para: &Para<'_>, behind: Range<usize>) -> bool {
    let Some(Value { range, kind: ValueKind::Moment(moment) }) = para.findings.within(behind.clone()).next() else { return false };
    let between = &para.text()[behind.start..range.start];
    match moment {
        Moment::Day { .. } => words(between).all(|w| w.is_empty() || w == "den" || w.ends_with("dag")),
        _ => between == " i ",
    }
}

/// What stands before the ordinal that words end in, «i første », «i 2. »; all of them where they end in none.
fn before_ordinal(words: &str) -> &str {
    let rest = words.strip_suffix(' ').unwrap_or("");
    let last = words_back(rest).next().unwrap_or("");
    let ordinal = matches!(last, "første" | "fyrste" | "andre" | "annen" | "tredje" | "1." | "2." | "3." | "4.");
    if ordinal { &rest[..rest.len() - last.len()] } else { words }
}

/// The length of what is to come behind «neste» or «ordinært»: « styringsmøte», « foretaksmøte».
fn coming(behind: &str) -> Option<usize> {
    let noun = words(behind.strip_prefix(' ')?).next()?.trim_end_matches(['.', ',']);
    (noun.ends_with("møte") || noun.ends_with("rapport")).then_some(1 + noun.len())
}

/// The length of the time that a report or meeting is of: « for 2026», « i 2026», « per 2. tertial»; 0 where none is named.
fn period(behind: &str) -> usize {
    let year = [" for ", " i "].iter().find_map(|lead| {
        let year = behind.strip_prefix(lead)?.get(..4)?;
        year.bytes().all(|b| b.is_ascii_digit()).then_some(lead.len() + year.len())
    });
    let part = || {
        [" per ", " pr. ", " for "].iter().find_map(|lead| {
            let (count, rest) = behind.strip_prefix(lead)?.split_once(". ")?;
            let part = ["tertial", "kvartal", "halvår"].iter().find(|part| rest.starts_with(*part))?;
            matches!(count, "1" | "2" | "3" | "4").then_some(lead.len() + count.len() + ". ".len() + part.len())
        })
    };
    year.or_else(part).unwrap_or(0)
}

/// Whether a time stands right behind a frequency, with a comma between: «årlig, innen 1. februar».
fn is_joined(text: &str, frequency: &Value, time: &Value) -> bool {
    matches!(frequency.kind, ValueKind::Frequency(_)) && text.get(frequency.range.end..time.range.start) == Some(", ")
}

/// The value behind another.
fn next_of<'p>(para: &'p Para<'_>, value: &Value) -> Option<&'p Value> {
    let values = &para.findings.values;
    values.get(values.partition_point(|v| v.range.start < value.range.end))
}

/// Whether a value is a time.
pub(super) fn is_timed(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Due(_) | ValueKind::Frequency(_) | ValueKind::Moment(_))
}

/// Whether a value is a deadline without a year.
fn is_dated_due(value: &Value) -> bool {
    matches!(&value.kind, ValueKind::Due(DuePhrase { due: Due::At { moment, .. }, .. }) if moment.year().is_none())
}

/// The name of the rule that reads a phrase for what is due.
const fn rule_of(phrase: &DuePhrase) -> &'static str {
    match phrase.due {
        _ if phrase.label => LABEL,
        Due::Open => "deadline/open",
        Due::Occasion(_) => "deadline/occasion",
        Due::Relative { .. } => "deadline/relative",
        Due::At { .. } | Due::Every(_) => "deadline/time",
    }
}

/// Whether a time opens its sentence and a verb of the past follows it: «I løpet av 2025 har direktoratet …». The verb is second in a
/// sentence, so this is what the time goes with.
fn opens_the_past(text: &str, sentence: &Range<usize>, time: &Range<usize>) -> bool {
    let verb = || words(text[time.end.min(sentence.end)..sentence.end].trim_start()).next().unwrap_or("");
    time.start == sentence.start && (PAST.contains(&verb()) || verb() == "har")
}

/// A rule of recurrence on the day or month of a moment.
fn on_day(rule: &str, moment: Moment) -> String {
    match moment {
        Moment::Day { month, day, .. } if rule.starts_with("FREQ=YEARLY") => format!("{rule};BYMONTH={month};BYMONTHDAY={day}"),
        Moment::Month { month, .. } if rule.starts_with("FREQ=YEARLY") => format!("{rule};BYMONTH={month}"),
        _ => rule.to_owned(),
    }
}

/// A day moved by an ISO 8601 duration of one unit.
fn shift(day: Date, offset: &str) -> Option<Date> {
    let (sign, duration) = offset.strip_prefix('-').map_or((1, offset), |d| (-1, d));
    let unit = duration.chars().last()?;
    let count: i32 = duration.get(1..duration.len() - 1)?.parse().ok()?;
    let count = sign * count;
    let span = match unit {
        'D' => count.days(),
        'W' => count.weeks(),
        'M' => count.months(),
        _ => return None,
    };
    day.checked_add(span).ok()
}

/// Whether a sentence tells what was asked for by a day that the next sentence moves: «… ble bedt om å … innen 1. mai. Fristen er utsatt til …».
fn is_moved(para: &Para<'_>, sentence: &Range<usize>) -> bool {
    static DEADLINE: Beginnings = Beginnings::new(&["fristen "]);
    let all = para.sentences();
    let Some(next) = all.get(all.partition_point(|s| s.start < sentence.end)) else { return false };
    let next = &para.text()[next.clone()];
    let moved = || words(next).take(4).any(is_moving);
    // «er bedt om», which says that something was asked for before.
    let asked = |w: &str| PAST.contains(&w) || is_one_of(w, &["bedt", "bede", "bedd", "pålagt"]);
    DEADLINE.begin(next) && moved() && words(&para.text()[sentence.clone()]).any(asked)
}
