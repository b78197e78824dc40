//! What in a unit's inputs is a Lambda function, told by its fields. Other things have a handler or a timeout too, so one
//! field alone never decides.

use crate::lang::value::Value;

use super::synonyms::{self, first};

/// Inputs of these names hold functions, whatever is known of their value.
const MAP_NAMES: [&str; 5] =
    ["functions", "lambda_functions", "lambdas", "function_map", "lambda_function_map"];

/// How every runtime of Lambda begins.
const RUNTIMES: [&str; 7] = ["python", "nodejs", "java", "dotnet", "go1", "ruby", "provided"];

/// Whether an input of this name holds functions, even when nothing of its value is known.
pub(super) fn may_be_functions(name: &str) -> bool {
    MAP_NAMES.contains(&name)
}

/// A map of which one entry at least looks like a function, or is unknown under a name that says so.
pub(super) fn is_function_map(name: &str, value: &Value) -> bool {
    value.entries().is_some_and(|entries| {
        entries.values().any(looks_like_function)
            || (may_be_functions(name) && entries.values().any(Value::is_unknown))
    })
}

/// Code and how it runs: two of the fields that together only a function has.
pub(super) fn looks_like_function(entry: &Value) -> bool {
    let marks = [
        first(entry, synonyms::HANDLER).is_some(),
        has_runtime(entry),
        first(entry, synonyms::IMAGE).is_some(),
        first(entry, synonyms::TIMEOUT).is_some(),
        first(entry, synonyms::MEMORY).is_some(),
        first(entry, synonyms::SOURCE).is_some(),
        first(entry, synonyms::LAYERS).is_some(),
    ];
    let has_code = marks[..3].contains(&true);
    has_code && marks.iter().filter(|mark| **mark).count() >= 2
}

/// Whether the inputs as a whole describe one function.
pub(super) fn is_single_function(inputs: &Value) -> bool {
    let has_name = first(inputs, synonyms::NAME).is_some();
    looks_like_function(inputs)
        || (has_name && (has_runtime(inputs) || first(inputs, synonyms::IMAGE).is_some()))
        || (has_name && first(inputs, synonyms::HANDLER).is_some())
}

/// A runtime that Lambda could have, or one that is not known.
fn has_runtime(entry: &Value) -> bool {
    first(entry, synonyms::RUNTIME).is_some_and(|runtime| match runtime.as_str() {
        Some(name) => RUNTIMES.iter().any(|known| name.starts_with(known)),
        None => runtime.is_unknown(),
    })
}
