//! What a letter asks for: assignments with ids, lists under a request, sentences that ask.

use super::facts::{Fact, MandateFact};
use super::moments::{Time, by, labelled};
use super::pen::{Kind, Pen, capital};
use super::words::{PURPOSES, TASKS, TITLES};

fn deadline(pen: &mut Pen, when: &str, mandate: Option<&str>, origin: &str) {
    pen.fact(Fact::Deadline { when: when.to_owned(), mandate: mandate.map(str::to_owned), origin: origin.to_owned() });
}

/// Who is asked, by its name or its noun.
fn actor(pen: &mut Pen) -> &'static str {
    if pen.choices.once_in(3) { pen.short } else { pen.agency }
}

/// An assignment: its id, its title, and both as its heading writes them.
struct Assignment {
    id: String,
    title: &'static str,
    head: String,
}

/// A section of assignments, once in a while with a list of them at its top.
pub(super) fn assignments(pen: &mut Pen) {
    let title = pen.pick_words(&[("Oppdrag", "Oppdrag"), ("Nye oppdrag", "Nye oppdrag"), ("Særskilte oppdrag", "Særskilde oppdrag")]);
    pen.heading(title);
    let count = 1 + pen.choices.below(3);
    let all: Vec<Assignment> = (0..count).map(|_| assignment(pen)).collect();
    if pen.choices.once_in(4) && all.iter().all(|a| a.id.starts_with('T')) {
        let items: Vec<String> = all.iter().map(|a| format!("{} {}", a.id, a.title)).collect();
        pen.bullets(&items);
    }
    for assignment in all {
        identified(pen, assignment);
    }
}

fn assignment(pen: &mut Pen) -> Assignment {
    pen.ids += 1;
    let (n, year) = (pen.ids, pen.year);
    let title = pen.pick_words(TITLES);
    let (id, head) = match pen.choices.below(4) {
        0 => (format!("TB{year}-{n}"), format!("TB{year}-{n} {title}")),
        1 => (format!("{year}-{n:02}"), format!("ID: {year}-{n:02} {title}")),
        2 => (format!("{year}-{n}"), format!("Oppdrag {year}-{n}: {title}")),
        _ => (format!("TTB{year}-{n}"), format!("TTB{year}-{n} – {title}")),
    };
    Assignment { id, title, head }
}

/// An assignment under its own heading.
fn identified(pen: &mut Pen, assignment: Assignment) {
    let Assignment { id, title, head } = assignment;
    pen.plain_heading(&head);
    let who = actor(pen);
    let task = pen.pick_words(TASKS);
    let skal = pen.choices.below(4);
    let sentence = match skal {
        0 | 1 => format!("{who} skal {task}."),
        2 if pen.nn => format!("{} bed {} om å {task}.", pen.ministry, pen.agency),
        2 => format!("{who} bes om å {task}."),
        _ if pen.nn => format!("{who} må {task}."),
        _ => format!("{who} må {task}."),
    };
    match skal {
        0 | 1 => pen.binds("skal", &sentence),
        3 => pen.binds("må", &sentence),
        _ => {}
    }
    let mut body = sentence;
    if pen.choices.once_in(2) {
        let Time { words, when } = by(pen);
        let more = pen.say(("Arbeidet skal være ferdig", "Arbeidet skal vere ferdig"));
        let more = format!("{more} {words}.");
        pen.binds("skal", &more);
        deadline(pen, &when, Some(&id), "prose");
        body = format!("{body} {more}");
    }
    pen.para(&body);
    let parts = parts(pen, &id);
    let mut same_line = false;
    if pen.choices.once_in(2) {
        let Time { words, when } = labelled(pen);
        // A label with words of its own is half a sentence: its origin is left open.
        deadline(pen, &when, Some(&id), if words.starts_with("Frist for") { "" } else { "label" });
        if pen.choices.once_in(4) && !words.starts_with("Frist for") {
            let label = pen.say(("Ansvarlig avdeling i PRD", "Ansvarleg avdeling i PRD"));
            pen.block(&format!("{words} {label}: KTA"));
            same_line = true;
        } else {
            pen.block(&words);
        }
    }
    let responsible = (!same_line && pen.choices.once_in(3)).then(|| (*pen.choices.pick(&["KTA", "DIG", "FOA"])).to_owned());
    if let Some(division) = &responsible {
        let label = pen.say(("Ansvarlig avdeling", "Ansvarleg avdeling"));
        pen.block(&format!("{label}: {division}"));
    }
    let responsible = if same_line { Some("KTA".to_owned()) } else { responsible };
    pen.fact(Fact::Mandate(MandateFact {
        form: "identified".into(),
        id: Some(id),
        title: Some(title.to_owned()),
        parts,
        status: "given".into(),
        responsible,
        ..MandateFact::default()
    }));
}

/// Numbered parts, some with a deadline of their own.
fn parts(pen: &mut Pen, id: &str) -> Vec<String> {
    if !pen.choices.once_in(3) {
        return Vec::new();
    }
    let lead =
        pen.pick_words(&[("Oppdraget har følgende deler:", "Oppdraget har følgjande delar:"), ("Oppdraget består av:", "Oppdraget er delt slik:")]);
    pen.block(lead);
    let count = 2 + pen.choices.below(3);
    let mut parts = Vec::new();
    let mut lines = Vec::new();
    for i in 1..=count {
        let mut part = format!("{}.", capital(pen.pick_words(TASKS)));
        if pen.choices.once_in(3) {
            let Time { words, when } = super::moments::day(pen);
            deadline(pen, &format!("date:{when}:by"), Some(id), "label");
            part = format!("{part} Frist {words}.");
        }
        lines.push(format!("{i}. {part}"));
        parts.push(part);
    }
    pen.block(&lines.join("\n"));
    if pen.choices.once_in(4) {
        let Time { words, when } = super::moments::day(pen);
        deadline(pen, &format!("date:{when}:by"), Some(id), "");
        pen.block(&format!("Frist for deloppdrag 1 og 2 er {words}."));
    }
    parts
}

/// Bullets under a request.
pub(super) fn listed(pen: &mut Pen) {
    let (nn, agency, ministry) = (pen.nn, pen.agency, pen.ministry);
    let meeting = pen.say(("Foretaksmøtet", "Føretaksmøtet"));
    let ask = pen.say(("ba", "bad"));
    let form = pen.choices.below(5);
    let (lead, addressee) = match (pen.kind, form) {
        (Kind::Protokoll, 0..=2) => (format!("{meeting} {ask} {agency} om å:"), agency),
        (Kind::Protokoll, 3) => {
            (format!("Videre {ask} {} {agency} om å:", meeting.to_lowercase()).replace("Videre", pen.say(("Videre", "Vidare"))), agency)
        }
        (_, 0 | 1) if nn => (format!("{ministry} bed {agency} om å:"), agency),
        (_, 0 | 1) => (format!("{agency} bes om å:"), agency),
        (_, 2) if nn => (format!("Departementet bed {agency} om å:"), agency),
        (_, 2) => (format!("Departementet ber {agency} om å:"), agency),
        (Kind::Protokoll, _) | (_, 3) => (format!("{agency} skal:"), agency),
        _ => (format!("{agency} skal i {}:", pen.year), agency),
    };
    pen.block(&lead);
    let count = 1 + pen.choices.below(4);
    let (big, stop) = (pen.choices.once_in(3), pen.choices.once_in(3));
    let mut items = Vec::new();
    for _ in 0..count {
        let mut item = pen.pick_words(TASKS).to_owned();
        if pen.choices.once_in(4) {
            let Time { words, when } = by(pen);
            deadline(pen, &when, None, "prose");
            item = format!("{item} {words}");
        }
        if big {
            item = capital(&item);
        }
        if stop {
            item.push('.');
        }
        pen.fact(Fact::Mandate(MandateFact {
            form: "listed".into(),
            text: Some(item.clone()),
            status: "given".into(),
            addressee: Some(addressee.to_owned()),
            ..MandateFact::default()
        }));
        items.push(item);
    }
    pen.bullets(&items);
}

/// A sentence that asks.
pub(super) fn requested(pen: &mut Pen) {
    let (nn, agency, ministry) = (pen.nn, pen.agency, pen.ministry);
    let who = actor(pen);
    let (task, purpose) = (pen.pick_words(TASKS), pen.pick_words(PURPOSES));
    let small = who.to_lowercase();
    let small = if who == pen.short { small.as_str() } else { who };
    let (words, addressee) = match (pen.kind, pen.choices.below(12)) {
        (Kind::Protokoll, 0..=3) if nn => (format!("Føretaksmøtet bad {agency} om å {task}"), Some(agency)),
        (Kind::Protokoll, 0..=3) => (format!("Foretaksmøtet ba {agency} om å {task}"), Some(agency)),
        (Kind::Protokoll, _) if nn => (format!("Føretaksmøtet bad om ei vurdering av {purpose}"), None),
        (Kind::Protokoll, _) => (format!("Foretaksmøtet ba om en vurdering av {purpose}"), None),
        (_, 0) if nn => (format!("{ministry} bed {small} om å {task}"), None),
        (_, 0) => (format!("{ministry} ber {small} om å {task}"), None),
        (_, 1) if nn => (format!("Vi bed om at {small} legg fram ei vurdering av {purpose}"), None),
        (_, 1) => (format!("Vi ber om at {small} legger fram en vurdering av {purpose}"), None),
        (_, 2) if nn => (format!("Departementet bed om å få ein statusrapport for {purpose}"), None),
        (_, 2) => (format!("{who} bes om å {task}"), Some(who)),
        (_, 3) if nn => (format!("{who} får i oppdrag å {task}"), None),
        (_, 3) => (format!("{who} gis i oppdrag å {task}"), Some(who)),
        (_, 4) if nn => (format!("Som ein del av dette arbeidet bed departementet {agency} om å {task}"), None),
        (_, 4) => (format!("Som en del av dette arbeidet ber departementet {agency} om å {task}"), None),
        (_, 5) if nn => (format!("Departementet bed også om ein statusrapport for {purpose}"), None),
        (_, 5) => (format!("Departementet ber også om en statusrapport for {purpose}"), None),
        (_, 6) if nn => (format!("I tillegg bed vi {small} om å {task}"), None),
        (_, 6) => (format!("I tillegg ber vi {small} om å {task}"), None),
        (_, 7) if nn => (format!("Vi bed {small} om å {task}"), None),
        (_, 7) => (format!("Vi ber {small} om å {task}"), None),
        (_, 8) if nn => (format!("{who} blir bedt om å {task}"), None),
        (_, 8) => (format!("Videre bes {small} om å {task}"), None),
        (_, 9) if nn => (format!("På denne bakgrunnen bed departementet {agency} om å {task}"), None),
        (_, 9) => (format!("På denne bakgrunn ber departementet {agency} om å {task}"), None),
        (_, 10) if nn => (format!("Departementet bed om at {small} orienterer om {purpose}"), None),
        (_, 10) => (format!("Departementet ber om at {small} orienterer om {purpose}"), None),
        (_, _) if nn => (format!("Departementet bed dessutan {agency} om å {task}"), None),
        (_, _) => (format!("Departementet ber videre {agency} om å {task}"), None),
    };
    let mut sentence = words;
    if pen.choices.once_in(3) {
        let Time { words, when } = by(pen);
        deadline(pen, &when, None, "prose");
        sentence = format!("{sentence} {words}");
    }
    sentence.push('.');
    pen.fact(Fact::Mandate(MandateFact {
        form: "requested".into(),
        text: Some(sentence.clone()),
        status: "given".into(),
        addressee: addressee.map(str::to_owned),
        ..MandateFact::default()
    }));
    pen.para(&sentence);
}

/// The noun for who is asked within a sentence; names keep their capital.
fn lower_noun(pen: &Pen, who: &str) -> String {
    if who == pen.short { super::pen::uncapital(who) } else { who.to_owned() }
}

/// A sentence that binds without asking, once in a while with a deadline.
pub(super) fn binding(pen: &mut Pen) {
    let who = actor(pen);
    let task = pen.pick_words(TASKS);
    let not = pen.say(("ikke", "ikkje"));
    let purpose = pen.pick_words(PURPOSES);
    let (modality, words) = match pen.choices.below(11) {
        0 | 1 => ("skal", format!("{who} skal {task}")),
        2 => ("må", format!("{who} må {task}")),
        3 => ("bør", format!("{who} bør {task}")),
        4 => ("kan", format!("{who} kan {task}")),
        5 => ("skal_ikke", format!("{who} skal {not} {task}")),
        6 => ("skal", format!("{} skal {}", capital(purpose), pen.say(("prioriteres", "prioriterast")))),
        7 => ("skal", format!("{} skal {} {task}", pen.say(("Videre", "Vidare")), lower_noun(pen, who))),
        8 => ("skal", format!("I {} skal {} {task}", pen.year, lower_noun(pen, who))),
        9 => (
            "må",
            format!("Det må {} en oversikt over {purpose}", pen.say(("utarbeides", "utarbeidast")))
                .replace("en oversikt", pen.say(("en oversikt", "ei oversikt"))),
        ),
        _ => ("skal", format!("{who} skal i samarbeid med kommunene {task}").replace("kommunene", pen.say(("kommunene", "kommunane")))),
    };
    let mut sentence = words;
    if modality == "skal" && pen.choices.once_in(3) {
        let Time { words, when } = by(pen);
        deadline(pen, &when, None, "prose");
        sentence = format!("{sentence} {words}");
    }
    sentence.push('.');
    pen.binds(modality, &sentence);
    pen.para(&sentence);
}

/// A list of assignments that are withheld or taken back.
pub(super) fn announced(pen: &mut Pen) {
    let title = pen.pick_words(&[("Oppdrag", "Oppdrag"), ("Nye oppdrag", "Nye oppdrag")]);
    pen.heading(title);
    let count = 1 + pen.choices.below(3);
    let mut items = Vec::new();
    for _ in 0..count {
        pen.ids += 1;
        let id = format!("TB{}-{}", pen.year, pen.ids);
        let title = pen.pick_words(TITLES);
        let withheld = pen.say(("unntatt offentlighet", "unnateke offentlegheit"));
        let (item, status, title) = match pen.choices.below(4) {
            0 => (format!("{id} ({withheld})"), "withheld", None),
            1 => (format!("{id} ({withheld}). {}", pen.say(("For detaljer se eget vedlegg.", "For detaljar sjå eige vedlegg."))), "withheld", None),
            2 => (format!("{id} {title} utgår"), "withdrawn", Some(title.to_owned())),
            _ => (format!("{id} {title} ({withheld})"), "withheld", Some(title.to_owned())),
        };
        pen.fact(Fact::Mandate(MandateFact { form: "identified".into(), id: Some(id), title, status: status.into(), ..MandateFact::default() }));
        items.push(item);
    }
    pen.bullets(&items);
}
