//! The end of a letter: who signs it, and who gets a copy.

use super::facts::Fact;
use super::pen::Pen;

const TITLES: &[(&str, &str)] = &[
    ("ekspedisjonssjef", "ekspedisjonssjef"),
    ("avdelingsdirektør", "avdelingsdirektør"),
    ("seniorrådgiver", "seniorrådgivar"),
    ("fagdirektør", "fagdirektør"),
];
const COPIES: &[&str] = &["Riksrevisjonen", "Prøverådet", "Statens måletjeneste", "Eksempelforbundet"];

pub(super) fn write(pen: &mut Pen) {
    let greeting = pen.say(("Med hilsen", "Med helsing"));
    pen.block(greeting);
    let signers = 1 + pen.choices.below(2);
    let columns = signers == 2 && pen.choices.once_in(3);
    if columns {
        beside(pen);
    }
    for i in 0..if columns { 0 } else { signers } {
        let name = pen.person();
        let title = pen.pick_words(TITLES);
        let on_behalf = i == 0 && pen.choices.once_in(2);
        let (mark, between) = (if on_behalf { " (e.f.)" } else { "" }, *pen.choices.pick(&["\n", "  \n", " "]));
        // Behind a bare name on the same line, a title is not to be told from a name.
        let mark = if on_behalf && pen.choices.once_in(3) { " e.f." } else { mark };
        let between = if between == " " && !on_behalf { "\n" } else { between };
        pen.block(&format!("{name}{mark}{between}{title}"));
        pen.fact(Fact::Signatory { name, title: Some(title.to_owned()), on_behalf });
    }
    if pen.choices.once_in(2) {
        let signed = pen.say((
            "Dokumentet er elektronisk signert og har derfor ikke håndskrevne signaturer",
            "Dokumentet er elektronisk signert og har derfor ikkje handskrivne signaturar",
        ));
        pen.block(&if pen.marked() { format!("*{signed}*") } else { signed.to_owned() });
    }
    let copies = &COPIES[..pen.choices.below(4)];
    if !copies.is_empty() {
        let words = match pen.choices.below(4) {
            0 => format!("Kopi: {}", copies.join(", ")),
            1 => format!("Kopi til:\n{}", copies.join("\n")),
            2 => format!("Kopi\n\n{}", copies.join("\n\n")),
            _ => format!("Kopi\n\n{}", copies.join("\n")),
        };
        pen.block(&words);
        for name in copies {
            pen.fact(Fact::CopyTo { name: (*name).to_owned() });
        }
    }
}

/// Two signers side by side, their titles below them.
fn beside(pen: &mut Pen) {
    let names = [pen.person(), pen.person()];
    let titles = [pen.pick_words(TITLES), pen.pick_words(TITLES)];
    let on_behalf = pen.choices.once_in(2);
    let first = format!("{}{}", names[0], if on_behalf { " (e.f.)" } else { "" });
    pen.block(&format!("{first:<34}{}\n{:<34}{}", names[1], titles[0], titles[1]));
    for (i, (name, title)) in names.into_iter().zip(titles).enumerate() {
        pen.fact(Fact::Signatory { name, title: Some(title.to_owned()), on_behalf: i == 0 && on_behalf });
    }
}
