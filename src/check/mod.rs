//! Relations between records; reports, never edits.

mod script;
mod sums;

pub(crate) use script::mixed_script;
pub(crate) use sums::sums;
