//! Rows under «Inntekter» or «Utgifter» whose chapter is on the other side of the budget.

use crate::block::BlockKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BudgetLine, Origin, Side};
use crate::record::Letter;
use crate::record::pattern::is_one_of;
use crate::span::Span;

const INCOME: &[&str] = &["inntekt", "inntekter", "inntektskapittel", "inntektskapitler", "inntektspost", "inntektsposter"];
const EXPENSE: &[&str] = &["utgift", "utgifter", "utgiftskapittel", "utgiftskapitler", "utgiftspost", "utgiftsposter"];

/// Reports such rows, by the heading right above their table or the last row that holds nothing but the word.
pub(super) fn mismatches(letter: &Letter<'_, '_>, lines: &[BudgetLine]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut above = None;
    for para in letter.paras {
        let Some(table) = &para.passage.table else {
            if !matches!(para.kind(), BlockKind::Furniture | BlockKind::Letterhead) {
                above = Some(para.text());
            }
            continue;
        };
        let mut side = above.take().and_then(named);
        for row in &table.rows {
            let mut cells = row.cells.iter().filter(|c| !c.view.text.is_empty());
            match (cells.next(), cells.next()) {
                (Some(only), None) => side = named(&only.view.text).or(side),
                _ => found.extend(side.and_then(|side| mismatch(letter, lines, row.span, side))),
            }
        }
    }
    found
}

/// The side that words are the name of.
fn named(words: &str) -> Option<Side> {
    let words = words.trim().trim_end_matches([':', '.']);
    if is_one_of(words, INCOME) { Some(Side::Income) } else { is_one_of(words, EXPENSE).then_some(Side::Expense) }
}

fn mismatch(letter: &Letter<'_, '_>, lines: &[BudgetLine], row: Span, side: Side) -> Option<Diagnostic> {
    let at = lines.partition_point(|l| l.span.start < row.start);
    let line = lines.get(at).filter(|l| l.span == row && l.origin == Origin::Table && l.side != side)?;
    let (stands, is) = if side == Side::Income { ("income", "expense") } else { ("expense", "income") };
    let message = format!("the row stands under {stands}, but chapter {} is one of {is}", line.kapittel);
    Some(letter.report(Code::SideMismatch, "budget_lines", line.span, message))
}
