//! Sentences that bind somebody: *skal*, *må*, *bør*, *kan*, *skal ikke* in their main clause.

use std::ops::Range;

use super::layout::{Layout, Role};
use super::mandate_at;
use super::mandate_label::lead;
use super::org::Actors;
use super::pattern::{begins_with, is_one_of, last_place, places, words};
use super::sentence::{at, paragraph_number};
use super::signs::decision_head;
use super::{Letter, Para, placed};
use crate::lexicon::same_start;
use crate::model::{Mandate, Modality, Obligation};
use crate::value::{CueKind, Mentions, Value, ValueKind};

/// Words that open a clause in front of its main clause: «Dersom … , skal».
const CONDITIONS: &[&str] = &["dersom ", "hvis ", "når ", "der ", "ettersom ", "fordi ", "siden ", "om ", "ved ", "i den grad "];
/// Verbs that show that an actor at the start has a predicate of its own before the modal.
const FINITE: &[&str] = &[
    "har", "er", "får", "vil", "ble", "vart", "blir", "gir", "gjev", "må", "skal", "kan", "bør", "leder", "leverer", "mottar", "arbeider", "deltar",
    "deltek",
];

/// Whether a word opens a subordinate clause.
#[rustfmt::skip]
fn is_subordinator(word: &str) -> bool {
    matches!(
        word,
        "som" | "at" | "hvor" | "kor" | "når" | "dersom" | "hvis" | "fordi" | "mens" | "medan" | "hvordan" | "korleis" | "hvilke" | "hvilken"
            | "hvilket" | "kva" | "hva" | "Som" | "At" | "Hvor" | "Kor" | "Når" | "Dersom" | "Hvis" | "Fordi" | "Mens" | "Medan" | "Hvordan" | "Hva"
    )
}

/// For each first letter of a subordinator, or of a pronoun behind «om», the second letters; a bit each, which capitals share.
const OPENINGS: [u32; 32] = {
    // The second byte of «når» begins its å.
    let pairs = [b"so", b"at", b"hv", b"ko", b"kv", b"n\xC3", b"de", b"fo", b"me", b"vi", b"om"];
    let (mut bits, mut i) = ([0; 32], 0);
    while i < pairs.len() {
        bits[(pairs[i][0] & 0x1f) as usize] |= 1 << (pairs[i][1] & 0x1f);
        i += 1;
    }
    bits
};

/// Whether a subordinate clause begins in the words.
pub(super) fn subordinate(phrase: &str) -> bool {
    let bytes = phrase.as_bytes();
    let telling = |at: &usize| bytes.get(*at..at + 2).is_some_and(|b| OPENINGS[usize::from(b[0] & 0x1f)] >> (b[1] & 0x1f) & 1 > 0);
    let starts = std::iter::once(0).chain(places(phrase, parts_words).map(|at| at + 1));
    starts.filter(telling).any(|at| opens_clause(phrase, at))
}

/// Whether a byte stands between the words of a clause.
fn parts_words(b: u8) -> bool {
    matches!(b, b' ' | b'(')
}

/// Whether the word at `at` opens a subordinate clause.
fn opens_clause(phrase: &str, at: usize) -> bool {
    let word = &phrase[at..];
    let word = &word[..word.bytes().position(parts_words).unwrap_or(word.len())];
    let bare = word.strip_suffix(',').unwrap_or(word);
    let before = || {
        let before = &phrase[..at.saturating_sub(1)];
        &before[before.bytes().rposition(parts_words).map_or(0, |at| at + 1)..]
    };
    // «om» opens a clause before a pronoun and behind a word that asks; elsewhere it is a preposition.
    let whether = || match bare {
        "det" | "de" | "vi" | "dei" | "dette" => matches!(before(), "om" | "Om" | "om," | "Om,"),
        "om" => asks_whether(before()),
        _ => false,
    };
    is_subordinator(bare) || whether()
}

/// Whether «om» behind a word asks a question: «vurdere om», «en vurdering av om».
fn asks_whether(word: &str) -> bool {
    const VERBS: &[&str] = &["vurder", "avklar", "undersøk", "drøft", "avgjør", "utred", "kartlegg", "sjekk", "klargjør", "undersøkj"];
    let verb = |stem: &str| same_start(word, stem) && matches!(&word[stem.len()..], "" | "e" | "er" | "t" | "a" | "ast" | "es" | "ar");
    matches!(word, "av" | "på" | "til") || VERBS.iter().any(|stem| verb(stem))
}

/// The range of the first finite verb behind the first word.
fn finite(phrase: &str) -> Option<Range<usize>> {
    let mut at = 0;
    words(phrase).find_map(|word| {
        let range = at..at + word.len();
        at = range.end + 1;
        (range.start > 0 && FINITE.contains(&word)).then_some(range)
    })
}

/// One record a sentence whose main clause binds.
pub(crate) fn obligations(letter: &Letter<'_, '_>, layout: &Layout, goals: &[usize], actors: &Actors, mandates: &[Mandate]) -> Vec<Obligation> {
    let mut found = Vec::new();
    for (i, para) in letter.enumerate() {
        let read = || matches!(layout.roles[i], Role::Body | Role::LeadIn | Role::DecisionHead) && para.is_text() && goals.binary_search(&i).is_err();
        if para.findings.cues.is_empty() || !read() {
            continue;
        }
        let text = para.text();
        let mut done: Option<usize> = None;
        // Few passages negate anything.
        let negates = para.findings.mentions.has(Mentions::NEGATION);
        for cue in &para.findings.cues {
            let CueKind::Modal(modality) = cue.kind else { continue };
            let sentence = at(para.sentences(), cue.range.start);
            if done == Some(sentence.end) {
                continue;
            }
            // The label of a mandate, or a number, is none of its first sentence's words.
            // So is «Vedtak:» before what was decided.
            let decided = || if layout.roles[i] == Role::DecisionHead { decision_head(text) } else { None };
            let before = || decided().map_or_else(|| paragraph_number(text), |head| text.len() - text[head..].trim_start().len());
            let label = if sentence.start == 0 { lead(letter, para).unwrap_or_else(before) } else { 0 };
            let sentence = sentence.start.max(label)..sentence.end;
            let said = &text[sentence.clone()];
            let local = cue.range.start - sentence.start..cue.range.end - sentence.start;
            // «X skal i 2026:» says nothing by itself; the items of its list are records.
            if leads_in(para, cue.range.end..sentence.end) {
                continue;
            }
            let Some((modality, who)) = binds(said, local, modality, actors, negates) else { continue };
            done = Some(sentence.end);
            let place = letter.place(para, sentence);
            letter.fired("obligation/main-clause", place.span);
            let mandate = mandate_at(mandates, place.span).map(|m| m.key.clone());
            let actor = who.map(|r| said[r].to_owned());
            found.push(placed!(place, Obligation { actor, modality, mandate }));
        }
    }
    found
}

/// Whether the words behind a modal lead in a list, whatever they say of when it is due: «X skal innen 1. juni:».
pub(super) fn leads_in(para: &Para<'_>, after: Range<usize>) -> bool {
    let text = &para.text()[after.clone()];
    if !text.trim_ascii_end().ends_with(':') {
        return false;
    }
    let time = |v: &&Value| matches!(v.kind, ValueKind::Due(_) | ValueKind::Frequency(_));
    match para.findings.within(after.clone()).find(time) {
        Some(v) => is_lead_in(&[&text[..v.range.start - after.start], &text[v.range.end - after.start..]].concat()),
        None => is_lead_in(text),
    }
}

/// Whether what stands behind a modal leads in a list: nothing but who is bound, years and small words before the colon.
fn is_lead_in(after: &str) -> bool {
    const SMALL: &[&str] =
        &["i", "tillegg", "også", "òg", "blant", "mellom", "annet", "anna", "særlig", "særleg", "videre", "vidare", "derfor", "difor", "spesielt"];
    let year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let Some(between) = after.trim_ascii_end().strip_suffix(':') else { return false };
    let mut rest = words(between.trim()).peekable();
    // «I 2026 skal Prøvedirektoratet:», «… skal etaten og Prøve RHF særlig:», «… må dei regionale helseføretaka:»
    if rest.next_if(|word| matches!(*word, "de" | "dei" | "den" | "det")).is_some() {
        while rest.next_if(|word| word.ends_with('e') && !is_bound(word)).is_some() {}
        rest.next_if(|word| word.ends_with('a'));
    }
    while rest.next_if(|word| is_bound(word)).is_some() {
        rest.next_if(|word| *word == "og");
    }
    rest.all(|w| w.is_empty() || year(w) || SMALL.contains(&w))
}

/// Whether a word behind a modal is who is bound, not what is to be done: a name, or a noun with its article. What the ministry is to do
/// itself is asked of nobody.
fn is_bound(word: &str) -> bool {
    let noun = ["et", "en", "ene", "ane"].iter().any(|end| word.ends_with(end)) && word.len() > "det".len();
    (noun || word.starts_with(char::is_uppercase)) && !word.contains("departement")
}

/// Whether the modal at `cue` stands in the sentence's main clause; then how it binds, and whom. `negates` tells whether anything may be negated.
fn binds(sentence: &str, cue: Range<usize>, modality: Modality, actors: &Actors, negates: bool) -> Option<(Modality, Option<Range<usize>>)> {
    let before = sentence[..cue.start].trim_ascii_end();
    let inverted = before.ends_with(',') && begins_with(before, CONDITIONS);
    // «…, og skal rapportere» goes on with what the actor at the start does, whatever stands between.
    let coordinated = before.ends_with(", og") && actors.at_start(before).is_some();
    // «Som ledd i …» opens a phrase, not a clause.
    let clauses = before.strip_prefix("Som ").unwrap_or(before);
    if before.is_empty() || is_quoted(before) || (!inverted && !coordinated && subordinate(clauses)) {
        return None;
    }
    let who = subject(sentence, before, cue.end, inverted, actors);
    let modality = match modality {
        Modality::Skal | Modality::Maa if negates && is_negated(&sentence[cue.end..]) => Modality::SkalIkke,
        Modality::Kan if negates && forbids(before, &sentence[cue.end..], who.is_some()) => Modality::SkalIkke,
        // A possibility binds nobody; a permission is given to somebody.
        Modality::Kan if who.is_none() => return None,
        other => other,
    };
    Some((modality, who))
}

/// Whether the words end inside a quotation that began behind them: «… med hovedmålet «Etaten».
fn is_quoted(before: &str) -> bool {
    before.rfind('«').is_some_and(|open| open > 0 && !before[open..].contains('»'))
}

/// Whether the main verb is negated: a negation behind it in its own clause.
fn is_negated(after: &str) -> bool {
    let (mut last, mut start) = ("", 0);
    let ends = places(after, |b| matches!(b, b' ' | b',' | b'.' | b';' | b':')).chain([after.len()]);
    for end in ends {
        let word = &after[start..end];
        if matches!(word, "ikke" | "ikkje" | "aldri") {
            return true;
        }
        // «som hovedregel» is no clause.
        let other = (last == "som" && word != "hovedregel") || (word != "som" && is_subordinator(word)) || matches!(word, "om" | "for");
        if other || after.as_bytes().get(end) != Some(&b' ') {
            return false;
        }
        (last, start) = (word, end + 1);
    }
    false
}

/// Whether «kan» and what follows it forbid: «Direktoratet kan ikke overskride rammen», «Midlene kan ikke brukes til lønn», but not «Det kan ikke
/// utelukkes».
fn forbids(before: &str, after: &str, somebody: bool) -> bool {
    let mut words = words(after.trim_start());
    if !words.next().is_some_and(|w| matches!(w, "ikke" | "ikkje")) {
        return false;
    }
    let passive = |verb: &str| verb.ends_with("es") || verb.ends_with("ast");
    let impersonal = is_one_of(before.rsplit(' ').next().unwrap_or(before), &["det", "dette"]);
    somebody || (!impersonal && words.next().is_some_and(passive))
}

/// The actor before the verb, at the start of a sentence with several verbs, or behind the verb after an opening phrase.
fn subject(sentence: &str, before: &str, verb_end: usize, inverted: bool, actors: &Actors) -> Option<Range<usize>> {
    if !inverted {
        if let Some(len) = actors.at_start(before) {
            // «Virksomheter med mer enn 75 ansatte» is one actor.
            let phrase =
                before[len..].starts_with(" med ") && !before.contains([',', ':']) && !before.ends_with(" og") && finite(&before[len..]).is_none();
            return Some(0..if phrase { before.len() } else { len });
        }
        // «…, og større virksomheter bør» and «Krav 2: Direktoratet skal» end with the actor.
        let parts: &[&str] = if before.contains(' ') { &[" og ", ", ", ": ", " – "] } else { &[] };
        for at in parts.iter().filter_map(|s| last_place(before, s).map(|i| i + s.len())) {
            if actors.is(&before[at..]) {
                return Some(at..before.len());
            }
        }
        // «Endelig har Direktoratet ansvaret og skal vurdere»: the actor stands behind the first verb.
        if before.ends_with(" og")
            && let Some(verb) = finite(before)
            && let Some(len) = actors.at_start(before[verb.end..].trim_start())
        {
            let start = verb.end + 1;
            return Some(start..start + len);
        }
    }
    let rest = sentence[verb_end..].trim_start();
    let start = sentence.len() - rest.len();
    actors.at_start(rest).map(|len| start..start + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentence: &str) -> Option<(Modality, Option<&str>)> {
        let at = ["skal", "må", "bør", "kan"].iter().find_map(|w| Some((sentence.find(&format!(" {w} "))? + 1, w.len())))?;
        let modality = match &sentence[at.0..at.0 + at.1] {
            "skal" => Modality::Skal,
            "må" => Modality::Maa,
            "bør" => Modality::Boer,
            _ => Modality::Kan,
        };
        binds(sentence, at.0..at.0 + at.1, modality, &Actors::default(), true).map(|(m, r)| (m, r.map(|r| &sentence[r])))
    }

    #[test]
    fn words_behind_a_modal_lead_in_a_list() {
        for after in
            [":", " i 2026:", " direktoratet:", " Prøve RHF særlig:", " etaten og Prøvedirektoratet i tillegg:", " dei regionale helseføretaka:"]
        {
            assert!(is_lead_in(after), "{after}");
        }
        for after in [" omtale:", " direktoratet lage:", " departementet:", " rapporten inneholde:", " direktoratet"] {
            assert!(!is_lead_in(after), "{after}");
        }
    }

    #[test]
    fn main_clauses_bind_and_others_do_not() {
        for (sentence, expected) in [
            ("Norsk Eksempel SF skal levere.", Some((Modality::Skal, Some("Norsk Eksempel SF")))),
            ("Videre skal Direktoratet planlegge.", Some((Modality::Skal, Some("Direktoratet")))),
            ("Direktoratet har ansvar for behovene og skal utarbeide valg.", Some((Modality::Skal, Some("Direktoratet")))),
            ("Dersom det ikke er mulig, skal Prøvedirektoratet vurdere dette.", Some((Modality::Skal, Some("Prøvedirektoratet")))),
            ("Arbeidet skal gjøres i dialog.", Some((Modality::Skal, None))),
            ("Midlene skal ikke brukes til lønn.", Some((Modality::SkalIkke, None))),
            ("Utover kampanjer skal tjenester fra bransjen som hovedregel ikke benyttes.", Some((Modality::SkalIkke, None))),
            ("Virksomheter med mer enn 75 ansatte skal ha lærling.", Some((Modality::Skal, Some("Virksomheter med mer enn 75 ansatte")))),
            ("Som ledd i arbeidet skal det lages en liste.", Some((Modality::Skal, None))),
            ("Direktoratet kan be om mer.", Some((Modality::Kan, Some("Direktoratet")))),
            ("Direktoratet kan ikke overskride rammen.", Some((Modality::SkalIkke, Some("Direktoratet")))),
            ("Midlane kan ikkje nyttast til løn.", Some((Modality::SkalIkke, None))),
            ("Det kan ikke utelukkes at fristen blir flyttet.", None),
            ("Dette kan gjøre det krevende.", None),
            ("Foretaksmøtet pekte på at foretaket skal levere.", None),
            ("Det finnes tiltak som skal prøves.", None),
            ("Vurdere om ordningen bør endres.", None),
            ("Gi en vurdering av om satsene bør justeres.", None),
            ("Informasjon om ordningen bør gis på nettsidene.", Some((Modality::Boer, None))),
        ] {
            assert_eq!(read(sentence), expected, "{sentence}");
        }
    }
}
