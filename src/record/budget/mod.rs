//! Budget lines: rows of tables, and money in sentences with the chapter and post it is given on.

mod by_column;
mod ground;
mod prose;
mod rows;
mod speech;
mod table;

use std::collections::HashMap;

use once_cell::sync::Lazy;
use regex::{Match, Regex};

use super::kind::base_of;
use super::layout::{Layout, Role};
use super::pattern::{Beginnings, pattern};
use super::{Letter, placed, unique_keys};
use crate::diagnostic::Diagnostic;
use crate::model::{Amount, BudgetLine, Effect, Inferred, Kind, Origin, Side};
use crate::source::Place;

pub(crate) use table::TableSum;

/// The lines of a letter for a budget year, the supplement of a number, and the sums its tables state; what could not be read goes to the
/// diagnostics.
pub(crate) fn lines(
    letter: &Letter<'_, '_>,
    layout: &Layout,
    kind: Kind,
    year: Option<i16>,
    number: Option<u32>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<BudgetLine>, Vec<TableSum>) {
    let mut found = Vec::new();
    let mut sums = Vec::new();
    let mut above = None;
    for (i, para) in letter.enumerate() {
        if let Some(table) = &para.passage.table
            && layout.roles[i] == Role::Body
        {
            let (lines, totals, table) =
                table::read(letter, layout, i, table, above, table::Own { year, number, base: base_of(kind).is_none() }, diagnostics);
            above = Some(table);
            found.extend(lines);
            sums.extend(totals);
        }
    }
    let mut heads = rows::Heads::default();
    let mut labels = ground::Above::default();
    let mut next = 0;
    for (i, para) in letter.enumerate() {
        if i < next {
            continue;
        }
        if para.passage.table.is_some() {
            labels.table();
            continue;
        }
        if !matches!(layout.roles[i], Role::Body | Role::LeadIn | Role::Heading) {
            continue;
        }
        let rows = heads.rows(para.text());
        if !rows.is_empty() {
            rows::loose(letter, para, &rows, heads.unit, &mut found, diagnostics);
            continue;
        }
        if heads.open
            && let Some(columns) = by_column::find(letter, i)
        {
            by_column::lines(letter, &columns, &heads, &mut found, diagnostics);
            next = i + columns.len;
            continue;
        }
        heads.read(letter, para);
        labels.read(para, para.is_heading() && layout.roles[i] == Role::Heading);
        if para.is_text() {
            let here = ground::Here { letter, layout, kind, i, above: &labels };
            prose::read(here, &mut found, diagnostics);
            labels.note(para);
        }
    }
    found.sort_by_key(|l| l.span.start);
    count_once(letter, &mut found);
    unique_keys(&mut found, |l| &mut l.key);
    (found, sums)
}

/// A row that says again what another one has given is not counted, nor are the changes that sentences tell one by one and a row together.
fn count_once(letter: &Letter<'_, '_>, lines: &mut [BudgetLine]) {
    let mut first: HashMap<(u16, u8, i64), usize> = HashMap::new();
    for i in 0..lines.len() {
        let line = &lines[i];
        if line.origin == Origin::Table && line.counted {
            let earlier = *first.entry((line.kapittel, line.post, line.amount.nok)).or_insert(i);
            lines[i].counted = earlier == i || !repeats(letter, &lines[earlier], &lines[i]);
        }
    }
    let changes = |lines: &[BudgetLine], origin: Origin| {
        let mut sums: HashMap<(u16, u8), i64> = HashMap::new();
        for line in lines.iter().filter(|l| l.counted && l.effect == Effect::Change && l.origin == origin) {
            *sums.entry((line.kapittel, line.post)).or_default() += line.amount.nok;
        }
        sums
    };
    let (rows, told) = (changes(lines, Origin::Table), changes(lines, Origin::Prose));
    let together = |l: &BudgetLine| {
        let post = (l.kapittel, l.post);
        rows.get(&post).is_some_and(|row| told.get(&post) == Some(row))
    };
    for line in lines.iter_mut().filter(|l| l.effect == Effect::Change && l.origin == Origin::Prose) {
        line.counted &= !together(line);
    }
}

/// Whether a row gives the same as an earlier one. Rows of one table with names of their own share a post between them.
pub(crate) fn repeats(letter: &Letter<'_, '_>, earlier: &BudgetLine, line: &BudgetLine) -> bool {
    let nok = |amount: &Option<Amount>| amount.as_ref().map(|a| a.nok);
    let given = |l: &BudgetLine| (l.kapittel, l.post, l.effect, l.amount.nok, nok(&l.earlier), nok(&l.total));
    let named = earlier.name.is_some() && line.name.is_some() && earlier.name != line.name;
    given(earlier) == given(line) && !(named && table_of(letter, earlier) == table_of(letter, line))
}

/// The table that a row lies in, by its place among the letter's passages; 0 for rows that lost their table.
pub(crate) fn table_of(letter: &Letter<'_, '_>, line: &BudgetLine) -> usize {
    let before = letter.paras.partition_point(|p| p.passage.tiles[0].start <= line.span.start);
    letter.paras[..before].last().filter(|p| p.passage.table.is_some()).map_or(0, |_| before)
}

static KEYWORD: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"(?i),? ?\b(kan (?:overføres|overførast)|kan (?:nyttes|nyttast) under (?:post(?:ene|ane)? [0-9, og]*[0-9]|kap\. ?[0-9]+,? post [0-9]+)|overslagsbevilgning|overslagsløyving)",
    )
});

/// Whether a text may hold a key word.
fn holds_keyword(text: &str) -> bool {
    static FIRST: Beginnings = Beginnings::new(&["kan ", "overslags"]);
    FIRST.begin_words(text).next().is_some()
}

/// What a row or a sentence gives: the part of a line that both have.
struct Given {
    kapittel: u16,
    post: u8,
    name: Option<String>,
    keywords: Vec<String>,
    amount: Amount,
    effect: Effect,
    inferred: Vec<Inferred>,
}

impl Given {
    fn record(self, place: Place) -> BudgetLine {
        let Self { kapittel, post, name, keywords, amount, effect, inferred } = self;
        placed!(
            place,
            BudgetLine {
                key: key(kapittel, post, effect, &amount),
                kapittel,
                post,
                name,
                amount,
                earlier: None,
                total: None,
                side: side_of(kapittel),
                effect,
                // What may be used is none of what is given.
                counted: effect != Effect::Authority,
                purpose: None,
                mandate: None,
                keywords,
                origin: Origin::Table,
                inferred,
            }
        )
    }
}

/// Chapters from 3000 are income (Stortingets bevilgningsreglement; loans' chapters 90–99 are posts, not chapters).
const fn side_of(kapittel: u16) -> Side {
    if kapittel >= 3000 { Side::Income } else { Side::Expense }
}

/// The name of a post without its key words, and these.
fn split_name(text: &str) -> (Option<String>, Vec<String>) {
    let found: Vec<Match<'_>> = if holds_keyword(text) { KEYWORD.captures_iter(text).filter_map(|c| c.get(1)).collect() } else { Vec::new() };
    let end = found.first().map_or(text.len(), Match::start);
    let name = text[..end].trim_end_matches([',', ' ', '(']).to_owned();
    ((!name.is_empty()).then_some(name), found.into_iter().map(|m| m.as_str().to_owned()).collect())
}

fn key(kapittel: u16, post: u8, effect: Effect, amount: &Amount) -> String {
    let effect = match effect {
        Effect::Grant => "grant",
        Effect::Change => "change",
        Effect::OfWhich => "of-which",
        Effect::Requirement => "requirement",
        Effect::Authority => "authority",
    };
    let [mut chapter, mut number, mut nok] = [itoa::Buffer::new(); 3];
    let padding = if post < 10 { "0" } else { "" };
    [chapter.format(kapittel), ".", padding, number.format(post), "-", effect, "-", nok.format(amount.nok)].concat()
}

/// Whether two amounts are the same at the precision they are stated with. Rounding leaves most of a sum: «1 million» is not 700 000.
pub(crate) fn agrees(a: &Amount, b: &Amount) -> bool {
    const MOST: i64 = 20;
    let off = (a.nok - b.nok).abs();
    off * 2 <= a.granularity.max(b.granularity) && off <= a.nok.abs().max(b.nok.abs()) / MOST
}
