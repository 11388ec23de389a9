//! The review page: what stands on it, and how it behaves in a browser.

mod browser;
mod common;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use browser::Browser;
use common::{File, fixtures};
use serde_json::{Value, json};
use styringsdokument::output::html::page;
use styringsdokument::{Document, Extraction, parse};

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
    let words: String = lines.split('<').enumerate().map(|(i, s)| if i == 0 { s } else { s.split_once('>').expect("a tag ends").1 }).collect();
    let words = words.strip_prefix('\n').unwrap_or(&words).to_owned();
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
    for scheme in ["light", "dark"] {
        browser.call("Emulation.setEmulatedMedia", &json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }))?;
        browser.open(&page_of(&text))?;
        // Every card as it looks at rest, and as the chosen one.
        assert_eq!(browser.eval(FAINT)?, json!([]), "{scheme}");
        browser.eval("document.querySelectorAll('.card').forEach((card) => card.classList.add('current'))")?;
        assert_eq!(browser.eval(FAINT)?, json!([]), "{scheme}, chosen");
    }
    browser.eval("document.querySelector('h1').style.color = 'rgb(120, 120, 120)'")?;
    assert_ne!(browser.eval(FAINT)?, json!([]), "the measure sees what is faint");
    // Landmarks, one heading of the first level, no level left out, a name for every control.
    let outline = browser.eval("[...document.querySelectorAll('h1, h2, h3, h4')].map((h) => Number(h.tagName[1]))")?;
    let levels: Vec<u64> = outline.as_array().context("headings")?.iter().filter_map(Value::as_u64).collect();
    assert_eq!(levels.iter().filter(|&&level| level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    let tree = browser.call("Accessibility.getFullAXTree", &json!({}))?;
    let nodes = tree["nodes"].as_array().context("the tree of accessibility")?;
    let of = |role: &str| {
        nodes.iter().filter(|node| node["role"]["value"] == role).map(|node| node["name"]["value"].as_str().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(of("region").iter().filter(|name| ["Brevet", "Funn"].contains(name)).count(), 2);
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
