//! The order of calls, from text to extraction.

use std::collections::HashSet;

use crate::block::{passages, scan};
use crate::check::{mixed_script, relations, sums};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, Extraction, Kind, Record, SCHEMA_VERSION, SourceInfo};
use crate::options::Options;
use crate::record::deadline::{Reader, YearContext};
use crate::record::org::Actors;
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
    let mut paras: Vec<Para<'_>> = Vec::with_capacity(blocks.blocks.len());
    paras.extend(passages(source, &blocks).map(Para::new));
    let mut documents = Vec::new();
    let letters = segment::letters(&paras);
    let starts: Vec<usize> = letters.iter().skip(1).map(|l| paras[l.paras.start].passage.tiles[0].start).chain([text.len()]).collect();
    let mut start = 0;
    for (index, (segment, end)) in letters.into_iter().zip(starts).enumerate() {
        let span = Span::new(start, end);
        start = end;
        let title = segment.title.map(|(i, kind)| (i - segment.paras.start, kind));
        let letter = Letter { source, blocks: &blocks, paras: &paras[segment.paras], span, index, trace };
        documents.push(document(&letter, title, options, &mut diagnostics));
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

fn document(letter: &Letter<'_, '_>, title: Option<(usize, Kind)>, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Document {
    let kind = title.map_or(Kind::Annet, |(_, kind)| kind);
    let mut layout = layout::read(letter, title.map(|(i, _)| i), kind);
    let mut header = header::read(letter, &layout, kind);
    let minutes = kind == Kind::Protokoll;
    let participants = if minutes { people::participants(letter, &layout, diagnostics) } else { Vec::new() };
    let meeting = minutes.then(|| meeting::read(letter, &layout, &participants, &mut header));
    if minutes {
        parties::owner(letter, &layout, &participants, meeting.as_ref(), &mut header);
    }
    header::budget_year_from_body(letter, &layout, &mut header, kind);
    let mut listed = goal::goals(letter, &mut layout);
    let agenda_items = agenda::items(letter, &layout, diagnostics);
    let decisions = if minutes { agenda::decisions(letter, &layout) } else { Vec::new() };
    let known = kind != Kind::Annet;
    let enterprise = meeting.as_ref().and_then(|m| m.enterprise.as_deref());
    let recipient = header.recipient.name.as_deref();
    let actors = Actors::new(recipient.into_iter().chain(enterprise)).introduced(recipient, letter.paras.iter().map(Para::text));
    let (indicators, indicator_items) = if known { indicator::indicators(letter, &layout) } else { (Vec::new(), Vec::new()) };
    listed.extend(indicator_items);
    listed.sort_unstable();
    let mandates = if known { mandate::mandates(letter, &layout, &listed, &actors, diagnostics) } else { Vec::new() };
    let obligations = if known { obligation::obligations(letter, &layout, &listed, &actors, &mandates) } else { Vec::new() };
    let (budget_lines, totals) = if known {
        budget::lines(letter, &layout, kind, header.fiscal_year, header.supplement_number, diagnostics)
    } else {
        (Vec::new(), Vec::new())
    };
    let year = header.year_for_dates(options.reference_year);
    let (deadlines, reported) = Reader::new(letter, &layout, &mandates, &obligations, YearContext { year }).read();
    diagnostics.extend(reported);
    diagnostics.append(&mut header.diagnostics);
    diagnostics.extend(mixed_script(letter));
    let checks = sums(letter, &budget_lines, &totals, diagnostics);
    let known: HashSet<&str> = participants.iter().map(|p| p.name.as_str()).chain(meeting.as_ref().and_then(|m| m.chair.as_deref())).collect();
    let signatories = people::signatories(letter, &layout, &known);
    let mut document = Document {
        kind,
        language: header::language(letter.paras),
        title: header.title,
        date: header.date,
        fiscal_year: header.fiscal_year,
        supplement_number: header.supplement_number,
        our_ref: header.our_ref,
        your_ref: header.your_ref,
        issuer: header.issuer,
        co_issuers: header.co_issuers,
        recipient: header.recipient,
        amends: header.amends,
        copies_to: header.copies_to,
        evidence: header.evidence,
        meeting,
        agenda_items,
        decisions,
        participants,
        signatories,
        indicators,
        amounts: reference::amounts(letter, &layout),
        references: reference::references(letter, &layout),
        mandates,
        budget_lines,
        deadlines,
        obligations,
        checks,
        goals: std::mem::take(&mut layout.goals),
        sections: std::mem::take(&mut layout.sections),
        coverage: crate::model::Coverage::default(),
        span: letter.span,
        line: letter.source.line(letter.span.start),
    };
    document.coverage = coverage::coverage(letter, &layout, kind, &places(&document));
    diagnostics.extend(relations(letter, &layout, &document, year.map(|(year, _)| year)));
    remarks(letter, &document, diagnostics);
    document
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
