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
    /// What a text that is given to it from outside means.
    pub reading: Reading,
    /// Its value where none is given.
    pub default: Option<Value>,
    /// Whether null may be given; where not, null stands for the default.
    pub is_nullable: bool,
    /// Whether its value is a secret.
    pub is_sensitive: bool,
    /// Where it is declared: from `variable` to its name.
    pub span: Span,
}

/// What a text that is given to a variable from outside means. Source: Terraform `internal/configs/named_values.go`
/// (`VariableParsingMode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The text itself, as for a variable without a type, or with that of a text, a number or a truth value.
    Text,
    /// An expression for the value.
    Expression,
    /// There is no text: values are handed over as they are.
    Value,
}
