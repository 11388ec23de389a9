//! The result: plain owned data, in the shape of the JSON.
//!
//! Every record says where it stands (`span`, `line`, `pieces`) and in which words (`text`).
//! Reading the source at `span` – or at `pieces`, where there are any – and applying
//! [`plain_text`](crate::plain_text) gives `text`, always.

mod budget;
mod document;
mod dossier;
mod mandate;
mod meeting;
mod reference;
mod time;

pub use budget::{Amount, AmountRecord, BudgetLine, Check, CheckKind, CheckStatus, Effect, Inferred, Origin, Qualifier, Side};
pub use document::{
    Amends, Coverage, Document, Evidence, Extraction, Issuer, Kind, Language, Recipient, SCHEMA_VERSION, Section, Signatory, SourceInfo,
};
pub use dossier::{
    BalanceCheck, BalanceCheckKind, Dossier, DossierDeadline, DossierLetter, LeftOut, LeftOutReason, LetterPlace, MandateEntry, MandateEvent,
    MandateLife, MandateState, Opening, PostEntry, PostHistory, PostNumber, PostShare, Rule,
};
pub use mandate::{Goal, Indicator, IndicatorKind, Mandate, MandateForm, MandatePart, MandateStatus, Modality, Obligation};
pub use meeting::{AgendaItem, Clock, Decision, Meeting, MeetingForm, Participant, Presence};
pub use reference::{Reference, ReferenceKind};
pub use time::{Deadline, DeadlineOrigin, Relation, When};

use crate::span::Span;

/// What all records share: where they stand and in which words.
pub trait Record {
    /// The bytes from the first to the last of the record; covers all pieces.
    fn span(&self) -> Span;
    /// The parts of an interrupted record (page break, letterhead footer) in order; empty when it is whole.
    fn pieces(&self) -> &[Span];
    /// The words as they stand.
    fn text(&self) -> &str;
    /// The line of the span's start, from 1.
    fn line(&self) -> usize;
}

/// Defines a record: the given fields and the four that every record has.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$fmeta:meta])* pub $field:ident : $ty:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub struct $name {
            $($(#[$fmeta])* pub $field: $ty,)*
            /// The words as they stand: marks and soft hyphens removed, white space made single spaces.
            pub text: String,
            /// The parts of an interrupted record, in order; empty (and absent in JSON) when it is whole.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub pieces: Vec<crate::span::Span>,
            /// Where it stands, in bytes of the source; covers all pieces.
            pub span: crate::span::Span,
            /// The line of the span's start, from 1.
            #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
            pub line: usize,
        }

        impl crate::model::Record for $name {
            fn span(&self) -> crate::span::Span {
                self.span
            }
            fn pieces(&self) -> &[crate::span::Span] {
                &self.pieces
            }
            fn text(&self) -> &str {
                &self.text
            }
            fn line(&self) -> usize {
                self.line
            }
        }
    };
}
pub(crate) use record;
