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
    const NAMES: [(&str, i8); 24] = [
        ("januar", 1),
        ("jan", 1),
        ("februar", 2),
        ("feb", 2),
        ("mars", 3),
        ("mar", 3),
        ("april", 4),
        ("apr", 4),
        ("mai", 5),
        ("juni", 6),
        ("jun", 6),
        ("juli", 7),
        ("jul", 7),
        ("august", 8),
        ("aug", 8),
        ("september", 9),
        ("sept", 9),
        ("sep", 9),
        ("oktober", 10),
        ("okt", 10),
        ("november", 11),
        ("nov", 11),
        ("desember", 12),
        ("des", 12),
    ];
    let word = word.trim_end_matches('.');
    let first = word.as_bytes().first()?.to_ascii_lowercase();
    let same = |name: &str| name.as_bytes()[0] == first && name.eq_ignore_ascii_case(word);
    NAMES.iter().find(|(name, _)| same(name)).map(|&(_, number)| number)
}

/// Whether `text` begins with `word` (lower case), letter by letter without case.
pub(crate) fn same_start(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    // Æ, Ø, Å and æ, ø, å differ in one bit of their second byte, as ASCII letters do in theirs.
    text.len() >= word.len() && text.iter().zip(word).all(|(t, w)| t == w || (t | 0x20) == *w)
}

/// Whether `text` ends with `word` (lower case), letter by letter without case.
pub(crate) fn same_end(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    text.len() >= word.len() && text[text.len() - word.len()..].iter().zip(word).all(|(t, w)| t == w || (t | 0x20) == *w)
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
            | "tildeler,"
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
