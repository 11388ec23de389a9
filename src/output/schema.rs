//! The JSON Schemas (draft 2020-12) of an [`Extraction`] and a [`Dossier`], made from the types.
//!
//! They require every key that is always there, and allow further ones: a letter read by a later version, which may say
//! more, is still valid.
//!
//! # Example
//!
//! ```
//! let schema = styringsdokument::output::schema::extraction();
//! assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
//! assert_eq!(schema["title"], "Extraction");
//! ```

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::model::{Dossier, Extraction};

/// The schema of the JSON that an [`Extraction`] is written as.
#[must_use]
pub fn extraction() -> Value {
    schema_of::<Extraction>()
}

/// The schema of the JSON that a [`Dossier`] is written as.
#[must_use]
pub fn dossier() -> Value {
    schema_of::<Dossier>()
}

fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(without_examples));
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// The descriptions are those of the types. Their examples are for Rust.
fn without_examples(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description")
        && let Some(end) = description.find("\n\n# Example")
    {
        description.truncate(end);
    }
}
