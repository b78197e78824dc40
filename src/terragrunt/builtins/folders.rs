//! Folders of the unit and of what it includes, and the ways between them.

use std::path::Path;

use crate::lang::builtin::CallError;
use crate::lang::value::Value;
use crate::terragrunt::paths;

use super::entry::{Entry, entry};
use super::scope::{FileScope, text};

pub(super) const TABLE: &[Entry] = &[
    entry("get_terragrunt_dir", 0, 0, get_terragrunt_dir),
    entry("get_original_terragrunt_dir", 0, 0, get_original_terragrunt_dir),
    entry("get_parent_terragrunt_dir", 0, 1, get_parent_terragrunt_dir),
    entry("path_relative_to_include", 0, 1, path_relative_to_include),
    entry("path_relative_from_include", 0, 1, path_relative_from_include),
];

fn path(path: &Path) -> Value {
    Value::string(paths::text(path))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn get_terragrunt_dir(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(path(scope.context.folder()))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn get_original_terragrunt_dir(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    scope.context.note_reader();
    Ok(path(scope.context.original_path.parent().unwrap_or(Path::new("/"))))
}

fn get_parent_terragrunt_dir(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let include = scope.include_folder(text(arguments, 0)?)?;
    Ok(path(include.as_deref().unwrap_or(scope.context.folder())))
}

fn path_relative_to_include(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let include = scope.include_folder(text(arguments, 0)?)?;
    let folder = scope.context.folder();
    Ok(path(&include.map_or_else(|| ".".into(), |include| paths::relative(&include, folder))))
}

fn path_relative_from_include(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let include = scope.include_folder(text(arguments, 0)?)?;
    let folder = scope.context.folder();
    Ok(path(&include.map_or_else(|| ".".into(), |include| paths::relative(folder, &include))))
}
