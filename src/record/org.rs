//! Names of ministries, agencies and enterprises at the start of a phrase.

use once_cell::sync::Lazy;
use regex::Regex;

fn pattern(words: &str) -> Regex {
    Regex::new(words).expect("the pattern is valid")
}

/// A ministry's name in the definite form: «Kunnskapsdepartementet», «Helse- og omsorgsdepartementet».
pub(crate) const MINISTRY: &str = r"\p{Lu}\p{Ll}+(?:-(?:, \p{Ll}+-)*,? og \p{Ll}+)?departementet";

/// An enterprise with its legal form: «Norsk Eksempel SF», «Helse Sør-Øst RHF».
pub(crate) const ENTERPRISE: &str = r"\p{Lu}[\p{L}-]*(?:[ -]+(?:\p{Lu}[\p{L}-]*|for|i|og|av|på|interim|\p{Ll}+)){0,6}? (?:SF|RHF|HF|ASA|AS|KF|IKS)\b";

/// Who can be bound or asked, at the start of a phrase.
static ACTOR: Lazy<Regex> = Lazy::new(|| {
    pattern(&format!(
        r"^(?:{ENTERPRISE}(?: \([\p{{Lu}}\p{{Ll}}]+\))?|{MINISTRY}|[Dd]epartementet|[Dd]irektoratet for [\p{{L}}-]+(?: og [\p{{L}}-]+)?|(?:[Dd]e )?(?:regionale )?[Hh]else(?:foretak(?:et|ene|a)|føretak(?:et|a))|[\p{{L}}-]*?(?:direktoratet|tilsynet|foretaket|foretakene|føretaket|etaten|etatene|styret|instituttet|senteret|verket|vesenet|embetet|rådet|departementene|virksomheten|virksomhetene|verksemda|verksemdene|kommunen|kommunene|kommunane|forvalteren|forvalterne|forvaltarane|mannen|høgskolen|høyskolen|høgskulen|universitetet|biblioteket|museet|utvalget|utvalet|sekretariatet|selskapet|stiftelsen|banken|myndighetene|direktorata)\b|\p{{Lu}}\p{{Ll}}*\p{{Lu}}[\p{{L}}]+\b|[Vv]irksomheter|[Vv]erksemder|[Ss]tyreleder|[Dd]ere\b|[Dd]e\b)"
    ))
});

/// The length of the actor that a phrase begins with.
pub(crate) fn actor(phrase: &str) -> Option<usize> {
    ACTOR.find(phrase).map(|m| m.end())
}

/// Whether the words as a whole name somebody.
pub(crate) fn is_actor(words: &str) -> bool {
    actor(words) == Some(words.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors() {
        for (phrase, name) in [
            ("Norsk Eksempel SF skal", "Norsk Eksempel SF"),
            ("Helse- og omsorgsdepartementet viser", "Helse- og omsorgsdepartementet"),
            ("Direktoratet for e-helse har", "Direktoratet for e-helse"),
            ("Direktoratet skal", "Direktoratet"),
            ("Helsedirektoratet skal", "Helsedirektoratet"),
            ("statsforetaket om å", "statsforetaket"),
            ("de regionale helseforetakene skal", "de regionale helseforetakene"),
            ("HelseCERT skal", "HelseCERT"),
            ("Styret skal", "Styret"),
        ] {
            assert_eq!(actor(phrase).map(|len| &phrase[..len]), Some(name), "{phrase}");
        }
        for phrase in ["Arbeidet skal", "Det skal", "Rapportene skal", "I tillegg skal", "Foretaksmøtet ba", "Retningslinjen skal"] {
            assert_eq!(actor(phrase), None, "{phrase}");
        }
    }
}
