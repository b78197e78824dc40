//! Functions as a document for programs. `docs/schemas/inspect.json` describes it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::lang::value::Value;
use crate::source::Sources;
use crate::spec::{FIELDS, FunctionSpec, Owner, Related};

use super::diagnostics_json::DiagnosticsJson;
use super::environments_json::environment_json;
use super::explain::Explained;
use super::fields_json::{Places, field_json, owner_json, state_of};

/// The version of the JSON document; it grows with every change that a reader could notice.
pub const INSPECT_VERSION: u32 = 3;

#[derive(Serialize)]
struct Document {
    version: u32,
    functions: Vec<Json>,
    summary: Json,
    diagnostics: DiagnosticsJson,
}

/// The functions as a JSON document.
pub fn functions_json(
    functions: &[&FunctionSpec],
    diagnostics: DiagnosticsJson,
    sources: &Sources,
    root: &Path,
) -> String {
    let places = Places { sources, root };
    let document = Document {
        version: INSPECT_VERSION,
        functions: functions.iter().map(|function| function_json(function, places)).collect(),
        summary: summary(functions),
        diagnostics,
    };
    let mut text = serde_json::to_string_pretty(&document).expect("internal: the document serialises");
    text.push('\n');
    text
}

/// The version of the document of explanations.
pub const EXPLAIN_VERSION: u32 = 1;

/// Explanations as a JSON document: of each function, the settings that were asked for.
pub fn explained_json(
    explained: &[(&FunctionSpec, Vec<Explained<'_>>)],
    sources: &Sources,
    root: &Path,
) -> String {
    let places = Places { sources, root };
    let explained: Vec<Json> = explained
        .iter()
        .map(|(function, parts)| {
            let settings: Map<String, Json> = parts
                .iter()
                .map(|part| match part {
                    Explained::Field(definition) => {
                        let field = function.field(definition.path);
                        (definition.path.to_owned(), field_json(field, Some(definition), places))
                    }
                    Explained::Code => owner_entry("code", function.code_owner(), places),
                    Explained::Versions => owner_entry("versions", function.version_owner(), places),
                })
                .collect();
            json!({
                "id": function.id.to_string(),
                "resource": function.resource.as_deref(),
                "settings": settings,
                "inputs": inputs_json(function, places),
            })
        })
        .collect();
    let document = json!({ "version": EXPLAIN_VERSION, "explained": explained });
    let mut text = serde_json::to_string_pretty(&document).expect("internal: the document serialises");
    text.push('\n');
    text
}

fn owner_entry(name: &str, owner: Owner, places: Places<'_>) -> (String, Json) {
    (name.to_owned(), json!({ "owner": owner_json(owner, places) }))
}

fn function_json(function: &FunctionSpec, places: Places<'_>) -> Json {
    let fields: Map<String, Json> = FIELDS
        .iter()
        .zip(&function.fields)
        .map(|(definition, field)| (definition.path.to_owned(), field_json(field, Some(definition), places)))
        .collect();
    json!({
        "id": function.id.to_string(),
        "name": function.name,
        "environment": function.id.environment,
        "unit": function.id.unit,
        "key": function.id.key,
        "account": function.account,
        "told": environment_json(&function.environment, places),
        "resource": function.resource.as_deref(),
        "declared": places.place(function.span),
        "not_built": function.not_built.as_ref().map(ToString::to_string),
        "fields": fields,
        "code": { "owner": owner_json(function.code_owner(), places) },
        "versions": { "owner": owner_json(function.version_owner(), places) },
        "related": function.related.iter().map(|related| related_json(related, places)).collect::<Vec<_>>(),
        "inputs": inputs_json(function, places),
    })
}

fn related_json(related: &Related, places: Places<'_>) -> Json {
    let attributes: Map<String, Json> =
        related.fields.iter().map(|(path, field)| (path.clone(), field_json(field, None, places))).collect();
    json!({
        "address": &*related.address,
        "type": &*related.kind,
        "declared": places.place(related.span),
        "attributes": attributes,
    })
}

/// What becomes of inputs that do not reach the module as they are written.
fn inputs_json(function: &FunctionSpec, places: Places<'_>) -> Json {
    let fates = &function.inputs;
    let dropped = fates.dropped_for(&function.id.key).map(|part| {
        json!({
            "variable": &*part.variable, "part": part.route,
            "origin": places.place(part.provenance.span), "declared": places.place(part.declared),
        })
    });
    let overridden = fates.overridden.iter().map(|over| {
        json!({
            "variable": &*over.variable,
            "given_by": over.lost.0.name(), "origin": places.place(over.lost.1.span),
            "overridden_by": over.counts.0.name(), "by": places.place(over.counts.1.span),
        })
    });
    let undeclared = fates.undeclared.iter().map(|undeclared| {
        json!({
            "name": &*undeclared.name, "given_by": undeclared.by.name(),
            "origin": places.place(undeclared.provenance.span),
        })
    });
    json!({
        "dropped": dropped.collect::<Vec<_>>(),
        "overridden": overridden.collect::<Vec<_>>(),
        "undeclared": undeclared.collect::<Vec<_>>(),
    })
}

/// How much is known, and why the rest is not.
fn summary(functions: &[&FunctionSpec]) -> Json {
    let mut states: BTreeMap<&str, usize> =
        ["known", "unknown", "sensitive", "absent"].into_iter().map(|state| (state, 0)).collect();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for field in functions.iter().flat_map(|function| &function.fields) {
        let state = state_of(field.value.as_ref());
        *states.entry(state).or_default() += 1;
        if state == "unknown"
            && let Some(unknown) = field.value.as_ref().and_then(Value::first_unknown)
        {
            *reasons.entry(unknown.reason.to_string()).or_default() += 1;
        }
    }
    let mut reasons: Vec<(String, usize)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let reasons: Vec<Json> =
        reasons.into_iter().map(|(reason, count)| json!({ "reason": reason, "fields": count })).collect();
    json!({ "functions": functions.len(), "fields": states, "unknown": reasons })
}
