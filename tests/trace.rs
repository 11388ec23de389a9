//! The debug view: every record has a rule that made it, and every rule is used.

mod common;

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use common::records::records;
use common::{assert_none, files_below, fixtures, package_folder};
use regex::Regex;
use styringsdokument::{Firing, Options, parse, plain_text, trace};

/// Rules that fire in no fixture: the rule, the words it reads, and a letter with these words.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "budget/counterpart",
        "Kap. 583 post 21 reduseres med 3 mill. kroner, mot en tilsvarende økning på post 70.",
        "# Supplerende tildelingsbrev nr. 2 for 2026\n\nKap. 583 post 21 reduseres med 3 mill. kroner, mot en tilsvarende økning på post 70.\n",
    ),
    ("header/case-label", "25/1234-5", "# Protokoll fra foretaksmøte i Prøve HF\n\nSaksnummer: 25/1234-5\n\nForetaksmøtet ble holdt 1. juni 2025.\n"),
    (
        "header/signing-date",
        "14. januar 2025",
        "# Oppdragsdokument 2025\n\n## Oppdrag\n\nPrøve HF skal levere en plan.\n\n- A\n\n- B\n\nPlanen skal være kort.\n\nOslo, 14. januar 2025\n\nKari Nordby\n\nstatsråd\n",
    ),
    (
        "parties/place-of-sender",
        "Kunnskapsdepartementet",
        "# Tildelingsbrev for 2026 til Prøvedirektoratet\n\nOslo/Kunnskapsdepartementet, 9. januar 2026. Saksnr. 25/1234\n\nTekst.\n",
    ),
    (
        "budget/share-row",
        "Ensemblet 12 345",
        "# Tildelingsbrev 2026 til Prøven\n\nTilskuddet på kap. 323, post 78 fordeles slik (i 1 000 kroner):\n\n| Mottaker | Beløp |\n|---|---|\n| Ensemblet | 12 345 |\n| Scenen | 4 500 |\n",
    ),
    (
        "meeting/enterprise-of-party",
        "Prøve HF",
        "PROTOKOLL FRA FORETAKSMØTE\n\nTil stede fra eier, Prøve Vest RHF:\n   Kari Nordby (styreleder)\n\nTil stede fra Prøve HF:\n   Ola Vik (styreleder)\n\nSak 1 Dagsorden\n\nMøtet ble åpnet.\n",
    ),
    (
        "indicator/listed-line",
        "Delen av sakene som er ferdige",
        "# Tildelingsbrev 2025\n\nStyringsparametrar:\n    Delen av sakene som er ferdige\n    Talet på tilsyn\n",
    ),
    (
        "meeting/held-at",
        "departementets lokaler",
        "# Protokoll fra foretaksmøte i Prøve HF\n\nDet ble holdt foretaksmøte i Prøve HF 1. juni 2025. Møtet ble avholdt i departementets lokaler.\n",
    ),
    (
        "agenda/entry-line",
        "Saksnr. 2: Budsjett",
        "# Protokoll fra foretaksmøte i Prøve HF\n\n**Dagsorden**\n\nSaksnr. 1: Konstituering\nSaksnr. 2: Budsjett\n",
    ),
    (
        "deadline/delivery-column",
        "1 Direktoratet skal lage en plan. Plan: 1. juni 2026",
        "# Tildelingsbrev 2026\n\n| Nr | Oppdrag | Leveranse |\n|---|---|---|\n| 1 | Direktoratet skal lage en plan. | Plan: 1. juni 2026 |\n",
    ),
    (
        "goal/announced-heading",
        "2.1 Kortere ventetid",
        "# Tildelingsbrev 2026\n\n## 2 Mål for 2026\n\nDe overordnede målene er:\n\n### 2.1 Kortere ventetid\n\nTekst.\n\n### 2.2 Bedre tjenester\n\nTekst.\n",
    ),
    ("agenda/heading", "Sak 1 Konstituering", "# Protokoll fra foretaksmøte i Prøve HF\n\n## Sak 1 Konstituering\n\nTekst.\n"),
    (
        "budget/led-in",
        "2 mill. kroner til opplæring",
        "# Tildelingsbrev for 2026\n\n## Kap. 760, post 21\n\nDirektoratet tildeles:\n\n- 2 mill. kroner til opplæring\n",
    ),
    (
        "budget/authority-row",
        "Inngå forpliktelser på kap. 760, post 45 15 mill. kroner",
        "# Tildelingsbrev for 2026\n\n| Fullmakt | Beløp |\n|---|---|\n| Inngå forpliktelser på kap. 760, post 45 | 15 mill. kroner |\n",
    ),
    (
        "budget/explains-row",
        "Kap. 760, post 21 er økt med 2 mill. kroner til opplæring.",
        "# Tildelingsbrev for 2026\n\n| Kap. | Post | Beløp (i 1 000 kroner) |\n|---|---|---|\n| 760 | 21 | 9 000 |\n\nKap. 760, post 21 er økt med 2 mill. kroner til opplæring.\n",
    ),
    (
        "budget/share-in-cell",
        "760 21 Drift, hvorav 4 mill. kroner til kart 9 000",
        "# Tildelingsbrev for 2026\n\n| Kap. | Post | Navn | Beløp i 1000 kroner |\n|---|---|---|---|\n| 760 | 21 | Drift, hvorav 4 mill. kroner til kart | 9 000 |\n",
    ),
    (
        "budget/correction",
        "Korrekt tildeling på kap. 760, post 21 skal være 2 mill. kroner.",
        "# Tildelingsbrev for 2026\n\nKorrekt tildeling på kap. 760, post 21 skal være 2 mill. kroner.\n",
    ),
    (
        "budget/loose-row",
        "760 21 Spesielle driftsutgifter 1 200",
        "# Tildelingsbrev for 2026\n\nBevilgning (i 1000 kroner)\n\nKap. Post Betegnelse Sum\n\n760 21 Spesielle driftsutgifter 1 200\n",
    ),
    (
        "budget/move",
        "5 mill. kroner flyttes fra kap. 740, post 21 til kap. 740, post 70.",
        "# Tildelingsbrev for 2026\n\n5 mill. kroner flyttes fra kap. 740, post 21 til kap. 740, post 70.\n",
    ),
    (
        "budget/prose-authority",
        "Direktoratet får fullmakt til å pådra forpliktelser for 3 mill. kroner på kap. 760, post 21.",
        "# Tildelingsbrev for 2026\n\nDirektoratet får fullmakt til å pådra forpliktelser for 3 mill. kroner på kap. 760, post 21.\n",
    ),
    (
        "budget/repeats-row",
        "Direktoratet tildeles 1,2 mill. kroner på kap. 760, post 21.",
        "# Tildelingsbrev for 2026\n\n| Kap. | Post | Beløp (i kroner) |\n|---|---|---|\n| 760 | 21 | 1 200 000 |\n\nDirektoratet tildeles 1,2 mill. kroner på kap. 760, post 21.\n",
    ),
    (
        "goal/numbered-line",
        "Hovedmål 1: Prøvene er trygge",
        "# Tildelingsbrev for 2026\n\n## Mål\n\nHovedmål 1: Prøvene er trygge\nHovedmål 2: Prøvene er raske\n",
    ),
    ("deadline/listed-day", "12. februar", "# Tildelingsbrev for 2026\n\nOppfølgingsmøter i 2026:\n\n- 12. februar\n- 20. mai (felles)\n"),
    ("budget/statement", "Kap. 700, post 01: kr 14 902 000", "# Tildelingsbrev for 2026\n\nKap. 700, post 01: kr 14 902 000\n"),
    (
        "goal/below-heading",
        "Ventetiden skal gå ned.",
        "# Tildelingsbrev for 2026\n\n## Mål\n\nVentetiden skal gå ned.\n\n## Rapportering\n\nTilsynet skal rapportere.\n",
    ),
    ("deadline/in-meeting", "2. tertial", "# Tildelingsbrev for 2026\n\nTilsynet skal rapportere om tiltakene i felles møte i 2. tertial.\n"),
    ("deadline/asked-for", "1. juni", "# Tildelingsbrev for 2026\n\nDepartementet ber om en statusrapport 1. juni.\n"),
    ("deadline/at-once", "snarest", "# Tildelingsbrev for 2026\n\nDirektoratet skal melde avvik snarest.\n"),
    ("deadline/beside-name", "Årsrapport: 15. mars", "# Tildelingsbrev for 2026\n\n## Rapportering\n\nÅrsrapport: 15. mars\n"),
    ("deadline/held", "4. juni", "# Tildelingsbrev for 2026\n\nEtatsstyringsmøtet er 4. juni.\n"),
    ("deadline/reported-as-of", "2. tertial", "# Tildelingsbrev for 2026\n\nDirektoratet skal rapportere per 2. tertial.\n"),
    ("deadline/first-time", "1. juni 2026", "# Tildelingsbrev for 2026\n\nPrøvetilsynet skal rapportere tertialvis, første gang 1. juni 2026.\n"),
    ("deadline/delivery", "1. juni", "# Tildelingsbrev for 2026\n\nRapporten leveres 1. juni.\n"),
    ("deadline/occasion", "innen påske", "# Tildelingsbrev for 2026\n\nDirektoratet skal sende en plan innen påske.\n"),
    ("deadline/open", "frist avtales nærmere", "# Tildelingsbrev for 2026\n\nEndelig frist avtales nærmere.\n"),
    (
        "decision/list",
        "1. Regnskapet godkjennes. 2. Budsjettet tas til etterretning.",
        "# Protokoll fra foretaksmøte i Prøve HF\n\n## Sak 1 Regnskap\n\nForetaksmøtet vedtok:\n\n1. Regnskapet godkjennes.\n2. Budsjettet tas til etterretning.\n",
    ),
    ("header/lone-date", "5. januar 2026", "Tildelingsbrev for 2026\n\nOslo, 5. januar 2026\n\nDepartementet ber om en plan.\n"),
    (
        "indicator/cell",
        "Andel saker innen frist",
        "# Tildelingsbrev for 2026\n\n| Styringsparameter | Resultat |\n|---|---|\n| Andel saker innen frist | 90 |\n",
    ),
    ("indicator/line", "Styringsparameter 2: Andel saker innen frist", "# Tildelingsbrev for 2026\n\nStyringsparameter 2: Andel saker innen frist\n"),
    ("layout/inner-heading", "Bakgrunn", "# Tildelingsbrev for 2026\n\n## TB2026-01 Plan\n\n### Bakgrunn\n\nTekst.\n"),
    ("mandate/announced", "TB2026-61 (unntatt offentlighet)", "# Tildelingsbrev for 2026\n\n## Oppdrag\n\n- TB2026-61 (unntatt offentlighet)\n"),
    (
        "mandate/detailed-elsewhere",
        "TB2026-01 Plan for opplæring",
        "# Tildelingsbrev for 2026\n\n## Oppdrag\n\n- TB2026-01 Plan for opplæring\n\n## TB2026-01 Plan for opplæring\n\nDirektoratet skal lage en plan.\n",
    ),
    ("mandate/labelled", "Oppdrag 1: Direktoratet skal lage en plan.", "# Tildelingsbrev for 2026\n\nOppdrag 1: Direktoratet skal lage en plan.\n"),
    (
        "mandate/labelled-row",
        "Oppdrag 1 Direktoratet skal lage en plan.",
        "# Tildelingsbrev for 2026\n\n| Oppdrag 1 | Direktoratet skal lage en plan. |\n|---|---|\n",
    ),
    (
        "mandate/table-row",
        "TB2026-17 Kart over tjenester",
        "# Tildelingsbrev for 2026\n\n| Nr. | Oppdrag |\n|---|---|\n| TB2026-17 | Kart over tjenester |\n",
    ),
    (
        "mandate/withdrawn",
        "Oppdrag TB2026-15 Kart over tjenester utgår.",
        "# Tildelingsbrev for 2026\n\nOppdrag TB2026-15 Kart over tjenester utgår.\n",
    ),
    ("meeting/date-in-title", "27. januar 2022", "# Protokoll fra foretaksmøte i Prøve HF 27. januar 2022\n"),
    ("parties/address-in-line", "Prøvedirektoratet", "Prøvedirektoratet Postboks 1 0030 Oslo\n\n# Tildelingsbrev for 2026\n\nTekst.\n"),
    (
        "parties/as-written",
        "Prøvedirektoratet",
        "# TILDELINGSBREV FOR 2026 TIL PRØVEDIREKTORATET\n\nDepartementet ber Prøvedirektoratet om en plan.\n",
    ),
    ("parties/beside-title", "Helse Prøve RHF", "# Oppdragsdokument 2026\n\n## Helse Prøve RHF\n\nTekst.\n"),
    ("parties/beside-title", "Helse Prøve RHF", "## Helse Prøve RHF\n\n# Oppdragsdokument 2026\n\nHelse Prøve RHF skal spare.\n"),
    (
        "parties/budget-owner",
        "Kunnskapsdepartementet",
        "# Tildelingsbrev for 2026\n\nStortinget har vedtatt Prop. 1 S (2025–2026) for Kunnskapsdepartementet.\n",
    ),
    ("parties/crest", "Kunnskapsdepartementet", "Det kongelige Kunnskapsdepartementet\n\n# Tildelingsbrev for 2026\n\nTekst.\n"),
    ("parties/in-title", "Prøvedirektoratet", "# Tildelingsbrev til Prøvedirektoratet for 2026\n\nTekst.\n"),
    ("parties/memo", "Prøve HF", "Til: Prøve HF\n\nFra: Prøve RHF\n\n# Oppdragsdokument for 2026\n\nTekst.\n"),
    ("parties/enclosed", "Prøvedepartementet", "Vedlegg Prøvedepartementet\n\n# Tildelingsbrev for 2026\n\nTekst.\n"),
    (
        "budget/row-by-column",
        "226 228 01 70 Drift Tilskudd 7,5",
        "# Tildelingsbrev for 2026\n\nAlle beløp i mill. kroner:\n\nKap. Post Betegnelse Sum\n\n226 228\n\n01 70\n\nDrift Tilskudd\n\n7,5 8,5\n",
    ),
    (
        "header/title-page",
        "Orientering om statsbudsjettet 2026",
        "Orientering om\n\nstatsbudsjettet 2026\n\n(2)\n\nOrientering om statsbudsjettet 2026\n\nTekst.\n",
    ),
    ("header/year-of-heading", "2026", "# Tildelingsbrev til Prøvetilsynet\n\n## Budsjettramme for 2026\n\nTekst.\n"),
    ("parties/regional-owner", "Helse Prøve RHF", "# Oppdragsdokument til Eksempel HF for 2026\n\nHelse Prøve RHF eier foretaket.\n"),
];

fn firings(text: &str) -> Vec<Firing> {
    trace(text, &Options::default())
}

/// How the rules begin that make records of a class.
fn rules_of(class: &str) -> &'static [&'static str] {
    match class {
        "evidence" => &["header/", "parties/", "meeting/"],
        "section" => &["layout/"],
        "agenda_item" => &["agenda/"],
        "decision" => &["decision/"],
        "participant" => &["participant/"],
        "signatory" => &["signatory/"],
        "goal" => &["goal/"],
        "indicator" => &["indicator/"],
        "mandate" => &["mandate/"],
        "mandate part" => &["mandate/part"],
        "budget_line" => &["budget/"],
        "deadline" => &["deadline/"],
        "obligation" => &["obligation/"],
        "amount" => &["amount/"],
        "reference" => &["reference/"],
        "check" => &["check/"],
        _ => &[],
    }
}

/// The names of rules in the sources.
fn named() -> Result<BTreeSet<String>> {
    let name = Regex::new(r#""([a-z]+/[a-z]+(?:-[a-z]+)*)""#)?;
    let mut named = BTreeSet::new();
    for path in files_below(&package_folder().join("src"), &["rs"])? {
        let path = path.strip_prefix(package_folder())?;
        if path.starts_with("src/record") || path.starts_with("src/check") {
            let source = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
            named.extend(name.captures_iter(&source).map(|c| c[1].to_owned()));
        }
    }
    Ok(named)
}

#[test]
fn every_record_has_its_rule() {
    let mut orphans = Vec::new();
    for (name, text) in fixtures().iter().map(|f| (f.name.as_str(), f.text.as_str())).chain(OTHERS.iter().map(|(rule, _, text)| (*rule, *text))) {
        let firings = firings(text);
        for (class, record) in parse(text).documents.iter().flat_map(records) {
            let rules = rules_of(class);
            let made = |f: &Firing| f.span == record.span() && rules.iter().any(|rule| f.rule.starts_with(rule));
            if !firings.iter().any(made) {
                orphans.push(format!("{name}:{}: no rule made the {class} «{}»", record.line(), record.text()));
            }
        }
    }
    assert_none(&orphans);
}

#[test]
fn every_diagnostic_has_its_rule() {
    let mut orphans = Vec::new();
    for fixture in fixtures() {
        let firings = firings(&fixture.text);
        for diagnostic in parse(&fixture.text).diagnostics.iter().filter(|d| d.document.is_some()) {
            let code = serde_json::to_value(diagnostic.code).unwrap_or_default();
            let rule = format!("diagnostic/{}", code.as_str().unwrap_or_default());
            if !firings.iter().any(|f| f.rule == rule && Some(f.span) == diagnostic.span) {
                orphans.push(format!("{}: no rule said «{}»", fixture.name, diagnostic.message));
            }
        }
    }
    assert_none(&orphans);
}

#[test]
fn every_rule_fires() -> Result<()> {
    let named = named()?;
    let fixtures = fixtures();
    let texts = fixtures.iter().map(|fixture| fixture.text.as_str()).chain(OTHERS.iter().map(|(.., letter)| *letter));
    let fired: BTreeSet<String> = texts.flat_map(firings).map(|f| f.rule.to_owned()).collect();
    let dead = named.difference(&fired).map(|rule| format!("{rule} fires nowhere; give it a text in OTHERS, or take it away"));
    // Those of diagnostics are judged with the diagnostics.
    let nameless = fired
        .difference(&named)
        .filter(|rule| !rule.starts_with("diagnostic/"))
        .map(|rule| format!("{rule} is no name: a class, a slash, and words in small letters with hyphens"));
    assert_none(&dead.chain(nameless).collect::<Vec<_>>());
    Ok(())
}

#[test]
fn rules_read_their_words() {
    let mut unread = Vec::new();
    for (rule, words, letter) in OTHERS {
        let read: Vec<(&str, String)> = firings(letter).into_iter().map(|f| (f.rule, f.text)).collect();
        if !read.iter().any(|(name, text)| name == rule && text == words) {
            unread.push(format!("{rule} does not read «{words}», but {read:?}"));
        }
    }
    assert_none(&unread);
}

#[test]
fn firings_stand_in_order_with_line_and_words() {
    for fixture in fixtures() {
        let firings = firings(&fixture.text);
        for f in &firings {
            assert_eq!(f.line, fixture.text[..f.span.start].matches('\n').count() + 1, "{}: {f:?}", fixture.name);
            assert_eq!(f.text, plain_text(&fixture.text, &[f.span]), "{}", fixture.name);
        }
        assert!(firings.is_sorted_by_key(|f| f.span.start), "{}", fixture.name);
    }
}
