//! Titles and the document families they tell.

use once_cell::sync::Lazy;
use regex::Regex;

use super::Para;
use super::pattern::{Beginnings, pattern};
use crate::block::BlockKind;
use crate::model::Kind;

/// A family's titles, the more special first. A title names the family at its start, or behind «Statsbudsjettet …».
static TITLES: Lazy<[(Regex, Kind); 6]> = Lazy::new(|| {
    const LEAD: &str = r"(?i)^(?:\d+ )?(?:(?:endelig|foreløpig|førebels|utkast til|revidert|ekstraordinært) )*";
    const BUDGET: &str = r"(?:statsbudsjettet .*?)?";
    let title = |words: &str| pattern(&format!("{LEAD}{words}"));
    [
        (title(r"(?:møte)?(?:protokoll|referat) (?:fra|frå|for) (?:.* )?(?:foretaksmøte|føretaksmøte)"), Kind::Protokoll),
        (
            title(&format!(
                r"{BUDGET}(?:tillegg(?:sdokument|sbrev)?(?: nr\. ?\d+)? til|korrigering av|korrigert|rettelse til) (?:\w+ )?oppdrags(?:dokument(?:et)?|brev(?:et)?)\b"
            )),
            Kind::TilleggTilOppdragsdokument,
        ),
        (title(r"tilleggsdokument\b"), Kind::TilleggTilOppdragsdokument),
        (
            title(&format!(
                r"{BUDGET}(?:supplerende|supplerande|(?:tillegg(?:sbrev)?(?: nr\. ?\d+)? til|korrigering av|korrigert|rettelse til)(?: \w+)?) ?tildelingsbrev(?:et)?\b"
            )),
            Kind::SupplerendeTildelingsbrev,
        ),
        (
            title(&format!(r"{BUDGET}(?:oppdragsdokument|oppdragsbrev|oppdrag og bestilling|bestillerdokument|styringsdokument \d{{4}})\b")),
            Kind::Oppdragsdokument,
        ),
        (title(&format!(r"{BUDGET}(?:tildel(?:del)?ingsbrev|(?:tildeling|disponering) av (?:bevilgning|løyving)\w*)\b")), Kind::Tildelingsbrev),
    ]
});

/// How a title may begin, but for a number.
static STARTS: Beginnings = Beginnings::new(&[
    "endelig ",
    "foreløpig ",
    "førebels ",
    "utkast ",
    "revidert ",
    "ekstraordinært ",
    "møte",
    "protokoll",
    "referat",
    "statsbudsjettet ",
    "tillegg",
    "korriger",
    "rettelse ",
    "suppler",
    "oppdrag",
    "bestillerdokument",
    "styringsdokument",
    "tildel",
    "disponering",
]);

/// The longest title, in bytes.
const TITLE: usize = 240;

/// The family that a passage names, when it stands as a title.
pub(crate) fn of_title(para: &Para<'_>) -> Option<Kind> {
    let text = para.text();
    let standing = matches!(para.kind(), BlockKind::Heading { .. } | BlockKind::Paragraph) && para.passage.tiles.len() == 1;
    // A sentence that begins with the word, and a label, are no titles.
    if !standing || text.len() > TITLE || text.ends_with(['.', ':', ',', ';']) {
        return None;
    }
    if !text.starts_with(char::is_numeric) && !STARTS.begin(text) {
        return None;
    }
    TITLES.iter().find(|(title, _)| title.is_match(text)).map(|&(_, kind)| kind).filter(|_| !SENTENCE.is_match(text))
}

/// Finite verbs that make a title's words a sentence.
static SENTENCE: Lazy<Regex> =
    Lazy::new(|| pattern(r"(?i) (?:viser|syner|følger|følgjer|er|ble|vart|blir|skal|tildeles|gjelder|sendes|har|kan|må) "));

/// Whether the kind is a supplement to another letter.
pub(crate) const fn base_of(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::TilleggTilOppdragsdokument => Some(Kind::Oppdragsdokument),
        Kind::SupplerendeTildelingsbrev => Some(Kind::Tildelingsbrev),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{passages, scan};

    fn kind(text: &str) -> Option<Kind> {
        let blocks = scan(text);
        let mut paras = passages(text, &blocks).into_iter().map(Para::new);
        of_title(&paras.next()?)
    }

    #[test]
    fn titles_of_every_family() {
        for (text, expected) in [
            ("# **Protokoll fra foretaksmøte Eksempel SF 27. januar 2022**", Kind::Protokoll),
            ("Protokoll frå føretaksmøte i Helse Prøve HF", Kind::Protokoll),
            ("PROTOKOLL FRA EKSTRAORDINÆRT FORETAKSMØTE I PRØVE RHF", Kind::Protokoll),
            ("## Oppdragsdokument til Eksempel SF for 2023", Kind::Oppdragsdokument),
            ("STATSBUDSJETTET 2015 – OPPDRAGSBREV INNOVASJON", Kind::Oppdragsdokument),
            ("OPPDRAG OG BESTILLING 2011 FOR PRØVE HF", Kind::Oppdragsdokument),
            ("STYRINGSDOKUMENT 2003 PRØVE HF", Kind::Oppdragsdokument),
            ("## Tillegg til oppdragsdokument nr. 1", Kind::TilleggTilOppdragsdokument),
            ("Tillegg nr. 2 til oppdragsdokument 2024", Kind::TilleggTilOppdragsdokument),
            ("Korrigert oppdragsdokument for 2024", Kind::TilleggTilOppdragsdokument),
            ("Tildelingsbrev for 2015", Kind::Tildelingsbrev),
            ("Statsbudsjettet for 2012 kap. 260 - Tildelingsbrev for Prøve", Kind::Tildelingsbrev),
            ("Tildeldelingsbrev til Prøvedirektoratet for 2014", Kind::Tildelingsbrev),
            ("Disponering av bevilgning på kap 1510/post 01 for 2009", Kind::Tildelingsbrev),
            ("# Supplerende tildelingsbrev nr. 3 Prøvedirektoratet", Kind::SupplerendeTildelingsbrev),
            ("Supplerande tildelingsbrev nr. 1 for 2018", Kind::SupplerendeTildelingsbrev),
        ] {
            assert_eq!(kind(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn look_alikes_have_no_family() {
        for text in [
            "Protokoll fra styremøte i Prøve HF",
            "Instruks for Prøvedirektoratet",
            "Tilskuddsbrev 2020",
            "Tildelingsbrev følger vedlagt.",
            "Det vises til tildelingsbrev for 2026",
            "Endringer i tildelinger",
            "Styringsdokument for prosjektet",
            "Oppdrag",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
