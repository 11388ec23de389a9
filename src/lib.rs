//! Reads Norwegian steering letters – *protokoll fra foretaksmøte*, *oppdragsdokument*, *tildelingsbrev* and their
//! supplements – into typed data: agenda items, decisions, mandates (oppdrag), budget lines by kapittel and post,
//! deadlines (frister), references. Every record says where it stands and in which words; what was not understood is
//! said in diagnostics.
//!
//! ```
//! use styringsdokument::{Kind, When, parse};
//!
//! let extraction = parse(
//!     "# Tillegg til oppdragsdokument nr. 1\n\n\
//!      Dato\n31. mars 2023\n\n\
//!      Departementet ber om å få oversendt en plan innen 15. juni 2023.\n",
//! );
//! let letter = &extraction.documents[0];
//! assert_eq!(letter.kind, Kind::TilleggTilOppdragsdokument);
//! assert_eq!(letter.supplement_number, Some(1));
//! assert_eq!(letter.mandates[0].text, "Departementet ber om å få oversendt en plan innen 15. juni 2023.");
//! assert!(matches!(letter.deadlines[0].when, When::Date { date, .. } if date.to_string() == "2023-06-15"));
//! ```
//!
//! # Code map
//!
//! Data flows one way; nothing knows what is above it.
//!
//! | layer | holds |
//! |---|---|
//! | `span`, `lexicon`, `options`, `error`, `diagnostic` | byte ranges, shared words, options, what can go wrong |
//! | `source`, `chunk`, `view` | the text and its lines; many bytes judged at once; the words of a passage without marks, with the way back |
//! | `trace` | which rule made what, for those who ask: [`trace()`] |
//! | `block` | lines and blocks that tile the text |
//! | `value` | one grammar a file: dates, amounts, kapittel and post, references, ids, times; one scan that finds them |
//! | `model` | the public data |
//! | `record` | one extractor a file: from annotated passages to records |
//! | `check` | relations between records; reports, never edits |
//! | `pipeline` | the order of calls |
//! | `dossier` | letters put together, from their records: [`consolidate`] |
//! | [`output`] | the records in other forms, each behind a feature |
//!
//! A new kind of value is a file in `value`, a line in its scan and its phrases in `tests/phrases`; a new document family is a line in
//! `record/kind`.

mod block;
mod check;
mod chunk;
mod decode;
mod diagnostic;
mod dossier;
mod error;
mod lexicon;
mod model;
mod options;
pub mod output;
mod pipeline;
mod record;
mod source;
mod span;
mod trace;
mod value;
mod view;

use std::borrow::Cow;

pub use jiff::civil::Date;

pub use diagnostic::{Code, Diagnostic, Severity};
pub use error::{DecodeError, Error};
pub use model::{
    AgendaItem, Amends, Amount, AmountRecord, BalanceCheck, BalanceCheckKind, BudgetLine, Check, CheckKind, CheckStatus, Clock, Coverage, Deadline,
    DeadlineOrigin, Decision, Document, Dossier, DossierDeadline, DossierLetter, Effect, Evidence, Extraction, Goal, Indicator, IndicatorKind,
    Inferred, Issuer, Kind, Language, LeftOut, LeftOutReason, LetterPlace, Mandate, MandateEntry, MandateEvent, MandateForm, MandateLife,
    MandatePart, MandateState, MandateStatus, Meeting, MeetingForm, Modality, Obligation, Opening, Origin, Participant, PostEntry, PostHistory,
    PostNumber, PostShare, Presence, Qualifier, Recipient, Record, Reference, ReferenceKind, Relation, Rule, SCHEMA_VERSION, Section, Side,
    Signatory, SourceInfo, When,
};
pub use options::Options;
pub use span::Span;
pub use trace::Firing;
pub use view::plain_text;

/// The layers by themselves, for the benches: each does its work and that of the layers below it. Not part of the API.
#[doc(hidden)]
pub mod layers {
    /// Splits the text into passages; their number.
    #[must_use]
    pub fn blocks(text: &str) -> usize {
        crate::pipeline::passages_of(text)
    }

    /// Finds the values of every passage; their number.
    #[must_use]
    pub fn values(text: &str) -> usize {
        crate::pipeline::values_of(text)
    }
}

/// Reads a text. Never fails and never panics: what is not understood is said in the diagnostics.
///
/// See the [crate's front page](crate) for an example.
pub fn parse(text: &str) -> Extraction {
    parse_with(text, &Options::default())
}

/// Reads a text of which the caller knows something, such as its name.
///
/// # Example: a year for dates without one
///
/// ```
/// use styringsdokument::{Options, parse_with};
///
/// let options = Options { reference_year: Some(2023), ..Options::default() };
/// let extraction = parse_with("Departementet ber om en plan innen 1. mars.", &options);
/// assert_eq!(extraction.documents.len(), 1);
/// ```
pub fn parse_with(text: &str, options: &Options) -> Extraction {
    pipeline::run(text, options, Vec::new())
}

/// The rules that fire on a text, in its order: each record, header field, layout role and diagnostic with the rule that made it and the
/// words it was made of.
///
/// The text is read as [`parse_with`] reads it. What a rule made and a later one put aside, such as a mandate that is announced in a list and
/// detailed below, is there as well.
///
/// # Example: why a sentence is a mandate
///
/// ```
/// use styringsdokument::{Options, trace};
///
/// let text = "# Tildelingsbrev for 2026\n\nDepartementet ber om en plan innen 1. mars.\n";
/// let firings = trace(text, &Options::default());
/// let mandate = firings.iter().find(|f| f.rule.starts_with("mandate/")).unwrap();
/// assert_eq!((mandate.rule, mandate.line), ("mandate/requested", 3));
/// assert_eq!(mandate.text, "Departementet ber om en plan innen 1. mars.");
/// assert!(firings.iter().any(|f| f.rule == "deadline/time" && f.text == "innen 1. mars"));
/// ```
#[must_use]
pub fn trace(text: &str, options: &Options) -> Vec<Firing> {
    pipeline::trace(text, options)
}

/// Decodes bytes and reads the text: UTF-8 with or without a byte order mark, UTF-16 with one, or Windows-1252.
///
/// A diagnostic `decoded-text` names any encoding other than UTF-8; spans then count bytes of the decoded UTF-8 text.
///
/// # Errors
///
/// [`DecodeError`] when the bytes are none of these, with the offset of the first that does not fit.
///
/// # Example: a file that is no text
///
/// ```
/// use styringsdokument::{Options, parse_bytes};
///
/// let error = parse_bytes(b"%PDF-1.7\x00\x01", &Options::default()).unwrap_err();
/// assert_eq!(error.offset, 8);
/// ```
pub fn parse_bytes(bytes: &[u8], options: &Options) -> Result<Extraction, DecodeError> {
    let (text, diagnostics) = decode::decode(bytes)?;
    Ok(pipeline::run(&text, options, diagnostics))
}

/// The text that [`parse_bytes`] reads, in whose bytes its spans are counted.
///
/// # Errors
///
/// As [`parse_bytes`].
///
/// # Example: the words of a record from a file in Windows-1252
///
/// ```
/// use styringsdokument::{Options, decode, parse_bytes};
///
/// let file = b"# Tildelingsbrev for 2026\n\nP\xe5minnelse: svar innen 1. mars.\n";
/// let extraction = parse_bytes(file, &Options::default()).unwrap();
/// let text = decode(file).unwrap();
/// assert_eq!(&text[extraction.documents[0].deadlines[0].span.range()], "innen 1. mars");
/// ```
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    decode::decode(bytes).map(|(text, _)| text)
}

/// Puts a base letter and its supplements together: what every post, mandate and deadline comes to after the last of them.
///
/// The letters may come in any order and from any number of texts. They are ordered by date, then number; what does not belong to the base letter
/// – another family, recipient, issuer or budget year – is left out and named, and so are copies and missing numbers. Without a base letter the
/// supplements are put together alone; a balance then starts from what they state as given before.
///
/// # Example: what is on a post after two letters
///
/// ```
/// use styringsdokument::{Rule, consolidate, parse};
///
/// let texts = [
///     "# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\nDirektoratet tildeles 10 mill. kroner på kap. 760, post 21.\n",
///     "# Supplerende tildelingsbrev nr. 1 for 2026\n\nDato: 1. mars 2026\n\nTildelingen på kap. 760, post 21 reduseres med 2 mill. kroner.\n",
/// ];
/// let letters: Vec<_> = texts.into_iter().flat_map(|text| parse(text).documents).collect();
/// let dossier = consolidate(&letters);
/// assert_eq!(dossier.documents, ["tildelingsbrev-2026-01-05", "supplerende_tildelingsbrev-1-2026-03-01"]);
/// let post = &dossier.posts[0];
/// assert_eq!((post.kapittel, post.post, post.total), (760, 21, 8_000_000));
/// assert_eq!((post.entries[1].rule, post.entries[1].nok), (Rule::ProseOnly, -2_000_000));
/// ```
pub fn consolidate<'a>(documents: impl IntoIterator<Item = &'a Document>) -> Dossier {
    dossier::consolidate(documents).dossier
}

impl Extraction {
    /// The extraction, for callers who refuse any diagnostic of severity `error`.
    ///
    /// # Errors
    ///
    /// [`Error`], with the extraction in it, when there is such a diagnostic.
    ///
    /// # Example: a date that does not exist
    ///
    /// ```
    /// let strict = styringsdokument::parse("## Tildelingsbrev for 2026\n\nFrist: 31.6.2026").into_result();
    /// assert!(strict.unwrap_err().to_string().contains("31.6.2026"));
    /// ```
    pub fn into_result(self) -> Result<Self, Error> {
        if self.diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return Err(Error { extraction: Box::new(self) });
        }
        Ok(self)
    }
}

/// The example of the README, compiled and run with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
