//! Money in sentences: what is given, changed, moved, set aside or corrected, on which post, for what.

use std::ops::Range;

use once_cell::sync::Lazy;
use regex::Regex;

use super::ground::{Ground, ground, named};
use super::speech::{Speech, Term, Verbs, corrects, effect, is_share, is_statement, moves, speaks_of, states_grant};
use super::{Given, agrees, side_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, BudgetLine, Effect, Inferred, Kind, Origin, Side};
use crate::record::kind::base_of;
use crate::record::layout::{Layout, leading_id};
use crate::record::pattern::{Opening, begins_with, holds, is_one_of, pattern, words};
use crate::record::sentence::at;
use crate::record::{Letter, Para};
use crate::source::Place;
use crate::value::amount::{Money, qualifier};
use crate::value::{Value, ValueKind};

static PURPOSE: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"^(?:,? (?:som )?(?:skal )?)?(?: ?på kap\.[^.]*? post [0-9]+)? ?(?:(?:øremerk(?:e[ts]|t|ast) )(?:til |for )?|(?:(?:benytt|bruk|nytt|fordel|disponer|avsett)(?:es|ast) |går? |settes av )?(?:til|for|knytte?t? til) (?:å (?:dekke|dekkje|styrke|finansiere) )?)",
    )
});

static GOES_TO: Opening = Opening::new(&["gå til ", "brukes til ", "nyttes til ", "dekk"], || {
    pattern(r"(?i)^(?:gå til|brukes til|nyttes til|gå til å|dekke|dekkje) (?:arbeidet? med |å )?")
});

/// More sums than a sentence gives.
const MANY: usize = 12;

/// The lines that the sentences of a passage give.
pub(super) fn read(letter: &Letter<'_, '_>, layout: &Layout, i: usize, kind: Kind, found: &mut Vec<BudgetLine>, diagnostics: &mut Vec<Diagnostic>) {
    let para = &letter.paras[i];
    let sums: Vec<&Value> = para.findings.values.iter().filter(|v| matches!(v.kind, ValueKind::Money(_))).collect();
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
        if moves(words)
            && let Some(lines) = moved(letter, layout, i, &sentence, sums, kind, found)
        {
            // Both stand in the same words.
            letter.fired("budget/move", lines[0].span);
            found.extend(lines);
            continue;
        }
        // A bullet that begins with a sum takes its verb from the line above its list.
        let lead = if sums[0].range.start == 0 && para.is_item() { lead_in(letter, layout, i, found) } else { None };
        let mut groundless = None;
        let mut unread = None;
        let mut clause = 0;
        let mut earlier: Option<Amount> = None;
        for value in sums {
            let ValueKind::Money(money) = value.kind else { continue };
            let within = value.range.start - sentence.start..value.range.end - sentence.start;
            let since = std::mem::replace(&mut clause, within.end);
            let term = Term::of(words, within.start);
            if term == Term::Earlier {
                earlier = Some(amount(letter, para, value, money));
                continue;
            }
            let statement = is_statement(para, &sentence, &value.range);
            let leading = lead.as_ref().filter(|_| value.range.start == 0);
            let said = if statement { Some((Effect::Grant, false)) } else { effect(words, since, &within) };
            let states = || base_of(kind).is_none() && states_grant(&words[..within.start]);
            let said = said.or(leading.map(|lead| lead.said)).or_else(|| states().then_some((Effect::Grant, false)));
            let share = is_share(words, within.start) && !Verbs::of(&words[..within.start]).say(Speech::Quoted);
            let correction = said.is_none() && corrects(words);
            let named = ground(letter, layout, i, &sentence, &value.range, found);
            // A share on a post of its own, of a sum that has none, is what the post is given.
            let own = groundless.is_some() && named.as_ref().and_then(|n| n.at.as_ref()).is_some_and(|at| at.start >= value.range.end);
            let (effect, lowered) = match said {
                _ if term == Term::Total || correction || (share && own) => (Effect::Grant, false),
                _ if share => (Effect::OfWhich, false),
                Some(said) => said,
                None => {
                    let beside = named.as_ref().is_some_and(|n| n.at.is_some()) && !speaks_of(words, &within);
                    unread = unread.or(beside.then(|| value.range.clone()));
                    continue;
                }
            };
            let Some(ground) = named.or_else(|| leading.and_then(|lead| lead.ground.clone())) else {
                if base_kind(kind) && !matches!(effect, Effect::Authority | Effect::Requirement) {
                    groundless = groundless.or(Some(value.range.clone()));
                }
                continue;
            };
            let money = if lowered { Money { nok: -money.nok, ..money } } else { money };
            let line = line(letter, layout, i, Sum { sentence: sentence.clone(), value, money, ground, effect }, kind, found);
            let rule = match effect {
                _ if correction => "budget/correction",
                _ if term == Term::Total => "budget/total",
                _ if statement => "budget/statement",
                _ if leading.is_some() => "budget/led-in",
                Effect::OfWhich => "budget/share",
                Effect::Grant => "budget/prose-grant",
                Effect::Change => "budget/prose-change",
                Effect::Requirement => "budget/prose-requirement",
                Effect::Authority => "budget/prose-authority",
            };
            letter.fired(rule, line.span);
            if correction {
                report(Code::AmountCorrected, value.range.clone(), "an earlier amount is corrected");
            }
            if correction || term == Term::Total {
                total(BudgetLine { earlier: earlier.take(), ..line }, found);
            } else {
                found.push(line);
            }
        }
        if let Some(range) = unread {
            report(Code::RowUnread, range, "a sum stands beside a post, and no word that is known tells what is done with it");
        }
        if let Some(range) = groundless {
            report(Code::PostMissing, range, "money is given here, but no kapittel and post to give it on is named");
        }
    }
}

/// What the line above a list says of the sums in it.
struct Lead {
    said: (Effect, bool),
    /// The post that it names.
    ground: Option<Ground>,
}

/// The line that ends in a colon above the list of an item, if it says what is done with money: «Tilsynet tildeles:».
fn lead_in(letter: &Letter<'_, '_>, layout: &Layout, item: usize, found: &[BudgetLine]) -> Option<Lead> {
    let at = (0..item).rev().find(|&n| !letter.paras[n].is_item())?;
    let para = &letter.paras[at];
    let sentence = para.sentences().last()?.clone();
    let words = para.text()[sentence.clone()].strip_suffix(':')?;
    let (said, lowered) = effect(words, 0, &(words.len()..words.len()))?;
    // A sum above the list is what the list divides.
    let divided = para.findings.within(sentence.clone()).any(|v| matches!(v.kind, ValueKind::Money(_)));
    let said = if divided { (Effect::OfWhich, false) } else { (said, lowered) };
    let ground = ground(letter, layout, at, &sentence, &(sentence.end..sentence.end), found);
    Some(Lead { said, ground: ground.map(|g| g.of(para)) })
}

/// «5 mill. kroner flyttes fra kap. 740, post 21 til kap. 740, post 70»: less on the one post, more on the other.
fn moved(
    letter: &Letter<'_, '_>,
    layout: &Layout,
    i: usize,
    sentence: &Range<usize>,
    sums: &[&Value],
    kind: Kind,
    found: &[BudgetLine],
) -> Option<[BudgetLine; 2]> {
    let para = &letter.paras[i];
    let text = para.text();
    let &[value] = sums else { return None };
    let ValueKind::Money(money) = value.kind else { return None };
    let posts = named(letter, layout, i, sentence, found);
    let behind =
        |words: &[&str]| posts.iter().find(|n| words.contains(&text[sentence.start..n.range.start].trim_end().rsplit(' ').next().unwrap_or("")));
    // «Av tildelingen på kap. 100, post 21 omdisponeres …»: the first post, before the money.
    let of = || posts.first().filter(|n| n.range.end < value.range.start && begins_with(&text[sentence.clone()], &["av "]));
    let (from, to) = (behind(&["fra", "frå", "Fra", "Frå"]).or_else(of)?, behind(&["til"])?);
    let give = |on: &super::ground::Named, nok: i64| {
        let ground = Ground { name: None, ..on.ground(text, on.range.end) };
        let sum = Sum { sentence: sentence.clone(), value, money: Money { nok, ..money }, ground, effect: Effect::Change };
        BudgetLine { purpose: None, ..line(letter, layout, i, sum, kind, found) }
    };
    Some([give(from, -money.nok), give(to, money.nok)])
}

/// A total that is stated belongs to the change that its post has just had; else it stands for itself, and is not counted.
fn total(line: BudgetLine, found: &mut Vec<BudgetLine>) {
    let post = (line.kapittel, line.post);
    match found.iter_mut().rfind(|l| l.effect == Effect::Change && l.origin == Origin::Prose && (l.kapittel, l.post) == post && l.total.is_none()) {
        Some(change) => {
            change.total = Some(line.amount);
            change.earlier = change.earlier.take().or(line.earlier);
        }
        None => found.push(BudgetLine { counted: false, total: Some(line.amount.clone()), ..line }),
    }
}

/// A sum as it stands.
fn amount(letter: &Letter<'_, '_>, para: &Para<'_>, value: &Value, money: Money) -> Amount {
    let text = letter.place(para, value.range.clone()).text;
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

fn line(letter: &Letter<'_, '_>, layout: &Layout, i: usize, sum: Sum<'_>, kind: Kind, before: &[BudgetLine]) -> BudgetLine {
    let para = &letter.paras[i];
    let heading = layout.contexts[i].mandate;
    let Sum { sentence, value, money, ground, effect } = sum;
    let mut inferred = ground.inferred();
    let Ground { kapittel, post, name, .. } = ground;
    let range = &value.range;
    let amount = amount(letter, para, value, money);
    // Within a letter that gives the year's money in a table, money in prose is a share of the table's line.
    let row = before.iter().find(|l| l.origin == Origin::Table && (l.kapittel, l.post) == (kapittel, post));
    let share = effect == Effect::Grant && row.is_some() && base_of(kind).is_none();
    // «I tillegg tildeles …» is other money than what was given.
    let added = adds(&para.text()[sentence.clone()]);
    let repeated = !added && row.is_some_and(|r| agrees(&r.amount, &amount) || r.total.as_ref().is_some_and(|t| agrees(t, &amount)));
    let side = side_of(kapittel);
    let effect = match effect {
        Effect::Grant if side == Side::Income => Effect::Requirement,
        Effect::Grant if share && !repeated => Effect::OfWhich,
        other => other,
    };
    let next = para.sentences().iter().find(|s| s.start >= sentence.end && continues(&para.text()[(*s).clone()])).cloned();
    let (purpose, mandate) =
        (purpose(letter, para, &sentence, range, next.as_ref(), &mut inferred), paid_mandate(para, &sentence, next.as_ref(), &mut inferred));
    let mandate = mandate.or_else(|| own_mandate(letter, heading, &para.text()[sentence.clone()], &mut inferred));
    inferred.sort_by(|a, b| a.field.cmp(&b.field));
    let place: Place = letter.place(para, sentence);
    if repeated {
        letter.fired("budget/repeats-row", place.span);
    } else if share && effect == Effect::OfWhich {
        letter.fired("budget/share-of-row", place.span);
    }
    // «X får dermed 3 mill. kroner»: what follows from a line before is no further money.
    let same = |l: &BudgetLine| l.origin == Origin::Prose && (l.kapittel, l.post, l.amount.nok) == (kapittel, post, amount.nok);
    let follows = concludes(&place.text) && before.iter().any(same);
    // «Posten er økt med 10 mill. kroner» explains the row of a letter that gives the whole year's money: it is in the row.
    let explains = effect == Effect::Change && base_of(kind).is_none() && row.is_some_and(|r| r.effect == Effect::Grant);
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
    sentence.split(' ').any(|w| matches!(w, "dermed" | "således" | "såleis" | "altså" | "følgelig"))
}

/// Whether a sentence goes on about the money of the one before: «Midlene skal …», «Disse …».
fn continues(sentence: &str) -> bool {
    ["Midlene ", "Midlane ", "Disse ", "Desse ", "Tildelingen ", "Beløpet "].iter().any(|w| sentence.starts_with(w))
}

/// What the money is for: the words behind «til …» up to the next sum or the end of the clause, or what the next sentence says it goes to.
fn purpose(
    letter: &Letter<'_, '_>,
    para: &Para<'_>,
    sentence: &Range<usize>,
    money: &Range<usize>,
    next: Option<&Range<usize>>,
    inferred: &mut Vec<Inferred>,
) -> Option<String> {
    let text = para.text();
    let stop = para.findings.within(money.end..sentence.end).find(|v| matches!(v.kind, ValueKind::Money(_))).map_or(sentence.end, |v| v.range.start);
    let tail = &text[money.end..stop];
    // «Språkrådet tildeles …»: what stands before the verb is the recipient, not the purpose.
    // «stilles til disposisjon for X» says who may use it.
    if let Some(lead) = PURPOSE.find(tail).filter(|_| !begins_with(tail, &[" til disposisjon", " til rådvelde", " til rådigheit"])) {
        let start = money.end + lead.end();
        let end = start + clause(&text[start..stop], stop < sentence.end);
        if end > start {
            return Some(letter.place(para, start..end).text);
        }
    }
    let next = next?;
    let found = GOES_TO.find_in(&text[next.clone()]).next()?;
    // «skal dekke gjenstående restanser» and «gå til arbeid med X» name it in their own words.
    let lead = text[next.clone()][found.clone()].trim_end();
    let start = next.start + found.start + if lead.ends_with("med") { lead.rfind("arbeid").unwrap_or(lead.len()) } else { found.len() };
    let end = start + clause(&text[start..next.end], false);
    inferred.push(Inferred { field: "purpose".into(), span: Some(para.passage.view.span(start..end)) });
    (end > start).then(|| letter.place(para, start..end).text)
}

/// The length of a clause: to a mark, or to «og» and «, » where another sum follows.
fn clause(text: &str, listed: bool) -> usize {
    let end = text.find(['.', ';', '(']).unwrap_or(text.len());
    let text = &text[..end];
    let end = text.find(", jf").or_else(|| text.find(", som ")).or_else(|| text.find(" og skal ")).unwrap_or(end);
    let text = text[..end].trim_end();
    let before_sum = |mut text: &str| {
        // The words that lead over to the next sum are none of the purpose.
        const LEADS: &[&str] = &[" og", " inntil", " opptil", " om lag", " minst", " ca.", " cirka", " samt"];
        while let Some(rest) = LEADS.iter().find_map(|w| text.strip_suffix(w)) {
            text = rest.trim_end();
        }
        text.len()
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
    Some(id)
}
