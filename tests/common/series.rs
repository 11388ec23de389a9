//! Letters of a series: the invented ones below `tests/dossier`, and the seeds.

use styringsdokument::{Extraction, Options, parse_with};

use super::{File, fixtures, package_folder, texts_below};

/// The invented series, each of which is a folder.
pub(crate) const INVENTED: [&str; 6] = ["forms", "ledger", "mandates", "moved", "strangers", "without-base"];

/// The letters of an invented series, or the file of the seeds.
pub(crate) fn letters(name: &str) -> Vec<File> {
    let letters = match name {
        "seeds" => fixtures().into_iter().filter(|file| file.name == "001_f1e775cd69a6a805.txt").collect(),
        invented => texts_below(&package_folder().join("tests/dossier").join(invented)).expect("the series can be read"),
    };
    assert!(!letters.is_empty(), "{name} has letters");
    letters
}

/// What is read of each file, under its name.
pub(crate) fn read(letters: &[File]) -> Vec<Extraction> {
    letters.iter().map(|letter| parse_with(&letter.text, &Options { source_name: Some(letter.name.clone()), ..Options::default() })).collect()
}
