//! Mandates through the letters: given, made clearer, moved, paid for, withheld, taken back.

use std::collections::HashMap;

use super::series::Series;
use super::{Letter, plain};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BudgetLine, Effect, Mandate, MandateEntry, MandateEvent, MandateLife, MandateState, MandateStatus, PostNumber, Record};
use crate::value::id::is_count;

/// The mandates of a series, and which of them a letter's own keys mean.
pub(crate) struct Lives {
    all: Vec<MandateLife>,
    /// How many lives an id, or the key of a mandate without one, has had.
    times: HashMap<String, usize>,
    /// The life that an id, or the key of a mandate without one, stands for after the last letter read.
    current: HashMap<String, usize>,
    /// The life of a mandate of a letter: by the letter's index and the mandate's key there.
    of_letter: HashMap<(usize, String), usize>,
}

impl Lives {
    pub(crate) fn new(series: &Series<'_>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut lives = Self { all: Vec::new(), times: HashMap::new(), current: HashMap::new(), of_letter: HashMap::new() };
        for letter in &series.letters {
            for mandate in &letter.document.mandates {
                lives.read(letter, mandate, diagnostics);
            }
            lives.fund(letter);
        }
        lives
    }

    /// The lives, each in the order of the letters.
    pub(crate) fn finish(mut self, series: &Series<'_>) -> Vec<MandateLife> {
        let order: HashMap<&str, usize> = series.letters.iter().map(|l| (l.id.as_str(), l.index)).collect();
        for life in &mut self.all {
            life.entries.sort_by_key(|e| (order.get(e.document.as_str()).copied(), e.span.start));
        }
        self.all
    }

    pub(crate) fn life_mut(&mut self, at: usize) -> &mut MandateLife {
        &mut self.all[at]
    }

    /// The life of a mandate by the key it has in a letter.
    pub(crate) fn of(&self, letter: &Letter<'_>, key: &str) -> Option<usize> {
        self.of_letter.get(&(letter.index, key.to_owned())).copied()
    }

    /// The life whose id stands in a sentence, if exactly one does.
    pub(crate) fn named_in(&self, sentence: &str) -> Option<usize> {
        let mut found = None;
        let words = sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '/'))).map(|w| w.trim_matches(['-', '/']));
        // A bare number is no name of a mandate: «innen 1. mai».
        for at in words.filter(|word| !is_count(word)).filter_map(|word| self.current.get(&identity(word)).copied()) {
            if found.is_some_and(|known| known != at) {
                return None;
            }
            found = Some(at);
        }
        found
    }

    /// Takes a mandate of a letter into its life, or begins one.
    fn read(&mut self, letter: &Letter<'_>, mandate: &Mandate, diagnostics: &mut Vec<Diagnostic>) {
        let identity = mandate.id.as_deref().map_or_else(|| mandate.key.clone(), identity);
        let known = self.current.get(&identity).copied().filter(|&at| !self.is_reused(at, letter, mandate, diagnostics));
        let first = known.is_none_or(|at| self.all[at].given_in.is_none() && self.all[at].state == MandateState::InForce);
        let at = known.unwrap_or_else(|| self.begin(identity, mandate.id.clone(), &mandate.key));
        let life = &mut self.all[at];
        let event = match mandate.status {
            MandateStatus::Withheld => MandateEvent::Withheld,
            MandateStatus::Withdrawn => MandateEvent::Withdrawn,
            MandateStatus::Given if life.given_in.is_none() || life.title.is_none() && life.id.is_some() => MandateEvent::Given,
            MandateStatus::Given if life.entries.iter().any(|e| e.text == mandate.text) => MandateEvent::Repeated,
            MandateStatus::Given | MandateStatus::Clarified => MandateEvent::Clarified,
        };
        if first && matches!(event, MandateEvent::Clarified | MandateEvent::Withdrawn) {
            let message = format!("{} is named here, and no letter at hand gives it", life.key);
            diagnostics.push(letter.report(Code::MandateUnknown, "mandates", Some(&letter.place(mandate)), message));
        }
        life.state = match event {
            MandateEvent::Withdrawn => MandateState::Withdrawn,
            MandateEvent::Withheld if life.given_in.is_none() => MandateState::Withheld,
            MandateEvent::Withheld => life.state,
            _ => MandateState::InForce,
        };
        if matches!(event, MandateEvent::Given | MandateEvent::Withheld) && life.given_in.is_none() {
            life.given_in = Some(letter.id.clone());
            life.form = Some(mandate.form);
        }
        life.title = life.title.take().or_else(|| title(mandate).map(str::to_owned));
        life.entries.push(entry(letter, event, mandate));
        self.of_letter.insert((letter.index, mandate.key.clone()), at);
    }

    /// Whether a letter uses the id of a life for something else: it gives a mandate of that id and another title.
    fn is_reused(&self, at: usize, letter: &Letter<'_>, mandate: &Mandate, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let life = &self.all[at];
        // Every letter counts its own mandates from 1; the same words or title tell that it means an earlier one.
        if life.id.as_deref().is_some_and(is_count) && mandate.status == MandateStatus::Given {
            let same_title = life.title.as_deref().map(plain).zip(title(mandate).map(plain)).is_some_and(|(old, new)| old == new);
            return !same_title && life.entries.iter().all(|e| e.text != mandate.text);
        }
        let (Some(id), Some(before), Some(now)) = (&life.id, &life.title, title(mandate)) else { return false };
        let (old, new) = (plain(before), plain(now));
        let other = !old.starts_with(&new) && !new.starts_with(&old) && mandate.status != MandateStatus::Withdrawn;
        if other {
            let first = life.entries.first().map_or("", |e| e.document.as_str());
            let message = format!("the id {id} stands for «{now}» here and for «{before}» in {first}");
            diagnostics.push(letter.report(Code::IdReused, "mandates", Some(&letter.place(mandate)), message));
        }
        other && mandate.status == MandateStatus::Given
    }

    fn begin(&mut self, identity: String, id: Option<String>, key: &str) -> usize {
        let wanted = id.as_deref().unwrap_or(key);
        let times = self.times.entry(wanted.to_owned()).or_default();
        *times += 1;
        let key = if *times == 1 { wanted.to_owned() } else { format!("{wanted}#{times}") };
        let life = MandateLife {
            key,
            id,
            title: None,
            form: None,
            given_in: None,
            state: MandateState::InForce,
            entries: Vec::new(),
            open_deadlines: Vec::new(),
            closed_deadlines: Vec::new(),
        };
        self.current.insert(identity, self.all.len());
        self.all.push(life);
        self.all.len() - 1
    }

    /// Notes the money that a letter gives for mandates, once for each sum on a post.
    fn fund(&mut self, letter: &Letter<'_>) {
        let lines = letter.document.budget_lines.iter().filter(|l| l.effect != Effect::Authority);
        let mut paid: Vec<(usize, &BudgetLine)> = Vec::new();
        for (id, line) in lines.filter_map(|l| Some((l.mandate.clone()?, l))) {
            let known = self.current.get(&identity(&id)).copied();
            let at = known.unwrap_or_else(|| self.begin(identity(&id), Some(id.clone()), &id));
            let same = |other: &BudgetLine| (other.kapittel, other.post, other.amount.nok) == (line.kapittel, line.post, line.amount.nok);
            // Money said again is money once.
            if !line.counted && line.effect != Effect::OfWhich && paid.iter().any(|(life, other)| *life == at && same(other)) {
                continue;
            }
            paid.push((at, line));
            let post = Some(PostNumber { kapittel: line.kapittel, post: line.post });
            let entry = MandateEntry { nok: Some(line.amount.nok), post, ..entry(letter, MandateEvent::Funded, line) };
            self.all[at].entries.push(entry);
        }
    }
}

/// A mandate's title without the remark behind it that it is withheld or withdrawn.
fn title(mandate: &Mandate) -> Option<&str> {
    let title = mandate.title.as_deref()?;
    let remarked = matches!(mandate.status, MandateStatus::Withheld | MandateStatus::Withdrawn) && title.ends_with(')');
    let bare = if remarked { title.rfind('(').map_or(title, |at| &title[..at]) } else { title };
    Some(bare.trim()).filter(|t| !t.is_empty())
}

/// An id as it is compared: without spaces, in capitals.
fn identity(id: &str) -> String {
    id.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

pub(crate) fn entry(letter: &Letter<'_>, event: MandateEvent, record: &impl Record) -> MandateEntry {
    MandateEntry {
        document: letter.id.clone(),
        event,
        nok: None,
        post: None,
        text: record.text().to_owned(),
        pieces: record.pieces().to_vec(),
        span: record.span(),
        line: record.line(),
    }
}
