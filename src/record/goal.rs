//! Goals that stand in a list, or are the headings, below «Hovedmålene … er:»; headings «Mål 1: …» are the layout's.

use super::layout::{Layout, Role};
use super::pattern::{Beginnings, after_blanks, holds, is_one_of, last_word, short_number, strip};
use super::{Letter, Para, placed};
use crate::block::BlockKind;
use crate::model::Goal;
use crate::view::View;

/// The word for a goal that a line begins with.
static GOAL: Beginnings = Beginnings::new(&["mål", "hovedmål", "hovudmål", "delmål"]);

/// Endings of the word that name several, or known ones.
const SEVERAL: &[&str] = &["ene", "a", "et"];

/// «Hovedmålene for arbeidet er:», «Regjeringens overordnede mål er:», the colon already seen.
fn is_list(text: &str) -> bool {
    // Whose goals they are.
    let ends = |rest: &str| ["er:", "er", "mål:"].iter().any(|end| rest.ends_with(end));
    let whose = text.split_once(' ').filter(|(owner, rest)| owner.starts_with(char::is_uppercase) && owner.ends_with('s') && ends(rest));
    let text = whose.map_or(text, |(_, rest)| rest);
    let text = strip(text, &["de ", "dei "]).unwrap_or(text);
    let text = strip(text, &["overordnede ", "overordnet ", "overordna ", "langsiktige "]).unwrap_or(text);
    let text = strip(text, &["hoved", "hovud", "del", "sektor", "samfunns"]).unwrap_or(text);
    let Some(rest) = strip(text, &["mål"]) else { return false };
    let rest = strip(rest, SEVERAL).unwrap_or(rest);
    rest == ":" || (rest.starts_with(' ') && !rest.contains('.'))
}

/// «Mål: Ventetiden skal reduseres.»: what stands behind the colon.
fn line(text: &str) -> Option<&str> {
    after_blanks(GOAL.strip(text)?.strip_prefix(':')?)
}

/// «Hovedmål 1: Ventetiden skal reduseres», an item of a list of goals: the number and the words.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = short_number(GOAL.strip(text)?.strip_prefix(' ')?)?;
    let rest = rest.strip_prefix(['.', ':']).unwrap_or(rest);
    let dashed = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix(['–', '-']);
    let words = dashed.and_then(after_blanks).or_else(|| after_blanks(rest))?;
    Some((number, words))
}

/// «Mål 2024:», a heading.
fn is_head(text: &str) -> bool {
    let Some(rest) = GOAL.strip(text) else { return false };
    let rest = rest.strip_suffix(':').unwrap_or(rest);
    let year = strip(rest, &[" i ", " for ", " "]).filter(|year| year.starts_with("19") || year.starts_with("20"));
    rest.is_empty() || year.is_some_and(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
}

/// «… har fastsett desse måla for sektoren:», the colon already seen.
fn leads_in(text: &str) -> bool {
    static THESE: Beginnings =
        Beginnings::new(&["følgende ", "følgjande ", "disse ", "desse ", "to ", "tre ", "fire ", "fem ", "seks ", "sju ", "syv ", "åtte "]);
    let goals = |words: &str| {
        let rest = GOAL.strip(words).map(|rest| strip(rest, SEVERAL).unwrap_or(rest));
        rest.is_some_and(|rest| rest == ":" || strip(rest, &[" for "]).and_then(|of| of.strip_suffix(':')).is_some_and(|of| !of.contains(['.', ':'])))
    };
    // «desse overordna måla» has a word between.
    let described = |words: &str| {
        let (word, rest) = words.split_once(' ')?;
        let adjective = word.len() > 1 && word.ends_with(['e', 'E']) && word.chars().all(char::is_alphabetic);
        adjective.then(|| goals(rest))
    };
    let behind = THESE.begin_words(text).filter(|&at| text[..at].ends_with(' ')).filter_map(|at| THESE.strip(&text[at..]));
    let mut behind = behind;
    let mut announced = || behind.any(|words| goals(words) || described(words) == Some(true));
    holds(text, "mål") && (ends_in_goals(text) || announced())
}

/// «…, med hovedmålet «…» og delmålene:»
fn ends_in_goals(text: &str) -> bool {
    let Some((before, last)) = text.strip_suffix(':').and_then(|text| text.rsplit_once(' ')) else { return false };
    let goals = GOAL.strip(last).is_some_and(|rest| is_one_of(rest, &["ene", "a"]));
    goals && is_one_of(last_word(before), &["og", "med"])
}

/// The goals of a letter: numbered headings, and the items of lists of goals.
pub(crate) fn goals(letter: &Letter<'_, '_>, layout: &mut Layout) -> Vec<usize> {
    let mut listed = false;
    // The rank of the headings that a lead-in announces as goals.
    let mut announced: Option<u8> = None;
    let mut paras = Vec::new();
    let mut goals = std::mem::take(&mut layout.goals);
    let headed = goals.len();
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
        if para.is_item() && (listed || numbered(text).is_some()) {
            let place = letter.whole(para);
            letter.fired("goal/listed", place.span);
            let (number, title) = numbered(&place.text).map_or((None, &*place.text), |(number, words)| (Some(number), words));
            let (number, title) = (number.map(str::to_owned).or_else(|| ordinal(letter, para)), title.to_owned());
            goals.push(placed!(place, Goal { number, title }));
            paras.push(i);
        } else if listed && is_only_sentence(letter, i) {
            let place = letter.whole(para);
            letter.fired("goal/below-heading", place.span);
            let title = place.text.clone();
            goals.push(placed!(place, Goal { number: None, title }));
            listed = false;
        } else if para.is_text() && GOAL.begin(text) && numbered_lines(letter, para, &mut goals) {
            paras.push(i);
        } else if para.is_text()
            && let Some(title) = line(text)
        {
            let title = letter.place(para, text.len() - title.len()..text.len()).text;
            let place = letter.whole(para);
            letter.fired("goal/line", place.span);
            goals.push(placed!(place, Goal { number: None, title }));
            paras.push(i);
        } else if !matches!(layout.roles[i], Role::Furniture | Role::Letterhead) {
            let headed = para.is_heading() && text.len() < 20 && is_head(text);
            let last = || para.sentences().last().map_or("", |last| &text[last.clone()]);
            // «De overordnede målene er» may go on in a list without a colon.
            let open = || text.ends_with(" er") && letter.paras.get(i + 1).is_some_and(Para::is_item);
            listed = headed || para.is_text() && (text.ends_with(':') || open()) && (is_list(text) || is_list(last()) || leads_in(text));
        }
    }
    let listed = goals.split_off(headed);
    layout.set_goals(goals, listed);
    paras
}

/// Whether a passage is the only sentence between two headings: «Mål» ⏎ «Ventetiden skal reduseres.» ⏎ «Oppdrag».
fn is_only_sentence(letter: &Letter<'_, '_>, i: usize) -> bool {
    let heading = |at: Option<usize>| at.and_then(|at| letter.paras.get(at)).is_some_and(Para::is_heading);
    let para = &letter.paras[i];
    let sentence = || para.text().ends_with('.') && para.sentences().len() == 1;
    para.is_text() && !para.is_item() && heading(i.checked_sub(1)) && heading(Some(i + 1)) && sentence()
}

/// The number that an item of a numbered list is printed with.
fn ordinal(letter: &Letter<'_, '_>, para: &Para<'_>) -> Option<String> {
    let block = &letter.blocks.blocks[para.passage.block];
    let mark = letter.blocks.lines[block.lines.start].mark;
    (para.kind() == BlockKind::Item { ordered: true } && !mark.is_empty()).then(|| letter.source.text[mark.range()].to_owned())
}

/// Reads a paragraph whose lines are nothing but goals with their numbers, «Hovedmål 1: …» ⏎ «Hovedmål 2: …»; whether it is one.
/// A goal alone is told from a sentence about one («Mål 1 er nådd») by what divides its number from its words.
fn numbered_lines(letter: &Letter<'_, '_>, para: &Para<'_>, goals: &mut Vec<Goal>) -> bool {
    let views: Vec<View<'_>> = letter.lines(para).map(|line| View::of(letter.source, &[line])).collect();
    let found: Vec<_> = views.iter().map_while(|view| Some((view, numbered(&view.text)?))).collect();
    let alone = || found.iter().all(|(view, (number, _))| divided(&view.text, number));
    if found.len() < views.len() || (found.len() < 2 && !alone()) || views.iter().any(|v| v.text.ends_with('.')) {
        return false;
    }
    for (view, (number, title)) in found {
        let place = letter.place_in(view, 0..view.text.len());
        letter.fired("goal/numbered-line", place.span);
        goals.push(placed!(place, Goal { number: Some(number.to_owned()), title: title.to_owned() }));
    }
    true
}

/// Whether a colon or dash stands between the number and the words of a goal.
fn divided(text: &str, number: &str) -> bool {
    let behind = text.split_once(number).map_or("", |(_, behind)| behind);
    behind.starts_with(':') || behind.strip_prefix(' ').is_some_and(|behind| behind.starts_with(['–', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_told_by_their_first_words() {
        assert_eq!(numbered("Hovedmål 1: Ventetiden skal ned"), Some(("1", "Ventetiden skal ned")));
        assert_eq!(numbered("Mål 2.1 – Flere svar"), Some(("2.1", "Flere svar")));
        assert_eq!(numbered("Mål 2.1 -Flere svar"), Some(("2.1", "-Flere svar")));
        assert_eq!(numbered("Delmål 1.Flere"), None);
        assert!(divided("Mål 1: Flere svar", "1") && divided("Mål 1 – Flere svar", "1") && !divided("Mål 1 er nådd", "1"));
        assert_eq!(line("Mål: Flere svar."), Some("Flere svar."));
        assert!(["Mål", "Hovedmål 2024:", "Mål for 2025"].iter().all(|head| is_head(head)));
        assert!(!["Mål for 25", "Målene", "Mål i 2025 og 2026"].iter().any(|head| is_head(head)));
        assert!(["Hovedmålene for arbeidet er:", "De overordnede målene:", "Mål:"].iter().all(|lead| is_list(lead)));
        assert!(!["Målgruppen er:", "De ansatte skal:"].iter().any(|lead| is_list(lead)));
        assert!(["Departementet har fastsett desse måla for sektoren:", "Vi har disse overordnede målene:"].iter().all(|lead| leads_in(lead)));
        assert!(!["Vi har disse kravene til mål:", "Disse målene:"].iter().any(|lead| leads_in(lead)));
    }

    #[test]
    fn mandates_name_the_goal_whose_heading_they_stand_under() {
        let text = "# Tildelingsbrev 2025 til Prøven\n\nHovedmålene er:\n\n- Trygge varer\n- Gode kontroller\n- Billige prøver\n\n\
            ### Mål 1: Billige prøver\n\nPrøven skal:\n\n- lage en plan\n\n### Mål 2: Gode prøver\n\nPrøven skal:\n\n- lage en liste\n";
        let letter = &crate::parse(text).documents[0];
        let goals: Vec<_> = letter.mandates.iter().map(|m| (m.text.as_str(), m.goal.as_deref())).collect();
        assert_eq!(goals, [("lage en plan", Some("1")), ("lage en liste", Some("2"))]);
        assert_eq!(letter.goals.len(), 5);
    }
}
