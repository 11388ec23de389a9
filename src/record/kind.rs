//! Titles and the document families they tell.

use super::Para;
use super::pattern::{Beginnings, bare_words, begins_with, ends_word, is_one_of, split_digits, strip, words};
use crate::block::BlockKind;
use crate::lexicon::{floor, same_end};
use crate::model::Kind;

/// How titles begin.
static TITLES: Beginnings = Beginnings::new(&[
    "foretaksmøte ",
    "føretaksmøte ",
    "møteprotokoll ",
    "møtereferat ",
    "protokoll ",
    "referat ",
    "tillegg",
    "korriger",
    "rettelse ",
    "suppler",
    "oppdrag",
    "bestillerdokument",
    "styringsdokument ",
    "tildel",
    "disponering ",
    "iverks",
]);

/// Whether a title is one of a family's.
type Test = fn(&str) -> bool;

/// What tells a family by its titles, the more special first.
const FAMILIES: [(Test, Kind); 5] = [
    (is_minutes, Kind::Protokoll),
    (is_assignment_supplement, Kind::TilleggTilOppdragsdokument),
    (is_allocation_supplement, Kind::SupplerendeTildelingsbrev),
    (is_assignment, Kind::Oppdragsdokument),
    (is_allocation, Kind::Tildelingsbrev),
];

/// The place among [`FAMILIES`] of the one that a title names where it begins with its word.
fn named(title: &str) -> Option<usize> {
    if TITLES.begin(title) { FAMILIES.iter().position(|(is, _)| is(title)) } else { None }
}

/// «Protokoll fra ekstraordinært foretaksmøte …», «Foretaksmøte i … – protokoll»
fn is_minutes(title: &str) -> bool {
    let meeting = |word| begins_with(word, &["foretaksmøte", "føretaksmøte"]);
    let minutes = strip(strip(title, &["møte"]).unwrap_or(title), &["protokoll ", "referat "]);
    let of = minutes.and_then(|rest| strip(rest, &["fra ", "frå ", "for ", "– ", "- "]));
    of.is_some_and(|of| words(of).any(meeting)) || (meeting(title) && same_end(title, "protokoll"))
}

/// What stands behind the words for a supplement to another letter: «tillegg nr. 2 til», «korrigert».
fn supplement<'t>(title: &'t str, forms: &[&str]) -> Option<&'t str> {
    let Some(rest) = strip(title, forms) else { return strip(title, &["korrigering av", "korrigert", "rettelse til"]) };
    let numbered = strip(rest, &[" nr. ", " nr."]).map(split_digits).filter(|(digits, _)| !digits.is_empty());
    strip(numbered.map_or(rest, |(_, rest)| rest), &[" til"])
}

/// «Tillegg nr. 1 til revidert oppdragsdokument», «Tilleggsdokument»
fn is_assignment_supplement(title: &str) -> bool {
    let own = || strip(title, &["tilleggsdokument"]).is_some_and(ends_word);
    let noun = |rest| strip(rest, &["oppdrags"]).and_then(|rest| strip(rest, &["dokument", "brev"])).is_some_and(is_noun_end);
    let to = supplement(title, &["tilleggsdokument", "tilleggsbrev", "tillegg"]).and_then(|rest| rest.strip_prefix(' '));
    // One word may stand between.
    to.is_some_and(|to| noun(to) || to.split_once(' ').is_some_and(|(word, rest)| !word.is_empty() && noun(rest))) || own()
}

/// «Supplerende tildelingsbrev nr. 1», «Tillegg til endelig tildelingsbrev»
fn is_allocation_supplement(title: &str) -> bool {
    let spaced = |rest: &str| strip(rest.strip_prefix(' ').unwrap_or(rest), &["tildelingsbrev"]).is_some_and(is_noun_end);
    if let Some(rest) = strip(title, &["supplerende", "supplerande"]) {
        return spaced(rest);
    }
    let Some(to) = supplement(title, &["tilleggsbrev", "tillegg"]) else { return false };
    // One word may stand between, or the first part of a compound.
    let beyond = |to: &str| (1..=to.find(' ').unwrap_or(to.len())).any(|at| to.is_char_boundary(at) && spaced(&to[at..]));
    spaced(to) || to.strip_prefix(' ').is_some_and(beyond)
}

/// Whether a noun may end before `rest`, with its article or without.
fn is_noun_end(rest: &str) -> bool {
    ends_word(strip(rest, &["et"]).unwrap_or(rest))
}

/// «Oppdragsdokument 2024», «Styringsdokument 2003»
fn is_assignment(title: &str) -> bool {
    let year = |rest: &str| split_digits(rest).0.len() == 4 && ends_word(&rest[4..]);
    strip(title, &["oppdragsdokument", "oppdragsbrev", "oppdrag og bestilling", "bestillerdokument"]).is_some_and(ends_word)
        || strip(title, &["styringsdokument "]).is_some_and(year)
}

/// «Tildelingsbrev 2024», «Iverksettingsbrev», «Disponering av bevilgning»
fn is_allocation(title: &str) -> bool {
    const LETTERS: &[&str] = &[
        "tildelingsbrev",
        "tildeldelingsbrev",
        "iverksettingsbrev",
        "iverksettingssbrev",
        "iverksettingsebrev",
        "iverksettingsesbrev",
        "iverksettelsesbrev",
        "iverksettelsebrev",
        "iverksettelsbrev",
        "iverksettelssbrev",
        "iverksetjingsbrev",
    ];
    strip(title, LETTERS).is_some_and(ends_word)
        || strip(title, &["tildeling av ", "disponering av "]).is_some_and(|what| begins_with(what, &["bevilgning", "løyving"]))
}

/// Words before those of a title.
static LEAD: Beginnings = Beginnings::new(&["endelig ", "foreløpig ", "førebels ", "utkast til ", "revidert ", "ordinært ", "ekstraordinært "]);
/// What a title may stand behind, with words between.
static BUDGET: Beginnings = Beginnings::new(&["statsbudsjettet "]);

/// The longest title, in bytes.
const TITLE: usize = 240;

/// The family that a passage names, when it stands as a title: at its start, or behind «Statsbudsjettet …».
pub(crate) fn of_title(para: &Para<'_>) -> Option<Kind> {
    title_of(para, para.is_heading())
}

/// The family of a title with nothing but a letter's head above it, which may begin with whose letter it is without being a heading.
pub(crate) fn of_first_title(para: &Para<'_>) -> Option<Kind> {
    title_of(para, true)
}

/// The family that a passage names, behind a dash too where that is no line of a list.
fn title_of(para: &Para<'_>, dashed: bool) -> Option<Kind> {
    let text = para.text();
    let standing = matches!(para.kind(), BlockKind::Heading { .. } | BlockKind::Paragraph) && para.passage.tiles.len() == 1;
    // A sentence that begins with the word, and a label, are no titles.
    if text.len() > TITLE || ends_clause(text) || !standing {
        return None;
    }
    let label = subject(text);
    let text = &text[label..];
    let (number, behind) = split_digits(text);
    let mut title = if number.is_empty() { text } else { behind.strip_prefix(' ').unwrap_or(text) };
    while let Some(rest) = LEAD.strip(title) {
        title = rest;
    }
    // The subject of a memo may begin with whose letter it is: «Emne: Prøvetilsynet – tildelingsbrev for 2026».
    let behind_dash = || [" – ", " - "].iter().find_map(|dash| title.split_once(dash)).and_then(|(_, rest)| family(rest));
    let found = family(title).or_else(|| if dashed || label > 0 { behind_dash() } else { None });
    found.filter(|_| !is_sentence(text)).map(|family| FAMILIES[family].1)
}

/// The place among [`FAMILIES`] of the one that a title names at its start or behind «Statsbudsjettet …».
fn family(title: &str) -> Option<usize> {
    match BUDGET.strip(title) {
        Some(rest) => bare_words(rest).filter_map(|(at, _)| named(&rest[at..])).min(),
        None => named(title),
    }
}

/// Whether a text ends as a sentence, a label or a part of a sentence does, and no title.
fn ends_clause(text: &str) -> bool {
    matches!(text.as_bytes().last(), Some(b'.' | b':' | b',' | b';'))
}

/// The length of the label before the title of a memo: «Sak: Tildelingsbrev for 2026».
pub(super) fn subject(text: &str) -> usize {
    const LABELS: &[&str] = &["Sak: ", "SAK: ", "Emne: ", "Gjelder: ", "Gjeld: "];
    if !matches!(text.as_bytes().first(), Some(b'S' | b'E' | b'G')) {
        return 0;
    }
    LABELS.iter().find(|label| text.starts_with(**label)).map_or(0, |label| label.len())
}

/// The family of a title whose first word stands in a passage of its own: «PROTOKOLL», and below it «fra foretaksmøte i …».
pub(crate) fn of_broken_title(first: &Para<'_>, second: &Para<'_>) -> Option<Kind> {
    let text = second.text();
    let begun = is_one_of(first.text(), &["protokoll", "møteprotokoll"]);
    let titled = begun && text.len() <= TITLE && second.passage.tiles.len() == 1 && !ends_clause(text);
    (titled && is_of_meeting(text) && !is_sentence(text)).then_some(Kind::Protokoll)
}

/// The family of a title that is no more than a word, «Protokoll», above a sentence that tells of the meeting: «Den 15. januar ble det avholdt
/// foretaksmøte i …».
pub(crate) fn of_bare_title(title: &Para<'_>, below: &[Para<'_>]) -> Option<Kind> {
    /// Where the sentence has named the meeting, in bytes.
    const OPENING: usize = 200;
    let tells = |para: &Para<'_>| {
        let opening = &para.text()[..floor(para.text(), OPENING)];
        para.kind() == BlockKind::Paragraph && words(opening).any(|word| begins_with(word, &["foretaksmøte", "føretaksmøte"]))
    };
    (is_one_of(title.text(), &["protokoll", "møteprotokoll"]) && below.iter().any(tells)).then_some(Kind::Protokoll)
}

/// «fra ordinært foretaksmøte i …», «Føretaksmøte i …»
fn is_of_meeting(text: &str) -> bool {
    let meeting = |text: &str| strip(text, &["foretaksmøte", "føretaksmøte"]).is_some_and(|rest| rest.starts_with(['t', 'T']) || ends_word(rest));
    match strip(text, &["fra ", "frå ", "for "]) {
        Some(rest) => meeting(rest) || rest.split_once(' ').is_some_and(|(word, rest)| !word.is_empty() && meeting(rest)),
        None => meeting(strip(text, &["ordinært ", "ekstraordinært "]).unwrap_or(text)),
    }
}

/// Whether a finite verb among the words shows that they are a sentence.
fn is_sentence(text: &str) -> bool {
    static VERBS: Beginnings = Beginnings::new(&[
        "viser", "syner", "følger", "følgjer", "er", "ble", "vart", "blir", "skal", "tildeles", "gjelder", "sendes", "har", "kan", "må",
    ]);
    let inner = text.rsplit_once(' ').map_or("", |(inner, _)| inner);
    words(inner).skip(1).any(|word| VERBS.has(word))
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
            ("Protokoll – ordinært foretaksmøte i Prøve RHF", Kind::Protokoll),
            ("Foretaksmøte i Prøve SF – protokoll", Kind::Protokoll),
            ("Ordinært føretaksmøte i Prøve SF 16. juni 2022 - PROTOKOLL", Kind::Protokoll),
            ("# Prøve SF – protokoll fra foretaksmøte 16. juni 2022", Kind::Protokoll),
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
    fn a_first_title_may_begin_with_whose_letter_it_is() {
        let first = |text: &str| {
            let source = Source::new(text);
            let blocks = scan(&source);
            of_first_title(&passages(&source, &blocks).map(Para::new).next()?)
        };
        for (text, expected) in [
            ("Prøvefondet – tillegg nr. 2 til oppdragsbrev for 2016 – revidert budsjett", Some(Kind::TilleggTilOppdragsdokument)),
            ("Prøverådet - statsbudsjettet 2016 - tildelingsbrev", Some(Kind::Tildelingsbrev)),
            ("Prøvetilsynet – tildelingsbrev følger vedlagt", None),
            ("Prøvetilsynet – møte om tildelingsbrev", None),
        ] {
            assert_eq!(first(text), expected, "{text}");
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
            "Foretaksmøte i Prøve SF",
            "Prøve SF – protokoll fra foretaksmøte 16. juni 2022",
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
