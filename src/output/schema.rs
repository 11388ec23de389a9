//! The JSON Schema (draft 2020-12) of an [`Extraction`], made from the types.
//!
//! It requires every key that is always there. It allows further keys, so that a letter read by a later version, which may
//! say more, is still valid.
//!
//! # Example
//!
//! ```
//! let schema = styringsdokument::output::schema::json_schema();
//! assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
//! assert_eq!(schema["title"], "Extraction");
//! ```

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::model::Extraction;

/// The schema of the JSON that an [`Extraction`] is written as.
#[must_use]
pub fn json_schema() -> Value {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Extraction>().to_value()
}
