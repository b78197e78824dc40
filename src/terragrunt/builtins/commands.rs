//! The lists of Terraform commands, and which command runs.

use crate::lang::builtin::CallError;
use crate::lang::value::Value;

use super::entry::{Entry, entry};
use super::scope::FileScope;

pub(super) const TABLE: &[Entry] = &[
    entry("get_terraform_commands_that_need_vars", 0, 0, need_vars),
    entry("get_terraform_commands_that_need_locking", 0, 0, need_locking),
    entry("get_terraform_commands_that_need_input", 0, 0, need_input),
    entry("get_terraform_commands_that_need_parallelism", 0, 0, need_parallelism),
    entry("get_terraform_command", 0, 0, command),
    entry("get_terraform_cli_args", 0, 0, arguments),
];

fn list(commands: &[&str]) -> Value {
    Value::string_list(commands.iter().copied())
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn need_vars(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(list(&["apply", "console", "destroy", "import", "plan", "push", "refresh"]))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn need_locking(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(list(&["apply", "destroy", "import", "plan", "refresh", "taint", "untaint"]))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn need_input(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(list(&["apply", "import", "init", "plan", "refresh"]))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn need_parallelism(_: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(list(&["apply", "plan", "destroy"]))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn command(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(Value::string(scope.context.command.clone()))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn arguments(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(list(&[&scope.context.command]))
}
