//! The order of calls, from text to extraction.

use std::collections::HashSet;

use crate::block::{passages, scan};
use crate::check::{mixed_script, relations, sums};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, Extraction, Kind, Record, SCHEMA_VERSION, SourceInfo};
use crate::options::Options;
use crate::record::deadline::{Reader, YearContext};
use crate::record::header::Header;
use crate::record::layout::Layout;
use crate::record::org::Actors;
use crate::record::segment::Segment;
use crate::record::{
    Letter, Para, agenda, budget, coverage, goal, header, indicator, layout, mandate, meeting, obligation, parties, people, reference, segment,
};
use crate::source::Source;
use crate::span::Span;
use crate::trace::{Firing, Trace};

/// Reads a text; `diagnostics` are those of its decoding.
pub(crate) fn run(text: &str, options: &Options, diagnostics: Vec<Diagnostic>) -> Extraction {
    read(&Source::new(text), options, diagnostics, None)
}

/// The rules that fire on a text.
pub(crate) fn trace(text: &str, options: &Options) -> Vec<Firing> {
    let source = Source::new(text);
    let trace = Trace::default();
    let _ = read(&source, options, Vec::new(), Some(&trace));
    trace.finish(&source)
}

fn read(source: &Source<'_>, options: &Options, mut diagnostics: Vec<Diagnostic>, trace: Option<&Trace>) -> Extraction {
    let text = source.text;
    let blocks = scan(source);
    let mut letters = segment::Letters::new(passages(source, &blocks).map(Para::new), blocks.blocks.len());
    let mut documents: Vec<Document> = Vec::with_capacity(1);
    let mut read = 0;
    while read < text.len() || documents.is_empty() {
        let first = documents.len();
        let together = letters.read(TOGETHER);
        let paras = letters.paras();
        let mut readings: Vec<Reading<'_, '_>> = Vec::with_capacity(together.len());
        readings.extend(together.iter().enumerate().map(|(i, segment)| {
            let end = paras.get(segment.paras.end).map_or(text.len(), |next| next.passage.tiles[0].start);
            let span = Span::new(std::mem::replace(&mut read, end), end);
            let letter = Letter { source, blocks: &blocks, paras: &paras[segment.paras.clone()], span, index: first + i, trace };
            Reading::new(letter, segment)
        }));
        for stage in Reading::STAGES {
            for reading in &mut readings {
                stage(reading, options);
            }
        }
        for mut reading in readings {
            diagnostics.append(&mut reading.diagnostics);
            documents.push(reading.document);
        }
    }
    diagnostics.sort_by_key(|d| d.span.map_or(0, |s| s.start));
    Extraction {
        schema_version: SCHEMA_VERSION,
        source: SourceInfo { name: options.source_name.clone(), bytes: text.len(), lines: source.lines() },
        documents,
        diagnostics,
    }
}

/// The number of passages of a text.
pub(crate) fn passages_of(text: &str) -> usize {
    let source = Source::new(text);
    passages(&source, &scan(&source)).count()
}

/// The number of values in the passages of a text.
pub(crate) fn values_of(text: &str) -> usize {
    let source = Source::new(text);
    passages(&source, &scan(&source)).map(|p| Para::new(p).findings.values.len()).sum()
}

/// So many letters of a file go through each stage together: a stage runs through much code for little text, and finds it at hand from the letter
/// before. More would only hold more of them half read.
const TOGETHER: usize = 16;

/// A letter being read: what the stages behind found, for those ahead.
struct Reading<'a, 's> {
    letter: Letter<'a, 's>,
    /// The index of the passage that is its title.
    title: Option<usize>,
    layout: Layout,
    header: Header,
    actors: Actors,
    /// Indices of the passages that list goals and indicators.
    listed: Vec<usize>,
    /// What the tables of the budget say they sum to.
    totals: Vec<budget::TableSum>,
    document: Document,
    diagnostics: Vec<Diagnostic>,
}

impl<'a, 's> Reading<'a, 's> {
    /// The stages of reading a letter, in order.
    const STAGES: [fn(&mut Self, &Options); 11] = [
        Self::layout,
        Self::header,
        Self::meeting,
        Self::goals,
        Self::mandates,
        Self::obligations,
        Self::budget,
        Self::deadlines,
        Self::signatories,
        Self::values,
        Self::checks,
    ];

    fn new(letter: Letter<'a, 's>, segment: &Segment) -> Self {
        let document = Document {
            kind: segment.title.map_or(Kind::Annet, |(_, kind)| kind),
            span: letter.span,
            line: letter.source.line(letter.span.start),
            ..Document::default()
        };
        Self {
            letter,
            title: segment.title.map(|(i, _)| i - segment.paras.start),
            layout: Layout::default(),
            header: Header::default(),
            actors: Actors::default(),
            listed: Vec::new(),
            totals: Vec::new(),
            document,
            diagnostics: Vec::new(),
        }
    }

    /// Whether the letter is of a known family.
    fn is_known(&self) -> bool {
        self.document.kind != Kind::Annet
    }

    /// The year for dates without one, and where it stands.
    fn year(&self, options: &Options) -> Option<(i16, Option<Span>)> {
        self.header.year_for_dates(options.reference_year)
    }

    fn layout(&mut self, _: &Options) {
        self.layout = layout::read(&self.letter, self.title, self.document.kind);
        self.document.language = header::language(self.letter.paras);
    }

    fn header(&mut self, _: &Options) {
        self.header = header::read(&self.letter, &self.layout, self.document.kind);
    }

    fn meeting(&mut self, _: &Options) {
        let Self { letter, layout, header, document, diagnostics, .. } = self;
        if document.kind == Kind::Protokoll {
            document.participants = people::participants(letter, layout, diagnostics);
            let meeting = meeting::read(letter, layout, &document.participants, header);
            parties::owner(letter, layout, &document.participants, &meeting, header);
            document.decisions = agenda::decisions(letter, layout);
            document.meeting = Some(meeting);
        }
        header::budget_year_from_body(letter, layout, header, document.kind);
        document.agenda_items = agenda::items(letter, layout, diagnostics);
        let meeting = document.meeting.as_ref();
        let recipient = header.recipient.name.as_deref();
        let enterprise = meeting.and_then(|m| m.enterprise.as_deref());
        self.actors = Actors::new(recipient.into_iter().chain(enterprise)).introduced(recipient, letter.paras.iter().map(Para::text));
    }

    fn goals(&mut self, _: &Options) {
        self.listed = goal::goals(&self.letter, &mut self.layout);
        if self.is_known() {
            let (indicators, items) = indicator::indicators(&self.letter, &self.layout);
            self.document.indicators = indicators;
            self.listed.extend(items);
        }
        self.listed.sort_unstable();
    }

    fn mandates(&mut self, _: &Options) {
        if self.is_known() {
            self.document.mandates = mandate::mandates(&self.letter, &self.layout, &self.listed, &self.actors, &mut self.diagnostics);
        }
    }

    fn obligations(&mut self, _: &Options) {
        if self.is_known() {
            self.document.obligations = obligation::obligations(&self.letter, &self.layout, &self.listed, &self.actors, &self.document.mandates);
        }
    }

    fn budget(&mut self, _: &Options) {
        if self.is_known() {
            let Header { fiscal_year, supplement_number, .. } = self.header;
            let kind = self.document.kind;
            (self.document.budget_lines, self.totals) =
                budget::lines(&self.letter, &self.layout, kind, fiscal_year, supplement_number, &mut self.diagnostics);
        }
    }

    fn deadlines(&mut self, options: &Options) {
        let Document { mandates, obligations, .. } = &self.document;
        let years = YearContext { year: self.year(options) };
        let (deadlines, reported) = Reader::new(&self.letter, &self.layout, mandates, obligations, years).read();
        self.document.deadlines = deadlines;
        self.diagnostics.extend(reported);
    }

    fn signatories(&mut self, _: &Options) {
        let Document { participants, meeting, .. } = &self.document;
        let chair = meeting.as_ref().and_then(|m| m.chair.as_deref());
        let known: HashSet<&str> = participants.iter().map(|p| p.name.as_str()).chain(chair).collect();
        self.document.signatories = people::signatories(&self.letter, &self.layout, &known);
    }

    fn values(&mut self, _: &Options) {
        self.document.amounts = reference::amounts(&self.letter, &self.layout);
        self.document.references = reference::references(&self.letter, &self.layout);
    }

    fn checks(&mut self, options: &Options) {
        let year = self.year(options).map(|(year, _)| year);
        let Self { letter, layout, header, totals, document, diagnostics, .. } = self;
        diagnostics.append(&mut header.diagnostics);
        diagnostics.extend(mixed_script(letter));
        document.checks = sums(letter, &document.budget_lines, totals, diagnostics);
        let Header {
            title, date, our_ref, your_ref, supplement_number, fiscal_year, issuer, co_issuers, recipient, amends, copies_to, evidence, ..
        } = std::mem::take(header);
        (document.title, document.date, document.our_ref, document.your_ref) = (title, date, our_ref, your_ref);
        (document.supplement_number, document.fiscal_year) = (supplement_number, fiscal_year);
        (document.issuer, document.co_issuers, document.recipient) = (issuer, co_issuers, recipient);
        (document.amends, document.copies_to, document.evidence) = (amends, copies_to, evidence);
        document.goals = std::mem::take(&mut layout.goals);
        document.sections = std::mem::take(&mut layout.sections);
        document.coverage = coverage::coverage(letter, layout, document.kind, &places(document));
        diagnostics.extend(relations(letter, layout, document, year));
        remarks(letter, document, diagnostics);
    }
}

/// What the letter as a whole calls for.
fn remarks(letter: &Letter<'_, '_>, document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let start = letter.source.text[letter.span.range()].trim_start();
    let start = letter.span.end - start.len();
    let first = Span::new(start.min(letter.span.end), start.min(letter.span.end));
    if document.kind == Kind::Annet {
        let message = "no title of a known document family was found; only values and references were read".to_owned();
        diagnostics.push(letter.report(Code::UnknownDocument, "kind", first, message));
    } else if let Some(first) = document.coverage.unplaced.first() {
        let bytes: usize = document.coverage.unplaced.iter().map(|s| s.len()).sum();
        let message = format!("no rule placed {} passages of together {bytes} bytes", document.coverage.unplaced.len());
        diagnostics.push(letter.report(Code::Unplaced, "coverage", *first, message));
    }
}

/// The places of everything that was read.
fn places(document: &Document) -> Vec<Span> {
    fn add<R: Record>(places: &mut Vec<Span>, records: &[R]) {
        for record in records {
            match record.pieces() {
                [] => places.push(record.span()),
                pieces => places.extend_from_slice(pieces),
            }
        }
    }
    let mut places = Vec::with_capacity(128);
    add(&mut places, &document.evidence);
    add(&mut places, &document.agenda_items);
    add(&mut places, &document.decisions);
    add(&mut places, &document.participants);
    add(&mut places, &document.signatories);
    add(&mut places, &document.goals);
    add(&mut places, &document.indicators);
    add(&mut places, &document.mandates);
    add(&mut places, &document.budget_lines);
    add(&mut places, &document.deadlines);
    add(&mut places, &document.obligations);
    add(&mut places, &document.amounts);
    add(&mut places, &document.references);
    places
}
