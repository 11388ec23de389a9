//! Sums that a letter lets one check.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BudgetLine, Check, CheckKind, CheckStatus, Effect, Origin};
use crate::record::budget::TableSum;
use crate::record::{Letter, placed};

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
        if line.origin == Origin::Table {
            checks.extend(earmarks(letter, line, lines));
        }
    }
    checks.extend(totals.iter().map(|total| table(letter, total, lines)));
    checks.sort_by_key(|c| c.span.start);
    for check in checks.iter().filter(|c| c.status == CheckStatus::Fails) {
        let message = format!("the letter states {} kroner, its parts add up to {}", check.stated, check.computed);
        diagnostics.push(letter.report(Code::SumMismatch, "checks", check.span, message));
    }
    checks
}

/// The rows of a table against its Sum row.
fn table(letter: &Letter<'_, '_>, total: &TableSum, lines: &[BudgetLine]) -> Check {
    let rows: Vec<&BudgetLine> = lines.iter().filter(|l| l.origin == Origin::Table && total.lines.binary_search(&l.span).is_ok()).collect();
    let computed = rows.iter().map(|r| r.amount.nok).sum();
    let digits = rows.iter().map(|r| r.amount.granularity).chain([total.stated.granularity]).sum::<i64>();
    let status = status(total.stated.nok, computed, digits / 2);
    let keys = rows.iter().map(|r| r.key.clone()).collect();
    letter.fired("check/table-sum", total.row);
    placed!(letter.source.place(&[total.row]), Check { kind: CheckKind::TableSum, status, stated: total.stated.nok, computed, lines: keys })
}

/// The shares of a line. They are checked when one sentence lists two or more: a single earmark leaves the rest open.
fn earmarks(letter: &Letter<'_, '_>, line: &BudgetLine, lines: &[BudgetLine]) -> Option<Check> {
    let shares: Vec<&BudgetLine> =
        lines.iter().filter(|l| l.effect == Effect::OfWhich && (l.kapittel, l.post) == (line.kapittel, line.post)).collect();
    let first = shares.first()?;
    if shares.len() < 2 || shares.iter().any(|s| s.span != first.span) {
        return None;
    }
    let computed = shares.iter().map(|s| s.amount.nok).sum::<i64>();
    // Each figure is right to half its last digit.
    let digits = shares.iter().map(|s| s.amount.granularity).chain([line.amount.granularity]).sum::<i64>();
    let tolerance = digits / 2;
    let status = status(line.amount.nok, computed, tolerance);
    // Shares that fall short leave a rest that the letter does not speak of; only more than the line is wrong.
    if status == CheckStatus::Fails && computed < line.amount.nok {
        return None;
    }
    letter.fired("check/earmark-sum", line.span);
    let keys = shares.iter().map(|s| s.key.clone()).collect();
    Some(check(letter, CheckKind::EarmarkSum, status, line.amount.nok, computed, keys, line))
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
