//! `terragrunt.stack.hcl`: which units and stacks a stack generates, from which sources and with which values. Nothing
//! is generated here: what would be is data.
//!
//! Must not look for stacks or place their components: that is the estate's business. Sources of the rules: Terragrunt
//! 1.1.3 `pkg/config/stack.go`, `internal/hclparse`.

mod autoinclude;
mod check;
mod component;
mod decode;
mod document;
mod evaluate;
mod include;
mod model;
mod override_file;
mod partial;
mod paths;
mod refusals;
mod schema;
mod scope;
mod source;
mod units;

pub use component::Component;
pub use model::Stack;
pub use source::{Source, locate};

pub(super) use component::STACK_FOLDER;
pub(super) use document::stack_document;
pub(super) use evaluate::{Purpose, evaluate};
pub(super) use units::{stack_file, stack_of};
