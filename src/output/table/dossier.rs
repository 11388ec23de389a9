//! The tables of a dossier: their columns, what these say, and where each cell comes from.

use jiff::civil::Date;

use super::{Cell, Column, END, Kind, LINE, Link, Place, Rows, SOURCE, START, Sourced, Table, Times, at, inferred, joined, spans, word};
use crate::diagnostic::Diagnostic;
use crate::model::{
    BalanceCheck, CheckStatus, DossierDeadline, DossierLetter, LeftOut, LetterPlace, MandateEntry, MandateLife, PostEntry, PostHistory, PostShare,
    Record, Rule,
};
use crate::output::sourced::Origin;

/// The letter that a row is from, and where the row stands in it.
struct Stand<'a> {
    document: Option<&'a String>,
    date: Option<Date>,
    source: Option<&'a String>,
    place: Place,
}

impl<'a> Stand<'a> {
    fn new(sourced: &'a Sourced<'a>, document: &'a String, place: Place) -> Self {
        let origin = sourced.letter(document).map(|(_, origin)| origin);
        Self { document: Some(document), date: origin.and_then(|o| o.document.date), source: origin.and_then(|o| o.source), place }
    }

    /// Where a record of a letter stands.
    fn of(sourced: &'a Sourced<'a>, document: &'a String, record: &impl Record) -> Self {
        Self::new(sourced, document, at(record))
    }

    /// Of nothing in any letter.
    const NOWHERE: Self = Self { document: None, date: None, source: None, place: Place { line: None, span: None } };
}

/// Makes a table of its rows, each with its [`Stand`], and of name, kind, cell and meaning of each column.
macro_rules! table {
    ($name:literal, $about:literal, key $key:expr, links $links:expr, ($row:ident, $at:ident) in $rows:expr, {
        $($column:literal $kind:ident: $cell:expr, $says:literal;)*
    }) => {
        Table {
            name: $name,
            about: $about,
            key: &$key,
            columns: &[$(Column { name: $column, kind: Kind::$kind, about: $says },)* SOURCE, LINE, START, END],
            links: &$links,
            rows: Rows::Dossier(|sourced, add| {
                for ($row, $at) in $rows(sourced) {
                    let (start, end) = ($at.place.span.map(|span| span.start), $at.place.span.map(|span| span.end));
                    add(&[$(Cell::from($cell),)* $at.source.into(), $at.place.line.into(), start.into(), end.into()]);
                }
            }),
        }
    };
}

/// A table of deadlines.
macro_rules! deadlines {
    ($name:literal, $about:literal, $rows:expr) => {
        table! { $name, $about, key ["key"], links [TO_LETTER, TO_MANDATE], (r, at) in $rows, {
            "key" Text: &r.0.key, "Unique in the dossier: the letter's id and the deadline's key there.";
            "due" Date: r.0.due, "Its last day; of several days the first.";
            "mandate" Text: &r.0.mandate, "The key of the mandate it belongs to.";
            "action" Text: &r.0.action, "What is to be done.";
            "document" Text: at.document, "The id of the letter that sets it.";
            "letter_date" Date: at.date, "The letter's date.";
            "type" Text: r.1.kind.to_owned(), "date, period, recurring, relative, event, unspecified or invalid.";
            "date" Date: r.1.date, "The day of a date.";
            "edtf" Text: r.1.edtf, "The period as EDTF (ISO 8601-2).";
            "start" Date: r.1.start, "The first day of the period.";
            "end" Date: r.1.end, "The last day of the period.";
            "relation" Text: r.1.relation.map(word), "by, on, during, before or after.";
            "rrule" Text: r.1.rrule, "The rule of what recurs (RFC 5545).";
            "offset" Text: r.1.offset, "The time before or after an occasion (ISO 8601).";
            "anchor" Text: r.1.anchor, "That occasion, as printed.";
            "resolved" Text: joined(r.1.resolved.iter().map(Date::to_string), "; "), "The days it comes to.";
            "event" Text: r.1.event, "The occasion without a date, as printed.";
            "inferred" Text: inferred(r.1.inferred), "The parts of the time that stand elsewhere, and where.";
            "origin" Text: word(r.0.origin), "prose, table or label.";
            "repeated_in" Text: &r.0.repeated_in, "The ids of later letters that set it in the same words.";
            "text" Text: &r.0.text, "The words as they stand.";
            "pieces" Text: spans(&r.0.pieces), "The parts of an interrupted record, in bytes of the file.";
        } }
    };
}

const TO_LETTER: Link = Link { columns: &["document"], table: "letters", to: &["document"] };
const TO_POST: Link = Link { columns: &["kapittel", "post"], table: "posts", to: &["kapittel", "post"] };
const TO_STEP: Link = Link { columns: &["kapittel", "post", "step"], table: "post_entries", to: &["kapittel", "post", "step"] };
const TO_MANDATE: Link = Link { columns: &["mandate"], table: "mandates", to: &["key"] };

/// Every table of a dossier, in the order in which people look at them. What lists of JSON hold in lists of their own, such as
/// the entries of a post, are tables beside it.
pub static DOSSIER_TABLES: &[Table] = &[
    table! { "posts", "The balances: what every post has after the last letter.", key ["kapittel", "post"], links [TO_LETTER], (r, at) in posts, {
        "kapittel" Integer: r.kapittel, "The chapter.";
        "post" Integer: r.post, "The post.";
        "name" Text: &r.name, "The post's name as first printed.";
        "total" Kroner: r.total, "The balance after the last letter, in kroner: the sum of the changes.";
        "side" Text: word(r.side), "expense or income.";
        "opening" Text: word(r.opening), "What the balance starts from: base_letter, stated or unknown.";
        "entries" Integer: r.entries.len(), "The number of steps in its history.";
        "failed_checks" Integer: failed(r), "How many figures of the letters differ from the balance.";
        "document" Text: at.document, "The id of the letter of the last step.";
        "date" Date: at.date, "That letter's date.";
    } },
    table! { "post_entries", "The history of the money: what each letter does to a post, and the balance after it.", key ["kapittel", "post", "step"],
        links [TO_POST, TO_LETTER], (r, at) in post_entries, {
        "kapittel" Integer: r.0.kapittel, "The chapter.";
        "post" Integer: r.0.post, "The post.";
        "step" Integer: r.1, "The step's number in the history of the post, from 1.";
        "document" Text: at.document, "The letter's id in the dossier.";
        "date" Date: at.date, "The letter's date.";
        "rule" Text: word(r.2.rule), "The rule by which it was booked.";
        "change" Kroner: r.2.nok, "What it adds to the balance (nok in JSON).";
        "balance" Kroner: r.2.balance, "The balance after it: that of the step before and the change.";
        "unit" Text: "NOK".to_owned(), "What change and balance are counted in: whole Norwegian kroner.";
        "counted" Boolean: !matches!(r.2.rule, Rule::Repeated | Rule::Clarification), "Whether its figure moves or sets the balance; the same money said again and a clarification do not.";
        "effect" Text: r.2.effect.map(word), "What the budget line does; empty where the step is no budget line.";
        "amount" Kroner: r.2.amount.as_ref().map(|a| a.nok), "The figure that stands there; for a correction or a full table what the post is to be.";
        "amount_text" Text: r.2.amount.as_ref().map(|a| &a.text), "That figure as printed.";
        "granularity" Integer: r.2.amount.as_ref().map(|a| a.granularity), "What its last printed digit is worth, in kroner.";
        "qualifier" Text: r.2.amount.as_ref().map(|a| word(a.qualifier)), "exact, about, at_least or up_to.";
        "purpose" Text: &r.2.purpose, "What the money is for.";
        "mandate" Text: &r.2.mandate, "The id of the mandate it pays for.";
        "counterpart_kapittel" Integer: r.2.counterpart.map(|p| p.kapittel), "For a move, the chapter at the other end.";
        "counterpart_post" Integer: r.2.counterpart.map(|p| p.post), "For a move, the post at the other end.";
        "key" Text: &r.2.key, "The key of the budget line in its letter.";
        "inferred" Text: inferred(&r.2.inferred), "The fields whose value stands elsewhere, and where.";
        "text" Text: &r.2.text, "The words as they stand.";
        "pieces" Text: spans(&r.2.pieces), "The parts of an interrupted record, in bytes of the file.";
    } },
    table! { "post_shares", "Shares, authorities and required income on a post. They are not in its balance.", key [],
        links [TO_POST, TO_LETTER], (r, at) in post_shares, {
        "kapittel" Integer: r.0.kapittel, "The chapter.";
        "post" Integer: r.0.post, "The post.";
        "document" Text: at.document, "The letter's id in the dossier.";
        "date" Date: at.date, "The letter's date.";
        "effect" Text: word(r.1.effect), "of_which, requirement or authority.";
        "amount" Kroner: r.1.nok, "The amount, in kroner.";
        "purpose" Text: &r.1.purpose, "What the money is for.";
        "mandate" Text: &r.1.mandate, "The id of the mandate it pays for.";
        "key" Text: &r.1.key, "The key of the budget line in its letter.";
        "text" Text: &r.1.text, "The words as they stand.";
        "pieces" Text: spans(&r.1.pieces), "The parts of an interrupted record, in bytes of the file.";
    } },
    table! { "mandates", "What somebody is asked to do (oppdrag), and whether it is in force.", key ["key"], links [TO_LETTER], (r, at) in mandates, {
        "key" Text: &r.key, "Unique in the dossier.";
        "id" Text: &r.id, "The id as printed.";
        "title" Text: &r.title, "The words behind the id.";
        "state" Text: word(r.state), "What it is after the last letter: in_force, withheld or withdrawn.";
        "form" Text: r.form.map(word), "identified, listed or requested; empty when no letter at hand gives it.";
        "given_in" Text: &r.given_in, "The id of the letter that gives it.";
        "entries" Integer: r.entries.len(), "The number of events in its life.";
        "open_deadlines" Text: &r.open_deadlines, "The keys of its open deadlines.";
        "closed_deadlines" Integer: r.closed_deadlines.len(), "How many of its deadlines were replaced, or went with it.";
        "document" Text: at.document, "The id of the letter that names it first.";
        "date" Date: at.date, "That letter's date.";
        "text" Text: r.entries.first().map(|e| &e.text), "The words in which it is named first.";
    } },
    table! { "mandate_entries", "The life of the mandates: what each letter does to them.", key ["mandate", "step"], links [TO_MANDATE, TO_LETTER],
        (r, at) in mandate_entries, {
        "mandate" Text: &r.0.key, "The mandate's key in the dossier.";
        "id" Text: &r.0.id, "Its id as printed.";
        "title" Text: &r.0.title, "The words behind the id.";
        "state" Text: word(r.0.state), "What the mandate is after the last letter: in_force, withheld or withdrawn.";
        "step" Integer: r.1, "The event's number in the life of the mandate, from 1.";
        "document" Text: at.document, "The letter's id in the dossier.";
        "date" Date: at.date, "The letter's date.";
        "event" Text: word(r.2.event), "given, repeated, clarified, extended, funded, withheld or withdrawn.";
        "amount" Kroner: r.2.nok, "The money given for it, in kroner.";
        "kapittel" Integer: r.2.post.map(|p| p.kapittel), "The chapter of the money.";
        "post" Integer: r.2.post.map(|p| p.post), "The post of the money.";
        "text" Text: &r.2.text, "The words as they stand.";
        "pieces" Text: spans(&r.2.pieces), "The parts of an interrupted record, in bytes of the file.";
    } },
    deadlines! { "deadlines", "The calendar: every deadline still open, dated ones first.", open_deadlines },
    deadlines! { "closed_deadlines", "Deadlines that a later letter replaced, or that went with their mandate.", closed_deadlines },
    table! { "checks", "Every figure that the letters let one check against the balance.", key ["kapittel", "post", "step", "kind"],
        links [TO_STEP, TO_LETTER], (r, at) in checks, {
        "kapittel" Integer: r.post.kapittel, "The chapter.";
        "post" Integer: r.post.post, "The post.";
        "step" Integer: r.step, "The step in the history of the post.";
        "kind" Text: word(r.check.kind), "earlier, total, correction or restated.";
        "status" Text: word(r.check.status), "holds, rounding or fails.";
        "stated" Kroner: r.check.stated, "The figure that the letter states, in kroner.";
        "computed" Kroner: r.check.computed, "The balance that comes of the letters, in kroner.";
        "difference" Kroner: r.check.stated.saturating_sub(r.check.computed), "What is stated less what is computed, in kroner.";
        "document" Text: at.document, "The id of the letter that states it.";
        "date" Date: at.date, "That letter's date.";
        "text" Text: &r.entry.text, "The words of the step.";
        "computed_document" Text: r.before.document, "The id of the letter whose step the balance comes from.";
        "computed_source" Text: r.before.source, "The name of that letter's file.";
        "computed_line" Integer: r.before.place.line, "The line that step begins on.";
        "computed_span_start" Integer: r.before.place.span.map(|span| span.start), "The offset of its first byte.";
        "computed_span_end" Integer: r.before.place.span.map(|span| span.end), "The offset behind its last byte.";
    } },
    table! { "diagnostics", "What the letters contradict or leave open.", key [], links [TO_LETTER], (r, at) in diagnostics, {
        "code" Text: word(r.code), "The kind of diagnostic.";
        "severity" Text: word(r.severity), "error, warning or info.";
        "message" Text: &r.message, "What is wrong.";
        "field" Text: &r.field, "The field it concerns.";
        "document" Text: at.document, "The id of the letter it concerns; empty where it is about none put together.";
        "date" Date: at.date, "That letter's date.";
    } },
    table! { "letters", "The letters put together, by date, then number.", key ["document"], links [], (r, at) in letters, {
        "document" Text: at.document, "The letter's id in the dossier.";
        "kind" Text: word(r.kind), "The family it belongs to.";
        "title" Text: &r.title, "The title as printed.";
        "date" Date: at.date, "The letter's own date.";
        "fiscal_year" Integer: r.fiscal_year, "The budget year the letter is for.";
        "supplement_number" Integer: r.supplement_number, "The number of a supplement, from 1.";
        "our_ref" Text: &r.our_ref, "The sender's case number as printed.";
        "issuer" Text: &r.issuer, "Who sends it.";
        "recipient" Text: &r.recipient, "To whom it is addressed.";
    } },
    table! { "left_out", "The letters that are not part of it, and why.", key [], links [], (r, at) in left_out, {
        "document" Text: at.document, "The id the letter would have; a copy has that of the letter it repeats.";
        "reason" Text: word(r.reason), "repeated, other_kind, other_recipient, other_issuer or other_year.";
        "kind" Text: word(r.letter.kind), "The family it belongs to.";
        "title" Text: &r.letter.title, "The title as printed.";
        "date" Date: at.date, "The letter's own date.";
        "fiscal_year" Integer: r.letter.fiscal_year, "The budget year the letter is for.";
        "supplement_number" Integer: r.letter.supplement_number, "The number of a supplement, from 1.";
        "our_ref" Text: &r.letter.our_ref, "The sender's case number as printed.";
        "issuer" Text: &r.letter.issuer, "Who sends it.";
        "recipient" Text: &r.letter.recipient, "To whom it is addressed.";
    } },
];

fn failed(post: &PostHistory) -> usize {
    post.entries.iter().flat_map(|entry| &entry.checks).filter(|check| check.status == CheckStatus::Fails).count()
}

fn posts<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = (&'a PostHistory, Stand<'a>)> {
    sourced.dossier().posts.iter().map(|post| {
        let last = post.entries.last();
        (post, last.map_or(Stand::NOWHERE, |entry| Stand::of(sourced, &entry.document, entry)))
    })
}

type Step<'a, T, E> = ((&'a T, usize, &'a E), Stand<'a>);

fn post_entries<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = Step<'a, PostHistory, PostEntry>> {
    let steps = sourced.dossier().posts.iter().flat_map(|post| post.entries.iter().zip(1..).map(move |(entry, step)| (post, step, entry)));
    steps.map(|(post, step, entry)| ((post, step, entry), Stand::of(sourced, &entry.document, entry)))
}

fn post_shares<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = ((&'a PostHistory, &'a PostShare), Stand<'a>)> {
    let shares = sourced.dossier().posts.iter().flat_map(|post| post.shares.iter().map(move |share| (post, share)));
    shares.map(|(post, share)| ((post, share), Stand::of(sourced, &share.document, share)))
}

fn mandates<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = (&'a MandateLife, Stand<'a>)> {
    sourced.dossier().mandates.iter().map(|life| {
        let first = life.entries.first();
        (life, first.map_or(Stand::NOWHERE, |entry| Stand::of(sourced, &entry.document, entry)))
    })
}

fn mandate_entries<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = Step<'a, MandateLife, MandateEntry>> {
    let steps = sourced.dossier().mandates.iter().flat_map(|life| life.entries.iter().zip(1..).map(move |(entry, step)| (life, step, entry)));
    steps.map(|(life, step, entry)| ((life, step, entry), Stand::of(sourced, &entry.document, entry)))
}

type Due<'a> = ((&'a DossierDeadline, Times<'a>), Stand<'a>);

fn open_deadlines<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = Due<'a>> {
    sourced.dossier().deadlines.iter().map(|deadline| due(sourced, deadline))
}

fn closed_deadlines<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = Due<'a>> {
    sourced.dossier().mandates.iter().flat_map(|life| &life.closed_deadlines).map(|deadline| due(sourced, deadline))
}

fn due<'a>(sourced: &'a Sourced<'a>, deadline: &'a DossierDeadline) -> Due<'a> {
    ((deadline, Times::from(&deadline.when)), Stand::of(sourced, &deadline.document, deadline))
}

/// A check with the step it stands in, and the step that the balance comes from.
struct Checked<'a> {
    post: &'a PostHistory,
    step: usize,
    entry: &'a PostEntry,
    check: &'a BalanceCheck,
    before: Stand<'a>,
}

fn checks<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = (Checked<'a>, Stand<'a>)> {
    let stand = |at: &'a LetterPlace| Stand::new(sourced, &at.document, Place { line: Some(at.line), span: Some(at.span) });
    post_entries(sourced).flat_map(move |((post, step, entry), _)| {
        entry.checks.iter().map(move |check| {
            let before = check.computed_at.as_ref().map_or(Stand::NOWHERE, stand);
            (Checked { post, step, entry, check, before }, stand(&check.stated_at))
        })
    })
}

fn diagnostics<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = (&'a Diagnostic, Stand<'a>)> {
    sourced.dossier().diagnostics.iter().map(|diagnostic| {
        let id = diagnostic.document.and_then(|index| sourced.dossier().documents.get(index));
        let place = Place { line: diagnostic.line, span: diagnostic.span };
        (diagnostic, id.map_or(Stand::NOWHERE, |id| Stand::new(sourced, id, place)))
    })
}

fn letters<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = (&'a DossierLetter, Stand<'a>)> {
    sourced.dossier().letters.iter().zip(sourced.letters()).map(|(letter, origin)| (letter, whole(letter, *origin)))
}

fn left_out<'a>(sourced: &'a Sourced<'a>) -> impl Iterator<Item = (&'a LeftOut, Stand<'a>)> {
    sourced.dossier().left_out.iter().zip(sourced.left_out()).map(|(left, origin)| (left, whole(&left.letter, *origin)))
}

/// Where a whole letter stands.
fn whole<'a>(letter: &'a DossierLetter, origin: Origin<'a>) -> Stand<'a> {
    let place = Place { line: Some(origin.document.line), span: Some(origin.document.span) };
    Stand { document: Some(&letter.id), date: letter.date, source: origin.source, place }
}
