//! Who sends a letter, and to whom: the address, the crest and letterhead, the memo's labels; else what the title and the first sentences say.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem::Finder;

use super::header::{Header, near_title, with_role};
use super::layout::{Layout, Role, sends_or_gets};
use super::org::{body, enterprise, ministry, starts_with_name};
use super::pattern::{Beginnings, Needle, bare_words, begins_with, ends_word, split_digits, strip};
use super::signs::{is_crest, town};
use super::{Letter, Para};
use crate::block::{Label, labelled};
use crate::diagnostic::Code;
use crate::lexicon::same_start;
use crate::model::{Issuer, Kind, Meeting, Participant};
use crate::span::Span;
use crate::value::ValueKind;
use crate::value::id::{org_number, org_number_holds};
use crate::view::{Pieces, plain_words};

static MINISTRIES: Needle = Needle::new(|| Finder::new("departementet"));
/// What a sender does in its letter's first sentences.
const SENDS: &[&str] = &[
    "viser",
    "syner",
    "tildeler",
    "tildelar",
    "gir",
    "gjev",
    "stiller",
    "ønsker",
    "ønskjer",
    "fastsetter",
    "sender",
    "ber",
    "formidler",
    "formidlar",
    "følger",
    "meddeler",
    "legger",
    "vil",
    "har",
    "disponerer",
];
/// Those of them that stand before the ministry only where it is who sends.
const INVERTED: &[&str] = &["stiller", "tildeler", "tildelar", "fastsetter", "meddeler", "formidler", "formidlar"];
/// Labels of a memo (lower case).
const MEMO: [&[&str]; 2] = [&["til:"], &["fra:", "frå:"]];

/// The ministry's name in a crest: «det kongelige …departement», without the adjective's words.
fn crest_name(text: &str) -> Option<Range<usize>> {
    const NOUN: &str = "departement";
    let start = text.len() - strip(text, &["det kongelige ", "det kongelege "]).unwrap_or(text).len();
    let at = text.char_indices().rev().map(|(at, _)| at).find(|&at| at >= start && same_start(&text[at..], NOUN))?;
    let rest = &text[at + NOUN.len()..];
    Some(start..text.len() - strip(rest, &["et"]).unwrap_or(rest).len())
}

/// Words that an address begins with.
const BOXES: [&str; 9] = ["Postboks", "Postb.", "Pb.", "Pb", "Boks", "Hovedkontoret", "Hovudkontoret", "Huvedkontoret", "Huvudkontoret"];

/// Where the blank stands that parts a name from its address on the same line: before a post box, a street or a town.
fn street(text: &str) -> Option<usize> {
    let begins = |words: &str| {
        let (word, rest) = words.split_once(' ').unwrap_or((words, ""));
        let street = || ["veien", "vegen", "gata", "gaten"].iter().find_map(|end| word.strip_suffix(end));
        let named = |name: &str| name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphabetic) && name.chars().nth(1).is_some();
        let postcode = || word.strip_prefix("NO-").unwrap_or(word);
        words.starts_with("v/")
            || BOXES.contains(&word)
            || word.split_once('/') == Some(("c", "o"))
            || (word.len() < words.len() && street().is_some_and(named))
            || (split_digits(postcode()).0.len() == 4 && postcode().len() == 4 && rest.starts_with(char::is_uppercase))
    };
    text.bytes().enumerate().filter(|(_, b)| *b == b' ').map(|(at, _)| at).find(|at| begins(&text[at + 1..]))
}

/// The length of the family's name in a title that names whom it is for: «Tildelingsbrev til X for 2026», «OPPDRAGSDOKUMENT 2011 X HF».
fn addressed(title: &str) -> Option<usize> {
    static FIRST: Beginnings = Beginnings::new(&["tildel", "oppdrag", "bestillerdokument", "styringsdokument"]);
    if !FIRST.begin(title) {
        return None;
    }
    let rest =
        strip(title, &["tildelingsbrev", "tildelingsdokument", "tildeldelingsbrev", "tildeldelingsdokument", "oppdragsbrev", "oppdragsdokument"])
            .map(|rest| strip(rest, &["et"]).unwrap_or(rest))
            .or_else(|| strip(title, &["oppdrag og bestilling", "bestillerdokument", "styringsdokument"]))?;
    Some(title.len() - rest.len())
}

/// Where the recipient's name begins behind the family's, past numbers and years, and whether «til» or «for» stands before it.
fn before_name(text: &str) -> Option<(usize, bool)> {
    let number = |rest| strip(rest, &[" nr. ", " nr.", " nr ", " nr"]).and_then(|rest| skip_digits(rest, 1, 2));
    let year = |rest| strip(rest, &[" for ", " i ", " "]).and_then(|rest| skip_digits(rest, 4, 4));
    let rest = std::iter::successors(Some(text), |rest| number(rest).or_else(|| year(rest))).last()?;
    let rest = [" –", " -"].iter().find_map(|dash| rest.strip_prefix(dash)).unwrap_or(rest);
    let name = |rest: &str| rest.strip_prefix(' ').filter(|name| name.starts_with(char::is_uppercase)).map(|name| text.len() - name.len());
    // «Tildelingsbrev til statsforvalterne for 2024»
    let several = |rest: &str| {
        let word = rest.strip_prefix(' ')?.split([' ', ',']).next()?;
        let noun = word.len() > "ansatte".len() && ["ene", "ane", "erne"].iter().any(|end| word.ends_with(end));
        noun.then(|| text.len() - rest.len() + 1)
    };
    let labelled = strip(rest, &[" til", " for"]).and_then(|rest| name(rest).or_else(|| several(rest))).map(|at| (at, true));
    labelled.or_else(|| name(rest).map(|at| (at, false)))
}

/// What stands behind the digits that a text begins with, at least so many and at most.
fn skip_digits(text: &str, least: usize, most: usize) -> Option<&str> {
    let count = split_digits(text).0.len().min(most);
    (count >= least).then(|| &text[count..])
}

/// The length of the recipient's name in a title: up to a year, a dash, a comma or what the letter is for.
fn name_len(title: &str) -> usize {
    let year = |rest: &str| {
        let digits = strip(rest, &[" 19", " 20"]).map(split_digits);
        digits.is_some_and(|(digits, behind)| digits.len() == 2 && ends_word(behind))
    };
    let ends = |rest: &str| {
        let of = strip(rest, &[" for", " i"]).unwrap_or(rest);
        year(of) || strip(of, &[" budsjettåret"]).is_some_and(year) || begins_with(rest, &[" - ", " – ", ", ", " innhold", " for budsjettåret"])
    };
    let marks = title.bytes().enumerate().filter(|(_, b)| matches!(b, b' ' | b','));
    marks.map(|(at, _)| at).find(|&at| ends(&title[at..])).unwrap_or(title.len())
}

/// The regional health enterprises in a text, which own those that they write to: «Helse Nord RHF».
fn regional(text: &str) -> impl Iterator<Item = Range<usize>> {
    let named = |at: usize| {
        let (name, rest) = text[at..].strip_prefix("Helse ")?.split_once(' ')?;
        let whole = name.starts_with(char::is_uppercase) && name.chars().nth(1).is_some() && name.chars().all(|c| c.is_alphabetic() || c == '-');
        let end = text.len() - rest.strip_prefix("RHF").filter(|rest| ends_word(rest))?.len();
        whole.then_some(at..end)
    };
    bare_words(text).filter_map(move |(at, _)| named(at))
}

/// Whether a ministry's name follows a proposal, whose budget the letter then carries out: «Prop. 1 S (2014–2015) for Kunnskapsdepartementet».
fn is_budget_of(behind: &str) -> bool {
    [" for ", " frå ", " fra "].iter().find_map(|of| behind.strip_prefix(of)).is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// Whether a line holds a street or post box behind a name.
pub(super) fn begins_street(text: &str) -> bool {
    street(text).is_some()
}

/// Whether a line is a post box with its number.
pub(super) fn begins_box(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(word, number)| BOXES.contains(&word) && number.starts_with(|c: char| c.is_ascii_digit()))
}

/// Reads the parties into the header.
pub(super) fn read(letter: &Letter<'_, '_>, layout: &Layout, kind: Kind, header: &mut Header) {
    addressee(letter, layout, header);
    memo(letter, header);
    if header.recipient.name.is_none() {
        titled(letter, layout, header);
    }
    if let Some(name) = header.recipient.name.take() {
        header.recipient.name = Some(as_written(letter, layout, "recipient.name", name, header));
    }
    letterheads(letter, header);
    if kind != Kind::Protokoll && header.issuer.name.is_none() {
        sender(letter, layout, header);
    }
}

fn addressee(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header) {
    let mut paras = with_role(letter, layout, |r| matches!(r, Role::Addressee)).peekable();
    let Some(para) = paras.next() else { return };
    let mut lines: Vec<Span> = letter.lines(para).collect();
    // Name, box and town may be passages of their own.
    if lines.len() == 1 && paras.peek().is_some_and(|below| begins_box(below.text())) {
        lines.extend(paras.take(2).flat_map(|below| letter.lines(below)));
    }
    if let [name, address @ ..] = lines.as_slice()
        && !address.is_empty()
    {
        header.recipient.name = Some(header.evidence(letter, "parties/address-lines", "recipient.name", &[*name]).to_owned());
        let lines = address.iter().map(|s| header.evidence(letter, "parties/address-lines", "recipient.address", &[*s]).to_owned());
        header.recipient.address = lines.filter(|l| !l.is_empty()).collect();
        return;
    }
    // All on one line: the name ends where the post box or the town begins.
    let text = para.text();
    let Some(cut) = street(text) else { return };
    let view = &para.passage.view;
    header.recipient.name = Some(header.evidence(letter, "parties/address-in-line", "recipient.name", &view.pieces(0..cut)).to_owned());
    let town = town(&text[cut + 1..]).map_or(text.len(), |at| cut + 1 + at);
    for range in [cut + 1..town, town..text.len()] {
        if !text[range.clone()].trim().is_empty() {
            let line = header.evidence(letter, "parties/address-in-line", "recipient.address", &view.pieces(range)).to_owned();
            header.recipient.address.push(line);
        }
    }
}

/// A name in capital letters as the running text writes it, if it does; its evidence then stands there.
pub(super) fn as_written(letter: &Letter<'_, '_>, layout: &Layout, field: &'static str, name: String, header: &mut Header) -> String {
    if name.chars().any(char::is_lowercase) {
        return name;
    }
    let small = name.to_lowercase();
    let written = |text: &str| {
        let starts = text.char_indices().filter(|&(at, c)| c.is_uppercase() && !text[..at].ends_with(char::is_alphanumeric));
        let mut found = starts.filter_map(|(at, _)| Some(at..at + starts_with_name(&text[at..], &small)?));
        found.find(|r| text[r.clone()].chars().any(char::is_lowercase))
    };
    let mut bodies = with_role(letter, layout, |r| matches!(r, Role::Body)).filter(|p| p.is_text());
    let Some((para, range)) = bodies.find_map(|p| Some((p, written(p.text())?))) else { return name };
    header.evidence.retain(|e| e.field != field);
    header.evidence(letter, "parties/as-written", field, &para.passage.view.pieces(range)).to_owned()
}

/// The labels of a memo: «Til: …», «Fra: …».
fn memo(letter: &Letter<'_, '_>, header: &mut Header) {
    let mut found = [None, None];
    for para in letter.paras.iter().take(MEMO_LINES) {
        for (slot, label) in found.iter_mut().zip(&MEMO) {
            if let Some(name) = strip(para.text(), label).map(|rest| rest.trim_start_matches(' ')).filter(|name| !name.is_empty()) {
                let start = para.text().len() - name.len();
                // The point of an end goes, unless it is all there is.
                let len = name.strip_suffix('.').filter(|name| !name.is_empty()).unwrap_or(name).len();
                slot.get_or_insert((para, start..start + len));
            }
        }
    }
    // One without the other is a word that begins a line.
    let [Some((to, name)), Some((from, party))] = found else { return };
    header.recipient.name = Some(header.evidence(letter, "parties/memo", "recipient.name", &to.passage.view.pieces(name)).to_owned());
    // An office and whose it is: «Økonomiavdelingen Prøve RHF».
    let words = &from.text()[party.clone()];
    let office = words.find(' ').filter(|&at| words[..at].ends_with("avdelingen") || words[..at].ends_with("avdelinga")).map_or(0, |at| at + 1);
    let range = party.start + office..party.end;
    header.issuer.name = Some(header.evidence(letter, "parties/memo", "issuer.name", &from.passage.view.pieces(range)).to_owned());
}

/// How many passages of a letter may hold a memo's labels.
const MEMO_LINES: usize = 12;

/// The recipient that the title names, or that stands alone below it: «Oppdragsdokument 2024», «Helse Prøve RHF».
fn titled(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header) {
    let mut titles = with_role(letter, layout, |r| matches!(r, Role::Title)).peekable();
    while let Some(para) = titles.next() {
        let text = para.text();
        for (at, _) in bare_words(text) {
            let Some(family) = addressed(&text[at..]) else { continue };
            let rest = &text[at + family..];
            // A title that breaks behind «til» goes on in the next passage.
            if matches!(rest, " til" | " TIL" | " for" | " FOR")
                && let Some(next) = titles.peek()
            {
                name_in_title(letter, next, 0, header);
                return;
            }
            let Some((lead, labelled)) = before_name(rest) else { continue };
            let start = at + family + lead;
            // Without «til» or «for» only what is known to be a body is one.
            if labelled || body(&text[start..]).is_some() || text.ends_with("HF") {
                name_in_title(letter, para, start, header);
                return;
            }
        }
    }
    let below = layout.roles.iter().rposition(|r| *r == Role::Title).and_then(|last| letter.paras.get(last + 1));
    // Above the title may stand the sender, too: the recipient is who shall do what the letter says.
    let above = layout.roles.iter().position(|r| *r == Role::Title).and_then(|first| letter.paras.get(first.checked_sub(1)?));
    let shall = |name: &str| {
        let asked = format!("{name} skal");
        letter.paras.iter().any(|p| p.text().contains(&asked))
    };
    let word = |p: &Para<'_>| if p.is_heading() { sends_or_gets(p.text()) } else { 0 };
    let named = |p: &&Para<'_>| enterprise(&p.text()[word(p)..]) == Some(p.text().len() - word(p));
    if let Some(para) = below.filter(named).or_else(|| above.filter(named).filter(|p| p.is_heading() && shall(p.text()))) {
        let pieces = para.passage.view.pieces(word(para)..para.text().len());
        header.recipient.name = Some(header.evidence(letter, "parties/beside-title", "recipient.name", &pieces).to_owned());
    }
}

fn name_in_title(letter: &Letter<'_, '_>, para: &Para<'_>, start: usize, header: &mut Header) {
    let rest = &para.text()[start..];
    let end = name_len(rest);
    let end = [" for", " FOR"].iter().find_map(|w| rest[..end].strip_suffix(w)).map_or(end, str::len);
    if end > 0 {
        let pieces = para.passage.view.pieces(start..start + end);
        header.recipient.name = Some(header.evidence(letter, "parties/in-title", "recipient.name", &pieces).to_owned());
    }
}

/// Whether a line is one capitalised word, as a surname that stands below the other names.
fn is_last_name(line: &str) -> bool {
    line.starts_with(char::is_uppercase) && line.chars().all(|c| c.is_alphabetic() || c == '-') && line.contains(char::is_lowercase)
}

/// Lines of one kind of contact data, with their words.
type Lines<'t> = Vec<(Span, Cow<'t, str>)>;

/// Adds a line, but for one that the conversion repeats, which says nothing new.
fn add<'t>(lines: &mut Lines<'t>, span: Span, text: Cow<'t, str>) {
    if lines.iter().all(|(_, said)| *said != text) {
        lines.push((span, text));
    }
}

/// The name of a case officer and the number of the telephone behind it, which may share a line.
fn name_and_number(source: &str, label: Label, span: Span) -> impl Iterator<Item = Span> {
    let words = &source[span.range()];
    let number = words.find([' ', '\t']).and_then(|_| words.find(|c: char| c.is_ascii_digit() || c == '+'));
    let number = number.filter(|&at| label == Label::CaseOfficer && at > 0);
    let name = number.map_or(span, |at| Span::new(span.start, span.start + words[..at].trim_end_matches([' ', ',', '\t']).len()));
    std::iter::once(name).chain(number.map(|at| Span::new(span.start + at, span.end)))
}

/// Contact data of letterheads.
fn letterheads(letter: &Letter<'_, '_>, header: &mut Header) {
    let (mut address, mut visiting, mut department, mut officer) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for para in letter.paras.iter().filter(|p| p.kind() == crate::block::BlockKind::Letterhead) {
        let block = &letter.blocks.blocks[para.passage.block];
        let values = labelled(letter.source, &letter.blocks.lines[block.lines.clone()]).into_iter();
        for (label, span) in values.flat_map(|(label, span)| name_and_number(letter.source.text, label, span).map(move |part| (label, part))) {
            let text = plain_words(letter.source, &[span]);
            let mut once = |slot: fn(&mut Issuer) -> &mut Option<String>, field: &'static str| {
                if slot(&mut header.issuer).is_none() {
                    *slot(&mut header.issuer) = Some(header.evidence(letter, "parties/letterhead", field, &[span]).to_owned());
                }
            };
            let web = text.starts_with("www.") || text.starts_with("http");
            match label {
                _ if text.contains('@') => once(|i| &mut i.email, "issuer.email"),
                _ if web => once(|i| &mut i.web, "issuer.web"),
                Label::PostalAddress => add(&mut address, span, text),
                Label::VisitingAddress => add(&mut visiting, span, text),
                Label::Department => add(&mut department, span, text),
                Label::Phone => once(|i| &mut i.phone, "issuer.phone"),
                Label::CaseOfficer if text.starts_with(|c: char| c.is_ascii_digit() || c == '+') => {
                    once(|i| &mut i.case_officer_phone, "issuer.case_officer_phone");
                }
                // A narrow column breaks a name before its last word.
                Label::CaseOfficer if officer.is_empty() || is_last_name(&text) => add(&mut officer, span, text),
                Label::OrgNumber => {
                    if let Some(number) = org_number(&text)
                        && header.issuer.org_number.is_none()
                    {
                        if !org_number_holds(&number) {
                            let message = format!("the control digit of organisation number {number} does not hold (modulus 11)");
                            header.diagnostics.push(letter.report(Code::OrgNumberInvalid, "issuer.org_number", span, message));
                        }
                        header.evidence(letter, "parties/letterhead", "issuer.org_number", &[span]);
                        header.issuer.org_number = Some(number);
                    }
                }
                Label::CaseOfficer | Label::Fax => {}
            }
        }
    }
    let mut joined = |lines: &Lines<'_>, field: &'static str| {
        let spans: Pieces = lines.iter().map(|(span, _)| *span).collect();
        (!spans.is_empty()).then(|| header.evidence(letter, "parties/letterhead", field, &spans).to_owned())
    };
    let (address, visiting, department, officer) = (
        joined(&address, "issuer.address"),
        joined(&visiting, "issuer.visiting_address"),
        joined(&department, "issuer.department"),
        joined(&officer, "issuer.case_officer"),
    );
    let issuer = &mut header.issuer;
    (issuer.address, issuer.visiting_address, issuer.department, issuer.case_officer) = (address, visiting, department, officer);
}

/// The sender: whoever does something in the letter's first sentences, else the crest.
fn sender(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header) {
    let bodies = with_role(letter, layout, |r| matches!(r, Role::Body | Role::LeadIn)).filter(|p| p.is_text());
    for para in bodies {
        if let Some(names) = sending(para.text()) {
            let mut evidence = |field, name| header.evidence(letter, "parties/sending", field, &para.passage.view.pieces(name)).to_owned();
            let mut names = names.into_iter();
            let first = names.next().map(|name| evidence("issuer.name", name));
            let others: Vec<String> = names.map(|name| evidence("co_issuers", name)).collect();
            header.issuer.name = first;
            header.co_issuers = others;
            return;
        }
    }
    if crest(letter, layout, header) {
        return;
    }
    // «Vedlegg X-departementet» heads what the ministry encloses.
    let enclosed = letter.paras.iter().take(3).find_map(|p| Some((p, p.text().strip_prefix("Vedlegg ")?)));
    if let Some((para, name)) = enclosed.filter(|(_, name)| is_crest(name)) {
        let name = para.text().len() - name.len()..para.text().len();
        header.issuer.name = Some(header.evidence(letter, "parties/enclosed", "issuer.name", &para.passage.view.pieces(name)).to_owned());
        return;
    }
    if let Some((para, name)) = beside_title(letter, layout) {
        header.issuer.name = Some(header.evidence(letter, "parties/place-of-sender", "issuer.name", &para.passage.view.pieces(name)).to_owned());
        return;
    }
    let owned = header.recipient.name.as_deref().is_some_and(|n| n.ends_with(" HF"));
    let budget = budget_owner(letter, layout).map(|found| ("parties/budget-owner", found));
    let regional = || owned.then(|| regional_owner(letter, layout)).flatten().map(|found| ("parties/regional-owner", found));
    if let Some((rule, (para, name))) = budget.or_else(regional) {
        header.issuer.name = Some(header.evidence(letter, rule, "issuer.name", &para.passage.view.pieces(name)).to_owned());
    }
}

/// The ministry that a line near the title names beside the place, or behind a bar: «Oslo/Kunnskapsdepartementet, 3. mars 2025».
fn beside_title<'a, 's>(letter: &Letter<'a, 's>, layout: &Layout) -> Option<(&'a Para<'s>, Range<usize>)> {
    near_title(letter, layout).filter(|(_, para)| para.is_text()).find_map(|(_, para)| {
        let text = para.text();
        let name = |end: usize| {
            let start = ministry(text, end)?;
            let start = text[start..end].rfind('/').map_or(start, |slash| start + slash + 1);
            // A bar is none of the words.
            let before = letter.source.text[..para.passage.view.span(start..end).start].trim_end();
            let marked = before.ends_with(['/', '|']) && !text[end..].starts_with(char::is_alphanumeric);
            marked.then_some((para, start..end))
        };
        MINISTRIES.ends_in(text).find_map(name)
    })
}

/// The ministry of the crest. «DET KONGELIGE KUNNSKAPSDEPARTEMENT» has the adjective's article; the name that others use of it has its own.
fn crest(letter: &Letter<'_, '_>, layout: &Layout, header: &mut Header) -> bool {
    let Some(para) = with_role(letter, layout, |r| matches!(r, Role::Crest)).next() else { return false };
    let Some(name) = crest_name(para.text()) else { return false };
    let printed = header.evidence(letter, "parties/crest", "issuer.name", &para.passage.view.pieces(name)).to_owned();
    let name = definite(&printed);
    header.issuer.name =
        Some(if printed.chars().any(char::is_lowercase) { name } else { sentence_case(&as_written(letter, layout, "issuer.name", name, header)) });
    true
}

/// «…departement» as «…departementet», in the case of its letters.
fn definite(name: &str) -> String {
    let ending = if name.ends_with("DEPARTEMENT") {
        "ET"
    } else if name.ends_with("departement") {
        "et"
    } else {
        ""
    };
    [name, ending].concat()
}

/// A name in capital letters with small ones but the first; any other as it is.
fn sentence_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut letters = name.chars();
    letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}

/// The ministry whose budget proposal the letter carries out, when it names one only.
fn budget_owner<'a, 's>(letter: &Letter<'a, 's>, layout: &'a Layout) -> Option<(&'a Para<'s>, Range<usize>)> {
    let mut found: Option<(&Para<'_>, Range<usize>)> = None;
    for para in with_role(letter, layout, |r| matches!(r, Role::Body)) {
        let text = para.text();
        for value in &para.findings.values {
            let ValueKind::Reference(citation) = &value.kind else { continue };
            let proposal = || ["Prop. 1 S", "St.prp. nr. 1"].iter().any(|name| citation.written().canonical.starts_with(name));
            // The session may be lost: «Prop. 1 S ( ) for …».
            let rest = &text[value.range.end..];
            let behind = rest.strip_prefix(" ( )").unwrap_or(rest);
            if !is_budget_of(behind) || !proposal() {
                continue;
            }
            let at = text.len() - behind.len();
            let Some(end) = MINISTRIES.ends_in(&text[at..]).next().map(|end| at + end) else { continue };
            let Some(start) = ministry(text, end).filter(|&start| start <= at + 6) else { continue };
            match &found {
                Some((other, range)) if other.text()[range.clone()] != text[start..end] => return None,
                _ => found = found.or(Some((para, start..end))),
            }
        }
    }
    found
}

/// The regional enterprise that writes to one of its own, when the letter names one only.
fn regional_owner<'a, 's>(letter: &Letter<'a, 's>, layout: &'a Layout) -> Option<(&'a Para<'s>, Range<usize>)> {
    let mut found: Option<(&Para<'_>, Range<usize>)> = None;
    for para in with_role(letter, layout, |r| matches!(r, Role::Body)) {
        for name in regional(para.text()) {
            match &found {
                Some((other, range)) if other.text()[range.clone()] != para.text()[name.clone()] => return None,
                _ => found = found.or(Some((para, name))),
            }
        }
    }
    found
}

/// The ministry that is the subject of a sentence about sending: «Kunnskapsdepartementet (KD) viser til …»; or the ministries.
fn sending(text: &str) -> Option<Vec<Range<usize>>> {
    MINISTRIES.ends_in(text).find_map(|end| {
        let verb = behind_short_name(&text[end..]).trim_start().split(' ').next()?;
        let name = ministry(text, end)?..end;
        // «Gjennom oppdragsdokumentet stiller X-departementet midlene til disposisjon»
        let inverted = || text[..name.start].trim_end().rsplit(' ').next().is_some_and(|verb| INVERTED.contains(&verb));
        (SENDS.contains(&verb) || inverted()).then_some(())?;
        let mut names: Vec<Range<usize>> = std::iter::once(name).collect();
        // «A, B og C viser til …»
        while let Some(before) = [" og ", ", "].iter().find_map(|joint| text[..names[names.len() - 1].start].strip_suffix(joint)) {
            let before = before.strip_suffix(')').and_then(|b| b.rsplit_once(" (")).map_or(before, |(b, _)| b);
            let Some(start) = before.ends_with("departementet").then(|| ministry(before, before.len())).flatten() else { break };
            names.push(start..before.len());
        }
        names.reverse();
        Some(names)
    })
}

/// What follows a name, without the short form in brackets.
fn behind_short_name(rest: &str) -> &str {
    let short = rest.trim_start().strip_prefix('(').and_then(|r| r.split_once(')')).filter(|(name, _)| name.len() < 8);
    short.map_or(rest, |(_, r)| r)
}

/// Minutes come from the owner who held the meeting: the first party on the list of attendance.
/// If it names none, the ministry whose crest they bear.
pub(crate) fn owner(letter: &Letter<'_, '_>, layout: &Layout, participants: &[Participant], meeting: &Meeting, header: &mut Header) {
    // An owner has a name; «styret» and «administrasjonen» are parties of the enterprise.
    // «styret i X», which is not the enterprise itself, met for X.
    let other = |name: &&str| meeting.enterprise.as_deref() != Some(name);
    let owner = |party: &String| {
        let named = strip(party, &["eier, ", "eigar, ", "eier ", "eigar "]).or_else(|| strip(party, &["styret i "]).filter(other));
        named.unwrap_or(party).to_owned()
    };
    let named = |party: &String| party.starts_with(char::is_uppercase);
    let Some(party) = participants.first().and_then(|p| p.group.as_ref()).map(owner).filter(named) else {
        // A regional enterprise holds the meetings of its own ones.
        if !crest(letter, layout, header)
            && meeting.enterprise.as_deref().is_some_and(|name| name.ends_with(" HF"))
            && let Some((para, name)) = regional_owner(letter, layout)
        {
            header.issuer.name = Some(header.evidence(letter, "parties/regional-owner", "issuer.name", &para.passage.view.pieces(name)).to_owned());
        }
        return;
    };
    let finder = Finder::new(&party);
    let named = letter.paras.iter().find_map(|p| finder.find(p.text().as_bytes()).map(|at| p.passage.view.pieces(at..at + party.len())));
    if let Some(pieces) = named {
        header.issuer.name = Some(header.evidence(letter, "parties/owner-of-meeting", "issuer.name", &pieces).to_owned());
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_foot_may_be_lines_of_labels() {
        let text = "# Tildelingsbrev 2026 til Prøven\n\nPrøven skal øve.\n\nMed hilsen\n\nKari Nordby\n\nKopi\nRiksrevisjonen\n\nPostadresse: Postboks 1, 0030 Oslo Kontoradresse: Storgata 4 Telefon* 22 22 22 22\nAvdeling: Avdeling for drift Saksbehandler: Ola Vik 22 22 22 23\n";
        let letter = &crate::parse(text).documents[0];
        assert_eq!(letter.copies_to, ["Riksrevisjonen"]);
        let issuer = &letter.issuer;
        let found = [&issuer.visiting_address, &issuer.phone, &issuer.department, &issuer.case_officer, &issuer.case_officer_phone];
        assert_eq!(found.map(|f| f.as_deref().unwrap_or("")), ["Storgata 4", "22 22 22 22", "Avdeling for drift", "Ola Vik", "22 22 22 23"]);
    }
}
