//! Builtins that would ask AWS or need keys: they give what the person who runs it supplies, and nothing else.

use crate::lang::builtin::CallError;
use crate::lang::value::Value;
use crate::terragrunt::paths;

use super::entry::{Entry, entry};
use super::scope::{FileScope, text};
use super::unavailable::Unavailable;

pub(super) const TABLE: &[Entry] = &[
    entry("get_aws_account_alias", 0, 0, |scope, _| of_account(scope, "get_aws_account_alias")),
    entry("get_aws_account_id", 0, 0, |scope, _| of_account(scope, "get_aws_account_id")),
    entry("get_aws_caller_identity_arn", 0, 0, |scope, _| of_account(scope, "get_aws_caller_identity_arn")),
    entry("get_aws_caller_identity_user_id", 0, 0, |scope, _| {
        of_account(scope, "get_aws_caller_identity_user_id")
    }),
    entry("sops_decrypt_file", 1, 1, sops_decrypt_file),
];

/// What is the caller's is the same for all that one unit reads.
fn of_account(scope: &FileScope<'_>, builtin: &str) -> Result<Value, CallError> {
    scope.context.note_reader();
    let unit = scope.context.original_path.parent().unwrap_or(scope.context.folder());
    if let Some(value) = scope.session.options.values.of_account(builtin, unit) {
        return Ok(value.clone());
    }
    Unavailable {
        call: &format!("{builtin}()"),
        message: format!("`{builtin}` would ask AWS, and nothing is asked"),
        why: "which only AWS can tell: it may be supplied with `--supply`",
        remedy: &format!(
            "supply it with `--supply FILE`, or in `tglambda.toml`: `[values] {builtin} = \"…\"`"
        ),
    }
    .value(scope)
}

fn sops_decrypt_file(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let written = text(arguments, 0)?.unwrap_or_default();
    let path = paths::join(scope.context.folder(), written);
    scope.context.reading.note(&path);
    if let Some(value) = scope.session.options.values.of_file(&path) {
        return Ok(value.clone());
    }
    let shown = scope.session.display(&path);
    let unavailable = Unavailable {
        call: "sops_decrypt_file()",
        message: format!("`sops_decrypt_file` would decrypt `{shown}`, and no keys are used"),
        why: "for which no keys are used: what it gives may be supplied with `--supply`",
        remedy: &format!(
            "supply it with `--supply FILE`, or in `tglambda.toml`: `[values.sops_decrypt_file] \"{shown}\" = \
             {{ file = \"…\" }}`"
        ),
    };
    Ok(unavailable.value(scope)?.sensitive_if(true))
}
