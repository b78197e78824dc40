//! Builtins on texts.

use crate::lang::builtin::{Builtin, Call, CallError, Parameter};
use crate::lang::shape::Shape;
use crate::lang::value::Value;

const STRING: Parameter = Parameter::new("string", Shape::String);

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[Builtin::new("upper", &[STRING], Shape::String, upper)];

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn upper(call: &Call<'_>) -> Result<Value, CallError> {
    Ok(Value::string(call.text(0).to_uppercase()))
}
