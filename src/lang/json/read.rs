//! A JSON tree as a value: objects, tuples, and numbers without loss, as Go's decoder reads them.

use std::sync::Arc;

use crate::lang::number::Number;
use crate::lang::provenance::Provenance;
use crate::lang::text::normalized;
use crate::lang::value::{Entries, Value};
use crate::source::Span;
use crate::syntax::json::{JsonError, JsonKind, JsonNode, parse_json_text};

/// The value of a JSON text; `place` is where the text is written, when it is a part of a file.
///
/// # Errors
/// When the text is no JSON, is nested too deep, or gives one property values of two types.
pub(in crate::lang) fn decode(json: &str, place: Span) -> Result<Value, JsonError> {
    decode_node(&parse_json_text(json)?, place)
}

fn decode_node(node: &JsonNode, place: Span) -> Result<Value, JsonError> {
    let value = match &node.kind {
        JsonKind::Null => Value::null(),
        JsonKind::Bool(flag) => Value::bool(*flag),
        JsonKind::Number(text) => Value::number(Number::parse(text).ok_or_else(|| JsonError {
            offset: node.span.range().start,
            message: format!("`{text}` is out of range"),
        })?),
        JsonKind::String(text) => normalized(text.to_string()),
        JsonKind::Array(nodes) => {
            Value::tuple(nodes.iter().map(|node| decode_node(node, place)).collect::<Result<Vec<_>, _>>()?)
        }
        JsonKind::Object(members) => {
            let mut entries = Entries::new();
            for (key, node) in members {
                let value = decode_node(node, place)?;
                let name: Arc<str> = normalized(key.text.to_string()).as_str().unwrap_or_default().into();
                // A property that is there twice is one that Go reads once, the last time, unless its type differs.
                if let Some(before) = entries.get(&name).filter(|before| before.kind() != value.kind()) {
                    let (before, now) = (before.kind(), value.kind());
                    let message = format!("property `{name}` is there twice, as {before} and as {now}");
                    return Err(JsonError { offset: node.span.range().start, message });
                }
                entries.insert(name, value);
            }
            Value::object(entries)
        }
    };
    Ok(value.with_provenance(Provenance::written(node.span.inside(place))))
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
