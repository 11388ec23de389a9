//! Phrases written by hand, a file for every kind of value: each must give the values that stand behind it, whole and once, or nothing.
//!
//! A line is `phrase -> value; value`. Brackets in the phrase say where each value stands; without them it is the whole phrase. `-> –` says
//! that nothing of the kind may be found; `\n` is a new line. `== subject` orders the lines, `# ` begins a comment. A line ending in
//! ` ?? reason` is a known gap: it is counted, and fails once it is mended, so that no mark outlives its gap.

mod common;

use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use common::package_folder;
use styringsdokument::{AmountRecord, Document, Qualifier, Record, Reference, ReferenceKind, Relation, Span, When, parse};

/// The marks of a letter of January 2026, within which a phrase is a paragraph.
const LETTER: &str = "# Tildelingsbrev for 2026\n\nDato\n15. januar 2026\n\n## Oppdrag\n\n{}\n";
/// Its section of times.
const CALENDAR: &str = "# Tildelingsbrev for 2026\n\nDato\n15. januar 2026\n\n## Rapportering og frister\n\n{}\n";
const HEADED: &str = "# Tildelingsbrev for 2026\n\nDeres ref\n\nVår ref\n{}\n\nDato\n15. januar 2026\n\n## Oppdrag\n\nPlanen er ny.\n";
const DATED: &str = "# Tildelingsbrev for 2026\n\nDato\n{}\n\n## Oppdrag\n\nPlanen er ny.\n";
const FOOTED: &str =
    "# Tildelingsbrev for 2026\n\nPostadresse\nPostboks 9999 Dep\n0030 Oslo\n\nOrg.nr.\n{}\n\nDato\n15. januar 2026\n\n## Oppdrag\n\nPlanen er ny.\n";
const MINUTES: &str = "# Protokoll fra foretaksmøte i Helse Prøve RHF\n\nTorsdag 15. januar 2026 {} ble det holdt foretaksmøte i Helse Prøve RHF.\n";

/// White space that would not be seen in a line, and how it is written.
const ESCAPES: &[(&str, &str)] = &[("\\u00a0", "\u{a0}"), ("\\u202f", "\u{202f}"), ("\\u2009", "\u{2009}"), ("\\n", "\n")];

/// A value that was found: where it stands, and its canonical form.
type Found = (Range<usize>, String);
/// The values of one kind that a document holds.
type Reader = fn(&Document) -> Vec<Found>;

/// A line of a phrase file.
struct Line<'t> {
    number: usize,
    phrase: String,
    /// What must be found, in order.
    wanted: Vec<Found>,
    /// Why it is not found yet.
    gap: Option<&'t str>,
}

/// The phrase without its brackets, and what stood between them.
fn unmark(marked: &str) -> Result<(String, Vec<Range<usize>>)> {
    let mut phrase = String::new();
    let mut places = Vec::new();
    let mut open = None;
    for c in marked.chars() {
        match (c, open) {
            ('[', None) => open = Some(phrase.len()),
            (']', Some(start)) => {
                places.push(start..phrase.len());
                open = None;
            }
            ('[' | ']', _) => bail!("the brackets do not pair"),
            _ => phrase.push(c),
        }
    }
    ensure!(open.is_none(), "a bracket is left open");
    Ok((phrase, places))
}

impl<'t> Line<'t> {
    fn read(number: usize, line: &'t str) -> Result<Self> {
        let (line, gap) = line.split_once(" ?? ").map_or((line, None), |(line, reason)| (line, Some(reason)));
        let (marked, values) = line.rsplit_once(" -> ").context("no « -> »")?;
        // White space that would not be seen is escaped.
        ensure!(marked.chars().all(|c| c == ' ' || !c.is_whitespace()), "white space that cannot be seen");
        let marked = ESCAPES.iter().fold(marked.to_owned(), |text, (escape, space)| text.replace(escape, space));
        let (phrase, mut places) = unmark(&marked)?;
        let values: Vec<_> = values.split("; ").filter(|&v| v != "–").collect();
        if places.is_empty() && values.len() == 1 {
            places.push(0..phrase.len());
        }
        ensure!(places.len() == values.len(), "{} places, but {} values", places.len(), values.len());
        Ok(Self { number, phrase, wanted: places.into_iter().zip(values.into_iter().map(str::to_owned)).collect(), gap })
    }
}

/// How many lines of each sort.
#[derive(Default)]
struct Count {
    positive: usize,
    negative: usize,
    gaps: usize,
}

/// Puts every phrase of a file into the letter and compares what is read with what is wanted; fails with every line that differs.
fn judge(file: &str, letter: &str, read: Reader) -> Result<()> {
    let path = package_folder().join("tests/phrases").join(file);
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let (before, after) = letter.split_once("{}").context("the letter has a place for the phrase")?;
    let mut count = Count::default();
    let mut problems = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !["# ", "=="].iter().any(|mark| line.starts_with(mark))) {
        let line = Line::read(i + 1, line).with_context(|| format!("{file}:{}", i + 1))?;
        let found = found(before, &line.phrase, after, read);
        let right = found == line.wanted;
        let at = format!("{file}:{}: «{}»", line.number, line.phrase);
        match line.gap {
            Some(reason) if right => problems.push(format!("{at} is no gap any more ({reason})")),
            Some(reason) => {
                println!("known gap: {at}: {reason}");
                count.gaps += 1;
            }
            None if !right => {
                problems.push(format!("{at}\n    wanted {}\n    found  {}", shown(&line.wanted, &line.phrase), shown(&found, &line.phrase)));
            }
            None if line.wanted.is_empty() => count.negative += 1,
            None => count.positive += 1,
        }
    }
    println!("{file}: {} positive, {} negative, {} known gaps", count.positive, count.negative, count.gaps);
    assert!(problems.is_empty(), "{} problems:\n  {}", problems.len(), problems.join("\n  "));
    Ok(())
}

/// What is read from a phrase in its letter, with places in the phrase; a place outside of it is kept as an empty one.
fn found(before: &str, phrase: &str, after: &str, read: Reader) -> Vec<Found> {
    let phrase_span = before.len()..before.len() + phrase.len();
    let extraction = parse(&[before, phrase, after].concat());
    let place = |range: Range<usize>| {
        let inside = phrase_span.start <= range.start && range.end <= phrase_span.end;
        if inside { range.start - phrase_span.start..range.end - phrase_span.start } else { 0..0 }
    };
    extraction.documents.iter().flat_map(read).map(|(range, value)| (place(range), value)).collect()
}

fn shown(values: &[Found], phrase: &str) -> String {
    let show = |(range, value): &Found| format!("[{}] {value}", &phrase[range.clone()]);
    if values.is_empty() { "nothing".into() } else { values.iter().map(show).collect::<Vec<_>>().join("; ") }
}

/// The values of records by their places.
fn values<R: Record>(records: &[R], canonical: impl Fn(&R) -> String) -> Vec<Found> {
    let mut found: Vec<Found> = records.iter().map(|r| (r.span().range(), canonical(r))).collect();
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn relation(relation: Option<Relation>) -> &'static str {
    match relation {
        Some(Relation::By) => " by",
        Some(Relation::On) => " on",
        Some(Relation::During) => " during",
        Some(Relation::Before) => " before",
        Some(Relation::After) => " after",
        None => "",
    }
}

/// `date 2026-06-01 by`, `period 2026-06 2026-06-01/2026-06-30 by`; ` +year` where the year was inferred.
fn when(when: &When) -> String {
    let lent = |inferred: &[styringsdokument::Inferred]| inferred.iter().fold(String::new(), |all, i| all + " +" + &i.field);
    match when {
        When::Date { date, relation: r, inferred } => format!("date {date}{}{}", relation(*r), lent(inferred)),
        When::Period { edtf, start, end, relation: r, inferred } => format!("period {edtf} {start}/{end}{}{}", relation(*r), lent(inferred)),
        When::Recurring { rrule } => format!("recurring {rrule}"),
        When::Relative { offset, anchor, .. } => format!("relative {offset} {anchor}").trim_end().to_owned(),
        When::Event { event } => format!("event {event}"),
        When::Unspecified => "unspecified".into(),
        When::Invalid => "invalid".into(),
    }
}

fn deadlines(document: &Document) -> Vec<Found> {
    values(&document.deadlines, |d| when(&d.when))
}

/// `1500000 @100000 up_to`: kroner, what the last digit is worth, and how the sum is qualified unless it is exact.
fn amounts(document: &Document) -> Vec<Found> {
    values(&document.amounts, |&AmountRecord { nok, granularity, qualifier, .. }| {
        let qualifier = match qualifier {
            Qualifier::Exact => "",
            Qualifier::About => " about",
            Qualifier::AtLeast => " at_least",
            Qualifier::UpTo => " up_to",
        };
        format!("{nok} @{granularity}{qualifier}")
    })
}

/// The references of the kinds that a file is about.
fn references(document: &Document, kinds: &[ReferenceKind]) -> Vec<Found> {
    let mut found = values(&document.references, canonical);
    let about: Vec<_> = document.references.iter().filter(|r| kinds.contains(&r.kind)).map(canonical).collect();
    found.retain(|(_, value)| about.contains(value));
    found
}

fn canonical(reference: &Reference) -> String {
    reference.canonical.clone()
}

/// What a field of the header holds, and where.
fn field(document: &Document, name: &str, value: Option<&str>) -> Vec<Found> {
    let place = document.evidence.iter().find(|e| e.field == name).map_or(Span::new(0, 0), |e| e.span);
    value.map(|v| (place.range(), v.to_owned())).into_iter().collect()
}

#[test]
fn days() -> Result<()> {
    judge("days.txt", LETTER, deadlines)
}

#[test]
fn periods() -> Result<()> {
    judge("periods.txt", LETTER, deadlines)
}

#[test]
fn recurrences() -> Result<()> {
    judge("recurrences.txt", LETTER, deadlines)
}

#[test]
fn occasions() -> Result<()> {
    judge("occasions.txt", LETTER, deadlines)
}

#[test]
fn deadline_sentences() -> Result<()> {
    judge("deadlines.txt", LETTER, deadlines)
}

#[test]
fn calendars() -> Result<()> {
    judge("calendars.txt", CALENDAR, deadlines)
}

/// `1 Direktoratet, Kartlegging`: id, addressee and title.
#[test]
fn labels_of_mandates() -> Result<()> {
    judge("mandate-labels.txt", LETTER, |d| {
        let shown = |field: &Option<String>| field.clone().unwrap_or_else(|| "–".into());
        values(&d.mandates, |m| format!("{} {}, {}", shown(&m.id), shown(&m.addressee), shown(&m.title)))
    })
}

#[test]
fn sums_of_money() -> Result<()> {
    judge("amounts.txt", LETTER, amounts)
}

#[test]
fn posts() -> Result<()> {
    judge("posts.txt", LETTER, |d| references(d, &[ReferenceKind::BudgetPost]))
}

#[test]
fn documents_of_the_storting() -> Result<()> {
    const KINDS: &[ReferenceKind] = &[
        ReferenceKind::Proposition,
        ReferenceKind::Recommendation,
        ReferenceKind::WhitePaper,
        ReferenceKind::StortingDocument,
        ReferenceKind::StortingDecision,
    ];
    judge("storting.txt", LETTER, |d| references(d, KINDS))
}

#[test]
fn laws_and_circulars() -> Result<()> {
    const KINDS: &[ReferenceKind] =
        &[ReferenceKind::Act, ReferenceKind::Regulation, ReferenceKind::Circular, ReferenceKind::EuAct, ReferenceKind::Nou];
    judge("laws.txt", LETTER, |d| references(d, KINDS))
}

#[test]
fn mandate_ids() -> Result<()> {
    judge("mandate-ids.txt", LETTER, |d| references(d, &[ReferenceKind::Mandate]))
}

#[test]
fn case_numbers() -> Result<()> {
    judge("case-numbers.txt", HEADED, |d| field(d, "our_ref", d.our_ref.as_deref()))
}

#[test]
fn dates_of_letters() -> Result<()> {
    judge("letter-dates.txt", DATED, |d| field(d, "date", d.date.map(|date| date.to_string()).as_deref()))
}

#[test]
fn organisation_numbers() -> Result<()> {
    judge("org-numbers.txt", FOOTED, |d| field(d, "issuer.org_number", d.issuer.org_number.as_deref()))
}

#[test]
fn times_of_day() -> Result<()> {
    judge("clock.txt", MINUTES, |d| {
        let start = d.meeting.as_ref().and_then(|m| m.start);
        field(d, "meeting.start", start.map(|clock| clock.to_string()).as_deref())
    })
}

/// The last calendar day that a deadline asserts; seasons assert none, and neither does what recurs without a day.
fn last_day(when: &When) -> Option<String> {
    match when {
        When::Date { date, .. } => Some(date.to_string()),
        When::Period { edtf, end, .. } => {
            let season = edtf.get(5..).is_some_and(|code| matches!(code, "21" | "22" | "23" | "24"));
            (!season).then(|| end.to_string())
        }
        When::Recurring { rrule } => {
            let part = |name: &str| rrule.split(';').find_map(|p| p.strip_prefix(name)?.strip_prefix('=')?.parse::<u8>().ok());
            Some(format!("2026-{:02}-{:02}", part("BYMONTH")?, part("BYMONTHDAY")?))
        }
        When::Relative { resolved, .. } => resolved.last().map(ToString::to_string),
        When::Event { .. } | When::Unspecified | When::Invalid => None,
    }
}

/// The last days of expressions on which general date libraries fail, each as a label in a letter of January 2026.
#[test]
fn last_days() -> Result<()> {
    let table = include_str!("phrases/last-days.tsv");
    let mut problems = Vec::new();
    let mut count = 0;
    for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (expression, wanted) = line.split_once('\t').context("a line has an expression and a day")?;
        let letter = parse(&LETTER.replace("{}", &format!("Frist: {expression}")));
        let deadlines = &letter.documents[0].deadlines;
        let days: Vec<_> = deadlines.iter().filter_map(|d| last_day(&d.when)).collect();
        let wanted: Vec<_> = wanted.split(", ").filter(|&day| day != "–").collect();
        // A period with its last day in brackets says the same day twice.
        let mut distinct = days.clone();
        distinct.dedup();
        if distinct != wanted || deadlines.is_empty() {
            problems.push(format!("«{expression}»: wanted {wanted:?}, found {:?}", deadlines.iter().map(|d| when(&d.when)).collect::<Vec<_>>()));
        }
        count += 1;
    }
    println!("last-days.tsv: {count} expressions");
    assert_eq!(count, 30);
    assert!(problems.is_empty(), "{} of {count} are wrong:\n  {}", problems.len(), problems.join("\n  "));
    Ok(())
}
