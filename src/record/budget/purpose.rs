//! The words between money and what it is for: «til», «, som skal brukes til», «øremerket», and «gå til» in the sentence behind.

use std::ops::Range;

use crate::record::pattern::{Beginnings, strip};

/// The length of the words behind money that lead to what it is for.
pub(super) fn leads_to(tail: &str) -> Option<usize> {
    let rest = tail.strip_prefix(',').unwrap_or(tail);
    let rest = rest.strip_prefix(' ').map_or(tail, |rest| {
        let rest = rest.strip_prefix("som ").unwrap_or(rest);
        rest.strip_prefix("skal ").unwrap_or(rest)
    });
    let rest = match rest.strip_prefix(' ').unwrap_or(rest).strip_prefix("på kap.") {
        Some(ground) => behind_post(ground)?,
        None => behind_verb(rest)?,
    };
    Some(tail.len() - rest.len())
}

/// What stands behind a chapter and post, «550, post 21», and the words that lead over from it.
fn behind_post(ground: &str) -> Option<&str> {
    const POST: &str = " post ";
    let clause = &ground[..ground.find('.').unwrap_or(ground.len())];
    clause.match_indices(POST).find_map(|(at, _)| {
        let number = &ground[at + POST.len()..];
        let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() < number.len() { behind_verb(rest) } else { None }
    })
}

/// What stands behind one of the words that a text may start with.
fn behind<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    starts.iter().find_map(|start| text.strip_prefix(start))
}

/// What stands behind «til», or «øremerket», with the verb before it.
fn behind_verb(words: &str) -> Option<&str> {
    const VERBS: [&str; 6] = ["benytt", "bruk", "nytt", "fordel", "disponer", "avsett"];
    const TO: [&str; 6] = ["til ", "for ", "knyttet til ", "knytte til ", "knyttt til ", "knytt til "];
    let words = words.strip_prefix(' ').unwrap_or(words);
    let compensation = words.strip_prefix("i ").unwrap_or(words);
    if compensation.starts_with("kompensasjon for ") {
        return Some(compensation);
    }
    if let Some(mark) = behind(words, &["øremerk", "øyremerk"]) {
        let rest = behind(mark, &["et ", "es ", "te ", "t ", "ast "])?;
        return Some(behind(rest, &["til ", "for "]).unwrap_or(rest));
    }
    let passive = behind(words, &VERBS).and_then(|rest| behind(rest, &["es ", "ast "]));
    let verb = passive.or_else(|| behind(words, &["gå ", "går ", "settes av ", "satt av ", "sett av "]));
    let rest = behind(verb.unwrap_or(words), &TO)?;
    Some(behind(rest, &["å dekke ", "å dekkje ", "å styrke ", "å finansiere "]).unwrap_or(rest))
}

/// Where a sentence says what money goes to: «skal gå til arbeid med …», «nyttes til å …», «dekke …».
pub(super) fn goes_to(sentence: &str) -> Option<Range<usize>> {
    static GOES: Beginnings =
        Beginnings::new(&["gå til ", "brukes til ", "brukast til ", "benyttes til ", "nyttes til ", "nyttast til ", "dekke ", "dekkje "]);
    let at = GOES.begin_words(sentence).next()?;
    let rest = GOES.strip(&sentence[at..])?;
    let rest = strip(rest, &["arbeidet med ", "arbeide med ", "å "]).unwrap_or(rest);
    Some(at..sentence.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_to_a_purpose() {
        for (tail, purpose) in [
            (" til opplæring", Some("opplæring")),
            (", som skal brukes til kart", Some("kart")),
            (" øremerket til kart", Some("kart")),
            (" er øremerket", None),
            (" på kap. 700, post 21 til kart", Some("kart")),
            (" på kap. 700, post 21 og post 22 til kart", Some("kart")),
            (" på kap. 700. Til kart", None),
            (" skal gå til å styrke kart", Some("kart")),
            (" knyttet til kart", Some("kart")),
            (" sett av til kart", Some("kart")),
            (" i kompensasjon for kart", Some("kompensasjon for kart")),
            (" i 2025", None),
            (",til kart", None),
        ] {
            assert_eq!(leads_to(tail).map(|len| &tail[len..]), purpose, "{tail}");
        }
        let behind = |words: &'static str| goes_to(words).map(|range| &words[range]);
        assert_eq!(behind("Midlene skal gå til å lage kart."), Some("gå til å "));
        assert_eq!(behind("Midlene skal dekke lønn."), Some("dekke "));
        assert_eq!(behind("Midlene er gitt."), None);
    }
}
