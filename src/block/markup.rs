//! What converters leave of a page's form: front matter, paragraphs and lists as HTML, prose in a box that became a table.

use memchr::memchr_iter;
use smallvec::SmallVec;

use crate::span::Span;
use crate::view::is_rule;

/// What a stretch of HTML is by the tag that opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    Words,
    /// An item of a list.
    Item,
    /// A heading of a level.
    Heading(u8),
}

/// Tags that begin or end a block of their own, and what they open.
const BLOCK_TAGS: &[(&str, Stretch)] = &[
    ("p", Stretch::Words),
    ("li", Stretch::Item),
    ("ul", Stretch::Words),
    ("ol", Stretch::Words),
    ("div", Stretch::Words),
    ("h1", Stretch::Heading(1)),
    ("h2", Stretch::Heading(2)),
    ("h3", Stretch::Heading(3)),
    ("h4", Stretch::Heading(4)),
    ("h5", Stretch::Heading(5)),
    ("h6", Stretch::Heading(6)),
];

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

/// The stretches of HTML between tags of blocks.
pub(super) type Stretches = SmallVec<[(Span, Stretch); 4]>;

/// The stretches of words between the block tags of a line, the first with what stands before it; empty when it has no such tags.
pub(super) fn stretches(source: &str, line: Span) -> Stretches {
    let text = &source[line.range()];
    let mut cuts: SmallVec<[(usize, usize, Stretch); 8]> = SmallVec::new();
    for open in memchr_iter(b'<', text.as_bytes()) {
        if let Some((len, opens)) = block_tag(&text[open..]) {
            cuts.push((open, open + len, opens));
        }
    }
    let mut found = Stretches::new();
    if cuts.is_empty() {
        return found;
    }
    let mut from = 0;
    let mut stretch = Stretch::Words;
    for (start, end, next) in cuts.into_iter().chain([(text.len(), text.len(), Stretch::Words)]) {
        if text[from..start].contains(char::is_alphanumeric) {
            found.push((Span::new(line.start + from, line.start + start), stretch));
        }
        (from, stretch) = (end, next);
    }
    found
}

/// The length of the block tag that a text begins with, and what it opens.
fn block_tag(text: &str) -> Option<(usize, Stretch)> {
    let closing = text[1..].starts_with('/');
    let name = &text[1 + usize::from(closing)..];
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let &(_, opens) = BLOCK_TAGS.iter().find(|(tag, _)| name[..len].eq_ignore_ascii_case(tag))?;
    let end = memchr::memchr(b'>', text.as_bytes().get(..200.min(text.len()))?)?;
    Some((end + 1, if closing { Stretch::Words } else { opens }))
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

    fn parts(line: &str) -> Vec<(&str, Stretch)> {
        stretches(line, Span::new(0, line.len())).iter().map(|(s, stretch)| (&line[s.range()], *stretch)).collect()
    }

    #[test]
    fn html_comes_apart_at_the_tags_of_blocks() {
        assert_eq!(
            parts("<p>Tilsynet bes om å:</p><ol><li>hente <b>data</b></li><LI class=\"x\">rapportere</li></ol>"),
            [("Tilsynet bes om å:", Stretch::Words), ("hente <b>data</b>", Stretch::Item), ("rapportere", Stretch::Item)]
        );
        assert_eq!(parts("Mindre enn 5 < 6 og <b>fet</b>"), []);
        assert_eq!(parts("før <p>etter"), [("før ", Stretch::Words), ("etter", Stretch::Words)]);
        assert_eq!(parts("<h3>2.1 Mål</h3><p>etter"), [("2.1 Mål", Stretch::Heading(3)), ("etter", Stretch::Words)]);
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
