//! Posts of a letter's tables: given twice, or not there.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BudgetLine, Effect, Origin};
use crate::record::budget::{repeats, table_of};
use crate::record::layout::{Layout, Role};
use crate::record::{Letter, Para};
use crate::value::ValueKind;
use crate::value::post::PostRef;

/// Reports posts that rows of tables give more than once: again with the same amount, or with another one.
pub(super) fn repeated(letter: &Letter<'_, '_>, lines: &[BudgetLine]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(u16, u8), &BudgetLine> = BTreeMap::new();
    let mut found = Vec::new();
    for line in lines.iter().filter(|l| l.origin == Origin::Table && l.effect != Effect::OfWhich) {
        let Some(earlier) = first.get(&(line.kapittel, line.post)) else {
            first.insert((line.kapittel, line.post), line);
            continue;
        };
        let post = format!("kap. {} post {}", line.kapittel, line.post);
        if !line.counted && repeats(letter, earlier, line) {
            let message = format!("{post} stands in line {} with the same amount; it is counted once", earlier.line);
            found.push(letter.report(Code::PostRepeated, "budget_lines", line.span, message));
        } else if differs(letter, earlier, line) {
            let message = format!("{post} has {} kroner here and {} in line {}; both are counted", line.amount.nok, earlier.amount.nok, earlier.line);
            found.push(letter.report(Code::PostConflict, "budget_lines", line.span, message));
        }
    }
    found
}

/// Whether two rows give one post two amounts. Rows of one table with names of their own share the post between them, and a row that starts
/// from what the other comes to goes on from it.
fn differs(letter: &Letter<'_, '_>, earlier: &BudgetLine, line: &BudgetLine) -> bool {
    let shared = table_of(letter, earlier) == table_of(letter, line) && earlier.name.is_some() && line.name.is_some() && earlier.name != line.name;
    let goes_on = earlier.total.as_ref().is_some_and(|total| line.earlier.as_ref().is_some_and(|from| from.nok == total.nok));
    line.counted && earlier.effect == line.effect && earlier.amount.nok != line.amount.nok && !shared && !goes_on
}

/// The fewest posts of a table that is the letter's list of them.
const LIST: usize = 2;

/// Reports posts that only a sentence gives money on, in a letter whose tables list its posts.
pub(super) fn untabled(letter: &Letter<'_, '_>, lines: &[BudgetLine]) -> Vec<Diagnostic> {
    let mut given = lines.iter().filter(|l| l.origin == Origin::Prose && l.counted && l.effect == Effect::Grant).peekable();
    if given.peek().is_none() {
        return Vec::new();
    }
    let rows = lines.iter().filter(|l| l.origin == Origin::Table);
    let mut tables: Vec<(usize, (u16, u8))> = rows.map(|line| (table_of(letter, line), (line.kapittel, line.post))).collect();
    tables.sort_unstable();
    tables.dedup();
    if !tables.chunk_by(|a, b| a.0 == b.0).any(|posts| posts.len() >= LIST) {
        return Vec::new();
    }
    let mut there: BTreeSet<(u16, u8)> = tables.into_iter().map(|(_, post)| post).collect();
    given
        .filter(|l| there.insert((l.kapittel, l.post)))
        .map(|l| {
            let message = format!("kap. {} post {} is given here and stands in no table of the letter", l.kapittel, l.post);
            letter.report(Code::PostUntabled, "budget_lines", l.span, message)
        })
        .collect()
}

/// Reports posts that the list of changes at the top names and that the letter has neither a heading nor money for.
pub(super) fn unfollowed(letter: &Letter<'_, '_>, layout: &Layout, lines: &[BudgetLine]) -> Vec<Diagnostic> {
    let headed = |(i, para): &(usize, &Para<'_>)| layout.roles[*i] == Role::Heading && leading_post(para).is_some();
    let Some((first, _)) = letter.enumerate().find(headed) else { return Vec::new() };
    let mut treated: BTreeSet<(u16, u8)> = letter.enumerate().filter(headed).filter_map(|(_, para)| leading_post(para)).collect();
    let listed: Vec<(&Para<'_>, (u16, u8))> = letter.paras[..first]
        .iter()
        // «Kap. 760, post 21» and no more.
        .filter(|para| para.is_item() && para.findings.values.len() == 1 && para.findings.values[0].range == para.all())
        .filter_map(|para| Some((para, leading_post(para)?)))
        .collect();
    // A list of other posts than those below is no list of these.
    if listed.len() < LIST || !listed.iter().any(|(_, post)| treated.contains(post)) {
        return Vec::new();
    }
    treated.extend(lines.iter().map(|l| (l.kapittel, l.post)));
    let missing = listed.iter().filter(|(_, post)| !treated.contains(post));
    missing
        .map(|(para, (kapittel, post))| {
            let message = format!("the list at the top names kap. {kapittel} post {post}, but the letter does not treat it");
            letter.report(Code::PostNotDetailed, "budget_lines", letter.whole(para).span, message)
        })
        .collect()
}

/// The chapter and post that a passage begins with.
fn leading_post(para: &Para<'_>) -> Option<(u16, u8)> {
    let first = para.findings.values.first().filter(|v| v.range.start == 0)?;
    let ValueKind::Posts(posts) = &first.kind else { return None };
    let [PostRef { kapittel: Some(kapittel), post: Some(post), .. }] = posts.as_slice() else { return None };
    Some((*kapittel, *post))
}
