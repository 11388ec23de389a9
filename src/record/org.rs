//! Names of ministries, agencies and enterprises at the start of a phrase.

use std::ops::Range;

use smallvec::SmallVec;

use crate::lexicon::same_end;

/// Legal forms that end an enterprise's name.
const FORMS: &[&str] = &["SF", "RHF", "HF", "AS", "ASA", "KF", "IKS"];
const LONGEST_FORM: usize = 3;

/// Ends of nouns that name public bodies, in the definite form or the plural.
const BODIES: &[&str] = &[
    "direktoratet",
    "tilsynet",
    "foretaket",
    "foretakene",
    "føretaket",
    "føretaka",
    "etaten",
    "etatene",
    "styret",
    "instituttet",
    "senteret",
    "verket",
    "vesenet",
    "embetet",
    "embetene",
    "rådet",
    "departementet",
    "departementene",
    "virksomheten",
    "virksomhetene",
    "verksemda",
    "verksemdene",
    "virksomheter",
    "verksemder",
    "kommunen",
    "kommunene",
    "kommunane",
    "forvalteren",
    "forvaltaren",
    "forvalterne",
    "forvaltarane",
    "mannen",
    "høgskolen",
    "høyskolen",
    "høgskulen",
    "universitetet",
    "biblioteket",
    "museet",
    "utvalget",
    "utvalet",
    "sekretariatet",
    "selskapet",
    "stiftelsen",
    "banken",
    "myndighetene",
    "styreleder",
    "styreleiar",
];

/// A bit for each hash of the last four bytes of the nouns in [`BODIES`]: most words are turned away by theirs.
static TAILS: [u64; 16] = {
    let mut bits = [0; 16];
    let mut i = 0;
    while i < BODIES.len() {
        let hash = hash(BODIES[i].as_bytes().last_chunk());
        bits[hash / 64] |= 1 << (hash % 64);
        i += 1;
    }
    bits
};

/// A number below 1024 for the last four bytes of a word.
const fn hash(tail: Option<&[u8; 4]>) -> usize {
    let Some(tail) = tail else { return 0 };
    // An odd factor that spreads the bytes over the upper bits.
    (u32::from_le_bytes(*tail).wrapping_mul(0x9E37_79B1) >> 22) as usize
}

/// Whether a word is, or ends in, a noun that names a public body; its end stands in small letters.
fn is_body(word: &str) -> bool {
    let tail = word.as_bytes().last_chunk::<4>();
    let hash = hash(tail);
    TAILS[hash / 64] >> (hash % 64) & 1 > 0 && BODIES.iter().any(|b| b.as_bytes().last_chunk() == tail && same_end(word, b))
}

/// The words up to the first blank or mark.
fn first_word(phrase: &str) -> &str {
    let end = phrase.bytes().position(|b| matches!(b, b' ' | b',' | b'.' | b':' | b';' | b')'));
    &phrase[..end.unwrap_or(phrase.len())]
}

/// The length of who a phrase begins with, told by form.
pub(crate) fn body(phrase: &str) -> Option<usize> {
    let first = first_word(phrase);
    if first.is_empty() {
        return None;
    }
    let after = |prefix: &str| phrase.get(first.len()..)?.strip_prefix(prefix).map(|rest| phrase.len() - rest.len());
    match first {
        "dere" | "Dere" | "dykk" => return Some(first.len()),
        // «de regionale helseforetakene», but not «De prioriterte behovene».
        "de" | "De" | "dei" | "Dei" | "det" | "Det" => {
            let start = after(" regionale ")?;
            return body(&phrase[start..]).map(|len| start + len);
        }
        "direktoratet" | "Direktoratet" => {
            if let Some(start) = after(" for ") {
                let word = |from: usize| first_word(&phrase[from..]).len();
                let end = start + word(start);
                // «for samfunnssikkerhet og beredskap», but not «for e-helse og Norsk Eksempel SF»
                let second = phrase[end..].strip_prefix(" og ").filter(|rest| rest.starts_with(char::is_lowercase) && body(rest).is_none());
                return Some(second.map_or(end, |rest| phrase.len() - rest.len() + word(phrase.len() - rest.len())));
            }
        }
        _ => {}
    }
    if first.ends_with('-') {
        // «Helse- og omsorgsdepartementet»
        let start = after(" og ")?;
        return body(&phrase[start..]).map(|len| start + len);
    }
    if is_body(first) {
        // «styret i Norsk Eksempel SF»
        let of = if same_end(first, "styret") { after(" i ").and_then(|start| Some(start + enterprise(&phrase[start..])?)) } else { None };
        return Some(of.unwrap_or(first.len()));
    }
    if !first.starts_with(char::is_uppercase) {
        return None;
    }
    enterprise(phrase).or_else(|| is_acronym(first).then_some(first.len()))
}

/// Whether a word has capitals inside: «`HelseCERT`».
fn is_acronym(word: &str) -> bool {
    // Most words are turned away by their bytes.
    word.bytes().skip(1).any(|b| b.is_ascii_uppercase() || !b.is_ascii())
        && word.chars().skip(1).any(char::is_uppercase)
        && word.chars().all(char::is_alphabetic)
        && word.chars().count() > 2
}

/// The length of an enterprise's name with its legal form, at most seven words before it.
pub(crate) fn enterprise(phrase: &str) -> Option<usize> {
    let mut start = 0;
    for _ in 0..8 {
        let rest = phrase.get(start..)?;
        let word = &rest[..rest.bytes().position(|b| b == b' ').unwrap_or(rest.len())];
        let marks = word.bytes().rev().take_while(|b| matches!(b, b',' | b'.' | b':' | b';' | b')')).count();
        let bare = &word[..word.len() - marks];
        let end = start + bare.len();
        if start > 0 && bare.len() <= LONGEST_FORM && FORMS.contains(&bare) {
            // A short name in brackets belongs to it: «Felles journal AS (FJ)».
            let short = phrase[end..].strip_prefix(" (").and_then(|r| r.find(')')).filter(|&n| n < 12);
            return Some(short.map_or(end, |n| end + n + 3));
        }
        if marks > 0 || (start == 0 && !word.starts_with(char::is_uppercase)) {
            return None;
        }
        // Inside a name small words follow the first: «Norsk prøve SF».
        let letters = |b: u8| b.is_ascii_alphabetic() || b == b'-';
        if !(word.bytes().all(letters) || word.chars().all(|c| c.is_alphabetic() || c == '-')) || is_verb(word) {
            return None;
        }
        start = end + 1;
    }
    None
}

/// Where a ministry's name begins that ends at `end`: «Helse- og omsorgsdepartementet», «Barne-, likestillings- og inkluderingsdepartementet».
pub(crate) fn ministry(text: &str, end: usize) -> Option<usize> {
    let word = |to: usize| text[..to].rfind(' ').map_or(0, |i| i + 1);
    let mut start = word(end);
    if let Some(joined) = text[..start].strip_suffix("- og ") {
        start = word(joined.len());
        while let Some(joined) = text[..start].strip_suffix("-, ") {
            start = word(joined.len());
        }
    }
    let start = start + text[start..end].len() - text[start..end].trim_start_matches(['(', '«']).len();
    text[start..end].starts_with(char::is_uppercase).then_some(start)
}

/// Whether a word is a verb, or another small word, that shows that a name has ended before its legal form.
fn is_verb(word: &str) -> bool {
    matches!(
        word,
        "har" | "er" | "skal" | "må" | "bør" | "kan" | "vil" | "får" | "ba" | "ber" | "som" | "at" | "viser" | "ble" | "til" | "om" | "med"
    )
}

/// Who a letter speaks of: known by form, or by the name of its recipient or enterprise.
#[derive(Debug, Clone, Default)]
pub(crate) struct Actors {
    names: SmallVec<[Name; 2]>,
    /// The short name that the letter gives its recipient, as printed: «HI».
    short: Option<String>,
}

/// A name by which a letter speaks of somebody.
#[derive(Debug, Clone)]
struct Name {
    /// In lower case, without its legal form.
    words: String,
    /// What its last word keeps in its definite forms: «lydarkiv» of «Norsk lydarkiv».
    stem: Range<usize>,
    /// The ends of those forms.
    ends: &'static [&'static str],
}

impl Name {
    fn new(words: String) -> Self {
        let start = words.rfind(' ').map_or(0, |at| at + 1);
        let noun = &words[start..];
        let (stem, ends): (_, &'static [_]) = if ["et", "en", "ene", "a"].iter().any(|end| noun.ends_with(end)) {
            (noun, &[""])
        } else {
            (noun.strip_suffix('e').unwrap_or(noun), &["et", "en", "a"])
        };
        let stem = start..start + stem.len();
        Self { words, stem, ends }
    }

    /// Whether a noun is the last word in a definite form, or the last part of it: «arkivet» of «Norsk lydarkiv».
    fn ends_in(&self, noun: &str) -> bool {
        let stem = &self.words[self.stem.clone()];
        let same = |part: &str| stem.len().checked_sub(part.len()).and_then(|at| stem.get(at..)).is_some_and(|end| same_end(part, end));
        self.ends.iter().any(|end| same_end(noun, end) && same(&noun[..noun.len() - end.len()]))
    }
}

/// The shortest noun that may stand for a name it ends, in bytes.
const SHORTEST_HEAD: usize = 6;

impl Actors {
    /// Knows the given names also without their legal form: «Norsk Eksempel» of «Norsk Eksempel SF».
    pub(crate) fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let bare = |n: &'n str| n.rsplit_once(' ').filter(|(_, form)| FORMS.contains(form)).map_or(n, |(name, _)| name);
        let names = names.into_iter().map(|n| bare(n).to_lowercase()).filter(|n| n.len() > 3).map(Name::new).collect();
        Self { names, short: None }
    }

    /// Knows also the capitals that stand in brackets behind a name where a text first has any: «Havforskingsinstituttet (HI)».
    pub(crate) fn introduced<'t>(self, name: Option<&str>, texts: impl IntoIterator<Item = &'t str>) -> Self {
        const LONGEST: usize = 8;
        let Some(name) = name.filter(|name| !name.is_empty()) else { return self };
        let named =
            |before: &str| before.strip_suffix(' ').is_some_and(|b| b.ends_with(name) || b.strip_suffix('s').is_some_and(|b| b.ends_with(name)));
        let behind = |text: &'t str| memchr::memchr_iter(b'(', text.as_bytes()).find(|&at| named(&text[..at])).map(|at| &text[at + 1..]);
        let behind = texts.into_iter().find_map(behind);
        let short = behind.and_then(|behind| behind.split_once(')')).map(|(short, _)| short);
        // What is no word of capitals is the beginning of the name, cut short: «Udir».
        let cut = |s: &str| s.chars().all(char::is_alphabetic) && s.starts_with(char::is_uppercase) && s.as_bytes()[0] == name.as_bytes()[0];
        let is_short = |s: &&str| (2..=LONGEST).contains(&s.len()) && (s.chars().all(char::is_uppercase) || cut(s));
        let short = short.filter(is_short).map(str::to_owned);
        Self { short, ..self }
    }

    /// The length of the actor that a phrase begins with, or of the actors: «Direktoratet og Norsk Eksempel SF».
    pub(crate) fn at_start(&self, phrase: &str) -> Option<usize> {
        let len = self.one(phrase)?;
        let more = phrase[len..].strip_prefix(" og ").and_then(|rest| Some(len + " og ".len() + self.one(rest)?));
        Some(more.unwrap_or(len))
    }

    fn one(&self, phrase: &str) -> Option<usize> {
        body(phrase)
            .or_else(|| self.names.iter().find_map(|name| starts_with_name(phrase, &name.words)))
            .or_else(|| self.head(phrase))
            .or_else(|| self.short(phrase))
    }

    /// The length of the recipient's short name, if a phrase begins with it as a whole word.
    fn short(&self, phrase: &str) -> Option<usize> {
        let short = self.short.as_deref().filter(|short| phrase.starts_with(short))?;
        (!phrase[short.len()..].starts_with(char::is_alphanumeric)).then_some(short.len())
    }

    /// The length of the noun that a phrase begins with, if it is the last word of a name, or the last part of it, in the definite form.
    fn head(&self, phrase: &str) -> Option<usize> {
        let noun = first_word(phrase);
        (noun.len() >= SHORTEST_HEAD && self.names.iter().any(|name| name.ends_in(noun))).then_some(noun.len())
    }

    /// Whether the words as a whole name somebody.
    pub(crate) fn is(&self, words: &str) -> bool {
        self.at_start(words) == Some(words.len())
    }
}

/// The length of `name` (lower case) at the start of a phrase in any case, as whole words.
pub(crate) fn starts_with_name(phrase: &str, name: &str) -> Option<usize> {
    let mut rest = phrase.char_indices();
    for expected in name.chars() {
        let (_, c) = rest.next()?;
        if !c.to_lowercase().eq([expected]) {
            return None;
        }
    }
    let end = phrase.len() - rest.as_str().len();
    (!rest.as_str().starts_with(char::is_alphanumeric)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors() {
        for (phrase, name) in [
            ("Norsk Eksempel SF skal", "Norsk Eksempel SF"),
            ("Helse- og omsorgsdepartementet viser", "Helse- og omsorgsdepartementet"),
            ("Direktoratet for e-helse har", "Direktoratet for e-helse"),
            ("Direktoratet skal", "Direktoratet"),
            ("Helsedirektoratet skal", "Helsedirektoratet"),
            ("statsforetaket om å", "statsforetaket"),
            ("de regionale helseforetakene skal", "de regionale helseforetakene"),
            ("Det regionale helseforetaket skal", "Det regionale helseforetaket"),
            ("HelseCERT skal", "HelseCERT"),
            ("Styret skal", "Styret"),
            ("styret i Norsk Eksempel SF om å", "styret i Norsk Eksempel SF"),
            ("styret i god tid", "styret"),
        ] {
            assert_eq!(Actors::default().at_start(phrase).map(|len| &phrase[..len]), Some(name), "{phrase}");
        }
        for phrase in [
            "Arbeidet skal",
            "Det skal",
            "Rapportene skal",
            "I tillegg skal",
            "Foretaksmøtet ba",
            "Retningslinjen skal",
            "De prioriterte behovene skal",
        ] {
            assert_eq!(Actors::default().at_start(phrase), None, "{phrase}");
        }
        for (name, phrase, actor) in [
            ("Norsk lydarkiv", "Arkivet skal", Some("Arkivet")),
            ("Norsk lydarkiv", "lydarkivet skal", Some("lydarkivet")),
            ("Barne- og ungdomsombudet", "Ombudet skal", Some("Ombudet")),
            ("Statens pensjonskasse", "Pensjonskassen skal", Some("Pensjonskassen")),
            ("Utgard universitetssykehus HF", "Sykehuset skal", Some("Sykehuset")),
            ("Norsk lydarkiv", "Arbeidet skal", None),
            ("Norsk lydarkiv", "Arkivene skal", None),
            ("Norsk lydarkiv", "Nasjonalarkivet skal", None),
        ] {
            assert_eq!(Actors::new([name]).at_start(phrase).map(|len| &phrase[..len]), actor, "{name}: {phrase}");
        }
        let introduced = Actors::new(["Prøveanstalten"]).introduced(Some("Prøveanstalten"), ["Brev", "Vi viser til Prøveanstalten (PA)."]);
        assert_eq!((introduced.at_start("PA skal"), introduced.at_start("Papirer skal")), (Some(2), None));
        let genitive = |text| Actors::new(["Prøveanstalten"]).introduced(Some("Prøveanstalten"), [text]);
        assert_eq!(genitive("Prøveanstaltens (Prans) oppgaver").at_start("Prans skal"), Some(5));
        assert_eq!(genitive("Prøveanstalten (ØPA)").at_start("ØPA skal"), Some("ØPA".len()));
        assert_eq!(genitive("Prøveanstalten (Oslo) skal").at_start("Oslo skal"), None);
        let known = Actors::new(["Norsk Eksempel SF"]);
        assert_eq!(known.at_start("Norsk eksempel skal"), Some("Norsk eksempel".len()));
        assert_eq!(known.at_start("Norsk eksempels oppgaver"), None);
    }
}
