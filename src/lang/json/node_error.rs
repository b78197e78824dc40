//! What is wrong with a node of a JSON tree that should be a value or a type.

use crate::source::Span;

/// A JSON tree that cannot be what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct NodeError {
    /// The node at fault.
    pub span: Span,
    /// What is wrong with it: a lowercase fragment.
    pub message: String,
}

impl NodeError {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}
