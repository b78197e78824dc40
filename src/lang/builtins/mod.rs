//! The builtins of Terraform, a family a file. Each is a small function, registered once in its family's table.
//!
//! `try`, `can` and `templatefile` are not here: they evaluate, so they belong to `eval`.

mod choice;
mod dates;
mod decryption;
mod encoding;
mod filesystem;
mod format;
mod hashing;
mod json;
mod maps;
mod network;
mod numeric;
mod paths;
mod patterns;
mod registry;
mod sequences;
mod sets;
mod strings;
mod support;
#[cfg(test)]
mod testing;
mod types;
mod unrepeatable;
mod yaml;

pub(super) use filesystem::source_file;
pub use registry::{all, find};
pub use unrepeatable::is_unrepeatable;
