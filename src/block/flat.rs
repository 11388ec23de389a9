//! Pages that a conversion printed on one line each, cut again into the stretches they were made of. Where labels, headings and
//! contact data begin is told by their words; where a heading goes over into running text, by the first sentence behind it.

use memchr::memmem::find;
use memchr::{memchr, memchr3_iter};
use smallvec::SmallVec;

use super::contents::{self, Entry, Reading};
use crate::lexicon::{is_finite_verb, month, same_start};

/// What a stretch of a flattened page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Text,
    /// A title, a section's or a chapter's heading; the level is that of a mark in Markdown (1–6).
    Heading(u8),
    /// Contact data of the letterhead, its columns mixed.
    Contact,
    /// A page number or running title.
    Furniture,
}

/// Where each stretch of a line begins, in order, and what it is. The first begins at 0.
pub(super) type Parts = SmallVec<[(usize, Part); 4]>;

/// The shortest line that may be a page, in bytes.
const PAGE: usize = 300;
/// How many words stand between the start of a heading and the verb of the sentence behind it, at most.
const REACH: usize = 40;

/// Whether every line of a text is a page that begins with its number: 1, 2, 3 …
pub(super) fn has_numbered_pages(source: &str) -> bool {
    let mut page = 0u32;
    let mut at = 0;
    while at < source.len() {
        let end = memchr(b'\n', &source.as_bytes()[at..]).map_or(source.len(), |len| at + len + 1);
        let line = source[at..end].trim_start_matches('\u{feff}').trim();
        at = end;
        if line.is_empty() {
            continue;
        }
        page += 1;
        let digits = page_number(line);
        if digits == 0 || line[..digits].parse() != Ok(page) {
            return false;
        }
    }
    page > 1
}

/// The length of the page number that a line begins with.
fn page_number(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits <= 3 && line[digits..].starts_with(' ') { digits } else { 0 }
}

/// Whether a line by itself shows that it is a page: what else stands on lines of its own, of labels, contact data, minutes and memos,
/// stands among its words.
pub(super) fn is_page(line: &str) -> bool {
    if line.len() < PAGE {
        return false;
    }
    let bytes = line.as_bytes();
    let (mut labels, mut contact, mut agenda, mut memo) = (false, false, false, false);
    for at in memchr3_iter(b'V', b'P', b':', bytes) {
        let (before, behind) = bytes.split_at(at);
        match bytes[at] {
            b'V' => labels |= before.ends_with(b"ref ") && behind.starts_with("Vår ref".as_bytes()),
            b'P' => contact |= behind.starts_with(b"Postadresse "),
            _ if behind.starts_with(b": ") => {
                agenda |= before.ends_with(b" Saksliste");
                memo |= before.ends_with(b" Til");
            }
            _ => {}
        }
    }
    let holds = |words: &str| find(bytes, words.as_bytes()).is_some();
    labels
        || (contact && (holds(" Kontoradresse ") || holds(" Besøksadresse ")))
        || (agenda && holds(" møtte: "))
        || (memo && holds(" Fra: ") && holds(" Dato: "))
}

/// The stretches of a page.
pub(super) fn parts(line: &str) -> Parts {
    let mut words = Vec::with_capacity(line.len() / 6);
    let mut at = 0;
    for word in line.split_inclusive(' ') {
        if !word.trim().is_empty() {
            words.push((at + word.len() - word.trim_start().len(), word.trim()));
        }
        at += word.len();
    }
    let page = Page { line, words };
    let marks = page.marks();
    let mut readings = page.readings(&marks).into_iter();
    let mut parts = Parts::new();
    for (n, &(word, mark)) in marks.iter().enumerate() {
        let end = marks.get(n + 1).map_or(page.words.len(), |m| m.0);
        match if matches!(mark, Mark::Section(_)) { readings.next() } else { None } {
            None | Some(Reading::Heading) => page.stretch(word, mark, end, &mut parts),
            Some(reading) => page.contents(word, reading, end, &mut parts),
        }
    }
    parts
}

/// What begins at a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// The page.
    Start,
    /// Labels of the header, up to a word; the title stands behind them.
    Labels(usize),
    Contact,
    /// «DET KONGELIGE …»
    Crest,
    /// A numbered heading, at a level.
    Section(u8),
    /// «Kap. 700, post 01», with or without words behind it.
    Chapter,
    /// A line of the agenda's list, a label with its words, names behind «møtte:».
    Entry,
    /// «Sak 1: …»
    AgendaHeading,
    /// A line of so many words.
    Line(usize),
    Running,
}

/// The words of a page, and where they begin.
struct Page<'t> {
    line: &'t str,
    words: Vec<(usize, &'t str)>,
}

impl<'t> Page<'t> {
    fn word(&self, i: usize) -> &'t str {
        self.words.get(i).map_or("", |w| w.1)
    }

    fn here(&self, i: usize) -> &'t str {
        self.words.get(i).map_or("", |w| &self.line[w.0..])
    }

    fn marks(&self) -> Vec<(usize, Mark)> {
        let mut marks = vec![(0, Mark::Start)];
        let mut counter = Counter::default();
        let mut i = usize::from(page_number(self.line) > 0);
        if i > 0 {
            marks.push((1, Mark::Start));
        }
        while i < self.words.len() {
            // Behind the labels stands the title, which no point ends.
            let titled = matches!(marks.last(), Some((_, Mark::Labels(_))));
            let mark = self.mark(i, &mut counter, titled);
            let next = match mark {
                Some(Mark::Labels(end)) => end,
                Some(Mark::Line(len)) => i + len,
                _ => i + 1,
            };
            marks.extend(mark.map(|m| (i, m)));
            i = next;
        }
        marks
    }

    /// What begins at a word; `titled` tells that it stands in the title.
    fn mark(&self, i: usize, counter: &mut Counter, titled: bool) -> Option<Mark> {
        let here = self.here(i);
        match here.as_bytes()[0] {
            b'0'..=b'9' => {
                let before = i.checked_sub(1).map_or("", |b| self.word(b));
                counter
                    .section(before, self.word(i), self.word(i + 1), titled)
                    .map(|level| if counter.agenda { Mark::Entry } else { Mark::Section(level) })
            }
            b'D' | b'V' if let Some(end) = self.labels_end(i) => Some(Mark::Labels(end)),
            b'P' if self.is_contact(i) => Some(Mark::Contact),
            b'P' if i > 2 && here.starts_with("Protokoll fr") && self.words[i..].iter().take(15).any(|w| w.1 == "Side") => Some(Mark::Running),
            b'D' if self.word(i + 1).starts_with("KONGEL") => Some(Mark::Crest),
            b'I' | b'V' | b'X' if is_roman(self.word(i)) && self.is_capitals(i + 1) => Some(Mark::Section(1)),
            b'K' if self.is_chapter(i) => Some(Mark::Chapter),
            // A title before its number: «MÅL 2. Målet er …».
            b'M' if self.word(i) == "MÅL" && self.word(i + 1).ends_with('.') && is_number(self.word(i + 1)) => Some(Mark::Section(2)),
            _ if is_agenda_heading(here) => {
                counter.agenda = false;
                Some(Mark::AgendaHeading)
            }
            _ if begins_entry(here) => {
                counter.agenda = false;
                Some(Mark::Entry)
            }
            _ => {
                let len = line_of_its_own(here)?;
                counter.agenda = same_start(here, "sak");
                Some(Mark::Line(len))
            }
        }
    }

    /// What each numbered heading is: a heading, or a line of the contents.
    fn readings(&self, marks: &[(usize, Mark)]) -> Vec<Reading> {
        let mut entries: Vec<Entry<'_>> = Vec::new();
        let (mut announced, mut adjoins) = (false, false);
        for (n, &(word, mark)) in marks.iter().enumerate() {
            match mark {
                Mark::Section(level) => {
                    let to = marks.get(n + 1).map_or(self.words.len(), |m| m.0);
                    let end = self.sentence(word + 1, to);
                    let led_in = word > 0 && self.word(word - 1).ends_with(':');
                    let (words, text) = (&self.words[word + 1..end.max(word + 1)], end < to);
                    entries.push(Entry { level, number: self.word(word), words, text, announced: announced || led_in, adjoins });
                    (announced, adjoins) = (false, !text);
                }
                Mark::Line(_) => (announced, adjoins) = (same_start(self.here(word), "innh"), false),
                Mark::Contact => adjoins = false,
                _ => (announced, adjoins) = (false, false),
            }
        }
        contents::read(&entries)
    }

    /// Appends a line of the contents, and what follows it up to the next mark.
    fn contents(&self, from: usize, reading: Reading, to: usize, parts: &mut Parts) {
        let mut push = |word: usize, part: Part| {
            if word < to {
                parts.push((self.words[word].0, part));
            }
        };
        push(from, Part::Text);
        match reading {
            Reading::Resumed(words) => {
                push(from + 1 + words, Part::Heading(2));
                push(self.sentence(from + 1, to), Part::Text);
            }
            Reading::Until(words) => push(from + 1 + words, Part::Text),
            Reading::Heading | Reading::Contents => {}
        }
    }

    /// Appends the stretches from a mark to the next one.
    fn stretch(&self, from: usize, mark: Mark, to: usize, parts: &mut Parts) {
        let mut push = |word: usize, part: Part| {
            if word < to {
                parts.push((if parts.is_empty() { 0 } else { self.words[word].0 }, part));
            }
        };
        match mark {
            Mark::Start if from == 0 && page_number(self.line) > 0 => push(from, Part::Furniture),
            Mark::Start
                if self.is_capitals(from) && self.is_capitals(from + 1) && self.word(from).chars().filter(|c| c.is_alphabetic()).count() > 2 =>
            {
                push(from, Part::Heading(1));
                push(self.sentence(from, to), Part::Text);
            }
            Mark::Start | Mark::Entry => push(from, Part::Text),
            Mark::Labels(end) => {
                push(from, Part::Text);
                push(end, Part::Heading(1));
                push(self.sentence(end, to).max(end + 1), Part::Text);
            }
            Mark::Line(len) => {
                push(from, Part::Text);
                push(from + len, Part::Text);
            }
            Mark::Crest => {
                push(from, Part::Text);
                let end = (from..to).find(|&i| !self.is_capitals(i)).unwrap_or(to);
                // The minister's office stands below the name.
                let office = end + usize::from(matches!(self.word(end), "Statsråden" | "Statsministeren"));
                push(office, Part::Text);
            }
            Mark::Contact => {
                push(from, Part::Contact);
                push(self.behind_contact(from, to), Part::Text);
            }
            Mark::Section(level) => {
                push(from, Part::Heading(level));
                push(self.sentence(from + 1, to), Part::Text);
            }
            Mark::AgendaHeading => {
                push(from, Part::Text);
                push(self.sentence(from + 2, to), Part::Text);
            }
            Mark::Chapter => {
                let end = (from + 1..to).find(|&i| !is_of_chapter(self.word(i))).unwrap_or(to);
                let headed = self.is_capitalized(end) && self.sentence(end, to) <= to && self.verb(end, to).is_some();
                push(from, if headed { Part::Heading(3) } else { Part::Text });
                push(if headed { end } else { to }, Part::Text);
            }
            Mark::Running => push(from, Part::Furniture),
        }
    }

    /// Where the labels that begin at a word end, with the values among them.
    fn labels_end(&self, i: usize) -> Option<usize> {
        let label = |i: usize| matches!(self.word(i), "Deres" | "Dykkar" | "Vår") && self.word(i + 1).starts_with("ref");
        let dated = |i: usize| self.words[i..].iter().take(12).any(|w| w.1.starts_with("Dato") || w.1 == "refdato");
        if !label(i) || !dated(i) {
            return None;
        }
        let mut value = false;
        let mut end = i;
        while end < self.words.len() {
            let word = self.word(end);
            let known = matches!(word.trim_end_matches([':', '.']), "Deres" | "Dykkar" | "Vår" | "ref" | "refdato" | "referanse" | "Dato");
            let figure = word.starts_with(|c: char| c.is_ascii_digit() || c == '/') && !(is_number(word) && self.is_capitalized(end + 1));
            let initials = value && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_uppercase());
            if !(known || figure || initials || month(word).is_some()) {
                break;
            }
            value = !known;
            end += 1;
        }
        Some(end)
    }

    /// Whether contact data begin: «Postadresse» with two more labels among the next words.
    fn is_contact(&self, i: usize) -> bool {
        let labels = || self.words[i + 1..].iter().take(REACH).filter(|w| is_contact_label(w.1)).count();
        self.word(i).trim_end_matches(':') == "Postadresse" && labels() >= 2
    }

    /// Where running text goes on behind contact data.
    fn behind_contact(&self, from: usize, to: usize) -> usize {
        let last = (from..to.min(from + 2 * REACH)).rev().find(|&i| is_contact_label(self.word(i))).unwrap_or(from);
        match self.verb(last + 1, to) {
            Some(verb) => (last + 1..verb).rev().find(|&i| self.is_capitalized(i)).unwrap_or(to),
            None => to,
        }
    }

    /// A chapter's heading: «Kap.» with a capital letter where no sentence begins, and a number.
    fn is_chapter(&self, i: usize) -> bool {
        let before = i.checked_sub(1).map_or("", |b| self.word(b));
        matches!(self.word(i), "Kap." | "KAP.")
            && self.word(i + 1).starts_with(|c: char| c.is_ascii_digit())
            && before.ends_with(char::is_alphanumeric)
            && (before.len() > 4 || before.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Where the first sentence behind a heading begins, or `to` when nothing but the heading stands there.
    fn sentence(&self, from: usize, to: usize) -> usize {
        let Some(verb) = self.verb(from + 1, to) else { return to };
        if self.is_capitals(from) {
            // A heading in capital letters ends with them; figures go with them.
            let end = (from..verb).find(|&i| !self.is_capitals(i) && !self.word(i).starts_with(|c: char| c.is_ascii_digit()));
            return end.unwrap_or(to);
        }
        let mut start = (from + 1..verb).rev().find(|&i| self.is_capitalized(i)).unwrap_or(to);
        // «Helse Sør-Øst RHF»: short capitals end a name.
        while start < to && start > from + 1 && self.word(start).len() <= 3 && self.is_capitals(start) && self.is_capitalized(start - 1) {
            start -= 1;
        }
        start
    }

    /// The first finite verb among the next words.
    fn verb(&self, from: usize, to: usize) -> Option<usize> {
        (from..to.min(from + REACH)).find(|&i| is_finite_verb(self.word(i)))
    }

    fn is_capitalized(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_uppercase)
    }

    /// Whether a word is all in capital letters.
    fn is_capitals(&self, i: usize) -> bool {
        let word = self.word(i);
        word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
    }
}

/// Counts the sections of a page: a number that does not follow from those before is none (`reglementet 7. Virksomheten`).
#[derive(Default)]
struct Counter {
    section: u32,
    subsection: u32,
    /// Whether the words stand in the agenda's list, where numbers may be lost.
    agenda: bool,
}

impl Counter {
    /// The level of the heading that a number begins; `titled` when the words before it are the letter's title.
    fn section(&mut self, before: &str, number: &str, next: &str, titled: bool) -> Option<u8> {
        const NAMED: &[&str] =
            &["post", "kap.", "kap", "nr.", "nr", "tabell", "vedlegg", "del", "punkt", "kapittel", "side", "uke", "veke", "§", "mål", "MÅL"];
        if !next.starts_with(char::is_uppercase) || NAMED.iter().any(|w| before.eq_ignore_ascii_case(w)) || month(next).is_some() {
            return None;
        }
        if let Some((section, subsection)) = number.trim_end_matches('.').split_once('.') {
            let (section, subsection) = (short(section)?, short(subsection)?);
            let follows = (section == self.section && subsection == self.subsection + 1) || (section == self.section + 1 && subsection == 1);
            (self.section, self.subsection) = if follows { (section, subsection) } else { (self.section, self.subsection) };
            return follows.then_some(3);
        }
        let bare = !number.ends_with('.');
        let count = short(number.trim_end_matches('.'))?;
        let follows = count == 1 || (self.section + 1..=self.section + 2).contains(&count) || (self.agenda && count > self.section);
        // Without a point only where a sentence has ended, and a word follows: not `Prop. 1 S`.
        if !follows || (bare && (!(before.ends_with('.') || titled && count == 1) || self.agenda || next.len() < 3)) {
            return None;
        }
        (self.section, self.subsection) = (count, 0);
        Some(2)
    }
}

/// `IV.`
fn is_roman(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|w| !w.is_empty() && w.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')))
}

/// A number of one or two digits.
fn short(digits: &str) -> Option<u32> {
    if digits.len() <= 2 { digits.parse().ok() } else { None }
}

/// `1.`, `12`
fn is_number(word: &str) -> bool {
    short(word.trim_end_matches('.')).is_some()
}

fn is_contact_label(word: &str) -> bool {
    let word = word.trim_end_matches([':', '*', '.', ',']);
    matches!(word, "Postadresse" | "Kontoradresse" | "Besøksadresse" | "Telefon" | "Telefaks" | "Saksbehandler" | "Saksbehandlar" | "Org")
        || matches!(word, "Org.nr" | "no" | "nr")
}

/// Words of a chapter's number: `Kap. 551, post 60 og 72`.
fn is_of_chapter(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    matches!(word, "post" | "postene" | "postane" | "og" | "Kap." | "kap.") || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
}

/// `Sak 1: …`
fn is_agenda_heading(here: &str) -> bool {
    let Some(rest) = here.strip_prefix("Sak ") else { return false };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && rest[digits..].starts_with(':')
}

/// Labels and lead-ins with their words behind them on the same line.
fn begins_entry(here: &str) -> bool {
    const ENTRIES: &[&str] =
        &["Også til stede:", "Forfall:", "Vedtak:", "Kopi til:", "Kopi:", "Til:", "Fra:", "Dato:", "Sak:", "Saknr.:", "Dokumentet er elektronisk "];
    // A lead-in ends in a colon soon, and no sentence ends before it.
    let colon =
        |words: &str| here.match_indices(':').next().is_some_and(|(at, _)| at < 90 && here[..at].ends_with(words) && !here[..at].contains(". "));
    ENTRIES.iter().any(|w| here.starts_with(w))
        || ((here.starts_with("Fra ") || here.starts_with("Frå ")) && (colon(" møtte") || colon(" møte")))
        || ((same_start(here, "foretaksmøtet ") || same_start(here, "føretaksmøtet ")) && (colon(" vedtak") || colon(" vedtok")))
        || (here.starts_with("Riksrevisjonen ")
            && here.split(". ").next().is_some_and(|s| s.len() < 200 && (s.contains(" varsel") || s.contains(" varsl"))))
}

/// The number of words of a line that stands by itself: «Med hilsen», «Innhold», «Saksliste:», «Foretaksmøte 12. februar 2015».
fn line_of_its_own(here: &str) -> Option<usize> {
    for (words, len) in [("Saksliste:", 1), ("Sakliste:", 1), ("Med hilsen ", 2), ("Med helsing ", 2), ("INNHOLD ", 1), ("INNHOLDSFORTEGNELSE ", 1)] {
        if here.starts_with(words) {
            return Some(len);
        }
    }
    let mut words = here.split_whitespace();
    let contents = matches!(words.next(), Some("Innhold" | "Innholdsfortegnelse"));
    let next = words.next().unwrap_or("");
    if contents && (is_number(next) || next.chars().all(char::is_uppercase)) {
        return Some(1);
    }
    let meeting = same_start(here, "foretaksmøte ") || same_start(here, "føretaksmøte ");
    let dated = meeting && (is_number(next) || next == "X.") && words.next().is_some_and(|w| month(w).is_some());
    dated.then(|| 3 + usize::from(words.next().is_some_and(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(line: &str) -> Vec<(Part, &str)> {
        let parts = parts(line);
        let ends = parts.iter().skip(1).map(|p| p.0).chain([line.len()]);
        parts.iter().zip(ends).map(|(&(at, part), end)| (part, line[at..end].trim())).collect()
    }

    #[test]
    fn a_page_comes_apart_where_its_lines_did() {
        let page = "1 Eksempeltilsynet Postboks 10 Dep 0033 OSLO Deres ref Vår ref Dato 14/12- KV AB Statsbudsjettet 2014 Tildelingsbrev for \
                    Eksempeltilsynet 1. Innledning Prøve- og eksempeldepartementet viser til Prop. 1 S. Tilsynet skal følge reglement for økonomi 7. \
                    Virksomheten har frist 1. mai. 2. MÅL FOR 2014 På grunn av dette får tilsynet midler. Postadresse Kontoradresse Telefon Avdeling for \
                    Saksbehandler Postboks 1 Dep Prøvegata prøver Kari Nordmann 0030 Oslo Org no. Telefaks";
        assert_eq!(
            cut(page),
            [
                (Part::Furniture, "1"),
                (Part::Text, "Eksempeltilsynet Postboks 10 Dep 0033 OSLO"),
                (Part::Text, "Deres ref Vår ref Dato 14/12- KV AB"),
                (Part::Heading(1), "Statsbudsjettet 2014 Tildelingsbrev for Eksempeltilsynet"),
                (Part::Heading(2), "1. Innledning"),
                (
                    Part::Text,
                    "Prøve- og eksempeldepartementet viser til Prop. 1 S. Tilsynet skal følge reglement for økonomi 7. Virksomheten har frist 1. mai."
                ),
                (Part::Heading(2), "2. MÅL FOR 2014"),
                (Part::Text, "På grunn av dette får tilsynet midler."),
                (
                    Part::Contact,
                    "Postadresse Kontoradresse Telefon Avdeling for Saksbehandler Postboks 1 Dep Prøvegata prøver Kari Nordmann 0030 Oslo Org no. Telefaks"
                ),
            ]
        );
    }

    #[test]
    fn minutes_on_one_line() {
        let page = "PROTOKOLL FRA FORETAKSMØTE I PRØVE RHF Mandag 3. mars 2008 holdt Prøve RHF møte. Saksliste: 1. Konstituering 2. Dagsorden 5. Vedtekter \
                    Fra Prøvedepartementet møtte: Statsråd Kari Nordmann Riksrevisjonen hadde fått varsel og møtte ikke. Sak 1: Konstituering Statsråden \
                    åpnet møtet. Foretaksmøtet fattet følgende vedtak: Innkallingen godkjennes.";
        assert_eq!(
            cut(page),
            [
                (Part::Heading(1), "PROTOKOLL FRA FORETAKSMØTE I PRØVE RHF"),
                (Part::Text, "Mandag 3. mars 2008 holdt Prøve RHF møte."),
                (Part::Text, "Saksliste:"),
                (Part::Text, "1. Konstituering"),
                (Part::Text, "2. Dagsorden"),
                (Part::Text, "5. Vedtekter"),
                (Part::Text, "Fra Prøvedepartementet møtte: Statsråd Kari Nordmann"),
                (Part::Text, "Riksrevisjonen hadde fått varsel og møtte ikke."),
                (Part::Text, "Sak 1: Konstituering"),
                (Part::Text, "Statsråden åpnet møtet."),
                (Part::Text, "Foretaksmøtet fattet følgende vedtak: Innkallingen godkjennes."),
            ]
        );
    }

    #[track_caller]
    fn headings(page: &str, expected: &[&str]) {
        let found: Vec<&str> = cut(page).into_iter().filter(|(part, _)| matches!(part, Part::Heading(_))).map(|(_, words)| words).collect();
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn contents_are_no_headings() {
        // Behind «Innhold», with the first heading further down.
        headings(
            "2 Innhold 1. INNLEDNING FØRINGER TILDELING 2. AKTIVITET 3. OPPFØLGING MØTER 1. INNLEDNING Prøve RHF viser til saken. 2. AKTIVITET Alle skal bidra.",
            &["1. INNLEDNING", "2. AKTIVITET"],
        );
        // With pages; the last entry goes over into the first heading, whose number is lost.
        headings("Sak INNHOLD 1. Innledning 1 2. Langsiktige mål 2 3. Krav i INNLEDNING Prøvedepartementet viser til saken.", &["INNLEDNING"]);
        // Announced by a sentence; without pages.
        headings("Brevet har disse delene: 1. BUDSJETT STYRING 5 2. FULLMAKTER KRAV MØTER Postadresse Kontoradresse Telefon Saksbehandler", &[]);
        // Nothing announces them; no text stands between them.
        headings("2 1. ORIENTERING OM BUDSJETT 2. MÅL 3. KRAV TIL STYRET", &[]);
        headings("3 1. BUDSJETT 1.1 UTGIFTER 2. MÅL 2.1 KRAV", &[]);
        // A subsection that was read before its section.
        headings("3 1.1 Utgifter 1. BUDSJETTVEDTAK På grunnlag av vedtaket får tilsynet midler.", &["1.1 Utgifter", "1. BUDSJETTVEDTAK"]);
        // Headings that open with the first one below them, and one at the end of its page.
        headings(
            "3 1. Innledning 1.1 Føringer Dokumentet gir krav og alle skal følge dem. 2. Mål for arbeidet",
            &["1. Innledning", "1.1 Føringer", "2. Mål for arbeidet"],
        );
    }

    #[test]
    fn ordinary_lines_are_no_pages() {
        let prose = "Departementet viser til vårt brev. ".repeat(20);
        assert!(!is_page(&prose) && !has_numbered_pages(&prose));
        assert!(has_numbered_pages("1 Side en\n\n2 Side to\n") && !has_numbered_pages("1 Innledning\n\nTekst\n"));
    }
}
