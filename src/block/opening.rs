//! Lines that begin a block of their own although no blank line stands before them: plain text keeps the lines of minutes and
//! forms, but not the distance between them.

use super::heading::is_section_line;
use crate::lexicon::same_start;

/// Beginnings (lower case) of lines that stand by themselves in minutes and forms, by the first byte.
fn openings(first: u8) -> &'static [&'static str] {
    match first {
        b'v' => &["vedtak:"],
        b'd' => &["dagsorden", "dato:", "dokumentet er elektronisk", "dokumentet er godkjent", "dokumentet er godkjend"],
        b's' => {
            &["saksliste", "sakliste", "stad:", "sted:", "styringsparameter:", "styringsparametere:", "styringsparametre:", "styringsparametrar:"]
        }
        b'o' => &["også til stede", "også til stades"],
        b't' => &["til stede:", "til stades:", "til stede fra ", "til stades frå "],
        b'f' => &["forfall"],
        b'm' => &["møtested:", "møtestad:"],
        b'r' => &["riksrevisjonen ", "revisor "],
        // `Ò` and `ò`, which differ in one bit of their second byte.
        0xC3 => &["òg til stades"],
        _ => &[],
    }
}

/// Labels of a memo, each before its words on a line, by the first byte.
fn memo(first: u8) -> &'static [&'static str] {
    match first {
        b't' => &["til:"],
        b'f' => &["fra:", "frå:"],
        b'k' => &["kopi:"],
        b's' => &["sak:", "saksnr.:", "saknr.:"],
        b'e' => &["emne:"],
        _ => &[],
    }
}

/// Beginnings of sentences that open a new passage once the one before has ended.
const SPEAKERS: &[&str] = &["foretaksmøtet ", "føretaksmøtet "];

/// The first byte of a line, a letter as a small one.
fn first(line: &str) -> u8 {
    line.as_bytes().first().map_or(0, u8::to_ascii_lowercase)
}

/// Whether a line opens a block; `ended` tells whether the line before it ends a sentence or stands alone. Its label may be bold.
pub(super) fn opens(line: &str, ended: bool) -> bool {
    let line = line.trim_start_matches('*');
    let starts = |words: &[&str]| words.iter().any(|w| same_start(line, w));
    let first = first(line);
    let named = match first {
        b's' => is_agenda_line(line),
        b'm' | b'h' | b'd' if is_goal_line(line) => true,
        b'f' => is_attendance(line) || (ended && starts(SPEAKERS)),
        b'i' => is_contents(line),
        b'0'..=b'9' => ended && is_section_line(line),
        _ => false,
    };
    let labels = || memo(first).iter().any(|w| same_start(line, w) && line[w.len()..].starts_with([' ', '*']));
    named || is_byline(line) || starts(openings(first)) || labels()
}

/// Whether what follows a line is not its continuation, unless it begins with a small letter: a title of an agenda item, a label, a lead-in.
pub(super) fn stands_alone(line: &str) -> bool {
    line.ends_with(':')
        || is_agenda_line(line)
        || is_goal_line(line)
        || is_byline(line)
        || openings(first(line)).iter().any(|w| w.len() == line.len() && same_start(line, w))
}

/// What a page says of itself below its title: `Brev | Dato: 12.01.2024 | Prøvedepartementet`.
fn is_byline(line: &str) -> bool {
    memchr::memchr(b'|', line.as_bytes()).is_some()
        && line.split(" | ").skip(1).any(|part| part.starts_with("Dato: ") || part.starts_with("Sist oppdatert: "))
}

/// `Sak 1 …`, `Sak 01/16 …`
fn is_agenda_line(line: &str) -> bool {
    same_start(line, "sak ") && line.as_bytes().get(4).is_some_and(u8::is_ascii_digit)
}

/// `Mål 1: …`, `Delmål 2.1: …`
pub(super) fn is_goal_line(line: &str) -> bool {
    let rest = ["mål ", "hovedmål ", "hovudmål ", "delmål "].iter().find(|w| same_start(line, w)).map_or("", |w| &line[w.len()..]);
    let number = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    number > 0 && rest[number..].starts_with(": ")
}

/// `Post 21 …`, `Kap. 2421 …`: a line of what is given on a post, or of its chapter.
pub(super) fn is_post_line(line: &str) -> bool {
    let rest = ["Post ", "Kap. ", "Kapittel "].iter().find_map(|label| line.strip_prefix(label));
    rest.is_some_and(|rest| rest.as_bytes().iter().take(2).filter(|b| b.is_ascii_digit()).count() == 2)
}

/// `Innhold`, alone or before the first entry of the list.
fn is_contents(line: &str) -> bool {
    let rest = ["innholdsfortegnelse", "innhald", "innhold"].iter().find(|w| same_start(line, w)).map(|w| line[w.len()..].trim_start());
    rest.is_some_and(|r| r.is_empty() || r == ":" || r.starts_with(|c: char| c.is_ascii_digit()))
}

/// `Fra styret møtte`, `Frå Helse X møtte:`
fn is_attendance(line: &str) -> bool {
    let met = || {
        [" møtte", " møte", " møtt"]
            .iter()
            .any(|verb| line.find(verb).is_some_and(|at| at < 100 && !line[at + verb.len()..].starts_with(char::is_alphabetic)))
    };
    (same_start(line, "fra ") || same_start(line, "frå ")) && met()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_open_lines() {
        for (line, post) in
            [("Post 21 Drift", true), ("Kap. 2421 Drift", true), ("Kapittel 2 Mål", false), ("Post til kommunene", false), ("post 21", false)]
        {
            assert_eq!(is_post_line(line), post, "{line}");
        }
    }

    #[test]
    fn openings() {
        for line in [
            "Sak 2",
            "Sak 01/16 Val",
            "Fra styret møtte:",
            "Frå Helse Prøve HF møtte: Kari Nordby",
            "Vedtak: Godkjent.",
            "Forfall: Odd Vik",
            "Dagsorden",
            "Til: Prøvetilsynet",
            "Sak: Tildelingsbrev for 2026",
            "**Dato:** 12.01.2026",
            "**Til:** Prøvetilsynet",
            "Mål 1: Kortere ventetid",
            "Styringsparametere: Ventetid",
            "Dokumentet er elektronisk signert",
        ] {
            assert!(opens(line, false), "{line}");
        }
        for line in
            ["Saken gjelder", "Fra første møtedag", "Fra 1. januar gjelder", "Foretaksmøtet ba", "Til stede var mange", "Mål 1 er nådd", "Målet: 2"]
        {
            assert!(!opens(line, false), "{line}");
        }
        assert!(opens("Foretaksmøtet ba", true));
        assert!(opens("3.1   Oppdrag", true) && !opens("3.1 Oppdrag", false) && !opens("3.1 er ny", true));
        assert!(stands_alone("Foretaksmøtet vedtok:") && stands_alone("Sak 2 Dagsorden") && !stands_alone("Forfall: Odd Vik"));
    }
}
