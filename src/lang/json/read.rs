//! A JSON tree as a value: objects, tuples, and numbers without loss, as Go's decoder reads them.

use std::sync::Arc;

use crate::lang::number::Number;
use crate::lang::provenance::Provenance;
use crate::lang::text::normal;
use crate::lang::value::{Entries, Value};
use crate::source::Span;
use crate::syntax::json::{JsonError, JsonKind, JsonNode, parse_json_text};

use super::node_error::NodeError;

/// The value of a JSON text; `place` is where the text is written, when it is a part of a file.
///
/// # Errors
/// When the text is no JSON, is nested too deep, or gives one property values of two types.
pub(in crate::lang) fn decode(json: &str, place: Span) -> Result<Value, JsonError> {
    let node = parse_json_text(json)?;
    value_at(&node, &|span| span.inside(place))
        .map_err(|error| JsonError { offset: error.span.range().start, message: error.message })
}

/// The value that a node of a file writes where nothing tells its type, as `jsondecode` has it.
///
/// # Errors
/// When a number is out of range, or one property has values of two types.
pub fn value_of_untyped_node(node: &JsonNode) -> Result<Value, NodeError> {
    value_at(node, &|span| span)
}

fn value_at(node: &JsonNode, placed: &dyn Fn(Span) -> Span) -> Result<Value, NodeError> {
    let value = match &node.kind {
        JsonKind::Null => Value::null(),
        JsonKind::Bool(flag) => Value::bool(*flag),
        JsonKind::Number(text) => {
            let out_of_range = || NodeError::new(node.span, format!("`{text}` is out of range"));
            Value::number(Number::parse(text).ok_or_else(out_of_range)?)
        }
        JsonKind::String(text) => Value::string(normal(Arc::clone(text))),
        JsonKind::Array(nodes) => {
            Value::tuple(nodes.iter().map(|node| value_at(node, placed)).collect::<Result<Vec<_>, _>>()?)
        }
        JsonKind::Object(members) => {
            let mut entries = Entries::new();
            for (key, node) in members {
                let value = value_at(node, placed)?;
                let name = normal(Arc::clone(&key.text));
                // A property that is there twice is one that Go reads once, the last time, unless its type differs.
                if let Some(before) = entries.get(&name).filter(|before| before.kind() != value.kind()) {
                    let (before, now) = (before.kind(), value.kind());
                    let message = format!("property `{name}` is there twice, as {before} and as {now}");
                    return Err(NodeError::new(node.span, message));
                }
                entries.insert(name, value);
            }
            Value::object(entries)
        }
    };
    Ok(value.with_provenance(Provenance::written(placed(node.span))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_of_two_types_is_refused() {
        let error = decode(r#"{"a":1,"a":"x"}"#, Span::NONE).unwrap_err();
        assert_eq!(
            (error.offset, &*error.message),
            (11, "property `a` is there twice, as number and as string")
        );
        assert_eq!(decode(r#"{"a":1,"a":2}"#, Span::NONE).unwrap().entry("a"), Some(&Value::number(2)));
    }
}
