//! The posts' ledger: every letter's steps booked in order, and every stated figure checked against the balance.

use std::collections::BTreeMap;

use super::Letter;
use super::series::Series;
use super::steps::{Step, steps};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Amount, BalanceCheck, BalanceCheckKind, BudgetLine, CheckStatus, Effect, LetterPlace, Opening, Origin, PostEntry, PostHistory, PostNumber,
    PostShare, Record, Rule, Side,
};

/// The history of every post, by kapittel and post.
pub(crate) fn posts(series: &Series<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<PostHistory> {
    let mut accounts: BTreeMap<PostNumber, Account> = BTreeMap::new();
    for letter in &series.letters {
        let balance = |number| accounts.get(&number).filter(|account| account.begun()).map(|account| account.history.total);
        for (number, steps) in steps(letter, balance, diagnostics) {
            let account = accounts.entry(number).or_insert_with(|| Account::new(number));
            Booking { account, letter, diagnostics }.book(&steps);
        }
    }
    for PostHistory { kapittel, post, entries, .. } in accounts.values().filter(|account| account.is_unknown()).map(|account| &account.history) {
        let Some((first, letter)) = entries.first().and_then(|e| Some((e, series.letters.iter().find(|l| l.id == e.document)?))) else { continue };
        let message = format!("kap. {kapittel} post {post}: no letter at hand states what was given before; the balance is what these letters give");
        diagnostics.push(letter.report(Code::BalanceUnknown, "posts", Some(&letter.place(first)), message));
    }
    accounts.into_values().map(|account| account.history).collect()
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

    /// Whether the balance starts from zero only because nothing else is known.
    fn is_unknown(&self) -> bool {
        self.begun() && self.history.opening == Opening::Unknown
    }

    fn status(&self, stated: Figure, computed: i64) -> CheckStatus {
        match stated.nok.saturating_sub(computed).saturating_abs() {
            0 => CheckStatus::Holds,
            off if off <= self.digits.saturating_add(stated.granularity) / 2 => CheckStatus::Rounding,
            _ => CheckStatus::Fails,
        }
    }
}

/// A sum in kroner, and what its last digit is worth.
#[derive(Clone, Copy)]
struct Figure {
    nok: i64,
    granularity: i64,
}

impl Figure {
    const fn of(amount: &Amount) -> Self {
        Self { nok: amount.nok, granularity: amount.granularity }
    }
}

/// The balance before a letter, by what the letter states.
struct Before<'a> {
    /// The step that states it, by index.
    step: usize,
    figure: Figure,
    record: &'a dyn Record,
}

impl<'a> Before<'a> {
    /// From «Tidligere tildeling»; from «Sum tildeling» less what the letter gives; or from what the post is to be less what it gives.
    fn of(steps: &'a [Step<'_>]) -> Option<Self> {
        let mut added = None;
        steps.iter().enumerate().find_map(|(step, at)| {
            let sum = added.unwrap_or(0_i64);
            let (stated, given) = match at {
                Step::Line { line, .. } => {
                    let after = sum.saturating_add(line.amount.nok);
                    added = Some(after);
                    let earlier = line.earlier.as_ref().map(|earlier| (Figure::of(earlier), sum));
                    earlier.or(total_of_row(line).map(|total| (Figure::of(total), after)))?
                }
                Step::Restated(line, all) => (Figure { nok: *all, ..Figure::of(&line.amount) }, added?),
                Step::Stated(_, total) | Step::Corrected(total, _) => (Figure::of(total), added?),
                _ => return None,
            };
            let figure = Figure { nok: stated.nok.saturating_sub(given), ..stated };
            Some(Self { step, figure, record: at.record() })
        })
    }
}

/// «Sum tildeling» of a row; what a sentence ends in is a step of its own.
fn total_of_row(line: &BudgetLine) -> Option<&Amount> {
    line.total.as_ref().filter(|_| line.origin == Origin::Table)
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
                Step::Share(line) => self.share(line),
                Step::Line { line, counterpart } => {
                    self.add(line, *counterpart, derived);
                    moved = true;
                }
                Step::Repeated(line) => self.push(self.line_entry(Rule::Repeated, line)),
                Step::Clarified(section) => self.push(self.entry(Rule::Clarification, *section)),
                Step::Restated(line, all) => {
                    let check = correction.map(|_| BalanceCheckKind::Restated);
                    self.set(self.line_entry(Rule::Restated, line), Figure { nok: *all, ..Figure::of(&line.amount) }, check);
                }
                Step::Stated(line, total) => self.set(self.line_entry(Rule::Correction, line), Figure::of(total), correction),
                Step::Corrected(total, place) => {
                    let entry = PostEntry { amount: Some((*total).clone()), ..self.entry(Rule::Correction, *place) };
                    self.set(entry, Figure::of(total), correction);
                }
            }
        }
    }

    /// Takes the balance before this letter from what the letter states, where letters before it are missing. The step that states it, by index:
    /// its figure cannot be checked.
    fn bring_forward(&mut self, steps: &[Step<'_>]) -> Option<usize> {
        if self.letter.gaps <= self.account.known {
            return None;
        }
        let Before { step, figure, record } = Before::of(steps)?;
        self.account.known = self.letter.gaps;
        let balance = self.account.history.total;
        let begun = self.account.begun();
        if begun && self.account.status(figure, balance) != CheckStatus::Fails {
            return None;
        }
        self.account.digits = figure.granularity;
        self.opening_stated();
        let difference = figure.nok.saturating_sub(balance);
        if difference != 0 {
            let entry = PostEntry { nok: difference, ..self.entry(Rule::BroughtForward, record) };
            let at = self.letter.place(&entry);
            let PostHistory { kapittel, post, .. } = self.account.history;
            let message = format!(
                "kap. {kapittel} post {post}: the letter counts from {} kroner before it, the letters at hand give {balance}; the rest is of letters that are missing",
                figure.nok
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
            let check = self.check(BalanceCheckKind::Earlier, Figure::of(earlier), self.account.history.total, &entry);
            self.round(&check, earlier, line);
            entry.checks.push(check);
        }
        self.account.digits = self.account.digits.saturating_add(line.amount.granularity);
        if let Some(total) = total_of_row(line) {
            let computed = self.account.history.total.saturating_add(entry.nok);
            // What the balance before was taken from cannot also prove the balance after.
            if !derived || line.earlier.is_some() {
                let check = self.check(BalanceCheckKind::Total, Figure::of(total), computed, &entry);
                entry.checks.push(check);
            }
        }
        self.report_failure(&entry);
        let rounding = entry.checks.iter().find(|c| c.kind == BalanceCheckKind::Total && c.status == CheckStatus::Rounding).cloned();
        self.push(entry);
        if let (Some(check), Some(total)) = (rounding, total_of_row(line)) {
            self.round(&check, total, line);
        }
    }

    /// Books a step that says what the post is to be.
    fn set(&mut self, mut entry: PostEntry, figure: Figure, check: Option<BalanceCheckKind>) {
        let before = self.account.history.total;
        entry.checks.extend(check.map(|kind| self.check(kind, figure, before, &entry)));
        self.report_failure(&entry);
        // An amount that only says the balance again, less finely, leaves it as it is.
        let coarser =
            figure.granularity > self.account.digits && self.account.begun() && self.account.status(figure, before) == CheckStatus::Rounding;
        if !coarser {
            entry.nok = figure.nok.saturating_sub(before);
            self.account.digits = figure.granularity;
        }
        self.account.known = self.letter.gaps;
        self.opening_stated();
        self.push(entry);
    }

    /// Takes over a figure that says the balance more finely than the rounded amounts that it is made of.
    fn round(&mut self, check: &BalanceCheck, stated: &Amount, line: &BudgetLine) {
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

    fn check(&self, kind: BalanceCheckKind, stated: Figure, computed: i64, entry: &PostEntry) -> BalanceCheck {
        BalanceCheck {
            kind,
            status: self.account.status(stated, computed),
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
