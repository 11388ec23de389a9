//! Letters of another alphabet inside a Norwegian word.

use crate::diagnostic::{Code, Diagnostic};
use crate::record::Letter;
use crate::span::Span;

/// Reports every word with such letters; the record's text keeps them.
pub(crate) fn mixed_script(letter: &Letter<'_, '_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut last = 0;
    for para in letter.paras {
        para.passage.each_view(|view| {
            for foreign in view.foreign() {
                let span = word(letter.source.text, *foreign);
                if span.start < last {
                    continue;
                }
                last = span.end;
                let (words, letters) = (&letter.source.text[span.range()], &letter.source.text[foreign.range()]);
                let message = format!("«{words}» has letters of another alphabet in it («{letters}»)");
                found.push(letter.report(Code::MixedScript, "text", span, message));
            }
        });
    }
    found
}

/// How much of a word is shown on each side; a longer run of letters is no word.
const REACH: usize = 80;

/// The whole word that a span lies in.
fn word(text: &str, span: Span) -> Span {
    let before = text[..span.start].char_indices().rev().take(REACH).take_while(|(_, c)| c.is_alphanumeric()).last().map_or(span.start, |(i, _)| i);
    let after = text[span.end..].char_indices().take(REACH).find(|(_, c)| !c.is_alphanumeric()).map_or(span.end, |(i, _)| span.end + i);
    Span::new(before, after)
}
