//! Mandates and the lists that announce them: what is withheld or withdrawn, listed and not detailed, or called by another title.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::lexicon::{floor, same_start};
use crate::model::{Kind, Mandate, MandateStatus};
use crate::record::Letter;
use crate::record::layout::{Layout, Role, leading_id};
use crate::record::mandate::{named, status};
use crate::record::pattern::{bare_words, holds};
use crate::span::Span;
use crate::value::ValueKind;

/// An item of a list that names a mandate.
struct Announced {
    id: String,
    title: Option<String>,
    status: MandateStatus,
    /// Whether it names the mandate and no more: neither what is asked nor that it comes later or elsewhere.
    bare: bool,
    span: Span,
}

/// More titles than one id has.
const SAME: usize = 16;

/// Everything to be said of a letter's mandates.
pub(super) fn mandates(letter: &Letter<'_, '_>, layout: &Layout, kind: Kind, mandates: &[Mandate]) -> Vec<Diagnostic> {
    let mut found = fates(letter, mandates);
    if kind == Kind::Annet {
        return found;
    }
    let announced: Vec<Announced> = announced(letter, layout);
    let listed: HashSet<Span> = announced.iter().map(|a| a.span).collect();
    let detailed: Vec<&Mandate> = mandates.iter().filter(|m| m.id.is_some() && !listed.contains(&m.span)).collect();
    found.extend(unfollowed(letter, &announced, &detailed));
    found.extend(misnamed(letter, layout, &announced, &detailed));
    found
}

/// Mandates that are withheld or taken back, once each.
fn fates(letter: &Letter<'_, '_>, mandates: &[Mandate]) -> Vec<Diagnostic> {
    let mut told = HashSet::new();
    let mut found = Vec::new();
    for mandate in mandates {
        let (code, fate) = match mandate.status {
            MandateStatus::Withheld => (Code::MandateWithheld, "withheld from the public"),
            MandateStatus::Withdrawn => (Code::MandateWithdrawn, "taken back"),
            MandateStatus::Given | MandateStatus::Clarified => continue,
        };
        let name = mandate.id.as_deref().unwrap_or(&mandate.key);
        if told.insert((name, code)) {
            found.push(letter.report(code, "mandates", mandate.span, format!("the mandate {name} is {fate}")));
        }
    }
    found
}

/// The items of lists that begin with an id.
fn announced(letter: &Letter<'_, '_>, layout: &Layout) -> Vec<Announced> {
    const ELSEWHERE: &[&str] = &["vedlegg", "ettersend", "kommer", "kjem"];
    let items = letter.enumerate().filter(|(i, p)| p.is_item() && layout.roles[*i] == Role::Body);
    items
        .filter_map(|(_, para)| {
            let (id, title) = leading_id(para)?;
            let status = status(para.text(), false);
            let words = para.text().to_lowercase();
            let said = ELSEWHERE.iter().any(|w| holds(&words, w));
            let bare = status == MandateStatus::Given && !said && para.findings.cues.is_empty() && para.sentences().len() < 2;
            Some(Announced { id: id.to_owned(), title: named(&para.text()[title..], status), status, bare, span: letter.whole(para).span })
        })
        .collect()
}

/// The list at the top of a letter against the mandates below it. A list that is followed by none gives the mandates itself.
fn unfollowed(letter: &Letter<'_, '_>, announced: &[Announced], detailed: &[&Mandate]) -> Vec<Diagnostic> {
    let Some(first) = detailed.iter().map(|m| m.span.start).min() else { return Vec::new() };
    let list: Vec<&Announced> = announced.iter().filter(|a| a.span.end <= first).collect();
    if list.len() < 2 {
        return Vec::new();
    }
    let listed: HashSet<&str> = list.iter().map(|a| a.id.as_str()).collect();
    let given: HashSet<&str> = detailed.iter().filter_map(|m| m.id.as_deref()).collect();
    // A list of other mandates than those below is no list of these.
    if listed.len() < 2 || listed.is_disjoint(&given) {
        return Vec::new();
    }
    let missing = list.iter().filter(|a| a.bare && !given.contains(a.id.as_str())).map(|a| {
        let message = format!("the list at the top names {}, but the letter does not give it", a.id);
        letter.report(Code::MandateNotDetailed, "mandates", a.span, message)
    });
    // A list of new mandates leaves out those that are only made clearer, and a list of changes those that are new.
    let names = |status| detailed.iter().any(|m| m.status == status && m.id.as_deref().is_some_and(|id| listed.contains(id)));
    let (given_listed, clarified_listed) = (names(MandateStatus::Given), names(MandateStatus::Clarified));
    let expected = |m: &Mandate| match m.status {
        MandateStatus::Given => given_listed,
        MandateStatus::Clarified => clarified_listed,
        MandateStatus::Withheld | MandateStatus::Withdrawn => false,
    };
    let unlisted = detailed.iter().filter(|m| expected(m)).filter_map(|m| {
        let id = m.id.as_deref().filter(|id| !listed.contains(id))?;
        let message = format!("the letter gives {id}, but the list at the top does not name it");
        Some(letter.report(Code::MandateUnlisted, "mandates", m.span, message))
    });
    missing.chain(unlisted).collect()
}

/// Ids whose words, in the list or in running text, are not those of the mandate that has the id here.
fn misnamed(letter: &Letter<'_, '_>, layout: &Layout, announced: &[Announced], detailed: &[&Mandate]) -> Vec<Diagnostic> {
    let quoted = quoted(letter, layout);
    let mut found = Vec::new();
    if announced.is_empty() && quoted.is_empty() {
        return found;
    }
    let mut titles: HashMap<&str, Vec<&str>> = HashMap::new();
    for mandate in detailed {
        if let (Some(id), Some(title)) = (&mandate.id, &mandate.title) {
            let own = titles.entry(id).or_default();
            // An id may head many mandates, each with the same words.
            if own.len() < SAME && !own.contains(&title.as_str()) {
                own.push(title);
            }
        }
    }
    let below: HashSet<&str> = titles.keys().copied().collect();
    let mut report = |titles: &HashMap<&str, Vec<&str>>, id: &str, words: &str, span: Span| {
        if let Some(own) = titles.get(id).filter(|own| !own.iter().any(|title| fits(words, title)) || is_of_another(titles, id, words)) {
            let message = format!("{id} is called «{words}» here, and «{}» elsewhere in the letter", own[0]);
            found.push(letter.report(Code::MandateTitleMismatch, "mandates", span, message));
        }
    };
    for item in announced.iter().filter(|a| a.status == MandateStatus::Given) {
        if let Some(title) = &item.title {
            report(&titles, &item.id, title, item.span);
        }
    }
    for item in announced.iter().filter(|a| !below.contains(a.id.as_str())) {
        let own = titles.entry(&item.id).or_default();
        own.extend(item.title.as_deref().filter(|_| own.len() < SAME));
    }
    titles.retain(|_, own| !own.is_empty());
    for (id, words, span) in quoted {
        report(&titles, id, words, span);
    }
    found
}

/// The ids in running text that a title stands behind, with the title and the span of both.
fn quoted<'p>(letter: &Letter<'p, '_>, layout: &Layout) -> Vec<(&'p str, &'p str, Span)> {
    let mut found = Vec::new();
    for (_, para) in letter.enumerate().filter(|(i, p)| p.is_text() && matches!(layout.roles[*i], Role::Body | Role::LeadIn)) {
        for value in &para.findings.values {
            let ValueKind::MandateId(id) = &value.kind else { continue };
            let own = value.range.start == 0 && para.is_item();
            let behind = &para.text()[value.range.end..];
            if let Some(words) = title_behind(behind).filter(|_| !own) {
                let mark = behind.len() - behind.trim_start_matches([' ', '«', '"', '“']).len();
                let range = value.range.start..value.range.end + mark + words.len();
                found.push((id.as_str(), words, para.passage.view.span(range)));
            }
        }
    }
    found
}

/// The longest title of a mandate, in bytes.
const TITLE: usize = 250;

/// The title that a text quotes right behind an id: up to the end of its clause.
fn title_behind(text: &str) -> Option<&str> {
    let quoted = text.strip_prefix(' ')?;
    let words = quoted.strip_prefix(['«', '"', '“']).unwrap_or(quoted);
    let near = &words[..floor(words, TITLE)];
    let end = near.find(['.', ',', ';', ':', '(', ')', '»', '"', '”']);
    // What goes on for longer is no title.
    let words = words[..end.or((near.len() == words.len()).then_some(words.len()))?].trim_end();
    (words.starts_with(char::is_uppercase) && words.contains(' ')).then_some(words)
}

/// Whether words may stand for a title: one begins with the other, or they share a word that says something.
fn fits(words: &str, title: &str) -> bool {
    const STEM: usize = 4;
    let telling = |text: &str| -> HashSet<String> {
        let long = bare_words(text).filter(|(_, w)| w.chars().count() > STEM && !same_start(w, "oppdrag") && !same_start(w, "departement"));
        long.map(|(_, w)| w.to_lowercase().chars().take(STEM).collect()).collect()
    };
    let (said, own) = (telling(words), telling(title));
    begins(words, title) || begins(title, words) || said.is_empty() || own.is_empty() || !said.is_disjoint(&own)
}

/// More mandates than a letter has.
const MANY: usize = 256;

/// Whether words are those of another mandate's title, and not of this one's.
fn is_of_another(titles: &HashMap<&str, Vec<&str>>, id: &str, words: &str) -> bool {
    let is = |own: &[&str]| own.iter().any(|title| begins(words, title));
    titles.len() <= MANY && titles.get(id).is_some_and(|own| !is(own)) && titles.iter().any(|(other, own)| *other != id && is(own))
}

/// Whether a text begins with all the words of a title.
fn begins(text: &str, title: &str) -> bool {
    let mut words = bare_words(text).map(|(_, w)| w.to_lowercase()).filter(|w| !w.is_empty());
    bare_words(title).map(|(_, w)| w.to_lowercase()).filter(|w| !w.is_empty()).all(|w| words.next() == Some(w))
}
