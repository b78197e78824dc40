//! The `inputs` attribute: always a map. Source: Terragrunt 1.1.3 `internal/ctyhelper`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Entries, Value};
use crate::lang::world::Mode;

/// Inputs are a map; null is an empty one. In `render` what is unknown is the empty text from here on.
pub(super) fn settle_inputs(mode: Mode, value: Value, diagnostics: &mut Vec<Diagnostic>) -> Value {
    if value.is_null() {
        return Value::object(Entries::new()).with_provenance(value.provenance);
    }
    if let Some(problem) = no_map(mode, &value) {
        diagnostics.push(problem);
    }
    if mode != Mode::Render {
        return value;
    }
    if let Some(unknown) = unsettled(&value) {
        diagnostics.push(
            Diagnostic::error(Code::InvalidValue, "an input cannot be printed")
                .at(unknown.provenance.span, format!("this {} is not known{}", unknown.kind(), because(unknown)))
                .note("Terragrunt's render puts an empty text for what it does not know, and that fits no other type"),
        );
    }
    known(value)
}

/// Why the value cannot be inputs. What is unknown may still become a map, but not in `render`.
fn no_map(mode: Mode, value: &Value) -> Option<Diagnostic> {
    let problem = Diagnostic::error(Code::InvalidValue, "`inputs` is no map");
    let span = value.provenance.span;
    let Some(unknown) = value.as_unknown() else {
        return value
            .entries()
            .is_none()
            .then(|| problem.at(span, format!("this is a {}", value.kind().friendly())));
    };
    if mode != Mode::Render {
        return None;
    }
    let problem = problem.at(span, format!("this is not known{}", because(value)));
    Some(match unknown.reason {
        Reason::Output(_) => problem
            .note("Terragrunt's render puts an empty text for a call with an output that is not there")
            .hint("give the output with `--outputs` or `--local-state`, or write it in the dependency's `mock_outputs`"),
        _ => problem,
    })
}

/// What an unknown lacks, unless that is reported on its own.
fn because(value: &Value) -> String {
    match value.as_unknown().map(|unknown| &unknown.reason) {
        None | Some(Reason::Failed) => String::new(),
        Some(reason) => format!(": it needs {reason}"),
    }
}

/// The first unknown that is of a type other than text.
fn unsettled(value: &Value) -> Option<&Value> {
    if let Some(unknown) = value.as_unknown() {
        return (!matches!(unknown.kind, Type::Any | Type::String)).then_some(value);
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
