//! Functions as `inspect` shows them to people: a table, with a note on what is not known.

use crate::lang::value::{Data, Value};
use crate::spec::{FIELDS, FunctionSpec};

use super::origins::origins_of;
use super::table::Table;

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
