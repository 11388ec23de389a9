//! A page of contents behind the title: the numbered headings with their pages, which are no sections there.

use super::facts::Fact;
use super::pen::{Heads, Pen};

/// Stands in the text where the contents come, until the headings are known.
const MARK: &str = "\u{1}\n\n";

/// Leaves a place for the contents, once in a while.
pub(super) fn mark(pen: &mut Pen) {
    if pen.choices.once_in(5) && !matches!(pen.heads, Heads::Marked | Heads::Loud | Heads::Apart | Heads::Roman | Heads::Part) {
        pen.text.push_str(MARK);
    }
}

/// Writes the contents at their place.
pub(super) fn insert(pen: &mut Pen) {
    let Some(at) = pen.text.find(MARK) else { return };
    let head = pen.say(("Innhold", "Innhald"));
    let mut lines = vec![head.to_owned()];
    for (page, fact) in (2..).zip(&pen.facts) {
        if let Fact::Section { number: Some(number), title } = fact {
            let point = if pen.heads == Heads::Point && !number.contains('.') { "." } else { "" };
            lines.push(format!("{number}{point} {title} {} {}", ".".repeat(12), page / 3));
        }
    }
    pen.text.replace_range(at..at + MARK.len(), &format!("{}\n\n", lines.join("\n")));
}
