//! Go patterns to compiled ones, each compiled once.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use ::regex::RegexBuilder;

use crate::lang::builtin::{Call, CallError};

use super::error::PatternError;
use super::search::{BYTES_IN_STEP, BYTES_IN_STEP_OF_LARGE, Pattern};
use super::translate::translate;

/// Compiles a pattern written for Go, the argument at `index`.
///
/// # Errors
/// When Go would refuse it, or it would take too much memory, or time.
pub(in crate::lang) fn compile(call: &Call<'_>, index: usize, pattern: &str) -> Result<Pattern, CallError> {
    let wrong = |error: PatternError| CallError::argument(index, error.to_string());
    if let Some(known) = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return Ok(known.clone());
    }
    let translated = translate(pattern).map_err(wrong)?;
    call.pay(STEPS_OF_COMPILING)?;
    let compiled = match compile_up_to(USUAL_SIZE, &translated) {
        Err(::regex::Error::CompiledTooBig(_)) => {
            call.pay(STEPS_OF_COMPILING * LARGEST_SIZE / USUAL_SIZE)?;
            compile_up_to(LARGEST_SIZE, &translated)
        }
        compiled => compiled,
    };
    let compiled = compiled.map_err(|error| wrong(PatternError(reason(&error))))?;
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    if known.len() < MAX_COMPILED {
        known.insert(pattern.to_owned(), compiled.clone());
    }
    Ok(compiled)
}

fn compile_up_to(size: usize, translated: &str) -> Result<Pattern, ::regex::Error> {
    let regex = RegexBuilder::new(translated).size_limit(size).build()?;
    let bytes_in_step = if size > USUAL_SIZE { BYTES_IN_STEP_OF_LARGE } else { BYTES_IN_STEP };
    Ok(Pattern { regex, bytes_in_step })
}

/// The size, in bytes, up to which the automaton that searches stays quick.
const USUAL_SIZE: usize = 1 << 18;
/// The largest that is compiled at all.
const LARGEST_SIZE: usize = 10 << 20;

/// For a pattern of usual size. What was compiled already costs nothing, for whichever unit it was.
const STEPS_OF_COMPILING: usize = 10_000;

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
