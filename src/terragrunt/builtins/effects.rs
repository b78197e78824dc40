//! Builtins whose value is not had here: they would run a process, ask AWS or need keys, or are not computed yet. With
//! typed unknowns their value is unknown, in `render` they fail and say so.

use crate::lang::builtin::{CallError, CallErrorKind};
use crate::lang::value::Value;
use crate::terragrunt::paths;

use super::entry::{Entry, entry};
use super::scope::{FileScope, text};

pub(super) const TABLE: &[Entry] = &[
    entry("run_cmd", 1, usize::MAX, run_cmd),
    entry("sops_decrypt_file", 1, 1, sops_decrypt_file),
    entry("get_working_dir", 0, 0, get_working_dir),
    entry("mark_glob_as_read", 1, 3, mark_glob_as_read),
    entry("constraint_check", 2, 2, constraint_check),
    entry("get_aws_account_id", 0, 0, get_aws),
    entry("get_aws_account_alias", 0, 0, get_aws),
    entry("get_aws_caller_identity_arn", 0, 0, get_aws),
    entry("get_aws_caller_identity_user_id", 0, 0, get_aws),
];

fn unavailable(message: &str) -> CallError {
    CallError::new(message).kind(CallErrorKind::Unavailable)
}

fn run_cmd(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Err(unavailable("`run_cmd` would run a process, and none is run"))
}

fn sops_decrypt_file(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let file = text(arguments, 0)?.unwrap_or_default();
    scope.context.reading.note(&paths::join(scope.context.folder(), file));
    Err(unavailable("`sops_decrypt_file` would need keys, and none are used"))
}

fn get_working_dir(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Err(unavailable("the folder of Terragrunt's own copy is not computed"))
}

fn mark_glob_as_read(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Err(unavailable("`mark_glob_as_read` is not computed"))
}

fn constraint_check(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Err(unavailable("`constraint_check` is not computed"))
}

fn get_aws(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Err(unavailable("AWS would have to be asked, and it is not"))
}
