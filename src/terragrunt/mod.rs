//! Terragrunt configurations: from the files of a unit to its evaluated configuration.
//!
//! Pure: asks a [`World`](crate::lang::world::World). Knows no Lambda function and no Terraform module. Sources of the
//! rules: Terragrunt 1.1.3 `pkg/config`.

mod builtins;
mod config;
mod constants;
mod context;
mod cycle;
mod decode;
mod deep_merge;
mod dependency;
mod document;
mod evaluate;
mod feature;
mod file;
mod forbidden;
mod forgive;
mod generate;
mod generated;
mod include;
mod inputs;
mod json_schema;
mod locals;
mod merge;
mod merge_dependency;
mod module_source;
mod options;
mod parents;
mod parsed_file;
mod paths;
mod read;
mod reading;
mod remote_state;
mod render;
mod schema;
mod session;
mod stack;
mod stage;
mod strategy;
mod validate;
mod values;
mod variables;
mod weak;

pub use config::{Config, Dependency, Labelled, Terraform};
pub use evaluate::{Evaluated, EvaluatedStack, evaluate_stack, evaluate_unit};
pub use options::Options;
pub use paths::{clean, config_in, relative};
pub use reading::FilesRead;
pub use render::render_json;
pub use session::Session;
pub use stack::{Component, ComponentKind, Source, Stack, locate};
