//! Budget lines: rows of tables, and money in sentences with the chapter and post it is given on.

use std::ops::Range;

use once_cell::sync::Lazy;
use regex::Regex;

use super::kind::base_of;
use super::layout::{Layout, Role};
use super::pattern::{Opening, bare_words, is_one_of, pattern, words};
use super::rows::{Heads, LooseRow};
use super::sentence::at;
use super::{Letter, Para, placed, unique_keys};
use crate::block::Row;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Amount, BudgetLine, Effect, Inferred, Kind, Origin, Side};
use crate::source::Place;
use crate::span::Span;
use crate::value::amount::{Figure, Money, cell_figure, qualifier, stated_unit};
use crate::value::post::{PostRef, cell_number, cell_pair};
use crate::value::{ValueKind, scan};

/// What a column of a budget table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Kapittel,
    Post,
    Pair,
    Name,
    /// «Tidligere tildeling», «Saldert».
    Earlier,
    /// «Ny tildeling».
    New,
    /// «Endring».
    Change,
    /// «Sum tildeling», «Revidert», when an earlier amount stands beside it; else the amount itself.
    Total,
    Amount,
    Other,
}

static COLUMNS: [(Opening, Column); 8] = [
    (Opening::new(&["kap"], || pattern(r"(?i)^kap(?:ittel|\.)?[ ./]*(?:og )?/? ?post\b")), Column::Pair),
    (Opening::new(&["kap"], || pattern(r"(?i)^kap(?:ittel|\.|itla)?(?: ?nr\.?)?$")), Column::Kapittel),
    (Opening::new(&["post"], || pattern(r"(?i)^post(?: ?nr\.?)?\.?$")), Column::Post),
    (
        Opening::new(&["be", "na", "nemning", "formål", "føremål", "tekst", "tiltak"], || {
            pattern(r"(?i)^(?:betegnelse|benevnelse|navn|namn|nemning|formål|føremål|tekst|tiltak)\b")
        }),
        Column::Name,
    ),
    (
        Opening::new(&["tid", "saldert", "opp", "vedtatt", "før"], || {
            pattern(r"(?i)^(?:tidligere|tidlegare|saldert|opprinnelig|opphavleg|vedtatt|før)\b")
        }),
        Column::Earlier,
    ),
    (Opening::new(&["endring"], || pattern(r"(?i)^(?:endring|endringer)\b")), Column::Change),
    (Opening::new(&["ny", "tillegg", "økning"], || pattern(r"(?i)^(?:ny|nye|tillegg|økning)\b")), Column::New),
    (Opening::new(&["sum", "revidert", "total", "saml"], || pattern(r"(?i)^(?:sum|revidert|total|samlet|samla)\b")), Column::Total),
];
/// Words of the head of a column of amounts.
const AMOUNT: &[&str] = &["bevilgning", "løyving", "beløp", "tildeling", "tildelt", "budsjett", "ramme", "kr", "kroner", "sum"];
static KEYWORD: Opening = Opening::new(&["kan ", "overslags"], || {
    pattern(
        r"(?i)^(?:kan (?:overføres|overførast)|kan (?:nyttes|nyttast) under (?:post(?:ene|ane)? [0-9, og]*[0-9]|kap\. ?[0-9]+,? post [0-9]+)|overslagsbevilgning|overslagsløyving)",
    )
});
static SUM_ROW: Opening = Opening::new(&["sum", "total", "til ", "i "], || pattern(r"(?i)^(?:sum|totalt?|til sammen|i alt)\b"));

/// What words say of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speech {
    Gives,
    Raises,
    Lowers,
    Authority,
    Required,
    /// The money is spoken of, not given: quoted, estimated, corrected or conditional.
    Quoted,
}

/// What a stretch of words says of money, a bit for each kind of speech.
#[derive(Debug, Clone, Copy, Default)]
struct Verbs(u8);

impl Verbs {
    fn of(phrase: &str) -> Self {
        let mut verbs = Self::default();
        let mut last = "";
        for word in words(phrase) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let small = word.starts_with(char::is_uppercase).then(|| word.to_lowercase());
            let speech = match small.as_deref().unwrap_or(word) {
                "tildeles" | "tildeler" | "tildelt" | "tildelar" | "tildelast" | "bevilges" | "bevilget" | "løyver" | "løyvd" | "stilles"
                | "stiller" | "stilt" | "disponere" | "disponerer" | "gis" | "får" | "øremerkes" | "øremerket" | "øremerkingen" | "avsettes"
                | "avsatt" | "overføres" | "overførte" | "fordeles" | "utbetales" | "kommer" | "rammen" | "dekkes" => {
                    // «som ble tildelt» tells of what was.
                    if matches!(last, "ble" | "vart" | "ved") { Speech::Quoted } else { Speech::Gives }
                }
                "økes" | "øke" | "økt" | "øker" | "økning" | "auke" | "auka" | "aukar" | "aukast" | "styrkes" | "oppjusteres" => Speech::Raises,
                "reduseres" | "redusert" | "reduserer" | "redusere" | "reduserast" | "reduksjon" | "nedjusteres" | "kuttes" | "trekkes"
                | "minskes" => Speech::Lowers,
                "ned" if matches!(last, "satt" | "settes") => Speech::Lowers,
                "fullmakt" | "bestillingsramme" | "tilsagnsramme" | "garantiramme" => Speech::Authority,
                "inntektskrav" | "inntektskravet" | "inntekter" | "inntekt" => Speech::Required,
                "anslag" | "anslått" | "dersom" | "tidligere" | "estimat" | "estimatet" => Speech::Quoted,
                "være" if last == "skal" => Speech::Quoted,
                "tildeling" | "bevilgning" if last == "til" || last == "korrekt" => Speech::Quoted,
                _ => {
                    last = word;
                    continue;
                }
            };
            verbs.0 |= 1 << speech as u8;
            last = word;
        }
        verbs
    }

    fn say(self, speech: Speech) -> bool {
        self.0 & (1 << speech as u8) != 0
    }
}

static PURPOSE: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"^(?:,? (?:som )?(?:skal )?)?(?: ?på kap\.[^.]*? post [0-9]+)? ?(?:øremerket |øremerkt )?(?:(?:til|for|knyttet til|knytt til) (?:å (?:dekke|dekkje|styrke|finansiere) )?)",
    )
});
static GOES_TO: Opening = Opening::new(&["gå til ", "brukes til ", "nyttes til ", "dekk"], || {
    pattern(r"(?i)^(?:gå til|brukes til|nyttes til|gå til å|dekke|dekkje) (?:arbeidet? med |å )?")
});

/// A Sum row of a table: what it states, and the rows it adds up.
pub(crate) struct TableSum {
    pub(crate) row: Span,
    pub(crate) stated: Amount,
    /// The places of the lines it adds up.
    pub(crate) lines: Vec<Span>,
}

/// The lines of a letter and the Sum rows of its tables; what could not be read goes to the diagnostics.
pub(crate) fn lines(letter: &Letter<'_, '_>, layout: &Layout, kind: Kind, diagnostics: &mut Vec<Diagnostic>) -> (Vec<BudgetLine>, Vec<TableSum>) {
    let mut found = Vec::new();
    let mut sums = Vec::new();
    for (i, para) in letter.enumerate() {
        if let Some(table) = &para.passage.table
            && layout.roles[i] == Role::Body
        {
            let unit = unit_beside(letter, layout, i);
            let mut reader = TableReader::new(letter, unit);
            reader.kapittel = chapter_above(letter, i);
            let (lines, totals) = reader.read(&table.rows, diagnostics);
            found.extend(lines);
            sums.extend(totals);
        }
    }
    let mut heads = Heads::default();
    for (i, para) in letter.enumerate() {
        if !matches!(layout.roles[i], Role::Body | Role::LeadIn | Role::Heading) || para.passage.table.is_some() {
            continue;
        }
        let rows = heads.rows(para.text());
        if !rows.is_empty() {
            loose(letter, para, &rows, heads.unit, &mut found, diagnostics);
            continue;
        }
        heads.read(letter, para);
        if para.is_text() {
            prose(letter, layout, i, kind, &mut found, diagnostics);
        }
    }
    found.sort_by_key(|l| l.span.start);
    unique_keys(&mut found, |l| &mut l.key);
    (found, sums)
}

/// The chapter that the passage above a table names alone: «Kap. 732 Regionale helseforetak».
fn chapter_above(letter: &Letter<'_, '_>, i: usize) -> Option<(u16, Span)> {
    let above = &letter.paras[..i];
    above.iter().rev().take(2).filter(|p| p.text().len() <= CAPTION).find_map(|para| {
        let first = para.findings.values.first().filter(|v| v.range.start == 0)?;
        let ValueKind::Posts(posts) = &first.kind else { return None };
        let [PostRef { kapittel: Some(kapittel), post: None, range }] = posts.as_slice() else { return None };
        Some((*kapittel, para.passage.view.span(range.clone())))
    })
}

/// The longest caption of a table, in bytes.
const CAPTION: usize = 120;

/// A unit stated in the caption above a table or the line below it, and where.
fn unit_beside(letter: &Letter<'_, '_>, layout: &Layout, i: usize) -> Option<(i64, Span)> {
    let beside = (i.saturating_sub(2)..i).rev().chain([i + 1]);
    beside.filter(|&n| n < letter.paras.len() && matches!(layout.roles[n], Role::Body | Role::LeadIn | Role::Heading)).find_map(|n| {
        let para = &letter.paras[n];
        let text = para.text();
        // A caption, or the last words of the sentence that introduces the table.
        let tail = text.rfind('(').map_or(text, |at| &text[at..]);
        let tail = if text.len() <= 80 { text } else { tail };
        let unit = tail.split(['(', ')', ':', ',']).find_map(stated_unit)?;
        (tail.len() <= 80).then(|| (unit, letter.whole(para).span))
    })
}

struct TableReader<'l, 'a, 's> {
    letter: &'l Letter<'a, 's>,
    unit: Option<(i64, Span)>,
    columns: Vec<Column>,
    /// The chapter of a heading row or of the rows above, and where it stands.
    kapittel: Option<(u16, Span)>,
}

impl<'l, 'a, 's> TableReader<'l, 'a, 's> {
    fn new(letter: &'l Letter<'a, 's>, unit: Option<(i64, Span)>) -> Self {
        Self { letter, unit, columns: Vec::new(), kapittel: None }
    }

    fn read(mut self, rows: &[Row<'s>], diagnostics: &mut Vec<Diagnostic>) -> (Vec<BudgetLine>, Vec<TableSum>) {
        let mut found: Vec<BudgetLine> = Vec::new();
        let mut sums = Vec::new();
        let mut unitless = false;
        for row in rows {
            let columns = header(row);
            let is_header = columns.is_some();
            self.columns = columns.unwrap_or(self.columns);
            if let Some(cell) = row.cells.iter().find(|c| stated_unit(&c.view.text).is_some()) {
                self.unit = stated_unit(&cell.view.text).map(|unit| (unit, cell.span));
            }
            if self.columns.is_empty() || is_header {
                continue;
            }
            if let Some(sum) = self.sum(row, &found) {
                sums.push(sum);
                continue;
            }
            match self.row(row) {
                Ok(line) => found.extend(line),
                Err(Code::UnitMissing) => unitless = true,
                Err(code) => {
                    let place = self.letter.source.place(&[row.span]);
                    diagnostics.push(self.letter.report(code, "budget_lines", place.span, format!("the row «{}» could not be read", place.text)));
                }
            }
        }
        if unitless && let Some(first) = rows.first() {
            let message = "the table states no unit; its amounts are left out".to_owned();
            diagnostics.push(self.letter.report(Code::UnitMissing, "budget_lines", first.span, message));
        }
        (found, sums)
    }

    /// The Sum row of the rows above: of one chapter, «Sum kap. 220», or of all.
    fn sum(&self, row: &Row<'s>, above: &[BudgetLine]) -> Option<TableSum> {
        let label = row.cells.iter().map(|c| c.view.text.as_ref()).find(|t| SUM_ROW.is_match(t))?;
        let kapittel = scan(label).values.into_iter().find_map(|v| if let ValueKind::Posts(p) = v.kind { p.first()?.kapittel } else { None });
        let (unit, _) = self.unit?;
        let stated = self.amount(row, self.main_column(), unit)?;
        let lines: Vec<Span> = above.iter().filter(|l| kapittel.is_none_or(|k| l.kapittel == k)).map(|l| l.span).collect();
        (!lines.is_empty()).then_some(TableSum { row: row.span, stated, lines })
    }

    /// The column of what is given or changed.
    fn main_column(&self) -> Column {
        let order = [Column::Change, Column::New, Column::Amount];
        order.into_iter().find(|c| self.columns.contains(c)).unwrap_or(Column::Total)
    }

    fn cell<'r>(&self, row: &'r Row<'s>, column: Column) -> Option<&'r str> {
        let i = self.columns.iter().position(|c| *c == column)?;
        row.cells.get(i).map(|c| c.view.text.as_ref()).filter(|t| !t.is_empty())
    }

    /// The line of a row; `None` for rows that hold no post, such as sums.
    fn row(&mut self, row: &Row<'s>) -> Result<Option<BudgetLine>, Code> {
        let words = row.cells.iter().map(|c| c.view.text.as_ref()).find(|t| !t.is_empty()).unwrap_or("");
        if SUM_ROW.is_match(words) || words.is_empty() {
            return Ok(None);
        }
        let mut inferred = Vec::new();
        let pair = self.cell(row, Column::Pair).and_then(cell_pair);
        let own = self.cell(row, Column::Kapittel).and_then(|t| cell_number(t, 4));
        let post = pair.map(|p| p.1).or_else(|| self.cell(row, Column::Post).and_then(|t| cell_number(t, 2)).and_then(|n| u8::try_from(n).ok()));
        if let Some(own) = own {
            self.kapittel = Some((own, row.cells[0].span));
        }
        let Some(post) = post else { return if self.figure(row, Column::Amount).is_some() { Err(Code::RowUnread) } else { Ok(None) } };
        let kapittel = match (pair, own, self.kapittel) {
            (Some((kapittel, _)), ..) | (_, Some(kapittel), _) => kapittel,
            (.., Some((kapittel, span))) => {
                inferred.push(Inferred { field: "kapittel".into(), span: Some(span) });
                kapittel
            }
            _ => return Err(Code::RowUnread),
        };
        let Some((unit, _)) = self.unit else { return Err(Code::UnitMissing) };
        let changes = self.columns.contains(&Column::Change);
        let staged = self.columns.contains(&Column::Earlier) && (changes || self.columns.contains(&Column::New));
        // Of two columns of amounts nothing here tells which the letter gives.
        let main = self.main_column();
        if self.columns.iter().filter(|c| **c == main).count() > 1 {
            return Err(Code::RowUnread);
        }
        let amount = self.amount(row, main, unit).ok_or(Code::RowUnread)?;
        let side = side_of(kapittel);
        let effect = match side {
            _ if changes => Effect::Change,
            Side::Income => Effect::Requirement,
            Side::Expense => Effect::Grant,
        };
        let (name, keywords) = self.cell(row, Column::Name).map_or((None, Vec::new()), split_name);
        let place = self.letter.source.place(&[row.span]);
        let line = Given { kapittel, post, name, keywords, amount, effect, inferred };
        let earlier = staged.then(|| self.amount(row, Column::Earlier, unit)).flatten();
        let total = staged.then(|| self.amount(row, Column::Total, unit)).flatten();
        Ok(Some(BudgetLine { earlier, total, ..line.record(place) }))
    }

    fn figure(&self, row: &Row<'s>, column: Column) -> Option<Figure> {
        self.cell(row, column).and_then(cell_figure)
    }

    fn amount(&self, row: &Row<'s>, column: Column, unit: i64) -> Option<Amount> {
        let (nok, granularity) = self.figure(row, column)?.kroner(unit)?;
        Some(Amount { nok, text: self.cell(row, column)?.to_owned(), granularity, qualifier: crate::model::Qualifier::Exact })
    }
}

/// What a row or a sentence gives: the part of a line that both have.
struct Given {
    kapittel: u16,
    post: u8,
    name: Option<String>,
    keywords: Vec<String>,
    amount: Amount,
    effect: Effect,
    inferred: Vec<Inferred>,
}

impl Given {
    fn record(self, place: Place) -> BudgetLine {
        let Self { kapittel, post, name, keywords, amount, effect, inferred } = self;
        placed!(
            place,
            BudgetLine {
                key: key(kapittel, post, effect, &amount),
                kapittel,
                post,
                name,
                amount,
                earlier: None,
                total: None,
                side: side_of(kapittel),
                effect,
                counted: true,
                purpose: None,
                mandate: None,
                keywords,
                origin: Origin::Table,
                inferred,
            }
        )
    }
}

/// The longest head of a column, in bytes.
const HEAD: usize = 60;

/// The columns that a header row names; it names a post and an amount at least.
fn header(row: &Row<'_>) -> Option<Vec<Column>> {
    // A row of figures, and one of sentences, names no columns.
    if row.cells.len() < 2 || row.cells.iter().any(|c| c.view.text.len() > HEAD || cell_figure(&c.view.text).is_some()) {
        return None;
    }
    let column = |text: &str| {
        let text = text.trim();
        COLUMNS.iter().find(|(head, _)| head.is_match(text)).map_or_else(
            || if bare_words(text).any(|(_, word)| is_one_of(word, AMOUNT)) { Column::Amount } else { Column::Other },
            |(_, column)| *column,
        )
    };
    let columns: Vec<Column> = row.cells.iter().map(|c| column(&c.view.text)).collect();
    let has = |wanted: &[Column]| columns.iter().any(|c| wanted.contains(c));
    let names = has(&[Column::Pair, Column::Post]) && has(&[Column::Amount, Column::Total, Column::New, Column::Change]);
    names.then_some(columns)
}

/// Chapters from 3000 are income (Stortingets bevilgningsreglement; loans' chapters 90–99 are posts, not chapters).
const fn side_of(kapittel: u16) -> Side {
    if kapittel >= 3000 { Side::Income } else { Side::Expense }
}

/// The name of a post without its key words, and these.
fn split_name(text: &str) -> (Option<String>, Vec<String>) {
    let keywords: Vec<String> = KEYWORD.find_in(text).map(|range| text[range].to_owned()).collect();
    let end = KEYWORD.find_in(text).next().map_or(text.len(), |range| range.start);
    let name = text[..end].trim_end_matches([',', ' ']).to_owned();
    ((!name.is_empty()).then_some(name), keywords)
}

fn key(kapittel: u16, post: u8, effect: Effect, amount: &Amount) -> String {
    let effect = match effect {
        Effect::Grant => "grant",
        Effect::Change => "change",
        Effect::OfWhich => "of-which",
        Effect::Requirement => "requirement",
        Effect::Authority => "authority",
    };
    format!("{kapittel}.{post:02}-{effect}-{}", amount.nok)
}

/// More sums than a sentence gives.
const MANY: usize = 12;

/// A chapter and post that a sentence speaks of, and where they stand if not in the sentence itself.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ground {
    kapittel: u16,
    post: u8,
    elsewhere: Option<Span>,
    /// The post's name, where the sentence gives it.
    name: Option<String>,
}

/// The lines that the sentences of a passage give.
fn prose(letter: &Letter<'_, '_>, layout: &Layout, i: usize, kind: Kind, found: &mut Vec<BudgetLine>, diagnostics: &mut Vec<Diagnostic>) {
    let para = &letter.paras[i];
    if !para.findings.values.iter().any(|v| matches!(v.kind, ValueKind::Money(_))) {
        return;
    }
    let text = para.text();
    let all = para.sentences();
    let mut last: Option<usize> = None;
    for value in &para.findings.values {
        let ValueKind::Money(money) = value.kind else { continue };
        let sentence = at(all, value.range.start);
        let words = &text[sentence.clone()];
        // A run of sums is a table that lost its form; nothing tells what each is for.
        if para.findings.within(sentence.clone()).filter(|v| matches!(v.kind, ValueKind::Money(_))).take(MANY + 1).count() > MANY {
            if last != Some(sentence.start) {
                let span = letter.place(para, sentence.clone()).span;
                diagnostics.push(letter.report(
                    Code::RowUnread,
                    "budget_lines",
                    span,
                    "too many sums stand in a row to tell what each is for".into(),
                ));
            }
            last = Some(sentence.start);
            continue;
        }
        let Some(effect) = effect(words, value.range.start - sentence.start) else { continue };
        let Some(ground) = ground(letter, layout, i, &sentence, &value.range) else {
            if last != Some(sentence.start) && matches!(effect, Effect::Grant | Effect::Change) && base_kind(kind) {
                let span = letter.place(para, value.range.clone()).span;
                let message = "money is given here, but no kapittel and post to give it on is named".to_owned();
                diagnostics.push(letter.report(Code::PostMissing, "budget_lines", span, message));
            }
            last = Some(sentence.start);
            continue;
        };
        last = Some(sentence.start);
        let sum = Sum { sentence, range: value.range.clone(), money, ground, effect };
        found.push(line(letter, para, sum, kind, found));
    }
}

/// Whether letters of this kind give money.
const fn base_kind(kind: Kind) -> bool {
    !matches!(kind, Kind::Protokoll | Kind::Annet)
}

/// What a sentence does with the money at `money`; `None` when it only speaks of it.
fn effect(sentence: &str, money: usize) -> Option<Effect> {
    let before = Verbs::of(&sentence[..money]);
    if before.say(Speech::Quoted) {
        return None;
    }
    if before.say(Speech::Authority) {
        return Some(Effect::Authority);
    }
    if before.say(Speech::Raises) || before.say(Speech::Lowers) {
        return Some(Effect::Change);
    }
    if before.say(Speech::Required) {
        return Some(Effect::Requirement);
    }
    (before.say(Speech::Gives) || Verbs::of(&sentence[money..]).say(Speech::Gives)).then_some(Effect::Grant)
}

/// The chapter and post of the money at `money`: those it is directly put on, «kr 1 000 på post 21»; else the last named before it in
/// its sentence, else the next behind it there, else those the sentence before speaks of, else those of the section's heading.
fn ground(letter: &Letter<'_, '_>, layout: &Layout, i: usize, sentence: &Range<usize>, money: &Range<usize>) -> Option<Ground> {
    let para = &letter.paras[i];
    let text = para.text();
    let posts_in =
        |range: Range<usize>| para.findings.within(range).filter_map(|v| if let ValueKind::Posts(p) = &v.kind { Some(p) } else { None }).flatten();
    let full = |p: &PostRef| Some((p.kapittel?, p.post?));
    // A post alone is of the chapter named before it in the sentence.
    let mut chapter = None;
    let own: Vec<(Range<usize>, u16, u8)> = posts_in(sentence.clone())
        .filter_map(|p| {
            chapter = p.kapittel.or(chapter);
            Some((p.range.clone(), chapter?, p.post?))
        })
        .collect();
    let direct = own.iter().find(|(range, ..)| range.start >= money.end && LINKS.contains(&text[money.end..range.start].trim()));
    let before = own.iter().rfind(|(range, ..)| range.end <= money.start);
    if let Some((range, kapittel, post)) = direct.or(before).or(own.first()) {
        let name = post_name(&text[range.end..sentence.end]);
        return Some(Ground { kapittel: *kapittel, post: *post, elsewhere: None, name });
    }
    // Only a sentence that speaks of a single post can lend it to the next ones.
    let earlier = para.sentences().iter().rev().filter(|s| s.end <= sentence.start);
    for before in earlier {
        let named: Vec<&PostRef> = posts_in(before.clone()).filter(|p| full(p).is_some()).collect();
        match named.as_slice() {
            [] => {}
            [one] => {
                let (kapittel, post) = full(one)?;
                return Some(Ground { kapittel, post, elsewhere: Some(para.passage.view.span(one.range.clone())), name: None });
            }
            _ => return None,
        }
    }
    let heading = (0..i).rev().find(|&n| letter.paras[n].is_heading() && layout.roles[n] == Role::Heading)?;
    let heading = &letter.paras[heading];
    let named: Vec<(&PostRef, (u16, u8))> = heading
        .findings
        .values
        .iter()
        .filter_map(|v| if let ValueKind::Posts(p) = &v.kind { Some(p) } else { None })
        .flatten()
        .filter_map(|p| Some((p, full(p)?)))
        .collect();
    let [(place, (kapittel, post))] = named.as_slice() else { return None };
    Some(Ground { kapittel: *kapittel, post: *post, elsewhere: Some(heading.passage.view.span(place.range.clone())), name: None })
}

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

/// The lines of rows that lost their table.
fn loose(
    letter: &Letter<'_, '_>,
    para: &Para<'_>,
    rows: &[LooseRow],
    unit: Option<i64>,
    found: &mut Vec<BudgetLine>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(unit) = unit else {
        let span = letter.whole(para).span;
        let message = "no unit is stated for this row; its amount is left out".to_owned();
        diagnostics.push(letter.report(Code::UnitMissing, "budget_lines", span, message));
        return;
    };
    for row in rows {
        let words = &para.text()[row.figure.clone()];
        let Some((nok, granularity)) = cell_figure(words).and_then(|f| f.kroner(unit)) else { continue };
        let amount = Amount { nok, text: letter.place(para, row.figure.clone()).text, granularity, qualifier: crate::model::Qualifier::Exact };
        let effect = if side_of(row.kapittel) == Side::Income { Effect::Requirement } else { Effect::Grant };
        let (name, keywords) = split_name(&para.text()[row.name.clone()]);
        let inferred = row.chapter.map(|span| Inferred { field: "kapittel".into(), span: Some(span) }).into_iter().collect();
        let line = Given { kapittel: row.kapittel, post: row.post, name, keywords, amount, effect, inferred };
        found.push(line.record(letter.place(para, row.whole.clone())));
    }
}

/// A sum of money that a sentence gives, before it is a record.
struct Sum {
    sentence: Range<usize>,
    range: Range<usize>,
    money: Money,
    ground: Ground,
    effect: Effect,
}

fn line(letter: &Letter<'_, '_>, para: &Para<'_>, sum: Sum, kind: Kind, before: &[BudgetLine]) -> BudgetLine {
    let text = para.text();
    let Sum { sentence, range, money, ground: Ground { kapittel, post, elsewhere, name }, effect } = sum;
    let mut inferred: Vec<Inferred> = Vec::new();
    if elsewhere.is_some() {
        inferred.extend(["kapittel", "post"].map(|field| Inferred { field: field.into(), span: elsewhere }));
    }
    let words = letter.place(para, range.clone()).text;
    let lowered = effect == Effect::Change && Verbs::of(&text[sentence.start..range.start]).say(Speech::Lowers);
    let nok = if lowered { -money.nok } else { money.nok };
    let amount = Amount { nok, text: words, granularity: money.granularity, qualifier: qualifier(&text[..range.start]) };
    // Within a letter that gives the year's money in a table, money in prose is a share of the table's line.
    let row = before.iter().find(|l| l.origin == Origin::Table && (l.kapittel, l.post) == (kapittel, post));
    let share = effect == Effect::Grant && row.is_some() && base_of(kind).is_none();
    let repeated = row.is_some_and(|r| agrees(&r.amount, &amount) || r.total.as_ref().is_some_and(|t| agrees(t, &amount)));
    let side = side_of(kapittel);
    let effect = match effect {
        Effect::Grant if side == Side::Income => Effect::Requirement,
        Effect::Grant if share && !repeated => Effect::OfWhich,
        other => other,
    };
    let next = para.sentences().iter().find(|s| s.start >= sentence.end && continues(&text[(*s).clone()])).cloned();
    let (purpose, mandate) =
        (purpose(letter, para, &sentence, &range, next.as_ref(), &mut inferred), paid_mandate(para, &sentence, next.as_ref(), &mut inferred));
    inferred.sort_by(|a, b| a.field.cmp(&b.field));
    let place: Place = letter.place(para, sentence);
    let counted = !matches!(effect, Effect::OfWhich | Effect::Authority) && !repeated;
    let given = Given { kapittel, post, name, keywords: Vec::new(), amount, effect, inferred };
    BudgetLine { counted, purpose, mandate, origin: Origin::Prose, ..given.record(place) }
}

/// Whether two amounts are the same at the precision they are stated with.
pub(crate) fn agrees(a: &Amount, b: &Amount) -> bool {
    (a.nok - b.nok).abs() * 2 <= a.granularity.max(b.granularity)
}

/// Whether a sentence goes on about the money of the one before: «Midlene skal …», «Disse …».
fn continues(sentence: &str) -> bool {
    ["Midlene ", "Midlane ", "Disse ", "Desse ", "Tildelingen ", "Beløpet "].iter().any(|w| sentence.starts_with(w))
}

/// What the money is for: the words behind «til …» up to the next sum or the end of the clause, or what the next sentence says it goes to.
fn purpose(
    letter: &Letter<'_, '_>,
    para: &Para<'_>,
    sentence: &Range<usize>,
    money: &Range<usize>,
    next: Option<&Range<usize>>,
    inferred: &mut Vec<Inferred>,
) -> Option<String> {
    let text = para.text();
    let stop = para.findings.within(money.end..sentence.end).find(|v| matches!(v.kind, ValueKind::Money(_))).map_or(sentence.end, |v| v.range.start);
    let tail = &text[money.end..stop];
    // «Språkrådet tildeles …»: what stands before the verb is the recipient, not the purpose.
    if let Some(lead) = PURPOSE.find(tail) {
        let start = money.end + lead.end();
        let end = start + clause(&text[start..stop], stop < sentence.end);
        if end > start {
            return Some(letter.place(para, start..end).text);
        }
    }
    let next = next?;
    let found = GOES_TO.find_in(&text[next.clone()]).next()?;
    // «skal dekke gjenstående restanser» and «gå til arbeid med X» name it in their own words.
    let lead = text[next.clone()][found.clone()].trim_end();
    let start = next.start + found.start + if lead.ends_with("med") { lead.rfind("arbeid").unwrap_or(lead.len()) } else { found.len() };
    let end = start + clause(&text[start..next.end], false);
    inferred.push(Inferred { field: "purpose".into(), span: Some(para.passage.view.span(start..end)) });
    (end > start).then(|| letter.place(para, start..end).text)
}

/// The length of a clause: to a mark, or to «og» and «, » where another sum follows.
fn clause(text: &str, listed: bool) -> usize {
    let end = text.find(['.', ';', '(']).unwrap_or(text.len());
    let text = &text[..end];
    let end = text.find(", jf").or_else(|| text.find(", som ")).or_else(|| text.find(" og skal ")).unwrap_or(end);
    let text = text[..end].trim_end();
    if listed { text.trim_end_matches("og").trim_end().trim_end_matches(',').len() } else { text.trim_end_matches(',').len() }
}

/// The mandate that the money pays for: an id in its sentence, or in the sentence that goes on about it.
fn paid_mandate(para: &Para<'_>, sentence: &Range<usize>, next: Option<&Range<usize>>, inferred: &mut Vec<Inferred>) -> Option<String> {
    let id_in = |range: &Range<usize>| {
        para.findings
            .within(range.clone())
            .find_map(|v| if let ValueKind::MandateId(id) = &v.kind { Some((id.clone(), v.range.clone())) } else { None })
    };
    if let Some((id, _)) = id_in(sentence) {
        return Some(id);
    }
    let (id, range) = id_in(next?)?;
    inferred.push(Inferred { field: "mandate".into(), span: Some(para.passage.view.span(range)) });
    Some(id)
}
