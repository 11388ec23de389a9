//! The records as tables: which there are, their columns, and the cells of each row. CSV files and sheets are both made
//! from this one description.
//!
//! Every table has the column `document`, which is unique over all letters of a run and joins the tables, and says with
//! `source`, `line`, `span_start` and `span_end` where each row stands. A dossier has tables of its own, in which `document`
//! is the letter's id in the dossier.

mod dossier;
mod list;

pub use dossier::DOSSIER_TABLES;
pub use list::TABLES;

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Sourced;
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

/// Takes a row.
type Take<'t, 'a> = &'t mut dyn FnMut(&[Cell<'a>]);

/// Calls a function with each row of a file's letters, or of a dossier.
enum Rows {
    Letters(for<'a> fn(&Source<'a>, Take<'_, 'a>)),
    Dossier(for<'a> fn(&'a Sourced<'a>, Take<'_, 'a>)),
}

/// Columns that name a row of another table. Where they are all empty, they name none.
#[derive(Debug)]
pub struct Link {
    /// The columns.
    pub columns: &'static [&'static str],
    /// The other table's name.
    pub table: &'static str,
    /// Its columns that hold the same, in the same order.
    pub to: &'static [&'static str],
}

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
    /// How its rows join those of other tables.
    pub links: &'static [Link],
    rows: Rows,
}

impl Table {
    /// The table of that name, of those of letters.
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

    /// The table of that name, of those of a dossier.
    ///
    /// # Example
    ///
    /// ```
    /// use styringsdokument::output::table::Table;
    ///
    /// assert_eq!(Table::of_dossier("post_entries").unwrap().key, ["kapittel", "post", "step"]);
    /// assert!(Table::of_dossier("budget_lines").is_none());
    /// ```
    #[must_use]
    pub fn of_dossier(name: &str) -> Option<&'static Self> {
        DOSSIER_TABLES.iter().find(|table| table.name == name)
    }

    /// Gives each row of one source, with a cell for each column; a table of dossiers has none.
    pub(crate) fn for_each_row<'a>(&self, source: &Source<'a>, mut row: impl FnMut(&[Cell<'a>])) {
        if let Rows::Letters(rows) = self.rows {
            rows(source, &mut row);
        }
    }

    /// Gives each row of a dossier, with a cell for each column; a table of letters has none.
    pub(crate) fn for_each_dossier_row<'a>(&self, sourced: &'a Sourced<'a>, mut row: impl FnMut(&[Cell<'a>])) {
        if let Rows::Dossier(rows) = self.rows {
            rows(sourced, &mut row);
        }
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

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a Cow<'static, str>> for Cell<'a> {
    fn from(text: &'a Cow<'static, str>) -> Self {
        Self::Text(Cow::Borrowed(text))
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

/// Calls a closure; the signature tells the compiler how long its argument lives.
fn apply<'s, 'a, T>(source: &'s Source<'a>, rows: impl FnOnce(&'s Source<'a>) -> T) -> T {
    rows(source)
}

/// Makes a table of its rows and, for each column, name, kind, cell and meaning.
macro_rules! table {
    // Rows belong to their letter, where nothing else is said.
    (@links) => { [Link { columns: &["document"], table: "documents", to: &["document"] }] };
    (@links $links:expr) => { $links };
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
    ($name:literal, $about:literal, key $key:expr $(=> $links:expr)?, $row:ident in ($rows:expr) {
        $($column:literal $kind:ident: $cell:expr, $says:literal;)*
    }) => {
        Table {
            name: $name,
            about: $about,
            key: &$key,
            columns: &[DOCUMENT, $(Column { name: $column, kind: Kind::$kind, about: $says },)* SOURCE, LINE, START, END],
            links: &table!(@links $($links)?),
            rows: Rows::Letters(|source, add| {
                for (document, $row, place) in apply(source, $rows) {
                    let (start, end) = (place.span.map(|span| span.start), place.span.map(|span| span.end));
                    add(&[document, $(Cell::from($cell),)* source.name(), place.line.into(), start.into(), end.into()]);
                }
            }),
        }
    };
}
use table;
