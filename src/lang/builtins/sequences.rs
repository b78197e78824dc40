//! Builtins on lists and tuples: elements in an order.

use super::support::{any, elements, integer, list, list_like, number, ordered, wrong_type};
use crate::lang::builtin::{Builtin, Call, CallError, Parameter, Secrets, unknown_like};
use crate::lang::compare::order;
use crate::lang::convert::convert;
use crate::lang::equal::equal;
use crate::lang::kind::Type;
use crate::lang::limits::check_elements;
use crate::lang::shape::{Element, Shape};
use crate::lang::unify::{Conversions, unify};
use crate::lang::value::{Data, Value};

const STRINGS: Shape = Shape::List(Element::String);
const LIST: Parameter = Parameter::new("list", Shape::List(Element::Any));

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("chunklist", &[LIST, number("size")], Shape::List(Element::Any), chunklist)
        .secrets(Secrets::InElements),
    Builtin::new("compact", &[Parameter::new("list", STRINGS)], STRINGS, compact),
    Builtin::new("concat", &[], Shape::Any, concat).variadic(any("seqs")).secrets(Secrets::InElements),
    Builtin::new("contains", &[any("list"), any("value").nullable_with_type()], Shape::Bool, contains),
    Builtin::new("distinct", &[LIST], Shape::List(Element::Any), distinct),
    Builtin::new("element", &[any("list"), number("index")], Shape::Any, element)
        .secrets(Secrets::InElements),
    Builtin::new("flatten", &[any("list")], Shape::Any, flatten).secrets(Secrets::InElements),
    Builtin::new("index", &[any("list"), any("value")], Shape::Number, index),
    Builtin::new(
        "matchkeys",
        &[
            Parameter::new("values", Shape::List(Element::Any)),
            Parameter::new("keys", Shape::List(Element::Any)),
            Parameter::new("searchset", Shape::List(Element::Any)),
        ],
        Shape::List(Element::Any),
        matchkeys,
    ),
    Builtin::new("reverse", &[any("list")], Shape::Any, reverse).secrets(Secrets::InElements),
    Builtin::new("slice", &[any("list"), number("start_index"), number("end_index")], Shape::Any, slice)
        .secrets(Secrets::InElements),
    Builtin::new("sort", &[Parameter::new("list", STRINGS)], STRINGS, sort),
];

/// Lists of one type stay a list; anything else becomes a tuple.
fn concat(call: &Call<'_>) -> Result<Value, CallError> {
    if call.arguments.is_empty() {
        return Err(CallError::new("at least one argument is required"));
    }
    let mut parts: Vec<Value> = Vec::new();
    for index in 0..call.arguments.len() {
        parts.extend(ordered(call, index)?.iter().cloned());
        check_elements(parts.len())?;
    }
    let kinds: Option<Vec<Type>> = call
        .arguments
        .iter()
        .map(|argument| if let Data::List(kind, _) = &argument.data { Some(kind.clone()) } else { None })
        .collect();
    let Some(kind) = kinds.and_then(|kinds| unify(&kinds, Conversions::All)) else {
        return Ok(Value::tuple(parts));
    };
    let parts = parts.iter().map(|part| convert(part, &kind)).collect::<Result<Vec<_>, _>>();
    Ok(list(kind, parts.map_err(|error| CallError::new(error.to_string()))?))
}

/// Counts round and round, backwards too.
fn element(call: &Call<'_>) -> Result<Value, CallError> {
    let parts = ordered(call, 0)?;
    let length = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    if length == 0 {
        return Err(CallError::argument(0, "cannot use element function with an empty list"));
    }
    let index = integer(call, 1)?.rem_euclid(length);
    Ok(parts[usize::try_from(index).expect("internal: a remainder is not negative")].clone())
}

fn index(call: &Call<'_>) -> Result<Value, CallError> {
    let parts = ordered(call, 0)?;
    if parts.is_empty() {
        return Err(CallError::argument(0, "cannot search an empty list"));
    }
    for (index, part) in parts.iter().enumerate() {
        match equal(part, call.argument(1)) {
            Some(true) => return Ok(Value::number(index)),
            Some(false) => {}
            None => return Ok(unknown_result(call, &Type::Number)),
        }
    }
    Err(CallError::argument(1, "item not found"))
}

fn contains(call: &Call<'_>) -> Result<Value, CallError> {
    let mut known = true;
    for part in elements(call, 0)?.iter() {
        match equal(part, call.argument(1)) {
            Some(true) => return Ok(Value::bool(true)),
            Some(false) => {}
            None => known = false,
        }
    }
    Ok(if known { Value::bool(false) } else { unknown_result(call, &Type::Bool) })
}

/// An unknown for the first reason in the arguments; one of them has one.
fn unknown_result(call: &Call<'_>, kind: &Type) -> Value {
    let unknown = call.arguments.iter().find_map(|argument| unknown_like(argument, kind.clone()));
    unknown.expect("internal: a comparison of known values is known")
}

/// All that is nested in lists, sets and tuples, in one tuple.
fn flatten(call: &Call<'_>) -> Result<Value, CallError> {
    let _checked = elements(call, 0)?;
    let mut flat = Flat { parts: Vec::new(), unknown: None, sensitive: false };
    flat.add(call.argument(0))?;
    Ok(flat.unknown.unwrap_or_else(|| Value::tuple(flat.parts)).sensitive_if(flat.sensitive))
}

struct Flat {
    parts: Vec<Value>,
    /// Set once a part is found that may stand for any number of elements.
    unknown: Option<Value>,
    sensitive: bool,
}

impl Flat {
    fn add(&mut self, value: &Value) -> Result<(), CallError> {
        if let Some(unknown) = value.as_unknown()
            && matches!(unknown.kind, Type::Any | Type::List(_) | Type::Set(_) | Type::Tuple(_))
        {
            self.sensitive |= value.sensitive;
            self.unknown.get_or_insert_with(|| Value::unknown(unknown.reason.clone(), Type::Any));
            return Ok(());
        }
        if let Some(unknown) = value.unknown_order() {
            self.unknown.get_or_insert_with(|| Value::unknown(unknown.reason.clone(), Type::Any));
        }
        let Some(elements) = value.elements() else {
            self.parts.push(value.clone());
            return check_elements(self.parts.len());
        };
        self.sensitive |= value.sensitive;
        elements.iter().try_for_each(|element| self.add(element))
    }
}

fn reverse(call: &Call<'_>) -> Result<Value, CallError> {
    let parts = elements(call, 0)?.iter().rev().cloned().collect();
    Ok(list_like(call.argument(0), parts))
}

fn slice(call: &Call<'_>) -> Result<Value, CallError> {
    let parts = ordered(call, 0)?;
    let bound = |index: usize, what: &str| {
        let bound = integer(call, index)?;
        let too_large = || {
            let message = format!("{what} index must not be greater than the length of the list");
            CallError::argument(index, message)
        };
        let negative = |_| CallError::argument(index, format!("{what} index must not be less than zero"));
        let bound = usize::try_from(bound).map_err(negative)?;
        if bound > parts.len() { Err(too_large()) } else { Ok(bound) }
    };
    let (start, end) = (bound(1, "start")?, bound(2, "end")?);
    if start > end {
        return Err(CallError::argument(1, "start index must not be greater than end index"));
    }
    Ok(list_like(call.argument(0), parts[start..end].to_vec()))
}

fn chunklist(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    let size = usize::try_from(integer(call, 1)?)
        .map_err(|_| CallError::argument(1, "the size argument must be positive"))?;
    let parts = elements(call, 0)?;
    let chunks: Vec<Value> = match size {
        0 if parts.is_empty() => Vec::new(),
        0 => vec![value.clone()],
        size => parts.chunks(size).map(|chunk| list_like(value, chunk.to_vec())).collect(),
    };
    Ok(list(value.kind(), chunks))
}

fn distinct(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    if let Some(unknown) = unknown_like(value, value.kind()) {
        return Ok(unknown);
    }
    pay_for_sorting(call, 0)?;
    // Sorted positions find repetitions without comparing each with each.
    let parts = elements(call, 0)?;
    let mut positions: Vec<usize> = (0..parts.len()).collect();
    positions.sort_by(|a, b| order(&parts[*a], &parts[*b]).then(a.cmp(b)));
    positions.dedup_by(|later, first| parts[*later] == parts[*first]);
    positions.sort_unstable();
    Ok(list_like(value, positions.into_iter().map(|position| parts[position].clone()).collect()))
}

/// Each element is looked at about as often as the number of elements has bits.
fn pay_for_sorting(call: &Call<'_>, index: usize) -> Result<(), CallError> {
    let value = call.argument(index);
    let rounds = value.elements().map_or(0, |elements| elements.len().checked_ilog2().unwrap_or(0));
    call.pay(value.weight().saturating_mul(rounds as usize))
}

fn compact(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    if let Some(unknown) = unknown_like(value, value.kind()) {
        return Ok(unknown);
    }
    let is_there = |part: &&Value| part.as_str().is_some_and(|text| !text.is_empty());
    let parts: Vec<Value> = elements(call, 0)?.iter().filter(is_there).cloned().collect();
    Ok(list(Type::String, parts))
}

fn sort(call: &Call<'_>) -> Result<Value, CallError> {
    let value = call.argument(0);
    if let Some(unknown) = unknown_like(value, value.kind()) {
        return Ok(unknown);
    }
    let mut parts = elements(call, 0)?.to_vec();
    if let Some(index) = parts.iter().position(Value::is_null) {
        let message = format!("given list element {index} is null; a null string cannot be sorted");
        return Err(CallError::argument(0, message));
    }
    pay_for_sorting(call, 0)?;
    parts.sort_by(order);
    Ok(list(Type::String, parts))
}

/// The values whose key, at the same place, is one of those searched for.
fn matchkeys(call: &Call<'_>) -> Result<Value, CallError> {
    let (values, keys, search) = (call.argument(0), elements(call, 1)?, elements(call, 2)?);
    let Some(common) = unify(&[call.argument(1).kind(), call.argument(2).kind()], Conversions::All) else {
        return Err(CallError::new("keys and searchset must be of the same type"));
    };
    let Type::List(element) = &common else { return Err(wrong_type(1, "a list", call.argument(1))) };
    let parts = elements(call, 0)?;
    if parts.len() != keys.len() {
        return Err(CallError::new("length of keys and values should be equal"));
    }
    let unknown = call.arguments.iter().find_map(|argument| unknown_like(argument, values.kind()));
    if let Some(unknown) = unknown.filter(|_| !search.is_empty()) {
        return Ok(unknown);
    }
    let convert_all = |parts: &[Value]| {
        let parts = parts.iter().map(|part| convert(part, element)).collect::<Result<Vec<_>, _>>();
        parts.map_err(|error| CallError::new(error.to_string()))
    };
    let (keys, search) = (convert_all(keys)?, convert_all(search)?);
    call.pay(keys.len().saturating_mul(call.argument(2).weight()))?;
    let found = keys.iter().zip(parts.iter()).filter(|(key, _)| search.contains(key));
    Ok(list_like(values, found.map(|(_, part)| part.clone()).collect()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, refuses};

    #[test]
    fn sequences_are_put_together() {
        gives(&[
            (r#"concat([1], ["a"], [])"#, r#"[1, "a"]"#),
            (r#"concat(tolist(["a"]), tolist([1]))"#, r#"tolist(["a", "1"])"#),
            (r#"concat(tolist(["a"]), [1])"#, r#"["a", 1]"#),
            ("concat([1], [unknown.string])", "[1, unknown.string]"),
            ("concat([1], unknown.list)", "unknown.any"),
            ("flatten([[1, [2]], [], 3, toset([4])])", "[1, 2, 3, 4]"),
            ("flatten([{ a = [1] }, null])", "[{ a = [1] }, null]"),
            ("flatten([unknown.string, [2]])", "[unknown.string, 2]"),
            ("flatten([[1], unknown.list])", "unknown.any"),
            ("flatten([[1], unknown.any])", "unknown.any"),
        ]);
        refuses(&[
            ("concat()", "at least one argument"),
            ("concat([], toset([]))", "must be a list or tuple, not set"),
            ("concat([], null)", "`seqs` must not be null"),
            (r#"flatten("a")"#, "must be a list, set or tuple, not string"),
        ]);
    }

    #[test]
    fn elements_are_found() {
        gives(&[
            (r#"element(["a", "b", "c"], 4)"#, r#""b""#),
            (r#"element(["a", "b", "c"], -1)"#, r#""c""#),
            ("element([1, unknown.any], 0)", "1"),
            ("element([1, 2], unknown.number)", "unknown.any"),
            (r#"index(["a", "b"], "b")"#, "1"),
            ("index([unknown.string], \"b\")", "unknown.number"),
            (r#"index(["b", unknown.string], "b")"#, "0"),
            (r#"contains(["a"], "a")"#, "true"),
            (r#"contains([1], "1")"#, "false"),
            ("contains([1, null], one(compact([])))", "true"),
            ("contains([1, null], null)", "unknown.any"),
            (r#"contains(toset(["a"]), "a")"#, "true"),
            (r#"contains([unknown.string, "a"], "a")"#, "true"),
            (r#"contains([unknown.string, "a"], "b")"#, "unknown.bool"),
            ("contains([{ a = 1, b = unknown.any }], { a = 2, b = 1 })", "false"),
        ]);
        refuses(&[
            ("element([], 0)", "empty list"),
            (r#"element(toset(["a"]), 0)"#, "must be a list or tuple, not set of string"),
            ("element([1], 0.5)", "a whole number"),
            (r#"index(["a"], "b")"#, "item not found"),
            ("index([], 1)", "empty list"),
            ("contains({}, 1)", "must be a list, set or tuple, not object"),
        ]);
    }

    #[test]
    fn parts_are_taken() {
        gives(&[
            (r#"slice(["a", 1, "c"], 1, 2)"#, "[1]"),
            (r#"slice(tolist(["a", "b"]), 0, 0)"#, r#"compact([""])"#),
            ("chunklist([1, 2, 3], 2)", "tolist([tolist([1, 2]), tolist([3])])"),
            ("chunklist([1, 2], 0)", "tolist([tolist([1, 2])])"),
            (r#"reverse(["a", 1])"#, r#"[1, "a"]"#),
            (r#"reverse(toset(["a", "b"]))"#, r#"tolist(["b", "a"])"#),
            (r#"distinct(["b", "a", "b", 1])"#, r#"tolist(["b", "a", "1"])"#),
            ("distinct([[1], [2], [1]])", "tolist([[1], [2]])"),
            (r#"compact(["a", "", null, "b"])"#, r#"tolist(["a", "b"])"#),
            (r#"sort(["b", "10", "9", "a"])"#, r#"tolist(["10", "9", "a", "b"])"#),
            (r#"sort(["b", unknown.string])"#, "unknown.list"),
            (r#"matchkeys(["i-1", "i-2", "i-3"], ["x", "y", "x"], ["x"])"#, r#"tolist(["i-1", "i-3"])"#),
            (r#"matchkeys([1, 2], ["1", "2"], [2])"#, "tolist([2])"),
        ]);
        refuses(&[
            ("slice([1], 2, 3)", "start index must not be greater than the length of the list"),
            ("slice([1], 0, 2)", "end index must not be greater than the length of the list"),
            ("slice([1], -1, 1)", "start index must not be less than zero"),
            ("slice([1], 1, 0)", "start index must not be greater than end index"),
            ("slice(toset([1]), 0, 1)", "must be a list or tuple"),
            ("chunklist([1], -1)", "must be positive"),
            (r#"sort(["a", null])"#, "given list element 1 is null"),
            ("matchkeys([1], [], [1])", "length of keys and values should be equal"),
        ]);
    }
}
