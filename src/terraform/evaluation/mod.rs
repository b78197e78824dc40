//! A root module with the values of its variables, evaluated as far as it is asked: variables, locals, resources, child
//! modules, each worked out when something needs it, and once.
//!
//! Source of the rules: Terraform `internal/terraform` (`evaluate.go`, `node_*.go`).

mod address;
mod behind;
mod blocks;
mod children;
mod evaluator;
mod instance;
mod providers;
mod repetition;
mod resource;
mod scope;
mod variables;

pub use evaluator::{Evaluation, Given};
pub use resource::ResourceInstance;
pub use variables::DroppedPart;
