//! The records at right.

use maud::{Markup, html};

use super::class::Class;
use super::desk::{Group, Laid, Sheet};
use super::words::{self, day};
use crate::model::{Coverage, Document};

/// The records of one letter.
pub(super) fn sheet(number: usize, sheet: &Sheet) -> Markup {
    html! {
        section.sheet aria-labelledby={ "s" (number) } {
            @match sheet.document {
                Some(document) => (head(number, document)),
                None => h3 id={ "s" (number) } { "Hele filen" },
            }
            @for group in &sheet.groups { (self::group(group)) }
        }
    }
}

fn head(number: usize, document: &Document) -> Markup {
    let to = document.recipient.name.as_deref();
    let from: Vec<&str> = document.issuer.name.iter().chain(&document.co_issuers).map(String::as_str).collect();
    let meeting = document.meeting.as_ref();
    html! {
        header.head {
            p.kind {
                (words::kind(document.kind))
                @if let Some(number) = document.supplement_number { " nr. " (number) }
                @if let Some(year) = document.fiscal_year { " · budsjettår " (year) }
            }
            h3 id={ "s" (number) } { (document.title.as_deref().unwrap_or("Uten tittel")) }
            p.parties {
                @if let Some(date) = document.date { time datetime=(date) { (day(date)) } " " span.iso { (date) } }
                @if !from.is_empty() { " · fra " (from.join(", ")) }
                @if let Some(to) = to { " · til " (to) }
                @if let Some(enterprise) = meeting.and_then(|meeting| meeting.enterprise.as_deref()) { " · " (enterprise) }
                @if let Some(form) = meeting.and_then(|meeting| meeting.form) { " · " (words::meeting_form(form)) }
            }
            @if !document.amends.is_empty() {
                p.parties {
                    "Endrer "
                    @for (i, amended) in document.amends.iter().enumerate() {
                        @if i > 0 { "; " }
                        (amended.title.as_deref().unwrap_or_else(|| words::kind(amended.kind)))
                        @if let Some(date) = amended.date { " " time.iso datetime=(date) { (date) } }
                    }
                }
            }
            (coverage(&document.coverage))
        }
    }
}

/// How much of the letter was understood, as a bar and in words.
fn coverage(coverage: &Coverage) -> Markup {
    let unplaced = coverage.unplaced.iter().map(|span| span.len()).sum();
    let parts = [("understood", "i funn", coverage.understood), ("structure", "struktur", coverage.structure)];
    let parts = parts.into_iter().chain([("furniture", "sidepynt", coverage.furniture), ("unplaced", "ikke plassert", unplaced)]);
    let parts: Vec<_> = parts.filter(|&(_, _, bytes)| bytes > 0).collect();
    let scale = |bytes: usize| bytes.saturating_mul(1000) / coverage.bytes.max(1);
    let words: Vec<String> = parts.iter().map(|&(_, label, bytes)| format!("{label} {}", percent(scale(bytes)))).collect();
    html! {
        figure.coverage {
            svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" {
                @for (i, &(class, _, bytes)) in parts.iter().enumerate() {
                    @let before: usize = parts[..i].iter().map(|part| part.2).sum();
                    rect class=(class) x=(scale(before)) y="0" width=(scale(bytes).max(2)) height="10" {}
                }
            }
            figcaption { "Tekstens dekning: " (words.join(" · ")) }
        }
    }
}

/// Thousandths as whole per cent; what is there is never said to be nothing.
fn percent(thousandths: usize) -> String {
    if thousandths < 10 { "under 1\u{a0}%".to_owned() } else { format!("{}\u{a0}%", (thousandths + 5) / 10) }
}

fn group(group: &Group) -> Markup {
    // Many small records, of which the others already show the most telling ones.
    let folded = matches!(group.class, Class::Header | Class::Obligation | Class::Amount | Class::Section);
    let small = matches!(
        group.class,
        Class::Header | Class::Reference | Class::Amount | Class::Participant | Class::Signatory | Class::Section | Class::Goal
    );
    html! {
        details.group.small[small] data-class=(group.class.key()) open[!folded] {
            summary { h4 { (group.class.plural()) " " span.count { (group.cards.len()) } } }
            @if let Some(picture) = &group.picture { (picture) }
            (cards(&group.cards))
        }
    }
}

/// A list of cards.
pub(super) fn cards(cards: &[Laid]) -> Markup {
    html! { ul { @for laid in cards { (card(laid)) } } }
}

pub(super) fn card(laid: &Laid) -> Markup {
    let card = &laid.card;
    let class = card.class.key();
    html! {
        li.card.(class) id={ "r" (laid.number) } data-class=(class) data-p=[&laid.place] {
            div.top {
                @match laid.spot.as_ref().and_then(|spot| spot.element.as_deref()) {
                    Some(element) => a.go href={ "#" (element) } { (card.title) },
                    None => span.go { (card.title) },
                }
                @if let Some(aside) = &card.aside { span.aside { (aside) } }
            }
            p.meta {
                @for tag in &card.tags { span.tag.(tag.tone) { (tag.text) } " " }
                @if let Some(spot) = &laid.spot { span.line { (spot.name) } }
            }
            @if let Some(quote) = &card.quote { blockquote { (quote) } }
            @if !card.facts.is_empty() {
                dl { @for (label, value) in &card.facts { div { dt { (label) } dd { (value) } } } }
            }
        }
    }
}
