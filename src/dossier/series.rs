//! Which letters belong together, which of them are copies, in which order they come, and which are missing.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::{Letter, note, plain};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, DossierLetter, Kind, LeftOut, LeftOutReason};

/// The highest number of a supplement that counts in the series; a higher one is no such number.
const LAST_NUMBER: u32 = 999;

/// Letters of one sender to one recipient for one year, in order.
pub(crate) struct Series<'a> {
    pub(crate) letters: Vec<Letter<'a>>,
    pub(crate) left_out: Vec<LeftOut>,
    /// The letters of `left_out` themselves, in the same order.
    pub(crate) put_aside: Vec<&'a Document>,
    pub(crate) missing_numbers: Vec<u32>,
    /// Whether the first letter is a base letter.
    pub(crate) has_base: bool,
}

impl<'a> Series<'a> {
    pub(crate) fn new(mut documents: Vec<&'a Document>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        // From here on the order in which the letters were given plays no part.
        documents.sort_by_key(|document| rank(document));
        for alike in documents.chunk_by_mut(|a, b| rank(a) == rank(b)).filter(|alike| alike.len() > 1) {
            alike.sort_by_cached_key(|document| content(document));
        }
        let (mut left_out, mut put_aside) = (Vec::new(), Vec::new());
        let mut party = Party::of_most(&documents);
        documents.retain(|document| match party.refuses(document) {
            None => {
                party.learn(document);
                true
            }
            Some(reason) => {
                left_out.push(LeftOut { letter: named(document, id(document)), reason });
                put_aside.push(*document);
                false
            }
        });
        for LeftOut { letter, reason } in &left_out {
            let message = format!("{} is left out: {}", letter.id, party.reason(*reason, letter));
            diagnostics.push(note(Code::LetterLeftOut, "left_out", message));
        }
        let documents = once_each(documents, &mut put_aside, diagnostics);
        let copies = put_aside[left_out.len()..].iter();
        left_out.extend(copies.map(|copy| LeftOut { letter: named(copy, id(copy)), reason: LeftOutReason::Repeated }));
        let mut series = Self { letters: in_order(documents), left_out, put_aside, missing_numbers: Vec::new(), has_base: false };
        series.has_base = series.letters.iter().any(|l| is_base(l.document.kind));
        series.count_gaps(diagnostics);
        series.doubts(diagnostics);
        series
    }

    /// Counts, up to each letter, how often letters are missing before it.
    fn count_gaps(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let mut gaps = usize::from(!self.has_base);
        if let (false, Some(first)) = (self.has_base, self.letters.first()) {
            let message = "the base letter is missing: balances start from what a supplement states as given before it, or from zero".to_owned();
            diagnostics.push(first.report(Code::BaseMissing, "documents", None, message));
        }
        let given: HashSet<u32> = self.letters.iter().filter_map(|l| number(l.document)).collect();
        let mut last = 0;
        for letter in &mut self.letters {
            if let Some(number) = number(letter.document).filter(|n| *n > last) {
                // A number that comes late, by its date, is in its wrong place but not missing.
                let missing: Vec<u32> = (last + 1..number).filter(|n| !given.contains(n)).collect();
                if !missing.is_empty() {
                    gaps += 1;
                    let numbers = missing.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
                    let message = format!("before {} there is no supplement no. {numbers} among the letters", letter.id);
                    diagnostics.push(letter.report(Code::LetterMissing, "supplement_number", None, message));
                    self.missing_numbers.extend(missing);
                }
                last = number;
            }
            letter.gaps = gaps;
        }
    }

    /// What the letters say of each other that does not fit.
    fn doubts(&self, diagnostics: &mut Vec<Diagnostic>) {
        let bases: Vec<Date> = self.letters.iter().filter(|l| is_base(l.document.kind)).filter_map(|l| l.document.date).collect();
        let mut last = 0;
        for letter in &self.letters {
            let document = letter.document;
            if document.recipient.name.is_none() {
                let message = "the letter names no recipient; it is taken to belong to the others".to_owned();
                diagnostics.push(letter.report(Code::LetterAssumed, "recipient", None, message));
            }
            if document.date.is_none() {
                let message = "the letter has no date; it stands in the series by its number, or last".to_owned();
                diagnostics.push(letter.report(Code::LetterOrder, "date", None, message));
            }
            if let Some(number) = number(document) {
                if number < last {
                    let message = format!("supplement no. {number} is dated later than no. {last}; the dates decide");
                    diagnostics.push(letter.report(Code::LetterOrder, "supplement_number", None, message));
                }
                last = last.max(number);
            }
            let mut amended = document.amends.iter().filter(|a| is_base(a.kind)).filter_map(|a| a.date).peekable();
            if let Some(first) = amended.peek().copied()
                && !bases.is_empty()
                && !amended.any(|date| bases.contains(&date))
            {
                let message = format!("the letter names a base letter of {first}; the one given is of {}", bases[0]);
                diagnostics.push(letter.report(Code::BaseMismatch, "amends", None, message));
            }
        }
    }
}

/// The letter's identity, for lists.
pub(crate) fn named(document: &Document, id: String) -> DossierLetter {
    DossierLetter {
        id,
        kind: document.kind,
        title: document.title.clone(),
        date: document.date,
        fiscal_year: document.fiscal_year,
        supplement_number: document.supplement_number,
        our_ref: document.our_ref.clone(),
        issuer: document.issuer.name.clone(),
        recipient: document.recipient.name.clone(),
    }
}

pub(crate) const fn is_base(kind: Kind) -> bool {
    matches!(kind, Kind::Oppdragsdokument | Kind::Tildelingsbrev)
}

/// The base letter's family, for it and its supplements.
const fn family(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Oppdragsdokument | Kind::TilleggTilOppdragsdokument => Some(Kind::Oppdragsdokument),
        Kind::Tildelingsbrev | Kind::SupplerendeTildelingsbrev => Some(Kind::Tildelingsbrev),
        Kind::Protokoll | Kind::Annet => None,
    }
}

fn number(document: &Document) -> Option<u32> {
    document.supplement_number.filter(|n| !is_base(document.kind) && *n <= LAST_NUMBER)
}

fn year(document: &Document) -> Option<i16> {
    document.fiscal_year.or(document.date.map(Date::year))
}

/// What letters are sorted by before anything is known of the series.
fn rank(document: &Document) -> (Option<Date>, Option<u32>, bool, Option<i16>, usize) {
    (document.date, document.supplement_number, !is_base(document.kind), document.fiscal_year, document.span.start)
}

/// The whole letter, to tell two of one rank apart.
fn content(document: &Document) -> String {
    serde_json::to_string(document).unwrap_or_default()
}

/// A letter's id, before it is made unique.
fn id(document: &Document) -> String {
    let kind = serde_json::to_value(document.kind).ok();
    let mut id = kind.as_ref().and_then(|k| k.as_str()).unwrap_or_default().to_owned();
    let time = document.date.map(|d| d.to_string()).or(document.fiscal_year.map(|y| y.to_string()));
    for part in [document.supplement_number.map(|n| n.to_string()), time].into_iter().flatten() {
        id.push('-');
        id.push_str(&part);
    }
    id
}

/// Who writes to whom, of what family and for which year. What no letter has named so far fits everything.
#[derive(Default)]
struct Party {
    family: Option<Kind>,
    recipient: Option<String>,
    /// The sender, and the ministries that send the base letter with it.
    issuers: Vec<String>,
    year: Option<i16>,
    /// The dates of its base letters.
    bases: Vec<Date>,
}

impl Party {
    fn of(document: &Document) -> Self {
        let mut party = Self { family: family(document.kind), ..Self::default() };
        party.learn(document);
        party
    }

    /// The party that most of the letters name; base letters decide where there are any. Of two alike it is the earlier.
    fn of_most(documents: &[&Document]) -> Self {
        let named = |d: &Document| (family(d.kind), d.recipient.name.as_deref().map(|name| without_form(&plain(name)).to_owned()), year(d));
        let mut votes: HashMap<_, usize> = HashMap::new();
        for document in documents {
            *votes.entry(named(document)).or_default() += 1;
        }
        let based = documents.iter().any(|d| is_base(d.kind));
        let candidates = documents.iter().filter(|d| if based { is_base(d.kind) } else { family(d.kind).is_some() });
        // The last of the most is the first when counted from behind.
        candidates.rev().max_by_key(|d| votes.get(&named(d)).copied()).map(|d| Self::of(d)).unwrap_or_default()
    }

    /// Takes from a letter what no letter before it told.
    fn learn(&mut self, document: &Document) {
        self.recipient = self.recipient.take().or_else(|| document.recipient.name.as_deref().map(plain));
        if self.issuers.is_empty() || is_base(document.kind) {
            self.issuers.extend(issuers(document).map(plain));
        }
        self.year = self.year.or(year(document));
        if is_base(document.kind) {
            self.bases.extend(document.date);
        }
    }

    /// Why a letter does not belong, if it does not.
    fn refuses(&self, document: &Document) -> Option<LeftOutReason> {
        let is_one_of = |own: &[String], name: &str| own.iter().any(|known| same_name(known, &plain(name)));
        let other_recipient = |name: &String| self.recipient.as_ref().is_some_and(|own| !is_one_of(std::slice::from_ref(own), name));
        let mut senders = issuers(document).peekable();
        let other_issuer = !self.issuers.is_empty() && senders.peek().is_some() && !senders.any(|name| is_one_of(&self.issuers, name));
        // A letter that names its base letter by date is for that one's year, whenever it was written.
        let amends = document.fiscal_year.is_none() && document.amends.iter().filter_map(|a| a.date).any(|d| self.bases.contains(&d));
        if self.family.is_none() || family(document.kind) != self.family {
            Some(LeftOutReason::OtherKind)
        } else if document.recipient.name.as_ref().is_some_and(other_recipient) {
            Some(LeftOutReason::OtherRecipient)
        } else if other_issuer {
            Some(LeftOutReason::OtherIssuer)
        } else if !amends && matches!((self.year, year(document)), (Some(a), Some(b)) if a != b) {
            Some(LeftOutReason::OtherYear)
        } else {
            None
        }
    }

    fn reason(&self, reason: LeftOutReason, letter: &DossierLetter) -> String {
        let words = |name: &Option<String>| name.clone().unwrap_or_default();
        match reason {
            LeftOutReason::Repeated => "it is another copy of a letter".to_owned(),
            LeftOutReason::OtherKind => "it is no letter of this series' family".to_owned(),
            LeftOutReason::OtherRecipient => format!("it is addressed to «{}», not to «{}»", words(&letter.recipient), words(&self.recipient)),
            LeftOutReason::OtherIssuer => format!("it is from «{}», not from «{}»", words(&letter.issuer), self.issuers.join("», «")),
            LeftOutReason::OtherYear => {
                let year = letter.fiscal_year.or(letter.date.map(Date::year)).unwrap_or_default();
                format!("it is for {year}, not for {}", self.year.unwrap_or_default())
            }
        }
    }
}

/// Everybody who sends a letter.
fn issuers(document: &Document) -> impl Iterator<Item = &str> {
    document.issuer.name.iter().chain(&document.co_issuers).map(String::as_str)
}

/// Whether two names in plain form are one: alike, or alike but that only one has its legal form («Norsk helsenett» and «Norsk Helsenett SF»).
fn same_name(a: &str, b: &str) -> bool {
    a == b || without_form(a) == b || a == without_form(b)
}

/// A name in plain form without its legal form.
fn without_form(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((bare, "sf" | "as" | "asa" | "hf" | "rhf" | "ks")) => bare,
        _ => name,
    }
}

/// Leaves every letter in once. Of two copies the one with more in it stays.
fn once_each<'a>(documents: Vec<&'a Document>, put_aside: &mut Vec<&'a Document>, diagnostics: &mut Vec<Diagnostic>) -> Vec<&'a Document> {
    let mut kept: Vec<&Document> = Vec::new();
    let mut seen: HashMap<(Kind, Option<u32>, Option<Date>), usize> = HashMap::new();
    for document in documents {
        // Without date and number nothing but the same words makes two letters one.
        let nameless = document.date.is_none() && (number(document).is_none() && !is_base(document.kind));
        let identity = (document.kind, document.supplement_number, document.date);
        let copy = if nameless { kept.iter().position(|k| *k == document) } else { seen.get(&identity).copied() };
        let Some(at) = copy else {
            seen.entry(identity).or_insert(kept.len());
            kept.push(document);
            continue;
        };
        let same = says_the_same(kept[at], document);
        let more = document.coverage.understood > kept[at].coverage.understood;
        let copy = if more { std::mem::replace(&mut kept[at], document) } else { document };
        let id = id(copy);
        let (code, message) = if same {
            (Code::LetterRepeated, format!("{id} is given twice; it counts once"))
        } else {
            (Code::LetterVersions, format!("{id} is given twice, and the copies differ; the one with more in it is used"))
        };
        diagnostics.push(note(code, "left_out", message));
        put_aside.push(copy);
    }
    kept
}

/// Whether two copies give the same money, mandates and deadlines.
fn says_the_same(a: &Document, b: &Document) -> bool {
    let money = |d: &Document| d.budget_lines.iter().map(|l| (l.key.clone(), l.counted)).collect::<Vec<_>>();
    let mandates = |d: &Document| d.mandates.iter().map(|m| (m.key.clone(), m.status)).collect::<Vec<_>>();
    let deadlines = |d: &Document| d.deadlines.iter().map(|f| f.key.clone()).collect::<Vec<_>>();
    money(a) == money(b) && mandates(a) == mandates(b) && deadlines(a) == deadlines(b)
}

/// The letters by date, then number. A letter without a date follows the one with the next lower number.
fn in_order(documents: Vec<&Document>) -> Vec<Letter<'_>> {
    let dated: Vec<(u32, Date)> = documents.iter().filter_map(|d| Some((number(d)?, d.date?))).collect();
    let before = |n: u32| dated.iter().filter(|(m, _)| *m < n).map(|(_, date)| *date).max();
    let assumed = |d: &Document| match number(d) {
        _ if is_base(d.kind) => Date::MIN,
        Some(n) => before(n).unwrap_or(Date::MIN),
        None => Date::MAX,
    };
    let mut order: Vec<(Date, bool, u32, &Document)> =
        documents.into_iter().map(|d| (d.date.unwrap_or_else(|| assumed(d)), !is_base(d.kind), number(d).unwrap_or_default(), d)).collect();
    order.sort_by_key(|(date, supplement, number, _)| (*date, *supplement, *number));
    let mut ids: HashMap<String, usize> = HashMap::new();
    let unique = |id: String| {
        let times = ids.entry(id.clone()).or_default();
        *times += 1;
        if *times == 1 { id } else { format!("{id}#{times}") }
    };
    let ids: Vec<String> = order.iter().map(|(.., d)| id(d)).map(unique).collect();
    order.into_iter().zip(ids).enumerate().map(|(index, ((.., document), id))| Letter { index, id, document, gaps: 0 }).collect()
}
