//! Money in sentences: what is given, changed, moved, set aside or corrected, on which post, for what.

use std::ops::Range;

use memchr::memmem::Finder;

use super::ground::{Ground, Here, Named, around, counterpart, ground, is_divided, is_labelled, named};
use super::purpose::{goes_to, leads_to};
use super::speech::{
    Speech, Term, Verbs, Whole, concerns, corrects, divides, effect, is_compared, is_of_another_year, is_rate, is_share, is_statement, is_used,
    itemises, moves, relocates, speaks_of, states_grant, sums_up,
};
use super::{Given, LINES, agrees, side_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, BudgetLine, Effect, Inferred, Kind, Origin, Side};
use crate::record::kind::base_of;
use crate::record::layout::leading_id;
use crate::record::pattern::{Needle, begins_with, holds, is_one_of, last_word, position, words};
use crate::record::sentence::at;
use crate::record::{Letter, Para};
use crate::source::Place;
use crate::value::amount::{Money, qualifier};
use crate::value::{Value, ValueKind};

/// How many sentences may stand between what is given and what is said of it.
const NEXT: usize = 20;

/// More sums than a sentence gives.
const MANY: usize = 12;

/// The rule by which a sentence's verb gives money.
const fn rule_of(effect: Effect) -> &'static str {
    match effect {
        Effect::OfWhich => "budget/share",
        Effect::Grant => "budget/prose-grant",
        Effect::Change => "budget/prose-change",
        Effect::Requirement => "budget/prose-requirement",
        Effect::Authority => "budget/prose-authority",
    }
}

/// The lines that the sentences of a passage give.
pub(super) fn read(here: Here<'_, '_, '_>, found: &mut Vec<BudgetLine>, diagnostics: &mut Vec<Diagnostic>) {
    let Here { letter, .. } = here;
    let para = here.para();
    // «er 4 mill. kroner lavere enn i fjor» and «(4 mill. kroner i 2025)» give nothing.
    let gives = |v: &&Value| matches!(v.kind, ValueKind::Money(_)) && !compares(para.text(), &v.range);
    let sums: Vec<&Value> = para.findings.values.iter().filter(gives).collect();
    for sums in sums.chunk_by(|a, b| at(para.sentences(), a.range.start) == at(para.sentences(), b.range.start)) {
        let sentence = at(para.sentences(), sums[0].range.start);
        let mut report = |code, range: Range<usize>, message: &str| {
            diagnostics.push(letter.report(code, "budget_lines", letter.place(para, range).span, message.to_owned()));
        };
        // A run of sums is a table that lost its form; nothing tells what each is for.
        if sums.len() > MANY {
            report(Code::RowUnread, sentence, "too many sums stand in a row to tell what each is for");
            continue;
        }
        let words = &para.text()[sentence.clone()];
        // A bullet that begins with a sum, or ends with one beside its name, takes its verb from the line above its list.
        let listed = para.is_item() && (sums[0].range.start == 0 || named_beside(para, sums).is_some());
        let lead = if listed { lead_in(here, found) } else { None };
        if moves(words) {
            match moved(here, &sentence, sums, found) {
                Moved::Between(lines) => {
                    // Both stand in the same words.
                    letter.fired("budget/move", lines[0].span);
                    let share = lead.as_ref().filter(|_| lines.len() == 1).and_then(|lead| divided(here, &sentence, sums[0], lead, found));
                    found.extend(lines.into_iter().chain(share));
                    continue;
                }
                Moved::Unclear => {
                    report(Code::PostMissing, sums[0].range.clone(), "money is moved here, but not both posts are named that it is moved between");
                    continue;
                }
                Moved::No => {}
            }
        }
        give(here, &sentence, sums, lead.as_ref(), listed, found, &mut report);
    }
}

/// The lines of the sums of a sentence; `lead` is the line above its list, if it is `listed` there.
fn give(
    here: Here<'_, '_, '_>,
    sentence: &Range<usize>,
    sums: &[&Value],
    lead: Option<&Lead>,
    listed: bool,
    found: &mut Vec<BudgetLine>,
    report: &mut impl FnMut(Code, Range<usize>, &str),
) {
    let Here { letter, kind, .. } = here;
    let para = here.para();
    let words = &para.text()[sentence.clone()];
    let mut groundless = None;
    // Whether it is the whole of what the sentence gives in parts.
    let mut whole = false;
    // The post of a sum that those behind it divide.
    let mut divided = None;
    let mut unread = None;
    let mut clause = 0;
    let mut earlier: Option<Amount> = None;
    // Whether the last line is of a change.
    let mut changed = false;
    for value in sums {
        let ValueKind::Money(money) = value.kind else { continue };
        let within = value.range.start - sentence.start..value.range.end - sentence.start;
        let since = std::mem::replace(&mut clause, within.end);
        if since > 0 && sums_up(&words[..within.start]) {
            continue;
        }
        let before = Verbs::of(&words[..within.start]);
        let term = match Term::of(words, before, within.start) {
            // «Fullmakten … utvides, og tilskuddet økes med 3 mill. kroner til 10 mill. kroner»
            Term::Amount if changed && words[since..within.start].trim() == "til" => Term::Total,
            term => term,
        };
        if term == Term::Earlier {
            earlier = Some(amount(letter, para, value, money));
            continue;
        }
        let statement = is_statement(para, sentence, &value.range);
        let leading = lead.filter(|_| value.range.start == 0 || sums.len() == 1);
        let listed_as = if money.nok < 0 { Effect::Change } else { Effect::Grant };
        let said = if statement { Some((listed_as, false)) } else { effect(words, before, since, &within) };
        let states = || base_of(kind).is_none() && states_grant(&words[..within.start]);
        let said = said.or(leading.map(|lead| lead.said)).or_else(|| states().then_some((Effect::Grant, false)));
        let share = (is_share(words, within.start) || divides(words, within.start) || is_used(words, &within)) && !before.say(Speech::Quoted);
        // «Fullmakten utvides med 50 mill. kroner til 339 mill. kroner»: the second sum is what may be used.
        if said.is_some_and(|(effect, _)| effect == Effect::Authority) && before.changes() && leads_to_whole(para.text(), sums, value) {
            continue;
        }
        let correction = said.is_none() && corrects(words);
        let named = ground(here, sentence, &value.range, found);
        // A share on a post of its own, of a sum that has none, is what the post is given.
        let own = groundless.is_some() && named.as_ref().and_then(|n| n.at.as_ref()).is_some_and(|at| at.start >= value.range.end);
        let (effect, lowered) = match said {
            _ if term == Term::Total || correction || (share && own) => (Effect::Grant, false),
            _ if share => (Effect::OfWhich, false),
            Some(said) => said,
            None => {
                let below_post = || listed && lead.is_none() && led_by_post(here);
                let beside = named.as_ref().is_some_and(|n| n.at.is_some()) || is_labelled(para, sentence) || below_post();
                let beside = beside && !speaks_of(words, &within);
                unread = unread.or(beside.then(|| value.range.clone()));
                continue;
            }
        };
        // «20 mill. kroner til drift, hvorav 8 mill. kroner til kart»: the share stands on the post of the sum before it.
        let Some(ground) = named.or_else(|| leading.or(lead.filter(|_| share))?.ground.clone()) else {
            let of_posts = || para.findings.within(sentence.clone()).any(|v| matches!(v.kind, ValueKind::Posts(_)));
            if base_kind(kind) && (!matches!(effect, Effect::Authority | Effect::Requirement) || of_posts()) {
                groundless = groundless.or(Some(value.range.clone()));
                whole |= adds_up(sums, value, money);
            }
            continue;
        };
        // «98 mill. kroner på post 70 fordeles med 50 mill. kroner til A og 48 mill. kroner til B»: the parts are not given again.
        let post = (ground.kapittel, ground.post);
        let effect = match effect {
            Effect::Grant | Effect::Change if divided == Some(post) => Effect::OfWhich,
            Effect::Grant if money.nok < 0 => Effect::Change,
            other => other,
        };
        divided = divided.or_else(|| (adds_up(sums, value, money) || is_divided(&words[within.end..])).then_some(post));
        changed = effect == Effect::Change;
        let money = if lowered { Money { nok: -money.nok, ..money } } else { money };
        let line = line(here, Sum { sentence: sentence.clone(), value, money, ground, effect }, found);
        let rule = match term {
            _ if correction => "budget/correction",
            Term::Total => "budget/total",
            _ if statement => "budget/statement",
            _ if leading.is_some() => "budget/led-in",
            _ => rule_of(effect),
        };
        letter.fired(rule, line.span);
        if correction {
            report(Code::AmountCorrected, value.range.clone(), "an earlier amount is corrected");
        }
        if correction || term == Term::Total {
            total(BudgetLine { earlier: earlier.take(), ..line }, found);
        } else {
            let earlier = earlier.take().filter(|_| line.effect == Effect::Authority);
            let other = if line.effect == Effect::Change { counterpart(here, sentence, &value.range, found) } else { None };
            found.push(BudgetLine { earlier, ..line });
            // «…, mot en tilsvarende økning på post 70»
            if let Some((ground, lowers)) = other {
                let money = Money { nok: if lowers { -money.nok.abs() } else { money.nok.abs() }, ..money };
                let line = self::line(here, Sum { sentence: sentence.clone(), value, money, ground, effect: Effect::Change }, found);
                letter.fired("budget/counterpart", line.span);
                found.push(BudgetLine { purpose: None, ..line });
            }
        }
    }
    if let Some(range) = unread {
        report(Code::RowUnread, range, "a sum stands beside a post, and no word that is known tells what is done with it");
    }
    if let Some(range) = groundless.filter(|_| !whole) {
        report(Code::PostMissing, range, "money is given here, but nothing tells the one kapittel and post that it stands on");
    }
}

/// Whether a sum is followed by what it comes to: «… til 339 mill. kroner», «…, fra 289 mill. kroner til 339 mill. kroner».
fn leads_to_whole(text: &str, sums: &[&Value], sum: &Value) -> bool {
    let mut at = sum.range.end;
    let behind = sums.iter().filter(|v| v.range.start >= sum.range.end).take(2);
    let mut gaps = behind.map(|next| text[std::mem::replace(&mut at, next.range.end)..next.range.start].trim_matches([' ', ',']));
    match gaps.next() {
        Some("fra" | "frå") => gaps.next() == Some("til"),
        gap => gap == Some("til"),
    }
}

/// Whether a sum is what the sums behind it in its sentence add up to.
fn adds_up(sums: &[&Value], sum: &Value, money: Money) -> bool {
    let behind =
        sums.iter().filter(|v| v.range.start > sum.range.start).filter_map(|v| if let ValueKind::Money(m) = v.kind { Some(m.nok) } else { None });
    let parts: Vec<i64> = behind.collect();
    parts.len() > 1 && parts.iter().sum::<i64>() == money.nok
}

/// What the line above a list says of the sums in it.
struct Lead {
    said: (Effect, bool),
    /// The post that it names.
    ground: Option<Ground>,
}

/// Whether a sum is only what another is compared with, or what one of many gets.
fn compares(text: &str, money: &Range<usize>) -> bool {
    is_compared(&text[money.end..]) || is_rate(&text[money.end..]) || is_of_another_year(&text[..money.start], &text[money.end..])
}

/// The line above the list of an item, if it says what is done with money: «Tilsynet tildeles:», or what a change consists of: «Økningen
/// har sammenheng med».
fn lead_in(item: Here<'_, '_, '_>, found: &[BudgetLine]) -> Option<Lead> {
    let here = Here { i: above_list(item)?, ..item };
    let para = here.para();
    let sentence = para.sentences().last()?.clone();
    let words = &para.text()[sentence.clone()];
    let ground = ground(here, &sentence, &(sentence.end..sentence.end), found);
    let said = if let Some(whole) = itemises(words) {
        let of = |l: &&BudgetLine| l.effect == Effect::Change && ground.as_ref().is_some_and(|g| (g.kapittel, g.post) == (l.kapittel, l.post));
        let fell = || found.iter().rev().take(LIST).find(of).is_some_and(|change| change.amount.nok < 0);
        (Effect::OfWhich, whole == Whole::Taken || (whole == Whole::Changed && fell()))
    } else {
        let words = words.strip_suffix(':')?;
        let said = effect(words, Verbs::of(words), 0, &(words.len()..words.len()))?;
        // A sum above the list is what the list divides.
        let divided = para.findings.within(sentence.clone()).any(|v| matches!(v.kind, ValueKind::Money(_)));
        if divided { (Effect::OfWhich, false) } else { said }
    };
    Some(Lead { said, ground: ground.map(|g| g.of(para)) })
}

/// The longest list whose items take their verb from the line above it.
const LIST: usize = 200;

/// The passage above the list of an item.
fn above_list(item: Here<'_, '_, '_>) -> Option<usize> {
    (0..item.i).rev().take(LIST).find(|&n| !item.letter.paras[n].is_item())
}

/// Whether the line above the list of an item names a post.
fn led_by_post(item: Here<'_, '_, '_>) -> bool {
    let above = above_list(item).map(|n| &item.letter.paras[n]).filter(|p| p.text().ends_with(':'));
    above.is_some_and(|p| p.findings.values.iter().any(|v| matches!(&v.kind, ValueKind::Posts(posts) if posts.iter().any(|p| p.post.is_some()))))
}

/// The share that an item gives of what the line above its list divides, where it tells which post the money left: «Økningen fordeler seg
/// slik:» «– 2 mill. kroner er flyttet fra kap. 740, post 21».
fn divided(here: Here<'_, '_, '_>, sentence: &Range<usize>, value: &Value, lead: &Lead, found: &[BudgetLine]) -> Option<BudgetLine> {
    let ValueKind::Money(money) = value.kind else { return None };
    let ground = lead.ground.clone().filter(|_| lead.said == (Effect::OfWhich, false))?;
    Some(line(here, Sum { sentence: sentence.clone(), value, money, ground, effect: Effect::OfWhich }, found))
}

/// The name that stands before the only sum of an item, which ends it: «husleie (1,5 mill. kroner)», «husleie: 1,5 mill. kroner».
fn named_beside<'p>(para: &'p Para<'_>, sums: &[&Value]) -> Option<&'p str> {
    let &[sum] = sums else { return None };
    let text = para.text();
    let (before, behind) = (text[..sum.range.start].trim_end(), &text[sum.range.end..]);
    let name = match before.strip_suffix('(') {
        Some(name) => Some(name).filter(|_| behind.starts_with(')')),
        None => before.strip_suffix([':', '–']),
    }?;
    let rest = behind.strip_prefix(')').unwrap_or(behind).trim_matches([' ', ',', '.', ';']);
    matches!(rest, "" | "og" | "samt").then_some(name.trim_end()).filter(|name| !name.is_empty())
}

/// What becomes of money in a sentence that speaks of moving it.
enum Moved {
    /// Less on one post, more on another; the second is missing where the money leaves for no other post.
    Between(Vec<BudgetLine>),
    /// It is moved, but from where or to where is not told.
    Unclear,
    /// It is given, not moved.
    No,
}

/// «5 mill. kroner flyttes fra kap. 740, post 21 til kap. 740, post 70»: less on the one post, more on the other.
fn moved(here: Here<'_, '_, '_>, sentence: &Range<usize>, sums: &[&Value], found: &[BudgetLine]) -> Moved {
    const FROM: &[&str] = &["fra", "frå", "Fra", "Frå"];
    const TO: &[&str] = &["til"];
    let text = here.para().text();
    let words = &text[sentence.clone()];
    let posts = named(here, sentence, found);
    let behind = |words: &[&str]| posts.iter().find(|n| words.contains(&last_word(text[sentence.start..n.range.start].trim_end())));
    // «Av tildelingen på kap. 100, post 21 omdisponeres …»: the first post, before the money.
    let of = || posts.first().filter(|n| n.range.end < sums[0].range.start && begins_with(words, &["av "]));
    let ground_of = |on: &Named| Ground { name: None, ..on.ground(text, on.range.end) };
    let own = |words_before: &[&str]| of_this_post(words, words_before).then(|| around(here, sentence)).flatten();
    let from = behind(FROM).or_else(of).map(ground_of).or_else(|| own(FROM));
    let to = behind(TO).map(ground_of).or_else(|| own(TO));
    // «overføres fra kap. 700, post 01 til tilsynet» pays out.
    let to_post = to.is_some() || of_this_post(words, TO);
    let Some(from) = from.filter(|_| to_post || relocates(words)) else { return Moved::No };
    let same = to.as_ref().is_some_and(|to| (to.kapittel, to.post) == (from.kapittel, from.post));
    let (&[value], false) = (sums, same || (to_post && to.is_none())) else { return Moved::Unclear };
    let ValueKind::Money(money) = value.kind else { return Moved::No };
    let give = |ground: Ground, nok: i64| {
        let sum = Sum { sentence: sentence.clone(), value, money: Money { nok, ..money }, ground, effect: Effect::Change };
        BudgetLine { purpose: None, ..line(here, sum, found) }
    };
    let taken = give(from, -money.nok);
    Moved::Between(std::iter::once(taken).chain(to.map(|to| give(to, money.nok))).collect())
}

/// Whether a sentence speaks of the post it stands under, behind one of the words: «til posten».
fn of_this_post(sentence: &str, behind: &[&str]) -> bool {
    const POST: &[&str] = &["posten", "bevilgningen", "løyvinga"];
    let mut last = "";
    words(sentence).any(|word| {
        let before = std::mem::replace(&mut last, word);
        behind.contains(&before) && POST.contains(&word.trim_end_matches([',', '.', ';']))
    })
}

/// A total that is stated belongs to the change that its post has just had; else it stands for itself, and is not counted.
fn total(line: BudgetLine, found: &mut Vec<BudgetLine>) {
    let post = (line.kapittel, line.post);
    // What another sentence says was before is of its change only if the two add up.
    let adds_up = |l: &BudgetLine| {
        l.span == line.span
            || line.earlier.as_ref().is_none_or(|e| {
                (e.nok + l.amount.nok - line.amount.nok).abs() <= e.granularity.max(l.amount.granularity).max(line.amount.granularity)
            })
    };
    let change = |l: &BudgetLine| l.effect == Effect::Change && l.origin == Origin::Prose && (l.kapittel, l.post) == post && l.total.is_none();
    match found.iter_mut().rev().take(LINES).find(|l| change(l) && adds_up(l)) {
        Some(change) => {
            change.total = Some(line.amount);
            change.earlier = change.earlier.take().or(line.earlier);
        }
        None => found.push(BudgetLine { counted: false, total: Some(line.amount.clone()), ..line }),
    }
}

/// A sum as it stands.
fn amount(letter: &Letter<'_, '_>, para: &Para<'_>, value: &Value, money: Money) -> Amount {
    let text = letter.words(para, value.range.clone());
    Amount { nok: money.nok, text, granularity: money.granularity, qualifier: qualifier(&para.text()[..value.range.start]) }
}

/// Whether letters of this kind give money.
const fn base_kind(kind: Kind) -> bool {
    !matches!(kind, Kind::Protokoll | Kind::Annet)
}

/// A sum of money that a sentence gives, before it is a record.
struct Sum<'v> {
    sentence: Range<usize>,
    /// Where the money stands.
    value: &'v Value,
    /// The money, negative when it is taken away.
    money: Money,
    ground: Ground,
    effect: Effect,
}

fn line(here: Here<'_, '_, '_>, sum: Sum<'_>, before: &[BudgetLine]) -> BudgetLine {
    let Here { letter, layout, i, kind, .. } = here;
    let para = here.para();
    let heading = layout.contexts[i].mandate;
    let Sum { sentence, value, money, ground, effect } = sum;
    let mut inferred = ground.inferred();
    let Ground { kapittel, post, name, .. } = ground;
    let range = &value.range;
    let amount = amount(letter, para, value, money);
    // Within a letter that gives the year's money in a table, money in prose is a share of the table's line.
    let row =
        before.iter().take(LINES).find(|l| l.origin == Origin::Table && l.effect != Effect::OfWhich && (l.kapittel, l.post) == (kapittel, post));
    let base = row.is_some() && base_of(kind).is_none();
    let share = effect == Effect::Grant && base;
    // In such a letter «posten er økt med 4 mill. kroner» explains what the table gives, and «ble økt» tells of another year.
    let past = || words(&para.text()[sentence.start..range.start]).any(|w| matches!(w, "ble" | "vart" | "blei"));
    // «… er 200 mill. kroner, en økning på 5 mill. kroner», «Dette er en økning på 5 mill. kroner»
    let comments =
        begins_with(&para.text()[sentence.clone()], &["dette er ", "dette utgjør ", "dette utgjer ", "dette tilsvarer ", "dette svarer til "]);
    let span = para.passage.view.span(sentence.clone());
    let told = || {
        let same = |l: &&BudgetLine| l.effect == Effect::Grant && (l.kapittel, l.post) == (kapittel, post);
        before.iter().rev().take(LINES).find(same).is_some_and(|l| comments || l.span == span)
    };
    let explains = effect == Effect::Change && base_of(kind).is_none() && row.map_or_else(|| past() || told(), |r| r.effect != Effect::Change);
    // «I tillegg tildeles …» is other money than what was given.
    let again = row.is_some_and(|r| agrees(&r.amount, &amount) || r.total.as_ref().is_some_and(|t| agrees(t, &amount)));
    let repeated = again && !adds(&para.text()[sentence.clone()]);
    let side = side_of(kapittel);
    let effect = match effect {
        Effect::Grant if side == Side::Income => Effect::Requirement,
        Effect::Grant if share && !repeated => Effect::OfWhich,
        other => other,
    };
    let behind = para.sentences().partition_point(|s| s.start < sentence.end);
    let next = para.sentences()[behind..].iter().take(NEXT).find(|s| continues(&para.text()[(*s).clone()])).cloned();
    let (purpose, mandate) = (
        purpose(letter, para, &sentence, range, name.as_deref(), next.as_ref(), &mut inferred),
        paid_mandate(para, &sentence, next.as_ref(), &mut inferred),
    );
    let mandate = mandate.or_else(|| own_mandate(letter, heading, &para.text()[sentence.clone()], &mut inferred));
    inferred.sort_by(|a, b| a.field.cmp(&b.field));
    let place: Place = letter.place(para, sentence);
    if repeated {
        letter.fired("budget/repeats-row", place.span);
    } else if explains {
        letter.fired("budget/explains-row", place.span);
    } else if share && effect == Effect::OfWhich {
        letter.fired("budget/share-of-row", place.span);
    }
    // «X får dermed 3 mill. kroner»: what follows from a line before is no further money.
    let same = |l: &BudgetLine| l.origin == Origin::Prose && (l.kapittel, l.post, l.amount.nok) == (kapittel, post, amount.nok);
    let follows = concludes(&place.text) && before.iter().rev().take(LINES).any(same);
    let counted = !matches!(effect, Effect::OfWhich | Effect::Authority) && !repeated && !follows && !explains;
    let given = Given { kapittel, post, name, keywords: Vec::new(), amount, effect, inferred };
    BudgetLine { counted, purpose, mandate, origin: Origin::Prose, ..given.record(place) }
}

/// Whether a sentence says that its money comes on top of other money; «i tillegg til oppdragsdokument» names a letter.
fn adds(sentence: &str) -> bool {
    let further = |w: &str| is_one_of(w.trim_end_matches(','), &["ytterligere", "ytterlegare", "tilleggsbevilgning", "tilleggsløyving"]);
    let on_top = |(at, _): (usize, &str)| !sentence[at..].starts_with("i tillegg til oppdrag");
    begins_with(sentence, &["i tillegg "]) || sentence.match_indices("i tillegg ").any(on_top) || words(sentence).any(further)
}

/// Whether a sentence draws a conclusion from the one before.
fn concludes(sentence: &str) -> bool {
    words(sentence).any(|w| matches!(w, "dermed" | "således" | "såleis" | "altså" | "følgelig"))
}

/// Whether a sentence goes on about the money of the one before: «Midlene skal …», «Disse …».
fn continues(sentence: &str) -> bool {
    const WORDS: &[&str] = &["Midlene ", "Midlane ", "Disse ", "Desse ", "Tildelingen ", "Beløpet "];
    sentence.starts_with(['M', 'D', 'T', 'B']) && WORDS.iter().any(|w| sentence.starts_with(w))
}

/// The length of the year that money is for, at the start of the words behind it: « for 2025», « i 2025».
fn of_year(tail: &str) -> usize {
    let year = [" for ", " i "].iter().find_map(|word| Some((word.len(), tail.strip_prefix(word)?.get(..4)?)));
    let whole = |len: usize| tail[len..].starts_with(|c: char| !c.is_alphanumeric()) || tail.len() == len;
    year.filter(|(lead, year)| year.bytes().all(|b| b.is_ascii_digit()) && whole(lead + 4)).map_or(0, |(lead, _)| lead + 4)
}

/// What the money is for: the words behind «til …» up to the next sum or the end of the clause, or what the next sentence says it goes to.
fn purpose(
    letter: &Letter<'_, '_>,
    para: &Para<'_>,
    sentence: &Range<usize>,
    money: &Range<usize>,
    name: Option<&str>,
    next: Option<&Range<usize>>,
    inferred: &mut Vec<Inferred>,
) -> Option<String> {
    let text = para.text();
    let stop = para.findings.within(money.end..sentence.end).find(|v| matches!(v.kind, ValueKind::Money(_))).map_or(sentence.end, |v| v.range.start);
    // «5 mill. kroner for 2025 til drift»
    let from = money.end + of_year(&text[money.end..stop]);
    let tail = &text[from..stop];
    // «Språkrådet tildeles …»: what stands before the verb is the recipient, not the purpose.
    // «stilles til disposisjon for X» says who may use it.
    let lead = if begins_with(tail, &[" til disposisjon", " til rådvelde", " til rådigheit"]) { None } else { leads_to(tail) };
    // «til kap. 292, post 70» names a post.
    let posts_at = |at: usize| para.findings.within(at..stop).next().is_some_and(|v| v.range.start == at && matches!(v.kind, ValueKind::Posts(_)));
    if let Some(lead) = lead.filter(|lead| !posts_at(from + lead)) {
        let start = from + lead;
        let end = start + clause(&text[start..stop], stop < sentence.end);
        if end > start {
            return Some(letter.words(para, start..end));
        }
    }
    // «… av bevilgningen på post 70 kan brukes til kart»
    if is_used(&text[sentence.clone()], &(money.start - sentence.start..money.end - sentence.start)) {
        let posts = para.findings.within(money.end..stop).filter(|v| matches!(v.kind, ValueKind::Posts(_))).last();
        let behind = posts.map_or(money.end, |posts| posts.range.end);
        let rest = &text[behind..stop];
        let start = behind + goes_to(rest).map(|used| used.end).or_else(|| leads_to(rest))?;
        let end = start + clause(&text[start..stop], stop < sentence.end);
        return (end > start).then(|| letter.words(para, start..end));
    }
    // «… over kap. 700 post 70 Tilskudd til prøver til et nytt register»: it may stand behind the post's name.
    if let Some(at) = name.and_then(|name| Some(tail.find(name)? + name.len()))
        && let Some(lead) = leads_to(&tail[at..])
    {
        let start = from + at + lead;
        let end = start + clause(&text[start..stop], stop < sentence.end);
        if end > start {
            return Some(letter.words(para, start..end));
        }
    }
    if divides(&text[sentence.clone()], money.start - sentence.start) {
        return named_before(letter, para, sentence, money);
    }
    let share = is_share(&text[sentence.clone()], money.start - sentence.start);
    if share && concerns(&text[sentence.start..money.start]) {
        let start = from + (tail.len() - tail.trim_start().len());
        let end = start + clause(&text[start..stop], stop < sentence.end);
        return (end > start).then(|| letter.words(para, start..end));
    }
    let sum = || para.findings.values.iter().find(|v| v.range == *money);
    let posts = || para.findings.within(sentence.start..money.start).any(|v| matches!(v.kind, ValueKind::Posts(_)));
    if para.is_item()
        && !posts()
        && let Some(name) = sum().and_then(|sum| named_beside(para, &[sum]))
    {
        return text.get(sentence.start..name.len()).map(|_| letter.words(para, sentence.start..name.len()));
    }
    let next = next?;
    let found = goes_to(&text[next.clone()])?;
    // «skal dekke gjenstående restanser» and «gå til arbeid med X» name it in their own words.
    let lead = text[next.clone()][found.clone()].trim_end();
    let start = next.start + found.start + if lead.ends_with("med") { lead.rfind("arbeid").unwrap_or(lead.len()) } else { found.len() };
    let end = start + clause(&text[start..next.end], false);
    inferred.push(Inferred { field: "purpose".into(), span: Some(para.passage.view.span(start..end)) });
    (end > start).then(|| letter.words(para, start..end))
}

/// Who a sum is for that stands behind «X med»: the words since the verb, or since the sum before.
fn named_before(letter: &Letter<'_, '_>, para: &Para<'_>, sentence: &Range<usize>, money: &Range<usize>) -> Option<String> {
    let text = para.text();
    let since = para.findings.within(sentence.start..money.start).filter(|v| matches!(v.kind, ValueKind::Money(_))).last();
    let behind_verb =
        || [" gjelder ", " gjeld "].iter().find_map(|verb| Some(sentence.start + text[sentence.start..money.start].find(verb)? + verb.len()));
    let start = since.map(|sum| sum.range.end).or_else(behind_verb)?;
    let end = start + text[start..money.start].rfind(" med")?;
    let words = text[start..end].trim_start_matches([',', ' ']);
    let words = words.strip_prefix("og ").unwrap_or(words);
    (!words.is_empty()).then(|| letter.words(para, end - words.len()..end))
}

/// The length of a clause: to a mark, or to «og» and «, » where another sum follows.
fn clause(text: &str, listed: bool) -> usize {
    static AND_SHALL: Needle = Needle::new(|| Finder::new(" og skal "));
    let end = memchr::memchr3(b'.', b';', b'(', text.as_bytes()).unwrap_or(text.len());
    let text = &text[..end];
    let and_shall = || AND_SHALL.ends_in(text).next().map(|behind| behind - " og skal ".len());
    let end = [", jf", ", som ", " på kap", " over kap", " under kap", " og kap", ", kap", " på post ", " og post ", ", post ", " og resten "]
        .iter()
        .find_map(|words| position(text, words))
        .or_else(and_shall)
        .unwrap_or(end);
    let text = text[..end].trim_end();
    let before_sum = |mut text: &str| {
        // The words that lead over to the next sum are none of the purpose.
        const LEADS: &[&str] =
            &[" og", " inntil", " opptil", " om lag", " minst", " ca.", " cirka", " samt", " hvorav", " herav", " derav", " herunder", " inkludert"];
        while let Some(rest) = LEADS.iter().find_map(|w| text.strip_suffix(w)) {
            text = rest.trim_end();
        }
        // «…, og redusert med»: what is said of the next sum.
        let joint = text.strip_suffix(" med").and_then(|words| words.rfind(" og ").or_else(|| words.rfind(", ")));
        joint.filter(|&at| Verbs::of(&text[at..]).changes()).map_or(text, |at| &text[..at]).len()
    };
    let end = if listed { before_sum(text) } else { text.len() };
    text[..end].trim_end_matches(',').len()
}

/// The mandate that the money pays for: an id in its sentence, or in the sentence that goes on about it.
fn paid_mandate(para: &Para<'_>, sentence: &Range<usize>, next: Option<&Range<usize>>, inferred: &mut Vec<Inferred>) -> Option<String> {
    let id_in = |range: &Range<usize>| {
        para.findings
            .within(range.clone())
            .find_map(|v| if let ValueKind::MandateId(id) = &v.kind { Some((id.clone(), v.range.clone())) } else { None })
    };
    if let Some((id, _)) = id_in(sentence) {
        return Some(id);
    }
    let (id, range) = id_in(next?)?;
    inferred.push(Inferred { field: "mandate".into(), span: Some(para.passage.view.span(range)) });
    Some(id)
}

/// The mandate in whose body a sentence gives money «til oppdraget».
fn own_mandate(letter: &Letter<'_, '_>, heading: Option<usize>, sentence: &str, inferred: &mut Vec<Inferred>) -> Option<String> {
    let head = &letter.paras[heading.filter(|_| holds(sentence, "oppdraget"))?];
    let (id, _) = leading_id(head)?;
    inferred.push(Inferred { field: "mandate".into(), span: Some(head.passage.view.span(head.all())) });
    Some(id.to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_raised_authority_is_no_total_of_the_change_before_it() {
        let text = "# Supplerende tildelingsbrev nr. 2 for 2026\n\nKap. 1 post 30 er redusert med 25 mill. kroner.\n\nFullmakten til å pådra forpliktelser på kap. 1 post 30 økes fra 92 mill. kroner til 96 mill. kroner.\n";
        let lines = &crate::parse(text).documents[0].budget_lines;
        let seen: Vec<_> =
            lines.iter().map(|l| (l.effect, l.amount.nok, l.earlier.as_ref().map(|a| a.nok), l.total.as_ref().map(|a| a.nok))).collect();
        assert_eq!(seen, [(super::Effect::Change, -25_000_000, None, None), (super::Effect::Authority, 96_000_000, Some(92_000_000), None)]);
    }

    #[test]
    fn the_change_on_another_post_goes_with_the_own_one() {
        let text = "# Supplerende tildelingsbrev nr. 2 for 2026\n\n## Kap. 1420 Prøven\n\n**Post 21 Drift**\n\n\
             Posten reduseres med 3 mill. kroner, mot tilsvarende økning på post 70.\n";
        let lines = &crate::parse(text).documents[0].budget_lines;
        let seen: Vec<_> = lines.iter().map(|l| (l.kapittel, l.post, l.amount.nok)).collect();
        assert_eq!(seen, [(1420, 21, -3_000_000), (1420, 70, 3_000_000)]);
    }
}
