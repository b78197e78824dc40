//! Go patterns to compiled ones, each compiled once.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use ::regex::{Regex, RegexBuilder};

use super::error::PatternError;
use super::search::{BYTES_IN_STEP, BYTES_IN_STEP_OF_LARGE, Pattern};
use super::translate::translate;

/// Compiles a pattern written for Go.
///
/// # Errors
/// When Go would refuse it, or it would take too much memory.
pub(in crate::lang) fn compile(pattern: &str) -> Result<Pattern, PatternError> {
    if let Some(known) = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return Ok(known.clone());
    }
    let translated = translate(pattern)?;
    let compiled = compile_translated(&translated).map_err(|error| PatternError(reason(&error)))?;
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    if known.len() < MAX_COMPILED {
        known.insert(pattern.to_owned(), compiled.clone());
    }
    Ok(compiled)
}

fn compile_translated(translated: &str) -> Result<Pattern, ::regex::Error> {
    match RegexBuilder::new(translated).size_limit(USUAL_SIZE).build() {
        Ok(regex) => Ok(Pattern { regex, bytes_in_step: BYTES_IN_STEP }),
        Err(::regex::Error::CompiledTooBig(_)) => {
            let regex = Regex::new(translated)?;
            Ok(Pattern { regex, bytes_in_step: BYTES_IN_STEP_OF_LARGE })
        }
        Err(error) => Err(error),
    }
}

/// The size, in bytes, up to which the automaton that searches stays quick.
const USUAL_SIZE: usize = 1 << 18;

/// Compiling takes longer than most searches, and every unit of an estate asks for the same few patterns.
static COMPILED: LazyLock<RwLock<HashMap<String, Pattern>>> = LazyLock::new(RwLock::default);

/// More patterns than an estate has; what makes them up in a loop must not fill the memory.
const MAX_COMPILED: usize = 64;

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
