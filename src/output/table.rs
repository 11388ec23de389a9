//! The records as tables: which there are, their columns, and the cells of each row. CSV files and sheets are both made
//! from this one description.
//!
//! Every table has the column `document`, which is unique over all letters of a run and joins the tables, and says with
//! `source`, `line`, `span_start` and `span_end` where each row stands.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Clock, Document, Extraction, Inferred, Record, When};
use crate::span::Span;

/// What the cells of a column hold; every cell may also be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words. A list is joined with `; `, the headings of a section with ` > `.
    Text,
    /// A whole number.
    Integer,
    /// Whole Norwegian kroner.
    Kroner,
    /// True or false.
    Boolean,
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its name, as the field is called in JSON.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What it says, in a sentence.
    pub about: &'static str,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing is said.
    Empty,
    /// For [`Kind::Text`].
    Text(Cow<'a, str>),
    /// For [`Kind::Integer`] and [`Kind::Kroner`].
    Number(i64),
    /// For [`Kind::Boolean`].
    Boolean(bool),
    /// For [`Kind::Date`].
    Date(Date),
    /// For [`Kind::Time`].
    Time(Clock),
}

/// Calls a function with each row of a source.
type Rows = for<'a> fn(&Source<'a>, &mut dyn FnMut(&[Cell<'a>]));

/// A class of records as a table.
pub struct Table {
    /// Its name, as the list is called in JSON.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// The columns that together name a row; none where rows have no name.
    pub key: &'static [&'static str],
    /// Its columns, in order.
    pub columns: &'static [Column],
    rows: Rows,
}

impl Table {
    /// The table of that name.
    ///
    /// # Example
    ///
    /// ```
    /// use styringsdokument::output::table::Table;
    ///
    /// assert_eq!(Table::named("deadlines").unwrap().key, ["document", "key"]);
    /// assert!(Table::named("frister").is_none());
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Gives each row of one source, with a cell for each column.
    pub(crate) fn for_each_row<'a>(&self, source: &Source<'a>, mut row: impl FnMut(&[Cell<'a>])) {
        (self.rows)(source, &mut row);
    }
}

/// Gives out names of documents, none of them twice, also for those who do not tell small letters from capitals.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The names given, in small letters, and how often each was wished for.
    given: HashMap<String, usize>,
}

impl Names {
    /// The extraction with a name for each of its documents: the source's name and the document's number in it.
    pub(crate) fn source<'a>(&mut self, extraction: &'a Extraction) -> Source<'a> {
        let source = extraction.source.name.as_deref();
        let letters = extraction.documents.iter().zip(1..);
        let letters = letters.map(|(document, number)| (self.give(&format!("{}#{number}", source.unwrap_or_default())), document)).collect();
        Source { extraction, letters }
    }

    fn give(&mut self, wish: &str) -> String {
        let mut name = wish.to_owned();
        while let Some(times) = self.given.get_mut(&name.to_lowercase()) {
            *times += 1;
            name = format!("{wish} ({times})");
        }
        self.given.insert(name.to_lowercase(), 1);
        name
    }
}

/// What the rows are taken from.
pub(crate) struct Source<'a> {
    extraction: &'a Extraction,
    letters: Vec<(String, &'a Document)>,
}

impl<'a> Source<'a> {
    fn name(&self) -> Cell<'a> {
        Cell::from(&self.extraction.source.name)
    }

    /// The letters with their names.
    #[cfg(feature = "xlsx")]
    pub(crate) fn letters(&self) -> impl Iterator<Item = (&str, &'a Document)> {
        self.letters.iter().map(|(name, document)| (name.as_str(), *document))
    }
}

impl From<usize> for Cell<'_> {
    fn from(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

macro_rules! numbers {
    ($($ty:ty),*) => { $(impl From<$ty> for Cell<'_> {
        fn from(n: $ty) -> Self {
            Self::Number(i64::from(n))
        }
    })* };
}
numbers!(u8, u16, u32, i16, i64);

impl From<bool> for Cell<'_> {
    fn from(truth: bool) -> Self {
        Self::Boolean(truth)
    }
}

impl From<Date> for Cell<'_> {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Clock> for Cell<'_> {
    fn from(time: Clock) -> Self {
        Self::Time(time)
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// Lists; an empty one says nothing.
impl From<&Vec<String>> for Cell<'_> {
    fn from(list: &Vec<String>) -> Self {
        joined(list.iter().map(String::as_str), "; ")
    }
}

impl<'a, T> From<Option<T>> for Cell<'a>
where
    Cell<'a>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Empty, Cell::from)
    }
}

impl<'a> From<&'a Option<String>> for Cell<'a> {
    fn from(text: &'a Option<String>) -> Self {
        Cell::from(text.as_ref())
    }
}

fn joined<'a>(items: impl IntoIterator<Item: Into<Cow<'a, str>>>, between: &str) -> Cell<'static> {
    let items: Vec<Cow<'_, str>> = items.into_iter().map(Into::into).collect();
    if items.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(items.join(between))) }
}

/// The word that stands for a variant in JSON.
pub(crate) fn word(variant: impl Serialize) -> Cell<'static> {
    serde_json::to_value(variant).ok().and_then(|value| value.as_str().map(str::to_owned)).into()
}

fn path(section: &[String]) -> Cell<'static> {
    joined(section.iter().map(String::as_str), " > ")
}

fn spans(spans: &[Span]) -> Cell<'static> {
    joined(spans.iter().map(|span| format!("{}-{}", span.start, span.end)), "; ")
}

fn inferred(list: &[Inferred]) -> Cell<'static> {
    let place = |span: Span| format!(" {}-{}", span.start, span.end);
    joined(list.iter().map(|inferred| format!("{}{}", inferred.field, inferred.span.map_or_else(String::new, place))), "; ")
}

/// A deadline's time, a column for each thing that can be said of one.
#[derive(Default)]
struct Times<'a> {
    date: Option<Date>,
    edtf: Option<&'a String>,
    start: Option<Date>,
    end: Option<Date>,
    relation: Option<crate::model::Relation>,
    rrule: Option<&'a String>,
    offset: Option<&'a String>,
    anchor: Option<&'a String>,
    resolved: &'a [Date],
    event: Option<&'a String>,
    inferred: &'a [Inferred],
    kind: &'static str,
}

impl<'a> From<&'a When> for Times<'a> {
    fn from(when: &'a When) -> Self {
        let none = Self::default();
        match when {
            When::Date { date, relation, inferred } => Self { kind: "date", date: Some(*date), relation: *relation, inferred, ..none },
            When::Period { edtf, start, end, relation, inferred } => {
                Self { kind: "period", edtf: Some(edtf), start: Some(*start), end: Some(*end), relation: *relation, inferred, ..none }
            }
            When::Recurring { rrule } => Self { kind: "recurring", rrule: Some(rrule), ..none },
            When::Relative { offset, anchor, resolved } => Self { kind: "relative", offset: Some(offset), anchor: Some(anchor), resolved, ..none },
            When::Event { event } => Self { kind: "event", event: Some(event), ..none },
            When::Unspecified => Self { kind: "unspecified", ..none },
            When::Invalid => Self { kind: "invalid", ..none },
        }
    }
}

const DOCUMENT: Column =
    Column { name: "document", kind: Kind::Text, about: "The letter the row is from: the file's name and the letter's number in it." };
const SOURCE: Column = Column { name: "source", kind: Kind::Text, about: "The name of the file." };
const LINE: Column = Column { name: "line", kind: Kind::Integer, about: "The line it begins on, from 1." };
const START: Column = Column { name: "span_start", kind: Kind::Integer, about: "The offset of its first byte in the file." };
const END: Column = Column { name: "span_end", kind: Kind::Integer, about: "The offset behind its last byte." };

/// Where a row stands.
struct Place {
    line: Option<usize>,
    span: Option<Span>,
}

/// The records of a class, each with the name of its letter and its place.
fn records<'s, 'a: 's, R: Record + 'a>(
    source: &'s Source<'a>,
    list: fn(&'a Document) -> &'a [R],
) -> impl Iterator<Item = (Cell<'a>, &'a R, Place)> + 's {
    source.letters.iter().flat_map(move |(name, document)| list(document).iter().map(|record| (name.clone().into(), record, at(record))))
}

fn at(record: &impl Record) -> Place {
    Place { line: Some(record.line()), span: Some(record.span()) }
}

/// The letters themselves.
fn documents<'s, 'a: 's>(source: &'s Source<'a>) -> impl Iterator<Item = (Cell<'a>, &'a Document, Place)> + 's {
    source.letters.iter().map(|(name, document)| (name.clone().into(), *document, Place { line: Some(document.line), span: Some(document.span) }))
}

/// Makes a table of its rows and, for each column, name, kind, cell and meaning.
macro_rules! table {
    // Records: their words and their place come by themselves.
    ($name:literal, $about:literal, key $key:expr, $row:ident in $field:ident {
        $($column:literal $kind:ident: $cell:expr, $says:literal;)*
    }) => {
        table! { $name, $about, key $key, $row in (|source| records(source, |document| &document.$field)) {
            $($column $kind: $cell, $says;)*
            "text" Text: &$row.text, "The words as they stand.";
            "pieces" Text: spans(&$row.pieces), "The parts of an interrupted record, in bytes of the file.";
        } }
    };
    ($name:literal, $about:literal, key $key:expr, $row:ident in ($rows:expr) {
        $($column:literal $kind:ident: $cell:expr, $says:literal;)*
    }) => {
        Table {
            name: $name,
            about: $about,
            key: &$key,
            columns: &[DOCUMENT, $(Column { name: $column, kind: Kind::$kind, about: $says },)* SOURCE, LINE, START, END],
            rows: |source, add| {
                for (document, $row, place) in apply(source, $rows) {
                    let (start, end) = (place.span.map(|span| span.start), place.span.map(|span| span.end));
                    add(&[document, $(Cell::from($cell),)* source.name(), place.line.into(), start.into(), end.into()]);
                }
            },
        }
    };
}

/// Calls a closure; the signature tells the compiler how long its argument lives.
fn apply<'s, 'a, T>(source: &'s Source<'a>, rows: impl FnOnce(&'s Source<'a>) -> T) -> T {
    rows(source)
}

/// What names a record that has a key.
const KEYED: [&str; 2] = ["document", "key"];

/// Every table, in the order in which people look at them.
pub static TABLES: &[Table] = &[
    table! { "documents", "The letters, with their headers.", key ["document"], d in (documents) {
        "kind" Text: word(d.kind), "The family it belongs to.";
        "language" Text: d.language.map(word), "The written standard: nb or nn.";
        "title" Text: &d.title, "The title as printed.";
        "date" Date: d.date, "The letter's own date; for minutes the day of the meeting.";
        "fiscal_year" Integer: d.fiscal_year, "The budget year the letter is for.";
        "supplement_number" Integer: d.supplement_number, "The number of a supplement, from 1.";
        "our_ref" Text: &d.our_ref, "The sender's case number as printed.";
        "your_ref" Text: &d.your_ref, "The recipient's case number as printed.";
        "issuer" Text: &d.issuer.name, "Who sends it; for minutes the owner who held the meeting.";
        "issuer_org_number" Text: &d.issuer.org_number, "The sender's organisation number.";
        "issuer_department" Text: &d.issuer.department, "The division.";
        "issuer_case_officer" Text: &d.issuer.case_officer, "The case officer.";
        "issuer_case_officer_phone" Text: &d.issuer.case_officer_phone, "The case officer's telephone.";
        "issuer_address" Text: &d.issuer.address, "Postal address.";
        "issuer_visiting_address" Text: &d.issuer.visiting_address, "Street address.";
        "issuer_email" Text: &d.issuer.email, "E-mail address.";
        "issuer_phone" Text: &d.issuer.phone, "Telephone.";
        "issuer_web" Text: &d.issuer.web, "Web address.";
        "co_issuers" Text: &d.co_issuers, "Further ministries that send the same letter.";
        "recipient" Text: &d.recipient.name, "To whom it is addressed.";
        "recipient_address" Text: &d.recipient.address, "The lines of the address below the name.";
        "copies_to" Text: &d.copies_to, "Who gets a copy.";
        "meeting_enterprise" Text: d.meeting.as_ref().and_then(|m| m.enterprise.as_ref()), "The enterprise whose meeting it is.";
        "meeting_date" Date: d.meeting.as_ref().and_then(|m| m.date), "The day of the meeting.";
        "meeting_start" Time: d.meeting.as_ref().and_then(|m| m.start), "When it began.";
        "meeting_end" Time: d.meeting.as_ref().and_then(|m| m.end), "When it was closed.";
        "meeting_place" Text: d.meeting.as_ref().and_then(|m| m.place.as_ref()), "Where, as printed.";
        "meeting_form" Text: d.meeting.as_ref().and_then(|m| m.form).map(word), "How it was held: physical or digital.";
        "meeting_chair" Text: d.meeting.as_ref().and_then(|m| m.chair.as_ref()), "Who led it.";
        "meeting_approvers" Text: d.meeting.as_ref().map(|m| &m.approvers), "Who are to approve the minutes.";
        "meeting_auditor" Text: d.meeting.as_ref().and_then(|m| m.auditor.as_ref()), "Who represented Riksrevisjonen.";
        "bytes" Integer: d.coverage.bytes, "Bytes of the letter.";
        "understood" Integer: d.coverage.understood, "Bytes that feed a record or a field of the header.";
        "structure" Integer: d.coverage.structure, "Bytes of headings, lead-ins and running prose placed in a section.";
        "furniture" Integer: d.coverage.furniture, "Bytes of page breaks, pictures, page numbers, rules.";
        "unplaced" Text: spans(&d.coverage.unplaced), "What no rule placed, in bytes of the file.";
    } },
    table! { "amends", "The letters that a letter supplements or corrects.", key [], a in (|source| documents(source)
        .flat_map(|(name, d, _)| d.amends.iter().map(move |amends| (name.clone(), amends, Place { line: None, span: None })))) {
        "kind" Text: word(a.kind), "The family of the amended letter.";
        "date" Date: a.date, "Its date, where the text gives one.";
        "title" Text: &a.title, "The words that name it.";
    } },
    table! { "mandates", "What somebody is asked to do (oppdrag, krav).", key KEYED, r in mandates {
        "key" Text: &r.key, "Unique in the letter.";
        "id" Text: &r.id, "The id as printed, such as TB2026-17.";
        "title" Text: &r.title, "The words behind the id.";
        "form" Text: word(r.form), "identified, listed or requested.";
        "modality" Text: word(r.modality), "How strongly it binds.";
        "addressee" Text: &r.addressee, "Who is asked, as printed.";
        "responsible" Text: &r.responsible, "The division responsible for it in the ministry.";
        "goal" Text: &r.goal, "The number or title of the goal it stands under.";
        "agenda_item" Integer: r.agenda_item, "The number of the agenda item it stands under.";
        "section" Text: path(&r.section), "The headings it stands under, outermost first.";
        "status" Text: word(r.status), "What became of it: given, clarified, withdrawn or withheld.";
    } },
    table! { "parts", "The numbered parts of mandates.", key ["document", "mandate", "number", "span_start"], r in (|source| documents(source)
        .flat_map(|(name, d, _)| d.mandates.iter().map(move |mandate| (name.clone(), mandate)))
        .flat_map(|(name, mandate)| mandate.parts.iter().map(move |part| (name.clone(), (mandate, part), at(part))))) {
        "mandate" Text: &r.0.key, "The key of the mandate.";
        "number" Text: &r.1.number, "The number as printed.";
        "text" Text: &r.1.text, "The words as they stand.";
        "pieces" Text: spans(&r.1.pieces), "The parts of an interrupted record, in bytes of the file.";
    } },
    table! { "budget_lines", "Money by kapittel and post. Only counted lines may be added up.", key KEYED, r in budget_lines {
        "key" Text: &r.key, "Unique in the letter.";
        "kapittel" Integer: r.kapittel, "The chapter.";
        "post" Integer: r.post, "The post.";
        "name" Text: &r.name, "The post's name as printed.";
        "amount" Kroner: r.amount.nok, "The amount given or changed, in kroner.";
        "counted" Boolean: r.counted, "Whether it adds to what the letter gives; a share or a repetition does not.";
        "effect" Text: word(r.effect), "grant, change, of_which, requirement or authority.";
        "side" Text: word(r.side), "expense or income.";
        "earlier" Kroner: r.earlier.as_ref().map(|a| a.nok), "What the line was before, in kroner.";
        "total" Kroner: r.total.as_ref().map(|a| a.nok), "What it is after, in kroner.";
        "amount_text" Text: &r.amount.text, "The amount as printed.";
        "granularity" Integer: r.amount.granularity, "What the last printed digit is worth, in kroner.";
        "qualifier" Text: word(r.amount.qualifier), "exact, about, at_least or up_to.";
        "purpose" Text: &r.purpose, "What the money is for.";
        "mandate" Text: &r.mandate, "The id of the mandate it pays for.";
        "keywords" Text: &r.keywords, "Key words of the budget (stikkord).";
        "origin" Text: word(r.origin), "table or prose.";
        "inferred" Text: inferred(&r.inferred), "The fields whose value stands elsewhere, and where.";
    } },
    table! { "deadlines", "Deadlines and appointments.", key KEYED, r in (|source| records(source, |document| &document.deadlines)
        .map(|(name, deadline, place)| (name, (deadline, Times::from(&deadline.when)), place))) {
        "key" Text: &r.0.key, "Unique in the letter.";
        "type" Text: r.1.kind.to_owned(), "date, period, recurring, relative, event, unspecified or invalid.";
        "due" Date: r.1.date.or(r.1.end), "The last day: the date, or the end of the period.";
        "date" Date: r.1.date, "The day of a date.";
        "edtf" Text: r.1.edtf, "The period as EDTF (ISO 8601-2).";
        "start" Date: r.1.start, "The first day of the period.";
        "end" Date: r.1.end, "The last day of the period.";
        "relation" Text: r.1.relation.map(word), "by, on, during, before or after.";
        "rrule" Text: r.1.rrule, "The rule of what recurs (RFC 5545).";
        "offset" Text: r.1.offset, "The time before or after an occasion (ISO 8601).";
        "anchor" Text: r.1.anchor, "That occasion, as printed.";
        "resolved" Text: joined(r.1.resolved.iter().map(Date::to_string), "; "), "The days it comes to.";
        "event" Text: r.1.event, "The occasion without a date, as printed.";
        "inferred" Text: inferred(r.1.inferred), "The parts of the time that stand elsewhere, and where.";
        "action" Text: &r.0.action, "What is to be done.";
        "mandate" Text: &r.0.mandate, "The key of the mandate it belongs to.";
        "agenda_item" Integer: r.0.agenda_item, "The number of the agenda item it stands under.";
        "origin" Text: word(r.0.origin), "prose, table or label.";
        "text" Text: &r.0.text, "The words as they stand.";
        "pieces" Text: spans(&r.0.pieces), "The parts of an interrupted record, in bytes of the file.";
    } },
    table! { "decisions", "What the meeting decided (vedtak).", key [], r in decisions {
        "agenda_item" Integer: r.agenda_item, "The number of the agenda item it was made under.";
    } },
    table! { "agenda_items", "The agenda: its list and the headings of its items, reconciled.", key [], r in agenda_items {
        "number" Integer: r.number, "Its number, from 1.";
        "title" Text: &r.title, "Its title.";
        "listed" Boolean: r.listed, "Whether it stands in the agenda's list.";
        "treated" Boolean: r.treated, "Whether it has a heading of its own.";
    } },
    table! { "participants", "Who took part in the meeting, or was absent.", key [], r in participants {
        "name" Text: &r.name, "The name.";
        "title" Text: &r.title, "The title, as printed.";
        "group" Text: &r.group, "The party.";
        "presence" Text: word(r.presence), "present, also_present, auditor or absent.";
    } },
    table! { "signatories", "Who signed.", key [], r in signatories {
        "name" Text: &r.name, "The signer's name.";
        "title" Text: &r.title, "The signer's title, as printed.";
        "on_behalf" Boolean: r.on_behalf, "Whether it was signed by authority (e.f.).";
    } },
    table! { "goals", "Goals (hovedmål, delmål).", key [], r in goals {
        "number" Text: &r.number, "The number as printed.";
        "title" Text: &r.title, "Its words.";
    } },
    table! { "indicators", "What goals are measured by.", key [], r in indicators {
        "kind" Text: word(r.kind), "styringsparameter, nokkeltall or resultatkrav.";
        "goal" Text: &r.goal, "The number or title of the goal it stands under.";
        "section" Text: path(&r.section), "The headings it stands under, outermost first.";
    } },
    table! { "obligations", "Sentences that bind somebody.", key [], r in obligations {
        "actor" Text: &r.actor, "Who is bound, as printed.";
        "modality" Text: word(r.modality), "How strongly.";
        "mandate" Text: &r.mandate, "The key of the mandate it stands in.";
    } },
    table! { "references", "References to other documents, budget posts and mandates.", key [], r in references {
        "kind" Text: word(r.kind), "What is referred to.";
        "canonical" Text: &r.canonical, "The one canonical form.";
        "number" Text: &r.number, "The number in its series; the kapittel of a post.";
        "session" Text: &r.session, "The session of the Storting.";
        "year" Integer: r.year, "The year, for what is numbered by year.";
        "section" Text: &r.section, "The section of an act; the post of a chapter.";
    } },
    table! { "amounts", "Every money expression in running text. Not to be added up.", key [], r in amounts {
        "nok" Kroner: r.nok, "The amount, in kroner.";
        "granularity" Integer: r.granularity, "What the last printed digit is worth, in kroner.";
        "qualifier" Text: word(r.qualifier), "exact, about, at_least or up_to.";
    } },
    table! { "checks", "Every sum that the letter lets one check.", key [], r in checks {
        "kind" Text: word(r.kind), "table-sum, earmark-sum or earlier-plus-new.";
        "status" Text: word(r.status), "holds, rounding or fails.";
        "stated" Kroner: r.stated, "The stated figure, in kroner.";
        "computed" Kroner: r.computed, "The figure that comes of adding up, in kroner.";
        "lines" Text: &r.lines, "The keys of the budget lines added up.";
    } },
    table! { "sections", "Headings in reading order.", key [], r in sections {
        "level" Integer: r.level, "Its depth in the outline, from 1.";
        "number" Text: &r.number, "Its number as printed.";
        "title" Text: &r.title, "Its words.";
    } },
    table! { "evidence", "Where the fields of the headers stand.", key [], r in evidence {
        "field" Text: r.field.as_ref(), "The field, such as title or issuer.name.";
    } },
    table! { "diagnostics", "What was not understood or does not fit.", key [], r in (|source| source.extraction.diagnostics.iter().map(|diagnostic| {
        let name = diagnostic.document.and_then(|index| source.letters.get(index)).map(|(name, _)| name.clone());
        (name.into(), diagnostic, Place { line: diagnostic.line, span: diagnostic.span })
    })) {
        "code" Text: word(r.code), "The kind of diagnostic.";
        "severity" Text: word(r.severity), "error, warning or info.";
        "message" Text: &r.message, "What is wrong.";
        "field" Text: &r.field, "The field it concerns.";
    } },
];
