//! A setting of a function as documents have it: its state, its value or why that is not known, who changes it, and the
//! chain of places it came through.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use crate::lang::value::{Data, Value};
use crate::source::{Sources, Span};
use crate::spec::{Default, Field, FieldDefinition, Owner};

use super::confidential::shown;
use super::origins::origins_json;
use super::place::{clamp, place_of};

/// Where places of a document are looked up.
#[derive(Clone, Copy)]
pub(super) struct Places<'p> {
    pub(super) sources: &'p Sources,
    pub(super) root: &'p Path,
}

/// The longest piece of a source line that is shown.
const LONGEST_TEXT: usize = 120;

impl Places<'_> {
    /// `{ "file", "line", "column" }`; null for what was written in no file.
    pub(super) fn place(self, span: Span) -> Json {
        match place_of(span, self.sources, self.root) {
            Some(place) => {
                json!({ "file": place.file, "line": place.start.line, "column": place.start.column })
            }
            None => Json::Null,
        }
    }

    /// The same with what is written there, as far as it fits into a line.
    pub(super) fn step(self, span: Span) -> Json {
        let mut step = self.place(span);
        if let (Some(step), Some(file)) = (step.as_object_mut(), self.sources.get(span.file)) {
            let text = shown(&file, clamp(span, file.text()));
            let first = text.lines().next().unwrap_or_default().trim_end();
            let mut short: String = first.chars().take(LONGEST_TEXT).collect();
            if short.len() < text.trim_end().len() {
                short.push('…');
            }
            step.insert("text".to_owned(), json!(short));
        }
        step
    }
}

/// A setting.
pub(super) fn field_json(field: &Field, definition: Option<&FieldDefinition>, places: Places<'_>) -> Json {
    let mut document = match &field.value {
        None => absent(definition),
        Some(value) => value_json(value, places),
    };
    document["owner"] = owner_json(field.owner, places);
    document
}

fn absent(definition: Option<&FieldDefinition>) -> Json {
    let mut document = json!({ "state": "absent" });
    if let Some(default) = definition.and_then(|definition| definition.default) {
        document["default"] = default_json(default);
    }
    document
}

/// What AWS takes where nothing is said.
pub(super) fn default_json(default: Default) -> Json {
    match default {
        Default::Bool(flag) => json!(flag),
        Default::Number(number) => json!(number),
        Default::Text(text) => json!(text),
        Default::ListOf(text) => json!([text]),
    }
}

/// A value with its state, origin and chain.
pub(super) fn value_json(value: &Value, places: Places<'_>) -> Json {
    let mut document = if value.is_sensitive_inside() {
        json!({ "state": "sensitive" })
    } else if let Some(unknown) = value.first_unknown() {
        let mut document = json!({ "state": "unknown", "reason": unknown.reason.to_string() });
        let parts = known_parts(value);
        if !parts.is_empty() {
            document["known_parts"] = Json::Object(parts);
        }
        if value.has_mock_inside() {
            document["mock"] = filled_with_mocks(value).map_or(Json::Null, |filled| plain(&filled));
        }
        document
    } else {
        json!({ "state": "known", "value": plain(value) })
    };
    document["origin"] = places.place(value.provenance.span);
    document["chain"] = value.provenance.way().into_iter().map(|span| places.step(span)).collect();
    let origins = origins_json(value);
    if !origins.is_empty() {
        document["outputs"] = json!(origins);
    }
    document
}

/// The value with mocks in the place of what is not known; `None` where something has none, or one is a secret.
fn filled_with_mocks(value: &Value) -> Option<Value> {
    let data = match &value.data {
        Data::Unknown(unknown) => {
            let mock = unknown.mock.as_ref()?;
            let is_plain = mock.is_wholly_known() && !mock.is_sensitive_inside();
            return is_plain.then(|| mock.clone());
        }
        Data::List(_, parts) | Data::Set(_, parts) | Data::Tuple(parts) => {
            Data::Tuple(parts.iter().map(filled_with_mocks).collect::<Option<Vec<_>>>()?.into())
        }
        Data::Map(_, entries) | Data::Object(entries) => {
            let entries =
                entries.iter().map(|(name, entry)| Some((Arc::clone(name), filled_with_mocks(entry)?)));
            Data::Object(Arc::new(entries.collect::<Option<_>>()?))
        }
        _ => return Some(value.clone()),
    };
    Some(value.with_data(data))
}

/// The entries of a map that are known although it is not as a whole.
fn known_parts(value: &Value) -> Map<String, Json> {
    let of_unknown = value.as_unknown().and_then(|unknown| unknown.known.as_ref());
    let entries = value.entries().or(of_unknown).into_iter().flat_map(|entries| entries.iter());
    let known = entries.filter(|(_, entry)| entry.is_wholly_known());
    known.map(|(name, entry)| (name.to_string(), plain(entry))).collect()
}

/// Who changes it, and where the module says so.
pub(super) fn owner_json(owner: Owner, places: Places<'_>) -> Json {
    let because = match owner {
        Owner::Terraform { .. } => "declared",
        Owner::Undeclared => "not_declared",
        Owner::Ignored { .. } => "ignored",
        Owner::Unknown => "module_not_here",
    };
    json!({ "who": owner.as_str(), "because": because, "place": places.place(owner.place()) })
}

/// A value that is wholly known and no secret.
pub(super) fn plain(value: &Value) -> Json {
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

/// The state of a setting.
pub(super) fn state_of(value: Option<&Value>) -> &'static str {
    match value {
        None => "absent",
        Some(value) if value.is_sensitive_inside() => "sensitive",
        Some(value) if value.first_unknown().is_some() => "unknown",
        Some(_) => "known",
    }
}
