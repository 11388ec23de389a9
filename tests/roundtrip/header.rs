//! Title, sender, addressee and the labels of the reference and date, in the forms in which ministries write them.

use super::facts::Fact;
use super::moments::written;
use super::pen::{Kind, Pen};
use super::words::{BOXES, TOWNS};

/// Where the addressee and the labels stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    BeforeTitle,
    AfterTitle,
    /// In the middle of the body, after the first section.
    Later,
}

/// What of the header is still to be written.
pub(super) struct Rest(Option<Block>);

struct Block {
    addressee: Vec<String>,
    one_line: bool,
    our_ref: String,
    your_ref: Option<String>,
    date: String,
    form: usize,
}

/// Writes the header up to the title, or all of it.
pub(super) fn open(pen: &mut Pen) -> Rest {
    let kind = pen.kind;
    pen.fact(Fact::header("kind", kind.name()));
    let language = pen.say(("nb", "nn"));
    pen.fact(Fact::header("language", language));
    let year = pen.year;
    pen.fact(Fact::header("fiscal_year", year.to_string()));
    pen.fact(Fact::header("issuer.name", pen.ministry));
    if !pen.marked() && pen.choices.once_in(6) {
        memo(pen);
        return Rest(None);
    }
    let block = block(pen);
    let position = match pen.choices.below(6) {
        0..=2 => Position::BeforeTitle,
        3 | 4 => Position::AfterTitle,
        _ if pen.marked() => Position::Later,
        _ => Position::AfterTitle,
    };
    if pen.choices.once_in(2) {
        let royal = pen.say(("DET KONGELIGE", "DET KONGELEGE"));
        let name = pen.ministry.trim_end_matches("et").to_uppercase();
        pen.block(&format!("{royal}\n{name}"));
    }
    if position == Position::BeforeTitle {
        write(pen, &block);
    }
    title(pen);
    super::contents::mark(pen);
    if position == Position::AfterTitle {
        write(pen, &block);
    }
    Rest((position == Position::Later).then_some(block))
}

/// The header of a memo: its labels, of which the last is the title's.
fn memo(pen: &mut Pen) {
    let (year, month, day) = (pen.year, 1 + pen.choices.below(12), 1 + pen.choices.below(28));
    let date = written(pen, year, month, day);
    let mut lines = vec![format!("Til: {}", pen.agency), format!("{}: {}", pen.say(("Fra", "Frå")), pen.ministry)];
    if pen.choices.once_in(2) {
        lines.push("Kopi: Eksempelkontoret".to_owned());
        pen.fact(Fact::CopyTo { name: "Eksempelkontoret".to_owned() });
    }
    lines.push(format!("Dato: {date}"));
    pen.fact(Fact::header("date", format!("{year}-{month:02}-{day:02}")));
    pen.fact(Fact::header("recipient.name", pen.agency));
    for field in ["recipient.address", "our_ref", "your_ref"] {
        pen.fact(Fact::header(field, ""));
    }
    let apart = if pen.choices.once_in(2) { "\n\n" } else { "\n" };
    pen.text.push_str(&lines.join(apart));
    pen.text.push_str(apart);
    pen.text.push_str("Sak: ");
    title(pen);
}

/// Writes what is left of the header.
pub(super) fn close(pen: &mut Pen, rest: Rest) {
    if let Rest(Some(block)) = rest {
        write(pen, &block);
    }
}

fn title(pen: &mut Pen) {
    let (year, agency) = (pen.year, pen.agency);
    let number = 1 + pen.choices.below(12);
    let form = pen.choices.below(5);
    let (numbered, words) = match pen.kind {
        Kind::Tildelingsbrev => (
            false,
            match form {
                0 => format!("Tildelingsbrev for {year} – {agency}"),
                1 => format!("Tildelingsbrev til {agency} for {year}"),
                2 => format!("Statsbudsjettet {year} – tildelingsbrev til {agency}"),
                3 => format!("Tildelingsbrev {year} {agency}"),
                _ => format!("Statsbudsjettet for {year} - Tildelingsbrev for {agency}"),
            },
        ),
        Kind::Supplerende => {
            let word = pen.say(("Supplerende", "Supplerande"));
            let words = match form {
                0 | 1 => format!("{word} tildelingsbrev nr. {number} for {year}"),
                2 => format!("{word} tildelingsbrev nr. {number} til {agency} for {year}"),
                3 => format!("{word} tildelingsbrev nr. {number} {agency} {year}"),
                _ => format!("Statsbudsjettet {year} – {} tildelingsbrev nr. {number}", word.to_lowercase()),
            };
            (true, words)
        }
        Kind::Oppdragsdokument => (
            false,
            match form {
                0 | 1 => format!("Oppdragsdokument til {agency} for {year}"),
                2 => format!("Oppdragsdokument {year} – {agency}"),
                3 => format!("Statsbudsjettet {year} – Oppdragsdokument til {agency}"),
                _ => format!("Revidert oppdragsdokument for {year} til {agency}"),
            },
        ),
        Kind::Tillegg | Kind::Protokoll => {
            let words = match form {
                0 | 1 => format!("Tillegg til oppdragsdokument nr. {number} for {year}"),
                2 => format!("Tillegg nr. {number} til oppdragsdokument for {year}"),
                3 => format!("Tillegg nr. {number} til oppdragsdokument {year} – {agency}"),
                _ => format!("Tilleggsdokument nr. {number} til {agency} for {year}"),
            };
            (true, words)
        }
    };
    pen.fact(Fact::header("title", &words));
    pen.fact(Fact::header("supplement_number", if numbered { number.to_string() } else { String::new() }));
    title_line(pen, &words);
}

/// The title in the letter's style.
pub(super) fn title_line(pen: &mut Pen, words: &str) {
    let line = match pen.choices.below(3) {
        _ if !pen.marked() => words.to_owned(),
        0 => format!("# {words}"),
        1 => format!("# **{words}**"),
        _ => format!("## {words}"),
    };
    pen.block(&line);
}

fn block(pen: &mut Pen) -> Block {
    let addressee = vec![pen.agency.to_owned(), (*pen.choices.pick(BOXES)).to_owned(), (*pen.choices.pick(TOWNS)).to_owned()];
    let one_line = pen.choices.once_in(4);
    pen.fact(Fact::header("recipient.name", pen.agency));
    pen.fact(Fact::header("recipient.address", addressee[1..].join(" / ")));
    let short_year = pen.year % 100;
    let serial = 100 + pen.choices.below(4900);
    let our_ref = match pen.choices.below(5) {
        0 | 1 => format!("{}/{serial}-{}", short_year - 1, 1 + pen.choices.below(30)),
        2 => format!("{}/{serial}", short_year - 1),
        3 => format!("{}/{serial}-", short_year - 1),
        _ => format!("{}/{serial:05}-{}", pen.year - 1, 1 + pen.choices.below(30)),
    };
    let your_ref = pen.choices.once_in(3).then(|| format!("{}/{}", short_year - 1, 50 + pen.choices.below(900)));
    pen.fact(Fact::header("our_ref", &our_ref));
    pen.fact(Fact::header("your_ref", your_ref.clone().unwrap_or_default()));
    // A letter for the year comes before it or in its first days, a supplement in the course of it.
    let (year, month) = match (pen.kind.is_supplement(), pen.choices.below(2)) {
        (true, _) => (pen.year, 2 + pen.choices.below(10)),
        (false, 0) => (pen.year, 1),
        (false, _) => (pen.year - 1, 12),
    };
    let day = 1 + pen.choices.below(28);
    let date = written(pen, year, month, day);
    pen.fact(Fact::header("date", format!("{year}-{month:02}-{day:02}")));
    let form = pen.choices.below(9);
    Block { addressee, one_line, our_ref, your_ref, date, form }
}

fn write(pen: &mut Pen, block: &Block) {
    let addressee = match (block.one_line, pen.marked()) {
        (true, _) => block.addressee.join(" "),
        (false, true) => block.addressee.join("  \n"),
        (false, false) => block.addressee.join("\n"),
    };
    pen.block(&addressee);
    let yours = block.your_ref.as_deref().unwrap_or("");
    let (ours, date) = (&block.our_ref, &block.date);
    let label = pen.say(("Deres ref", "Dykkar ref"));
    let value = |name: &str, value: &str| if value.is_empty() { format!("{name}\n\n") } else { format!("{name}\n\n{value}\n\n") };
    let words = match block.form {
        0 => format!("{label}\tVår ref\tDato\n{yours}\t{ours}\t{date}"),
        1 => format!("{}{}{}", value(label, yours), value("Vår ref", ours), value("Dato", date)).trim_end().to_owned(),
        // One value for two labels is ours: the answer to a letter of one's own has no other number.
        2 if yours.is_empty() => format!("{label} Vår ref\n\n{ours}\n\nDato {date}"),
        3 => format!("{label:<20}{:<20}Dato\n{yours:<20}{ours:<20}{date}", "Vår ref"),
        4 if yours.is_empty() => format!("{label} Vår ref Dato\n{ours} {date}"),
        6 => format!("{}\n{yours}\n\nVår referanse\n{ours}\n\nDato\n{date}", pen.say(("Deres referanse", "Dykkar referanse")))
            .replace("\n\n\n", "\n\n"),
        7 if yours.is_empty() => format!("{label}\nVår ref\n{ours}\nDato\n{date}"),
        5 if yours.is_empty() => format!("Vår ref.: {ours}\n\nDato: {date}"),
        _ => {
            let yours = if yours.is_empty() { String::new() } else { format!("{label}.: {yours}\n") };
            format!("{yours}Vår ref.: {ours}\nDato: {date}")
        }
    };
    pen.block(&words);
}
