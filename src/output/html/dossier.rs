//! The page of a dossier: what is in force at left, first of all what does not fit; the letters that it stands in at right.

use std::collections::{BTreeMap, HashMap};

use maud::{Markup, html};

use super::card::{self, Card, money};
use super::class::Class;
use super::desk::{Laid, Spot, link};
use super::places::Places;
use super::words::{self, change, day, kroner};
use super::{filters, frame, here, letter, none, panel, timeline};
use crate::model::{
    BalanceCheck, CheckStatus, Dossier, DossierDeadline, DossierLetter, Extraction, MandateEntry, MandateLife, MandateState, PostEntry, PostHistory,
    PostShare, Record, Rule,
};
use crate::output::sourced::{Sourced, as_set};
use crate::source::Source;
use crate::span::Span;

/// The review page of a dossier, in Norwegian (bokmål): at left the failed checks and diagnostics, the posts with their balance and
/// history, the mandates with their state and life, and the calendar; at right the letters, with every passage marked that it
/// comes from.
///
/// `texts` are the texts that the extractions were read from, in the order in which [`Sourced::new`] was given them. A letter whose
/// text is missing is not shown; its records then name file and line all the same. The same dossier and texts always give the same
/// page. Time and size grow linearly with them.
///
/// # Example: what a post has after two letters
///
/// ```
/// use styringsdokument::output::{Sourced, html};
/// use styringsdokument::parse;
///
/// let texts = [
///     "# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\nDirektoratet tildeles 10 mill. kroner på kap. 760, post 21.\n",
///     "# Supplerende tildelingsbrev nr. 1 for 2026\n\nDato: 1. mars 2026\n\nKap. 760, post 21 økes med 2 mill. kroner.\n",
/// ];
/// let letters = texts.map(parse);
/// let page = html::dossier_page(&Sourced::new(&letters), &texts);
/// assert!(page.contains("<data value=\"12000000\">"));
/// ```
#[must_use]
pub fn dossier_page(sourced: &Sourced<'_>, texts: &[impl AsRef<str>]) -> String {
    let mut desk = Desk::new(sourced, texts.iter().map(AsRef::as_ref));
    let findings = desk.findings();
    let counts = desk.counts;
    let main = html! {
        main.dossier {
            section #findings aria-labelledby="findings-title" tabindex="-1" {
                h2 #findings-title { "I kraft" }
                (here())
                div.sheet { (findings) }
                (none())
            }
            section #letter lang="nb" aria-labelledby="letter-title" tabindex="-1" {
                h2 #letter-title { "Brevene" }
                @for file in desk.files {
                    h3.file { (file.name) }
                    (letter::letter(file.extraction, file.text, &file.places.into_vec(), &file.prefix))
                }
            }
        }
    };
    let title = title(sourced.dossier());
    frame("Dossier", &title, "findings", &filters(|class| counts.get(&class).copied().unwrap_or_default()), &main)
}

/// Whom the letters are to, and for which year.
fn title(dossier: &Dossier) -> String {
    let recipient = dossier.letters.iter().find_map(|letter| letter.recipient.clone());
    let year = dossier.letters.iter().find_map(|letter| letter.fiscal_year).map(|year| year.to_string());
    let parts: Vec<String> = recipient.into_iter().chain(year).collect();
    if parts.is_empty() { "Ingen brev".to_owned() } else { parts.join(" ") }
}

/// What a letter is called: `Tillegg til oppdragsdokument nr. 1, 31. mars 2023`.
fn name(letter: &DossierLetter) -> String {
    let number = letter.supplement_number.map(|number| format!(" nr.\u{a0}{number}"));
    let date = letter.date.map(|date| format!(", {}", day(date)));
    [words::kind(letter.kind).to_owned()].into_iter().chain(number).chain(date).collect()
}

/// A file whose letters stand on the page.
struct File<'s> {
    name: String,
    extraction: &'s Extraction,
    text: &'s str,
    lines: Source<'s>,
    places: Places<'s>,
    /// What the names of its lines and places begin with.
    prefix: String,
}

/// Lays the dossier out: numbers the cards, and finds the places they point to.
struct Desk<'s> {
    sourced: &'s Sourced<'s>,
    dossier: &'s Dossier,
    /// In the order of the letters.
    files: Vec<File<'s>>,
    /// The place in `files` by the number of the extraction.
    by_extraction: HashMap<usize, usize>,
    /// The cards of mandates and deadlines by their keys: others name them before they are laid.
    mandates: HashMap<&'s str, usize>,
    deadlines: HashMap<&'s str, usize>,
    next: usize,
    counts: BTreeMap<Class, usize>,
}

impl<'s> Desk<'s> {
    fn new(sourced: &'s Sourced<'s>, texts: impl Iterator<Item = &'s str>) -> Self {
        let dossier = sourced.dossier();
        let texts: Vec<&str> = texts.collect();
        let mut files: Vec<File<'s>> = Vec::new();
        let mut by_extraction = HashMap::new();
        for origin in sourced.letters() {
            let Some((text, extraction)) = texts.get(origin.file).copied().zip(sourced.extractions().get(origin.file)) else { continue };
            by_extraction.entry(origin.file).or_insert_with(|| {
                let number = files.len() + 1;
                let name = origin.source.map_or_else(|| format!("Fil {number}"), |name| base(name).to_owned());
                let prefix = format!("{number}-");
                files.push(File { name, extraction, text, lines: Source::new(text), places: Places::new(text), prefix });
                number - 1
            });
        }
        let deadlines: HashMap<&str, usize> = dossier.deadlines.iter().map(|deadline| deadline.key.as_str()).zip(0..).collect();
        let mandates: HashMap<&str, usize> = dossier.mandates.iter().map(|life| life.key.as_str()).zip(deadlines.len()..).collect();
        let next = deadlines.len() + mandates.len();
        Self { sourced, dossier, files, by_extraction, mandates, deadlines, next, counts: BTreeMap::new() }
    }

    /// The file of a letter that stands on the page.
    fn file(&self, document: &str) -> Option<usize> {
        let (_, origin) = self.sourced.letter(document)?;
        self.by_extraction.get(&origin.file).copied()
    }

    /// A line of a letter: its element on the page, and its file and number.
    fn spot(&self, document: &str, line: usize) -> Spot {
        let file = self.file(document).and_then(|file| self.files.get(file));
        let source = self.sourced.letter(document).and_then(|(_, origin)| origin.source);
        let name = source.map_or_else(|| format!("linje {line}"), |source| format!("{}, linje {line}", base(source)));
        Spot { element: file.map(|file| format!("l{}{line}", file.prefix)), name }
    }

    fn lay(&mut self, card: Card, number: Option<usize>, document: &str, at: Option<(Span, &[Span], usize)>) -> Laid {
        *self.counts.entry(card.class).or_default() += 1;
        let number = number.unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        let spot = at.map(|(_, _, line)| self.spot(document, line));
        let file = self.file(document).and_then(|file| self.files.get_mut(file));
        let place = file.zip(at).and_then(|(file, (span, pieces, _))| {
            let place = file.places.at(card.class, &[span], pieces)?;
            Some(format!("{}{place}", file.prefix))
        });
        Laid { card, number, place, spot }
    }

    fn record(&mut self, card: Card, document: &str, record: &impl Record) -> Laid {
        self.lay(card, None, document, Some((record.span(), record.pieces(), record.line())))
    }

    fn letter(&self, document: &str) -> Option<&'s DossierLetter> {
        self.sourced.letter(document).and_then(|(number, _)| self.dossier.letters.get(number))
    }

    /// What a letter is called, by its id.
    fn name(&self, document: &str) -> String {
        self.letter(document).map_or_else(|| document.to_owned(), name)
    }

    /// A link to a place of a letter, by file and line.
    fn place(&self, document: &str, line: usize) -> Markup {
        let Spot { element, name } = self.spot(document, line);
        element.map_or_else(|| html! { (name) }, |element| html! { a href={ "#" (element) } { (name) } })
    }

    fn findings(&mut self) -> Markup {
        let dossier = self.dossier;
        html! {
            (self.head())
            (self.failures())
            (self.diagnostics())
            @if !dossier.posts.is_empty() { (self.posts()) }
            @if !dossier.mandates.is_empty() { (self.lives()) }
            @if !dossier.deadlines.is_empty() { (self.calendar()) }
            (self.letters())
        }
    }

    fn head(&self) -> Markup {
        let Dossier { letters, missing_numbers, left_out, posts, .. } = self.dossier;
        let issuer = letters.iter().find_map(|letter| letter.issuer.as_deref());
        let checks = || posts.iter().flat_map(|post| &post.entries).flat_map(|entry| &entry.checks);
        let statuses =
            [CheckStatus::Holds, CheckStatus::Rounding, CheckStatus::Fails].map(|status| (status, checks().filter(|c| c.status == status).count()));
        let statuses: Vec<String> =
            statuses.iter().filter(|(_, count)| *count > 0).map(|(status, count)| format!("{count} {}", words::check_status(*status))).collect();
        html! {
            header.head {
                p.kind { (letters.len()) " brev satt sammen" @if let Some(issuer) = issuer { " · fra " (issuer) } }
                h3 { (title(self.dossier)) }
                @if let Some(last) = letters.last() { p.parties { "I kraft etter " (name(last)) } }
                p.parties {
                    @if statuses.is_empty() { "Ingen tall i brevene kan kontrolleres mot saldoen" } @else { "Kontroller mot saldoen: " (statuses.join(" · ")) }
                }
                @if !missing_numbers.is_empty() {
                    p.parties { span.tag.warning { "mangler" } " tillegg nr. " (missing_numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")) }
                }
                @if !left_out.is_empty() { p.parties { span.tag.warning { "utelatt" } " " (left_out.len()) " brev, se nederst" } }
            }
        }
    }

    /// The checks that fail, each with both figures and both places.
    fn failures(&mut self) -> Markup {
        let mut laid = Vec::new();
        for post in &self.dossier.posts {
            for entry in &post.entries {
                for check in entry.checks.iter().filter(|check| check.status == CheckStatus::Fails) {
                    let before =
                        check.computed_at.as_ref().map(|at| html! { (self.name(&at.document)) " (" (self.place(&at.document, at.line)) ")" });
                    let card = Card::new(Class::Check, format!("{}: {}", number(post), words::balance_check(check.kind)))
                        .aside(html! { "avvik " (change(check.stated.saturating_sub(check.computed))) })
                        .toned(words::check_status(check.status), "error")
                        .tag(self.name(&check.stated_at.document))
                        .fact("Oppgitt", Some(kroner(check.stated)))
                        .fact("Utregnet", Some(kroner(check.computed)))
                        .linked("Saldo fra", before)
                        .quote(&entry.text);
                    let at = &check.stated_at;
                    laid.push(self.lay(card, None, &at.document, Some((at.span, &[], at.line))));
                }
            }
        }
        group(Class::Check, "Kontroller som ikke stemmer", laid.len(), &panel::cards(&laid))
    }

    fn diagnostics(&mut self) -> Markup {
        let mut laid = Vec::new();
        for diagnostic in &self.dossier.diagnostics {
            let document = diagnostic.document.and_then(|index| self.dossier.documents.get(index)).map_or("", String::as_str);
            let card = card::diagnostic(diagnostic).fact("Brev", (!document.is_empty()).then(|| self.name(document)));
            laid.push(self.lay(card, None, document, diagnostic.span.zip(diagnostic.line).map(|(span, line)| (span, &[][..], line))));
        }
        group(Class::Diagnostic, Class::Diagnostic.plural(), laid.len(), &panel::cards(&laid))
    }

    /// The table of balances, each with its history to unfold.
    fn posts(&mut self) -> Markup {
        let posts = &self.dossier.posts;
        let histories: Vec<(&PostHistory, Vec<Laid>)> = posts.iter().map(|post| (post, self.history(post))).collect();
        let table = html! {
            table.balances {
                thead { tr { th scope="col" { "Post" } th scope="col" { "Navn" } th.sum scope="col" { "Saldo" } } }
                @for (post, history) in &histories {
                    tbody.life {
                        tr {
                            th scope="row" { (post.kapittel) "." (format!("{:02}", post.post)) }
                            td {
                                (post.name.as_deref().unwrap_or_default())
                                @for (text, tone) in doubts(post) { " " span.tag.(tone) { (text) } }
                            }
                            td.sum { (money(post.total)) }
                        }
                        tr { td colspan="3" { (steps(&extent(post), history)) } }
                    }
                }
            }
        };
        group(Class::Budget, "Saldo på postene", posts.len(), &table)
    }

    fn history(&mut self, post: &PostHistory) -> Vec<Laid> {
        let mut laid: Vec<Laid> = Vec::with_capacity(post.entries.len() + post.shares.len());
        for entry in &post.entries {
            let card = self.step(entry);
            laid.push(self.record(card, &entry.document, entry));
        }
        for share in &post.shares {
            let card = self.share(share);
            laid.push(self.record(card, &share.document, share));
        }
        laid
    }

    /// A step in the history of a post, in its own words.
    fn step(&self, entry: &PostEntry) -> Card {
        let counted = !matches!(entry.rule, Rule::Repeated | Rule::Clarification);
        let mut card = Card::new(Class::Budget, self.name(&entry.document)).aside(html! { data value=(entry.nok) { (change(entry.nok)) } });
        card = card.toned(words::rule(entry.rule), if counted { "good" } else { "plain" });
        if !counted {
            card = card.tag("ikke medregnet");
        }
        let other = entry.counterpart.map(|other| format!("{}.{:02}", other.kapittel, other.post));
        let mandate = entry.mandate.as_deref().map(|id| self.mandate_link(id));
        let mut card = card
            .linked("Saldo etter", Some(money(entry.balance)))
            .fact("Oppgitt", entry.amount.as_ref().map(|amount| format!("{}«{}»", words::qualifier(amount.qualifier), amount.text)))
            .fact("Formål", entry.purpose.as_ref())
            .fact("Motpost", other)
            .linked("Oppdrag", mandate);
        for check in &entry.checks {
            card = card.linked("Kontroll", Some(checked(check)));
        }
        card = card.linked("Hentet fra", self.inferred(entry));
        card.quote = Some(entry.text.clone());
        card
    }

    /// The fields whose value stands elsewhere in the letter, and where.
    fn inferred(&self, entry: &PostEntry) -> Option<Markup> {
        let file = self.file(&entry.document).and_then(|file| self.files.get(file));
        let line = |span: Option<Span>| Some((file?, file?.lines.line(span?.start)));
        (!entry.inferred.is_empty()).then(|| {
            html! {
                @for (i, inferred) in entry.inferred.iter().enumerate() {
                    @if i > 0 { ", " }
                    (words::field(&inferred.field))
                    @if let Some((file, line)) = line(inferred.span) { " (" a href={ "#l" (file.prefix) (line) } { "linje " (line) } ")" }
                }
            }
        })
    }

    /// A share of a post, in its own words.
    fn share(&self, share: &PostShare) -> Card {
        let mut card = Card::new(Class::Budget, self.name(&share.document))
            .aside(money(share.nok))
            .tag(words::effect(share.effect))
            .tag("ikke medregnet")
            .fact("Formål", share.purpose.as_ref())
            .linked("Oppdrag", share.mandate.as_deref().map(|id| self.mandate_link(id)));
        card.quote = Some(share.text.clone());
        card
    }

    /// The name of a mandate, leading to its card where it has one.
    fn mandate_link(&self, key: &str) -> Markup {
        let known = self.mandates.get(key).copied();
        known.map_or_else(|| html! { (key) }, |number| link(number, &self.mandate_name(key).unwrap_or_else(|| key.to_owned())))
    }

    /// What a mandate of the dossier is called.
    fn mandate_name(&self, key: &str) -> Option<String> {
        let index = self.mandates.get(key)?.checked_sub(self.deadlines.len())?;
        self.dossier.mandates.get(index).map(|life| card::shorten(&called(life), 80))
    }

    /// The mandates, each with its life to unfold.
    fn lives(&mut self) -> Markup {
        let due: HashMap<&str, &DossierDeadline> = self.dossier.deadlines.iter().map(|deadline| (deadline.key.as_str(), deadline)).collect();
        let lives = &self.dossier.mandates;
        let laid: Vec<(Laid, Vec<Laid>)> = lives.iter().map(|life| (self.life(life, &due), self.events(life))).collect();
        let list = html! {
            ul {
                @for (card, events) in &laid {
                    (panel::card(card))
                    li.life { (steps(&format!("Historikk: {} {}", events.len(), if events.len() == 1 { "hendelse" } else { "hendelser" }), events)) }
                }
            }
        };
        group(Class::Mandate, Class::Mandate.plural(), lives.len(), &list)
    }

    fn life(&mut self, life: &MandateLife, due: &HashMap<&str, &DossierDeadline>) -> Laid {
        let first = life.entries.first();
        let tone = if life.state == MandateState::InForce { "good" } else { "warning" };
        let open: Vec<Markup> = life.open_deadlines.iter().filter_map(|key| self.deadline_link(due.get(key.as_str())?)).collect();
        let card = Card::new(Class::Mandate, called(life))
            .toned(words::mandate_state(life.state), tone)
            .tag(life.given_in.as_deref().map_or_else(|| "ikke gitt i noe brev her".to_owned(), |id| self.name(id)))
            .linked("Frist", (!open.is_empty()).then(|| html! { @for (i, deadline) in open.iter().enumerate() { @if i > 0 { " · " } (deadline) } }))
            .linked("Tidligere frist", (!life.closed_deadlines.is_empty()).then(|| self.closed(&life.closed_deadlines)));
        let number = self.mandates.get(life.key.as_str()).copied();
        let at = first.map(|entry| (entry.span, entry.pieces.as_slice(), entry.line));
        self.lay(card, number, first.map_or("", |entry| &entry.document), at)
    }

    fn deadline_link(&self, deadline: &DossierDeadline) -> Option<Markup> {
        self.deadlines.get(deadline.key.as_str()).map(|&number| link(number, &words::when(&deadline.when)))
    }

    /// Deadlines that no longer hold, and where they stand.
    fn closed(&self, closed: &[DossierDeadline]) -> Markup {
        html! {
            @for (i, deadline) in closed.iter().enumerate() {
                @if i > 0 { " · " }
                s { (words::when(&deadline.when)) } " (" (self.place(&deadline.document, deadline.line)) ")"
            }
        }
    }

    fn events(&mut self, life: &MandateLife) -> Vec<Laid> {
        let mut laid = Vec::with_capacity(life.entries.len());
        for entry in &life.entries {
            let card = self.event(entry);
            laid.push(self.record(card, &entry.document, entry));
        }
        laid
    }

    fn event(&self, entry: &MandateEntry) -> Card {
        Card::new(Class::Mandate, format!("{}: {}", words::mandate_event(entry.event), self.name(&entry.document)))
            .aside(entry.nok.map(money))
            .fact("Post", entry.post.map(|post| format!("{}.{:02}", post.kapittel, post.post)))
            .quote(&entry.text)
    }

    /// The open deadlines over the year, and one by one.
    fn calendar(&mut self) -> Markup {
        let deadlines = &self.dossier.deadlines;
        let mut laid = Vec::with_capacity(deadlines.len());
        for (deadline, number) in deadlines.iter().zip(0..) {
            let mut card = card::deadline(&as_set(deadline))
                .linked("Oppdrag", deadline.mandate.as_deref().map(|key| self.mandate_link(key)))
                .fact("Brev", Some(self.name(&deadline.document)));
            if !deadline.repeated_in.is_empty() {
                let again: Vec<String> = deadline.repeated_in.iter().map(|id| self.name(id)).collect();
                card = card.fact("Gjentatt i", Some(again.join(" · ")));
            }
            laid.push(self.lay(card, Some(number), &deadline.document, Some((deadline.span, &deadline.pieces, deadline.line))));
        }
        // A mandate says more than the sentence that moves its deadline.
        let about = |deadline: &DossierDeadline| deadline.mandate.as_deref().and_then(|key| self.mandate_name(key)).or(deadline.action.clone());
        let about: Vec<Option<String>> = deadlines.iter().map(about).collect();
        let lanes = deadlines.iter().zip(&about).zip(&laid);
        let picture = timeline::timeline(lanes.map(|((deadline, about), laid)| (&deadline.when, about.as_deref(), laid.number)));
        group(Class::Deadline, "Åpne frister", deadlines.len(), &html! { @if let Some(picture) = &picture { (picture) } (panel::cards(&laid)) })
    }

    /// The letters put together, and those left out.
    fn letters(&self) -> Markup {
        let Dossier { letters, left_out, .. } = self.dossier;
        let row = |letter: &DossierLetter, place: Markup, note: Option<&'static str>| {
            html! {
                tr {
                    td {
                        (letter.title.as_deref().unwrap_or("Uten tittel"))
                        @if let Some(reference) = &letter.our_ref { " " span.iso { (reference) } }
                        @if let Some(note) = note { " " span.tag.warning { "utelatt: " (note) } }
                    }
                    td { @if let Some(date) = letter.date { time datetime=(date) { (day(date)) } } }
                    td { (place) }
                }
            }
        };
        html! {
            details.group.letters open {
                summary { h4 { "Brev " span.count { (letters.len()) } } }
                table.balances {
                    thead { tr { th scope="col" { "Tittel og vår ref." } th scope="col" { "Dato" } th scope="col" { "Sted" } } }
                    tbody {
                        @for (letter, origin) in letters.iter().zip(self.sourced.letters()) { (row(letter, self.place(&letter.id, origin.document.line), None)) }
                        @for (left, origin) in left_out.iter().zip(self.sourced.left_out()) {
                            @let source = origin.source.map_or("", |source| base(source));
                            (row(&left.letter, html! { (source) ", linje " (origin.document.line) }, Some(words::left_out(left.reason))))
                        }
                    }
                }
            }
        }
    }
}

/// The id and title of a mandate, or its words where it has no title.
fn called(life: &MandateLife) -> String {
    let words = life.title.clone().or_else(|| life.entries.first().map(|entry| card::excerpt(&entry.text))).unwrap_or_default();
    match &life.id {
        Some(id) if !words.starts_with(id.as_str()) => format!("{id} {words}"),
        _ => words,
    }
}

/// The name of a file without its folders.
fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn number(post: &PostHistory) -> String {
    format!("Kap.\u{a0}{} post\u{a0}{:02}", post.kapittel, post.post)
}

/// A figure of a step against the balance.
fn checked(check: &BalanceCheck) -> Markup {
    let tone = if check.status == CheckStatus::Fails { "error" } else { "good" };
    html! {
        (words::balance_check(check.kind)) ": " (kroner(check.stated))
        @if check.stated != check.computed { " mot " (kroner(check.computed)) }
        " " span.tag.(tone) { (words::check_status(check.status)) }
    }
}

/// How much there is in the history of a post.
fn extent(post: &PostHistory) -> String {
    let shares = match post.shares.len() {
        0 => String::new(),
        1 => ", 1 andel eller fullmakt".to_owned(),
        more => format!(", {more} andeler og fullmakter"),
    };
    format!("Historikk: {} steg{shares}", post.entries.len())
}

/// What is to be said beside a post's name.
fn doubts(post: &PostHistory) -> impl Iterator<Item = (&'static str, &'static str)> {
    let fails = post.entries.iter().flat_map(|entry| &entry.checks).any(|check| check.status == CheckStatus::Fails);
    words::opening(post.opening).map(|words| (words, "warning")).into_iter().chain(fails.then_some(("kontroll stemmer ikke", "error")))
}

/// A group of the page; nothing where it has no records.
fn group(class: Class, heading: &str, count: usize, inner: &Markup) -> Markup {
    html! {
        @if count > 0 {
            details.group data-class=(class.key()) open {
                summary { h4 { (heading) " " span.count { (count) } } }
                (inner)
            }
        }
    }
}

/// Cards to unfold below what they make up.
fn steps(summary: &str, cards: &[Laid]) -> Markup {
    html! { details.steps { summary { (summary) } (panel::cards(cards)) } }
}
