//! Values: money, posts, references, ids, times. One grammar a file, and one scan that finds them all.
//!
//! The scan is the one rule for overlaps: anchors are visited from left to right; at an anchor the grammars that may
//! begin there are tried in a fixed order and the first that fits wins; what it consumed is not looked at again.

pub(crate) mod amount;
pub(crate) mod due;
pub(crate) mod id;
mod lex;
pub(crate) mod moment;
pub(crate) mod post;
pub(crate) mod reference;
mod words;

use std::ops::Range;

use amount::Money;
use due::{Due, DuePhrase, Frequency};
use moment::Moment;
use post::Posts;
use reference::Citation;
use words::in_word;

pub(crate) use words::Words;

use crate::model::Modality;

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ValueKind {
    Money(Money),
    Posts(Posts),
    Reference(Citation),
    MandateId(String),
    Moment(Moment),
    Due(DuePhrase),
    Frequency(Frequency),
    Clock(u8, u8),
}

impl ValueKind {
    /// A sum of money with the other sign; any other value as it is.
    fn negated(self) -> Self {
        match self {
            Self::Money(money) => Self::Money(Money { nok: -money.nok, ..money }),
            other => other,
        }
    }
}

/// A value and where it stands in its view.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Value {
    pub(crate) range: Range<usize>,
    pub(crate) kind: ValueKind,
}

/// A word that may make its sentence a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CueKind {
    /// *skal*, *må*, *bør*, *kan*.
    Modal(Modality),
    /// *ber*, *ba*, *bes*, *oppdrag*: a request, if its sentence asks somebody.
    Ask,
    /// A report, a meeting or a completion that may date what is asked.
    Occasion,
}

/// A cue and the range of its word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) range: Range<usize>,
    pub(crate) kind: CueKind,
}

/// Words that rules ask for before they look at a passage more closely, a bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Mentions(u16);

impl Mentions {
    /// «Vi», «Departementet», «Foretaksmøtet» behind other words: who speaks in a letter.
    pub(crate) const SPEAKER: Self = Self(1);
    /// «ikke», «aldri».
    pub(crate) const NEGATION: Self = Self(2);
    /// «elektronisk».
    pub(crate) const ELECTRONIC: Self = Self(4);
    /// «hevet», «avsluttet»: that something is over.
    pub(crate) const OVER: Self = Self(8);
    /// «protokollen».
    pub(crate) const MINUTES: Self = Self(16);
    /// «kr», «mill.», «(i 1 000 kroner)»: words of a unit of money.
    pub(crate) const UNIT: Self = Self(32);
    /// «vedtok», «godkjente», «tok»: what a meeting did.
    pub(crate) const DECIDED: Self = Self(64);
    /// «ledet»: what its leader did.
    pub(crate) const LED: Self = Self(128);
    /// A longer word that ends in «og», as one does that has lost the hyphen before it.
    pub(crate) const GLUED: Self = Self(256);
    /// «innen», «frist» before a figure that no grammar reads.
    pub(crate) const UNTIMED: Self = Self(512);

    /// Whether one of the words of `class` is among them.
    pub(crate) const fn has(self, class: Self) -> bool {
        self.0 & class.0 != 0
    }
}

/// What the scan of one view finds, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    pub(crate) values: Vec<Value>,
    pub(crate) cues: Vec<Cue>,
    /// Words outside values.
    pub(crate) mentions: Mentions,
}

impl Findings {
    /// Notes a word that is a cue or a mention, which the scan goes on behind; returns whether it is one.
    fn note(&mut self, text: &str, range: Range<usize>, anchor: Anchor) -> bool {
        match anchor {
            Anchor::Cue(kind) => self.cues.push(Cue { range, kind }),
            // Who speaks is named anew where a sentence begins, with a capital letter.
            Anchor::Mention(Mentions::SPEAKER) if range.start == 0 || !text[range.start..].starts_with(char::is_uppercase) => {}
            Anchor::Mention(class) => self.mentions.0 |= class.0,
            _ => return false,
        }
        true
    }

    /// Notes whether a word that ends in a range, which [`Anchors::next`] does not look at, may have lost a hyphen.
    fn note_glued(&mut self, text: &[u8], range: Range<usize>) {
        let start = range.start;
        if range.start < range.end && memchr::memchr_iter(b'g', &text[range]).any(|at| is_glued(text, start + at + 1)) {
            self.mentions.0 |= Mentions::GLUED.0;
        }
    }

    /// What the scan finds in a list item: its bullet stands apart, so that a dash right before its first sum, «-4,2 mill. kroner», is a minus.
    pub(crate) fn signed(mut self, text: &str) -> Self {
        if let Some(first) = self.values.first_mut()
            && let ValueKind::Money(money) = &mut first.kind
            && matches!(&text[..first.range.start], "-" | "–" | "−")
        {
            money.nok = -money.nok;
            first.range.start = 0;
        }
        self
    }

    /// Notes a value; the scan goes on behind it.
    fn push(&mut self, range: Range<usize>, kind: ValueKind) -> usize {
        let end = range.end;
        self.values.push(Value { range, kind });
        end
    }

    /// The values that lie in a range of the view.
    pub(crate) fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Value> {
        let first = self.values.partition_point(|v| v.range.start < range.start);
        self.values[first..].iter().take_while(move |v| v.range.end <= range.end)
    }
}

/// Which grammars an anchor calls for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    /// A figure: a date, a sum of money, a mandate id.
    Digit,
    /// «kr».
    Currency,
    /// «kroner», before a figure.
    Crowns,
    /// «kap», «post».
    Post,
    /// The name of a series, a law, «§».
    Reference,
    /// «ID».
    Id,
    /// «oppdrag»: an id with a serial, or an assignment.
    Assignment,
    /// «bestilling»: the label of a mandate.
    Label,
    /// A month, season, week.
    Moment,
    /// «innen», «senest».
    Relation,
    /// «løpet» of «i løpet av».
    Course,
    /// «utgangen» of «ved utgangen av».
    End,
    /// «frist».
    Frist,
    /// A number word before an offset: «to uker før».
    Count,
    /// «årlig», «hver måned».
    Frequency,
    /// «kl».
    Clock,
    /// «…loven»: the short name of a law.
    Law,
    /// A capital letter and a figure before a hyphen: an id.
    Lettered,
    Cue(CueKind),
    Mention(Mentions),
}

/// The anchor words, in lower case; an anchor is a whole word.
const ANCHORS: &[(Anchor, &[&str])] = &[
    (Anchor::Currency, &["kr", "nok"]),
    (Anchor::Crowns, &["kroner", "kronar"]),
    (Anchor::Post, &["kap", "kapittel", "kapitlene", "kapitla", "post", "postene", "postane", "poster", "postar"]),
    (
        Anchor::Reference,
        &[
            "prop",
            "innst",
            "b",
            "budsjett",
            "budsjettinnst",
            "st",
            "ot",
            "meld",
            "dok",
            "dokument",
            "anmodningsvedtak",
            "oppmodingsvedtak",
            "vedtak",
            "nou",
            "r",
            "rundskriv",
            "rundskrivet",
            "reglement",
            "lov",
            "forskrift",
            "forordning",
            "forordningen",
            "forordninga",
            "direktiv",
            "direktivet",
            "rådsforordning",
            "representantforslag",
        ],
    ),
    (Anchor::Id, &["id"]),
    (Anchor::Assignment, &["oppdrag", "tilleggsoppdrag"]),
    (Anchor::Label, &["bestilling"]),
    (
        Anchor::Moment,
        &[
            "januar",
            "februar",
            "mars",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "desember",
            "primo",
            "medio",
            "ultimo",
            "våren",
            "sommeren",
            "sommaren",
            "høsten",
            "hausten",
            "vinteren",
            "vår",
            "høst",
            "haust",
            "første",
            "fyrste",
            "andre",
            "annet",
            "tredje",
            "fjerde",
            "uke",
            "veke",
            "q1",
            "q2",
            "q3",
            "q4",
        ],
    ),
    (Anchor::Relation, &["innen", "innan", "senest", "seinast", "før", "etter", "tidligst", "tidlegast"]),
    (Anchor::Course, &["løpet"]),
    (Anchor::End, &["utgangen", "slutten", "utløpet", "årsskiftet"]),
    (Anchor::Frist, due::FRIST),
    (
        Anchor::Count,
        &["en", "én", "ein", "ei", "ett", "eitt", "to", "tre", "fire", "fem", "seks", "sju", "syv", "åtte", "ni", "ti", "elleve", "tolv"],
    ),
    (
        Anchor::Frequency,
        &[
            "årlig",
            "årleg",
            "halvårlig",
            "halvårleg",
            "halvårsvis",
            "tertialvis",
            "kvartalsvis",
            "månedlig",
            "månadleg",
            "månedsvis",
            "ukentlig",
            "annethvert",
            "annakvart",
            "annenhver",
            "annakvar",
            "hver",
            "hvert",
            "kvar",
            "kvart",
            "per",
            "pr",
        ],
    ),
    (Anchor::Clock, &["kl", "klokken", "klokka"]),
    (Anchor::Mention(Mentions::SPEAKER), &["vi", "departementet", "foretaksmøtet", "føretaksmøtet"]),
    (Anchor::Mention(Mentions::NEGATION), &["ikke", "ikkje", "aldri"]),
    (Anchor::Mention(Mentions::ELECTRONIC), &["elektronisk"]),
    (Anchor::Mention(Mentions::OVER), &["hevet", "heva", "avsluttet", "avslutta", "slutt", "slutta", "sluttet"]),
    (Anchor::Mention(Mentions::MINUTES), &["protokollen"]),
    (Anchor::Mention(Mentions::DECIDED), &["vedtok", "godkjente", "godkjende", "fastsatte", "fastsette", "valgte", "valde", "ga", "tok"]),
    (Anchor::Mention(Mentions::LED), &["ledet", "leda", "leia", "leidde"]),
    (
        Anchor::Mention(Mentions::UNIT),
        &["mill", "mrd", "million", "millioner", "millionar", "milliard", "milliarder", "milliardar", "mnok", "tusen", "tus"],
    ),
    (Anchor::Cue(CueKind::Modal(Modality::Skal)), &["skal"]),
    (Anchor::Cue(CueKind::Modal(Modality::Maa)), &["må"]),
    (Anchor::Cue(CueKind::Modal(Modality::Boer)), &["bør"]),
    (Anchor::Cue(CueKind::Modal(Modality::Kan)), &["kan"]),
    (
        Anchor::Cue(CueKind::Ask),
        &[
            "ber",
            "ba",
            "bad",
            "bed",
            "bes",
            "bedes",
            "bedt",
            "bede",
            "beden",
            "bedne",
            "anmoder",
            "oppmoder",
            "oppfordrer",
            "pålegger",
            "imøteser",
            "anmodes",
            "oppmodast",
            "oppfordres",
            "oppfordrast",
            "pålegges",
            "påleggast",
        ],
    ),
    (
        Anchor::Cue(CueKind::Occasion),
        &[
            "årsrapporten",
            "årsrapport",
            "tertialrapport",
            "halvårsrapport",
            "kvartalsrapport",
            "delårsrapport",
            "delårsrapporten",
            "tertialrapporten",
            "tertialrapportene",
            "kvartalsrapporten",
            "halvårsrapporten",
            "virksomhetsrapporten",
            "årsrapportane",
            "rapporten",
            "rapportene",
            "rapportane",
            "årsberetningen",
            "årsmeldingen",
            "årsmeldinga",
            "oppfølgingsmøtet",
            "oppfølgingsmøtene",
            "oppfølgingsmøter",
            "oppfølgingsmøta",
            "tertialoppfølgingsmøtene",
            "styringsmøtet",
            "styringsmøtene",
            "etatsstyringsmøtet",
            "etatsstyringsmøtene",
            "dialogmøtet",
            "dialogmøtene",
            "kontaktmøtet",
            "kontaktmøtene",
            "neste",
            "ordinært",
            "foreligge",
            "ferdigstille",
            "fullføre",
            "sluttføre",
            "avslutte",
            "snarest",
            "snarast",
            "snart",
        ],
    ),
];

/// The anchor words, found by their ends and their length. All of it is made before the program runs.
struct Anchors {
    /// For each pair of classes of a first and a last byte, the lengths of anchors with such ends, as bits; all where one is a digit.
    lengths: [u32; CLASSES * CLASSES],
    /// Whether a word may name a law, by the [`tail_key`] of its last four bytes.
    laws: [bool; TAILS],
    /// One more than the place of a word in [`ANCHORS`], list and word, at its key or behind it; 0 where there is none.
    places: [(u8, u8); KEYS],
}

/// How many classes of bytes there are; a power of two.
const CLASSES: usize = 32;

/// How many keys there are; a power of two, some times the number of words.
const KEYS: usize = 1024;

/// The class of a byte at the end of a word: a letter, in any case, a digit, a byte that æ, ø, å have, or another.
static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut byte = u8::MIN;
    loop {
        class[byte as usize] = match byte | 0x20 {
            letter @ b'a'..=b'z' => letter - b'a' + 1,
            b'0'..=b'9' => DIGIT,
            // The last bytes of å, æ, ø; all begin with C3, as their capitals do.
            0xA5 => 28,
            0xA6 => 29,
            0xB8 => 30,
            0xE3 => 31,
            _ => 0,
        };
        if byte == u8::MAX {
            break class;
        }
        byte += 1;
    }
};

/// The class of a digit.
const DIGIT: u8 = 27;

/// The place of the classes of the ends of a word in a table of pairs.
const fn ends(first: u8, last: u8) -> usize {
    (CLASS[first as usize] as usize) << 5 | CLASS[last as usize] as usize
}

/// The key of a word by its ends, its middle and its length. Letters differ from their capitals in one bit, in ASCII as in æ, ø, å,
/// whose first byte is C3 for both.
const fn key(word: &[u8]) -> usize {
    let (first, middle, last) = (word[0] | 0x20, word[word.len() / 2] | 0x20, word[word.len() - 1] | 0x20);
    // An odd factor that spreads the four over the upper bits.
    (u32::from_le_bytes([first, middle, last, word.len().to_le_bytes()[0]]).wrapping_mul(0x9E37_79B1) >> 16) as usize & (KEYS - 1)
}

static ANCHOR_WORDS: Anchors = {
    let mut lengths = [0; CLASSES * CLASSES];
    let mut places = [(0, 0); KEYS];
    let mut list = 0u8;
    while (list as usize) < ANCHORS.len() {
        let words = ANCHORS[list as usize].1;
        let mut i = 0u8;
        while (i as usize) < words.len() {
            let word = words[i as usize].as_bytes();
            lengths[ends(word[0], word[word.len() - 1])] |= 1 << (word.len() % 32);
            let mut at = key(word);
            while places[at].0 > 0 {
                at = (at + 1) % KEYS;
            }
            places[at] = (list + 1, i);
            i += 1;
        }
        list += 1;
    }
    // A figure, and what ends in one, which may be an id.
    let mut class = 0;
    while class < CLASSES {
        lengths[(DIGIT as usize) << 5 | class] = !0;
        lengths[class << 5 | DIGIT as usize] = !0;
        class += 1;
    }
    let mut laws = [false; TAILS];
    let mut i = 0;
    while i < LAW_ENDS.len() {
        let [a, b, c, d] = *LAW_ENDS[i];
        laws[tail_key([a, b, c, d])] = true;
        laws[tail_key([b, c, d, b's'])] = true;
        i += 1;
    }
    Anchors { lengths, laws, places }
};

impl Anchors {
    /// The next anchor, its first words found by their ends and their length; nearly all are passed over.
    ///
    /// Kept apart from what is made of such a word, for speed.
    #[inline(never)]
    #[expect(clippy::needless_bitwise_bool, reason = "a lazy operator would be a branch a word")]
    fn next(&self, bytes: &[u8], words: &mut Words<'_>, mentions: &mut Mentions) -> Option<(Range<usize>, Anchor)> {
        loop {
            let word = words.find_by(|first, tail, len| {
                let anchor = self.lengths[ends(first, tail[3])] >> (len % 32) & 1 > 0;
                anchor | (self.laws[tail_key(tail)] & (len > SHORT)) | (may_be_glued(tail) & (len > "og".len()))
            })?;
            if let Some(anchor) = self.anchor(bytes, &word) {
                return Some((word, anchor));
            }
            if is_glued(bytes, word.end) {
                mentions.0 |= Mentions::GLUED.0;
            }
        }
    }

    /// What begins at a word.
    fn anchor(&self, bytes: &[u8], word: &Range<usize>) -> Option<Anchor> {
        let end = word.end;
        let word = &bytes[word.clone()];
        if word[0].is_ascii_digit() {
            return Some(Anchor::Digit);
        }
        let lettered = || word[0].is_ascii_uppercase() && bytes.get(end) == Some(&b'-') && word[word.len() - 1].is_ascii_digit();
        self.get(word).or_else(|| is_law(word).then_some(Anchor::Law)).or_else(|| lettered().then_some(Anchor::Lettered))
    }

    /// What a word (bytes of UTF-8, any case) is an anchor of.
    fn get(&self, word: &[u8]) -> Option<Anchor> {
        let same = |w: &[u8]| w.len() == word.len() && word.iter().zip(w).all(|(a, b)| a == b || (a | 0x20) == *b);
        let mut at = key(word);
        loop {
            let (list, i) = self.places[at];
            let (anchor, words) = ANCHORS[usize::from(list.checked_sub(1)?)];
            if same(words[usize::from(i)].as_bytes()) {
                return Some(anchor);
            }
            at = (at + 1) % KEYS;
        }
    }
}

/// Finds the values and cues of a view, in one pass over its words.
pub(crate) fn scan(text: &str) -> Findings {
    let mut found = Findings::default();
    let bytes = text.as_bytes();
    // A «§» is an anchor between words.
    let mut signs = memchr::memchr_iter(0xC2, bytes).filter(|&i| bytes.get(i + 1) == Some(&0xA7));
    let mut sign = None;
    let mut sign_before = |at| if *sign.get_or_insert_with(|| signs.next().unwrap_or(bytes.len())) < at { sign.take() } else { None };
    // Behind the last value.
    let mut resume = 0;
    let mut words = Words::new(bytes);
    while let Some((Range { start, end }, anchor)) = ANCHOR_WORDS.next(bytes, &mut words, &mut found.mentions) {
        while words.marked()
            && let Some(sign) = sign_before(start)
        {
            resume = section_sign(text, sign, resume, &mut found);
        }
        if start < resume {
            continue;
        }
        let next = match anchor {
            Anchor::Law => law_name(text, start, resume, &mut found),
            Anchor::Lettered => lettered_id(text, start, &mut found),
            _ if found.note(text, start..end, anchor) => continue,
            _ => visit(text, start, end, anchor, &mut found),
        };
        if let Some(next) = next {
            // A word that a value ends inside is read on from there, but not if the value began at a «§».
            resume = next;
            words.skip_to(next);
            found.note_glued(bytes, end..next);
        }
    }
    while words.marked()
        && let Some(sign) = sign_before(bytes.len())
    {
        resume = section_sign(text, sign, resume, &mut found);
    }
    found
}

/// Whether a word that ends at an offset, before a blank, ends in an «og» that may be another's.
///
/// The first part of a compound that goes on with «og» ends in few letters: «dialog», «pedagog», «skog» are words.
fn is_glued(text: &[u8], end: usize) -> bool {
    let part = |before: &[u8]| match before {
        [.., 0xA5, b'l'] => true,
        [.., last] => matches!(last, b's' | b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'r' | b'n' | 0x80..),
        [] => false,
    };
    text.get(end) == Some(&b' ') && text[..end].strip_suffix(b"og").is_some_and(part)
}

/// Reads what begins at a «§», unless it is part of a value already; returns where the scan goes on.
fn section_sign(text: &str, sign: usize, resume: usize, found: &mut Findings) -> usize {
    let read = if sign < resume { None } else { visit(text, sign, sign + "§".len(), Anchor::Reference, found) };
    read.unwrap_or(resume)
}

/// Whether a word may be the short name of a law: «…loven», «…forskriften», «…reglementet», «…direktivet», «…forordningen», also in the genitive.
fn is_law(word: &[u8]) -> bool {
    const ENDS: &[&[u8]] = &[b"loven", b"lova", b"forskriften", b"forskrifta", b"reglementet", b"direktivet", b"forordningen", b"forordninga"];
    let stem = word.strip_suffix(b"s").unwrap_or(word);
    // The last letters first: most words that end in «n», «a» or «t» differ in them.
    let may_end = stem.last_chunk().is_some_and(|end| LAW_ENDS.contains(&end));
    may_end && word.len() > SHORT && ENDS.iter().any(|end| stem.ends_with(end))
}

/// A word of so many bytes is too short to name a law.
const SHORT: usize = 7;

/// The last letters of the names of laws.
const LAW_ENDS: &[&[u8; 4]] = &[b"oven", b"lova", b"ften", b"ifta", b"ntet", b"ivet", b"ngen", b"inga"];

/// How many keys the last letters of a word have.
const TAILS: usize = 256;

/// The key of the last four bytes of a word: the highest bits of a product with an odd factor that spreads them.
const fn tail_key(tail: [u8; 4]) -> usize {
    (u32::from_le_bytes(tail).wrapping_mul(0x9E37_79B1) >> 24) as usize
}

/// Whether a word may be one that [`is_glued`], by its last bytes.
const fn may_be_glued([.., o, g]: [u8; 4]) -> bool {
    u16::from_le_bytes([o, g]) == u16::from_le_bytes(*b"og")
}

/// Tries the grammars of an anchor; returns where the scan goes on.
fn visit(text: &str, at: usize, word_end: usize, anchor: Anchor, found: &mut Findings) -> Option<usize> {
    let rest = &text[at..];
    if matches!(anchor, Anchor::Digit | Anchor::Moment)
        && lists_ordinals(&text[word_end..])
        && let Some(parts) = moment::several_parts(rest)
    {
        return moments(parts, at, found);
    }
    if matches!(anchor, Anchor::Currency | Anchor::Crowns) {
        found.mentions.0 |= Mentions::UNIT.0;
    }
    let mut push = |len: usize, kind: ValueKind| Some(found.push(at..at + len, kind));
    let moment = || moment::scan(rest).map(|(len, m)| (len, ValueKind::Moment(m)));
    let money = || amount::scan(rest).map(|(len, m)| (len, ValueKind::Money(m)));
    let frequency = || due::frequency(rest).ok().map(|(tail, f)| (rest.len() - tail.len(), ValueKind::Frequency(f)));
    let due = |(len, due): (usize, Due)| (len, ValueKind::Due(DuePhrase { due: due.shifted(at), label: false }));
    let relative = || due::relative(rest).map(due);
    match anchor {
        Anchor::Digit => {
            if let Some(len) = amount::unit_of_table(&text[..at], rest) {
                found.mentions.0 |= Mentions::UNIT.0;
                return Some(at + len);
            }
            // «2 uker», «3 ganger», «20. hver måned»: few figures count time.
            let counted = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(' ');
            let of_month = || counted.strip_prefix(". ").is_some_and(|next| next.starts_with(['h', 'k', 'i']));
            let time = || {
                (counted.starts_with(['d', 'D', 'u', 'U', 'v', 'V', 'm', 'M', 'g', 'G']) || of_month())
                    .then(|| relative().or_else(frequency))
                    .flatten()
            };
            let (len, kind) = moment().or_else(money).or_else(time)?;
            // «10–12 mill. kroner» is not one sum.
            if matches!(kind, ValueKind::Money(_)) && amount::in_span(&text[..at]) {
                return Some(at + len);
            }
            let sign = if matches!(kind, ValueKind::Money(_)) { amount::sign(&text[..at]) } else { 0 };
            found.values.push(Value { range: at - sign..at + len, kind: if sign > 0 { kind.negated() } else { kind } });
            Some(at + len)
        }
        // «kroner» also heads columns of figures.
        Anchor::Crowns if !amount::begins_sum(&text[..at], &text[word_end..]) => None,
        Anchor::Currency | Anchor::Crowns => money().and_then(|(len, kind)| push(len, kind)),
        Anchor::Post => {
            let (len, mut posts) = post::scan(rest)?;
            for post in &mut posts {
                post.range = post.range.start + at..post.range.end + at;
            }
            push(len, ValueKind::Posts(posts))
        }
        Anchor::Reference => {
            let (len, citations) = reference::scan(rest)?;
            for (range, citation) in citations {
                found.values.push(Value { range: at + range.start..at + range.end, kind: ValueKind::Reference(citation) });
            }
            Some(at + len)
        }
        Anchor::Id => {
            let id = id::labelled(rest)?;
            push(id.end, ValueKind::MandateId(rest[id].to_owned()))
        }
        Anchor::Assignment | Anchor::Label => {
            let label = mandate_label(text, at);
            if label.is_none() && anchor == Anchor::Assignment {
                found.cues.push(Cue { range: at..word_end, kind: CueKind::Ask });
            }
            label.map(|(range, id)| found.push(range, ValueKind::MandateId(id)))
        }
        Anchor::Moment => moment().and_then(|(len, kind)| push(len, kind)),
        Anchor::End => due_on(due::at_the_end(&text[..at], rest)?, false, at - "ved ".len(), found),
        Anchor::Relation => {
            let Some(dues) = due::relation_phrase(rest) else { return untimed(rest, found) };
            if due::dates_stock(&text[..at], &dues) { None } else { due_on(dues, false, at, found) }
        }
        Anchor::Course => in_the_course(text, at, found),
        Anchor::Frist => {
            let Some((dues, label)) = due::frist_phrase(&text[..at], rest) else { return untimed(rest, found) };
            due_on(dues, label, at, found)
        }
        // «to uker», «tre ganger»: most number words count something else.
        Anchor::Count if !text[word_end..].starts_with([' ']) || !text[word_end + 1..].starts_with(['d', 'u', 'v', 'm', 'g', 'h']) => None,
        Anchor::Count => relative()
            .or_else(frequency)
            .or_else(|| amount::in_words(rest).map(|(len, m)| (len, ValueKind::Money(m))))
            .and_then(|(len, kind)| push(len, kind)),
        Anchor::Frequency => {
            // «5 mill. kroner per år» is a rate.
            if is_rate(text, at, found) {
                return None;
            }
            if let Some(dues) = due::recurring(rest, false) {
                return due_on(dues, false, at, found);
            }
            let (len, kind) = frequency()?;
            found.values.push(Value { range: at..at + len, kind });
            Some(at + len)
        }
        Anchor::Clock => {
            let (len, (hour, minute)) = moment::clock(rest)?;
            push(len, ValueKind::Clock(hour, minute))
        }
        Anchor::Law | Anchor::Lettered | Anchor::Cue(_) | Anchor::Mention(_) => None,
    }
}

/// Notes words that set a deadline which no grammar reads; what stands in them is read by itself.
fn untimed(words: &str, found: &mut Findings) -> Option<usize> {
    if due::sets_unread(words).is_some() {
        found.mentions.0 |= Mentions::UNTIMED.0;
    }
    None
}

/// Reads «i løpet av …» at its second word.
fn in_the_course(text: &str, at: usize, found: &mut Findings) -> Option<usize> {
    let start = text[..at].strip_suffix("i ").or_else(|| text[..at].strip_suffix("I "))?.len();
    due_on(due::relation_phrase(&text[start..])?, false, start, found)
}

/// Whether a list goes on behind an ordinal: «. og 2. tertial», «, andre og tredje kvartal».
fn lists_ordinals(behind: &str) -> bool {
    let behind = behind.strip_prefix('.').unwrap_or(behind);
    behind.starts_with(',') || behind.starts_with(" og ")
}

/// The id of a mandate at the word for one, and its place with that word.
fn mandate_label(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let rest = &text[at..];
    if let Some(id) = id::serial(rest) {
        return Some((at..at + id.end, rest[id].to_owned()));
    }
    // The number of a section may stand before a label: «3.1 Oppdrag 2 – Plan».
    let opens = at < SECTION && text.as_bytes()[..at].iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b' '));
    let id = if opens { id::label_of_mandate(rest)? } else { return None };
    Some((0..at + id.end, rest[id].to_owned()))
}

/// Notes the times of a list.
fn moments(parts: Vec<(Range<usize>, Moment)>, at: usize, found: &mut Findings) -> Option<usize> {
    let end = parts.last().map(|(range, _)| range.end + at);
    found.values.extend(parts.into_iter().map(|(range, m)| Value { range: range.start + at..range.end + at, kind: ValueKind::Moment(m) }));
    end
}

/// The longest number of a section before a label, in bytes.
const SECTION: usize = 10;

/// Notes what is due, the first from `at` on; the scan goes on behind the last.
fn due_on(dues: due::Dues, label: bool, at: usize, found: &mut Findings) -> Option<usize> {
    let end = dues.last().map(|(range, _)| range.end + at);
    let value = |(range, due): (Range<usize>, Due)| Value {
        range: range.start + at..range.end + at,
        kind: ValueKind::Due(DuePhrase { due: due.shifted(at), label }),
    };
    found.values.extend(dues.into_iter().map(value));
    end
}

/// Whether what stands at `at` follows a sum of money.
fn is_rate(text: &str, at: usize, found: &Findings) -> bool {
    found.values.last().is_some_and(|v| matches!(v.kind, ValueKind::Money(_)) && text[v.range.end..at].trim_matches([' ', '.']).is_empty())
}

/// A law by its short name; hyphens join a compound's parts.
fn law_name(text: &str, at: usize, resume: usize, found: &mut Findings) -> Option<usize> {
    let joined = text[resume..at].bytes().rev().take_while(|&b| b == b'-' || in_word(b)).count();
    // The last bytes of a mark such as « look like those of letters.
    let start = (at - joined..at).find(|&i| text.is_char_boundary(i)).unwrap_or(at);
    // «pasient- og brukerrettighetsloven» begins with a part that stands apart.
    let first = text[resume..start].strip_suffix("- og ").map_or(0, |words| words.bytes().rev().take_while(|&b| b == b'-' || in_word(b)).count());
    let start = if first > 1 { start - "- og ".len() - first } else { start };
    let start = (start..at).find(|&i| text.is_char_boundary(i)).unwrap_or(at);
    let (len, citations) = reference::short_name(&text[start..])?;
    for (range, citation) in citations {
        found.values.push(Value { range: start + range.start..start + range.end, kind: ValueKind::Reference(citation) });
    }
    Some(start + len)
}

/// An id such as `TB2026-17`.
fn lettered_id(text: &str, at: usize, found: &mut Findings) -> Option<usize> {
    let len = id::lettered(&text[at..])?;
    found.values.push(Value { range: at..at + len, kind: ValueKind::MandateId(text[at..at + len].to_owned()) });
    Some(at + len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        scan(text).values.into_iter().map(|v| &text[v.range]).collect()
    }

    #[test]
    fn a_sentence_gives_its_values_once_each() {
        assert_eq!(
            words(
                "Jf. Prop. 1 S (2022–2023) og ID 2023-01 tildeles 1,5 mill. kroner på kap. 701, post 21 og 70 innen 1. mai 2023 kl. 10.00, jf. pasientjournalloven § 7 og TB2026-17."
            ),
            [
                "Prop. 1 S (2022–2023)",
                "ID 2023-01",
                "1,5 mill. kroner",
                "kap. 701, post 21 og 70",
                "innen 1. mai 2023",
                "kl. 10.00",
                "pasientjournalloven § 7",
                "TB2026-17",
            ]
        );
    }

    #[test]
    fn figures_that_are_nothing_else_give_nothing() {
        for text in [
            "Telefon 22 24 90 90",
            "0030 Oslo",
            "org.nr. 972 417 866",
            "post til 325 kommuner",
            "75/25-ordning",
            "i 2023 og 2024",
            "IE-1083",
            "NTP 2018-2029",
        ] {
            assert!(words(text).is_empty(), "{text}: {:?}", words(text));
        }
    }

    #[test]
    fn a_law_may_stand_right_behind_a_mark() {
        assert_eq!(words("jf. «pasientjournalloven» og §helseregisterloven"), ["pasientjournalloven", "helseregisterloven"]);
    }

    #[test]
    fn a_dash_at_the_start_of_an_item_is_a_minus() {
        let sum = |text: &str| match scan(text).signed(text).values.first() {
            Some(Value { range, kind: ValueKind::Money(money) }) => Some((range.start, money.nok)),
            _ => None,
        };
        assert_eq!(sum("-4,2 mill. kroner"), Some((0, -4_200_000)));
        assert_eq!(sum("4,2 mill. kroner"), Some((0, 4_200_000)));
        assert_eq!(sum("Netto -4,2 mill. kroner"), Some((7, 4_200_000)));
    }

    #[test]
    fn cues_are_whole_words() {
        let cues = |text| scan(text).cues.len();
        assert_eq!(cues("skal, må og bør"), 3);
        assert_eq!(cues("skaleres, måned, børste, kanskje, bare, berøres, oppdragsdokument"), 0);
    }
}
