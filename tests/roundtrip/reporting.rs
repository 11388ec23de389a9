//! Reporting: calendars and sentences about when to report.

use super::facts::Fact;
use super::moments::{Time, by};
use super::pen::Pen;
use super::words::MONTHS;

const EVENTS: &[(&str, &str)] = &[
    ("Innspill til budsjettproposisjonen", "Innspel til budsjettproposisjonen"),
    ("Årsrapport", "Årsrapport"),
    ("Avvik fra budsjettet", "Avvik frå budsjettet"),
    ("Risikovurdering", "Risikovurdering"),
    ("Virksomhetsplan", "Verksemdsplan"),
    ("Tertialrapport", "Tertialrapport"),
];

/// A calendar in rising order.
pub(super) fn calendar(pen: &mut Pen) {
    let title = pen.pick_words(&[("Rapportering og oppfølging", "Rapportering og oppfølging"), ("Styringskalender", "Styringskalender")]);
    pen.heading(title);
    let due = pen.choices.below(3);
    let head = ["Frist", "Dato", "Frist"][due];
    let what = pen.pick_words(&[("Beskrivelse", "Omtale"), ("Rapport", "Rapport")]);
    let count = 1 + pen.choices.below(4);
    let mut month = pen.choices.below(4);
    let mut rows = vec![[head.to_owned(), what.to_owned()]];
    for i in 0..count {
        month += 1 + pen.choices.below(2);
        let day = 1 + pen.choices.below(28);
        let (m, name, year) = (month.min(12), MONTHS[month.min(12) - 1], pen.year);
        let event = pen.say(EVENTS[(i + due) % EVENTS.len()]);
        let (words, when) = match pen.choices.below(5) {
            0 | 1 => (format!("{day}. {name}"), format!("date:{year}-{m:02}-{day:02}")),
            2 => (format!("{day}.{m}.{year}"), format!("date:{year}-{m:02}-{day:02}")),
            3 => (name.to_owned(), format!("period:{year}-{m:02}")),
            _ => (format!("{} {day}. {name}", pen.say(("Innen", "Innan"))), format!("date:{year}-{m:02}-{day:02}")),
        };
        let plain = head == "Frist" && when.starts_with("date");
        let when = if plain { format!("{when}:by") } else { when };
        pen.fact(Fact::Deadline { when, mandate: None, origin: "table".into() });
        rows.push([words, event.to_owned()]);
    }
    let lines: Vec<String> = if pen.choices.once_in(3) {
        rows.iter().map(|r| r.join("\t")).collect()
    } else {
        let mut lines: Vec<String> = rows.iter().map(|r| format!("| {} |", r.join(" | "))).collect();
        lines.insert(1, "|---|---|".into());
        lines
    };
    pen.block(&lines.join("\n"));
}

/// A sentence that binds to report.
pub(super) fn sentence(pen: &mut Pen) {
    let agency = pen.agency;
    let nn = pen.nn;
    let month = 1 + pen.choices.below(12);
    let year = pen.year;
    let name = MONTHS[month - 1];
    let recurring = |rule: &str| Some(format!("recurring:FREQ={rule}"));
    let (words, when) = match pen.choices.below(15) {
        0..=2 => {
            let Time { words, when } = by(pen);
            let words = match pen.choices.below(3) {
                0 => format!("{agency} skal sende departementet en rapport om arbeidet {words}."),
                1 => format!("Planen skal oversendes departementet {words}."),
                _ => format!("{agency} skal rapportere om bruken av midlene {words}."),
            };
            (
                if nn { words.replace(" en rapport", " ein rapport").replace("oversendes", "sendast").replace("midlene", "midlane") } else { words },
                Some(when),
            )
        }
        3 => (format!("{agency} skal rapportere til departementet {}.", pen.say(("kvartalsvis", "kvartalsvis"))), recurring("MONTHLY;INTERVAL=3")),
        4 => (
            format!("{agency} skal rapportere om framdriften tertialvis.").replace("framdriften", pen.say(("framdriften", "framdrifta"))),
            recurring("MONTHLY;INTERVAL=4"),
        ),
        5 if nn => (format!("{agency} skal rapportere to veker før kvart oppfølgingsmøte."), Some("relative:-P2W".into())),
        5 => (format!("{agency} skal rapportere to uker før hvert oppfølgingsmøte."), Some("relative:-P2W".into())),
        6 if nn => (format!("{agency} skal gjere greie for arbeidet i årsrapporten for {year}."), Some("event".into())),
        6 => (format!("{agency} skal redegjøre for arbeidet i årsrapporten for {year}."), Some("event".into())),
        // Times of the past and of others are no deadlines.
        7 if nn => (format!("Evalueringa vart lagd fram 3. {name} {}.", year - 1), None),
        7 => (format!("Evalueringen ble lagt fram 3. {name} {}.", year - 1), None),
        8 if nn => (format!("Ordninga gjeld frå 1. {name} {year}."), None),
        8 => (format!("Ordningen gjelder fra 1. {name} {year}."), None),
        9 if nn => (format!("Rapporten skal sendast departementet. Fristen er 1. {name} {year}."), Some(format!("date:{year}-{month:02}-01:by"))),
        9 => (format!("Rapporten skal sendes departementet. Fristen er 1. {name} {year}."), Some(format!("date:{year}-{month:02}-01:by"))),
        _ => (
            format!("Rapporten skal leverast departementet med frist 15. {name} {year}.").replace("leverast", pen.say(("leveres", "leverast"))),
            Some(format!("date:{year}-{month:02}-15:by")),
        ),
    };
    if words.contains(" skal ") {
        let end = words.find(". Frist").map_or(words.len(), |at| at + 1);
        pen.binds("skal", &words[..end]);
    }
    if let Some(when) = when {
        pen.fact(Fact::Deadline { when, mandate: None, origin: "prose".into() });
    }
    pen.para(&words);
}
