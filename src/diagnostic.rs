//! What was not understood, or does not fit: codes, severities and the sink that collects them.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// The letter or its conversion is doubtful here.
    Warning,
    /// A value could not be read although it is plainly meant to be one.
    Error,
}

/// The stable name of a kind of diagnostic; kebab-case in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The bytes were not UTF-8 and were decoded from another encoding; spans count bytes of the decoded UTF-8 text.
    DecodedText,
    /// No title, header or wording of a known document family was found.
    UnknownDocument,
    /// A date that does not exist, such as 31.6.2026.
    InvalidDate,
    /// A weekday that does not fit its date.
    WeekdayMismatch,
    /// A date without a year in a letter that names no year.
    YearMissing,
    /// A year older than the letter can mean: a calendar that asks for last year's revised budget, or an annual report of two years ago.
    StaleYear,
    /// Rows of a calendar that are not in order of time.
    CalendarOrder,
    /// A deadline that is to be agreed or settled later.
    OpenDeadline,
    /// Words that set a deadline («innen …») with a figure in it that could not be read as a time.
    DeadlineUnread,
    /// Letters of another alphabet inside a Norwegian word.
    MixedScript,
    /// A word that lost the hyphen before «og», such as «Helseog omsorgsdepartementet».
    LostHyphen,
    /// A case number that breaks off.
    RefTruncated,
    /// An organisation number whose control digit fails.
    OrgNumberInvalid,
    /// The agenda's list and the headings of its items disagree.
    AgendaMismatch,
    /// The same number for two sections of one level.
    SectionNumberRepeated,
    /// A reference to a section that the letter does not have.
    ReferenceUnknown,
    /// Names on the list of attendance whose party, or whose ends, cannot be told.
    AttendanceUnread,
    /// A sum that fails, with both figures.
    SumMismatch,
    /// A post that two rows of tables give with the same amount; it is counted once.
    PostRepeated,
    /// A post that two rows of tables give with different amounts.
    PostConflict,
    /// A post that a sentence gives money on and that stands in no table, in a letter whose tables list its posts.
    PostUntabled,
    /// A post that the list at the top names and the letter has neither a heading nor money for.
    PostNotDetailed,
    /// A row under «Inntekter» or «Utgifter» whose chapter is on the other side of the budget.
    SideMismatch,
    /// A budget table without a unit: its amounts are left out.
    UnitMissing,
    /// A row of a budget table that could not be read.
    RowUnread,
    /// Money given in prose without any kapittel and post to give it on.
    PostMissing,
    /// An amount that corrects an earlier one.
    AmountCorrected,
    /// A mandate id used for two different mandates.
    IdReused,
    /// A mandate id beside the title of another mandate.
    MandateTitleMismatch,
    /// A mandate that the letter gives and its list at the top does not name.
    MandateUnlisted,
    /// A mandate that the list at the top names and the letter does not give.
    MandateNotDetailed,
    /// A mandate that is not made public (*unntatt offentlighet*).
    MandateWithheld,
    /// A mandate that is taken back (*utgår*).
    MandateWithdrawn,
    /// A request that names nobody who is asked.
    AddresseeMissing,
    /// Passages that no rule placed.
    Unplaced,
    /// In a dossier: no base letter among the letters given.
    BaseMissing,
    /// In a dossier: a supplement names another base letter than the one given.
    BaseMismatch,
    /// In a dossier: numbers missing in the series of supplements.
    LetterMissing,
    /// In a dossier: a letter that does not belong to the others.
    LetterLeftOut,
    /// In a dossier: a letter given twice.
    LetterRepeated,
    /// In a dossier: a letter given twice, in copies that differ.
    LetterVersions,
    /// In a dossier: a letter that does not say to whom it is addressed.
    LetterAssumed,
    /// In a dossier: a letter without a date, or whose number and date disagree.
    LetterOrder,
    /// In a dossier: a balance taken from what a letter states, because letters before it are missing.
    BalanceBroughtForward,
    /// In a dossier: a post whose balance misses what letters that are not at hand gave, and that none states.
    BalanceUnknown,
    /// In a dossier: a row alone that gives exactly what its post has; it is taken to say that again, not to double it.
    RepetitionAssumed,
    /// In a dossier: a mandate made clearer or taken back that no letter at hand gives.
    MandateUnknown,
    /// In a dossier: a new deadline for a mandate that does not say which earlier one it replaces.
    DeadlineUnclear,
}

impl Code {
    /// How much a diagnostic of this code matters.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::InvalidDate | Self::OrgNumberInvalid | Self::SumMismatch => Severity::Error,
            Self::DecodedText
            | Self::OpenDeadline
            | Self::AmountCorrected
            | Self::AddresseeMissing
            | Self::LostHyphen
            | Self::PostRepeated
            | Self::PostUntabled
            | Self::MandateWithheld
            | Self::MandateWithdrawn
            | Self::LetterRepeated
            | Self::LetterAssumed
            | Self::BalanceBroughtForward
            | Self::MandateUnknown => Severity::Info,
            _ => Severity::Warning,
        }
    }

    /// The code as it stands in JSON, such as `mixed-script`.
    #[must_use]
    pub fn name(self) -> String {
        self.rule().trim_start_matches("diagnostic/").to_owned()
    }

    /// The name under which a trace notes a diagnostic of this code.
    pub(crate) const fn rule(self) -> &'static str {
        match self {
            Self::DecodedText => "diagnostic/decoded-text",
            Self::UnknownDocument => "diagnostic/unknown-document",
            Self::InvalidDate => "diagnostic/invalid-date",
            Self::WeekdayMismatch => "diagnostic/weekday-mismatch",
            Self::YearMissing => "diagnostic/year-missing",
            Self::StaleYear => "diagnostic/stale-year",
            Self::CalendarOrder => "diagnostic/calendar-order",
            Self::OpenDeadline => "diagnostic/open-deadline",
            Self::DeadlineUnread => "diagnostic/deadline-unread",
            Self::MixedScript => "diagnostic/mixed-script",
            Self::LostHyphen => "diagnostic/lost-hyphen",
            Self::RefTruncated => "diagnostic/ref-truncated",
            Self::OrgNumberInvalid => "diagnostic/org-number-invalid",
            Self::AgendaMismatch => "diagnostic/agenda-mismatch",
            Self::SectionNumberRepeated => "diagnostic/section-number-repeated",
            Self::ReferenceUnknown => "diagnostic/reference-unknown",
            Self::AttendanceUnread => "diagnostic/attendance-unread",
            Self::SumMismatch => "diagnostic/sum-mismatch",
            Self::PostRepeated => "diagnostic/post-repeated",
            Self::PostConflict => "diagnostic/post-conflict",
            Self::PostUntabled => "diagnostic/post-untabled",
            Self::PostNotDetailed => "diagnostic/post-not-detailed",
            Self::SideMismatch => "diagnostic/side-mismatch",
            Self::UnitMissing => "diagnostic/unit-missing",
            Self::RowUnread => "diagnostic/row-unread",
            Self::PostMissing => "diagnostic/post-missing",
            Self::AmountCorrected => "diagnostic/amount-corrected",
            Self::IdReused => "diagnostic/id-reused",
            Self::MandateTitleMismatch => "diagnostic/mandate-title-mismatch",
            Self::MandateUnlisted => "diagnostic/mandate-unlisted",
            Self::MandateNotDetailed => "diagnostic/mandate-not-detailed",
            Self::MandateWithheld => "diagnostic/mandate-withheld",
            Self::MandateWithdrawn => "diagnostic/mandate-withdrawn",
            Self::AddresseeMissing => "diagnostic/addressee-missing",
            Self::Unplaced => "diagnostic/unplaced",
            Self::BaseMissing => "diagnostic/base-missing",
            Self::BaseMismatch => "diagnostic/base-mismatch",
            Self::LetterMissing => "diagnostic/letter-missing",
            Self::LetterLeftOut => "diagnostic/letter-left-out",
            Self::LetterRepeated => "diagnostic/letter-repeated",
            Self::LetterVersions => "diagnostic/letter-versions",
            Self::LetterAssumed => "diagnostic/letter-assumed",
            Self::LetterOrder => "diagnostic/letter-order",
            Self::BalanceBroughtForward => "diagnostic/balance-brought-forward",
            Self::BalanceUnknown => "diagnostic/balance-unknown",
            Self::RepetitionAssumed => "diagnostic/repetition-assumed",
            Self::MandateUnknown => "diagnostic/mandate-unknown",
            Self::DeadlineUnclear => "diagnostic/deadline-unclear",
        }
    }
}

/// Something the reader of the result should know: a stable code, where, and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// The kind of diagnostic.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in English, with what was expected and found.
    pub message: String,
    /// Index (from 0) of the document in `documents`, when it concerns one.
    pub document: Option<usize>,
    /// The field it concerns, such as `our_ref` or `budget_lines`.
    pub field: Option<String>,
    /// Where it stands, in bytes of the source.
    pub span: Option<Span>,
    /// The line of the span's start, from 1.
    pub line: Option<usize>,
}
