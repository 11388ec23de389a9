//! Names of people with their titles, in lists and sentences.

use super::pattern::{Beginnings, Endings};

/// Somebody: title and name as ranges of the words they were read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) title: Option<std::ops::Range<usize>>,
    pub(crate) name: std::ops::Range<usize>,
}

/// Small words inside names.
const PARTICLES: &[&str] = &["von", "van", "de", "der", "den", "da", "di", "af", "av", "el", "al", "bin"];

/// The longest of them, in bytes.
const LONGEST_PARTICLE: usize = 3;

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
    "rådgjevar",
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
    "medlemmene",
    "medlemmer",
    "medlemene",
    "representantene",
    "representanter",
    "representantane",
]);

/// Words that begin a title of several words; of two that begin alike, the longer one first.
static TITLE_STARTS: Beginnings = Beginnings::new(&[
    "dir", "adm.", "adm", "øk.", "øk", "div.", "div", "viseadm.", "viseadm", "ass.", "ass", "konst.", "fung.", "kst.", "avd.", "avd", "const.",
]);

/// About as many bytes as a name or a title has.
const RUN: usize = 12;

/// What stands for a name and ends like one: the short form of a company's legal form.
const COMPANIES: &[&str] = &["RHF", "HF", "SF", "AS", "ASA", "KF", "IKS", "SA", "BA"];

/// The people of a list of words, one after another: `Ekspedisjonssjef Ola Vik Avdelingsdirektør Kari Moe`, or with the
/// title behind the name: `Ola Vik, ekspedisjonssjef`.
///
/// A title is lower-case words with the capitalised word before them, or a word that is a title by itself; a name is other
/// capitalised words. `breaks` are offsets where a line ends: a name of two or more words ends there; `cells` are those where
/// a further column of a line begins.
pub(crate) fn people(text: &str, breaks: &[usize], cells: &[usize]) -> Vec<Person> {
    let runs = runs(text, breaks, cells);
    if is_name_first(text, &runs) { titles_behind(text, &runs, breaks, cells) } else { titles_before(text, &runs) }
}

/// A word without the marks at its end.
fn without_marks(word: &str, mark: impl Fn(u8) -> bool) -> &str {
    &word[..word.len() - word.bytes().rev().take_while(|b| mark(*b)).count()]
}

/// Whether a word is one of the small ones inside names.
fn is_particle(word: &str) -> bool {
    word.len() <= LONGEST_PARTICLE && PARTICLES.contains(&word)
}

/// Words that belong together.
struct Run {
    range: std::ops::Range<usize>,
    /// How many capitalised words a name has; `None` for a title.
    name: Option<usize>,
    /// The line, from 0, that it begins on.
    line: usize,
}

impl Run {
    /// A name of two words or more.
    fn is_name(&self) -> bool {
        self.name.is_some_and(|words| words >= 2)
    }

    fn is_title(&self) -> bool {
        self.name.is_none()
    }
}

/// The titles and names of a list, in order.
fn runs(text: &str, breaks: &[usize], cells: &[usize]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(text.len() / RUN);
    // How many lines have ended and further columns begun where a word stands.
    let passed = |from: usize, places: &[usize], at: usize| from + places[from..].iter().take_while(|place| **place <= at).count();
    // Whether a title is over before a word: a bracket with what it says, «på video» before a title, and the office behind a name,
    // «Ola Vik, Helse- og omsorgsdepartementet», with its line.
    let over = |title: &std::ops::Range<usize>, capital: bool, at: usize, below: bool| {
        let closed = text[title.end..at].contains(')');
        closed || (capital && is_aside(&text[title.clone()])) || (below && text[..title.start].ends_with(", "))
    };
    let (mut line, mut cell) = (0, 0);
    let mut words = words(text).peekable();
    while let Some((at, word)) = words.next() {
        // «(vara: Gro Lie)»: brackets are no part of titles and names.
        let brackets = word.bytes().take_while(|b| *b == b'(').count();
        let (at, word) = (at + brackets, &word[brackets..]);
        let bare = without_marks(word, |b| matches!(b, b',' | b';' | b')' | b':'));
        let end = at + bare.len();
        let capital = bare.starts_with(char::is_uppercase);
        let before = (line, cell);
        (line, cell) = (passed(line, breaks, at), passed(cell, cells, at));
        // The small words of the next line are no title of a name that stands on this one.
        let named = line == before.0 && runs.last().is_some_and(|r| r.name.is_some() && !text[r.range.end..at].contains(','));
        let beyond = |next: usize| cells.get(cell).is_some_and(|cell| *cell <= next) || named && breaks.get(line).is_some_and(|end| *end <= next);
        let next = words.peek().filter(|(next, _)| !beyond(*next));
        let next_small = next.is_some_and(|(_, w)| w.starts_with(char::is_lowercase) && !is_particle(w));
        let inside = !capital && is_particle(bare) && runs.last().is_some_and(|r| !r.is_title());
        // «HR-dir og kom-dir»: a capitalised word before small ones belongs to their title.
        let goes_on = || joins(&text[end..]) || is_office(text[end..].trim_start());
        let titled = !capital || (next_small && !word.ends_with(',') && !(named && goes_on())) || is_title_word(bare);
        // «Kari Nordby og Ola Vik», «Kari Nordby og styreleder Ola Vik»
        if is_joint(bare) && named && joins(&text[at - 1..]) && runs.last().is_some_and(Run::is_name) {
            continue;
        }
        match runs.last_mut().filter(|_| cell == before.1) {
            Some(Run { range, name: Some(count), .. }) if !titled || inside => {
                let between = &text[range.end..at];
                let listed = between.bytes().any(|b| matches!(b, b',' | b';' | b'(' | b')')) || is_joint(between.trim());
                if listed || (line > before.0 && *count >= 2) {
                    runs.push(Run { range: at..end, name: Some(1), line });
                } else {
                    range.end = end;
                    *count += usize::from(capital);
                }
            }
            Some(Run { range, name: None, .. }) if titled && !over(range, capital, at, line > before.0) => range.end = end,
            _ => runs.push(Run { range: at..end, name: (!titled).then_some(1), line }),
        }
    }
    runs
}

/// Whether a word joins the last of several people to the others.
fn is_joint(word: &str) -> bool {
    matches!(word, "og" | "samt")
}

/// Whether a joint follows, and a name or a title behind it.
fn joins(rest: &str) -> bool {
    let mut words = super::pattern::words(rest.trim_start());
    words.next().is_some_and(is_joint) && words.next().is_some_and(|word| word.starts_with(char::is_uppercase) || is_title_word(word))
}

/// Whether words tell for whom somebody met: «fra Prøve AS».
fn is_office(words: &str) -> bool {
    ["fra ", "frå "].iter().any(|from| words.starts_with(from))
}

/// The title of a run, with the enterprise that its last word leads to, and the run behind both: «fagdirektør i Prøve RHF».
fn title_of(text: &str, runs: &[Run], i: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let title = runs.get(i).filter(|run| run.is_title() && !is_office(&text[run.range.start..]))?;
    let leads = matches!(text[title.range.clone()].rsplit(' ').next(), Some("i" | "ved" | "hos" | "for"));
    let at = runs.get(i + 1).filter(|next| leads && next.line == title.line && is_company(&text[next.range.clone()]));
    Some(at.map_or((title.range.clone(), i + 1), |at| (title.range.start..at.range.end, i + 2)))
}

/// Titles stand before the names they belong to, or in brackets behind them: «Statsråd Per Vik», «Anne Moe (styreleder)».
fn titles_before(text: &str, runs: &[Run]) -> Vec<Person> {
    // «Prøve AS ved Siri Moe»: whose name follows speaks for the firm.
    let speaks = |words: &str| matches!(words.rsplit(' ').next(), Some("ved" | "v/"));
    // «etter fullmakt fra statsråd Per Vik»: who gave the authority did not come.
    let absent = |i: usize| i.checked_sub(1).and_then(|at| runs.get(at)).is_some_and(|r| r.is_title() && gives_authority(&text[r.range.clone()]));
    let bracket = |range: &std::ops::Range<usize>| text[..range.start].ends_with('(') && text[range.end..].starts_with(')');
    let title = |at: Option<usize>| at.and_then(|at| runs.get(at)).filter(|r| r.is_title()).map(|r| r.range.clone());
    // «Ola Vik, fagdirektør» on a line of its own, among others whose titles stand before them.
    let ends_line = |i: usize| {
        let listed = runs.get(i + 1).is_some_and(|next| next.line == runs[i].line && listed_before(text, next));
        listed && title_of(text, runs, i + 1).is_some_and(|(_, after)| runs.get(after).is_none_or(|after| after.line != runs[i].line))
    };
    let titled = |i: usize| {
        let before = title(i.checked_sub(1)).filter(|range| !bracket(range));
        let before = before.filter(|range| !speaks(&text[range.clone()]) && !is_aside(&text[range.clone()]));
        before.or_else(|| title_of(text, runs, i + 1).map(|(range, _)| range).filter(|range| bracket(range) || ends_line(i)))
    };
    runs.iter()
        .enumerate()
        .filter(|(i, r)| r.is_name() && !is_company(&text[r.range.clone()]) && !absent(*i))
        .map(|(i, r)| Person { title: titled(i), name: r.range.clone() })
        .collect()
}

/// Whether words before a name tell for whom somebody else met.
fn gives_authority(words: &str) -> bool {
    ["etter fullmakt", "med fullmakt", "på vegne av", "på vegner av", "stedfortreder for"].iter().any(|w| words.starts_with(w))
}

/// Whether words behind a name tell how somebody met: «på video», «digitalt».
fn is_aside(words: &str) -> bool {
    matches!(words.split(' ').next(), Some("på" | "via" | "per" | "digitalt" | "deltok"))
}

/// Whether a name ends in the short form of a legal form.
fn is_company(name: &str) -> bool {
    name.ends_with(|c: char| c.is_ascii_uppercase()) && name.rsplit(' ').next().is_some_and(|last| COMPANIES.contains(&last))
}

/// Whether titles stand behind the names: no line begins with a title, and one that begins with a name ends with one.
fn is_name_first(text: &str, runs: &[Run]) -> bool {
    let mut titled = false;
    let mut begun = None;
    for (i, run) in runs.iter().enumerate() {
        let first = begun != Some(run.line);
        begun = Some(run.line);
        let bracket = text[..run.range.start].ends_with('(');
        if first && !bracket && !run.is_name() {
            return false;
        }
        // «styreleder, Prøve RHF»: the office goes with the title.
        let office = |next: &Run| listed_before(text, next) && is_company(&text[next.range.clone()]);
        let last = runs[i + 1..].iter().take_while(|next| next.line == run.line).all(office);
        titled |= last && !first && run.is_title();
    }
    titled
}

/// Titles stand behind the names they belong to, and names at the start of a line; on a single line also behind a comma.
fn titles_behind(text: &str, runs: &[Run], breaks: &[usize], cells: &[usize]) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let mut line = None;
    for (i, run) in runs.iter().enumerate() {
        let first = line != Some(run.line);
        line = Some(run.line);
        let next = runs.get(i + 1).filter(|next| next.line == run.line);
        let parted = breaks.is_empty() && (listed_before(text, run) || cells.contains(&run.range.start));
        if !run.is_name() || is_company(&text[run.range.clone()]) || !(first || parted) {
            continue;
        }
        // «vara for Ola Vik» is no title of whoever stands before it.
        let title = title_of(text, runs, i + 1).filter(|_| next.is_some());
        let whole = |after: usize| runs.get(after).is_none_or(|after| after.line != run.line || listed_before(text, after));
        let title = title.filter(|(_, after)| whole(*after)).map(|(range, _)| title_words(text, range));
        found.push(Person { title: title.filter(|t| !t.is_empty()), name: run.range.clone() });
    }
    found
}

/// Whether a comma stands before a run.
fn listed_before(text: &str, run: &Run) -> bool {
    text[..run.range.start].trim_end().ends_with([',', ';'])
}

/// A title without the dash before it, and without what is said of the person besides: «styreleder (møteleder)», «rådgiver, Avdeling for drift».
fn title_words(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let words = &text[range.clone()];
    let start = words.len() - words.trim_start_matches(['–', '-', ' ']).len();
    let words = &words[start..];
    let aside = words.find(" (").unwrap_or(words.len());
    let office = words.match_indices(", ").find(|(at, _)| words[at + 2..].starts_with(char::is_uppercase)).map_or(words.len(), |(at, _)| at);
    range.start + start..range.start + start + aside.min(office)
}

/// Whether a word is a title by itself, or begins one.
pub(crate) fn is_title_word(word: &str) -> bool {
    let word = without_marks(word, |b| b == b':');
    TITLE_ENDS.end(word) || TITLE_STARTS.strip(word) == Some("")
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    super::pattern::words(text)
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some((start, word))
        })
        .filter(|(_, word)| !word.is_empty())
}

/// The length of a name at the start of `text`: two to five capitalised words or initials.
pub(crate) fn name_at_start(text: &str) -> Option<usize> {
    if !text.trim_start_matches(' ').starts_with(char::is_uppercase) {
        return None;
    }
    let mut end = 0;
    let mut capitals = 0;
    for (at, word) in words(text).take(6) {
        let bare = without_marks(word, |b| matches!(b, b',' | b'.' | b';' | b':' | b')'));
        let initial = word.ends_with('.') && bare.chars().count() == 1;
        let name =
            bare.starts_with(char::is_uppercase) && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’')) && !is_title_word(bare);
        let particle = capitals > 0 && is_particle(bare);
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
    let whole = &text[..text.find([',', ';', '(']).unwrap_or(text.len())];
    ((2..=5).contains(&capitals) && !is_company(&text[..end]) && !is_company(whole.trim_end())).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, breaks: &[usize]) -> Vec<(Option<String>, String)> {
        people(text, breaks, &[]).into_iter().map(|p| (p.title.map(|t| text[t].to_owned()), text[p.name].to_owned())).collect()
    }

    fn person(title: &str, name: &str) -> (Option<String>, String) {
        ((!title.is_empty()).then(|| title.to_owned()), name.to_owned())
    }

    #[test]
    fn titles_and_names() {
        assert_eq!(read("Helse- og omsorgsminister Kari Nordby", &[]), [person("Helse- og omsorgsminister", "Kari Nordby")]);
        assert_eq!(read("Ekspedisjonssjef Ole T. Moe", &[]), [person("Ekspedisjonssjef", "Ole T. Moe")]);
        let mixed = "Ola Vik, fagdirektør i Prøve RHF Statsautorisert revisor Siri Moe frå Prøve AS";
        let expected = [person("fagdirektør i Prøve RHF", "Ola Vik"), person("Statsautorisert revisor", "Siri Moe")];
        assert_eq!(read(mixed, &[mixed.find("Statsaut").unwrap_or(0)]), expected);
        assert_eq!(read("Anne Lunde", &[]), [person("", "Anne Lunde")]);
        assert_eq!(read("Finn Haug (vara: Gro Lie), Ola Vik", &[]), [person("", "Finn Haug"), person("vara", "Gro Lie"), person("", "Ola Vik")]);
        assert_eq!(
            read("Statsråd Per Vik (eier) Anne Moe (styreleder), på video Avdelingsdirektør Gro Lie", &[]),
            [person("Statsråd", "Per Vik"), person("styreleder", "Anne Moe"), person("Avdelingsdirektør", "Gro Lie")]
        );
        assert_eq!(read("HR-dir og kom-dir Anne Lunde-Vik", &[]), [person("HR-dir og kom-dir", "Anne Lunde-Vik")]);
        assert_eq!(
            read("Styreleiar Kari Nordby, administrerande direktør Ola Vik", &[]),
            [person("Styreleiar", "Kari Nordby"), person("administrerande direktør", "Ola Vik")]
        );
    }

    #[test]
    fn titles_may_stand_behind_the_names() {
        let lines = |lines: &[&str]| {
            let breaks: Vec<usize> = lines.iter().scan(0, |at, line| Some(std::mem::replace(at, *at + line.len() + 1))).skip(1).collect();
            read(&lines.join(" "), &breaks)
        };
        assert_eq!(
            lines(&["Kari Nordby, statssekretær", "Ola Vik, ekspedisjonssjef", "Ida Bø"]),
            [person("statssekretær", "Kari Nordby"), person("ekspedisjonssjef", "Ola Vik"), person("", "Ida Bø")]
        );
        assert_eq!(
            lines(&["Per Lie – nestleder", "Anne Moe, seniorrådgiver, Avdeling for drift"]),
            [person("nestleder", "Per Lie"), person("seniorrådgiver", "Anne Moe")]
        );
        // Among titles before the names, one may stand behind.
        assert_eq!(
            lines(&["adm. direktør Marit Lind", "Hilde Rolandsen, eierdirektør"]),
            [person("adm. direktør", "Marit Lind"), person("eierdirektør", "Hilde Rolandsen")]
        );
        assert_eq!(lines(&["Kari Nordby, leder (ordstyrer)", "Gro Lie (vara for Ola Vik)"]), [person("leder", "Kari Nordby"), person("", "Gro Lie")]);
        assert_eq!(read("Kari Nordby, leder, Ola Vik, nestleder", &[]), [person("leder", "Kari Nordby"), person("nestleder", "Ola Vik")]);
    }

    #[test]
    fn columns_part_names_from_titles() {
        let text = "Jens Ole Wold adm. direktør Siv Dal økonomidirektør";
        let at = |words: &str| text.find(words).unwrap_or(0);
        let found = people(text, &[at("Siv")], &[at("adm."), at("økonomi")]);
        let said: Vec<_> = found.into_iter().map(|p| (p.title.map(|t| &text[t]), &text[p.name])).collect();
        assert_eq!(said, [(Some("adm. direktør"), "Jens Ole Wold"), (Some("økonomidirektør"), "Siv Dal")]);
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
        for (text, name) in [
            ("Nils Erik Moe.", Some("Nils Erik Moe")),
            ("Kari M. Vik (e.f.)", Some("Kari M. Vik")),
            ("Siri", None),
            ("styreleder Kari", None),
            ("Prøve Vest RHF", None),
            ("Prøve Vest og Sør HF", None),
            ("Kari Nordby, Prøve Vest RHF", Some("Kari Nordby")),
        ] {
            assert_eq!(name_at_start(text).map(|len| &text[..len]), name, "{text}");
        }
    }

    #[test]
    fn the_last_of_several_stands_behind_a_joint() {
        let expected = [person("styreleder", "Kari Nordby"), person("", "Ole Wold Moe"), person("økonomidirektør", "Ida Bø")];
        assert_eq!(read("styreleder Kari Nordby, Ole Wold Moe og økonomidirektør Ida Bø", &[]), expected);
        assert_eq!(read("Ola Per Vik og Ida Bø", &[]), [person("", "Ola Per Vik"), person("", "Ida Bø")]);
    }
}
