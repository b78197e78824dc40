//! What many builtins need: arguments of a kind, and results put together. Knows no single builtin.

use std::sync::Arc;

use crate::lang::builtin::{Call, CallError, Parameter};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::shape::Shape;
use crate::lang::value::{Data, Entries, Value};

/// A parameter that takes any type, checked by the code.
pub(super) const fn any(name: &'static str) -> Parameter {
    Parameter::new(name, Shape::Any)
}

/// A parameter that takes a text.
pub(super) const fn string(name: &'static str) -> Parameter {
    Parameter::new(name, Shape::String)
}

/// A parameter that takes a number.
pub(super) const fn number(name: &'static str) -> Parameter {
    Parameter::new(name, Shape::Number)
}

/// The whole number at `index`, whose parameter is a number.
///
/// # Errors
/// When it has a fraction or is beyond 64 bits.
pub(super) fn integer(call: &Call<'_>, index: usize) -> Result<i64, CallError> {
    let number = call.argument(index).as_number();
    number
        .and_then(crate::lang::number::Number::as_i64)
        .ok_or_else(|| CallError::argument(index, "a whole number of at most 64 bits is required"))
}

/// Says that an argument is of the wrong type.
pub(super) fn wrong_type(index: usize, wanted: &str, value: &Value) -> CallError {
    CallError::argument(index, format!("must be {wanted}, not {}", value.kind()))
}

/// The elements at `index`.
///
/// # Errors
/// When it is no list, set or tuple.
pub(super) fn elements<'c>(call: &'c Call<'_>, index: usize) -> Result<&'c Arc<[Value]>, CallError> {
    let value = call.argument(index);
    value.elements().ok_or_else(|| wrong_type(index, "a list, set or tuple", value))
}

/// The elements at `index`, which have an order.
///
/// # Errors
/// When it is no list or tuple.
pub(super) fn ordered<'c>(call: &'c Call<'_>, index: usize) -> Result<&'c Arc<[Value]>, CallError> {
    match &call.argument(index).data {
        Data::List(_, elements) | Data::Tuple(elements) => Ok(elements),
        _ => Err(wrong_type(index, "a list or tuple", call.argument(index))),
    }
}

/// The entries at `index`.
///
/// # Errors
/// When it is no map or object.
pub(super) fn entries<'c>(call: &'c Call<'_>, index: usize) -> Result<&'c Arc<Entries>, CallError> {
    let value = call.argument(index);
    value.entries().ok_or_else(|| wrong_type(index, "a map or object", value))
}

/// A list of elements of one type.
pub(super) fn list(kind: Type, elements: impl Into<Arc<[Value]>>) -> Value {
    Value::new(Data::List(kind, elements.into()))
}

/// The elements in the collection they are from: a list again when `like` is a list or set, else a tuple.
pub(super) fn list_like(like: &Value, elements: Vec<Value>) -> Value {
    match &like.data {
        Data::List(kind, _) | Data::Set(kind, _) => list(kind.clone(), elements),
        _ => Value::tuple(elements),
    }
}

/// Converts an argument to a type that its parameter could not say.
///
/// # Errors
/// When it does not convert.
pub(super) fn converted(index: usize, value: &Value, kind: &Type) -> Result<Value, CallError> {
    convert(value, kind).map_err(|error| CallError::argument(index, error.to_string()))
}
