//! How the time grows with the text: 1, 2, 4 … 64 MB of letters, and of what might make a reader slow.
//!
//! `cargo bench --bench growth` measures; `cargo bench --bench growth -- 8` stops at 8 MB. A doubling that takes more than 2.2 times
//! as long is marked. `cargo test --benches` runs everything once on little text.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use styringsdokument::parse;

const PROTOKOLL: &str = include_str!("../fixtures/000_8a9cbd8ee8be7790.txt");
const OPPDRAGSDOKUMENT: &str = include_str!("../fixtures/001_f1e775cd69a6a805.txt");

/// The most that a doubling of the text may multiply the time by.
const BOUND: f64 = 2.2;
/// The largest text, in MB.
const LARGEST: usize = 64;
const MB: usize = 1_000_000;

/// The time of one reading on this thread: what else the machine does is not counted.
fn time(text: &str) -> Duration {
    let start = ThreadTime::now();
    let extraction = parse(black_box(text));
    assert!(!extraction.documents.is_empty(), "a text holds at least one document");
    drop(black_box(extraction));
    start.elapsed()
}

fn repeated(unit: &str, bytes: usize) -> String {
    unit.repeat(bytes.div_ceil(unit.len()))
}

#[expect(clippy::cast_precision_loss, reason = "a text of 2^52 bytes would not be measured")]
fn report(name: &str, unit: &str, largest: usize) -> usize {
    print!("{name:<34}");
    let mut before: Option<Duration> = None;
    let mut slow = 0;
    let mut mb = 1;
    while mb <= largest {
        let text = repeated(unit, mb * MB);
        let took = time(&text).min(time(&text));
        let growth = before.map(|b| took.as_secs_f64() / b.as_secs_f64());
        let late = growth.is_some_and(|g| g > BOUND);
        slow += usize::from(late);
        let growth = growth.map_or_else(String::new, |g| format!("×{g:.2}{}", if late { "!" } else { "" }));
        print!("{:>9.1}{growth:>8}", mb as f64 / took.as_secs_f64());
        before = Some(took);
        mb *= 2;
    }
    println!();
    slow
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let letters = format!("{PROTOKOLL}\n\n{OPPDRAGSDOKUMENT}\n\n");
    let units = [
        ("letters", letters.as_str()),
        ("bars", "|"),
        ("digits", "7"),
        ("«Sak 1»", "Sak 1 "),
        ("«Sak 1» on lines", "Sak 1\n"),
        ("bullets", "- "),
        ("bullets on lines", "- a\n"),
        ("unclosed emphasis", "**a "),
        ("an endless row of a table", "| 701 | 21 "),
        ("a date on every word", "1. mars 2026 "),
    ];
    if !arguments.iter().any(|a| a == "--bench") {
        for (_, unit) in units {
            time(&repeated(unit, 20_000));
        }
        return;
    }
    let largest = arguments.iter().find_map(|a| a.parse().ok()).unwrap_or(LARGEST);
    println!("MB/s of processor time for 1, 2, 4 … {largest} MB, and how much longer each takes than the one before; over ×{BOUND} is marked.");
    let slow: usize = units.iter().map(|(name, unit)| report(name, unit, largest)).sum();
    println!("{slow} doublings take more than {BOUND} times as long.");
}
