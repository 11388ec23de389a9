//! What reading allocates: a count of work that no other process disturbs.

use allocation_counter::{AllocationInfo, measure};
use styringsdokument::parse;

/// Prose as letters have it: few of its sentences are records.
const PROSE: &str = "Departementet viser til tildelingsbrevet og til møtet i vår. Arbeidet med planen går etter det vi får opplyst som \
    det skal, og direktoratet har gitt en samlet oversikt over hva som er gjort og hva som gjenstår.\n\n";

fn used(text: &str) -> AllocationInfo {
    drop(parse(text));
    measure(|| drop(parse(text)))
}

fn repeated(unit: &str, bytes: usize) -> String {
    format!("# Tildelingsbrev for 2026\n\n{}", unit.repeat(bytes.div_ceil(unit.len())))
}

#[test]
fn prose_takes_at_most_three_times_its_size() {
    let text = repeated(PROSE, 400_000);
    let peak = used(&text).bytes_max;
    assert!(peak <= 3 * text.len() as u64, "{peak} bytes at the peak for {} bytes of prose", text.len());
}

/// Twice the text allocates at most 2.2 times as often and as much: what grows faster than its text shows here whatever the machine does.
#[test]
fn allocations_grow_with_the_text() {
    let units = [
        PROSE,
        "|",
        "7",
        "Sak 1 ",
        "Sak 1\n",
        "- ",
        "- a\n",
        "**a ",
        "| 701 | 21 ",
        "1. mars 2026 ",
        "Frist: 1. juni\n",
        "X skal levere innen 1. mai.\n\n",
        "kr 5 000 på kap. 701 post 21 ",
        "## Oppdrag\n\n",
    ];
    let problems: Vec<String> = units
        .into_iter()
        .filter_map(|unit| {
            let (one, two) = (used(&repeated(unit, 32_000)), used(&repeated(unit, 64_000)));
            let grows = |one: u64, two: u64| 10 * two > 22 * one + 1000;
            let late = grows(one.count_total, two.count_total) || grows(one.bytes_total, two.bytes_total);
            late.then(|| format!("{unit:?}: {one:?} becomes {two:?}"))
        })
        .collect();
    assert!(problems.is_empty(), "{problems:#?}");
}
