//! Which outputs of other units a value was made from, and where each was had.

use serde_json::{Value as Json, json};

use crate::lang::origin::{OutputOrigin, OutputSource};
use crate::lang::value::Value;

/// The outputs that `value` and its parts were made from, each once.
pub(super) fn origins_of(value: &Value) -> Vec<&OutputOrigin> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect<'v>(value: &'v Value, found: &mut Vec<&'v OutputOrigin>) {
    for origin in value.provenance.outputs() {
        if !found.contains(&origin) {
            found.push(origin);
        }
    }
    value.elements().into_iter().flat_map(|parts| parts.iter()).for_each(|part| collect(part, found));
    value.entries().into_iter().flat_map(|entries| entries.values()).for_each(|part| collect(part, found));
}

/// The same as documents have it.
pub(super) fn origins_json(value: &Value) -> Vec<Json> {
    let origin = |origin: &OutputOrigin| {
        let mut document = json!({
            "unit": &*origin.reference.unit,
            "output": &*origin.reference.output,
            "source": origin.source.name(),
        });
        if let OutputSource::Supplied(file) | OutputSource::LocalState(file) = &origin.source {
            document["file"] = json!(&**file);
        }
        document
    };
    origins_of(value).into_iter().map(origin).collect()
}
