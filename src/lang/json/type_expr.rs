//! The type of an output as Terraform writes it beside the value: `"string"`, `["list","string"]`,
//! `["object",{"a":"bool"}]`. Source: go-cty `cty/json` (`UnmarshalType`).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::kind::Type;
use crate::syntax::json::{JsonKind, JsonNode};

use super::node_error::NodeError;

/// The type that `node` names.
///
/// # Errors
/// When it names none.
pub fn type_of_node(node: &JsonNode) -> Result<Type, NodeError> {
    let wrong = || NodeError::new(node.span, "not a type as Terraform writes it");
    match &node.kind {
        JsonKind::String(name) => match &**name {
            "bool" => Ok(Type::Bool),
            "number" => Ok(Type::Number),
            "string" => Ok(Type::String),
            "dynamic" => Ok(Type::Any),
            _ => Err(wrong()),
        },
        JsonKind::Array(parts) => {
            let [JsonNode { kind: JsonKind::String(name), .. }, argument, rest @ ..] = &**parts else {
                return Err(wrong());
            };
            // An object may name its optional attributes behind the others.
            if !(rest.is_empty() || (&**name == "object" && rest.len() == 1)) {
                return Err(wrong());
            }
            match (&**name, &argument.kind) {
                ("list", _) => Ok(Type::list(type_of_node(argument)?)),
                ("set", _) => Ok(Type::set(type_of_node(argument)?)),
                ("map", _) => Ok(Type::map(type_of_node(argument)?)),
                ("tuple", JsonKind::Array(elements)) => {
                    let elements = elements.iter().map(type_of_node).collect::<Result<Vec<_>, _>>()?;
                    Ok(Type::Tuple(elements.into()))
                }
                ("object", JsonKind::Object(members)) => {
                    let attributes = members
                        .iter()
                        .map(|(key, node)| Ok((Arc::clone(&key.text), type_of_node(node)?)))
                        .collect::<Result<BTreeMap<_, _>, NodeError>>()?;
                    Ok(Type::Object(Arc::new(attributes)))
                }
                _ => Err(wrong()),
            }
        }
        _ => Err(wrong()),
    }
}
