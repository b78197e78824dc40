//! The units of a stack as somebody who depends on it sees them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::has_errors;
use crate::terragrunt::context::{Context, MOST_FILES};
use crate::terragrunt::paths;
use crate::terragrunt::session::{Session, StackUnits};

use super::component::Component;
use super::evaluate::{Purpose, evaluate};

/// The file that makes a stack of what a `config_path` names, whether it is there or not; `None` where the path names a
/// unit's file. Source: Terragrunt 1.1.3 `pkg/config/dependency.go` (`resolveStackFilePath`).
pub(in crate::terragrunt) fn stack_file(path: &Path) -> Option<PathBuf> {
    match path.file_name().and_then(|name| name.to_str()) {
        Some(paths::UNIT_FILE | paths::JSON_UNIT_FILE) => None,
        Some(paths::STACK_FILE) => Some(path.to_path_buf()),
        _ => Some(path.join(paths::STACK_FILE)),
    }
}

/// The units of the stack that a `config_path` names; `None` where it names none, or one that says nothing of them: one
/// with errors, which are reported for the stack, and one that is being evaluated.
pub(in crate::terragrunt) fn stack_of(
    session: &Session<'_>,
    context: &Context,
    written: &str,
) -> Option<Arc<StackUnits>> {
    let file = stack_file(&paths::join(context.folder(), written))?;
    if !session.is_file(&file) || context.is_inside(&file) || context.depth() > MOST_FILES {
        return None;
    }
    let units = session.stack_units.get_or_make(&file, || Arc::new(units_of(session, context, &file)));
    (!units.is_empty()).then_some(units)
}

fn units_of(session: &Session<'_>, context: &Context, file: &Path) -> StackUnits {
    let context = Arc::new(context.dependency(file));
    let mut problems = Vec::new();
    let stack = evaluate(session, context, file, Purpose::Read, &mut problems);
    if has_errors(&problems) {
        return StackUnits::new();
    }
    let folder = file.parent().unwrap_or(file);
    let place = |unit: &Component| unit.folder(folder)?.ok();
    stack.units.iter().filter_map(|unit| Some((Arc::clone(&unit.name), place(unit)?))).collect()
}
