//! `feature` blocks: their defaults, and what a unit sees of those it includes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::kind::Type;
use crate::lang::value::{Entries, Value};

use super::config::Labelled;
use super::deep_merge::deep_merge;
use super::strategy::Strategy;
use super::truth::truth;

/// The variable `feature`: the defaults of the blocks under what `given` says. One that is given and that no block
/// declares is there too.
pub(super) fn feature_variable(
    features: &[Labelled],
    given: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    let mut entries: Entries = given
        .iter()
        .map(|(name, value)| entry(name.as_str().into(), Value::string(value.as_str())))
        .collect();
    for block in features {
        let default = block.fields.get("default").cloned().unwrap_or_else(Value::null);
        let value = match given.get(&*block.label) {
            Some(given) => typed(given, &default).unwrap_or_else(|| {
                diagnostics.push(not_a_bool(block, given));
                default
            }),
            None => default,
        };
        entries.extend([entry(Arc::clone(&block.label), value)]);
    }
    Value::object(entries)
}

fn entry(name: Arc<str>, value: Value) -> (Arc<str>, Value) {
    let fields = Entries::from([("value".into(), value), ("name".into(), Value::string(Arc::clone(&name)))]);
    (name, Value::object(fields))
}

/// Only a default of true or false makes what is given one; beside any other default it stays a text.
fn typed(given: &str, default: &Value) -> Option<Value> {
    if default.kind() != Type::Bool {
        return Some(Value::string(given));
    }
    truth(given).map(Value::bool)
}

fn not_a_bool(block: &Labelled, given: &str) -> Diagnostic {
    let title = format!("the feature `{}` is true or false, and `{given}` is neither", block.label);
    Diagnostic::error(Code::InvalidValue, title)
        .at(block.span, "its default is true or false")
        .hint(format!("set it with `--feature {}=true` or `--feature {}=false`", block.label, block.label))
}

/// The child's features over the parent's, by name.
pub(super) fn merge_features(
    parent: Vec<Labelled>,
    child: Vec<Labelled>,
    strategy: Strategy,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Labelled> {
    let mut merged = parent;
    for mut block in child {
        let Some(other) = merged.iter_mut().find(|other| other.label == block.label) else {
            merged.push(block);
            continue;
        };
        if let (Strategy::Deep, Some(under), Some(over)) =
            (strategy, other.fields.get("default"), block.fields.get("default"))
        {
            match deep_merge(under, over) {
                Ok(default) if under.entries().is_some() && over.entries().is_some() => {
                    block.fields.insert("default".into(), default);
                }
                _ => diagnostics.push(
                    Diagnostic::error(
                        Code::InvalidValue,
                        format!("the defaults of the feature `{}` cannot be merged", block.label),
                    )
                    .at(block.span, "only maps merge deeply")
                    .related(other.span, "included here")
                    .hint("include without `merge_strategy = \"deep\"`"),
                ),
            }
        }
        *other = block;
    }
    merged
}
