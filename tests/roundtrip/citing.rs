//! Sentences that refer to what others have written.

use super::facts::Fact;
use super::moments::written;
use super::pen::{Kind, Pen};

/// The first sentence of a letter: the budget it follows from, or the letter it supplements.
pub(super) fn opening(pen: &mut Pen) {
    let session = format!("{}–{}", pen.year - 1, pen.year);
    let number = 2 + pen.choices.below(20);
    pen.refer(format!("Prop. 1 S ({session})"));
    let views = pen.say(("viser til", "syner til"));
    // A memo names its only sender.
    let memo = pen.text.starts_with("Til: ");
    let other =
        (pen.choices.once_in(8) && !memo).then(|| if pen.ministry == "Prøvedepartementet" { "Finansdepartementet" } else { "Prøvedepartementet" });
    pen.fact(Fact::header("co_issuers", other.unwrap_or("")));
    let ministry = other.map_or(pen.ministry.to_owned(), |other| format!("{} og {other}", pen.ministry));
    let and = if pen.choices.once_in(2) { ", jf." } else { " og" };
    let dash = if pen.choices.once_in(3) { session.replace('–', "-") } else { session.clone() };
    let mut words = format!("{ministry} {views} Prop. 1 S ({dash}){and} Innst. {number} S ({dash})");
    pen.refer(format!("Innst. {number} S ({session})"));
    if pen.kind.is_supplement() {
        let (month, day) = (1 + pen.choices.below(2) * 11, 1 + pen.choices.below(28));
        let year = if month == 12 { pen.year - 1 } else { pen.year };
        let date = written(pen, year, month, day);
        let base = if pen.kind == Kind::Supplerende { "tildelingsbrev" } else { "oppdragsdokument" };
        words = format!("{words}.\n\nDepartementet {views} {base} av {date}");
        pen.fact(Fact::Amends { kind: base.to_owned(), date: format!("{year}-{month:02}-{day:02}") });
    }
    for para in format!("{words}.").split("\n\n") {
        pen.para(para);
    }
}

/// A sentence with a reference or two.
pub(super) fn sentence(pen: &mut Pen) {
    let last = pen.year - 1 - i16::try_from(pen.choices.below(4)).unwrap_or(0);
    let session = format!("{}–{last}", last - 1);
    let n = 3 + pen.choices.below(180);
    let nn = pen.nn;
    let views = pen.say(("viser til", "syner til"));
    let law =
        pen.pick_words(&[("offentleglova", "offentleglova"), ("forvaltningsloven", "forvaltningslova"), ("helseforetaksloven", "helseføretakslova")]);
    let section = 2 + pen.choices.below(40);
    let (words, canonical) = match pen.choices.below(16) {
        0 => (format!("Departementet {views} Meld. St. {n} ({session}) om framtidas tilsyn."), vec![format!("Meld. St. {n} ({session})")]),
        1 => (format!("Arbeidet bygger på NOU {last}: {}.", 1 + n % 30), vec![format!("NOU {last}: {}", 1 + n % 30)]),
        2 => (format!("Det følger av rundskriv R-{n}/{last}."), vec![format!("R-{n}/{last}")]),
        3 => (format!("Kravene følger av {law} § {section}."), vec![format!("{law} § {section}")]),
        4 => (
            format!("Stortinget behandlet saken ved Innst. {n} S ({session}), jf. Prop. {} L ({session}).", n + 1),
            vec![format!("Innst. {n} S ({session})"), format!("Prop. {} L ({session})", n + 1)],
        ),
        5 => (
            format!("Vi {views} Innst. {n}, {} og {} S ({session}).", n + 3, n + 4),
            vec![format!("Innst. {n} S ({session})"), format!("Innst. {} S ({session})", n + 3), format!("Innst. {} S ({session})", n + 4)],
        ),
        6 => (
            format!("Riksrevisjonen omtalte ordningen i Dokument 3:{} ({session}).", 1 + n % 12),
            vec![format!("Dokument 3:{} ({session})", 1 + n % 12)],
        ),
        7 => (format!("Se anmodningsvedtak nr. {n} ({session})."), vec![format!("anmodningsvedtak nr. {n} ({session})")]),
        8 => (format!("Departementet {views} Prop. {n} LS ({}-{last}) og tidligere omtale.", last - 1), vec![format!("Prop. {n} LS ({session})")]),
        9 => (format!("Ordningen er omtalt i St.meld. nr. {} (2007–2008).", 2 + n % 40), vec![format!("St.meld. nr. {} (2007–2008)", 2 + n % 40)]),
        10 => (format!("Bevilgningen er omtalt i Prop. {n} S ({} – {last}).", last - 1), vec![format!("Prop. {n} S ({session})")]),
        11 => (format!("Virksomheten følger økonomiregelverket, jf. rundskriv R-{n}."), vec![format!("R-{n}")]),
        _ => (
            format!("Saken er sendt Stortinget i Meld. St. {n} ({session}) og Dokument 8:{} S ({session}).", n + 2),
            vec![format!("Meld. St. {n} ({session})"), format!("Dokument 8:{} S ({session})", n + 2)],
        ),
    };
    let words = if nn { nynorsk(&words) } else { words };
    for canonical in canonical {
        pen.refer(canonical);
    }
    pen.para(&words);
}

fn nynorsk(words: &str) -> String {
    [
        ("bygger", "byggjer"),
        ("Det følger", "Det følgjer"),
        ("Kravene følger", "Krava følgjer"),
        ("behandlet saken", "behandla saka"),
        ("omtalte ordningen", "omtala ordninga"),
        ("tidligere omtale", "tidlegare omtale"),
        ("Ordningen er omtalt", "Ordninga er omtalt"),
        ("Bevilgningen er omtalt", "Løyvinga er omtalt"),
        ("Virksomheten følger", "Verksemda følgjer"),
        ("Saken er sendt", "Saka er send"),
        ("framtidas", "framtidas"),
    ]
    .iter()
    .fold(words.to_owned(), |words, (nb, nn)| words.replace(nb, nn))
}
