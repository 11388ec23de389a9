//! The title page of a booklet of no known family: its title stands there and again on the page behind it, in lines that break elsewhere.

use std::ops::Range;

use super::{Letter, Para};

/// How many passages a title page and the page behind it hold, and how many lines a title.
const PAGES: usize = 16;
const LINES: usize = 3;

/// The passages of a title that stands twice near the top, of three words at least.
pub(crate) fn said_twice(letter: &Letter<'_, '_>) -> Option<Vec<usize>> {
    let short = |p: &Para<'_>| (p.is_text() || p.is_heading()) && !p.text().is_empty() && p.text().len() < 160 && !p.text().ends_with(['.', ':']);
    let lines: Vec<usize> = letter.enumerate().take(PAGES).filter(|(_, p)| p.is_text() || p.is_heading()).map(|(i, _)| i).collect();
    let runs = |from: usize| {
        let open = lines[from..].iter().take(LINES).take_while(|i| short(&letter.paras[**i])).count();
        (1..=open).map(move |len| from..from + len)
    };
    let words = |run: Range<usize>| lines[run].iter().flat_map(|&i| letter.paras[i].text().split(' '));
    let again = |run: &Range<usize>| (run.end..lines.len()).any(|from| runs(from).any(|other| words(other).eq(words(run.clone()))));
    let title = (0..lines.len()).find_map(|from| runs(from).rev().find(|run| words(run.clone()).nth(2).is_some() && again(run)))?;
    Some(lines[title].to_vec())
}

#[cfg(test)]
mod tests {
    use crate::parse;

    #[track_caller]
    fn check(text: &str, title: Option<&str>, year: Option<i16>) {
        let document = &parse(text).documents[0];
        assert_eq!((document.title.as_deref(), document.fiscal_year), (title, year), "{text}");
    }

    #[test]
    fn titles_that_stand_twice() {
        let title = Some("Orientering om statsbudsjettet 2019 for prøveskolar");
        check(
            "(1)\n\nOrientering om\n\nstatsbudsjettet 2019 for prøveskolar\n\nEtter vedtak.\n\n(2)\n\nOrientering om statsbudsjettet\n\n2019 for prøveskolar\n",
            title,
            Some(2019),
        );
        check("Rapport om prøver\n\nTekst står her.\n", None, None);
        check("Nord skule\n\nTekst står her.\n\nNord skule\n\nTekst.\n", None, None);
    }
}
