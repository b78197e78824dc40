//! The units of a stack that a unit depends on: it depends on each of them, generated or not. Source: Terragrunt 1.1.3
//! `internal/discovery/helpers.go` (`stackDependencyPaths`), `internal/hclparse/stack.go` (`UnitPathsFromStackDir`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::terragrunt::context::Context;
use crate::terragrunt::paths::STACK_FILE;
use crate::terragrunt::read::read;
use crate::terragrunt::session::{Session, UnitFolders};
use crate::terragrunt::stack::{Component, Purpose, evaluate};

use super::parts::COMMAND;

/// Stacks that generate stacks are followed this far.
const MOST_STACKS: usize = 100;

/// The folders of the units that the stack in `folder` generates, those of stacks in it too; `None` where there is no
/// stack, or none with a unit.
pub(super) fn unit_folders(session: &Session<'_>, folder: &Path) -> Option<UnitFolders> {
    if !session.is_file(&folder.join(STACK_FILE)) {
        return None;
    }
    let folder = session.world.resolved(folder);
    let folders = session.unit_folders.get_or_make(&folder, || {
        let mut found = Vec::new();
        collect(session, &folder, &mut BTreeSet::new(), &mut found).map(|()| found.into())
    });
    folders.as_ref().map_or(true, |folders| !folders.is_empty()).then_some(folders)
}

fn collect(
    session: &Session<'_>,
    folder: &Path,
    seen: &mut BTreeSet<PathBuf>,
    found: &mut Vec<PathBuf>,
) -> Result<(), Arc<[Diagnostic]>> {
    let file = folder.join(STACK_FILE);
    if seen.len() > MOST_STACKS || !session.is_file(&file) || !seen.insert(folder.to_path_buf()) {
        return Ok(());
    }
    let context = Arc::new(Context::unit(&file, COMMAND, read));
    let mut problems = Vec::new();
    let stack = evaluate(session, context, &file, Purpose::Read, &mut problems);
    if has_errors(&problems) {
        return Err(problems.into());
    }
    let place = |component: &Component| component.told_folder(folder);
    found.extend(stack.units.iter().filter_map(place));
    for nested in stack.stacks.iter().filter_map(place) {
        collect(session, &session.world.resolved(&nested), seen, found)?;
    }
    Ok(())
}
