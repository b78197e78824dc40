//! A JSON tree as a value of a type that is known: outputs in a state, and as `terraform output -json` prints them.
//! Every part is written where its node is. Source: go-cty `cty/json` (`Unmarshal`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::compare::set_of;
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::number::Number;
use crate::lang::provenance::Provenance;
use crate::lang::text::normal;
use crate::lang::value::{Data, Entries, Value};
use crate::syntax::json::{JsonKey, JsonKind, JsonNode};

use super::node_error::NodeError;
use super::type_expr::type_of_node;

/// The value that `node` writes as a `kind`.
///
/// # Errors
/// When the node is no such value.
pub fn value_of_node(node: &JsonNode, kind: &Type) -> Result<Value, NodeError> {
    let data = match (kind, &node.kind) {
        (kind, JsonKind::Null) => Data::Null(kind.clone()),
        (Type::Any, _) => return with_its_type(node),
        (Type::Bool | Type::Number | Type::String, _) => primitive(node, kind)?,
        (Type::List(element), JsonKind::Array(nodes)) => {
            Data::List((**element).clone(), elements(nodes, element)?.into())
        }
        (Type::Set(element), JsonKind::Array(nodes)) => {
            Data::Set((**element).clone(), set_of(elements(nodes, element)?).into())
        }
        (Type::Map(element), JsonKind::Object(members)) => {
            let entries = members
                .iter()
                .map(|(key, node)| Ok((name(key), value_of_node(node, element)?)))
                .collect::<Result<Entries, NodeError>>()?;
            Data::Map((**element).clone(), Arc::new(entries))
        }
        (Type::Tuple(kinds), JsonKind::Array(nodes)) if kinds.len() == nodes.len() => {
            let parts = nodes.iter().zip(kinds.iter()).map(|(node, kind)| value_of_node(node, kind));
            Data::Tuple(parts.collect::<Result<Vec<_>, _>>()?.into())
        }
        (Type::Object(kinds), JsonKind::Object(members)) => {
            Data::Object(Arc::new(attributes(node, members, kinds)?))
        }
        _ => return Err(NodeError::new(node.span, format!("this is no {kind}, which its type says"))),
    };
    Ok(Value::new(data).with_provenance(Provenance::written(node.span)))
}

/// A value of a type that only the value tells stands in the document beside that type.
fn with_its_type(node: &JsonNode) -> Result<Value, NodeError> {
    let wrong = || NodeError::new(node.span, "a value of any type needs `value` and `type`");
    let JsonKind::Object(members) = &node.kind else { return Err(wrong()) };
    let member = |name: &str| members.iter().rev().find(|(key, _)| &*key.text == name).map(|(_, node)| node);
    let (Some(value), Some(kind)) = (member("value"), member("type")) else { return Err(wrong()) };
    value_of_node(value, &type_of_node(kind)?)
}

fn primitive(node: &JsonNode, kind: &Type) -> Result<Data, NodeError> {
    let number = |text: &str| {
        Number::parse(text)
            .map(Data::Number)
            .ok_or_else(|| NodeError::new(node.span, "this is no number, or out of range"))
    };
    let wrong = || NodeError::new(node.span, format!("this is no {kind}, which its type says"));
    match (kind, &node.kind) {
        (Type::Bool, JsonKind::Bool(flag)) => Ok(Data::Bool(*flag)),
        (Type::Bool, JsonKind::String(text)) => {
            convert(&Value::string(Arc::clone(text)), kind).map(|flag| flag.data).map_err(|_| wrong())
        }
        (Type::Number, JsonKind::Number(text) | JsonKind::String(text)) => number(text),
        (Type::String, JsonKind::String(text)) => Ok(Data::String(normal(Arc::clone(text)))),
        (Type::String, JsonKind::Number(text)) => Ok(Data::String(Arc::clone(text))),
        (Type::String, JsonKind::Bool(flag)) => Ok(Data::String(flag.to_string().into())),
        _ => Err(wrong()),
    }
}

fn elements(nodes: &[JsonNode], element: &Type) -> Result<Vec<Value>, NodeError> {
    nodes.iter().map(|node| value_of_node(node, element)).collect()
}

fn attributes(
    node: &JsonNode,
    members: &[(JsonKey, JsonNode)],
    kinds: &BTreeMap<Arc<str>, Type>,
) -> Result<Entries, NodeError> {
    let mut entries = Entries::new();
    for (key, node) in members {
        let name = name(key);
        let Some(kind) = kinds.get(&name) else {
            return Err(NodeError::new(key.span, format!("the type has no attribute `{name}`")));
        };
        entries.insert(name, value_of_node(node, kind)?);
    }
    match kinds.keys().find(|name| !entries.contains_key(*name)) {
        Some(missing) => {
            Err(NodeError::new(node.span, format!("attribute `{missing}` of the type is missing")))
        }
        None => Ok(entries),
    }
}

fn name(key: &JsonKey) -> Arc<str> {
    normal(Arc::clone(&key.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::json::parse_json_text;

    fn typed(kind: &str, value: &str) -> Result<Value, String> {
        let kind = type_of_node(&parse_json_text(kind).unwrap()).map_err(|error| error.message)?;
        value_of_node(&parse_json_text(value).unwrap(), &kind).map_err(|error| error.message)
    }

    #[test]
    fn a_value_has_the_type_that_stands_beside_it() {
        for (kind, value, expected) in [
            (r#""string""#, "12.50", Type::String),
            (r#""number""#, r#""12.50""#, Type::Number),
            (r#""bool""#, r#""true""#, Type::Bool),
            (r#"["list","string"]"#, "[]", Type::list(Type::String)),
            (r#"["set","number"]"#, "[2,1,2]", Type::set(Type::Number)),
            (r#"["map","bool"]"#, r#"{"a":null}"#, Type::map(Type::Bool)),
            (
                r#"["tuple",["string","bool"]]"#,
                r#"["a",true]"#,
                Type::Tuple([Type::String, Type::Bool].into()),
            ),
            (r#"["object",{"a":"string"},["a"]]"#, r#"{"a":"x"}"#, {
                Type::Object(Arc::new([(Arc::from("a"), Type::String)].into()))
            }),
            (r#""dynamic""#, r#"{"value":[1],"type":["list","number"]}"#, Type::list(Type::Number)),
            (r#""dynamic""#, "null", Type::Any),
        ] {
            assert_eq!(typed(kind, value).map(|value| value.kind()), Ok(expected), "{kind} {value}");
        }
        assert_eq!(typed(r#""string""#, "12.50"), Ok(Value::string("12.50")));
        assert_eq!(typed(r#"["set","number"]"#, "[2,1,2]").unwrap().elements().unwrap().len(), 2);
    }

    #[test]
    fn a_value_that_is_not_of_its_type_is_refused() {
        for (kind, value, expected) in [
            (r#""text""#, "1", "not a type as Terraform writes it"),
            (r#"["list"]"#, "1", "not a type as Terraform writes it"),
            (r#"["list","string","string"]"#, "1", "not a type as Terraform writes it"),
            ("5", "1", "not a type as Terraform writes it"),
            (r#""string""#, "[]", "this is no string, which its type says"),
            (r#""number""#, r#""x""#, "this is no number, or out of range"),
            (r#""bool""#, "1", "this is no bool, which its type says"),
            (r#"["list","string"]"#, "{}", "this is no list of string, which its type says"),
            (r#"["tuple",["string"]]"#, "[]", "this is no tuple, which its type says"),
            (r#"["object",{"a":"string"}]"#, "{}", "attribute `a` of the type is missing"),
            (r#"["object",{}]"#, r#"{"b":1}"#, "the type has no attribute `b`"),
            (r#""dynamic""#, "1", "a value of any type needs `value` and `type`"),
        ] {
            assert_eq!(typed(kind, value), Err(expected.to_owned()), "{kind} {value}");
        }
    }
}
