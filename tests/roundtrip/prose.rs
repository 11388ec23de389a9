//! Sentences that give, raise, lower, move and set aside money.

use super::facts::{BudgetFact, Fact};
use super::pen::{Pen, Post, grouped, millions};
use super::words::PURPOSES;

/// An amount in words; a step keeps the figure short.
fn money(pen: &mut Pen) -> (i64, String) {
    let step = *pen.choices.pick(&[1_000_000, 100_000, 500_000, 1000]);
    let nok = pen.amount(step);
    (nok, spelled(pen, nok))
}

fn spelled(pen: &mut Pen, nok: i64) -> String {
    let millionth = nok % 100_000 == 0 && nok >= 1_000_000;
    match pen.choices.below(4) {
        0 if millionth => format!("{} mill. kroner", millions(nok)),
        1 if millionth => format!("{} {} kroner", millions(nok), pen.say(("millioner", "millionar"))),
        2 => format!("kr {}", grouped(nok, " ")),
        _ => format!("{} kroner", grouped(nok, " ")),
    }
}

fn named(pen: &mut Pen, post: &Post) -> String {
    pen.refer(post.canonical());
    match pen.choices.below(5) {
        0 | 1 => format!("kap. {}, post {:02}", post.kapittel, post.number),
        2 => format!("kap. {} post {:02}", post.kapittel, post.number),
        3 => format!("kapittel {}, post {:02}", post.kapittel, post.number),
        _ => format!("kap. {}, post {:02} {}", post.kapittel, post.number, post.name),
    }
}

fn line(pen: &mut Pen, post: &Post, nok: i64, effect: &str, purpose: Option<&str>) {
    pen.fact(Fact::BudgetLine(BudgetFact {
        kapittel: post.kapittel,
        post: post.number,
        nok,
        effect: effect.into(),
        side: if post.kapittel >= 3000 { "income" } else { "expense" }.into(),
        counted: !matches!(effect, "of_which" | "authority"),
        origin: "prose".into(),
        purpose: purpose.map(str::to_owned),
        ..BudgetFact::default()
    }));
}

/// A heading that names a post, and sentences below that do not.
pub(super) fn under_heading(pen: &mut Pen) {
    let post = pen.post();
    let comma = if pen.choices.once_in(3) { "" } else { "," };
    pen.plain_heading(&format!("Kap. {}{comma} post {:02}", post.kapittel, post.number));
    pen.refer(post.canonical());
    match pen.choices.below(8) {
        4 => return several(pen, &post),
        // Bullets that take their verb from the line above are not read yet.
        5 if pen.gaps => return bullets(pen, &post),
        6 => return of_this(pen, &post),
        7 => return corrected(pen, &post),
        _ => {}
    }
    let sentences = 1 + pen.choices.below(3);
    for _ in 0..sentences {
        let (nok, amount) = money(pen);
        let purpose = pen.pick_words(PURPOSES);
        let (nn, agency) = (pen.nn, pen.agency);
        let (sentence, effect, sign, purpose) = match pen.choices.below(9) {
            0 | 1 if nn => (format!("{agency} får tildelt {amount} til {purpose}."), "grant", 1, Some(purpose)),
            0 | 1 => (format!("{agency} tildeles {amount} til {purpose}."), "grant", 1, Some(purpose)),
            2 if nn => (format!("Det blir stilt {amount} til disposisjon for {agency} til {purpose}."), "grant", 1, None),
            2 => (format!("Det stilles {amount} til disposisjon for {agency} til {purpose}."), "grant", 1, None),
            3 if nn => (format!("Tildelinga på posten blir auka med {amount}."), "change", 1, None),
            3 => (format!("Tildelingen på posten økes med {amount}."), "change", 1, None),
            4 if nn => (format!("Tildelinga på posten blir redusert med {amount}."), "change", -1, None),
            4 => (format!("Tildelingen på posten reduseres med {amount}."), "change", -1, None),
            5 if nn => (format!("{agency} får {amount} til {purpose}."), "grant", 1, Some(purpose)),
            5 => (format!("Til {purpose} tildeles {agency} {amount}."), "grant", 1, None),
            6 if nn => (format!("Tildelinga på posten aukar med {amount} til {purpose}."), "change", 1, Some(purpose)),
            6 => (format!("Tildelingen på posten styrkes med {amount} til {purpose}."), "change", 1, Some(purpose)),
            7 if nn => (format!("Som følgje av omorganisering blir tildelinga redusert med {amount}."), "change", -1, None),
            7 => (format!("Som følge av omorganisering reduseres tildelingen med {amount}."), "change", -1, None),
            _ if nn => (format!("Løyvinga er auka med {amount} til {purpose}."), "change", 1, Some(purpose)),
            _ => (format!("Bevilgningen er økt med {amount} til {purpose}."), "change", 1, Some(purpose)),
        };
        line(pen, &post, sign * nok, effect, purpose);
        pen.para(&sentence);
    }
}

/// Sentences that name their post.
pub(super) fn naming(pen: &mut Pen) {
    let post = pen.post();
    let (nok, amount) = money(pen);
    let purpose = pen.pick_words(PURPOSES);
    let (nn, agency, ministry) = (pen.nn, pen.agency, pen.ministry);
    let form = pen.choices.below(11);
    let where_ = if form == 7 { String::new() } else { named(pen, &post) };
    let sentence = match form {
        0 if nn => format!("Over {where_} får {agency} tildelt {amount} til {purpose}."),
        0 => format!("Over {where_} tildeles {agency} {amount} til {purpose}."),
        1 if nn => format!("{ministry} stiller {amount} til disposisjon for {agency} over {where_}."),
        1 => format!("{ministry} stiller {amount} til disposisjon for {agency} over {where_}."),
        2 if nn => format!("{agency} får tildelt {amount} over {where_} til {purpose}."),
        2 => format!("{agency} tildeles {amount} over {where_} til {purpose}."),
        3 => {
            let words =
                if nn { format!("Løyvinga på {where_} blir auka med {amount}.") } else { format!("Bevilgningen på {where_} økes med {amount}.") };
            line(pen, &post, nok, "change", None);
            return pen.para(&words);
        }
        4 => {
            let words = if nn {
                format!("Løyvinga på {where_} blir redusert med {amount}.")
            } else {
                format!("Bevilgningen på {where_} reduseres med {amount}.")
            };
            line(pen, &post, -nok, "change", None);
            return pen.para(&words);
        }
        5 => {
            let to = pen.post();
            let there = named(pen, &to);
            let words = if nn {
                format!("{ministry} flyttar {amount} frå {where_} til {there}.")
            } else {
                format!("{ministry} flytter {amount} fra {where_} til {there}.")
            };
            line(pen, &post, -nok, "change", None);
            line(pen, &to, nok, "change", None);
            return pen.para(&words);
        }
        6 => {
            let words = if nn {
                format!("{agency} får fullmakt til å pådra seg forpliktingar på {where_} med inntil {amount}.")
            } else {
                format!("{agency} gis fullmakt til å pådra forpliktelser utover bevilgningen på {where_} med inntil {amount}.")
            };
            line(pen, &post, nok, "authority", None);
            return pen.para(&words);
        }
        7 => {
            let income = pen.income(post.kapittel);
            let where_ = named(pen, &income);
            let words = format!("Inntektskravet på {where_} er {amount}.");
            line(pen, &income, nok, "requirement", None);
            return pen.para(&words);
        }
        8 => {
            // «fra … til …» states what was and what becomes; the change is the line.
            let (from, to) = (nok * 3, nok * 4);
            let (was, becomes) = (spelled(pen, from), spelled(pen, to));
            let words = if nn {
                format!("Løyvinga på {where_} blir auka med {amount}, frå {was} til {becomes}.")
            } else {
                format!("Bevilgningen på {where_} økes med {amount}, fra {was} til {becomes}.")
            };
            pen.fact(Fact::BudgetLine(BudgetFact {
                kapittel: post.kapittel,
                post: post.number,
                nok,
                effect: "change".into(),
                side: "expense".into(),
                counted: true,
                earlier: Some(from),
                total: Some(to),
                origin: "prose".into(),
                ..BudgetFact::default()
            }));
            return pen.para(&words);
        }
        9 => {
            let words = if nn {
                format!("Departementet har løyvd {amount} over {where_} til {purpose}.")
            } else {
                format!("Det tildeles {amount} over {where_} til {purpose}.")
            };
            line(pen, &post, nok, "grant", None);
            return pen.para(&words);
        }
        _ => {
            line(pen, &post, nok, "grant", None);
            return pen.para(&format!("Kap. {}, post {:02}: kr {}", post.kapittel, post.number, grouped(nok, " ")));
        }
    };
    line(pen, &post, nok, "grant", None);
    pen.para(&sentence);
}

/// Shares of a line, together less than it.
pub(super) fn shares(pen: &mut Pen, post: &Post, whole: i64) {
    let share = |part: i64| whole / part / 1_000_000 * 1_000_000;
    let (first, second) = (share(4), share(10));
    let (a, b) = (spelled(pen, first), spelled(pen, second));
    let nn = pen.nn;
    let at = pen.choices.below(PURPOSES.len() - 1);
    let (p, q) = (pen.say(PURPOSES[at]), pen.say(PURPOSES[at + 1]));
    let where_ = named(pen, post);
    let only_first = |pen: &mut Pen, words: &str| {
        line(pen, post, first, "of_which", None);
        pen.para(words);
    };
    match pen.choices.below(5) {
        0 if nn => only_first(pen, &format!("Av løyvinga på {where_} er {a} øyremerkt {p}.")),
        0 => only_first(pen, &format!("Av bevilgningen på {where_} er {a} øremerket {p}.")),
        1 => {
            let words = if nn {
                format!("Av løyvinga på {where_} skal {a} gå til {p}.")
            } else {
                format!("Av bevilgningen på {where_} skal {a} gå til {p}.")
            };
            pen.binds("skal", &words);
            only_first(pen, &words);
        }
        2 => {
            let words = if nn {
                format!("Av løyvinga på {where_} skal {a} nyttast til {p} og {b} til {q}.")
            } else {
                format!("Av bevilgningen på {where_} skal {a} benyttes til {p} og {b} til {q}.")
            };
            pen.binds("skal", &words);
            line(pen, post, second, "of_which", Some(q));
            only_first(pen, &words);
        }
        3 if nn => only_first(pen, &format!("I tildelinga på {where_} inngår {a} til {p}.")),
        3 => only_first(pen, &format!("I tildelingen på {where_} inngår {a} til {p}.")),
        _ => {
            let lead = pen.say(("Tildelingen på", "Tildelinga på"));
            let covers = pen.say(("dekker arbeidet med nasjonale registre, hvorav", "dekkjer arbeidet med nasjonale register, av dette"));
            only_first(pen, &format!("{lead} {where_} {covers} {a} til {p}."));
        }
    }
}

/// Several sums in one sentence.
fn several(pen: &mut Pen, post: &Post) {
    let count = 2 + pen.choices.below(2);
    let start = pen.choices.below(PURPOSES.len());
    let mut sums = Vec::new();
    for i in 0..count {
        let (nok, amount) = money(pen);
        let purpose = pen.say(PURPOSES[(start + i) % PURPOSES.len()]);
        line(pen, post, nok, "grant", Some(purpose));
        sums.push(format!("{amount} til {purpose}"));
    }
    let last = sums.pop().unwrap_or_default();
    let verb = pen.say(("tildeles", "får tildelt"));
    let words = format!("{} {verb} {} og {last}.", pen.agency, sums.join(", "));
    pen.para(&words);
}

/// Sums that lead bullets.
fn bullets(pen: &mut Pen, post: &Post) {
    let lead = pen.say(("tildeles", "får tildelt"));
    pen.block(&format!("{} {lead}:", pen.agency));
    let mut items = Vec::new();
    for _ in 0..=pen.choices.below(3) {
        let (nok, amount) = money(pen);
        let purpose = pen.pick_words(PURPOSES);
        line(pen, post, nok, "grant", Some(purpose));
        items.push(format!("{amount} til {purpose}"));
    }
    pen.bullets(&items);
}

/// A grant, and a share of it in the next sentence.
fn of_this(pen: &mut Pen, post: &Post) {
    let nok = pen.amount(1_000_000) + 40_000_000;
    let (whole, share) = (spelled(pen, nok), nok / 4_000_000 * 1_000_000);
    let part = spelled(pen, share);
    let (purpose, other) = (pen.say(PURPOSES[0]), pen.pick_words(&PURPOSES[1..]));
    let verb = pen.say(("tildeles", "får tildelt"));
    line(pen, post, nok, "grant", Some(purpose));
    line(pen, post, share, "of_which", None);
    let more = match pen.choices.below(3) {
        0 => {
            let more = format!("Av dette skal {part} gå til {other}.");
            pen.binds("skal", &more);
            more
        }
        1 => pen.say(("Av dette er {} øremerket {}.", "Av dette er {} øyremerkt {}.")).replacen("{}", &part, 1).replacen("{}", other, 1),
        _ => format!("Av dette går {part} til {other}."),
    };
    pen.para(&format!("{} {verb} {whole} til {purpose}. {more}", pen.agency));
}

/// A change that sets an error right, and what the post comes to.
fn corrected(pen: &mut Pen, post: &Post) {
    let (nok, amount) = money(pen);
    let total = spelled(pen, nok * 7);
    pen.fact(Fact::BudgetLine(BudgetFact {
        kapittel: post.kapittel,
        post: post.number,
        nok: -nok,
        effect: "change".into(),
        side: "expense".into(),
        counted: true,
        total: Some(nok * 7),
        origin: "prose".into(),
        ..BudgetFact::default()
    }));
    let words = if pen.nn {
        let right = format!("Rett tildeling på posten skal vere {total}.");
        pen.binds("skal", &right);
        format!("Tildelinga på posten blir redusert med {amount}. {right}")
    } else {
        let right = format!("Korrekt tildeling på posten skal være {total}.");
        pen.binds("skal", &right);
        format!("Tildelingen på posten reduseres med {amount}. {right}")
    };
    pen.para(&words);
}
