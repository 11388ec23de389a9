//! Times: the words for a deadline and its canonical form.

use super::pen::Pen;
use super::words::MONTHS;

/// A time in words, and what it is.
pub(crate) struct Time {
    pub(crate) words: String,
    pub(crate) when: String,
}

/// A day of the letter's year and the ways to write it.
pub(crate) fn day(pen: &mut Pen) -> Time {
    let (month, day) = (1 + pen.choices.below(12), 1 + pen.choices.below(28));
    let year = pen.year;
    let words = written(pen, year, month, day);
    Time { words, when: format!("{year}-{month:02}-{day:02}") }
}

pub(crate) fn written(pen: &mut Pen, year: i16, month: usize, day: usize) -> String {
    let name = MONTHS[month - 1];
    match pen.choices.below(5) {
        0 | 1 => format!("{day}. {name} {year}"),
        2 => format!("{day:02}.{month:02}.{year}"),
        3 if year % 2 == 0 => format!("{day:02}.{month:02}.{:02}", year % 100),
        3 => format!("{day}.{month}.{year}"),
        _ => format!("{day}.{name} {year}"),
    }
}

/// A deadline as it stands in a sentence, with the word that makes it one.
pub(crate) fn by(pen: &mut Pen) -> Time {
    let within = pen.say(("innen", "innan"));
    let latest = pen.say(("senest", "seinast"));
    let year = pen.year;
    let month = 1 + pen.choices.below(12);
    let name = MONTHS[month - 1];
    let third = 1 + pen.choices.below(3);
    let period = |words: String, edtf: String| Time { words, when: format!("period:{edtf}:by") };
    match pen.choices.below(22) {
        0..=3 => {
            let Time { words, when } = day(pen);
            Time { words: format!("{within} {words}"), when: format!("date:{when}:by") }
        }
        4 | 5 => {
            let Time { words, when } = day(pen);
            Time { words: format!("{latest} {words}"), when: format!("date:{when}:by") }
        }
        7 => period(format!("{within} utgangen av {year}"), year.to_string()),
        8 => period(format!("{within} utgangen av {name} {year}"), format!("{year}-{month:02}")),
        9 => period(format!("{within} utgangen av {third}. tertial {year}"), format!("{year}-{}", 36 + third)),
        10 => Time {
            words: format!("{within} 1. {name} {}", pen.say(("hvert år", "kvart år"))),
            when: format!("recurring:FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=1"),
        },
        11 => Time { words: format!("i løpet av {} {year}", pen.say(("høsten", "hausten"))), when: format!("period:{year}-23:during") },
        12 => Time { words: format!("i løpet av {third}. kvartal {year}"), when: format!("period:{year}-{}:during", 32 + third) },
        13 => period(format!("{latest} i {} {}", pen.say(("uke", "veke")), 10 + month), format!("{year}-W{}", 10 + month)),
        14 => Time { words: format!("i løpet av {} halvår {year}", pen.say(("første", "første"))), when: format!("period:{year}-40:during") },
        15 => period(format!("{within} utgangen av året"), year.to_string()),
        16 => Time {
            words: format!("{within} {} {year}", *pen.choices.pick(&["primo juni", "medio juni", "ultimo juni"])),
            when: format!("period:{year}-06:by"),
        },
        17 => Time { words: format!("i løpet av {} {year}", pen.say(("våren", "våren"))), when: format!("period:{year}-21:during") },
        18 => Time { words: format!("i løpet av {year}"), when: format!("period:{year}:during") },
        19 => period(format!("{latest} {name} {year}"), format!("{year}-{month:02}")),
        20 => period(format!("{within} utgangen av {third}. kvartal {year}"), format!("{year}-{}", 32 + third)),
        _ => Time { words: format!("{latest} {within} 1. {name}"), when: format!("date:{year}-{month:02}-01:by") },
    }
}

/// What may stand behind «Frist:».
pub(crate) fn labelled(pen: &mut Pen) -> Time {
    let year = pen.year;
    let label = *pen.choices.pick(&["Frist: ", "Frist ", "Frist: ", "Frist for endelig leveranse: ", "Frist: innen "]);
    let label = match (pen.nn, label) {
        (true, "Frist for endelig leveranse: ") => "Frist for endeleg leveranse: ",
        (true, "Frist: innen ") => "Frist: innan ",
        _ => label,
    };
    match pen.choices.below(8) {
        0..=4 => {
            let Time { words, when } = day(pen);
            Time { words: format!("{label}{words}"), when: format!("date:{when}:by") }
        }
        5 => Time { words: pen.say(("Frist: Avtales nærmere", "Frist: Blir avtalt nærare")).to_owned(), when: "unspecified".into() },
        6 => Time {
            words: pen.say(("Frist: Avklares med departementet", "Frist: Blir avklart med departementet")).to_owned(),
            when: "unspecified".into(),
        },
        _ => {
            let month = 1 + pen.choices.below(12);
            Time { words: format!("Frist: {} {year}", MONTHS[month - 1]), when: format!("period:{year}-{month:02}:by") }
        }
    }
}
