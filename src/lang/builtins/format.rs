//! Builtins that fill values into a format string.

use super::support::{any, list, string};
use crate::lang::builtin::{Builtin, Call, CallError, Parameter, unknown_like};
use crate::lang::kind::Type;
use crate::lang::printf;
use crate::lang::shape::{Element, Shape};
use crate::lang::text::text;
use crate::lang::value::{Data, Value};

const ARGUMENTS: Parameter = any("args").nullable().unknowable();

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("format", &[string("format")], Shape::String, format).variadic(ARGUMENTS),
    Builtin::new("formatlist", &[string("format")], Shape::List(Element::String), formatlist)
        .variadic(ARGUMENTS),
];

fn format(call: &Call<'_>) -> Result<Value, CallError> {
    let arguments = &call.arguments[1..];
    if let Some(unknown) = arguments.iter().find_map(|argument| unknown_like(argument, Type::String)) {
        return Ok(unknown);
    }
    text(printf::format(call.text(0), arguments)?)
}

/// Formats once for each element of the sequences among the arguments; other arguments stay the same.
fn formatlist(call: &Call<'_>) -> Result<Value, CallError> {
    let arguments = &call.arguments[1..];
    let mut length: Option<(usize, usize)> = None;
    for (index, argument) in arguments.iter().enumerate() {
        if let Some(unknown) = argument.as_unknown()
            && matches!(unknown.kind, Type::Any | Type::List(_) | Type::Set(_) | Type::Tuple(_))
        {
            return Ok(Value::unknown(unknown.reason.clone(), Type::list(Type::String)));
        }
        if let Some(unknown) = argument.unknown_order() {
            return Ok(Value::unknown(unknown.reason.clone(), Type::list(Type::String)));
        }
        let Some(elements) = argument.elements() else { continue };
        match length {
            Some((other, length)) if length != elements.len() => {
                let message = format!(
                    "argument {} has length {}, which is inconsistent with argument {other} of length {length}",
                    index + 1,
                    elements.len()
                );
                return Err(CallError::argument(index + 1, message));
            }
            _ => length = Some((length.map_or(index + 1, |(other, _)| other), elements.len())),
        }
    }
    let rounds = length.map_or(1, |(_, length)| length);
    let formatted = (0..rounds).map(|round| {
        let arguments: Vec<Value> = arguments.iter().map(|argument| at_round(argument, round)).collect();
        // What is no list is looked through again in each round.
        call.pay(arguments.iter().map(Value::weight).sum())?;
        if let Some(unknown) = arguments.iter().find_map(|argument| unknown_like(argument, Type::String)) {
            return Ok(unknown);
        }
        let formatted = printf::format(call.text(0), &arguments).map_err(|error| CallError {
            message: format!("error on format iteration {round}: {}", error.message),
            ..error
        })?;
        call.pay_bytes(formatted.len())?;
        text(formatted)
    });
    Ok(list(Type::String, formatted.collect::<Result<Vec<_>, CallError>>()?))
}

fn at_round(argument: &Value, round: usize) -> Value {
    match &argument.data {
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => elements[round].clone(),
        _ => argument.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn values_are_filled_in() {
        gives(&[
            (r#"format("%s-%d%%", "a", 5)"#, r#""a-5%""#),
            (r#"format("%[2]s %[1]s %s", "a", "b")"#, r#""b a b""#),
            (r#"format("%s %s %s", 1.5, true, "é")"#, r#""1.5 true é""#),
            (r#"format("%v %v %v %v", "a", 1, true, null)"#, r#""a 1 true null""#),
            (r#"format("%v %#v", ["a", 1], "a<")"#, r#""[\"a\",1] \"a\\u003c\"""#),
            (r#"format("%v %v %v", 1000000, 123456, 0.00001)"#, r#""1e+06 123456 1e-05""#),
            (r#"format("%#v", 1000000)"#, r#""1000000""#),
            (r#"format("%q", "a\"b")"#, r#""\"a\\\"b\"""#),
            (r#"format("%t", "true")"#, r#""true""#),
            (
                r#"format("%5s|%-5s|%05s|%.2s|%.0s", "é", "b", "c", "def", "g")"#,
                r#""    é|b    |0000c|de|g""#,
            ),
            (r#"format("|%5q|%-6v|", "a", true)"#, r#""|  \"a\"|true  |""#),
            (r#"format("%s", unknown.string)"#, "unknown.string"),
            (r#"format("%v", [unknown.string])"#, "unknown.string"),
        ]);
    }

    #[test]
    fn numbers_are_written_as_go_writes_them() {
        gives(&[
            (r#"format("%d|%5d|%-5d|%05d|%+d|% d", 3, 3, 3, 3, 3, 3)"#, r#""3|    3|3    |00003|+3| 3""#),
            (r#"format("%05d|%-05d|%.3d|%6.3d|%.0d|", -3, 3, 3, 3, 0)"#, r#""-0003|3    |003|   003||""#),
            (
                r#"format("%x %X %o %b %#x %#X %#o %#b", 255, 255, 8, 5, 255, 255, 8, 5)"#,
                r#""ff FF 10 101 0xff 0XFF 010 0b101""#,
            ),
            (r#"format("%d", "12")"#, r#""12""#),
            (r#"format("%x", -255)"#, r#""-ff""#),
            (r#"format("%d", "123456789012345678901234567890")"#, r#""123456789012345678901234567890""#),
            (r#"format("%e %E %.2e", 1234.5678, 0, 0.000125)"#, r#""1.234568e+03 0.000000E+00 1.25e-04""#),
            (
                r#"format("%f %.2f %.0f %8.3f|%-8.1f|%+.1f|%08.2f", 1.5, 1.005, 2.5, 3.14159, 2, 2, -2.5)"#,
                r#""1.500000 1.00 2    3.142|2.0     |+2.0|-0002.50""#,
            ),
            (
                r#"format("%g %g %g %.3g %.10g %G", 0.1, 1e21, 100000, 1234.5, 0.5, 1e-10)"#,
                r#""0.1 1e+21 100000 1.23e+03 0.5 1E-10""#,
            ),
        ]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        refuses(&[
            (r#"format("%s")"#, "not enough arguments for `%s` at 0: need index 1 but have 0 total"),
            (r#"format("%[3]s", "a")"#, "need index 3 but have 1 total"),
            (r#"format("a", "b")"#, "too many arguments; no verbs in format string"),
            (r#"format("%s", "a", "b")"#, "too many arguments; only 1 used by format string"),
            (r#"format("%d", "a")"#, "unsupported value for `%d` at 0: a number is required"),
            (r#"format("%d", 1.5)"#, "an integer is required"),
            (r#"format("%s", null)"#, "null value cannot be formatted"),
            (r#"format("%s", ["a"])"#, "a string is required"),
            (r#"format("%z", "a")"#, "there is no verb `%z`"),
            (r#"format("%", "a")"#, "invalid format string"),
            (r#"format("%9999999999s", "a")"#, "is larger than 1000000"),
        ]);
    }

    #[test]
    fn lists_are_formatted_element_by_element() {
        gives(&[
            (r#"formatlist("%s=%s", ["a", "b"], "x")"#, r#"tolist(["a=x", "b=x"])"#),
            (r#"formatlist("%s%s", ["a", "b"], toset(["y", "x"]))"#, r#"tolist(["ax", "by"])"#),
            (r#"formatlist("a")"#, r#"tolist(["a"])"#),
            (r#"formatlist("%s", "a")"#, r#"tolist(["a"])"#),
            (r#"formatlist("%s", [])"#, r#"compact([""])"#),
            (r#"formatlist("%s", ["a", unknown.string])"#, r#"tolist(["a", unknown.string])"#),
            (r#"formatlist("%s", unknown.list)"#, "unknown.list"),
        ]);
        refuses(&[
            (
                r#"formatlist("%s%s", ["a"], ["b", "c"])"#,
                "argument 2 has length 2, which is inconsistent with argument 1 of length 1",
            ),
            (r#"formatlist("%d", ["a"])"#, "error on format iteration 0"),
        ]);
    }
}
