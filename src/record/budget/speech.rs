//! What sentences say of money: given, raised, lowered, set aside – or only spoken of.

use std::ops::Range;

use memchr::memmem::Finder;

use super::KEYWORD;
use crate::lexicon::is_finite_verb;
use crate::model::Effect;
use crate::record::Para;
use crate::record::pattern::{Needle, begins_with, holds, words};
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

/// What a stretch of words says of money, a bit for each kind of speech.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Verbs(u8);

impl Verbs {
    pub(super) fn of(phrase: &str) -> Self {
        let mut verbs = Self::default();
        let mut last = "";
        // «ble … tildelt» tells of what was.
        let mut past = false;
        for word in words(phrase) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let small = word.starts_with(char::is_uppercase).then(|| word.to_lowercase());
            let speech = match small.as_deref().unwrap_or(word) {
                "tildeles" | "tildeler" | "tildelt" | "tildelar" | "tildelast" | "bevilges" | "bevilget" | "løyver" | "løyvd" | "stilles"
                | "stiller" | "stilt" | "disponere" | "disponerer" | "gis" | "får" | "øremerkes" | "øremerket" | "øremerkingen" | "avsettes"
                | "avsatt" | "overføres" | "overførte" | "fordeles" | "utbetales" | "kommer" | "rammen" | "dekkes" => {
                    if last == "ved" || (past && PARTICIPLES.contains(&word)) { Speech::Quoted } else { Speech::Gives }
                }
                "økes" | "øke" | "økt" | "øker" | "økning" | "auke" | "auka" | "aukar" | "aukast" | "styrkes" | "oppjusteres" => Speech::Raises,
                "reduseres" | "redusert" | "reduserer" | "redusere" | "reduserast" | "reduksjon" | "nedjusteres" | "kuttes" | "trekkes"
                | "minskes" => Speech::Lowers,
                "ned" if matches!(last, "satt" | "settes") => Speech::Lowers,
                "fullmakt" | "bestillingsramme" | "tilsagnsramme" | "garantiramme" => Speech::Authority,
                "inntektskrav" | "inntektskravet" | "inntekter" | "inntekt" => Speech::Required,
                "anslag" | "anslått" | "dersom" | "tidligere" | "estimat" | "estimatet" => Speech::Quoted,
                "være" if last == "skal" => Speech::Quoted,
                "tildeling" | "bevilgning" if last == "til" || last == "korrekt" => Speech::Quoted,
                _ => {
                    past |= matches!(word, "ble" | "vart" | "blei");
                    last = word;
                    continue;
                }
            };
            verbs.0 |= 1 << speech as u8;
            last = word;
        }
        verbs
    }

    pub(super) fn say(self, speech: Speech) -> bool {
        self.0 & (1 << speech as u8) != 0
    }
}

/// What a sentence does with the money at `money`; `None` when it only speaks of it.
pub(super) fn effect(sentence: &str, money: &Range<usize>) -> Option<Effect> {
    let before = Verbs::of(&sentence[..money.start]);
    if before.say(Speech::Quoted) || is_compared(&sentence[money.end..]) {
        return None;
    }
    if before.say(Speech::Authority) {
        return Some(Effect::Authority);
    }
    if before.say(Speech::Raises) || before.say(Speech::Lowers) {
        return Some(Effect::Change);
    }
    if before.say(Speech::Required) {
        return Some(Effect::Requirement);
    }
    (before.say(Speech::Gives) || Verbs::of(&sentence[money.end..]).say(Speech::Gives)).then_some(Effect::Grant)
}

/// Participles of giving.
const PARTICIPLES: &[&str] = &["tildelt", "bevilget", "løyvd", "stilt", "øremerket", "avsatt", "overført", "overførte"];

/// Whether the money at `money` is a share of what is given: «Av dette skal 4 mill. kroner …», «…, hvorav 4 mill. kroner …».
pub(super) fn is_share(sentence: &str, money: usize) -> bool {
    const OF_THIS: &[&str] = &[
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
        "av rammen",
        "av ramma",
        "herav",
        "hvorav",
        "derav",
    ];
    static SHARES: [Needle; 4] = [
        Needle::new(|| Finder::new("hvorav ")),
        Needle::new(|| Finder::new("herav ")),
        Needle::new(|| Finder::new("derav ")),
        Needle::new(|| Finder::new("av dette ")),
    ];
    begins_with(sentence, OF_THIS) || SHARES.iter().any(|n| n.is_in(&sentence[..money]))
}

/// Whether a sentence moves money from one post to another.
pub(super) fn moves(sentence: &str) -> bool {
    ["flytt", "omdispon", "omprior", "overfør"].iter().any(|stem| holds(sentence, stem))
}

/// Whether a sentence states what an amount should have been: «Korrekt tildeling … skal være 2 mill. kroner».
pub(super) fn corrects(sentence: &str) -> bool {
    let right = ["orrekt ", "iktig ", "ett tildeling", "ett beløp", "ett løyving"].iter().any(|w| holds(sentence, w));
    right && (holds(sentence, "skal være ") || holds(sentence, "skal vere ") || holds(sentence, " er "))
}

/// «3,8 mill. kroner lavere enn …»: a difference is no grant.
fn is_compared(behind: &str) -> bool {
    const MORE: &[&str] = &["lavere", "høyere", "mer", "mindre", "lågare", "høgare", "meir", "under", "over"];
    let mut words = behind.split(' ').skip(1);
    words.next().is_some_and(|w| MORE.contains(&w)) && words.next() == Some("enn")
}

/// A line of a budget without a verb: «Kap. 700, post 01: kr 14 902 000», «Post 45 Større utstyr, kan overføres kr 3 200 000».
pub(super) fn is_statement(para: &Para<'_>, sentence: &Range<usize>, money: &Range<usize>) -> bool {
    let text = para.text();
    let mut values = para.findings.within(sentence.clone());
    let Some(first) = values.next().filter(|v| v.range.start == sentence.start && matches!(v.kind, ValueKind::Posts(_))) else { return false };
    let last = text[money.end..sentence.end].trim_matches([' ', '.', ',', '-', '–']).is_empty();
    let sums = para.findings.within(sentence.clone()).filter(|v| matches!(v.kind, ValueKind::Money(_))).count();
    let between = &text[first.range.end..money.start];
    let named = KEYWORD.replace_all(between, "");
    last && sums == 1 && !named.contains(". ") && !words(&named).any(is_finite_verb) && Verbs::of(&named).0 == 0
}
