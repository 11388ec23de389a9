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
    const BODIES: &str = "direktoratet|tilsynet|foretaket|foretakene|føretaket|føretaka|etaten|etatene|styret|instituttet|senteret|verket|vesenet|embetet|embetene|rådet|\
        departementet|departementene|virksomheten|virksomhetene|verksemda|verksemdene|virksomheter|verksemder|kommunen|kommunene|kommunane|forvalteren|forvalterne|\
        forvaltarane|mannen|høgskolen|høyskolen|høgskulen|universitetet|biblioteket|museet|utvalget|utvalet|sekretariatet|selskapet|stiftelsen|banken|myndighetene|\
        styreleder|styreleiar";
    pattern(&format!(
        r"^(?:{ENTERPRISE}(?: \(\p{{L}}+\))?|{MINISTRY}|(?i:direktoratet for [\p{{L}}-]+(?: og [\p{{L}}-]+)?|(?:de )?(?:regionale )?[\p{{L}}-]*?(?:{BODIES})|dere|dykk)\b|\p{{Lu}}\p{{Ll}}*\p{{Lu}}\p{{L}}+\b)"
    ))
});

/// Who a letter speaks of: known by form, or by the name of its recipient or enterprise.
#[derive(Debug, Clone, Default)]
pub(crate) struct Actors {
    /// Names in lower case, without their legal form.
    names: Vec<String>,
}

impl Actors {
    /// Knows the given names also without their legal form: «Norsk Eksempel» of «Norsk Eksempel SF».
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        static FORM: Lazy<Regex> = Lazy::new(|| pattern(r" (?:SF|RHF|HF|ASA|AS|KF|IKS)$"));
        Self { names: names.into_iter().map(|n| FORM.replace(n, "").to_lowercase()).filter(|n| n.len() > 3).collect() }
    }

    /// The length of the actor that a phrase begins with.
    pub(crate) fn at_start(&self, phrase: &str) -> Option<usize> {
        ACTOR.find(phrase).map(|m| m.end()).or_else(|| self.names.iter().find_map(|name| starts_with_name(phrase, name)))
    }

    /// Whether the words as a whole name somebody.
    pub(crate) fn is(&self, words: &str) -> bool {
        self.at_start(words) == Some(words.len())
    }
}

/// The length of `name` (lower case) at the start of a phrase in any case, as whole words.
fn starts_with_name(phrase: &str, name: &str) -> Option<usize> {
    let mut rest = phrase.char_indices();
    for expected in name.chars() {
        let (_, c) = rest.next()?;
        if !c.to_lowercase().eq([expected]) {
            return None;
        }
    }
    let end = phrase.len() - rest.as_str().len();
    (!rest.as_str().starts_with(char::is_alphanumeric)).then_some(end)
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
            assert_eq!(Actors::default().at_start(phrase).map(|len| &phrase[..len]), Some(name), "{phrase}");
        }
        for phrase in [
            "Arbeidet skal",
            "Det skal",
            "Rapportene skal",
            "I tillegg skal",
            "Foretaksmøtet ba",
            "Retningslinjen skal",
            "De prioriterte behovene skal",
        ] {
            assert_eq!(Actors::default().at_start(phrase), None, "{phrase}");
        }
        let known = Actors::new(["Norsk Eksempel SF"]);
        assert_eq!(known.at_start("Norsk eksempel skal"), Some("Norsk eksempel".len()));
        assert_eq!(known.at_start("Norsk eksempels oppgaver"), None);
    }
}
