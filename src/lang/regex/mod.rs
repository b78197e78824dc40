//! Regular expressions with the meaning Go gives them, run by the `regex` crate.
//!
//! Both are descendants of RE2 and search alike; they differ in syntax and in what `\d`, `\w`, `\s` and `\b` mean.

mod class;
mod compile;
mod cursor;
mod error;
mod replace;
mod search;
#[cfg(test)]
mod testing;
mod translate;

pub(super) use ::regex::{Captures, Match};
pub(super) use compile::compile;
pub(super) use replace::replace_all;
pub(super) use search::Pattern;
