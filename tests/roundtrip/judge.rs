//! The facts that the parser gives, in the form of the writer's.

use styringsdokument::{Document, Extraction, MandateForm, ReferenceKind};

use crate::common::json;
use crate::common::when::canonical;
use crate::letters::facts::{BudgetFact, Fact, MandateFact, difference};

/// What is wrong in the reading of a letter: facts missed and false, bytes that no rule placed, sums that fail.
pub(crate) fn problems(wanted: &[Fact], read: &Extraction) -> Vec<String> {
    let [document] = read.documents.as_slice() else {
        return vec![format!("{} letters instead of one", read.documents.len())];
    };
    let fields: Vec<&str> = wanted.iter().filter_map(|f| if let Fact::Header { field, .. } = f { Some(field.as_str()) } else { None }).collect();
    let mut problems = difference(wanted, &facts(document, &fields));
    problems.extend(document.coverage.unplaced.iter().map(|span| format!("unplaced: {span:?}")));
    let fails = document.checks.iter().filter(|c| string(&c.status) == "fails");
    problems.extend(fails.map(|c| format!("a sum fails: {} stated, {} computed in «{}»", c.stated, c.computed, c.text)));
    problems
}

/// The facts of a document; of its header, the fields that are judged.
fn facts(d: &Document, fields: &[&str]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = fields.iter().map(|field| Fact::header(field, header(d, field))).collect();
    let date = |date: Option<jiff::civil::Date>| date.map(|d| d.to_string()).unwrap_or_default();
    facts.extend(d.amends.iter().map(|a| Fact::Amends { kind: string(&a.kind), date: date(a.date) }));
    // Whether the words above the agenda and the contents head a section is a matter of taste.
    let heads = |title: &str| ["Dagsorden", "Saksliste", "Sakliste", "Innhold", "Innhald"].contains(&title.trim_end_matches(':'));
    facts.extend(d.sections.iter().filter(|s| !heads(&s.title)).map(|s| Fact::Section { number: s.number.clone(), title: s.title.clone() }));
    facts.extend(d.agenda_items.iter().map(|a| Fact::AgendaItem { number: a.number, title: a.title.clone(), listed: a.listed, treated: a.treated }));
    facts.extend(d.participants.iter().map(|p| Fact::Participant { name: p.name.clone(), title: p.title.clone(), presence: string(&p.presence) }));
    facts.extend(d.decisions.iter().map(|v| Fact::Decision { agenda_item: v.agenda_item, text: v.text.clone() }));
    facts.extend(d.goals.iter().map(|g| Fact::Goal { number: g.number.clone(), title: g.title.clone() }));
    facts.extend(d.indicators.iter().map(|i| Fact::Indicator { kind: string(&i.kind), text: i.text.clone() }));
    facts.extend(d.mandates.iter().map(|m| {
        Fact::Mandate(MandateFact {
            form: string(&m.form),
            id: m.id.clone(),
            title: m.title.clone(),
            text: (m.form != MandateForm::Identified).then(|| m.text.clone()),
            parts: m.parts.iter().map(|p| p.text.clone()).collect(),
            status: string(&m.status),
            responsible: m.responsible.clone(),
            addressee: m.addressee.clone(),
        })
    }));
    facts.extend(d.budget_lines.iter().map(|b| {
        Fact::BudgetLine(BudgetFact {
            kapittel: b.kapittel,
            post: b.post,
            nok: b.amount.nok,
            effect: string(&b.effect),
            side: string(&b.side),
            counted: b.counted,
            earlier: b.earlier.as_ref().map(|a| a.nok),
            total: b.total.as_ref().map(|a| a.nok),
            origin: string(&b.origin),
            name: b.name.clone(),
            keywords: b.keywords.clone(),
            purpose: b.purpose.clone(),
        })
    }));
    facts.extend(d.deadlines.iter().map(|f| {
        let mandate = d.mandates.iter().find(|m| Some(&m.key) == f.mandate.as_ref()).and_then(|m| m.id.clone());
        Fact::Deadline { when: canonical(&json::of(&f.when)), mandate, origin: string(&f.origin) }
    }));
    facts.extend(d.obligations.iter().map(|o| Fact::Obligation { modality: string(&o.modality), text: o.text.clone() }));
    // A post named in a row of a table is the line itself; whether it is a reference too is left open.
    let rows = |span: styringsdokument::Span| d.budget_lines.iter().any(|b| string(&b.origin) == "table" && b.span.contains(span));
    let said = d.references.iter().filter(|r| !(r.kind == ReferenceKind::BudgetPost && rows(r.span)));
    facts.extend(said.map(|r| Fact::reference(&r.canonical)));
    facts.extend(d.signatories.iter().map(|s| Fact::Signatory { name: s.name.clone(), title: s.title.clone(), on_behalf: s.on_behalf }));
    facts.extend(d.copies_to.iter().map(|name| Fact::CopyTo { name: name.clone() }));
    facts
}

/// A field of the header by its dotted path: lists joined by « / », nothing for what is absent.
fn header(d: &Document, path: &str) -> String {
    let document = json::of(d);
    let value = path.split('.').fold(&document, |value, key| &value[key]);
    match value {
        serde_json::Value::Array(lines) => lines.iter().map(json::string).collect::<Vec<_>>().join(" / "),
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

fn string<T: serde::Serialize>(value: &T) -> String {
    json::string(&json::of(value)).to_owned()
}
