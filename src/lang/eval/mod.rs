//! Evaluation: a spanned tree and a scope become a value and diagnostics.
//!
//! Never fails as a whole: what goes wrong is reported and its value becomes unknown, as in the Go implementation, so
//! that one run reports every problem. One construct per file. Source of the rules: hashicorp/hcl `hclsyntax`.

mod call;
mod collection;
mod conditional;
mod evaluator;
mod for_expr;
mod operator;
mod splat;
mod template;
mod templatefile;
mod traversal;
#[cfg(test)]
mod unknowns;

pub use evaluator::{Chain, Evaluator, Extension, Scope};
pub use traversal::missing_local;
