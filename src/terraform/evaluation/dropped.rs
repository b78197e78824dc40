//! What the types of variables drop. Data only.

use std::sync::Arc;

use crate::lang::provenance::Provenance;
use crate::source::Span;

/// A part of a value that the type of its variable does not have, so that Terraform drops it without a word.
#[derive(Clone, Debug)]
pub struct DroppedPart {
    /// The module that declares the variable; empty for the root.
    pub module: Arc<str>,
    /// The variable.
    pub variable: Arc<str>,
    /// Where in its value: `["api"].handlr`.
    pub route: String,
    /// Where the part was written.
    pub provenance: Provenance,
    /// Where the variable is declared.
    pub declared: Span,
}
