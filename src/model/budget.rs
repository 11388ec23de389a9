//! Money: amounts, budget lines and the sums that prove them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::record;
use crate::span::Span;

/// How exactly an amount is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// As it stands.
    #[default]
    Exact,
    /// *om lag*, *ca.*
    About,
    /// *minst*
    AtLeast,
    /// *inntil*
    UpTo,
}

/// A sum of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Amount {
    /// Whole Norwegian kroner; negative for a reduction.
    pub nok: i64,
    /// The words of it: figure, currency and unit where they stand together.
    pub text: String,
    /// What the last printed digit is worth, in kroner: 1000 for a figure in thousands.
    pub granularity: i64,
    /// How exactly it is meant.
    pub qualifier: Qualifier,
}

record! {
    /// A money expression in running text. Its span covers figure, currency and unit, not a qualifier before them.
    pub struct AmountRecord {
        /// Whole Norwegian kroner.
        pub nok: i64,
        /// What the last printed digit is worth, in kroner.
        pub granularity: i64,
        /// How exactly it is meant.
        pub qualifier: Qualifier,
    }
}

/// Which side of the state budget a chapter is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Chapters below 3000.
    Expense,
    /// Chapters from 3000.
    Income,
}

/// What a budget line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Gives money (*tildeles*).
    Grant,
    /// Raises or lowers what was given; signed.
    Change,
    /// A share of another line (*hvorav*, an earmark).
    OfWhich,
    /// Income that is required.
    Requirement,
    /// An authority (*fullmakt*, *bestillingsramme*).
    #[doc(alias = "fullmakt")]
    Authority,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// In a table.
    Table,
    /// In running text.
    Prose,
}

/// A field whose value stands elsewhere than in the record's own words, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Inferred {
    /// The field's name, such as `post` or `year`.
    pub field: Cow<'static, str>,
    /// Where its value stands; `null` when it comes from [`Options`](crate::Options).
    pub span: Option<Span>,
}

record! {
    /// Money on a kapittel and post of the state budget.
    pub struct BudgetLine {
        /// Unique in the document; made of the line's own chapter, post, effect and amount.
        pub key: String,
        /// The chapter, 1–9999.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 9999)))]
        pub kapittel: u16,
        /// The post, 1–99.
        #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 99)))]
        pub post: u8,
        /// The post's name as printed, without key words.
        #[doc(alias = "betegnelse")]
        pub name: Option<String>,
        /// The amount given or changed; for «Tidligere | Ny | Sum» the new one.
        pub amount: Amount,
        /// What the line was before, where a table or sentence states it.
        #[doc(alias = "tidligere tildeling")]
        pub earlier: Option<Amount>,
        /// What it is after, where a table or sentence states it.
        #[doc(alias = "sum tildeling")]
        pub total: Option<Amount>,
        /// Expense or income.
        pub side: Side,
        /// What the line does.
        pub effect: Effect,
        /// Whether it adds to what the letter gives: a share, a repetition, an authority or a quotation does not.
        pub counted: bool,
        /// What the money is for, verbatim.
        pub purpose: Option<String>,
        /// The id of the mandate it pays for.
        pub mandate: Option<String>,
        /// Key words of the budget: *kan overføres*, *kan nyttes under post 70*, *overslagsbevilgning*.
        #[doc(alias = "stikkord")]
        pub keywords: Vec<String>,
        /// Table or prose.
        pub origin: Origin,
        /// The fields whose value stands elsewhere.
        pub inferred: Vec<Inferred>,
    }
}

/// The kind of sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CheckKind {
    /// The rows of a table against its Sum row.
    TableSum,
    /// Earmarks against the line they share.
    EarmarkSum,
    /// «Tidligere» + «Ny» against «Sum».
    EarlierPlusNew,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckStatus {
    /// The figures are equal.
    Holds,
    /// They are equal at the precision they are stated with.
    Rounding,
    /// They differ.
    Fails,
}

record! {
    /// A sum that the letter lets one check. Its span is the stated figure's line.
    pub struct Check {
        /// The kind of sum.
        pub kind: CheckKind,
        /// How it came out.
        pub status: CheckStatus,
        /// The stated figure, in kroner.
        pub stated: i64,
        /// The figure that comes of adding up, in kroner.
        pub computed: i64,
        /// The keys of the budget lines added up.
        pub lines: Vec<String>,
    }
}
