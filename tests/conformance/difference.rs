//! Where two JSON documents differ.

use std::collections::BTreeSet;

use serde_json::Value;

/// A place where two documents differ.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// The way to it, as in `.inputs.list[0]`.
    pub(crate) route: String,
    /// What the first has there, when it has anything.
    pub(crate) expected: Option<Value>,
    /// What the second has there, when it has anything.
    pub(crate) found: Option<Value>,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |value: &Option<Value>| value.as_ref().map_or("nothing".to_owned(), Value::to_string);
        write!(formatter, "{}: expected {}, found {}", self.route, shown(&self.expected), shown(&self.found))
    }
}

/// All places where `found` is not as `expected`. Numbers are compared as numbers.
pub(crate) fn differences(expected: &Value, found: &Value) -> Vec<Difference> {
    let mut places = Vec::new();
    collect("", Some(expected), Some(found), &mut places);
    places
}

fn collect(route: &str, expected: Option<&Value>, found: Option<&Value>, places: &mut Vec<Difference>) {
    match (expected, found) {
        (Some(Value::Object(a)), Some(Value::Object(b))) => {
            for key in a.keys().chain(b.keys()).collect::<BTreeSet<_>>() {
                collect(&format!("{route}.{key}"), a.get(key), b.get(key), places);
            }
        }
        (Some(Value::Array(a)), Some(Value::Array(b))) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                collect(&format!("{route}[{index}]"), Some(a), Some(b), places);
            }
        }
        (Some(Value::Number(a)), Some(Value::Number(b))) if a.as_f64() == b.as_f64() => {}
        (a, b) if a == b => {}
        (a, b) => {
            places.push(Difference { route: route.to_owned(), expected: a.cloned(), found: b.cloned() });
        }
    }
}
