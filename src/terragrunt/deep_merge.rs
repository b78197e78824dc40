//! The deep merge of inputs and mock outputs. Source: mergo 1.0.2 with `WithAppendSlice` and `WithOverride`, as
//! Terragrunt 1.1.3 calls it in `pkg/config/include.go`.

use std::sync::Arc;

use crate::lang::partial::laid_over;
use crate::lang::value::{Data, Entries, Value};

/// A list that meets a value which is no list: Terragrunt fails there.
#[derive(Debug)]
pub(super) struct CannotAppend {
    /// The key at which they meet.
    pub(super) key: Arc<str>,
    /// The child's value.
    pub(super) value: Value,
}

/// `child` laid over `parent`: maps merge, lists append, everything else is the child's.
///
/// # Errors
/// When a list is laid over something that is neither a list nor empty.
pub(super) fn deep_merge(parent: &Value, child: &Value) -> Result<Value, CannotAppend> {
    if let Some(known) = child.entries().filter(|_| parent.is_unknown()) {
        // What would be merged with, or appended to, something below is not known; the rest takes its place.
        let replaces = |value: &Value| value.entries().is_none() && value.elements().is_none();
        let scalars = known.iter().filter(|(_, value)| replaces(value));
        let scalars = scalars.map(|(key, value)| (Arc::clone(key), value.clone())).collect();
        let child = child.with_data(Data::Object(Arc::new(scalars)));
        return Ok(laid_over(parent, &child).unwrap_or(child));
    }
    let (Some(below), Some(above)) = (parent.entries(), child.entries()) else { return Ok(child.clone()) };
    let mut merged: Entries = (**below).clone();
    for (key, over) in above.iter() {
        let value = match below.get(key) {
            Some(under) => merge_value(key, under, over)?,
            None => over.clone(),
        };
        merged.insert(Arc::clone(key), value);
    }
    Ok(child.with_data(Data::Object(Arc::new(merged))).sensitive_if(parent.sensitive))
}

fn merge_value(key: &Arc<str>, under: &Value, over: &Value) -> Result<Value, CannotAppend> {
    if over.is_unknown() || under.is_unknown() || over.is_null() || under.is_null() {
        return Ok(over.clone());
    }
    if over.entries().is_some() {
        return match under.entries() {
            Some(_) => deep_merge(under, over),
            // A scalar that is not empty stays; mergo reports nothing.
            None if is_empty(under) => Ok(over.clone()),
            None => Ok(under.clone()),
        };
    }
    if let Some(above) = over.elements() {
        let Some(below) = under.elements() else {
            return Err(CannotAppend { key: Arc::clone(key), value: over.clone() });
        };
        let elements: Vec<Value> = below.iter().chain(above.iter()).cloned().collect();
        return Ok(over.with_data(Data::Tuple(elements.into())).sensitive_if(under.sensitive));
    }
    Ok(over.clone())
}

fn is_empty(value: &Value) -> bool {
    match &value.data {
        Data::String(text) => text.is_empty(),
        Data::Number(number) => number.is_zero(),
        Data::Bool(flag) => !flag,
        _ => value.elements().is_some_and(|elements| elements.is_empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(entries: &[(&str, Value)]) -> Value {
        Value::object(entries.iter().map(|(key, value)| (Arc::from(*key), value.clone())).collect())
    }

    #[test]
    fn maps_merge_lists_append_and_scalars_are_the_childs() {
        let parent = object(&[
            ("tags", object(&[("a", Value::string("1")), ("b", Value::string("2"))])),
            ("layers", Value::tuple(vec![Value::string("x")])),
            ("timeout", Value::number(3)),
        ]);
        let child = object(&[
            ("tags", object(&[("b", Value::string("3"))])),
            ("layers", Value::tuple(vec![Value::string("y")])),
            ("timeout", Value::number(0)),
        ]);
        let expected = object(&[
            ("tags", object(&[("a", Value::string("1")), ("b", Value::string("3"))])),
            ("layers", Value::tuple(vec![Value::string("x"), Value::string("y")])),
            ("timeout", Value::number(0)),
        ]);
        assert_eq!(deep_merge(&parent, &child).unwrap(), expected);
    }

    #[test]
    fn a_map_does_not_replace_a_scalar_and_a_list_cannot() {
        let parent = object(&[("a", Value::string("x"))]);
        let map = object(&[("a", object(&[]))]);
        assert_eq!(deep_merge(&parent, &map).unwrap(), parent);
        let list = object(&[("a", Value::tuple(vec![]))]);
        assert_eq!(&*deep_merge(&parent, &list).unwrap_err().key, "a");
    }
}
