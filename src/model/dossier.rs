//! What a base letter and its supplements come to: money, mandates and deadlines after the last of them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Amount, CheckStatus, DeadlineOrigin, Effect, Inferred, Kind, MandateForm, Side, When, record};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// A base letter and its supplements, put together by [`consolidate`](crate::consolidate).
///
/// Letters are named by ids such as `oppdragsdokument-2023-01-23` and `tillegg_til_oppdragsdokument-1-2023-03-31`: the family, the number of a
/// supplement, and the date, or the budget year where there is no date. Spans and lines are those of the file that the letter was read from.
#[must_use = "a dossier holds what is in force, and what the letters leave open"]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dossier {
    /// The version of the shape, [`SCHEMA_VERSION`](crate::SCHEMA_VERSION).
    #[cfg_attr(feature = "schema", schemars(extend("const" = super::SCHEMA_VERSION)))]
    pub schema_version: u32,
    /// The ids of the letters put together, by date, then number.
    pub documents: Vec<String>,
    /// The same letters with what identifies them, in the same order.
    pub letters: Vec<DossierLetter>,
    /// Letters given that are not part of it, and why.
    pub left_out: Vec<LeftOut>,
    /// The numbers that are missing in the series of supplements, ascending.
    pub missing_numbers: Vec<u32>,
    /// Money, by kapittel and post.
    pub posts: Vec<PostHistory>,
    /// Mandates (oppdrag), in the order in which the letters name them first.
    #[doc(alias = "oppdrag")]
    pub mandates: Vec<MandateLife>,
    /// Every deadline (frist) still open: dated ones by their last day, then the others in the order of the letters.
    #[doc(alias = "frist")]
    pub deadlines: Vec<DossierDeadline>,
    /// What the letters contradict or leave open. `document` is the index in `documents`.
    pub diagnostics: Vec<Diagnostic>,
}

/// What identifies a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DossierLetter {
    /// Its id in the dossier.
    pub id: String,
    /// The family it belongs to.
    pub kind: Kind,
    /// The title as printed.
    pub title: Option<String>,
    /// The letter's own date.
    pub date: Option<Date>,
    /// The budget year it is for.
    pub fiscal_year: Option<i16>,
    /// The number of a supplement.
    pub supplement_number: Option<u32>,
    /// The sender's case number as printed.
    pub our_ref: Option<String>,
    /// The sender's name.
    pub issuer: Option<String>,
    /// The addressee's name.
    pub recipient: Option<String>,
}

/// A letter that is not part of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// The letter.
    #[serde(flatten)]
    pub letter: DossierLetter,
    /// Why it is left out.
    pub reason: LeftOutReason,
}

/// Why a letter is not part of the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// It is another copy of a letter that is in it.
    Repeated,
    /// It is of another family: minutes, a letter to an agency among those to an enterprise.
    OtherKind,
    /// It is addressed to somebody else.
    OtherRecipient,
    /// Somebody else sends it.
    OtherIssuer,
    /// It is for another budget year.
    OtherYear,
}

/// A place in one of the letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LetterPlace {
    /// The letter's id.
    pub document: String,
    /// Where, in bytes of the letter's source.
    pub span: Span,
    /// The line of the span's start, from 1.
    pub line: usize,
}

/// A post of the budget and everything the letters do to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PostHistory {
    /// The chapter, 1–9999.
    pub kapittel: u16,
    /// The post, 1–99.
    pub post: u8,
    /// The post's name as the first letter that gives it prints it.
    pub name: Option<String>,
    /// Expense or income.
    pub side: Side,
    /// What the balance starts from.
    pub opening: Opening,
    /// What the letters do to the balance, step by step. The steps' `nok` add up to `total`.
    pub entries: Vec<PostEntry>,
    /// Shares of the post, authorities, and income required on a post of expenses. They add nothing to the balance.
    pub shares: Vec<PostShare>,
    /// The balance after the last entry, in kroner.
    pub total: i64,
}

/// What the balance of a post starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// From zero, before the base letter.
    BaseLetter,
    /// From the amount a later letter states as given before it, the letters before being missing.
    Stated,
    /// From zero, although letters are missing and none states what was given before: the balance is what the letters at hand give.
    Unknown,
}

/// The rule by which a step of a post was booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A table gives money, or requires income.
    Grant,
    /// A table raises or lowers what was given.
    Change,
    /// A sentence gives, raises or lowers, and no table of the letter does.
    ProseOnly,
    /// One sentence takes the sum from one post and puts it on another, the `counterpart`.
    Moved,
    /// The letter states what the post is to be («Korrekt tildeling skal være …»): the earlier amount is withdrawn and this one holds.
    Correction,
    /// A full table repeats earlier lines with some changed: it replaces the balance, it does not add.
    Restated,
    /// The same money said again: counted once.
    Repeated,
    /// The post is made clearer («Presisering»): no money.
    Clarification,
    /// What letters that are missing must have given, by what this letter states.
    BroughtForward,
    /// Earlier amounts were rounded; the letter states the balance more finely.
    Rounded,
}

record! {
    /// A step in the history of a post.
    pub struct PostEntry {
        /// The id of the letter that it stands in.
        pub document: String,
        /// The rule by which it was booked.
        pub rule: Rule,
        /// What the budget line does; `null` where the step is no budget line.
        pub effect: Option<Effect>,
        /// What it adds to the balance, in kroner.
        pub nok: i64,
        /// The balance after it, in kroner.
        pub balance: i64,
        /// The figure that stands there; for a correction or a full table what the post is to be.
        pub amount: Option<Amount>,
        /// The key of the budget line in its letter.
        pub key: Option<String>,
        /// What the money is for, verbatim.
        pub purpose: Option<String>,
        /// The id of the mandate that it pays for.
        pub mandate: Option<String>,
        /// For a move, the other post.
        pub counterpart: Option<PostNumber>,
        /// The fields of the budget line whose value stands elsewhere.
        pub inferred: Vec<Inferred>,
        /// What the letter lets one check against the balance.
        pub checks: Vec<BalanceCheck>,
    }
}

/// A kapittel and post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PostNumber {
    /// The chapter, 1–9999.
    pub kapittel: u16,
    /// The post, 1–99.
    pub post: u8,
}

/// A figure of a letter against the balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BalanceCheck {
    /// What is checked.
    pub kind: BalanceCheckKind,
    /// How it came out.
    pub status: CheckStatus,
    /// The figure that the letter states, in kroner.
    pub stated: i64,
    /// The balance that comes of the letters, in kroner.
    pub computed: i64,
    /// Where the stated figure stands.
    pub stated_at: LetterPlace,
    /// The step that the balance comes from; `null` where none is before.
    pub computed_at: Option<LetterPlace>,
}

/// What a figure is checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BalanceCheckKind {
    /// «Tidligere tildeling» against the balance before.
    Earlier,
    /// «Sum tildeling» against the balance after.
    Total,
    /// The amount a correction sets against the balance after the letter's other steps.
    Correction,
    /// The amount of a full table against the balance after the letter's other steps.
    Restated,
}

record! {
    /// A share of a post, an authority on it, or income required on it.
    pub struct PostShare {
        /// The id of the letter that it stands in.
        pub document: String,
        /// Which of them it is.
        pub effect: Effect,
        /// The amount, in kroner.
        pub nok: i64,
        /// The key of the budget line in its letter.
        pub key: String,
        /// What the money is for, verbatim.
        pub purpose: Option<String>,
        /// The id of the mandate that it pays for.
        pub mandate: Option<String>,
    }
}

/// A mandate through the letters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MandateLife {
    /// Unique in the dossier: the id, or for a mandate without one the key it has in its letter. An id used again has `#2` behind it.
    pub key: String,
    /// The id as printed.
    pub id: Option<String>,
    /// The words behind the id, as the letter that gives it prints them.
    pub title: Option<String>,
    /// The form in which it is asked; `null` while no letter at hand gives it.
    pub form: Option<MandateForm>,
    /// The id of the letter that gives it; `null` when none of those at hand does.
    pub given_in: Option<String>,
    /// What it is after the last letter.
    pub state: MandateState,
    /// What the letters do to it, in order.
    pub entries: Vec<MandateEntry>,
    /// The keys of its open deadlines in the dossier's calendar.
    pub open_deadlines: Vec<String>,
    /// Deadlines that a later letter replaced, or that went with the mandate.
    pub closed_deadlines: Vec<DossierDeadline>,
}

/// What a mandate is after the last letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MandateState {
    /// In force.
    InForce,
    /// In force, but its words are not public («unntatt offentlighet»).
    Withheld,
    /// Taken back («utgår»).
    Withdrawn,
}

/// What a letter does to a mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MandateEvent {
    /// Gives it.
    Given,
    /// Gives it again in the same words.
    Repeated,
    /// Makes it clearer («presisering»), or gives it again in other words.
    Clarified,
    /// Moves its deadline.
    Extended,
    /// Gives money for it.
    Funded,
    /// Names it without publishing it.
    Withheld,
    /// Takes it back.
    Withdrawn,
}

record! {
    /// A step in the life of a mandate.
    pub struct MandateEntry {
        /// The id of the letter that it stands in.
        pub document: String,
        /// What the letter does.
        pub event: MandateEvent,
        /// The money given for it, in kroner; `null` for other events.
        pub nok: Option<i64>,
        /// The post that the money is given on.
        pub post: Option<PostNumber>,
    }
}

record! {
    /// A deadline of the calendar.
    pub struct DossierDeadline {
        /// Unique in the dossier: the letter's id, `/`, and the deadline's key there.
        pub key: String,
        /// The id of the letter that sets it.
        pub document: String,
        /// The time.
        pub when: When,
        /// Its last day; of several days the first; `null` where it has no calendar day.
        pub due: Option<Date>,
        /// What is to be done.
        pub action: Option<String>,
        /// The key of the mandate it belongs to, in this dossier.
        pub mandate: Option<String>,
        /// Sentence, table or label.
        pub origin: DeadlineOrigin,
        /// The ids of later letters that set it in the same words.
        pub repeated_in: Vec<String>,
    }
}
