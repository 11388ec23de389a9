//! References and sums of money, from the values of all running text.

use std::cell::LazyCell;
use std::ops::Range;

use super::layout::{Layout, Role};
use super::{Letter, mandate_table, placed};
use crate::model::{AmountRecord, Reference, ReferenceKind};
use crate::value::amount::qualifier;
use crate::value::id::is_count;
use crate::value::post::PostRef;
use crate::value::reference::Written;
use crate::value::{Value, ValueKind};
use crate::view::View;

/// Whether a passage's values are the letter's own words, not its header's.
fn speaks(role: &Role) -> bool {
    !matches!(role, Role::Furniture | Role::Letterhead | Role::HeaderLabel | Role::Addressee | Role::Crest | Role::Attendee)
}

/// All references, one for each post of a list. A mandate's own id in its heading or row is no reference to it.
pub(crate) fn references(letter: &Letter<'_, '_>, layout: &Layout) -> Vec<Reference> {
    let mut found = Vec::new();
    for (i, para) in letter.enumerate().filter(|(i, _)| speaks(&layout.roles[*i])) {
        let own_id = layout.roles[i] == Role::MandateHeading || (para.is_item() && super::layout::leading_id(para).is_some());
        for (n, value) in para.findings.values.iter().enumerate() {
            if !(is_label(value) || (own_id && value.range.start == 0)) {
                cite(letter, &para.passage.view, value, &mut found);
                let before = n.checked_sub(1).map(|before| &para.findings.values[before]);
                if let Some((range, written)) = before.and_then(|chapter| behind_name(para.text(), chapter, value)) {
                    push(letter, &para.passage.view, "reference/post", range, written, &mut found);
                }
            }
        }
        let Some(table) = &para.passage.table else { continue };
        let ids = LazyCell::new(|| mandate_table::id_columns(table));
        let cells = para.rows().flat_map(|(row, found)| row.cells.iter().zip(found).enumerate());
        for (column, cell, value) in cells.flat_map(|(n, (cell, found))| found.values.iter().map(move |value| (n, cell, value))) {
            if !(is_label(value) || (value.range.start == 0 && may_be_cited(value) && ids.contains(&column))) {
                cite(letter, &cell.view, value, &mut found);
            }
        }
    }
    found
}

/// Whether a value makes a reference at all.
const fn may_be_cited(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Reference(_) | ValueKind::MandateId(_) | ValueKind::Posts(_))
}

/// Whether a value is a label that counts the mandate it opens, and so is no reference.
fn is_label(value: &Value) -> bool {
    matches!(&value.kind, ValueKind::MandateId(id) if is_count(id))
}

/// A post that its chapter's name parts from its number: «kap. 553 Regional- og distriktsutvikling, post 74».
fn behind_name(text: &str, chapter: &Value, post: &Value) -> Option<(Range<usize>, Written)> {
    const NAME: usize = 80;
    let (ValueKind::Posts(chapters), ValueKind::Posts(posts)) = (&chapter.kind, &post.kind) else { return None };
    let ([PostRef { kapittel: Some(kapittel), post: None, .. }], Some(PostRef { kapittel: None, post: Some(number), range })) =
        (chapters.as_slice(), posts.first())
    else {
        return None;
    };
    let name = text[chapter.range.end..post.range.start].trim().trim_end_matches(',');
    let named = name.len() <= NAME && name.starts_with(char::is_uppercase) && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | ','));
    named.then(|| (chapter.range.start..range.end, of_post(*kapittel, *number)))
}

/// The reference to a chapter's post.
fn of_post(kapittel: u16, post: u8) -> Written {
    let [mut chapter, mut number] = [itoa::Buffer::new(); 2];
    let (kapittel, number) = (chapter.format(kapittel), number.format(post));
    let canonical = ["kap. ", kapittel, " post ", number].concat();
    Written { section: Some(number.to_owned()), ..plain(ReferenceKind::BudgetPost, canonical, kapittel.to_owned()) }
}

/// Adds a reference.
fn push(letter: &Letter<'_, '_>, view: &View<'_>, rule: &'static str, range: Range<usize>, written: Written, found: &mut Vec<Reference>) {
    let Written { kind, canonical, number, session, year, section } = written;
    let place = letter.place_in(view, range);
    letter.fired(rule, place.span);
    found.push(placed!(place, Reference { kind, canonical, number, session, year, section }));
}

/// The references that a value makes.
fn cite(letter: &Letter<'_, '_>, view: &View<'_>, value: &Value, found: &mut Vec<Reference>) {
    let mut push = |rule, range: Range<usize>, written: Written| push(letter, view, rule, range, written, found);
    match &value.kind {
        ValueKind::Reference(citation) => push("reference/citation", value.range.clone(), citation.written()),
        ValueKind::MandateId(id) => push("reference/mandate-id", value.range.clone(), plain(ReferenceKind::Mandate, id.clone(), id.clone())),
        ValueKind::Posts(posts) => {
            for post in posts {
                if let (Some(kapittel), Some(number)) = (post.kapittel, post.post) {
                    push("reference/post", post.range.clone(), of_post(kapittel, number));
                }
            }
        }
        _ => {}
    }
}

fn plain(kind: ReferenceKind, canonical: String, number: String) -> Written {
    Written { kind, canonical, number: Some(number), session: None, year: None, section: None }
}

/// Every money expression in running text.
pub(crate) fn amounts(letter: &Letter<'_, '_>, layout: &Layout) -> Vec<AmountRecord> {
    let mut found = Vec::new();
    for (_, para) in letter.enumerate().filter(|(i, _)| speaks(&layout.roles[*i])) {
        for value in &para.findings.values {
            if let ValueKind::Money(money) = value.kind {
                let qualifier = qualifier(&para.text()[..value.range.start]);
                let place = letter.place(para, value.range.clone());
                letter.fired("amount/money", place.span);
                found.push(placed!(place, AmountRecord { nok: money.nok, granularity: money.granularity, qualifier }));
            }
        }
    }
    found
}
