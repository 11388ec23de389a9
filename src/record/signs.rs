//! Signs: the words by which a passage tells what it is for, apart from where it stands.

use unicode_normalization::UnicodeNormalization;

use super::pattern::{Beginnings, begins_with, ends_word, holds, is_one_of, split_digits, strip};
use crate::lexicon::{floor, same_end, same_start};

/// Whether a word says that a deadline is moved: «utsatt», «flyttes».
pub(super) fn is_moving(word: &str) -> bool {
    #[rustfmt::skip]
    const MOVING: &[&str] = &[
        "utsatt", "utsettes", "utsett", "utsettast", "forlenget", "forlenga", "forlenges", "forlengast", "flyttet", "flytta", "flyttes", "flyttast",
        "endret", "endra", "endres", "endrast", "utsetter", "utset", "forlenger",
        "forlengjer", "flytter", "flyttar", "endrer", "endrar", "framskyndet", "fremskyndet", "framskynda",
    ];
    is_one_of(word, MOVING)
}

/// Whether these are the last words of a letter or a meeting: «Med vennlig hilsen», «Møtet ble hevet kl. 12.».
pub(super) fn is_closing(text: &str) -> bool {
    static FIRST: Beginnings = Beginnings::new(&["med ", "hilsen", "helsing", "venn", "venleg", "beste ", "etter fullmakt", "møtet "]);
    static BEFORE: Beginnings = Beginnings::new(&["med ", "vennlig ", "venlig ", "venleg ", "beste "]);
    if !FIRST.begin(text) {
        return false;
    }
    if same_start(text, "møtet ") {
        return meeting_over(text).is_some();
    }
    if let Some(rest) = strip(text, &["etter fullmakt"]) {
        return matches!(rest, "" | "," | ":");
    }
    let greeting = std::iter::successors(Some(text), |rest| BEFORE.strip(rest)).last().unwrap_or(text);
    strip(greeting, &["hilsener", "hilsen", "helsingar", "helsing"]).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
}

/// The length of the words that say that the meeting is over, and begin a text: «Møtet ble hevet».
pub(super) fn meeting_over(text: &str) -> Option<usize> {
    const OVER: &[&str] = &["hevet", "heva", "avsluttet", "avslutta", "sluttet", "slutta", "slutt"];
    let rest = strip(text, &["møtet "])?;
    let rest = strip(strip(rest, &["ble ", "vart ", "blei "]).unwrap_or(rest), OVER)?;
    ends_word(rest).then(|| text.len() - rest.len())
}

/// Whether a passage says so in these words: «Det var ikke flere saker, og møtet ble hevet kl. 12.», «… til behandling. Møtet ble hevet.»
pub(super) fn ends_meeting(text: &str) -> bool {
    const MEETING: &str = "møtet ";
    [" og møtet ", ". Møtet "].iter().any(|lead| text.find(lead).is_some_and(|at| meeting_over(&text[at + lead.len() - MEETING.len()..]).is_some()))
}

/// Whether a passage begins the list of copies: «Kopi til: …», «Gjenpart».
pub(super) fn is_copies(text: &str) -> bool {
    let Some(rest) = ["Kopi", "kopi", "KOPI", "Gjenpart", "gjenpart"].iter().find_map(|word| text.strip_prefix(word)) else { return false };
    let rest = [" til", " sendt"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let next = rest.strip_prefix(' ');
    rest.is_empty() || next.unwrap_or(rest).starts_with([':', '–', '-']) || next.is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// Whether a text begins with a label of the header: «Deres ref.», «Vår referanse: …», «Dato».
pub(super) fn is_label(text: &str) -> bool {
    static FIRST: Beginnings = Beginnings::new(&["deres", "dykkar", "vår", "dato"]);
    if !FIRST.begin(text) {
        return false;
    }
    let label = strip(text, &["dato"]).or_else(|| {
        let rest = strip(text, &["deres", "dykkar", "vår"])?;
        strip(rest.strip_prefix(' ').unwrap_or(rest), &["referanse", "ref"])
    });
    label.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '.', ':'])) || begins_with(text, &["vår refdato"])
}

/// Whether a passage says that the auditor met, or was called: «Riksrevisjonen var varslet …».
pub(super) fn is_of_auditor(text: &str) -> bool {
    static OFFICE: Beginnings = Beginnings::new(&["riksrevisjonen", "revisor"]);
    const SAID: &[&str] = &["varsl", "varsel", "møt", "stil", "represent", "deltok", "deltek"];
    let Some(rest) = OFFICE.strip(text) else { return false };
    let rest = strip(rest, &["en"]).unwrap_or(rest);
    rest.starts_with(' ') && rest.char_indices().any(|(at, _)| begins_with(&rest[at..], SAID))
}

/// «Dagsorden», «Foretaksmøtet hadde følgende saksliste:».
pub(super) fn is_agenda_head(text: &str) -> bool {
    static HEADS: Beginnings = Beginnings::new(&["dagsorden", "saksliste", "sakliste", "agenda"]);
    const ENDS: &[&str] = &["dagsorden:", "saksliste:", "sakliste:"];
    if text.len() >= 100 {
        return false;
    }
    // «Til behandling forelå følgende saker:»
    let forth =
        || text.ends_with(':') && ["forelå", "låg føre"].iter().any(|w| holds(text, w)) && ["sak", "behandling"].iter().any(|w| holds(text, w));
    let both = |rest| strip(rest, &["/dagsorden"]).filter(|_| begins_with(text, &["saksliste"]));
    HEADS.strip(text).is_some_and(|rest| matches!(both(rest).unwrap_or(rest), "" | ":" | "."))
        || forth()
        || (text.ends_with(':') && ENDS.iter().any(|end| same_end(text, end)) && !text.contains(". "))
}

/// A line of the agenda: «Sak 1 …», «Saksnr. 01/16: …», «SAK 2 – …».
pub(super) struct AgendaLine<'t> {
    pub(super) number: u32,
    pub(super) title: &'t str,
}

impl<'t> AgendaLine<'t> {
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let rest = ["Sak", "sak", "SAK"].iter().find_map(|word| text.strip_prefix(word))?;
        let rest = ["snr.", "snr", " nr.", " nr"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        let (digits, rest) = split_digits(rest.strip_prefix(' ').unwrap_or(rest));
        if digits.is_empty() || digits.trim_start_matches('0').len() > 3 {
            return None;
        }
        // «01/16», «1-2016»
        let rest = match (rest.strip_prefix('/').map(split_digits), rest.strip_prefix('-').map(split_digits)) {
            (Some((year, rest)), _) if (2..=4).contains(&year.len()) => rest,
            (Some(_), _) => return None,
            (_, Some((year, rest))) if year.len() == 4 => rest,
            _ => rest,
        };
        let rest = rest.strip_prefix(['.', ':']).unwrap_or(rest);
        let dashed = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix(['–', '-']);
        let title = dashed.and_then(behind_space).or_else(|| behind_space(rest))?;
        Some(Self { number: digits.parse().ok()?, title })
    }
}

/// Whether two titles are the same but for case, marks and typography.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let plain = |s: &str| s.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    plain(a) == plain(b)
}

/// The words behind the blanks that a text begins with.
fn behind_space(text: &str) -> Option<&str> {
    let words = text.trim_start_matches(' ');
    (words.len() < text.len() && words.starts_with(|c: char| !c.is_whitespace())).then_some(words)
}

/// The length of the head of a decision: «Foretaksmøtet vedtok:», «Vedtak:».
pub(super) fn decision_head(text: &str) -> Option<usize> {
    static FIRST: Beginnings = Beginnings::new(&[
        "foretaksmøtet",
        "føretaksmøtet",
        "møtet ",
        "vedtak",
        "enstemmig ",
        "samrøystes ",
        "generalforsamlingen",
        "følg",
        "det ble fattet ",
    ]);
    const DECIDED: &[&str] = &["vedtok", "fattet", "fatta", "gjorde", "traff"];
    if !FIRST.begin(text) {
        return None;
    }
    // «Følgende vedtak ble fattet:»
    if let Some(rest) = strip(text, &["følgende vedtak ", "følgjande vedtak ", "det ble fattet følgende vedtak"]) {
        let made = strip(rest, &["ble fattet", "blei fatta", "vart fatta", "ble gjort", "vart gjort"]).unwrap_or(rest);
        return (made == ":").then_some(text.len());
    }
    // «Foretaksmøtets enstemmige vedtak:», «Føretaksmøtet sitt vedtak:»
    let of_meeting = strip(text, &["foretaksmøtets ", "føretaksmøtet sitt ", "generalforsamlingens "]);
    let met = strip(text, &["foretaksmøtet ", "føretaksmøtet ", "møtet ", "generalforsamlingen "]).filter(|_| of_meeting.is_none());
    let rest = if let Some(words) = met {
        // «… fattet slikt vedtak:», up to the colon or the end.
        let rest = strip(words, DECIDED)?;
        if rest.starts_with(' ') { rest.find(['.', ':']).map_or("", |end| &rest[end..]) } else { rest }
    } else {
        let named = of_meeting.unwrap_or(text);
        strip(strip(named, &["enstemmige ", "enstemmig ", "samrøystes "]).unwrap_or(named), &["vedtak"])?
    };
    // «Vedtak (enstemmig):»
    let rest = strip(rest, &[" (enstemmig)", " (samrøystes)"]).unwrap_or(rest);
    let end = text.len() - rest.len();
    if rest.is_empty() { Some(end) } else { rest.starts_with(':').then_some(end + 1) }
}

/// Number and title of a goal: «Hovedmål 1: …», «Mål 2.1 – …», «Mål A: …».
pub(super) fn goal(text: &str) -> Option<(&str, &str)> {
    static WORD: Beginnings = Beginnings::new(&["hovedmål", "hovudmål", "delmål", "mål"]);
    let named = WORD.strip(text)?.strip_prefix(' ')?;
    let letter = || named.strip_prefix(|c| ('A'..='H').contains(&c))?.strip_prefix(':');
    let rest = number_behind(named).or_else(letter)?;
    let dashed = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix(['–', '-']).and_then(behind_space);
    let title = dashed.or_else(|| behind_space(rest))?;
    Some((named[..named.len() - rest.len()].trim_end_matches(['.', ':']), title))
}

/// What stands behind the number of a goal: «1», «12.», «2.1:».
fn number_behind(text: &str) -> Option<&str> {
    let (digits, rest) = split_digits(text);
    if !(1..=2).contains(&digits.len()) {
        return None;
    }
    let part = rest.strip_prefix('.').map(split_digits).filter(|(digits, _)| (1..=2).contains(&digits.len()));
    let rest = part.map_or(rest, |(_, rest)| rest);
    Some(rest.strip_prefix(['.', ':']).unwrap_or(rest))
}

/// Whether a heading says that mandates follow: «Nye oppdrag», «Presisering av oppdrag 2024-01».
pub(super) fn is_container(text: &str) -> bool {
    static WORDS: Beginnings = Beginnings::new(&[
        "oppdrag",
        "nye ",
        "særskilte ",
        "andre ",
        "øvrige ",
        "faste ",
        "tidligere ",
        "tidlegare ",
        "presisering av ",
        "presiseringer av ",
        "endring i ",
        "endringer i ",
    ]);
    let mut rest = text;
    while let Some(behind_word) = WORDS.strip(rest) {
        if begins_with(rest, &["oppdrag"]) {
            let end = strip(behind_word, &["et"]).unwrap_or(behind_word);
            return matches!(end, "" | ":") || end.starts_with(' ');
        }
        rest = behind_word;
    }
    false
}

/// Headings that stand inside a mandate.
pub(super) static INNER: Beginnings = Beginnings::new(&[
    "frist",
    "leveranse",
    "bakgrunn",
    "formål",
    "føremål",
    "forutsetninger",
    "føresetnader",
    "konkretisering",
    "delleveranse",
    "om oppdraget",
    "rammer for oppdraget",
    "organisering",
    "rapportering på oppdraget",
    "modeller",
    "ansvarlig avdeling",
]);

/// The number and the title of a heading: «2.1 Mål», «Del II – Oppdrag», «B. Krav».
pub(super) fn numbered(heading: &str) -> Option<(&str, &str)> {
    let number = number_len(heading)?;
    let rest = &heading[number..];
    let rest = rest.strip_prefix(['.', ')']).unwrap_or(rest);
    let title = rest.trim_start_matches([' ', ':', '–', '-']);
    (!title.is_empty() && title.len() < rest.len()).then_some((&heading[..number], title))
}

/// The length of the number that a heading begins with.
fn number_len(heading: &str) -> Option<usize> {
    let run = |text: &str, of: fn(&u8) -> bool| text.bytes().take_while(of).count();
    if let Some(part) = ["Del ", "del ", "DEL "].iter().find_map(|word| heading.strip_prefix(word)) {
        let len = run(part, |b| matches!(b, b'I' | b'V' | b'X' | b'0'..=b'9'));
        return (len > 0).then_some("Del ".len() + len);
    }
    let roman = run(heading, |b| matches!(b, b'I' | b'V' | b'X'));
    let mut len = run(heading, u8::is_ascii_digit);
    match (roman, len) {
        (1..=5, _) => return Some(roman),
        (0, 0) => {
            let [first, second, ..] = heading.as_bytes() else { return None };
            return (first.is_ascii_uppercase() || (first.is_ascii_lowercase() && *second == b')')).then_some(1);
        }
        (_, 1..=2) => {}
        _ => return None,
    }
    for _ in 0..3 {
        let digits = heading[len..].strip_prefix('.').map_or(0, |part| run(part, u8::is_ascii_digit));
        if !(1..=2).contains(&digits) {
            break;
        }
        len += 1 + digits;
    }
    Some(len)
}

/// A postcode and a town at the end: the last line of an address.
pub(super) fn ends_in_town(text: &str) -> bool {
    text.len() < 200 && town(text).is_some()
}

/// Headings of lists of contents (lower case).
pub(super) const CONTENTS: &[&str] = &["innhold", "innholdsfortegnelse", "innhald", "innhaldsliste", "innhaldsoversyn"];

/// The longest name of a town with the last digit before it, in bytes.
const TOWN: usize = 40;

/// Where the postcode of a town at the end begins: «0030 Oslo», «NO-0030 Oslo».
pub(super) fn town(text: &str) -> Option<usize> {
    let reach = floor(text, text.len().saturating_sub(TOWN));
    // Most lines have no digit there, which one look at all bytes tells.
    if !text.as_bytes()[reach..].iter().fold(false, |any, b| any | b.is_ascii_digit()) {
        return None;
    }
    let end = reach + text[reach..].bytes().rposition(|b| b.is_ascii_digit())? + 1;
    let name = text[end..].strip_prefix(' ')?;
    let before = text[..end].trim_end_matches(|c: char| c.is_ascii_digit());
    let before_country = ["NO-N-", "NO-", "N-"].iter().find_map(|country| before.strip_suffix(country)).unwrap_or(before);
    let whole = end - before.len() == 4 && (before_country.is_empty() || before_country.ends_with(' '));
    let named = name.starts_with(char::is_uppercase) && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-'));
    (whole && named).then_some(before_country.len())
}

/// The sender's name alone: the royal crest, or a ministry.
pub(super) fn is_crest(text: &str) -> bool {
    let royal = || begins_with(text, &["det kongelige ", "det kongelege "]);
    let ministry = || ["departementet", "DEPARTEMENT", "DEPARTEMENTET"].iter().any(|end| text.ends_with(end));
    let capital = || text.starts_with(char::is_uppercase);
    let words = || text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '-'));
    // «Vedlegg Kunnskapsdepartementet» is more than a name.
    let whole = || !text.ends_with("departementet") || super::org::ministry(text, text.len()) == Some(0);
    (text.len() < 110 && royal()) || (text.len() < 80 && ministry() && capital() && words() && whole())
}

/// Whether a heading says no more than that mandates follow: «Oppdrag 2024:», «3.2 Nye oppdrag», «Oppdrag knyttet til mål 1», «Andre oppgaver 2020».
pub(super) fn heads_mandates(heading: &str) -> bool {
    const LONGEST: usize = 60;
    let title = heading.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ')).trim_end_matches(':');
    let others = is_one_of(title.split(' ').next().unwrap_or(""), &["andre", "øvrige", "særskilte", "særskilde"]);
    let mut words = title.split(' ').skip_while(|w| is_one_of(w, &["nye", "andre", "øvrige", "særskilte", "særskilde"]));
    let year = |w: &str| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit());
    // «Oppgaver» alone also heads what an agency is there for.
    let named = words.next().is_some_and(|w| is_one_of(w, &["oppdrag"]) || (others && is_one_of(w, &["oppgaver", "oppgåver", "krav"])));
    let Some(next) = words.next().filter(|_| title.len() <= LONGEST) else { return named && title.len() <= LONGEST };
    let tied = is_one_of(next, &["knyttet", "knytt", "knytte", "under"]) && words.clone().next().is_some_and(|w| next == "under" || w == "til");
    named && (tied || std::iter::once(next).chain(words).all(|w| matches!(w, "i" | "for") || year(w)))
}

/// A heading's words behind the number of its section: «Mål 1: …» of «2.1 Mål 1: …».
pub(super) fn behind_number(heading: &str) -> &str {
    let words = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    if words.len() < heading.len() { words.trim_start() } else { heading }
}

/// Whether a passage is the table of contents that a converter set on one line: «Innhold 1. Mål ..... 2 2. Budsjett ..... 5».
pub(super) fn is_contents(text: &str) -> bool {
    const LEADER: &str = "....";
    begins_with(text, &["innhold", "innhald"]) && text.split(LEADER).filter(|part| !part.trim_matches('.').trim().is_empty()).count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_mandates() {
        for (heading, expected) in [
            ("Oppdrag 2024:", true),
            ("3.2 Nye oppdrag", true),
            ("Oppdrag for 2026", true),
            ("Oppdrag knyttet til hovedmål 1:", true),
            ("Andre oppgaver 2020:", true),
            ("Øvrige oppdrag", true),
            ("Oppgaver", false),
            ("Oppdrag og ansvar", false),
            ("Oppdrag til andre", false),
        ] {
            assert_eq!(heads_mandates(heading), expected, "{heading}");
        }
    }

    #[test]
    fn headings_may_have_a_number() {
        for (heading, expected) in [
            ("2.1 Mål", Some(("2.1", "Mål"))),
            ("3. Oppdrag", Some(("3", "Oppdrag"))),
            ("12) Krav", Some(("12", "Krav"))),
            ("1.2.3.4. Krav", Some(("1.2.3.4", "Krav"))),
            ("Del II – Oppdrag", Some(("Del II", "Oppdrag"))),
            ("DEL 2: Oppdrag", Some(("DEL 2", "Oppdrag"))),
            ("IV Rapportering", Some(("IV", "Rapportering"))),
            ("B. Krav", Some(("B", "Krav"))),
            ("b) Krav", Some(("b", "Krav"))),
            ("2023 Budsjett", None),
            ("Videre arbeid", None),
            ("I", None),
            ("1.2.3.4.5 Krav", None),
            ("Delmål", None),
        ] {
            assert_eq!(numbered(heading), expected, "{heading}");
        }
    }

    #[test]
    fn agenda_lines_have_a_number_and_a_title() {
        for (text, expected) in [
            ("Sak 1 Godkjenning", Some((1, "Godkjenning"))),
            ("Saksnr. 01/16: Dagsorden", Some((1, "Dagsorden"))),
            ("SAK 2 – Mål og -krav", Some((2, "Mål og -krav"))),
            ("Sak 7-2016 Eventuelt", Some((7, "Eventuelt"))),
            ("Sak 7-8 Samla", None),
            ("sak nr 012.  Eventuelt", Some((12, "Eventuelt"))),
            ("Sak3: -uten blank", Some((3, "-uten blank"))),
            ("Sak 4 –", Some((4, "–"))),
            ("Sak 5", None),
            ("Sak 1/12345 Tittel", None),
            ("Sak 1234 Tittel", None),
            ("Saken 1 Tittel", None),
        ] {
            assert_eq!(AgendaLine::read(text).map(|l| (l.number, l.title)), expected, "{text}");
        }
    }

    #[test]
    fn the_vote_may_stand_in_brackets() {
        assert_eq!(decision_head("Vedtak (enstemmig):"), Some(19));
        assert_eq!(decision_head("Vedtak (samrøystes): Godkjent."), Some(21));
        assert_eq!(decision_head("Vedtak (utkast):"), None);
    }
}
