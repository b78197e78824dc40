//! Go patterns to compiled ones, each compiled once.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use ::regex::Regex;

use super::error::PatternError;
use super::translate::translate;

/// Compiles a pattern written for Go.
///
/// # Errors
/// When Go would refuse it, or it would take too much memory.
pub(in crate::lang) fn compile(pattern: &str) -> Result<Regex, PatternError> {
    if let Some(known) = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return Ok(known.clone());
    }
    let translated = translate(pattern)?;
    let compiled = Regex::new(&translated).map_err(|error| PatternError(reason(&error)))?;
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    if known.len() < MAX_COMPILED {
        known.insert(pattern.to_owned(), compiled.clone());
    }
    Ok(compiled)
}

/// Compiling takes longer than most searches, and every unit of an estate asks for the same few patterns.
static COMPILED: LazyLock<RwLock<HashMap<String, Regex>>> = LazyLock::new(RwLock::default);

/// More patterns than an estate has; what makes them up in a loop must not fill the memory.
const MAX_COMPILED: usize = 256;

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
