//! `find_in_parent_folders`: starts one level above the unit, whatever file calls it.

use std::path::Path;
use std::sync::Arc;

use crate::lang::builtin::{CallError, CallErrorKind};
use crate::lang::value::Value;
use crate::terragrunt::paths;
use crate::terragrunt::session::Session;

use super::entry::{Entry, entry};
use super::scope::{FileScope, text};

pub(super) const TABLE: &[Entry] = &[entry("find_in_parent_folders", 0, 2, find_in_parent_folders)];

/// Terragrunt gives up after so many folders.
const MOST_FOLDERS: usize = 100;

fn find_in_parent_folders(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let name = text(arguments, 0)?;
    // No name, and an empty one, mean a unit's own file.
    let name = name.filter(|name| !name.is_empty());
    let start = scope.context.folder();
    if let Some(found) = nearest(scope.session, start, name) {
        return Ok(Value::string(found));
    }
    let is_exhausted = start.ancestors().count() <= MOST_FOLDERS;
    if let Some(fallback) = arguments.get(1).filter(|_| is_exhausted) {
        return Ok(fallback.clone());
    }
    let wanted = name.unwrap_or(paths::UNIT_FILE);
    Err(CallError::new(format!("no folder above `{}` has `{wanted}`", scope.session.display(start)))
        .hint(hint(scope, start, wanted))
        .kind(CallErrorKind::NotFound))
}

/// The nearest file or folder of this name above `start`.
fn nearest(session: &Session<'_>, start: &Path, name: Option<&str>) -> Option<Arc<str>> {
    let above = start.parent()?;
    // Units beside each other find the same. No file is called as the key for no name is.
    session.nearest.get_or_make(&above.join(name.unwrap_or("\0")), || {
        let names = name.map_or(vec![paths::JSON_UNIT_FILE, paths::UNIT_FILE], |name| vec![name]);
        let mut candidates = above
            .ancestors()
            .take(MOST_FOLDERS)
            .flat_map(|folder| names.iter().map(move |name| paths::join(folder, name)));
        let found = candidates.find(|path| session.world.kind(path).is_some())?;
        Some(paths::text(&found).into())
    })
}

fn hint(scope: &FileScope<'_>, start: &Path, wanted: &str) -> String {
    let nearest = start.parent().unwrap_or(start);
    format!(
        "create `{wanted}` in `{}` or above, or give `find_in_parent_folders` a fallback as second argument",
        scope.session.display(nearest)
    )
}
