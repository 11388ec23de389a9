//! References and sums of money, from the values of all running text.

use super::layout::{Layout, Role};
use super::{Letter, placed};
use crate::model::{AmountRecord, Reference, ReferenceKind};
use crate::value::amount::qualifier;
use crate::value::reference::Citation;
use crate::value::{Value, ValueKind};

/// Whether a passage's values are the letter's own words, not its header's.
fn speaks(role: &Role) -> bool {
    !matches!(role, Role::Furniture | Role::Letterhead | Role::HeaderLabel | Role::Addressee | Role::Crest | Role::Attendee)
}

/// All references, one for each post of a list. A mandate's own id in its heading is no reference to it.
pub(crate) fn references(letter: &Letter<'_, '_>, layout: &Layout) -> Vec<Reference> {
    let mut found = Vec::new();
    for (i, para) in letter.enumerate().filter(|(i, _)| speaks(&layout.roles[*i])) {
        let own_id = layout.roles[i] == Role::MandateHeading || (para.is_item() && super::layout::leading_id(para).is_some());
        for value in &para.findings.values {
            let Value { range, kind } = value;
            match kind {
                ValueKind::Reference(citation) => found.push((para, range.clone(), citation.clone())),
                ValueKind::MandateId(id) if !(own_id && range.start == 0) => {
                    let citation = plain(ReferenceKind::Mandate, id.clone(), Some(id.clone()));
                    found.push((para, range.clone(), citation));
                }
                ValueKind::Posts(posts) => {
                    for post in posts {
                        if let (Some(kapittel), Some(number)) = (post.kapittel, post.post) {
                            let citation = Citation {
                                section: Some(number.to_string()),
                                ..plain(ReferenceKind::BudgetPost, format!("kap. {kapittel} post {number}"), Some(kapittel.to_string()))
                            };
                            found.push((para, post.range.clone(), citation));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    let record = |(para, range, c): (&super::Para<'_>, _, Citation)| {
        let Citation { kind, canonical, number, session, year, section } = c;
        placed!(letter.place(para, range), Reference { kind, canonical, number, session, year, section, })
    };
    found.into_iter().map(record).collect()
}

fn plain(kind: ReferenceKind, canonical: String, number: Option<String>) -> Citation {
    Citation { kind, canonical, number, session: None, year: None, section: None }
}

/// Every money expression in running text.
pub(crate) fn amounts(letter: &Letter<'_, '_>, layout: &Layout) -> Vec<AmountRecord> {
    let mut found = Vec::new();
    for (_, para) in letter.enumerate().filter(|(i, _)| speaks(&layout.roles[*i])) {
        for value in &para.findings.values {
            if let ValueKind::Money(money) = value.kind {
                let qualifier = qualifier(&para.text()[..value.range.start]);
                let place = letter.place(para, value.range.clone());
                found.push(placed!(place, AmountRecord { nok: money.nok, granularity: money.granularity, qualifier, }));
            }
        }
    }
    found
}
