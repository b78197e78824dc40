//! Terragrunt configurations: from the files of a unit to its evaluated configuration.
//!
//! Pure: asks a [`World`](crate::lang::world::World). Knows no Lambda function and no Terraform module. Sources of the
//! rules: Terragrunt 1.1.3 `pkg/config`. What is supported, unknown and different is in `docs/terragrunt.md`.
//!
//! # From another program
//!
//! A [`Session`] is one run over an estate: it parses each file once and shares what units see alike, also between threads.
//! [`evaluate_unit`] gives a unit's [`Config`] and what was found on the way. With [`Mode::Plan`] what only an apply can tell
//! stays unknown and says why; [`Mode::Render`] gives what `terragrunt render` prints. Nothing is started, fetched or
//! written; `run_cmd` is the one exception, where [`Options::allow_run_cmd`] says so.
//!
//! [`Mode::Plan`]: crate::lang::world::Mode::Plan
//! [`Mode::Render`]: crate::lang::world::Mode::Render
//!
//! ```
//! use std::fs;
//!
//! use tglambda::estate::DiskWorld;
//! use tglambda::host::env::EnvVars;
//! use tglambda::host::interrupt::Interrupt;
//! use tglambda::lang::world::{Mode, World};
//! use tglambda::terragrunt::{Options, Session, evaluate_unit};
//!
//! # let folder = tempfile::tempdir()?;
//! # let root = folder.path();
//! # fs::create_dir_all(root.join("live/app"))?;
//! # fs::create_dir_all(root.join("live/network"))?;
//! fs::write(root.join("live/network/terragrunt.hcl"), "")?;
//! fs::write(root.join("live/env.hcl"), r#"locals { account = "111111111111" }"#)?;
//! fs::write(
//!     root.join("live/app/terragrunt.hcl"),
//!     r#"
//! locals {
//!   env = read_terragrunt_config(find_in_parent_folders("env.hcl"))
//! }
//! dependency "network" {
//!   config_path = "../network"
//! }
//! inputs = {
//!   role       = "arn:aws:iam::${local.env.locals.account}:role/app"
//!   subnet_ids = dependency.network.outputs.subnet_ids
//! }
//! "#,
//! )?;
//!
//! let world = DiskWorld::new(EnvVars::of_process(), root, Interrupt::default());
//! let session = Session::new(&world, Mode::Plan, root, Options::default());
//! let unit = evaluate_unit(&session, &root.join("live/app/terragrunt.hcl"), "plan");
//! assert!(unit.diagnostics.is_empty(), "{:?}", unit.diagnostics);
//!
//! let inputs = unit.config.inputs.expect("the unit has inputs");
//! let role = inputs.entry("role").expect("there is a role");
//! assert_eq!(role.as_str(), Some("arn:aws:iam::111111111111:role/app"));
//!
//! // Where it was written, and through what it came.
//! let places: Vec<String> = role
//!     .provenance
//!     .way()
//!     .into_iter()
//!     .filter_map(|span| world.sources().locate(span))
//!     .map(|place| format!("{}:{}", place.path.file_name().unwrap_or_default().display(), place.position.line))
//!     .collect();
//! assert_eq!(places, ["terragrunt.hcl:9", "terragrunt.hcl:9", "env.hcl:1"]);
//!
//! // What only an apply can tell is unknown, with its reason.
//! let subnets = inputs.entry("subnet_ids").and_then(|value| value.as_unknown()).expect("not known yet");
//! assert_eq!(subnets.reason.to_string(), "output `subnet_ids` of unit `live/network`");
//! # Ok::<(), std::io::Error>(())
//! ```

mod builtins;
mod config;
mod constants;
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
mod experiment;
mod feature;
mod file;
mod folder_kind;
mod forbidden;
mod forgive;
mod found_in;
mod generate;
mod generated;
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
#[cfg(test)]
mod page;
mod parents;
mod parsed_file;
mod paths;
mod programs;
mod read;
mod reading;
mod reads;
mod remote_state;
mod render;
mod schema;
mod session;
mod shared_include;
mod source_address;
mod stack;
mod stage;
mod strategy;
mod supplied_values;
#[cfg(test)]
mod tests;
mod truth;
mod unreadable;
mod url;
mod validate;
mod values;
mod variables;
mod weak;
mod working_folder;

pub use config::{Config, Dependency, Labelled, Terraform};
pub use edges::{Edges, Exclude, evaluate_edges};
pub use evaluate::{Evaluated, EvaluatedStack, evaluate_stack, evaluate_unit};
pub use folder_kind::FolderKind;
pub use found_in::FoundIn;
pub use generated::GENERATED_FILES;
pub use options::Options;
pub use outputs::SuppliedOutputs;
pub use paths::{clean, config_in, relative};
pub use reading::FilesRead;
pub use render::{render_json, render_json_with_metadata};
pub use session::Session;
pub use stack::{Component, Source, Stack, locate};
pub use supplied_values::SuppliedValues;
pub use working_folder::earlier_working_folder;
