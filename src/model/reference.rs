//! References to other documents.

use serde::{Deserialize, Serialize};

use super::record;

/// What is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReferenceKind {
    /// A bill or budget of the government (Prop., St.prp., Ot.prp.).
    #[doc(alias = "Prop.")]
    Proposition,
    /// A committee's recommendation (Innst.).
    #[doc(alias = "Innst.")]
    Recommendation,
    /// A report to the Storting (Meld. St., St.meld.).
    #[doc(alias = "Meld. St.")]
    WhitePaper,
    /// Dokument 3:X, Dokument 8:X S.
    StortingDocument,
    /// A numbered decision of the Storting (anmodningsvedtak, vedtak).
    #[doc(alias = "anmodningsvedtak")]
    StortingDecision,
    /// Norges offentlige utredninger.
    Nou,
    /// A law, with or without a section.
    #[doc(alias = "lov")]
    Act,
    /// A regulation.
    #[doc(alias = "forskrift")]
    Regulation,
    /// A circular (rundskriv).
    #[doc(alias = "rundskriv")]
    Circular,
    /// A regulation or directive of the European Union.
    EuAct,
    /// Another steering letter.
    Letter,
    /// A numbered report.
    Report,
    /// A mandate, by its id.
    Mandate,
    /// A kapittel and post.
    BudgetPost,
}

record! {
    /// A reference to another document, or to a budget post or mandate. One record per post of a list.
    pub struct Reference {
        /// What is referred to.
        pub kind: ReferenceKind,
        /// The one canonical form: `Prop. 1 S (2022–2023)`, `kap. 701 post 70`.
        pub canonical: String,
        /// The number in its series: `1`, `3:2`; the kapittel of a post.
        pub number: Option<String>,
        /// The session of the Storting, with an en dash: `2022–2023`.
        pub session: Option<String>,
        /// The year, for what is numbered by year.
        pub year: Option<i16>,
        /// The section of an act without «§»; the post of a chapter.
        pub section: Option<String>,
    }
}
