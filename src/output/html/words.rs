//! Norwegian words for values: kroner, days, times, and what the enums mean.

use jiff::civil::Date;

use crate::diagnostic::{Code, Severity};
use crate::model::{
    BalanceCheckKind, CheckKind, CheckStatus, DeadlineOrigin, Effect, IndicatorKind, Kind, LeftOutReason, MandateEvent, MandateForm, MandateState,
    MandateStatus, MeetingForm, Modality, Opening, Origin, Presence, Qualifier, ReferenceKind, Relation, Rule, Side, When,
};

const MONTHS: [&str; 12] = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];

/// Whole kroner in groups of three, held together by no-break spaces: `−1 250 000 kr`.
pub(super) fn kroner(nok: i64) -> String {
    let digits = nok.unsigned_abs().to_string();
    let mut text = String::from(if nok < 0 { "\u{2212}" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text + "\u{a0}kr"
}

/// A change in whole kroner, with its sign: `+1 250 000 kr`.
pub(super) fn change(nok: i64) -> String {
    format!("{}{}", if nok > 0 { "+" } else { "" }, kroner(nok))
}

/// A day as people write it: `1. juni 2023`.
pub(super) fn day(date: Date) -> String {
    format!("{}.\u{a0}{} {}", date.day(), month(date.month()), date.year())
}

/// A day without its year: `1. juni`.
pub(super) fn day_of_year(date: Date) -> String {
    format!("{}.\u{a0}{}", date.day(), month(date.month()))
}

/// The name of a month, counted from 1.
pub(super) fn month(number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|i| MONTHS.get(i)).copied().unwrap_or_default()
}

/// The time of a deadline: `innen 1. juni 2023`.
pub(super) fn when(when: &When) -> String {
    match when {
        When::Date { date, relation, .. } => related(*relation, &day(*date)),
        When::Period { edtf, relation, .. } => related(*relation, &period(edtf)),
        When::Recurring { rrule } => recurring(rrule),
        When::Relative { offset, anchor, .. } => format!("{} {anchor}", self::offset(offset)),
        When::Event { event } => event.clone(),
        When::Unspecified => "avklares senere".to_owned(),
        When::Invalid => "dato som ikke finnes".to_owned(),
    }
}

fn related(relation: Option<Relation>, time: &str) -> String {
    match relation {
        Some(Relation::By) => format!("innen {time}"),
        Some(Relation::During) => format!("i løpet av {time}"),
        Some(Relation::Before) => format!("før {time}"),
        Some(Relation::After) => format!("etter {time}"),
        Some(Relation::On) | None => time.to_owned(),
    }
}

/// An EDTF period: `2023-06`, `2022-23`, `2024-W12`.
fn period(edtf: &str) -> String {
    let Some((year, part)) = edtf.split_once('-') else { return edtf.to_owned() };
    if let Some(week) = part.strip_prefix('W') {
        return format!("uke {} {year}", week.trim_start_matches('0'));
    }
    match part.parse::<u8>() {
        Ok(number @ 1..=12) => format!("{} {year}", MONTHS[usize::from(number) - 1]),
        Ok(number @ 21..=24) => format!("{} {year}", ["våren", "sommeren", "høsten", "vinteren"][usize::from(number) - 21]),
        Ok(number @ 33..=36) => format!("{}. kvartal {year}", number - 32),
        Ok(number @ 37..=39) => format!("{}. tertial {year}", number - 36),
        Ok(number @ 40..=41) => format!("{}. halvår {year}", number - 39),
        _ => edtf.to_owned(),
    }
}

/// A rule of RFC 5545 with the parts that deadlines have.
fn recurring(rrule: &str) -> String {
    let part = |name: &str| rrule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let number = |name: &str| part(name).and_then(|value| value.parse::<i8>().ok());
    let often = match (part("FREQ"), number("INTERVAL").unwrap_or(1)) {
        (Some("YEARLY"), 1) => "hvert år".to_owned(),
        (Some("MONTHLY"), 1) => "hver måned".to_owned(),
        (Some("MONTHLY"), 3) => "hvert kvartal".to_owned(),
        (Some("MONTHLY"), 4) => "hvert tertial".to_owned(),
        (Some("MONTHLY"), 6) => "hvert halvår".to_owned(),
        (Some("MONTHLY"), months) => format!("hver {months}. måned"),
        (Some("WEEKLY"), 1) => "hver uke".to_owned(),
        _ => return rrule.to_owned(),
    };
    match (number("BYMONTH"), number("BYMONTHDAY")) {
        (Some(month), Some(day)) => format!("{often}, {day}.\u{a0}{}", self::month(month)),
        (Some(month), None) => format!("{often} i {}", self::month(month)),
        (None, Some(day)) => format!("{often}, den {day}."),
        (None, None) => often,
    }
}

/// An ISO 8601 duration of one unit, before or after something: `-P2W`.
fn offset(offset: &str) -> String {
    let (side, rest) = offset.strip_prefix('-').map_or(("etter", offset), |rest| ("før", rest));
    let known = rest.strip_prefix('P').and_then(|rest| {
        let unit = rest.chars().next_back()?;
        let number: u32 = rest.strip_suffix(unit)?.parse().ok()?;
        let one = number == 1;
        let unit = match unit {
            'D' if one => "dag",
            'D' => "dager",
            'W' if one => "uke",
            'W' => "uker",
            'M' if one => "måned",
            'M' => "måneder",
            'Y' => "år",
            _ => return None,
        };
        Some(format!("{number} {unit} {side}"))
    });
    known.unwrap_or_else(|| format!("{offset},"))
}

pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Protokoll => "Protokoll",
        Kind::Oppdragsdokument => "Oppdragsdokument",
        Kind::TilleggTilOppdragsdokument => "Tillegg til oppdragsdokument",
        Kind::Tildelingsbrev => "Tildelingsbrev",
        Kind::SupplerendeTildelingsbrev => "Supplerende tildelingsbrev",
        Kind::Annet => "Annet dokument",
    }
}

pub(super) const fn form(form: MandateForm) -> &'static str {
    match form {
        MandateForm::Identified => "med nummer",
        MandateForm::Listed => "kulepunkt",
        MandateForm::Requested => "anmodning",
    }
}

pub(super) const fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Skal => "skal",
        Modality::Maa => "må",
        Modality::Boer => "bør",
        Modality::Kan => "kan",
        Modality::SkalIkke => "skal ikke",
        Modality::Bes => "bes",
    }
}

pub(super) const fn mandate_status(status: MandateStatus) -> Option<&'static str> {
    match status {
        MandateStatus::Given => None,
        MandateStatus::Clarified => Some("presisert"),
        MandateStatus::Withdrawn => Some("utgår"),
        MandateStatus::Withheld => Some("unntatt offentlighet"),
    }
}

pub(super) const fn mandate_state(state: MandateState) -> &'static str {
    match state {
        MandateState::InForce => "i kraft",
        MandateState::Withheld => "i kraft, unntatt offentlighet",
        MandateState::Withdrawn => "utgått",
    }
}

pub(super) const fn mandate_event(event: MandateEvent) -> &'static str {
    match event {
        MandateEvent::Given => "Gitt",
        MandateEvent::Repeated => "Gjentatt",
        MandateEvent::Clarified => "Presisert",
        MandateEvent::Extended => "Ny frist",
        MandateEvent::Funded => "Finansiert",
        MandateEvent::Withheld => "Nevnt, unntatt offentlighet",
        MandateEvent::Withdrawn => "Utgår",
    }
}

pub(super) const fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Grant => "tildeling",
        Rule::Change => "endring",
        Rule::ProseOnly => "bare i løpende tekst",
        Rule::Moved => "flyttet mellom poster",
        Rule::Correction => "rettelse",
        Rule::Restated => "full tabell på nytt",
        Rule::Repeated => "gjentatt",
        Rule::Clarification => "presisering",
        Rule::BroughtForward => "saldo overført",
        Rule::Rounded => "avrunding oppløst",
    }
}

/// What is doubtful about where a balance starts.
pub(super) const fn opening(opening: Opening) -> Option<&'static str> {
    match opening {
        Opening::BaseLetter => None,
        Opening::Stated => Some("regnet fra oppgitt saldo"),
        Opening::Unknown => Some("ukjent inngående saldo"),
    }
}

pub(super) const fn balance_check(kind: BalanceCheckKind) -> &'static str {
    match kind {
        BalanceCheckKind::Earlier => "Tidligere tildeling mot saldoen før",
        BalanceCheckKind::Total => "Sum tildeling mot saldoen etter",
        BalanceCheckKind::Correction => "Rettelsen mot saldoen etter brevets endringer",
        BalanceCheckKind::Restated => "Full tabell mot saldoen etter brevets endringer",
    }
}

pub(super) const fn left_out(reason: LeftOutReason) -> &'static str {
    match reason {
        LeftOutReason::Repeated => "gitt to ganger",
        LeftOutReason::OtherKind => "annen dokumenttype",
        LeftOutReason::OtherRecipient => "annen mottaker",
        LeftOutReason::OtherIssuer => "annen avsender",
        LeftOutReason::OtherYear => "annet budsjettår",
    }
}

pub(super) const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Grant => "tildeling",
        Effect::Change => "endring",
        Effect::OfWhich => "hvorav",
        Effect::Requirement => "inntektskrav",
        Effect::Authority => "fullmakt",
    }
}

pub(super) const fn side(side: Side) -> &'static str {
    match side {
        Side::Expense => "Utgifter",
        Side::Income => "Inntekter",
    }
}

pub(super) const fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "",
        Qualifier::About => "om lag ",
        Qualifier::AtLeast => "minst ",
        Qualifier::UpTo => "inntil ",
    }
}

pub(super) const fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Table => "tabell",
        Origin::Prose => "løpende tekst",
    }
}

pub(super) const fn deadline_origin(origin: DeadlineOrigin) -> &'static str {
    match origin {
        DeadlineOrigin::Prose => "løpende tekst",
        DeadlineOrigin::Table => "tabell",
        DeadlineOrigin::Label => "merket «Frist»",
    }
}

pub(super) const fn check_kind(kind: CheckKind) -> &'static str {
    match kind {
        CheckKind::TableSum => "Sum i tabell",
        CheckKind::EarmarkSum => "Øremerkede midler",
        CheckKind::EarlierPlusNew => "Tidligere pluss ny",
    }
}

pub(super) const fn check_status(status: CheckStatus) -> &'static str {
    match status {
        CheckStatus::Holds => "stemmer",
        CheckStatus::Rounding => "stemmer med avrunding",
        CheckStatus::Fails => "stemmer ikke",
    }
}

pub(super) const fn indicator(kind: IndicatorKind) -> &'static str {
    match kind {
        IndicatorKind::Styringsparameter => "styringsparameter",
        IndicatorKind::Nokkeltall => "nøkkeltall",
        IndicatorKind::Resultatkrav => "resultatkrav",
    }
}

pub(super) const fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "til stede",
        Presence::AlsoPresent => "også til stede",
        Presence::Auditor => "revisor",
        Presence::Absent => "forfall",
    }
}

pub(super) const fn meeting_form(form: MeetingForm) -> &'static str {
    match form {
        MeetingForm::Physical => "fysisk",
        MeetingForm::Digital => "digitalt",
    }
}

pub(super) const fn reference(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::Proposition => "proposisjon",
        ReferenceKind::Recommendation => "innstilling",
        ReferenceKind::WhitePaper => "stortingsmelding",
        ReferenceKind::StortingDocument => "stortingsdokument",
        ReferenceKind::StortingDecision => "stortingsvedtak",
        ReferenceKind::Nou => "utredning",
        ReferenceKind::Act => "lov",
        ReferenceKind::Regulation => "forskrift",
        ReferenceKind::Circular => "rundskriv",
        ReferenceKind::EuAct => "EU-rettsakt",
        ReferenceKind::Letter => "brev",
        ReferenceKind::Report => "rapport",
        ReferenceKind::Mandate => "oppdrag",
        ReferenceKind::BudgetPost => "budsjettpost",
    }
}

pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Feil",
        Severity::Warning => "Advarsel",
        Severity::Info => "Opplysning",
    }
}

/// What a code says, for readers of Norwegian; the diagnostic's own message has the particulars, in English.
pub(super) const fn code(code: Code) -> &'static str {
    match code {
        Code::DecodedText => "Teksten var ikke UTF-8 og er omkodet",
        Code::UnknownDocument => "Ukjent dokumenttype",
        Code::InvalidDate => "Datoen finnes ikke",
        Code::WeekdayMismatch => "Ukedagen passer ikke til datoen",
        Code::YearMissing => "Årstallet mangler",
        Code::StaleYear => "Årstallet er eldre enn brevet tilsier",
        Code::CalendarOrder => "Kalenderen er ikke i tidsrekkefølge",
        Code::OpenDeadline => "Fristen er åpen",
        Code::DeadlineUnread => "Fristen kunne ikke leses",
        Code::MixedScript => "Bokstaver fra et annet alfabet",
        Code::LostHyphen => "Bindestreken foran «og» er borte",
        Code::RefTruncated => "Saksnummeret er avkortet",
        Code::OrgNumberInvalid => "Organisasjonsnummeret er ugyldig",
        Code::AgendaMismatch => "Dagsorden og overskrifter stemmer ikke overens",
        Code::SectionNumberRepeated => "To kapitler har samme nummer",
        Code::ReferenceUnknown => "Henvisning til et punkt som brevet ikke har",
        Code::AttendanceUnread => "Navn på deltakerlisten som ikke kunne leses sikkert",
        Code::SumMismatch => "Summen stemmer ikke",
        Code::PostRepeated => "Posten står to ganger med samme beløp",
        Code::PostConflict => "Posten står to ganger med ulike beløp",
        Code::PostUntabled => "Posten står ikke i noen tabell",
        Code::PostNotDetailed => "Listen nevner en post som brevet ikke omtaler",
        Code::SideMismatch => "Kapittelet hører til den andre siden av budsjettet",
        Code::UnitMissing => "Tabellen mangler benevning",
        Code::RowUnread => "Tabellraden kunne ikke leses",
        Code::PostMissing => "Beløp uten kapittel og post",
        Code::AmountCorrected => "Beløpet retter et tidligere beløp",
        Code::IdReused => "Samme nummer på to oppdrag",
        Code::MandateTitleMismatch => "Nummeret og tittelen på oppdraget passer ikke sammen",
        Code::MandateUnlisted => "Oppdraget står ikke i listen øverst",
        Code::MandateNotDetailed => "Listen nevner et oppdrag som brevet ikke gir",
        Code::MandateWithheld => "Oppdraget er unntatt offentlighet",
        Code::MandateWithdrawn => "Oppdraget utgår",
        Code::AddresseeMissing => "Det står ikke hvem som bes",
        Code::Unplaced => "Tekst som ingen regel har plassert",
        Code::BaseMissing => "Grunnbrevet mangler",
        Code::BaseMismatch => "Tillegget viser til et annet grunnbrev",
        Code::LetterMissing => "Et tillegg i rekken mangler",
        Code::LetterLeftOut => "Brevet hører ikke til de andre",
        Code::LetterRepeated => "Brevet er gitt to ganger",
        Code::LetterVersions => "To utgaver av samme brev er ulike",
        Code::LetterAssumed => "Brevet sier ikke hvem det er til",
        Code::LetterOrder => "Brevets plass i rekken er usikker",
        Code::BalanceBroughtForward => "Saldoen er hentet fra et senere brev",
        Code::BalanceUnknown => "Saldoen er ukjent",
        Code::RepetitionAssumed => "Linjen er regnet som en gjentakelse",
        Code::MandateUnknown => "Oppdraget er ikke gitt i noe brev her",
        Code::DeadlineUnclear => "Det er uklart hvilken frist som erstattes",
    }
}

/// The label of a field, such as `issuer.name`, or of a class of records.
pub(super) fn field(name: &str) -> &str {
    match name {
        "kind" => "Dokumenttype",
        "language" => "Målform",
        "title" => "Tittel",
        "date" => "Dato",
        "fiscal_year" => "Budsjettår",
        "supplement_number" => "Tillegg nr.",
        "our_ref" => "Vår ref.",
        "your_ref" => "Deres ref.",
        "issuer.name" => "Avsender",
        "issuer.org_number" => "Org.nr.",
        "issuer.department" => "Avdeling",
        "issuer.case_officer" => "Saksbehandler",
        "issuer.case_officer_phone" => "Saksbehandlers telefon",
        "issuer.address" => "Postadresse",
        "issuer.visiting_address" => "Besøksadresse",
        "issuer.email" => "E-post",
        "issuer.phone" => "Telefon",
        "issuer.web" => "Nettsted",
        "co_issuers" => "Medavsender",
        "recipient" | "recipient.name" => "Mottaker",
        "recipient.address" => "Mottakers adresse",
        "amends" | "amends.title" | "amends.date" => "Endrer",
        "copies_to" => "Kopi til",
        "meeting.enterprise" => "Foretak",
        "meeting.date" => "Møtedato",
        "meeting.start" => "Møtestart",
        "meeting.end" => "Møteslutt",
        "meeting.place" => "Møtested",
        "meeting.form" => "Møteform",
        "meeting.chair" => "Møteleder",
        "meeting.approvers" => "Godkjennere",
        "meeting.auditor" => "Riksrevisjonen",
        "agenda_items" => "Saker",
        "budget_lines" => "Budsjettlinjer",
        "checks" => "Kontroller",
        "deadlines" => "Frister",
        "mandates" => "Oppdrag",
        "documents" => "Brev",
        "left_out" => "Utelatte brev",
        "posts" => "Poster",
        "participants" => "Deltakere",
        "coverage" => "Dekning",
        "text" => "Tekst",
        "purpose" => "formål",
        "mandate" => "oppdrag",
        "unit" => "benevning",
        "year" => "år",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kroner_are_grouped_by_no_break_spaces() {
        assert_eq!(kroner(0), "0\u{a0}kr");
        assert_eq!(kroner(999), "999\u{a0}kr");
        assert_eq!(kroner(-1_250_000), "\u{2212}1\u{a0}250\u{a0}000\u{a0}kr");
        assert_eq!(kroner(i64::MIN), "\u{2212}9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}808\u{a0}kr");
    }

    #[test]
    fn periods_have_their_names() {
        let names = [
            ("2024", "2024"),
            ("2023-06", "juni 2023"),
            ("2022-23", "høsten 2022"),
            ("2024-33", "1. kvartal 2024"),
            ("2024-39", "3. tertial 2024"),
            ("2024-41", "2. halvår 2024"),
            ("2024-W09", "uke 9 2024"),
            ("2024-99", "2024-99"),
        ];
        for (edtf, name) in names {
            assert_eq!(period(edtf), name);
        }
    }

    #[test]
    fn rules_and_offsets_are_said_in_words() {
        let rules = [
            ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "hvert år, 1.\u{a0}juni"),
            ("FREQ=YEARLY", "hvert år"),
            ("FREQ=MONTHLY;INTERVAL=4", "hvert tertial"),
            ("FREQ=MONTHLY", "hver måned"),
            ("FREQ=HOURLY", "FREQ=HOURLY"),
        ];
        for (rule, words) in rules {
            assert_eq!(recurring(rule), words);
        }
        assert_eq!(offset("-P2W"), "2 uker før");
        assert_eq!(offset("P1D"), "1 dag etter");
        assert_eq!(offset("PT5H30M"), "PT5H30M,");
    }
}
