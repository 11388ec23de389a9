//! The dossier of a base letter and its supplements: against truth written by hand, and what holds for every series.
//!
//! `tests/dossier/NAME/` holds the letters of an invented series and `NAME.expected.json` its truth. The truth names what it judges: an object may
//! have more fields than are named, a list has as many items as are listed. `dated` and `undated` are the calendar as [due, mandate, words].

mod common;

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use common::{File, assert_none, fixtures, json, package_folder, texts_below};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};
use styringsdokument::{
    Amends, Amount, BalanceCheckKind, BudgetLine, CheckStatus, Code, Date, Document, Dossier, DossierDeadline, Effect, Kind, LeftOutReason, Mandate,
    MandateForm, MandateState, MandateStatus, Modality, Opening, Origin, PostHistory, PostNumber, Qualifier, Rule, Side, Span, consolidate, parse,
    plain_text,
};

/// The invented series and the seeds: name and letters.
fn series() -> Result<Vec<(String, Vec<File>)>> {
    let folder = folder();
    let mut all = vec![("seeds".to_owned(), seeds())];
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.is_dir() {
            let name = path.file_name().and_then(|n| n.to_str()).context("folders have plain names")?;
            all.push((name.to_owned(), texts_below(&path)?));
        }
    }
    ensure!(all.len() > 1, "there is a series in {}", folder.display());
    Ok(all)
}

fn folder() -> PathBuf {
    package_folder().join("tests/dossier")
}

fn seeds() -> Vec<File> {
    fixtures().into_iter().filter(|f| f.name == "001_f1e775cd69a6a805.txt").collect()
}

fn documents(letters: &[File]) -> Vec<Document> {
    letters.iter().flat_map(|letter| parse(&letter.text).documents).collect()
}

/// A dossier in the shape of the truth.
fn shown(dossier: &Dossier) -> Value {
    let ids: HashMap<&str, Value> = dossier.mandates.iter().map(|m| (m.key.as_str(), m.id.as_ref().map_or(Value::Null, |_| json!(m.key)))).collect();
    let (dated, undated): (Vec<_>, Vec<_>) = dossier.deadlines.iter().partition(|d| d.due.is_some());
    let row = |d: &&DossierDeadline| json!([d.due, d.mandate.as_deref().and_then(|m| ids.get(m)), d.text]);
    let mut shown = json::of(dossier);
    shown["dated"] = dated.iter().map(row).collect();
    shown["undated"] = undated.iter().map(row).collect();
    shown["diagnostics"] = dossier.diagnostics.iter().map(|d| json!([d.code.name(), d.document])).collect();
    shown
}

/// Every way in which a value differs from the truth. Words of the calendar may be part of those that stand there.
fn differences(path: &str, truth: &Value, given: &Value, found: &mut Vec<String>) {
    match (truth, given) {
        (Value::Object(truth), Value::Object(given)) => {
            for (key, truth) in truth {
                match given.get(key) {
                    Some(given) => differences(&format!("{path}.{key}"), truth, given, found),
                    None => found.push(format!("{path}.{key}: there is no such field")),
                }
            }
        }
        (Value::Array(truth), Value::Array(given)) => {
            if truth.len() != given.len() {
                found.push(format!("{path}: {} expected, {} given: {}", truth.len(), given.len(), json!(given)));
            }
            for (i, (truth, given)) in truth.iter().zip(given).enumerate() {
                differences(&format!("{path}[{i}]"), truth, given, found);
            }
        }
        (Value::String(words), Value::String(given)) if path.contains("dated[") && given.contains(words) => {}
        _ if truth == given => {}
        _ => found.push(format!("{path}: {truth} expected, {given} given")),
    }
}

/// A dossier against its truth; diagnostics in any order.
fn judge(name: &str, dossier: &Dossier) -> Result<Vec<String>> {
    let sort = |value: &mut Value| {
        if let Some(list) = value["diagnostics"].as_array_mut() {
            list.sort_by_key(ToString::to_string);
        }
    };
    let mut truth: Value = serde_json::from_str(&fs::read_to_string(folder().join(format!("{name}.expected.json")))?)?;
    let mut given = shown(dossier);
    sort(&mut truth);
    sort(&mut given);
    let mut found = Vec::new();
    differences(name, &truth, &given, &mut found);
    Ok(found)
}

/// What holds for every dossier.
fn broken(dossier: &Dossier) -> Vec<String> {
    let mut found = Vec::new();
    let mut say = |wrong: bool, what: String| {
        if wrong {
            found.push(what);
        }
    };
    let mut ids = dossier.documents.clone();
    ids.sort();
    ids.dedup();
    say(ids.len() != dossier.documents.len(), format!("an id stands for two letters: {:?}", dossier.documents));
    say(dossier.letters.iter().map(|l| &l.id).ne(&dossier.documents), "documents and letters differ".to_owned());
    for post in &dossier.posts {
        let mut balance = 0_i64;
        for entry in &post.entries {
            balance = balance.saturating_add(entry.nok);
            say(entry.balance != balance, format!("{}.{}: {} after «{}», not {balance}", post.kapittel, post.post, entry.balance, entry.text));
            say(!ids.contains(&entry.document), format!("an entry of no letter: {}", entry.document));
        }
        say(post.total != balance, format!("{}.{}: total {}, not {balance}", post.kapittel, post.post, post.total));
    }
    let keys: Vec<&String> = dossier.deadlines.iter().map(|d| &d.key).collect();
    for mandate in &dossier.mandates {
        say(dossier.mandates.iter().filter(|m| m.key == mandate.key).count() != 1, format!("two mandates have the key {}", mandate.key));
        say(!mandate.open_deadlines.iter().all(|key| keys.contains(&key)), format!("{}: an open deadline is not in the calendar", mandate.key));
    }
    let dates: Vec<_> = dossier.deadlines.iter().map(|d| (d.due.is_none(), d.due)).collect();
    say(!dates.is_sorted(), "the calendar is not in order".to_owned());
    match serde_json::to_string(dossier).map(|text| serde_json::from_str::<Dossier>(&text)) {
        Ok(Ok(back)) => say(back != *dossier, "it comes back from JSON changed".to_owned()),
        other => say(true, format!("it does not come back from JSON: {other:?}")),
    }
    found
}

#[test]
fn series_match_their_truth() -> Result<()> {
    let mut found = Vec::new();
    for (name, letters) in series()? {
        let dossier = consolidate(&documents(&letters));
        found.extend(judge(&name, &dossier)?);
        found.extend(broken(&dossier).into_iter().map(|what| format!("{name}: {what}")));
    }
    assert_none(&found);
    Ok(())
}

/// Every record of the seeds' dossier stands where it says, in the words it says.
#[test]
fn records_stand_in_the_source() -> Result<()> {
    let letters = seeds();
    let source = &letters[0].text;
    let dossier = json::of(&consolidate(&documents(&letters)));
    let mut records = 0;
    let lists = [("posts", "entries"), ("posts", "shares"), ("mandates", "entries")];
    let nested = lists.iter().flat_map(|(outer, inner)| dossier[*outer].as_array().into_iter().flatten().filter_map(|o| o[*inner].as_array()));
    for record in nested.chain(dossier["deadlines"].as_array()).flatten() {
        let span = |value: &Value| -> Result<Span> { Ok(serde_json::from_value(value.clone())?) };
        let pieces: Vec<Span> = match record["pieces"].as_array() {
            Some(pieces) => pieces.iter().map(span).collect::<Result<_>>()?,
            None => vec![span(&record["span"])?],
        };
        assert_eq!(plain_text(source, &pieces), record["text"].as_str().context("a record has words")?);
        records += 1;
    }
    assert!(records > 20, "{records} records");
    Ok(())
}

/// The 30 mill. of the first supplement name no post; the heading above them does.
#[test]
fn money_without_a_post_is_attributed_by_its_heading() -> Result<()> {
    let letters = seeds();
    let dossier = consolidate(&documents(&letters));
    let entry = dossier.posts[0].entries.last().context("the post has entries")?;
    assert_eq!(entry.nok, 30_000_000);
    for field in ["kapittel", "post"] {
        let place = entry.inferred.iter().find(|i| i.field == field).and_then(|i| i.span).context("it is inferred")?;
        assert_eq!(&letters[0].text[place.range()], "Kap 701, post 21");
    }
    Ok(())
}

fn of(documents: &[&Document]) -> Dossier {
    consolidate(documents.iter().copied())
}

/// Given again, every letter counts once: nothing changes but what is said of the copies.
#[test]
fn a_letter_given_twice_counts_once() -> Result<()> {
    for (name, letters) in series()? {
        let documents = documents(&letters);
        let once = consolidate(&documents);
        let mut twice = consolidate(documents.iter().chain(&documents));
        let repeated = |d: &Dossier| d.left_out.iter().filter(|l| l.reason == LeftOutReason::Repeated).count();
        let said = |d: &Dossier| d.diagnostics.iter().filter(|d| d.code == Code::LetterRepeated).count();
        assert_eq!(repeated(&twice), 2 * repeated(&once) + once.documents.len(), "{name}");
        assert_eq!(said(&twice), repeated(&twice), "{name}: every copy is named");
        twice.left_out.clone_from(&once.left_out);
        twice.diagnostics.clone_from(&once.diagnostics);
        assert_eq!(once, twice, "{name}");
    }
    Ok(())
}

/// A copy that says something else is not merged: the one with more in it is used, in whatever order they come.
#[test]
fn copies_that_differ_are_told() {
    let text = "# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\nDirektoratet tildeles 10 mill. kroner på kap. 760, post 21.\n";
    let longer = format!("{text}\nDirektoratet tildeles 2 mill. kroner på kap. 760, post 70.\n");
    let (short, long) = (parse(text).documents.remove(0), parse(&longer).documents.remove(0));
    for pair in [[&short, &long], [&long, &short]] {
        let dossier = of(&pair);
        assert_eq!(codes(&dossier), [Code::LetterVersions, Code::LetterAssumed]);
        assert_eq!(dossier.posts.iter().map(|p| p.total).collect::<Vec<_>>(), [10_000_000, 2_000_000]);
    }
}

#[test]
fn no_letters_make_an_empty_dossier() {
    let dossier = of(&[]);
    assert!(dossier.documents.is_empty() && dossier.posts.is_empty() && dossier.diagnostics.is_empty());
    let note = parse("Notat om ingenting.").documents.remove(0);
    let dossier = of(&[&note]);
    assert!(dossier.documents.is_empty());
    assert_eq!(dossier.left_out[0].reason, LeftOutReason::OtherKind);
}

fn codes(dossier: &Dossier) -> Vec<Code> {
    dossier.diagnostics.iter().map(|d| d.code).collect()
}

/// A supplement of 2026 with nothing in it, or the base letter for number 0.
fn blank(number: u32) -> Document {
    let title = if number == 0 { "Tildelingsbrev for 2026".to_owned() } else { format!("Supplerende tildelingsbrev nr. {number} for 2026") };
    let mut document = parse(&format!("# {title}\n\nDato: {}. mars 2026\n", number + 1)).documents.remove(0);
    document.recipient.name = Some("Prøvedirektoratet".to_owned());
    document
}

fn amount(nok: i64, granularity: i64) -> Amount {
    Amount { nok, text: format!("{nok} kroner"), granularity, qualifier: Qualifier::Exact }
}

/// A line of prose that changes post 21 or another of chapter 100, at a place of its own.
fn change(post: u8, nok: i64, place: usize) -> BudgetLine {
    BudgetLine {
        key: format!("100.{post}-{nok}-{place}"),
        kapittel: 100,
        post,
        name: None,
        amount: amount(nok, 1),
        earlier: None,
        total: None,
        side: Side::Expense,
        effect: Effect::Change,
        counted: true,
        purpose: None,
        mandate: None,
        keywords: Vec::new(),
        origin: Origin::Prose,
        inferred: Vec::new(),
        text: format!("{nok} på post {post}"),
        pieces: Vec::new(),
        span: Span::new(place, place + 10),
        line: 1,
    }
}

fn row(post: u8, nok: i64, place: usize) -> BudgetLine {
    BudgetLine { origin: Origin::Table, effect: Effect::Grant, ..change(post, nok, place) }
}

fn with(number: u32, lines: impl IntoIterator<Item = BudgetLine>) -> Document {
    let mut document = blank(number);
    document.budget_lines.extend(lines);
    document
}

/// The rules of a post's entries with what each adds.
fn rules(post: &PostHistory) -> Vec<(Rule, i64)> {
    post.entries.iter().map(|e| (e.rule, e.nok)).collect()
}

/// One sentence that lowers one post and raises another by as much.
#[test]
fn a_move_names_both_posts() {
    let base = with(0, [row(21, 100, 0), row(70, 50, 10)]);
    let supplement = with(1, [change(21, -30, 40), change(70, 30, 40), change(21, 5, 60)]);
    let dossier = of(&[&base, &supplement]);
    assert_eq!(rules(&dossier.posts[0]), [(Rule::Grant, 100), (Rule::Moved, -30), (Rule::ProseOnly, 5)]);
    assert_eq!(rules(&dossier.posts[1]), [(Rule::Grant, 50), (Rule::Moved, 30)]);
    assert_eq!(dossier.posts[0].entries[1].counterpart, Some(PostNumber { kapittel: 100, post: 70 }));
    assert_eq!(dossier.posts[1].entries[1].counterpart, Some(PostNumber { kapittel: 100, post: 21 }));
}

/// A line that is not counted but states what the post is to be sets the balance; when the letter's own change does not lead there, that is told.
#[test]
fn a_correction_that_fails_still_holds_from_then_on() {
    let base = with(0, [row(21, 100, 0)]);
    let stated = BudgetLine { counted: false, total: Some(amount(75, 1)), ..change(21, 75, 60) };
    let dossier = of(&[&base, &with(1, [change(21, -20, 40), stated])]);
    let post = &dossier.posts[0];
    assert_eq!(rules(post), [(Rule::Grant, 100), (Rule::ProseOnly, -20), (Rule::Correction, -5)]);
    let check = &post.entries[2].checks[0];
    assert_eq!((check.kind, check.status, check.stated, check.computed), (BalanceCheckKind::Correction, CheckStatus::Fails, 75, 80));
    assert_eq!((check.stated_at.span, check.computed_at.as_ref().map(|at| at.span)), (Span::new(60, 70), Some(Span::new(40, 50))));
    assert_eq!(codes(&dossier), [Code::SumMismatch]);
}

/// An amount in millions that agrees with the balance in thousands does not make it coarser.
#[test]
fn a_coarser_amount_leaves_the_balance() {
    let fine = |line: BudgetLine| BudgetLine { amount: amount(line.amount.nok, 1000), ..line };
    let base = with(0, [fine(row(21, 10_430_000, 0))]);
    let stated = BudgetLine { counted: false, total: Some(amount(10_400_000, 100_000)), ..change(21, 10_400_000, 60) };
    let dossier = of(&[&base, &with(1, [fine(change(21, 10_000, 40)), stated])]);
    assert_eq!(rules(&dossier.posts[0]), [(Rule::Grant, 10_430_000), (Rule::ProseOnly, 10_000), (Rule::Correction, 0)]);
    assert_eq!(dossier.posts[0].entries[2].checks[0].status, CheckStatus::Rounding);
    assert_eq!(dossier.posts[0].total, 10_440_000);
}

/// Rows of new money are added; the same rows with the balance in half of them are the table said anew.
#[test]
fn a_table_of_new_money_adds() {
    let base = with(0, [row(21, 100, 0), row(70, 50, 10), row(71, 40, 20)]);
    let added = of(&[&base, &with(1, [row(21, 100, 0), row(70, 7, 10), row(71, 8, 20)])]);
    assert_eq!(added.posts.iter().map(|p| p.total).collect::<Vec<_>>(), [200, 57, 48]);
    let anew = of(&[&base, &with(1, [row(21, 100, 0), row(70, 50, 10), row(71, 8, 20), row(72, 3, 30)])]);
    assert_eq!(anew.posts.iter().map(|p| p.total).collect::<Vec<_>>(), [100, 50, 8, 3]);
    assert_eq!(anew.posts[2].entries[1].rule, Rule::Restated);
    assert_eq!(anew.posts[3].entries[0].rule, Rule::Grant);
}

/// A letter that is called a correction replaces, although every figure in it is new.
#[test]
fn a_corrected_letter_replaces() {
    let base = with(0, [row(21, 100, 0), row(70, 50, 10)]);
    let mut corrected = with(1, [row(21, 90, 0), row(70, 60, 10)]);
    corrected.title = Some("Korrigert tildelingsbrev".to_owned());
    assert_eq!(of(&[&base, &corrected]).posts.iter().map(|p| p.total).collect::<Vec<_>>(), [90, 60]);
}

/// A row alone with exactly the balance is not doubled, and the doubt is told.
#[test]
fn a_row_that_repeats_the_balance_is_not_doubled() {
    let dossier = of(&[&with(0, [row(21, 100, 0), row(70, 50, 10)]), &with(1, [row(21, 100, 0)])]);
    assert_eq!(rules(&dossier.posts[0]), [(Rule::Grant, 100), (Rule::Restated, 0)]);
    assert_eq!(codes(&dossier), [Code::RepetitionAssumed]);
}

/// In a full table a post may stand in several rows, or twice: it has what its different rows come to.
#[test]
fn rows_of_one_post_restate_it_together() {
    let named = |name: &str, line: BudgetLine| BudgetLine { name: Some(name.to_owned()), ..line };
    let base = with(0, [row(21, 100, 0), row(70, 50, 10)]);
    let rows = [named("Drift", row(21, 60, 0)), named("Kart", row(21, 70, 10)), row(70, 50, 20), row(70, 50, 30)];
    let dossier = of(&[&base, &with(1, rows)]);
    assert_eq!(rules(&dossier.posts[0]), [(Rule::Grant, 100), (Rule::Repeated, 0), (Rule::Restated, 30)]);
    assert_eq!(rules(&dossier.posts[1]), [(Rule::Grant, 50), (Rule::Repeated, 0), (Rule::Restated, 0)]);
}

/// Income required on a post of expenses takes nothing from it and adds nothing to it.
#[test]
fn required_income_is_no_money_on_a_post_of_expenses() {
    let required = BudgetLine { effect: Effect::Requirement, ..change(21, 30, 40) };
    let dossier = of(&[&with(0, [row(21, 100, 0), required])]);
    assert_eq!((dossier.posts[0].total, dossier.posts[0].shares[0].nok), (100, 30));
}

/// The same row in two tables of a letter is money once; two purposes of one post are two.
#[test]
fn a_row_said_twice_counts_once() {
    let named = |name: &str, line: BudgetLine| BudgetLine { name: Some(name.to_owned()), ..line };
    let base = with(0, [named("Drift", row(21, 100, 0)), named("DRIFT", row(21, 100, 20)), named("Kart", row(21, 100, 40))]);
    let dossier = of(&[&base]);
    assert_eq!(rules(&dossier.posts[0]), [(Rule::Grant, 100), (Rule::Repeated, 0), (Rule::Grant, 100)]);
}

/// With numbers missing, a post that no letter speaks of in between keeps its balance, and one whose earlier amount differs starts anew.
#[test]
fn a_gap_lets_the_next_statement_count() {
    let staged = |post, earlier, new, total| BudgetLine {
        earlier: Some(amount(earlier, 1)),
        total: Some(amount(total, 1)),
        ..row(post, new, usize::from(post))
    };
    let base = with(0, [row(21, 100, 0), row(70, 50, 10)]);
    let third = with(3, [staged(21, 130, 5, 135), staged(70, 50, 5, 55), staged(90, 7, 1, 8)]);
    let dossier = of(&[&third, &base]);
    assert_eq!(dossier.missing_numbers, [1, 2]);
    assert_eq!(rules(&dossier.posts[0]), [(Rule::Grant, 100), (Rule::BroughtForward, 30), (Rule::Grant, 5)]);
    assert_eq!(rules(&dossier.posts[1]), [(Rule::Grant, 50), (Rule::Grant, 5)]);
    assert_eq!(dossier.posts[1].entries[1].checks[0].status, CheckStatus::Holds);
    assert_eq!(rules(&dossier.posts[2]), [(Rule::BroughtForward, 7), (Rule::Grant, 1)]);
    assert_eq!(dossier.posts.iter().map(|p| p.opening).collect::<Vec<_>>(), [Opening::BaseLetter, Opening::BaseLetter, Opening::Stated]);
    // Without a gap the same statement contradicts.
    let first = with(1, [staged(21, 130, 5, 135)]);
    assert_eq!(codes(&of(&[&base, &first])), [Code::SumMismatch]);
}

/// What a letter behind a gap states is known from then on: another figure in the next letter contradicts it.
#[test]
fn a_gap_excuses_one_statement_only() {
    let staged = |earlier, new, total| BudgetLine { earlier: Some(amount(earlier, 1)), total: Some(amount(total, 1)), ..row(21, new, 0) };
    let letters = [with(0, [row(21, 100, 0)]), with(3, [staged(130, 5, 135)]), with(4, [staged(150, 5, 155)])];
    let dossier = of(&[&letters[0], &letters[1], &letters[2]]);
    assert_eq!(rules(&dossier.posts[0]), [(Rule::Grant, 100), (Rule::BroughtForward, 30), (Rule::Grant, 5), (Rule::Grant, 5)]);
    assert_eq!(codes(&dossier), [Code::LetterMissing, Code::BalanceBroughtForward, Code::SumMismatch]);
}

/// A correction in a section that names the post in its heading.
#[test]
fn a_correction_may_name_its_post_in_the_heading() {
    let letters = [
        "# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\nDirektoratet tildeles 8 mill. kroner på kap. 100, post 70.\n",
        "# Supplerende tildelingsbrev nr. 1 for 2026\n\nDato: 2. mars 2026\n\n## Kap. 100, post 70\n\nRiktig tildeling skal være 7 mill. kroner.\n",
    ];
    let documents: Vec<Document> = letters.iter().flat_map(|text| parse(text).documents).collect();
    let dossier = consolidate(&documents);
    assert_eq!(rules(&dossier.posts[0]), [(Rule::ProseOnly, 8_000_000), (Rule::Correction, -1_000_000)]);
}

#[test]
fn a_balance_that_nothing_states_says_so() {
    let dossier = of(&[&with(2, [change(21, 5, 0)])]);
    assert_eq!((dossier.posts[0].opening, dossier.posts[0].total), (Opening::Unknown, 5));
    assert_eq!(codes(&dossier), [Code::BaseMissing, Code::LetterMissing, Code::BalanceUnknown]);
}

/// By date, then number; a letter without a date by its number.
#[test]
fn letters_stand_by_date_then_number() {
    let mut undated = blank(2);
    undated.date = None;
    let (base, first, third) = (blank(0), blank(1), blank(3));
    let dossier = of(&[&undated, &third, &base, &first]);
    assert_eq!(dossier.letters.iter().map(|l| l.supplement_number).collect::<Vec<_>>(), [None, Some(1), Some(2), Some(3)]);
    assert_eq!(codes(&dossier), [Code::LetterOrder]);
    let mut late = blank(1);
    late.date = third.date.and_then(|d| d.tomorrow().ok());
    let dossier = of(&[&late, &base, &third, &blank(2)]);
    assert_eq!(dossier.letters.iter().map(|l| l.supplement_number).collect::<Vec<_>>(), [None, Some(2), Some(3), Some(1)]);
    assert_eq!(codes(&dossier), [Code::LetterOrder]);
    assert!(dossier.missing_numbers.is_empty());
}

/// A base letter without a date is the first all the same.
#[test]
fn a_base_letter_without_a_date_comes_first() {
    let mut base = blank(0);
    base.date = None;
    assert_eq!(of(&[&blank(1), &base]).documents[0], "tildelingsbrev-2026");
}

/// Without number and date nothing tells whether two letters are one: only the same words make them so.
#[test]
fn letters_without_number_and_date_are_told_apart_by_their_words() {
    let nameless = |lines: Vec<BudgetLine>| Document { date: None, supplement_number: None, ..with(1, lines) };
    let (base, five, seven) = (blank(0), nameless(vec![change(21, 5, 0)]), nameless(vec![change(21, 7, 0)]));
    let dossier = of(&[&base, &five, &seven, &five]);
    assert_eq!(dossier.documents[1..], ["supplerende_tildelingsbrev-2026", "supplerende_tildelingsbrev-2026#2"]);
    assert_eq!((dossier.posts[0].total, dossier.left_out.len()), (12, 1));
}

/// A letter that names no sender belongs; so does one of January that names the base letter by its date.
#[test]
fn what_a_letter_does_not_say_does_not_exclude_it() {
    let mut base = blank(0);
    base.issuer.name = Some("Prøvedepartementet".to_owned());
    let mut late = blank(2);
    late.fiscal_year = None;
    late.date = Some(Date::constant(2027, 1, 15));
    assert_eq!(of(&[&base, &blank(1), &late]).left_out.iter().map(|l| l.reason).collect::<Vec<_>>(), [LeftOutReason::OtherYear]);
    late.amends = vec![Amends { kind: Kind::Tildelingsbrev, date: base.date, title: None }];
    assert_eq!(of(&[&base, &blank(1), &late]).documents.len(), 3);
}

/// Names differ in case, spaces and legal form; a letter without one belongs, and is told.
#[test]
fn names_are_compared_by_what_they_mean() {
    let named = |number, name: Option<&str>| {
        let mut document = blank(number);
        document.recipient.name = name.map(str::to_owned);
        document
    };
    let base = named(0, Some("Norsk Helsenett SF"));
    let letters = [named(1, Some("NORSK  helsenett sf")), named(2, Some("Norsk helsenett")), named(3, None), named(4, Some("Norsk helsearkiv"))];
    let dossier = of(&[&base, &letters[0], &letters[1], &letters[2], &letters[3]]);
    assert_eq!(dossier.documents.len(), 4);
    assert_eq!(dossier.left_out.iter().map(|l| l.reason).collect::<Vec<_>>(), [LeftOutReason::OtherRecipient]);
    assert_eq!(codes(&dossier), [Code::LetterLeftOut, Code::LetterAssumed]);
}

/// Without a base letter the party that most letters belong to is taken; with one, its own.
#[test]
fn the_base_letter_decides_who_belongs() {
    let to = |number, name: &str| {
        let mut document = blank(number);
        document.recipient.name = Some(name.to_owned());
        document
    };
    let (base, ours) = (to(0, "A-direktoratet"), to(1, "A-direktoratet"));
    let theirs = [to(1, "B-direktoratet"), to(2, "B-direktoratet"), to(3, "B-direktoratet")];
    let all = of(&[&theirs[0], &theirs[1], &theirs[2], &ours, &base]);
    assert_eq!(all.letters.iter().filter_map(|l| l.recipient.as_deref()).collect::<Vec<_>>(), ["A-direktoratet", "A-direktoratet"]);
    let supplements = of(&[&ours, &theirs[0], &theirs[1], &theirs[2]]);
    assert_eq!(supplements.documents.len(), 3);
}

fn mandate(id: &str, title: &str, status: MandateStatus) -> Mandate {
    Mandate {
        key: id.to_owned(),
        id: Some(id.to_owned()),
        title: (!title.is_empty()).then(|| title.to_owned()),
        form: MandateForm::Identified,
        parts: Vec::new(),
        modality: Modality::Skal,
        addressee: None,
        responsible: None,
        goal: None,
        agenda_item: None,
        section: Vec::new(),
        status,
        text: format!("{id} {title}"),
        pieces: Vec::new(),
        span: Span::new(0, 10),
        line: 1,
    }
}

/// A title that differs only in case or in a remark behind it is the same mandate; what no letter gives has no `given_in`.
#[test]
fn titles_tell_a_mandate_from_another() {
    let with = |number, mandates: Vec<Mandate>| Document { mandates, ..blank(number) };
    let base = with(0, vec![mandate("TB2026-1", "Kart over kysten", MandateStatus::Given)]);
    let first = with(
        1,
        vec![mandate("TB2026-1", "KART over kysten (utgår)", MandateStatus::Withdrawn), mandate("TB2025-9", "Vann", MandateStatus::Clarified)],
    );
    let dossier = of(&[&base, &first]);
    assert_eq!(codes(&dossier), [Code::MandateUnknown]);
    assert_eq!(dossier.mandates.iter().map(|m| m.state).collect::<Vec<_>>(), [MandateState::Withdrawn, MandateState::InForce]);
    assert_eq!(dossier.mandates[0].title.as_deref(), Some("Kart over kysten"));
    assert_eq!(dossier.mandates[1].given_in, None);
}

/// A letter that makes a mandate clearer under another title is about the same mandate, and the title is told.
#[test]
fn another_title_in_a_clarification_is_told() {
    let with = |number, mandates: Vec<Mandate>| Document { mandates, ..blank(number) };
    let base = with(0, vec![mandate("TB2026-1", "Kart over kysten", MandateStatus::Given)]);
    let dossier = of(&[&base, &with(1, vec![mandate("TB2026-1", "Vann", MandateStatus::Clarified)])]);
    assert_eq!((dossier.mandates.len(), codes(&dossier)), (1, vec![Code::IdReused]));
}

/// Money that is said again pays once; two grants of the same size pay twice.
#[test]
fn a_mandate_is_paid_for_once_by_each_sum() {
    let paid = |line: BudgetLine| BudgetLine { mandate: Some("TB2026-1".to_owned()), effect: Effect::Grant, ..line };
    let again = BudgetLine { counted: false, ..paid(change(21, 5, 40)) };
    let dossier = of(&[&with(0, [paid(change(21, 5, 0)), paid(change(21, 5, 20)), again])]);
    assert_eq!(dossier.mandates[0].entries.iter().map(|e| e.nok).collect::<Vec<_>>(), [Some(5), Some(5)]);
    assert_eq!((dossier.mandates[0].given_in.as_ref(), dossier.posts[0].total), (None, 10));
}

/// A deadline of every year is due first on its next day from the letter's date.
#[test]
fn a_yearly_deadline_has_its_next_day() {
    for (date, due) in [("2026-05-28", "2026-06-01"), ("2026-06-01", "2026-06-01"), ("2026-06-02", "2027-06-01")] {
        let mut document = parse("# Tildelingsbrev for 2026\n\nDirektoratet skal rapportere innen 1. juni hvert år.\n").documents.remove(0);
        document.date = date.parse().ok();
        assert_eq!(of(&[&document]).deadlines[0].due, due.parse().ok(), "{date}");
    }
}

/// So many cases, the same in every run, as in `properties.rs`.
fn config(cases: u32) -> ProptestConfig {
    let base = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() { base } else { ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), ..base } }
}

/// Every letter of every series and fixture, in one heap.
fn heap() -> Vec<Document> {
    let series = series().expect("the series can be read");
    series.iter().flat_map(|(_, letters)| documents(letters)).chain(documents(&fixtures())).collect()
}

/// A line that may say anything, with figures up to the edge of what fits.
fn any_line() -> impl Strategy<Value = BudgetLine> {
    let figure = prop_oneof![-200_000..200_000_i64, Just(i64::MIN), Just(i64::MAX)];
    let figures = (figure.clone(), prop::option::of(figure.clone()), prop::option::of(figure));
    let effect = prop::sample::select(vec![Effect::Grant, Effect::Change, Effect::OfWhich, Effect::Requirement, Effect::Authority]);
    let granularity = prop::sample::select(vec![1, 1000, 100_000, i64::MAX]);
    (figures, effect, granularity, any::<[bool; 2]>(), 20..24_u8, 0..50_usize).prop_map(
        |((nok, earlier, total), effect, granularity, [counted, table], post, place)| BudgetLine {
            amount: amount(nok, granularity),
            earlier: earlier.map(|nok| amount(nok, granularity)),
            total: total.map(|nok| amount(nok, granularity)),
            effect,
            counted,
            origin: if table { Origin::Table } else { Origin::Prose },
            ..change(post, nok, place)
        },
    )
}

/// Letters of one series with any numbers, dates, kinds and lines.
fn any_letters() -> impl Strategy<Value = Vec<Document>> {
    let number = prop_oneof![4 => 0..6_u32, 1 => Just(u32::MAX)];
    let letter = (number, any::<[bool; 3]>(), prop::collection::vec(any_line(), 0..6)).prop_map(|(number, [dated, named, base], lines)| {
        let mut document = with(number.min(5), lines);
        document.supplement_number = document.supplement_number.map(|_| number);
        document.date = document.date.filter(|_| dated);
        document.recipient.name = document.recipient.name.filter(|_| named);
        document.kind = if base { Kind::Tildelingsbrev } else { document.kind };
        document
    });
    prop::collection::vec(letter, 0..7)
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn the_order_of_real_letters_plays_no_part(letters in Just(heap()).prop_flat_map(|heap| prop::sample::subsequence(heap.clone(), 0..=heap.len()))
        .prop_flat_map(|some| (Just(some.clone()), Just(some).prop_shuffle()))) {
        let (sorted, shuffled) = letters;
        let dossier = consolidate(&sorted);
        prop_assert_eq!(&dossier, &consolidate(&shuffled));
        prop_assert_eq!(broken(&dossier), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn the_order_of_any_letters_plays_no_part((letters, shuffled) in any_letters().prop_flat_map(|l| (Just(l.clone()), Just(l).prop_shuffle()))) {
        let dossier = consolidate(&letters);
        prop_assert_eq!(&dossier, &consolidate(&shuffled));
        prop_assert_eq!(broken(&dossier), Vec::<String>::new());
    }

    #[test]
    fn any_letter_given_again_changes_no_balance(letters in any_letters()) {
        let (once, twice) = (consolidate(&letters), consolidate(letters.iter().chain(&letters)));
        prop_assert_eq!((once.documents, once.posts, once.mandates, once.deadlines), (twice.documents, twice.posts, twice.mandates, twice.deadlines));
    }
}

/// Four times the letters, lines and mandates take about four times as long, not sixteen.
#[test]
fn many_letters_take_no_more_than_their_share() {
    let letters = |count: usize| -> Vec<Document> {
        let many = |number: usize| {
            let mut document = with(1, (0..20).map(|i| row(21 + (i % 5), 100, usize::from(i) * 10)));
            document.supplement_number = u32::try_from(number).ok();
            document.recipient.name = Some(format!("Direktorat {}", number % 7));
            document.mandates = (0..20).map(|i| mandate(&format!("TB2026-{}", i % 3), &format!("Oppdrag {number}"), MandateStatus::Given)).collect();
            document
        };
        (0..count).map(many).collect()
    };
    let time = |letters: &[Document]| {
        let start = std::time::Instant::now();
        let dossier = consolidate(letters);
        assert!(!dossier.documents.is_empty());
        start.elapsed()
    };
    let (few, many) = (letters(200), letters(800));
    time(&few);
    let (short, long) = (time(&few), time(&many));
    assert!(long < short * 10 + std::time::Duration::from_millis(200), "{short:?} for 200 letters, {long:?} for 800");
}
