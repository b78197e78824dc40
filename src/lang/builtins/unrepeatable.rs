//! Builtins whose results this tool cannot say.
//!
//! `timestamp`, `uuid` and `bcrypt` give another result each time: the one an apply will see cannot be told before.
//! `rsadecrypt` needs a private key and makes a secret. The bytes of `base64gzip` are those of Go's own compressor,
//! which changes with its version. Where unknowns are possible, each is one; where the result would be printed, it is
//! an error: nothing made up is shown as a value.

use super::support::{number, string};
use crate::lang::builtin::{Builtin, Call, CallError, CallErrorKind};
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::shape::Shape;
use crate::lang::value::Value;
use crate::lang::world::Mode;

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("base64gzip", &[string("str")], Shape::String, |call| {
        unavailable(call, "base64gzip", "its bytes depend on the version of Go that compresses")
    }),
    Builtin::new("bcrypt", &[string("str")], Shape::String, |call| {
        unavailable(call, "bcrypt", "it gives another result each time")
    })
    .variadic(number("cost")),
    Builtin::new("rsadecrypt", &[string("ciphertext"), string("privatekey")], Shape::String, |call| {
        unavailable(call, "rsadecrypt", "no private keys are used here")
    }),
    Builtin::new("timestamp", &[], Shape::String, |call| {
        unavailable(call, "timestamp", "it gives another result each time")
    }),
    Builtin::new("uuid", &[], Shape::String, |call| {
        unavailable(call, "uuid", "it gives another result each time")
    }),
];

fn unavailable(call: &Call<'_>, name: &str, why: &str) -> Result<Value, CallError> {
    if call.context.mode == Mode::Plan {
        let reason = Reason::Effect { call: format!("{name}()").into(), why: "which is not computed".into() };
        return Ok(Value::unknown(reason, Type::String));
    }
    Err(CallError::new(format!("`{name}` is not computed: {why}")).kind(CallErrorKind::Unavailable))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses_in_render};

    #[test]
    fn they_are_unknown_where_that_is_possible() {
        gives(&[
            ("timestamp()", "unknown.string"),
            ("uuid()", "unknown.string"),
            (r#"bcrypt("x", 4)"#, "unknown.string"),
            (r#"base64gzip("x")"#, "unknown.string"),
            (r#"rsadecrypt("x", "y")"#, "unknown.string"),
        ]);
    }

    #[test]
    fn they_are_errors_where_the_result_is_printed() {
        refuses_in_render(&[
            ("timestamp()", "`timestamp` is not computed: it gives another result each time"),
            ("uuid()", "`uuid` is not computed"),
            (r#"bcrypt("x")"#, "`bcrypt` is not computed"),
            (r#"base64gzip("x")"#, "`base64gzip` is not computed: its bytes depend"),
            (r#"rsadecrypt("x", "y")"#, "`rsadecrypt` is not computed"),
        ]);
    }
}
