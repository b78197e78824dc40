//! What many builtins need: arguments of a kind, and results put together. Knows no single builtin.

use std::sync::Arc;

use crate::lang::builtin::{Call, CallError, Parameter};
use crate::lang::convert::convert;
use crate::lang::file_memo::Encoding;
use crate::lang::kind::Type;
use crate::lang::secrets::marked;
use crate::lang::shape::Shape;
use crate::lang::value::{Data, Entries, Value};
use crate::source::Span;

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

/// The place in a file whose text is, letter by letter, the text at `index`: that of a file which was read whole.
/// What a decoder finds in the text is then found in the file. No place where the text was computed.
pub(super) fn written_at(call: &Call<'_>, index: usize) -> Span {
    let place = call.argument(index).provenance.span;
    let file = call.context.world.sources().get(place.file);
    let is_same = file.is_some_and(|file| file.text().get(place.range()) == Some(call.text(index)));
    if is_same { place } else { Span::NONE }
}

/// What the text of the first argument is decoded to, with what is secret in it marked. A file that was read whole is
/// decoded once in a run.
///
/// # Errors
/// When `decode` fails, which gets the text and where it is written.
pub(super) fn decode_once(
    call: &Call<'_>,
    encoding: Encoding,
    decode: impl FnOnce(&str, Span) -> Result<Value, CallError>,
) -> Result<Value, CallError> {
    let place = written_at(call, 0);
    let sources = call.context.world.sources();
    let decode = || decode(call.text(0), place).map(|decoded| marked("", decoded, sources));
    let is_whole_file = sources.get(place.file).is_some_and(|file| place.range() == (0..file.text().len()));
    if is_whole_file { call.context.files.decoded(place.file, encoding, decode) } else { decode() }
}

/// A place in a text that is decoded.
pub(super) struct DecodedPlace {
    /// As a message says it.
    pub(super) told: String,
    /// In the file that the text is, when it is one.
    pub(super) span: Span,
}

/// The place `offset` bytes into a text that is written at `place`.
pub(super) fn decoded_place(text: &str, offset: usize, place: Span) -> DecodedPlace {
    let start = text.floor_char_boundary(offset.min(text.len()));
    let before = &text[..start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
    DecodedPlace {
        told: format!("on line {line}, column {column}"),
        span: Span::new(place.file, start..end).inside(place),
    }
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

#[cfg(test)]
mod tests {
    use super::super::testing::run_in;
    use crate::lang::test_world::TestWorld;
    use crate::lang::world::World as _;

    #[test]
    fn what_is_decoded_from_a_file_is_written_there() {
        let world = TestWorld::with_files(&[
            ("/estate/unit/x.yaml", b"a:\n  b: [1, deep]\nc: 2\n"),
            ("/estate/unit/x.json", b"{\n  \"a\": {\"b\": [1, \"deep\"]}\n}\n"),
        ]);
        for (expression, expected) in [
            (r#"yamldecode(file("x.yaml")).a.b[1]"#, Some("/estate/unit/x.yaml:2:10")),
            (r#"jsondecode(file("x.json")).a.b[1]"#, Some("/estate/unit/x.json:2:18")),
            // A text that was computed has no place: what is found in it is where the whole is.
            (r#"yamldecode(upper(file("x.yaml"))).A.B[1]"#, None),
            (r#"yamldecode("a: {b: [1, deep]}").a.b[1]"#, None),
        ] {
            let value = run_in(&world, expression).unwrap();
            let place = world.sources().locate(value.provenance.span).map(|place| place.to_string());
            let place = place.filter(|place| place.starts_with("/estate/"));
            assert_eq!(place.as_deref(), expected, "{expression}");
        }
    }
}
