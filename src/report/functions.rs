//! Functions as `inspect` shows them to people: a table, with a note on what is not known.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::lang::reason::Reason;
use crate::lang::value::{Data, Value};
use crate::spec::{Default, FIELDS, FunctionSpec, Owner, field_named};

use super::origins::origins_of;
use super::table::Table;

/// The functions as a table, with what is not known below.
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
        "CODE",
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
            or_default(function, "memory_size"),
            or_default(function, "timeout"),
            role_name(function.value("role")),
            vpc(function).to_owned(),
            layers.unwrap_or_else(|| cell(function.value("layers"))),
            code(function).to_owned(),
            function.account.clone().unwrap_or_else(|| "-".to_owned()),
            function.not_built.as_ref().map_or_else(String::new, ToString::to_string),
        ]);
    }
    let text = table.render();
    let legend = if text.contains('*') { "* AWS's own, where nothing is said\n" } else { "" };
    format!("{text}{legend}{}{}{}", unknowns(functions), failures(functions), origins(functions))
}

/// A number as it is said; what AWS takes where it is not, with a mark.
fn or_default(function: &FunctionSpec, path: &str) -> String {
    match (function.value(path), field_named(path).and_then(|definition| definition.default)) {
        (None, Some(Default::Number(number))) if function.resource.is_some() => format!("{number}*"),
        (value, _) => cell(value),
    }
}

/// Who changes the code.
fn code(function: &FunctionSpec) -> &'static str {
    match function.code_owner() {
        Owner::Terraform { .. } => "terraform",
        Owner::Undeclared | Owner::Ignored { .. } => "tglambda",
        Owner::Unknown => "unknown",
    }
}

/// What is not known before an apply: for each reason the settings that hang on it, so that nothing unknown looks known.
fn unknowns(functions: &[&FunctionSpec]) -> String {
    let mut by_reason: BTreeMap<String, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    let mut count = 0;
    for function in functions {
        for (name, value) in fields(function) {
            let unknown = value.filter(|value| !value.is_sensitive_inside()).and_then(Value::first_unknown);
            let Some(unknown) = unknown.filter(|unknown| unknown.reason != Reason::Failed) else { continue };
            let mock = if unknown.mock.is_some() { " (has a mock)" } else { "" };
            let settings = by_reason.entry(format!("{}{mock}", unknown.reason)).or_default();
            settings.entry(name).or_default().push(&function.name);
            count += 1;
        }
    }
    if count == 0 {
        return String::new();
    }
    let mut text = format!("\nunknown until an apply, {}:\n", settings_count(count));
    for (reason, settings) in by_reason {
        let _ = writeln!(text, "  {reason}");
        for (setting, names) in settings {
            let _ = writeln!(text, "    {setting}: {}", listed(&names));
        }
    }
    text
}

/// How many settings have an expression that failed, which is reported on its own.
fn failures(functions: &[&FunctionSpec]) -> String {
    let is_failed =
        |value: &Value| value.first_unknown().is_some_and(|unknown| unknown.reason == Reason::Failed);
    let failed = functions.iter().flat_map(|function| {
        let failed = fields(function).filter(|(_, value)| value.is_some_and(is_failed));
        failed.map(|(name, _)| format!("  {} {name}\n", function.name)).collect::<Vec<_>>()
    });
    let failed: Vec<String> = failed.collect();
    if failed.is_empty() {
        return String::new();
    }
    format!("\nnot told because of the errors, {}:\n{}", settings_count(failed.len()), failed.concat())
}

fn settings_count(count: usize) -> String {
    if count == 1 { "1 setting".to_owned() } else { format!("{count} settings") }
}

/// Names for a line, cut where they would fill it.
fn listed(names: &[&str]) -> String {
    const MOST: usize = 4;
    let shown = names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    if names.len() > MOST { format!("{shown} and {} more", names.len() - MOST) } else { shown }
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
