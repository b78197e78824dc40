//! Builtins that would run a process, ask AWS or need keys. None of them does here: with typed unknowns their value is
//! unknown, in `render` they fail and say so.

use crate::lang::builtin::{CallError, CallErrorKind};
use crate::lang::value::Value;

use super::entry::{Entry, entry};
use super::scope::FileScope;

pub(super) const TABLE: &[Entry] = &[
    entry("run_cmd", 1, usize::MAX, run_cmd),
    entry("sops_decrypt_file", 1, 1, sops_decrypt_file),
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

fn sops_decrypt_file(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Err(unavailable("`sops_decrypt_file` would need keys, and none are used"))
}

fn get_aws(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Err(unavailable("AWS would have to be asked, and it is not"))
}
