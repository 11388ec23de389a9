//! What a caller may tell the parser about a text.

/// Options for [`parse_with`](crate::parse_with) and [`parse_bytes`](crate::parse_bytes).
///
/// The default knows nothing about the text.
///
/// # Example: naming the source
///
/// ```
/// use styringsdokument::{Options, parse_with};
///
/// let options = Options { source_name: Some("tillegg-1.md".into()), ..Options::default() };
/// assert_eq!(parse_with("", &options).source.name.as_deref(), Some("tillegg-1.md"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The name that `source.name` of the result gets, such as a file name. Default: none.
    pub source_name: Option<String>,
    /// The year (1900–2199) to give a date that has none, when the letter itself names no budget
    /// year and no date of its own. Default: none, such a date is reported and not completed.
    pub reference_year: Option<i16>,
}
