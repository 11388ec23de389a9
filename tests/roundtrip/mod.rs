//! Letters made up by choices, with the facts they state.
//!
//! A [`Plan`] is rows of numbers; [`letter`] writes the letter that they choose. Every surface of the genre has its file, and states the
//! facts of a sentence where it writes the sentence, as a civil servant reads it.
//!
//! The module stands by itself, so that a bench can take its letters: `#[path = "../tests/roundtrip/mod.rs"] mod letters;`.
#![allow(dead_code, reason = "a bench uses the long letter only, the test all")]

mod board;
mod choices;
mod citing;
mod closing;
mod contents;
pub(crate) mod facts;
mod goals;
mod header;
mod mandate_tables;
mod mandates;
mod minutes;
mod moments;
mod noise;
mod pen;
mod prose;
mod reporting;
mod tables;
mod words;

use choices::Choices;
use facts::Fact;
use pen::{Kind, Pen};

/// What a letter is made by.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Which of the five kinds, and whether it is in nynorsk.
    pub(crate) kind: usize,
    pub(crate) nynorsk: bool,
    /// The choices of the header, the closing and the letter's style.
    pub(crate) frame: Vec<u16>,
    /// The choices of each block of the body; the first says which it is.
    pub(crate) blocks: Vec<Vec<u16>>,
    /// The choices of page breaks and footers; none without numbers.
    pub(crate) noise: Vec<u16>,
    /// Line ends and spaces of the whole text.
    pub(crate) ends: usize,
    /// Whether forms are written that the parser is known not to read yet.
    pub(crate) gaps: bool,
}

/// A letter and what it says.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) text: String,
    pub(crate) facts: Vec<Fact>,
}

/// Writes the minutes of a board's meeting, which are of no family; of the plan, the frame.
pub(crate) fn board_minutes(plan: &Plan) -> Letter {
    let mut pen = Pen::new(Kind::Protokoll, plan.nynorsk, plan.gaps, Choices::new(plan.frame.clone()), Choices::default());
    board::write(&mut pen);
    Letter { text: ended(&pen.text, plan.ends), facts: pen.facts }
}

/// Writes the letter of a plan.
pub(crate) fn letter(plan: &Plan) -> Letter {
    let kind = Kind::ALL[plan.kind % Kind::ALL.len()];
    let mut pen = Pen::new(kind, plan.nynorsk, plan.gaps, Choices::new(plan.frame.clone()), Choices::new(plan.noise.clone()));
    if kind == Kind::Protokoll {
        let bodies = plan.blocks.iter().map(|block| {
            move |pen: &mut Pen| {
                let frame = std::mem::replace(&mut pen.choices, Choices::new(block.clone()));
                said(pen);
                pen.choices = frame;
            }
        });
        minutes::write(&mut pen, bodies.collect());
    } else {
        let rest = header::open(&mut pen);
        let title = pen.pick_words(&[("Innledning", "Innleiing"), ("Bakgrunn", "Bakgrunn")]);
        pen.heading(title);
        citing::opening(&mut pen);
        header::close(&mut pen, rest);
        for block in &plan.blocks {
            let frame = std::mem::replace(&mut pen.choices, Choices::new(block.clone()));
            body(&mut pen);
            pen.choices = frame;
        }
        // Counting begins with two.
        if pen.sections == 1 {
            let title = pen.say(("Avslutning", "Avslutning"));
            pen.heading(title);
            pen.para(pen.say(words::PLAIN[0]));
        }
        closing::write(&mut pen);
    }
    contents::insert(&mut pen);
    Letter { text: ended(&pen.text, plan.ends), facts: pen.facts }
}

/// A block of a letter's body.
fn body(pen: &mut Pen) {
    match pen.choices.below(10) {
        0 => {
            let title = pen.pick_words(words::TITLES);
            pen.heading(title);
            said(pen);
            if pen.choices.once_in(3) {
                let title = pen.pick_words(words::TITLES);
                pen.subheading(title);
                said(pen);
            }
        }
        // No letter has dozens of goals.
        1 if pen.goals < 20 => goals::write(pen),
        1 | 2 => tables::write(pen),
        3 if pen.choices.once_in(3) => mandate_tables::write(pen),
        3 => mandates::assignments(pen),
        4 => reporting::calendar(pen),
        5 => prose::under_heading(pen),
        6 => {
            let title = pen.say(("Endringer i tildelinger", "Endringar i tildelingar"));
            pen.heading(title);
            for _ in 0..=pen.choices.below(3) {
                prose::naming(pen);
            }
        }
        7 => mandates::announced(pen),
        8 => goals::unnumbered(pen),
        _ => {
            let title = pen.pick_words(&[("Rapportering", "Rapportering"), ("Andre føringer", "Andre føringar")]);
            pen.heading(title);
            for _ in 0..=pen.choices.below(3) {
                reporting::sentence(pen);
            }
        }
    }
}

/// Paragraphs of running text: plain sentences, requests, references.
fn said(pen: &mut Pen) {
    for _ in 0..=pen.choices.below(4) {
        match pen.choices.below(7) {
            0 => {
                let words = pen.pick_words(words::PLAIN);
                pen.para(words);
            }
            1 => mandates::listed(pen),
            2 => mandates::requested(pen),
            3 => mandates::binding(pen),
            4 => citing::sentence(pen),
            5 => reporting::sentence(pen),
            _ => {
                let words = pen.pick_words(words::PLAIN);
                pen.para(words);
                mandates::requested(pen);
            }
        }
    }
}

/// The text with other line ends or spaces.
fn ended(text: &str, ends: usize) -> String {
    match ends % 4 {
        1 => text.replace('\n', "\r\n"),
        2 => text.replace("\n\n", "\n\n\n"),
        3 => text.replace(" kroner", "\u{a0}kroner").replace("kap. ", "kap.\u{a0}").replace("§ ", "§\u{a0}"),
        _ => text.to_owned(),
    }
}

/// A letter of at least so many bytes, the same in every run: for benches.
pub(crate) fn long(bytes: usize) -> Letter {
    let mut state: u32 = 1;
    let mut numbers = |n: usize| -> Vec<u16> {
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u16::try_from(state >> 16).unwrap_or(0)
        };
        (0..n).map(|_| next()).collect()
    };
    // Headings without numbers: hundreds of sections are counted by nobody.
    let frame = [vec![0, 0, 0, 10_000, 0], numbers(40)].concat();
    let mut plan = Plan { kind: 0, nynorsk: false, frame, blocks: Vec::new(), noise: Vec::new(), ends: 0, gaps: false };
    loop {
        let more = 8 + plan.blocks.len();
        plan.blocks.extend((0..more).map(|_| numbers(40)));
        plan.noise.extend(numbers(40 * more));
        let letter = letter(&plan);
        if letter.text.len() >= bytes {
            return letter;
        }
    }
}
