//! The review page: what stands on it, and how it behaves in a browser.

mod browser;
mod common;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use browser::Browser;
use common::{File, fixtures, series};
use serde_json::{Value, json};
use styringsdokument::output::Sourced;
use styringsdokument::output::html::{dossier_page, page};
use styringsdokument::{Document, Dossier, Extraction, parse};

fn page_of(text: &str) -> String {
    page(&parse(text), text)
}

fn fixture(name: &str) -> File {
    fixtures().into_iter().find(|file| file.name.contains(name)).expect("there is such a fixture")
}

/// The words of the page's letter, without marks, as a reader would copy them.
fn letter_of(page: &str) -> String {
    let letter = page.split_once("id=\"letter-title\"").and_then(|(_, rest)| rest.split_once("<section id=\"findings\""));
    let letter = letter.expect("the page holds a letter").0.split_once("</h2>").expect("the letter has a heading").1;
    let lines = letter.replace("</div><div class=\"block", "<div class=\"block").replace("<div id=\"l", "\n<div id=\"l");
    let words = unmarked(&lines);
    words.strip_prefix('\n').unwrap_or(&words).to_owned()
}

/// The words between tags.
fn unmarked(html: &str) -> String {
    let words: String = html.split('<').enumerate().map(|(i, s)| if i == 0 { s } else { s.split_once('>').expect("a tag ends").1 }).collect();
    words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// A text's lines, which HTML holds without their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split('\n').map(|line| line.trim_end_matches('\r')).collect()
}

fn records(document: &Document) -> usize {
    let parts: usize = document.mandates.iter().map(|mandate| mandate.parts.len()).sum();
    parts
        + document.evidence.len()
        + document.sections.len()
        + document.agenda_items.len()
        + document.decisions.len()
        + document.participants.len()
        + document.signatories.len()
        + document.goals.len()
        + document.indicators.len()
        + document.mandates.len()
        + document.budget_lines.len()
        + document.deadlines.len()
        + document.obligations.len()
        + document.amounts.len()
        + document.references.len()
        + document.checks.len()
}

/// About `bytes` of letters, one after the other.
fn long(bytes: usize) -> String {
    let once: String = fixtures().iter().map(|file| file.text.clone() + "\n").collect();
    once.repeat(bytes.div_ceil(once.len()))
}

#[test]
fn the_letter_stands_as_received_and_every_record_has_a_card() {
    for file in fixtures() {
        let extraction = parse(&file.text);
        let page = page(&extraction, &file.text);
        let given = lines(file.text.strip_suffix('\n').unwrap_or(&file.text));
        assert_eq!(letter_of(&page).split('\n').collect::<Vec<_>>(), given, "{}", file.name);
        let count = extraction.documents.iter().map(records).sum::<usize>() + extraction.diagnostics.len();
        assert_eq!(page.matches("<li class=\"card ").count(), count, "{}", file.name);
    }
}

#[test]
fn the_page_is_the_same_each_time_and_asks_for_nothing() {
    for file in fixtures() {
        let page = page_of(&file.text);
        assert_eq!(page, page_of(&file.text));
        assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
        for fetched in ["src=", "url(", "@import", "href=\"http", "<link", "<iframe", "style=\"", " onclick"] {
            assert!(!page.contains(fetched), "{}: {fetched}", file.name);
        }
    }
}

#[test]
fn cards_say_what_the_records_are() {
    let page = page_of(&fixture("001_").text);
    // The table of the letter: kapittel 701, post 21, 124 460 in thousands of kroner.
    assert!(page.contains("<data value=\"124460000\">124\u{a0}460\u{a0}000\u{a0}kr</data>"));
    // 124 460 000 and 66 901 000 are given; the three shares of the first are not counted again.
    assert!(page.contains("Medregnet: utgifter: 191\u{a0}361\u{a0}000\u{a0}kr."));
    assert!(page.contains("Innen 1.\u{a0}februar 2023"));
    assert!(page.contains("<time datetime=\"2023-02-01\">2023-02-01</time>"));
    assert!(page.contains(">Prop. 1 S (2022–2023)</a>"));
    assert!(page.contains("Tidslinje for 2023"));
}

#[test]
fn what_no_rule_placed_is_greyed() {
    let page = page_of("Hei!\n\nDette er bare en tekst om været.\n");
    assert!(page.contains("class=\"unplaced\">Dette er bare en tekst om været.</span>"));
    assert!(!page_of(&fixture("001_").text).contains("class=\"unplaced\""));
}

#[test]
fn markup_in_a_letter_stays_text() {
    let text = "## Tildelingsbrev for 2026 </script><script>window.x=1</script>\n\n\"><img src=x onerror=alert(1)>\n\n&lt;b&gt; skal stå.\n";
    let page = page_of(text);
    assert_eq!(letter_of(&page), text.strip_suffix('\n').unwrap());
    assert_eq!(page.matches("<script>").count(), 1, "the page's own");
    assert!(!page.contains("<img"));
}

#[test]
fn places_that_do_not_fit_the_text_are_left_unmarked() {
    let text = fixture("001_").text;
    let extraction = parse(&text);
    for other in [String::new(), "å".repeat(5000), "kort\n".to_owned()] {
        let page = page(&extraction, &other);
        assert_eq!(lines(&letter_of(&page)), lines(other.strip_suffix('\n').unwrap_or(&other)));
        assert!(page.contains("124\u{a0}460\u{a0}000\u{a0}kr"));
    }
}

/// The shorter of two runs: what the machine does besides only adds to the others.
fn shortest(extraction: &Extraction, text: &str) -> Duration {
    let run = || {
        let start = Instant::now();
        assert!(!page(extraction, text).is_empty());
        start.elapsed()
    };
    (0..2).map(|_| run()).min().unwrap_or_default()
}

/// Four times the text takes about four times as long. Quadratic growth would be sixteen; the bound is eight, and a
/// machine that is busy gets five tries.
#[test]
fn time_and_size_grow_with_the_letter() {
    let sentence = format!("Kap. 701, post 21: Direktoratet tildeles {}.\n", "5 mill. kroner til drift, ".repeat(40));
    for text in [long(100_000), sentence.repeat(60)] {
        let longer = text.repeat(4);
        let (one, four) = (parse(&text), parse(&longer));
        assert!(page(&four, &longer).len() < 5 * page(&one, &text).len());
        let ratio = || shortest(&four, &longer).as_secs_f64() / shortest(&one, &text).as_secs_f64().max(1e-6);
        let ratios: Vec<f64> = (0..5).map(|_| ratio()).take_while(|&ratio| ratio >= 8.0).collect();
        assert!(ratios.len() < 5, "four times the text takes so many times as long: {ratios:?}");
    }
}

/// Whether an element is in sight, in its own scrolled part of the window.
const IN_SIGHT: &str = "(e) => { const r = e.getBoundingClientRect(), p = e.closest('#letter, #findings').getBoundingClientRect();
    return r.height > 0 && r.top >= p.top - 1 && r.top < p.bottom; }";

#[test]
fn clicks_and_keys_lead_from_side_to_side() -> Result<()> {
    let Some(mut browser) = Browser::start()? else { return Ok(()) };
    browser.resize(1400, 900)?;
    browser.open(&page_of(&fixture("001_").text))?;

    // A marked deadline: its own card comes first, and what else stands there is offered.
    browser.click("mark.deadline.obligation")?;
    let card = "document.activeElement";
    assert_eq!(browser.eval(&format!("{card}.matches('.card.deadline.current')"))?, true);
    assert_eq!(browser.eval(&format!("({IN_SIGHT})({card})"))?, true);
    assert_eq!(browser.eval("document.querySelector('mark.current').textContent")?, "innen 1. februar 2023");
    let offered = browser.eval("[...document.querySelectorAll('#here button')].map((b) => b.textContent.split(':')[0])")?;
    // The words stand in a sentence that binds, in the mandate 2023-01.
    assert_eq!(offered, json!(["Frist", "Plikt", "Oppdrag"]));
    browser.click("#here button:nth-of-type(3)")?;
    assert_eq!(browser.eval(&format!("{card}.querySelector('.go').textContent.slice(0, 7)"))?, "2023-01");

    // From the card back to the letter, by mouse and by keyboard.
    browser.eval("document.querySelector('#letter').scrollTo(0, 0)")?;
    browser.click("li.card.mandate .meta")?;
    let at = browser.eval("document.activeElement.tagName + ' ' + document.activeElement.closest('.l').id")?;
    assert_eq!(at, "MARK l79");
    assert_eq!(browser.eval(&format!("({IN_SIGHT})(document.activeElement)"))?, true);
    browser.press("Enter")?;
    assert_eq!(browser.eval(&format!("{card}.matches('.card')"))?, true);
    browser.press("Escape")?;
    assert_eq!(browser.eval(&format!("{card}.tagName"))?, "MARK");
    let before = browser.eval("[...document.querySelectorAll('mark')].indexOf(document.activeElement)")?;
    browser.press("j")?;
    let after = browser.eval("[...document.querySelectorAll('mark')].indexOf(document.activeElement)")?;
    assert_eq!(after.as_i64(), before.as_i64().map(|i| i + 1));
    browser.eval("document.querySelector('li.card.budget a.go').focus()")?;
    browser.press("Enter")?;
    assert_eq!(browser.eval("document.activeElement.closest('.l').dataset.n")?, "29");

    // A record in a folded group is unfolded, and a bar of the chart leads to its lines.
    browser.click("mark.header")?;
    assert_eq!(browser.eval(&format!("{card}.checkVisibility() && {card}.matches('.header')"))?, true);
    browser.click(".chart .row .label")?;
    assert_eq!(browser.eval(&format!("{card}.querySelector('data').value"))?, "124460000");
    assert_eq!(browser.complaints()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn filters_search_and_themes_work() -> Result<()> {
    let Some(mut browser) = Browser::start()? else { return Ok(()) };
    browser.resize(1400, 900)?;
    browser.open(&page_of(&fixture("001_").text))?;
    let shown = |class: &str| format!("[...document.querySelectorAll('.card.{class}')].filter((c) => c.checkVisibility()).length");
    let tint = "getComputedStyle(document.querySelector('mark.deadline:not(.budget)')).boxShadow";
    assert_eq!(browser.eval(&shown("deadline"))?, 16);
    assert_ne!(browser.eval(tint)?, "none");
    browser.click("input[data-class='deadline']")?;
    assert_eq!(browser.eval(&shown("deadline"))?, 0);
    assert_eq!(browser.eval(tint)?, "none");
    assert_eq!(browser.eval(&shown("budget"))?, 9);
    browser.click("[data-all='off']")?;
    assert_eq!(browser.eval(&shown("budget"))?, 0);
    assert_eq!(browser.eval("document.querySelector('#none').checkVisibility()")?, true);
    browser.click("[data-all='on']")?;

    browser.click("#search")?;
    browser.call("Input.insertText", &json!({ "text": "LEGEMIDDELLISTE" }))?;
    assert_eq!(browser.eval(&shown("budget"))?, 3, "the line for it, and two shares whose sentence names it");
    browser.eval("{ const s = document.querySelector('#search'); s.value = ''; s.dispatchEvent(new Event('input')); }")?;

    let paper = "getComputedStyle(document.querySelector('#letter')).backgroundColor";
    let light = browser.eval(paper)?;
    browser.call("Emulation.setEmulatedMedia", &json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] }))?;
    let dark = browser.eval(paper)?;
    assert_ne!(light, dark);
    browser.click("#theme")?;
    assert_eq!(browser.eval(paper)?, light);
    assert_eq!(browser.complaints()?, Vec::<String>::new());
    Ok(())
}

/// The texts of the page that stand out too little from what is behind them (WCAG 2 AA: 4.5 to 1).
const FAINT: &str = "(() => {
    const parts = (color) => color.match(/[0-9.]+/g).map(Number);
    const light = (color) => { const [r, g, b] = parts(color).map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const solid = (color) => color.startsWith('rgb(');
    const behind = (e) => { while (e && !solid(getComputedStyle(e).backgroundColor)) e = e.parentElement; return getComputedStyle(e).backgroundColor; };
    const faint = new Set();
    const judge = (e, color, back, name) => { const [a, b] = [light(color), light(back)].sort((x, y) => y - x);
        if ((a + 0.05) / (b + 0.05) < 4.5) faint.add(`${name} ${color} on ${back}`); };
    for (const e of document.querySelectorAll('body *')) {
        if (e.closest('svg') || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
        judge(e, getComputedStyle(e).color, behind(e), `${e.tagName}.${e.className}`);
    }
    for (const e of document.querySelectorAll('.k')) { const s = getComputedStyle(e, '::before'); judge(e, s.color, s.backgroundColor, e.className); }
    for (const e of document.querySelectorAll('svg text')) judge(e, getComputedStyle(e).fill, behind(e), 'text');
    return [...faint];
})()";

#[test]
fn all_words_can_be_read_in_light_and_dark() -> Result<()> {
    let Some(mut browser) = Browser::start()? else { return Ok(()) };
    browser.resize(1400, 900)?;
    let text: String = fixtures().into_iter().map(|file| file.text + "\n").collect::<String>() + "\nHei!\n\nBare en tekst.\n";
    let page = page_of(&text);
    for scheme in ["light", "dark"] {
        browser.call("Emulation.setEmulatedMedia", &json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }))?;
        for page in [&dossier_of("forms"), &dossier_of("mandates"), &page] {
            browser.open(page)?;
            browser.eval("document.querySelectorAll('details').forEach((box) => { box.open = true; })")?;
            // Every card as it looks at rest, and as the chosen one.
            assert_eq!(browser.eval(FAINT)?, json!([]), "{scheme}");
            browser.eval("document.querySelectorAll('.card').forEach((card) => card.classList.add('current'))")?;
            assert_eq!(browser.eval(FAINT)?, json!([]), "{scheme}, chosen");
        }
    }
    browser.eval("document.querySelector('h1').style.color = 'rgb(120, 120, 120)'")?;
    assert_ne!(browser.eval(FAINT)?, json!([]), "the measure sees what is faint");
    Ok(())
}

#[test]
fn every_part_has_its_name() -> Result<()> {
    let Some(mut browser) = Browser::start()? else { return Ok(()) };
    browser.resize(1400, 900)?;
    for (page, regions) in [(page_of(&fixture("001_").text), ["Brevet", "Funn"]), (dossier_of("forms"), ["Brevene", "I kraft"])] {
        browser.open(&page)?;
        named(&mut browser, regions)?;
    }
    Ok(())
}

/// Landmarks, one heading of the first level, no level left out, a name for every control.
fn named(browser: &mut Browser, regions: [&str; 2]) -> Result<()> {
    let outline = browser.eval("[...document.querySelectorAll('h1, h2, h3, h4')].map((h) => Number(h.tagName[1]))")?;
    let levels: Vec<u64> = outline.as_array().context("headings")?.iter().filter_map(Value::as_u64).collect();
    assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    let tree = browser.call("Accessibility.getFullAXTree", &json!({}))?;
    let nodes = tree["nodes"].as_array().context("the tree of accessibility")?;
    let of = |role: &str| {
        nodes.iter().filter(|node| node["role"]["value"] == role).map(|node| node["name"]["value"].as_str().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(of("region").iter().filter(|name| regions.contains(name)).count(), 2);
    assert_eq!(of("main").len(), 1);
    for role in ["button", "checkbox", "searchbox", "link", "image"] {
        assert!(of(role).iter().all(|name| !name.trim().is_empty()), "a {role} without a name");
    }
    assert_eq!(of("searchbox"), ["Søk i funn"]);
    Ok(())
}

#[test]
fn a_small_screen_shows_one_side_at_a_time() -> Result<()> {
    let Some(mut browser) = Browser::start()? else { return Ok(()) };
    browser.resize(390, 800)?;
    browser.open(&page_of(&fixture("001_").text))?;
    let shown = "['letter', 'findings'].map((id) => document.getElementById(id).checkVisibility())";
    assert_eq!(browser.eval(shown)?, json!([true, false]));
    assert_eq!(browser.eval("document.documentElement.scrollWidth <= 390")?, true);
    browser.click("mark.deadline")?;
    assert_eq!(browser.eval(shown)?, json!([false, true]));
    browser.press("Escape")?;
    assert_eq!(browser.eval(shown)?, json!([true, false]));
    browser.click("[data-view='findings']")?;
    assert_eq!(browser.eval(shown)?, json!([false, true]));
    assert_eq!(browser.complaints()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_hostile_letter_does_nothing() -> Result<()> {
    let Some(mut browser) = Browser::start()? else { return Ok(()) };
    let text = "## Tildelingsbrev for 2026 <script>window.hacked = 1</script>\n\n\
                <img src=x onerror=\"window.hacked = 2\"> <svg onload='window.hacked = 3'> [lenke](javascript:window.hacked=4)\n\n\
                Direktoratet skal levere </div></section></main> <style>* { display: none }</style> innen 1. mai 2026.\n\n\
                <meta http-equiv=refresh content='0;url=https://example.com'> <a href='javascript:window.hacked=5'>her</a>\n\n\
                Departementet ber <b onclick=\"window.hacked=6\">direktoratet</b> om å rapportere innen 1. juni 2026 </textarea><!--\n";
    browser.open(&page_of(text))?;
    let shown = browser.eval("[...document.querySelectorAll('.l')].map((l) => l.textContent).join('\\n') + '\\n'")?;
    assert_eq!(shown, text);
    assert_eq!(
        browser.eval("document.querySelectorAll('script, style, #letter :is(img, svg, a, b, meta)').length")?,
        2,
        "the page's own script and style"
    );
    browser.click("mark.deadline")?;
    browser.press("Enter")?;
    assert_eq!(browser.eval("typeof window.hacked")?, "undefined");
    assert_eq!(browser.eval("location.protocol")?, "file:");
    assert_eq!(browser.complaints()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_long_letter_stays_smooth() -> Result<()> {
    let Some(mut browser) = Browser::start()? else { return Ok(()) };
    browser.resize(1400, 900)?;
    let text = long(400_000);
    let page = page_of(&text);
    let start = Instant::now();
    browser.open(&page)?;
    let opened = start.elapsed();
    // From the click to the frame after it.
    let click = "new Promise((done) => { const start = performance.now(); const marks = document.querySelectorAll('mark.deadline');
        marks[Math.floor(marks.length / 2)].click(); requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))); })";
    let clicks: Vec<Value> = (0..5).map(|_| browser.eval(click)).collect::<Result<_>>()?;
    let click = clicks.iter().filter_map(Value::as_f64).fold(0.0, f64::max);
    let filter = "new Promise((done) => { const start = performance.now(); document.querySelector('input[data-class=\"obligation\"]').click();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))); })";
    let filter = browser.eval(filter)?.as_f64().context("a time")?;
    println!(
        "{} kB of letter, {} kB of page: opened in {} ms, slowest click {click:.0} ms, filter {filter:.0} ms",
        text.len() / 1000,
        page.len() / 1000,
        opened.as_millis()
    );
    assert_eq!(browser.eval("document.activeElement.matches('.card')")?, true);
    assert_eq!(browser.eval(&format!("({IN_SIGHT})(document.activeElement)"))?, true);
    browser.press("Escape")?;
    assert_eq!(browser.eval("document.activeElement.matches('mark')")?, true);
    browser.eval("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")?;
    assert_eq!(browser.eval(&format!("({IN_SIGHT})(document.activeElement)"))?, true);
    // Far above what is measured, so that a busy machine does not fail; what grows faster than the letter does.
    assert!(opened < Duration::from_secs(20) && click < 3000.0 && filter < 5000.0);
    Ok(())
}

fn dossier_of(name: &str) -> String {
    let letters = series::letters(name);
    let texts: Vec<&str> = letters.iter().map(|letter| letter.text.as_str()).collect();
    dossier_page(&Sourced::new(&series::read(&letters)), &texts)
}

/// What stands behind a mark up to the next tag.
fn behind<'p>(page: &'p str, mark: &str) -> Vec<&'p str> {
    page.split(mark).skip(1).filter_map(|rest| rest.split('<').next()).collect()
}

fn dossier_records(dossier: &Dossier) -> usize {
    let fails = dossier.posts.iter().flat_map(|post| &post.entries).flat_map(|entry| &entry.checks);
    let fails = fails.filter(|check| check.status == styringsdokument::CheckStatus::Fails).count();
    let posts: usize = dossier.posts.iter().map(|post| post.entries.len() + post.shares.len()).sum();
    let mandates: usize = dossier.mandates.iter().map(|life| 1 + life.entries.len()).sum();
    fails + posts + mandates + dossier.deadlines.len() + dossier.diagnostics.len()
}

#[test]
fn a_dossier_says_what_is_in_force() {
    let page = dossier_of("seeds");
    let sums = behind(&page, "<td class=\"sum\"><data value=\"164460000\">");
    assert_eq!(sums, ["164\u{a0}460\u{a0}000\u{a0}kr"]);
    assert_eq!(behind(&page, "<td class=\"sum\"><data value=\"68351000\">"), ["68\u{a0}351\u{a0}000\u{a0}kr"]);

    let page = dossier_of("forms");
    // What fails comes first, then the diagnostics, the money, the mandates and the calendar.
    let order = ["Kontroller som ikke stemmer ", "Merknader ", "Saldo på postene ", "Oppdrag ", "Åpne frister ", "Brev "];
    assert_eq!(behind(&page, "<h4>"), order);
    assert!(page.contains("Kontroller mot saldoen: 2 stemmer · 2 stemmer ikke"));
    assert!(page.contains("mangler</span> tillegg nr. 2<"));
    assert!(page.contains(">Kap.\u{a0}100 post\u{a0}21: Tidligere tildeling mot saldoen før</a><span class=\"aside\">avvik +100\u{a0}000\u{a0}kr<"));
    assert!(page.contains("<blockquote>Korrekt tildeling på kap. 100, post 70 skal være 17,5 mill. kroner.</blockquote>"));
    assert!(page.contains("<data value=\"-500000\">\u{2212}500\u{a0}000\u{a0}kr</data>"));
    assert!(page.contains(">utgått</span>") && page.contains("<s>innen 1.\u{a0}juli 2026</s> (<a href=\"#l1-38\">base.md, linje 38</a>)"));
    assert!(page.contains("utelatt: annen mottaker"));
    assert!(page.contains("<title>innen 1.\u{a0}oktober: TB2026-1 Kart over strandsonen</title>"), "the calendar names the mandate");
    assert!(!page.contains("Naboetaten tildeles"), "a letter to somebody else is not shown");
}

#[test]
fn every_record_of_a_dossier_has_a_card_and_every_link_leads_somewhere() {
    for name in series::INVENTED.into_iter().chain(["seeds"]) {
        let (letters, page) = (series::letters(name), dossier_of(name));
        let extractions = series::read(&letters);
        let sourced = Sourced::new(&extractions);
        assert_eq!(page.matches("<li class=\"card ").count(), dossier_records(sourced.dossier()), "{name}");
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let apart: std::collections::HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), apart.len(), "{name}: an id stands twice");
        for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(apart.contains(target), "{name}: #{target} is nowhere");
        }
        // The letters stand as received, in the order of the series.
        for (name, file) in behind(&page, "<h3 class=\"file\">").into_iter().zip(1..) {
            let letter = letters.iter().find(|letter| letter.name == name).expect("it is one of the letters");
            for (line, n) in letter.text.lines().zip(1..) {
                let element = page.split_once(&format!("<div id=\"l{file}-{n}\"")).and_then(|(_, rest)| rest.split_once("</div>"));
                let (_, words) = element.and_then(|(element, _)| element.split_once('>')).expect("the line is there");
                assert_eq!(unmarked(words), line, "{name}");
            }
        }
        assert_eq!(page, dossier_of(name), "the same each time");
        for fetched in ["src=", "url(", "@import", "href=\"http", "<link", "<iframe", "style=\"", " onclick"] {
            assert!(!page.contains(fetched), "{name}: {fetched}");
        }
    }
}

/// A base letter and so many supplements, each with its own change, mandate and deadline.
fn many(count: u8) -> Vec<String> {
    let base = "# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\nDirektoratet tildeles 10 mill. kroner på kap. 760, post 21.\n".to_owned();
    let supplement = |n| {
        format!(
            "# Supplerende tildelingsbrev nr. {n} for 2026\n\nDato: 1. mars 2026\n\nTildelingen på kap. 760, post {} økes med {n} mill. kroner.\n\n\
             ## Oppdrag\n\n### TB2026-{n} Plan {n}\n\nDirektoratet skal lage plan {n}.\n\nFrist: 1. juni 2026\n",
            n % 40 + 20
        )
    };
    [base].into_iter().chain((1..=count).map(supplement)).collect()
}

/// Four times the letters take about four times as long, as for one letter.
#[test]
fn a_dossier_of_many_letters_takes_no_more_than_its_share() {
    let made = |count| {
        let texts = many(count);
        let letters: Vec<Extraction> = texts.iter().map(|text| parse(text)).collect();
        (texts, letters)
    };
    let (one, four) = (made(24), made(96));
    let time = |(texts, letters): &(Vec<String>, Vec<Extraction>)| {
        let sourced = Sourced::new(letters);
        assert_eq!(sourced.dossier().documents.len(), letters.len());
        let run = || {
            let start = Instant::now();
            assert!(dossier_page(&sourced, texts).contains("TB2026-24 Plan 24"));
            start.elapsed()
        };
        (0..2).map(|_| run()).min().unwrap_or_default().as_secs_f64()
    };
    let ratios: Vec<f64> = (0..5).map(|_| time(&four) / time(&one).max(1e-6)).take_while(|&ratio| ratio >= 8.0).collect();
    assert!(ratios.len() < 5, "four times the letters take so many times as long: {ratios:?}");
}

#[test]
fn a_dossier_without_its_texts_still_names_file_and_line() {
    let letters = series::read(&series::letters("forms"));
    let page = dossier_page(&Sourced::new(&letters), &[] as &[&str]);
    assert!(page.contains("<span class=\"line\">supplement-3.md, linje 27</span>"));
    assert!(!page.contains("href=\"#l") || page.matches("href=\"#l").count() == page.matches("href=\"#letter\"").count());
    assert!(dossier_page(&Sourced::new(&[]), &[] as &[&str]).contains("Ingen brev"));
}

#[test]
fn markup_in_letters_of_a_dossier_stays_text() {
    let text = "# Tildelingsbrev for 2026 </script><script>window.x=1</script>\n\nDato: 5. januar 2026\n\n\
                Kap. 760, post 21: Direktoratet tildeles 2 mill. kroner til <img src=x onerror=alert(1)> drift.\n";
    let mut letter = parse(text);
    letter.source.name = Some("<b>a</b>.md".to_owned());
    let page = dossier_page(&Sourced::new(&[letter]), &[text]);
    assert_eq!(page.matches("<script>").count(), 1, "the page's own");
    assert!(!page.contains("<img") && !page.contains("<b>a"));
}

#[test]
fn a_step_leads_to_its_words_and_back() -> Result<()> {
    let Some(mut browser) = Browser::start()? else { return Ok(()) };
    browser.resize(1400, 900)?;
    browser.open(&dossier_of("forms"))?;
    let shown = |class: &str| format!("[...document.querySelectorAll('.card.{class}')].filter((c) => c.checkVisibility()).length");
    assert_eq!(browser.eval(&shown("budget"))?, 0, "histories are folded");
    assert_eq!(browser.eval("[...document.querySelectorAll('.letters tbody tr')].filter((row) => row.checkVisibility()).length")?, 5);
    browser.click("tbody:nth-of-type(2) .steps summary")?;
    assert_eq!(browser.eval(&shown("budget"))?, 3);
    // The correction, and its sentence in the third letter.
    browser.click("tbody:nth-of-type(2) .card:nth-of-type(3) blockquote")?;
    let at = "document.activeElement.tagName + ' ' + document.activeElement.closest('.l').id + ' ' + document.activeElement.textContent";
    assert_eq!(browser.eval(at)?, "MARK l3-27 Korrekt tildeling på kap. 100, post 70 skal være 17,5 mill. kroner.");
    assert_eq!(browser.eval(&format!("({IN_SIGHT})(document.activeElement)"))?, true);
    // Back, and from a mark in the letter to a card that was folded away.
    browser.press("Enter")?;
    assert_eq!(browser.eval("document.activeElement.matches('.card.budget.current')")?, true);
    browser.eval("document.querySelectorAll('.steps').forEach((box) => { box.open = false; })")?;
    browser.click("#l4-23 mark.budget")?;
    assert_eq!(browser.eval("document.activeElement.checkVisibility() && document.activeElement.matches('.check, .budget')")?, true);
    // From a mandate to its deadline, and from a place that is named by file and line.
    browser.click(".card.mandate dd a[href^='#r']")?;
    assert_eq!(browser.eval("document.activeElement.matches('.card.deadline')")?, true);
    browser.click(".card.mandate dd a[href='#l1-38']")?;
    assert_eq!(browser.eval("document.activeElement.id")?, "l1-38");
    // A search leaves the posts and mandates that have the words.
    browser.click("#search")?;
    browser.call("Input.insertText", &json!({ "text": "korrekt tildeling" }))?;
    assert_eq!(browser.eval("[...document.querySelectorAll('tbody.life')].map((post) => post.checkVisibility())")?, json!([false, true]));
    assert_eq!(browser.eval(&shown("budget"))?, 1);
    assert_eq!(browser.complaints()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_dossier_on_a_small_screen_begins_with_what_is_in_force() -> Result<()> {
    let Some(mut browser) = Browser::start()? else { return Ok(()) };
    browser.resize(390, 800)?;
    browser.open(&dossier_of("forms"))?;
    let shown = "['letter', 'findings'].map((id) => document.getElementById(id).checkVisibility())";
    assert_eq!(browser.eval(shown)?, json!([false, true]));
    browser.eval("document.querySelectorAll('details.steps').forEach((box) => { box.open = true; })")?;
    assert_eq!(browser.eval("document.documentElement.scrollWidth <= 390")?, true);
    assert_eq!(browser.eval("(() => { const f = document.querySelector('#findings'); return f.scrollWidth <= f.clientWidth; })()")?, true);
    browser.click(".card.check blockquote")?;
    assert_eq!(browser.eval(shown)?, json!([true, false]));
    // On paper both stand, and nothing is folded.
    browser.eval("dispatchEvent(new Event('beforeprint'))")?;
    browser.call("Emulation.setEmulatedMedia", &json!({ "media": "print" }))?;
    assert_eq!(browser.eval(shown)?, json!([true, true]));
    assert_eq!(browser.eval("[...document.querySelectorAll('.card')].every((card) => card.checkVisibility())")?, true);
    assert_eq!(browser.complaints()?, Vec::<String>::new());
    Ok(())
}
