//! What makes a time with no word for a deadline before it one: something is delivered, asked for, held or reported on then, or at once.

use std::ops::Range;

use super::Para;
use super::deadline::{DELIVER, DELIVERS, MOST, NEAR, PAST, Reader, TIES, reports};
use super::pattern::{Beginnings, begins_with, holds, is_one_of, words, words_back, words_between};
use crate::lexicon::same_end;
use crate::model::{DeadlineOrigin, Relation, When};
use crate::value::due::{Due, DuePhrase};
use crate::value::moment::Moment;
use crate::value::{Cue, CueKind, Value, ValueKind};

/// The rule that reads a label.
pub(super) const LABEL: &str = "deadline/label";
/// The most times that a list goes on with.
const LIST: usize = 12;
/// What stands between what is due on one day and on the next.
const AND: [&str; 3] = [", ", "; ", " og "];
/// Words before the day of something that is cited.
const CITES: &[&str] = &["jf.", "jf", "jamfør", "se", "sjå", "brev", "vedtak", "vedtatt", "vedteke"];
/// Verbs between a meeting and its day.
#[rustfmt::skip]
const HELD: &[&str] = &[
    "er", "blir", "vert", "holdes", "haldast", "avholdes", "avhaldast", "gjennomføres", "gjennomførast", "planlagt", "satt", "sett", "lagt", "til",
    "finner", "finn", "sted", "stad", "holdt", "halde", "avholdt", "den", "i", "fastsatt", "fastsett", "legges", "leggjast", "berammet", "beramma",
];
/// Parts of words for what is held.
const MEETINGS: &[&str] = &["møte", "møta", "konferanse", "seminar", "samling"];
/// Beginnings of words for what is said or handed over at once.
static TELLS: Beginnings = Beginnings::new(&["varsl", "meld", "underrett", "kontakt", "beskjed", "send", "oversend", "lever"]);
/// Beginnings of words for what is done by an end.
#[rustfmt::skip]
static COMPLETES: Beginnings = Beginnings::new(&[
    "ferdig", "fullfør", "sluttfør", "avslutt", "plass", "foreligg", "føreligg", "iverksett", "iverksatt", "sette", "avvikl", "gjennomfør",
]);

impl<'s> Reader<'_, '_, 's> {
    /// The rule by which a time alone is when something is to be done, and its relation.
    pub(super) fn rule_for(
        &self,
        para: &Para<'s>,
        sentence: &Range<usize>,
        value: &Value,
        moment: Moment,
    ) -> Option<(&'static str, Option<Relation>)> {
        let text = para.text();
        let before = text[sentence.start..value.range.start].trim_end();
        // «tertialvis, første gang 1. juni 2026»
        if ["første gang", "fyrste gong", "første gong"].iter().any(|first| before.ends_with(first)) && self.binds(para, sentence) {
            return Some(("deadline/first-time", None));
        }
        if goes_on_with_label(para, sentence, value, moment) {
            return Some((LABEL, Some(Relation::By)));
        }
        if para.findings.within(sentence.clone()).take(MOST).any(|v| matches!(v.kind, ValueKind::Due(_) | ValueKind::Frequency(_))) {
            return None;
        }
        if self.is_delivery(para, sentence, before) {
            return Some(("deadline/delivery", None));
        }
        if is_asked(para, sentence, value, before) && self.binds(para, sentence) {
            return Some(("deadline/asked-for", None));
        }
        if is_held(&text[sentence.clone()], before, moment) || is_label_of_meetings(before) {
            return Some(("deadline/held", Some(Relation::On)));
        }
        if is_of_meeting(before, moment) && reports(&text[sentence.clone()]) && self.binds(para, sentence) {
            return Some(("deadline/in-meeting", Some(Relation::On)));
        }
        let as_of = before.ends_with(" per") || before.ends_with(" pr.") || before.ends_with(" pr");
        // «i rapporten per 2. tertial» is the report itself.
        let of_report = || {
            let cues = &para.findings.cues;
            let before = cues[..cues.partition_point(|c| c.range.end <= value.range.start)].last().filter(|c| c.kind == CueKind::Occasion);
            before.is_some_and(|c| matches!(text[c.range.end..value.range.start].trim(), "per" | "pr." | "pr"))
        };
        let counted = matches!(moment, Moment::Part { .. }) && !of_report();
        (as_of && counted && reports(&text[sentence.clone()]) && self.binds(para, sentence)).then_some(("deadline/reported-as-of", None))
    }

    /// «Rapporten leveres 1. juni», «skal sende planen i uke 20»: from the verb to the time stand no words but what is delivered and to whom.
    fn is_delivery(&self, para: &Para<'s>, sentence: &Range<usize>, before: &str) -> bool {
        let mut words = words_back(before).take(NEAR + 1).peekable();
        words.next_if(|w| *w == "i" || *w == "den");
        // «skal rapporteres på status 15. juni»: the verb takes what it is about behind «på».
        let mut back = words_back(before);
        if let (Some(about), Some("på"), Some("rapporteres" | "rapporterast")) = (back.next(), back.next(), back.next()) {
            return !about.ends_with("et") && !about.ends_with("en") && self.binds(para, sentence);
        }
        let verb = words.find(|w| DELIVERS.contains(w) || DELIVER.contains(w) || TIES.contains(w) || w.ends_with([',', ';', ':']));
        verb.is_some_and(|w| DELIVERS.contains(&w) || (DELIVER.contains(&w) && self.binds(para, sentence)))
    }

    /// «skal melde frå så snart som mogleg», «ber om en plan snarest mulig»: what is to be said or handed over has no day, and no other time.
    pub(super) fn at_once(&mut self, i: usize, para: &Para<'s>, sentence: &Range<usize>, cue: &Range<usize>) -> bool {
        let text = para.text();
        let (mut start, mut end) = (cue.start, cue.end);
        let word = &text[cue.clone()];
        if is_one_of(word, &["snart"]) {
            let Some(so) = text[sentence.start..start].strip_suffix("så ").or_else(|| text[sentence.start..start].strip_suffix("Så ")) else {
                return false;
            };
            start = sentence.start + so.len();
        } else if !is_one_of(word, VAGUE) {
            return false;
        }
        for more in [" som mulig", " som mogleg", " mulig", " mogleg", " råd"] {
            if text[end..].starts_with(more) {
                end += more.len();
                break;
            }
        }
        let behind = text.get(end..sentence.end).unwrap_or("");
        let next = words(behind.strip_prefix(' ').unwrap_or("")).next().unwrap_or("");
        let last = words_back(text[sentence.start..start].trim_end()).next().unwrap_or("");
        let noun = matches!(last, "den" | "det" | "dei" | "de" | "en" | "ein" | "ei" | "i" | "ved" | "med" | "på" | "om" | "av" | "til" | "for");
        let verb = !noun && (TELLS.begin(next) || begins_with(next, &["hold", "hald"]) || reports(next));
        let adverb = !behind.starts_with(' ') || is_one_of(next, AFTER_ADVERB) || verb;
        let said = &text[sentence.clone()];
        let tells = reports(said) || words(said).any(|w| TELLS.begin(w)) || asks_for(para, sentence);
        let timed = |v: &Value| matches!(v.kind, ValueKind::Due(_) | ValueKind::Frequency(_) | ValueKind::Moment(_));
        if !adverb || !tells || para.findings.within(sentence.clone()).take(MOST).any(timed) {
            return false;
        }
        let place = self.letter.place(para, start..end);
        self.letter.fired("deadline/at-once", place.span);
        self.open(&place);
        let action = self.action(para, sentence);
        self.add(i, place, When::Unspecified, DeadlineOrigin::Prose, action);
        true
    }
}

/// «Frist: utkast 15.11.2025, endelig rapport 1.3.2026»: a deadline goes on with what else is due, and when.
fn goes_on_with_label(para: &Para<'_>, sentence: &Range<usize>, value: &Value, moment: Moment) -> bool {
    let text = para.text();
    let values = &para.findings.values;
    let at = values.partition_point(|v| v.range.start < value.range.start);
    let Some(before) = at.checked_sub(1).map(|at| &values[at]).filter(|v| v.range.start >= sentence.start) else { return false };
    let between = &text[before.range.end..value.range.start];
    // «1. mai (delrapport) og 1. juni»
    let remark = between.strip_prefix(" (").and_then(|rest| rest.split_once(')'));
    let between = remark.map_or(between, |(_, behind)| behind);
    // «1. juni for kommunene og 1. august for fylkene», «1. juni, og for fylkene 1. august»
    let whom = between.strip_prefix(" for ").map_or(0, |rest| AND.iter().filter_map(|and| rest.rfind(and)).min().map_or(0, |at| " for ".len() + at));
    let (whom, rest) = between.split_at(whom);
    let Some(next) = AND.iter().find_map(|and| rest.strip_prefix(and)).map(str::trim_end) else { return false };
    let next = next.strip_prefix("og ").unwrap_or(next);
    let other = next.strip_prefix("for ");
    let few = |what: &str| words(what).count() <= NEAR && !words(what).any(|w| TIES.contains(&w.trim_end_matches(',')) || CITES.contains(&w));
    let day = matches!(moment, Moment::Day { .. }) && matches!(before.kind, ValueKind::Due(_) | ValueKind::Moment(_));
    if !day || !few(whom.strip_prefix(" for ").unwrap_or(whom)) || !few(other.unwrap_or(next)) {
        return false;
    }
    // Behind a sentence only what cannot be the next one: «Fristen er 1. juni, og arbeidet startet 3. mai».
    let told = other.is_some() || (next.is_empty() && (remark.is_some() || !whom.is_empty()));
    let sets = |v: &Value| matches!(&v.kind, ValueKind::Due(d) if d.label || (told && is_of_deadline(&text[v.range.clone()])));
    values[..at].iter().rev().take(LIST).any(|v| v.range.start == sentence.start && sets(v))
}

/// Whether words begin with a word for a deadline: «Fristen er 1. juni», «Rapporteringsfrist er …».
fn is_of_deadline(words: &str) -> bool {
    words.split(' ').next().is_some_and(|word| holds(word, "rist"))
}

/// The year of a time without one is that of the next in its list, «4. juni og 12. november 2026», or the one before that where the list
/// goes over the turn of a year, «1. oktober og 1. februar 2027».
pub(super) fn with_year_of_list(text: &str, values: &[Value], at: usize, moment: Moment) -> Moment {
    let Moment::Day { year: None, month, day } = moment else { return moment };
    let (mut end, mut last, mut turns) = (values[at].range.end, (month, day), 0);
    for next in values[at + 1..].iter().take(LIST) {
        let ValueKind::Moment(Moment::Day { year, month: m, day: d }) = next.kind else { break };
        if !matches!(text.get(end..next.range.start), Some(" og " | ", ")) {
            break;
        }
        turns += i16::from((m, d) < last);
        if let Some(year) = year {
            return Moment::Day { year: Some(year - turns), month, day };
        }
        (end, last) = (next.range.end, (m, d));
    }
    moment
}

/// How often the days of a list, none of which has a year, went over the turn of one before the day `at`: of «15. mai, 15. september og
/// 15. januar» the last is of the next year.
pub(super) fn turns_of_list(text: &str, values: &[Value], at: usize) -> i16 {
    let day = |v: &Value| match &v.kind {
        ValueKind::Due(DuePhrase { due: Due::At { moment: Moment::Day { year: None, month, day }, every: None, .. }, .. })
        | ValueKind::Moment(Moment::Day { year: None, month, day }) => Some((*month, *day)),
        _ => None,
    };
    let (mut turns, mut at) = (0, at);
    for _ in 0..LIST {
        let Some(before) = at.checked_sub(1) else { break };
        let listed = matches!(text.get(values[before].range.end..values[at].range.start), Some(" og " | ", " | ", og "));
        let (Some(first), Some(second), true) = (day(&values[before]), day(&values[at]), listed) else { break };
        turns += i16::from(second < first);
        at = before;
    }
    turns
}

/// Words for a day as early as may be; «straks» and «løpende» say how something is to be done.
const VAGUE: &[&str] = &["snarest", "snarast"];
/// Words that go on behind an adverb.
#[rustfmt::skip]
const AFTER_ADVERB: &[&str] = &[
    "om", "på", "til", "i", "og", "ved", "dersom", "hvis", "når", "etter", "av", "for", "fra", "frå", "med", "å", "under", "gjennom", "departementet",
];

/// Whether a phrase by an end says when something is to be done: «ved utgangen av 2026 skal registeret være på plass».
pub(super) fn completes(sentence: &str) -> bool {
    reports(sentence) || words(sentence).any(|w| COMPLETES.begin(w) || DELIVERS.contains(&w) || DELIVER.contains(&w))
}

/// The words of asking in a sentence.
pub(super) fn asking<'p>(para: &'p Para<'_>, sentence: &Range<usize>) -> impl Iterator<Item = &'p Cue> + use<'p> {
    let first = para.findings.cues.partition_point(|c| c.range.start < sentence.start);
    let end = sentence.end;
    para.findings.cues[first..].iter().take_while(move |c| c.range.end <= end).filter(|c| c.kind == CueKind::Ask)
}

/// Whether a sentence asks for a thing: «ber om en plan».
fn asks_for(para: &Para<'_>, sentence: &Range<usize>) -> bool {
    asking(para, sentence).any(|c| holds(&para.text()[c.range.end..sentence.end], " om e"))
}

/// «ber om en vurdering i første halvår», «ber om statusrapport 1. juni og 1. oktober»: what is asked for stands between «om» and the time.
fn is_asked(para: &Para<'_>, sentence: &Range<usize>, value: &Value, before: &str) -> bool {
    let text = para.text();
    // A time that qualifies what it stands beside is followed by more of it.
    let behind = text.get(value.range.end..sentence.end).unwrap_or("").trim_start_matches(['.', ' ']);
    if !behind.is_empty() && !begins_with(behind, &["og ", ", ", "med ", "slik "]) {
        return false;
    }
    let mut back = words_back(before).take(NEAR + 1).peekable();
    back.next_if(|w| *w == "i" || *w == "den");
    for (between, word) in back.enumerate() {
        if word == "om" {
            let at = value.range.start - (text[sentence.start..value.range.start].len() - before.rfind(" om ").map_or(0, |i| i));
            return between > 0 && asking(para, sentence).any(|c| c.range.start <= at);
        }
        if TIES.contains(&word) || word.ends_with([',', ';', ':']) || matches!(word, "at" | "å") {
            return false;
        }
    }
    false
}

/// «i felles møte i andre tertial 2026», «på styringsmøtet 12. november»: a meeting right before its time.
fn is_of_meeting(before: &str, moment: Moment) -> bool {
    let mut back = words_back(before).peekable();
    let day = matches!(moment, Moment::Day { .. });
    let of = back.next_if(|w| *w == "i" || (day && (*w == "den" || w.ends_with("dag")))).is_some();
    let word = back.next().filter(|_| of || day).unwrap_or("");
    let meeting = ["møte", "møtet", "møta", "møtene", "møter"].iter().any(|end| word.ends_with(end));
    // «om møtet 12. november» tells which meeting is spoken of.
    let leads = |w: &&str| matches!(*w, "i" | "på" | "til" | "ved" | "fra" | "frå" | "om" | "av" | "etter" | "for");
    meeting && (of && !day || back.take(3).find(leads).is_some_and(|w| matches!(w, "i" | "på" | "til" | "ved")))
}

/// «Etatsstyringsmøter: 3. april og 18. juni»: what is held stands alone before its days.
fn is_label_of_meetings(before: &str) -> bool {
    // «Møtedato: 12. mars» is of the meeting that the minutes are of.
    let held = |w: &str| ["møte", "møter", "møtene", "møta", "samling", "samlinger", "samlingar"].iter().any(|end| same_end(w, end));
    before.strip_suffix(':').is_some_and(|label| words(label).any(held) && words(label).count() <= NEAR && !label.contains(':'))
}

/// Whether a word is for what is held.
fn is_meeting(word: &str) -> bool {
    MEETINGS.iter().any(|m| holds(word, m)) || begins_with(word, MEETINGS)
}

/// «Det avholdes etatsstyringsmøte 4. juni»: a meeting right before its day, and the verb before it.
fn is_called(before: &str) -> bool {
    #[rustfmt::skip]
    const CALLS: &[&str] = &[
        "holdes", "haldast", "holde", "halde", "holdt", "avholdes", "avhaldast", "avholde", "avholdt", "gjennomføres", "gjennomførast",
        "gjennomføre", "innkaller", "innkalles", "kaller", "kalles", "planlagt", "arrangeres", "arrangere",
    ];
    let mut back = words_back(before).filter(|w| !w.is_empty()).peekable();
    while back.next_if(|w| *w == "den" || w.ends_with("dag")).is_some() {}
    back.next().is_some_and(is_meeting) && back.take(2 * NEAR).any(|w| CALLS.contains(&w))
}

/// «Etatsstyringsmøtet er 4. juni», «Møtene blir haldne i veke 23»: a meeting, and a verb between it and its day.
fn is_held(sentence: &str, before: &str, moment: Moment) -> bool {
    if matches!(moment, Moment::Year(_) | Moment::ThisYear | Moment::Part { .. }) {
        return false;
    }
    let past = || words_between(sentence, |b| matches!(b, b' ' | b'.' | b',')).any(|w| PAST.contains(&w));
    if is_called(before) {
        return !past();
    }
    let goes_on = |w: &str| HELD.contains(&w) || w.ends_with("dag") || w.starts_with("hald");
    if !words_back(before).next().is_some_and(goes_on) {
        return false;
    }
    let mut words = words(before).filter(|w| !w.is_empty());
    let Some(at) = words.by_ref().take(4).position(is_meeting) else { return false };
    // «Det første møtet i 2026 er 4. juni»: what tells which meeting it is stands before the verb, three words at most.
    let verb = |w: &&str| HELD.contains(w) && !matches!(*w, "den" | "i" | "til");
    if !words.by_ref().take(4).any(|w| verb(&w)) {
        return false;
    }
    let plain = words.all(goes_on);
    let lead = || before.split(' ').take(at).all(|w| !PAST.contains(&w));
    plain && lead() && !past()
}
