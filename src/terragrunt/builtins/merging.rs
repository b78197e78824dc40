//! `deep_merge`: maps one over the other, as includes merge. The original has it behind an experiment.

use crate::lang::builtin::{CallError, CallErrorKind};
use crate::lang::kind::Type;
use crate::lang::value::{Entries, Value};
use crate::lang::world::Mode;
use crate::terragrunt::deep_merge;
use crate::terragrunt::experiment::remedy;

use super::entry::{Entry, entry};
use super::scope::{FileScope, unknown};

pub(super) const TABLE: &[Entry] = &[entry("deep_merge", 0, usize::MAX, deep_merge_maps).any_type_from(0)];

const EXPERIMENT: &str = "deep-merge";

/// Nulls are passed over. `render` refuses it, since Terragrunt does unless the experiment is on.
fn deep_merge_maps(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    if scope.session.mode == Mode::Render && !scope.session.options.has_experiment(EXPERIMENT) {
        return Err(CallError::new(format!("`deep_merge` needs the experiment `{EXPERIMENT}`"))
            .hint(remedy(EXPERIMENT))
            .kind(CallErrorKind::Unavailable));
    }
    if let Some(unknown) = unknown(arguments, Type::Any) {
        return Ok(unknown);
    }
    let mut merged = Value::object(Entries::new());
    for (index, argument) in arguments.iter().enumerate().filter(|(_, argument)| !argument.is_null()) {
        if argument.entries().is_none() {
            let message = format!("a map is required, but this is {}", argument.kind());
            return Err(CallError::argument(index, message));
        }
        merged = deep_merge::deep_merge(&merged, argument).map_err(|error| {
            CallError::argument(index, format!("at `{}` a list meets what is no list", error.key))
        })?;
    }
    Ok(merged)
}
