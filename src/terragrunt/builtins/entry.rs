//! What a builtin of Terragrunt is. Must not know any single one.

use crate::lang::builtin::CallError;
use crate::lang::value::Value;

use super::scope::FileScope;

/// A builtin of Terragrunt: name, fewest and most arguments, code.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) least: usize,
    pub(super) most: usize,
    /// The first argument that may be of any type; those before it are texts.
    pub(super) first_of_any_type: usize,
    pub(super) run: fn(&FileScope<'_>, &[Value]) -> Result<Value, CallError>,
}

/// An entry of a family's table.
pub(super) const fn entry(
    name: &'static str,
    least: usize,
    most: usize,
    run: fn(&FileScope<'_>, &[Value]) -> Result<Value, CallError>,
) -> Entry {
    Entry { name, least, most, first_of_any_type: usize::MAX, run }
}

impl Entry {
    /// The same, with arguments of any type from the one at `index` on.
    pub(super) const fn any_type_from(mut self, index: usize) -> Self {
        self.first_of_any_type = index;
        self
    }
}
