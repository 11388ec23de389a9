//! One page to review what was read: the letter with every passage marked, beside the records.
//!
//! The page is a single file that fetches nothing; its content security policy allows only its own style and script. Every
//! word of the letter goes through a template that escapes it.

mod budget_chart;
mod card;
mod class;
mod desk;
mod dossier;
mod letter;
mod panel;
mod places;
mod timeline;
mod words;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use self::class::Class;
use self::desk::Desk;
use crate::model::Extraction;

pub use self::dossier::dossier_page;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The review page of an extraction, in Norwegian (bokmål): at left the text, byte for byte, with every record's passage
/// marked by class and what no rule placed greyed; at right the records, with budget lines as bars and deadlines over the year.
///
/// `source` is the text that was read. Places that do not fit it are not marked; their records are shown all the same.
/// The same extraction and text always give the same page. Time and size grow linearly with them.
///
/// # Example: a letter that holds a script
///
/// ```
/// use styringsdokument::{output::html, parse};
///
/// let source = "## Tildelingsbrev for 2026\n\n<script>alert(1)</script>\n";
/// let page = html::page(&parse(source), source);
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
/// ```
#[must_use]
pub fn page(extraction: &Extraction, source: &str) -> String {
    let desk = Desk::new(extraction, source);
    let main = html! {
        main {
            section #letter lang="nb" aria-labelledby="letter-title" tabindex="-1" {
                h2 #letter-title { "Brevet" }
                (letter::letter(extraction, source, &desk.places, ""))
            }
            section #findings aria-labelledby="findings-title" tabindex="-1" {
                h2 #findings-title { "Funn" }
                (here())
                @for (i, sheet) in desk.sheets.iter().enumerate() { (panel::sheet(i, sheet)) }
                (none())
            }
        }
    };
    frame("Gjennomgang", title(extraction), "letter", &filters(|class| desk.count(class)), &main)
}

/// What else stands on the spot that was clicked; the script fills it.
fn here() -> Markup {
    html! { nav #here aria-label="Funn på samme sted" hidden {} }
}

fn none() -> Markup {
    html! { p #none hidden { "Ingen funn passer til søket og filtrene." } }
}

/// A page around its two sides; a small screen shows `first` of them first.
fn frame(kind: &str, title: &str, first: &str, filters: &Markup, main: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="nb" data-view=(first) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – " (kind.to_lowercase()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#letter" { "Hopp til brevet" }
                a.skip href="#findings" { "Hopp til funnene" }
                header.bar {
                    div.name { p { (kind) } h1 { (title) } }
                    (tools())
                }
                (filters)
                (main)
                p #status role="status" {}
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
}

/// What the page is called: the file's name, or the first letter's title.
fn title(extraction: &Extraction) -> &str {
    let named = extraction.source.name.as_deref().map(|name| name.rsplit(['/', '\\']).next().unwrap_or(name));
    named.or_else(|| extraction.documents.iter().find_map(|document| document.title.as_deref())).unwrap_or("Styringsdokument")
}

/// Nothing may be fetched or sent, and no script runs but the page's own – even if a word of the letter got through as markup.
fn policy() -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text));
    let (style, script) = (hash(STYLE), hash(SCRIPT));
    format!("default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'")
}

fn tools() -> Markup {
    html! {
        div.tools {
            label.search { span { "Søk i funn" } input #search type="search" autocomplete="off" spellcheck="false" placeholder="Søk i funn"; }
            div.views role="group" aria-label="Visning" {
                button type="button" data-view="letter" aria-pressed="true" { "Brev" }
                button type="button" data-view="findings" aria-pressed="false" { "Funn" }
            }
            button #theme type="button" { "Mørk" }
            details.help {
                summary { "Hjelp" }
                div {
                    p { "Klikk på en uthevet tekst for å se hva som er funnet der, eller på et funn for å se hvor det står i brevet." }
                    dl {
                        div { dt { kbd { "Enter" } } dd { "hopp til den andre siden" } }
                        div { dt { kbd { "J" } " " kbd { "K" } " " kbd { "↓" } " " kbd { "↑" } } dd { "neste og forrige" } }
                        div { dt { kbd { "Esc" } } dd { "tilbake" } }
                    }
                    p { "Grå kursiv er tekst som ingen regel har plassert. Bølget strek viser en merknad. Tallene til venstre er linjenummer." }
                }
            }
        }
    }
}

/// A switch for each class that has records, which is also the key to the marks.
fn filters(count: impl Fn(Class) -> usize) -> Markup {
    let classes = Class::ALL.map(|class| (class, count(class)));
    html! {
        details.filters open {
            summary { "Filtre" }
            fieldset {
                legend { "Vis" }
                @for (class, count) in classes.into_iter().filter(|&(_, count)| count > 0) {
                    label.filter.(class.key()) {
                        input type="checkbox" checked data-class=(class.key()) data-name=(class.singular());
                        span.swatch aria-hidden="true" { "Aa" }
                        (class.plural()) " " span.count { (count) }
                    }
                }
                span.all {
                    button type="button" data-all="on" { "Alle" }
                    button type="button" data-all="off" { "Ingen" }
                }
            }
        }
    }
}
