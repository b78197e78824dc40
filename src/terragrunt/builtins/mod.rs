//! Terragrunt's own builtins, a family a file. Source: Terragrunt 1.1.3 `pkg/config/config_helpers.go`.
//!
//! Each gets the file it is called from; none does I/O but through the world.

mod commands;
mod entry;
mod environment;
mod folders;
mod globs;
mod merging;
mod parents;
mod read;
mod repository;
mod retryable;
mod run_cmd;
mod scope;
mod supplied;
mod table;
mod tfvars;
mod unavailable;
mod versions;
mod working_dir;

pub(super) use scope::FileScope;
pub(super) use table::TerragruntBuiltins;
#[cfg(test)]
pub(super) use table::names;
