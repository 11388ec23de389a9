//! All records laid out: a sheet for each letter, a group for each class, a card for each record, with the places they
//! point to and the numbers they are linked by.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::budget_chart;
use super::card::{self, Card};
use super::class::Class;
use super::places::{Place, Places};
use super::{timeline, words};
use crate::model::{Deadline, Document, Extraction, Inferred, Record};
use crate::source::Source;
use crate::span::Span;

/// A card with its number in the page, the place it points to and its line.
pub(super) struct Laid {
    pub(super) card: Card,
    pub(super) number: usize,
    /// The name of the place, as marks have it.
    pub(super) place: Option<String>,
    pub(super) spot: Option<Spot>,
}

/// A line of the page's letters.
pub(super) struct Spot {
    /// Its element; none where the letter is not on the page.
    pub(super) element: Option<String>,
    /// What it is called.
    pub(super) name: String,
}

impl Spot {
    fn line(number: usize) -> Self {
        Self { element: Some(format!("l{number}")), name: format!("linje {number}") }
    }
}

/// The cards of a class, with a picture of them where there is one. Parts of mandates lie with their mandates.
pub(super) struct Group {
    pub(super) class: Class,
    pub(super) picture: Option<Markup>,
    pub(super) cards: Vec<Laid>,
}

/// The groups of a letter; of no letter for diagnostics that concern the whole file.
pub(super) struct Sheet<'e> {
    pub(super) document: Option<&'e Document>,
    pub(super) groups: Vec<Group>,
}

/// Everything that stands on the page.
pub(super) struct Desk<'e> {
    pub(super) sheets: Vec<Sheet<'e>>,
    pub(super) places: Vec<Place>,
}

impl<'e> Desk<'e> {
    pub(super) fn new(extraction: &'e Extraction, source: &str) -> Self {
        let mut layer = Layer { source: Source::new(source), places: Places::new(source), next: 0 };
        let mut sheets = Vec::new();
        let whole = layer.diagnostics(extraction, None);
        if !whole.cards.is_empty() {
            sheets.push(Sheet { document: None, groups: vec![whole] });
        }
        for (i, document) in extraction.documents.iter().enumerate() {
            let mut groups = vec![layer.diagnostics(extraction, Some(i))];
            groups.extend(layer.document(document));
            groups.retain(|group| !group.cards.is_empty());
            groups.sort_by_key(|group| group.class);
            sheets.push(Sheet { document: Some(document), groups });
        }
        Self { sheets, places: layer.places.into_vec() }
    }

    /// How many records there are of a class.
    pub(super) fn count(&self, class: Class) -> usize {
        let cards = self.sheets.iter().flat_map(|sheet| &sheet.groups).flat_map(|group| &group.cards);
        cards.filter(|laid| laid.card.class == class).count()
    }
}

/// Numbers the cards and their places.
struct Layer<'s> {
    source: Source<'s>,
    places: Places<'s>,
    next: usize,
}

impl Layer<'_> {
    fn lay(&mut self, card: Card, place: Option<usize>, line: Option<usize>) -> Laid {
        self.next += 1;
        Laid { card, number: self.next - 1, place: place.map(|place| place.to_string()), spot: line.map(Spot::line) }
    }

    fn record(&mut self, card: Card, record: &impl Record) -> Laid {
        let place = self.places.of(card.class, record);
        self.lay(card, place, Some(record.line()))
    }

    fn group<R: Record>(&mut self, class: Class, records: &[R], card: impl Fn(&R) -> Card) -> Group {
        Group { class, picture: None, cards: records.iter().map(|record| self.record(card(record), record)).collect() }
    }

    fn diagnostics(&mut self, extraction: &Extraction, document: Option<usize>) -> Group {
        let count = extraction.documents.len();
        // One that names a letter that is not there is said for the whole file.
        let mine = extraction.diagnostics.iter().filter(|d| d.document.filter(|&i| i < count) == document);
        let cards = mine.map(|diagnostic| {
            let place = diagnostic.span.and_then(|span| self.places.at(Class::Diagnostic, &[span], &[]));
            self.lay(card::diagnostic(diagnostic), place, diagnostic.line)
        });
        Group { class: Class::Diagnostic, picture: None, cards: cards.collect() }
    }

    fn document(&mut self, document: &Document) -> Vec<Group> {
        let (mandates, by_key) = self.mandates(document);
        let to_mandate = |key: Option<&String>| key.and_then(|key| by_key.get(key.as_str()).map(|(number, name)| link(*number, name)));

        let budget = self.group(Class::Budget, &document.budget_lines, |line| {
            card::budget_line(line).linked("Oppdrag", line.mandate.as_ref().map(|id| html! { (id) }))
        });
        let budget = self.inferred(budget, document.budget_lines.iter().map(|line| line.inferred.as_slice()));
        let numbered = document.budget_lines.iter().zip(&budget.cards);
        let lines: BTreeMap<&str, Markup> =
            numbered.map(|(line, laid)| (line.key.as_str(), link(laid.number, &words::kroner(line.amount.nok)))).collect();
        let picture = budget_chart::chart(document.budget_lines.iter().zip(budget.cards.iter().map(|laid| laid.number)));
        let budget = Group { picture, ..budget };

        let checks = self.group(Class::Check, &document.checks, |check| {
            let added = check.lines.iter().map(|key| lines.get(key.as_str()).cloned().unwrap_or_else(|| html! { (key) }));
            let added = html! { @for (i, line) in added.enumerate() { @if i > 0 { " + " } (line) } };
            card::check(check).linked("Linjer", (!check.lines.is_empty()).then_some(added))
        });

        let deadlines = self.group(Class::Deadline, &document.deadlines, |deadline| {
            card::deadline(deadline).linked("Oppdrag", to_mandate(deadline.mandate.as_ref()))
        });
        let picture = timeline::timeline(
            document.deadlines.iter().zip(&deadlines.cards).map(|(deadline, laid)| (&deadline.when, deadline.action.as_deref(), laid.number)),
        );
        let deadlines = Group { picture, ..deadlines };

        let obligations = self.group(Class::Obligation, &document.obligations, |obligation| {
            card::obligation(obligation).linked("Oppdrag", to_mandate(obligation.mandate.as_ref()))
        });
        vec![
            self.group(Class::Header, &document.evidence, card::evidence),
            mandates,
            budget,
            checks,
            deadlines,
            self.group(Class::Agenda, &document.agenda_items, card::agenda_item),
            self.group(Class::Decision, &document.decisions, card::decision),
            self.group(Class::Goal, &document.goals, card::goal),
            self.group(Class::Indicator, &document.indicators, card::indicator),
            obligations,
            self.group(Class::Reference, &document.references, card::reference),
            self.group(Class::Amount, &document.amounts, card::amount),
            self.group(Class::Participant, &document.participants, card::participant),
            self.group(Class::Signatory, &document.signatories, card::signatory),
            self.group(Class::Section, &document.sections, card::section),
        ]
    }

    /// The mandates with their parts, and the number and name of each by its key.
    fn mandates<'d>(&mut self, document: &'d Document) -> (Group, BTreeMap<&'d str, (usize, String)>) {
        let mut due: BTreeMap<&str, Vec<&Deadline>> = BTreeMap::new();
        for deadline in &document.deadlines {
            if let Some(key) = &deadline.mandate {
                due.entry(key).or_default().push(deadline);
            }
        }
        let mut cards = Vec::new();
        let mut by_key = BTreeMap::new();
        for mandate in &document.mandates {
            let due = due.get(mandate.key.as_str()).map_or(&[][..], Vec::as_slice);
            let laid = self.record(card::mandate(mandate, due), mandate);
            by_key.insert(mandate.key.as_str(), (laid.number, mandate.id.clone().unwrap_or_else(|| card::shorten(&laid.card.title, 60))));
            cards.push(laid);
            cards.extend(mandate.parts.iter().map(|part| self.record(card::part(part), part)));
        }
        (Group { class: Class::Mandate, picture: None, cards }, by_key)
    }

    /// Says of every card which of its fields stand elsewhere, and where.
    fn inferred<'d>(&self, group: Group, inferred: impl Iterator<Item = &'d [Inferred]>) -> Group {
        let cards = group.cards.into_iter().zip(inferred).map(|(laid, inferred)| {
            let place = |span: Span| {
                let line = self.source.line(span.start);
                html! { " (" a href={ "#l" (line) } { "linje " (line) } ")" }
            };
            let fields = html! {
                @for (i, inferred) in inferred.iter().enumerate() {
                    @if i > 0 { ", " }
                    (words::field(&inferred.field)) (inferred.span.map(place).unwrap_or_default())
                }
            };
            Laid { card: laid.card.linked("Hentet fra", (!inferred.is_empty()).then_some(fields)), ..laid }
        });
        Group { cards: cards.collect(), ..group }
    }
}

/// A link to another card.
pub(super) fn link(number: usize, name: &str) -> Markup {
    html! { a href={ "#r" (number) } { (name) } }
}
