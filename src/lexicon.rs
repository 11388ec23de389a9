//! Words that more than one rule needs.

/// The Latin letter that a letter of another alphabet looks like.
pub(crate) fn latin_lookalike(c: char) -> Option<char> {
    Some(match c {
        'а' => 'a',
        'е' => 'e',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'ѕ' => 's',
        'ԁ' => 'd',
        'һ' => 'h',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        'κ' => 'k',
        'ν' => 'v',
        _ => return None,
    })
}

/// The number (1–12) of a month's name or abbreviation, lower or upper case, with or without a point.
pub(crate) fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let (number, name) = match word.as_bytes().first_chunk()?.map(|b: u8| b.to_ascii_lowercase()) {
        [b'j', b'a', b'n'] => (1, "januar"),
        [b'f', b'e', b'b'] => (2, "februar"),
        [b'm', b'a', b'r'] => (3, "mars"),
        [b'a', b'p', b'r'] => (4, "april"),
        [b'm', b'a', b'i'] => (5, "mai"),
        [b'j', b'u', b'n'] => (6, "juni"),
        [b'j', b'u', b'l'] => (7, "juli"),
        [b'a', b'u', b'g'] => (8, "august"),
        [b's', b'e', b'p'] => (9, "september"),
        [b'o', b'k', b't'] => (10, "oktober"),
        [b'n', b'o', b'v'] => (11, "november"),
        [b'd', b'e', b's'] => (12, "desember"),
        _ => return None,
    };
    (word.len() == 3 || name.eq_ignore_ascii_case(word) || word.eq_ignore_ascii_case("sept")).then_some(number)
}

/// Whether `text` begins with `word` (lower case), letter by letter without case.
pub(crate) fn same_start(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    // Æ, Ø, Å and æ, ø, å differ in one bit of their second byte, as ASCII letters do in theirs. The first letter tells most words apart.
    text.len() >= word.len()
        && word.first().is_none_or(|w| (text[0] | 0x20) == (w | 0x20))
        && text.iter().zip(word).all(|(t, w)| t == w || (t | 0x20) == *w)
}

/// Whether `text` ends with `word` (lower case), letter by letter without case.
pub(crate) fn same_end(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.len() >= word.len()
        && word.last().is_none_or(|w| (text[text.len() - 1] | 0x20) == (w | 0x20))
        && text[text.len() - word.len()..].iter().zip(word).all(|(t, w)| t == w || (t | 0x20) == *w)
}

/// The largest character boundary up to `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    if at >= text.len() { text.len() } else { (0..=at).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0) }
}

/// Whether a word is a finite verb that is frequent in letters and minutes: where one stands, a sentence stands around it.
pub(crate) fn is_finite_verb(word: &str) -> bool {
    matches!(
        word,
        "er" | "var"
            | "blir"
            | "ble"
            | "vart"
            | "blei"
            | "har"
            | "hadde"
            | "skal"
            | "skulle"
            | "må"
            | "måtte"
            | "kan"
            | "kunne"
            | "vil"
            | "ville"
            | "bør"
            | "får"
            | "fikk"
            | "fekk"
            | "gir"
            | "ga"
            | "gjev"
            | "gav"
            | "gis"
            | "viser"
            | "vises"
            | "syner"
            | "følger"
            | "følgjer"
            | "gjelder"
            | "gjeld"
            | "sendes"
            | "sender"
            | "tildeles"
            | "tildeler"
            | "tildelar"
            | "ber"
            | "bes"
            | "bed"
            | "ba"
            | "bad"
            | "legger"
            | "legg"
            | "stiller"
            | "fastsetter"
            | "formidler"
            | "formidlar"
            | "holdt"
            | "heldt"
            | "åpnet"
            | "opna"
            | "spurte"
            | "vedtok"
            | "fattet"
            | "fatta"
            | "forutsetter"
            | "forutset"
            | "forutsettes"
            | "inngår"
            | "utgjør"
            | "utgjer"
            | "står"
            | "kommer"
            | "kjem"
            | "bygger"
            | "ønsker"
            | "ønskjer"
            | "møtte"
            | "omfatter"
    )
}
