//! Texts that are no letters, or are made to hurt: nothing panics, nothing is invented, and time grows with the text.

mod common;

use std::env;
use std::fmt::Write;
use std::time::Duration;

use common::assert_none;
use common::invariants::{broken, round_trip, violations};
use cpu_time::ThreadTime;
use styringsdokument::{Kind, parse};

/// Short texts with a name each.
fn oddities() -> Vec<(&'static str, String)> {
    let controls: String = (0..32).chain([127]).map(char::from).collect();
    let binary: String = (0..4000_u32).map(|i| char::from(u8::try_from(i * i % 251).unwrap_or_default())).collect();
    vec![
        ("nothing", String::new()),
        ("a newline", "\n".to_owned()),
        ("only white space", " \t\r\n\u{a0}\u{2028}\n".to_owned()),
        ("only a byte order mark", "\u{feff}".to_owned()),
        ("NUL bytes", "Sak\u{0} 1\u{0}\n\n- \u{0}Frist: 1. juni\u{0}".to_owned()),
        ("control characters", format!("{controls}Frist: {controls}1. juni 2026{controls}")),
        ("bytes of a picture", binary),
        ("carriage returns only", "# Tildelingsbrev\r\rFrist: 1. juni 2026\r- a\r- b\r".to_owned()),
        ("combining marks without letters", "\u{301}\u{30a}\u{301}# \u{301}\n- \u{30a}".to_owned()),
        ("an unclosed mark", "**Sak 1 **Foretaksmøtet* ba _X_ om å:\n- **levere".to_owned()),
        ("unclosed tags and links", "<b Frist: <td [plan](https:// ![x](\n| a | <br\n".to_owned()),
        ("numbers too long", format!("kap. {0} post {0}: kr {0} innen {0}.{0}.{0}, Prop. {0} S ({0}–{0})", "9".repeat(40))),
        ("a heading without words", "# | \n".to_owned()),
        ("a break for a title", "2023 Frist | Beskrivelse\n<br>\n".to_owned()),
        ("a heading mark at the end", "Frist: 1. juni\n#".to_owned()),
        ("right-to-left text", "\u{202e}Frist: \u{5d0}\u{5d1} 1. juni\u{202c}".to_owned()),
    ]
}

/// What a text may begin with, which tells what is looked for in it.
const HEADS: [&str; 3] = ["", "# Protokoll fra foretaksmøte i Prøve HF\n\n27. januar 2026\n\n", "# Tildelingsbrev 2026 til Prøven\n\n"];

/// Things that a text may be made of again and again; `{i}` stands for a running number.
const UNITS: &[(&str, &str)] = &[
    ("bars", "|"),
    ("digits", "7"),
    ("letters without a space", "å"),
    ("nothing but agenda items", "Sak 1 "),
    ("agenda items on lines", "Sak 1 \n"),
    ("agenda items with titles", "Sak 1 Plan\n\n"),
    ("occasions and no request", "3 Mål\n3.1 Mål 1: Natur skal vernes\ni første tertialrapport "),
    ("goals and their tables", "### Mål {i}: Plan\n\n| Mål | Styringsparameter |\n|---|---|\n| {i} | Andel |\n|  | Antall |\n\n"),
    ("agenda items with requests", "Sak {i} Plan {i}\n\nForetaksmøtet ba X om å:\n\n- levere plan {i} innen 1. mars\n\n"),
    ("bullets without words", "- "),
    ("bullets on lines", "- a\n"),
    ("unclosed emphasis", "**"),
    ("underscores", "_a"),
    ("open tags", "<b"),
    ("open brackets", "[a]("),
    ("tables without an end", "<table><tr><td>"),
    ("tables in HTML", "<table><tr><td>1</td><td rowspan=9>2</td></tr></table>"),
    ("rows without a table", "<tr><td>1</tr>\n"),
    ("references to characters", "&nbsp;&amp"),
    ("a date on every word", "levere 1. mars 2026 "),
    ("a deadline on every line", "Frist: 1. juni\n"),
    ("different deadlines", "Plan {i} leveres innen 1. juni.\n\n"),
    ("days in a list", "- 1. mars\n"),
    ("labels above days", "Frist:\n1. mars\n"),
    ("deadlines with another day", "Frist: 1. mai 2026, plan 2. juni 2026\n"),
    ("deadlines that are moved", "Fristen for oppdrag 2026-03 er utsatt til 1. mai 2026.\n"),
    ("deadlines that come every year", "X skal årlig, innen 1. mai, levere en plan i tertialrapporten.\n"),
    ("days without a sentence's end", "møte 2025-06-20 på 20. juni: Plan\n"),
    ("mandates of one id", "**Oppdrag 1/2025 Plan for drift**\n"),
    ("posts on lines", "Post 21 Drift: 5 mill. kroner\n"),
    ("money and what it is for", "Post 21 økes med 5 mill. kroner. Midlene skal gå til drift.\n"),
    ("money in a list", "- 5 mill. kroner til opplæring i drift\n"),
    ("money of another year", "Bevilgningen på kap. 762, post 21 var 3 mill. kroner i 2025. "),
    ("money on every word", "kap. 701 post 21 kr 5 000 "),
    ("different money", "X tildeles {i} 000 kroner på kap. 701, post 21 til formål {i}.\n\n"),
    ("lists of posts", "kap. 1 post 1, 2, 3 og 4, "),
    ("references", "Prop. 1 S (2022–2023), jf. lov om X § 1 "),
    ("a sentence without an end", "skal levere "),
    ("a paragraph without an end", "Departementet ber om en plan. "),
    ("different requests", "Departementet ber om plan {i}.\n\n"),
    ("headings", "# Oppdrag\n\n"),
    ("chapters above sections", "{i} Mål\n{i}.1 Delmål\n"),
    ("numbered lines in bold", "1. **Mål**\n\nTekst.\n\n"),
    ("numbered headings", "## {i}.1 Mål {i}\n\nX skal levere.\n\n"),
    ("a mandate again and again", "### TB2026-1 Plan\n\nX skal levere.\n\n"),
    ("different mandates", "### TB2026-{i} Plan\n\nX skal levere. Frist: 1. juni\n\n"),
    ("rows of a table", "| 701 | 21 | Drift | 124 460 |\n"),
    ("rows of a table in frames", "| 21 | Drift | 124 460 |\n| 22 | mer |\n| 23 |\n+---+"),
    ("tables without bars at the ends", "Post | Beløp\n--- | ---\n01 | 124 460\n"),
    ("names in a column that never end", "701   Drift     og mer\n      videre\n"),
    ("chapters alone in columns", "2410\n    01    Drift   412 356\n"),
    ("tables", "(i 1 000 kroner)\n\n| Kap. | Post | Navn | Beløp |\n|---|---|---|---|\n| 701 | 21 | Drift | {i} |\n| | | Sum | {i} |\n\n"),
    ("rows of a calendar", "1. mars\tOppfølgingsmøte\n"),
    ("page breaks in a sentence", "skal\n\n---\n\nlevere "),
    ("names", "Styreleder Kari Nordby\n\n"),
    ("who leads, and others", "Til stede:\n\nMøteleder: Kari Nordby\n\nStyreleder Ola Vik\n\n"),
    ("absent people", "Forfall: Kari Nordby\n\n"),
    ("contact data on a line", "Postadresse: Postboks 1\tTelefon: 22 22 22 22\t"),
    ("rows in two columns", "Post 01 Drift          21 500\n"),
    ("letters", "## Tildelingsbrev for 2026\n\nDato 1. mars 2026\n\nMed hilsen\n\nKari Nordby\n\n"),
    ("letterheads", "Deres ref Vår ref Dato\n23/{i}-1 1. mars 2026\n\nPostadresse\nPostboks 1\n\n"),
    ("soft hyphens", "\u{ad}"),
    ("no-break spaces", "\u{a0}"),
    ("combining marks", "a\u{301}"),
    ("Cyrillic in a Norwegian word without an end", "tjenest\u{435}"),
    ("Cyrillic in Norwegian words", "tjenest\u{435}n "),
    ("newlines", "\n"),
    ("carriage returns", "\r"),
];

/// A text of about so many bytes, made of one unit.
fn repeated(head: &str, unit: &str, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + unit.len());
    text.push_str(head);
    for i in 1.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&unit.replace("{i}", &i.to_string()));
    }
    text
}

/// Ten thousand bullets, each a step further in, up to a hundred steps and back.
fn nested_bullets(n: usize) -> String {
    (0..n).fold(String::from("Foretaksmøtet ba X om å:\n"), |mut text, i| {
        writeln!(text, "{}- levere del {i}", "  ".repeat(i % 100)).expect("a string takes every line");
        text
    })
}

fn problems_of(name: &str, text: &str) -> Vec<String> {
    let mut problems = broken(text);
    problems.extend(round_trip(&parse(text)));
    problems.into_iter().map(|problem| format!("{name}: {problem}")).collect()
}

#[test]
fn oddities_keep_the_invariants() {
    let problems: Vec<String> = oddities().iter().flat_map(|(name, text)| problems_of(name, text)).collect();
    assert_none(&problems);
}

#[test]
fn repetitions_keep_the_invariants() {
    let of_units = |head: &'static str| UNITS.iter().flat_map(move |(name, unit)| problems_of(name, &repeated(head, unit, 3000)));
    let problems: Vec<String> = HEADS.into_iter().flat_map(of_units).collect();
    assert_none(&problems);
}

#[test]
fn ten_thousand_nested_bullets() {
    assert_none(&problems_of("nested bullets", &nested_bullets(10_000)));
}

/// Two megabytes without a line end. In release (`cargo test --release --test hostile`), or with `STYRINGSDOKUMENT_HUGE`
/// set, it is fifty.
#[test]
fn a_huge_line() {
    let huge = !cfg!(debug_assertions) || env::var_os("STYRINGSDOKUMENT_HUGE").is_some();
    let unit = "Foretaksmøtet ba X om å levere innen 1. mars 2026, jf. kap. 701 post 21 og ordene som står mellom. ";
    let text = unit.repeat(if huge { 50_000_000 } else { 2_000_000 } / unit.len());
    let extraction = parse(&text);
    assert_none(&violations(&text, &extraction));
}

const GERMAN: &str = "\
# Haushaltsgesetz 2026

Sehr geehrte Damen und Herren,

das Ministerium übersendet Ihnen hiermit den Bericht über die Verwendung der Mittel. Der Ausschuss hat am 12. März 2026 getagt
und die Vorlage über 3,5 Millionen Euro einstimmig angenommen. Die nächste Sitzung findet im Herbst statt.

- Bericht der Kommission
- Verschiedenes

Mit freundlichen Grüßen

Erika Mustermann
";

const ENGLISH: &str = "\
Dear Sir or Madam,

Thank you for your letter of 3 March 2026. The committee has considered the proposal and would like to see a revised plan before
the end of the year. We expect the costs to be around 2.5 million pounds, of which chapter 4 covers one half.

1. Please send the plan to the secretary.
2. The next meeting is on 1 June 2026.

Yours faithfully,

Jane Smith
Head of Office
";

#[test]
fn letters_in_other_languages_give_nothing_and_say_so() {
    for letter in [GERMAN, ENGLISH] {
        let extraction = parse(letter);
        let [document] = extraction.documents.as_slice() else { panic!("one letter, not {}: {letter}", extraction.documents.len()) };
        assert_eq!(document.kind, Kind::Annet, "{letter}");
        assert!(document.mandates.is_empty(), "{:?}", document.mandates);
        assert!(document.budget_lines.is_empty(), "{:?}", document.budget_lines);
        let unplaced: usize = document.coverage.unplaced.iter().map(|span| span.len()).sum();
        assert!(unplaced > document.coverage.understood, "what is not understood is said: {:?}", document.coverage);
        assert_none(&violations(letter, &extraction));
    }
}

/// The shorter of two runs, in time of this thread's own: what the machine does besides is not counted.
fn shortest(text: &str) -> Duration {
    let run = || {
        let start = ThreadTime::now();
        let extraction = parse(text);
        let took = start.elapsed();
        assert!(!extraction.documents.is_empty(), "a text holds at least one document");
        took
    };
    (0..2).map(|_| run()).min().unwrap_or_default()
}

/// Four times the text takes about four times as long. Quadratic growth would be sixteen; the bound is eight, and a machine whose
/// caches others fill gets three tries. What is allocated is counted exactly, in `memory.rs`.
#[test]
fn time_grows_with_the_text() {
    let bytes = if cfg!(debug_assertions) { 8_000 } else { 128_000 };
    let of_units = |head| UNITS.iter().map(move |&(name, unit)| (name, repeated(head, unit, bytes), repeated(head, unit, 4 * bytes)));
    let bullets = ("nested bullets", nested_bullets(bytes / 120), nested_bullets(bytes / 30));
    let mut problems = Vec::new();
    for (name, text, longer) in HEADS.into_iter().flat_map(of_units).chain([bullets]) {
        let mut ratio = f64::INFINITY;
        for _ in 0..3 {
            if ratio >= 8.0 {
                ratio = ratio.min(shortest(&longer).as_secs_f64() / shortest(&text).as_secs_f64().max(1e-6));
            }
        }
        if ratio >= 8.0 {
            problems.push(format!("{name}: four times the text takes {ratio:.1} times as long"));
        }
    }
    assert_none(&problems);
}
