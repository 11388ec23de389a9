//! The posts' ledger: every letter's lines booked in order, each by an explicit rule, and every stated figure checked against the balance.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::series::{Series, is_base};
use super::stated::{Correction, clarified, corrections};
use super::{Letter, plain};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Amount, BalanceCheck, BalanceCheckKind, BudgetLine, CheckStatus, Document, Effect, LetterPlace, Opening, Origin, PostEntry, PostHistory,
    PostNumber, PostShare, Record, Rule, Section, Side,
};
use crate::span::Span;

/// The history of every post, by kapittel and post.
pub(crate) fn posts(series: &Series<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<PostHistory> {
    let mut accounts: BTreeMap<PostNumber, Account> = BTreeMap::new();
    for letter in &series.letters {
        let steps = Steps::of(letter, &accounts);
        for (number, steps) in steps.by_post {
            let account = accounts.entry(number).or_insert_with(|| Account::new(number));
            Booking { account, letter, diagnostics }.book(&steps);
        }
    }
    accounts.into_values().map(|account| account.history).collect()
}

/// Something that a letter does to a post.
enum Step<'a> {
    Line {
        line: &'a BudgetLine,
        counterpart: Option<PostNumber>,
    },
    Repeated(&'a BudgetLine),
    Clarified(&'a Section),
    Restated(&'a BudgetLine),
    Corrected(Correction<'a>),
    /// A budget line that states only what the post is to be.
    Stated(&'a BudgetLine, &'a Amount),
}

impl Step<'_> {
    /// The record that says it.
    fn record(&self) -> &dyn Record {
        match self {
            Self::Line { line, .. } | Self::Repeated(line) | Self::Restated(line) | Self::Stated(line, _) => *line,
            Self::Clarified(section) => *section,
            Self::Corrected(correction) => correction.sentence,
        }
    }

    const fn line(&self) -> Option<&BudgetLine> {
        match self {
            Self::Line { line, .. } | Self::Repeated(line) | Self::Restated(line) | Self::Stated(line, _) => Some(line),
            Self::Clarified(_) | Self::Corrected(_) => None,
        }
    }

    /// Whether the step says what the post is to be, whatever it was. Such steps come last: they hold for the letter as a whole.
    const fn sets(&self) -> bool {
        matches!(self, Self::Restated(_) | Self::Corrected(_) | Self::Stated(..))
    }
}

/// The steps of a letter, post by post, in the order in which they are booked.
struct Steps<'a> {
    by_post: BTreeMap<PostNumber, Vec<Step<'a>>>,
}

impl<'a> Steps<'a> {
    fn of(letter: &Letter<'a>, accounts: &BTreeMap<PostNumber, Account>) -> Self {
        let document = letter.document;
        let restated = restated(letter, accounts);
        let moves = moves(document);
        let mut tables: HashMap<PostNumber, Vec<&BudgetLine>> = HashMap::new();
        let mut steps = Self { by_post: BTreeMap::new() };
        for (i, line) in document.budget_lines.iter().enumerate() {
            let number = number(line);
            let said_before = tables.get(&number).is_some_and(|rows| rows.iter().any(|row| same_row(row, line)));
            let share = is_share(line);
            let step = match &line.total {
                Some(total) if !line.counted && !share && line.origin == Origin::Prose => Step::Stated(line, total),
                _ if share => Step::Line { line, counterpart: None },
                _ if !line.counted || said_before => Step::Repeated(line),
                _ if restated.contains(&i) => Step::Restated(line),
                _ => Step::Line { line, counterpart: moves.get(&i).copied() },
            };
            if line.origin == Origin::Table && line.counted {
                tables.entry(number).or_default().push(line);
            }
            steps.add(number, step);
        }
        for correction in corrections(document) {
            steps.add(PostNumber { kapittel: correction.kapittel, post: correction.post }, Step::Corrected(correction));
        }
        for (kapittel, post, section) in clarified(document) {
            steps.add(PostNumber { kapittel, post }, Step::Clarified(section));
        }
        for steps in steps.by_post.values_mut() {
            steps.sort_by_key(|s| (s.sets(), s.record().span().start));
        }
        steps
    }

    fn add(&mut self, number: PostNumber, step: Step<'a>) {
        self.by_post.entry(number).or_default().push(step);
    }
}

const fn number(line: &BudgetLine) -> PostNumber {
    PostNumber { kapittel: line.kapittel, post: line.post }
}

/// Whether two rows of a letter's tables say the same: the same post, name and figures.
fn same_row(a: &BudgetLine, b: &BudgetLine) -> bool {
    let nok = |amount: &Option<Amount>| amount.as_ref().map(|a| a.nok);
    let names = match (&a.name, &b.name) {
        (Some(a), Some(b)) => plain(a) == plain(b),
        _ => true,
    };
    b.origin == Origin::Table
        && names
        && (a.effect, a.amount.nok) == (b.effect, b.amount.nok)
        && (nok(&a.earlier), nok(&a.total)) == (nok(&b.earlier), nok(&b.total))
}

/// The lines of a full table that says anew what posts have, by index. It is one when at least half of its rows that meet a balance repeat it,
/// when the letter is called a correction, or when it is another base letter.
fn restated(letter: &Letter<'_>, accounts: &BTreeMap<PostNumber, Account>) -> HashSet<usize> {
    let lines = letter.document.budget_lines.iter().enumerate();
    let plain_row = |l: &BudgetLine| {
        l.counted && l.origin == Origin::Table && l.earlier.is_none() && l.total.is_none() && matches!(l.effect, Effect::Grant | Effect::Requirement)
    };
    let rows = lines.filter(|(_, l)| plain_row(l)).filter_map(|(i, l)| accounts.get(&number(l)).filter(|a| a.begun()).map(|a| (i, l, a)));
    let rows: Vec<(usize, &BudgetLine, &Account)> = rows.collect();
    let mut times: HashMap<PostNumber, usize> = HashMap::new();
    for (_, line, _) in &rows {
        *times.entry(number(line)).or_default() += 1;
    }
    let repeating = rows
        .iter()
        .filter(|(_, line, account)| line.amount.nok.saturating_sub(account.history.total).saturating_abs() < line.amount.granularity.max(1))
        .count();
    let called = letter.document.title.as_deref().map(str::to_lowercase).is_some_and(|t| t.contains("korriger") || t.contains("rettelse"));
    let anew = is_base(letter.document.kind) || called || (repeating > 0 && repeating * 2 >= rows.len());
    // Several rows on one post each give a part of it; none of them is the whole.
    rows.iter().filter(|(_, line, _)| anew && times.get(&number(line)) == Some(&1)).map(|(i, ..)| *i).collect()
}

/// The lines that move a sum within one sentence, by index, with the post at the other end.
fn moves(document: &Document) -> HashMap<usize, PostNumber> {
    let mut sentences: HashMap<Span, Vec<usize>> = HashMap::new();
    for (i, line) in document.budget_lines.iter().enumerate() {
        if line.counted && line.origin == Origin::Prose {
            sentences.entry(line.span).or_default().push(i);
        }
    }
    let mut moves = HashMap::new();
    for pair in sentences.into_values() {
        let [a, b] = pair[..] else { continue };
        let (from, to) = (&document.budget_lines[a], &document.budget_lines[b]);
        if number(from) != number(to) && from.amount.nok != 0 && from.amount.nok.checked_add(to.amount.nok) == Some(0) {
            moves.extend([(a, number(to)), (b, number(from))]);
        }
    }
    moves
}

/// A post while its letters are booked.
struct Account {
    history: PostHistory,
    /// What the last digits of the booked figures are worth together, in kroner: how far off the balance may be is half of it.
    digits: i64,
    /// How many gaps in the series were before the last letter that stated the balance.
    known: usize,
    /// The last step that moved the balance.
    last: Option<LetterPlace>,
}

impl Account {
    fn new(PostNumber { kapittel, post }: PostNumber) -> Self {
        let side = if kapittel >= 3000 { Side::Income } else { Side::Expense };
        let history =
            PostHistory { kapittel, post, name: None, side, opening: Opening::BaseLetter, entries: Vec::new(), shares: Vec::new(), total: 0 };
        Self { history, digits: 0, known: 0, last: None }
    }

    /// Whether anything was booked that moved the balance.
    const fn begun(&self) -> bool {
        self.last.is_some()
    }

    fn status(&self, stated: i64, granularity: i64, computed: i64) -> CheckStatus {
        match stated.saturating_sub(computed).saturating_abs() {
            0 => CheckStatus::Holds,
            off if off <= self.digits.saturating_add(granularity) / 2 => CheckStatus::Rounding,
            _ => CheckStatus::Fails,
        }
    }
}

/// The balance before a letter, by what the letter states.
struct Before<'a> {
    /// The step that states it, by index.
    step: usize,
    nok: i64,
    granularity: i64,
    record: &'a dyn Record,
}

impl<'a> Before<'a> {
    /// From «Tidligere tildeling»; from «Sum tildeling» less what the letter gives; or from what the post is to be less what it gives.
    fn of(steps: &'a [Step<'_>]) -> Option<Self> {
        let mut added = None;
        steps.iter().enumerate().find_map(|(step, at)| {
            let sum = added.unwrap_or(0_i64);
            let (stated, given): (_, i64) = match at {
                Step::Line { line, .. } if !is_share(line) => {
                    let after = sum.saturating_add(line.amount.nok);
                    added = Some(after);
                    line.earlier.as_ref().map(|earlier| (earlier, sum)).or(line.total.as_ref().map(|total| (total, after)))?
                }
                Step::Restated(line) => (&line.amount, added?),
                Step::Stated(_, total) => (*total, added?),
                Step::Corrected(correction) => (&correction.amount, added?),
                _ => return None,
            };
            Some(Self { step, nok: stated.nok.saturating_sub(given), granularity: stated.granularity, record: at.record() })
        })
    }
}

const fn is_share(line: &BudgetLine) -> bool {
    matches!(line.effect, Effect::OfWhich | Effect::Authority)
}

/// The booking of one letter on one post.
struct Booking<'b, 'a> {
    account: &'b mut Account,
    letter: &'b Letter<'a>,
    diagnostics: &'b mut Vec<Diagnostic>,
}

impl Booking<'_, '_> {
    fn book(&mut self, steps: &[Step<'_>]) {
        if self.account.history.entries.is_empty() && self.letter.gaps > 0 {
            self.account.history.opening = Opening::Unknown;
        }
        let derived = self.bring_forward(steps);
        let mut moved = false;
        for (i, step) in steps.iter().enumerate() {
            if let Some(line) = step.line() {
                let name = &mut self.account.history.name;
                *name = name.take().or_else(|| line.name.clone());
            }
            let derived = derived == Some(i);
            let correction = moved.then_some(BalanceCheckKind::Correction).filter(|_| !derived);
            match step {
                Step::Line { line, .. } if is_share(line) => self.share(line),
                Step::Line { line, counterpart } => {
                    self.add(line, *counterpart, derived);
                    moved = true;
                }
                Step::Repeated(line) => self.push(self.line_entry(Rule::Repeated, line)),
                Step::Clarified(section) => self.push(self.entry(Rule::Clarification, *section)),
                Step::Restated(line) => {
                    let check = correction.map(|_| BalanceCheckKind::Restated);
                    self.set(self.line_entry(Rule::Restated, line), &line.amount, check);
                }
                Step::Stated(line, total) => self.set(self.line_entry(Rule::Correction, line), total, correction),
                Step::Corrected(Correction { amount, sentence, .. }) => self.set(self.entry(Rule::Correction, *sentence), amount, correction),
            }
        }
    }

    /// Takes the balance before this letter from what the letter states, where letters before it are missing. The step that states it, by index:
    /// its figure cannot be checked.
    fn bring_forward(&mut self, steps: &[Step<'_>]) -> Option<usize> {
        if self.letter.gaps <= self.account.known {
            return None;
        }
        let Before { step, nok, granularity, record } = Before::of(steps)?;
        let balance = self.account.history.total;
        let begun = self.account.begun();
        if begun && self.account.status(nok, granularity, balance) != CheckStatus::Fails {
            return None;
        }
        self.account.known = self.letter.gaps;
        self.account.digits = granularity;
        self.opening_stated();
        let difference = nok.saturating_sub(balance);
        if difference != 0 {
            let entry = PostEntry { nok: difference, ..self.entry(Rule::BroughtForward, record) };
            let at = self.letter.place(&entry);
            let PostHistory { kapittel, post, .. } = self.account.history;
            let message = format!(
                "kap. {kapittel} post {post}: the letter counts from {nok} kroner before it, the letters at hand give {balance}; the rest is of letters that are missing"
            );
            self.diagnostics.push(self.letter.report(Code::BalanceBroughtForward, "posts", Some(&at), message));
            self.push(entry);
        }
        Some(step)
    }

    /// Notes that a letter tells what was given before, after letters that do not.
    fn opening_stated(&mut self) {
        let opening = &mut self.account.history.opening;
        if *opening == Opening::Unknown {
            *opening = Opening::Stated;
        }
    }

    /// Books a line that adds.
    fn add(&mut self, line: &BudgetLine, counterpart: Option<PostNumber>, derived: bool) {
        let rule = match (line.origin, line.effect) {
            _ if counterpart.is_some() => Rule::Moved,
            (Origin::Prose, _) => Rule::ProseOnly,
            (Origin::Table, Effect::Change) => Rule::Change,
            (Origin::Table, _) => Rule::Grant,
        };
        let mut entry = PostEntry { counterpart, nok: line.amount.nok, ..self.line_entry(rule, line) };
        if let Some(earlier) = &line.earlier
            && !derived
        {
            let check = self.check(BalanceCheckKind::Earlier, earlier, self.account.history.total, &entry);
            self.round(&check, earlier, line);
            entry.checks.push(check);
        }
        self.account.digits = self.account.digits.saturating_add(line.amount.granularity);
        if let Some(total) = &line.total {
            let computed = self.account.history.total.saturating_add(entry.nok);
            // What the balance before was taken from cannot also prove the balance after.
            if !derived || line.earlier.is_some() {
                let check = self.check(BalanceCheckKind::Total, total, computed, &entry);
                entry.checks.push(check);
            }
        }
        self.report_failure(&entry);
        let rounding = entry.checks.iter().find(|c| c.kind == BalanceCheckKind::Total && c.status == CheckStatus::Rounding).cloned();
        self.push(entry);
        if let (Some(check), Some(total)) = (rounding, &line.total) {
            self.round(&check, total, line);
        }
    }

    /// Books a step that says what the post is to be.
    fn set(&mut self, mut entry: PostEntry, amount: &Amount, check: Option<BalanceCheckKind>) {
        let before = self.account.history.total;
        entry.checks.extend(check.map(|kind| self.check(kind, amount, before, &entry)));
        self.report_failure(&entry);
        let coarser = entry.checks.iter().any(|c| c.status == CheckStatus::Rounding) && amount.granularity > self.account.digits;
        // An amount that only says the balance again, less finely, leaves it as it is.
        entry.nok = if coarser { 0 } else { amount.nok.saturating_sub(before) };
        entry.amount = Some(amount.clone());
        if !coarser {
            self.account.digits = amount.granularity;
        }
        self.account.known = self.letter.gaps;
        self.opening_stated();
        self.push(entry);
    }

    /// Takes over a figure that says the balance more finely than the rounded amounts that it is made of.
    fn round(&mut self, check: &BalanceCheck, stated: &Amount, line: &BudgetLine) {
        self.account.known = self.letter.gaps;
        if check.status == CheckStatus::Rounding && stated.granularity < self.account.digits {
            self.account.digits = stated.granularity;
            let nok = stated.nok.saturating_sub(self.account.history.total);
            let entry = PostEntry { nok, amount: Some(stated.clone()), ..self.entry(Rule::Rounded, line) };
            self.push(entry);
        }
    }

    fn share(&mut self, line: &BudgetLine) {
        self.account.history.shares.push(PostShare {
            document: self.letter.id.clone(),
            effect: line.effect,
            nok: line.amount.nok,
            key: line.key.clone(),
            purpose: line.purpose.clone(),
            mandate: line.mandate.clone(),
            text: line.text.clone(),
            pieces: line.pieces.clone(),
            span: line.span,
            line: line.line,
        });
    }

    fn check(&self, kind: BalanceCheckKind, stated: &Amount, computed: i64, entry: &PostEntry) -> BalanceCheck {
        BalanceCheck {
            kind,
            status: self.account.status(stated.nok, stated.granularity, computed),
            stated: stated.nok,
            computed,
            stated_at: self.letter.place(entry),
            computed_at: self.account.last.clone(),
        }
    }

    /// Says which check of a step fails; what follows of it is not said again.
    fn report_failure(&mut self, entry: &PostEntry) {
        let Some(check) = entry.checks.iter().find(|c| c.status == CheckStatus::Fails) else { return };
        let PostHistory { kapittel, post, .. } = self.account.history;
        let what = match check.kind {
            BalanceCheckKind::Earlier => "was given before it",
            BalanceCheckKind::Total => "is given after it",
            BalanceCheckKind::Correction | BalanceCheckKind::Restated => "the post is to have",
        };
        let message =
            format!("kap. {kapittel} post {post}: the letter states {} kroner as what {what}, the letters come to {}", check.stated, check.computed);
        self.diagnostics.push(self.letter.report(Code::SumMismatch, "posts", Some(&check.stated_at), message));
    }

    fn entry(&self, rule: Rule, record: &dyn Record) -> PostEntry {
        PostEntry {
            document: self.letter.id.clone(),
            rule,
            effect: None,
            nok: 0,
            balance: 0,
            amount: None,
            key: None,
            purpose: None,
            mandate: None,
            counterpart: None,
            inferred: Vec::new(),
            checks: Vec::new(),
            text: record.text().to_owned(),
            pieces: record.pieces().to_vec(),
            span: record.span(),
            line: record.line(),
        }
    }

    fn line_entry(&self, rule: Rule, line: &BudgetLine) -> PostEntry {
        PostEntry {
            effect: Some(line.effect),
            amount: Some(line.amount.clone()),
            key: Some(line.key.clone()),
            purpose: line.purpose.clone(),
            mandate: line.mandate.clone(),
            inferred: line.inferred.clone(),
            ..self.entry(rule, line)
        }
    }

    /// Writes the step down, with the balance after it.
    fn push(&mut self, mut entry: PostEntry) {
        let history = &mut self.account.history;
        entry.balance = history.total.saturating_add(entry.nok);
        history.total = entry.balance;
        if !matches!(entry.rule, Rule::Repeated | Rule::Clarification) {
            self.account.last = Some(self.letter.place(&entry));
        }
        history.entries.push(entry);
    }
}
