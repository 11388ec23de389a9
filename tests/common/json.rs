//! JSON, and values in it by dotted path.

use serde::Serialize;
use serde_json::Value;

/// A value as JSON.
pub(crate) fn of(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("every public type can be written as JSON")
}

/// The value at a dotted path such as `meeting.start`; null where the path leads nowhere.
/// A name below a list means the list's first element.
pub(crate) fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |value, name| match value {
        Value::Array(list) => list.first().map_or(&Value::Null, |first| &first[name]),
        _ => &value[name],
    })
}

/// Whether there is nothing in a value: null, or an empty list.
pub(crate) fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// The elements of a list; none when the value is no list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The string, or an empty one when the value is none.
pub(crate) fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
