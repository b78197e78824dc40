//! tglambda ships the Python Lambda functions that a Terragrunt repository already describes.
//!
//! Data flows one way; a module uses what stands to its left, and `source`, `diagnostic` and `host`, which stand below all:
//!
//! ```text
//! config → syntax → lang → terragrunt | terraform → estate → spec → store → package → hook → report → cli
//! ```
//!
//! `docs/architecture.md` has the diagram, the code map and the invariants.

mod cli;
pub mod config;
pub mod diagnostic;
pub mod estate;
pub mod hook;
pub mod host;
pub mod lang;
pub mod package;
pub mod report;
pub mod source;
pub mod spec;
pub mod store;
pub mod syntax;
pub mod terraform;
pub mod terragrunt;

pub use cli::{exit_code, run};
