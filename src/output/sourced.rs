//! A dossier with the files that its letters stand in. The dossier itself knows letters, not files.

use std::collections::HashMap;

use crate::dossier::{Consolidated, consolidate};
#[cfg(any(feature = "ics", feature = "html"))]
use crate::model::{Deadline, DossierDeadline};
use crate::model::{Document, Dossier, Extraction};

/// A dossier and the files that its letters were read from, for forms that say in which file something stands.
///
/// # Example: a base letter and a supplement
///
/// ```
/// use styringsdokument::output::Sourced;
/// use styringsdokument::parse;
///
/// let letters = [
///     parse("# Tildelingsbrev for 2026\n\nDato: 5. januar 2026\n\nDirektoratet tildeles 10 mill. kroner på kap. 760, post 21.\n"),
///     parse("# Supplerende tildelingsbrev nr. 1 for 2026\n\nDato: 1. mars 2026\n\nKap. 760, post 21 økes med 2 mill. kroner.\n"),
/// ];
/// let sourced = Sourced::new(&letters);
/// assert_eq!(sourced.dossier().posts[0].total, 12_000_000);
/// ```
#[derive(Debug)]
pub struct Sourced<'e> {
    dossier: Dossier,
    extractions: &'e [Extraction],
    letters: Vec<Origin<'e>>,
    left_out: Vec<Origin<'e>>,
    /// The letters' numbers by their ids.
    numbers: HashMap<String, usize>,
}

/// Where a letter of a dossier is from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'e> {
    /// The letter itself.
    pub document: &'e Document,
    /// The number of its extraction among those given, from 0.
    pub file: usize,
    /// The name of its file.
    pub source: Option<&'e String>,
}

impl<'e> Sourced<'e> {
    /// Puts the letters of these extractions together, as [`consolidate`](crate::consolidate) does.
    #[must_use]
    pub fn new(extractions: &'e [Extraction]) -> Self {
        let documents = extractions.iter().flat_map(|extraction| &extraction.documents);
        let Consolidated { dossier, letters, left_out } = consolidate(documents);
        // A letter is known by its own place in memory: others may say the same.
        let owners = extractions.iter().enumerate().flat_map(|(file, owner)| owner.documents.iter().map(move |d| (std::ptr::from_ref(d), file)));
        let owners: HashMap<*const Document, usize> = owners.collect();
        let origin = |document: &'e Document| {
            let file = owners.get(&std::ptr::from_ref(document)).copied().unwrap_or_default();
            Origin { document, file, source: extractions.get(file).and_then(|extraction| extraction.source.name.as_ref()) }
        };
        let numbers = dossier.documents.iter().cloned().zip(0..).collect();
        Self {
            letters: letters.into_iter().map(origin).collect(),
            left_out: left_out.into_iter().map(origin).collect(),
            dossier,
            extractions,
            numbers,
        }
    }

    /// The dossier.
    pub const fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    /// What it was made of.
    pub const fn extractions(&self) -> &'e [Extraction] {
        self.extractions
    }

    /// The letters put together, in the dossier's order.
    #[must_use]
    pub fn letters(&self) -> &[Origin<'e>] {
        &self.letters
    }

    /// The letters left out, in the dossier's order.
    #[must_use]
    pub fn left_out(&self) -> &[Origin<'e>] {
        &self.left_out
    }

    /// The letter of that id, and its number among those put together, from 0.
    ///
    /// # Example: the file of the letter that changed a post last
    ///
    /// ```
    /// use styringsdokument::output::Sourced;
    /// use styringsdokument::{Options, parse_with};
    ///
    /// let options = Options { source_name: Some("brev.md".to_owned()), ..Options::default() };
    /// let letters = [parse_with("# Tildelingsbrev for 2026\n\nKap. 760, post 21: kr 15 901 000\n", &options)];
    /// let sourced = Sourced::new(&letters);
    /// let last = sourced.dossier().posts[0].entries.last().unwrap();
    /// assert_eq!(sourced.letter(&last.document).unwrap().1.source.unwrap(), "brev.md");
    /// ```
    #[must_use]
    pub fn letter(&self, id: &str) -> Option<(usize, Origin<'e>)> {
        let number = *self.numbers.get(id)?;
        Some((number, *self.letters.get(number)?))
    }
}

/// A deadline as its letter sets it, for forms that letters have too.
#[cfg(any(feature = "ics", feature = "html"))]
pub(crate) fn as_set(deadline: &DossierDeadline) -> Deadline {
    let own = deadline.key.strip_prefix(&deadline.document).and_then(|rest| rest.strip_prefix('/'));
    Deadline {
        key: own.unwrap_or(&deadline.key).to_owned(),
        when: deadline.when.clone(),
        action: deadline.action.clone(),
        mandate: deadline.mandate.clone(),
        agenda_item: None,
        origin: deadline.origin,
        text: deadline.text.clone(),
        pieces: deadline.pieces.clone(),
        span: deadline.span,
        line: deadline.line,
    }
}
