//! What sentences say of money: given, raised, lowered, set aside – or only spoken of.

use std::borrow::Cow;
use std::ops::Range;

use super::keywords;
use crate::lexicon::{is_finite_verb, same_end, same_start};
use crate::model::Effect;
use crate::record::Para;
use crate::record::obligation::subordinate;
use crate::record::pattern::{Beginnings, Classes, begins_with, holds, is_one_of, last_word, places, words, words_back};
use crate::value::ValueKind;

/// What words say of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speech {
    Gives,
    Raises,
    Lowers,
    Authority,
    Required,
    /// The money is spoken of, not given: quoted, estimated, corrected or conditional.
    Quoted,
}

/// A word that may say something of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Says so much wherever it stands.
    Plain(Speech),
    Gives,
    Is,
    Off,
    In,
    Down,
    With,
    /// What is promised for later years.
    Pledge,
    UpTo,
    Be,
    Grant,
    /// «har vedtatt en bevilgning på», «vedtok å bevilge»
    Adopted,
    /// «ble … tildelt» tells of what was.
    Was,
    Frame,
}

static WORDS: Classes<Word> = Classes::new(&[
    (
        Word::Gives,
        &[
            "tildeles",
            "tildeler",
            "tildelt",
            "tildelar",
            "tildelast",
            "bevilges",
            "bevilget",
            "løyver",
            "løyvd",
            "stilles",
            "stiller",
            "stilt",
            "disponere",
            "disponerer",
            "gis",
            "får",
            "øremerkes",
            "øremerket",
            "øremerkingen",
            "avsettes",
            "avsatt",
            "overføres",
            "overførte",
            "fordeles",
            "utbetales",
            "kommer",
            "dekkes",
            "inngår",
        ],
    ),
    (Word::Is, &["er", "blir", "utgjør", "utgjer"]),
    (Word::Off, &["av"]),
    (Word::In, &["inn"]),
    (
        Word::Plain(Speech::Raises),
        &[
            "styrket",
            "styrka",
            "styrkast",
            "oppjustert",
            "økes",
            "øke",
            "økt",
            "øker",
            "økning",
            "auke",
            "auka",
            "aukar",
            "aukast",
            "styrkes",
            "oppjusteres",
            "utvides",
            "utvidet",
            "utvida",
            "utvidast",
        ],
    ),
    (
        Word::Plain(Speech::Lowers),
        &[
            "reduseres",
            "redusert",
            "reduserer",
            "redusere",
            "reduserast",
            "reduksjon",
            "nedjusteres",
            "kuttes",
            "trekkes",
            "minskes",
            "nedjustert",
            "kuttet",
            "kutta",
        ],
    ),
    (Word::Down, &["ned"]),
    (Word::With, &["med"]),
    (Word::Pledge, &["forpliktelser", "forpliktingar", "tilsagn", "tilsegn"]),
    (Word::UpTo, &["inntil", "opptil"]),
    (Word::Plain(Speech::Required), &["inntektskrav", "inntektskravet", "inntekter", "inntekt"]),
    (
        Word::Plain(Speech::Quoted),
        &["anslag", "anslått", "dersom", "tidligere", "estimat", "estimatet", "foreslått", "foreslås", "foreslår", "føreslått"],
    ),
    (Word::Be, &["være"]),
    (Word::Grant, &["tildeling", "bevilgning", "løyving", "bevilge", "løyve"]),
    (Word::Adopted, &["vedtatt", "vedteke", "vedtok"]),
    (Word::Was, &["ble", "vart", "blei"]),
    (Word::Frame, &["rammen", "ramma"]),
]);

/// What a stretch of words says of money, a bit for each kind of speech.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Verbs(u8);

impl Verbs {
    pub(super) fn of(phrase: &str) -> Self {
        let mut verbs = Self::default();
        let mut last = "";
        let mut past = false;
        let mut frame = false;
        let mut adopted = false;
        // «tilsagn på inntil 5 mill. kroner» binds later years.
        let mut pledge = false;
        let mut words = words(phrase).map(bare).peekable();
        while let Some(word) = words.next() {
            let speech = match WORDS.of(word) {
                Some(Word::Plain(speech)) => speech,
                // «dekkes innenfor rammen» is no further money.
                Some(Word::Gives) if word == "dekkes" && words.peek().is_some_and(|next| is_one_of(next, &["innenfor", "innanfor"])) => {
                    Speech::Quoted
                }
                Some(Word::Gives) if last == "ved" || (past && PARTICIPLES.contains(&word)) => Speech::Quoted,
                Some(Word::Gives) => Speech::Gives,
                // «Rammen for 2026 er 45 mill. kroner», but not «at rammen på 45 mill. kroner utnyttes».
                Some(Word::Is) if frame => Speech::Gives,
                // «Det er satt av 4 mill. kroner»
                Some(Word::Off) if !past && matches!(last, "satt" | "sett" | "settes" | "setjast" | "setter" | "set") => Speech::Gives,
                // «Det er lagt inn 4 mill. kroner»
                Some(Word::In) if !past && last == "lagt" => Speech::Gives,
                Some(Word::Down) if SET.contains(&last) => Speech::Lowers,
                Some(Word::With) if last == SET_UP => Speech::Raises,
                // «kan inngå forpliktelser for inntil …», «kan gi tilsagn om …»
                Some(Word::Pledge) if !is_one_of(word, &["tilsegn"]) && PLEDGES.contains(&last) => Speech::Authority,
                Some(Word::UpTo) if pledge => Speech::Authority,
                Some(Word::Be) if last == "skal" => Speech::Quoted,
                Some(Word::Grant) if last == "til" || last == "korrekt" => Speech::Quoted,
                Some(Word::Grant) if adopted && !past => Speech::Gives,
                None if may_be_authority(word) && is_authority(&lower_first(word)) => Speech::Authority,
                other => {
                    past |= other == Some(Word::Was) && word.starts_with(char::is_lowercase);
                    frame |= other == Some(Word::Frame);
                    adopted |= other == Some(Word::Adopted);
                    pledge |= other == Some(Word::Pledge) && same_start(word, "til");
                    last = if word == "opp" && SET.contains(&last) { SET_UP } else { word };
                    continue;
                }
            };
            verbs.0 |= 1 << speech as u8;
            last = word;
        }
        verbs
    }

    /// Whether they raise or lower.
    pub(super) fn changes(self) -> bool {
        self.say(Speech::Raises) || self.say(Speech::Lowers)
    }

    pub(super) fn say(self, speech: Speech) -> bool {
        self.0 & (1 << speech as u8) != 0
    }
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    match word.as_bytes() {
        [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => word,
        _ => word.trim_matches(|c: char| !c.is_alphanumeric()),
    }
}

/// A word that begins large, in lower case.
fn lower_first(word: &str) -> Cow<'_, str> {
    if word.starts_with(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}

/// Whether a word may be the name of an authority, in any case, by its stem without the letters of endings.
fn may_be_authority(word: &str) -> bool {
    let ending = word.bytes().rev().take_while(|b| matches!(b | 0x20, b'e' | b'n' | b'a' | b'r')).count();
    let stem = &word[..word.len() - ending];
    ["fullmakt", "ramm", "tilsag", "tilseg"].iter().any(|end| same_end(stem, end))
}

/// Whether a word (lower case) is the name of an authority: «fullmakt», «bestillingsfullmakten», «tilsagnsramme».
pub(super) fn is_authority(word: &str) -> bool {
    const NAMES: &[&str] = &["fullmakt", "bestillingsramme", "tilsagnsramme", "tilsegnsramme", "garantiramme"];
    const FORMS: &[&str] = &["", "en", "a", "er", "ene", "ane", "n", "r", "ne"];
    is_one_of(word, &["lånetilsagn", "lånetilsegn"])
        || FORMS.iter().filter_map(|form| word.strip_suffix(form)).any(|stem| NAMES.iter().any(|name| stem.ends_with(name)))
}

/// What a sentence does with the money at `money`, and whether it takes money away; `None` when it only speaks of it. `before` is what the
/// words before the money say; those behind the sum before it, from `clause` on, say more than what the sentence begins with.
pub(super) fn effect(sentence: &str, before: Verbs, clause: usize, money: &Range<usize>) -> Option<(Effect, bool)> {
    let behind = &sentence[money.end..];
    if before.say(Speech::Quoted) || is_compared(behind) {
        return None;
    }
    if takes_back(&sentence[..money.start], behind) {
        return Some((Effect::Change, true));
    }
    let stated = |verbs: Verbs| {
        let effects = [
            (Speech::Authority, Effect::Authority),
            (Speech::Lowers, Effect::Change),
            (Speech::Raises, Effect::Change),
            (Speech::Required, Effect::Requirement),
            (Speech::Gives, Effect::Grant),
        ];
        effects.into_iter().find(|(speech, _)| verbs.say(*speech)).map(|(speech, effect)| (effect, speech == Speech::Lowers))
    };
    let recent = if clause == 0 { None } else { stated(Verbs::of(&sentence[clause..money.start])) };
    let given = |behind: Verbs| behind.say(Speech::Gives) && !behind.say(Speech::Quoted);
    recent.or_else(|| stated(before)).or_else(|| given(Verbs::of(behind)).then_some((Effect::Grant, false)))
}

/// Whether a sentence plainly does no more than speak of the money at `money`: it compares, estimates, quotes or tells of what was.
pub(super) fn speaks_of(sentence: &str, money: &Range<usize>) -> bool {
    let told = |w: &str| {
        is_one_of(w.trim_end_matches([',', '.']), &["ble", "vart", "blei", "var", "hadde", "jf", "anslås", "ventes", "omtalt", "dersom", "hvis"])
    };
    subordinate(&sentence[..money.start])
        || is_compared(&sentence[money.end..])
        || Verbs::of(sentence).say(Speech::Quoted)
        || words(sentence).any(told)
}

/// «Bevilgningen på kap. 760, post 01 er på 345,6 mill. kroner»: what the money right behind the verb is.
pub(super) fn states_grant(before: &str) -> bool {
    const GRANTS: &[&str] = &["bevilgningen", "løyvinga", "tildelingen", "tildelinga", "budsjettrammen", "budsjettramma"];
    let before = before.trim_end();
    // «For 2026 er tildelingen 35 mill. kroner»
    let mut back = words_back(before);
    if back.next().is_some_and(|w| is_one_of(w, GRANTS)) && back.next().is_some_and(|w| matches!(w, "er" | "utgjør" | "utgjer" | "blir")) {
        return !Verbs::of(before).say(Speech::Quoted);
    }
    let is = [" er", " er på", " utgjør", " utgjer", " blir", " blir på", " vert", " vert på"].iter().any(|w| before.ends_with(w));
    is && words(before).take(3).any(|w| is_one_of(w, GRANTS)) && !Verbs::of(before).say(Speech::Quoted)
}

/// «Tildelingen på 3 mill. kroner … trekkes tilbake»
fn takes_back(before: &str, behind: &str) -> bool {
    const BACK: &[&str] = &["trekkes tilbake", "trekkes inn", "inndras", "inndrages", "bortfaller", "faller bort", "fell bort", "blir trekt inn"];
    const GRANT: &[&str] = &["ildelingen på", "ildelinga på", "evilgningen på", "øyvinga på"];
    let before = before.trim_end();
    before.ends_with(" på") && GRANT.iter().any(|w| before.ends_with(w)) && BACK.iter().any(|w| holds(behind, w))
}

/// What a sum is in a sentence about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// The change itself, or money that is given.
    Amount,
    /// «fra 100 mill. kroner»
    Earlier,
    /// «til 105 mill. kroner», «ny tildeling er 105 mill. kroner»
    Total,
}

impl Term {
    /// What the sum at `money` is, of which the words before it say so much.
    pub(super) fn of(sentence: &str, verbs: Verbs, money: usize) -> Self {
        static AFTERWARDS: Beginnings = Beginnings::new(&["etter dette"]);
        static GRANTS: Beginnings = Beginnings::new(&["tildeling", "bevilgning", "løyving", "ramme"]);
        const NEW: &[&str] = &["ny", "samlet", "samla", "total", "totalt", "revidert", "dermed"];
        const IS: &[&str] = &["er", "blir", "utgjør", "utgjer", "dermed", "nå", "no", "på"];
        let before = sentence[..money].trim_end();
        match last_word(before) {
            "fra" | "frå" if verbs.changes() => Self::Earlier,
            // «Fullmakten … økes fra 45 mill. kroner til 60 mill. kroner» is what may be used from now on.
            "til" if verbs.changes() && verbs.say(Speech::Authority) => Self::Amount,
            "til" if verbs.changes() => Self::Total,
            word if IS.contains(&word) => {
                let is = || words(before).any(|w| is_one_of(w, &["er", "blir", "utgjør", "utgjer"]));
                let new = || words(before).any(|w| is_one_of(w, NEW)) || AFTERWARDS.within(before);
                let grant = || GRANTS.within(before);
                if !verbs.changes() && is() && new() && grant() { Self::Total } else { Self::Amount }
            }
            word if word.ends_with("dette") && holds(before, "etter dette") && words(before).any(|w| w == "blir" || w == "er") => Self::Total,
            _ => Self::Amount,
        }
    }
}

/// Words before «opp» and «ned».
const SET: &[&str] = &["satt", "sett", "settes", "settast", "setjast"];

/// Words before what is pledged.
const PLEDGES: &[&str] = &["inngå", "pådra", "staten", "gi", "gje", "nye"];

/// «satt opp med» raises; «satt opp 5 mill. kroner» only budgets.
const SET_UP: &str = "satt opp";

/// Participles of giving.
const PARTICIPLES: &[&str] = &["tildelt", "bevilget", "løyvd", "stilt", "øremerket", "avsatt", "overført", "overførte"];

/// Whether the money at `money` is a share of what is given: «Av dette skal 4 mill. kroner …», «…, hvorav 4 mill. kroner …».
pub(super) fn is_share(sentence: &str, money: usize) -> bool {
    static OF_THIS: Beginnings = Beginnings::new(&[
        "av kap",
        "av post",
        "av bevilgninga ",
        "av dette",
        "av disse",
        "av desse",
        "av denne",
        "av beløpet",
        "av tildelingen",
        "av tildelinga",
        "av bevilgningen",
        "av løyvinga",
        "av midlene",
        "av midlane",
        "i beløpet",
        "i tildelingen",
        "i tildelinga",
        "i bevilgningen",
        "i løyvinga",
        "i rammen",
        "i ramma",
        "av rammen",
        "av ramma",
        "av auken",
        "av økning",
        "av tillegget",
        "herav",
        "hvorav",
        "derav",
        "inkludert i ",
        "medregnet i ",
    ]);
    // «Av den gjenstående bevilgningen», but not «Av den grunn».
    static OF_THE: Beginnings = Beginnings::new(&["av den ", "av det ", "av de ", "av dei "]);
    static GIVEN: Beginnings = Beginnings::new(&["bevilgning", "løyving", "tildeling", "ramm", "beløp", "økning", "auke"]);
    let of_the = || OF_THE.begin(sentence) && words(sentence).skip(2).take(2).any(|word| GIVEN.begin(word));
    let before = &sentence[..money];
    // «hvorav», «herav», «derav», «av dette», told by their v.
    let of_this = |v: usize| {
        let (before, behind) = before.as_bytes().split_at(v + 1);
        behind.starts_with(b" dette ") && before.ends_with(b"av")
            || behind.starts_with(b" ") && [&b"hvorav"[..], b"herav", b"derav", b"kvarav"].iter().any(|w| before.ends_with(w))
    };
    // «Post 70 inkluderer 6 mill. kroner til …»
    let includes = || is_one_of(last_word(without_qualifier(before)), &["inkluderer", "inneholder", "inneheld"]);
    OF_THIS.begin(sentence) || of_the() || includes() || places(before, |b| b == b'v').any(of_this) || includes_sum(before)
}

/// «…, herunder 8 mill. kroner til kart»: whether words before a sum say that it, or one before it, is part of another.
fn includes_sum(before: &str) -> bool {
    const INCLUDING: &[&str] = &["herunder", "inkludert", "inkl.", "deriblant", "medregnet", "medrekna", "der", "hvor"];
    let mut including = false;
    for word in words(before.trim_end()) {
        if including && word.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        including = INCLUDING.contains(&word) || (including && matches!(word, "inntil" | "om" | "lag" | "ca." | "kr"));
    }
    including
}

/// Whether the money at `money` is a share of a post that may be used, or is to be: «Inntil 1 mill. kroner av bevilgningen på post 70 kan
/// brukes til kart», «På post 70 kan det brukes 1 mill. kroner til kart».
pub(super) fn is_used(sentence: &str, money: &Range<usize>) -> bool {
    static POSTS: Beginnings = Beginnings::new(&["på post ", "på kap", "over post ", "over kap", "under post ", "under kap"]);
    static SHARED: Beginnings =
        Beginnings::new(&["post ", "posten", "kap", "bevilgning", "løyving", "midlene", "midlane", "tildeling", "ramm", "tilskudd", "tilskot"]);
    const USED: &[&str] =
        &["brukes", "brukast", "bruke", "benyttes", "benyttast", "benytte", "nyttes", "nyttast", "nytte", "disponeres", "disponerast", "gå", "går"];
    const MODAL: &[&str] = &["kan", "skal", "må", "bør"];
    let behind = sentence[money.end..].trim_start();
    let of = || ["av ", "på ", "over "].iter().any(|word| behind.strip_prefix(word).is_some_and(|rest| SHARED.begin(rest)));
    let mut modal = false;
    let mut used = || {
        words(sentence).any(|word| {
            let word = bare(word);
            modal |= MODAL.contains(&word);
            modal && USED.contains(&word)
        })
    };
    (of() || POSTS.begin(sentence)) && used() && !words(sentence).any(|w| matches!(w, "ikke" | "ikkje"))
}

/// Words before a sum without those for «about».
fn without_qualifier(before: &str) -> &str {
    let before = before.trim_end();
    ["inntil", "om lag", "ca."].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before).trim_end()
}

/// Whether a sentence divides what stands on a post among those that it names before their sums: «Tilskuddet på post 70 gjelder X med 3 mill.
/// kroner og Y med 2 mill. kroner».
pub(super) fn divides(sentence: &str, money: usize) -> bool {
    const WHOLE: &[&str] = &["tilskuddet", "tilskotet", "bevilgningen", "bevilgninga", "løyvinga", "tildelingen", "tildelinga", "beløpet", "posten"];
    let before = without_qualifier(&sentence[..money]);
    before.ends_with(" med")
        && words(sentence).next().is_some_and(|first| is_one_of(first, WHOLE))
        && concerns(before)
        && !Verbs::of(before).changes()
}

/// Whether the shares of a sentence are named right behind their sums: «Av dette gjelder 4 mill. kroner opplæring».
pub(super) fn concerns(before: &str) -> bool {
    words(before).any(|w| is_one_of(w, &["gjelder", "gjeld"]))
}

/// Whether a sentence moves money from one post to another.
pub(super) fn moves(sentence: &str) -> bool {
    let text = sentence.as_bytes();
    // Each stem is told by a letter that few words have.
    places(sentence, |b| matches!(b, b'v' | b'y' | b'p'))
        .any(|at| text[..=at].ends_with(b"ov") && text[at..].starts_with("verfør".as_bytes()) || is_relocation(text, at))
}

/// Whether a sentence moves money away from a post, whoever receives it; what is «overført» may also be paid out.
pub(super) fn relocates(sentence: &str) -> bool {
    places(sentence, |b| matches!(b, b'y' | b'p')).any(|at| is_relocation(sentence.as_bytes(), at))
}

/// Whether the y of «flytt», or the p of «omdispon» or «omprior», stands at `at`.
fn is_relocation(text: &[u8], at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    before.ends_with(b"fl") && behind.starts_with(b"ytt")
        || before.ends_with(b"omdis") && behind.starts_with(b"pon")
        || before.ends_with(b"om") && behind.starts_with(b"prior")
}

/// What a sentence tells the parts of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// Money that is given, now or in addition.
    Given,
    /// Money that is taken away.
    Taken,
    /// «Endringen», which may be either.
    Changed,
}

/// What a sentence tells the parts of: a change, «Økningen har sammenheng med», or money, «Midlene på post 70 omfatter».
pub(super) fn itemises(sentence: &str) -> Option<Whole> {
    #[rustfmt::skip]
    const GIVEN: &[&str] = &[
        "økningen", "økninga", "auken", "auka", "styrkingen", "styrkinga", "midlene", "midlane", "bevilgningen", "løyvinga", "beløpet", "posten",
        "tilskuddet", "tilskotet", "rammen", "ramma", "tildelingen", "tildelinga",
    ];
    const TAKEN: &[&str] = &["reduksjonen", "kuttet", "nedgangen"];
    const CHANGED: &[&str] = &["endringen", "endringa"];
    const CONSISTS: &[&str] = &[
        "knyttet",
        "knytt",
        "knytte",
        "sammenheng",
        "samanheng",
        "gjelder",
        "gjeld",
        "skyldes",
        "kjem",
        "kommer",
        "består",
        "omfatter",
        "omfattar",
        "fordeler",
        "fordelar",
        "fordelt",
    ];
    let mut words = words(sentence);
    let first = words.next()?;
    let of = [(GIVEN, Whole::Given), (TAKEN, Whole::Taken), (CHANGED, Whole::Changed)];
    let (_, whole) = of.into_iter().find(|(names, _)| is_one_of(first, names))?;
    words.any(|w| CONSISTS.contains(&w.trim_end_matches([':', ',']))).then_some(whole)
}

/// Whether a sentence states what an amount should have been: «Korrekt tildeling … skal være 2 mill. kroner».
pub(super) fn corrects(sentence: &str) -> bool {
    const RIGHT: &[&str] = &["korrekt", "riktig", "rett", "korrekte", "riktige", "rette"];
    const GRANT: &[&str] = &["tildeling", "beløp", "bevilgning", "løyving", "tildelinga", "beløpet", "bevilgningen", "løyvinga"];
    let mut last = "";
    let right = words(sentence).any(|word| is_one_of(std::mem::replace(&mut last, word), RIGHT) && is_one_of(word, GRANT));
    right && words(sentence).any(|w| matches!(w, "være" | "vere" | "er"))
}

/// Whether a sum is what one of many costs or gets: «50 000 kroner per plass», «500 kroner for hver søknad».
pub(super) fn is_rate(behind: &str) -> bool {
    let of = ["per ", "pr. ", "pr ", "for hver ", "for kvar "].iter().find_map(|per| behind.strip_prefix(' ')?.strip_prefix(per));
    of.is_some_and(|unit| unit.starts_with(char::is_alphabetic) && !begins_with(unit, &["år", "budsjettår", "kap", "post", "dato"]))
}

/// Whether the words before a sum say that it sums up those before it: «…, til sammen 12 mill. kroner».
pub(super) fn sums_up(before: &str) -> bool {
    let before = without_qualifier(before);
    [" til sammen", " tilsammen", " til saman", " totalt", " i alt", " samlet", " samla"].iter().any(|words| before.ends_with(words))
}

/// «3,8 mill. kroner lavere enn …»: a difference is no grant.
pub(super) fn is_compared(behind: &str) -> bool {
    const MORE: &[&str] = &["lavere", "høyere", "mer", "mindre", "lågare", "høgare", "meir", "under", "over"];
    let mut words = words(behind).skip(1);
    words.next().is_some_and(|w| MORE.contains(&w)) && words.next() == Some("enn")
}

/// «(5 mill. kroner i 2025)» beside a sum: what another year had; `before` and `behind` stand around the money.
pub(super) fn is_of_another_year(before: &str, behind: &str) -> bool {
    let year = behind.strip_prefix(" i ").map_or(&[][..], str::as_bytes);
    before.ends_with('(') && year.get(4) == Some(&b')') && year[..4].iter().all(u8::is_ascii_digit)
}

/// A line of a budget without a verb: «Kap. 700, post 01: kr 14 902 000», «Post 45 Større utstyr, kan overføres kr 3 200 000», also with its
/// shares: «Post 21: 45 mill. kroner, herav 3 mill. kroner til kart».
pub(super) fn is_statement(para: &Para<'_>, sentence: &Range<usize>, money: &Range<usize>) -> bool {
    let text = para.text();
    let mut values = para.findings.within(sentence.clone());
    let Some(first) = values.next().filter(|v| v.range.start == sentence.start && matches!(v.kind, ValueKind::Posts(_))) else { return false };
    let behind = text[money.end..sentence.end].trim_matches([' ', '.', ',', '-', '–']);
    let shared = begins_with(behind, &["hvorav ", "herav ", "derav ", "korav "]);
    let mut sums = para.findings.within(sentence.clone()).filter(|v| matches!(v.kind, ValueKind::Money(_)));
    let alone = sums.next().is_some_and(|v| v.range == *money) && (shared || (behind.is_empty() && sums.next().is_none()));
    let between = &text[first.range.end..money.start];
    let named = without_keywords(between);
    alone && !named.contains(". ") && !words(&named).any(is_finite_verb) && Verbs::of(&named).0 == 0
}

/// Words without the key words of a post, and without the comma before each.
fn without_keywords(words: &str) -> Cow<'_, str> {
    let mut rest = Cow::Borrowed(words);
    let mut end = 0;
    for range in keywords(words) {
        let before = &words[end..range.start];
        let before = before.strip_suffix(' ').unwrap_or(before);
        let kept = if end == 0 { "" } else { &*rest };
        rest = Cow::Owned([kept, before.strip_suffix(',').unwrap_or(before)].concat());
        end = range.end;
    }
    if end == 0 { rest } else { Cow::Owned([&*rest, &words[end..]].concat()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_of_a_post_may_be_used() {
        let used = |sentence: &str| {
            let end = sentence.find(" kroner").map_or(0, |at| at + " kroner".len());
            is_used(sentence, &(0..end))
        };
        for sentence in [
            "Inntil 1 mill. kroner av bevilgningen på post 70 kan brukes til kart.",
            "Det kan nyttast 1 mill. kroner av løyvinga til kart.",
            "Minst 1 mill. kroner av kap. 100, post 70 skal gå til kart.",
            "På post 70 kan det brukes 1 mill. kroner til kart.",
        ] {
            assert!(used(sentence), "{sentence}");
        }
        for sentence in [
            "Det kan brukes 1 mill. kroner til kart.",
            "1 mill. kroner av bevilgningen ble brukt til kart.",
            "Inntil 1 mill. kroner av bevilgningen kan ikke brukes til kart.",
            "Tilsynet kan søke om 1 mill. kroner av midlene.",
        ] {
            assert!(!used(sentence), "{sentence}");
        }
    }
}
