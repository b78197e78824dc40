//! A root module with the values of its variables, evaluated as far as it is asked: variables, locals, resources, child
//! modules, each worked out when something needs it, and once.
//!
//! Source of the rules: Terraform `internal/terraform` (`evaluate.go`, `node_*.go`).

mod address;
mod behind;
mod blocks;
mod children;
mod dropped;
mod each;
mod evaluator;
mod instance;
mod providers;
mod repetition;
mod resource;
mod resource_instance;
mod scope;
mod variables;

pub use dropped::DroppedPart;
pub use evaluator::{Evaluation, Given};
pub use resource_instance::ResourceInstance;
