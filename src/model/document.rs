//! The file, its letters and their headers.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AgendaItem, AmountRecord, BudgetLine, Check, Deadline, Decision, Goal, Indicator, Mandate, Meeting, Obligation, Participant, Reference, record,
};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// The version of the JSON shape; raised when a field changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// Everything read from one text: its letters in file order, and what was not understood.
#[must_use = "an extraction holds the records and the diagnostics of the text"]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extraction {
    /// The version of the shape, [`SCHEMA_VERSION`].
    #[cfg_attr(feature = "schema", schemars(extend("const" = SCHEMA_VERSION)))]
    pub schema_version: u32,
    /// The text that was read.
    pub source: SourceInfo,
    /// The letters, in file order; at least one.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    pub documents: Vec<Document>,
    /// What was not understood or does not fit, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// The text that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SourceInfo {
    /// The name given in [`Options`](crate::Options), such as a file name.
    pub name: Option<String>,
    /// Its length in bytes.
    pub bytes: usize,
    /// Its number of lines; a last line without a line end counts.
    pub lines: usize,
}

/// The family a letter belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Minutes of the owner's meeting with a health or state enterprise (*protokoll fra foretaksmøte*).
    #[doc(alias = "foretaksmøte")]
    Protokoll,
    /// The year's assignment to an enterprise (*oppdragsdokument*, *oppdragsbrev*).
    Oppdragsdokument,
    /// A supplement or correction to it (*tillegg til oppdragsdokument*).
    TilleggTilOppdragsdokument,
    /// The year's allocation letter to an agency (*tildelingsbrev*).
    Tildelingsbrev,
    /// A supplement to it (*supplerende tildelingsbrev*).
    SupplerendeTildelingsbrev,
    /// Anything else.
    #[default]
    Annet,
}

/// The written standard of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Bokmål.
    #[doc(alias = "bokmål")]
    Nb,
    /// Nynorsk.
    #[doc(alias = "nynorsk")]
    Nn,
}

/// One letter: its header and everything that stands in it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document {
    /// The family it belongs to.
    pub kind: Kind,
    /// The written standard; `null` where too little text decides.
    pub language: Option<Language>,
    /// The title as printed.
    pub title: Option<String>,
    /// The letter's own date; for minutes the day of the meeting.
    pub date: Option<Date>,
    /// The budget year (1900–2199) the letter is for.
    #[cfg_attr(feature = "schema", schemars(range(min = 1900, max = 2199)))]
    pub fiscal_year: Option<i16>,
    /// The number of a supplement, from 1.
    pub supplement_number: Option<u32>,
    /// The sender's case number as printed («Vår ref»).
    #[doc(alias = "vår referanse")]
    pub our_ref: Option<String>,
    /// The recipient's case number as printed («Deres ref»).
    #[doc(alias = "deres referanse")]
    pub your_ref: Option<String>,
    /// Who sends it; for minutes the owner who held the meeting.
    pub issuer: Issuer,
    /// Further ministries that send the same letter.
    pub co_issuers: Vec<String>,
    /// To whom it is addressed.
    pub recipient: Recipient,
    /// The letters that this one supplements or corrects.
    pub amends: Vec<Amends>,
    /// Who gets a copy («Kopi til»).
    #[doc(alias = "kopi")]
    pub copies_to: Vec<String>,
    /// Where each scalar of the header stands.
    pub evidence: Vec<Evidence>,
    /// The meeting, when the letter is its minutes.
    pub meeting: Option<Meeting>,
    /// Headings in reading order.
    pub sections: Vec<Section>,
    /// The agenda: its list and the headings of its items, reconciled.
    #[doc(alias = "dagsorden")]
    pub agenda_items: Vec<AgendaItem>,
    /// What the meeting decided.
    #[doc(alias = "vedtak")]
    pub decisions: Vec<Decision>,
    /// Who took part, or was absent.
    pub participants: Vec<Participant>,
    /// Who signed.
    pub signatories: Vec<Signatory>,
    /// Goals (hovedmål, delmål).
    #[doc(alias = "hovedmål")]
    pub goals: Vec<Goal>,
    /// Indicators (styringsparametere, nøkkeltall, resultatkrav).
    #[doc(alias = "styringsparameter")]
    pub indicators: Vec<Indicator>,
    /// What somebody is asked to do (oppdrag, krav).
    #[doc(alias = "oppdrag")]
    pub mandates: Vec<Mandate>,
    /// Money by kapittel and post.
    #[doc(alias = "bevilgning")]
    pub budget_lines: Vec<BudgetLine>,
    /// Deadlines and appointments in time.
    #[doc(alias = "frist")]
    pub deadlines: Vec<Deadline>,
    /// Sentences that bind somebody.
    pub obligations: Vec<Obligation>,
    /// Every money expression in running text.
    pub amounts: Vec<AmountRecord>,
    /// References to documents of the Storting, laws, circulars, budget posts and mandates.
    pub references: Vec<Reference>,
    /// Every sum that the letter lets one check.
    pub checks: Vec<Check>,
    /// How much of the letter was understood.
    pub coverage: Coverage,
    /// The bytes of the letter; letters of one file follow each other without a gap.
    pub span: Span,
    /// The line of the span's start, from 1.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub line: usize,
}

/// The sender of a letter, with the contact data of the letterhead.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Issuer {
    /// The ministry's or enterprise's name.
    pub name: Option<String>,
    /// Organisation number, nine digits without spaces, as printed even if its control digit fails.
    #[doc(alias = "organisasjonsnummer")]
    pub org_number: Option<String>,
    /// The division (Avdeling).
    #[doc(alias = "avdeling")]
    pub department: Option<String>,
    /// The case officer (Saksbehandler).
    #[doc(alias = "saksbehandler")]
    pub case_officer: Option<String>,
    /// The case officer's own telephone, as printed.
    pub case_officer_phone: Option<String>,
    /// Postal address on one line.
    #[doc(alias = "postadresse")]
    pub address: Option<String>,
    /// Street address on one line (Kontoradresse, Besøksadresse).
    #[doc(alias = "kontoradresse")]
    pub visiting_address: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone of the switchboard, as printed.
    pub phone: Option<String>,
    /// Web address, as printed.
    pub web: Option<String>,
}

/// The addressee.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recipient {
    /// Its name as printed.
    pub name: Option<String>,
    /// The lines of its address below the name.
    pub address: Vec<String>,
}

/// A letter that this one supplements or corrects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Amends {
    /// Its family.
    pub kind: Kind,
    /// Its date, where the text gives one.
    pub date: Option<Date>,
    /// The words that name it.
    pub title: Option<String>,
}

record! {
    /// Where a scalar of the header stands.
    pub struct Evidence {
        /// The field, as a dotted path: `title`, `issuer.name`, `meeting.start`.
        pub field: Cow<'static, str>,
    }
}

record! {
    /// A heading.
    pub struct Section {
        /// Its depth in the outline, from 1; headings of one series (agenda items, goals, mandates) share it.
        pub level: u8,
        /// Its number as printed (`1.1`, `IV`, `A`), without a final point.
        pub number: Option<String>,
        /// Its words without that number.
        pub title: String,
    }
}

record! {
    /// A signature.
    pub struct Signatory {
        /// The signer's name.
        pub name: String,
        /// The signer's title, as printed.
        pub title: Option<String>,
        /// Whether it was signed by authority («e.f.», «etter fullmakt»).
        #[doc(alias = "etter fullmakt")]
        pub on_behalf: bool,
    }
}

/// How much of a letter was understood. Every byte is in exactly one class: the three numbers and
/// the lengths of the spans add up to `bytes`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// Bytes of the letter.
    pub bytes: usize,
    /// Bytes that feed a record or a field of the header.
    pub understood: usize,
    /// Headings, lead-ins, running prose placed in a section, and the white space between blocks.
    pub structure: usize,
    /// Page breaks, pictures, page numbers, rules.
    pub furniture: usize,
    /// What no rule placed.
    pub unplaced: Vec<Span>,
}
