//! `feature` blocks: their defaults, and what a unit sees of those it includes.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::{Entries, Value};

use super::config::Labelled;
use super::deep_merge::deep_merge;
use super::strategy::Strategy;

/// The variable `feature`.
pub(super) fn feature_variable(features: &[Labelled]) -> Value {
    let entry = |block: &Labelled| {
        let value = block.fields.get("default").cloned().unwrap_or_else(Value::null);
        let name = Value::string(Arc::clone(&block.label));
        let fields = Entries::from([("value".into(), value), ("name".into(), name)]);
        (Arc::clone(&block.label), Value::object(fields))
    };
    Value::object(features.iter().map(entry).collect())
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
