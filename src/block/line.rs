//! Lines and their shapes.

use std::ops::Range;

use crate::lexicon::{month, same_start};
use crate::source::Holds;
use crate::span::Span;
use crate::view::{is_rule, trim_end, trim_start};

/// What a line looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Blank,
    /// `#` to `######`.
    Heading(u8),
    /// `---` and the like.
    Rule,
    /// A picture alone.
    Image,
    /// A page number alone, or a running title.
    PageMark,
    /// Keys and values that a converter puts before the text.
    FrontMatter,
    /// Contact data with their columns mixed.
    Contact,
    /// A row of a pipe table.
    Pipes,
    /// A row of a table in HTML, without its own tags.
    HtmlRow,
    /// Words with a tab between them.
    Tabs,
    /// Words in three or more columns, with wide gaps between them as `pdftotext -layout` prints.
    Columns,
    /// A cell of a table that has one on each line.
    Stacked,
    /// Words in two such columns.
    Pair,
    /// A bullet.
    Item,
    /// A number or letter of a list, with its mark in `Line::mark`.
    Ordered,
    Text,
}

/// The most bars that a row of a table has; a longer run of them is none.
const WIDEST: usize = 100;

/// A line of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// The line with its end.
    pub(crate) span: Span,
    /// The words, without marks and white space at the ends.
    pub(crate) content: Span,
    /// The number or letter of an ordered item, without point or bracket.
    pub(crate) mark: Span,
    pub(crate) shape: Shape,
}

impl Line {
    /// The words at `span` as a line of a shape that is known.
    pub(crate) fn shaped(source: &str, span: Span, shape: Shape) -> Self {
        let text = trim_start(&source[span.range()]);
        let start = span.end - text.len();
        Self { span, content: Span::new(start, start + trim_end(text).len()), mark: Span::new(start, start), shape }
    }

    /// Reads the line at `span` (its end included), of which is known what it may hold.
    pub(crate) fn read(source: &str, span: Span, holds: Holds) -> Self {
        let mut text = trim_start(&source[span.range()]);
        while text.as_bytes().first() == Some(&0xEF)
            && let Some(rest) = text.strip_prefix('\u{feff}')
        {
            text = trim_start(rest);
        }
        let start = span.end - text.len();
        let text = without_break(trim_end(text));
        let whole = |shape| Self { span, content: Span::new(start, start + text.len()), mark: Span::new(start, start), shape };
        let behind = |shape, skip: usize| {
            let line = whole(shape);
            Self { content: Span::new(line.content.end - trim_start(&text[skip..]).len(), line.content.end), ..line }
        };
        let Some(&first) = text.as_bytes().first() else { return whole(Shape::Blank) };
        match first {
            b'#' => {
                let level = text.bytes().take_while(|&b| b == b'#').count();
                if level > 6 || !text[level..].starts_with([' ', '\t']) {
                    return whole(Shape::Text);
                }
                let heading = behind(Shape::Heading(u8::try_from(level).unwrap_or(6)), level);
                let words = trim_end(&source[heading.content.start..heading.content.end - anchor(text)]);
                Self { content: Span::new(heading.content.start, heading.content.start + words.len()), ..heading }
            }
            b'-' | b'*' | b'_' | b'=' | b'+' | b':' if is_rule(text) => whole(Shape::Rule),
            b'|' if is_barred(text) => whole(Shape::Pipes),
            b'>' => behind(Shape::Text, 1),
            b'!' if text.starts_with("![") && text.ends_with(')') => whole(Shape::Image),
            b'0'..=b'9' | b'(' | b'S' if text.len() <= PAGE_MARK && is_page_mark(text) => whole(Shape::PageMark),
            _ => {
                // Most lines begin with a capital letter.
                if matches!(first, b'-' | b'*' | b'+' | b'o' | 0x80..)
                    && let Some(skip) = bullet(text)
                {
                    if let Some(len) = ordinal(text[skip..].trim_start()) {
                        let inner = text.len() - text[skip..].trim_start().len();
                        return Self { mark: Span::new(start + inner, start + inner + len), ..behind(Shape::Ordered, inner + len + 1) };
                    }
                    return behind(Shape::Item, skip);
                }
                if matches!(first, b'0'..=b'9' | b'a'..=b'z')
                    && let Some(len) = ordinal(text)
                {
                    return Self { mark: Span::new(start, start + len), ..behind(Shape::Ordered, len + 1) };
                }
                if holds.any(Holds::TAB) && memchr::memchr(b'\t', text.as_bytes()).is_some() {
                    return whole(Shape::Tabs);
                }
                let wide = text.len() <= ROW && holds.any(Holds::WIDE.or(Holds::BEYOND));
                let columns = if wide { columns(text).take(3).count() } else { 1 };
                whole(match columns {
                    0 | 1 => Shape::Text,
                    2 if !is_budget_row(text) => Shape::Pair,
                    _ => Shape::Columns,
                })
            }
        }
    }
}

/// The words of a line without the backslash that Markdown breaks it with.
fn without_break(text: &str) -> &str {
    text.strip_suffix('\\').filter(|words| !words.ends_with('\\')).map_or(text, trim_end)
}

/// The longest row of aligned columns, in bytes.
const ROW: usize = 300;

/// The least number of blanks between two columns; sentences are sometimes set off by two.
const GAP: usize = 3;

/// The words of each column of a line, as ranges. A no-break space is a blank.
pub(crate) fn columns(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = from + rest.len() - rest.trim_start().len();
        if start == text.len() {
            return None;
        }
        let end = gap(&text[start..]).map_or(text.len(), |len| start + len);
        from = end;
        Some(start..end)
    })
}

/// Whether a line is a row of a budget by itself: «Post 01 Driftsutgifter      214 610», or with a column for the number of the post.
pub(super) fn is_budget_row(text: &str) -> bool {
    let mut columns = columns(text).map(|range| &text[range]);
    let (Some(label), Some(second)) = (columns.next(), columns.next()) else { return false };
    // A page of a table of contents has few digits.
    let is_sum = |words: &str| is_figure(words) && words.len() > "999".len();
    let post = |number: &str| number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit());
    let named = |name: &str| name.starts_with(char::is_alphabetic);
    match columns.next() {
        None if is_post_with_name(label) => is_figure(second),
        None => label.split_once(' ').is_some_and(|(number, name)| post(number) && named(name)) && is_sum(second),
        Some(third) => post(label) && named(second) && is_sum(third) && columns.next().is_none(),
    }
}

/// «Post 01 Driftsutgifter», «2421.50 Fond».
fn is_post_with_name(text: &str) -> bool {
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let chapter = number(text);
    let post = if same_start(text, "post ") {
        &text[5..]
    } else if matches!(chapter, 3 | 4)
        && let Some(post) = text[chapter..].strip_prefix(['.', ' ', '/'])
    {
        post
    } else {
        return false;
    };
    number(post) == 2 && post[2..].strip_prefix(' ').is_some_and(|name| name.starts_with(char::is_alphabetic))
}

/// Whether a column is a figure: «214 610», «-1,5».
fn is_figure(words: &str) -> bool {
    words.contains(|c: char| c.is_ascii_digit()) && words.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | ',' | '.' | '-' | '–'))
}

/// Whether bars divide a line, and not into more cells than a row has.
pub(super) fn is_barred(text: &str) -> bool {
    (1..=WIDEST).contains(&memchr::memchr_iter(b'|', text.as_bytes()).take(WIDEST + 1).count())
}

/// Whether a line is the number of a chapter alone, «2410», «Kap. 2410», and no year.
pub(super) fn is_chapter(text: &str) -> bool {
    let number = if same_start(text, "kap. ") { &text[5..] } else { text };
    let digits = matches!(number.len(), 3 | 4) && number.bytes().all(|b| b.is_ascii_digit());
    digits && number.parse().is_ok_and(|number: u16| !(1990..2100).contains(&number))
}

/// Where the first gap between columns begins.
fn gap(text: &str) -> Option<usize> {
    // Most lines have neither two blanks in a row nor a no-break space, which begins with C2. Every comparison is made, so that
    // many bytes can be compared at once.
    let bytes = text.as_bytes();
    let wide = |(&a, &b): (&u8, &u8)| u8::from(a == b' ' && b == b' ' || b == 0xC2);
    if bytes.iter().zip(&bytes[1..]).map(wide).fold(0, |any, w| any | w) == 0 {
        return None;
    }
    let mut blanks = 0;
    let mut start = 0;
    for (i, c) in text.char_indices() {
        if c == ' ' || c == '\u{a0}' {
            start = if blanks == 0 { i } else { start };
            blanks += 1;
            if blanks == GAP {
                return Some(start);
            }
        } else {
            blanks = 0;
        }
    }
    None
}

/// The length of a bullet and the space behind it.
fn bullet(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let mark = chars.next()?;
    let listed = matches!(mark, '-' | '*' | '+' | '•' | '–' | '—' | '▪' | '·' | '◦' | 'o' | '\u{f0b7}' | '\u{f0a7}');
    if !listed || !chars.next().is_some_and(char::is_whitespace) {
        return None;
    }
    // A dash before a figure is a minus, unless the figure begins a phrase: «- 2 mill. kroner til opplæring».
    let phrase = || chars.as_str().split_whitespace().filter(|w| w.starts_with(char::is_alphabetic)).nth(2).is_some();
    let words = chars.as_str().trim_start();
    let minus = matches!(mark, '-' | '–')
        && words.starts_with(|c: char| c.is_ascii_digit())
        && ordinal(words).is_none()
        && !phrase()
        && !begins_with_day(words);
    (!minus && !chars.as_str().trim().is_empty()).then(|| mark.len_utf8())
}

/// The length of the name and classes that a converter gives a heading at its end: `{#_Toc1}`, `{#innhold .TOC-Heading}`.
fn anchor(heading: &str) -> usize {
    let marks = heading.strip_suffix('}').and_then(|text| text.rfind('{').map(|at| &text[at + 1..]));
    let of_name = |marks: &&str| marks.split(' ').all(|mark| mark.len() > 1 && mark.starts_with(['#', '.']));
    marks.filter(of_name).map_or(0, |marks| marks.len() + 2)
}

/// `12. februar`, `1. tertial`; Markdown may keep the point from beginning a list, `12\. februar`.
fn begins_with_day(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = behind.strip_prefix('\\').unwrap_or(behind).strip_prefix('.');
    behind.is_some_and(|rest| begins_with_part_of_year(rest.trim_start()))
}

/// Whether words begin with a month, or a part of the year that is counted.
fn begins_with_part_of_year(words: &str) -> bool {
    // The first letters of all of them.
    let first = words.as_bytes().first().is_some_and(|b| b"jfmasondtkh".contains(&(b | 0x20)));
    let word = || words.split(|c: char| !c.is_alphabetic() && c != '.').next().unwrap_or("");
    first && (month(word()).is_some() || ["tertial", "kvartal", "halvår"].contains(&word()))
}

/// Small Roman numbers of a list; «v.» is also a word.
const ROMAN: &[&str] = &["iii", "ii", "iv", "ix", "i", "viii", "vii", "vi"];

/// The length of the number (1–99), small letter or small Roman number of a list item: `1.`, `12)`, `a)`, with words behind that do not make it a date.
fn ordinal(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let len = match (digits, text.as_bytes()) {
        (1..=2, _) => digits,
        (0, [b'a'..=b'z', b')', ..] | [b'a'..=b'h', b'.', ..]) => 1,
        (0, [b'i' | b'v', ..]) => ROMAN.iter().find(|roman| text.strip_prefix(**roman).is_some_and(|rest| rest.starts_with(['.', ')'])))?.len(),
        _ => return None,
    };
    let rest = text[len..].strip_prefix('.').or_else(|| text[len..].strip_prefix(')'))?;
    let words = trim_start(rest);
    if words.len() == rest.len() || words.is_empty() || words.starts_with(',') {
        return None;
    }
    // «f. eks.», «d. 5. mai»: what may stand for a word is an ordinal before a longer word alone.
    if digits == 0 && len == 1 && text.as_bytes()[len] == b'.' {
        let word = words.split(' ').next().unwrap_or("");
        if word.len() < 3 || word.ends_with('.') || !word.starts_with(char::is_alphabetic) {
            return None;
        }
    }
    (!begins_with_part_of_year(words)).then_some(len)
}

/// The longest page number, `(Side 123 av 456)`.
const PAGE_MARK: usize = 17;

/// Whether a short text is a page number alone: `2`, `(2)`, `Side 2`, `Side 1 av 7`.
pub(super) fn is_page_mark(text: &str) -> bool {
    let number = |s: &str| (1..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
    let inner = inner.strip_prefix("Side ").unwrap_or(inner);
    let (page, rest) = inner.split_at(inner.bytes().take_while(u8::is_ascii_digit).count());
    number(page) && (rest.is_empty() || rest.strip_prefix(" av ").is_some_and(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_a_budget_stands_by_itself() {
        for (line, row) in [
            ("Post 01 Driftsutgifter      214 610", true),
            ("701.21 Driftsutgifter      214 610", true),
            ("01     Driftsutgifter      214 610", true),
            ("01 Driftsutgifter      214 610", true),
            ("01     Innledning      12", false),
            ("01 Innledning      12", false),
            ("2025     Driftsutgifter      214 610", false),
            ("01     214 610      214 610", false),
        ] {
            assert_eq!(is_budget_row(line), row, "{line}");
        }
    }

    #[test]
    fn shapes() {
        for (text, shape, words) in [
            ("  \r\n", Shape::Blank, ""),
            ("## **Oppdrag**\n", Shape::Heading(2), "**Oppdrag**"),
            ("#1 ikke", Shape::Text, "#1 ikke"),
            ("---\n", Shape::Rule, "---"),
            ("**fet**", Shape::Text, "**fet**"),
            ("- bistå\n", Shape::Item, "bistå"),
            ("– redusere", Shape::Item, "redusere"),
            ("- 345 000", Shape::Text, "- 345 000"),
            ("- 2,5 mill. kroner til opplæring", Shape::Item, "2,5 mill. kroner til opplæring"),
            ("- 1. Delleveranse", Shape::Ordered, "Delleveranse"),
            ("1. Utvikle", Shape::Ordered, "Utvikle"),
            ("a) først", Shape::Ordered, "først"),
            ("ii. Antall tilsyn", Shape::Ordered, "Antall tilsyn"),
            ("b. utarbeide en plan", Shape::Ordered, "utarbeide en plan"),
            ("f. eks. en plan", Shape::Text, "f. eks. en plan"),
            ("d. 5. mai", Shape::Text, "d. 5. mai"),
            ("v. Kari Nordmann", Shape::Text, "v. Kari Nordmann"),
            ("> Innkallingen", Shape::Text, "Innkallingen"),
            ("1. februar 2023 skal", Shape::Text, "1. februar 2023 skal"),
            ("- 15. mars: Årsrapport", Shape::Item, "15. mars: Årsrapport"),
            ("2. tertial: rapport", Shape::Text, "2. tertial: rapport"),
            ("2. Kvartalsvis rapport", Shape::Ordered, "Kvartalsvis rapport"),
            ("27. februar\tMøte", Shape::Tabs, "27. februar\tMøte"),
            ("Post   Navn      Beløp", Shape::Columns, "Post   Navn      Beløp"),
            ("Statsråd        Kari Nordby", Shape::Pair, "Statsråd        Kari Nordby"),
            ("Post 01 Drift        21 500", Shape::Columns, "Post 01 Drift        21 500"),
            ("701 21 Drift        21 500", Shape::Columns, "701 21 Drift        21 500"),
            ("Telefon        22 24 90 90", Shape::Pair, "Telefon        22 24 90 90"),
            ("Post \u{a0} Navn\u{a0} \u{a0}Beløp", Shape::Columns, "Post \u{a0} Navn\u{a0} \u{a0}Beløp"),
            ("Ord.  Ord.  Ord.", Shape::Text, "Ord.  Ord.  Ord."),
            ("Side 1 av 7", Shape::PageMark, "Side 1 av 7"),
            ("2023", Shape::Text, "2023"),
            ("| a | b |", Shape::Pipes, "| a | b |"),
            ("+---+:==+", Shape::Rule, "+---+:==+"),
            ("![](_page_0.jpeg)", Shape::Image, "![](_page_0.jpeg)"),
            ("Riksrevisjonen\\\n", Shape::Text, "Riksrevisjonen"),
            ("\\\n", Shape::Blank, ""),
            ("\u{feff}# Tittel", Shape::Heading(1), "Tittel"),
        ] {
            let line = Line::read(text, Span::new(0, text.len()), Holds::ANY);
            assert_eq!((line.shape, &text[line.content.range()]), (shape, words), "{text:?}");
        }
    }
}
