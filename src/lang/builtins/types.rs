//! Builtins that change a value's type or secrecy, and nothing else about it.

use super::support::{any, converted};
use crate::lang::builtin::{Builtin, Call, CallError, FunctionSet, Parameter, Secrets};
use crate::lang::kind::Type;
use crate::lang::shape::{Element, Shape};
use crate::lang::value::{Data, Value};

const VALUE: Parameter = any("v").nullable();
/// As Terraform 0.15.3 has it: it does not know yet what a bare null becomes.
const TYPED: Parameter = any("v").nullable_with_type();

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    conversion("tostring", &[TYPED], Shape::String, tostring).only_in(FunctionSet::Terragrunt),
    conversion("tonumber", &[TYPED], Shape::Number, tonumber).only_in(FunctionSet::Terragrunt),
    conversion("tobool", &[TYPED], Shape::Bool, tobool).only_in(FunctionSet::Terragrunt),
    conversion("tolist", &[TYPED], Shape::List(Element::Any), tolist).only_in(FunctionSet::Terragrunt),
    conversion("toset", &[TYPED], Shape::Set(Element::Any), toset).only_in(FunctionSet::Terragrunt),
    conversion("tomap", &[TYPED], Shape::Map(Element::Any), tomap).only_in(FunctionSet::Terragrunt),
    conversion("tostring", &[VALUE], Shape::String, tostring).only_in(FunctionSet::Terraform),
    conversion("tonumber", &[VALUE], Shape::Number, tonumber).only_in(FunctionSet::Terraform),
    conversion("tobool", &[VALUE], Shape::Bool, tobool).only_in(FunctionSet::Terraform),
    conversion("tolist", &[VALUE], Shape::List(Element::Any), tolist).only_in(FunctionSet::Terraform),
    conversion("toset", &[VALUE], Shape::Set(Element::Any), toset).only_in(FunctionSet::Terraform),
    conversion("tomap", &[VALUE], Shape::Map(Element::Any), tomap).only_in(FunctionSet::Terraform),
    Builtin::new("sensitive", &[any("value").nullable().unknowable()], Shape::Any, sensitive)
        .secrets(Secrets::Decided),
    Builtin::new("nonsensitive", &[any("value").nullable().unknowable()], Shape::Any, nonsensitive)
        .secrets(Secrets::Decided),
    Builtin::new("list", &[], Shape::Any, no_list).variadic(any("vals").nullable().unknowable()),
    Builtin::new("map", &[], Shape::Any, no_map).variadic(any("vals").nullable().unknowable()),
    Builtin::new("defaults", &[any("input").nullable_with_type(), any("defaults")], Shape::Any, no_defaults),
];

const fn conversion(
    name: &'static str,
    parameters: &'static [Parameter],
    returns: Shape,
    run: fn(&Call<'_>) -> Result<Value, CallError>,
) -> Builtin {
    Builtin::new(name, parameters, returns, run).secrets(Secrets::InElements)
}

fn tostring(call: &Call<'_>) -> Result<Value, CallError> {
    to(call, &Type::String)
}

fn tonumber(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    to(call, &Type::Number).map_err(|error| match value.as_str() {
        Some(text) if !value.sensitive => CallError::argument(
            0,
            format!(
                "cannot convert {text:?} to number; given string must be a decimal representation of a number"
            ),
        ),
        _ => error,
    })
}

fn tobool(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    to(call, &Type::Bool).map_err(|error| match value.as_str() {
        Some(text) if !value.sensitive => CallError::argument(
            0,
            format!("cannot convert {text:?} to bool; only the strings \"true\" or \"false\" are allowed"),
        ),
        _ => error,
    })
}

fn tolist(call: &Call<'_>) -> Result<Value, CallError> {
    to(call, &Type::list(Type::Any))
}

fn toset(call: &Call<'_>) -> Result<Value, CallError> {
    to(call, &Type::set(Type::Any))
}

fn tomap(call: &Call<'_>) -> Result<Value, CallError> {
    to(call, &Type::map(Type::Any))
}

fn to(call: &Call<'_>, kind: &Type) -> Result<Value, CallError> {
    let value = converted(0, call.argument(0), kind)?;
    // A set hides which of its elements is the secret one.
    let hidden = matches!(value.data, Data::Set(..)) && value.is_sensitive_inside();
    Ok(value.sensitive_if(hidden))
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every builtin")]
fn sensitive(call: &Call<'_>) -> Result<Value, CallError> {
    Ok(call.argument(0).clone().sensitive_if(true))
}

fn nonsensitive(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    if !value.is_unknown() && !value.sensitive {
        return Err(CallError::argument(0, "the given value is not sensitive, so this call is redundant"));
    }
    let mut value = value.clone();
    value.sensitive = false;
    Ok(value)
}

fn no_list(_call: &Call<'_>) -> Result<Value, CallError> {
    Err(CallError::new("the `list` function is no longer available").hint("write `tolist([ ... ])`"))
}

fn no_map(_call: &Call<'_>) -> Result<Value, CallError> {
    Err(CallError::new("the `map` function is no longer available").hint("write `tomap({ ... })`"))
}

fn no_defaults(_call: &Call<'_>) -> Result<Value, CallError> {
    Err(CallError::new("the `defaults` function was an experiment that is not available"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses, run};

    #[test]
    fn values_convert() {
        gives(&[
            ("tostring(1.50)", r#""1.5""#),
            ("tostring(null)", "unknown.any"),
            ("tostring(unknown.any)", "unknown.string"),
            (r#"tonumber("12")"#, "12"),
            (r#"tonumber("+.5")"#, "0.5"),
            (r#"tobool("true")"#, "true"),
            (r#"tolist(["a", 1])"#, r#"tolist(["a", "1"])"#),
            (r#"tolist(toset(["b", "a", "b"]))"#, r#"tolist(["a", "b"])"#),
            ("toset([3, 1, 20])", "toset([1, 3, 20])"),
            (r#"tomap({ a = 1, b = "x" })"#, r#"tomap({ a = "1", b = "x" })"#),
            (r#"tolist([unknown.string, "a"])"#, r#"tolist([unknown.string, "a"])"#),
        ]);
        refuses(&[
            (r#"tonumber("a")"#, r#"cannot convert "a" to number; given string must be a decimal"#),
            (r#"tobool("yes")"#, r#"cannot convert "yes" to bool; only the strings"#),
            ("tostring([])", "a string is required, but this is a tuple"),
            ("tolist({})", "list"),
            (r#"list("a")"#, "no longer available"),
        ]);
    }

    #[test]
    fn secrets_are_made_and_unmade() {
        gives(&[(r#"nonsensitive(sensitive("a"))"#, r#""a""#)]);
        refuses(&[(r#"nonsensitive("a")"#, "not sensitive, so this call is redundant")]);
        assert!(run(r#"tostring(sensitive("a"))"#).unwrap().sensitive);
        assert!(run(r#"upper(sensitive("a"))"#).unwrap().sensitive);
        assert!(!run(r#"tolist([sensitive("a")])"#).unwrap().sensitive);
        assert!(run(r#"toset([sensitive("a")])"#).unwrap().sensitive);
        assert!(!run(r#"merge({ a = sensitive("a") }, { b = 1 })"#).unwrap().sensitive);
        assert!(run(r#"jsonencode({ a = sensitive("a") })"#).unwrap().sensitive);
    }
}
