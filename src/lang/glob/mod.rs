//! Glob patterns in two dialects: as `fileset` has them (`*`, `?`, `[a-z]`, `{a,b}`, and `**` for any folders, hidden
//! ones too), and as Terragrunt has them for whole paths.

mod braces;
mod component;
mod error;
mod expand;
mod pattern;
mod route;
mod walk;

pub use expand::{ExpandError, expand_paths};
pub use pattern::PathPattern;
pub(super) use walk::files;
