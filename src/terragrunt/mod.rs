//! Terragrunt configurations: from the files of a unit to its evaluated configuration.
//!
//! Pure: asks a [`World`](crate::lang::world::World). Knows no Lambda function and no Terraform module. Sources of the
//! rules: Terragrunt 1.1.3 `pkg/config`.

mod builtins;
mod config;
mod context;
mod decode;
mod deep_merge;
mod dependency;
mod document;
mod evaluate;
mod file;
mod include;
mod locals;
mod merge;
mod paths;
mod render;
mod schema;
mod session;

pub use config::{Config, Dependency, Labelled, Terraform};
pub use evaluate::{Evaluated, evaluate_unit};
pub use paths::{clean, relative};
pub use render::render_json;
pub use session::Session;
