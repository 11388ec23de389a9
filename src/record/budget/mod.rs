//! Budget lines: rows of tables, and money in sentences with the chapter and post it is given on.

mod by_column;
mod ground;
mod prose;
mod purpose;
mod rows;
mod shares;
mod speech;
mod table;

use std::collections::BTreeMap;
use std::ops::Range;

use super::kind::base_of;
use super::layout::{Layout, Role};
use super::pattern::{Beginnings, strip};
use super::{Letter, placed, unique_keys};
use crate::diagnostic::Diagnostic;
use crate::model::{Amount, BudgetLine, Effect, Inferred, Kind, Origin, Side};
use crate::source::Place;
use crate::value::ValueKind;

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
            let own = table::Own { year, number, base: base_of(kind).is_none() };
            let told = diagnostics.len();
            let (mut lines, totals, rest) = table::read(letter, layout, i, table, above, own, diagnostics);
            if lines.is_empty() && kind != Kind::Protokoll && diagnostics.len() == told {
                lines = shares::of_table(letter, layout, i, table, diagnostics);
            }
            if lines.is_empty() && kind != Kind::Protokoll && diagnostics.len() == told {
                diagnostics.extend(table::unplaced(letter, layout, i, table));
            }
            above = rest;
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
        let heading = para.is_heading() && layout.roles[i] == Role::Heading;
        if heading {
            labels.heading = Some(i);
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
        let divided = shares::of_lines(letter, layout, i, (&found, heads.unit), diagnostics);
        if !divided.is_empty() {
            found.extend(divided);
            continue;
        }
        heads.read(letter, para);
        labels.read(para, heading);
        if !para.is_text() {
            continue;
        }
        if para.findings.values.iter().any(|v| matches!(v.kind, ValueKind::Money(_))) {
            let here = ground::Here { letter, layout, kind, i, above: &labels };
            prose::read(here, &mut found, diagnostics);
        }
        labels.note(para);
    }
    found.sort_by_key(|l| l.span.start);
    count_once(letter, &mut found);
    unique_keys(&mut found, |l| &mut l.key);
    (found, sums)
}

/// More lines than a letter's tables have: so many are looked through for what a sentence speaks of.
const LINES: usize = 2000;

/// A row that says again what another one has given is not counted, nor are the changes that sentences tell one by one and a row together.
fn count_once(letter: &Letter<'_, '_>, lines: &mut [BudgetLine]) {
    let mut first: BTreeMap<(u16, u8, i64), usize> = BTreeMap::new();
    for i in 0..lines.len() {
        let line = &lines[i];
        if line.origin == Origin::Table && line.counted {
            let earlier = *first.entry((line.kapittel, line.post, line.amount.nok)).or_insert(i);
            lines[i].counted = earlier == i || !repeats(letter, &lines[earlier], &lines[i]);
        }
    }
    let changes = |lines: &[BudgetLine], origin: Origin| {
        let mut sums: BTreeMap<(u16, u8), i64> = BTreeMap::new();
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

/// The key words of a post in a text, «kan overføres», «overslagsbevilgning»: where each stands.
fn keywords(text: &str) -> impl Iterator<Item = Range<usize>> {
    static FIRST: Beginnings = Beginnings::new(&["kan ", "overslags"]);
    FIRST.begin_words(text).filter_map(|at| keyword(&text[at..]).map(|len| at..at + len))
}

/// The length of the key word that a text begins with.
fn keyword(text: &str) -> Option<usize> {
    const WHOLE: &[&str] = &["kan overføres", "kan overførast", "overslagsbevilgning", "overslagsløyving"];
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = |rest: &str| text.len() - rest.len();
    if let Some(rest) = strip(text, WHOLE) {
        return Some(behind(rest));
    }
    // «kan nyttes under post 01, 21 og 45», «kan nyttes under kap. 700 post 21»
    let under = strip(text, &["kan nyttes under ", "kan nyttast under "])?;
    if let Some(posts) = strip(under, &["postene ", "postane ", "post "]) {
        let list = posts.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b' ' | b'o' | b'O' | b'g' | b'G')).count();
        let end = posts[..list].rfind(|c: char| c.is_ascii_digit())? + 1;
        return Some(behind(posts) + end);
    }
    let chapter = strip(under, &["kap. ", "kap."])?;
    let post = &chapter[digits(chapter)..];
    let number = strip(post.strip_prefix(',').unwrap_or(post), &[" post "]).filter(|_| post.len() < chapter.len())?;
    Some(behind(number) + digits(number)).filter(|_| digits(number) > 0)
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
    let mut found = keywords(text).peekable();
    let name = name_before(text, found.peek());
    ((!name.is_empty()).then(|| name.to_owned()), found.map(|range| text[range].to_owned()).collect())
}

/// The name of a post in a text before the first of its key words.
fn name_before<'t>(text: &'t str, keyword: Option<&Range<usize>>) -> &'t str {
    text[..keyword.map_or(text.len(), |first| first.start)].trim_end_matches([',', ' ', '('])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_words_are_none_of_a_name() {
        for (text, name, words) in [
            ("Driftsutgifter, kan overføres", "Driftsutgifter", &["kan overføres"][..]),
            ("Drift, kan nyttes under post 01, 21 og 45, som vist", "Drift", &["kan nyttes under post 01, 21 og 45"]),
            ("Drift (kan nyttast under kap. 700, post 21)", "Drift", &["kan nyttast under kap. 700, post 21"]),
            ("Tilskudd, overslagsbevilgning, kan overføres", "Tilskudd", &["overslagsbevilgning", "kan overføres"]),
            ("Noe som kan brukes", "Noe som kan brukes", &[]),
        ] {
            let (found, keywords) = split_name(text);
            assert_eq!((found.as_deref(), keywords), (Some(name), words.iter().map(|w| (*w).to_owned()).collect()), "{text}");
        }
    }
}
