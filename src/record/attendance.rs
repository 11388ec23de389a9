//! The heads of a list of attendance: «Fra styret i X møtte:», «Til stede:», «Forfall:».

use std::ops::Range;

use super::pattern::{Beginnings, is_one_of, strip};
use crate::lexicon::is_finite_verb;

/// How a head begins.
static FIRST: Beginnings = Beginnings::new(&[
    "fra ",
    "frå ",
    "også ",
    "òg ",
    "til ",
    "tilstede",
    "tilstades",
    "forfall",
    "meldt ",
    "delta",
    "møte",
    "frammøtte",
    "fremmøtte",
    "på møte",
    "på foretaksmøte",
    "i møte",
    "i foretaksmøte",
    "følgende ",
    "følgjande ",
    "disse ",
    "desse ",
    "i tillegg ",
]);
pub(super) const FROM: &[&str] = &["fra ", "frå "];
const ALSO: &[&str] = &["også ", "òg "];

/// What stands behind «til stede», in any spelling.
fn present(text: &str) -> Option<&str> {
    let rest = strip(text, &["til"])?;
    let rest = strip(rest.strip_prefix(' ').unwrap_or(rest), &["st"])?;
    let rest = strip(rest, &["a"]).unwrap_or(rest);
    let rest = strip(strip(rest, &["e"]).unwrap_or(rest), &["de"])?;
    Some(strip(rest, &["s"]).unwrap_or(rest))
}

/// What stands behind a word for those who take part.
fn partakers(text: &str) -> Option<&str> {
    const PARTAKERS: &[&str] = &["deltakere", "deltakre", "deltakarar"];
    let of_meeting = || strip(text, &["møte"]).and_then(|rest| strip(rest, PARTAKERS));
    strip(text, PARTAKERS).or_else(of_meeting).or_else(|| strip(text, &["møtende", "frammøtte", "fremmøtte"]))
}

/// Whether a head may end before `rest`.
fn ends_before(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with([' ', ':', ';', '.'])
}

/// Whether a text begins with a blank and a verb of those who met.
fn met(text: &str) -> bool {
    let verb = text.strip_prefix(' ').and_then(|words| strip(words, &["møtte", "møtt", "møte", "deltok", "deltek"]));
    verb.is_some_and(ends_before)
}

/// What stands behind a verb of those who met, where the meeting stands before it: «På møtet deltok:».
fn met_at(text: &str) -> Option<&str> {
    let meeting = strip(strip(text, &["på ", "i "])?, &["møtet ", "foretaksmøtet ", "føretaksmøtet "])?;
    strip(meeting, &["møtte", "deltok"]).or_else(|| present(strip(meeting, &["var "])?))
}

/// What stands behind «til stede» and the words for those who were.
fn present_were(text: &str) -> Option<&str> {
    let rest = present(text)?;
    Some(
        strip(rest, &[" var følgende", " var følgjande", " var", " er", " i møtet", " på møtet", " i foretaksmøtet", " på foretaksmøtet"])
            .unwrap_or(rest),
    )
}

/// What stands behind the word for the absent.
pub(super) fn absent(text: &str) -> Option<&str> {
    strip(strip(text, &["meldt "]).unwrap_or(text), &["forfall"])
}

/// «I tillegg møtte:», as it stands but for the colon.
fn in_addition(text: &str) -> Option<&str> {
    let head = text.split_once(':').map(|(head, _)| head).filter(|head| head.len() < PARTY_HEAD && came(head))?;
    strip(head, &["i tillegg "]).map(|_| head)
}

/// Words for those who are named below.
const THESE: &[&str] = &["følgende ", "følgjande ", "disse ", "desse "];

/// Whether words say that somebody came: «… var til stede», «… møtte», «… deltok».
fn came(words: &str) -> bool {
    let mut last = words.rsplit(' ');
    let (word, before) = (last.next().unwrap_or(""), last.next().unwrap_or(""));
    is_one_of(word, &["møtte", "deltok", "tilstede", "tilstades"]) || (is_one_of(word, &["stede", "stades"]) && is_one_of(before, &["til"]))
}

/// Whether a passage begins with a head.
pub(super) fn is_head(text: &str) -> bool {
    if !FIRST.begin(text) {
        return false;
    }
    if let Some(party) = strip(text, FROM) {
        return (1..party.len()).any(|at| party.as_bytes()[at] == b' ' && met(&party[at..]));
    }
    if let Some(also) = strip(text, ALSO) {
        return present(also).is_some_and(ends_before);
    }
    if in_addition(text).is_some() {
        return true;
    }
    if let Some(these) = strip(text, THESE) {
        return these.len() < PARTY_HEAD && these.ends_with(':') && came(these.trim_end_matches(':'));
    }
    // Names may follow in the same passage.
    let of_party = |rest| strip(rest, &[" fra ", " frå "]).and_then(|rest| rest.split_once(':')).is_some_and(|(party, _)| is_party(party));
    if let Some(rest) = met_at(text) {
        return strip(rest, &[" følgende", " følgjande"]).unwrap_or(rest).starts_with(':');
    }
    match (present_were(text), partakers(text)) {
        (Some(rest), _) => rest.starts_with([':', ';']) || of_party(rest) || strip(rest, COLUMNS).is_some() || run_of_present(text).is_some(),
        (_, Some(rest)) => rest.starts_with(':') || of_party(rest),
        _ => absent(text).is_some_and(ends_before),
    }
}

/// Heads of the columns of names below a head without a colon: «Navn    Funksjon».
const COLUMNS: &[&str] = &[" navn ", " namn "];

/// Whether a line is nothing but a head, without a colon: «Til stede», «Deltakere», «Til stede fra eier», «Fra styret».
pub(super) fn is_bare(line: &str) -> bool {
    if !FIRST.begin(line) {
        return false;
    }
    let behind = present(line).or_else(|| partakers(line)).map(str::trim_start);
    behind == Some("") || strip(behind.unwrap_or(line), FROM).is_some_and(is_known_party)
}

/// Whether words are the name of a party, and no more: «eier», «styret i Prøve HF», «Prøve RHF».
fn is_known_party(words: &str) -> bool {
    #[rustfmt::skip]
    const PARTIES: &[&str] = &[
        "eier", "eieren", "eigar", "eigaren", "styret", "administrasjonen", "ledelsen", "leiinga", "departementet", "foretaket", "føretaket", "selskapet",
        "revisor", "revisjonen",
    ];
    const ENDS: &[&str] = &[" RHF", " HF", " SF", " AS", "departementet"];
    let (first, rest) = words.split_once(' ').map_or((words, ""), |(first, rest)| (first, rest));
    let known = is_one_of(first, PARTIES) && (rest.is_empty() || ["i ", "for "].iter().any(|of| rest.starts_with(of)));
    words.len() < PARTY_HEAD && !words.contains([',', ':', '.']) && (known || ENDS.iter().any(|end| words.ends_with(end)))
}

/// Where names run on behind the verb of a head that has no colon: «Fra styret møtte styreleder Kari Nordby og Ola Vik.»
pub(super) fn run_behind(line: &str) -> Option<Range<usize>> {
    let party = strip(line, FROM)?;
    let verb = (1..party.len()).find(|&at| party.as_bytes()[at] == b' ' && met(&party[at..]))?;
    let words = party[verb + 1..].split_once(' ')?.1;
    let named = words.split(' ').any(|word| word.starts_with(char::is_uppercase));
    let start = line.len() - words.len();
    // A point behind a name ends the run; one of an initial or of «adm. direktør» does not.
    let named_before =
        |at: usize| words[..at].rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some());
    let ends = |at: &usize| words[at + 2..].starts_with(char::is_uppercase) && named_before(*at);
    let end = words.match_indices(". ").map(|(at, _)| at).find(ends).unwrap_or(words.trim_end_matches('.').len());
    (named && !words[..end].contains(':')).then_some(start..start + end)
}

/// Where names run on in a sentence: «Til stede var statsråd Kari Nordby og styreleder Ola Vik.»
pub(super) fn run_of_present(line: &str) -> Option<Range<usize>> {
    let names = strip(present(line)?, &[" var "])?;
    let start = line.len() - names.len();
    let end = names.trim_end_matches('.').len();
    let several = names.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count() > 1;
    (several && !names[..end].contains([':', '.']) && !names.split(' ').any(is_finite_verb)).then_some(start..start + end)
}

/// The most bytes of the head of a party.
const PARTY_HEAD: usize = 100;

/// Whether a passage of the list of attendance begins with the head of a party: «Frå eigar, Prøve RHF:», «Administrasjonen:».
pub(super) fn is_party_head(text: &str) -> bool {
    let Some(colon) = text.as_bytes().iter().take(PARTY_HEAD).position(|&b| b == b':') else { return false };
    let alone = || colon + 1 == text.len() && text.starts_with(char::is_uppercase) && strip(text, LABELS).is_none();
    !text[..colon].contains('.') && (strip(text, FROM).is_some() || strip(text, AUDITOR).is_some() || alone())
}

/// The label of the auditor.
const AUDITOR: &[&str] = &["revisor:"];

/// Labels of the meeting, not of a party.
const LABELS: &[&str] = &["møte", "sted", "stad", "tid", "dato", "referent", "sak"];

/// Whether words name a party, and are no sentence.
fn is_party(words: &str) -> bool {
    const LONGEST: usize = 90;
    (1..LONGEST).contains(&words.len()) && !words.contains(". ") && !words.split(' ').any(is_finite_verb)
}

/// A head and whom it names.
pub(super) enum Head<'t> {
    Party(&'t str),
    /// «Også til stede», as it stands.
    Also(&'t str),
    Absent,
}

impl<'t> Head<'t> {
    /// The head that a line begins with.
    pub(super) fn read(line: &'t str) -> Option<Self> {
        if strip(line, AUDITOR).is_some() {
            return line.split_once(':').map(|(auditor, _)| Self::Party(auditor));
        }
        if !FIRST.begin(line) {
            let party = line.strip_suffix(':').filter(|party| !party.contains(':'));
            return party.filter(|_| is_party_head(line)).map(Self::Party);
        }
        let from = present(line).or_else(|| partakers(line)).and_then(|rest| rest.strip_prefix(' ')).unwrap_or(line);
        if let Some(party) = strip(from, FROM).and_then(party) {
            return Some(Self::Party(party));
        }
        let also = || strip(line, ALSO).and_then(present).map(|rest| Self::Also(&line[..line.len() - rest.len()]));
        also().or_else(|| in_addition(line).map(Self::Also)).or_else(|| absent(line).map(|_| Self::Absent))
    }
}

/// The name before the verb or the colon: «X» of «X (eier) møtte:» and of «X:».
fn party(text: &str) -> Option<&str> {
    let ends = |at: usize| {
        let rest = &text[at..];
        let rest = strip(rest, &[" (eier)", " (eigar)"]).unwrap_or(rest);
        rest.starts_with(':') || met(rest)
    };
    let end = (1..text.len()).find(|&at| matches!(text.as_bytes()[at], b' ' | b':') && ends(at));
    end.or_else(|| is_known_party(text).then_some(text.len())).map(|at| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        for line in [
            "Fra styret i Prøve SF møtte:",
            "Frå eigar møtte Kari Nordby",
            "Også til stede:",
            "TIL STEDE:",
            "Tilstades frå styret:",
            "Til stede fra Prøve RHF: styreleder Kari Nordby",
            "Deltakere fra Prøve RHF (eier):",
            "Møtende:",
            "Meldt forfall: Ola Vik",
            "Følgende var til stede:",
            "Til stede var:",
            "Til stede i møtet:",
            "Til stede var statsråd Kari Nordby og styreleder Ola Vik.",
            "På møtet deltok følgende:",
            "Møtedeltakere:",
            "Desse møtte:",
            "I tillegg møtte:",
            "I tillegg var til stede:",
        ] {
            assert!(is_head(line), "{line}");
        }
        for line in [
            "Fra 2024 gjelder nye regler",
            "Til sted for alle",
            "Også andre møtte",
            "Deltakere i prosjektet:",
            "Forfalls",
            "I tillegg møtte styret opp: det ble sent.",
            "Til stede fra start var:",
            "Følgende oppdrag gis:",
            "Til stede var mange fra Oslo.",
            "Møtet ble hevet.",
            "På møtet ble det vedtatt:",
        ] {
            assert!(!is_head(line), "{line}");
        }
    }

    #[test]
    fn parties_have_heads_of_their_own() {
        assert!(["Frå eigar, Prøve RHF:", "Fra revisor: Prøve AS ved Siri Moe", "Administrasjonen:"].iter().all(|head| is_party_head(head)));
        assert!(
            !["Kari Nordby, styreleder", "Møteleder:", "Kari Nordby: leder", "Fra 2024 gjelder nye regler. Se:"].iter().any(|t| is_party_head(t))
        );
    }

    #[test]
    fn parties() {
        let party = |line| match Head::read(line) {
            Some(Head::Party(party) | Head::Also(party)) => Some(party),
            _ => None,
        };
        assert_eq!(party("Deltakere fra Prøve RHF (eier):"), Some("Prøve RHF"));
        assert_eq!(party("Fra styret i Prøve SF møtte: Kari Nordby"), Some("styret i Prøve SF"));
        assert_eq!(party("Fra Prøve SF:"), Some("Prøve SF"));
        assert_eq!(party("Frå revisor: Prøve AS ved Siri Moe"), Some("revisor"));
        assert_eq!(party("Styret i Prøve SF:"), Some("Styret i Prøve SF"));
        assert_eq!(party("Også til stede: Ola Vik"), Some("Også til stede"));
        assert_eq!(party("Forfall:"), None);
        assert!(matches!(Head::read("Forfall:"), Some(Head::Absent)));
    }

    #[test]
    fn names_may_run_on_behind_the_verb() {
        let run = |line: &'static str| run_behind(line).map(|run| &line[run]);
        let line = "Fra styret møtte styreleder Kari Nordby, adm. direktør Ola Vik og Ida Bø. Forfall: Odd Lie";
        assert_eq!(run(line), Some("styreleder Kari Nordby, adm. direktør Ola Vik og Ida Bø"));
        assert_eq!(run("Fra administrasjonen møtte:"), None);
        assert_eq!(run("Fra revisor møtte ingen."), None);
        assert!(is_bare("Til stede") && is_bare("Deltakere") && !is_bare("Til stede for pasientene"));
        for line in ["Til stede fra eier", "TILSTEDE FRA STYRET", "Fra styret i Prøve HF", "Frå Prøve RHF", "Til stede frå Prøvedepartementet"] {
            assert!(is_bare(line), "{line}");
            assert!(matches!(Head::read(line), Some(Head::Party(_))), "{line}");
        }
        for line in ["Fra styret møtte Kari Nordby", "Fra eier, som møtte", "Fra Oslo", "Til stede fra eier Kari Nordby"] {
            assert!(!is_bare(line), "{line}");
        }
        assert!(matches!(Head::read("Revisor: Siri Moe"), Some(Head::Party("Revisor"))));
    }
}
