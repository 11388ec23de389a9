//! Tables of contents on flattened pages: headings with no text between them, behind «Innhold» or a lead-in, or with their pages.

/// A numbered heading of a page, with all that stands before the next one.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    pub(super) level: u8,
    pub(super) number: &'t str,
    /// Its words behind the number: up to the first sentence, or up to the next heading where there is none.
    pub(super) words: &'t [(usize, &'t str)],
    /// Whether a sentence follows.
    pub(super) text: bool,
    /// Whether «Innhold» or a lead-in stands before it.
    pub(super) announced: bool,
    /// Whether the words of the entry before it go on up to it.
    pub(super) adjoins: bool,
}

impl Entry<'_> {
    /// Whether its number is the first of all.
    fn is_first(&self) -> bool {
        matches!(self.number.trim_end_matches('.'), "1" | "I")
    }
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Heading,
    /// A line of the contents.
    Contents,
    /// A line of the contents that goes over, so many words behind its number, into a heading or into running text.
    Until(usize),
    /// The same where the first heading follows it, whose number is lost.
    Resumed(usize),
}

/// A heading has no more words.
const LONGEST: usize = 25;

/// Tells the lines of the contents from the headings.
pub(super) fn read(entries: &[Entry<'_>]) -> Vec<Reading> {
    let mut readings: Vec<Reading> = Vec::with_capacity(entries.len());
    // Whether the words stand in the contents that something announced, and where these began.
    let mut listed: Option<usize> = None;
    for (i, entry) in entries.iter().enumerate() {
        if entry.announced {
            listed = listed.or(Some(i));
        }
        let next = entries.get(i + 1).filter(|n| n.adjoins);
        let paged = ends_in_page(entry.words);
        let reading = match listed {
            Some(start) if entry.text => {
                listed = None;
                match repeated(&entries[start..i], entry.words) {
                    _ if i == start || entry.is_first() => Reading::Heading,
                    Some(at) => Reading::Resumed(at),
                    None => Reading::Until(entry.words.len()),
                }
            }
            Some(_) => Reading::Contents,
            None if entry.text => Reading::Heading,
            None => {
                // Two headings of one rank have text between them.
                let beside = next.is_some_and(|n| n.level == entry.level || (n.level < entry.level && entry.adjoins));
                let behind = entry.adjoins && readings.last() == Some(&Reading::Contents) && !entry.is_first();
                if beside || behind || paged || entry.words.len() > LONGEST { Reading::Contents } else { Reading::Heading }
            }
        };
        readings.push(reading);
        // The headings that such a line stands right behind are lines, too.
        let mut at = i;
        while readings[at] == Reading::Contents && entries[at].adjoins && readings[at - 1] == Reading::Heading && !entries[at - 1].text {
            at -= 1;
            readings[at] = Reading::Contents;
        }
    }
    readings
}

/// Whether the last word is a page's number: one or two figures that no word before them names.
fn ends_in_page(words: &[(usize, &str)]) -> bool {
    let [.., (_, before), (_, last)] = words else { return false };
    let number = (1..=2).contains(&last.len()) && last.bytes().all(|b| b.is_ascii_digit()) && !last.starts_with('0');
    let named = ["post", "kap", "nr", "punkt", "del", "vedlegg", "tabell", "og"].contains(&before.trim_end_matches('.').to_lowercase().as_str());
    number && !named
}

/// Where the words of the first entry of the contents stand again.
fn repeated(before: &[Entry<'_>], words: &[(usize, &str)]) -> Option<usize> {
    let first = before.first()?.words;
    let title = if ends_in_page(first) { &first[..first.len() - 1] } else { first };
    let same = |at: usize| words[at..].iter().zip(title).all(|((_, a), (_, b))| a.to_lowercase() == b.to_lowercase());
    (1..=words.len().checked_sub(title.len())?).find(|&at| !title.is_empty() && title.len() <= LONGEST && same(at))
}
