//! Builtins whose value is not had here: they would ask AWS or need keys, or are not computed yet. With
//! typed unknowns their value is unknown, in `render` they fail and say so.

use crate::lang::builtin::CallError;
use crate::lang::value::Value;

use super::entry::{Entry, entry};
use super::scope::FileScope;
use super::unavailable::Unavailable;

pub(super) const TABLE: &[Entry] = &[
    entry("sops_decrypt_file", 1, 1, sops_decrypt_file),
    entry("get_working_dir", 0, 0, get_working_dir),
    entry("mark_glob_as_read", 1, 3, mark_glob_as_read),
    entry("constraint_check", 2, 2, constraint_check),
    entry("get_aws_account_id", 0, 0, get_aws),
    entry("get_aws_account_alias", 0, 0, get_aws),
    entry("get_aws_caller_identity_arn", 0, 0, get_aws),
    entry("get_aws_caller_identity_user_id", 0, 0, get_aws),
];

fn unavailable(scope: &FileScope<'_>, call: &str, message: &str) -> Result<Value, CallError> {
    Unavailable { call, message: message.to_owned(), why: "which is not run here", remedy: "" }.value(scope)
}

fn sops_decrypt_file(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    unavailable(scope, "sops_decrypt_file()", "`sops_decrypt_file` would need keys, and none are used")
}

fn get_working_dir(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    unavailable(scope, "get_working_dir()", "the folder of Terragrunt's own copy is not computed")
}

fn mark_glob_as_read(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    unavailable(scope, "mark_glob_as_read()", "`mark_glob_as_read` is not computed")
}

fn constraint_check(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    unavailable(scope, "constraint_check()", "`constraint_check` is not computed")
}

fn get_aws(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    unavailable(scope, "get_aws_account_id()", "AWS would have to be asked, and it is not")
}
