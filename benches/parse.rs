//! How fast letters are read: bytes of text per second, beside pulldown-cmark's event stream over the same text.
//!
//! `cargo bench` measures; `cargo test --benches`, or `cargo bench -- --test`, runs everything once and only checks the answers.

use std::hint::black_box;
use std::time::{Duration, Instant};

use styringsdokument::{Extraction, layers, parse};

const PROTOKOLL: &str = include_str!("../fixtures/000_8a9cbd8ee8be7790.txt");
const OPPDRAGSDOKUMENT: &str = include_str!("../fixtures/001_f1e775cd69a6a805.txt");

/// Each text is read until so many bytes have been read by each task, so that short and long texts get the same time.
const BYTES: usize = 12_000_000;
/// The least number of rounds. The best one counts: whatever else the machine does only makes a round slower.
const ROUNDS: usize = 5;
/// The least sizes of the long texts.
const LONG: [usize; 2] = [200_000, 8_000_000];

/// What a task found, to see that every round gives the same: documents and mandates, events, or bytes of JSON.
type Answer = [usize; 2];

/// Something to measure over one text, with the time to drop its result. A further row of the table is a further task.
struct Task<'a> {
    name: &'static str,
    run: Box<dyn Fn() -> Answer + 'a>,
}

/// The first task is what the others are compared with.
fn tasks<'a>(text: &'a str, extraction: &'a Extraction) -> Vec<Task<'a>> {
    vec![
        Task { name: "pulldown-cmark", run: Box::new(|| events(text)) },
        Task { name: "comrak", run: Box::new(|| [nodes(text), 0]) },
        Task { name: "blocks", run: Box::new(|| [layers::blocks(black_box(text)), 0]) },
        Task { name: "blocks, values", run: Box::new(|| [layers::values(black_box(text)), 0]) },
        Task { name: "parse", run: Box::new(|| count(&parse(black_box(text)))) },
        Task { name: "to_json", run: Box::new(|| [to_json(black_box(extraction)).len(), 0]) },
        Task { name: "parse, to_json", run: Box::new(|| [to_json(&parse(black_box(text))).len(), 0]) },
    ]
}

/// comrak's tree with tables, which it must have whole before the first node can be looked at.
fn nodes(text: &str) -> usize {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    let arena = comrak::Arena::new();
    comrak::parse_document(&arena, black_box(text), &options).descendants().count()
}

fn events(text: &str) -> Answer {
    let parser = pulldown_cmark::Parser::new_ext(black_box(text), pulldown_cmark::Options::ENABLE_TABLES);
    [parser.map(black_box).count(), 0]
}

fn count(extraction: &Extraction) -> Answer {
    [extraction.documents.len(), extraction.documents.iter().map(|document| document.mandates.len()).sum()]
}

fn to_json(extraction: &Extraction) -> String {
    serde_json::to_string(extraction).expect("plain data always serialises")
}

/// The best time of each task. Their rounds take turns, so that a slow spell of the machine hits them all.
fn measure(tasks: &[Task], rounds: usize) -> Vec<Duration> {
    let expected: Vec<Answer> = tasks.iter().map(|task| (task.run)()).collect();
    let mut best = vec![Duration::MAX; tasks.len()];
    for _ in 0..rounds {
        for ((task, best), expected) in tasks.iter().zip(&mut best).zip(&expected) {
            let start = Instant::now();
            let answer = black_box((task.run)());
            *best = start.elapsed().min(*best);
            assert_eq!(answer, *expected, "{} gives another answer than before", task.name);
        }
    }
    best
}

#[expect(clippy::cast_precision_loss, reason = "a text of 2^52 bytes would not be measured")]
fn report(text: &str, task: &Task, best: Duration, baseline: Duration) {
    let seconds = best.as_secs_f64();
    let speed = text.len() as f64 / 1e6 / seconds;
    println!("  {:<16}{:>12.1}{speed:>12.2}{:>12.3}", task.name, seconds * 1e6, baseline.as_secs_f64() / seconds);
}

fn main() {
    // Cargo passes `--bench` to a benchmark and nothing to a test.
    let arguments: Vec<String> = std::env::args().collect();
    let given = |name: &str| arguments.iter().any(|argument| argument == name);
    let quick = given("--test") || !given("--bench");

    // Before anything else has compiled a pattern.
    let start = Instant::now();
    drop(black_box(parse(OPPDRAGSDOKUMENT)));
    let first = start.elapsed();
    let start = Instant::now();
    drop(black_box(parse(PROTOKOLL)));
    println!("First call, patterns and all: {first:.1?} for an oppdragsdokument, then {:.1?} for the protokoll.", start.elapsed());

    let both = format!("{PROTOKOLL}\n\n{OPPDRAGSDOKUMENT}\n\n");
    let [long, longest] = LONG.map(|bytes| both.repeat(bytes.div_ceil(both.len())));
    println!("Bytes are those of the text, in every row; «ratio» is the speed as a share of pulldown-cmark's.");
    for (name, text) in [
        ("short: oppdragsdokument with two supplements", OPPDRAGSDOKUMENT),
        ("typical: protokoll", PROTOKOLL),
        ("long: both, repeated", long.as_str()),
        ("a whole archive: both, repeated", if quick { "# Tildelingsbrev for 2026\n" } else { longest.as_str() }),
    ] {
        let extraction = parse(text);
        let [documents, mandates] = count(&extraction);
        assert!(documents >= 1, "{name}: no document was found");
        let json = to_json(&extraction).len();
        println!("\n{name}; bytes {}, documents {documents}, mandates {mandates}, bytes of JSON {json}", text.len());

        let tasks = tasks(text, &extraction);
        let rounds = if quick { 1 } else { ROUNDS.max(BYTES / text.len()) };
        let best = measure(&tasks, rounds);
        println!("  {:<16}{:>12}{:>12}{:>12}", format!("(best of {rounds})"), "µs", "MB/s", "ratio");
        for (task, time) in tasks.iter().zip(&best) {
            report(text, task, *time, best[0]);
        }
    }
}
