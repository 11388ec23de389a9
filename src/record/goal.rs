//! Goals that stand in a list, or are the headings, below «Hovedmålene … er:»; headings «Mål 1: …» are the layout's.

use once_cell::sync::Lazy;
use regex::Regex;

use super::layout::{Layout, Role};
use super::pattern::{Opening, holds, pattern};
use super::{Letter, Para, placed};
use crate::block::BlockKind;
use crate::model::Goal;
use crate::view::View;

/// «Hovedmålene for arbeidet er:».
static LIST: Opening =
    Opening::new(&["hovedmål", "hovudmål", "delmål", "sektormål", "samfunnsmål", "mål", "de ", "dei ", "overordn", "langsiktige "], || {
        pattern(r"(?i)^(?:dei? )?(?:overordn(?:ede|et|a) |langsiktige )?(?:hoved|hovud|del|sektor|samfunns)?mål(?:ene|a|et)?(?: [^.]*)?:$")
    });

/// «Mål: Ventetiden skal reduseres.»
static LINE: Opening = Opening::new(&["mål", "hovedmål", "hovudmål", "delmål"], || pattern(r"(?i)^(?:hoved|hovud|del)?mål: +(\S.*)$"));

/// «Hovedmål 1: Ventetiden skal reduseres», an item of a list of goals.
static NUMBERED: Opening = Opening::new(&["mål", "hovedmål", "hovudmål", "delmål"], || {
    pattern(r"(?i)^(?:hoved|hovud|del)?mål ([0-9]{1,2}(?:\.[0-9]{1,2})?)[.:]?(?: ?[–-])? +(\S.*)$")
});

/// «Mål 2024:», a heading.
static HEADING: Lazy<Regex> = Lazy::new(|| pattern(r"(?i)^(?:hoved|hovud|del)?mål(?: (?:i |for )?(?:19|20)[0-9]{2})?:?$"));

/// «… har fastsett desse måla for sektoren:»
static LEAD_IN: Lazy<Regex> = Lazy::new(|| {
    pattern(
        r"(?i) (?:følgende|følgjande|disse|desse|to|tre|fire|fem|seks|sju|syv|åtte) (?:[a-zæøå]+e )?(?:hoved|hovud|del)?mål(?:ene|a|et)?(?: for [^.:]*)?:$",
    )
});

/// The goals of a letter: numbered headings, and the items of lists of goals.
pub(crate) fn goals(letter: &Letter<'_, '_>, layout: &mut Layout) -> Vec<usize> {
    let mut listed = false;
    // The rank of the headings that a lead-in announces as goals.
    let mut announced: Option<u8> = None;
    let mut paras = Vec::new();
    let mut goals = std::mem::take(&mut layout.goals);
    for (i, para) in letter.enumerate() {
        let text = para.text();
        let section = if layout.roles[i] == Role::Heading { layout.contexts[i].section.and_then(|own| layout.sections.get(own)) } else { None };
        if let Some(section) = section {
            let led_in = listed && i > 0 && letter.paras[i - 1].text().ends_with(':');
            announced = if led_in { Some(section.level) } else { announced.filter(|level| *level <= section.level) };
            if announced == Some(section.level) && section.number.is_some() {
                let place = letter.whole(para);
                letter.fired("goal/announced-heading", place.span);
                goals.push(placed!(place, Goal { number: section.number.clone(), title: section.title.clone() }));
            }
        }
        if para.is_item() && (listed || NUMBERED.is_match(text)) {
            let place = letter.whole(para);
            letter.fired("goal/listed", place.span);
            let (number, title) = match NUMBERED.captures(&place.text) {
                Some(words) => (Some(words[1].to_owned()), words[2].to_owned()),
                None => (ordinal(letter, para), place.text.clone()),
            };
            goals.push(placed!(place, Goal { number, title }));
            paras.push(i);
        } else if para.is_text() && NUMBERED.begins(text) && numbered_lines(letter, para, &mut goals) {
            paras.push(i);
        } else if para.is_text()
            && let Some(title) = LINE.captures(text).and_then(|c| c.get(1))
        {
            let title = letter.place(para, title.range()).text;
            let place = letter.whole(para);
            letter.fired("goal/line", place.span);
            goals.push(placed!(place, Goal { number: None, title }));
            paras.push(i);
        } else if !matches!(layout.roles[i], Role::Furniture | Role::Letterhead) {
            let headed = para.is_heading() && text.len() < 20 && HEADING.is_match(text);
            listed = headed || para.is_text() && text.ends_with(':') && (LIST.is_match(text) || (holds(text, "mål") && LEAD_IN.is_match(text)));
        }
    }
    goals.sort_by_key(|g| g.span.start);
    layout.goals = goals;
    paras
}

/// The number that an item of a numbered list is printed with.
fn ordinal(letter: &Letter<'_, '_>, para: &Para<'_>) -> Option<String> {
    let block = &letter.blocks.blocks[para.passage.block];
    let mark = letter.blocks.lines[block.lines.start].mark;
    (para.kind() == BlockKind::Item { ordered: true } && !mark.is_empty()).then(|| letter.source.text[mark.range()].to_owned())
}

/// Reads a paragraph whose lines are nothing but goals with their numbers, «Hovedmål 1: …» ⏎ «Hovedmål 2: …»; whether it is one.
fn numbered_lines(letter: &Letter<'_, '_>, para: &Para<'_>, goals: &mut Vec<Goal>) -> bool {
    let views: Vec<View<'_>> = letter.lines(para).into_iter().map(|line| View::new(letter.source.text, &[line])).collect();
    let found: Vec<_> = views.iter().map_while(|view| Some((view, NUMBERED.captures(&view.text)?))).collect();
    if found.len() < views.len() || found.len() < 2 || views.iter().any(|v| v.text.ends_with('.')) {
        return false;
    }
    for (view, words) in found {
        let place = letter.place_in(view, 0..view.text.len());
        letter.fired("goal/numbered-line", place.span);
        goals.push(placed!(place, Goal { number: Some(words[1].to_owned()), title: words[2].to_owned() }));
    }
    true
}
