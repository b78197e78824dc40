//! The builtins of Terraform, a family a file. Each is a small function, registered once in its family's table.
//!
//! `try` and `can` are not here: they decide whether their arguments are evaluated, so they belong to `eval`.

mod strings;

use super::builtin::{Builtin, FunctionSet};

/// The builtin of this name in `functions`.
pub fn find(name: &str, functions: FunctionSet) -> Option<&'static Builtin> {
    all().find(|builtin| builtin.name == name && builtin.exists_in(functions))
}

/// Every builtin.
pub fn all() -> impl Iterator<Item = &'static Builtin> {
    [strings::TABLE].into_iter().flatten()
}
