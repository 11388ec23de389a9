//! The chapter and post that a sentence's money is given on.

use std::ops::Range;

use crate::model::{BudgetLine, Inferred, Origin};
use crate::record::layout::{Layout, Role};
use crate::record::pattern::{holds, is_one_of};
use crate::record::{Letter, Para};
use crate::span::Span;
use crate::value::ValueKind;
use crate::value::post::PostRef;

/// A chapter and post that a sentence speaks of, and where they stand if not in the sentence itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ground {
    /// Where the chapter and post stand in the sentence.
    pub(super) at: Option<Range<usize>>,
    pub(super) kapittel: u16,
    pub(super) post: u8,
    /// Where the chapter, and where the post, stand elsewhere.
    pub(super) kapittel_at: Option<Span>,
    pub(super) post_at: Option<Span>,
    /// The post's name, where the sentence gives it.
    pub(super) name: Option<String>,
}

impl Ground {
    /// A chapter and post that stand together elsewhere.
    fn elsewhere(kapittel: u16, post: u8, at: Span) -> Self {
        Self { at: None, kapittel, post, kapittel_at: Some(at), post_at: Some(at), name: None }
    }

    /// The same for another passage than the one it stands in.
    pub(super) fn of(self, para: &Para<'_>) -> Self {
        let here = self.at.as_ref().map(|at| para.passage.view.span(at.clone()));
        Self { at: None, kapittel_at: self.kapittel_at.or(here), post_at: self.post_at.or(here), name: None, ..self }
    }

    /// What was taken from elsewhere.
    pub(super) fn inferred(&self) -> Vec<Inferred> {
        let fields = [("kapittel", self.kapittel_at), ("post", self.post_at)];
        fields.into_iter().filter_map(|(field, at)| Some(Inferred { field: field.into(), span: Some(at?) })).collect()
    }
}

/// A chapter and post as a sentence names them.
pub(super) struct Named {
    pub(super) range: Range<usize>,
    pub(super) kapittel: u16,
    pub(super) post: u8,
    /// Where the chapter stands, when before the sentence.
    kapittel_at: Option<Span>,
}

impl Named {
    /// The ground it is, with the post's name behind it up to `end`.
    pub(super) fn ground(&self, text: &str, end: usize) -> Ground {
        let Self { ref range, kapittel, post, kapittel_at } = *self;
        Ground { at: Some(range.clone()), kapittel, post, kapittel_at, post_at: None, name: post_name(&text[range.end..end]) }
    }
}

/// The posts of a passage between two places, in order.
fn posts_in<'p>(para: &'p Para<'_>, range: Range<usize>) -> impl Iterator<Item = &'p PostRef> {
    para.findings.within(range).filter_map(|v| if let ValueKind::Posts(p) = &v.kind { Some(p) } else { None }).flatten()
}

/// The chapters and posts that a sentence names; a post alone is of the chapter named last before it, else of
/// the row that a table has for it.
pub(super) fn named(letter: &Letter<'_, '_>, layout: &Layout, i: usize, sentence: &Range<usize>, lines: &[BudgetLine]) -> Vec<Named> {
    let para = &letter.paras[i];
    let mut chapter: Option<(u16, Option<Span>)> = None;
    let posts = posts_in(para, sentence.clone()).filter_map(|p| {
        if is_section(para.text(), p) {
            return None;
        }
        chapter = p.kapittel.map(|k| (k, None)).or(chapter);
        if chapter.is_none() && p.post.is_some() {
            chapter = chapter_before(letter, layout, i, sentence.start).or_else(|| chapter_of_row(lines, p.post?));
        }
        let (kapittel, kapittel_at) = chapter?;
        Some(Named { range: p.range.clone(), kapittel, post: p.post?, kapittel_at })
    });
    posts.collect()
}

/// Chapters of the budget that any agency's letter speaks of have two digits and more; a letter's own have few.
const SECTIONS: u16 = 20;

/// Whether a chapter without a post is one of the letter: «omtalt i kapittel 5», «jf. kap. 4».
fn is_section(text: &str, chapter: &PostRef) -> bool {
    let small = chapter.post.is_none() && chapter.kapittel.is_some_and(|k| k < SECTIONS);
    let lead = || text[..chapter.range.start].trim_end().rsplit([' ', '(']).next().unwrap_or("");
    small && is_one_of(lead(), &["jf.", "jfr.", "jf", "se", "sjå", "i", "under", "også", "òg", "av"])
}

/// The chapter of the only row of a table with that post.
fn chapter_of_row(lines: &[BudgetLine], post: u8) -> Option<(u16, Option<Span>)> {
    let mut rows = lines.iter().filter(|l| l.origin == Origin::Table && l.post == post);
    let row = rows.next()?;
    rows.all(|r| r.kapittel == row.kapittel).then_some((row.kapittel, Some(row.span)))
}

/// The chapter that was named last before a place: in the passage, or alone in the heading or title above.
fn chapter_before(letter: &Letter<'_, '_>, layout: &Layout, i: usize, before: usize) -> Option<(u16, Option<Span>)> {
    let para = &letter.paras[i];
    let own = posts_in(para, 0..before)
        .filter(|p| !is_section(para.text(), p))
        .filter_map(|p| Some((p.kapittel?, Some(para.passage.view.span(p.range.clone())))))
        .last();
    own.or_else(|| {
        let heading = heading_above(letter, layout, i)?;
        let mut chapters = posts_in(heading, heading.all()).filter_map(|p| Some((p.kapittel?, p.range.clone())));
        let (kapittel, range) = chapters.next()?;
        chapters.all(|(k, _)| k == kapittel).then(|| (kapittel, Some(heading.passage.view.span(range))))
    })
}

fn heading_above<'a, 's>(letter: &Letter<'a, 's>, layout: &Layout, i: usize) -> Option<&'a Para<'s>> {
    (0..i).rev().find(|&n| letter.paras[n].is_heading() && layout.roles[n] == Role::Heading).map(|n| &letter.paras[n])
}

/// The chapter and post of the money at `money`: those it is directly put on, «kr 1 000 på post 21»; else the last named before it in
/// its sentence, else the next behind it there, else those the sentence before speaks of, else those of the section's heading or the
/// letter's title.
pub(super) fn ground(
    letter: &Letter<'_, '_>,
    layout: &Layout,
    i: usize,
    sentence: &Range<usize>,
    money: &Range<usize>,
    lines: &[BudgetLine],
) -> Option<Ground> {
    let para = &letter.paras[i];
    let text = para.text();
    let own = named(letter, layout, i, sentence, lines);
    let direct = own.iter().find(|n| n.range.start >= money.end && LINKS.contains(&text[money.end..n.range.start].trim()));
    let before = own.iter().rfind(|n| n.range.end <= money.start);
    // «18 mill. kroner, hvorav 17 mill. kroner over kap. 732, post 74»: what stands behind a share is on the share's post alone.
    let own_words = |n: &&Named| !SHARES.iter().any(|w| holds(&text[money.end.min(n.range.start)..n.range.start], w));
    if let Some(first) = own.first() {
        return direct.or(before).or(Some(first).filter(own_words)).map(|named| named.ground(text, sentence.end));
    }
    // Only a sentence that speaks of a single post can lend it to the next ones.
    for before in para.sentences().iter().rev().filter(|s| s.end <= sentence.start) {
        let full: Vec<&PostRef> = posts_in(para, before.clone()).filter(|p| p.kapittel.is_some() && p.post.is_some()).collect();
        match full.as_slice() {
            [] => {}
            [one] => return Some(Ground::elsewhere(one.kapittel?, one.post?, para.passage.view.span(one.range.clone()))),
            _ => return None,
        }
    }
    let title = || (0..i).find(|&n| layout.roles[n] == Role::Title);
    heading_above(letter, layout, i).and_then(named_alone).or_else(|| named_alone(&letter.paras[title()?]))
}

/// The only chapter and post that a heading or title names.
fn named_alone(heading: &Para<'_>) -> Option<Ground> {
    let mut named = posts_in(heading, heading.all()).filter_map(|p| Some((p.range.clone(), p.kapittel?, p.post?)));
    let (range, kapittel, post) = named.next()?;
    named.next().is_none().then(|| Ground::elsewhere(kapittel, post, heading.passage.view.span(range)))
}

/// Words that begin a share.
const SHARES: &[&str] = &["hvorav ", "herav ", "derav ", "korav "];

/// Words between money and the post it is put on.
const LINKS: &[&str] = &["på", "over", "under", "fra", "frå", "til"];

/// The name of a post behind its number: a capitalised word with the small words that follow it.
fn post_name(behind: &str) -> Option<String> {
    let words = behind.strip_prefix(' ')?;
    let mut end = 0;
    for (n, word) in words.split_inclusive(' ').enumerate() {
        let bare = word.trim_end_matches([' ', ',', '.', ';', ':', ')']);
        let fits = if n == 0 { bare.starts_with(char::is_uppercase) } else { bare.starts_with(char::is_lowercase) && !NAME_ENDS.contains(&bare) };
        if !fits || !bare.chars().all(|c| c.is_alphabetic() || c == '-') {
            break;
        }
        end += word.len();
        if bare.len() < word.trim_end().len() {
            end -= word.len() - bare.len();
            break;
        }
    }
    let name = words[..end].trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Words that end the name of a post in a sentence.
const NAME_ENDS: &[&str] =
    &["med", "og", "er", "på", "til", "kr", "skal", "kan", "i", "om", "for", "blir", "økes", "reduseres", "som", "fra", "frå", "ved", "mot", "over"];
