//! What converters leave of a page's form: front matter, paragraphs and lists as HTML, prose in a box that became a table.

use memchr::memchr_iter;
use smallvec::SmallVec;

use crate::span::Span;
use crate::view::is_rule;

/// Tags that begin or end a block of their own, and whether the block is a list's item.
const BLOCK_TAGS: &[(&str, bool)] =
    &[("p", false), ("li", true), ("ul", false), ("ol", false), ("div", false), ("h1", false), ("h2", false), ("h3", false), ("h4", false)];

/// The length of the front matter that a text begins with: the lines between two rules, each a key with its value.
pub(super) fn front_matter(source: &str) -> usize {
    const LONGEST: usize = 40;
    let start = source.len() - source.trim_start_matches(['\u{feff}', '\n', '\r']).len();
    let mut at = start;
    for (n, line) in source[start..].split_inclusive('\n').take(LONGEST).enumerate() {
        at += line.len();
        match (n, line.trim_end()) {
            (0, "---") => {}
            (0, _) => return 0,
            (_, "---" | "...") if n > 1 => return at,
            (_, line) if line.split_once(':').is_some_and(|(key, _)| is_key(key)) || line.starts_with([' ', '-', '#']) => {}
            _ => return 0,
        }
    }
    0
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.len() < 40 && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

/// A stretch of HTML between tags of blocks, and whether it is a list's item.
pub(super) type Stretches = SmallVec<[(Span, bool); 4]>;

/// The stretches of words between the block tags of a line, the first with what stands before it; empty when it has no such tags.
pub(super) fn stretches(source: &str, line: Span) -> Stretches {
    let text = &source[line.range()];
    let mut cuts: SmallVec<[(usize, usize, bool); 8]> = SmallVec::new();
    for open in memchr_iter(b'<', text.as_bytes()) {
        if let Some((len, item)) = block_tag(&text[open..]) {
            cuts.push((open, open + len, item));
        }
    }
    let mut found = Stretches::new();
    if cuts.is_empty() {
        return found;
    }
    let mut from = 0;
    let mut item = false;
    for (start, end, next) in cuts.into_iter().chain([(text.len(), text.len(), false)]) {
        if text[from..start].contains(char::is_alphanumeric) {
            found.push((Span::new(line.start + from, line.start + start), item));
        }
        (from, item) = (end, next);
    }
    found
}

/// The length of the block tag that a text begins with, and whether it opens an item.
fn block_tag(text: &str) -> Option<(usize, bool)> {
    let closing = text[1..].starts_with('/');
    let name = &text[1 + usize::from(closing)..];
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let &(_, item) = BLOCK_TAGS.iter().find(|(tag, _)| name[..len].eq_ignore_ascii_case(tag))?;
    let end = memchr::memchr(b'>', text.as_bytes().get(..200.min(text.len()))?)?;
    Some((end + 1, item && !closing))
}

/// The words of the only cell of a row of pipes that holds any, when it is alone in its row.
pub(super) fn only_cell(source: &str, row: Span) -> Option<Span> {
    let mut only = None;
    let mut at = row.start;
    for cell in source[row.range()].split('|') {
        if !cell.trim().is_empty() {
            let start = at + cell.len() - cell.trim_start().len();
            let span = Span::new(start, start + cell.trim().len());
            only = if only.is_none() { Some(span) } else { return None };
        }
        at += cell.len() + 1;
    }
    only
}

/// Whether the rows of pipes are a box: each has one cell only, and some hold sentences.
pub(super) fn is_box(source: &str, rows: impl Iterator<Item = Span> + Clone) -> bool {
    const PROSE: usize = 80;
    let mut rows = rows.filter(|r| !is_rule(&source[r.range()]));
    let bars = |r: &Span| memchr_iter(b'|', source[r.range()].as_bytes()).count() <= 2;
    let long = rows.clone().any(|r| r.len() > PROSE);
    long && rows.all(|r| bars(&r) && only_cell(source, r).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Vec<(&str, bool)> {
        stretches(line, Span::new(0, line.len())).iter().map(|(s, item)| (&line[s.range()], *item)).collect()
    }

    #[test]
    fn html_comes_apart_at_the_tags_of_blocks() {
        assert_eq!(
            parts("<p>Tilsynet bes om å:</p><ol><li>hente <b>data</b></li><LI class=\"x\">rapportere</li></ol>"),
            [("Tilsynet bes om å:", false), ("hente <b>data</b>", true), ("rapportere", true)]
        );
        assert_eq!(parts("Mindre enn 5 < 6 og <b>fet</b>"), []);
        assert_eq!(parts("før <p>etter"), [("før ", false), ("etter", false)]);
    }

    #[test]
    fn front_matter_is_keys_between_rules() {
        let text = "---\ntitle: \"Brev\"\ndate: 2026-01-01\n---\n# Tittel\n";
        assert_eq!(&text[front_matter(text)..], "# Tittel\n");
        assert_eq!(front_matter("---\n\nTekst uten nøkler\n\n---\n"), 0);
        assert_eq!(front_matter("# Tittel\n---\na: b\n---\n"), 0);
    }

    #[test]
    fn a_box_has_one_cell_a_row() {
        let rows = |text: &'static str| {
            let mut at = 0;
            text.split_inclusive('\n').map(move |l| {
                at += l.len();
                Span::new(at - l.len(), at - 1)
            })
        };
        let prose = "| Oppdrag |\n|---|\n| Tilsynet skal i samarbeid med direktoratet utarbeide en plan for arbeidet i de neste årene. |\n";
        let money = "| Kap. 700 |  |\n| 21 | 300 |\n";
        assert!(is_box(prose, rows(prose)));
        assert!(!is_box(money, rows(money)));
    }
}
