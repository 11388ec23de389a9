//! One record as the page shows it: what matters of each class, in few words.

use maud::{Markup, html};

use super::class::Class;
use super::words::{self, day, kroner};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{
    AgendaItem, AmountRecord, BudgetLine, Check, CheckStatus, Deadline, Decision, Evidence, Goal, Indicator, Mandate, MandatePart, Obligation,
    Participant, Reference, Section, Signatory, When,
};

/// Characters of a record's words that a card shows; the rest stands in the letter, one click away.
const QUOTED: usize = 300;

/// A record at right. Its place and number are added by the [`desk`](super::desk).
pub(super) struct Card {
    pub(super) class: Class,
    pub(super) title: String,
    /// The figure or day that the record is about.
    pub(super) aside: Option<Markup>,
    /// Short words beside the title.
    pub(super) tags: Vec<Tag>,
    pub(super) facts: Vec<(&'static str, Markup)>,
    /// The record's own words, where the title does not say them.
    pub(super) quote: Option<String>,
}

/// A short word with a tone that supports it.
pub(super) struct Tag {
    pub(super) text: String,
    pub(super) tone: &'static str,
}

impl Card {
    pub(super) fn new(class: Class, title: impl Into<String>) -> Self {
        Self { class, title: title.into(), aside: None, tags: Vec::new(), facts: Vec::new(), quote: None }
    }

    pub(super) fn aside(mut self, aside: impl Into<Option<Markup>>) -> Self {
        self.aside = aside.into();
        self
    }

    pub(super) fn tag(mut self, text: impl Into<String>) -> Self {
        self.tags.push(Tag { text: text.into(), tone: "plain" });
        self
    }

    pub(super) fn toned(mut self, text: &str, tone: &'static str) -> Self {
        self.tags.push(Tag { text: text.to_owned(), tone });
        self
    }

    /// A fact, where the letter has it.
    pub(super) fn fact(mut self, label: &'static str, value: Option<impl AsRef<str>>) -> Self {
        if let Some(value) = value {
            self.facts.push((label, html! { (value.as_ref()) }));
        }
        self
    }

    pub(super) fn linked(mut self, label: &'static str, value: Option<Markup>) -> Self {
        self.facts.extend(value.map(|value| (label, value)));
        self
    }

    /// The record's own words, as far as a card shows them.
    pub(super) fn quote(mut self, text: &str) -> Self {
        let quote = excerpt(text);
        self.quote = (quote != self.title).then_some(quote);
        self
    }
}

/// The beginning of a text, cut between words.
pub(super) fn excerpt(text: &str) -> String {
    shorten(text, QUOTED)
}

/// At most `limit` characters of a text and the sign that some are left out.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let cut = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &text[..cut])
}

/// A sum of money, right of a title.
pub(super) fn money(nok: i64) -> Markup {
    html! { data value=(nok) { (kroner(nok)) } }
}

pub(super) fn evidence(record: &Evidence) -> Card {
    Card::new(Class::Header, words::field(&record.field)).quote(&record.text)
}

pub(super) fn section(record: &Section) -> Card {
    let title = record.number.as_ref().map_or_else(|| record.title.clone(), |number| format!("{number} {}", record.title));
    Card::new(Class::Section, title).tag(format!("nivå {}", record.level))
}

pub(super) fn agenda_item(record: &AgendaItem) -> Card {
    let mut card = Card::new(Class::Agenda, format!("Sak {}: {}", record.number, record.title));
    if !record.listed {
        card = card.toned("ikke på dagsorden", "warning");
    }
    if !record.treated {
        card = card.toned("ingen egen overskrift", "warning");
    }
    card
}

pub(super) fn decision(record: &Decision) -> Card {
    let title = record.agenda_item.map_or_else(|| "Vedtak".to_owned(), |item| format!("Vedtak i sak {item}"));
    Card::new(Class::Decision, title).quote(&record.text)
}

pub(super) fn participant(record: &Participant) -> Card {
    Card::new(Class::Participant, &record.name)
        .tag(words::presence(record.presence))
        .fact("Tittel", record.title.as_ref())
        .fact("Gruppe", record.group.as_ref())
}

pub(super) fn signatory(record: &Signatory) -> Card {
    let card = Card::new(Class::Signatory, &record.name).fact("Tittel", record.title.as_ref());
    if record.on_behalf { card.tag("etter fullmakt") } else { card }
}

pub(super) fn goal(record: &Goal) -> Card {
    let title = record.number.as_ref().map_or_else(|| record.title.clone(), |number| format!("{number}: {}", record.title));
    Card::new(Class::Goal, title)
}

pub(super) fn indicator(record: &Indicator) -> Card {
    Card::new(Class::Indicator, excerpt(&record.text)).tag(words::indicator(record.kind)).fact("Mål", record.goal.as_ref())
}

/// `deadlines` are those of the mandate.
pub(super) fn mandate(record: &Mandate, deadlines: &[&Deadline]) -> Card {
    let words = record.title.clone().unwrap_or_else(|| excerpt(&record.text));
    let title = record.id.as_ref().map_or_else(|| words.clone(), |id| format!("{id} {words}"));
    let due: Vec<String> = deadlines.iter().map(|deadline| words::when(&deadline.when)).collect();
    let mut card = Card::new(Class::Mandate, title).tag(words::modality(record.modality)).tag(words::form(record.form));
    if let Some(status) = words::mandate_status(record.status) {
        card = card.toned(status, "warning");
    }
    let card = card
        .fact("Til", record.addressee.as_ref())
        .fact("Frist", (!due.is_empty()).then(|| due.join(" · ")))
        .fact("Ansvarlig avdeling", record.responsible.as_ref())
        .fact("Mål", record.goal.as_ref())
        .fact("Sak", record.agenda_item.map(|item| item.to_string()))
        .fact("Under", (!record.section.is_empty()).then(|| record.section.join(" › ")));
    if record.title.is_some() { card.quote(&record.text) } else { card }
}

pub(super) fn part(record: &MandatePart) -> Card {
    Card::new(Class::Part, format!("Del {}", record.number)).quote(&record.text)
}

pub(super) fn budget_line(record: &BudgetLine) -> Card {
    let about = record.name.as_ref().or(record.purpose.as_ref());
    let title = about.map_or_else(String::new, |name| format!(" {name}"));
    let card = Card::new(Class::Budget, format!("Kap.\u{a0}{} post\u{a0}{:02}{title}", record.kapittel, record.post))
        .aside(html! { (words::qualifier(record.amount.qualifier)) (money(record.amount.nok)) })
        .tag(words::effect(record.effect))
        .toned(if record.counted { "medregnet" } else { "ikke medregnet" }, if record.counted { "good" } else { "plain" })
        .fact("Formål", record.purpose.as_ref().filter(|_| record.name.is_some()))
        .fact("Tidligere", record.earlier.as_ref().map(|amount| kroner(amount.nok)))
        .fact("Sum", record.total.as_ref().map(|amount| kroner(amount.nok)))
        .fact("Stikkord", (!record.keywords.is_empty()).then(|| record.keywords.join(", ")))
        .fact("Kilde", Some(format!("{}, «{}»", words::origin(record.origin), record.amount.text)));
    card.quote(&record.text)
}

pub(super) fn deadline(record: &Deadline) -> Card {
    let aside = match &record.when {
        When::Date { date, .. } => Some(html! { time datetime=(date) { (date) } }),
        When::Period { edtf, start, end, .. } => Some(html! { span title=(format!("{}–{}", day(*start), day(*end))) { (edtf) } }),
        _ => None,
    };
    let mut card = Card::new(Class::Deadline, capital(&words::when(&record.when))).aside(aside);
    match &record.when {
        When::Period { start, end, .. } => card = card.fact("Tidsrom", Some(format!("{} – {}", day(*start), day(*end)))),
        When::Recurring { rrule } => card = card.tag("gjentas").fact("Regel", Some(rrule)),
        When::Relative { resolved, .. } => {
            let days: Vec<String> = resolved.iter().map(|date| format!("{} ({date})", day(*date))).collect();
            card = card.tag("relativ").fact("Blir", (!days.is_empty()).then(|| days.join(", ")));
        }
        When::Event { .. } => card = card.tag("ved hendelse"),
        When::Unspecified => card = card.toned("åpen", "warning"),
        When::Invalid => card = card.toned("ugyldig", "error"),
        When::Date { .. } => {}
    }
    card.tag(words::deadline_origin(record.origin))
        .fact("Gjelder", record.action.as_ref().map(|action| excerpt(action)))
        .fact("Sak", record.agenda_item.map(|item| item.to_string()))
        .quote(&record.text)
}

/// A sentence's first letter as a heading has it.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

pub(super) fn obligation(record: &Obligation) -> Card {
    let actor = record.actor.clone().unwrap_or_else(|| "Ingen aktør nevnt".to_owned());
    Card::new(Class::Obligation, actor).tag(words::modality(record.modality)).quote(&record.text)
}

pub(super) fn amount(record: &AmountRecord) -> Card {
    Card::new(Class::Amount, &record.text).aside(html! { (words::qualifier(record.qualifier)) (money(record.nok)) })
}

pub(super) fn reference(record: &Reference) -> Card {
    Card::new(Class::Reference, &record.canonical).tag(words::reference(record.kind)).quote(&record.text)
}

pub(super) fn check(record: &Check) -> Card {
    let tone = if record.status == CheckStatus::Fails { "error" } else { "good" };
    Card::new(Class::Check, words::check_kind(record.kind))
        .toned(words::check_status(record.status), tone)
        .fact("Oppgitt", Some(kroner(record.stated)))
        .fact("Utregnet", Some(kroner(record.computed)))
        .quote(&record.text)
}

pub(super) fn diagnostic(record: &Diagnostic) -> Card {
    let tone = match record.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "plain",
    };
    Card::new(Class::Diagnostic, words::code(record.code))
        .toned(words::severity(record.severity), tone)
        .tag(record.code.name())
        .linked("Melding", Some(html! { span lang="en" { (record.message) } }))
        .fact("Felt", record.field.as_deref().map(words::field))
}
