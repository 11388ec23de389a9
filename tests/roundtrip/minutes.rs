//! Minutes of a foretaksmøte: agenda, attendance, items with decisions, the end of the meeting.

use jiff::civil::date;

use super::facts::Fact;
use super::pen::{Pen, uncapital};
use super::words::{Both, MONTHS};

const ITEMS: &[(Both, Both)] = &[
    (
        ("Foretaksmøtet konstitueres", "Føretaksmøtet blir konstituert"),
        ("Innkallingen er godkjent. Foretaksmøtet er lovlig satt.", "Innkallinga er godkjend. Føretaksmøtet er lovleg sett."),
    ),
    (("Godkjenning av dagsorden", "Godkjenning av saklista"), ("Dagsorden er godkjent.", "Saklista er godkjend.")),
    (
        ("Krav og rammer", "Krav og rammer"),
        ("Krav og rammer legges til grunn for styrets arbeid.", "Krav og rammer blir lagde til grunn for arbeidet i styret."),
    ),
    (("Godtgjørelse til styret", "Godtgjersle til styret"), ("Godtgjørelsen fastsettes som foreslått.", "Godtgjersla blir fastsett som foreslått.")),
    (("Valg av revisor", "Val av revisor"), ("Forslaget til revisor vedtas.", "Framlegget til revisor er vedteke.")),
    (
        ("Årsregnskap og årsberetning", "Årsrekneskap og årsmelding"),
        ("Årsregnskapet og årsberetningen godkjennes.", "Årsrekneskapen og årsmeldinga er godkjende."),
    ),
];
const WEEKDAYS: [Both; 7] = [
    ("Mandag", "Måndag"),
    ("Tirsdag", "Tysdag"),
    ("Onsdag", "Onsdag"),
    ("Torsdag", "Torsdag"),
    ("Fredag", "Fredag"),
    ("Lørdag", "Laurdag"),
    ("Søndag", "Sundag"),
];

/// Writes the minutes; `body` writes what is said under an item.
pub(super) fn write(pen: &mut Pen, mut bodies: Vec<impl FnOnce(&mut Pen)>) {
    opening(pen);
    let count = (2 + pen.choices.below(4)).max(bodies.len().min(4) + 1);
    let style = pen.choices.below(4);
    let titles: Vec<&'static str> = ITEMS[..count.min(ITEMS.len())].iter().map(|(title, _)| pen.say(*title)).collect();
    agenda(pen, &titles, style);
    attendance(pen);
    for (i, title) in titles.iter().enumerate() {
        let number = u32::try_from(i + 1).unwrap_or(1);
        pen.item = Some(number);
        let head = label(pen, number, title, if style == 3 { 2 } else { style });
        pen.block(&if pen.marked() { format!("## {head}") } else { head.clone() });
        pen.fact(Fact::Section { number: None, title: head });
        pen.fact(Fact::AgendaItem { number, title: (*title).to_owned(), listed: true, treated: true });
        // What is said stands under the items from the third on, as the first two open the meeting.
        if i >= 2 || i + 1 == titles.len() {
            let last = i + 1 == titles.len();
            let many = if last { bodies.len() } else { bodies.len().min(2) };
            bodies.drain(..many).for_each(|body| body(pen));
        } else {
            let asked = pen.say((
                "Møteleder spurte om det var merknader. Det var ingen merknader.",
                "Møteleiaren spurde om det var merknader. Det var ingen merknader.",
            ));
            pen.para(asked);
        }
        decision(pen, number, pen.say(ITEMS[i].1));
    }
    pen.item = None;
    let (hour, minute) = (14 + pen.choices.below(3), pen.choices.below(60));
    let words = pen.say(("Møtet ble hevet kl.", "Møtet vart heva kl."));
    pen.block(&format!("{words} {hour}.{minute:02}."));
    pen.fact(Fact::header("meeting.end", format!("{hour}:{minute:02}")));
}

fn opening(pen: &mut Pen) {
    let (year, agency, ministry) = (pen.year, pen.agency, pen.ministry);
    let (month, day) = (1 + pen.choices.below(6), 1 + pen.choices.below(28));
    let (hour, minute) = (9 + pen.choices.below(5), 15 * pen.choices.below(4));
    let name = MONTHS[month - 1];
    let from = pen.say(("Protokoll fra foretaksmøte i", "Protokoll frå føretaksmøte i"));
    let title = match pen.choices.below(3) {
        0 => format!("{from} {agency}"),
        1 => format!("{from} {agency} {day}. {name} {year}"),
        _ => format!("{} {agency}", from.to_uppercase()),
    };
    for (field, value) in [
        ("kind", "protokoll".to_owned()),
        ("language", pen.say(("nb", "nn")).to_owned()),
        ("title", title.clone()),
        ("fiscal_year", year.to_string()),
        ("date", format!("{year}-{month:02}-{day:02}")),
        ("issuer.name", ministry.to_owned()),
        ("meeting.enterprise", agency.to_owned()),
        ("meeting.date", format!("{year}-{month:02}-{day:02}")),
        ("meeting.start", format!("{hour:02}:{minute:02}")),
    ] {
        pen.fact(Fact::header(field, value));
    }
    super::header::title_line(pen, &title);
    let i16_month = i8::try_from(month).unwrap_or(1);
    let weekday = date(year, i16_month, i8::try_from(day).unwrap_or(1)).weekday().to_monday_zero_offset();
    let weekday = pen.say(WEEKDAYS[usize::try_from(weekday).unwrap_or(0)]);
    let place = *pen.choices.pick(&["Prøvehotellet, Oslo", "Målegata 9, Bergen"]);
    let at = |place: &str| Fact::header("meeting.place", place);
    let nn = pen.nn;
    let words = match pen.choices.below(4) {
        0 => {
            pen.fact(at(place));
            if nn {
                format!("Den {day}. {name} {year} kl. {hour}.{minute:02} vart det halde føretaksmøte i {agency} på {place}.")
            } else {
                format!("Det ble den {day}. {name} {year} kl. {hour}.{minute:02} avholdt foretaksmøte i {agency} på {place}.")
            }
        }
        1 => {
            pen.fact(Fact::header("meeting.form", "digital"));
            if nn {
                format!("{weekday} {day}. {name} {year} kl. {hour}.{minute:02} vart det halde digitalt føretaksmøte i {agency}.")
            } else {
                format!("{weekday} {day}. {name} {year} kl. {hour}.{minute:02} ble det holdt digitalt foretaksmøte i {agency}.")
            }
        }
        2 => {
            pen.fact(at(place));
            format!("{}: {place}\n\nDato: {day}. {name} {year} kl. {hour}.{minute:02}", pen.say(("Sted", "Stad")))
        }
        _ => {
            pen.fact(at(place));
            format!("Dato: {day}. {name} {year} kl. {hour}.{minute:02}\n{}: {place}", pen.say(("Møtested", "Møtestad")))
        }
    };
    pen.block(&words);
}

fn label(pen: &Pen, number: u32, title: &str, style: usize) -> String {
    match style {
        0 => format!("Sak {number} {title}"),
        1 => format!("Sak {number:02}/{} {title}", pen.year % 100),
        2 => format!("Sak {number}: {title}"),
        _ => format!("{number}. {title}"),
    }
}

fn agenda(pen: &mut Pen, titles: &[&str], style: usize) {
    let head = if pen.nn { "Sakliste" } else { *pen.choices.pick(&["Dagsorden", "Saksliste"]) };
    let head = if pen.choices.once_in(2) { format!("{head}:") } else { head.to_owned() };
    let lines: Vec<String> = titles.iter().zip(1..).map(|(title, n)| label(pen, n, title, style)).collect();
    if pen.marked() && style != 3 {
        pen.block(&format!("### {head}"));
        pen.block(&lines.join("\n\n"));
    } else {
        pen.block(&format!("{head}\n{}", lines.join("\n")));
    }
}

const GUESTS: &[Both] = &[
    ("Statsråd", "Statsråd"),
    ("Ekspedisjonssjef", "Ekspedisjonssjef"),
    ("Avdelingsdirektør", "Avdelingsdirektør"),
    ("Seniorrådgiver", "Seniorrådgivar"),
];
const BOARD: &[Both] = &[("Styreleder", "Styreleiar"), ("Nestleder", "Nestleiar"), ("Styremedlem", "Styremedlem")];
const STAFF: &[Both] = &[("Administrerende direktør", "Administrerande direktør"), ("Økonomidirektør", "Økonomidirektør")];

fn attendance(pen: &mut Pen) {
    let from = pen.say(("Fra", "Frå"));
    let form = pen.choices.below(3);
    let ministry = pen.ministry;
    group(pen, &format!("{from} {ministry} møtte"), GUESTS, "present", form);
    group(pen, &format!("{from} styret møtte"), BOARD, "present", form);
    if pen.choices.once_in(2) {
        group(pen, &format!("{from} administrasjonen møtte"), STAFF, "present", form);
    }
    if pen.choices.once_in(2) {
        let also = pen.say(("Også til stede", "Også til stades"));
        group(pen, also, &GUESTS[2..], "also_present", form);
    }
    if pen.choices.once_in(3) {
        let name = pen.person();
        pen.block(&format!("Forfall: {name}"));
        pen.fact(Fact::Participant { name, title: None, presence: "absent".into() });
    }
    let nn = pen.nn;
    match pen.choices.below(3) {
        0 => {
            let words = if nn {
                "Riksrevisjonen var varsla i samsvar med lov om Riksrevisjonen § 13 og møtte ikkje."
            } else {
                "Riksrevisjonen var varslet i samsvar med lov om Riksrevisjonen § 13 og møtte ikke."
            };
            pen.refer("lov om Riksrevisjonen § 13");
            pen.block(words);
        }
        1 => {
            let name = pen.person();
            let words = if nn { "Riksrevisjonen var varsla og møtte ved" } else { "Riksrevisjonen var varslet og møtte ved" };
            pen.block(&format!("{words} {name}."));
            pen.fact(Fact::header("meeting.auditor", &name));
            pen.fact(Fact::Participant { name, title: None, presence: "auditor".into() });
        }
        _ => {}
    }
}

fn group(pen: &mut Pen, head: &str, titles: &[Both], presence: &str, form: usize) {
    let count = 1 + pen.choices.below(titles.len());
    let colon = if pen.choices.once_in(2) { ":" } else { "" };
    let mut lines = Vec::new();
    for &title in &titles[..count] {
        let (name, title) = (pen.person(), pen.say(title));
        // Members of a board often stand without a title.
        if title == pen.say(BOARD[2]) && form != 2 && pen.choices.once_in(2) {
            lines.push(name.clone());
            pen.fact(Fact::Participant { name, title: None, presence: presence.to_owned() });
            continue;
        }
        lines.push(if form == 1 { format!("{title:<28}{name}") } else { format!("{title} {name}") });
        pen.fact(Fact::Participant { name, title: Some(title.to_owned()), presence: presence.to_owned() });
    }
    match form {
        0 if pen.marked() => {
            pen.block(&format!("### {head}{colon}"));
            pen.block(&lines.join("\n\n"));
        }
        2 => {
            let lines: Vec<String> = lines.iter().enumerate().map(|(i, l)| if i == 0 { l.clone() } else { uncapital(l) }).collect();
            lower_titles(pen, count);
            pen.block(&format!("{head}: {}", lines.join(", ")));
        }
        _ => pen.block(&format!("{head}{colon}\n{}", lines.join("\n"))),
    }
}

/// In a running line the titles behind the first begin with a small letter, and are printed so.
fn lower_titles(pen: &mut Pen, count: usize) {
    let from = pen.facts.len() + 1 - count;
    for fact in &mut pen.facts[from..] {
        if let Fact::Participant { title: Some(title), .. } = fact {
            *title = uncapital(title);
        }
    }
}

fn decision(pen: &mut Pen, item: u32, words: &str) {
    let meeting = pen.say(("Foretaksmøtet", "Føretaksmøtet"));
    let fattet = pen.say(("fattet følgende vedtak", "gjorde følgjande vedtak"));
    match pen.choices.below(5) {
        0 => pen.block(&format!("{meeting} vedtok:")),
        3 => pen.block(&format!("{meeting} vedtok {}:", pen.say(("enstemmig", "samrøystes")))),
        1 => pen.block(&format!("{meeting} {fattet}:")),
        2 => pen.block("Vedtak:"),
        _ => {
            pen.block(&format!("Vedtak: {words}"));
            return pen.fact(Fact::Decision { agenda_item: Some(item), text: words.to_owned() });
        }
    }
    let slanted = pen.marked() && pen.choices.once_in(2);
    pen.block(&if slanted { format!("*{words}*") } else { words.to_owned() });
    pen.fact(Fact::Decision { agenda_item: Some(item), text: words.to_owned() });
}
