//! Headings of plain text: lines with a number, or in capital letters, that stand alone and are no items of a list.

use std::collections::HashSet;
use std::ops::Range;

use memchr::memmem;

use super::line::{Line, Shape};
use super::numbering::{Number, read};
use super::opening::stands_alone;
use super::{Block, BlockKind};
use crate::lexicon::{is_finite_verb, same_end, same_start};
use crate::span::Span;

/// The longest heading of one line, and of one in capital letters or with a name that breaks in two, in bytes.
const LONGEST: usize = 110;
const BROKEN: usize = 220;

/// Makes headings of lines that stand alone, in a text that marks none: «1. Innledning», «2.1 Mål for 2026», «DEL II …», «A. Krav»,
/// «Hovedmål 1: …», «RAPPORTERING», «TB2026-17 Plan».
///
/// Such lines next to each other are a list, or a table of contents, unless each stands below the one before it.
pub(super) fn mark_headings(source: &str, blocks: &mut Vec<Block>, lines: &[Line]) {
    // A mark at the title alone marks no sections.
    let marked = |b: &Block| matches!(b.kind, BlockKind::Heading { level: 1.., .. });
    let running = |b: &Block| b.kind == BlockKind::Paragraph && source[b.content.range()].ends_with('.');
    if blocks.iter().skip_while(|b| !running(b)).any(marked) || blocks.iter().filter(|b| marked(b)).take(2).count() > 1 {
        return;
    }
    let mut heads = candidates(source, blocks, lines);
    levels(source, blocks, lines, &mut heads);
    alone(&mut heads);
    // Where a mark tells the title, one line alone may be an item of a list.
    let least = if blocks.iter().any(marked) { 2 } else { 1 };
    if heads.iter().filter(|h| h.level.is_some()).count() >= least {
        *blocks = rebuilt(std::mem::take(blocks), lines, &heads);
    }
}

/// A block that is neither furniture nor contact data, and the heading that it may be.
struct Head<'s> {
    /// Its blocks: two where the number stands in a block of its own.
    first: usize,
    last: usize,
    /// The lines of the last block that belong to the heading.
    lines: usize,
    /// Whether its text follows them without a blank line, or is withheld.
    glued: bool,
    content: Span,
    /// The number that it begins with, heading or not.
    number: Option<Number>,
    title: &'s str,
    /// Whether the words behind the number may be a heading's.
    titled: bool,
    /// Its rank as a heading; none where it is none.
    level: Option<u8>,
}

/// Every block with the heading that it may be by itself.
fn candidates<'s>(source: &'s str, blocks: &[Block], lines: &[Line]) -> Vec<Head<'s>> {
    let mut heads = Vec::with_capacity(blocks.len());
    let mut listed = HashSet::new();
    let mut i = 0;
    while i < blocks.len() {
        if !matches!(blocks[i].kind, BlockKind::Furniture | BlockKind::Letterhead) {
            let head = head(source, blocks, lines, i, &listed);
            if matches!(blocks[i].kind, BlockKind::Item { ordered: true }) {
                listed.insert(&source[blocks[i].content.range()]);
            }
            i = head.last;
            heads.push(head);
        }
        i += 1;
    }
    heads
}

/// The heading that a block may be; `listed` are the items of lists above it.
fn head<'s>(source: &'s str, blocks: &[Block], lines: &[Line], i: usize, listed: &HashSet<&str>) -> Head<'s> {
    let own = &lines[blocks[i].lines.clone()];
    let mut head =
        Head { first: i, last: i, lines: 0, glued: false, content: blocks[i].content, number: None, title: "", titled: false, level: None };
    // A page set in columns leaves a gap between a number and its title.
    let apart = own[0].shape == Shape::Pair && is_numbered_line(&source[own[0].content.range()]);
    let shaped = |l: &Line| matches!(l.shape, Shape::Ordered | Shape::Text);
    if !(apart || shaped(&own[0]))
        || !own[1..].iter().all(shaped)
        || !matches!(blocks[i].kind, BlockKind::Paragraph | BlockKind::Item { ordered: true })
    {
        return head;
    }
    // The number is a word of the heading.
    let words = |l: &Line| Span::new(l.mark.start.min(l.content.start), l.content.end);
    let start = words(&own[0]).start;
    let mut found = |last: usize, count: usize, end: usize, glued: bool| {
        let whole = Span::new(start, end);
        let text = &source[whole.range()];
        (head.last, head.lines, head.content) = (last, count, whole);
        (head.number, head.title) = read(text).map_or((None, text), |(number, title)| (Some(number), without_emphasis(title)));
        // What is not public has no text below it.
        let withheld = head.number == Some(Number::Id) && is_withheld(head.title);
        head.titled = withheld || is_title(head.title);
        head.glued = withheld || glued;
    };
    // A number alone is followed by its title, in the next line or the next block.
    if is_number_alone(&source[words(&own[0]).range()]) {
        match own {
            [_] if blocks.get(i + 1).is_some_and(|b| b.kind == BlockKind::Paragraph && b.lines.len() == 1) => {
                found(i + 1, 1, blocks[i + 1].content.end, false);
            }
            [_, title] => found(i, 2, title.content.end, false),
            [_, title, text, ..] if is_glued(source, title, &own[2..]) && text.shape == Shape::Text => found(i, 2, title.content.end, true),
            _ => {}
        }
        return head;
    }
    match own {
        [line] => found(i, 1, line.content.end, false),
        [line, rest @ ..] if is_glued(source, line, rest) || (apart && rest.first().is_some_and(|next| begins_large(source, next))) => {
            found(i, 1, line.content.end, true);
        }
        // An item of the agenda stands again, above what is said of it.
        [line, rest @ ..] if listed.contains(&source[line.content.range()]) && begins_text(source, rest) => found(i, 1, line.content.end, true),
        [line, second] => {
            // A title that is too long for one line.
            let whole = &source[line.content.start..second.content.end];
            if whole.len() <= BROKEN && (is_capitals(whole) || named(&source[line.content.range()])) {
                found(i, 2, second.content.end, false);
            }
        }
        _ => {}
    }
    if head.lines == 0 {
        head.number = read(&source[words(&own[0]).range()]).map(|(number, _)| number);
    }
    head
}

/// A title without the marks around all of it: «1. **Innledning**».
fn without_emphasis(title: &str) -> &str {
    let words = title.trim_matches('*');
    if title.len() > words.len() && !words.contains('*') { words.trim() } else { title }
}

fn named(words: &str) -> bool {
    matches!(read(words), Some((Number::Named { .. } | Number::Part, _)))
}

/// `1.`, `II.`, `Del II`: a number without its title.
fn is_number_alone(words: &str) -> bool {
    words.len() < 12
        && match read(words) {
            Some((Number::Chapter { pointed, .. } | Number::Roman { pointed, .. }, "")) => pointed,
            // `2.1`; three numbers may be a date.
            Some((Number::Below { depth: 2, .. } | Number::Letter { small: false, .. } | Number::Part | Number::Named { .. }, "")) => true,
            _ => false,
        }
}

/// Whether the lines below a heading's are running text of their own: its line ended before the next word would have been too much, and
/// they begin large and end a sentence.
fn is_glued(source: &str, line: &Line, rest: &[Line]) -> bool {
    let (Some(next), Some(last)) = (rest.first(), rest.last()) else { return false };
    let widest = rest.iter().map(|l| l.content.len()).max().unwrap_or(0);
    let word = source[next.content.range()].split(' ').next().map_or(0, str::len);
    // What is said of a post may begin with the money.
    let sum = is_post(&source[line.content.range()])
        && source[next.content.range()].starts_with(|c: char| c.is_ascii_digit())
        && source[last.content.range()].ends_with('.');
    // What an id heads may go on in a list, and may be no more than its lead-in.
    let id = || matches!(read(&source[line.content.range()]), Some((Number::Id, _))) && begins_large(source, next);
    let headed = || is_section_line(&source[line.content.range()]) && begins_large(source, next);
    // «3.2 Oppdrag» above «X bes om å:»
    let leads_in = || rest.len() == 1 && source[last.content.range()].ends_with(':') && (id() || headed());
    // So may what stands below a number of two parts, once a sentence has ended.
    let section = || {
        let sentence = || rest.iter().any(|l| source[l.content.range()].ends_with('.'));
        is_section_line(&source[line.content.range()]) && begins_large(source, next) && sentence()
    };
    let ended = || line.content.end - line.mark.start.min(line.content.start) + 1 + word < widest;
    ((sum || id() || section()) && ended()) || leads_in() || (begins_text(source, rest) && (ended() || is_post(&source[line.content.range()])))
}

/// Whether lines are running text: they begin large and end a sentence.
fn begins_text(source: &str, lines: &[Line]) -> bool {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return false };
    begins_large(source, first) && source[last.content.range()].ends_with(['.', ':'])
}

/// Whether a line begins with a capital letter, and has others.
fn begins_large(source: &str, line: &Line) -> bool {
    let text = &source[line.content.range()];
    line.shape == Shape::Text && text.starts_with(char::is_uppercase) && !is_capitals(text)
}

/// Whether a title says something, as a sentence does and few headings do; what counts a goal may: «Mål 1: Naturen skal bevares».
fn says(title: &str) -> bool {
    title.split_whitespace().any(is_finite_verb) && !named(title)
}

/// Whether a line is the number of a section, of two parts at least, with its title: «3.1 Oppdrag».
pub(super) fn is_section_line(line: &str) -> bool {
    let below = line.starts_with(|c: char| c.is_ascii_digit()) && line.len() <= LONGEST;
    below && matches!(read(line), Some((Number::Below { .. }, title)) if is_title(title) && !says(title))
}

/// Whether a line is the number of a chapter or section with its title.
pub(super) fn is_numbered_line(line: &str) -> bool {
    let chapter = || matches!(read(line), Some((Number::Chapter { .. }, title)) if is_title(title) && !says(title));
    is_section_line(line) || (line.len() <= LONGEST && line.starts_with(|c: char| c.is_ascii_digit()) && chapter())
}

/// Whether a line is the first section of the chapter in another, both with their numbers: «3 Mål» and «3.1 Hovedmål», «3.1 …» and «3.1.1 …».
pub(super) fn first_below(chapter: &str, section: &str) -> bool {
    let number = |line: &str| line.split(' ').next().unwrap_or("").trim_end_matches('.').len();
    let own = &chapter[..number(chapter)];
    is_numbered_line(chapter) && section[..number(section)].strip_prefix(own).is_some_and(|rest| rest == ".1")
}

/// Gives each candidate the rank that its number has among the others.
fn levels(source: &str, blocks: &[Block], lines: &[Line], heads: &mut [Head<'_>]) {
    // Numbers with a point may count a list between two chapters.
    let bare = counted(heads, |h| match h.number {
        Some(Number::Chapter { count, pointed: false }) => Some(count),
        _ => None,
    });
    let roman = counted(heads, |h| match h.number {
        Some(Number::Roman { count, .. }) => Some(count),
        _ => None,
    });
    let mut letters = lettered(heads, false, |_| true);
    letters.0.extend(lettered(heads, true, |n| parts_text(source, blocks, heads, n)).0);
    letters.0.sort_unstable();
    let body = body(source, blocks, heads);
    let mut last = Counts::default();
    for n in 0..heads.len() {
        let head = &heads[n];
        let capitals = head.titled && is_capitals(head.title);
        let longest = if capitals || matches!(head.number, Some(Number::Named { .. } | Number::Part)) { BROKEN } else { LONGEST };
        // The text right below a heading may lead in a list, but none of sections.
        let above = n.checked_sub(1).map_or("", |above| match head.number {
            Some(Number::Below { .. }) => &source[heads[above].content.range()],
            _ => &source[blocks[heads[above].last].content.range()],
        });
        let led_in = above.trim_end_matches(['*', '_']).ends_with(':');
        // No blank line stands between the items of a list.
        let close = n > 0 && lines[blocks[heads[n - 1].last].lines.end - 1].span.end == lines[blocks[head.first].lines.start].span.start;
        if !head.titled || head.content.len() > longest {
            if let Some(Number::Chapter { count, pointed: true }) = head.number {
                last.lists(count, led_in, close);
            }
            continue;
        }
        let level = match head.number {
            _ if letters.contains(n) => Some(if last.numbered { 3 } else { 2 }),
            Some(Number::Chapter { count, pointed }) => {
                let loud = || capitals && head.title.split(' ').next().is_some_and(|w| w.len() > 2);
                (if pointed { last.follows(count, led_in, close) } else { bare.contains(n) || loud() }).then_some(2)
            }
            Some(Number::Below { chapter, depth }) => {
                let apart = head.first != head.last || head.lines > 1;
                ((last.chapter == 0 && !apart) || chapter == last.chapter || chapter == last.chapter + 1).then_some(depth + 1)
            }
            Some(Number::Roman { pointed, .. }) => (pointed || roman.contains(n)).then_some(1),
            Some(Number::Part) => Some(1),
            Some(Number::Named { enclosure }) => Some(if last.numbered && !enclosure { 3 } else { 2 }),
            Some(Number::Id) => Some(if last.numbered { 4 } else { 3 }),
            Some(Number::Letter { .. }) => None,
            None => {
                let placed = body.contains(&n) || OPENING.iter().any(|title| same_words(title, head.title));
                let loud = capitals && heads_text(source, blocks, heads, n);
                (placed && (loud || (!capitals && is_plain_title(source, blocks, lines, heads, n))))
                    .then_some(if last.numbered { 3 } else { 2 } + u8::from(is_post(head.title)))
            }
        };
        let level = level.filter(|_| !led_in);
        if let (Some(level), Some(number)) = (level, head.number) {
            last.accept(number, level);
        }
        heads[n].level = level;
    }
}

/// Where a letter speaks: from the first sentence, above which title and addressee stand, to the signatures.
fn body(source: &str, blocks: &[Block], heads: &[Head<'_>]) -> Range<usize> {
    let words = |h: &Head<'_>| &source[h.content.range()];
    let start = heads.iter().position(|h| blocks[h.first].kind == BlockKind::Paragraph && words(h).ends_with('.')).unwrap_or(heads.len());
    let closes =
        |h: &Head<'_>| words(h).len() < 40 && ["med hilsen", "med helsing", "med vennlig", "med venleg"].iter().any(|w| same_start(words(h), w));
    let end = heads[start..].iter().position(closes).map_or(heads.len(), |len| start + len);
    start..end
}

/// The numbers of the chapters so far, and those of the list that stands open.
#[derive(Default)]
struct Counts {
    chapter: u8,
    listed: u8,
    numbered: bool,
}

impl Counts {
    /// Whether a chapter may have the number.
    fn follows(&mut self, count: u8, led_in: bool, close: bool) -> bool {
        let next = (self.chapter + 1..=self.chapter + 3).contains(&count);
        !self.lists(count, led_in, close) && (count == 1 || next)
    }

    /// Whether a number behind a lead-in counts a list, and so what goes on with its numbers; if it could be the next chapter's, only
    /// `close` below the one before.
    fn lists(&mut self, count: u8, led_in: bool, close: bool) -> bool {
        let listed = led_in || (self.listed > 0 && count == self.listed + 1 && (close || count != self.chapter + 1));
        if listed {
            self.listed = count;
        }
        listed
    }

    fn accept(&mut self, number: Number, level: u8) {
        self.numbered |= !matches!(number, Number::Named { .. } | Number::Letter { .. } | Number::Id) || level == 1;
        if let Number::Chapter { count, .. } = number {
            (self.chapter, self.listed) = (count, 0);
        }
        if matches!(number, Number::Roman { .. } | Number::Part) {
            self.chapter = 0;
        }
    }
}

/// Lines whose figure may count anything are headings where such lines count on through the text: 1, 2, 3 …; their places, in order. One
/// number may be lost.
fn counted(heads: &[Head<'_>], count: impl Fn(&Head<'_>) -> Option<u8>) -> Places {
    // The last candidate of each number.
    let mut lasts = [0; u8::MAX as usize + 1];
    for (n, head) in heads.iter().enumerate().filter(|(_, head)| head.titled) {
        if let Some(count) = count(head) {
            lasts[usize::from(count)] = n;
        }
    }
    let mut run = Vec::new();
    let mut next = 1;
    for (n, head) in heads.iter().enumerate() {
        // Neighbours without text of their own are a list of contents.
        let apart = run.last().is_none_or(|&last: &usize| n > last + 1 || heads[last].glued);
        let Some(count) = count(head).map(usize::from).filter(|_| apart && head.titled) else { continue };
        if count == next || (next > 1 && count == next + 1 && lasts[next] < n) {
            run.push(n);
            next = count + 1;
        }
    }
    Places(if run.len() > 1 { run } else { Vec::new() })
}

/// Lines with letters, capital or `small`, are headings where they count on from A to B at least; some may be lost or stand twice. One that
/// may be none ends its series.
fn lettered(heads: &[Head<'_>], small: bool, may: impl Fn(usize) -> bool) -> Places {
    let mut run: Vec<(usize, u8)> = Vec::new();
    let mut most = 0;
    for (n, head) in heads.iter().enumerate() {
        let letter = match head.number {
            Some(Number::Letter { count, small: of }) if of == small => count,
            // `I.` behind `H.`
            Some(Number::Roman { count: 1, pointed: true }) if !small && (b'F' - b'A'..=b'I' - b'A').contains(&most) => b'I' - b'A' + 1,
            _ => continue,
        };
        let follows = letter == 1 || (most > 0 && letter <= most + 3 && letter + 1 >= most);
        if follows && head.titled && may(n) {
            run.push((n, letter));
            most = if letter == 1 { 1 } else { most.max(letter) };
        } else if small {
            most = 0;
        }
    }
    let series = run.chunk_by(|_, next| next.1 != 1).filter(|series| series.get(1).is_some_and(|second| second.1 == 2));
    Places(series.flatten().map(|&(n, _)| n).collect())
}

/// Whether a line with a small letter, which mostly is an item, heads the running text below it: «a) Ventetider og aktivitet».
fn parts_text(source: &str, blocks: &[Block], heads: &[Head<'_>], n: usize) -> bool {
    let head = &heads[n];
    let led_in = n.checked_sub(1).is_some_and(|above| source[heads[above].content.range()].ends_with(':'));
    let text = |next: &Head<'_>| blocks[next.first].kind == BlockKind::Paragraph && is_running(&source[next.content.range()]);
    head.title.len() <= PLAIN && !led_in && !says(head.title) && (head.glued || heads.get(n + 1).is_some_and(text))
}

/// Places in order.
struct Places(Vec<usize>);

impl Places {
    fn contains(&self, n: usize) -> bool {
        self.0.binary_search(&n).is_ok()
    }
}

/// Whether a paragraph is running text, states money of a chapter, or a unit. A page may end within a sentence.
fn is_running(words: &str) -> bool {
    const LONG: usize = 40;
    words.len() >= LONG || words.ends_with(['.', ':']) || words.starts_with('(') || same_start(words, "kap")
}

/// Titles of first sections.
const OPENING: &[&str] = &["INNLEDNING", "INNLEIING", "BAKGRUNN", "INTRODUKSJON", "FORORD"];

/// Whether running text, a list or a table stands below a line in capital letters, which is no label, name or line of a title.
fn heads_text(source: &str, blocks: &[Block], heads: &[Head<'_>], n: usize) -> bool {
    let head = &heads[n];
    let is_running = |at: usize| heads.get(at).is_some_and(|h| is_running(&source[h.content.range()]));
    let text = head.glued
        || heads.get(n + 1).is_some_and(|next| match blocks[next.first].kind {
            BlockKind::Table | BlockKind::Item { .. } | BlockKind::Heading { .. } => true,
            BlockKind::Paragraph => is_running(n + 1) && !is_capitals(&source[next.content.range()]),
            _ => false,
        });
    let letters = head.title.chars().filter(|c| c.is_alphabetic()).count();
    text && letters > 4 && !stands_alone(head.title) && !head.title.starts_with("DET KONG") && !head.title.ends_with("DEPARTEMENTET")
}

/// The longest heading without a number or capitals, in bytes.
const PLAIN: usize = 60;

/// Whether a line in small letters heads the running text below it: a title of a few words that says nothing, between passages that do.
fn is_plain_title(source: &str, blocks: &[Block], lines: &[Line], heads: &[Head<'_>], n: usize) -> bool {
    let head = &heads[n];
    let words = || head.title.split_whitespace();
    let text = |h: &Head<'_>| &source[h.content.range()];
    let line = &lines[blocks[head.first].lines.start];
    let one_line = head.first == head.last && head.lines == 1 && line.shape == Shape::Text && blocks[head.first].kind == BlockKind::Paragraph;
    let says = || words().any(|w| is_finite_verb(&w.to_lowercase()));
    let name = || words().count() > 1 && words().all(|w| w.starts_with(char::is_uppercase));
    // Right above what is said of it: alone it may be the caption of a table.
    let post = head.glued && is_post(head.title);
    let labels = || LABELS.iter().any(|label| same_start(head.title, label)) && !post;
    let marks = |title: &str| title.contains([':', '/', '@', '(', '«']) || (title.contains(',') && !post);
    let label = || labels() || stands_alone(head.title) || marks(head.title);
    let runs = |h: &Head<'_>| blocks[h.first].kind == BlockKind::Paragraph && is_running(text(h)) && !same_start(text(h), "kap");
    // «Nye oppdrag» above the first of them.
    let identified = |h: &Head<'_>| h.titled && h.number == Some(Number::Id);
    let behind_text =
        |above: &Head<'_>| above.glued || above.level.is_some() || blocks[above.first].kind != BlockKind::Paragraph || text(above).ends_with('.');
    let opening = OPENING.iter().any(|title| same_words(title, head.title));
    one_line
        && head.title.len() <= PLAIN
        && !(says() || name() || label())
        && (head.glued
            || heads_list(source, blocks, heads, n)
            || heads.get(n + 1).is_some_and(|next| identified(next) || (runs(next) && text(next).starts_with(char::is_uppercase))))
        && (opening || n.checked_sub(1).is_some_and(|above| behind_text(&heads[above])))
}

/// Whether a list stands below a title that heads one in any letter: «Styringsparametre».
fn heads_list(source: &str, blocks: &[Block], heads: &[Head<'_>], n: usize) -> bool {
    const TITLES: &[&str] = &[
        "styringsparametere",
        "styringsparametre",
        "styringsparametrar",
        "nøkkeltall",
        "nøkkeltal",
        "resultatkrav",
        "resultatmål",
        "mål",
        "oppdrag",
    ];
    let item = |next: &Head<'_>| matches!(blocks[next.first].kind, BlockKind::Item { .. }) && next.number.is_none();
    heads.get(n + 1).is_some_and(item) && TITLES.iter().any(|title| same_words(&source[heads[n].content.range()], title))
}

/// «Post 01 Driftsutgifter», «Kap. 640 post 01 Driftsutgifter»
fn is_post(title: &str) -> bool {
    fn numbered<'t>(text: &'t str, word: &str) -> Option<&'t str> {
        let number = text.get(word.len()..).filter(|_| same_start(text, word)).unwrap_or("");
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then(|| number[digits..].trim_start_matches([',', ' ']))
    }
    numbered(title, "post ").or_else(|| numbered(numbered(title, "kap. ")?, "post ")).is_some()
}

/// Beginnings of lines that label what stands below them, and head no section.
const LABELS: &[&str] = &["kap", "post", "frist", "tabell", "figur", "kopi", "vedlegg", "dato", "deres ", "dykkar ", "vår ", "ansvarlig"];

/// Takes away what stands in a row of candidates, unless each is below the one before it. Where a list of contents is followed by the
/// first section, a title of the list stands again.
fn alone(heads: &mut [Head<'_>]) {
    let mut n = 0;
    while n < heads.len() {
        if heads[n].level.is_none() {
            n += 1;
            continue;
        }
        let end = (n + 1..heads.len()).find(|&i| heads[i].level.is_none() || heads[i - 1].glued).unwrap_or(heads.len());
        let row = &heads[n..end];
        let nested = |from: usize| row[from..].windows(2).all(|w| w[0].level < w[1].level);
        let again = |from: usize| row[..from].iter().any(|h| same_words(h.title, row[from].title));
        let deepest = (0..row.len()).rev().take_while(|&from| nested(from)).last().unwrap_or(row.len());
        let start = if deepest == 0 || (deepest..row.len()).any(again) { deepest } else { row.len() };
        // The last line of a text heads nothing.
        let stop = if end == heads.len() && !heads[end - 1].glued { end - 1 } else { end };
        for i in (n..end).filter(|i| !(n + start..stop).contains(i)) {
            heads[i].level = None;
        }
        n = end;
    }
}

fn same_words(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.to_lowercase() == b.to_lowercase()
}

/// The blocks with those that are headings, each of which may be two blocks, or part of one.
fn rebuilt(blocks: Vec<Block>, lines: &[Line], heads: &[Head<'_>]) -> Vec<Block> {
    let mut heads = heads.iter().filter(|h| h.level.is_some()).peekable();
    let mut built = Vec::with_capacity(blocks.len() + 8);
    for (i, mut block) in blocks.into_iter().enumerate() {
        let Some(head) = heads.peek().filter(|h| h.first <= i) else {
            built.push(block);
            continue;
        };
        if i == head.first {
            let level = head.level.unwrap_or(1);
            let end = block.lines.start + if head.last == i { head.lines } else { block.lines.len() };
            let kind = BlockKind::Heading { level, bold: false };
            built.push(Block { kind, span: block.span, content: head.content, lines: block.lines.start..end });
            if let Some(text) = lines[..block.lines.end].get(end..).and_then(<[Line]>::first).filter(|_| head.glued) {
                block.kind = BlockKind::Paragraph;
                (block.span.start, block.content.start, block.lines.start) = (text.span.start, text.content.start, end);
                built.push(block);
            }
        } else if let Some(last) = built.last_mut() {
            last.lines.end = block.lines.end;
        }
        if i == head.last {
            heads.next();
        }
    }
    built
}

/// Whether words behind a number are a heading's: they begin large, end without a mark, and lead to no page.
fn is_title(title: &str) -> bool {
    if title.len() <= 2 || !title.starts_with(char::is_uppercase) || title.ends_with(['.', ',', ';', ':']) {
        return false;
    }
    // A number at the end is a page's unless it is a year, part of a word, «covid-19», or counts what stands before it, «post 50».
    let digits = title.bytes().rev().take_while(u8::is_ascii_digit).count();
    let before = &title[..title.len() - digits];
    let counted = || ["post ", "kap. ", "kapittel ", "nr. ", "tillegg ", "punkt "].iter().any(|word| same_end(before, word));
    let page = !matches!(digits, 0 | 4) && !before.ends_with('-') && !counted();
    !page && memmem::find(title.as_bytes(), b"...").is_none() && memmem::find(title.as_bytes(), "……".as_bytes()).is_none()
}

/// Whether what stands instead of a title says why there is none: «(unntatt offentlighet)».
fn is_withheld(title: &str) -> bool {
    title.starts_with('(') && title.ends_with(')') && title.contains(" offentl")
}

/// Whether all letters of the words are capitals.
fn is_capitals(words: &str) -> bool {
    words.contains(char::is_uppercase) && !words.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::scan;
    use super::*;
    use crate::source::Source;

    fn headings(source: &str) -> Vec<(u8, String)> {
        let found = scan(&Source::new(source)).blocks.into_iter();
        let words = |b: &Block| source[b.content.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        found.filter_map(|b| if let BlockKind::Heading { level, .. } = b.kind { Some((level, words(&b))) } else { None }).collect()
    }

    #[track_caller]
    fn check(source: &str, expected: &[(u8, &str)]) {
        let found = headings(source);
        assert_eq!(found.iter().map(|(level, words)| (*level, words.as_str())).collect::<Vec<_>>(), expected, "{source}");
    }

    #[test]
    fn numbered_lines_that_stand_alone() {
        check(
            "1. Innledning\n\nVi viser til saken.\n\n2 MÅL\n\n2.1 Overordnede mål\n\nTekst.\n\nIV. Rapportering\n\nTekst.\n\nDEL II FØRINGER\n\nTekst.\n",
            &[(2, "1. Innledning"), (2, "2 MÅL"), (3, "2.1 Overordnede mål"), (1, "IV. Rapportering"), (1, "DEL II FØRINGER")],
        );
    }

    #[test]
    fn figures_that_count_through_the_text() {
        let text = "1 Innleiing\n\nTekst.\n\n2 Mål\n\nTekst.\n\n1 Note til teksten\n\n3 Krav og føringar\n\nTekst.\n";
        check(text, &[(2, "1 Innleiing"), (2, "2 Mål"), (2, "3 Krav og føringar")]);
    }

    #[test]
    fn a_number_that_stands_apart_from_its_title() {
        check(
            "1.\n\nInnledning\n\nTekst.\n\n2.\nMÅL FOR 2026\n\nTekst.\n\n3.\nRapportering\nDirektoratet skal rapportere til departementet.\n",
            &[(2, "1. Innledning"), (2, "2. MÅL FOR 2026"), (2, "3. Rapportering")],
        );
        check("Del I\n\nFøringer\n\nTekst.\n\nDel II\n\nOppdrag\n\nTekst.\n", &[(1, "Del I Føringer"), (1, "Del II Oppdrag")]);
        check("Dato\n\n10.12.24\n\nTildelingsbrev for prøver\n\nTekst.\n", &[]);
        check("Vi viser til brev av\n\n11.\n\ndesember 2015 om saken.\n\nTekst.\n", &[]);
    }

    #[test]
    fn letters_and_romans_that_count() {
        check(
            "1. Innledning\n\nTekst.\n\nA. Forventninger\n\nTekst.\n\nB. Lovpålagte rammer\n\nTekst.\n\nD. Ventetider\n\nTekst.\n",
            &[(2, "1. Innledning"), (3, "A. Forventninger"), (3, "B. Lovpålagte rammer"), (3, "D. Ventetider")],
        );
        check("I Innledning\n\nTekst.\n\nII Mål\n\nTekst.\n\nIII Krav\n\nTekst.\n", &[(1, "I Innledning"), (1, "II Mål"), (1, "III Krav")]);
        check(
            "Tekst om saken.\n\na) Ventetider og aktivitet\n\nTekst om ventetider.\n\nb) Arbeidsmiljø\n\nTekst om miljøet.\n",
            &[(2, "a) Ventetider og aktivitet"), (2, "b) Arbeidsmiljø")],
        );
        for text in [
            "Tilsynet skal:\n\na) Redusere ventetid\n\nTekst om ventetid.\n\nb) Unngå fristbrudd\n\nTekst om brudd.\n",
            "Tekst om saken.\n\na) Ventetider\nb) Arbeidsmiljø\n\nTekst om miljøet.\n",
            "Tekst om saken.\n\na) Tilsynet skal lage en plan\n\nTekst om den.\n\nb) Tilsynet skal rapportere\n\nTekst om det.\n",
        ] {
            check(text, &[]);
        }
        for text in ["A. Nordmann\n\nTekst.\n", "I Prøvedirektoratet arbeider mange\n\nTekst.\n", "A. Hansen\n\nB. Olsen\n\nTekst.\n"] {
            check(text, &[]);
        }
    }

    #[test]
    fn names_with_a_number_and_lines_in_capitals() {
        check(
            "Tekst.\n\nINNSATSOMRÅDE 1 – PASIENTBEHANDLING\n\nTekst.\n\nHovedmål 2: Barn og unge skal få et tilbud som er godt og likt i hele landet\n\n\
             Tekst.\n\nSTYRINGSDIALOG OG RAPPORTERING\n\nTekst.\n",
            &[
                (2, "INNSATSOMRÅDE 1 – PASIENTBEHANDLING"),
                (2, "Hovedmål 2: Barn og unge skal få et tilbud som er godt og likt i hele landet"),
                (2, "STYRINGSDIALOG OG RAPPORTERING"),
            ],
        );
        check("1. INNLEDNING\n\nTekst.\n\nØKONOMISKE RAMMER\n\nTekst.\n", &[(2, "1. INNLEDNING"), (3, "ØKONOMISKE RAMMER")]);
        for text in [
            // An addressee, a name, a sender, labels, a short name, a line of a title.
            "PRØVETILSYNET\n\nPostboks 10, 0030 OSLO\n",
            "Tekst.\n\nMed hilsen\n\nKARI NORDMANN\n\nEkspedisjonssjef\n",
            "DET KONGELIGE PRØVEDEPARTEMENT\n\nTekst.\n",
            "Tekst.\n\nVEDTAK:\n\nTekst.\n",
            "Tekst.\n\nNAV\n\nTekst.\n",
            "Tekst.\n\nSTATSBUDSJETTET\n\nTILDELINGSBREV TIL PRØVETILSYNET\n",
            "Vedlegg 1: Fullmakter\n\nVedlegg 2: Krav til årsrapport\n",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn headings_right_above_their_text() {
        check(
            "1. Innledning\nPrøvedepartementet viser til Prop. 1 S og gir her rammene for året.\nTilsynet skal følge dem.\n\n\
             2. Mål\nTilsynet skal bidra til trygge prøver i hele landet og til\nkunnskap om dem.\n",
            &[(2, "1. Innledning"), (2, "2. Mål")],
        );
        check("1. Tilsynet skal i samarbeid med Prøvedirektoratet og\nStatens prøveanstalt lage en plan.\n", &[]);
    }

    #[test]
    fn chapters_right_above_their_first_section() {
        check(
            "1. Innledning\nVi viser til Prop. 1 S.\n2. Mål\n2.1 Mål for året\n2.1.1 Brukere\nTilsynet skal være til nytte for brukerne.\n2.2 Krav\nTilsynet skal bli bedre.\n\n\
             3 RAPPORTERING\n3.1 Årsrapport\nÅrsrapporten skal sendes til departementet.\n",
            &[
                (2, "1. Innledning"),
                (2, "2. Mål"),
                (3, "2.1 Mål for året"),
                (4, "2.1.1 Brukere"),
                (3, "2.2 Krav"),
                (2, "3 RAPPORTERING"),
                (3, "3.1 Årsrapport"),
            ],
        );
        check("1 Innledning\n2 Mål\n2.1 Mål for året\n2.2 Krav\n3 Rapportering\n", &[]);
    }

    #[test]
    fn goals_with_a_verb_and_tables_right_below() {
        check(
            "1 Innledning\nVi viser til Prop. 1 S og gir her rammene for året som kommer.\n\n\
             2 Mål og oppdrag\n2.1 Mål 1: Naturen skal bevares\nStyringsparametere:\n• Antall planer\n\n\
             2.2 Mål 2: Flere skal ut\nTilsynet skal:\n• lage planer\n\n\
             3 Rapportering og møter\nTema                 Frist\nÅrsrapport           15. mars\n\n\
             5 Fullmakter\nTilsynet har de fullmaktene som står i hovedinstruksen.\n",
            &[
                (2, "1 Innledning"),
                (2, "2 Mål og oppdrag"),
                (3, "2.1 Mål 1: Naturen skal bevares"),
                (3, "2.2 Mål 2: Flere skal ut"),
                (2, "3 Rapportering og møter"),
                // The fourth is lost.
                (2, "5 Fullmakter"),
            ],
        );
    }

    #[test]
    fn items_of_the_agenda_that_stand_again() {
        let agenda = "Dagsorden:\n1. Åpning av møtet\n2. Valg av en person til å undertegne protokollen\n\n";
        let treated = "1. Åpning av møtet\nStyreleder åpnet møtet og ønsket velkommen til alle.\n\n2. Valg av en person til å undertegne protokollen\nKari Nordby ble valgt.\n";
        check(&format!("{agenda}{treated}"), &[(2, "1. Åpning av møtet"), (2, "2. Valg av en person til å undertegne protokollen")]);
    }

    #[test]
    fn a_title_may_end_in_what_it_counts() {
        check(
            "1 Innledning\nVi viser til Prop. 1 S og gir her rammene for året.\n\n\
             2 Tildeling\n2.1 Bevilgning over kap. 260 post 50\nStortinget har vedtatt en bevilgning på posten. Målene er:\n\n1. Mål\n2. Krav\n3. Plan\n\n\
             3 Frister\nRapportene skal sendes til departementet i tide.\n",
            &[(2, "1 Innledning"), (2, "2 Tildeling"), (3, "2.1 Bevilgning over kap. 260 post 50"), (2, "3 Frister")],
        );
    }

    #[test]
    fn numbers_with_a_gap_behind_them() {
        check(
            "1.    Innleiing\nVi viser til saka og til Prop. 1 S.\n\n2.    Føringar\n2.1   Oppdrag\nDepartementet bed om:\n\n2.2   Fellesføring\nTilsynet skal på ein god måte\n\n",
            &[(2, "1. Innleiing"), (2, "2. Føringar"), (3, "2.1 Oppdrag"), (3, "2.2 Fellesføring")],
        );
        check(
            "1      Innledning\nVi viser til saken og til Prop. 1 S.\n\n2      Krav\n2.1    Oppdrag\nDepartementet ber om:\n\n",
            &[(2, "1 Innledning"), (2, "2 Krav"), (3, "2.1 Oppdrag")],
        );
        check("Tekst.\n\n2.1   Andel saker      40\n2.2   Antall tilsyn     12\n", &[]);
        check("Tekst.\n\n1     Andel saker\n2     Antall tilsyn\n", &[]);
    }

    #[test]
    fn ids_right_above_a_lead_in_or_without_a_title() {
        check(
            "Tekst.\n\nTB2026-17 Plan for prøver i kommunene\nTilsynet skal:\n• lede arbeidet\n\nTB2026-18 (unntatt offentlighet)\n\n\
             TB2026-19 Tilsyn\n\nTekst.\n",
            &[(3, "TB2026-17 Plan for prøver i kommunene"), (3, "TB2026-18 (unntatt offentlighet)"), (3, "TB2026-19 Tilsyn")],
        );
    }

    #[test]
    fn goals_that_the_text_below_a_heading_leads_in_are_none() {
        let goals = "1. Innleiing\nVi viser til saka og til Prop. 1 S.\n\n2. Mål\nDepartementet har desse måla for tilsynet i dette året:\n\n\
             Mål 1: Rett svar til rett tid\nMål 2: Godt tilsyn\n\n3. Oppdrag\n\n3.1 Oppdrag i 2024\nOppdrag 2024-1: Plan\n\
             Tilsynet skal lage ein plan for dei neste tre åra.\n\n";
        let expected = [(2, "1. Innleiing"), (2, "2. Mål"), (2, "3. Oppdrag"), (3, "3.1 Oppdrag i 2024"), (4, "Oppdrag 2024-1: Plan")];
        check(goals, &expected);
    }

    #[test]
    fn titles_in_small_letters_between_running_text() {
        check(
            "Tildelingsbrev 2026\n\nInnledning\n\nVi viser til saken.\n\nFullmakter\n\nTilsynet gis disse fullmaktene for året.\n\n\
             Krav til rapportering\nTilsynet skal rapportere til departementet.\n\n\
             Post 21 Spesielle utgifter\nMidlene skal gå til nye prøver i hele landet.\n\nMed hilsen\n\nKari Nordmann\navdelingsdirektør\n",
            &[(2, "Innledning"), (2, "Fullmakter"), (2, "Krav til rapportering"), (3, "Post 21 Spesielle utgifter")],
        );
        for text in [
            // A line of a list, a sentence, a name, a label, a goal, a caption.
            "Disse skal delta:\n\nTilsynet i nord\n\nAndre kan delta etter avtale.\n",
            "Tekst.\n\nTilsynet skal rapportere\n\nAndre kan delta etter avtale.\n",
            "Tekst.\n\nKari Nordmann\n\nHun leder arbeidet i tilsynet.\n",
            "Tekst.\n\nFrist for arbeidet\n\nDirektoratet skal bli ferdig.\n",
            "Tekst.\n\nHovedmål: Trygge prøver\n\nDirektoratet skal bidra til målet.\n",
            "Tekst.\n\nUtgifter i året\n\nPost   Navn      Beløp\n01     Drift     2 000\n",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn lists_contents_and_notes_are_none() {
        for text in [
            "1. Innledning\n\n2. Mål\n\n3. Rapportering\n",
            "Tilsynet skal:\n\n1. Utrede saken\n\nTekst.\n",
            "1 INNLEDNING 4\n\nTekst\n",
            "1 Tildeling 50\n\nTekst\n",
            "2. Mål ...... 3\n\nTekst\n",
            "1 Meld. St. 18 (2018–2019) Helse\n\nTekst.\n",
            "21 Spesielle driftsutgifter\n\nTekst.\n",
            "Tilsynet skal:\n\n1. Utrede saken\n\nTekst.\n\n2. Foreslå tiltak\n\nTekst.\n",
        ] {
            check(text, &[]);
        }
        check("# Tittel\n\n1. Innledning\n\nTekst.\n", &[(1, "Tittel")]);
    }

    #[test]
    fn contents_before_the_first_section() {
        check("INNHOLD\n\n1. Innledning\n\n2. Mål\n\n1. INNLEDNING\n\nTekst.\n\n2. MÅL\n\nTekst.\n", &[(2, "1. INNLEDNING"), (2, "2. MÅL")]);
    }
}
