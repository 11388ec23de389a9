//! How much memory reading takes: the peak beyond the text, and how often something is allocated.
//!
//! The counting allocator makes everything slower, so nothing is timed here.

use std::hint::black_box;

use allocation_counter::measure;
use styringsdokument::parse;

const PROTOKOLL: &str = include_str!("../fixtures/000_8a9cbd8ee8be7790.txt");
const OPPDRAGSDOKUMENT: &str = include_str!("../fixtures/001_f1e775cd69a6a805.txt");
const PROSE: &str = "Departementet viser til tildelingsbrevet og til møtet i vår. Arbeidet med planen går etter det vi får opplyst som \
    det skal, og direktoratet har gitt en samlet oversikt over hva som er gjort og hva som gjenstår.\n\n";

#[expect(clippy::cast_precision_loss, reason = "a text of 2^52 bytes would not be measured")]
fn report(name: &str, text: &str) {
    // The patterns are not the text's.
    drop(parse(text));
    let used = measure(|| drop(black_box(parse(black_box(text)))));
    let kb = text.len() as f64 / 1e3;
    println!(
        "{name:<42}{:>12}{:>12.2}{:>16.1}{:>16.1}",
        text.len(),
        used.bytes_max as f64 / text.len() as f64,
        used.count_total as f64 / kb,
        used.bytes_total as f64 / text.len() as f64
    );
}

fn main() {
    let times = if std::env::args().any(|a| a == "--bench") { 200 } else { 2 };
    let both = format!("{PROTOKOLL}\n\n{OPPDRAGSDOKUMENT}\n\n");
    println!("{:<42}{:>12}{:>12}{:>16}{:>16}", "", "bytes", "peak/text", "allocations/kB", "allocated/text");
    report("oppdragsdokument with two supplements", OPPDRAGSDOKUMENT);
    report("protokoll", PROTOKOLL);
    report("both, repeated", &both.repeat(times));
    report("prose of a letter", &format!("# Tildelingsbrev for 2026\n\n{}", PROSE.repeat(20 * times)));
}
