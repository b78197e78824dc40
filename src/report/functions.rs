//! Functions as `inspect` shows them: a table for people, a versioned document for programs.

use std::path::Path;

use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::lang::value::{Data, Value};
use crate::source::Sources;
use crate::spec::{FIELDS, FunctionSpec};

use super::diagnostics_json::DiagnosticsJson;
use super::origins::{origins_json, origins_of};
use super::place::display_path;
use super::table::Table;

/// The version of the JSON document; it grows with every change that a reader could notice.
pub const INSPECT_VERSION: u32 = 2;

/// The functions as a table, with a note on every unknown.
pub fn functions_table(functions: &[&FunctionSpec]) -> String {
    let headers = [
        "FUNCTION",
        "ENV",
        "UNIT",
        "RUNTIME",
        "HANDLER",
        "MB",
        "SECONDS",
        "ROLE",
        "VPC",
        "LAYERS",
        "ACCOUNT",
        "NOT BUILT",
    ];
    let mut table = Table::new(headers);
    for function in functions {
        let layers =
            function.value("layers").and_then(Value::elements).map(|layers| layers.len().to_string());
        table.row([
            function.name.clone(),
            or_dash(&function.id.environment),
            function.id.unit.clone(),
            cell(function.value("runtime")),
            cell(function.value("handler")),
            cell(function.value("memory_size")),
            cell(function.value("timeout")),
            role_name(function.value("role")),
            vpc(function).to_owned(),
            layers.unwrap_or_else(|| cell(function.value("layers"))),
            function.account.clone().unwrap_or_else(|| "-".to_owned()),
            function.not_built.as_ref().map_or_else(String::new, ToString::to_string),
        ]);
    }
    format!("{}{}{}", table.render(), unknowns(functions), origins(functions))
}

/// Every unknown field with its reason, so that nothing unknown looks known.
fn unknowns(functions: &[&FunctionSpec]) -> String {
    let mut lines = Vec::new();
    for function in functions {
        for (name, field) in fields(function) {
            if let Some(unknown) = field.and_then(Value::first_unknown) {
                let mock = if unknown.mock.is_some() { " (has a mock)" } else { "" };
                lines.push(format!("  {} {name}: {}{mock}\n", function.name, unknown.reason));
            }
        }
    }
    if lines.is_empty() { String::new() } else { format!("\nunknown until an apply:\n{}", lines.concat()) }
}

/// Every field that was made from outputs of other units which were told from outside the configuration.
fn origins(functions: &[&FunctionSpec]) -> String {
    let mut lines = Vec::new();
    for function in functions {
        for (name, field) in fields(function) {
            let origins = field.map(origins_of).unwrap_or_default();
            lines.extend(origins.iter().map(|origin| format!("  {} {name}: {origin}\n", function.name)));
        }
    }
    if lines.is_empty() {
        String::new()
    } else {
        format!("\ntold from outside the configuration:\n{}", lines.concat())
    }
}

fn fields(function: &FunctionSpec) -> impl Iterator<Item = (&'static str, Option<&Value>)> {
    FIELDS.iter().zip(&function.fields).map(|(definition, field)| (definition.path, field.value.as_ref()))
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "-".to_owned() } else { text.to_owned() }
}

/// A field's text; `-` where the configuration says nothing, `unknown` where only an apply can tell.
fn cell(field: Option<&Value>) -> String {
    match field {
        None => "-".to_owned(),
        Some(value) if value.first_unknown().is_some() => "unknown".to_owned(),
        Some(value) if value.sensitive => "(sensitive)".to_owned(),
        Some(value) => match &value.data {
            Data::String(text) => text.to_string(),
            Data::Number(number) => number.to_string(),
            _ => value.kind().to_string(),
        },
    }
}

fn role_name(role: Option<&Value>) -> String {
    let text = cell(role);
    match text.split_once(":role/") {
        Some((_, name)) => name.to_owned(),
        None => text,
    }
}

fn vpc(function: &FunctionSpec) -> &'static str {
    match function.in_vpc() {
        Some(true) => "yes",
        Some(false) => "-",
        None => "unknown",
    }
}

#[derive(Serialize)]
struct Document<'f> {
    version: u32,
    functions: Vec<FunctionDocument<'f>>,
    diagnostics: DiagnosticsJson,
}

#[derive(Serialize)]
struct FunctionDocument<'f> {
    id: String,
    name: &'f str,
    environment: &'f str,
    unit: &'f str,
    key: &'f str,
    account: Option<&'f str>,
    /// Why no package is built; null when one is.
    not_built: Option<String>,
    fields: serde_json::Map<String, Json>,
}

/// The functions as a JSON document.
pub fn functions_json(
    functions: &[&FunctionSpec],
    diagnostics: DiagnosticsJson,
    sources: &Sources,
    root: &Path,
) -> String {
    let functions = functions
        .iter()
        .map(|function| FunctionDocument {
            id: function.id.to_string(),
            name: &function.name,
            environment: &function.id.environment,
            unit: &function.id.unit,
            key: &function.id.key,
            account: function.account.as_deref(),
            not_built: function.not_built.as_ref().map(ToString::to_string),
            fields: fields(function)
                .into_iter()
                .map(|(name, field)| (name.to_owned(), field_json(field, sources, root)))
                .collect(),
        })
        .collect();
    let document = Document { version: INSPECT_VERSION, functions, diagnostics };
    let mut text = serde_json::to_string_pretty(&document).expect("internal: the document serialises");
    text.push('\n');
    text
}

fn field_json(field: Option<&Value>, sources: &Sources, root: &Path) -> Json {
    let Some(value) = field else { return json!({ "state": "absent" }) };
    let written = sources.locate(value.provenance.span).map(|location| {
        let position = location.position;
        format!("{}:{}:{}", display_path(&location.path, root), position.line, position.column)
    });
    let mut document = if let Some(unknown) = value.first_unknown() {
        let mut document =
            json!({ "state": "unknown", "reason": unknown.reason.to_string(), "written": written });
        if unknown.mock.is_some() {
            document["mock"] = json!(true);
        }
        document
    } else if value.is_sensitive_inside() {
        json!({ "state": "sensitive", "written": written })
    } else {
        json!({ "state": "known", "value": plain(value), "written": written })
    };
    let origins = origins_json(value);
    if !origins.is_empty() {
        document["outputs"] = json!(origins);
    }
    document
}

fn plain(value: &Value) -> Json {
    match &value.data {
        Data::Null(_) | Data::Unknown(_) => Json::Null,
        Data::Bool(flag) => Json::Bool(*flag),
        Data::String(text) => Json::String(text.to_string()),
        Data::Number(number) => number
            .as_i64()
            .map(Json::from)
            .or_else(|| serde_json::Number::from_f64(number.to_f64()).map(Json::Number))
            .unwrap_or(Json::Null),
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => {
            elements.iter().map(plain).collect()
        }
        Data::Map(_, entries) | Data::Object(entries) => {
            entries.iter().map(|(name, entry)| (name.to_string(), plain(entry))).collect()
        }
    }
}
