//! The files to read: finding them, and reading one.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use clap::{CommandFactory, error};
use styringsdokument::{Extraction, Options, parse_bytes};
use walkdir::{DirEntry, WalkDir};

use crate::args::Args;

/// What a folder is searched for; a file named on the command line may end in anything.
const EXTENSIONS: [&str; 3] = ["md", "markdown", "txt"];

/// Whether a path stands for standard input or output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Something to read.
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// The name in messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// What is the same for two names of one file. What cannot be resolved, such as a missing file, is known by its path.
    fn identity(&self) -> PathBuf {
        match self {
            Self::Stdin => PathBuf::from("-"),
            Self::File(path) => resolve(path),
        }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let read = match self {
            Self::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
            }
            Self::File(path) => fs::read(path),
        };
        read.map_err(|error| {
            let advice = match error.kind() {
                ErrorKind::NotFound => "; check the path",
                ErrorKind::PermissionDenied => "; check who may read it",
                _ => "",
            };
            anyhow!("cannot be read: {error}{advice}")
        })
    }

    /// What the file holds, and its bytes.
    pub(crate) fn extract(&self, year: Option<i16>) -> Result<(Extraction, Vec<u8>)> {
        let source_name = match self {
            Self::Stdin => None,
            Self::File(_) => Some(self.name()),
        };
        let bytes = self.bytes()?;
        let extraction = parse_bytes(&bytes, &Options { source_name, reference_year: year })
            .map_err(|error| anyhow!("{error}; convert it to UTF-8 text or Markdown first"))?;
        Ok((extraction, bytes))
    }
}

/// Everything the command line asks for, before any of it is read.
pub(crate) struct Work {
    pub(crate) inputs: Vec<Input>,
    /// What is wrong with the paths; the inputs can be read all the same.
    pub(crate) problems: Vec<String>,
}

impl Work {
    /// Finds the files, and refuses what can be known to be wrong without reading them.
    pub(crate) fn new(args: &Args) -> Result<Self, clap::Error> {
        let mut work = Self { inputs: Vec::new(), problems: Vec::new() };
        for path in &args.paths {
            if is_standard(path) {
                work.inputs.push(Input::Stdin);
            } else if path.is_dir() {
                work.search(path);
            } else {
                work.inputs.push(Input::File(path.clone()));
            }
        }
        let mut seen = HashSet::new();
        work.inputs.retain(|input| seen.insert(input.identity()));

        args.check(work.inputs.len()).map_err(|message| usage(&message))?;
        if !is_standard(&args.out) && seen.contains(&resolve(&args.out)) {
            return Err(usage(&format!("--out {} is one of the files to read; give another name", args.out.display())));
        }
        Ok(work)
    }

    /// Adds the letters of a folder.
    fn search(&mut self, folder: &Path) {
        let before = (self.inputs.len(), self.problems.len());
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
        for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
            match entry {
                Ok(entry) if is_letter(entry.path()) => self.inputs.push(Input::File(entry.into_path())),
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(folder).display().to_string();
                    let cause = error.into_io_error().map_or_else(String::new, |cause| format!(": {cause}"));
                    self.problems.push(format!("{path}: cannot be searched{cause}; check who may read it"));
                }
            }
        }
        if before == (self.inputs.len(), self.problems.len()) {
            let known = EXTENSIONS.map(|extension| format!(".{extension}")).join(", ");
            self.problems.push(format!("{}: no letters in this folder ({known}); name other files one by one", folder.display()));
        }
    }
}

fn usage(message: &str) -> clap::Error {
    Args::command().error(error::ErrorKind::ArgumentConflict, message)
}

/// Editors and systems keep their own copies of a file beside it, under such a name.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// A file with a known ending. A broken link counts, so that reading it tells; a pipe does not, for reading it may never end.
fn is_letter(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)) && path.metadata().map_or(true, |metadata| metadata.is_file())
}

pub(crate) fn resolve(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
