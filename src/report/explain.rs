//! One setting of a function explained: its value, the places it came through with their source lines, who changes it,
//! and what was lost on the way.

use std::fmt::Write as _;

use crate::lang::value::{Data, Value};
use crate::source::{Sources, Span};
use crate::spec::{Default, Field, FieldDefinition, FunctionSpec, Owner};

use super::confidential::shown;
use super::fields_json::{plain, state_of};
use super::place::{clamp, place_of};

/// What is explained of a function.
#[derive(Clone, Copy, Debug)]
pub enum Explained<'f> {
    /// A setting.
    Field(&'f FieldDefinition),
    /// Who changes the code.
    Code,
    /// Who publishes versions.
    Versions,
}

/// The explanation of a part of a function.
pub fn explain(
    function: &FunctionSpec,
    explained: Explained<'_>,
    sources: &Sources,
    root: &std::path::Path,
) -> String {
    let mut text = String::new();
    let resource = function.resource.as_deref().unwrap_or("told by the inputs alone");
    let name = match explained {
        Explained::Field(definition) => definition.path,
        Explained::Code => "code",
        Explained::Versions => "versions",
    };
    let id = &function.id;
    line(&mut text, &format!("{}.{name}  ({id}, {resource})", function.name));
    let lines = Lines { sources, root };
    match explained {
        Explained::Field(definition) => {
            let field = function.field(definition.path);
            explain_field(&mut text, definition, field, lines);
            explain_owner(&mut text, function, field.owner, lines);
            explain_losses(&mut text, function, field, lines);
        }
        Explained::Code => explain_owner(&mut text, function, function.code_owner(), lines),
        Explained::Versions => explain_owner(&mut text, function, function.version_owner(), lines),
    }
    text.push('\n');
    text
}

#[derive(Clone, Copy)]
struct Lines<'l> {
    sources: &'l Sources,
    root: &'l std::path::Path,
}

impl Lines<'_> {
    /// `file:line:col`
    fn place(self, span: Span) -> Option<String> {
        let place = place_of(span, self.sources, self.root)?;
        Some(format!("{}:{}:{}", place.file, place.start.line, place.start.column))
    }

    /// The line of a place with a mark below what is meant; what goes over several lines is marked in the first.
    fn snippet(self, span: Span) -> Option<String> {
        let file = self.sources.get(span.file)?;
        let text = file.text();
        let range = clamp(span, text);
        let start = text[..range.start].rfind('\n').map_or(0, |line_break| line_break + 1);
        let end = text[range.start..].find('\n').map_or(text.len(), |line_break| range.start + line_break);
        let line = shown(&file, start..end).replace('\t', " ");
        let number = place_of(span, self.sources, self.root)?.start.line.to_string();
        let before = text[start..range.start].chars().count();
        let width = text[range.start..range.end.min(end)].chars().count().max(1);
        let gutter = " ".repeat(number.len());
        Some(format!(
            "     {number} | {}\n     {gutter} | {}{}",
            line.trim_end(),
            " ".repeat(before),
            "^".repeat(width)
        ))
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn explain_field(text: &mut String, definition: &FieldDefinition, field: &Field, lines: Lines<'_>) {
    let Some(value) = &field.value else {
        let default = definition.default.map(|default| match default {
            Default::Bool(flag) => flag.to_string(),
            Default::Number(number) => number.to_string(),
            Default::Text(text) => format!("\"{text}\""),
            Default::ListOf(text) => format!("[\"{text}\"]"),
        });
        line(
            text,
            &match default {
                Some(default) => format!("  not set: AWS takes {default}"),
                None => "  not set".to_owned(),
            },
        );
        return;
    };
    line(text, &format!("  {}", said(value)));
    let way = value.provenance.way();
    let last = way.len().saturating_sub(1);
    for (index, span) in way.into_iter().enumerate() {
        let Some(place) = lines.place(span) else { continue };
        let what = match index {
            _ if index == last => "written here",
            0 => "what the function's resource says",
            _ => "through",
        };
        line(text, &format!("  {}. {place}  {what}", index + 1));
        if let Some(snippet) = lines.snippet(span) {
            line(text, &snippet);
        }
    }
}

/// The value, or why there is none.
fn said(value: &Value) -> String {
    match state_of(Some(value)) {
        "sensitive" => "(sensitive)".to_owned(),
        "unknown" => {
            let Some(unknown) = value.first_unknown() else { return String::new() };
            let whole = matches!(value.data, Data::Unknown(_));
            let part = if whole { "not known" } else { "not known as a whole" };
            let mock = if unknown.mock.is_some() { ", which has a mock" } else { "" };
            format!("{part}: {}{mock}", unknown.reason)
        }
        _ => plain(value).to_string(),
    }
}

fn explain_owner(text: &mut String, function: &FunctionSpec, owner: Owner, lines: Lines<'_>) {
    let place = lines.place(owner.place()).map(|place| format!(" ({place})")).unwrap_or_default();
    let unit = &function.id.unit;
    line(
        text,
        &match owner {
            Owner::Terraform { .. } => {
                format!("  owner: Terraform, the module declares it{place}; apply unit `{unit}` to change it")
            }
            Owner::Ignored { .. } => format!("  owner: tglambda, the module ignores changes of it{place}"),
            Owner::Undeclared => "  owner: tglambda, the module does not declare it".to_owned(),
            Owner::Unknown => "  owner: not known, the module is not here".to_owned(),
        },
    );
}

/// What was lost on the way to this setting.
fn explain_losses(text: &mut String, function: &FunctionSpec, field: &Field, lines: Lines<'_>) {
    let way = field.value.as_ref().map(|value| value.provenance.way()).unwrap_or_default();
    for over in &function.inputs.overridden {
        if way.contains(&over.counts.1.span)
            && let Some(place) = lines.place(over.lost.1.span)
        {
            let _ = writeln!(
                text,
                "  overridden: {} give `{}` at {place}, and {} takes its place",
                over.lost.0, over.variable, over.counts.0
            );
        }
    }
    if field.value.is_some() {
        return;
    }
    for part in function.inputs.dropped_for(&function.id.key) {
        if let Some(place) = lines.place(part.provenance.span) {
            let declared = lines.place(part.declared).unwrap_or_default();
            let _ = writeln!(
                text,
                "  dropped: `{}{}` at {place}, which the type of the variable at {declared} does not have",
                part.variable, part.route
            );
        }
    }
}
