//! Minutes of a board's meeting: they look like those of an owner's, and are of no family.

use super::facts::Fact;
use super::pen::Pen;
use super::words::TASKS;

pub(super) fn write(pen: &mut Pen) {
    pen.fact(Fact::header("kind", "annet"));
    let (agency, year) = (pen.agency, pen.year);
    let title = match pen.choices.below(4) {
        0 => format!("Protokoll {} styremøte i {agency}", pen.say(("fra", "frå"))),
        1 => format!("Møteprotokoll – styret i {agency}"),
        2 => format!("PROTOKOLL {} STYREMØTE {year}", pen.say(("FRA", "FRÅ"))),
        _ => format!("Styreprotokoll {agency} {year}"),
    };
    super::header::title_line(pen, &title);
    pen.block(pen.say(("Til stede:", "Til stades:")));
    let member = pen.person();
    pen.block(&member);
    for n in 1..=2 + pen.choices.below(3) {
        let head = format!("Sak {n}/{} {}", year % 100, pen.say(("Orientering om driften", "Orientering om drifta")));
        pen.block(&if pen.marked() { format!("## {head}") } else { head });
        let (asked, task) = (pen.say(("ba administrasjonen om å", "bad administrasjonen om å")), pen.pick_words(TASKS));
        pen.block(&format!("Styret {asked} {task}."));
        pen.block("Vedtak:");
        pen.block(pen.say(("Styret tok saken til orientering.", "Styret tok saka til orientering.")));
    }
}
