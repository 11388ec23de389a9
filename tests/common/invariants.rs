//! What holds for the result of every text, whatever the text is.

use std::collections::BTreeSet;

use serde_json::Value;
use styringsdokument::{BudgetLine, Document, Extraction, Inferred, Record, Side, Span, When, plain_text};

use super::json;
use super::lines::Lines;
use super::records::{Shown, records};

/// Parses a text and says every way in which the result breaks what always holds.
pub(crate) fn broken(text: &str) -> Vec<String> {
    violations(text, &styringsdokument::parse(text))
}

/// Every way in which a result breaks what always holds.
pub(crate) fn violations(source: &str, extraction: &Extraction) -> Vec<String> {
    let mut check = Checker { source, lines: Lines::new(source), whose: String::new(), found: Vec::new() };
    check.tiling(extraction);
    for (i, document) in extraction.documents.iter().enumerate() {
        check.whose = format!("document {i}: ");
        check.document(document);
    }
    check.whose.clear();
    check.diagnostics(extraction);
    check.found
}

struct Checker<'s> {
    source: &'s str,
    lines: Lines<'s>,
    /// Stands before what is found: the document it is found in.
    whose: String,
    found: Vec<String>,
}

impl Checker<'_> {
    fn require(&mut self, holds: bool, otherwise: impl FnOnce() -> String) {
        if !holds {
            self.found.push(format!("{}{}", self.whose, otherwise()));
        }
    }

    /// The documents follow each other from the first byte to the last, and the source is described as it is.
    fn tiling(&mut self, extraction: &Extraction) {
        let source = self.source;
        let info = &extraction.source;
        self.require(info.bytes == source.len(), || format!("source.bytes is {}, not {}", info.bytes, source.len()));
        let lines = source.split_inclusive('\n').count();
        self.require(info.lines == lines, || format!("source.lines is {}, not {lines}", info.lines));
        self.require(!extraction.documents.is_empty(), || "there is no document".to_owned());
        let mut reached = 0;
        for (i, document) in extraction.documents.iter().enumerate() {
            let span = document.span;
            self.require(span.start == reached && span.end >= span.start, || format!("document {i} at {} does not start at {reached}", range(span)));
            self.require(!span.is_empty() || source.is_empty(), || format!("document {i} is empty"));
            reached = span.end;
        }
        self.require(reached == source.len(), || format!("the documents end at {reached}, the source at {}", source.len()));
    }

    fn document(&mut self, d: &Document) {
        if !self.stands("the document", d.span, Span::new(0, self.source.len())) {
            return;
        }
        self.line("the document", d.span, d.line);
        let all = records(d);
        for &(class, record) in &all {
            self.record(class, record, d.span);
        }
        self.coverage(d, &all);
        self.order(d);
        self.keys(d);
        self.values(d);
        self.evidence(d);
    }

    /// Whether a span lies in a frame, on character boundaries.
    fn stands(&mut self, what: &str, span: Span, frame: Span) -> bool {
        let source = self.source;
        let good = span.start <= span.end && frame.contains(span) && source.is_char_boundary(span.start) && source.is_char_boundary(span.end);
        self.require(good, || format!("{what} at {} is not on character boundaries inside {}", range(span), range(frame)));
        good
    }

    fn line(&mut self, what: &str, span: Span, line: usize) {
        let right = self.lines.line(span.start);
        self.require(line == right, || format!("{what} at {} says line {line}, it is line {right}", range(span)));
    }

    /// A record stands in its document, and reading it again gives its words.
    fn record(&mut self, class: &str, record: &dyn Shown, document: Span) {
        let span = record.span();
        let what = format!("{class} {:?}", record.text());
        let pieces = record.pieces();
        let all_stand = self.stands(&what, span, document) && pieces.iter().all(|&piece| self.stands(&what, piece, span));
        if !all_stand {
            return;
        }
        self.require(!record.text().is_empty(), || format!("{class} at {} has no words", range(span)));
        self.line(&what, span, record.line());
        self.require(pieces.len() != 1, || format!("{what} has a single piece; then it is whole"));
        self.require(pieces.iter().all(|p| !p.is_empty()), || format!("{what} has an empty piece"));
        self.require(pieces.windows(2).all(|two| two[0].end <= two[1].start), || {
            format!("{what} has pieces out of order or overlapping: {pieces:?}")
        });
        let cover = pieces.iter().copied().reduce(Span::cover);
        self.require(cover.is_none_or(|cover| cover == span), || {
            format!("{what} at {} has pieces that cover something else: {pieces:?}", range(span))
        });
        let again = plain_text(self.source, &record.parts());
        self.require(again == record.text(), || format!("{what} at {} reads {again:?}", range(span)));
    }

    /// Every byte is counted once, and what no rule placed holds no record.
    fn coverage(&mut self, d: &Document, all: &[(&str, &dyn Shown)]) {
        let c = &d.coverage;
        let unplaced: usize = c.unplaced.iter().map(|span| span.len()).sum();
        let sum = c.understood + c.structure + c.furniture + unplaced;
        self.require(c.bytes == d.span.len(), || format!("coverage.bytes is {}, the document has {}", c.bytes, d.span.len()));
        self.require(sum == c.bytes, || format!("coverage adds up to {sum}, not to {}: {c:?}", c.bytes));
        for &span in &c.unplaced {
            self.stands("an unplaced passage", span, d.span);
        }
        self.require(c.unplaced.iter().all(|span| !span.is_empty()), || "an unplaced passage is empty".to_owned());
        self.require(c.unplaced.windows(2).all(|two| two[0].end <= two[1].start), || {
            format!("unplaced passages are out of order or overlap: {:?}", c.unplaced)
        });
        for &(class, record) in all {
            for part in record.parts() {
                let from = c.unplaced.partition_point(|span| span.end <= part.start);
                let meets = c.unplaced.get(from).is_some_and(|span| span.start < part.end);
                self.require(!meets, || format!("{class} {:?} at {} meets an unplaced passage", record.text(), range(part)));
            }
        }
    }

    /// Lists are in reading order where they have one, and no words belong to two records of a class that cannot share them.
    fn order(&mut self, d: &Document) {
        self.reading_order("sections", &d.sections);
        self.reading_order("agenda_items", &d.agenda_items);
        self.reading_order("mandates", &d.mandates);
        self.reading_order("budget_lines", &d.budget_lines);
        self.reading_order("deadlines", &d.deadlines);
        self.reading_order("obligations", &d.obligations);
        self.reading_order("amounts", &d.amounts);
        self.reading_order("references", &d.references);
        self.no_overlap("sections", &d.sections);
        self.no_overlap("agenda_items", &d.agenda_items);
        self.no_overlap("obligations", &d.obligations);
        self.no_overlap("amounts", &d.amounts);
        self.no_overlap("references", &d.references);
    }

    fn reading_order(&mut self, list: &str, records: &[impl Record]) {
        for two in records.windows(2) {
            self.require(two[0].span().start <= two[1].span().start, || {
                format!("{list}: {:?} at {} stands behind {:?} at {}", two[1].text(), range(two[1].span()), two[0].text(), range(two[0].span()))
            });
        }
    }

    fn no_overlap(&mut self, list: &str, records: &[impl Shown]) {
        let mut parts: Vec<(Span, &str)> = records.iter().flat_map(|r| r.parts().into_iter().map(|part| (part, r.text()))).collect();
        parts.sort_unstable();
        for two in parts.windows(2) {
            let [(a, words_a), (b, words_b)] = [two[0], two[1]];
            self.require(a.end <= b.start, || format!("{list}: {words_a:?} at {} and {words_b:?} at {} overlap", range(a), range(b)));
        }
    }

    /// Keys are unique, and whatever names a record names one that is there.
    fn keys(&mut self, d: &Document) {
        let mandates = self.unique("mandates", d.mandates.iter().map(|m| m.key.as_str()));
        let budget_lines = self.unique("budget_lines", d.budget_lines.iter().map(|b| b.key.as_str()));
        self.unique("deadlines", d.deadlines.iter().map(|f| f.key.as_str()));
        let of_deadlines = d.deadlines.iter().map(|f| ("deadline", &f.text, &f.mandate));
        for (class, words, mandate) in of_deadlines.chain(d.obligations.iter().map(|o| ("obligation", &o.text, &o.mandate))) {
            let known = mandate.as_deref().is_none_or(|key| mandates.contains(key));
            self.require(known, || format!("{class} {words:?} names a mandate that is not there: {mandate:?}"));
        }
        for check in &d.checks {
            for line in &check.lines {
                self.require(budget_lines.contains(line.as_str()), || {
                    format!("check {:?} names a budget line that is not there: {line}", check.text)
                });
            }
        }
        let items: BTreeSet<u32> = d.agenda_items.iter().map(|item| item.number).collect();
        let of_mandates = d.mandates.iter().map(|m| ("mandate", &m.text, m.agenda_item));
        let of_deadlines = d.deadlines.iter().map(|f| ("deadline", &f.text, f.agenda_item));
        let of_decisions = d.decisions.iter().map(|v| ("decision", &v.text, v.agenda_item));
        for (class, words, item) in of_mandates.chain(of_deadlines).chain(of_decisions) {
            self.require(item.is_none_or(|n| items.contains(&n)), || format!("{class} {words:?} names an agenda item that is not there: {item:?}"));
        }
    }

    fn unique<'d>(&mut self, list: &str, keys: impl Iterator<Item = &'d str>) -> BTreeSet<&'d str> {
        let mut seen = BTreeSet::new();
        for key in keys {
            self.require(!key.is_empty(), || format!("{list}: a key is empty"));
            self.require(seen.insert(key), || format!("{list}: the key {key} is given twice"));
        }
        seen
    }

    /// Values keep to the ranges that their types promise.
    fn values(&mut self, d: &Document) {
        self.require(d.fiscal_year.is_none_or(|year| (1900..=2199).contains(&year)), || format!("fiscal_year {:?}", d.fiscal_year));
        self.require(d.supplement_number != Some(0), || "supplement_number 0".to_owned());
        for b in &d.budget_lines {
            self.budget_line(b, d.span);
        }
        for a in &d.amounts {
            self.require(a.granularity > 0 && a.nok % a.granularity == 0, || format!("amount {:?}: {} in steps of {}", a.text, a.nok, a.granularity));
        }
        for f in &d.deadlines {
            if let When::Period { start, end, .. } = &f.when {
                self.require(start <= end, || format!("deadline {:?}: the period ends before it starts", f.text));
            }
            if let When::Date { inferred, .. } | When::Period { inferred, .. } = &f.when {
                self.inferred(&f.text, inferred, d.span);
            }
        }
    }

    fn budget_line(&mut self, b: &BudgetLine, document: Span) {
        self.require((1..=9999).contains(&b.kapittel) && (1..=99).contains(&b.post), || {
            format!("budget line {:?}: {}.{}", b.text, b.kapittel, b.post)
        });
        let side = if b.kapittel < 3000 { Side::Expense } else { Side::Income };
        self.require(b.side == side, || format!("budget line {:?}: chapter {} on the wrong side", b.text, b.kapittel));
        for amount in [Some(&b.amount), b.earlier.as_ref(), b.total.as_ref()].into_iter().flatten() {
            let fits = amount.granularity > 0 && amount.nok % amount.granularity == 0;
            self.require(fits, || format!("budget line {:?}: {} in steps of {}", b.text, amount.nok, amount.granularity));
        }
        self.inferred(&b.text, &b.inferred, document);
    }

    fn inferred(&mut self, words: &str, inferred: &[Inferred], document: Span) {
        for i in inferred {
            if let Some(span) = i.span {
                self.stands(&format!("{} of {words:?}, inferred,", i.field), span, document);
            }
        }
    }

    /// Evidence is given for fields that have a value.
    fn evidence(&mut self, d: &Document) {
        if d.evidence.is_empty() {
            return;
        }
        let header = json::of(d);
        for e in &d.evidence {
            self.require(!json::is_empty(json::at(&header, &e.field)), || format!("evidence {:?} is for {}, which is empty", e.text, e.field));
        }
    }

    fn diagnostics(&mut self, extraction: &Extraction) {
        for d in &extraction.diagnostics {
            let what = format!("diagnostic {} {:?}", d.code.name(), d.message);
            self.require(d.severity == d.code.severity(), || format!("{what} has another severity than its code"));
            let document = d.document.map(|i| extraction.documents.get(i));
            self.require(document.is_none_or(|d| d.is_some()), || format!("{what} names a document that is not there"));
            let frame = document.flatten().map_or(Span::new(0, self.source.len()), |d| d.span);
            self.require(d.span.is_some() == d.line.is_some(), || format!("{what} has a span or a line, but not both"));
            if let (Some(span), Some(line)) = (d.span, d.line)
                && self.stands(&what, span, frame)
            {
                self.line(&what, span, line);
            }
        }
    }
}

/// Every way in which a result changes on its way to JSON and back.
pub(crate) fn round_trip(extraction: &Extraction) -> Vec<String> {
    let mut found = Vec::new();
    let bytes = serde_json::to_vec(extraction).expect("an extraction can be written as JSON");
    match serde_json::from_slice::<Extraction>(&bytes) {
        Ok(again) => {
            if again != *extraction {
                found.push("the extraction read from its JSON differs".to_owned());
            }
            if serde_json::to_vec(&again).ok().as_ref() != Some(&bytes) {
                found.push("the JSON of the extraction read from its JSON differs".to_owned());
            }
        }
        Err(error) => found.push(format!("the JSON cannot be read as an extraction: {error}")),
    }
    let value = json::of(extraction);
    let again: Option<Value> = serde_json::from_value::<Extraction>(value.clone()).ok().map(|e| json::of(&e));
    if again.as_ref() != Some(&value) {
        found.push("the extraction does not come back from a JSON value".to_owned());
    }
    found
}

fn range(span: Span) -> String {
    format!("{}..{}", span.start, span.end)
}
