//! Small grammars that the grammars of values are made of. They read views: single spaces, no marks.

use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::char;
use nom::combinator::{opt, recognize, value, verify};
use nom::{IResult, Parser};

use crate::lexicon::same_start;

pub(super) type Found<'a, T> = IResult<&'a str, T>;

/// The first byte, an ASCII letter in lower case; 0 if there is none.
#[inline]
pub(super) fn first_letter(input: &str) -> u8 {
    input.as_bytes().first().map_or(0, |b| b | 0x20)
}

/// Any number of spaces, also none.
#[expect(clippy::unnecessary_wraps, reason = "a parser, which others are put together with")]
pub(super) fn gap(input: &str) -> Found<'_, &str> {
    let spaces = input.bytes().take_while(|&b| b == b' ').count();
    Ok((&input[spaces..], &input[..spaces]))
}

/// The end of a word: no letter or digit follows.
pub(super) fn word_end(input: &str) -> Found<'_, ()> {
    // Most words end before a space or a mark of ASCII.
    let goes_on = match input.as_bytes().first() {
        Some(b) if b.is_ascii() => b.is_ascii_alphanumeric(),
        _ => input.chars().next().is_some_and(char::is_alphanumeric),
    };
    if goes_on { Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Not))) } else { Ok((input, ())) }
}

/// The letters (lower case) in any case, whatever follows.
pub(super) fn letters<'a>(expected: &'static str) -> impl Parser<&'a str, Output = &'a str, Error = nom::error::Error<&'a str>> {
    move |input: &'a str| {
        if same_start(input, expected) {
            return Ok((&input[expected.len()..], &input[..expected.len()]));
        }
        Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))
    }
}

/// One of the words (lower case), in any case, whole.
pub(super) fn word<'a>(words: &'static [&'static str]) -> impl Parser<&'a str, Output = &'a str, Error = nom::error::Error<&'a str>> {
    move |input: &'a str| {
        let first = first_letter(input);
        for w in words {
            if first_letter(w) == first
                && same_start(input, w)
                && let Ok((rest, ())) = word_end(&input[w.len()..])
            {
                return Ok((rest, &input[..w.len()]));
            }
        }
        Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Tag)))
    }
}

/// A whole number of `min` to `max` digits, no further digit behind it.
pub(super) fn number<'a>(min: usize, max: usize) -> impl Parser<&'a str, Output = u32, Error = nom::error::Error<&'a str>> {
    move |input: &'a str| {
        let digits = input.bytes().take(max + 1).take_while(u8::is_ascii_digit).count();
        let fits = (min..=max).contains(&digits);
        let number = input.as_bytes()[..digits].iter().try_fold(0u32, |n, b| n.checked_mul(10)?.checked_add(u32::from(b - b'0')));
        match number.filter(|_| fits) {
            Some(number) => Ok((&input[digits..], number)),
            None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Digit))),
        }
    }
}

/// A year from 1900 to 2199.
pub(super) fn year(input: &str) -> Found<'_, i16> {
    verify(number(4, 4), |y| (1900..2200).contains(y)).map(|y| i16::try_from(y).unwrap_or(0)).parse(input)
}

/// A hyphen or dash; a converter may write a dash as two hyphens.
pub(super) fn dash(input: &str) -> Found<'_, char> {
    alt((value('–', tag("--")), char('-'), char('–'), char('—'), char('‑'))).parse(input)
}

/// The session of the Storting behind a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Session {
    /// The first of its two years.
    Years(u16),
    /// Empty brackets: the years were lost.
    Lost,
}

/// The session `(2022–2023)` behind a reference, also `(2022-23)`. The dash may stand between spaces or be lost, and so may both
/// years; the second must follow the first.
pub(super) fn session(input: &str) -> Found<'_, Session> {
    let (rest, ..) = (gap, char('('), gap).parse(input)?;
    let (rest, session) = if rest.starts_with(')') { (rest, Session::Lost) } else { years(rest)? };
    let (rest, ..) = (gap, char(')')).parse(rest)?;
    Ok((rest, session))
}

/// `2022–2023`, `2022-23`, `20222023`.
fn years(input: &str) -> Found<'_, Session> {
    let (rest, first) = digits::<4>(input)?;
    let (rest, _) = gap(rest)?;
    let (rest, dash) = opt(dash).parse(rest)?;
    let (rest, _) = gap(rest)?;
    // The two digits stand for the year behind the first; 1999–00 goes over a century.
    let (rest, second) = match digits::<4>(rest) {
        Err(error) if dash.is_none() => return Err(error),
        Err(_) => digits::<2>(rest).map(|(rest, short)| (rest, if (first + 1) % 100 == short { first + 1 } else { 0 }))?,
        found => found?,
    };
    if second == first + 1 {
        Ok((rest, Session::Years(first)))
    } else {
        Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Verify)))
    }
}

/// `N` digits. Years may be run together, so further ones may follow.
fn digits<const N: usize>(input: &str) -> Found<'_, u16> {
    let number = |digits: &[u8; N]| digits.iter().try_fold(0, |n: u16, b| b.is_ascii_digit().then(|| n * 10 + u16::from(b - b'0')));
    match input.as_bytes().first_chunk().and_then(number) {
        Some(number) => Ok((&input[N..], number)),
        None => Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Digit))),
    }
}

/// «nr. » or nothing.
pub(super) fn numero(input: &str) -> Found<'_, &str> {
    recognize(opt((gap, letters("nr"), opt(char('.')), gap))).parse(input)
}

/// What of `input` a parser consumed, in bytes.
pub(super) fn consumed(input: &str, rest: &str) -> usize {
    input.len() - rest.len()
}
