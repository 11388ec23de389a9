//! The tables: their columns, what these say, and where each cell comes from.

use jiff::civil::Date;

use super::{Cell, Column, DOCUMENT, END, Kind, LINE, Link, Place, Rows, SOURCE, START, Table, Times};
use super::{apply, at, documents, inferred, joined, path, records, spans, table, word};

/// What names a record that has a key.
const KEYED: [&str; 2] = ["document", "key"];

const PART_OF: [Link; 1] = [Link { columns: &["document", "mandate"], table: "mandates", to: &["document", "key"] }];

/// Every table, in the order in which people look at them.
pub static TABLES: &[Table] = &[
    table! { "documents", "The letters, with their headers.", key ["document"] => [], d in (documents) {
        "kind" Text: word(d.kind), "The family it belongs to.";
        "language" Text: d.language.map(word), "The written standard: nb or nn.";
        "title" Text: &d.title, "The title as printed.";
        "date" Date: d.date, "The letter's own date; for minutes the day of the meeting.";
        "fiscal_year" Integer: d.fiscal_year, "The budget year the letter is for.";
        "supplement_number" Integer: d.supplement_number, "The number of a supplement, from 1.";
        "our_ref" Text: &d.our_ref, "The sender's case number as printed.";
        "your_ref" Text: &d.your_ref, "The recipient's case number as printed.";
        "issuer" Text: &d.issuer.name, "Who sends it; for minutes the owner who held the meeting.";
        "issuer_org_number" Text: &d.issuer.org_number, "The sender's organisation number.";
        "issuer_department" Text: &d.issuer.department, "The division.";
        "issuer_case_officer" Text: &d.issuer.case_officer, "The case officer.";
        "issuer_case_officer_phone" Text: &d.issuer.case_officer_phone, "The case officer's telephone.";
        "issuer_address" Text: &d.issuer.address, "Postal address.";
        "issuer_visiting_address" Text: &d.issuer.visiting_address, "Street address.";
        "issuer_email" Text: &d.issuer.email, "E-mail address.";
        "issuer_phone" Text: &d.issuer.phone, "Telephone.";
        "issuer_web" Text: &d.issuer.web, "Web address.";
        "co_issuers" Text: &d.co_issuers, "Further ministries that send the same letter.";
        "recipient" Text: &d.recipient.name, "To whom it is addressed.";
        "recipient_address" Text: &d.recipient.address, "The lines of the address below the name.";
        "copies_to" Text: &d.copies_to, "Who gets a copy.";
        "meeting_enterprise" Text: d.meeting.as_ref().and_then(|m| m.enterprise.as_ref()), "The enterprise whose meeting it is.";
        "meeting_date" Date: d.meeting.as_ref().and_then(|m| m.date), "The day of the meeting.";
        "meeting_start" Time: d.meeting.as_ref().and_then(|m| m.start), "When it began.";
        "meeting_end" Time: d.meeting.as_ref().and_then(|m| m.end), "When it was closed.";
        "meeting_place" Text: d.meeting.as_ref().and_then(|m| m.place.as_ref()), "Where, as printed.";
        "meeting_form" Text: d.meeting.as_ref().and_then(|m| m.form).map(word), "How it was held: physical or digital.";
        "meeting_chair" Text: d.meeting.as_ref().and_then(|m| m.chair.as_ref()), "Who led it.";
        "meeting_approvers" Text: d.meeting.as_ref().map(|m| &m.approvers), "Who are to approve the minutes.";
        "meeting_auditor" Text: d.meeting.as_ref().and_then(|m| m.auditor.as_ref()), "Who represented Riksrevisjonen.";
        "bytes" Integer: d.coverage.bytes, "Bytes of the letter.";
        "understood" Integer: d.coverage.understood, "Bytes that feed a record or a field of the header.";
        "structure" Integer: d.coverage.structure, "Bytes of headings, lead-ins and running prose placed in a section.";
        "furniture" Integer: d.coverage.furniture, "Bytes of page breaks, pictures, page numbers, rules.";
        "unplaced" Text: spans(&d.coverage.unplaced), "What no rule placed, in bytes of the file.";
    } },
    table! { "amends", "The letters that a letter supplements or corrects.", key [], a in (|source| documents(source)
        .flat_map(|(name, d, _)| d.amends.iter().map(move |amends| (name.clone(), amends, Place { line: None, span: None })))) {
        "kind" Text: word(a.kind), "The family of the amended letter.";
        "date" Date: a.date, "Its date, where the text gives one.";
        "title" Text: &a.title, "The words that name it.";
    } },
    table! { "mandates", "What somebody is asked to do (oppdrag, krav).", key KEYED, r in mandates {
        "key" Text: &r.key, "Unique in the letter.";
        "id" Text: &r.id, "The id as printed, such as TB2026-17.";
        "title" Text: &r.title, "The words behind the id.";
        "form" Text: word(r.form), "identified, listed or requested.";
        "modality" Text: word(r.modality), "How strongly it binds.";
        "addressee" Text: &r.addressee, "Who is asked, as printed.";
        "responsible" Text: &r.responsible, "The division responsible for it in the ministry.";
        "goal" Text: &r.goal, "The number or title of the goal it stands under.";
        "agenda_item" Integer: r.agenda_item, "The number of the agenda item it stands under.";
        "section" Text: path(&r.section), "The headings it stands under, outermost first.";
        "status" Text: word(r.status), "What became of it: given, clarified, withdrawn or withheld.";
    } },
    table! { "parts", "The numbered parts of mandates.", key ["document", "mandate", "number", "span_start"] => PART_OF, r in (|source| documents(source)
        .flat_map(|(name, d, _)| d.mandates.iter().map(move |mandate| (name.clone(), mandate)))
        .flat_map(|(name, mandate)| mandate.parts.iter().map(move |part| (name.clone(), (mandate, part), at(part))))) {
        "mandate" Text: &r.0.key, "The key of the mandate.";
        "number" Text: &r.1.number, "The number as printed.";
        "text" Text: &r.1.text, "The words as they stand.";
        "pieces" Text: spans(&r.1.pieces), "The parts of an interrupted record, in bytes of the file.";
    } },
    table! { "budget_lines", "Money by kapittel and post. Only counted lines may be added up.", key KEYED, r in budget_lines {
        "key" Text: &r.key, "Unique in the letter.";
        "kapittel" Integer: r.kapittel, "The chapter.";
        "post" Integer: r.post, "The post.";
        "name" Text: &r.name, "The post's name as printed.";
        "amount" Kroner: r.amount.nok, "The amount given or changed, in kroner.";
        "counted" Boolean: r.counted, "Whether it adds to what the letter gives; a share or a repetition does not.";
        "effect" Text: word(r.effect), "grant, change, of_which, requirement or authority.";
        "side" Text: word(r.side), "expense or income.";
        "earlier" Kroner: r.earlier.as_ref().map(|a| a.nok), "What the line was before, in kroner.";
        "total" Kroner: r.total.as_ref().map(|a| a.nok), "What it is after, in kroner.";
        "amount_text" Text: &r.amount.text, "The amount as printed.";
        "granularity" Integer: r.amount.granularity, "What the last printed digit is worth, in kroner.";
        "qualifier" Text: word(r.amount.qualifier), "exact, about, at_least or up_to.";
        "purpose" Text: &r.purpose, "What the money is for.";
        "mandate" Text: &r.mandate, "The id of the mandate it pays for.";
        "keywords" Text: &r.keywords, "Key words of the budget (stikkord).";
        "origin" Text: word(r.origin), "table or prose.";
        "inferred" Text: inferred(&r.inferred), "The fields whose value stands elsewhere, and where.";
    } },
    table! { "deadlines", "Deadlines and appointments.", key KEYED, r in (|source| records(source, |document| &document.deadlines)
        .map(|(name, deadline, place)| (name, (deadline, Times::from(&deadline.when)), place))) {
        "key" Text: &r.0.key, "Unique in the letter.";
        "type" Text: r.1.kind.to_owned(), "date, period, recurring, relative, event, unspecified or invalid.";
        "due" Date: r.1.date.or(r.1.end), "The last day: the date, or the end of the period.";
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
        "action" Text: &r.0.action, "What is to be done.";
        "mandate" Text: &r.0.mandate, "The key of the mandate it belongs to.";
        "agenda_item" Integer: r.0.agenda_item, "The number of the agenda item it stands under.";
        "origin" Text: word(r.0.origin), "prose, table or label.";
        "text" Text: &r.0.text, "The words as they stand.";
        "pieces" Text: spans(&r.0.pieces), "The parts of an interrupted record, in bytes of the file.";
    } },
    table! { "decisions", "What the meeting decided (vedtak).", key [], r in decisions {
        "agenda_item" Integer: r.agenda_item, "The number of the agenda item it was made under.";
    } },
    table! { "agenda_items", "The agenda: its list and the headings of its items, reconciled.", key [], r in agenda_items {
        "number" Integer: r.number, "Its number, from 1.";
        "title" Text: &r.title, "Its title.";
        "listed" Boolean: r.listed, "Whether it stands in the agenda's list.";
        "treated" Boolean: r.treated, "Whether it has a heading of its own.";
    } },
    table! { "participants", "Who took part in the meeting, or was absent.", key [], r in participants {
        "name" Text: &r.name, "The name.";
        "title" Text: &r.title, "The title, as printed.";
        "group" Text: &r.group, "The party.";
        "presence" Text: word(r.presence), "present, also_present, auditor or absent.";
    } },
    table! { "signatories", "Who signed.", key [], r in signatories {
        "name" Text: &r.name, "The signer's name.";
        "title" Text: &r.title, "The signer's title, as printed.";
        "on_behalf" Boolean: r.on_behalf, "Whether it was signed by authority (e.f.).";
    } },
    table! { "goals", "Goals (hovedmål, delmål).", key [], r in goals {
        "number" Text: &r.number, "The number as printed.";
        "title" Text: &r.title, "Its words.";
    } },
    table! { "indicators", "What goals are measured by.", key [], r in indicators {
        "kind" Text: word(r.kind), "styringsparameter, nokkeltall or resultatkrav.";
        "goal" Text: &r.goal, "The number or title of the goal it stands under.";
        "section" Text: path(&r.section), "The headings it stands under, outermost first.";
    } },
    table! { "obligations", "Sentences that bind somebody.", key [], r in obligations {
        "actor" Text: &r.actor, "Who is bound, as printed.";
        "modality" Text: word(r.modality), "How strongly.";
        "mandate" Text: &r.mandate, "The key of the mandate it stands in.";
    } },
    table! { "references", "References to other documents, budget posts and mandates.", key [], r in references {
        "kind" Text: word(r.kind), "What is referred to.";
        "canonical" Text: &r.canonical, "The one canonical form.";
        "number" Text: &r.number, "The number in its series; the kapittel of a post.";
        "session" Text: &r.session, "The session of the Storting.";
        "year" Integer: r.year, "The year, for what is numbered by year.";
        "section" Text: &r.section, "The section of an act; the post of a chapter.";
    } },
    table! { "amounts", "Every money expression in running text. Not to be added up.", key [], r in amounts {
        "nok" Kroner: r.nok, "The amount, in kroner.";
        "granularity" Integer: r.granularity, "What the last printed digit is worth, in kroner.";
        "qualifier" Text: word(r.qualifier), "exact, about, at_least or up_to.";
    } },
    table! { "checks", "Every sum that the letter lets one check.", key [], r in checks {
        "kind" Text: word(r.kind), "table-sum, earmark-sum or earlier-plus-new.";
        "status" Text: word(r.status), "holds, rounding or fails.";
        "stated" Kroner: r.stated, "The stated figure, in kroner.";
        "computed" Kroner: r.computed, "The figure that comes of adding up, in kroner.";
        "lines" Text: &r.lines, "The keys of the budget lines added up.";
    } },
    table! { "sections", "Headings in reading order.", key [], r in sections {
        "level" Integer: r.level, "Its depth in the outline, from 1.";
        "number" Text: &r.number, "Its number as printed.";
        "title" Text: &r.title, "Its words.";
    } },
    table! { "evidence", "Where the fields of the headers stand.", key [], r in evidence {
        "field" Text: &r.field, "The field, such as title or issuer.name.";
    } },
    table! { "diagnostics", "What was not understood or does not fit.", key [], r in (|source| source.extraction.diagnostics.iter().map(|diagnostic| {
        let name = diagnostic.document.and_then(|index| source.letters.get(index)).map(|(name, _)| name.clone());
        (name.into(), diagnostic, Place { line: diagnostic.line, span: diagnostic.span })
    })) {
        "code" Text: word(r.code), "The kind of diagnostic.";
        "severity" Text: word(r.severity), "error, warning or info.";
        "message" Text: &r.message, "What is wrong.";
        "field" Text: &r.field, "The field it concerns.";
    } },
];
