//! The pen that writes a letter: the text so far, the facts it states, and the letter's own data.

use super::choices::Choices;
use super::facts::Fact;
use super::noise;
use super::words::{AGENCIES, Both, CHAPTERS, ENTERPRISES, FIRST_NAMES, INCOME, MINISTRIES, POSTS, SURNAMES};

/// The five kinds of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Tildelingsbrev,
    Supplerende,
    Oppdragsdokument,
    Tillegg,
    Protokoll,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] = [Self::Tildelingsbrev, Self::Supplerende, Self::Oppdragsdokument, Self::Tillegg, Self::Protokoll];

    /// Its name in the JSON.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tildelingsbrev => "tildelingsbrev",
            Self::Supplerende => "supplerende_tildelingsbrev",
            Self::Oppdragsdokument => "oppdragsdokument",
            Self::Tillegg => "tillegg_til_oppdragsdokument",
            Self::Protokoll => "protokoll",
        }
    }

    /// Whether it goes to an enterprise.
    pub(crate) fn to_enterprise(self) -> bool {
        !matches!(self, Self::Tildelingsbrev | Self::Supplerende)
    }

    pub(crate) fn is_supplement(self) -> bool {
        matches!(self, Self::Supplerende | Self::Tillegg)
    }
}

/// How the letter writes its headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heads {
    /// `## 1. Innledning`
    MarkedPoint,
    /// `## Innledning`
    Marked,
    /// `### **1 Innledning**`, levels at random.
    MarkedBold,
    /// `1. Innledning` as a line.
    Point,
    /// `1 INNLEDNING` as a line.
    Capitals,
    /// `1 Innledning` as a line.
    Bare,
    /// `1.` as a line, and the title as the next.
    Apart,
    /// `I. Innledning` as a line, and `1. Mål` below it.
    Roman,
    /// `Del I – Innledning` as a line, and `1. Mål` below it.
    Part,
    /// `INNLEDNING` as a line.
    Loud,
}

/// A post that the letter has not spoken of yet.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub(crate) kapittel: u16,
    pub(crate) chapter: &'static str,
    pub(crate) number: u8,
    pub(crate) name: &'static str,
}

impl Post {
    pub(crate) fn canonical(&self) -> String {
        format!("kap. {} post {}", self.kapittel, self.number)
    }
}

#[derive(Debug)]
pub(crate) struct Pen {
    pub(crate) text: String,
    pub(crate) facts: Vec<Fact>,
    pub(crate) kind: Kind,
    pub(crate) nn: bool,
    pub(crate) year: i16,
    /// The full name of who is asked, and the noun for it.
    pub(crate) agency: &'static str,
    pub(crate) short: &'static str,
    pub(crate) ministry: &'static str,
    /// The choices of what is written now.
    pub(crate) choices: Choices,
    /// The choices of page breaks and footers.
    pub(crate) noise: Choices,
    pub(crate) heads: Heads,
    /// Whether forms are written that the parser does not read yet.
    pub(crate) gaps: bool,
    /// The width at which lines of running text break, as in text made from pages; none where a paragraph is one line.
    pub(crate) width: Option<usize>,
    pub(crate) footer_seen: bool,
    /// The agenda item that is treated now.
    pub(crate) item: Option<u32>,
    pub(crate) sections: u32,
    subsections: u32,
    people: usize,
    posts: usize,
    amounts: Vec<i64>,
    pub(crate) ids: u32,
    pub(crate) goals: u32,
}

impl Pen {
    pub(crate) fn new(kind: Kind, nn: bool, gaps: bool, mut choices: Choices, noise: Choices) -> Self {
        let year = 2024 + i16::try_from(choices.below(4)).unwrap_or(0);
        let (agency, short) = *choices.pick(if kind.to_enterprise() { ENTERPRISES } else { AGENCIES });
        let ministry = choices.pick(MINISTRIES);
        let heads = *choices.pick(&[
            Heads::MarkedPoint,
            Heads::Marked,
            Heads::MarkedBold,
            Heads::Point,
            Heads::Capitals,
            Heads::Bare,
            Heads::Apart,
            Heads::Roman,
            Heads::Part,
            Heads::Loud,
        ]);
        let width = *choices.pick(&[None, None, Some(78), Some(100)]);
        let people = choices.below(FIRST_NAMES.len() * SURNAMES.len());
        Self {
            text: String::new(),
            facts: Vec::new(),
            kind,
            nn,
            year,
            agency,
            short: if nn { short.1 } else { short.0 },
            ministry,
            choices,
            noise,
            heads,
            gaps,
            width,
            footer_seen: false,
            item: None,
            sections: 0,
            subsections: 0,
            people,
            posts: 0,
            amounts: Vec::new(),
            ids: 0,
            goals: 0,
        }
    }

    /// The words of the letter's language.
    pub(crate) fn say(&self, both: Both) -> &'static str {
        if self.nn { both.1 } else { both.0 }
    }

    pub(crate) fn pick_words(&mut self, of: &[Both]) -> &'static str {
        let both = *self.choices.pick(of);
        self.say(both)
    }

    pub(crate) fn fact(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    pub(crate) fn refer(&mut self, canonical: impl Into<String>) {
        self.fact(Fact::reference(canonical));
    }

    /// A sentence that binds.
    pub(crate) fn binds(&mut self, modality: &str, sentence: &str) {
        self.fact(Fact::Obligation { modality: modality.to_owned(), text: sentence.to_owned() });
    }

    /// Whether headings and bullets carry Markdown marks.
    pub(crate) fn marked(&self) -> bool {
        matches!(self.heads, Heads::MarkedPoint | Heads::Marked | Heads::MarkedBold)
    }

    /// Words as they are, with a blank line behind them.
    pub(crate) fn block(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push_str("\n\n");
    }

    /// A paragraph of running text; a page may end within it or behind it.
    pub(crate) fn para(&mut self, words: &str) {
        noise::paragraph(self, words);
        noise::between(self);
    }

    /// A heading of the first level, in the letter's style.
    pub(crate) fn heading(&mut self, title: &str) {
        self.sections += 1;
        self.subsections = 0;
        if let Heads::Roman | Heads::Part = self.heads {
            let roman = roman(self.sections);
            let (line, number) = match self.heads {
                Heads::Roman => (format!("{roman}. {title}"), roman),
                _ => (format!("Del {roman} – {title}"), format!("Del {roman}")),
            };
            self.block(&line);
            return self.fact(Fact::Section { number: Some(number), title: title.to_owned() });
        }
        self.numbered(&self.sections.to_string(), 2, title);
    }

    /// A heading below the last.
    pub(crate) fn subheading(&mut self, title: &str) {
        self.subsections += 1;
        if let Heads::Roman | Heads::Part = self.heads {
            let number = self.subsections.to_string();
            self.block(&format!("{number}. {title}"));
            return self.fact(Fact::Section { number: Some(number), title: title.to_owned() });
        }
        self.numbered(&format!("{}.{}", self.sections, self.subsections), 3, title);
    }

    fn numbered(&mut self, number: &str, level: usize, title: &str) {
        let point = if number.contains('.') { "" } else { "." };
        let (line, printed) = match self.heads {
            Heads::MarkedPoint => (format!("{} {number}{point} {title}", "#".repeat(level)), title.to_owned()),
            Heads::Marked => (format!("{} {title}", "#".repeat(level)), title.to_owned()),
            Heads::MarkedBold => (format!("{} **{number} {title}**", "#".repeat(1 + self.choices.below(4))), title.to_owned()),
            Heads::Point => (format!("{number}{point} {title}"), title.to_owned()),
            Heads::Bare => (format!("{number} {title}"), title.to_owned()),
            Heads::Capitals => (format!("{number} {}", title.to_uppercase()), title.to_uppercase()),
            Heads::Apart => (format!("{number}{point}{}{title}", self.choices.pick(&["\n\n", "\n"])), title.to_owned()),
            Heads::Loud => (title.to_uppercase(), title.to_uppercase()),
            Heads::Roman | Heads::Part => unreachable!("they have numbers of their own"),
        };
        self.block(&line);
        let number = (!matches!(self.heads, Heads::Marked | Heads::Loud)).then(|| number.to_owned());
        self.fact(Fact::Section { number, title: printed });
    }

    /// A heading without a number, such as that of an assignment or a post.
    pub(crate) fn plain_heading(&mut self, title: &str) {
        let line = match self.heads {
            Heads::MarkedPoint | Heads::Marked => format!("### {title}"),
            Heads::MarkedBold => format!("{} **{title}**", "#".repeat(1 + self.choices.below(4))),
            // Plain text has nothing but the line; converters keep bold.
            _ => format!("**{title}**"),
        };
        self.block(&line);
        self.fact(Fact::Section { number: None, title: title.to_owned() });
    }

    /// A list of bullets.
    pub(crate) fn bullets(&mut self, items: &[String]) {
        let mark = *self.choices.pick(if self.marked() { &["-", "*", "•"] } else { &["-", "•", "–"] });
        for (i, item) in items.iter().enumerate() {
            noise::item(self, mark, item, i + 1 == items.len());
        }
        self.text.push('\n');
    }

    /// A person who has not been named yet.
    pub(crate) fn person(&mut self) -> String {
        self.people += 1;
        let n = self.people;
        format!("{} {}", FIRST_NAMES[n % FIRST_NAMES.len()], SURNAMES[(n / FIRST_NAMES.len() + n) % SURNAMES.len()])
    }

    /// A post that has not been named yet; many of a chapter before the next.
    pub(crate) fn post(&mut self) -> Post {
        let n = self.posts;
        self.posts += 1;
        // What a short letter never reaches: more posts than there are names.
        let (chapter, name) = CHAPTERS[n / POSTS.len() % CHAPTERS.len()];
        let round = u16::try_from(n / POSTS.len() / CHAPTERS.len()).unwrap_or(0);
        let (post, words) = POSTS[n % POSTS.len()];
        Post { kapittel: chapter + 7 * round, chapter: self.say(name), number: post, name: self.say(words) }
    }

    /// Goes on with another chapter.
    pub(crate) fn next_chapter(&mut self) {
        self.posts = self.posts.next_multiple_of(POSTS.len());
    }

    /// An income post of a chapter.
    pub(crate) fn income(&mut self, kapittel: u16) -> Post {
        let (post, words) = *self.choices.pick(INCOME);
        Post { kapittel: kapittel + 3000, chapter: "", number: post, name: self.say(words) }
    }

    /// A number of units that no other amount of the letter has: of `step` kroner each, below 1000 of `step · 1000`.
    pub(crate) fn amount(&mut self, step: i64) -> i64 {
        let drawn = i64::try_from(self.choices.below(990)).unwrap_or(0) + 2;
        let mut nok = drawn * step;
        while self.amounts.contains(&nok) {
            nok += step;
        }
        self.amounts.push(nok);
        nok
    }
}

/// A number below forty.
fn roman(number: u32) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    format!("{}{}", "X".repeat(number as usize / 10), ONES[number as usize % 10])
}

/// Figures in groups of three.
pub(crate) fn grouped(figure: i64, separator: &str) -> String {
    let digits = figure.abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    if figure < 0 { format!("-{out}") } else { out }
}

/// A figure in millions with as many decimals as it has.
pub(crate) fn millions(nok: i64) -> String {
    let (whole, rest) = (nok / 1_000_000, nok % 1_000_000);
    if rest == 0 { whole.to_string() } else { format!("{whole},{}", format!("{rest:06}").trim_end_matches('0')) }
}

/// Words with a capital first letter.
pub(crate) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// Words with a small first letter.
pub(crate) fn uncapital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// Words broken into lines of at most so many characters; the lines behind the first begin with the indent. No line begins with what would
/// be a mark of its own: a figure, a dash or a word that opens a block.
pub(crate) fn wrapped(words: &str, width: Option<usize>, indent: &str) -> String {
    let Some(width) = width else { return words.to_owned() };
    let mut out = String::new();
    let mut length = 0;
    for word in words.split(' ') {
        let count = word.chars().count();
        let small = word.starts_with(char::is_lowercase) && count > 2;
        if length + 1 + count > width && small {
            out.push('\n');
            out.push_str(indent);
            length = indent.len();
        } else if !out.is_empty() {
            out.push(' ');
            length += 1;
        }
        out.push_str(word);
        length += count;
    }
    out
}
