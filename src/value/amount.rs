//! Sums of money in running text: `1,5 mill. kroner`, `kr 15 901 000`, `kr. 1.200.000,–`.

use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::char;
use nom::combinator::{opt, value};
use nom::{IResult, Parser};

use super::lex::{Found, consumed, gap, letters, word, word_end};
use crate::lexicon::{floor, same_end, same_start};
use crate::model::Qualifier;

/// A figure and what its last digit is worth, in the unit it is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure {
    /// The digits without separators.
    digits: i64,
    /// How many of them stand behind the comma.
    decimals: u32,
}

impl Figure {
    /// Whole kroner and the worth of the last digit, when counted in `unit` kroner; `None` for parts of kroner or out of range.
    pub(crate) fn kroner(self, unit: i64) -> Option<(i64, i64)> {
        let scale = 10i64.checked_pow(self.decimals)?;
        if unit % scale == 0 {
            let granularity = unit / scale;
            return Some((self.digits.checked_mul(granularity)?, granularity));
        }
        // Øre: only zeros can be left out without changing the figure.
        let scaled = self.digits.checked_mul(unit)?;
        (scaled % scale == 0).then_some((scaled / scale, 1))
    }
}

/// A sum of money as it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Money {
    pub(crate) nok: i64,
    pub(crate) granularity: i64,
}

/// A figure: `15 901 000`, `1.200.000`, `124460`, `19,5`.
pub(crate) fn figure(input: &str) -> Found<'_, Figure> {
    let (first, mut rest) = input.split_at(input.bytes().take_while(u8::is_ascii_digit).count());
    if first.is_empty() {
        return fail(input);
    }
    let mut digits = shift(Some(0), first);
    if first.len() <= 3 {
        let separator = rest.as_bytes().first().copied().filter(|b| matches!(b, b' ' | b'.'));
        while let Some(group) = separator.and_then(|separator| group(rest, separator)) {
            digits = shift(digits, group);
            rest = &rest[4..];
        }
    }
    let mut decimals = 0;
    if let Some(tail) = rest.strip_prefix(',') {
        let len = tail.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=6).contains(&len) {
            digits = shift(digits, &tail[..len]);
            decimals = u32::try_from(len).unwrap_or(0);
            rest = &tail[len..];
        }
    }
    match digits {
        Some(digits) => Ok((rest, Figure { digits, decimals })),
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Digit))),
    }
}

/// A number with further digits behind its own; `None` when it becomes too large.
fn shift(number: Option<i64>, digits: &str) -> Option<i64> {
    digits.bytes().try_fold(number?, |n, b| n.checked_mul(10)?.checked_add(i64::from(b - b'0')))
}

/// Three digits behind a separator, no fourth.
fn group(rest: &str, separator: u8) -> Option<&str> {
    match rest.as_bytes() {
        [first, a, b, c, behind @ ..] if *first == separator && [a, b, c].iter().all(|b| b.is_ascii_digit()) => {
            (!behind.first().is_some_and(u8::is_ascii_digit)).then_some(&rest[1..4])
        }
        _ => None,
    }
}

/// Whether one of some letters, small or capital, comes first: most figures are followed by neither a unit nor a currency.
fn begins<const N: usize>(input: &str, letters: [u8; N]) -> bool {
    input.bytes().next().is_some_and(|b| letters.contains(&(b | 0x20)))
}

/// The words for a unit, in kroner.
#[rustfmt::skip]
const UNITS: &[(&str, i64)] = &[
    ("mill", 1_000_000), ("millioner", 1_000_000), ("millionar", 1_000_000), ("million", 1_000_000), ("mnok", 1_000_000),
    ("mrd", 1_000_000_000), ("milliarder", 1_000_000_000), ("milliardar", 1_000_000_000), ("milliard", 1_000_000_000), ("tusen", 1000),
];

/// Abbreviations of a unit, in kroner, with the marks that end them: a point or, in optical reading, a comma.
const SHORT_UNITS: &[(&str, i64, &[char])] = &[("mill", 1_000_000, &['.', ',']), ("mrd", 1_000_000_000, &['.']), ("tus", 1000, &['.'])];

/// A unit behind a figure, in kroner: `mill.`, `millioner`, `mrd.`, `milliarder`.
pub(crate) fn unit(input: &str) -> IResult<&str, i64> {
    if !begins(input, [b'm', b't']) {
        return fail(input);
    }
    let (name, rest) = input.split_at(input.bytes().take_while(u8::is_ascii_alphabetic).count());
    // Behind its mark the next word may follow at once.
    if let Some(&(_, unit, marks)) = SHORT_UNITS.iter().find(|(word, ..)| word.eq_ignore_ascii_case(name))
        && let Some(behind) = rest.strip_prefix(marks)
        && !behind.starts_with(|c: char| c.is_ascii_digit())
    {
        return Ok((behind, unit));
    }
    match UNITS.iter().find(|(word, _)| word.eq_ignore_ascii_case(name)) {
        Some(&(_, unit)) => word_end(rest).map(|(rest, ())| (rest, unit)),
        None => fail(input),
    }
}

/// `kroner`, `kr.`, `NOK` – the currency behind or before a figure.
fn currency(input: &str) -> Found<'_, ()> {
    if !begins(input, [b'k', b'n']) {
        return fail(input);
    }
    let names = alt((letters("kroner"), letters("kronar"), tag("NOK"), letters("kr")));
    value((), (opt((letters("norske"), char(' '))), names, word_end)).parse(input)
}

/// `,-` or `,–` behind a figure.
fn stroke(input: &str) -> Found<'_, ()> {
    value((), (tag(","), alt((char('-'), char('–'), char('—'))))).parse(input)
}

/// Words that go on with the sentence behind a sum. Any other word behind «1,5 mill.» is what it counts: «1,5 mill. innbyggere».
#[rustfmt::skip]
const GOES_ON: &[&str] = &[
    "til", "i", "for", "på", "over", "og", "eller", "som", "fra", "frå", "av", "er", "var", "per", "pr", "under", "ble", "vart", "blir", "vert",
    "skal", "kan", "må", "vil", "mot", "ved", "fordelt", "fordelte", "knyttet", "knytt", "årlig", "årleg", "hvert", "kvart", "mer", "meir",
    "mindre", "høyere", "høgare", "lavere", "lågare", "utover", "innenfor", "innanfor", "gjennom", "om", "med", "etter", "før", "samt", "hvorav",
    "herav", "derav", "der", "både", "jf", "gis", "tildeles", "bevilges", "løyves", "settes", "overføres", "flyttes", "disponeres", "utbetales",
    "foreslås", "inkl", "inkludert", "inklusive", "ekskl", "ekskludert", "eksklusive", "går", "gjelder", "gjeld", "dekker", "dekkjer", "ble",
];

/// Whether a sum of millions without a currency counts what the words behind it name.
fn counts_others(rest: &str) -> bool {
    let next = rest.strip_prefix(' ').unwrap_or("");
    let word = &next[..next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len())];
    word.starts_with(char::is_lowercase) && !GOES_ON.contains(&word)
}

/// A sum of money: a figure with a currency before or behind it, or with a unit of millions or more.
pub(crate) fn money(input: &str) -> Found<'_, Money> {
    if input.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return if may_be_sum(input) { sum(input, false) } else { fail(input) };
    }
    let (rest, _) = (currency, opt(char('.')), gap).parse(input)?;
    let (rest, minus) = opt((alt((char('-'), char('–'))), gap)).parse(rest)?;
    let (rest, money) = sum(rest, true)?;
    Ok((rest, Money { nok: if minus.is_some() { -money.nok } else { money.nok }, ..money }))
}

/// Whether a figure may be a sum, before which no currency stands: most are followed by neither a stroke, a unit nor a currency.
fn may_be_sum(figure: &str) -> bool {
    // No further than most figures reach, lest each of a long row of figures be looked through to the end of the row.
    const LONG: usize = 32;
    match figure.bytes().take(LONG).find(|b| !matches!(b, b'0'..=b'9' | b' ' | b'.')) {
        Some(behind) => matches!(behind | 0x20, b',' | b'm' | b't' | b'k' | b'n'),
        None => figure.len() > LONG,
    }
}

/// A sum that begins with its figure, behind a currency or not.
fn sum(input: &str, before: bool) -> Found<'_, Money> {
    let (rest, figure) = figure(input)?;
    if !before && !rest.starts_with(',') && !begins(rest.trim_start_matches(' '), *b"mtkn") {
        return fail(input);
    }
    let (rest, stroke) = opt(stroke).parse(rest)?;
    let (rest, unit) = opt((gap, unit).map(|(_, unit)| unit)).parse(rest)?;
    let (rest, after) = opt((gap, currency)).parse(rest)?;
    // «tusen» alone counts people as well as money.
    let known = before || stroke.is_some() || after.is_some() || (unit.is_some_and(|u| u > 1000) && !counts_others(rest));
    let Some((nok, granularity)) = figure.kroner(unit.unwrap_or(1)).filter(|_| known) else { return fail(input) };
    // «kr.» at the end of a sentence keeps its point out; «mill.» owns its own.
    Ok((rest, Money { nok, granularity }))
}

fn fail<T>(input: &str) -> Found<'_, T> {
    Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
}

/// A cell of a budget table: a figure alone, with a sign before it.
pub(crate) fn cell_figure(text: &str) -> Option<Figure> {
    let text = text.trim();
    let unsigned = text.trim_start_matches(['-', '–', '−', '+']).trim_start();
    let negative = unsigned.len() < text.len() && !text.starts_with('+');
    let (rest, figure) = figure(unsigned).ok()?;
    let rest = rest.strip_prefix(",-").or_else(|| rest.strip_prefix(",–")).unwrap_or(rest);
    rest.trim().is_empty().then_some(Figure { digits: if negative { -figure.digits } else { figure.digits }, ..figure })
}

/// Words before a sum that qualify it.
const QUALIFIERS: [(&str, Qualifier); 27] = [
    ("om lag", Qualifier::About),
    ("omlag", Qualifier::About),
    ("ca.", Qualifier::About),
    ("ca", Qualifier::About),
    ("cirka", Qualifier::About),
    ("omtrent", Qualifier::About),
    ("rundt", Qualifier::About),
    ("kring", Qualifier::About),
    ("omkring", Qualifier::About),
    ("i underkant av", Qualifier::About),
    ("i overkant av", Qualifier::About),
    ("nærmere", Qualifier::About),
    ("nærare", Qualifier::About),
    ("ikke mindre enn", Qualifier::AtLeast),
    ("ikkje mindre enn", Qualifier::AtLeast),
    ("ikke mer enn", Qualifier::UpTo),
    ("ikke mere enn", Qualifier::UpTo),
    ("ikkje meir enn", Qualifier::UpTo),
    ("minst", Qualifier::AtLeast),
    ("minimum", Qualifier::AtLeast),
    ("inntil", Qualifier::UpTo),
    ("opptil", Qualifier::UpTo),
    ("opp til", Qualifier::UpTo),
    ("opp mot", Qualifier::UpTo),
    ("maksimalt", Qualifier::UpTo),
    ("høyst", Qualifier::UpTo),
    ("høgst", Qualifier::UpTo),
];

/// Whether one of these words may end with a letter: most words before a sum end with another.
const fn ends_qualifier(letter: u8) -> bool {
    matches!(letter | 0x20, b'a' | b'e' | b'g' | b'l' | b'm' | b'n' | b't' | b'v' | b'.')
}

/// How the words before a sum qualify it.
pub(crate) fn qualifier(before: &str) -> Qualifier {
    // «inntil kroner 24 000,-»
    let before = before.trim_end();
    let before = before.strip_suffix(" kroner").or_else(|| before.strip_suffix(" kronar")).unwrap_or(before);
    if !before.bytes().next_back().is_some_and(ends_qualifier) {
        return Qualifier::Exact;
    }
    let ends = |w: &str| same_end(before, w) && !before[..before.len() - w.len()].ends_with(char::is_alphanumeric);
    QUALIFIERS.iter().find(|(w, _)| ends(w)).map_or(Qualifier::Exact, |&(_, q)| q)
}

/// The length of the sign of a negative sum that ends `before`: `endres med –1,2 mill. kroner`, `post 21: -1,2 mill. kroner`. A dash behind another word is a dash.
pub(super) fn sign(before: &str) -> usize {
    let Some(words) = before.strip_suffix(['-', '–', '−']) else { return 0 };
    let changes = ["med ", "på ", "til ", "er ", ": ", "og ", "samt ", "("].iter().any(|word| words.ends_with(word));
    if changes { before.len() - words.len() } else { 0 }
}

/// How long the words from «mellom» to «og» may be, in bytes.
const FIRST_END: usize = 40;

/// Whether a sum behind `before` is an end of a span, `10–12 mill. kroner`, `mellom 10 og 12 mill. kroner`, or one of several, `2 x 5 mill. kroner`.
pub(super) fn in_span(before: &str) -> bool {
    let after_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    if let Some(first) = before.strip_suffix(['-', '–']) {
        return after_digit(first.trim_end());
    }
    // «2 x 5 mill. kroner» is the product of both.
    if let Some(count) = before.trim_end().strip_suffix(['x', '×']) {
        return after_digit(count.trim_end());
    }
    let Some(words) = before.strip_suffix(" og ") else { return before.ends_with("mellom ") };
    let near = &words[floor(words, words.len().saturating_sub(FIRST_END))..];
    near.rsplit_once("mellom ").is_some_and(|(_, first)| first.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether «kroner» between `before` and `behind` begins a sum, «kroner 24 000 000»: it stands behind neither a figure nor «i», and a figure
/// with thousands, and no other, follows.
pub(super) fn begins_sum(before: &str, behind: &str) -> bool {
    let Some(figures) = behind.strip_prefix(' ').filter(|t| t.starts_with(|c: char| c.is_ascii_digit())) else { return false };
    let last = before.trim_end().rsplit(' ').next().unwrap_or("");
    let counted = last.ends_with(|c: char| c.is_ascii_digit() || c == '.')
        || ["i", "mill", "mrd", "tusen", "norske"].iter().any(|w| w.len() == last.len() && same_start(last, w))
        || last.starts_with("milli");
    let Ok((rest, _)) = figure(figures) else { return false };
    let len = consumed(figures, rest);
    let grouped = figures[..len].contains([' ', '.']) || rest.starts_with(",-") || rest.starts_with(",–") || rest.starts_with(" mill");
    !counted && grouped && !rest.strip_prefix(' ').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()))
}

/// `én million kroner`, `to milliarder kroner`, `en halv million kroner`: the length and the sum.
pub(super) fn in_words(input: &str) -> Option<(usize, Money)> {
    let count = alt((
        value(1, word(&["en", "én", "ein"])),
        value(2, word(&["to"])),
        value(3, word(&["tre"])),
        value(4, word(&["fire"])),
        value(5, word(&["fem"])),
        value(6, word(&["seks"])),
        value(7, word(&["sju", "syv"])),
        value(8, word(&["åtte"])),
        value(9, word(&["ni"])),
        value(10, word(&["ti"])),
        value(11, word(&["elleve"])),
        value(12, word(&["tolv"])),
    ));
    let (rest, (count, half, _, unit, _, ())) = (count, opt((gap, word(&["halv"]))), gap, unit, gap, currency).parse(input).ok()?;
    let (nok, granularity) = if half.is_some() { (unit / 2, unit / 10) } else { (count * unit, unit) };
    (unit > 1000 && (half.is_none() || count == 1)).then(|| (consumed(input, rest), Money { nok, granularity }))
}

/// The length of a sum of money at the start of `input`, and the sum.
pub(super) fn scan(input: &str) -> Option<(usize, Money)> {
    money(input).ok().map(|(rest, money)| (consumed(input, rest), money))
}

/// The length of a unit that `rest` begins with, not a sum: «(i 1000 kroner)», «(1 000 kroner)».
pub(super) fn unit_of_table(before: &str, rest: &str) -> Option<usize> {
    let bracket = before.ends_with('(');
    let thousand = rest.starts_with('1')
        && (bracket || ["i ", "i hele ", "i heile "].iter().any(|whole| before.ends_with(whole)))
        && ["1000 ", "1 000 ", "1.000 "].iter().any(|thousand| rest.starts_with(thousand));
    let (len, _) = if thousand { scan(rest)? } else { return None };
    (!bracket || rest[len..].starts_with(')')).then_some(len)
}

/// The unit that a table's caption, header cell or the line below it states, in kroner: `(i 1 000 kroner)`, `(beløp i mill. kroner)`,
/// `Beløp (1 000 kroner)`.
pub(crate) fn stated_unit(text: &str) -> Option<i64> {
    // The first «i » decides, be it a word or the end of one.
    let bytes = text.as_bytes();
    let at = memchr::memchr_iter(b'i', bytes).find(|&at| bytes.get(at + 1) == Some(&b' '));
    at.filter(|&at| !text[..at].ends_with(char::is_alphanumeric))
        .and_then(|at| {
            let words = text[at + 2..].trim_start();
            let words = words.strip_prefix("hele ").or_else(|| words.strip_prefix("heile ")).unwrap_or(words);
            leading_unit(words).map(|(_, unit)| unit)
        })
        .or_else(|| {
            let words = &text[memchr::memchr(b'(', bytes)? + 1..];
            leading_unit(words).filter(|(rest, _)| rest.starts_with([')', '.'])).map(|(_, unit)| unit)
        })
        .or_else(|| unit_behind_currency(text))
}

/// The unit that the head of a column states, also if it says no more: `Mill. kroner`, `1 000 kr`, in kroner.
pub(crate) fn head_unit(head: &str) -> Option<i64> {
    let alone = || leading_unit(head.trim()).filter(|(rest, unit)| *unit > 1 && matches!(rest.trim(), "" | ".")).map(|(_, unit)| unit);
    stated_unit(head).or_else(alone)
}

/// The unit behind the code of the currency, with nothing more said: `NOK 1000`, `Beløp (NOK mill.)`, in kroner.
fn unit_behind_currency(text: &str) -> Option<i64> {
    let (before, words) = text.split_once("NOK ")?;
    let (rest, unit) = match thousand(words) {
        Some(rest) => (rest, 1000),
        None => unit(words).ok()?,
    };
    let whole = !before.ends_with(char::is_alphanumeric) && rest.trim_start_matches(['.', ')']).trim_end().is_empty();
    whole.then_some(unit)
}

/// What stands behind the figure of a thousand.
fn thousand(words: &str) -> Option<&str> {
    ["1 000", "1.000", "1000"].iter().find_map(|thousand| words.strip_prefix(thousand))
}

/// The unit that words begin with, `1 000 kroner`, `mill. kroner`, `kr`, in kroner.
fn leading_unit(words: &str) -> Option<(&str, i64)> {
    if let Some(rest) = thousand(words) {
        return currency(rest.trim_start()).ok().map(|(rest, ())| (rest, 1000));
    }
    let (rest, unit) = unit(words).unwrap_or((words, 1));
    match currency(rest.trim_start()) {
        Ok((rest, ())) => Some((rest, unit)),
        Err(_) => (unit > 1).then_some((rest, unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_letters_of_qualifiers_are_known() {
        assert!(QUALIFIERS.iter().all(|(word, _)| word.bytes().next_back().is_some_and(ends_qualifier)));
    }

    /// Phrases that are one sum of money as a whole.
    const SUMS: [(&str, i64, i64); 18] = [
        ("15 901 000 kroner", 15_901_000, 1),
        ("kr 15 901 000", 15_901_000, 1),
        ("kr. 1.200.000,–", 1_200_000, 1),
        ("11.466.000,-", 11_466_000, 1),
        ("500 000 kroner", 500_000, 1),
        ("1,5 mill. kroner", 1_500_000, 100_000),
        ("100 mill. kroner", 100_000_000, 1_000_000),
        ("56,601 mill. kroner", 56_601_000, 1000),
        ("1,450 mill. kroner", 1_450_000, 1000),
        ("3,8 millioner kroner", 3_800_000, 100_000),
        ("19,5 mill, kr", 19_500_000, 100_000),
        ("8,5 mrd. kr", 8_500_000_000, 100_000_000),
        ("5,0 mill.", 5_000_000, 100_000),
        ("16 000 kroner", 16_000, 1),
        ("3 300 kr", 3_300, 1),
        ("kr 118 000", 118_000, 1),
        ("250 000 kronar", 250_000, 1),
        ("kr 1 000,00", 1_000, 1),
    ];

    #[test]
    fn sums_are_read_whole() {
        for (text, nok, granularity) in SUMS {
            assert_eq!(scan(text), Some((text.len(), Money { nok, granularity })), "{text}");
        }
    }

    #[test]
    fn other_figures_are_no_sums() {
        for text in [
            "22 24 90 90",
            "972 417 866",
            "0030 Oslo",
            "2022",
            "75 ansatte",
            "60 dager",
            "12 måneder",
            "325 av landets",
            "75 %",
            "1 S",
            "21",
            "kr",
            "kr og",
            "5 tusen personer",
            "1,5 mill. innbyggere",
            "3 millioner oppslag",
            "1,234567890 mill. kroner",
            "99999999999999999999 kroner",
        ] {
            assert_eq!(scan(text), None, "{text}");
        }
    }

    #[test]
    fn units_of_tables() {
        for (text, unit) in [
            ("(i 1000 kroner)", 1000),
            ("(alle tall i 1 000 kroner)", 1000),
            ("(i kr)", 1),
            ("Sum i 1000 kr", 1000),
            ("Beløp i kr", 1),
            ("(beløp i mill. kroner)", 1_000_000),
            ("i heile tusen", 1000),
            ("Beløp (1 000 kroner)", 1000),
            ("Løyving (1000 kr.)", 1000),
            ("Budsjett 2025 (mill. kroner)", 1_000_000),
            ("(kroner)", 1),
            ("i hele tusen kroner", 1000),
            ("NOK 1000", 1000),
            ("Beløp (NOK 1 000)", 1000),
            ("Sum NOK mill.", 1_000_000),
        ] {
            assert_eq!(stated_unit(text), Some(unit), "{text}");
        }
        for text in [
            "Sum tildeling",
            "i 2023",
            "Betegnelse",
            "tiltak i kommunene",
            "i 1000 år",
            "1 000 kroner",
            "Lån (1 000 kroner per år)",
            "Mål (1 mill. kroner)",
            "Andel (prosent)",
            "NOK",
            "NOK 1000 per år",
            "NOK 10001",
            "ANOK 1000",
        ] {
            assert_eq!(stated_unit(text), None, "{text}");
        }
    }

    #[test]
    fn cells_hold_a_figure_alone() {
        assert_eq!(cell_figure("124 460").and_then(|f| f.kroner(1000)), Some((124_460_000, 1000)));
        assert_eq!(cell_figure("- 345").and_then(|f| f.kroner(1000)), Some((-345_000, 1000)));
        assert_eq!(cell_figure("89,25").and_then(|f| f.kroner(1_000_000)), Some((89_250_000, 10_000)));
        assert_eq!(cell_figure("0").and_then(|f| f.kroner(1000)), Some((0, 1000)));
        assert_eq!(cell_figure("12 000 hvorav 500"), None);
    }

    #[test]
    fn qualifiers() {
        assert_eq!(qualifier("på om lag "), Qualifier::About);
        assert_eq!(qualifier("Inntil "), Qualifier::UpTo);
        assert_eq!(qualifier("minst "), Qualifier::AtLeast);
        assert_eq!(qualifier("leca "), Qualifier::Exact);
    }
}
