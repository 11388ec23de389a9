//! The letter, byte for byte as received, cut into segments wherever a place begins or ends.

use maud::{Markup, html};

use super::class::{Class, Classes};
use super::places::Place;
use crate::model::{Extraction, Language};
use crate::span::Span;

/// A block is closed at the next blank line from here on, and at any line end from twice here on. The browser lays out
/// only the blocks in sight.
const BLOCK: usize = 1500;

/// A stretch inside one line, over which the same places stand.
struct Segment {
    span: Span,
    /// Numbers of the places, the innermost first.
    places: Vec<usize>,
    classes: Classes,
    /// The classes of the places that begin here.
    begins: Classes,
    unplaced: bool,
}

/// Lines that the browser lays out together.
struct Block {
    language: Option<Language>,
    /// Whether a document begins here.
    opens: bool,
    lines: Vec<Line>,
}

struct Line {
    number: usize,
    segments: Vec<Segment>,
}

/// The letter with its places marked. `prefix` begins the names of lines and places, where a page holds several files.
pub(super) fn letter(extraction: &Extraction, source: &str, places: &[Place], prefix: &str) -> Markup {
    let blocks = blocks(extraction, source, places);
    html! {
        @for block in &blocks {
            div.block.opens[block.opens] lang=[block.language.map(code)] {
                @for line in &block.lines { (self::line(line, source, prefix)) }
            }
        }
    }
}

const fn code(language: Language) -> &'static str {
    match language {
        Language::Nb => "nb",
        Language::Nn => "nn",
    }
}

fn line(line: &Line, source: &str, prefix: &str) -> Markup {
    let classes = line.segments.iter().fold(Classes::default(), |all, segment| all.union(segment.classes));
    let bar = classes.iter().filter(|class| matches!(class, Class::Mandate | Class::Decision)).map(|class| format!(" {}", class.key()));
    let bar: String = bar.collect();
    let text = line.segments.first().zip(line.segments.last()).map_or("", |(first, last)| &source[first.span.start..last.span.end]);
    let heading = text.starts_with('#');
    let columns = text.trim().contains("   ");
    let row = columns || text.contains('\t') || text.starts_with('|');
    html! {
        div id={ "l" (prefix) (line.number) } class={ "l" (bar) @if heading { " h" } @if row { " row" } @if columns { " columns" } } data-n=(line.number) {
            @for segment in &line.segments { (self::segment(segment, source, prefix)) }
        }
    }
}

fn segment(segment: &Segment, source: &str, prefix: &str) -> Markup {
    // HTML cannot hold this one character.
    let text = source[segment.span.range()].replace('\0', "\u{fffd}");
    if segment.places.is_empty() {
        return html! { @if segment.unplaced { span.unplaced { (text) } } @else { (text) } };
    }
    let classes: Vec<&str> = segment.classes.iter().map(Class::key).chain(segment.unplaced.then_some("unplaced")).collect();
    let places: Vec<String> = segment.places.iter().map(|place| format!("{prefix}{place}")).collect();
    html! {
        @for class in segment.begins.iter().filter(|class| class.labelled()) { i class={ "k " (class.key()) } {} }
        mark class=(classes.join(" ")) data-p=(places.join(" ")) { (text) }
    }
}

/// Cuts the source into blocks, lines and segments. One pass over the bytes and the ends of the places, which are sorted first.
fn blocks(extraction: &Extraction, source: &str, places: &[Place]) -> Vec<Block> {
    let mut sweep = Sweep::new(extraction, source, places);
    let mut openings = extraction.documents.iter().map(|document| (document.span.start, document.language)).peekable();
    let mut blocks: Vec<Block> = Vec::new();
    let (mut offset, mut size) = (0, usize::MAX);
    for (i, text) in source.split_inclusive('\n').enumerate() {
        let opening = std::iter::from_fn(|| openings.next_if(|&(start, _)| start < offset + text.len())).last();
        if opening.is_some() || size >= 2 * BLOCK {
            let language = opening.map_or_else(|| blocks.last().and_then(|block| block.language), |(_, language)| language);
            blocks.push(Block { language, opens: opening.is_some() && i > 0, lines: Vec::new() });
            size = 0;
        }
        size = size.saturating_add(text.len());
        let words = text.trim_end_matches(['\n', '\r']);
        let line = Line { number: i + 1, segments: sweep.line(Span::new(offset, offset + words.len())) };
        if let Some(block) = blocks.last_mut() {
            block.lines.push(line);
        }
        if words.trim().is_empty() && size >= BLOCK {
            size = usize::MAX;
        }
        offset += text.len();
    }
    blocks
}

/// What happens at an offset: places end before others begin.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    End(usize),
    Placed,
    Begin(usize),
    Resume(usize),
    Unplaced,
}

/// A walk through the source that knows which places it is in.
struct Sweep<'p> {
    places: &'p [Place],
    events: std::iter::Peekable<std::vec::IntoIter<(usize, Event)>>,
    /// The places it is in, the outermost first.
    inside: Vec<usize>,
    begins: Classes,
    unplaced: bool,
}

impl<'p> Sweep<'p> {
    fn new(extraction: &Extraction, source: &str, places: &'p [Place]) -> Self {
        let mut events = Vec::new();
        for (number, place) in places.iter().enumerate() {
            for (i, piece) in place.pieces.iter().enumerate() {
                let begin = if i == 0 { Event::Begin(number) } else { Event::Resume(number) };
                events.extend([(piece.start, begin), (piece.end, Event::End(number))]);
            }
        }
        let unplaced = extraction.documents.iter().flat_map(|document| &document.coverage.unplaced);
        let unplaced = unplaced.filter(|span| !span.is_empty() && source.get(span.range()).is_some());
        events.extend(unplaced.flat_map(|span| [(span.start, Event::Unplaced), (span.end, Event::Placed)]));
        events.sort_unstable();
        Self { places, events: events.into_iter().peekable(), inside: Vec::new(), begins: Classes::default(), unplaced: false }
    }

    /// The segments of a line.
    fn line(&mut self, line: Span) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut at = line.start;
        while at < line.end {
            while let Some((_, event)) = self.events.next_if(|&(offset, _)| offset <= at) {
                self.pass(event);
            }
            let end = self.events.peek().map_or(line.end, |&(offset, _)| offset.min(line.end));
            segments.push(self.segment(Span::new(at, end)));
            at = end;
        }
        segments
    }

    fn pass(&mut self, event: Event) {
        match event {
            Event::Unplaced => self.unplaced = true,
            Event::Placed => self.unplaced = false,
            Event::End(number) => self.inside.retain(|&other| other != number),
            Event::Begin(number) => {
                self.begins = self.begins.union(self.places[number].classes);
                self.enter(number);
            }
            Event::Resume(number) => self.enter(number),
        }
    }

    fn enter(&mut self, number: usize) {
        let len = self.places[number].len();
        let at = self.inside.partition_point(|&other| self.places[other].len() >= len);
        self.inside.insert(at, number);
    }

    fn segment(&mut self, span: Span) -> Segment {
        let classes = self.inside.iter().fold(Classes::default(), |all, &number| all.union(self.places[number].classes));
        Segment {
            span,
            places: self.inside.iter().rev().copied().collect(),
            classes,
            begins: std::mem::take(&mut self.begins),
            unplaced: self.unplaced,
        }
    }
}
