//! A variable that a module declares. Source: Terraform `internal/configs/named_values.go`.

use std::sync::Arc;

use crate::lang::value::Value;
use crate::source::Span;

use super::type_constraint::TypeConstraint;

/// A variable that a module declares.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: Arc<str>,
    /// What it takes.
    pub constraint: TypeConstraint,
    /// Whether a type is written at all: without one, a value that comes as text stays text.
    pub is_typed: bool,
    /// Its value where none is given.
    pub default: Option<Value>,
    /// Whether null may be given; where not, null stands for the default.
    pub is_nullable: bool,
    /// Whether its value is a secret.
    pub is_sensitive: bool,
    /// Where it is declared: from `variable` to its name.
    pub span: Span,
}
