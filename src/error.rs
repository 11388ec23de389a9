//! Errors: bytes that are no text, and extractions that a strict caller refuses.

use std::fmt;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Extraction;

/// Why bytes could not be read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    /// The encoding that was tried last: `UTF-8`, `UTF-16LE`, `UTF-16BE` or `windows-1252`.
    pub encoding: &'static str,
    /// Offset (from 0) of the first byte that does not fit.
    pub offset: usize,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {} is no valid {} text (is the file binary, such as a PDF or a Word file?)", self.offset, self.encoding)
    }
}

impl std::error::Error for DecodeError {}

/// An extraction with at least one diagnostic of severity `error`.
///
/// The extraction is kept: everything that was read is still there.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// What was read.
    pub extraction: Box<Extraction>,
}

impl Error {
    /// The diagnostics of severity `error`, at least one.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.extraction.diagnostics.iter().filter(|d| d.severity == Severity::Error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, d) in self.errors().enumerate() {
            let separator = if i > 0 { "; " } else { "" };
            let line = d.line.map_or(String::new(), |l| format!("line {l}: "));
            write!(f, "{separator}{line}{} ({})", d.message, d.code.name())?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
