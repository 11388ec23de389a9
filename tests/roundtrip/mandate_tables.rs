//! Assignments in the rows of a table, with lists in their cells.

use super::facts::{Fact, MandateFact};
use super::moments::day;
use super::pen::Pen;
use super::words::{TASKS, TITLES};

/// `Nr. | Oppdrag | Frist | Ansvarlig`, and a row each.
pub(super) fn write(pen: &mut Pen) {
    let title = pen.pick_words(&[("Oppdrag i tabell", "Oppdrag i tabell"), ("Nye oppdrag", "Nye oppdrag")]);
    pen.heading(title);
    let mut text = format!("| Nr. | Oppdrag | Frist | {} |\n|---|---|---|---|\n", pen.say(("Ansvarlig", "Ansvarleg")));
    for _ in 0..=pen.choices.below(3) {
        let row = row(pen);
        text.push_str(&row);
    }
    pen.block(text.trim_end());
}

fn row(pen: &mut Pen) -> String {
    pen.ids += 1;
    let (number, year) = (pen.ids, pen.year);
    let id = if pen.choices.once_in(2) { format!("{year}-{number:02}") } else { format!("TB{year}-{number}") };
    let title = pen.pick_words(TITLES);
    let form = pen.choices.below(5);
    let count = if form == 0 { 0 } else { 2 + pen.choices.below(2) };
    let items: Vec<String> = (0..count).map(|_| part(pen, &id)).collect();
    let list = match form {
        0 => String::new(),
        1 => format!("<ol><li>{}</li></ol>", items.join("</li><li>")),
        2 => format!("<ol><li><p>{}</p></li></ol>", items.join("</p></li><li><p>")),
        3 => (1..).zip(&items).fold(String::new(), |cell, (n, item)| cell + &format!("<br>{n}. {item}")),
        _ => format!("<ul><li>{}</li></ul>", items.join("</li><li>")),
    };
    // Parts have numbers.
    let parts = if form < 4 { items } else { Vec::new() };
    let time = day(pen);
    pen.fact(Fact::Deadline { when: format!("date:{}:by", time.when), mandate: Some(id.clone()), origin: "table".into() });
    let division = (*pen.choices.pick(&["KTA", "DIG"])).to_owned();
    let cell = if form == 2 { format!("<p>{title}</p>{list}") } else { format!("{title}{list}") };
    let line = format!("| {id} | {cell} | {} | {division} |\n", time.words);
    pen.fact(Fact::Mandate(MandateFact {
        form: "identified".into(),
        id: Some(id),
        title: Some(title.to_owned()),
        parts,
        status: "given".into(),
        responsible: Some(division),
        ..MandateFact::default()
    }));
    line
}

/// A part, once in a while with a deadline of its own, which is another year's so that it is not the row's.
fn part(pen: &mut Pen, id: &str) -> String {
    let task = pen.pick_words(TASKS);
    if !pen.choices.once_in(3) {
        return task.to_owned();
    }
    let (month, year) = (1 + pen.choices.below(12), pen.year + 1);
    let name = super::words::MONTHS[month - 1];
    pen.fact(Fact::Deadline { when: format!("date:{year}-{month:02}-07:by"), mandate: Some(id.to_owned()), origin: "prose".into() });
    format!("{task} {} 7. {name} {year}", pen.say(("innen", "innan")))
}
