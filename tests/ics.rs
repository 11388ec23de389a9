//! The calendar: strict iCalendar, entries that stay the same, and nothing left out without a word.

mod common;

use std::collections::{BTreeMap, HashSet};

use common::vocabulary::{LINES, MARKS, WORDS};
use common::{fixtures, series, variants::variants};
use ical::parser::ical::component::IcalEvent;
use styringsdokument::output::Sourced;
use styringsdokument::output::ics::{Calendar, LeftOut, Reason};
use styringsdokument::{Date, Extraction, Options, When, parse, parse_with};

/// The properties of an entry, with their parameters in the name: `DTSTART;VALUE=DATE`.
type Entry = BTreeMap<String, String>;

fn calendar(extractions: &[Extraction]) -> (String, Vec<LeftOut>) {
    let mut calendar = Calendar::new();
    for extraction in extractions {
        calendar.add(extraction);
    }
    let left_out = calendar.left_out().to_vec();
    (calendar.finish(), left_out)
}

/// The entries of a file, which another crate reads after it was looked at byte by byte.
fn entries(file: &str) -> Vec<Entry> {
    strict(file);
    let mut calendars: Vec<_> = ical::IcalParser::new(file.as_bytes()).collect();
    assert_eq!(calendars.len(), 1, "one calendar");
    let calendar = calendars.remove(0).expect("it is a calendar");
    assert!(calendar.todos.is_empty() && calendar.alarms.is_empty() && calendar.free_busys.is_empty());
    let entry = |event: &IcalEvent| {
        let name = |property: &ical::property::Property| {
            let parameters = property.params.iter().flatten().map(|(name, values)| format!(";{name}={}", values.join(",")));
            format!("{}{}", property.name, parameters.collect::<String>())
        };
        let entry: Entry = event.properties.iter().map(|property| (name(property), property.value.clone().unwrap_or_default())).collect();
        assert_eq!(entry.len(), event.properties.len(), "no property stands twice");
        entry
    };
    calendar.events.iter().map(entry).collect()
}

/// What RFC 5545 asks of the bytes, and of each entry.
fn strict(file: &str) {
    assert!(file.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(file.matches('\n').count(), file.matches("\r\n").count(), "every line ends in CRLF");
    assert_eq!(file.matches('\r').count(), file.matches("\r\n").count());
    let mut depth = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for line in file.split_terminator("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.chars().any(char::is_control), "a control character in {line:?}");
    }
    let unfolded = file.replace("\r\n ", "");
    for line in unfolded.split_terminator("\r\n") {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no value: {line}"));
        let property = name.split(';').next().unwrap_or_default();
        assert!(!property.is_empty() && property.chars().all(|c| c.is_ascii_uppercase() || c == '-'), "{line}");
        match property {
            "BEGIN" => {
                depth.push(value);
                seen.clear();
            }
            "END" => {
                assert_eq!(depth.pop(), Some(value));
                if value == "VEVENT" {
                    for required in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "CATEGORIES"] {
                        assert!(seen.contains(required), "{required} is missing");
                    }
                }
            }
            _ => assert!(seen.insert(property.to_owned()), "{property} twice"),
        }
        match property {
            "DTSTAMP" => {
                assert!(value.len() == 16 && value.ends_with('Z') && digits(&value[..8]) && &value[8..9] == "T" && digits(&value[9..15]), "{line}");
            }
            "DTSTART" | "DTEND" if name.ends_with(";VALUE=DATE") => assert!(value.len() == 8 && digits(value), "{line}"),
            "DTSTART" | "DTEND" => assert!(value.len() == 15 && digits(&value[..8]) && &value[8..9] == "T" && digits(&value[9..]), "{line}"),
            "SUMMARY" | "DESCRIPTION" | "LOCATION" => assert!(escaped(value), "{line}"),
            _ => {}
        }
    }
    assert!(depth.is_empty());
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has its commas, semicolons and backslashes behind a backslash.
fn escaped(value: &str) -> bool {
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && !matches!(chars.next(), Some('\\' | ',' | ';' | 'n')) || c == ',' || c == ';' {
            return false;
        }
    }
    true
}

fn named(name: &str, text: &str) -> Extraction {
    parse_with(text, &Options { source_name: Some(name.to_owned()), ..Options::default() })
}

/// The only entry of a letter whose only deadline is this one.
#[track_caller]
fn only(when: When) -> Entry {
    let mut extraction = parse(LETTER);
    extraction.documents[0].deadlines[0].when = when;
    let (file, left_out) = calendar(&[extraction]);
    assert_eq!(left_out, []);
    entries(&file).remove(0)
}

const LETTER: &str = "# Tildelingsbrev for 2026\n\nDato\n20. januar 2026\n\nVår ref\n25/1234-5\n\nDirektoratet skal levere en plan, og en liste; se vedlegg, innen 1. mars.\n";

#[test]
fn a_deadline_by_hand() {
    let (file, left_out) = calendar(&[named("brev.md", LETTER)]);
    assert_eq!(left_out, []);
    let entries = entries(&file);
    assert_eq!(entries.len(), 1, "{file}");
    let entry = &entries[0];
    assert_eq!(entry["DTSTART;VALUE=DATE"], "20260301");
    assert_eq!(entry["DTEND;VALUE=DATE"], "20260302", "the day behind the last");
    assert_eq!(entry["DTSTAMP"], "20260120T000000Z", "the letter's date, not today");
    assert_eq!(entry["TRANSP"], "TRANSPARENT");
    assert_eq!(entry["CATEGORIES"], "Frist");
    assert_eq!(entry["SUMMARY"], "Frist: Direktoratet skal levere en plan\\, og en liste\\; se vedlegg\\, innen 1. mars.");
    let description = &entry["DESCRIPTION"];
    assert!(
        description.starts_with("«innen 1. mars»\\n\\nDirektoratet skal levere en plan\\, og en liste\\; se vedlegg\\, innen 1. mars."),
        "{description}"
    );
    assert!(description.ends_with("\\n\\nKilde: Tildelingsbrev for 2026\\, 25/1234-5\\, 2026-01-20\\, brev.md\\, linje 9"), "{description}");
}

#[test]
fn the_mandate_stands_in_the_description_with_its_id() {
    let letter = "# Oppdragsdokument til Prøve SF for 2023\n\n## Oppdrag\n\n### **ID: 2023-01 Bedre tjenester**\n\n\
                  Prøve SF skal bygge en tjeneste. Prøve SF skal innen 1. februar 2023 levere en plan.\n";
    let (file, _) = calendar(&[parse(letter)]);
    let entry = &entries(&file)[0];
    assert_eq!(entry["DTSTART;VALUE=DATE"], "20230201");
    assert_eq!(entry["SUMMARY"], "Frist: 2023-01 Bedre tjenester");
    let description = &entry["DESCRIPTION"];
    assert!(description.starts_with("«innen 1. februar 2023»\\n\\nOppdrag 2023-01\\n\\n"), "{description}");
    assert!(description.contains("Prøve SF skal bygge en tjeneste. Prøve SF skal innen 1. februar 2023 levere en plan."), "{description}");
}

#[test]
fn a_meeting_in_a_calendar_is_no_deadline() {
    let letter = fixtures().into_iter().find(|fixture| fixture.name == "001_f1e775cd69a6a805.txt").expect("it is there");
    let entries = entries(&calendar(&[parse(&letter.text)]).0);
    let on = |day: &str| entries.iter().find(|entry| entry.get("DTSTART;VALUE=DATE").is_some_and(|start| start == day)).expect("it is there");
    assert_eq!((on("20230227")["SUMMARY"].as_str(), on("20230227")["CATEGORIES"].as_str()), ("Oppfølgingsmøte", "Dato"));
    assert_eq!(on("20230930")["SUMMARY"], "Frist: Innspill til omgrupperingsproposisjonen 2023");
}

#[test]
fn a_meeting_has_its_times_place_and_agenda() {
    let letter = "# Protokoll fra foretaksmøte i Helse Prøve HF\n\n27. januar 2022 kl. 10.00\n\nDagsorden\n\nSak 1: Konstituering\nSak 2: Budsjett, m.m.\n\n\
                  Sak 1: Konstituering\n\nIngen merknader.\n\nSak 2: Budsjett, m.m.\n\nFrist: Avtales nærmere\n\nMøtet ble hevet kl. 10.19.\n";
    let mut extraction = parse(letter);
    let meeting = extraction.documents[0].meeting.as_mut().expect("it is a meeting's minutes");
    meeting.date = Some(Date::constant(2022, 1, 27));
    meeting.start = Some("10:00".parse().expect("a time"));
    meeting.end = Some("10:19".parse().expect("a time"));
    meeting.place = Some("Teatergata 9, Oslo".to_owned());
    meeting.enterprise = Some("Helse Prøve HF".to_owned());
    let entry = |extraction: &Extraction| entries(&calendar(std::slice::from_ref(extraction)).0).remove(0);
    let found = entry(&extraction);
    assert_eq!((found["DTSTART"].as_str(), found["DTEND"].as_str()), ("20220127T100000", "20220127T101900"));
    assert_eq!((found["SUMMARY"].as_str(), found["LOCATION"].as_str()), ("Møte: Helse Prøve HF", "Teatergata 9\\, Oslo"));
    assert_eq!(found["CATEGORIES"], "Møte");
    assert!(found["DESCRIPTION"].starts_with("Sak 1: Konstituering\\n\\nSak 2: Budsjett\\, m.m.\\n\\nKilde: "), "{found:?}");

    // An end before the start is a misprint: the meeting has a start only.
    let meeting = extraction.documents[0].meeting.as_mut().expect("it is there");
    meeting.end = Some("09:00".parse().expect("a time"));
    assert!(!entry(&extraction).contains_key("DTEND"));
    let meeting = extraction.documents[0].meeting.as_mut().expect("it is there");
    meeting.start = None;
    assert_eq!(entry(&extraction)["DTSTART;VALUE=DATE"], "20220127", "without a time it takes the day");

    let letter = &mut extraction.documents[0];
    (letter.date, letter.meeting.as_mut().expect("it is there").date) = (None, None);
    let (file, left_out) = calendar(&[extraction]);
    assert!(entries(&file).iter().all(|entry| entry["CATEGORIES"] != "Møte"));
    assert_eq!((left_out[0].reason, left_out[0].text.as_str()), (Reason::NoDate, "Helse Prøve HF"));
}

#[test]
fn a_period_lasts_from_its_first_to_its_last_day() {
    let day = Date::constant;
    let period = |start, end| only(When::Period { edtf: "2026-38".to_owned(), start, end, relation: None, inferred: Vec::new() });
    let entry = period(day(2026, 5, 1), day(2026, 8, 31));
    assert_eq!((entry["DTSTART;VALUE=DATE"].as_str(), entry["DTEND;VALUE=DATE"].as_str()), ("20260501", "20260901"));
    let entry = period(day(2026, 12, 31), day(2026, 12, 31));
    assert_eq!((entry["DTSTART;VALUE=DATE"].as_str(), entry["DTEND;VALUE=DATE"].as_str()), ("20261231", "20270101"));
}

#[test]
fn what_recurs_begins_on_the_first_of_its_days_that_is_to_come() {
    let recurring = |rrule: &str| {
        let entry = only(When::Recurring { rrule: rrule.to_owned() });
        assert_eq!(entry["RRULE"], rrule);
        let days = (entry["DTSTART;VALUE=DATE"].clone(), entry["DTEND;VALUE=DATE"].clone());
        (days, entry["SUMMARY"].starts_with("Frist uten fastsatt dag: "))
    };
    let days = |first: &str, behind: &str| (first.to_owned(), behind.to_owned());
    // The letter is of 20 January 2026.
    assert_eq!(recurring("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1"), (days("20260601", "20260602"), false));
    assert_eq!(recurring("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15"), (days("20270115", "20270116"), false));
    assert_eq!(recurring("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"), (days("20280229", "20280301"), false));
    assert_eq!(recurring("FREQ=YEARLY;BYMONTH=6"), (days("20260601", "20260701"), false));
    assert_eq!(recurring("FREQ=YEARLY;BYMONTH=2"), (days("20260201", "20260301"), false));
    assert_eq!(recurring("FREQ=YEARLY"), (days("20260101", "20260102"), true));
    assert_eq!(recurring("FREQ=MONTHLY;INTERVAL=4"), (days("20260101", "20260102"), true));
    // 1 January 2026 is a Thursday.
    assert_eq!(recurring("FREQ=WEEKLY"), (days("20260105", "20260106"), true));
}

#[test]
fn a_relative_deadline_has_an_entry_for_each_of_its_days() {
    let mut extraction = parse(LETTER);
    let resolved = vec![Date::constant(2026, 4, 1), Date::constant(2026, 10, 1)];
    extraction.documents[0].deadlines[0].when = When::Relative { offset: "-P2W".to_owned(), anchor: "oppfølgingsmøte".to_owned(), resolved };
    let entries = entries(&calendar(&[extraction]).0);
    assert_eq!(entries.iter().map(|entry| entry["DTSTART;VALUE=DATE"].as_str()).collect::<Vec<_>>(), ["20260401", "20261001"]);
    assert_ne!(entries[0]["UID"], entries[1]["UID"]);
}

#[test]
fn what_has_no_day_is_listed_with_the_reason() {
    let left_out = |when: When, dated: bool| {
        let mut extraction = named("brev.md", LETTER);
        extraction.documents[0].deadlines[0].when = when;
        if !dated {
            (extraction.documents[0].fiscal_year, extraction.documents[0].date) = (None, None);
        }
        let (file, left_out) = calendar(&[extraction]);
        assert!(entries(&file).is_empty());
        let [LeftOut { source, line: 9, text, reason }] = &left_out[..] else { panic!("{left_out:?}") };
        assert_eq!((source.as_deref(), text.as_str()), (Some("brev.md"), "innen 1. mars"));
        *reason
    };
    let recurring = |rule: &str| When::Recurring { rrule: rule.to_owned() };
    assert_eq!(left_out(When::Event { event: "årsrapporten".to_owned() }, true), Reason::Event);
    assert_eq!(left_out(When::Unspecified, true), Reason::Unspecified);
    assert_eq!(left_out(When::Invalid, true), Reason::Invalid);
    assert_eq!(left_out(When::Relative { offset: "-P2W".to_owned(), anchor: "møte".to_owned(), resolved: Vec::new() }, true), Reason::NoOccasion);
    assert_eq!(left_out(recurring("FREQ=YEARLY"), false), Reason::NoBeginning);
    assert_eq!(left_out(recurring("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), true), Reason::NoBeginning);
    for rule in ["", "FREQ=DAILY", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY\r\nX:1", "FREQ=YEARLY;COUNT=2", "FREQ=YEARLY;BYMONTH"] {
        assert_eq!(left_out(recurring(rule), true), Reason::UnknownRule, "{rule}");
    }
}

#[test]
fn an_entry_keeps_its_name() {
    let names = |extraction: Extraction| entries(&calendar(&[extraction]).0).iter().map(|entry| entry["UID"].clone()).collect::<Vec<_>>();
    let name = names(named("a.md", LETTER));
    assert_eq!(names(named("another/place.txt", LETTER)), name, "whatever the file is called");
    let more = LETTER.replace("Direktoratet", "Det legges vekt på samarbeid.\n\nDirektoratet");
    assert_eq!(names(named("a.md", &more)), name, "though other text came before it");
    assert_ne!(names(named("a.md", &LETTER.replace("25/1234-5", "25/1234-6"))), name, "another letter");
    assert_ne!(names(named("a.md", &LETTER.replace("en plan", "et notat"))), name, "another deadline");
}

#[test]
fn the_same_letter_twice_gives_its_entries_once() {
    let (file, left_out) = calendar(&[named("a.md", LETTER), named("copy.md", LETTER)]);
    assert_eq!(entries(&file).len(), 1);
    assert_eq!((left_out[0].source.as_deref(), left_out[0].reason), (Some("copy.md"), Reason::Repeated));

    // One letter corrected by hand: both say something.
    let mut other = named("b.md", LETTER);
    other.documents[0].deadlines[0].when = When::Date { date: Date::constant(2026, 3, 2), relation: None, inferred: Vec::new() };
    let (file, left_out) = calendar(&[named("a.md", LETTER), other]);
    let entries = entries(&file);
    assert_eq!((entries.len(), left_out.len()), (2, 0));
    assert_ne!(entries[0]["UID"], entries[1]["UID"]);
}

#[test]
fn every_fixture_and_variant_gives_a_strict_calendar_with_every_deadline_in_it_or_listed() {
    for fixture in fixtures() {
        let texts = variants(&fixture.text).into_iter().chain([("as it is", fixture.text.clone())]);
        for (variant, text) in texts {
            let extraction = parse(&text);
            let (file, left_out) = calendar(std::slice::from_ref(&extraction));
            let entries = entries(&file);
            assert_eq!(entries.iter().map(|entry| &entry["UID"]).collect::<HashSet<_>>().len(), entries.len(), "no name stands twice");
            let documents = &extraction.documents;
            let days = |when: &When| if let When::Relative { resolved, .. } = when { resolved.len().max(1) } else { 1 };
            let deadlines: usize = documents.iter().flat_map(|d| &d.deadlines).map(|deadline| days(&deadline.when)).sum();
            let meetings = documents.iter().filter(|document| document.meeting.is_some()).count();
            assert_eq!(entries.len() + left_out.len(), deadlines + meetings, "{} ({variant})", fixture.name);
        }
    }
}

#[test]
fn odd_words_are_harmless() {
    let all: Vec<&str> = MARKS.iter().chain(LINES).chain(WORDS).copied().collect();
    let all = all.join(" Direktoratet skal svare innen 1. mars 2026.\n\n");
    entries(&calendar(&[parse(&all)]).0);
    let mut extraction = parse(LETTER);
    let words = ["\r\nBEGIN:VEVENT", "a\u{0}b\u{1b}c", "\\n\\,;\":", &"å".repeat(9000), &"\u{1f600}".repeat(300), &" ".repeat(500), "\u{2028}"];
    for words in words {
        let letter = &mut extraction.documents[0];
        letter.title = Some(words.to_owned());
        letter.deadlines[0].text = words.to_owned();
        letter.deadlines[0].action = Some(words.to_owned());
        letter.mandates.clear();
        letter.deadlines[0].mandate = None;
        assert_eq!(entries(&calendar(std::slice::from_ref(&extraction)).0).len(), 1, "{words:?}");
    }
}

#[test]
fn a_calendar_without_entries_is_one() {
    assert!(entries(&calendar(&[]).0).is_empty());
}

fn dossier_calendar(extractions: &[Extraction]) -> (String, Vec<LeftOut>) {
    let mut calendar = Calendar::new();
    calendar.add_dossier(&Sourced::new(extractions));
    let left_out = calendar.left_out().to_vec();
    (calendar.finish(), left_out)
}

/// One deadline is moved, one goes with its mandate: the later letter's word stands, under the mandate's name.
#[test]
fn a_dossier_by_hand() {
    let extractions = series::read(&series::letters("forms"));
    let (file, left_out) = dossier_calendar(&extractions);
    let entries = entries(&file);
    assert_eq!(entries.len(), 1, "{file}");
    let entry = &entries[0];
    assert_eq!((entry["DTSTART;VALUE=DATE"].as_str(), entry["DTEND;VALUE=DATE"].as_str()), ("20261001", "20261002"));
    assert_eq!((entry["SUMMARY"].as_str(), entry["CATEGORIES"].as_str()), ("Frist: TB2026-1 Kart over strandsonen", "Frist"));
    assert_eq!(entry["DTSTAMP"], "20260302T000000Z", "the date of the letter that moves it");
    let description = &entry["DESCRIPTION"];
    assert!(description.starts_with("«Fristen for oppdrag TB2026-1 forlenges til 1. oktober 2026»"), "{description}");
    // The mandate's own words still name the old deadline, so they are said to be of another letter.
    assert!(
        description.contains("\\n\\nOppdraget slik det sto i brevet 2026-01-05:\\n\\nTB2026-1 Kart over strandsonen Prøvedirektoratet skal"),
        "{description}"
    );
    assert!(
        description.ends_with("Kilde: Supplerende tildelingsbrev nr. 1 for 2026\\, 26/7-2\\, 2026-03-02\\, supplement-1.md\\, linje 25"),
        "{description}"
    );
    let left_out: Vec<(Option<&str>, usize, &str, Reason)> =
        left_out.iter().map(|left| (left.source.as_deref(), left.line, left.text.as_str(), left.reason)).collect();
    let expected = [(Some("base.md"), 32, "Frist: 1. juni 2026", Reason::Replaced), (Some("base.md"), 38, "Frist: 1. juli 2026", Reason::Withdrawn)];
    assert_eq!(left_out, expected);
}

/// Whoever has the letters' calendar and takes the dossier's gets no entry twice.
#[test]
fn entries_of_a_dossier_have_the_names_that_they_have_in_their_letters() {
    for name in series::INVENTED.into_iter().chain(["seeds"]) {
        let extractions = series::read(&series::letters(name));
        let names = |file: &str| entries(file).iter().map(|entry| entry["UID"].clone()).collect::<HashSet<_>>();
        let (file, left_out) = dossier_calendar(&extractions);
        assert!(names(&file).is_subset(&names(&calendar(&extractions).0)), "{name}");
        // Every deadline of the dossier is in it or listed.
        let sourced = Sourced::new(&extractions);
        let dossier = sourced.dossier();
        let closed: usize = dossier.mandates.iter().map(|life| life.closed_deadlines.len()).sum();
        let days = |when: &When| if let When::Relative { resolved, .. } = when { resolved.len().max(1) } else { 1 };
        let open: usize = dossier.deadlines.iter().map(|deadline| days(&deadline.when)).sum();
        assert_eq!(entries(&file).len() + left_out.len(), open + closed, "{name}");
    }
}
