//! Terragrunt configurations: from the files of a unit to its evaluated configuration.
//!
//! Pure: asks a [`World`](crate::lang::world::World). Knows no Lambda function and no Terraform module. Sources of the
//! rules: Terragrunt 1.1.3 `pkg/config`.

mod builtins;
mod config;
mod context;
mod cycle;
mod decode;
mod deep_merge;
mod dependency;
mod dependency_inputs;
mod dependency_outputs;
mod document;
mod edges;
mod evaluate;
mod feature;
mod file;
mod forbidden;
mod forgive;
mod found_in;
mod generate;
mod include;
mod inputs;
mod json_schema;
mod locals;
mod memo;
mod merge;
mod merge_dependency;
mod metadata;
mod older;
mod options;
mod outputs;
mod parents;
mod parsed_file;
mod paths;
mod programs;
mod reading;
mod remote_state;
mod render;
mod schema;
mod session;
mod shared_include;
mod source_address;
mod stage;
mod strategy;
mod supplied_values;
#[cfg(test)]
mod tests;
mod url;
mod validate;
mod values;
mod variables;
mod weak;
mod working_folder;

pub use config::{Config, Dependency, Labelled, Terraform};
pub use edges::{Edges, Exclude, evaluate_edges};
pub use evaluate::{Evaluated, evaluate_unit};
pub use found_in::FoundIn;
pub use options::Options;
pub use outputs::SuppliedOutputs;
pub use paths::{clean, config_in, relative};
pub use reading::FilesRead;
pub use render::{render_json, render_json_with_metadata};
pub use session::Session;
pub use supplied_values::SuppliedValues;
