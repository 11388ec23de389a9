//! Identifiers: mandate ids, case numbers, organisation numbers.

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, one_of};
use nom::combinator::{opt, recognize};

use super::lex::{Found, consumed, gap, letters, number, word_end, year};

/// The length of a mandate id with letters, `TB2026-17`, `R2025-01`, at the start of `input`.
pub(super) fn lettered(input: &str) -> Option<usize> {
    let letters = take_while_m_n(1, 5, |c: char| c.is_ascii_uppercase());
    (letters, year, char('-'), number(1, 4), word_end).parse(input).ok().map(|(rest, _): (&str, _)| consumed(input, rest))
}

/// `ID: 2023-01`, `ID TB2026-17`: where the id itself stands, in bytes.
pub(super) fn labelled(input: &str) -> Option<std::ops::Range<usize>> {
    let (rest, _) = label(input).ok()?;
    let start = consumed(input, rest);
    let by_year = |i| -> Found<'_, &str> { recognize((year, char('-'), number(1, 3), word_end)).parse(i) };
    let len = by_year(rest).map_or_else(|_| lettered(rest), |(_, id)| Some(id.len()))?;
    (start > 2).then_some(start..start + len)
}

fn label(input: &str) -> Found<'_, &str> {
    recognize((letters("id"), opt(char(':')), opt(char('-')), gap)).parse(input)
}

/// `oppdrag 13/2024`, `oppdrag nr. 2025-1`: where the id itself stands.
pub(super) fn serial(input: &str) -> Option<std::ops::Range<usize>> {
    let word = |i| -> Found<'_, &str> { recognize((letters("oppdrag"), opt(letters(" nr.")), char(' '))).parse(i) };
    let (rest, _) = word(input).ok()?;
    let start = consumed(input, rest);
    let by_year = |i| -> Found<'_, &str> { recognize((year, char('-'), number(1, 3), word_end)).parse(i) };
    let by_number = |i| -> Found<'_, &str> { recognize((number(1, 3), char('/'), year, word_end)).parse(i) };
    let (rest, _) = by_year(rest).or_else(|_| by_number(rest)).ok()?;
    Some(start..consumed(input, rest))
}

/// `Oppdrag 1:`, `Oppdrag nr. 2 –`, `Tilleggsoppdrag 3` at the start of a passage: where the number of the mandate it labels stands.
///
/// A colon, point or dash ends the label, or a capital letter or the end follows it. «Oppdrag 3 er levert» speaks of a mandate, «oppdrag 1
/// og 2» of two, and «Oppdrag 2026» counts nothing.
pub(super) fn label_of_mandate(input: &str) -> Option<std::ops::Range<usize>> {
    let word = |i| -> Found<'_, &str> { alt((letters("oppdrag"), letters("tilleggsoppdrag"), letters("bestilling"))).parse(i) };
    let (rest, _) = (word, opt((gap, letters("nr"), opt(char('.')))), gap).parse(input).ok()?;
    let start = consumed(input, rest);
    let part = |i| -> Found<'_, u32> { (char('.'), number(1, 2)).map(|(_, n)| n).parse(i) };
    let letter = |i| -> Found<'_, char> { (one_of("abcdefgh"), word_end).map(|(c, ())| c).parse(i) };
    let (rest, _) = (number(1, 3), opt(part), opt(part), opt(letter), word_end).parse(rest).ok()?;
    let behind = rest.trim_start_matches([':', '.', ' ', '–', '-']);
    let mark = &rest[..rest.len() - behind.len()];
    let first = behind.chars().next();
    let ends = match mark.trim() {
        "" => first.is_none_or(|c| c.is_uppercase() || matches!(c, '«' | '(')) && (first.is_none() || !mark.is_empty()),
        ":" => true,
        _ => first.is_none_or(char::is_alphabetic) && mark.ends_with(' '),
    };
    ends.then(|| start..consumed(input, rest))
}

/// `O-01 Ny strategi:`, `OPP-3:` at the start of a passage: the length of a code of capital letters and a number that opens a label in words.
pub(crate) fn coded(input: &str) -> Option<usize> {
    const LONGEST: usize = 100;
    let letters = take_while_m_n(1, 4, |c: char| c.is_ascii_uppercase());
    let (rest, _): (&str, _) = (letters, char('-'), number(1, 3), word_end).parse(input).ok()?;
    let label = rest.split(['.', ';', '?']).next()?;
    let colon = label.find(": ").or_else(|| label.strip_suffix(':').map(str::len))?;
    let titled = colon == 0 || rest.strip_prefix(' ').is_some_and(|title| title.starts_with(char::is_uppercase));
    (titled && colon <= LONGEST).then(|| consumed(input, rest))
}

/// Whether an id is a number alone, which a label gives: it counts the mandates of its letter.
pub(crate) fn is_count(id: &str) -> bool {
    id.len() < 10 && !id.contains(['-', '/']) && id.starts_with(|c: char| c.is_ascii_digit())
}

/// A case number: `21/5393`, `23/359-9`, `2010/00742 KV KHA`, and cut ones such as `23/359-` or `14/`.
pub(crate) fn case_number(text: &str) -> Option<usize> {
    let digits = |t: &str| t.bytes().take_while(u8::is_ascii_digit).count();
    let series = digits(text);
    if series == 9 {
        // Older archives number by year and serial in one: `201004084-`, `200900999-/ABC`.
        let tail = text[9..].strip_prefix('-')?;
        let serial = digits(tail);
        let initials = tail[serial..].strip_prefix('/').map_or(0, |t| t.bytes().take_while(u8::is_ascii_uppercase).count() + 1);
        return Some(10 + serial + initials);
    }
    if series != 2 && series != 4 {
        return None;
    }
    let tail = text[series..].strip_prefix('/')?;
    let case = digits(tail);
    let mut len = series + 1 + case;
    if case > 0 && tail[case..].starts_with('-') {
        len += 1 + digits(&text[len + 1..]);
    }
    // Initials of case officers, the first perhaps behind a dash.
    let mut behind = text[len..].strip_prefix(" - ").or_else(|| text[len..].strip_prefix(' ')).filter(|_| case > 0);
    while let Some(next) = behind {
        let letters = next.bytes().take_while(u8::is_ascii_uppercase).count();
        if !(2..=5).contains(&letters) || next[letters..].starts_with(char::is_alphanumeric) {
            break;
        }
        len = text.len() - next.len() + letters;
        behind = text[len..].strip_prefix(' ');
    }
    if case > 0 {
        len += office(&text[len..]);
    }
    (case <= 6 && !text[len..].starts_with(|c: char| c.is_alphanumeric())).then_some(len)
}

/// The length of the ministry and its office behind a case number: «/FD II 4».
fn office(text: &str) -> usize {
    let run = |text: &str, is: fn(&u8) -> bool| text.bytes().take_while(is).count();
    let ends = |text: &str| !text.starts_with(|c: char| c.is_alphanumeric());
    let Some(words) = text.strip_prefix('/') else { return 0 };
    let letters = run(words, u8::is_ascii_uppercase);
    let mut rest = &words[letters..];
    if !(2..=5).contains(&letters) || !ends(rest) {
        return 0;
    }
    if let Some(division) = rest.strip_prefix(' ') {
        let roman = run(division, |b| matches!(b, b'I' | b'V' | b'X'));
        if (1..=4).contains(&roman) && ends(&division[roman..]) {
            rest = &division[roman..];
            let section = rest.strip_prefix(' ').map(|s| s.split_at(run(s, u8::is_ascii_digit)));
            // What a point follows is the day of a date.
            if let Some((_, behind)) = section.filter(|(s, behind)| (1..=2).contains(&s.len()) && (behind.is_empty() || behind.starts_with(' '))) {
                rest = behind;
            }
        }
    }
    text.len() - rest.len()
}

/// Whether a case number breaks off where a document's serial number, or the case's own, should stand.
pub(crate) fn is_cut(reference: &str) -> bool {
    reference.ends_with(['-', '/']) || reference.contains("-/")
}

/// The nine digits of an organisation number, without spaces.
pub(crate) fn org_number(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| *c != ' ').collect();
    (digits.len() == 9 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// Whether the control digit of a nine-digit organisation number is right (modulus 11, weights 3 2 7 6 5 4 3 2; Enhetsregisteret).
pub(crate) fn org_number_holds(digits: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 2, 7, 6, 5, 4, 3, 2];
    let numbers: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let [first @ .., control] = numbers.as_slice() else { return false };
    let sum: u32 = first.iter().zip(WEIGHTS).map(|(n, w)| n * w).sum();
    first.len() == WEIGHTS.len() && (11 - sum % 11) % 11 == *control
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mandate_ids() {
        assert_eq!(lettered("TB2026-17 Digital"), Some(9));
        assert_eq!(lettered("TTB2024-41."), Some(10));
        assert_eq!(lettered("R2025-01 Plan"), Some(8));
        assert_eq!(lettered("R-2025"), None);
        assert_eq!(lettered("NOU2024-1234567"), None);
        assert_eq!(labelled("ID: 2023-01 Digital"), Some(4..11));
        assert_eq!(labelled("ID 2023-02."), Some(3..10));
        assert_eq!(labelled("ID: TB2026-53 Kunnskap"), Some(4..13));
        assert_eq!(labelled("ide 2023-02"), None);
        assert_eq!(serial("oppdrag 13/2024 om"), Some(8..15));
        assert_eq!(serial("Oppdrag 2025-1: Kartlegging"), Some(8..14));
        assert_eq!(serial("oppdrag 2025"), None);
    }

    #[test]
    fn labels_of_mandates() {
        for (text, number) in [
            ("Oppdrag 1: Kartlegging", "1"),
            ("Oppdrag 1 – Kartlegging", "1"),
            ("Oppdrag 12. Direktoratet skal", "12"),
            ("OPPDRAG 3", "3"),
            ("Oppdrag nr. 4 Kartlegging", "4"),
            ("Oppdrag 2.1: Kartlegging", "2.1"),
            ("Oppdrag 3a – plan", "3a"),
            ("Tilleggsoppdrag 1: Plan", "1"),
            ("Bestilling 2: Plan", "2"),
            ("Oppdrag 5 (ny): Plan", "5"),
        ] {
            assert_eq!(label_of_mandate(text).map(|r| &text[r]), Some(number), "{text}");
        }
        for text in [
            "Oppdrag 3 er levert.",
            "Oppdrag 1 og 2: Plan",
            "Oppdrag 1–3 er levert.",
            "Oppdrag 1 – 3 er levert.",
            "Oppdrag 2026: Plan",
            "Oppdrag: Plan",
            "Oppdraget 1",
            "Oppdrag 1/2026: Plan",
            "Oppdrag 1 mill. kroner",
            "Oppdrag 1, 2 og 3",
        ] {
            assert_eq!(label_of_mandate(text), None, "{text}");
        }
    }

    #[test]
    fn case_numbers() {
        for text in [
            "21/5393",
            "23/359-9",
            "23/359-",
            "14/",
            "25/2306-",
            "2010/00742",
            "201004084-",
            "200900999-/ABC",
            "10/51-5 LSA",
            "19/2652 BPA AHO",
            "17/5785-12",
            "22/6913 - HRS",
            "2023/1234-5/FD II 4",
            "2023/1234-5/FD",
        ] {
            assert_eq!(case_number(text), Some(text.len()), "{text}");
        }
        for text in ["12.3.2023", "2023", "123/45", "22 24 90 90", "12/34567890"] {
            assert_eq!(case_number(text), None, "{text}");
        }
        assert_eq!(case_number("23/12-5/FD II 15. mars 2023"), Some("23/12-5/FD II".len()));
        assert_eq!(case_number("12/9999- 10.07.2015"), Some(8));
    }

    #[test]
    fn control_digits() {
        assert!(org_number_holds("983887406"));
        assert!(!org_number_holds("983887405"));
        assert!(!org_number_holds("12345678"));
        assert_eq!(org_number("983 887 406").as_deref(), Some("983887406"));
    }
}
