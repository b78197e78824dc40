//! `find_in_parent_folders`: starts one level above the unit, whatever file calls it.

use std::path::Path;

use crate::lang::builtin::{CallError, CallErrorKind};
use crate::lang::value::Value;
use crate::terragrunt::paths;

use super::entry::{Entry, entry};
use super::scope::{FileScope, text};

pub(super) const TABLE: &[Entry] = &[entry("find_in_parent_folders", 0, 2, find_in_parent_folders)];

/// Terragrunt gives up after so many folders.
const MOST_FOLDERS: usize = 100;

fn find_in_parent_folders(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let name = text(arguments, 0)?;
    let names: Vec<&str> = match name {
        Some(name) if !name.is_empty() => vec![name],
        // No name, and an empty one, mean a unit's own file.
        _ => vec!["terragrunt.hcl.json", "terragrunt.hcl"],
    };
    let name = name.filter(|name| !name.is_empty());
    let start = scope.context.folder();
    let world = scope.session.world;
    for folder in start.ancestors().skip(1).take(MOST_FOLDERS) {
        let found =
            names.iter().map(|name| paths::join(folder, name)).find(|path| world.kind(path).is_some());
        if let Some(found) = found {
            return Ok(Value::string(paths::text(&found)));
        }
    }
    let is_exhausted = start.ancestors().count() <= MOST_FOLDERS;
    if let Some(fallback) = arguments.get(1).filter(|_| is_exhausted) {
        return Ok(fallback.clone());
    }
    let wanted = name.unwrap_or("terragrunt.hcl");
    Err(CallError::new(format!("no folder above `{}` has `{wanted}`", scope.session.display(start)))
        .hint(hint(scope, start, wanted))
        .kind(CallErrorKind::NotFound))
}

fn hint(scope: &FileScope<'_>, start: &Path, wanted: &str) -> String {
    let nearest = start.parent().unwrap_or(start);
    format!(
        "create `{wanted}` in `{}` or above, or give `find_in_parent_folders` a fallback as second argument",
        scope.session.display(nearest)
    )
}
