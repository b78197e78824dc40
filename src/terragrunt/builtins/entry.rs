//! What a builtin of Terragrunt is. Must not know any single one.

use crate::lang::builtin::CallError;
use crate::lang::value::Value;

use super::scope::FileScope;

/// A builtin of Terragrunt: name, fewest and most arguments, code.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) least: usize,
    pub(super) most: usize,
    pub(super) run: fn(&FileScope<'_>, &[Value]) -> Result<Value, CallError>,
}

/// An entry of a family's table.
pub(super) const fn entry(
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&FileScope<'_>, &[Value]) -> Result<Value, CallError>,
) -> Entry {
    Entry { name, least, most, run }
}
