//! References to documents of the Storting and the government, laws, circulars and acts of the European Union.

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{anychar, char, one_of};
use nom::combinator::{map, opt, peek, recognize, value, verify};
use nom::{IResult, Parser};
use smallvec::{SmallVec, smallvec};

use super::lex::{Found, Session, consumed, dash, first_letter, gap, letters, number, numero, session, word, word_end, year};
use super::moment;
use crate::model::ReferenceKind;

/// A reference as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Citation {
    /// A document of a numbered series.
    Numbered(Numbered),
    /// Any other, written out.
    Written(Box<Written>),
}

/// A document of one of the numbered series of the Storting and the government.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbered {
    kind: ReferenceKind,
    /// The words before its number, with a space behind them.
    name: &'static str,
    number: u32,
    /// `S`, `L`, `LS` or nothing.
    series: &'static str,
    /// The number of a supplement to it.
    annex: Option<u32>,
    /// The first year of its session.
    session: Option<u16>,
}

/// A reference in its canonical form, with the parts of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) kind: ReferenceKind,
    pub(crate) canonical: String,
    pub(crate) number: Option<String>,
    pub(crate) session: Option<String>,
    pub(crate) year: Option<i16>,
    pub(crate) section: Option<String>,
}

impl Citation {
    /// What is cited.
    pub(crate) const fn kind(&self) -> ReferenceKind {
        match self {
            Self::Numbered(numbered) => numbered.kind,
            Self::Written(written) => written.kind,
        }
    }

    /// The reference in its canonical form.
    pub(crate) fn written(&self) -> Written {
        match self {
            Self::Numbered(numbered) => numbered.written(),
            Self::Written(written) => (**written).clone(),
        }
    }

    /// The year of a budget that the government proposes, `Prop. 1 S (2024–2025)`: the second of the session.
    pub(crate) fn budget_year(&self) -> Option<i16> {
        let Self::Numbered(Numbered { name, number: 1, series, annex: None, session: Some(first), .. }) = self else { return None };
        matches!((*name, *series), ("Prop. ", "S") | ("St.prp. nr. ", "")).then(|| i16::try_from(first + 1).ok())?
    }

    /// Whether a section of a law is cited.
    fn has_section(&self) -> bool {
        matches!(self, Self::Written(written) if written.section.is_some())
    }
}

impl Numbered {
    fn written(&self) -> Written {
        let Self { kind, name, number, series, annex, session } = *self;
        let [mut own, mut further] = [itoa::Buffer::new(); 2];
        let number = own.format(number);
        let space = if series.is_empty() { "" } else { " " };
        let (supplement, annex) = annex.map_or(("", ""), |annex| (" Tillegg ", further.format(annex)));
        let session = session.map(years_of);
        let (open, years, close) = session.as_deref().map_or(("", "", ""), |years| (" (", years, ")"));
        let canonical = [name, number, space, series, supplement, annex, open, years, close].concat();
        Written { kind, canonical, number: Some(number.to_owned()), session, year: None, section: None }
    }
}

/// The years of a session, `2024–2025`.
fn years_of(first: u16) -> String {
    let [mut before, mut behind] = [itoa::Buffer::new(); 2];
    [before.format(first), "–", behind.format(first + 1)].concat()
}

impl From<Written> for Citation {
    fn from(written: Written) -> Self {
        Self::Written(Box::new(written))
    }
}

type Citations = SmallVec<[(Range<usize>, Citation); 1]>;

/// The references at the start of `input` and their length together; a list gives several.
pub(super) fn scan(input: &str) -> Option<(usize, Citations)> {
    let found = match input.as_bytes().first()?.to_ascii_lowercase() {
        b'p' => proposition(input),
        b'i' => alt((recommendation, older)).parse(input),
        b's' | b'o' | b'b' => alt((older, decision)).parse(input),
        b'm' => white_paper(input),
        b'd' => alt((storting_document, eu_act)).parse(input),
        b'a' | b'v' => decision(input),
        b'n' => nou(input),
        b'r' => alt((circular, named_circular, eu_act, members_proposal)).parse(input),
        b'f' | b'l' => alt((dated_law, eu_act)).parse(input),
        _ => return section_first(input),
    };
    match found {
        Ok((rest, citations)) => Some((consumed(input, rest), citations)),
        Err(_) => law_by_title(input),
    }
}

/// Builds a citation of a numbered series.
fn numbered(kind: ReferenceKind, name: &'static str, number: u32, series: &'static str, session: Option<u16>) -> Citation {
    Citation::Numbered(Numbered { kind, name, number, series, annex: None, session })
}

/// Builds a citation of a document of the Storting, whose number is that of its series and its own.
fn of_storting(number: String, series: &[&str], session: Option<u16>) -> Citation {
    let session = session.map(years_of);
    let years = session.iter().flat_map(|years| [" (", years, ")"]);
    let canonical = ["Dokument ", &number].into_iter().chain(series.iter().copied()).chain(years).collect();
    Written { kind: ReferenceKind::StortingDocument, canonical, number: Some(number), session, year: None, section: None }.into()
}

/// A citation that stands as a whole in what lies between `input` and `rest`.
fn whole<'a>(input: &'a str, rest: &'a str, citation: impl Into<Citation>) -> (&'a str, Citations) {
    (rest, smallvec![(0..consumed(input, rest), citation.into())])
}

/// `S`, `L`, `LS` behind a number.
fn series(input: &str) -> Found<'_, &'static str> {
    let Some(series) = ["LS", "S", "L"].into_iter().find(|series| input.starts_with(series)) else { return fail(input) };
    word_end(&input[series.len()..]).map(|(rest, ())| (rest, series))
}

/// The session behind a designation, if its years are there.
fn years(input: &str) -> IResult<&str, Option<u16>> {
    let (rest, found) = opt(session).parse(input)?;
    let years = match found {
        Some(Session::Years(years)) => Some(years),
        Some(Session::Lost) | None => None,
    };
    Ok((rest, years))
}

/// `Prop. 1 S (2022–2023)`, `Prop.1 S`, `Prop 117 S`, `Prop. 1 S Tillegg 1 (2013–2014)`, `Prop. 104 og 105 S (2023–2024)`.
fn proposition(input: &str) -> IResult<&str, Citations> {
    let (rest, _) = (letters("prop"), opt(one_of(".,")), gap).parse(input)?;
    let (rest, (numbers, series)) = numbers_of(input, rest)?;
    let annex = (gap, alt((letters("tilleggsnr"), letters("tillegg"))), numero, gap, number(1, 2)).map(|(.., n)| n);
    let (rest, early) = years(rest)?;
    let (rest, annex) = opt(annex).parse(rest)?;
    let (rest, late) = if early.is_some() { (rest, None) } else { years(rest)? };
    let (kind, session) = (ReferenceKind::Proposition, early.or(late));
    let cite = |number: u32| Citation::Numbered(Numbered { kind, name: "Prop. ", number, series, annex, session });
    Ok((rest, each(input, rest, numbers, cite)))
}

/// `Innst. 490 S (2022–2023)`, `Innst. 2, 5 og 8 S (2014–2015)`.
fn recommendation(input: &str) -> IResult<&str, Citations> {
    let (rest, _) = (letters("innst"), opt(one_of(".,")), gap).parse(input)?;
    let (rest, (numbers, series)) = numbers_of(input, rest)?;
    let (rest, session) = years(rest)?;
    let cite = |n: u32| numbered(ReferenceKind::Recommendation, "Innst. ", n, series, session);
    Ok((rest, each(input, rest, numbers, cite)))
}

/// Numbers of a series and where each stands in `input`, the first with the name before it.
type Numbers = SmallVec<[(Range<usize>, u32); 2]>;

/// `2, 5 og 8 S`: the numbers and their series.
fn numbers_of<'a>(input: &'a str, start: &'a str) -> IResult<&'a str, (Numbers, &'static str)> {
    let mut rest = start;
    let mut numbers = Numbers::new();
    loop {
        let start = if numbers.is_empty() { 0 } else { consumed(input, rest) };
        let (after, n) = number(1, 3).parse(rest)?;
        // The series may stand behind each number: «2 S, 5 S og 8 S».
        let own: Found<'_, _> = (gap, series, peek((list_mark, number(1, 3), gap, series))).parse(after);
        let after = own.map_or(after, |(rest, _)| rest);
        numbers.push((start..consumed(input, after), n));
        rest = after;
        match list_mark(after) {
            Ok((next, ())) => rest = next,
            Err(_) => break,
        }
    }
    // Between a number and a session, a 5 is an S that optical reading lost.
    let lost = value("S", (char('5'), peek(session)));
    let (rest, (_, series)) = (gap, alt((series, lost))).parse(rest)?;
    Ok((rest, (numbers, series)))
}

/// A citation for each number; the last one's place reaches as far as the whole.
fn each(input: &str, rest: &str, numbers: Numbers, cite: impl Fn(u32) -> Citation) -> Citations {
    let mut citations: Citations = numbers.into_iter().map(|(range, n)| (range, cite(n))).collect();
    if let Some((range, _)) = citations.last_mut() {
        range.end = consumed(input, rest);
    }
    citations
}

fn list_mark(input: &str) -> Found<'_, ()> {
    value((), (alt((value((), (char(','), gap, opt((word(&["og"]), gap)))), value((), (char(' '), word(&["og"]), gap)))), peek(one_of("0123456789"))))
        .parse(input)
}

/// The series before October 2009: `St.prp. nr. 1 (2008–2009)`, `Ot.prp. nr. 17`, `B.innst. S. nr. 8`, `Innst. S. nr. 138`, `St.meld. nr. 16`.
fn older(input: &str) -> IResult<&str, Citations> {
    let name = alt((
        value(("St.prp. nr. ", ReferenceKind::Proposition), (letters("st."), gap, letters("prp"), opt(char('.')))),
        value(("Ot.prp. nr. ", ReferenceKind::Proposition), (letters("ot."), gap, letters("prp"), opt(char('.')))),
        value(("St.meld. nr. ", ReferenceKind::WhitePaper), (letters("st."), gap, letters("meld"), opt(char('.')))),
        value(
            ("B.innst. S. nr. ", ReferenceKind::Recommendation),
            (letters("b."), gap, letters("innst"), opt(char('.')), gap, letters("s"), opt(char('.'))),
        ),
        value(
            ("Budsjett-innst. S. nr. ", ReferenceKind::Recommendation),
            (alt((letters("budsjett-innst"), letters("budsjettinnst"))), opt(char('.')), gap, letters("s"), opt(char('.'))),
        ),
        value(("Innst. S. nr. ", ReferenceKind::Recommendation), (letters("innst"), opt(char('.')), gap, letters("s"), opt(char('.')))),
        value(("Innst. O. nr. ", ReferenceKind::Recommendation), (letters("innst"), opt(char('.')), gap, letters("o"), opt(char('.')))),
    ));
    let (rest, ((name, kind), _, _, n)) = (name, numero, gap, number(1, 3)).parse(input)?;
    let (rest, session) = years(rest)?;
    Ok(whole(input, rest, numbered(kind, name, n, "", session)))
}

/// `Meld. St. 23 (2024–2025)`.
fn white_paper(input: &str) -> IResult<&str, Citations> {
    let (rest, (.., n, ())) =
        (letters("meld"), opt(char('.')), gap, letters("st"), opt(char('.')), numero, gap, number(1, 3), word_end).parse(input)?;
    let (rest, session) = years(rest)?;
    Ok(whole(input, rest, numbered(ReferenceKind::WhitePaper, "Meld. St. ", n, "", session)))
}

/// `Representantforslag 80 S (2021–2022)`: a document of series 8.
fn members_proposal(input: &str) -> Found<'_, Citations> {
    let (rest, (_, _, _, number, _, series, session)) =
        (letters("representantforslag"), numero, gap, number(1, 3), gap, series, years).parse(input)?;
    let number = format!("8:{number} {series}");
    Ok(whole(input, rest, of_storting(number, &[], session)))
}

/// `Dokument 3:2 (2019–2020)`, `Dok. 8:80 S`, `Dokument nr. 3:14`.
fn storting_document(input: &str) -> IResult<&str, Citations> {
    let name = alt((letters("dokument"), letters("dok.nr."), letters("dok.")));
    let name = alt((name, (letters("dok"), word_end).map(|(n, ())| n)));
    let (rest, (_, _, _, part, _, _, _, n)) = (name, numero, gap, number(1, 2), gap, char(':'), gap, number(1, 3)).parse(input)?;
    let (rest, series) = opt((gap, series).map(|(_, s)| s)).parse(rest)?;
    let (rest, session) = years(rest)?;
    let number = format!("{part}:{n}");
    let series = series.map(|series| [" ", series]);
    Ok(whole(input, rest, of_storting(number, series.as_ref().map_or(&[], |s| s), session)))
}

/// `anmodningsvedtak nr. 67 (2025–2026)`, `vedtak nr. 67 (2025–2026)`.
fn decision(input: &str) -> IResult<&str, Citations> {
    let (start, (name, _, _)) = (word(&["anmodningsvedtak", "oppmodingsvedtak", "vedtak"]), numero, gap).parse(input)?;
    let mut numbers = Numbers::new();
    let mut rest = start;
    loop {
        let from = if numbers.is_empty() { 0 } else { consumed(input, rest) };
        let (after, n) = number(1, 4).parse(rest)?;
        numbers.push((from..consumed(input, after), n));
        rest = after;
        match list_mark(after) {
            Ok((next, ())) => rest = next,
            Err(_) => break,
        }
    }
    let (rest, session) = years(rest)?;
    // Without the session that ends it, a list may be one of other things.
    if session.is_none() && numbers.len() > 1 {
        return fail(input);
    }
    if name.eq_ignore_ascii_case("vedtak") && session.is_none() {
        return fail(input);
    }
    let name = if name.to_lowercase().starts_with('o') {
        "oppmodingsvedtak nr. "
    } else if name.len() > 6 {
        "anmodningsvedtak nr. "
    } else {
        "vedtak nr. "
    };
    let cite = |n: u32| numbered(ReferenceKind::StortingDecision, name, n, "", session);
    Ok((rest, each(input, rest, numbers, cite)))
}

/// `NOU 2024: 18`.
fn nou(input: &str) -> IResult<&str, Citations> {
    let (rest, (.., year, _, _, _, n, ())) = (tag("NOU"), gap, year, gap, char(':'), gap, number(1, 2), word_end).parse(input)?;
    let citation = Written {
        kind: ReferenceKind::Nou,
        canonical: format!("NOU {year}: {n}"),
        number: Some(n.to_string()),
        session: None,
        year: Some(year),
        section: None,
    };
    Ok(whole(input, rest, citation))
}

/// `R-110/2025`, `R-5/98`; without a year only three digits, as in `R-101`, are a circular's.
fn circular(input: &str) -> IResult<&str, Citations> {
    let (rest, (n, year)) = circular_number(tag("R")).parse(input)?;
    if year.is_none() && n < 100 { fail(input) } else { Ok(whole(input, rest, circular_of("R", n, year))) }
}

/// `rundskriv I-2/2025`: behind the word any series is one of circulars, and a year may be missing; `F-05-20` is a designation as it stands.
fn named_circular(input: &str) -> IResult<&str, Citations> {
    let (start, _) = (word(&["rundskriv", "rundskrivet"]), gap, numero, gap).parse(input)?;
    let series = verify(anychar, char::is_ascii_uppercase);
    if let Ok((rest, (.., n, _, year, ()))) = (series, char('-'), number(2, 2), char('-'), number(2, 2), word_end).parse(start) {
        let written = circular_of(&start[..1], n, Some(year_of(year)));
        let canonical = start[..consumed(start, rest)].to_owned();
        return Ok((rest, smallvec![(consumed(input, start)..consumed(input, rest), Written { canonical, ..written }.into())]));
    }
    let (rest, (n, year)) = circular_number(verify(anychar, char::is_ascii_uppercase)).parse(start)?;
    Ok((rest, smallvec![(consumed(input, start)..consumed(input, rest), circular_of(&start[..1], n, year).into())]))
}

/// `-110/2025` behind its series: number and year.
fn circular_number<'a, O>(
    series: impl Parser<&'a str, Output = O, Error = nom::error::Error<&'a str>>,
) -> impl Parser<&'a str, Output = (u32, Option<i16>), Error = nom::error::Error<&'a str>> {
    let short = number(2, 2).map(year_of);
    let in_year = (char('/'), alt((year, short))).map(|(_, y)| y);
    (series, char('-'), number(1, 3), opt(in_year), word_end).map(|(_, _, n, year, ())| (n, year))
}

/// The year of its last two digits; the series of circulars began in the seventies.
fn year_of(two: u32) -> i16 {
    i16::try_from(if two < 70 { 2000 + two } else { 1900 + two }).unwrap_or(0)
}

fn circular_of(series: &str, n: u32, year: Option<i16>) -> Written {
    let canonical = year.map_or_else(|| format!("{series}-{n}"), |y| format!("{series}-{n}/{y}"));
    Written { kind: ReferenceKind::Circular, canonical, number: Some(n.to_string()), session: None, year, section: None }
}

/// `forordning (EU) 2016/679`, `direktiv 2005/36/EF`, `forordning 883/2004`.
fn eu_act(input: &str) -> IResult<&str, Citations> {
    let name = word(&["forordning", "forordninga", "forordningen", "direktiv", "direktivet", "rådsforordning"]);
    let community = (char('('), alt((tag("EU"), tag("EØF"), tag("EF"))), char(')'), gap);
    let number = (number(1, 4), char('/'), number(1, 4), opt((char('/'), alt((tag("EØF"), tag("EF"), tag("EU"))))), word_end);
    let (rest, (name, _, _, _, (a, _, b, suffix, ()))) = (name, gap, opt(community), numero, number).parse(input)?;
    let plain = suffix.map_or_else(|| format!("{a}/{b}"), |(_, s)| format!("{a}/{b}/{s}"));
    let citation = Written {
        kind: ReferenceKind::EuAct,
        canonical: format!("{} {plain}", name.to_lowercase()),
        number: Some(plain),
        session: None,
        year: None,
        section: None,
    };
    Ok(whole(input, rest, citation))
}

/// `lov 15. juni 2001 nr. 93`, `forskrift 13. juni 1996 nr. 592`, with a section behind it.
fn dated_law(input: &str) -> IResult<&str, Citations> {
    let (rest, (name, _, _)) = (word(&["lov", "forskrift"]), gap, opt((word(&["av"]), gap))).parse(input)?;
    let (after, (moment, _, _, n)) = (moment::moment, numero, gap, number(1, 4)).parse(rest)?;
    let moment::Moment::Day { year: Some(year), .. } = moment else { return fail(input) };
    let date = &rest[..rest.len() - after.len()];
    let kind = if name.eq_ignore_ascii_case("lov") { ReferenceKind::Act } else { ReferenceKind::Regulation };
    let (after, section) = opt((gap, section).map(|(_, s)| s)).parse(after)?;
    let canonical = with_section(&format!("{} {date}", name.to_lowercase()), section.as_deref());
    Ok(whole(input, after, Written { kind, canonical, number: Some(n.to_string()), session: None, year: Some(year), section }))
}

/// `§ 13`, `§10-7`, `§ 45 a`: the number without the sign.
fn section(input: &str) -> Found<'_, String> {
    (char('§'), opt(char('§')), gap, section_number).map(|(.., number)| number).parse(input)
}

/// `13`, `10-7`, `45 a`.
fn section_number(input: &str) -> Found<'_, String> {
    let number = (number(1, 3), opt((dash, number(1, 3)).map(|(_, n)| n)), opt((char(' '), one_of("abcdefgh"), word_end).map(|(_, c, ())| c)));
    map(number, |(a, b, letter)| {
        let number = b.map_or_else(|| a.to_string(), |b| format!("{a}-{b}"));
        letter.map_or_else(|| number.clone(), |c| format!("{number} {c}"))
    })
    .parse(input)
}

/// A law that ends at `end` of `input`, with the sections behind its name: one citation, or one for each of `§§ 16 og 17`.
fn with_sections(input: &str, end: usize, kind: ReferenceKind, name: &str) -> (usize, Citations) {
    let cite = |number: Option<String>| {
        let canonical = with_section(name, number.as_deref());
        Written { kind, canonical, number: None, session: None, year: None, section: number }.into()
    };
    let mut behind = (gap, section).map(|(_, number)| number);
    let Ok((mut rest, first)) = behind.parse(&input[end..]) else { return (end, smallvec![(0..end, cite(None))]) };
    let several = input[end..].trim_start().starts_with("§§");
    let mut citations: Citations = smallvec![(0..consumed(input, rest), cite(Some(first)))];
    while several && let Ok((item, ())) = list_mark(rest) {
        let Ok((next, number)) = section_number(item) else { break };
        citations.push((consumed(input, item)..consumed(input, next), cite(Some(number))));
        rest = next;
    }
    (consumed(input, rest), citations)
}

fn with_section(name: &str, section: Option<&str>) -> String {
    section.map_or_else(|| name.to_owned(), |s| format!("{name} § {s}"))
}

/// `§ 19 i forskrift om standarder`, `§ 7 i reglement for økonomistyring`.
fn section_first(input: &str) -> Option<(usize, Citations)> {
    let (rest, number) = section(input).ok()?;
    let inside = (gap, opt((word(&["første ledd", "andre ledd", "annet ledd", "tredje ledd"]), gap)), word(&["i"]), gap);
    let found: Found<'_, &str> = recognize(inside).parse(rest);
    let (title, _) = found.ok()?;
    let (len, kind, name) = title_of_law(title).or_else(|| {
        let (len, stem) = named_law(title)?;
        Some((len, kind_of_name(stem), stem.to_owned()))
    })?;
    let end = consumed(input, title) + len;
    let canonical = with_section(&name, Some(&number));
    let citation = Written { kind, canonical, number: None, session: None, year: None, section: Some(number) };
    Some((end, smallvec![(0..end, citation.into())]))
}

/// `lov om Riksrevisjonen § 13`, `forskrift om standarder og nasjonale e-helseløsninger`.
fn law_by_title(input: &str) -> Option<(usize, Citations)> {
    let (len, kind, name) = title_of_law(input)?;
    // Many a set of rules is called a reglement; one that is cited by its section is a regulation.
    let cited = !name.starts_with(['r', 'R']) || input[len..].trim_start().starts_with('§');
    cited.then(|| with_sections(input, len, kind, &name))
}

/// Words that end the title of a law when it goes on in running text.
const TITLE_ENDS: &[&str] = &[
    "som",
    "er",
    "var",
    "skal",
    "ble",
    "blir",
    "bli",
    "har",
    "kan",
    "må",
    "bør",
    "vil",
    "trer",
    "trådte",
    "gjelder",
    "gir",
    "viser",
    "sier",
    "stiller",
    "setter",
    "krever",
    "regulerer",
    "innebærer",
    "slik",
    "samt",
    "jf",
    "jf.",
    "der",
    "hvor",
    "når",
    "at",
    "ved",
    "knyttet",
    "eller",
];

/// The longest title of a law, in bytes; longer runs of words are no title.
const TITLE: usize = 140;

/// The length, kind and name of `lov om …`, `forskrift om …`.
fn title_of_law(input: &str) -> Option<(usize, ReferenceKind, String)> {
    if !matches!(first_letter(input), b'l' | b'f' | b'r') {
        return None;
    }
    let names = alt((
        (word(&["lov"]), gap, word(&["om"])),
        (word(&["forskrift"]), gap, word(&["om", "til"])),
        (word(&["reglement"]), gap, word(&["for", "om"])),
    ));
    let (rest, name) = names.map(|(name, ..)| name).parse(input).ok().map(|(r, n): (&str, &str)| (r, n))?;
    let kind = if name.eq_ignore_ascii_case("lov") { ReferenceKind::Act } else { ReferenceKind::Regulation };
    let mut end = consumed(input, rest);
    let start = end;
    for word in rest.split_inclusive(' ') {
        let plain = word.trim_end();
        let bare = plain.trim_end_matches(['.', ',', ';', ':', ')', '(', '»', '?']);
        if plain.starts_with(['§', '(', '«', '–', '-']) || TITLE_ENDS.iter().any(|e| e.eq_ignore_ascii_case(plain)) || end - start > TITLE {
            break;
        }
        // «lov om helseforetak m.m. § 2»
        if ["m.m.", "m.v.", "mv."].contains(&plain) && rest[end - start + word.len()..].starts_with('§') {
            end += plain.len();
            break;
        }
        // An abbreviation such as «mv.» ends in a point of its own; any other mark ends the title.
        let marked = bare.len() < plain.len();
        end += if marked { bare.len() } else { word.len() };
        if marked {
            break;
        }
    }
    let title = input[..end].trim_end();
    let last = title.rsplit(' ').next()?;
    let title = if matches!(last, "og" | "i" | "på" | "om" | "av") { title[..title.len() - last.len()].trim_end() } else { title };
    if title.len() <= start || title.len() > TITLE {
        return None;
    }
    Some((title.len(), kind, title.to_owned()))
}

/// A law by its short name: `pasientjournalloven`, `førerkortforskriften § 45`; a genitive -s is left out of the name.
pub(super) fn short_name(input: &str) -> Option<(usize, Citations)> {
    let (len, name) = named_law(input)?;
    let (end, citations) = with_sections(input, len, kind_of_name(name), name);
    // Of rules that any office may have, only those with a section are law.
    let vague = name.ends_with("reglementet") && !citations.iter().any(|(_, c)| c.has_section());
    (!vague).then_some((end, citations))
}

fn kind_of_name(name: &str) -> ReferenceKind {
    match name {
        n if n.ends_with("direktivet") || n.ends_with("forordningen") || n.ends_with("forordninga") => ReferenceKind::EuAct,
        n if n.contains("forskrift") || n.ends_with("reglementet") => ReferenceKind::Regulation,
        _ => ReferenceKind::Act,
    }
}

/// The length of the word and the name in it: the name of a law is a compound; its first part may stand apart, «pasient- og …loven».
fn named_law(input: &str) -> Option<(usize, &str)> {
    let word_len = |text: &str| text.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(text.len());
    let first = word_len(input);
    let apart =
        if input[..first].ends_with('-') { input[first..].strip_prefix(" og ").map_or(0, |rest| first + " og ".len() + word_len(rest)) } else { 0 };
    let word = &input[..first.max(apart)];
    let name = word.strip_suffix('s').unwrap_or(word);
    let ends = ["loven", "lova", "forskriften", "forskrifta", "reglementet", "direktivet", "forordningen", "forordninga"];
    let head = ends.iter().find_map(|tail| name.strip_suffix(tail))?;
    // A compound has a first part of its own, which joins with a letter or a hyphen.
    (head.chars().filter(|c| c.is_alphabetic()).count() >= 3).then_some((word.len(), name))
}

fn fail<T>(input: &str) -> IResult<&str, T> {
    Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        scan(text).or_else(|| short_name(text)).map(|(_, c)| c.into_iter().map(|(_, c)| c.written().canonical).collect()).unwrap_or_default()
    }

    #[test]
    fn one_canonical_form_comes_out() {
        for (text, canonical) in [
            ("Prop. 1 S (2025–2026)", "Prop. 1 S (2025–2026)"),
            ("Prop 1 S (2025-2026)", "Prop. 1 S (2025–2026)"),
            ("Prop. 1S (2025 – 2026)", "Prop. 1 S (2025–2026)"),
            ("Prop.1 S (20142015)", "Prop. 1 S (2014–2015)"),
            ("Prop. 3 L (2021-2022)", "Prop. 3 L (2021–2022)"),
            ("Prop. 1 S Tillegg 1 (2013–2014)", "Prop. 1 S Tillegg 1 (2013–2014)"),
            ("Innst. 490 S (2022–2023)", "Innst. 490 S (2022–2023)"),
            ("Innst.11 S (2022–2023)", "Innst. 11 S (2022–2023)"),
            ("Innst, 191 S (2020-2021)", "Innst. 191 S (2020–2021)"),
            ("Meld. St. 23 (2024–2025)", "Meld. St. 23 (2024–2025)"),
            ("Meld.St. 35", "Meld. St. 35"),
            ("St.meld. nr. 16 (2002-2003)", "St.meld. nr. 16 (2002–2003)"),
            ("St.prp. nr. 1 (2008-2009)", "St.prp. nr. 1 (2008–2009)"),
            ("Ot.prp. nr. 17", "Ot.prp. nr. 17"),
            ("B.innst. S. nr. 8 (2006-2007)", "B.innst. S. nr. 8 (2006–2007)"),
            ("Innst. S. nr. 138", "Innst. S. nr. 138"),
            ("Dokument 3:2 (2019–2020)", "Dokument 3:2 (2019–2020)"),
            ("dok 3:2 (2017-2018)", "Dokument 3:2 (2017–2018)"),
            ("Dokument nr. 3:14", "Dokument 3:14"),
            ("Dokument 8:80 S (2021–2022)", "Dokument 8:80 S (2021–2022)"),
            ("anmodningsvedtak nr. 67 (2025-2026)", "anmodningsvedtak nr. 67 (2025–2026)"),
            ("NOU 2013:8", "NOU 2013: 8"),
            ("R-110/2025", "R-110/2025"),
            ("R-5/98", "R-5/1998"),
            ("R-101", "R-101"),
            ("rundskriv I-2/2025", "I-2/2025"),
            ("rundskriv F-05-20", "F-05-20"),
            ("Prop. 1 5 (2025-26)", "Prop. 1 S (2025–2026)"),
            ("Prop. 1 S ( ) Tillegg nr. 1", "Prop. 1 S Tillegg 1"),
            ("§ 7 i reglement for økonomistyring", "reglement for økonomistyring § 7"),
            ("forordning (EU) 2016/679", "forordning 2016/679"),
            ("lov om Riksrevisjonen § 13", "lov om Riksrevisjonen § 13"),
            ("lov 15. juni 2001 nr. 93", "lov 15. juni 2001 nr. 93"),
            ("forskrift 13. juni 1996 nr. 592", "forskrift 13. juni 1996 nr. 592"),
            ("forskrift om standarder og nasjonale e-helseløsninger som trådte", "forskrift om standarder og nasjonale e-helseløsninger"),
            ("§ 19 i forskrift om standarder og nasjonale e-helseløsninger.", "forskrift om standarder og nasjonale e-helseløsninger § 19"),
            ("førerkortforskriften § 45 tredje ledd", "førerkortforskriften § 45"),
            ("pasientjournalloven, jf.", "pasientjournalloven"),
            ("regnskapslovens bestemmelser", "regnskapsloven"),
            ("riksrevisjonsloven § 13, tredje ledd", "riksrevisjonsloven § 13"),
            ("spesialisthelsetjenesteloven §10-7", "spesialisthelsetjenesteloven § 10-7"),
        ] {
            assert_eq!(all(text), [canonical], "{text}");
        }
        assert_eq!(all("Innst. 2, 5 og 8 S (2014-2015)"), ["Innst. 2 S (2014–2015)", "Innst. 5 S (2014–2015)", "Innst. 8 S (2014–2015)"]);
    }

    #[test]
    fn other_words_are_no_references() {
        for text in [
            "Prop. 1",
            "proposisjonen",
            "Innst. til",
            "lov å gjøre",
            "loven § 3",
            "forskriften",
            "vedtak nr. 5 i saken",
            "R-verdi",
            "R-12",
            "reglement for bruk av lokaler",
            "Plan 2018-2029",
            "dokumentet",
            "lov og rett",
            "dok 12",
            "§ i",
        ] {
            assert!(all(text).is_empty(), "{text}: {:?}", all(text));
        }
    }

    #[test]
    fn the_second_year_of_a_session_must_follow() {
        assert_eq!(all("Prop. 1 S (2018-2029)"), ["Prop. 1 S"]);
    }
}
