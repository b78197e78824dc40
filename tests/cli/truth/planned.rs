//! The attributes of a planned resource, each by its path: `timeout`, `vpc_config.subnet_ids`, `filter[1].pattern`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::schema::Schema;

/// What a plan says of one attribute.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Planned {
    /// Nothing is set, and nothing will be.
    Absent,
    /// The value that it will have.
    Known(Value),
    /// The parts that are known of a map or an object whose others are not.
    Partly(Map<String, Value>),
    /// Known after the apply.
    Unknown,
    /// Not to be shown.
    Sensitive,
}

/// The attributes of a change, as in `resource_changes[…].change` of a plan.
pub(super) fn attributes(change: &Value, schema: Schema<'_>) -> BTreeMap<String, Planned> {
    let mut found = BTreeMap::new();
    let parts = [&change["after"], &change["after_unknown"], &change["after_sensitive"]];
    collect(parts, schema, "", &mut found);
    found
}

fn collect(parts: [&Value; 3], schema: Schema<'_>, prefix: &str, found: &mut BTreeMap<String, Planned>) {
    for (name, _) in schema.attributes() {
        let [value, unknown, sensitive] = parts.map(|part| &part[name]);
        found.insert(format!("{prefix}{name}"), of_attribute(value, unknown, sensitive));
    }
    for (name, block) in schema.blocks() {
        let parts = parts.map(|part| &part[name]);
        if *parts[1] == true {
            // Not even the number of blocks is known.
            found.insert(format!("{prefix}{name}"), Planned::Unknown);
            continue;
        }
        let count = parts.map(|part| part.as_array().map_or(0, Vec::len)).into_iter().max().unwrap_or(0);
        match count {
            0 if parts[0].is_object() => collect(parts, block, &format!("{prefix}{name}."), found),
            0 => {}
            1 => collect(parts.map(|part| &part[0]), block, &format!("{prefix}{name}."), found),
            _ => (0..count).for_each(|index| {
                let prefix = format!("{prefix}{name}[{index}].");
                collect(parts.map(|part| &part[index]), block, &prefix, found);
            }),
        }
    }
}

fn of_attribute(value: &Value, unknown: &Value, sensitive: &Value) -> Planned {
    if says_true(sensitive) {
        return Planned::Sensitive;
    }
    if *unknown == true {
        return Planned::Unknown;
    }
    if says_true(unknown) {
        return match value {
            Value::Object(parts) => {
                let known = parts.iter().filter(|(key, _)| !says_true(&unknown[key.as_str()]));
                Planned::Partly(known.map(|(key, value)| (key.clone(), value.clone())).collect())
            }
            _ => Planned::Unknown,
        };
    }
    if value.is_null() { Planned::Absent } else { Planned::Known(value.clone()) }
}

/// Whether a tree of truth values, as plans have it, says `true` anywhere.
fn says_true(tree: &Value) -> bool {
    match tree {
        Value::Bool(flag) => *flag,
        Value::Array(elements) => elements.iter().any(says_true),
        Value::Object(members) => members.values().any(says_true),
        _ => false,
    }
}

#[test]
fn blocks_become_paths_and_unknown_parts_are_left_out() {
    let text = serde_json::json!({ "type": "string" });
    let document = serde_json::json!({ "provider_schemas": { "p": { "resource_schemas": { "t": { "block": {
        "attributes": { "name": text, "tags": text, "arn": text, "secret": text, "note": text },
        "block_types": {
            "vpc": { "block": { "attributes": { "ids": text } } },
            "rule": { "block": { "attributes": { "port": text } } },
            "none": { "block": { "attributes": { "x": text } } },
            "later": { "block": { "attributes": { "x": text } } },
        },
    } } } } } });
    let change = serde_json::json!({
        "after": {
            "name": "n", "tags": { "a": "1" }, "secret": "s", "note": null,
            "vpc": [{ "ids": ["1"] }], "rule": [{ "port": 1 }, {}], "none": [],
        },
        "after_unknown": {
            "arn": true, "tags": { "b": true }, "vpc": [{ "ids": [false] }], "rule": [{}, { "port": true }],
            "later": true,
        },
        "after_sensitive": { "secret": true, "vpc": [{ "ids": [false] }] },
    });
    let found = attributes(&change, Schema::of(&document, "t").expect("the schema"));
    let known = |value: Value| Planned::Known(value);
    let tags = serde_json::json!({ "a": "1" });
    let expected = [
        ("arn", Planned::Unknown),
        ("later", Planned::Unknown),
        ("name", known("n".into())),
        ("note", Planned::Absent),
        ("rule[0].port", known(1.into())),
        ("rule[1].port", Planned::Unknown),
        ("secret", Planned::Sensitive),
        ("tags", Planned::Partly(tags.as_object().expect("a map").clone())),
        ("vpc.ids", known(serde_json::json!(["1"]))),
    ];
    assert_eq!(found, expected.map(|(path, value)| (path.to_owned(), value)).into());
}
