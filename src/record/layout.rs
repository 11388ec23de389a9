//! What each passage of a letter is for, and what it stands under.

use std::collections::BTreeMap;
use std::ops::Index;

use super::calendar::calendar_head;
use super::pattern::{begins_with, holds, is_one_of, split_digits, strip};
use super::signs::{
    AgendaLine, CONTENTS, INNER, behind_number, decision_head, ends_in_town, ends_meeting, goal, heads_mandates, is_agenda_head, is_closing,
    is_container, is_contents, is_copies, is_crest, is_label, is_of_auditor, numbered, same_words,
};
use super::{Letter, Para, attendance};
use crate::block::{BlockKind, Row};
use crate::lexicon::same_end;
use crate::model::{Goal, Kind, Modality, Presence, Section};
use crate::record::{kind, placed};
use crate::value::id::case_number;
use crate::value::moment::Moment;
use crate::value::{CueKind, Mentions, ValueKind};
use crate::view::plain_words;

/// What a passage is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// No rule placed it.
    Unplaced,
    /// A page break, picture or page number.
    Furniture,
    /// Contact data.
    Letterhead,
    /// The sender's name at the top.
    Crest,
    /// The recipient with its address.
    Addressee,
    /// «Deres ref», «Vår ref», «Dato» and the values that stand apart from them.
    HeaderLabel,
    Title,
    /// «Fra styret møtte:», «Også til stede:».
    GroupHead(Presence),
    /// Names under such a head.
    Attendee,
    /// «Dagsorden».
    AgendaHead,
    /// A line of the agenda's list.
    AgendaEntry,
    /// The heading of an agenda item.
    AgendaHeading,
    /// «Foretaksmøtet vedtok:».
    DecisionHead,
    /// A heading that names a goal.
    GoalHeading,
    /// A heading that gives a mandate its id.
    MandateHeading,
    /// A heading such as «Frist: …» or «Forutsetninger» inside a mandate.
    InnerHeading,
    Heading,
    /// A passage that ends in a colon and asks for what the list below it says.
    LeadIn,
    /// Running text, list items and tables.
    Body,
    /// «Med hilsen», «Møtet ble hevet …».
    Closing,
    /// Names below it, a place and day of signing.
    Signature,
    /// «Kopi til», and the names below it.
    Copies,
    /// «Dokumentet er elektronisk signert …».
    SigningNote,
}

impl Role {
    /// The name of the rule that gives a passage this role; running text and what no rule placed have none.
    const fn rule(&self) -> Option<&'static str> {
        Some(match self {
            Self::Unplaced | Self::Body => return None,
            Self::Furniture => "layout/furniture",
            Self::Letterhead => "layout/letterhead",
            Self::Crest => "layout/crest",
            Self::Addressee => "layout/addressee",
            Self::HeaderLabel => "layout/header-label",
            Self::Title => "layout/title",
            Self::GroupHead(_) => "layout/group-head",
            Self::Attendee => "layout/attendee",
            Self::AgendaHead => "layout/agenda-head",
            Self::AgendaEntry => "layout/agenda-entry",
            Self::AgendaHeading => "layout/agenda-heading",
            Self::DecisionHead => "layout/decision-head",
            Self::GoalHeading => "layout/goal-heading",
            Self::MandateHeading => "layout/mandate-heading",
            Self::InnerHeading => "layout/inner-heading",
            Self::Heading => "layout/heading",
            Self::LeadIn => "layout/lead-in",
            Self::Closing => "layout/closing",
            Self::Signature => "layout/signature",
            Self::Copies => "layout/copies",
            Self::SigningNote => "layout/signing-note",
        })
    }
}

/// What a passage stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Context {
    /// The number of the agenda item.
    pub(crate) agenda_item: Option<u32>,
    /// Index of the goal.
    pub(crate) goal: Option<usize>,
    /// Index of the passage that is the mandate's heading.
    pub(crate) mandate: Option<usize>,
    /// Index of the innermost section.
    pub(crate) section: Option<usize>,
    /// Index of the lead-in that a list item answers.
    pub(crate) lead_in: Option<usize>,
}

/// What each passage stands under. Most stand under the same as the one before, and share it.
#[derive(Default)]
pub(crate) struct Contexts {
    /// The contexts, one behind each change.
    all: Vec<Context>,
    /// For each passage the index of its context.
    of: Vec<usize>,
}

impl Contexts {
    /// Adds that of the next passage; whether it may be another than the one before is known.
    fn push(&mut self, context: Context, changed: bool) {
        if changed || self.all.is_empty() {
            self.all.push(context);
        }
        self.of.push(self.all.len() - 1);
    }
}

impl Index<usize> for Contexts {
    type Output = Context;

    fn index(&self, passage: usize) -> &Context {
        &self.all[self.of[passage]]
    }
}

/// The layout of a letter.
#[derive(Default)]
pub(crate) struct Layout {
    /// One role a passage.
    pub(crate) roles: Vec<Role>,
    /// One context a passage.
    pub(crate) contexts: Contexts,
    pub(crate) sections: Vec<Section>,
    pub(crate) goals: Vec<Goal>,
    /// For each section the section it lies in.
    parents: Vec<Option<usize>>,
}

impl Layout {
    /// Sets the goals, in order: those of the headings, which the contexts name by their index, and others.
    pub(crate) fn set_goals(&mut self, headed: Vec<Goal>, others: Vec<Goal>) {
        let mut all: Vec<(bool, Goal)> = headed.into_iter().map(|goal| (true, goal)).chain(others.into_iter().map(|goal| (false, goal))).collect();
        all.sort_by_key(|(_, goal)| goal.span.start);
        // Sorting kept the headings in their order.
        let places: Vec<usize> = all.iter().enumerate().filter(|(_, (headed, _))| *headed).map(|(place, _)| place).collect();
        self.contexts.all.iter_mut().filter_map(|context| context.goal.as_mut()).for_each(|goal| *goal = places[*goal]);
        self.goals = all.into_iter().map(|(_, goal)| goal).collect();
    }

    /// The titles from the outermost section to the given one.
    pub(crate) fn path(&self, section: Option<usize>) -> Vec<String> {
        let above = || std::iter::successors(section, |&i| self.parents[i]);
        let mut path = Vec::with_capacity(above().count());
        path.extend(above().map(|i| self.sections[i].title.clone()));
        path.reverse();
        path
    }
}

/// Reads the layout of a letter whose title is the passage `title`.
pub(crate) fn read(letter: &Letter<'_, '_>, title: Option<usize>, family: Kind) -> Layout {
    let mut reader = Reader {
        letter,
        family,
        title,
        title_end: title
            .map_or(0, |t| (t..letter.paras.len().min(t + 5)).rev().find(|&i| kind::of_title(&letter.paras[i]) == Some(family)).unwrap_or(t)),
        broken_title: title.map_or(0, |t| broken_title(letter, t)),
        zone: Zone::Head,
        presence: Presence::Present,
        context: Context::default(),
        outline: Vec::new(),
        ranks: Ranks::default(),
        listed: 0,
        counted: BTreeMap::new(),
        layout: Layout {
            roles: Vec::with_capacity(letter.paras.len()),
            contexts: Contexts { all: Vec::new(), of: Vec::with_capacity(letter.paras.len()) },
            sections: Vec::new(),
            goals: Vec::new(),
            parents: Vec::new(),
        },
    };
    for (i, para) in letter.enumerate() {
        let role = reader.role(i, para);
        if letter.trace.is_some()
            && let Some(rule) = role.rule()
        {
            letter.fired(rule, para.passage.view.span(para.all()));
        }
        let (lead_in, sections) = (reader.context.lead_in, reader.layout.sections.len());
        reader.place(i, para, &role);
        reader.layout.roles.push(role);
        // All but the lead-in changes with the section alone.
        let changed = reader.context.lead_in != lead_in || reader.layout.sections.len() != sections;
        reader.layout.contexts.push(reader.context, changed);
    }
    reader.layout
}

/// The number before an item of an ordered list or the words of a heading, and these words.
pub(super) fn counted<'p>(letter: &Letter<'_, '_>, para: &'p Para<'_>) -> Option<(u32, &'p str)> {
    if para.is_heading() {
        let (digits, rest) = split_digits(para.text());
        return Some((digits.parse().ok()?, rest.strip_prefix(['.', ')'])?.strip_prefix(' ')?));
    }
    let BlockKind::Item { ordered: true } = para.kind() else { return None };
    let line = &letter.blocks.lines[letter.blocks.blocks[para.passage.block].lines.start];
    Some((letter.source.text.get(line.mark.range())?.parse().ok()?, para.text()))
}

/// The length of the word before a party on the page of the title: «Til Prøve HF», «fra Prøve RHF».
pub(super) fn sends_or_gets(line: &str) -> usize {
    line.len() - strip(line, &["til ", "fra ", "frå "]).unwrap_or(line).len()
}

/// The last passage of a title: one that ends in a word that asks for more goes on in the next short line.
fn broken_title(letter: &Letter<'_, '_>, title: usize) -> usize {
    const OPEN: &[&str] = &[" til", " for", " i", " av", " og", " budsjettåret"];
    let begun = |i: usize| letter.paras.get(i..i + 2).is_some_and(|two| kind::of_broken_title(&two[0], &two[1]).is_some());
    let asks = |i: usize| letter.paras.get(i).is_some_and(|p| OPEN.iter().any(|w| same_end(p.text(), w)) || same_end(p.text(), "budsjettåret"));
    let open = |i: usize| asks(i) || (i == title && begun(i));
    let short = |i: usize| letter.paras.get(i).is_some_and(|p| p.text().len() < 80 && !p.text().is_empty() && p.passage.table.is_none());
    let mut last = title;
    while open(last) && short(last + 1) && last < title + 5 {
        last += 1;
    }
    last
}

/// Where in a letter the reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// Before the title.
    Head,
    /// In the list of attendance.
    Attendance,
    /// In the agenda's list.
    Agenda,
    Body,
    /// Behind «Med hilsen».
    Closing,
    /// Behind «Kopi».
    Copies,
}

/// The outline levels of headings that come in series and so share one.
#[derive(Default)]
struct Ranks {
    agenda: Option<u8>,
    goal: Option<u8>,
    container: Option<u8>,
    mandate: Option<u8>,
    /// Headings of one chapter and post each.
    post: Option<u8>,
    /// The mark level of the last heading that is bold as a whole.
    bold: Option<u8>,
    /// The level of the last heading, if it is a line that is only bold.
    line: Option<u8>,
}

struct Reader<'a, 'b, 's> {
    letter: &'b Letter<'a, 's>,
    family: Kind,
    title: Option<usize>,
    /// The last passage of a title that stands twice; headings between the two are subtitles.
    title_end: usize,
    /// The last passage of a title that the conversion broke into several.
    broken_title: usize,
    zone: Zone,
    /// How those met, or not, whom a party below the last head of the list of attendance names.
    presence: Presence,
    context: Context,
    /// The open sections, outermost first, with their levels.
    outline: Vec<(u8, usize)>,
    ranks: Ranks,
    /// The last number of the agenda's list.
    listed: u32,
    /// Indices of the items of that list by their numbers, where these alone count them.
    counted: BTreeMap<u32, usize>,
    layout: Layout,
}

impl Reader<'_, '_, '_> {
    fn role(&mut self, i: usize, para: &Para<'_>) -> Role {
        match para.kind() {
            BlockKind::Furniture => return Role::Furniture,
            BlockKind::Letterhead => return Role::Letterhead,
            // Marks without words.
            _ if para.text().is_empty() && para.passage.table.is_none() => return Role::Furniture,
            _ => {}
        }
        let text = para.text();
        if self.title.is_some_and(|t| i == t || (i > t && (i <= self.broken_title || (i <= self.title_end && para.is_heading())))) {
            self.zone = Zone::Body;
            return Role::Title;
        }
        let over = || para.findings.mentions.has(Mentions::OVER) && ends_meeting(text);
        // The last paragraph may also say what becomes of the minutes.
        let last = || text.len() < 300 && self.letter.paras.len() - i <= SIGNERS && para.findings.cues.iter().all(|c| c.kind == CueKind::Occasion);
        if (text.len() < 100 && is_closing(text)) || ((text.len() < 100 || last()) && over()) {
            self.zone = Zone::Closing;
            return Role::Closing;
        }
        let signed = || is_place_and_day(para) || text.strip_prefix("For ").is_some_and(|whom| is_crest(whom) || is_minister(whom));
        if self.zone == Zone::Body && self.letter.paras.len() - i <= SIGNERS && signed() {
            self.zone = Zone::Closing;
            return Role::Closing;
        }
        if text.len() < 200 && is_signing_note(para) {
            return Role::SigningNote;
        }
        if text.len() < 400 && is_copies(text) && self.zone != Zone::Head {
            self.zone = Zone::Copies;
            return Role::Copies;
        }
        // The labels of a memo stand together: «Til: … Fra: … Kopi: …».
        let memo = |i: usize| self.letter.paras.get(i).is_some_and(|p| begins_with(p.text(), &["til: ", "fra: ", "frå: "]));
        if begins_with(text, &["kopi: "]) && i > 0 && memo(i - 1) {
            return Role::Copies;
        }
        if self.zone == Zone::Head && para.is_text() && text.len() < 160 && memo(i) {
            return Role::HeaderLabel;
        }
        if let Some(role) = self.header_role(i, para) {
            return role;
        }
        match self.zone {
            Zone::Closing if !para.is_heading() && text.len() < 200 => return Role::Signature,
            // A note stands behind everything else.
            Zone::Copies if text.starts_with("[^") => {}
            Zone::Copies if !para.is_heading() && text.len() < 400 && kind::of_title(para).is_none() => return Role::Copies,
            Zone::Closing | Zone::Copies => self.zone = Zone::Body,
            _ => {}
        }
        if self.family == Kind::Protokoll
            && let Some(role) = self.minutes_role(i, para)
        {
            return role;
        }
        self.body_role(i, para)
    }

    /// Sender, recipient and labels, which may stand anywhere among the passages.
    fn header_role(&self, i: usize, para: &Para<'_>) -> Option<Role> {
        // A table of labels may have a head without words.
        let filled = |row: &&Row<'_>| row.cells.iter().any(|c| !c.view.text.is_empty());
        if let Some(row) = para.passage.table.as_ref().and_then(|t| t.rows.iter().find(filled).or(t.rows.first())) {
            let labels = row.cells.iter().filter(|c| is_label(&c.view.text)).count();
            return (labels >= 2).then_some(Role::HeaderLabel);
        }
        let text = para.text();
        if para.is_heading() && self.zone == Zone::Head && is_crest(text) {
            return Some(Role::Crest);
        }
        // The recipient's name alone, right below the title, and the sender's below it: «Til Prøve HF», «fra Prøve RHF».
        let above = |role: &Role| i > 0 && self.layout.roles.get(i - 1) == Some(role) && self.layout.sections.is_empty();
        let beside_title = || above(&Role::Title) || (above(&Role::Addressee) && sends_or_gets(text) > 0);
        let name = || &text[sends_or_gets(text)..];
        if para.is_heading() && beside_title() && super::org::enterprise(name()) == Some(name().len()) {
            return Some(Role::Addressee);
        }
        if para.is_heading() && is_one_of(text, CONTENTS) {
            return Some(Role::Furniture);
        }
        if para.is_text() && is_contents(text) {
            return Some(Role::Furniture);
        }
        if !para.is_text() && (!para.is_heading() || !is_label(para.text())) {
            return None;
        }
        let label = || is_label(text) && !(self.zone != Zone::Head && heads_calendar(self.letter, para));
        if text.len() < 160 && (label() || (self.zone == Zone::Head && self.dated_label(para))) {
            return Some(Role::HeaderLabel);
        }
        let after_label = i > 0 && self.layout.roles.get(i - 1) == Some(&Role::HeaderLabel);
        if after_label && is_header_value(para) {
            return Some(Role::HeaderLabel);
        }
        if self.zone == Zone::Head && is_crest(text) {
            return Some(Role::Crest);
        }
        // The sender's office stands below its name: «Statsråden».
        if i > 0 && self.layout.roles.get(i - 1) == Some(&Role::Crest) && text.len() < 40 && !text.contains(' ') {
            return Some(Role::Crest);
        }
        let sentence = || (text.ends_with('.') || text.contains('.')) && !holds(text, "Postboks");
        let addressed = self.zone != Zone::Closing && para.is_text() && !para.is_item() && text.len() < 200 && !sentence() && ends_in_town(text);
        // Where the town or the postcode is lost, a post box behind a name tells the address.
        let boxed = || self.zone == Zone::Head && para.is_text() && text.len() < 160 && text.find(" Postboks").is_some_and(|at| at > 2);
        // The name may be a passage of its own above the box.
        let boxed_below = || {
            let next = || self.letter.paras.get(i + 1).is_some_and(|p| p.is_text() && p.text().len() < 80 && super::parties::begins_box(p.text()));
            self.zone == Zone::Head && para.is_text() && text.len() < 100 && !sentence() && text.starts_with(char::is_uppercase) && next()
        };
        let labelled = || {
            let next = || self.letter.paras.get(i + 1).is_some_and(|p| is_label(p.text()));
            self.zone == Zone::Head && para.is_text() && text.len() < 160 && next() && super::parties::begins_street(text)
        };
        (addressed || boxed() || boxed_below() || labelled()).then_some(Role::Addressee)
    }

    /// Whether a line with a label stands below a line that begins with a day: «12. januar 2026», «Vår ref. 26/14».
    fn dated_label(&self, para: &Para<'_>) -> bool {
        let dated = || para.findings.values.iter().any(|v| v.range.start == 0 && matches!(v.kind, ValueKind::Moment(Moment::Day { .. })));
        para.is_text() && dated() && self.letter.lines(para).skip(1).any(|line| is_label(&plain_words(self.letter.source, &[line])))
    }

    /// The parts that only minutes have.
    fn minutes_role(&mut self, i: usize, para: &Para<'_>) -> Option<Role> {
        let text = para.text();
        if is_of_auditor(text) {
            self.zone = Zone::Body;
            return Some(Role::GroupHead(Presence::Auditor));
        }
        if self.context.agenda_item.is_none()
            && (para.is_heading() || text.len() < 400)
            && (attendance::is_head(text)
                || self.letter.lines(para).next().is_some_and(|line| attendance::is_bare(&plain_words(self.letter.source, &[line]))))
        {
            self.zone = Zone::Attendance;
            let lower = text.to_lowercase();
            let presence = if lower.contains("forfall") {
                Presence::Absent
            } else if ["også", "òg", "i tillegg"].iter().any(|also| lower.starts_with(also))
                || ["møtte også", "møtte òg"].iter().any(|also| lower.contains(also))
            {
                Presence::AlsoPresent
            } else {
                Presence::Present
            };
            self.presence = if text.ends_with(':') { presence } else { Presence::Present };
            return Some(Role::GroupHead(presence));
        }
        // «2. Dagsorden» is an item of the list, not its head.
        if self.zone != Zone::Agenda && is_agenda_head(text) && self.context.agenda_item.is_none() {
            self.zone = Zone::Agenda;
            return Some(Role::AgendaHead);
        }
        if self.zone == Zone::Attendance
            && (para.is_text() || para.is_heading())
            && !para.is_item()
            && attendance::is_party_head(text)
            && decision_head(text).is_none()
        {
            return Some(Role::GroupHead(self.presence));
        }
        let line = if text.len() < 300 { AgendaLine::read(text) } else { None };
        let agenda_line = line.is_some();
        // A number that the list has had already is the heading of its item.
        let number = line.map(|l| l.number);
        let again = number.is_some_and(|n| n <= self.listed);
        match self.zone {
            Zone::Agenda if !para.is_heading() && !again && (agenda_line || para.kind() == BlockKind::Item { ordered: true }) => {
                self.listed = number.unwrap_or(self.listed + 1);
                if let Some((number, _)) = counted(self.letter, para) {
                    self.counted.insert(number, i);
                }
                return Some(Role::AgendaEntry);
            }
            Zone::Attendance if !agenda_line && is_attendee(para) => return Some(Role::Attendee),
            Zone::Agenda | Zone::Attendance => self.zone = Zone::Body,
            _ => {}
        }
        let entry = || agenda_line || self.treats_counted(para);
        if (para.is_heading() || (para.is_text() && !text.ends_with('.'))) && entry() {
            return Some(Role::AgendaHeading);
        }
        if decision_head(text).is_some() {
            return Some(Role::DecisionHead);
        }
        None
    }

    /// Whether a passage is the heading of an item that the agenda counts by its number alone: number and words are the same.
    fn treats_counted(&self, para: &Para<'_>) -> bool {
        let entry = |number: u32| self.counted.get(&number).and_then(|&i| counted(self.letter, &self.letter.paras[i]));
        let same = |(number, title)| entry(number).is_some_and(|(_, words)| same_words(words, title));
        !self.counted.is_empty() && counted(self.letter, para).is_some_and(same)
    }

    /// The role of a passage of the body.
    fn body_role(&mut self, i: usize, para: &Para<'_>) -> Role {
        let text = para.text();
        let listed = self.letter.paras.get(i + 1).is_some_and(Para::is_item);
        if para.is_heading() {
            self.zone = Zone::Body;
            if goal(behind_number(text)).is_some() {
                return Role::GoalHeading;
            }
            if leading_id(para).is_some() {
                return Role::MandateHeading;
            }
            if leads_in(para, listed) {
                return Role::LeadIn;
            }
            if is_caption(para) {
                return Role::Body;
            }
            if self.context.mandate.is_some() && INNER.begin(text) {
                return Role::InnerHeading;
            }
            return Role::Heading;
        }
        if self.zone == Zone::Head && self.layout.sections.is_empty() && self.title.is_some_and(|t| self.layout.roles.len() < t) {
            return Role::Unplaced;
        }
        if super::mandate_label::is_title(self.letter.paras, i) {
            return Role::MandateHeading;
        }
        if para.is_text() && leads_in(para, listed) {
            return Role::LeadIn;
        }
        Role::Body
    }

    /// Updates what the following passages stand under.
    fn place(&mut self, i: usize, para: &Para<'_>, role: &Role) {
        let BlockKind::Heading { level: mark, bold } = para.kind() else {
            match role {
                Role::LeadIn => self.context.lead_in = Some(i),
                Role::AgendaHeading | Role::MandateHeading => self.open_section(i, para, 0, false, role),
                // A list answers its lead-in until something else stands between.
                Role::Furniture | Role::Letterhead => {}
                // When an item is due stands between it and the next.
                _ if para.is_text() && begins_with(para.text(), &["frist:"]) => {}
                // The next number of a list is no answer to the one before.
                _ if para.is_item() && !(is_ordered(para) && self.context.lead_in.is_some_and(|lead| is_ordered(&self.letter.paras[lead]))) => {}
                _ => self.context.lead_in = None,
            }
            return;
        };
        self.context.lead_in = None;
        match role {
            Role::LeadIn => self.context.lead_in = Some(i),
            Role::AgendaHead | Role::AgendaHeading | Role::GoalHeading | Role::MandateHeading | Role::Heading => {
                self.open_section(i, para, mark, bold, role);
                // The items right below «Oppdrag 2024» are what is asked.
                self.context.lead_in = (*role == Role::Heading && heads_mandates(para.text())).then_some(i);
            }
            _ => {}
        }
    }

    fn open_section(&mut self, i: usize, para: &Para<'_>, mark: u8, bold: bool, role: &Role) {
        let level = self.level(para, mark, bold, role);
        self.outline.retain(|&(l, _)| l < level);
        let parent = self.outline.last().map(|&(_, s)| s);
        let text = para.text();
        match role {
            Role::AgendaHeading => {
                let number = AgendaLine::read(text).map(|line| line.number).or_else(|| Some(counted(self.letter, para)?.0));
                self.context = Context { agenda_item: number.or(self.context.agenda_item), ..Context::default() };
            }
            Role::GoalHeading => {
                self.context.mandate = None;
                self.context.goal = Some(self.layout.goals.len());
                if let Some((number, title)) = goal(behind_number(text)) {
                    let place = self.letter.whole(para);
                    self.letter.fired("goal/heading", place.span);
                    self.layout.goals.push(placed!(place, Goal { number: Some(number.to_owned()), title: title.to_owned() }));
                }
            }
            Role::MandateHeading => self.context.mandate = Some(i),
            _ => {
                self.context.mandate = None;
                let in_goal = self.ranks.goal.is_some_and(|g| level > g);
                self.context.goal = self.context.goal.filter(|_| in_goal);
            }
        }
        let place = self.letter.whole(para);
        // The number of a goal is in its title, that of its section before it.
        let counted = *role == Role::Heading || (*role == Role::GoalHeading && behind_number(&place.text).len() < place.text.len());
        let numbered = if counted { numbered(&place.text) } else { None };
        let (number, title) = match numbered {
            Some((number, title)) => (Some(number.to_owned()), title.to_owned()),
            None => (None, place.text.clone()),
        };
        let section = self.layout.sections.len();
        self.layout.sections.push(placed!(place, Section { level, number, title }));
        self.layout.parents.push(parent);
        self.outline.push((level, section));
        // A mandate's heading stands under its section; what follows stands in the mandate, and so in that section, too.
        self.context.section = if *role == Role::MandateHeading { parent } else { Some(section) };
    }

    /// The level of a line that is only bold, which its number tells beside the numbers above it, or such a line right before it.
    fn beside(&self, para: &Para<'_>, role: &Role) -> Option<u8> {
        let number = |section: usize| self.layout.sections[section].number.as_deref().and_then(depth);
        let own = if *role == Role::Heading { numbered(para.text()).and_then(|(number, _)| depth(number)) } else { None };
        let Some(own) = own else {
            let &(level, section) = self.outline.last().filter(|(level, _)| self.ranks.line == Some(*level))?;
            let alike = matches!(role, Role::Heading | Role::AgendaHead | Role::AgendaHeading) && number(section).is_none();
            return alike.then_some(level);
        };
        let above = self.outline.iter().rev().find_map(|&(level, section)| Some((level, number(section).filter(|above| *above <= own)?)));
        above.map(|(level, above)| if above == own { level } else { (level + 1).min(6) })
    }

    /// The outline level of a heading: its mark's, unless it belongs to a series that has one.
    fn level(&mut self, para: &Para<'_>, mark: u8, bold: bool, role: &Role) -> u8 {
        let innermost = self.outline.last().map_or(0, |&(l, _)| l);
        // A line that is only bold ranks with the marked headings that are bold, with such lines right before it, or below the last heading.
        let own = if mark > 0 { mark } else { self.ranks.bold.or_else(|| self.beside(para, role)).unwrap_or((innermost + 1).min(6)) };
        if mark > 0 && bold {
            self.ranks.bold = Some(mark);
        }
        let posts = para.findings.values.first().is_some_and(|v| v.range.start == 0 && matches!(v.kind, ValueKind::Posts(_)));
        self.ranks.line = (mark == 0 && matches!(role, Role::Heading | Role::AgendaHead)).then_some(own);
        match role {
            Role::AgendaHeading => *self.ranks.agenda.get_or_insert(own.max(1)),
            Role::GoalHeading => {
                self.ranks.container = None;
                self.ranks.mandate = None;
                *self.ranks.goal.get_or_insert(own)
            }
            Role::MandateHeading => {
                let below = self.ranks.container.map_or(own, |c| own.max(c + 1));
                *self.ranks.mandate.get_or_insert(below)
            }
            _ if is_container(para.text()) => {
                self.ranks.mandate = None;
                let below_goal = self.context.goal.and(self.ranks.goal).map_or(own, |g| own.max(g + 1));
                // Containers follow each other; the highest of them sets their rank.
                *self.ranks.container.insert(self.ranks.container.map_or(below_goal, |c| c.min(below_goal)))
            }
            _ if posts => *self.ranks.post.get_or_insert(own),
            _ => own,
        }
    }
}

/// How many parts a number of a section has: «2.1» two; none of one with letters.
fn depth(number: &str) -> Option<usize> {
    number.bytes().all(|b| b.is_ascii_digit() || b == b'.').then(|| number.split('.').filter(|part| !part.is_empty()).count())
}

fn is_ordered(para: &Para<'_>) -> bool {
    para.kind() == BlockKind::Item { ordered: true }
}

/// Whether the last sentence of a passage asks for the list below: «… ba X om å:», «X skal:», «… skal prioritere følgende:». It ends in a colon,
/// or, where a list follows, in no mark at all.
fn leads_in(para: &Para<'_>, listed: bool) -> bool {
    let text = para.text();
    let open = listed && text.ends_with(char::is_alphanumeric);
    let Some(words) = text.strip_suffix(':').or_else(|| open.then_some(text)) else { return false };
    // «Oppdrag:» above a list.
    if !open && para.is_text() && heads_mandates(words) {
        return true;
    }
    if para.findings.cues.is_empty() {
        return false;
    }
    let Some(last) = para.sentences().last() else { return false };
    let tail = words.trim_end();
    let first_cue = para.findings.cues.partition_point(|c| c.range.start < last.start);
    let these = || holds(tail, "ølgende oppdrag") || holds(tail, "ølgjande oppdrag");
    para.findings.cues[first_cue..].iter().any(|cue| match cue.kind {
        // «gis i oppdrag å:», but not «Nye oppdrag:»
        CueKind::Ask => !same_end(&text[cue.range.clone()], "oppdrag") || text[..cue.range.start].ends_with("i ") || these(),
        CueKind::Modal(Modality::Skal | Modality::Maa) => {
            let after = &text[cue.range.end..];
            after.is_empty() || super::obligation::leads_in(para, cue.range.end..text.len()) || holds(tail, "følgende") || holds(tail, "følgjande")
        }
        CueKind::Modal(_) | CueKind::Occasion => false,
    })
}

/// «Dokumentet er elektronisk signert …».
pub(super) fn is_signing_note(para: &Para<'_>) -> bool {
    let text = para.text();
    para.findings.mentions.has(Mentions::ELECTRONIC)
        && holds(text, "elektronisk ")
        && ["signert", "godkjent", "godkjend"].iter().any(|w| holds(text, w))
}

/// «**Tabell 1: Endringer**»: a bold line that names a table or a figure opens no section.
fn is_caption(para: &Para<'_>) -> bool {
    let numbered = |word| para.text().strip_prefix(word).is_some_and(|rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()));
    matches!(para.kind(), BlockKind::Heading { level: 0, .. }) && ["Tabell ", "Figur "].into_iter().any(numbered)
}

/// The range of a mandate id that opens a passage, or a heading behind its number («1.1 Oppdrag 2025-04 Plan»), and where its title begins.
pub(crate) fn leading_id<'p>(para: &'p Para<'_>) -> Option<(&'p str, usize)> {
    let first = para.findings.values.first().filter(|v| para.opens_at(v.range.start))?;
    match &first.kind {
        ValueKind::MandateId(id) => {
            let rest = &para.text()[first.range.end..];
            let gap = rest.len() - rest.trim_start_matches([' ', ':', '–', '-', '.']).len();
            Some((id, first.range.end + gap))
        }
        _ => None,
    }
}

/// The goal's number, or its words where it has none.
pub(super) fn goal_name(layout: &Layout, goal: usize) -> String {
    layout.goals.get(goal).map(|g| g.number.clone().unwrap_or_else(|| g.title.clone())).unwrap_or_default()
}

/// Whether the first line of a passage is the head of a calendar, «Dato  Sak», and no label of the header.
fn heads_calendar(letter: &Letter<'_, '_>, para: &Para<'_>) -> bool {
    letter.lines(para).next().is_some_and(|line| calendar_head(&letter.source.text[line.range()]).is_some())
}

/// Whether a passage is nothing but a case number or a date.
fn is_header_value(para: &Para<'_>) -> bool {
    let text = para.text();
    let date = para.findings.values.first().is_some_and(|v| matches!(v.kind, ValueKind::Moment(_)) && v.range == (0..text.len()));
    let reference = case_number(text).is_some_and(|len| {
        let rest = text[len..].trim();
        rest.is_empty() || para.findings.values.iter().any(|v| matches!(v.kind, ValueKind::Moment(_)) && text[v.range.clone()] == *rest)
    });
    date || reference
}

/// How many passages stand at most from the place and day of signing to the end of a letter.
const SIGNERS: usize = 8;

/// «utenriksministeren», «helse- og omsorgsministeren», alone: who signs for a minister.
fn is_minister(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or("");
    words.len() < 60 && words.starts_with(char::is_lowercase) && (last.ends_with("ministeren") || last.ends_with("statsråden"))
}

/// «Oslo, 15. januar 2026», alone.
fn is_place_and_day(para: &Para<'_>) -> bool {
    let text = para.text();
    let [day] = para.findings.values.as_slice() else { return false };
    let place = text[..day.range.start].trim_end();
    matches!(day.kind, ValueKind::Moment(_))
        && day.range.end == text.len()
        && para.is_text()
        && place.ends_with(',')
        && (!place.contains(' ') || is_crest(place.trim_end_matches(',')))
}

/// Whether a passage is names and titles, not a sentence.
fn is_attendee(para: &Para<'_>) -> bool {
    let text = para.text();
    para.passage.table.is_some()
        || para.is_text() && text.len() < 400 && !text.ends_with('.') && para.findings.cues.is_empty() && text.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_crest_in_bold_and_a_day_above_a_label_are_of_the_head() {
        let text = "**Prøvedepartementet**\n\nPrøven SF\nStorgata 4\n6800 FJORDHEIM\n\n12. januar 2026\nVår ref. 26/14\n\n# Oppdragsdokument 2026 til Prøven SF\n\nPrøven SF skal øve.\n";
        let letter = &crate::parse(text).documents[0];
        assert_eq!(letter.issuer.name.as_deref(), Some("Prøvedepartementet"));
        assert_eq!(letter.date.map(|d| d.to_string()).as_deref(), Some("2026-01-12"));
        assert_eq!(letter.our_ref.as_deref(), Some("26/14"));
        assert!(letter.sections.is_empty(), "the name of the sender is no section");
    }

    #[test]
    fn numbers_of_bold_lines_tell_their_levels() {
        let text = "# Protokoll fra foretaksmøte i Prøve SF\n\n**Dagsorden**\n\nSak 1 Krav\n\n**Sak 1 Krav**\n\n**1 Mål**\n\nFørst.\n\n**1.1 Drift**\n\nSå.\n\n**Støtte**\n\nOgså.\n\n**Tilsyn**\n\nOgså.\n\n**2 Penger**\n\nSist.\n";
        let letter = &crate::parse(text).documents[0];
        let seen: Vec<_> = letter.sections.iter().map(|s| (s.level, s.title.as_str())).collect();
        assert_eq!(seen, [(1, "Dagsorden"), (1, "Sak 1 Krav"), (2, "Mål"), (3, "Drift"), (4, "Støtte"), (4, "Tilsyn"), (2, "Penger")]);
    }

    #[test]
    fn a_ministry_and_a_day_stand_above_a_signature() {
        let text = "# Oppdragsdokument 2026 til Prøve RHF\n\nPrøve RHF skal øve.\n\nHelse- og omsorgsdepartementet, 12. januar 2026\n\nKari Nordby\n";
        let signed = &crate::parse(text).documents[0].signatories;
        assert_eq!(signed.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Kari Nordby"]);
    }
}
