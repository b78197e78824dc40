//! The `inputs` attribute: always a map. Source: Terragrunt 1.1.3 `internal/ctyhelper`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::kind::Type;
use crate::lang::value::{Data, Entries, Value};
use crate::lang::world::Mode;

/// Inputs are a map; null is an empty one. In `render` what is unknown is the empty text from here on. `found` is what
/// their evaluation found.
pub(super) fn settle_inputs(
    mode: Mode,
    value: Value,
    found: &[Diagnostic],
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    if value.is_null() {
        return Value::object(Entries::new()).with_provenance(value.provenance);
    }
    let unresolved = found.iter().find(|problem| problem.code == Code::UnresolvedDependency);
    if let Some(problem) = no_map(mode, &value, unresolved) {
        diagnostics.push(problem);
    }
    if mode == Mode::Plan {
        return value;
    }
    if let Some(unknown) = unsettled(&value) {
        let is_not_known = format!("this {} is not known{}", unknown.kind(), because(unresolved));
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, "an input cannot be printed")
                .at(unknown.provenance.span, is_not_known)
                .note("Terragrunt's render puts an empty text for what it does not know, and that fits no other type"),
        );
    }
    known(value)
}

/// Why the value cannot be inputs. What is unknown may still become a map, but not in `render`.
fn no_map(mode: Mode, value: &Value, unresolved: Option<&Diagnostic>) -> Option<Diagnostic> {
    let problem = Diagnostic::error(Code::InvalidValue, "`inputs` is no map");
    let span = value.provenance.span;
    if !value.is_unknown() {
        let is_map = value.entries().is_some();
        return (!is_map).then(|| problem.at(span, format!("this is a {}", value.kind().friendly())));
    }
    if mode == Mode::Plan {
        return None;
    }
    let problem = problem.at(span, format!("this is not known{}", because(unresolved)));
    Some(match unresolved {
        Some(_) => problem
            .note("Terragrunt's render puts an empty text for a call with an output that is not there")
            .hint("give the output with `--outputs` or `--local-state`, or write it in the dependency's `mock_outputs`"),
        None => problem,
    })
}

/// What an unknown lacks, which `render` does not report on its own.
fn because(unresolved: Option<&Diagnostic>) -> String {
    unresolved.map(|problem| format!(": {}", problem.title)).unwrap_or_default()
}

/// The first unknown that cannot become an empty text: one of another type, or in a set, which Terragrunt does not look
/// into.
pub(super) fn unsettled(value: &Value) -> Option<&Value> {
    if let Some(unknown) = value.as_unknown() {
        return (!matches!(unknown.kind, Type::Any | Type::String)).then_some(value);
    }
    if matches!(value.data, Data::Set(..)) && !value.is_wholly_known() {
        return Some(value);
    }
    value.parts().find_map(unsettled)
}

/// What Terragrunt makes of inputs that it cannot resolve.
fn known(value: Value) -> Value {
    let data = match &value.data {
        Data::Unknown(_) => Data::String("".into()),
        Data::Tuple(elements) => Data::Tuple(elements.iter().cloned().map(known).collect()),
        Data::List(kind, elements) => Data::List(kind.clone(), elements.iter().cloned().map(known).collect()),
        Data::Map(kind, entries) => Data::Map(kind.clone(), known_entries(entries)),
        Data::Object(entries) => Data::Object(known_entries(entries)),
        _ => return value,
    };
    value.with_data(data)
}

fn known_entries(entries: &Entries) -> Arc<Entries> {
    Arc::new(entries.iter().map(|(name, entry)| (Arc::clone(name), known(entry.clone()))).collect())
}
