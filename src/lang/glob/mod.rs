//! Glob patterns as `fileset` has them: `*`, `?`, `[a-z]`, `{a,b}`, and `**` for any folders, hidden ones too.

mod braces;
mod component;
mod error;
mod walk;

pub(super) use walk::files;
