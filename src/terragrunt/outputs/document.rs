//! The outputs of one unit in a JSON document: as a person writes them, `{"name": value}`, and as Terraform does,
//! `{"name": {"value": …, "type": …, "sensitive": …}}`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::json::{NodeError, type_of_node, value_of_node, value_of_untyped_node};
use crate::lang::origin::OutputSource;
use crate::lang::secrets::marked_by_name;
use crate::lang::value::{Entries, Value};
use crate::source::Span;
use crate::syntax::json::{JsonKey, JsonKind, JsonNode};

use super::known::{KnownOutputs, labelled};

/// What Terraform writes beside a value, and nothing else.
const MEMBERS: [&str; 3] = ["value", "type", "sensitive"];

/// The outputs in `members`; what cannot be read is reported and left out.
pub(super) fn read_outputs(
    members: &[(JsonKey, JsonNode)],
    unit: &Arc<str>,
    source: &OutputSource,
    diagnostics: &mut Vec<Diagnostic>,
) -> KnownOutputs {
    let mut entries = Entries::new();
    let mut is_whole = true;
    let mut places: BTreeMap<&str, Span> = BTreeMap::new();
    for (key, node) in members {
        if let Some(first) = places.get(&*key.text) {
            let title = format!("output `{}` of unit `{unit}` is there twice", key.text);
            diagnostics.push(
                Diagnostic::error(Code::DuplicateKey, title)
                    .at(key.span, "the second one")
                    .related(*first, "the first one"),
            );
            continue;
        }
        places.insert(&key.text, key.span);
        let written = members_of(node);
        is_whole &= written.is_some_and(|members| member(members, "type").is_some());
        match written.map_or_else(|| value_of_untyped_node(node), terraform_value) {
            Ok(value) => {
                let value = marked_by_name(&key.text, value);
                entries.insert(Arc::clone(&key.text), labelled(&value, unit, &key.text, source));
            }
            Err(error) => diagnostics.push(unreadable(&key.text, unit, &error)),
        }
    }
    KnownOutputs { entries: Arc::new(entries), is_whole }
}

/// The members of a node in Terraform's form. An object with a `value` alone is not told from an output that is such an
/// object, so one of the others has to be there.
fn members_of(node: &JsonNode) -> Option<&[(JsonKey, JsonNode)]> {
    let JsonKind::Object(members) = &node.kind else { return None };
    let is_form = members.len() > 1
        && member(members, "value").is_some()
        && members.iter().all(|(key, _)| MEMBERS.contains(&&*key.text));
    is_form.then_some(members)
}

fn member<'n>(members: &'n [(JsonKey, JsonNode)], name: &str) -> Option<&'n JsonNode> {
    members.iter().rev().find(|(key, _)| &*key.text == name).map(|(_, node)| node)
}

fn terraform_value(members: &[(JsonKey, JsonNode)]) -> Result<Value, NodeError> {
    let node = member(members, "value").expect("internal: the form has a value");
    let sensitive = match member(members, "sensitive") {
        None => false,
        Some(JsonNode { kind: JsonKind::Bool(flag), .. }) => *flag,
        Some(other) => {
            return Err(NodeError { span: other.span, message: "`sensitive` is true or false".to_owned() });
        }
    };
    let value = match member(members, "type") {
        Some(kind) => value_of_node(node, &type_of_node(kind)?)?,
        None => value_of_untyped_node(node)?,
    };
    Ok(value.sensitive_if(sensitive))
}

fn unreadable(output: &str, unit: &str, error: &NodeError) -> Diagnostic {
    Diagnostic::error(Code::InvalidValue, format!("output `{output}` of unit `{unit}` cannot be read"))
        .at(error.span, error.message.clone())
        .hint("write the bare value, or `{\"value\": …, \"type\": …}` as `terraform output -json` prints it")
}
