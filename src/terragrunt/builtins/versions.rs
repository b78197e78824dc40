//! `constraint_check`: whether a version meets constraints.

use crate::lang::builtin::CallError;
use crate::lang::kind::Type;
use crate::lang::value::Value;
use crate::lang::version::{Constraints, Version};

use super::entry::{Entry, entry};
use super::scope::{FileScope, text, unknown};

pub(super) const TABLE: &[Entry] = &[entry("constraint_check", 2, 2, constraint_check)];

fn constraint_check(_: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    if let Some(unknown) = unknown(arguments, Type::Bool) {
        return Ok(unknown);
    }
    let written = text(arguments, 0)?.unwrap_or_default();
    let constraints = text(arguments, 1)?.unwrap_or_default();
    let version = Version::parse(written).ok_or_else(|| {
        CallError::argument(0, format!("`{written}` is no version"))
            .hint("write it as in `1.2.3` or `1.2.3-beta.1`")
    })?;
    let constraints = Constraints::parse(constraints).ok_or_else(|| {
        CallError::argument(1, format!("`{constraints}` is no constraint on a version"))
            .hint("write it as in `>= 1.2, < 2.0` or `~> 1.4`")
    })?;
    Ok(Value::bool(constraints.are_met_by(&version)))
}
