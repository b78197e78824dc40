//! Values that are secret because of their names. What is made from a value knows of it by itself.

use std::sync::Arc;

use super::provenance::Via;
use super::secret_names::{is_secret_holder, is_secret_name};
use super::value::{Data, Entries, Value};
use crate::source::Sources;

/// Larger values come from no configuration that a person writes.
const MOST_WALKED: usize = 1_000_000;

/// The value with everything in it marked that its name makes a secret, `name` being its own. Where a secret is written
/// as it is, no message will show the place.
pub fn marked(name: &str, value: Value, sources: &Sources) -> Value {
    if value.weight() > MOST_WALKED {
        return value;
    }
    changed(name, &value, Some(sources)).unwrap_or(value)
}

/// The same for a value that is written in no file of the configuration.
pub fn marked_by_name(name: &str, value: Value) -> Value {
    changed(name, &value, None).unwrap_or(value)
}

/// The value where something in it changes.
fn changed(name: &str, value: &Value, sources: Option<&Sources>) -> Option<Value> {
    if value.sensitive {
        return None;
    }
    if is_secret(name, value) {
        if let Some(sources) = sources {
            hide(value, sources);
        }
        return Some(value.clone().sensitive_if(true));
    }
    // What another name holds as it is was looked through when that was given its value.
    if matches!(value.provenance.via.as_deref(), Some(Via::Reference { .. })) {
        return None;
    }
    let data = match &value.data {
        Data::Object(entries) => Data::Object(changed_entries(entries, sources)?),
        Data::Map(kind, entries) => Data::Map(kind.clone(), changed_entries(entries, sources)?),
        Data::Tuple(elements) => Data::Tuple(changed_elements(elements, sources)?),
        Data::List(kind, elements) => Data::List(kind.clone(), changed_elements(elements, sources)?),
        // What is in a set has no name.
        _ => return None,
    };
    Some(value.with_data(data))
}

fn changed_entries(entries: &Arc<Entries>, sources: Option<&Sources>) -> Option<Arc<Entries>> {
    let changes: Vec<_> = entries
        .iter()
        .filter_map(|(name, entry)| Some((Arc::clone(name), changed(name, entry, sources)?)))
        .collect();
    if changes.is_empty() {
        return None;
    }
    let mut entries = (**entries).clone();
    entries.extend(changes);
    Some(Arc::new(entries))
}

fn changed_elements(elements: &[Value], sources: Option<&Sources>) -> Option<Arc<[Value]>> {
    let changes: Vec<_> = elements.iter().map(|element| changed("", element, sources)).collect();
    if changes.iter().all(Option::is_none) {
        return None;
    }
    Some(
        changes
            .into_iter()
            .zip(elements)
            .map(|(change, element)| change.unwrap_or_else(|| element.clone()))
            .collect(),
    )
}

fn is_secret(name: &str, value: &Value) -> bool {
    match &value.data {
        Data::Map(..) | Data::Object(_) if is_secret_holder(name) => {
            // An object with more than texts describes something: a function, say, that is called so.
            let mut entries = value.parts().peekable();
            entries.peek().is_some() && entries.all(|entry| entry.as_str().is_some())
        }
        Data::List(..) | Data::Set(..) | Data::Tuple(_) if is_secret_name(name) => {
            let mut elements = value.parts().peekable();
            elements.peek().is_some() && elements.all(may_be_secret)
        }
        _ => may_be_secret(value) && is_secret_name(name),
    }
}

/// A name of a secret is none: ARNs tell where it is kept.
fn may_be_secret(value: &Value) -> bool {
    match &value.data {
        Data::String(text) => !text.is_empty() && !text.starts_with("arn:"),
        Data::Number(_) => true,
        _ => false,
    }
}

/// Keeps the places confidential where secrets are written as they are.
fn hide(value: &Value, sources: &Sources) {
    for part in value.parts() {
        hide(part, sources);
    }
    let place = value.provenance.span;
    let (Some(text), Some(file)) = (value.as_str(), sources.get(place.file)) else { return };
    let is_literal =
        file.text().get(place.range()).is_some_and(|written| written.trim_matches(['"', '\'']) == text);
    if is_literal {
        file.keep_range_confidential(place.range());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(entries: &[(&str, Value)]) -> Value {
        Value::object(entries.iter().map(|(name, value)| ((*name).into(), value.clone())).collect())
    }

    #[test]
    fn secrets_are_found_at_any_depth() {
        let text = Value::string("s3cr3t-value");
        let value = object(&[
            ("db", object(&[("password", text.clone()), ("user", text.clone())])),
            ("list", Value::tuple([object(&[("apiKey", text.clone())])])),
            ("secrets", object(&[("A", text.clone())])),
            ("tokens", Value::tuple([text.clone()])),
            ("token", Value::string("arn:aws:secretsmanager:::secret:x")),
            ("secret", Value::bool(true)),
            (
                "get-token",
                object(&[("handler", text.clone()), ("variables", object(&[("A", text.clone())]))]),
            ),
        ]);
        let marked = marked("", value, &Sources::default());
        let at = |names: &[&str]| names.iter().fold(&marked, |value, name| value.entry(name).unwrap());
        assert!(
            at(&["db", "password"]).sensitive && !at(&["db", "user"]).sensitive && !at(&["db"]).sensitive
        );
        assert!(at(&["list"]).elements().unwrap()[0].entry("apiKey").unwrap().sensitive);
        assert!(at(&["secrets"]).sensitive && at(&["tokens"]).sensitive);
        for names in [&["token"][..], &["secret"], &["get-token"], &["get-token", "variables"]] {
            assert!(!at(names).is_sensitive_inside(), "{names:?}");
        }
    }

    #[test]
    fn a_local_is_a_secret_by_its_own_name() {
        let value = marked("db_password", Value::string("x"), &Sources::default());
        assert!(value.sensitive);
    }
}
