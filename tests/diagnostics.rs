//! Every diagnostic that a letter by itself can call for: small invented letters that must give it, on the right line and with the right
//! severity, and near misses that must not.

use styringsdokument::{CheckKind, CheckStatus, Code, Options, Severity, parse, parse_bytes, trace};

/// The opening of an invented letter; what follows begins on line 5.
const BASE: &str = "# Tildelingsbrev for 2026 til Prøvedirektoratet\n\nDato: 5. januar 2026\n\n";
const SUPPLEMENT: &str = "# Supplerende tildelingsbrev nr. 2 for 2026 til Prøvedirektoratet\n\nDato: 5. mai 2026\n\n";

/// The lines of the diagnostics of a code; each has the severity and is noted in the trace.
#[track_caller]
fn lines(text: &str, code: Code, severity: Severity) -> Vec<usize> {
    let found: Vec<_> = parse(text).diagnostics.into_iter().filter(|d| d.code == code).collect();
    let firings = trace(text, &Options::default());
    let rule = format!("diagnostic/{}", code.name());
    let traced = |span| firings.iter().any(|f| f.rule == rule && Some(f.span) == span);
    assert!(found.iter().all(|d| traced(d.span)), "{rule} is not in the trace of every one of {found:?}");
    assert!(found.iter().all(|d| d.severity == severity), "{code:?} has another severity: {found:?}");
    found.into_iter().filter_map(|d| d.line).collect()
}

#[track_caller]
fn gives(code: Code, severity: Severity, opening: &str, body: &str, expected: &[usize]) {
    let text = format!("{opening}{body}");
    assert_eq!(lines(&text, code, severity), expected, "{} in\n{text}\n{:#?}", code.name(), parse(&text).diagnostics);
}

#[track_caller]
fn keeps_quiet(code: Code, opening: &str, bodies: &[&str]) {
    for body in bodies {
        gives(code, code.severity(), opening, body, &[]);
    }
}

#[test]
fn section_number_repeated() {
    use Code::SectionNumberRepeated as CODE;
    gives(CODE, Severity::Warning, BASE, "## 1. Innledning\n\nTekst.\n\n## 2. Mål\n\nTekst.\n\n## 2. Rapportering\n\nTekst.\n", &[13]);
    gives(CODE, Severity::Warning, BASE, "## 3. Krav\n\n### 3.1 Drift\n\nTekst.\n\n### 3.2 Lån\n\nTekst.\n\n### 3.1 Fond\n\nTekst.\n", &[15]);
    gives(CODE, Severity::Warning, BASE, "## E. Drift\n\nTekst.\n\n## F. Lån\n\nTekst.\n\n## F. Fond\n\nTekst.\n\n## G. Anna\n\nTekst.\n", &[13]);
    keeps_quiet(
        CODE,
        BASE,
        &[
            // Each part counts its own sections.
            "## Del I Mål\n\n### 1. Drift\n\nTekst.\n\n### 2. Lån\n\nTekst.\n\n## Del II Krav\n\n### 1. Fond\n\nTekst.\n\n### 2. Tilsyn\n\nTekst.\n",
            // An annex counts again on the same level.
            "## 1. Drift\n\nTekst.\n\n## 2. Lån\n\nTekst.\n\n## Vedlegg\n\nTekst.\n\n## 1. Fond\n\nTekst.\n\n## 2. Tilsyn\n\nTekst.\n",
            // A heading said again on the next page.
            "## 1. Drift\n\nTekst.\n\n## 2. Lån\n\nTekst.\n\n## 2. Lån\n\nTekst.\n",
            // A contents page whose lines ran together.
            "## 1. INNLEDNING MÅL OG KRAV RAPPORTERING\n\n## 1. Innledning\n\nTekst.\n\n## 2. Mål og krav\n\nTekst.\n",
            // A preposition is no number, and a date none of a section.
            "## I Nord-Norge\n\nTekst.\n\n## I Sør-Norge\n\nTekst.\n",
            "## 1. mars\n\nTekst.\n\n## 1. juni\n\nTekst.\n",
        ],
    );
}

#[test]
fn reference_unknown() {
    use Code::ReferenceUnknown as CODE;
    const PARTS: &str = "## Del I Mål\n\nTekst.\n\n## Del II Krav\n\nTekst.\n\n## Vedlegg 1: Tabeller\n\n";
    const SECTIONS: &str = "## 1. Innledning\n\nTekst.\n\n## 2. Mål\n\n### 2.1 Drift\n\nTekst.\n\n## 3. Krav\n\n";
    let body = |words: &str| format!("{SECTIONS}{words}\n");
    for words in [
        "Direktoratet skal rapportere på målene, jf. punkt 3.2.",
        "Direktoratet skal rapportere i årsrapporten (se kapittel 4).",
        "Om drift, sjå avsnitt 2.2.",
        "Fristene går fram av tabellen i punkt 5.1.",
        "Midlene er omtalt nedenfor, se også punkt 2.1 og 2.3.",
        "Drifta er omtalt i kap. 2.4.",
        "Midlene er omtalt, jf. kap. 6.",
        "Midlene er omtalt i kapittel 5.",
    ] {
        gives(CODE, Severity::Warning, BASE, &body(words), &[17]);
    }
    let known: Vec<String> = [
        "Direktoratet skal rapportere på målene, jf. punkt 2.1.",
        "Direktoratet skal rapportere på målene, jf. kapittel 2 og 3.",
        "Det vises til kravene, jf. punkt 7 i tildelingsbrevet.",
        "Det vises til Prop. 1 S (2025–2026), se kapittel 5.",
        "Kravene følger av helsepersonelloven, jf. kapittel 8.",
        "Direktoratet følger økonomireglementet, jf. punkt 4.2.",
        "Bestemmelser om økonomistyring i staten, jf. punkt 3.4.1.",
        "Svaret på TB2026-10 er mottatt, jf. punkt 9.",
        "Midlene er bevilget over kapittel 701.",
        "Direktoratet er enig i kapittel 6.",
        "Drifta er omtalt i kap. 2.1.",
        "Midlene er bevilget, jf. kap. 5 post 1.",
        "Midlene er bevilget, jf. kap. 21.",
        "Se del II og vedlegg 2.",
        "Se punkt 12 ovenfor.\n\n12. Et punkt på en liste.",
    ]
    .iter()
    .map(|words| body(words))
    .collect();
    keeps_quiet(CODE, BASE, &known.iter().map(String::as_str).collect::<Vec<_>>());
    gives(CODE, Severity::Warning, BASE, &format!("{PARTS}Se del III og vedlegg 2.\n"), &[15, 15]);
    gives(CODE, Severity::Warning, BASE, &format!("{PARTS}Sjå vedlegg 1 og 3.\n"), &[15]);
    for words in ["Se del II og vedlegg 1.", "Det er omtalt i del II.", "Se del 3 av rapporten.", "En del er nytt."] {
        keeps_quiet(CODE, BASE, &[&format!("{PARTS}{words}\n")]);
    }
    // A letter whose sections have no numbers says nothing of which there are.
    keeps_quiet(CODE, BASE, &["## Innledning\n\nTekst.\n\n## Mål\n\nDirektoratet skal rapportere, jf. punkt 3.2.\n"]);
}

/// A list of two mandates and what follows it; the first line of `below` is 9.
fn listed(below: &str) -> String {
    format!("Nye oppdrag:\n\n- TB2026-91 Kart over tilbud\n- TB2026-92 Nasjonal plan for vaksiner\n\n{below}")
}

const TWO: &str = "## Nye oppdrag\n\n### TB2026-91 Kart over tilbud\n\nDirektoratet skal lage et kart.\n\n\
                   ### TB2026-92 Nasjonal plan for vaksiner\n\nDirektoratet skal lage en plan.\n";

#[test]
fn mandate_title_mismatch() {
    use Code::MandateTitleMismatch as CODE;
    // The titles have changed places in the text.
    let swapped = "\n## Økonomi\n\nMidlene gjelder oppdrag TB2026-92 Kart over tilbud.\n";
    gives(CODE, Severity::Warning, SUPPLEMENT, &listed(&format!("{TWO}{swapped}")), &[22]);
    // The list has another title than the heading.
    let body = "- TB2026-91 Kart over tilbud\n- TB2026-92 Ny nettside\n\n## Nye oppdrag\n\n### TB2026-91 Kart over tilbud\n\nDirektoratet skal lage et kart.\n\n\
                ### TB2026-92 Nasjonal plan for vaksiner\n\nDirektoratet skal lage en plan.\n";
    gives(CODE, Severity::Warning, SUPPLEMENT, body, &[6]);
    let quiet: Vec<String> = [
        "Midlene gjelder oppdrag TB2026-92 Nasjonal plan for vaksiner.",
        "Midlene gjelder oppdrag TB2026-92 Nasjonal vaksineplan.",
        "Midlene gjelder oppdrag TB2026-92 om nye tiltak.",
        "Midlene gjelder oppdrag TB2026-92. Direktoratet skal rapportere.",
        "Midlene gjelder oppdrag TB2025-14 Kart over tilbud i fjor.",
    ]
    .iter()
    .map(|words| listed(&format!("{TWO}\n## Økonomi\n\n{words}\n")))
    .collect();
    keeps_quiet(CODE, SUPPLEMENT, &quiet.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn mandate_unlisted_and_not_detailed() {
    use Code::{MandateNotDetailed, MandateUnlisted};
    let third = "\n### TB2026-93 Veileder om støy\n\nDirektoratet skal lage en veileder.\n";
    gives(MandateUnlisted, Severity::Warning, SUPPLEMENT, &listed(&format!("{TWO}{third}")), &[20]);
    let one = "## Nye oppdrag\n\n### TB2026-91 Kart over tilbud\n\nDirektoratet skal lage et kart.\n";
    gives(MandateNotDetailed, Severity::Warning, SUPPLEMENT, &listed(one), &[8]);
    let both = listed(TWO);
    let withheld =
        format!("- TB2026-93 (unntatt offentlighet). For detaljer se eget vedlegg.\n- TB2026-94 Utgår\n- TB2026-95 Ettersendes\n{}", &both[14..]);
    let clarified = listed(&format!("## Presisering av tidligere oppdrag\n\n### TB2025-7 Register\n\nDirektoratet skal vente.\n\n{TWO}"));
    // A list that nothing below repeats gives its mandates itself.
    let alone = listed("Med hilsen\n");
    let no_list = TWO.to_owned();
    // A list of changes leaves out what is new.
    let changes = "Endringer i oppdrag:\n\n- TB2025-7 Register\n- TB2025-8 Tilsyn\n\n## Presisering av tidligere oppdrag\n\n### TB2025-7 Register\n\n\
                   Direktoratet skal vente.\n\n### TB2025-8 Tilsyn\n\nDirektoratet skal vente.\n\n";
    let changes = format!("{changes}{TWO}");
    for code in [MandateUnlisted, MandateNotDetailed] {
        keeps_quiet(code, SUPPLEMENT, &[&both, &withheld, &clarified, &alone, &no_list, &changes]);
    }
}

#[test]
fn mandate_withheld_and_withdrawn() {
    let body =
        "## Nye oppdrag\n\n- TB2026-91 (unntatt offentlighet). For detaljer se eget vedlegg.\n\nOppdrag TB2026-15 Kart over tjenester utgår.\n";
    gives(Code::MandateWithheld, Severity::Info, SUPPLEMENT, body, &[7]);
    gives(Code::MandateWithdrawn, Severity::Info, SUPPLEMENT, body, &[9]);
    for code in [Code::MandateWithheld, Code::MandateWithdrawn] {
        keeps_quiet(code, SUPPLEMENT, &[TWO, "Direktoratet skal vurdere hva som er unntatt offentlighet. Ordningen utgår i 2030.\n"]);
    }
}

const HEAD: &str = "(i 1 000 kroner)\n\n| Kap. | Post | Betegnelse | Beløp |\n|---|---|---|---|\n";

#[test]
fn post_repeated_and_conflict() {
    use Code::{PostConflict, PostRepeated};
    let twice = |again: &str| format!("{HEAD}| 220 | 01 | Drift | 5 000 |\n| 220 | 21 | Tiltak | 700 |\n\nFordeling:\n\n{HEAD}{again}\n");
    let same = twice("| 220 | 21 | Spesielle tiltak | 700 |");
    gives(PostRepeated, Severity::Info, BASE, &same, &[18]);
    keeps_quiet(PostConflict, BASE, &[&same]);
    let counted: Vec<(i64, bool)> = parse(&format!("{BASE}{same}")).documents[0].budget_lines.iter().map(|l| (l.amount.nok, l.counted)).collect();
    assert_eq!(counted, [(5_000_000, true), (700_000, true), (700_000, false)]);
    let other = twice("| 220 | 21 | Tiltak | 900 |");
    gives(PostConflict, Severity::Warning, BASE, &other, &[18]);
    keeps_quiet(PostRepeated, BASE, &[&other]);
    let in_one = format!("{HEAD}| 220 | 21 | Tiltak | 700 |\n| 220 | 21 | Tiltak | 700 |\n");
    gives(PostRepeated, Severity::Info, BASE, &in_one, &[10]);

    let staged = |rows: [&str; 2]| {
        let head = "(i 1 000 kroner)\n\n| Kap. post | Tidligere tildeling | Ny tildeling | Sum tildeling |\n|---|---|---|---|\n";
        format!("## Drift\n\n{head}{}\n\n## Tiltak\n\n{head}{}\n", rows[0], rows[1])
    };
    // Rows of one table with names of their own share the post; a row may go on from another.
    let shared = format!("{HEAD}| 220 | 21 | Kurs | 700 |\n| 220 | 21 | Reiser | 700 |\n| 220 | 21 | Trykk | 300 |\n");
    let chained = staged(["| 220.21 | 1 000 | 500 | 1 500 |", "| 220.21 | 1 500 | 200 | 1 700 |"]);
    let again = staged(["| 220.21 | 1 000 | 500 | 1 500 |", "| 220.21 | 1 500 | 500 | 2 000 |"]);
    for code in [PostRepeated, PostConflict] {
        keeps_quiet(code, BASE, &[&shared, &chained, &again, &twice("| 221 | 21 | Tiltak | 700 |")]);
    }
}

#[test]
fn post_untabled() {
    use Code::PostUntabled as CODE;
    const ROWS: &str = "| 220 | 01 | Drift | 5 000 |\n| 220 | 21 | Tiltak | 700 |\n";
    let with = |rows: &str, words: &str| format!("{HEAD}{rows}\n{words}\n");
    gives(CODE, Severity::Info, BASE, &with(ROWS, "Direktoratet tildeles 2 mill. kroner på kap. 220, post 70."), &[12]);
    keeps_quiet(
        CODE,
        BASE,
        &[
            &with(ROWS, "Direktoratet tildeles 0,2 mill. kroner til kurs på kap. 220, post 21."),
            &with(ROWS, "Kap. 220, post 70 er omtalt i proposisjonen."),
            // One row is no list of the letter's posts.
            &with("| 220 | 01 | Drift | 5 000 |\n", "Direktoratet tildeles 2 mill. kroner på kap. 220, post 70."),
            "Direktoratet tildeles 2 mill. kroner på kap. 220, post 70.\n",
        ],
    );
}

#[test]
fn post_not_detailed() {
    use Code::PostNotDetailed as CODE;
    let list = "Endringer i tildelinger:\n\n- Kap. 220, post 01\n- Kap. 220, post 21\n- Kap. 231, post 70\n\n";
    let below = "## Kap. 220, post 01\n\nTildelingen økes med 2 mill. kroner.\n\n## Kap. 220, post 21\n\nFøringene gjelder fortsatt.\n\n";
    gives(CODE, Severity::Warning, SUPPLEMENT, &format!("{list}{below}"), &[9]);
    keeps_quiet(
        CODE,
        SUPPLEMENT,
        &[
            &format!("{list}{below}## Kap. 231, post 70\n\nTildelingen økes med 1 mill. kroner.\n"),
            &format!("{list}{below}## Andre endringer\n\nDirektoratet tildeles 1 mill. kroner på kap. 231, post 70.\n"),
            // Without headings for posts the list is all there is.
            list,
            below,
        ],
    );
}

#[test]
fn lost_hyphen() {
    use Code::LostHyphen as CODE;
    for words in [
        "Helseog omsorgsdepartementet ber om en plan.",
        "Landbruksog matdepartementet ber om en plan.",
        "Tilbudet til barneog ungdomspsykiatrien styrkes.",
        "Kulturog likestillingsdepartementet ber om en plan.",
        "Direktoratet følger opp målog resultatstyringen.",
        "Klimaog miljødepartementet ber om en plan.",
        "**Nærings**og fiskeridepartementet ber om en plan.",
    ] {
        gives(CODE, Severity::Info, BASE, &format!("{words}\n"), &[5]);
    }
    let body = "| Tema | Beskrivelse |\n|---|---|\n| Plan | Forskningsog innovasjonsavdelingen |\n";
    gives(CODE, Severity::Info, BASE, body, &[7]);
    keeps_quiet(
        CODE,
        BASE,
        &[
            "Dette avklares i dialog mellom departementet og direktoratet.\n",
            "Det lages en katalog hvert halvår, med prolog skrevet av direktoratet.\n",
            "En psykolog arbeider med skog tilhørende staten, og en pedagog underviser.\n",
            "Helse- og omsorgsdepartementet og Landbruks- og matdepartementet deltar.\n",
            "En krog brukes, analog teknikk fases ut, og et nattog erstattes.\n",
            "Plog brukes, smog reduseres, og teknolog søkes; ein pirog serveres.\n",
            "Toget drog gjennom landet, og han slog igjennom.\n",
            // What follows is no part of a compound.
            "Helseog Omsorg, Helseog 2026, Landbruksog det.\n",
        ],
    );
}

#[test]
fn stale_year() {
    use Code::StaleYear as CODE;
    let calendar = |row: &str| format!("| Dato | Beskrivelse |\n|---|---|\n| 1. mars | {row} |\n");
    for row in ["Årsrapport 2024", "Årsrapport for 2023", "Innsending av årsregnskap for 2024", "Innspill til revidert nasjonalbudsjett 2025"] {
        gives(CODE, Severity::Warning, BASE, &calendar(row), &[7]);
    }
    gives(CODE, Severity::Warning, BASE, "Direktoratet skal sende årsrapport for 2024 innen 15. mars.\n", &[5]);
    let quiet: Vec<String> =
        ["Årsrapport 2025", "Årsrapport for 2026", "Innspill til revidert nasjonalbudsjett 2026", "Møte om avvik i årsrapport 2024", "Årsrapport"]
            .iter()
            .map(|row| calendar(row))
            .chain([
                "Direktoratet skal følge opp årsrapport for 2023 innen 15. mars.\n".to_owned(),
                "Direktoratet skal sende årsrapport for 2025 innen 15. mars.\n".to_owned(),
                "Det vises til årsrapporten for 2022.\n".to_owned(),
            ])
            .collect();
    keeps_quiet(CODE, BASE, &quiet.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn side_mismatch() {
    use Code::SideMismatch as CODE;
    let table = |rows: &str| format!("| Kap. | Post | Betegnelse | Beløp (i 1 000 kroner) |\n|---|---|---|---|\n{rows}");
    let income = format!("Inntekter:\n\n{}", table("| 3220 | 02 | Gebyr | 900 |\n| 220 | 03 | Salg | 100 |\n"));
    gives(CODE, Severity::Warning, BASE, &income, &[10]);
    let heads =
        table("| Utgifter | | | |\n| 3220 | 01 | Drift | 900 |\n| Inntekter | | | |\n| 3220 | 02 | Gebyr | 100 |\n| 221 | 02 | Gebyr | 100 |\n");
    gives(CODE, Severity::Warning, BASE, &heads, &[8, 11]);
    keeps_quiet(
        CODE,
        BASE,
        &[
            &table("| 220 | 24 | Driftsinntekter | 900 |\n| 3220 | 02 | Inntekter | 100 |\n"),
            &format!("## Inntekter\n\nTabellen viser alle poster.\n\n{}", table("| 220 | 01 | Drift | 900 |\n")),
            &format!("Utgifter og inntekter:\n\n{}", table("| 220 | 01 | Drift | 900 |\n| 3220 | 02 | Gebyr | 100 |\n")),
        ],
    );
}

#[test]
fn sum_mismatch() {
    use Code::SumMismatch as CODE;
    let table = |sum: &str| format!("{HEAD}| 220 | 01 | Drift | 5 000 |\n| 220 | 21 | Tiltak | 700 |\n| 221 | 21 | Kurs | 300 |\n{sum}\n");
    gives(CODE, Severity::Error, BASE, &table("| | | Sum kap. 220 | 6 000 |"), &[12]);
    gives(CODE, Severity::Error, BASE, &table("| | | Sum | 6 100 |"), &[12]);
    keeps_quiet(CODE, BASE, &[&table("| | | Sum kap. 220 | 5 700 |"), &table("| | | Sum | 6 000 |")]);
    let staged =
        |row: &str| format!("(i 1 000 kroner)\n\n| Kap. post | Tidligere tildeling | Ny tildeling | Sum tildeling |\n|---|---|---|---|\n{row}\n");
    gives(CODE, Severity::Error, SUPPLEMENT, &staged("| 220.21 | 1 000 | 500 | 1 600 |"), &[9]);
    keeps_quiet(CODE, SUPPLEMENT, &[&staged("| 220.21 | 1 000 | 500 | 1 500 |")]);
}

#[test]
fn shares_that_exceed_their_line() {
    use Code::SumMismatch as CODE;
    for words in [
        "Direktoratet tildeles 10 mill. kroner på kap. 220, post 21, hvorav 12 mill. kroner til kurs.",
        "Direktoratet tildeles 10 mill. kroner på kap. 220, post 21, hvorav 7 mill. kroner til kurs og 6 mill. kroner til reiser.",
    ] {
        gives(CODE, Severity::Error, BASE, &format!("{words}\n"), &[5]);
        let document = &parse(&format!("{BASE}{words}\n")).documents[0];
        let kinds: Vec<_> = document.checks.iter().map(|c| (c.kind, c.status)).collect();
        assert_eq!(kinds, [(CheckKind::EarmarkSum, CheckStatus::Fails)], "{words}");
    }
    let table = |words: &str| format!("{HEAD}| 220 | 21 | Tiltak | 700 |\n\n{words}\n");
    gives(CODE, Severity::Error, BASE, &table("Av bevilgningen på kap. 220 post 21 er 0,9 mill. kroner øremerket til kurs."), &[9]);
    keeps_quiet(
        CODE,
        BASE,
        &[
            "Direktoratet tildeles 10 mill. kroner på kap. 220, post 21, hvorav 4 mill. kroner til kurs.\n",
            "Direktoratet tildeles 10 mill. kroner på kap. 220, post 21, hvorav 4 mill. kroner til kurs og 6 mill. kroner til reiser.\n",
            // A share of a share, and ceilings, do not add up.
            "Direktoratet tildeles 10 mill. kroner på kap. 220, post 21, hvorav 7 mill. kroner til kurs, herav 6 mill. kroner til reiser.\n",
            "Direktoratet tildeles 10 mill. kroner på kap. 220, post 21, hvorav inntil 7 mill. kroner til kurs og inntil 6 mill. kroner til reiser.\n",
            &table("Av bevilgningen på kap. 220 post 21 er 0,6 mill. kroner øremerket til kurs."),
        ],
    );
}

#[test]
fn dates() {
    gives(Code::InvalidDate, Severity::Error, BASE, "Direktoratet skal svare. Frist: 31.6.2026\n", &[5]);
    keeps_quiet(Code::InvalidDate, BASE, &["Direktoratet skal svare. Frist: 30.6.2026\n"]);
    let calendar = |rows: &str| format!("| Dato | Beskrivelse |\n|---|---|\n{rows}");
    gives(Code::CalendarOrder, Severity::Warning, BASE, &calendar("| 1. mars | Rapport |\n| 1. juni | Plan |\n| 1. mai | Budsjett |\n"), &[9]);
    keeps_quiet(Code::CalendarOrder, BASE, &[&calendar("| 1. mars | Rapport |\n| 1. mai | Plan |\n| 1. juni | Budsjett |\n")]);
    gives(Code::OpenDeadline, Severity::Info, BASE, "### TB2026-9 Plan\n\nDirektoratet skal lage en plan.\n\nFrist: Avtales nærmere\n", &[9]);
    keeps_quiet(Code::OpenDeadline, BASE, &["Direktoratet skal lage en plan. Frist: 1. mai 2026\n"]);
    let unread = |body: &str, expected: &[usize]| gives(Code::DeadlineUnread, Severity::Warning, BASE, body, expected);
    unread("Direktoratet skal levere en plan innen den 20. i påfølgende måned.\n", &[5]);
    unread("Direktoratet skal levere en plan senest uke 12–14.\n", &[5]);
    unread("Direktoratet skal levere en plan.\n\nFrist: Se punkt 4\n", &[7]);
    unread("Planen skal foreligge innen 1. april 2026, og et utkast skal sendes senest tre uker før.\n", &[5]);
    keeps_quiet(
        Code::DeadlineUnread,
        BASE,
        &[
            "Direktoratet skal levere en plan innen Q4 2026.\n",
            "Direktoratet skal levere en plan. Frist: Tertialrapport 2 og årsrapporten\n",
            "Direktoratet skal levere en plan. Frist: –\n",
            "Direktoratet skal levere en plan.\n\nFrist: uendret\n",
            "Direktoratet skal sende utkast senest to uker før møtet.\n",
            "Direktoratet skal svare innen 24 timer, og bruke innen 5 mill. kroner.\n",
            "Direktoratet skal arbeide innen rammen for 2026 og innen kap. 701.\n",
        ],
    );
    // The weekday of 4 March 2026 is Wednesday.
    let minutes = |day: &str| format!("# Protokoll fra foretaksmøte i Prøve RHF\n\n{day} 4. mars 2026 ble det avholdt foretaksmøte i Prøve RHF.\n");
    gives(Code::WeekdayMismatch, Severity::Warning, "", &minutes("Tirsdag"), &[3]);
    gives(Code::WeekdayMismatch, Severity::Warning, "", &minutes("Onsdag"), &[]);
    let undated = "# Tildelingsbrev til Prøvedirektoratet\n\nDirektoratet skal levere en plan innen 1. mars.\n";
    gives(Code::YearMissing, Severity::Warning, "", undated, &[3]);
    keeps_quiet(Code::YearMissing, BASE, &["Direktoratet skal levere en plan innen 1. mars.\n"]);
}

#[test]
fn header_and_letters() {
    let opening = |number: &str, reference: &str| {
        format!(
            "Prøvedirektoratet  \nPostboks 1  \n0030 OSLO\n\nDeres ref\n\nVår ref  \n{reference}\n\nDato  \n5. januar 2026\n\n# Tildelingsbrev for 2026\n\nTekst.\n\nPostadresse\nPostboks 8004 Dep\n0030 Oslo\n\nTelefon\n22 00 00 00\n\nOrg.nr.\n{number}\n"
        )
    };
    // 3·1 + 2·2 + 7·3 + 6·4 + 5·5 + 4·6 + 3·7 + 2·8 = 138 = 12·11 + 6, so the control digit is 11 − 6 = 5.
    gives(Code::OrgNumberInvalid, Severity::Error, "", &opening("123 456 786", "26/12-3"), &[25]);
    gives(Code::OrgNumberInvalid, Severity::Error, "", &opening("123 456 785", "26/12-3"), &[]);
    gives(Code::RefTruncated, Severity::Warning, "", &opening("123 456 785", "26/12-"), &[8]);
    gives(Code::RefTruncated, Severity::Warning, "", &opening("123 456 785", "26/12-3"), &[]);
    gives(Code::MixedScript, Severity::Warning, BASE, "Direktoratet skal ha tjenest\u{435}r.\n", &[5]);
    keeps_quiet(Code::MixedScript, BASE, &["Direktoratet skal ha tjenester i Москва.\n"]);
    gives(Code::UnknownDocument, Severity::Warning, "", "Tekst uten tittel.\n", &[1]);
    keeps_quiet(Code::UnknownDocument, BASE, &["Tekst.\n"]);
    let decoded = parse_bytes(b"# Tildelingsbrev for 2026\n\nP\xe5minnelse.\n", &Options::default()).expect("Windows-1252 is read");
    assert!(decoded.diagnostics.iter().any(|d| d.code == Code::DecodedText && d.severity == Severity::Info));
}

#[test]
fn money() {
    gives(
        Code::UnitMissing,
        Severity::Warning,
        BASE,
        "| Kap. | Post | Betegnelse | Beløp |\n|---|---|---|---|\n| 220 | 01 | Drift | 5 000 |\n",
        &[5],
    );
    keeps_quiet(Code::UnitMissing, BASE, &[&format!("{HEAD}| 220 | 01 | Drift | 5 000 |\n")]);
    gives(Code::RowUnread, Severity::Warning, BASE, &format!("{HEAD}| 220 | 01 | Drift | 5 000 |\n| 220 | 21 | Tiltak | mange |\n"), &[10]);
    // A list of sums whose lead-in does not say what is done with them, and sums beside a chapter alone.
    gives(
        Code::RowUnread,
        Severity::Warning,
        SUPPLEMENT,
        "Kap. 141 post 01 endres slik:\n\n- 12 mill. kroner til stillinger\n- 4 mill. kroner til utstyr\n",
        &[7, 8],
    );
    gives(Code::RowUnread, Severity::Warning, SUPPLEMENT, "Kap. 141\n01 Drift: 5 mill. kroner\n21 Tiltak: 3 mill. kroner\n", &[6]);
    // A cell more than there are heads, nowhere near one; and figures on posts below no heads at all.
    gives(Code::RowUnread, Severity::Warning, BASE, &format!("{HEAD}| 220 | 01 | Drift | 5 000 | 6 000 |\n"), &[9]);
    gives(Code::RowUnread, Severity::Warning, BASE, "(i 1 000 kroner)\n\n| 220.01 | 5 000 | 6 000 |\n|---|---|---|\n| 220.21 | 700 | 900 |\n", &[7]);
    keeps_quiet(Code::RowUnread, BASE, &[&format!("{HEAD}| 220 | 01 | Drift | 5 000 |  |\n")]);
    let authority = |posts: &str| format!("| Fullmakt | Beløp |\n|---|---|\n| Inngå forpliktelser på {posts} | 5 mill. kroner |\n");
    gives(Code::RowUnread, Severity::Warning, BASE, &authority("kap. 220, post 21 og 45"), &[7]);
    keeps_quiet(Code::RowUnread, BASE, &[&authority("kap. 220, post 21")]);
    gives(Code::PostMissing, Severity::Warning, BASE, "Direktoratet tildeles 3 mill. kroner til kurs.\n", &[5]);
    // A table of sums without posts; one of counts states no sums.
    let table = |unit: &str| format!("Fordelingen er slik{unit}:\n\n| Formål | Antall |\n|---|---|\n| Drift | 125 000 |\n| Utvikling | 3 400 |\n");
    gives(Code::PostMissing, Severity::Warning, BASE, &table(" (i 1 000 kroner)"), &[7]);
    keeps_quiet(Code::PostMissing, BASE, &[&table("")]);
    // Money is moved from a post, but who receives it is not told.
    gives(Code::PostMissing, Severity::Warning, SUPPLEMENT, "Det overføres 3 mill. kroner til posten fra kap. 220, post 21.\n", &[5]);
    gives(
        Code::PostMissing,
        Severity::Warning,
        SUPPLEMENT,
        "Det flyttes 3 mill. kroner fra kap. 220, post 21 og 2 mill. kroner fra kap. 221, post 21 til kap. 222, post 21.\n",
        &[5],
    );
    keeps_quiet(Code::PostMissing, SUPPLEMENT, &["## Kap. 230, post 45\n\nDet overføres 3 mill. kroner til posten fra kap. 220, post 21.\n"]);
    keeps_quiet(Code::PostMissing, BASE, &["Direktoratet tildeles 3 mill. kroner til kurs på kap. 220, post 21.\n"]);
    let corrected =
        "## Kap. 220, post 21\n\nTildelingen reduseres med 1 mill. kroner. Korrekt tildeling på kap. 220, post 21 skal være 9 mill. kroner.\n";
    gives(Code::AmountCorrected, Severity::Info, SUPPLEMENT, corrected, &[7]);
}

#[test]
fn requests_and_agendas() {
    gives(Code::AddresseeMissing, Severity::Info, BASE, "Departementet ber om en plan innen 1. mars.\n", &[5]);
    keeps_quiet(Code::AddresseeMissing, BASE, &["Departementet ber Prøvedirektoratet om å lage en plan innen 1. mars.\n"]);
    let body =
        "- TB2026-9 Plan for tilsyn (unntatt offentlighet)\n\n## Nye oppdrag\n\n### TB2026-9 Kart over tilbud\n\nDirektoratet skal lage et kart.\n";
    gives(Code::IdReused, Severity::Warning, SUPPLEMENT, body, &[9]);
    let minutes = |third: &str| {
        format!(
            "# Protokoll fra foretaksmøte i Prøve RHF\n\nDagsorden\n\nSak 1 Innkalling\n\nSak 2 Budsjett\n\n## Sak 1 Innkalling\n\nTekst.\n\n## Sak 2 Budsjett\n\nTekst.\n{third}"
        )
    };
    gives(Code::AgendaMismatch, Severity::Warning, "", &minutes("\n## Sak 3 Eventuelt\n\nTekst.\n"), &[17]);
    gives(Code::AgendaMismatch, Severity::Warning, "", &minutes(""), &[]);
}

#[test]
fn sum_beside_a_post_unread() {
    use Code::RowUnread as CODE;
    for words in [
        "Bevilgningen på kap. 761, post 21 består av 3 mill. kroner til drift.",
        "Det knytter seg 4 mill. kroner til kap. 760, post 21.",
        "Løyvinga på kap. 761, post 21 femner om 3 mill. kroner til drift.",
    ] {
        gives(CODE, Severity::Warning, BASE, words, &[5]);
    }
    keeps_quiet(
        CODE,
        BASE,
        &[
            "Direktoratet tildeles 3 mill. kroner på kap. 761, post 21.",
            "Bevilgningen på kap. 761, post 21 var 3 mill. kroner i 2025.",
            "Det er viktig at rammen på 45 mill. kroner på kap. 226, post 01 utnyttes godt.",
            "Utgiftene på kap. 761, post 21 anslås til 3 mill. kroner.",
            "Gebyret er 3 000 kroner, jf. kapittel 5.",
        ],
    );
}

/// What explains a row, or comes on top of it, is told from what says it again.
#[test]
fn money_beside_a_row_is_counted_once() {
    const ROW: &str = "| Kap. | Post | Beløp (i 1000 kroner) |\n|---|---|---|\n| 760 | 21 | 700 |\n\n";
    let counted = |opening: &str, words: &str| -> Vec<(i64, bool)> {
        parse(&format!("{opening}{ROW}{words}\n")).documents[0].budget_lines.iter().map(|l| (l.amount.nok, l.counted)).collect()
    };
    for (opening, words, wanted) in [
        (SUPPLEMENT, "I tillegg tildeles direktoratet 1 million kroner på kap. 760, post 21.", (1_000_000, true)),
        (SUPPLEMENT, "Direktoratet tildeles ytterligere 0,7 mill. kroner på kap. 760, post 21.", (700_000, true)),
        (SUPPLEMENT, "Direktoratet tildeles 0,7 mill. kroner på kap. 760, post 21.", (700_000, false)),
        (BASE, "Direktoratet tildeles 1 million kroner på kap. 760, post 21.", (1_000_000, false)),
        (BASE, "Bevilgningen på kap. 760, post 21 er økt med 0,1 mill. kroner.", (100_000, false)),
        (SUPPLEMENT, "Bevilgningen på kap. 760, post 21 økes med 0,1 mill. kroner.", (100_000, true)),
    ] {
        assert_eq!(counted(opening, words), [(700_000, true), wanted], "{words}");
    }
}
