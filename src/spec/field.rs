//! A setting of a function, or of what is declared beside it. Data only.

use crate::lang::value::Value;

use super::owner::Owner;

/// A setting of a function.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its value; `None` where nothing is said, so that AWS's default counts.
    pub value: Option<Value>,
    /// Who changes it.
    pub owner: Owner,
}

impl Field {
    /// A setting of which nothing is said.
    pub const ABSENT: Self = Self { value: None, owner: Owner::Undeclared };
}
