//! What a letter says, as its writer knows it and as the parser gives it back.

use serde::{Deserialize, Serialize};

/// One fact of a letter. Fields that the writer leaves open (`None` where the parser may give something) are listed in [`Fact::as_wanted`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "class", rename_all = "snake_case")]
pub(crate) enum Fact {
    Header { field: String, value: String },
    Amends { kind: String, date: String },
    Section { number: Option<String>, title: String },
    AgendaItem { number: u32, title: String, listed: bool, treated: bool },
    Participant { name: String, title: Option<String>, presence: String },
    Decision { agenda_item: Option<u32>, text: String },
    Goal { number: Option<String>, title: String },
    Indicator { kind: String, text: String },
    Mandate(MandateFact),
    BudgetLine(BudgetFact),
    Deadline { when: String, mandate: Option<String>, origin: String },
    Obligation { modality: String, text: String },
    Reference { canonical: String },
    Signatory { name: String, title: Option<String>, on_behalf: bool },
    CopyTo { name: String },
}

/// An identified mandate has an id and a title, the others their words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MandateFact {
    pub(crate) form: String,
    pub(crate) id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) parts: Vec<String>,
    pub(crate) status: String,
    pub(crate) responsible: Option<String>,
    /// Open where the writer gives none.
    pub(crate) addressee: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BudgetFact {
    pub(crate) kapittel: u16,
    pub(crate) post: u8,
    pub(crate) nok: i64,
    pub(crate) effect: String,
    pub(crate) side: String,
    pub(crate) counted: bool,
    pub(crate) earlier: Option<i64>,
    pub(crate) total: Option<i64>,
    pub(crate) origin: String,
    /// The post's name in a table; open in prose.
    pub(crate) name: Option<String>,
    pub(crate) keywords: Vec<String>,
    /// Open where the writer gives none.
    pub(crate) purpose: Option<String>,
}

impl Fact {
    pub(crate) fn header(field: &str, value: impl Into<String>) -> Self {
        Self::Header { field: field.to_owned(), value: value.into() }
    }

    pub(crate) fn reference(canonical: impl Into<String>) -> Self {
        Self::Reference { canonical: canonical.into() }
    }

    /// The class, as in the JSON of a fact.
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Self::Header { .. } => "header",
            Self::Amends { .. } => "amends",
            Self::Section { .. } => "section",
            Self::AgendaItem { .. } => "agenda_item",
            Self::Participant { .. } => "participant",
            Self::Decision { .. } => "decision",
            Self::Goal { .. } => "goal",
            Self::Indicator { .. } => "indicator",
            Self::Mandate(_) => "mandate",
            Self::BudgetLine(_) => "budget_line",
            Self::Deadline { .. } => "deadline",
            Self::Obligation { .. } => "obligation",
            Self::Reference { .. } => "reference",
            Self::Signatory { .. } => "signatory",
            Self::CopyTo { .. } => "copy_to",
        }
    }

    /// A fact of the parser without what the wanted one leaves open.
    fn as_wanted(&self, wanted: &Self) -> Self {
        let mut fact = self.clone();
        match (&mut fact, wanted) {
            (Self::BudgetLine(line), Self::BudgetLine(wanted)) => {
                line.purpose = line.purpose.take().filter(|_| wanted.purpose.is_some());
                line.name = line.name.take().filter(|_| wanted.origin == "table");
            }
            (Self::Mandate(mandate), Self::Mandate(wanted)) => {
                mandate.addressee = mandate.addressee.take().filter(|_| wanted.addressee.is_some());
            }
            (Self::Deadline { origin, .. }, Self::Deadline { origin: wanted, .. }) if wanted.is_empty() => origin.clear(),
            // Whether a day of a calendar without the word «frist» is a deadline or an appointment is left open.
            (Self::Deadline { when, .. }, Self::Deadline { when: wanted, .. }) if !wanted.contains(":by") && when.starts_with(wanted.as_str()) => {
                when.truncate(wanted.len());
            }
            _ => {}
        }
        fact
    }
}

/// What was missed (`-`) and what is false (`+`), in the order of the letter. References count once however often they are made.
pub(crate) fn difference(wanted: &[Fact], found: &[Fact]) -> Vec<String> {
    let mut left = once(found);
    let mut lines = Vec::new();
    for fact in once(wanted) {
        match left.iter().position(|f| f.as_wanted(fact) == *fact) {
            Some(at) => _ = left.remove(at),
            None => lines.push(format!("- {}", line(fact))),
        }
    }
    lines.extend(left.into_iter().map(|fact| format!("+ {}", line(fact))));
    lines
}

fn once(facts: &[Fact]) -> Vec<&Fact> {
    let repeated = |i: usize| matches!(facts[i], Fact::Reference { .. }) && facts[..i].contains(&facts[i]);
    (0..facts.len()).filter(|&i| !repeated(i)).map(|i| &facts[i]).collect()
}

/// A fact as one line of JSON.
pub(crate) fn line(fact: &Fact) -> String {
    serde_json::to_string(fact).expect("a fact is plain data")
}
