//! Regular expressions with the meaning Go gives them, run by the `regex` crate.
//!
//! Both are descendants of RE2 and search alike; they differ in syntax and in what `\d`, `\w`, `\s` and `\b` mean.

mod class;
mod replace;
mod translate;

use std::fmt;

pub(super) use ::regex::{Captures, Regex};
pub(super) use replace::replace_all;

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PatternError(String);

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "invalid regexp pattern: {}", self.0)
    }
}

/// Compiles a pattern written for Go.
///
/// # Errors
/// When Go would refuse it, or it would take too much memory.
pub(super) fn compile(pattern: &str) -> Result<Regex, PatternError> {
    let translated = translate::translate(pattern)?;
    Regex::new(&translated).map_err(|error| PatternError(reason(&error)))
}

/// The last line says what is wrong; those before it show the translated pattern, which nobody wrote.
fn reason(error: &::regex::Error) -> String {
    match error {
        ::regex::Error::CompiledTooBig(_) => "the pattern is too large".to_owned(),
        other => {
            let text = other.to_string();
            text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
    }
}
