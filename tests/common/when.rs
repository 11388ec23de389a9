//! The canonical form of a deadline's time: `date:2026-06-30:by`, `period:2027-05`, `event`.

use serde_json::Value;

use super::json::string;

/// The canonical form of a `when` of the JSON.
pub(crate) fn canonical(when: &Value) -> String {
    let kind = string(&when["type"]);
    let value = match kind {
        "date" => &when["date"],
        "period" => &when["edtf"],
        "recurring" => &when["rrule"],
        "relative" => &when["offset"],
        _ => &Value::Null,
    };
    [kind, string(value), string(&when["relation"])].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(":")
}

/// Whether a canonical form is `wanted`, or goes on behind it with a part that `wanted` leaves open:
/// `date:2026-06-30` is fitted by `date:2026-06-30:by`, `relative` by `relative:-P2W`.
pub(crate) fn fits(wanted: &str, canonical: &str) -> bool {
    canonical.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}
