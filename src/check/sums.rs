//! Sums that a letter lets one check.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BudgetLine, Check, CheckKind, CheckStatus, Effect, Origin, Qualifier};
use crate::record::budget::TableSum;
use crate::record::pattern::{Beginnings, ends_word};
use crate::record::{Letter, placed};

/// More rows, or shares, than a letter has for one post.
const MANY: usize = 32;
/// Words that begin a share.
static SHARE: Beginnings = Beginnings::new(&["hvorav", "herav", "derav", "av dette", "av desse", "av disse"]);

/// The sums of a letter: earmarks against their line, earlier plus new against the total, rows against their Sum row.
pub(crate) fn sums(letter: &Letter<'_, '_>, lines: &[BudgetLine], totals: &[TableSum], diagnostics: &mut Vec<Diagnostic>) -> Vec<Check> {
    let mut checks = Vec::new();
    for line in lines {
        // A total that stands for itself has no amount that leads to it.
        let leads = line.counted || line.origin == Origin::Table;
        if let (true, Some(earlier), Some(total)) = (leads, &line.earlier, &line.total) {
            let computed = earlier.nok + line.amount.nok;
            let status = status(total.nok, computed, 0);
            letter.fired("check/earlier-plus-new", line.span);
            checks.push(check(letter, CheckKind::EarlierPlusNew, status, total.nok, computed, vec![line.key.clone()], line));
        }
    }
    checks.extend(earmarks(letter, lines));
    checks.extend(totals.iter().map(|total| table(letter, total, lines)));
    checks.sort_by_key(|c| c.span.start);
    for check in checks.iter().filter(|c| c.status == CheckStatus::Fails) {
        let message = format!("the letter states {} kroner, its parts add up to {}", check.stated, check.computed);
        diagnostics.push(letter.report(Code::SumMismatch, "checks", check.span, message));
    }
    checks
}

/// The rows of a table against its Sum row, or a row's changes against what they come to.
fn table(letter: &Letter<'_, '_>, total: &TableSum, lines: &[BudgetLine]) -> Check {
    let row = |l: &&BudgetLine| l.origin == Origin::Table && l.effect != Effect::OfWhich && total.lines.binary_search(&l.span).is_ok();
    let rows: Vec<&BudgetLine> = lines.iter().filter(row).collect();
    let computed = total.before.unwrap_or(0) + rows.iter().map(|r| r.amount.nok).sum::<i64>();
    let digits = rows.iter().map(|r| r.amount.granularity).chain([total.stated.granularity]).sum::<i64>();
    let status = status(total.stated.nok, computed, digits / 2);
    let keys = rows.iter().map(|r| r.key.clone()).collect();
    let (kind, rule) = match total.before {
        Some(_) => (CheckKind::EarlierPlusNew, "check/earlier-plus-new"),
        None => (CheckKind::TableSum, "check/table-sum"),
    };
    letter.fired(rule, total.row);
    placed!(letter.source.place(&[total.row]), Check { kind, status, stated: total.stated.nok, computed, lines: keys })
}

/// Shares against what they are shares of: the money of their own sentence, or the rows that the tables have for the post.
///
/// Two or more in one sentence that come to all of it prove it right. Those that fall short leave a rest that the letter does not speak of;
/// only more than the whole is wrong.
fn earmarks(letter: &Letter<'_, '_>, lines: &[BudgetLine]) -> Vec<Check> {
    let mut found = Vec::new();
    if !lines.iter().any(|l| l.effect == Effect::OfWhich) {
        return found;
    }
    let mut given: Vec<&BudgetLine> = lines.iter().filter(|l| l.effect != Effect::Authority).collect();
    given.sort_by_key(|l| (l.kapittel, l.post));
    for of_post in given.chunk_by(|a, b| (a.kapittel, a.post) == (b.kapittel, b.post)) {
        let all = of_post.iter().filter(|l| l.effect == Effect::OfWhich).count();
        let rows: Vec<&BudgetLine> = of_post.iter().copied().filter(|l| l.origin == Origin::Table && l.effect != Effect::OfWhich).collect();
        let mut before: Option<&BudgetLine> = None;
        for sentence in of_post.chunk_by(|a, b| a.span == b.span || listed(letter, a, b)) {
            let last = std::mem::replace(&mut before, sentence.last().copied());
            if sentence.len() > MANY || sentence[0].origin != Origin::Prose {
                continue;
            }
            let (shares, beside): (Vec<&BudgetLine>, Vec<&BudgetLine>) = sentence.iter().partition(|l| l.effect == Effect::OfWhich);
            // «Posten økes med 5 mill. kroner. Av dette …»
            let said = last.filter(|l| beside.is_empty() && l.origin == Origin::Prose && l.effect != Effect::OfWhich);
            if let Some(check) = said.and_then(|whole| itemised(letter, &[whole], &shares, all)) {
                found.push(check);
                continue;
            }
            let whole = if beside.is_empty() { &rows } else { &beside };
            if (1..=MANY).contains(&whole.len()) && !shares.is_empty() {
                found.extend(itemised(letter, whole, &shares, all).or_else(|| exceeding(letter, whole, &shares)));
            }
        }
    }
    found
}

/// Whether two shares stand in items of a list, one behind the other.
fn listed(letter: &Letter<'_, '_>, a: &BudgetLine, b: &BudgetLine) -> bool {
    let item = |l: &BudgetLine| {
        let at = letter.paras.partition_point(|p| p.passage.tiles[0].start <= l.span.start).checked_sub(1)?;
        letter.paras[at].is_item().then_some(at)
    };
    let shares = [a, b].iter().all(|l| l.effect == Effect::OfWhich && l.origin == Origin::Prose);
    shares && item(a).zip(item(b)).is_some_and(|(a, b)| a + 1 == b)
}

/// The shares of one sentence that come to all of one line; `all` are the shares of the post.
fn itemised(letter: &Letter<'_, '_>, whole: &[&BudgetLine], group: &[&BudgetLine], all: usize) -> Option<Check> {
    if group.len() < 2 || (whole.first()?.origin == Origin::Table && group.len() < all) {
        return None;
    }
    whole.iter().find_map(|line| {
        let computed = group.iter().map(|s| s.amount.nok).sum();
        let status = status(line.amount.nok, computed, tolerance(group.iter().chain([line])));
        (status != CheckStatus::Fails).then(|| earmark(letter, line, status, line.amount.nok, computed, group))
    })
}

/// The shares of one sentence that come to more than the whole.
fn exceeding(letter: &Letter<'_, '_>, whole: &[&BudgetLine], group: &[&BudgetLine]) -> Option<Check> {
    let line = whole.first()?;
    // A change without its total does not say what there is to share.
    if whole.iter().any(|l| l.effect == Effect::Change && l.total.is_none() && l.origin == Origin::Table) {
        return None;
    }
    let stated = whole.iter().map(|l| l.total.as_ref().map_or(l.amount.nok, |total| total.nok.max(l.amount.nok))).sum::<i64>();
    let certain = |s: &&&BudgetLine| matches!(s.amount.qualifier, Qualifier::Exact | Qualifier::AtLeast);
    // A share of a share is in it already.
    let nested = shares_in(&group[0].text).nth(1).is_some();
    let shares: Vec<&BudgetLine> = if nested || !group.iter().all(|s| certain(&s)) {
        group.iter().filter(certain).max_by_key(|s| s.amount.nok).into_iter().copied().collect()
    } else {
        group.to_vec()
    };
    let computed = shares.iter().map(|s| s.amount.nok).sum::<i64>();
    let exceeds = stated > 0 && computed - stated > tolerance(shares.iter().chain(whole));
    exceeds.then(|| earmark(letter, line, CheckStatus::Fails, stated, computed, &shares))
}

/// Where shares begin in a text.
fn shares_in(text: &str) -> impl Iterator<Item = usize> {
    SHARE.begin_words(text).filter(|&at| SHARE.strip(&text[at..]).is_some_and(ends_word))
}

/// Each figure is right to half its last digit.
fn tolerance<'l>(lines: impl Iterator<Item = &'l &'l BudgetLine>) -> i64 {
    lines.map(|l| l.amount.granularity).sum::<i64>() / 2
}

fn earmark(letter: &Letter<'_, '_>, line: &BudgetLine, status: CheckStatus, stated: i64, computed: i64, shares: &[&BudgetLine]) -> Check {
    letter.fired("check/earmark-sum", line.span);
    let keys = shares.iter().map(|s| s.key.clone()).collect();
    check(letter, CheckKind::EarmarkSum, status, stated, computed, keys, line)
}

fn status(stated: i64, computed: i64, tolerance: i64) -> CheckStatus {
    match (stated - computed).abs() {
        0 => CheckStatus::Holds,
        off if off <= tolerance => CheckStatus::Rounding,
        _ => CheckStatus::Fails,
    }
}

fn check(letter: &Letter<'_, '_>, kind: CheckKind, status: CheckStatus, stated: i64, computed: i64, lines: Vec<String>, at: &BudgetLine) -> Check {
    let place = letter.source.place(&[at.span]);
    placed!(place, Check { kind, status, stated, computed, lines })
}
