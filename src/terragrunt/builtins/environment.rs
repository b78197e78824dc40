//! The environment: variables and platform.

use crate::lang::builtin::CallError;
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::text::normalized;
use crate::lang::value::Value;
use crate::lang::world::Mode;

use super::entry::{Entry, entry};
use super::scope::{FileScope, text};

pub(super) const TABLE: &[Entry] = &[
    entry("get_env", 1, 2, get_env),
    entry("get_platform", 0, 0, get_platform),
    entry("get_terragrunt_source_cli_flag", 0, 0, get_source_flag),
];

/// Set but empty is a value; unset without a default is an error in `render` and unknown otherwise.
fn get_env(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let name = text(arguments, 0)?.unwrap_or_default();
    if name.is_empty() {
        return Err(CallError::argument(0, "the variable's name is empty"));
    }
    if let Some(value) = scope.session.world.variable(name) {
        // What comes from the environment may be a secret, and nothing tells which.
        return Ok(normalized(value).sensitive_if(true));
    }
    if let Some(default) = arguments.get(1) {
        return Ok(default.clone());
    }
    match scope.session.mode {
        Mode::Plan => Ok(Value::unknown(Reason::Environment(name.into()), Type::String)),
        Mode::Render => Err(CallError::argument(0, format!("the environment variable `{name}` is not set"))
            .hint("set it, or give `get_env` a default as second argument")),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn get_platform(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(Value::string(scope.session.world.platform()))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn get_source_flag(scope: &FileScope<'_>, _: &[Value]) -> Result<Value, CallError> {
    Ok(Value::string(scope.session.source_override().unwrap_or_default()))
}
