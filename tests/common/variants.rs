//! Variants of a text that differ from it in noise only: line ends, kinds of space, hidden hyphens, composition.

use unicode_normalization::UnicodeNormalization;

/// Every variant with its name.
pub(crate) fn variants(text: &str) -> Vec<(&'static str, String)> {
    vec![
        ("CRLF", text.replace('\n', "\r\n")),
        ("byte order mark", format!("\u{feff}{text}")),
        ("trailing spaces", text.replace('\n', "  \n")),
        ("no-break spaces", no_break_spaces(text)),
        ("narrow no-break spaces in figures", narrow_spaces_in_figures(text)),
        ("soft hyphens", soft_hyphens(text)),
        ("NFD", text.nfd().collect()),
    ]
}

/// Every second space between words made a no-break space. The spaces before the first letter of a line
/// stay, as they belong to marks: `- ` with a no-break space would be no bullet any more.
fn no_break_spaces(text: &str) -> String {
    let mut seen = 0;
    let mut in_words = false;
    let mut before = '\n';
    let mut chars = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        in_words = c != '\n' && (in_words || c.is_alphabetic());
        let between_words = in_words && c == ' ' && !before.is_whitespace() && chars.peek().is_some_and(|next| !next.is_whitespace());
        seen += usize::from(between_words);
        out.push(if between_words && seen % 2 == 0 { '\u{a0}' } else { c });
        before = c;
    }
    out
}

/// `124 460` with a narrow no-break space between its groups.
fn narrow_spaces_in_figures(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        let before_group = (1..=3).all(|ahead| digit(i + ahead)) && !digit(i + 4);
        out.push(if c == ' ' && i > 0 && digit(i - 1) && before_group { '\u{202f}' } else { c });
    }
    out
}

/// A soft hyphen in the middle of every long word. Addresses of mail and web are no words.
fn soft_hyphens(text: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(hyphenate).collect()
}

/// The long words of running text divided at the ends of lines.
pub(crate) fn divided_words(text: &str) -> String {
    const RUNNING: usize = 60;
    let divide = |token: &str| {
        let small = token.chars().count() > LONG && token.trim_end_matches([' ', '.', ',', '\n']).chars().skip(1).all(char::is_lowercase);
        let at = token.char_indices().nth(LONG / 2).map_or(token.len(), |(at, _)| at);
        if small { format!("{}-\n{}", &token[..at], &token[at..]) } else { token.to_owned() }
    };
    let running = |line: &str| line.len() > RUNNING && line.starts_with(char::is_alphabetic) && !line.contains(['|', '\t', '<']);
    text.split_inclusive('\n').map(|line| if running(line) { line.split_inclusive(' ').map(divide).collect() } else { line.to_owned() }).collect()
}

/// A word of so many letters is long.
const LONG: usize = 10;

fn hyphenate(token: &str) -> String {
    if token.contains(['@', '/', '<']) || token.contains("www.") {
        return token.to_owned();
    }
    let mut out = String::with_capacity(token.len() + 2);
    for word in token.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        for (i, c) in word.chars().enumerate() {
            if letters >= LONG && i == letters / 2 {
                out.push('\u{ad}');
            }
            out.push(c);
        }
    }
    out
}
