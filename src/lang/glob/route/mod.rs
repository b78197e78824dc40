//! Patterns of whole paths as `gobwas/glob` 0.2.3 matches them: `*` within a step, `**` across steps, `?`, `[a-z]`,
//! `[!abc]`, `{a,b}` and `\` before what is meant as it is.
//!
//! That library does not match what its grammar says: `a/**/b` also matches `a/b`, but `a/**/*` does not match `a/b`.
//! What it matches follows from how it glues parts of a pattern together, so the same is done here, step by step.

mod compile;
mod matcher;
mod parse;
mod runes;

pub(super) use compile::compile;
pub(super) use matcher::Matcher;
