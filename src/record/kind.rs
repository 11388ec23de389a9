//! Titles and the document families they tell.

use super::Para;
use super::pattern::{Beginnings, Opening, bare_words, is_one_of, pattern, words};
use crate::block::BlockKind;
use crate::model::Kind;

/// A family's titles, the more special first.
static TITLES: [(Opening, Kind); 6] = [
    (
        Opening::new(&["møteprotokoll ", "møtereferat ", "protokoll ", "referat "], || {
            pattern(r"(?i)^(?:møte)?(?:protokoll|referat) (?:fra|frå|for) (?:.* )?(?:foretaksmøte|føretaksmøte)")
        }),
        Kind::Protokoll,
    ),
    (
        Opening::new(&["tillegg", "korriger", "rettelse "], || {
            pattern(
                r"(?i)^(?:tillegg(?:sdokument|sbrev)?(?: nr\. ?[0-9]+)? til|korrigering av|korrigert|rettelse til) (?:[^ ]+ )?oppdrags(?:dokument(?:et)?|brev(?:et)?)\b",
            )
        }),
        Kind::TilleggTilOppdragsdokument,
    ),
    (Opening::new(&["tilleggsdokument"], || pattern(r"(?i)^tilleggsdokument\b")), Kind::TilleggTilOppdragsdokument),
    (
        Opening::new(&["suppler", "tillegg", "korriger", "rettelse "], || {
            pattern(
                r"(?i)^(?:supplerende|supplerande|(?:tillegg(?:sbrev)?(?: nr\. ?[0-9]+)? til|korrigering av|korrigert|rettelse til)(?: [^ ]+)?) ?tildelingsbrev(?:et)?\b",
            )
        }),
        Kind::SupplerendeTildelingsbrev,
    ),
    (
        Opening::new(&["oppdragsdokument", "oppdragsbrev", "oppdrag og ", "bestillerdokument", "styringsdokument "], || {
            pattern(r"(?i)^(?:oppdragsdokument|oppdragsbrev|oppdrag og bestilling|bestillerdokument|styringsdokument [0-9]{4})\b")
        }),
        Kind::Oppdragsdokument,
    ),
    (
        Opening::new(&["tildel", "disponering ", "iverks"], || {
            pattern(
                r"(?i)^(?:(?:iverksett(?:ings|els)e?s?brev|iverksetjingsbrev)\b|tildel(?:del)?ingsbrev\b|(?:tildeling|disponering) av (?:bevilgning|løyving))",
            )
        }),
        Kind::Tildelingsbrev,
    ),
];

/// Words before those of a title.
static LEAD: Beginnings = Beginnings::new(&["endelig ", "foreløpig ", "førebels ", "utkast til ", "revidert ", "ekstraordinært "]);
/// What a title may stand behind, with words between.
static BUDGET: Beginnings = Beginnings::new(&["statsbudsjettet "]);

/// The longest title, in bytes.
const TITLE: usize = 240;

/// The family that a passage names, when it stands as a title: at its start, or behind «Statsbudsjettet …».
pub(crate) fn of_title(para: &Para<'_>) -> Option<Kind> {
    let text = para.text();
    let standing = matches!(para.kind(), BlockKind::Heading { .. } | BlockKind::Paragraph) && para.passage.tiles.len() == 1;
    // A sentence that begins with the word, and a label, are no titles.
    if !standing || text.len() > TITLE || text.ends_with(['.', ':', ',', ';']) {
        return None;
    }
    let label = subject(text);
    let text = &text[label..];
    let mut title = text.trim_start_matches(|c: char| c.is_ascii_digit());
    title = if title.len() < text.len() { title.strip_prefix(' ').unwrap_or(text) } else { text };
    while let Some(rest) = LEAD.strip(title) {
        title = rest;
    }
    let kind = match BUDGET.strip(title) {
        Some(rest) => TITLES.iter().find(|(opening, _)| bare_words(rest).any(|(at, _)| opening.is_match(&rest[at..]))),
        None => TITLES.iter().find(|(opening, _)| opening.is_match(title)),
    };
    // The subject of a memo may begin with whose letter it is: «Emne: Prøvetilsynet – tildelingsbrev for 2026».
    let behind_dash = || [" – ", " - "].iter().find_map(|dash| title.split_once(dash)).map(|(_, rest)| rest);
    let dashed = || behind_dash().and_then(|rest| TITLES.iter().find(|(opening, _)| opening.is_match(rest)));
    let kind = if label > 0 { kind.or_else(dashed) } else { kind };
    kind.map(|(_, kind)| *kind).filter(|_| !is_sentence(text))
}

/// The length of the label before the title of a memo: «Sak: Tildelingsbrev for 2026».
pub(super) fn subject(text: &str) -> usize {
    const LABELS: &[&str] = &["Sak: ", "SAK: ", "Emne: ", "Gjelder: ", "Gjeld: "];
    LABELS.iter().find(|label| text.starts_with(**label)).map_or(0, |label| label.len())
}

/// The family of a title whose first word stands in a passage of its own: «PROTOKOLL», and below it «fra foretaksmøte i …».
pub(crate) fn of_broken_title(first: &Para<'_>, second: &Para<'_>) -> Option<Kind> {
    static BELOW: Opening = Opening::new(&["fra ", "frå ", "for ", "ordinært ", "ekstraordinært ", "foretaksmøte", "føretaksmøte"], || {
        pattern(r"(?i)^(?:(?:fra|frå|for) )?(?:[^ ]+ )?(?:foretaksmøte|føretaksmøte)(?:t|\b)")
    });
    let text = second.text();
    let begun = is_one_of(first.text(), &["protokoll", "møteprotokoll"]);
    let titled = begun && text.len() <= TITLE && second.passage.tiles.len() == 1 && !text.ends_with(['.', ':', ',', ';']);
    (titled && BELOW.is_match(text) && !is_sentence(text)).then_some(Kind::Protokoll)
}

/// Whether a finite verb among the words shows that they are a sentence.
fn is_sentence(text: &str) -> bool {
    const VERBS: &[&str] =
        &["viser", "syner", "følger", "følgjer", "er", "ble", "vart", "blir", "skal", "tildeles", "gjelder", "sendes", "har", "kan", "må"];
    let inner = text.rsplit_once(' ').map_or("", |(inner, _)| inner);
    words(inner).skip(1).any(|word| is_one_of(word, VERBS))
}

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
    use crate::source::Source;

    fn kind(text: &str) -> Option<Kind> {
        let source = Source::new(text);
        let blocks = scan(&source);
        let mut paras = passages(&source, &blocks).map(Para::new);
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
            ("Sak: Tildelingsbrev for 2015", Kind::Tildelingsbrev),
            ("Emne: Prøvetilsynet – tildelingsbrev for 2015", Kind::Tildelingsbrev),
            ("Emne: Prøvetilsynet - supplerende tildelingsbrev nr. 1", Kind::SupplerendeTildelingsbrev),
            ("Statsbudsjettet for 2012 kap. 260 - Tildelingsbrev for Prøve", Kind::Tildelingsbrev),
            ("Tildeldelingsbrev til Prøvedirektoratet for 2014", Kind::Tildelingsbrev),
            ("Iverksettingsbrev for forsvarssektoren 2026", Kind::Tildelingsbrev),
            ("Iverksettingsbrev og tildelingsbrev for 2026 til Prøven", Kind::Tildelingsbrev),
            ("Disponering av bevilgning på kap 1510/post 01 for 2009", Kind::Tildelingsbrev),
            ("# Supplerende tildelingsbrev nr. 3 Prøvedirektoratet", Kind::SupplerendeTildelingsbrev),
            ("Supplerande tildelingsbrev nr. 1 for 2018", Kind::SupplerendeTildelingsbrev),
        ] {
            assert_eq!(kind(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_title_may_break_behind_its_first_word() {
        let broken = |text: &str| {
            let source = Source::new(text);
            let blocks = scan(&source);
            let paras: Vec<Para<'_>> = passages(&source, &blocks).map(Para::new).collect();
            let [first, second] = paras.as_slice() else { return None };
            of_broken_title(first, second)
        };
        for text in ["# PROTOKOLL\n\n## frå ordinært føretaksmøte i Prøve SF", "Protokoll\n\nForetaksmøte i Prøve SF 12. februar 2015"] {
            assert_eq!(broken(text), Some(Kind::Protokoll), "{text}");
        }
        for text in
            ["# PROTOKOLL\n\nfra styremøte i Prøve SF", "Protokoll\n\nForetaksmøtet ble holdt i Oslo", "Vedtak\n\nfra foretaksmøte i Prøve SF"]
        {
            assert_eq!(broken(text), None, "{text}");
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
            "Emne: Prøvetilsynet – møte om tildelingsbrev",
            "Prøvetilsynet – tildelingsbrev følger vedlagt",
            "Styringsdokument for prosjektet",
            "Oppdrag",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }
}
