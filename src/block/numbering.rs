//! What headings begin with in plain text: `2.1`, `IV.`, `B.`, `Del II`, `Innsatsområde 1 –`, and the title behind it.

use crate::lexicon::same_start;

/// What a heading is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// `2.`, or `2` without a point.
    Chapter { count: u8, pointed: bool },
    /// `2.1`, `2.1.3`: how many numbers, and the first of them.
    Below { chapter: u8, depth: u8 },
    /// `IV.`, or `IV` without a point.
    Roman { count: u8, pointed: bool },
    /// `B.`; A is 1. A small one, `b)`, more often counts the items of a list.
    Letter { count: u8, small: bool },
    /// `Del II`, `DEL 2`
    Part,
    /// A word of the genre with its number: `Innsatsområde 1`, `Vedlegg 2`; whether it is an enclosure.
    Named { enclosure: bool },
    /// The id of a mandate: `TB2026-17`, `ID: 2023-01`.
    Id,
}

/// Words (lower case) that count what a letter is divided into, by their first letter.
fn names(first: u8) -> &'static [&'static str] {
    match first.to_ascii_lowercase() {
        b'i' => &["innsatsområde"],
        b's' => &["satsingsområde", "satsningsområde", "strategisk mål"],
        b'm' => &["målområde", "mål"],
        b'h' => &["hovedområde", "hovudområde", "hovedmål", "hovudmål"],
        b'f' => &["fokusområde"],
        b'd' => &["delmål"],
        b'r' => &["resultatmål"],
        b'e' => &["effektmål"],
        b'b' => &["brukermål", "brukarmål"],
        b'o' => &["overordnet mål"],
        b'k' => &["kapittel"],
        b'v' => &["vedlegg"],
        _ => &[],
    }
}

/// The number that a line begins with and the words behind it, which may be none.
pub(super) fn read(words: &str) -> Option<(Number, &str)> {
    let &first = words.as_bytes().first()?;
    match first {
        b'0'..=b'9' => figures(words),
        b'A'..=b'Z' => part(words).or_else(|| named(words)).or_else(|| identified(words)).or_else(|| roman(words)).or_else(|| letter(words)),
        b'a'..=b'z' => letter(words),
        _ => None,
    }
}

fn figures(words: &str) -> Option<(Number, &str)> {
    let (number, title) = split(words);
    let bare = number.trim_end_matches('.');
    let mut count = None;
    let mut depth = 0;
    for part in bare.split('.') {
        // `01.21` is a post, `770.70` a chapter of the budget.
        let figure: u8 = part.parse().ok().filter(|_| part.len() <= 2 && !part.starts_with(['0', '+']))?;
        count = count.or(Some(figure));
        depth += 1;
    }
    let count = count?;
    let number = match depth {
        1 => Number::Chapter { count, pointed: bare.len() < number.len() },
        2..=4 => Number::Below { chapter: count, depth },
        _ => return None,
    };
    Some((number, title))
}

fn roman(words: &str) -> Option<(Number, &str)> {
    if !words.starts_with(['I', 'V', 'X']) {
        return None;
    }
    let (number, title) = split(words);
    let bare = number.strip_suffix('.').unwrap_or(number);
    Some((Number::Roman { count: roman_count(bare)?, pointed: bare.len() < number.len() }, title))
}

/// The value of a Roman number below forty; `IIII` is none.
fn roman_count(word: &str) -> Option<u8> {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let ones = word.trim_start_matches('X');
    let tens = word.len() - ones.len();
    // What is left of `IX` when its X is no ten begins with I, so that the tens are counted right.
    let ones = ONES.iter().position(|o| *o == ones)?;
    let count = u8::try_from(10 * tens + ones).ok()?;
    (1..40).contains(&count).then_some(count)
}

fn letter(words: &str) -> Option<(Number, &str)> {
    let ([b'A'..=b'Z', b'.' | b')', ..] | [b'a'..=b'z', b')', ..]) = words.as_bytes() else { return None };
    let (number, title) = split(words);
    let [letter, _] = number.as_bytes() else { return None };
    Some((Number::Letter { count: letter.to_ascii_uppercase() - b'A' + 1, small: letter.is_ascii_lowercase() }, title))
}

fn part(words: &str) -> Option<(Number, &str)> {
    let rest = ["Del ", "DEL "].iter().find_map(|word| words.strip_prefix(word))?;
    let (number, title) = split(rest);
    let number = number.trim_end_matches(['.', ':']);
    let counts = roman_count(number).is_some() || (number.len() == 1 && number.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()));
    counts.then(|| (Number::Part, title.trim_start_matches(['–', '-', ':', ' '])))
}

fn named(words: &str) -> Option<(Number, &str)> {
    let name = names(*words.as_bytes().first()?).iter().find(|name| same_start(words, name) && words.as_bytes().get(name.len()) == Some(&b' '))?;
    let (number, title) = split(&words[name.len() + 1..]);
    let number = number.trim_end_matches([':', '.']);
    let figures = number.split('.').all(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()));
    // «Vedlegg 3a»
    let figures = figures || number.strip_suffix(|c: char| c.is_ascii_lowercase()).is_some_and(|n| n.parse::<u8>().is_ok());
    figures.then(|| (Number::Named { enclosure: *name == "vedlegg" }, title.trim_start_matches(['–', '-', ':', ' '])))
}

fn identified(words: &str) -> Option<(Number, &str)> {
    // Five letters at most stand before a year.
    let letters = words.bytes().take_while(u8::is_ascii_uppercase).count();
    let coded = letters <= 5 && words.as_bytes().get(letters).is_some_and(u8::is_ascii_digit);
    if !coded && !words.starts_with("ID") && !words.starts_with("Oppdrag ") {
        return None;
    }
    let labelled = ["ID: ", "ID ", "Oppdrag nr. ", "Oppdrag "].iter().find_map(|label| words.strip_prefix(label));
    let (id, title) = split(labelled.unwrap_or(words));
    let series = id.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = id.len() - series.len();
    let (year, number) = series.trim_end_matches(':').split_once('-')?;
    let figures = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let year = figures(year, 4) && (year.starts_with("20") || year.starts_with("19")) && year.len() == 4;
    let known = letters <= 5 && (letters > 0 || labelled.is_some());
    (year && known && figures(number, 4)).then(|| (Number::Id, title.trim_start_matches(['–', '-', ':', ' '])))
}

/// The first word, and what follows it.
fn split(words: &str) -> (&str, &str) {
    words.split_once(char::is_whitespace).map_or((words, ""), |(first, rest)| (first, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings() {
        for (words, number, title) in [
            ("1. Innledning", Number::Chapter { count: 1, pointed: true }, "Innledning"),
            ("12 INNLEDNING", Number::Chapter { count: 12, pointed: false }, "INNLEDNING"),
            ("3.", Number::Chapter { count: 3, pointed: true }, ""),
            ("TB2026-17 Plan", Number::Id, "Plan"),
            ("R2025-01 – Plan", Number::Id, "Plan"),
            ("ID: 2023-01 Plan", Number::Id, "Plan"),
            ("Oppdrag 2023-01 Plan", Number::Id, "Plan"),
            ("2.1 Mål", Number::Below { chapter: 2, depth: 2 }, "Mål"),
            ("2.1.3. Mål", Number::Below { chapter: 2, depth: 3 }, "Mål"),
            ("IV. Rapportering", Number::Roman { count: 4, pointed: true }, "Rapportering"),
            ("XIX", Number::Roman { count: 19, pointed: false }, ""),
            ("B. Lovpålagte rammer", Number::Letter { count: 2, small: false }, "Lovpålagte rammer"),
            ("b) Arbeidsmiljø", Number::Letter { count: 2, small: true }, "Arbeidsmiljø"),
            ("Del II Føringer", Number::Part, "Føringer"),
            ("DEL 2: Føringer", Number::Part, "Føringer"),
            ("Del I – Føringer", Number::Part, "Føringer"),
            ("INNSATSOMRÅDE 1 – PASIENTBEHANDLING", Number::Named { enclosure: false }, "PASIENTBEHANDLING"),
            ("Hovedmål 2.1: Lese", Number::Named { enclosure: false }, "Lese"),
            ("Vedlegg 3a: Fullmakter", Number::Named { enclosure: true }, "Fullmakter"),
        ] {
            assert_eq!(read(words), Some((number, title)), "{words}");
        }
    }

    #[test]
    fn other_beginnings() {
        for words in [
            "01.21 Driftsutgifter",
            "R-2025 Rundskriv",
            "2025-01 Plan",
            "TB1826-17 Plan",
            "770.70 Tilskudd",
            "2026 Budsjett",
            "1.2.3.4.5 Krav",
            "Delmål",
            "Målet er nådd",
            "Mål for 2026",
            "Deling av data",
            "IIII Krav",
            "Vedleggene følger",
            "AB. Krav",
            "a. krav",
        ] {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
