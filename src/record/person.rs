//! Names of people with their titles, in lists and sentences.

use super::pattern::{Endings, is_one_of};

/// Somebody: title and name as ranges of the words they were read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) title: Option<std::ops::Range<usize>>,
    pub(crate) name: std::ops::Range<usize>,
}

/// Small words inside names.
const PARTICLES: &[&str] = &["von", "van", "de", "der", "den", "da", "di", "af", "av", "el", "al", "bin"];

/// Words, or ends of words, that are titles by themselves.
static TITLE_ENDS: Endings = Endings::new(&[
    "minister",
    "sekretær",
    "sråd",
    "byråd",
    "sjef",
    "direktør",
    "-dir",
    "rådgiver",
    "rådgivar",
    "leder",
    "leiar",
    "formann",
    "medlem",
    "jurist",
    "overlege",
    "spesialist",
    "koordinator",
    "konsulent",
    "president",
    "statsråden",
    "representant",
    "advokat",
    "revisor",
    "observatør",
    "tillitsvalgt",
    "ordfører",
    "professor",
    "assistent",
    "ansvarlig",
    "inspektør",
    "sekretariat",
]);

/// Words that begin a title of several words.
const TITLE_STARTS: &[&str] =
    &["dir", "adm", "adm.", "øk", "øk.", "div", "div.", "viseadm.", "viseadm", "ass.", "ass", "konst.", "fung.", "kst.", "avd.", "avd", "const."];

/// The longest of them, in bytes.
const LONGEST_START: usize = 8;

/// The people of a list of words, one after another: `Ekspedisjonssjef Ola Vik Avdelingsdirektør Kari Moe`.
///
/// A title is lower-case words with the capitalised word before them, or a word that is a title by itself; a name is the
/// capitalised words after it. `breaks` are offsets where a line ends: a name of two or more words ends there.
pub(crate) fn people(text: &str, breaks: &[usize]) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let mut title: Option<std::ops::Range<usize>> = None;
    let mut name: Option<(std::ops::Range<usize>, usize)> = None;
    let words: Vec<(usize, &str)> = words(text).collect();
    let mut finish = |title: &mut Option<std::ops::Range<usize>>, name: &mut Option<(std::ops::Range<usize>, usize)>| {
        if let Some((range, count)) = name.take()
            && count >= 2
        {
            found.push(Person { title: title.take(), name: range });
        }
        *title = None;
    };
    for (i, &(at, word)) in words.iter().enumerate() {
        // «(vara: Gro Lie)»: brackets are no part of titles and names.
        let at = at + word.len() - word.trim_start_matches('(').len();
        let word = word.trim_start_matches('(');
        let bare = word.trim_end_matches([',', ';', ')', ':']);
        let end = at + bare.len();
        let capital = bare.starts_with(char::is_uppercase);
        let next_small = words.get(i + 1).is_some_and(|(_, w)| w.starts_with(char::is_lowercase) && !PARTICLES.contains(w));
        let particle = PARTICLES.contains(&bare) && name.is_some();
        // «HR-dir og kom-dir»: a capitalised word before small ones belongs to their title.
        let titled = is_title_word(bare) || !capital || (next_small && !word.ends_with(','));
        if let Some((range, count)) = &mut name {
            let fresh_line = breaks.iter().any(|b| range.end < *b && *b <= at);
            let listed = text[range.end..at].contains([',', ';', '(', ')']);
            let ends = (titled && !particle) || listed || (fresh_line && *count >= 2);
            if !ends {
                range.end = end;
                *count += usize::from(capital);
                continue;
            }
            finish(&mut title, &mut name);
        }
        if titled {
            title = Some(title.take().map_or(at..end, |t| t.start..end));
        } else {
            name = Some((at..end, 1));
        }
    }
    finish(&mut title, &mut name);
    found
}

/// Whether a word is a title by itself, or begins one.
pub(crate) fn is_title_word(word: &str) -> bool {
    let word = word.trim_end_matches(':');
    TITLE_ENDS.end(word) || (word.len() <= LONGEST_START && is_one_of(word, TITLE_STARTS))
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ')
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .filter(|(_, word)| !word.is_empty())
}

/// The length of a name at the start of `text`: two to five capitalised words or initials.
pub(crate) fn name_at_start(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut capitals = 0;
    for (at, word) in words(text).take(6) {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
        let initial = bare.chars().count() == 1 && word.ends_with('.');
        let name =
            bare.starts_with(char::is_uppercase) && !is_title_word(bare) && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
        let particle = capitals > 0 && PARTICLES.contains(&bare);
        if !name && !particle {
            break;
        }
        if name {
            capitals += 1;
            end = at + if initial { word.len() } else { bare.len() };
        }
        if bare.len() < word.len() && !initial {
            break;
        }
    }
    (2..=5).contains(&capitals).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, breaks: &[usize]) -> Vec<(Option<String>, String)> {
        people(text, breaks).into_iter().map(|p| (p.title.map(|t| text[t].to_owned()), text[p.name].to_owned())).collect()
    }

    fn person(title: &str, name: &str) -> (Option<String>, String) {
        ((!title.is_empty()).then(|| title.to_owned()), name.to_owned())
    }

    #[test]
    fn titles_and_names() {
        assert_eq!(read("Helse- og omsorgsminister Kari Nordby", &[]), [person("Helse- og omsorgsminister", "Kari Nordby")]);
        assert_eq!(read("Ekspedisjonssjef Ole T. Moe", &[]), [person("Ekspedisjonssjef", "Ole T. Moe")]);
        assert_eq!(read("Anne Lunde", &[]), [person("", "Anne Lunde")]);
        assert_eq!(read("Finn Haug (vara: Gro Lie), Ola Vik", &[]), [person("", "Finn Haug"), person("vara", "Gro Lie"), person("", "Ola Vik")]);
        assert_eq!(read("HR-dir og kom-dir Anne Lunde-Vik", &[]), [person("HR-dir og kom-dir", "Anne Lunde-Vik")]);
        assert_eq!(
            read("Styreleiar Kari Nordby, administrerande direktør Ola Vik", &[]),
            [person("Styreleiar", "Kari Nordby"), person("administrerande direktør", "Ola Vik")]
        );
    }

    #[test]
    fn names_broken_over_lines_are_mended() {
        let text = "Div dir drift Ola Vik Moe Div dir salg Kari Lund Anne Moe Per Vik";
        let breaks =
            [text.find("Vik Moe").unwrap_or(0), text.find("Lund").unwrap_or(0), text.find("Anne").unwrap_or(0), text.find("Per").unwrap_or(0)];
        assert_eq!(
            read(text, &breaks),
            [person("Div dir drift", "Ola Vik Moe"), person("Div dir salg", "Kari Lund"), person("", "Anne Moe"), person("", "Per Vik")]
        );
    }

    #[test]
    fn names_at_the_start_of_a_sentence() {
        for (text, name) in
            [("Nils Erik Moe.", Some("Nils Erik Moe")), ("Kari M. Vik (e.f.)", Some("Kari M. Vik")), ("Siri", None), ("styreleder Kari", None)]
        {
            assert_eq!(name_at_start(text).map(|len| &text[..len]), name, "{text}");
        }
    }
}
