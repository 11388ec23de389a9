//! The JSON Schema (draft 2020-12) of an [`Extraction`], made from the types.
//!
//! It requires every key that is always there, and allows further ones: a letter read by a later version, which may say
//! more, is still valid.
//!
//! # Example
//!
//! ```
//! let schema = styringsdokument::output::schema::json_schema();
//! assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
//! assert_eq!(schema["title"], "Extraction");
//! ```

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::Value;

use crate::model::Extraction;

/// The schema of the JSON that an [`Extraction`] is written as.
#[must_use]
pub fn json_schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(without_examples));
    settings.into_generator().into_root_schema_for::<Extraction>().to_value()
}

/// The descriptions are those of the types. Their examples are for Rust.
fn without_examples(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description")
        && let Some(end) = description.find("\n\n# Example")
    {
        description.truncate(end);
    }
}
