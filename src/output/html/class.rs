//! The classes of records, as the page names and orders them.

/// A class of records. The order is that of the records at right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Diagnostic,
    Header,
    Mandate,
    Part,
    Budget,
    Check,
    Deadline,
    Agenda,
    Decision,
    Goal,
    Indicator,
    Obligation,
    Reference,
    Amount,
    Participant,
    Signatory,
    Section,
}

impl Class {
    pub(super) const ALL: [Self; 17] = [
        Self::Diagnostic,
        Self::Header,
        Self::Mandate,
        Self::Part,
        Self::Budget,
        Self::Check,
        Self::Deadline,
        Self::Agenda,
        Self::Decision,
        Self::Goal,
        Self::Indicator,
        Self::Obligation,
        Self::Reference,
        Self::Amount,
        Self::Participant,
        Self::Signatory,
        Self::Section,
    ];

    /// The name in the page's markup, style and script.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Diagnostic => "diagnostic",
            Self::Header => "header",
            Self::Mandate => "mandate",
            Self::Part => "part",
            Self::Budget => "budget",
            Self::Check => "check",
            Self::Deadline => "deadline",
            Self::Agenda => "agenda",
            Self::Decision => "decision",
            Self::Goal => "goal",
            Self::Indicator => "indicator",
            Self::Obligation => "obligation",
            Self::Reference => "reference",
            Self::Amount => "amount",
            Self::Participant => "participant",
            Self::Signatory => "signatory",
            Self::Section => "section",
        }
    }

    /// The heading of its records.
    pub(super) const fn plural(self) -> &'static str {
        match self {
            Self::Diagnostic => "Merknader",
            Self::Header => "Brevhode",
            Self::Mandate => "Oppdrag",
            Self::Part => "Deloppdrag",
            Self::Budget => "Budsjettlinjer",
            Self::Check => "Kontroller",
            Self::Deadline => "Frister",
            Self::Agenda => "Saker",
            Self::Decision => "Vedtak",
            Self::Goal => "Mål",
            Self::Indicator => "Indikatorer",
            Self::Obligation => "Plikter",
            Self::Reference => "Henvisninger",
            Self::Amount => "Beløp",
            Self::Participant => "Deltakere",
            Self::Signatory => "Underskrifter",
            Self::Section => "Overskrifter",
        }
    }

    /// The name of one record.
    pub(super) const fn singular(self) -> &'static str {
        match self {
            Self::Diagnostic => "Merknad",
            Self::Header => "Brevhode",
            Self::Mandate => "Oppdrag",
            Self::Part => "Deloppdrag",
            Self::Budget => "Budsjettlinje",
            Self::Check => "Kontroll",
            Self::Deadline => "Frist",
            Self::Agenda => "Sak",
            Self::Decision => "Vedtak",
            Self::Goal => "Mål",
            Self::Indicator => "Indikator",
            Self::Obligation => "Plikt",
            Self::Reference => "Henvisning",
            Self::Amount => "Beløp",
            Self::Participant => "Deltaker",
            Self::Signatory => "Underskrift",
            Self::Section => "Overskrift",
        }
    }

    /// Whether a small label stands before its passages in the letter, so that colour is not the only sign.
    pub(super) const fn labelled(self) -> bool {
        matches!(
            self,
            Self::Diagnostic
                | Self::Mandate
                | Self::Part
                | Self::Budget
                | Self::Deadline
                | Self::Agenda
                | Self::Decision
                | Self::Goal
                | Self::Indicator
        )
    }
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Classes(u32);

impl Classes {
    pub(super) fn insert(&mut self, class: Class) {
        self.0 |= 1 << class as u32;
    }

    pub(super) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn contains(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(move |&class| self.contains(class))
    }
}
