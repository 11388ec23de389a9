//! The records in the forms that people use beside JSON: sheets, calendars, a page to review. Each form is a module behind
//! the feature of its name (`csv`, `xlsx`, `ics`, `html`, `schema`; `full` turns all on), reads only the public records, and
//! adds nothing to them. A dossier goes into them with the files that its letters stand in: as a [`Sourced`] one.

#[cfg(feature = "csv")]
pub mod csv;
#[cfg(feature = "html")]
pub mod html;
#[cfg(feature = "ics")]
pub mod ics;
#[cfg(feature = "schema")]
pub mod schema;
mod sourced;
#[cfg(any(feature = "csv", feature = "xlsx"))]
pub mod table;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use sourced::{Origin, Sourced};
