//! What letters ask for: mandates, obligations, goals and indicators.

use serde::{Deserialize, Serialize};

use super::record;

/// The form in which something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MandateForm {
    /// It has an id such as `2023-01` or `TB2026-17`.
    Identified,
    /// A bullet under a request such as «… ba X om å:».
    Listed,
    /// A sentence that asks, such as «Departementet ber om …».
    Requested,
}

/// How strongly a sentence binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Modality {
    /// *skal*: an order.
    #[serde(rename = "skal")]
    Skal,
    /// *må*: an order.
    #[serde(rename = "må")]
    Maa,
    /// *bør*: a recommendation.
    #[serde(rename = "bør")]
    Boer,
    /// *kan*: a permission.
    #[serde(rename = "kan")]
    Kan,
    /// *skal ikke*, *må ikke*: a prohibition.
    #[serde(rename = "skal_ikke")]
    SkalIkke,
    /// *ber om*, *bes*, *gis i oppdrag*: a request.
    #[serde(rename = "bes")]
    Bes,
}

/// What became of a mandate in this letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MandateStatus {
    /// Given here.
    Given,
    /// An earlier mandate made clearer («presisering»).
    #[doc(alias = "presisering")]
    Clarified,
    /// Taken back («utgår»).
    #[doc(alias = "utgår")]
    Withdrawn,
    /// Not published («unntatt offentlighet»).
    #[doc(alias = "unntatt offentlighet")]
    Withheld,
}

record! {
    /// Something that somebody is asked to do (oppdrag, krav).
    ///
    /// For an identified mandate the span covers its heading and everything below it that belongs to it;
    /// for a listed one the bullet without its mark; for a requested one the sentence.
    #[doc(alias = "oppdrag")]
    pub struct Mandate {
        /// Unique in the document, and the same as long as the mandate's own words are: the id, or a form and a hash of the words.
        pub key: String,
        /// The id as printed, such as `TB2026-17`.
        pub id: Option<String>,
        /// The words behind the id.
        pub title: Option<String>,
        /// The form in which it is asked.
        pub form: MandateForm,
        /// Numbered parts.
        #[doc(alias = "deloppdrag")]
        pub parts: Vec<MandatePart>,
        /// How strongly it binds.
        pub modality: Modality,
        /// Who is asked, as printed.
        pub addressee: Option<String>,
        /// The division responsible for it in the ministry («Ansvarlig avdeling»).
        pub responsible: Option<String>,
        /// The number of the goal it stands under, as printed, or the goal's title where it has none.
        pub goal: Option<String>,
        /// The number of the agenda item it stands under.
        pub agenda_item: Option<u32>,
        /// The headings it stands under, outermost first.
        pub section: Vec<String>,
        /// What became of it in this letter.
        pub status: MandateStatus,
    }
}

record! {
    /// A numbered part of a mandate.
    pub struct MandatePart {
        /// The number as printed, without its point.
        pub number: String,
    }
}

record! {
    /// A sentence that binds somebody.
    pub struct Obligation {
        /// Who is bound, as printed; `null` where the sentence names nobody.
        pub actor: Option<String>,
        /// How strongly.
        pub modality: Modality,
        /// The key of the mandate it stands in.
        pub mandate: Option<String>,
    }
}

record! {
    /// A goal (hovedmål, delmål).
    #[doc(alias = "hovedmål")]
    pub struct Goal {
        /// The number as printed.
        pub number: Option<String>,
        /// Its words.
        pub title: String,
    }
}

/// The kind of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IndicatorKind {
    /// Styringsparameter.
    Styringsparameter,
    /// Nøkkeltall.
    #[doc(alias = "nøkkeltall")]
    Nokkeltall,
    /// Resultatkrav.
    Resultatkrav,
}

record! {
    /// What a goal is measured by.
    pub struct Indicator {
        /// Its kind.
        pub kind: IndicatorKind,
        /// The number or title of the goal it stands under.
        pub goal: Option<String>,
        /// The headings it stands under, outermost first.
        pub section: Vec<String>,
    }
}
