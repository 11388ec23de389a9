//! The chapter and post that a sentence's money is given on.

use std::ops::Range;

use super::LINES;
use super::speech::{Speech, Verbs};
use super::{keywords, name_before};
use crate::lexicon::is_finite_verb;
use crate::model::{BudgetLine, Inferred, Kind, Origin, Side};
use crate::record::layout::{Layout, Role};
use crate::record::pattern::{begins_with, holds, is_one_of, last_word, position, words};
use crate::record::{Letter, Para};
use crate::span::Span;
use crate::value::ValueKind;
use crate::value::post::PostRef;

/// Where money stands: a passage of a letter, and what the passages above say of it.
#[derive(Clone, Copy)]
pub(super) struct Here<'r, 'a, 's> {
    pub(super) letter: &'r Letter<'a, 's>,
    pub(super) layout: &'r Layout,
    pub(super) kind: Kind,
    /// The passage.
    pub(super) i: usize,
    pub(super) above: &'r Above,
}

impl<'a, 's> Here<'_, 'a, 's> {
    pub(super) fn para(&self) -> &'a Para<'s> {
        &self.letter.paras[self.i]
    }
}

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

/// What the passages above say of the money below them: the chapter and post of the last heading or label, a line such as «Kap. 457
/// Sivilvern» or «Post 01 Driftsutgifter», and the chapters that the section has named.
#[derive(Debug, Default)]
pub(super) struct Above {
    /// The index of the last heading.
    pub(super) heading: Option<usize>,
    kapittel: Option<(u16, Span)>,
    post: Option<(u8, Span)>,
    /// Whether the last passage was the label of a post: two in a row are a list.
    listed: bool,
    /// Whether a line has set them, not a heading.
    loose: bool,
    section: Section,
}

/// The chapters that the sentences of a section have named.
#[derive(Debug, Default, Clone, Copy)]
enum Section {
    #[default]
    None,
    One(u16, Span),
    Several,
}

impl Above {
    /// Reads a passage if it is a heading or a label.
    pub(super) fn read(&mut self, para: &Para<'_>, heading: bool) {
        let label = only_post(para).filter(|_| heading || is_label(para));
        if heading {
            self.section = Section::None;
            self.listed = false;
        }
        let span = |post: &PostRef| para.passage.view.span(post.range.clone());
        match label {
            Some(post) => {
                self.loose = !heading;
                let listed = std::mem::replace(&mut self.listed, !heading && post.post.is_some());
                self.kapittel = post.kapittel.map(|k| (k, span(post))).or(self.kapittel);
                self.post = post.post.filter(|_| !listed).map(|p| (p, span(post)));
            }
            None if heading => (self.kapittel, self.post) = (None, None),
            None => {
                self.listed = false;
                // What speaks of another post from the start goes on with that one.
                if let Some(post) = first_post(para) {
                    self.kapittel = self.kapittel.filter(|(kapittel, _)| post.kapittel.is_none_or(|own| own == *kapittel));
                    self.post = None;
                }
            }
        }
    }

    /// Leaves a label behind: it is the caption of a table.
    pub(super) fn table(&mut self) {
        if self.loose {
            (self.kapittel, self.post, self.listed) = (None, None, false);
        }
    }

    /// Notes the chapters that a passage names, for those behind it.
    pub(super) fn note(&mut self, para: &Para<'_>) {
        for post in posts_in(para, para.all()) {
            let Some(kapittel) = post.kapittel else { continue };
            self.section = match self.section {
                Section::None => Section::One(kapittel, para.passage.view.span(post.range.clone())),
                Section::One(known, span) if known == kapittel => Section::One(known, span),
                _ => Section::Several,
            };
        }
    }

    /// The chapter and post of the label above.
    fn ground(&self) -> Option<Ground> {
        let ((kapittel, kapittel_at), (post, post_at)) = (self.kapittel?, self.post?);
        Some(Ground { at: None, kapittel, post, kapittel_at: Some(kapittel_at), post_at: Some(post_at), name: None })
    }

    fn chapter(&self) -> Option<(u16, Option<Span>)> {
        self.kapittel.map(|(kapittel, span)| (kapittel, Some(span)))
    }

    /// The only chapter that the section has named.
    fn chapter_of_section(&self) -> Option<(u16, Option<Span>)> {
        if let Section::One(kapittel, span) = self.section { Some((kapittel, Some(span))) } else { None }
    }
}

/// The longest label of a post, in bytes.
const LABEL: usize = 120;

/// Whether a passage is a label: it gives no money and says nothing.
fn is_label(para: &Para<'_>) -> bool {
    let text = para.text();
    let money = || para.findings.values.iter().any(|v| matches!(v.kind, ValueKind::Money(_)));
    let says = || words(name_before(text, keywords(text).next().as_ref())).any(is_finite_verb);
    para.is_text() && !para.is_item() && text.len() <= LABEL && !text.ends_with('.') && !money() && !says()
}

/// The only post, or chapter, that a passage names, if it begins with it.
fn only_post<'p>(para: &'p Para<'_>) -> Option<&'p PostRef> {
    first_post(para).filter(|_| posts_in(para, para.all()).nth(1).is_none())
}

/// The post, or chapter, that a passage begins with, or a heading behind its number: «1.1 Kap. 457 Sivilvern».
fn first_post<'p>(para: &'p Para<'_>) -> Option<&'p PostRef> {
    let first = para.findings.values.first().filter(|v| para.opens_at(v.range.start))?;
    if let ValueKind::Posts(posts) = &first.kind { posts.first() } else { None }
}

/// Whether a sentence is what stands beside a chapter, without a post or a verb: «Kap. 410 01 Drift: 5 mill. kroner».
pub(super) fn is_labelled(para: &Para<'_>, sentence: &Range<usize>) -> bool {
    let chapter = posts_in(para, sentence.clone()).next().is_some_and(|p| p.range.start == sentence.start && p.post.is_none());
    chapter && !words(&para.text()[sentence.clone()]).any(is_finite_verb)
}

/// The posts of a passage between two places, in order.
fn posts_in<'p>(para: &'p Para<'_>, range: Range<usize>) -> impl Iterator<Item = &'p PostRef> {
    para.findings.within(range).filter_map(|v| if let ValueKind::Posts(p) = &v.kind { Some(p) } else { None }).flatten()
}

/// The chapters and posts that a sentence names; a post alone is of the chapter named last before it, else of
/// the row that a table has for it, else of the only chapter of the section.
pub(super) fn named(here: Here<'_, '_, '_>, sentence: &Range<usize>, lines: &[BudgetLine]) -> Vec<Named> {
    let para = here.para();
    let mut chapter: Option<(u16, Option<Span>)> = None;
    let posts = posts_in(para, sentence.clone()).filter_map(|p| {
        if is_section(para.text(), p) {
            return None;
        }
        chapter = p.kapittel.map(|k| (k, None)).or(chapter);
        if chapter.is_none() && p.post.is_some() {
            chapter = chapter_before(here, sentence.start)
                .or_else(|| chapter_of_row(&para.text()[sentence.clone()], lines, p.post?))
                .or_else(|| here.above.chapter_of_section());
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

/// The chapter of the only row of a table with that post, where a sentence is not about income the only one of expenses.
fn chapter_of_row(sentence: &str, lines: &[BudgetLine], post: u8) -> Option<(u16, Option<Span>)> {
    let income = ["nntekt", "ebyr"].iter().any(|w| holds(sentence, w));
    let side = |l: &BudgetLine| income || l.side == Side::Expense;
    let lines = &lines[..lines.len().min(LINES)];
    let any = lines.iter().any(|l| l.origin == Origin::Table && l.post == post && side(l));
    let mut rows = lines.iter().filter(|l| l.origin == Origin::Table && l.post == post && (!any || side(l)));
    let row = rows.next()?;
    rows.all(|r| r.kapittel == row.kapittel).then_some((row.kapittel, Some(row.span)))
}

/// The chapter that was named last before a place: in the passage, in the label above, or alone in the heading above.
fn chapter_before(here: Here<'_, '_, '_>, before: usize) -> Option<(u16, Option<Span>)> {
    let para = here.para();
    let values = &para.findings.values;
    let values = values[..values.partition_point(|v| v.range.end <= before)].iter().rev().take(NEAR);
    let posts = values.filter_map(|v| if let ValueKind::Posts(posts) = &v.kind { Some(posts.iter().rev()) } else { None }).flatten();
    let mut named = posts.filter(|p| !is_section(para.text(), p)).filter_map(|p| Some((p.kapittel?, Some(para.passage.view.span(p.range.clone())))));
    let own = named.next();
    own.or_else(|| here.above.chapter()).or_else(|| {
        let heading = heading_above(here)?;
        let mut chapters = posts_in(heading, heading.all()).filter_map(|p| Some((p.kapittel?, p.range.clone())));
        let (kapittel, range) = chapters.next()?;
        chapters.all(|(k, _)| k == kapittel).then(|| (kapittel, Some(heading.passage.view.span(range))))
    })
}

fn heading_above<'a, 's>(here: Here<'_, 'a, 's>) -> Option<&'a Para<'s>> {
    here.above.heading.map(|n| &here.letter.paras[n])
}

/// How many values, sentences or passages are looked through for what is spoken of.
const NEAR: usize = 200;

/// The chapter and post of the money at `money`: those it is directly put on, «kr 1 000 på post 21»; else the last named before it in
/// its sentence, else the next behind it there, else those that are spoken of where the sentence stands. Of posts that are listed together
/// each has the sum of its place, if there are as many; else nothing tells.
pub(super) fn ground(here: Here<'_, '_, '_>, sentence: &Range<usize>, money: &Range<usize>, lines: &[BudgetLine]) -> Option<Ground> {
    let text = here.para().text();
    let own = named(here, sentence, lines);
    let put_on = |from: usize, n: &Named| from <= n.range.start && LINKS.contains(&text[from..n.range.start].trim());
    let direct = own.iter().position(|n| put_on(money.end, n));
    let before = own.iter().rposition(|n| n.range.end <= money.start);
    // «18 mill. kroner, hvorav 17 mill. kroner over kap. 732, post 74»: what stands behind a share is on the share's post alone.
    let parted = |n: &Named, by: &[&str]| by.iter().any(|w| holds(&text[money.end.min(n.range.start)..n.range.start], w));
    // «Posten reduseres med 3 mill. kroner, mot tilsvarende økning på post 70»: the other post has the other change.
    let Some(first) = own.first().filter(|n| direct.is_some() || !parted(n, COUNTERPARTS)) else { return around(here, sentence) };
    // «1 245 mill. kroner, fordelt på kap. 571 post 01 med 845 mill. kroner og post 21 med 400 mill. kroner», and «12 mill. kroner, 8 mill.
    // kroner over post 01 og 4 mill. kroner over post 21»: the first sum is of all posts.
    let sums = || sums_in(here.para(), sentence);
    let stands_on = |sum: &Range<usize>| put_on(sum.end, first) && !is_one_of(last_word(&text[..sum.start]), &["fra", "frå", "til"]);
    let divided = || own.len() > 1 && (parted(first, DIVIDES) || sums().any(|sum| sum.start > money.end && stands_on(&sum)));
    let near = direct.or(before);
    let listed = listed_together(text, &own, near.unwrap_or(0));
    let at = match listed.len() {
        1 => near.or((!parted(first, SHARES) && !divided()).then_some(0)),
        count => place_among(text, sums(), money, count).map(|place| listed.start + place),
    };
    Some(own[at?].ground(text, sentence.end))
}

/// The sums in a sentence, in order.
fn sums_in<'p>(para: &'p Para<'_>, sentence: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'p> {
    para.findings.within(sentence.clone()).filter(|v| matches!(v.kind, ValueKind::Money(_))).map(|v| v.range.clone())
}

/// The posts that stand in one list with the one at `at`: «kap. 571 post 01 og post 21».
fn listed_together(text: &str, own: &[Named], at: usize) -> Range<usize> {
    let joined = |n: usize| {
        let between = &text[own[n].range.end.min(own[n + 1].range.start)..own[n + 1].range.start];
        let between = post_name(between).map_or(between, |name| &between[1 + name.len()..]);
        let small = |word: &str| matches!(word.trim_end_matches(','), "" | "og" | "samt" | "på" | "over" | "under" | "kap." | "post" | "/");
        own[n].range != own[n + 1].range && words(between).all(small)
    };
    let start = (0..at).rev().take_while(|&n| joined(n)).last().unwrap_or(at);
    let end = (at..own.len() - 1).take_while(|&n| joined(n)).last().map_or(at, |n| n + 1);
    start..end + 1
}

/// The place of a sum in a list of as many sums: «henholdsvis 8 mill. kroner og 4 mill. kroner».
fn place_among(text: &str, sums: impl Iterator<Item = Range<usize>>, money: &Range<usize>, count: usize) -> Option<usize> {
    let sums: Vec<Range<usize>> = sums.collect();
    let joined = |pair: &[Range<usize>]| matches!(&text[pair[0].end..pair[1].start], " og " | ", ");
    let at = sums.iter().position(|sum| sum == money)?;
    let start = (0..at).rev().take_while(|&n| joined(&sums[n..n + 2])).last().unwrap_or(at);
    let end = (at..sums.len() - 1).take_while(|&n| joined(&sums[n..n + 2])).last().map_or(at, |n| n + 1);
    (end + 1 - start == count).then_some(at - start)
}

/// The chapter and post that are spoken of where a sentence stands: those of the sentence before, else those of the label or heading above
/// or the letter's title.
pub(super) fn around(here: Here<'_, '_, '_>, sentence: &Range<usize>) -> Option<Ground> {
    let Here { letter, layout, i, above, .. } = here;
    let para = here.para();
    // Only a sentence that speaks of a single post can lend it to the next ones.
    let all = para.sentences();
    for before in all[..all.partition_point(|s| s.end <= sentence.start)].iter().rev().take(NEAR) {
        // A chapter's name may stand between its number and the post: «kap. 554 Kompetansesenter, post 01».
        let mut chapter = None;
        let mut full = posts_in(para, before.clone()).filter_map(|p| {
            chapter = p.kapittel.or(chapter);
            Some((chapter?, p.post?, p.range.clone()))
        });
        match (full.next(), full.next()) {
            (None, _) => {}
            (Some((kapittel, post, range)), None) => return Some(Ground::elsewhere(kapittel, post, para.passage.view.span(range))),
            _ => return None,
        }
    }
    let title = || (0..i).take(NEAR).find(|&n| layout.roles[n] == Role::Title);
    above.ground().or_else(|| heading_above(here).and_then(named_alone)).or_else(|| named_alone(&letter.paras[title()?]))
}

/// The only chapter and post that a heading or title names.
fn named_alone(heading: &Para<'_>) -> Option<Ground> {
    let mut named = posts_in(heading, heading.all()).filter_map(|p| Some((p.range.clone(), p.kapittel?, p.post?)));
    let (range, kapittel, post) = named.next()?;
    named.next().is_none().then(|| Ground::elsewhere(kapittel, post, heading.passage.view.span(range)))
}

/// Words that begin a share.
const SHARES: &[&str] = &["hvorav ", "herav ", "derav ", "korav "];

/// Words before the posts that a sum is divided among.
const DIVIDES: &[&str] = &["fordelt ", "fordeler seg ", "fordelar seg ", "fordeles ", "fordelast "];

/// Whether the words behind a sum divide it.
pub(super) fn is_divided(behind: &str) -> bool {
    begins_with(behind.trim_start_matches([' ', ',']), DIVIDES)
}

/// The post that has a change which goes with the one at `money`, «…, mot en tilsvarende økning på post 70», and whether it is lowered.
pub(super) fn counterpart(here: Here<'_, '_, '_>, sentence: &Range<usize>, money: &Range<usize>, lines: &[BudgetLine]) -> Option<(Ground, bool)> {
    let text = here.para().text();
    let behind = &text[money.end..sentence.end];
    let at = COUNTERPARTS.iter().find_map(|words| Some(position(behind, words)? + words.len()))?;
    let change = Verbs::of(words(&behind[at..]).next()?);
    let on = named(here, sentence, lines).into_iter().find(|n| n.range.start >= money.end + at)?;
    change.changes().then(|| (on.ground(text, sentence.end), change.say(Speech::Lowers)))
}

/// Words before the change that goes with another, on a post of its own.
const COUNTERPARTS: &[&str] = &["mot tilsvarende ", "mot tilsvarande ", "mot en tilsvarende ", "mot ein tilsvarande ", "mot ei tilsvarande "];

/// Words between money and the post it is put on.
const LINKS: &[&str] = &["på", "over", "under", "fra", "frå", "til"];

/// The name of a post behind its number: a capitalised word with the words that follow it, up to one that goes on with the sentence.
fn post_name(behind: &str) -> Option<String> {
    let words = behind.strip_prefix(' ')?;
    let mut end = 0;
    for (n, word) in words.split_inclusive(' ').enumerate() {
        let bare = word.trim_end_matches([' ', ',', '.', ';', ':', ')']);
        let fits = match n {
            0 => bare.starts_with(char::is_uppercase),
            _ if joins(words, end, word) => true,
            _ if bare.starts_with(char::is_uppercase) => is_proper(&words[..end]),
            _ => bare.starts_with(char::is_lowercase) && !NAME_ENDS.contains(&bare),
        };
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

/// Nouns of posts that go on with who gets it: «Tilskudd til kommuner».
const GIVEN: &[&str] = &["Tilskudd", "Tilskot", "Støtte", "Stønad", "Bidrag", "Overføring", "Overføringer", "Overføringar"];
/// Nouns of posts that go on with what it is for: «Fond for prøver».
const COVERED: &[&str] = &["Fond", "Kompensasjon", "Refusjon", "Refusjoner", "Refusjonar", "Erstatning", "Erstatninger", "Erstatningar"];

/// Whether words are part of a proper name that goes on: «Norsk » of «Norsk Prøvenett SF». A noun such as «Driftsutgifter » does not.
fn is_proper(words: &str) -> bool {
    let common = |w: &str| GIVEN.contains(&w) || COVERED.contains(&w) || ["er", "ar"].iter().any(|end| w.ends_with(end));
    words.split_ascii_whitespace().all(|w| w.starts_with(char::is_uppercase) && !common(w))
}

/// Whether a small word at `at` goes on with a name: «Tilskudd til kommuner», «Fond for lyd», «Klynger og innovasjon».
fn joins(words: &str, at: usize, word: &str) -> bool {
    let before = words[..at].trim_end();
    let next = words[at + word.len()..].split(' ').next().unwrap_or("").trim_end_matches([',', '.', ';', ':', ')']);
    let noun = next.len() > 3 && next.chars().all(|c| c.is_lowercase() || c == '-') && !is_finite_verb(next) && !NAME_ENDS.contains(&next);
    match word.trim_end() {
        "til" => GIVEN.contains(&before) && noun,
        "for" => COVERED.contains(&before) && noun,
        "og" => noun && !["es", "ast", "t", "post", "poster", "postene"].iter().any(|end| next.ends_with(end)),
        _ => false,
    }
}

/// Words that end the name of a post in a sentence.
const NAME_ENDS: &[&str] =
    &["med", "og", "er", "på", "til", "kr", "skal", "kan", "i", "om", "for", "blir", "økes", "reduseres", "som", "fra", "frå", "ved", "mot", "over"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_posts_end_where_the_sentence_goes_on() {
        for (behind, name) in [
            (" Spesielle driftsutgifter, som økes", Some("Spesielle driftsutgifter")),
            (" Tilskudd til prøver til et register", Some("Tilskudd til prøver")),
            (" Fond for prøver og mønstre for 2026", Some("Fond for prøver og mønstre")),
            (" Driftsutgifter for 2026", Some("Driftsutgifter")),
            (" Norsk Prøvenett SF til drift", Some("Norsk Prøvenett SF")),
            (" Tilskudd Prøvedirektoratet", Some("Tilskudd")),
            (" Driftsutgifter til Prøvedirektoratet", Some("Driftsutgifter")),
            (" er økt", None),
        ] {
            assert_eq!(post_name(behind).as_deref(), name, "{behind}");
        }
    }
}
