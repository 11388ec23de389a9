//! The classes of records: which fields say that a record is the one meant, and which are judged besides.

use serde_json::Value;

use super::DOCUMENTS;

/// A truth document with this flag judges only mandates that have an id.
pub(super) const FLAG_IDS_ONLY: &str = "mandates_ids_only";

/// Whether a list of the truth is all there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Complete {
    /// Whatever else is given is false.
    Always,
    /// Only where a list of optional records stands beside it; otherwise others may be right too.
    WithOptional,
    /// Others may be right too.
    Never,
}

pub(super) struct Class {
    /// The key in truth files and in the JSON of a document.
    pub(super) name: &'static str,
    /// The field that a record written as a plain string stands for.
    pub(super) string: Option<&'static str>,
    /// What makes a record the one meant: in each group, the first field that the truth gives must agree.
    /// Further fields of a group are judged like `fields`.
    pub(super) identity: &'static [&'static [&'static str]],
    /// The other fields that may be judged.
    pub(super) fields: &'static [&'static str],
    pub(super) complete: Complete,
    /// Whether a list `…_optional` may stand beside the list.
    pub(super) may_be_optional: bool,
    /// Whether records with the same identity count once.
    pub(super) once: bool,
}

const PLAIN: Class = Class { name: "", string: None, identity: &[], fields: &[], complete: Complete::Always, may_be_optional: false, once: false };

/// Every class, in the order of the report.
pub(super) const CLASSES: &[Class] = &[
    Class { name: "amends", identity: &[&["kind"], &["date"]], fields: &["title"], ..PLAIN },
    Class { name: "sections", string: Some("title"), identity: &[&["title"]], fields: &["level", "number"], ..PLAIN },
    Class { name: "agenda_items", identity: &[&["number"]], fields: &["title", "listed", "treated"], ..PLAIN },
    Class { name: "decisions", identity: &[&["text"]], fields: &["agenda_item"], ..PLAIN },
    Class { name: "participants", identity: &[&["name"]], fields: &["title", "group", "presence"], ..PLAIN },
    Class { name: "signatories", string: Some("name"), identity: &[&["name"]], fields: &["title", "on_behalf"], ..PLAIN },
    Class { name: "copies_to", string: Some("name"), identity: &[&["name"]], ..PLAIN },
    Class { name: "goals", identity: &[&["title"]], fields: &["number"], ..PLAIN },
    Class { name: "indicators", identity: &[&["kind"], &["text", "start"]], fields: &["goal", "section"], ..PLAIN },
    Class {
        name: "mandates",
        identity: &[&["id", "text", "start"]],
        fields: &["title", "form", "parts", "modality", "addressee", "responsible", "goal", "agenda_item", "section", "status", "pieces"],
        may_be_optional: true,
        ..PLAIN
    },
    Class {
        name: "budget_lines",
        identity: &[&["kapittel"], &["post"], &["nok"]],
        fields: &[
            "name",
            "earlier",
            "total",
            "side",
            "effect",
            "counted",
            "purpose",
            "mandate",
            "keywords",
            "origin",
            "inferred",
            "granularity",
            "qualifier",
        ],
        may_be_optional: true,
        ..PLAIN
    },
    Class {
        name: "deadlines",
        identity: &[&["when"], &["near"]],
        fields: &["mandate", "agenda_item", "origin", "inferred", "resolved"],
        may_be_optional: true,
        ..PLAIN
    },
    Class { name: "obligations", identity: &[&["text", "start"]], fields: &["actor", "modality"], may_be_optional: true, ..PLAIN },
    Class { name: "amounts", identity: &[&["nok"], &["text"]], fields: &["granularity", "qualifier"], ..PLAIN },
    Class {
        name: "references",
        string: Some("canonical"),
        identity: &[&["canonical"]],
        fields: &["kind", "number", "session", "year", "section"],
        complete: Complete::WithOptional,
        may_be_optional: true,
        once: true,
    },
    Class { name: "checks", identity: &[&["kind"], &["stated"]], fields: &["status", "computed"], ..PLAIN },
    Class { name: "diagnostics", string: Some("code"), identity: &[&["code"]], complete: Complete::Never, once: true, ..PLAIN },
];

/// Where a class stands in the report: letters and their headers before the records.
pub(super) fn position(name: &str) -> usize {
    match name {
        DOCUMENTS => 0,
        "header" => 1,
        _ => 2 + CLASSES.iter().position(|class| class.name == name).unwrap_or(CLASSES.len()),
    }
}

impl Class {
    /// The fields that decide whether a record is the one that a record of the truth means.
    pub(super) fn deciding<'t>(&self, truth: &'t serde_json::Map<String, Value>) -> Vec<(&'static str, &'t Value)> {
        self.identity.iter().filter_map(|group| group.iter().find_map(|&field| Some((field, truth.get(field)?)))).collect()
    }

    /// Every field that may stand in a record of the truth.
    pub(super) fn all_fields(&self) -> impl Iterator<Item = &'static str> {
        self.identity.iter().copied().flatten().chain(self.fields).copied()
    }
}
