//! Builtins on sets; lists and tuples are taken as sets.

use super::support::{any, wrong_type};
use crate::lang::builtin::{Builtin, Call, CallError, Parameter, unknown_like};
use crate::lang::compare::{order, set_of};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::limits::check_elements;
use crate::lang::shape::{Element, Shape};
use crate::lang::unify::{Conversions, unify};
use crate::lang::value::{Data, Value};

const SET: Shape = Shape::Set(Element::Any);

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("setintersection", &[Parameter::new("first_set", SET)], SET, setintersection)
        .variadic(Parameter::new("other_sets", SET)),
    Builtin::new("setproduct", &[], Shape::Any, setproduct).variadic(any("sets").unknowable()),
    Builtin::new("setsubtract", &[Parameter::new("a", SET), Parameter::new("b", SET)], SET, setsubtract),
    Builtin::new("setunion", &[Parameter::new("first_set", SET)], SET, setunion)
        .variadic(Parameter::new("other_sets", SET)),
];

fn setunion(call: &Call<'_>) -> Result<Value, CallError> {
    let (element, sets) = same_type(call)?;
    let all: Vec<Value> = sets.concat();
    check_elements(all.len())?;
    Ok(set(element, all))
}

fn setintersection(call: &Call<'_>) -> Result<Value, CallError> {
    combine(call, |parts, other| parts.retain(|part| other.contains(part)))
}

fn setsubtract(call: &Call<'_>) -> Result<Value, CallError> {
    combine(call, |parts, other| parts.retain(|part| !other.contains(part)))
}

/// Goes over the sets one by one; what is not known may be in any of them.
fn combine(call: &Call<'_>, step: fn(&mut Vec<Value>, &Sorted)) -> Result<Value, CallError> {
    let (element, sets) = same_type(call)?;
    let kind = Type::set(element.clone());
    if let Some(unknown) = call.arguments.iter().find_map(|argument| unknown_like(argument, kind.clone())) {
        return Ok(unknown);
    }
    let mut sets = sets.into_iter();
    let mut parts = sets.next().unwrap_or_default();
    for other in sets {
        step(&mut parts, &Sorted(other));
    }
    Ok(set(element, parts))
}

/// The elements of a set, which are in order.
struct Sorted(Vec<Value>);

impl Sorted {
    fn contains(&self, value: &Value) -> bool {
        self.0.binary_search_by(|part| order(part, value)).is_ok()
    }
}

fn set(element: Type, parts: Vec<Value>) -> Value {
    Value::new(Data::Set(element, set_of(parts).into()))
}

/// All arguments' elements, converted to the type they have in common.
fn same_type(call: &Call<'_>) -> Result<(Type, Vec<Vec<Value>>), CallError> {
    let kinds: Vec<Type> = call
        .arguments
        .iter()
        .filter_map(|argument| match &argument.data {
            // An empty set of any type fits beside every other.
            Data::Set(Type::Any, elements) if elements.is_empty() => None,
            Data::Set(kind, _) => Some(kind.clone()),
            _ => None,
        })
        .collect();
    let incompatible = || CallError::new("given sets must all have compatible element types");
    let element = if kinds.is_empty() {
        Type::Any
    } else {
        unify(&kinds, Conversions::All).ok_or_else(incompatible)?
    };
    let kind = Type::set(element.clone());
    let mut sets = Vec::with_capacity(call.arguments.len());
    let mut found: Option<Type> = None;
    for (index, argument) in call.arguments.iter().enumerate() {
        let set = convert(argument, &kind).map_err(|error| CallError::argument(index, error.to_string()))?;
        if element == Type::Any && found.as_ref().is_some_and(|found| *found != set.kind()) {
            return Err(incompatible());
        }
        found = Some(set.kind());
        sets.push(set.elements().map(|elements| elements.to_vec()).unwrap_or_default());
    }
    let element = match found {
        Some(Type::Set(found)) => (*found).clone(),
        _ => element,
    };
    Ok((element, sets))
}

/// Every combination of one element of each argument: a list where all of them have an order, else a set.
fn setproduct(call: &Call<'_>) -> Result<Value, CallError> {
    if call.arguments.len() < 2 {
        return Err(CallError::new("at least two arguments are required"));
    }
    let mut kinds = Vec::new();
    let mut is_list = true;
    for (index, argument) in call.arguments.iter().enumerate() {
        let (kind, is_ordered) = element_kind(index, argument)?;
        kinds.push(kind);
        is_list &= is_ordered;
    }
    let combination = Type::Tuple(kinds.clone().into());
    let kind = if is_list { Type::list(combination.clone()) } else { Type::set(combination.clone()) };
    let unknown_length = call.arguments.iter().find(|argument| has_unknown_length(argument));
    if let Some(unknown) = unknown_length.and_then(|argument| unknown_like(argument, kind)) {
        return Ok(unknown);
    }
    let mut combinations: Vec<Vec<Value>> = vec![Vec::new()];
    for (argument, kind) in call.arguments.iter().zip(&kinds) {
        let elements = argument.elements().map(|elements| elements.to_vec()).unwrap_or_default();
        let count = combinations.len().saturating_mul(elements.len());
        check_elements(count)?;
        let length = combinations.first().map_or(0, Vec::len) + 1;
        call.pay_bytes(count.saturating_mul(length * size_of::<Value>()))?;
        let elements = elements.iter().map(|element| convert(element, kind)).collect::<Result<Vec<_>, _>>();
        let elements = elements.map_err(|error| CallError::new(error.to_string()))?;
        let longer =
            |before: &Vec<Value>, element: &Value| [&before[..], std::slice::from_ref(element)].concat();
        let all =
            combinations.iter().flat_map(|before| elements.iter().map(|element| longer(before, element)));
        combinations = all.collect();
    }
    let parts: Vec<Value> = combinations.into_iter().map(Value::tuple).collect();
    Ok(if is_list { super::support::list(combination, parts) } else { set(combination, parts) })
}

/// The type of an argument's elements, and whether they have an order.
fn element_kind(index: usize, argument: &Value) -> Result<(Type, bool), CallError> {
    match argument.kind() {
        Type::Set(kind) => Ok(((*kind).clone(), false)),
        Type::List(kind) => Ok(((*kind).clone(), true)),
        Type::Tuple(kinds) if kinds.is_empty() => Ok((Type::Any, true)),
        Type::Tuple(kinds) => match unify(&kinds, Conversions::All) {
            Some(kind) => Ok((kind, true)),
            None => Err(CallError::argument(index, "all elements must be of the same type")),
        },
        Type::Any if argument.is_unknown() => Ok((Type::Any, false)),
        _ => Err(wrong_type(index, "a set or a list", argument)),
    }
}

fn has_unknown_length(argument: &Value) -> bool {
    argument.is_unknown() || argument.unknown_order().is_some()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn sets_are_combined() {
        gives(&[
            (r#"setunion(["b"], ["a", "b"], [])"#, r#"toset(["a", "b"])"#),
            (r#"setunion(["1"], [2])"#, r#"toset(["1", "2"])"#),
            (r#"setunion(["a"], [unknown.string])"#, r#"toset(["a", unknown.string])"#),
            (r#"setintersection(["a", "b"], ["b", "c"], ["b"])"#, r#"toset(["b"])"#),
            ("setintersection([1, 2], [\"2\"])", r#"toset(["2"])"#),
            (r#"setintersection(["a"], [unknown.string])"#, "unknown.set"),
            (r#"setsubtract(["a", "b"], ["b"])"#, r#"toset(["a"])"#),
            (r#"setsubtract(["a"], unknown.set)"#, "unknown.anyset"),
        ]);
        refuses(&[("setunion([1], [true])", "compatible element types")]);
    }

    #[test]
    fn every_combination_is_there() {
        gives(&[
            (r#"setproduct(["a", "b"], [1, 2])"#, r#"tolist([["a", 1], ["a", 2], ["b", 1], ["b", 2]])"#),
            (r#"setproduct(toset(["a"]), [1, "x"])"#, r#"toset([["a", "1"], ["a", "x"]])"#),
            ("length(setproduct([1], []))", "0"),
        ]);
        refuses(&[
            ("setproduct([1])", "at least two arguments"),
            ("setproduct([1], {})", "must be a set or a list, not object"),
        ]);
    }

    #[test]
    fn a_product_that_would_fill_the_memory_is_refused() {
        let fives = "range(1000)";
        refuses(&[(&format!("setproduct({fives}, {fives}, {fives})"), "more than 1000000 elements")]);
    }
}
