//! `mark_glob_as_read`: the files that match a pattern, each of which counts as read.

use std::path::PathBuf;

use crate::lang::builtin::CallError;
use crate::lang::glob::{ExpandError, expand_paths};
use crate::lang::kind::Type;
use crate::lang::value::Value;
use crate::terragrunt::paths;

use super::entry::{Entry, entry};
use super::scope::{FileScope, unknown};

pub(super) const TABLE: &[Entry] = &[entry("mark_glob_as_read", 0, usize::MAX, mark_glob_as_read)];

/// Names the folder that the pattern may look in, in place of the repository.
const BOUNDARY: &str = "--terragrunt-boundary";

fn mark_glob_as_read(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    if let Some(unknown) = unknown(arguments, Type::list(Type::String)) {
        return Ok(unknown);
    }
    let words: Vec<&str> = arguments.iter().filter_map(Value::as_str).collect();
    let (boundary, rest) = boundary(&words)?;
    let [pattern] = rest else {
        return Err(CallError::new(format!("it takes one pattern, not {}", rest.len())));
    };
    let folder = scope.context.folder();
    let boundary: Option<PathBuf> = match boundary {
        Some(boundary) => Some(paths::join(folder, boundary)),
        None => scope.session.world.repository_root(folder),
    };
    let absolute = if pattern.starts_with('/') {
        (*pattern).to_owned()
    } else {
        format!("{}/{pattern}", paths::text(folder))
    };
    let found = expand_paths(scope.session.world, &absolute, boundary.as_deref()).map_err(|error| {
        let boundary = scope.session.display(boundary.as_deref().unwrap_or(folder));
        failed(&error, words.len() - 1, &boundary)
    })?;
    for file in &found {
        scope.context.reading.note(file);
    }
    Ok(Value::string_list(found.iter().map(|file| paths::text(file))))
}

/// The boundary, when one is said, and the arguments after it.
fn boundary<'a>(words: &'a [&'a str]) -> Result<(Option<&'a str>, &'a [&'a str]), CallError> {
    let Some(flag) = words.first().and_then(|word| word.strip_prefix(BOUNDARY)) else {
        return Ok((None, words));
    };
    let (folder, rest) = match flag.strip_prefix('=') {
        Some(folder) => (folder, &words[1..]),
        None if flag.is_empty() => {
            (words.get(1).copied().unwrap_or_default(), words.get(2..).unwrap_or_default())
        }
        None => return Err(CallError::argument(0, format!("there is no flag `{}`", words[0]))),
    };
    if folder.is_empty() {
        return Err(CallError::argument(0, format!("`{BOUNDARY}` names no folder"))
            .hint(format!("write it as in `{BOUNDARY}=../..`")));
    }
    Ok((Some(folder), rest))
}

fn failed(error: &ExpandError, index: usize, boundary: &str) -> CallError {
    let problem = CallError::argument(index, error.to_string());
    match error {
        ExpandError::Outside(_) => problem.hint(format!(
            "only what lies below `{boundary}` is looked at: widen it with a first argument such as `{BOUNDARY}=/`"
        )),
        _ => problem,
    }
}
