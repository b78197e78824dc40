//! What in a unit's inputs is a Lambda function, told by its fields. Other things have a handler or a timeout too, so one
//! field alone never decides.

use crate::lang::value::Value;

use super::synonyms::{self, Names, first};

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
pub(super) fn is_function_map(name: &str, value: &Value, names: Names<'_>) -> bool {
    value.entries().is_some_and(|entries| {
        entries.values().any(|entry| looks_like_function(entry, names))
            || (may_be_functions(name) && entries.values().any(Value::is_unknown))
    })
}

/// Code and how it runs: two of the fields that together only a function has.
pub(super) fn looks_like_function(entry: &Value, names: Names<'_>) -> bool {
    let marks = [
        names.gives(entry, "handler"),
        has_runtime(entry, names),
        names.gives(entry, "image_uri"),
        names.gives(entry, "timeout"),
        names.gives(entry, "memory_size"),
        first(entry, synonyms::SOURCE).is_some(),
        names.gives(entry, "layers"),
    ];
    let has_code = marks[..3].contains(&true);
    has_code && marks.iter().filter(|mark| **mark).count() >= 2
}

/// Whether the inputs as a whole describe one function.
pub(super) fn is_single_function(inputs: &Value, names: Names<'_>) -> bool {
    let has_name = names.gives(inputs, "function_name");
    let has_code = || ["image_uri", "handler"].iter().any(|path| names.gives(inputs, path));
    looks_like_function(inputs, names) || (has_name && (has_runtime(inputs, names) || has_code()))
}

/// A runtime that Lambda could have, or one that is not known.
fn has_runtime(entry: &Value, names: Names<'_>) -> bool {
    names.setting(entry, "runtime").is_some_and(|runtime| match runtime.as_str() {
        Some(name) => RUNTIMES.iter().any(|known| name.starts_with(known)),
        None => runtime.is_unknown(),
    })
}
