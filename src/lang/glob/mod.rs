//! Glob patterns as `fileset` has them: `*`, `?`, `[a-z]`, `{a,b}`, and `**` for any folders, hidden ones too.

mod braces;
mod component;
mod walk;

pub(super) use walk::files;

/// What is said of a pattern that is none, in Go's words.
const BAD_PATTERN: &str = "syntax error in pattern";
