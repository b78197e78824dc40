//! Builtins on numbers.

use std::num::NonZeroU8;

use dashu_int::{IBig, UBig};

use super::support::{any, integer, list, number, wrong_type};
use crate::lang::builtin::{Builtin, Call, CallError, unknown_like};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::number::Number;
use crate::lang::power::power;
use crate::lang::shape::{Element, Shape};
use crate::lang::value::{Data, Value};

/// As many as Terraform allows.
const MAX_RANGE: usize = 1024;
/// More digits than any number of a configuration has; the work grows with their square.
const MAX_DIGITS: usize = 10_000;

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("abs", &[number("num")], Shape::Number, abs),
    Builtin::new("ceil", &[number("num")], Shape::Number, ceil),
    Builtin::new("floor", &[number("num")], Shape::Number, floor),
    Builtin::new("log", &[number("num"), number("base")], Shape::Number, log),
    Builtin::new("max", &[], Shape::Number, max).variadic(number("numbers")),
    Builtin::new("min", &[], Shape::Number, min).variadic(number("numbers")),
    Builtin::new("parseint", &[any("number"), number("base")], Shape::Number, parseint),
    Builtin::new("pow", &[number("num"), number("power")], Shape::Number, pow),
    Builtin::new("range", &[], Shape::List(Element::Number), range).variadic(number("params")),
    Builtin::new("signum", &[number("num")], Shape::Number, signum),
    Builtin::new("sum", &[any("list")], Shape::Number, sum),
];

/// The number at `index`, whose parameter is one.
fn argument<'c>(call: &'c Call<'_>, index: usize) -> &'c Number {
    call.argument(index).as_number().expect("internal: the parameter's type is number")
}

fn numbers<'c>(call: &'c Call<'_>) -> impl Iterator<Item = &'c Number> {
    (0..call.arguments.len()).map(|index| argument(call, index))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn abs(call: &Call<'_>) -> Result<Value, CallError> {
    let number = argument(call, 0);
    Ok(Value::number(if *number < Number::ZERO { number.negate() } else { number.clone() }))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn ceil(call: &Call<'_>) -> Result<Value, CallError> {
    Ok(Value::number(argument(call, 0).ceil()))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn floor(call: &Call<'_>) -> Result<Value, CallError> {
    Ok(Value::number(argument(call, 0).floor()))
}

fn signum(call: &Call<'_>) -> Result<Value, CallError> {
    Ok(Value::number(integer(call, 0)?.signum()))
}

fn max(call: &Call<'_>) -> Result<Value, CallError> {
    numbers(call).max().cloned().map(Value::number).ok_or_else(no_number)
}

fn min(call: &Call<'_>) -> Result<Value, CallError> {
    numbers(call).min().cloned().map(Value::number).ok_or_else(no_number)
}

fn no_number() -> CallError {
    CallError::new("must pass at least one number")
}

fn log(call: &Call<'_>) -> Result<Value, CallError> {
    from_float(argument(call, 0).to_f64().ln() / argument(call, 1).to_f64().ln())
}

fn pow(call: &Call<'_>) -> Result<Value, CallError> {
    from_float(power(argument(call, 0).to_f64(), argument(call, 1).to_f64()))
}

fn from_float(float: f64) -> Result<Value, CallError> {
    Number::from_f64(float)
        .map(Value::number)
        .ok_or_else(|| CallError::new("the result is not a finite number"))
}

fn sum(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    let Some(parts) = value.elements() else { return Err(wrong_type(0, "a list, set or tuple", value)) };
    let Some(first) = parts.first() else { return Err(CallError::argument(0, "cannot sum an empty list")) };
    if let Some(unknown) = unknown_like(value, Type::Number) {
        return Ok(unknown);
    }
    let wrong = || CallError::argument(0, "argument must be list, set, or tuple of number values");
    // Terraform converts all but the first.
    let mut total = first.as_number().ok_or_else(wrong)?.clone();
    for part in &parts[1..] {
        let part = convert(part, &Type::Number).map_err(|_| wrong())?;
        total = total.add(part.as_number().ok_or_else(wrong)?);
    }
    Ok(Value::number(total))
}

fn range(call: &Call<'_>) -> Result<Value, CallError> {
    let numbers: Vec<&Number> = numbers(call).collect();
    let step_to = |start: &Number, end: &Number| Number::from(if end < start { -1 } else { 1 });
    let (start, end, step) = match *numbers {
        [end] => (Number::ZERO, end, step_to(&Number::ZERO, end)),
        [start, end] => (start.clone(), end, step_to(start, end)),
        [start, end, step] => (start.clone(), end, step.clone()),
        _ => return Err(CallError::new("must have one, two, or three arguments")),
    };
    if step.is_zero() {
        return Err(CallError::argument(2, "step must not be zero"));
    }
    let down = step < Number::ZERO;
    if down && *end > start {
        return Err(CallError::argument(1, "end must be less than start when step is negative"));
    }
    if !down && *end < start {
        return Err(CallError::argument(1, "end must be greater than start when step is positive"));
    }
    let mut values = Vec::new();
    let mut next = start;
    while if down { next > *end } else { next < *end } {
        if values.len() >= MAX_RANGE {
            return Err(CallError::new(format!("more than {MAX_RANGE} values were generated"))
                .hint("decrease the difference between start and end or use a smaller step"));
        }
        values.push(Value::number(next.clone()));
        next = next.add(&step);
    }
    Ok(list(Type::Number, values))
}

fn parseint(call: &Call<'_>) -> Result<Value, CallError> {
    let Data::String(text) = &call.argument(0).data else {
        return Err(wrong_type(0, "a string", call.argument(0)));
    };
    let base = u8::try_from(integer(call, 1)?).ok().filter(|base| (2..=62).contains(base));
    let base = base
        .and_then(NonZeroU8::new)
        .ok_or_else(|| CallError::argument(1, "base must be a whole number between 2 and 62 inclusive"))?;
    let invalid = || CallError::argument(0, format!("cannot parse {text:?} as a base {base} integer"));
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || digits.len() > MAX_DIGITS {
        return Err(invalid());
    }
    let mut magnitude = UBig::ZERO;
    for letter in digits.chars() {
        let digit = digit(letter, base.get()).filter(|digit| *digit < base.get()).ok_or_else(invalid)?;
        magnitude = magnitude * UBig::from(base.get()) + UBig::from(digit);
    }
    let number = if text.starts_with('-') { -IBig::from(magnitude) } else { IBig::from(magnitude) };
    Ok(Value::number(Number::from_big(number)))
}

/// What a digit is worth: up to base 36 letters count the same in either case, beyond capitals come last.
fn digit(letter: char, base: u8) -> Option<u8> {
    let value = match letter {
        '0'..='9' => u32::from(letter) - u32::from('0'),
        'a'..='z' => u32::from(letter) - u32::from('a') + 10,
        'A'..='Z' if base <= 36 => u32::from(letter) - u32::from('A') + 10,
        'A'..='Z' => u32::from(letter) - u32::from('A') + 36,
        _ => return None,
    };
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn numbers_are_computed() {
        gives(&[
            ("abs(-1.5)", "1.5"),
            ("ceil(1.2)", "2"),
            ("ceil(-1.2)", "-1"),
            ("floor(-1.2)", "-2"),
            ("max(1, \"12\", 3)", "12"),
            ("min(1, -2, 0.5)", "-2"),
            ("signum(-7)", "-1"),
            ("pow(2, 10)", "1024"),
            ("pow(2, 0.5)", "1.4142135623730951"),
            ("pow(10, 25)", r#"tonumber("1e25")"#),
            ("log(50, 10)", "1.6989700043360185"),
            ("log(16, 2)", "4"),
            (r#"parseint("-ff", 16)"#, "-255"),
            (r#"parseint("FF", 16)"#, "255"),
            (r#"parseint("aA", 62)"#, "656"),
            (
                r#"parseint("123456789012345678901234567890", 10)"#,
                r#"tonumber("123456789012345678901234567890")"#,
            ),
            (r#"sum([1, "2", 0.5])"#, "3.5"),
            ("sum([1, unknown.number])", "unknown.number"),
        ]);
        refuses(&[
            ("max()", "at least one number"),
            ("signum(0.5)", "whole number"),
            ("log(0, 10)", "not a finite number"),
            (r#"parseint("12x", 10)"#, "cannot parse \"12x\" as a base 10 integer"),
            (r#"parseint("1", 1)"#, "between 2 and 62"),
            ("parseint(1, 10)", "must be a string, not number"),
            (r#"parseint("", 10)"#, "cannot parse"),
            ("sum([])", "cannot sum an empty list"),
            (r#"sum(["1", 2])"#, "of number values"),
            ("sum([1, null])", "of number values"),
        ]);
    }

    #[test]
    fn a_range_is_spread_evenly() {
        gives(&[
            ("range(3)", "tolist([0, 1, 2])"),
            ("range(-2)", "tolist([0, -1])"),
            ("range(1, 3)", "tolist([1, 2])"),
            ("range(3, 1)", "tolist([3, 2])"),
            ("range(1, 2, 0.5)", "tolist([1, 1.5])"),
            ("range(4, 0, -2)", "tolist([4, 2])"),
            ("length(range(0))", "0"),
            ("length(range(1024))", "1024"),
        ]);
        refuses(&[
            ("range()", "one, two, or three arguments"),
            ("range(1, 2, 0)", "step must not be zero"),
            ("range(2, 1, 1)", "end must be greater than start"),
            ("range(1, 2, -1)", "end must be less than start"),
            ("range(1e9)", "more than 1024 values"),
        ]);
    }
}
