//! The header: title, date, references, sender, recipient, copies – and where each stands.

use std::ops::Range;

use jiff::civil::Date;
use memchr::memmem::Finder;

use super::kind::{base_of, of_broken_title, of_title, subject};
use super::layout::{Layout, Role};
use super::parties;
use super::pattern::{Beginnings, ByLetters, Needle, bare_words, begins_with, ends_word, holds, is_one_of, position, split_digits, strip, words};
use super::title_page;
use super::{Letter, Para, placed};
use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::{same_end, same_start};
use crate::model::{Amends, Evidence, Issuer, Kind, Language, Recipient};
use crate::span::Span;
use crate::value::id::{case_number, is_cut};
use crate::value::moment::{Moment, Resolved};
use crate::value::{Value, ValueKind, Words};
use crate::view::{Pieces, View};

static ASSIGNMENT: Needle = Needle::new(|| Finder::new("oppdrags"));
static ALLOCATION: Needle = Needle::new(|| Finder::new("tildelingsbrev"));
/// What the header says.
#[derive(Default)]
pub(crate) struct Header {
    pub(crate) title: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) our_ref: Option<String>,
    pub(crate) your_ref: Option<String>,
    pub(crate) supplement_number: Option<u32>,
    pub(crate) fiscal_year: Option<i16>,
    pub(crate) issuer: Issuer,
    pub(crate) co_issuers: Vec<String>,
    pub(crate) recipient: Recipient,
    pub(crate) amends: Vec<Amends>,
    pub(crate) copies_to: Vec<String>,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Header {
    /// Notes where a rule found a field; the words there.
    pub(crate) fn evidence(&mut self, letter: &Letter<'_, '_>, rule: &'static str, field: &'static str, pieces: &[Span]) -> &str {
        let place = letter.source.place(pieces);
        if place.text.is_empty() {
            return "";
        }
        letter.fired(rule, place.span);
        self.evidence.push(placed!(place, Evidence { field: field.into() }));
        self.evidence.last().map_or("", |e| &e.text)
    }
}

/// About as many places as a header is read from.
const FIELDS: usize = 16;

/// Reads the header of a letter.
pub(crate) fn read(letter: &Letter<'_, '_>, layout: &Layout, kind: Kind) -> Header {
    let mut header = Header { evidence: Vec::with_capacity(FIELDS), ..Header::default() };
    title(letter, layout, kind, &mut header);
    labels(letter, layout, &mut header);
    if header.our_ref.is_none() {
        case_label(letter, layout, &mut header);
    }
    if header.date.is_none() {
        lone_date(letter, layout, &mut header);
    }
    // Minutes are of the day of the meeting, not of that of signing.
    if header.date.is_none() && kind != Kind::Protokoll {
        signing_date(letter, layout, &mut header);
    }
    parties::read(letter, layout, kind, &mut header);
    amended(letter, layout, kind, &mut header);
    copies(letter, layout, &mut header);
    header
}

/// The passages of a role.
pub(super) fn with_role<'a, 's, F: Fn(&Role) -> bool>(
    letter: &Letter<'a, 's>,
    layout: &'a Layout,
    is: F,
) -> impl DoubleEndedIterator<Item = &'a Para<'s>> + use<'a, 's, F> {
    layout.roles.iter().zip(letter.paras).filter(move |(role, _)| is(role)).map(|(_, para)| para)
}

fn title(letter: &Letter<'_, '_>, layout: &Layout, kind: Kind, header: &mut Header) {
    let mut titles = with_role(letter, layout, |r| matches!(r, Role::Title));
    let Some(para) = titles.next() else {
        // A text of no known family has a title where it begins with a heading.
        if let Some(para) = letter.paras.iter().find(|p| !p.text().is_empty()).filter(|p| p.is_heading()) {
            header.title = Some(header.evidence(letter, "header/first-heading", "title", &para.passage.view.all_pieces()).to_owned());
        } else if let Some(lines) = title_page::said_twice(letter) {
            let lines = || lines.iter().map(|&i| &letter.paras[i]);
            let pieces: Pieces = lines().flat_map(|p| p.passage.view.all_pieces()).collect();
            header.title = Some(header.evidence(letter, "header/title-page", "title", &pieces).to_owned());
            if let Some((para, (range, year))) = lines().find_map(|p| Some((p, budget_year(p.text(), p)?))) {
                header.fiscal_year = Some(year);
                header.evidence(letter, "header/year-in-title", "fiscal_year", &para.passage.view.pieces(range));
            }
        }
        return;
    };
    // A broken title is all its passages; one that only stands twice is the first.
    let begun = |p: &Para<'_>| of_broken_title(para, p).is_some();
    let broken: Vec<&Para<'_>> = titles.take_while(|p| begun(p) || (!p.is_heading() && of_title(p).is_none())).collect();
    let end = contents_start(para.text());
    let mut pieces = para.passage.view.pieces(subject(para.text()).min(end)..end);
    pieces.extend(broken.iter().flat_map(|p| p.passage.view.all_pieces()));
    header.title = Some(header.evidence(letter, "header/title", "title", &pieces).to_owned());
    let text = para.text();
    if base_of(kind).is_some()
        && let Some(number) = supplement_number(text)
    {
        header.supplement_number = text[number.clone()].parse().ok();
        header.evidence(letter, "header/number-in-title", "supplement_number", &para.passage.view.pieces(number));
    }
    for para in std::iter::once(para).chain(broken) {
        if let Some((range, year)) = budget_year(para.text(), para)
            && header.fiscal_year.is_none()
        {
            header.fiscal_year = Some(year);
            header.evidence(letter, "header/year-in-title", "fiscal_year", &para.passage.view.pieces(range));
        }
    }
}

/// The number in a title's «nr. 2».
fn supplement_number(title: &str) -> Option<Range<usize>> {
    let number = |at: usize| {
        let rest = strip(&title[at..], &["nr"])?;
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        let (digits, rest) = split_digits(rest.strip_prefix(' ').unwrap_or(rest));
        let end = title.len() - rest.len();
        ((1..=2).contains(&digits.len()) && ends_word(rest)).then(|| end - digits.len()..end)
    };
    bare_words(title).find_map(|(at, _)| number(at))
}

/// Where a title's line goes over into the heading of the table of contents.
fn contents_start(title: &str) -> usize {
    let heads = [" INNHOLDSFORTEGNELSE", " INNHOLD", " Innholdsfortegnelse", " Innhold"];
    heads.iter().find_map(|h| title.strip_suffix(h)).map_or(title.len(), |t| t.trim_end().len())
}

/// A year in a title that is not part of a date or a mandate id.
fn budget_year(text: &str, para: &Para<'_>) -> Option<(Range<usize>, i16)> {
    let dated = |range: &Range<usize>| {
        para.findings.values.iter().any(|v| v.range.start <= range.start && range.end <= v.range.end && !is_bare_year(&v.kind))
    };
    years(text).find(|(range, _)| !dated(range))
}

/// The years 1900–2099 that stand alone: not in «2022–2023», «25/2023», «2023-01».
fn years(text: &str) -> impl Iterator<Item = (Range<usize>, i16)> {
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '/' | '–' | '-'));
    let digits = text.as_bytes().windows(4).enumerate().filter(|(_, four)| four.iter().all(u8::is_ascii_digit)).map(|(at, _)| at..at + 4);
    let alone = digits.filter(move |r| !joined(text[..r.start].chars().next_back()) && !joined(text[r.end..].chars().next()));
    alone.filter_map(|r| Some((r.clone(), text[r].parse().ok()?))).filter(|(_, year)| (1900..2100).contains(year))
}

fn is_bare_year(kind: &ValueKind) -> bool {
    matches!(kind, ValueKind::Moment(Moment::Year(_)))
}

/// What stands in the block of labels, in order.
#[derive(PartialEq)]
enum Mark<'t> {
    Your,
    Our,
    Date,
    /// A case number.
    Ref(Pieces, &'t str),
    /// A day.
    Day(Pieces, Date),
}

/// Case numbers and date: labels and values may stand on one line, apart, or in columns, so they are matched by form and order.
fn labels(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header) {
    let mut marks = Vec::new();
    for para in with_role(letter, layout, |r| matches!(r, Role::HeaderLabel)) {
        marks_of(para, &mut marks);
    }
    if let Some((pieces, date)) = marks.iter().find_map(|m| if let Mark::Day(p, d) = m { Some((p, *d)) } else { None }) {
        header.date = Some(date);
        header.evidence(letter, "header/date-label", "date", pieces);
    }
    let refs = marks.iter().enumerate().filter_map(|(i, m)| if let Mark::Ref(p, t) = m { Some((i, p, *t)) } else { None });
    let count = refs.clone().count();
    let directly_behind = |i: usize, label: &Mark<'_>| i > 0 && marks[i - 1] == *label;
    for (n, (i, pieces, text)) in refs.enumerate() {
        // A single number is the sender's own, unless it stands between «Deres ref» and a later «Vår ref».
        let yours = match count {
            1 => directly_behind(i, &Mark::Your) && marks[i + 1..].contains(&Mark::Our),
            _ if directly_behind(i, &Mark::Our) => false,
            _ if directly_behind(i, &Mark::Your) && marks[i + 1..].contains(&Mark::Our) => true,
            _ => n == 0 && marks.iter().position(|m| *m == Mark::Your) < marks.iter().position(|m| *m == Mark::Our),
        };
        let field = if yours { "your_ref" } else { "our_ref" };
        let slot = if yours { &mut header.your_ref } else { &mut header.our_ref };
        if slot.is_some() {
            continue;
        }
        *slot = Some(text.to_owned());
        header.evidence(letter, "header/case-number", field, pieces);
        // «25/2306-» is how a ministry prints a number whose serial is yet to come; reported, since it cannot be looked up.
        if is_cut(text) {
            let span = pieces[0];
            header.diagnostics.push(letter.report(
                Code::RefTruncated,
                field,
                span,
                format!("the case number `{text}` breaks off; it is kept as printed"),
            ));
        }
    }
}

fn marks_of<'t>(para: &'t Para<'_>, marks: &mut Vec<Mark<'t>>) {
    match &para.passage.table {
        Some(_) => {
            let cells = para.rows().flat_map(|(row, found)| row.cells.iter().zip(found));
            cells.for_each(|(cell, found)| marks_in(&cell.view, &found.values, marks));
        }
        None => marks_in(&para.passage.view, &para.findings.values, marks),
    }
}

/// The label that a text begins with.
fn label(text: &str) -> Option<Mark<'static>> {
    static LABELS: Beginnings = Beginnings::new(&["deres ref", "dykkar ref", "vår ref", "dato"]);
    match LABELS.begin(text).then(|| text.as_bytes()[1] | 0x20)? {
        b'e' | b'y' => Some(Mark::Your),
        b'a' => Some(Mark::Date),
        _ => Some(Mark::Our),
    }
}

fn marks_in<'t>(view: &'t View<'_>, values: &[Value], marks: &mut Vec<Mark<'t>>) {
    let text: &str = &view.text;
    let mut days = values.iter().filter_map(|value| Some((&value.range, day(value)?))).peekable();
    let mut days_before = |at: usize, marks: &mut Vec<Mark<'t>>| {
        while let Some((range, date)) = days.next_if(|(range, _)| range.start < at) {
            marks.push(Mark::Day(view.pieces(range.clone()), date));
        }
    };
    let mut at = 0;
    // Words up to here belong to a case number already read.
    let mut taken = 0;
    for word in words(text) {
        let dated = |end: usize| values.iter().any(|v| v.range.start < end && at < v.range.end && matches!(v.kind, ValueKind::Moment(_)));
        days_before(at, marks);
        marks.extend(label(&text[at..]));
        if at >= taken
            && let Some(len) = case_number(&text[at..])
            && !dated(at + len)
        {
            marks.push(Mark::Ref(view.pieces(at..at + len), &text[at..at + len]));
            taken = at + len;
        }
        at += word.len() + 1;
    }
    days_before(at, marks);
}

/// The day of a value that is a date with its year.
fn day(value: &Value) -> Option<Date> {
    if let ValueKind::Moment(moment) = value.kind { full_day(moment) } else { None }
}

/// The day of a date with its year.
pub(super) fn full_day(moment: Moment) -> Option<Date> {
    let Moment::Day { year: Some(year), .. } = moment else { return None };
    if let Resolved::Day(date) = moment.resolve(year) { Some(date) } else { None }
}

/// «Saksnummer: 25/1234-5», «Vår referanse: 25/1234-5», on a line of its own near the title, or on a short one with place and day.
fn case_label(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header) {
    for (_, para) in near_title(letter, layout) {
        for line in letter.lines(para).filter(|line| letter.source.text[line.range()].contains('/')) {
            let view = View::of(letter.source, &[line]);
            let Some(case) = labelled_case(&view.text) else { continue };
            header.our_ref = Some(header.evidence(letter, "header/case-label", "our_ref", &view.pieces(case)).to_owned());
            return;
        }
    }
}

/// The case number behind a label that begins a line, or stands in a short one.
fn labelled_case(line: &str) -> Option<Range<usize>> {
    const LABELS: &[&str] = &["saksnummer", "saksnr", "arkivsak", "arkivsaksnr"];
    // These are also words of a sentence.
    const WITH_COLON: &[&str] = &["sak:", "referanse:", "ref:", "ref.:"];
    let last = if line.len() <= LABELLED { line.len() } else { 0 };
    bare_words(line).take_while(|(at, _)| *at <= last).find_map(|(at, _)| {
        let word = line[at..].split(' ').next()?;
        let theirs = || line[..at].rsplit(' ').nth(1).is_some_and(|whose| is_one_of(whose, &["deres", "dykkar"]));
        let labels = (is_one_of(word, WITH_COLON) && !theirs()) || is_one_of(word.trim_end_matches(['.', ':']), LABELS);
        let behind = labels.then(|| line[at + word.len()..].trim_start())?;
        let start = line.len() - behind.len();
        Some(start..start + case_number(behind)?)
    })
}

/// The longest line in which the label of a case number may stand behind other words, in bytes.
const LABELLED: usize = 100;

/// The passages up to a few behind the title.
pub(super) fn near_title<'a, 's>(letter: &Letter<'a, 's>, layout: &Layout) -> impl Iterator<Item = (usize, &'a Para<'s>)> + use<'a, 's> {
    let last = layout.roles.iter().rposition(|r| *r == Role::Title).map_or(0, |t| t + 3);
    letter.enumerate().take(last.max(NEAR))
}

/// The day that stands on a line of its own near the title: «Oslo, 20. desember 2019», «Foretaksmøte 12. februar 2015».
fn lone_date(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header) {
    let found = near_title(letter, layout).find_map(|(_, para)| Some((para, lone_day(para)?)));
    let Some((para, (range, date))) = found else { return };
    header.date = Some(date);
    header.evidence(letter, "header/lone-date", "date", &para.passage.view.pieces(range));
}

/// The place and day of signing, above the names at the end.
pub(crate) fn signing_date(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header) {
    let mut signing = with_role(letter, layout, |r| matches!(r, Role::Closing | Role::Signature)).rev();
    let Some((para, (range, date))) = signing.find_map(|para| Some((para, lone_day(para)?))) else { return };
    header.date = Some(date);
    header.evidence(letter, "header/signing-date", "date", &para.passage.view.pieces(range));
}

/// The day of a short line that holds nothing else than a place or another word before it, and perhaps the number of the case behind it.
fn lone_day(para: &Para<'_>) -> Option<(Range<usize>, Date)> {
    let [value] = para.findings.values.as_slice() else { return None };
    let text = para.text();
    if value.range.end > DATE_LINE || !para.is_text() {
        return None;
    }
    let lead = text[..value.range.start].trim_end_matches([' ', ',']);
    let tail = text[value.range.end..].trim_start_matches(['.', ',', ' ']);
    let alone = tail.is_empty() || labelled_case(tail).is_some_and(|case| case.end == tail.len());
    if alone && lead.chars().all(|c| c.is_alphabetic() || c == '/') { Some((value.range.clone(), day(value)?)) } else { None }
}

/// The longest line that is a place and a day, in bytes, and how far from the letter's start it stands without a title.
const DATE_LINE: usize = 48;
const NEAR: usize = 6;

/// The letters that a supplement changes: those it refers to with a date, else the one its kind belongs to.
fn amended(letter: &Letter<'_, '_>, layout: &Layout, kind: Kind, header: &mut Header) {
    let Some(base) = base_of(kind) else { return };
    for para in with_role(letter, layout, |r| matches!(r, Role::Body | Role::LeadIn)) {
        let dated = |v: &Value| matches!(v.kind, ValueKind::Moment(Moment::Day { year: Some(_), .. }));
        let named = para.findings.values.iter().any(dated) && (ASSIGNMENT.is_in(para.text()) || ALLOCATION.is_in(para.text()));
        let mut from = 0;
        while named && let Some(found) = Mention::find(para.text(), from) {
            from = found.end;
            let dated = para.findings.values.iter().find(|v| v.range.start == found.end).and_then(|v| Some((v, day(v)?)));
            let Some((value, date)) = dated else { continue };
            // A reference to another supplement is no amendment of it.
            let same = same_start(&para.text()[found.noun..], if base == Kind::Oppdragsdokument { "oppdrag" } else { "tildeling" });
            let supplement = para.text()[found.start..found.noun].to_lowercase().contains("supplerende");
            if same && !supplement && !header.amends.iter().any(|a| a.date == Some(date)) {
                let title =
                    header.evidence(letter, "header/amended-letter", "amends", &para.passage.view.pieces(found.noun..value.range.end)).to_owned();
                header.amends.push(Amends { kind: base, date: Some(date), title: Some(title) });
            }
        }
    }
    if header.amends.is_empty() {
        header.amends.push(Amends { kind: base, date: None, title: None });
    }
}

/// A letter named with a word that its day follows: «viser til tildelingsbrev for 2026 datert …».
struct Mention {
    /// Where the verb begins.
    start: usize,
    /// Where the noun begins.
    noun: usize,
    /// Where the day may begin.
    end: usize,
}

/// How many characters stand at most between the verb and the noun, and between the noun and the word before the day.
const MENTION: [usize; 2] = [40, 80];

impl Mention {
    /// The first one from an offset on.
    fn find(text: &str, from: usize) -> Option<Self> {
        static VERBS: Beginnings = Beginnings::new(&["viser til", "vises til", "syner til", "synest til", "jf.", "endrer", "supplerer"]);
        bare_words(&text[from..]).find_map(|(at, _)| {
            let start = from + at;
            let rest = VERBS.strip(&text[start..])?;
            let lead = text.len() - rest.len();
            // A point ends no word: a word follows «jf.» at once.
            let ends = ends_word(rest) != text[..lead].ends_with('.');
            let (noun, end) = if ends { Self::noun(rest)? } else { return None };
            Some(Self { start, noun: lead + noun, end: lead + end })
        })
    }

    /// Where the noun and the day begin in what follows a verb.
    fn noun(text: &str) -> Option<(usize, usize)> {
        const NOUNS: &[&str] = &["oppdragsdokument", "oppdragsbrev", "tildelingsbrev"];
        let near = bare_words(text).map(|(at, _)| at).take_while(|&at| !text[..at].contains('.') && text[..at].chars().count() <= MENTION[0]);
        near.filter_map(|at| Some((at, strip(&text[at..], NOUNS)?))).find_map(|(at, rest)| {
            let rest = strip(rest, &["et"]).unwrap_or(rest);
            let day = if ends_word(rest) { Self::day(rest)? } else { return None };
            Some((at, text.len() - rest.len() + day))
        })
    }

    /// Where the day begins in what follows a noun, in the same clause.
    fn day(text: &str) -> Option<usize> {
        let clause = |gap: &str| {
            // A number may have a point: «nr. 2» has none, «den 2. utgaven» has.
            let points = gap.bytes().filter(|b| *b == b'.').count();
            let numbers = gap.as_bytes().windows(2).filter(|two| two[0].is_ascii_digit() && two[1] == b'.').count();
            points == numbers && !gap.contains([',', ';']) && gap.chars().count() - points <= MENTION[1]
        };
        let dated = |&(at, word): &(usize, &str)| is_one_of(word, &["av", "datert", "dagsett"]) && text[at + word.len()..].starts_with(' ');
        let (at, word) = bare_words(text).take_while(|(at, _)| *at <= 8 * MENTION[1]).find(dated)?;
        clause(&text[..at]).then_some(at + word.len() + 1)
    }
}

/// The length of the words that begin a list of copies: «Kopi til: ».
fn copies_head(words: &str) -> usize {
    let rest = match strip(words, &["kopi"]) {
        Some(rest) => strip(rest, &[" til", " sendt"]).unwrap_or(rest),
        None => match strip(words, &["gjenpart"]) {
            Some(rest) => strip(rest, &[" til"]).unwrap_or(rest),
            None => return 0,
        },
    };
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let rest = rest.strip_prefix([':', '–', '-']).unwrap_or(rest);
    words.len() - rest.strip_prefix(' ').unwrap_or(rest).len()
}

fn copies(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header) {
    // A table or an appendix behind the names is no name.
    let mut copies = Vec::new();
    let appended = |para: &&Para<'_>| para.is_text() && !begins_with(para.text(), &["vedlegg"]);
    for para in with_role(letter, layout, |r| matches!(r, Role::Copies)).take_while(appended) {
        let lines = letter.lines(para).flat_map(|line| parts(letter.source.text, line));
        for (n, line) in lines.enumerate() {
            let view = View::of(letter.source, &[line]);
            let head = if n == 0 { copies_head(&view.text) } else { 0 };
            // The names behind «Kopi:» on its own line are words of that line.
            if view.text[head..].trim().is_empty() {
                continue;
            }
            let pieces = if head == 0 { Pieces::from_buf([line]) } else { view.pieces(head..view.text.len()) };
            let text = header.evidence(letter, "header/copies", "copies_to", &pieces);
            // Names on one line stand between semicolons or commas; each begins with a capital letter.
            let between = if holds(text, "; ") { "; " } else { ", " };
            let names = || text.split(between);
            if holds(text, between) && names().all(|n| n.starts_with(char::is_uppercase) && !n.ends_with('-')) {
                copies.extend(names().map(str::to_owned));
            } else if !text.is_empty() {
                copies.push(text.to_owned());
            }
        }
    }
    header.copies_to = copies;
}

/// The parts of a line between breaks that are written as tags, `<br/>`.
fn parts(source: &str, line: Span) -> impl Iterator<Item = Span> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest.take()?;
        let words = &source[line.range()];
        let tag = position(words, "<br").and_then(|at| Some((at, at + words[at..].find('>')? + 1)));
        rest = tag.map(|(_, end)| Span::new(line.start + end, line.end));
        Some(tag.map_or(line, |(at, _)| Span::new(line.start, line.start + at)))
    })
}

/// The budget year where the title has none: that of the first «Prop. 1 S (Y−1–Y)», else the letter's own.
pub(crate) fn budget_year_from_body(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header, kind: Kind) {
    if header.fiscal_year.is_some() || kind == Kind::Annet {
        return;
    }
    let mut named: Option<(Pieces, i16)> = None;
    for para in with_role(letter, layout, |r| matches!(r, Role::Body | Role::LeadIn)) {
        for value in &para.findings.values {
            if let ValueKind::Reference(c) = &value.kind
                && let Some(year) = c.budget_year()
            {
                named = named.or_else(|| Some((para.passage.view.pieces(value.range.clone()), year)));
            }
        }
    }
    if let Some((pieces, year)) = named {
        header.evidence(letter, "header/year-of-proposal", "fiscal_year", &pieces);
        header.fiscal_year = Some(year);
    } else if let Some((pieces, year)) = year_of_headings(letter, layout) {
        header.evidence(letter, "header/year-of-heading", "fiscal_year", &pieces);
        header.fiscal_year = Some(year);
    } else if let Some(date) = header.date
        && (base_of(kind).is_some() || kind == Kind::Protokoll)
    {
        let dated: Vec<Span> = header.evidence.iter().filter(|e| e.field == "date" || e.field == "meeting.date").map(|e| e.span).take(1).collect();
        header.evidence(letter, "header/year-of-date", "fiscal_year", &dated);
        header.fiscal_year = Some(date.year());
    }
}

/// The year that headings of the letter's own matters end with, «Budsjettramme for 2011»: none where two name different ones.
fn year_of_headings(letter: &Letter<'_, '_>, layout: &Layout) -> Option<(Pieces, i16)> {
    const MATTERS: &[&str] = &["budsjett", "bevilgning", "løyving", "tildeling", "ramme", "mål", "prioritering", "oppdrag", "føring", "krav"];
    let mut named: Option<(Pieces, i16)> = None;
    for para in with_role(letter, layout, |r| matches!(r, Role::Heading)) {
        let text = para.text();
        if !text.ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let Some((range, year)) = years(text).last().filter(|(range, _)| range.end == text.len()) else { continue };
        let own = same_end(&text[..range.start], " for ") || same_end(&text[..range.start], " i ");
        if !own || !words(&text[..range.start]).any(|word| MATTERS.iter().any(|m| same_start(word, m) || same_end(word, m))) {
            continue;
        }
        match &named {
            Some((_, other)) if *other != year => return None,
            Some(_) => {}
            None => named = Some((para.passage.view.pieces(range), year)),
        }
    }
    named
}

/// How many telling words decide the written standard.
const SAMPLE: i32 = 6;

/// The written standard, by words and endings that only one of the two has.
pub(crate) fn language(paras: &[Para<'_>]) -> Option<Language> {
    let mut balance = 0;
    'sample: for para in paras.iter().filter(|p| p.is_text() || p.is_heading()) {
        let mut words = Words::new(para.text().as_bytes());
        while let Some(word) = words.find_by(may_tell) {
            balance += standard(para.text(), word);
            if balance.abs() >= SAMPLE {
                break 'sample;
            }
        }
    }
    match balance {
        1.. => Some(Language::Nn),
        0 => None,
        _ => Some(Language::Nb),
    }
}

/// Words that only one of the standards has: nynorsk, and then bokmål.
#[rustfmt::skip]
const TELLING: &[&str] = &[
    "ikkje", "eit", "vart", "innan", "dei", "noko", "syner", "Dei", "Dykkar", "dykkar", "meir", "vere", "gjere", "kva", "desse", "Desse", "helsing",
    "tilskot", "frå", "Frå", "òg", "løyving",
    "ikke", "fra", "Fra", "et", "ble", "innen", "noe", "viser", "en", "vises", "Deres", "deres", "mer", "hva", "disse", "Disse", "hilsen",
    "bevilgning", "tilskudd", "være", "gjøre",
];
/// How many of them are of nynorsk.
const NYNORSK: usize = 22;

/// The same words by their first letter and their last: most words have another pair.
static PAIRS: ByLetters = ByLetters::of_ends(TELLING);

/// Whether a word with such letters at its ends and such a length may tell the standard; most do not.
fn may_tell(first: u8, [.., last]: [u8; 4], len: usize) -> bool {
    PAIRS.of([first, last]) != 0 || (len >= "inger".len() && matches!(last, b'r' | b'e' | b'g'))
}

/// 1 for a word of nynorsk, -1 for one of bokmål, 0 for what both have. Marks other than those of a clause tell words apart.
fn standard(text: &str, word: Range<usize>) -> i32 {
    let (before, word, behind) = (&text[..word.start], &text[word.clone()], &text[word.end..]);
    let whole = before.is_empty() || before.ends_with(' ');
    let told = match if whole { telling(word) } else { 0 } {
        0 => ending(word.as_bytes()),
        told => told,
    };
    let parted = || behind.bytes().find(|b| !matches!(b, b',' | b'.' | b':')).is_none_or(|b| b == b' ');
    if told != 0 && parted() { told } else { 0 }
}

/// The same for a word as a whole.
fn telling(word: &str) -> i32 {
    let &[first, .., last] = word.as_bytes() else { return 0 };
    let mut words = PAIRS.of([first, last]);
    while words != 0 {
        let i = words.trailing_zeros() as usize;
        if TELLING[i] == word {
            return if i < NYNORSK { 1 } else { -1 };
        }
        words &= words - 1;
    }
    0
}

/// The same for the end of a word.
fn ending(word: &[u8]) -> i32 {
    if word.ends_with(b"ingar") || word.ends_with(b"ingane") || word.ends_with(b"leiing") {
        1
    } else if word.ends_with(b"inger") || word.ends_with(b"ingene") || word.ends_with(b"ledning") {
        -1
    } else {
        0
    }
}

impl Header {
    /// The year for dates without one: the budget year, else the letter's own, else the caller's; and where it stands.
    pub(crate) fn year_for_dates(&self, reference: Option<i16>) -> Option<(i16, Option<Span>)> {
        let at = |field: &str| self.evidence.iter().find(|e| e.field == field).map(|e| e.span);
        let fiscal = self.fiscal_year.map(|y| (y, at("fiscal_year")));
        fiscal.or_else(|| self.date.map(|d| (d.year(), at("date")))).or_else(|| reference.map(|y| (y, None)))
    }
}
