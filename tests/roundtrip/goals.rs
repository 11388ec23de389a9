//! Goals, and what they are measured by.

use super::facts::Fact;
use super::pen::Pen;
use super::words::{GOALS, INDICATORS};

pub(super) fn write(pen: &mut Pen) {
    if pen.goals == 0 {
        let title = pen.pick_words(&[("Mål og prioriteringer", "Mål og prioriteringar"), ("Overordnede mål", "Overordna mål")]);
        pen.heading(title);
    }
    pen.goals += 1;
    let n = pen.goals;
    let title = pen.say(GOALS[(n as usize - 1) % GOALS.len()]);
    let word = match pen.choices.below(3) {
        0 => "Mål",
        1 => pen.say(("Hovedmål", "Hovudmål")),
        _ => "Delmål",
    };
    let mark = *pen.choices.pick(&[":", ".", " –"]);
    pen.plain_heading(&format!("{word} {n}{mark} {title}"));
    pen.fact(Fact::Goal { number: Some(n.to_string()), title: title.to_owned() });
    let words = pen.pick_words(super::words::PLAIN);
    pen.para(words);
    match pen.choices.below(6) {
        0 | 1 => list(pen),
        2 => lines(pen),
        3 => headed(pen),
        4 => table(pen),
        _ => {}
    }
}

const KINDS: [(&str, (&str, &str)); 3] = [
    ("styringsparameter", ("Styringsparametere", "Styringsparametrar")),
    ("nokkeltall", ("Nøkkeltall", "Nøkkeltal")),
    ("resultatkrav", ("Resultatkrav", "Resultatkrav")),
];

fn some(pen: &mut Pen) -> Vec<String> {
    let start = pen.choices.below(INDICATORS.len());
    let count = 1 + pen.choices.below(3);
    (0..count).map(|i| pen.say(INDICATORS[(start + i) % INDICATORS.len()]).to_owned()).collect()
}

/// Bullets below a line that names them.
fn list(pen: &mut Pen) {
    let &(kind, name) = pen.choices.pick(&KINDS);
    let name = pen.say(name);
    let lead = match pen.choices.below(3) {
        0 => format!("{name}:"),
        1 => {
            format!("{} {}:", pen.say(("Måloppnåelsen vurderes ut fra følgende", "Måloppnåinga blir vurdert ut frå følgjande")), name.to_lowercase())
        }
        _ => format!("{name} {}:", pen.say(("for målet", "for målet"))),
    };
    pen.block(&lead);
    let items = some(pen);
    for text in &items {
        pen.fact(Fact::Indicator { kind: kind.to_owned(), text: text.clone() });
    }
    pen.bullets(&items);
}

/// A line each: «Styringsparameter 1: …».
fn lines(pen: &mut Pen) {
    for (i, text) in some(pen).into_iter().enumerate() {
        let line = match pen.choices.below(2) {
            0 => format!("Styringsparameter {}: {text}", i + 1),
            _ => format!("Styringsparameter: {text}"),
        };
        pen.block(&line);
        pen.fact(Fact::Indicator { kind: "styringsparameter".into(), text: line });
    }
}

/// Bullets below a heading that names them.
fn headed(pen: &mut Pen) {
    let &(kind, name) = pen.choices.pick(&KINDS);
    let name = pen.say(name);
    pen.plain_heading(name);
    let items = some(pen);
    for text in &items {
        pen.fact(Fact::Indicator { kind: kind.to_owned(), text: text.clone() });
    }
    pen.bullets(&items);
}

/// A column of a table.
fn table(pen: &mut Pen) {
    let &(kind, (_, _)) = &KINDS[pen.choices.below(2)];
    let head = if kind == "nokkeltall" { pen.say(("Nøkkeltall", "Nøkkeltal")) } else { "Styringsparameter" };
    let goal = pen.say(("Ambisjon", "Ambisjon"));
    let mut lines = vec![format!("| {head} | {goal} |"), "|---|---|".to_owned()];
    for text in some(pen) {
        let level = 5 + pen.choices.below(90);
        lines.push(format!("| {text} | {level} |"));
        pen.fact(Fact::Indicator { kind: kind.to_owned(), text });
    }
    pen.block(&lines.join("\n"));
}

/// Goals in a list, without numbers.
pub(super) fn unnumbered(pen: &mut Pen) {
    let title = pen.pick_words(&[("Samfunnsoppdrag", "Samfunnsoppdrag"), ("Strategi", "Strategi")]);
    pen.heading(title);
    let lead = pen.pick_words(&[
        ("Hovedmålene for arbeidet er:", "Hovudmåla for arbeidet er:"),
        ("Målene er:", "Måla er:"),
        ("De overordnede målene er:", "Dei overordna måla er:"),
    ]);
    pen.block(lead);
    let start = pen.choices.below(GOALS.len());
    let count = 1 + pen.choices.below(3);
    let items: Vec<String> = (0..count).map(|i| pen.say(GOALS[(start + i) % GOALS.len()]).to_owned()).collect();
    for title in &items {
        pen.fact(Fact::Goal { number: None, title: title.clone() });
    }
    pen.bullets(&items);
}
