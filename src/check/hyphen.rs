//! Words that lost the hyphen before «og»: «Helseog omsorgsdepartementet».

use memchr::memmem::Finder;

use crate::block::BlockKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::record::Letter;
use crate::record::pattern::Needle;
use crate::value::Mentions;
use crate::view::View;

static OG: Needle = Needle::new(|| Finder::new("og"));

/// The ends of a compound's first part that no word goes on from with «og»: not «dialog», «pedagog», «skog», «nattog», «pirog», «endog».
const PARTS: &[&str] = &["s", "a", "e", "i", "o", "u", "y", "æ", "ø", "å", "er", "ur", "nn", "ål"];

/// The shortest first part and the shortest second one, in letters.
const SHORTEST: [usize; 2] = [3, 5];

/// Reports every such word.
pub(super) fn lost(letter: &Letter<'_, '_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for para in letter.paras {
        let may_be = match para.kind() {
            BlockKind::Furniture => false,
            BlockKind::Letterhead => true,
            BlockKind::Table => para.passage.tiles.iter().any(|tile| may_be_glued(&letter.source.text[tile.range()])),
            _ => para.findings.mentions.has(Mentions::GLUED),
        };
        if may_be {
            para.passage.each_view(|view| read(letter, view, &mut found));
        }
    }
    found
}

/// Whether such a word may stand in the source of a table: most have none, which one look at their bytes tells.
fn may_be_glued(source: &str) -> bool {
    let bytes = source.as_bytes();
    OG.ends_in(source).any(|end| {
        let before = &bytes[..end - "og".len()];
        let alone = before.last().is_none_or(u8::is_ascii_whitespace) || bytes.get(end).is_none_or(u8::is_ascii_alphanumeric);
        // Behind a mark or a soft hyphen stands a word that only its view shows.
        let shown = |b: &u8| b.is_ascii_alphabetic() || (*b >= 0x80 && *b != 0xAD);
        !alone && (!before.last().is_some_and(shown) || PARTS.iter().any(|part| before.ends_with(part.as_bytes())))
    })
}

fn read(letter: &Letter<'_, '_>, view: &View<'_>, found: &mut Vec<Diagnostic>) {
    let text = &view.text;
    for (and, words) in text.match_indices("og ") {
        let end = and + words.len();
        // «og» is nearly always a word of its own.
        if and == 0 || text.as_bytes()[and - 1] == b' ' {
            continue;
        }
        let start = text[..and].char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map_or(and, |(at, _)| at);
        let part = &text[start..and];
        let next = text[end..].split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let glued = part.chars().count() >= SHORTEST[0] && part.chars().skip(1).all(char::is_lowercase) && PARTS.iter().any(|p| part.ends_with(p));
        if glued && next.chars().count() >= SHORTEST[1] && next.starts_with(char::is_lowercase) {
            let message = format!("«{part}og {next}» has lost a hyphen: «{part}- og {next}»");
            found.push(letter.report(Code::LostHyphen, "text", view.span(start..end + next.len()), message));
        }
    }
}
