//! Builtins whose value is not had here: they would ask AWS or need keys, or are not computed yet. With
//! typed unknowns their value is unknown, in `render` they fail and say so.

use crate::lang::builtin::CallError;
use crate::lang::value::Value;
use crate::terragrunt::paths;

use super::entry::{Entry, entry};
use super::scope::{FileScope, text};
use super::unavailable::Unavailable;

pub(super) const TABLE: &[Entry] = &[
    entry("sops_decrypt_file", 1, 1, sops_decrypt_file),
    entry("get_aws_account_id", 0, 0, get_aws),
    entry("get_aws_account_alias", 0, 0, get_aws),
    entry("get_aws_caller_identity_arn", 0, 0, get_aws),
    entry("get_aws_caller_identity_user_id", 0, 0, get_aws),
];

fn unavailable(scope: &FileScope<'_>, call: &str, message: &str) -> Result<Value, CallError> {
    Unavailable { call, message: message.to_owned(), why: "which is not run here", remedy: "" }.value(scope)
}

fn sops_decrypt_file(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let file = text(arguments, 0)?.unwrap_or_default();
    scope.context.reading.note(&paths::join(scope.context.folder(), file));
    unavailable(scope, "sops_decrypt_file()", "`sops_decrypt_file` would need keys, and none are used")
}

fn get_aws(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    unavailable(scope, "get_aws_account_id()", "AWS would have to be asked, and it is not")
}
