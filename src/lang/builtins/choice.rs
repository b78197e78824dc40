//! Builtins that look a collection or their arguments over and pick or sum up: the first, the only one, how many.

use super::support::{any, elements, wrong_type};
use crate::lang::builtin::{Builtin, Call, CallError, Parameter, Secrets, unknown_like};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::shape::{Element, Shape};
use crate::lang::text::count_characters;
use crate::lang::unify::{Conversions, unify};
use crate::lang::value::{Data, Unknown, Value};

const FLAGS: Parameter = Parameter::new("list", Shape::List(Element::Bool));

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("alltrue", &[FLAGS], Shape::Bool, alltrue),
    Builtin::new("anytrue", &[FLAGS], Shape::Bool, anytrue),
    Builtin::new("coalesce", &[], Shape::Any, coalesce)
        .variadic(any("vals").nullable().unknowable())
        .secrets(Secrets::InElements),
    Builtin::new("coalescelist", &[], Shape::Any, coalescelist)
        .variadic(any("vals").nullable().unknowable())
        .secrets(Secrets::InElements),
    Builtin::new("length", &[any("value").unknowable()], Shape::Number, length).secrets(Secrets::InElements),
    Builtin::new("one", &[any("list")], Shape::Any, one).secrets(Secrets::InElements),
];

/// The first argument that is neither null nor an empty text, converted to the type that all have in common.
fn coalesce(call: &Call<'_>) -> Result<Value, CallError> {
    let kinds: Vec<Type> = call.arguments.iter().map(Value::kind).collect();
    let no_common_type = || CallError::new("all arguments must have the same type");
    let kind = if kinds.is_empty() {
        Type::Any
    } else {
        unify(&kinds, Conversions::All).ok_or_else(no_common_type)?
    };
    for argument in call.arguments {
        if let Some(unknown) = argument.as_unknown() {
            return Ok(Value::unknown(unknown.reason.clone(), kind));
        }
        // Terraform does not ask whether its conversion succeeded, and what failed passes for null.
        let Ok(value) = convert(argument, &kind) else { continue };
        let is_empty_text = kind == Type::String && value.as_str() == Some("");
        if !value.is_null() && !is_empty_text {
            return Ok(value);
        }
    }
    Err(CallError::new("no non-null, non-empty-string arguments"))
}

fn coalescelist(call: &Call<'_>) -> Result<Value, CallError> {
    if call.arguments.is_empty() {
        return Err(CallError::new("at least one argument is required"));
    }
    let known = call.arguments.iter().take_while(|argument| !argument.is_unknown());
    let may_be_list = |data: &Data| {
        matches!(data, Data::List(..) | Data::Tuple(_) | Data::Null(Type::List(_) | Type::Tuple(_)))
    };
    let wrong = known.enumerate().find(|(_, argument)| !may_be_list(&argument.data));
    if let Some((index, argument)) = wrong {
        return Err(wrong_type(index, "a list or tuple", argument));
    }
    let is_taken = |argument: &&Value| {
        argument.is_unknown() || argument.elements().is_some_and(|elements| !elements.is_empty())
    };
    let taken = call.arguments.iter().find(is_taken);
    let taken = taken.ok_or_else(|| CallError::new("no non-null arguments"))?;
    Ok(match taken.as_unknown() {
        Some(unknown) => Value::unknown(unknown.reason.clone(), Type::Any),
        None => taken.clone(),
    })
}

/// Elements, entries, or the characters a reader sees.
fn length(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    let wrong = || wrong_type(0, "a string, a collection type, or a structural type", value);
    let unknown = |unknown: &Unknown| Ok(Value::unknown(unknown.reason.clone(), Type::Number));
    if let Some(one_of_set) = value.unknown_order() {
        // Two elements that are not known may turn out to be one.
        return unknown(one_of_set);
    }
    Ok(Value::number(match &value.data {
        Data::String(text) => count_characters(text),
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => elements.len(),
        Data::Map(_, entries) | Data::Object(entries) => entries.len(),
        Data::Unknown(whole) => match &whole.kind {
            Type::Tuple(kinds) => kinds.len(),
            Type::Object(attributes) => attributes.len(),
            Type::Number | Type::Bool => return Err(wrong()),
            _ => return unknown(whole),
        },
        _ => return Err(wrong()),
    }))
}

/// The only element, or null where there is none.
fn one(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    let wrong =
        || CallError::argument(0, "must be a list, set, or tuple value with either zero or one elements");
    let elements = value.elements().ok_or_else(wrong)?;
    match (&**elements, &value.data) {
        ([], Data::List(kind, _) | Data::Set(kind, _)) => Ok(Value::new(Data::Null(kind.clone()))),
        ([], _) => Ok(Value::null()),
        ([only], _) => Ok(only.clone()),
        (_, Data::Set(kind, _)) => unknown_like(value, kind.clone()).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn alltrue(call: &Call<'_>) -> Result<Value, CallError> {
    decide(call, false)
}

fn anytrue(call: &Call<'_>) -> Result<Value, CallError> {
    decide(call, true)
}

/// One element that is `decisive` settles it, whatever is unknown beside it; null counts as false.
fn decide(call: &Call<'_>, decisive: bool) -> Result<Value, CallError> {
    let flags = elements(call, 0)?;
    if flags.iter().any(|flag| !flag.is_unknown() && flag.as_bool().unwrap_or(false) == decisive) {
        return Ok(Value::bool(decisive));
    }
    Ok(unknown_like(call.argument(0), Type::Bool).unwrap_or_else(|| Value::bool(!decisive)))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn the_first_that_is_there_is_taken() {
        gives(&[
            (r#"coalesce(null, "", "b", "c")"#, r#""b""#),
            (r#"coalesce("", 5)"#, r#""5""#),
            ("coalesce(null, 0, 1)", "0"),
            ("coalesce(null, [1])", "[1]"),
            (r#"coalesce([1], ["a"])"#, r#"["1"]"#),
            (r#"coalesce({ a = ["x"], b = 1 }, tomap({}))"#, r#"{ a = ["x"], b = 1 }"#),
            (r#"coalesce(unknown.any, "a")"#, "unknown.string"),
            (r#"coalesce("a", unknown.any)"#, r#""a""#),
            ("coalescelist([], [1], [2])", "[1]"),
            (r#"coalescelist(["a"], unknown.list)"#, r#"["a"]"#),
            ("coalescelist([], unknown.list)", "unknown.any"),
        ]);
        refuses(&[
            ("coalesce()", "no non-null"),
            (r#"coalesce(null, "")"#, "no non-null, non-empty-string arguments"),
            ("coalesce(1, true)", "all arguments must have the same type"),
            ("coalescelist()", "at least one argument"),
            ("coalescelist([], [])", "no non-null arguments"),
            ("coalescelist({})", "must be a list or tuple, not object"),
        ]);
    }

    #[test]
    fn length_is_known_when_the_elements_are_not() {
        gives(&[
            ("length([1, unknown.any])", "2"),
            ("length({ a = unknown.any })", "1"),
            (r#"length("e\u0301🇩🇪")"#, "2"),
            (r#"length(toset(["a", "a"]))"#, "1"),
            (r#"length(toset([unknown.string, "a"]))"#, "unknown.number"),
            ("length(toset([unknown.string]))", "1"),
            ("length(unknown.list)", "unknown.number"),
            ("length(unknown.any)", "unknown.number"),
        ]);
        refuses(&[
            ("length(1)", "must be a string, a collection type, or a structural type"),
            ("length(unknown.number)", "must be a string, a collection type, or a structural type"),
            ("length(null)", "must not be null"),
        ]);
    }

    #[test]
    fn flags_and_only_elements_are_looked_over() {
        gives(&[
            ("alltrue([])", "true"),
            ("anytrue([])", "false"),
            (r#"alltrue([true, "true"])"#, "true"),
            ("alltrue([true, null])", "false"),
            ("anytrue([null, true])", "true"),
            ("anytrue([unknown.bool, true])", "true"),
            ("anytrue([unknown.bool, false])", "unknown.bool"),
            ("alltrue([unknown.bool, true])", "unknown.bool"),
            ("one([])", "null"),
            (r#"one(["a"])"#, r#""a""#),
            (r#"one(toset(["a"]))"#, r#""a""#),
            ("one([unknown.string])", "unknown.string"),
        ]);
        refuses(&[
            ("one([1, 2])", "either zero or one elements"),
            (r#"one("a")"#, "either zero or one elements"),
        ]);
    }
}
