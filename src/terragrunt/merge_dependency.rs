//! `dependency` blocks of an included file under those of the file that includes it. Source: Terragrunt 1.1.3
//! `pkg/config/dependency.go` (`DeepMerge`).

use crate::lang::value::Value;

use super::config::Labelled;
use super::deep_merge::deep_merge;
use super::strategy::Strategy;

/// The child's blocks over the parent's, by label: whole in a shallow merge, attribute by attribute in a deep one.
pub(super) fn merge_dependency_blocks(
    parent: Vec<Labelled>,
    child: Vec<Labelled>,
    strategy: Strategy,
) -> Vec<Labelled> {
    let mut merged = parent;
    for block in child {
        match merged.iter_mut().find(|other| other.label == block.label) {
            Some(other) if strategy == Strategy::Deep => merge_block(other, &block),
            Some(other) => *other = block,
            None => merged.push(block),
        }
    }
    merged
}

/// The strategy of mocks with state stays the parent's: the original does not merge it.
fn merge_block(parent: &mut Labelled, child: &Labelled) {
    for name in ["config_path", "enabled", "skip_outputs"] {
        if let Some(value) = child.field(name).filter(|value| value.as_str() != Some("")) {
            parent.fields.insert(name.into(), value.clone());
        }
    }
    if let Some(over) = child.field("mock_outputs") {
        // Mocks that cannot be merged are the child's: the original fails there, which nobody has to copy.
        let mock = parent.field("mock_outputs").and_then(|under| deep_merge(under, over).ok());
        parent.fields.insert("mock_outputs".into(), mock.unwrap_or_else(|| over.clone()));
    }
    let commands = "mock_outputs_allowed_terraform_commands";
    if let Some(over) = child.field(commands) {
        let joined = match (parent.field(commands).and_then(Value::elements), over.elements()) {
            (Some(under), Some(own)) => {
                Value::tuple(under.iter().chain(own.iter()).cloned().collect::<Vec<_>>())
                    .with_provenance(over.provenance.clone())
            }
            _ => over.clone(),
        };
        parent.fields.insert(commands.into(), joined);
    }
    parent.span = child.span;
}
