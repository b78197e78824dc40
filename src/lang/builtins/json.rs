//! Builtins between values and JSON text.

use super::support::{any, decode_once, decoded_place, string};
use crate::lang::builtin::{Builtin, Call, CallError, unknown_like};
use crate::lang::file_memo::Encoding;
use crate::lang::json;
use crate::lang::kind::Type;
use crate::lang::shape::Shape;
use crate::lang::text::text;
use crate::lang::value::Value;

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("jsonencode", &[any("val").nullable().unknowable()], Shape::String, jsonencode),
    Builtin::new("jsondecode", &[string("str")], Shape::Any, jsondecode),
];

fn jsonencode(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    if let Some(unknown) = unknown_like(value, Type::String) {
        return Ok(unknown);
    }
    text(json::encode(value)?)
}

fn jsondecode(call: &Call<'_>) -> Result<Value, CallError> {
    decode_once(call, Encoding::Json, |text, place| {
        json::decode(text, place).map_err(|error| {
            let found = decoded_place(text, error.offset, place);
            CallError::argument(0, format!("this is no JSON {}: {}", found.told, error.message))
                .within(found.span)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn values_become_json() {
        gives(&[
            (
                r#"jsonencode({ b = [1, 2.50, true, null], a = "<x> & é", "c d" = {} })"#,
                r#""{\"a\":\"\\u003cx\\u003e \\u0026 é\",\"b\":[1,2.5,true,null],\"c d\":{}}""#,
            ),
            ("jsonencode(null)", r#""null""#),
            (r#"jsonencode(toset(["b", "a"]))"#, r#""[\"a\",\"b\"]""#),
            ("jsonencode(1000000)", r#""1000000""#),
            ("jsonencode(1e30)", r#""1000000000000000000000000000000""#),
            ("jsonencode(0.1)", r#""0.1""#),
            ("jsonencode([unknown.string])", "unknown.string"),
        ]);
    }

    #[test]
    fn json_becomes_values() {
        gives(&[
            (
                r#"jsondecode("{\"b\": [1, 2.5e1, \"x\", null], \"a\": {\"c\": true}}")"#,
                r#"{ b = [1, 25, "x", null], a = { c = true } }"#,
            ),
            (r#"jsondecode(" [] ")"#, "[]"),
            (r#"jsondecode("{\"a\":1,\"a\":2}")"#, "{ a = 2 }"),
            (r#"jsondecode("0.1")"#, "0.1"),
            ("jsondecode(unknown.string)", "unknown.any"),
        ]);
        refuses(&[
            (
                r#"jsondecode("{")"#,
                "this is no JSON on line 1, column 2: expected a key in double quotes, found the end of the text",
            ),
            (r#"jsondecode("{\"a\":1,\"a\":\"x\"}")"#, "is there twice"),
        ]);
    }
}
