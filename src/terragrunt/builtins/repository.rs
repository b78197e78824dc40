//! The git repository around the unit. Found by its `.git`, without starting git.

use std::path::{Path, PathBuf};

use crate::lang::builtin::CallError;
use crate::lang::value::Value;
use crate::terragrunt::paths;

use super::entry::{Entry, entry};
use super::scope::FileScope;

pub(super) const TABLE: &[Entry] = &[
    entry("get_repo_root", 0, 0, get_repo_root),
    entry("get_path_from_repo_root", 0, 0, get_path_from_repo_root),
    entry("get_path_to_repo_root", 0, 0, get_path_to_repo_root),
];

fn root_of(scope: &FileScope<'_>, folder: &Path) -> Result<PathBuf, CallError> {
    scope.session.world.repository_root(folder).ok_or_else(|| {
        CallError::new(format!("`{}` is in no git repository", scope.session.display(folder)))
            .hint("run `git init` at the top of the repository")
    })
}

fn get_repo_root(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(Value::string(paths::text(&root_of(scope, scope.context.folder())?)))
}

fn get_path_from_repo_root(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    let folder = scope.context.folder();
    Ok(Value::string(paths::text(&paths::relative(&root_of(scope, folder)?, folder))))
}

fn get_path_to_repo_root(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    let folder = scope.context.folder();
    Ok(Value::string(paths::text(&paths::relative(folder, &root_of(scope, folder)?))))
}
