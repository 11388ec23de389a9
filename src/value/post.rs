//! Chapters and posts of the state budget: `kap. 701, post 21, 70 og 74 og kap. 760, post 21`.

use crate::lexicon::same_start;
use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, one_of};
use nom::combinator::{not, opt, peek, value, verify};
use nom::{IResult, Parser};
use smallvec::SmallVec;

use super::amount;
use super::lex::{Found, consumed, gap, letters, number, word_end};
use crate::lexicon::month;

/// A chapter, a post or both, with the place of each in the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PostRef {
    /// 1–9999.
    pub(crate) kapittel: Option<u16>,
    /// 1–99.
    pub(crate) post: Option<u8>,
    /// The words that name it: from «kap.» or, further down a list, from the post's own number.
    pub(crate) range: Range<usize>,
}

/// A list of chapters and posts; nearly always one.
pub(crate) type Posts = SmallVec<[PostRef; 1]>;

/// A list of chapters and posts, with its length.
pub(super) fn scan(input: &str) -> Option<(usize, Posts)> {
    let mut posts = Posts::new();
    let mut rest = input;
    let mut end = 0;
    loop {
        let start = consumed(input, rest);
        if let Ok((after, (kapittel, post))) = dotted_pair(rest) {
            rest = after;
            end = consumed(input, rest);
            posts.push(PostRef { kapittel: Some(kapittel), post: Some(post), range: start..end });
            match list_separator(rest) {
                Ok((item, ())) => rest = item,
                Err(_) => break,
            }
            continue;
        }
        let kapittel = if let Ok((after, kapittel)) = chapter(rest).or_else(|_| elided_chapter(rest, !posts.is_empty())) {
            rest = after;
            end = consumed(input, rest);
            Some(kapittel)
        } else if posts.is_empty() {
            None
        } else if post_word(rest).is_ok() {
            // «kap. 714, post 21 og post 70»
            posts.last().and_then(|p| p.kapittel)
        } else {
            break;
        };
        let named = consumed(input, rest) > start;
        let with_name = (alt((tag(","), tag("/"), tag(" –"), tag(" -"), tag(""))), gap, post_word).parse(rest);
        let found = posts.len();
        if let Ok((mut after, _)) = with_name {
            let mut from = start;
            while let Ok((next, post)) = post_number(after) {
                if posts.len() > found && counts_something(next) {
                    break;
                }
                let to = consumed(input, next);
                posts.push(PostRef { kapittel, post: Some(post), range: from..to });
                rest = next;
                end = to;
                let Ok((item, ())) = list_separator(next) else { break };
                from = consumed(input, item);
                after = item;
            }
        }
        if posts.len() == found {
            if let Some(kapittel) = kapittel.filter(|_| named) {
                posts.push(PostRef { kapittel: Some(kapittel), post: None, range: start..end });
            } else {
                break;
            }
        }
        match list_separator(rest) {
            Ok((item, ())) => rest = item,
            Err(_) => break,
        }
    }
    if posts.iter().all(|p| p.kapittel.is_none())
        && let Ok((rest, kapittel)) = chapter_behind(&input[end..])
        && let Some(last) = posts.last_mut()
    {
        end = consumed(input, rest);
        last.range.end = end;
        for post in &mut posts {
            post.kapittel = Some(kapittel);
        }
    }
    (!posts.is_empty()).then_some((end, posts))
}

/// «post 21 på kap. 701», «post 70 under kapittel 732».
fn chapter_behind(input: &str) -> IResult<&str, u16> {
    (gap, alt((letters("på"), letters("under"), letters("i"))), word_end, gap, chapter).map(|(.., kapittel)| kapittel).parse(input)
}

/// «kap. 701.21», «kap./post 165.70»: chapter and post with a point between them. A chapter of fewer digits may be one of a report.
fn dotted_pair(input: &str) -> IResult<&str, (u16, u8)> {
    let both = alt((letters("kap./post"), letters("kap.post"), letters("kap/post"), letters("kap. post")));
    let name = alt((both, letters("kapittel"), letters("kap.")));
    let post = (one_of("./"), number(2, 2), peek(not((one_of(".,"), one_of("0123456789")))), word_end);
    let (rest, (_, _, kapittel, (_, post, ..))) = (name, gap, number(3, 4), post).parse(input)?;
    Ok((rest, (u16::try_from(kapittel).unwrap_or(0), u8::try_from(post).unwrap_or(0))))
}

/// «kap. 701», «kapittel 701».
fn chapter(input: &str) -> IResult<&str, u16> {
    let name = alt((letters("kapittel"), letters("kapitlene"), letters("kapitla"), letters("kap.nr."), letters("kap.")));
    let name = alt((value((), name), value((), (letters("kap"), word_end))));
    (name, opt(char('.')), gap, chapter_number).map(|(.., number)| number).parse(input)
}

fn chapter_number(input: &str) -> Found<'_, u16> {
    verify(number(1, 4), |&n| n > 0).map(|n| u16::try_from(n).unwrap_or(0)).parse(input)
}

/// Further down a list the word may be left out: «kap. 551, post 60 og 552, post 72».
fn elided_chapter(input: &str, in_list: bool) -> IResult<&str, u16> {
    let (rest, number) = verify(number(3, 4), |_| in_list).parse(input)?;
    peek((alt((tag(","), tag("/"), tag(""))), gap, post_word)).parse(rest)?;
    Ok((rest, u16::try_from(number).unwrap_or(0)))
}

fn post_word(input: &str) -> Found<'_, ()> {
    let names = alt((letters("postene"), letters("postane"), letters("poster"), letters("postar"), letters("post")));
    value((), (names, word_end, opt(char('.')), gap)).parse(input)
}

fn post_number(input: &str) -> Found<'_, u8> {
    let number = verify(number(1, 2), |&n| n > 0);
    // «post 21.5» or «post 2 1 00» is something else.
    (number, peek(not((alt((char('.'), char(','))), verify(nom::character::complete::anychar, char::is_ascii_digit)))), word_end)
        .map(|(n, ..)| u8::try_from(n).unwrap_or(0))
        .parse(input)
}

/// Whether the number before `rest` counts something, so that the list of posts ended before it: «post 21, og 5 mill. kroner», «post 21 og 1. mars».
fn counts_something(rest: &str) -> bool {
    let words = rest.trim_start_matches(['.', ' ']);
    let first = words.split(' ').next().unwrap_or("");
    let counted = rest.starts_with(' ') && COUNTED.contains(&first.trim_end_matches([',', '.']));
    let group = words.bytes().take_while(u8::is_ascii_digit).count() == 3 && rest.starts_with(' ');
    counted
        || group
        || words.starts_with('%')
        || amount::unit(words).is_ok()
        || month(first).is_some()
        || ["kr", "kroner", "kr.", "prosent"].contains(&first)
}

/// What is counted rather than numbered.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "andre", "nye", "årsverk", "stillinger", "stillingar", "personer", "personar", "ansatte", "tilsette", "kommuner", "kommunar", "fylker",
    "tiltak", "dager", "dagar", "uker", "veker", "måneder", "månader", "år", "ganger", "gonger", "plasser", "plassar",
];

/// What stands between items of a list.
fn list_separator(input: &str) -> Found<'_, ()> {
    let comma = value((), (gap, tag(","), gap, opt((letters("og"), word_end, gap))));
    let joined = value((), (gap, alt((letters("og"), letters("samt"), letters("eller"))), word_end, gap));
    let slash = value((), (char('/'), peek(one_of("0123456789"))));
    alt((comma, joined, slash)).parse(input)
}

/// The chapter and post of a table cell: `701.21`, `2421 50`, `701/21`, `Kap. 701 post 21`.
pub(crate) fn cell_pair(text: &str) -> Option<(u16, u8)> {
    let figures = || {
        let (kapittel, post) = text.trim().split_once(['.', ' ', '/'])?;
        Some((cell_number(kapittel, 4)?, post.trim()))
    };
    let (kapittel, post) = figures().or_else(|| chapter_number_of_cell(text.trim()))?;
    Some((kapittel, u8::try_from(cell_number(post, 2)?).ok()?))
}

/// The post that a table cell begins with, its chapter if it has one of its own, and the name behind: `Post 01 Driftsutgifter`,
/// `701.21 Drift`, `Kap. 701, post 21 Drift`, `21 Drift`.
pub(crate) fn cell_post(text: &str) -> Option<(Option<u16>, u8, &str)> {
    let (chapter, rest) = match chapter_number_of_cell(text.trim()) {
        Some((kapittel, rest)) => (Some(kapittel), rest),
        None => (None, text.trim()),
    };
    let post = CELL_WORDS.iter().find(|w| same_start(rest, w)).map_or(rest, |w| rest[w.len()..].trim_start());
    let (number, name) = post.split_at(post.bytes().take_while(u8::is_ascii_digit).count());
    let name = name.strip_prefix([':', ',']).unwrap_or(name).strip_prefix(' ')?.trim_start_matches(['–', '-', ' ']);
    let number = u8::try_from(cell_number(number, 2)?).ok()?;
    (post.len() < rest.len() || number_of_two(post)).then_some(())?;
    name.starts_with(char::is_alphabetic).then_some((chapter, number, name))
}

/// The chapter that a cell begins with, and what stands behind the mark after it.
fn chapter_number_of_cell(text: &str) -> Option<(u16, &str)> {
    let number = CELL_WORDS[..3].iter().find(|w| same_start(text, w)).map_or(text, |w| text[w.len()..].trim_start());
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let rest = number[digits..].strip_prefix(", ").or_else(|| number[digits..].strip_prefix(['.', '/', ' ']))?;
    (digits == 3 || digits == 4).then_some((cell_number(&number[..digits], 4)?, rest))
}

/// Whether a text begins with two digits, as posts are printed.
fn number_of_two(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 2
}

/// Words before a number in a cell.
const CELL_WORDS: &[&str] = &["kapittel ", "kap. ", "kap ", "post "];

/// A number of up to `digits` digits alone or behind its word, not zero: `70`, `Post 70`, `Kap. 732`.
pub(crate) fn cell_number(text: &str, digits: usize) -> Option<u16> {
    let text = text.trim();
    let text = CELL_WORDS.iter().find(|w| same_start(text, w)).map_or(text, |w| text[w.len()..].trim_start());
    let fits = (1..=digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|&n: &u16| fits && n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(Option<u16>, Option<u8>, &str)> {
        let found = scan(text).map(|(_, posts)| posts).unwrap_or_default();
        found.into_iter().map(|p| (p.kapittel, p.post, &text[p.range])).collect()
    }

    #[test]
    fn cells_may_hold_a_chapter_and_a_post() {
        for (cell, found) in [
            ("701.21", Some((701, 21))),
            ("2421 50", Some((2421, 50))),
            ("Kap. 701 post 21", Some((701, 21))),
            ("Kap. 701, post 21", Some((701, 21))),
            ("kapittel 701 post 21", Some((701, 21))),
            ("Kap. 701", None),
            ("Kap. 701 post 21 og 22", None),
            ("120 000", None),
        ] {
            assert_eq!(cell_pair(cell), found, "{cell}");
        }
    }

    #[test]
    fn cells_may_hold_a_post_and_its_name() {
        for (cell, found) in [
            ("Post 01 Driftsutgifter", Some((None, 1, "Driftsutgifter"))),
            ("701.21 Drift", Some((Some(701), 21, "Drift"))),
            ("Kap. 701, post 21 Drift", Some((Some(701), 21, "Drift"))),
            ("2421 50 Innovasjon – fond", Some((Some(2421), 50, "Innovasjon – fond"))),
            ("21 – Drift", Some((None, 21, "Drift"))),
            ("Post 70", None),
            ("5 tiltak", None),
            ("Kap. 732 Regionale helseforetak", None),
            ("120 000 personer", None),
        ] {
            assert_eq!(cell_post(cell), found, "{cell}");
        }
    }

    #[test]
    fn lists_give_a_record_a_post() {
        assert_eq!(pairs("kap. 701, post 21 og"), [(Some(701), Some(21), "kap. 701, post 21")]);
        assert_eq!(pairs("kapittel 701 post 70 og 72 overført"), [(Some(701), Some(70), "kapittel 701 post 70"), (Some(701), Some(72), "72")]);
        assert_eq!(
            pairs("kap. 701, post 21, 70 og 74 og kap. 760, post 21."),
            [
                (Some(701), Some(21), "kap. 701, post 21"),
                (Some(701), Some(70), "70"),
                (Some(701), Some(74), "74"),
                (Some(760), Some(21), "kap. 760, post 21"),
            ]
        );
        assert_eq!(
            pairs("kap. 551, post 60 og 552, post 72 er"),
            [(Some(551), Some(60), "kap. 551, post 60"), (Some(552), Some(72), "552, post 72")]
        );
        assert_eq!(pairs("kap 1510/post 01 for 2009"), [(Some(1510), Some(1), "kap 1510/post 01")]);
        assert_eq!(pairs("Kap. 740 postene 01 og 21"), [(Some(740), Some(1), "Kap. 740 postene 01"), (Some(740), Some(21), "21")]);
        assert_eq!(pairs("post 21 Spesielle"), [(None, Some(21), "post 21")]);
        assert_eq!(pairs("Kap. 732 Regionale"), [(Some(732), None, "Kap. 732")]);
        for text in ["post 21, og 5 mill. kroner", "post 21 og 1. mars", "post 21, 500 000 kroner", "post 21 og 5 prosent"] {
            assert_eq!(pairs(text), [(None, Some(21), "post 21")], "{text}");
        }
    }

    #[test]
    fn other_words_are_no_posts() {
        for text in ["kapital 21", "postboks 8011", "post og bane", "postmottak", "kap. ", "poster på nett", "Kapasitet 12"] {
            assert!(pairs(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn cells() {
        assert_eq!(cell_pair("701.21"), Some((701, 21)));
        assert_eq!(cell_pair("734.01"), Some((734, 1)));
        assert_eq!(cell_pair("2421 50"), Some((2421, 50)));
        assert_eq!(cell_pair("12.345"), None);
        assert_eq!(cell_number("0", 2), None);
    }
}
