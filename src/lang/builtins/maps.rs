//! Builtins on maps and objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::support::{any, converted, entries, list, string, wrong_type};
use crate::lang::builtin::{Builtin, Call, CallError, Parameter, Secrets, unknown_like};
use crate::lang::kind::Type;
use crate::lang::limits::check_elements;
use crate::lang::partial::laid_over;
use crate::lang::shape::{Element, Shape};
use crate::lang::value::{Data, Entries, Unknown, Value};
use crate::lang::world::Mode;

const STRINGS: Shape = Shape::List(Element::String);

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("keys", &[any("inputMap").unknowable()], Shape::Any, keys).secrets(Secrets::InElements),
    Builtin::new("lookup", &[any("inputMap"), string("key")], Shape::Any, lookup)
        .variadic(any("default").nullable().unknowable())
        .secrets(Secrets::InElements),
    Builtin::new("merge", &[], Shape::Any, merge)
        .variadic(any("maps").nullable().unknowable())
        .secrets(Secrets::InElements),
    Builtin::new("transpose", &[any("values")], Shape::Map(Element::Any), transpose),
    Builtin::new("values", &[any("mapping")], Shape::Any, values).secrets(Secrets::InElements),
    Builtin::new("zipmap", &[Parameter::new("keys", STRINGS), any("values")], Shape::Any, zipmap)
        .secrets(Secrets::InElements),
];

/// Entries of later arguments win. Maps of one type stay a map; anything else becomes an object.
fn merge(call: &Call<'_>) -> Result<Value, CallError> {
    for (index, argument) in call.arguments.iter().enumerate() {
        match argument.carried_kind() {
            Some(Type::Map(_) | Type::Object(_)) => {}
            None if argument.entries().is_some() => {}
            // Terraform looks no further.
            Some(Type::Any) => break,
            _ => return Err(wrong_type(index, "a map or object", argument)),
        }
    }
    let element = common_element(call.arguments).cloned();
    if let Some(unknown) = call.arguments.iter().find_map(Value::as_unknown) {
        if call.context.mode == Mode::Plan {
            return Ok(partly_known(call.arguments, unknown, element));
        }
        return Ok(Value::unknown(unknown.reason.clone(), element.map_or(Type::Any, Type::map)));
    }
    let mut merged: Option<Arc<Entries>> = None;
    for (index, argument) in call.arguments.iter().enumerate().filter(|(_, argument)| !argument.is_null()) {
        let entries = entries_of(index, argument)?;
        match &mut merged {
            None => merged = Some(entries),
            Some(merged) => {
                let added = entries.iter().map(|(name, entry)| (Arc::clone(name), entry.clone()));
                Arc::make_mut(merged).extend(added);
                check_elements(merged.len())?;
            }
        }
    }
    let merged = merged.unwrap_or_default();
    Ok(Value::new(match element {
        Some(element) => Data::Map(element, merged),
        None => Data::Object(merged),
    }))
}

/// The result where an argument is not known: what is merged over it is known all the same.
fn partly_known(arguments: &[Value], unknown: &Unknown, element: Option<Type>) -> Value {
    let maps = arguments.iter().filter(|argument| argument.is_unknown() || argument.entries().is_some());
    let merged = maps.cloned().reduce(|below, above| {
        laid_over(&below, &above).unwrap_or_else(|| {
            let entries =
                below.entries().into_iter().chain(above.entries()).flat_map(|entries| entries.iter());
            Value::object(entries.map(|(name, entry)| (Arc::clone(name), entry.clone())).collect())
        })
    });
    let known = merged.and_then(|merged| merged.as_unknown().and_then(|merged| merged.known.clone()));
    let value = Value::unknown(unknown.reason.clone(), element.map_or(Type::Any, Type::map));
    let Data::Unknown(made) = &value.data else { return value };
    value.with_data(Data::Unknown(Arc::new(Unknown { known, ..(**made).clone() })))
}

/// The entries of an argument; a set of texts that nothing has looked at yet has each under its own name.
fn entries_of(index: usize, argument: &Value) -> Result<Arc<Entries>, CallError> {
    if let Some(entries) = argument.entries() {
        return Ok(Arc::clone(entries));
    }
    let wrong = || wrong_type(index, "a map or object", argument);
    let named = |element: &Value| Some((element.as_str()?.into(), element.clone()));
    match &argument.data {
        Data::Set(_, elements) => {
            elements.iter().map(named).collect::<Option<_>>().map(Arc::new).ok_or_else(wrong)
        }
        Data::List(_, elements) | Data::Tuple(elements) if elements.is_empty() => Ok(Arc::default()),
        _ => Err(wrong()),
    }
}

/// The element type that all arguments have, when all are maps.
fn common_element(arguments: &[Value]) -> Option<&Type> {
    let first = element_of(arguments.first()?)?;
    arguments.iter().all(|argument| element_of(argument) == Some(first)).then_some(first)
}

fn element_of(value: &Value) -> Option<&Type> {
    match (&value.data, value.carried_kind()) {
        (Data::Map(element, _), _) => Some(element),
        (_, Some(Type::Map(element))) => Some(element),
        _ => None,
    }
}

fn keys(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    let text = |name: &Arc<str>| Value::string(Arc::clone(name));
    Ok(match &value.data {
        Data::Map(_, entries) => list(Type::String, entries.keys().map(text).collect::<Vec<_>>()),
        Data::Object(entries) => Value::tuple(entries.keys().map(text).collect::<Vec<_>>()),
        Data::Unknown(unknown) => match &unknown.kind {
            Type::Object(attributes) => Value::tuple(attributes.keys().map(text).collect::<Vec<_>>()),
            Type::Map(_) => Value::unknown(unknown.reason.clone(), Type::list(Type::String)),
            Type::Any => Value::unknown(unknown.reason.clone(), Type::Any),
            _ => return Err(wrong_type(0, "a map or object", value)),
        },
        _ => return Err(wrong_type(0, "a map or object", value)),
    })
}

fn values(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    let parts: Vec<Value> = entries(call, 0)?.values().cloned().collect();
    Ok(match &value.data {
        Data::Map(element, _) => list(element.clone(), parts),
        _ => Value::tuple(parts),
    })
}

fn lookup(call: &Call<'_>) -> Result<Value, CallError> {
    if call.arguments.len() > 3 {
        let message = format!("lookup() takes two or three arguments, got {}", call.arguments.len());
        return Err(CallError::argument(3, message));
    }
    let key = call.text(1);
    let mut default = call.arguments.get(2).cloned();
    if let (Data::Map(element, _), Some(given)) = (&call.argument(0).data, &default) {
        default = Some(converted(2, given, element).map_err(|_| {
            CallError::argument(2, "the default value must have the same type as the map elements")
        })?);
    }
    if let Some(entry) = entries(call, 0)?.get(key) {
        return Ok(entry.clone());
    }
    default.ok_or_else(|| {
        let message = match &call.argument(0).data {
            Data::Object(_) => format!("the given object has no attribute `{key}`"),
            _ => format!("lookup failed to find `{key}`"),
        };
        CallError::argument(1, message).hint("give a default as the third argument")
    })
}

fn zipmap(call: &Call<'_>) -> Result<Value, CallError> {
    let (names, parts) = (call.argument(0), call.argument(1));
    let element = match &parts.data {
        Data::List(element, _) => Some(element.clone()),
        Data::Tuple(_) => None,
        _ => return Err(wrong_type(1, "a list or tuple", parts)),
    };
    let kind = element.clone().map_or(Type::Any, Type::map);
    if let Some(unknown) = unknown_like(names, kind) {
        return Ok(unknown);
    }
    let (names, parts) = (super::support::elements(call, 0)?, super::support::elements(call, 1)?);
    if names.len() != parts.len() {
        let (names, parts) = (names.len(), parts.len());
        let message = format!("number of keys ({names}) does not match number of values ({parts})");
        return Err(CallError::new(message));
    }
    let mut zipped = Entries::new();
    let mut sensitive = false;
    for (index, (name, part)) in names.iter().zip(parts.iter()).enumerate() {
        let Data::String(text) = &name.data else {
            return Err(CallError::argument(0, format!("keys list has null value at index {index}")));
        };
        sensitive |= name.sensitive;
        zipped.insert(Arc::clone(text), part.clone());
    }
    let data = match element {
        Some(element) => Data::Map(element, Arc::new(zipped)),
        None => Data::Object(Arc::new(zipped)),
    };
    Ok(Value::new(data).sensitive_if(sensitive))
}

/// A map of lists of texts, turned around.
fn transpose(call: &Call<'_>) -> Result<Value, CallError> {
    let kind = Type::map(Type::list(Type::String));
    let value = converted(0, call.argument(0), &kind)?;
    if let Some(unknown) = unknown_like(&value, kind) {
        return Ok(unknown);
    }
    let mut turned: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
    for (name, elements) in value.entries().iter().flat_map(|entries| entries.iter()) {
        for element in elements.elements().iter().flat_map(|elements| elements.iter()) {
            let Data::String(text) = &element.data else {
                return Err(CallError::argument(0, "input must be a map of lists of strings"));
            };
            turned.entry(Arc::clone(text)).or_default().push(Value::string(Arc::clone(name)));
        }
    }
    let turned = turned.into_iter().map(|(name, names)| (name, list(Type::String, names)));
    Ok(Value::new(Data::Map(Type::list(Type::String), Arc::new(turned.collect()))))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn later_maps_win_a_merge() {
        gives(&[
            ("merge()", "{}"),
            ("merge({ a = 1, b = 2 }, { b = \"x\", c = 3 })", "{ a = 1, b = \"x\", c = 3 }"),
            (r#"merge(tomap({ a = "1" }), tomap({ b = "2" }))"#, r#"tomap({ a = "1", b = "2" })"#),
            (r#"merge(tomap({ a = "1" }), tomap({ b = 2 }))"#, r#"{ a = "1", b = 2 }"#),
            (r#"merge(tomap({ a = "1" }), { b = "2" })"#, r#"{ a = "1", b = "2" }"#),
            ("merge({ a = 1 }, null)", "{ a = 1 }"),
            ("merge(null)", "{}"),
            ("merge({ a = 1 }, unknown.any)", "unknown.any"),
            ("merge({ a = 1 }, { b = unknown.string })", "{ a = 1, b = unknown.string }"),
            (r#"merge(tomap({ a = "1" }), unknown.map)"#, "unknown.map"),
        ]);
        refuses(&[("merge({}, [])", "must be a map or object, not tuple")]);
    }

    #[test]
    fn maps_have_keys_and_values() {
        gives(&[
            ("keys({ b = 1, a = 2 })", r#"["a", "b"]"#),
            ("keys(tomap({ b = 1 }))", r#"tolist(["b"])"#),
            ("keys({ a = unknown.string })", r#"["a"]"#),
            ("keys(unknown.map)", "unknown.list"),
            ("keys(unknown.any)", "unknown.any"),
            ("values({ b = 1, a = \"x\" })", r#"["x", 1]"#),
            (r#"values(tomap({ b = "1", a = "x" }))"#, r#"tolist(["x", "1"])"#),
            ("values({ a = unknown.string })", "[unknown.string]"),
            (r#"zipmap(["a", "b"], [1, "x"])"#, r#"{ a = 1, b = "x" }"#),
            (r#"zipmap(["a"], tolist(["x"]))"#, r#"tomap({ a = "x" })"#),
            (r#"zipmap([unknown.string], ["x"])"#, "unknown.any"),
            (
                r#"transpose({ a = ["1", "2"], b = ["2", "3"] })"#,
                r#"tomap({ "1" = tolist(["a"]), "2" = tolist(["a", "b"]), "3" = tolist(["b"]) })"#,
            ),
        ]);
        refuses(&[
            ("keys([])", "must be a map or object, not tuple"),
            ("keys(null)", "must not be null"),
            (r#"values("a")"#, "must be a map or object, not string"),
            (r#"zipmap(["a"], [])"#, "number of keys (1) does not match number of values (0)"),
            (r#"zipmap([null], ["a"])"#, "keys list has null value at index 0"),
        ]);
    }

    #[test]
    fn lookup_falls_back_to_its_default() {
        gives(&[
            (r#"lookup({ a = 1 }, "a")"#, "1"),
            (r#"lookup({ a = 1 }, "a", "x")"#, "1"),
            (r#"lookup({ a = 1 }, "b", [])"#, "[]"),
            (r#"lookup({ a = 1 }, "b", null)"#, "null"),
            (r#"lookup(tomap({ a = "x" }), "b", 5)"#, r#""5""#),
            (r#"lookup({ a = 1, b = unknown.string }, "a", 0)"#, "1"),
            (r#"lookup({ a = 1 }, "a", unknown.any)"#, "1"),
            ("lookup({ a = 1 }, unknown.string, 0)", "unknown.any"),
            (r#"lookup(unknown.map, "a", 0)"#, "unknown.any"),
        ]);
        refuses(&[
            (r#"lookup({ a = 1 }, "b")"#, "the given object has no attribute `b`"),
            (r#"lookup(tomap({ a = 1 }), "b")"#, "lookup failed to find `b`"),
            (r#"lookup(tomap({ a = 1 }), "b", [])"#, "the default value must have the same type"),
            (r#"lookup([], "b", 1)"#, "must be a map or object"),
            (r#"lookup({}, "b", 1, 2)"#, "takes two or three arguments, got 4"),
        ]);
    }
}
