//! Whether one field of the document agrees with what the plan says of the attribute.

use serde_json::Value;

use super::planned::Planned;
use super::schema::Attribute;

/// What the provider's schema says of an attribute, and whether the module sets it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) attribute: Option<Attribute<'a>>,
    pub(super) is_configured: bool,
    /// Whether the planned value is the provider's default.
    pub(super) is_default: bool,
}

impl Place<'_> {
    fn is_a_set(self) -> bool {
        self.attribute.is_some_and(Attribute::is_a_set)
    }

    fn may_be_filled(self) -> bool {
        self.attribute.is_some_and(Attribute::may_be_filled)
    }
}

/// What is in every text that a data source of the doubles answers, and the account and number of the others.
const DATA_MARKS: [&str; 3] = ["double-", "909090909090", "909090"];

/// How a field agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// Both know the value, and it is the same.
    Known,
    /// Neither has one, or the document says which default it will be.
    Absent,
    /// Neither knows it.
    Unknown,
    /// The plan has it from a data source, which the document cannot know.
    FromData,
    /// The plan has the mock of an output.
    FromMock,
    /// Both keep it to themselves.
    Sensitive,
    /// The provider or AWS fills it in; the document does not speak of it.
    FilledIn,
}

/// Compares them.
///
/// # Errors
///
/// What is wrong with the field, in a few words.
pub(super) fn agree(
    planned: &Planned,
    field: Option<&Value>,
    place: Place<'_>,
) -> Result<Agreement, &'static str> {
    let is_set = place.is_a_set();
    let Some(field) = field else { return untold(planned, place) };
    match (field["state"].as_str().unwrap_or_default(), planned) {
        ("known", Planned::Known(value)) if same(value, &field["value"], is_set) => Ok(Agreement::Known),
        ("known", Planned::Known(_)) => Err("another value"),
        ("known", Planned::Absent) if same(&field["value"], &field["default"], is_set) => {
            Ok(Agreement::Absent)
        }
        // No block of a kind.
        ("known", Planned::Absent) if place.attribute.is_none() && is_nothing(&field["value"]) => {
            Ok(Agreement::Absent)
        }
        ("known", Planned::Absent) if field["value"].is_null() => Ok(Agreement::Absent),
        ("known", Planned::Absent) => Err("the plan has none"),
        ("known", Planned::Unknown | Planned::Partly(_)) => Err("known after apply only"),
        ("known", Planned::Sensitive) => Err("sensitive in the plan"),
        ("sensitive", Planned::Sensitive) => Ok(Agreement::Sensitive),
        ("sensitive", _) => Err("not sensitive in the plan"),
        ("absent", planned) => absent(planned, &field["default"], place),
        ("unknown", planned) => unknown(planned, field, is_set),
        _ => Err("a state that the schema does not have"),
    }
}

fn untold(planned: &Planned, place: Place<'_>) -> Result<Agreement, &'static str> {
    match planned {
        Planned::Absent => Ok(Agreement::Absent),
        _ if place.attribute.is_some_and(Attribute::is_an_answer) => Ok(Agreement::FilledIn),
        Planned::Unknown if place.may_be_filled() => Ok(Agreement::FilledIn),
        Planned::Known(_) if place.is_default => Ok(Agreement::Absent),
        Planned::Known(_) if place.may_be_filled() && !place.is_configured => Ok(Agreement::FilledIn),
        Planned::Known(value) if is_nothing(value) => Ok(Agreement::Absent),
        _ => Err("not told"),
    }
}

fn absent(planned: &Planned, default: &Value, place: Place<'_>) -> Result<Agreement, &'static str> {
    match planned {
        Planned::Absent => Ok(Agreement::Absent),
        Planned::Known(value) if same(value, default, place.is_a_set()) => Ok(Agreement::Absent),
        Planned::Known(value) if default.is_null() && is_nothing(value) => Ok(Agreement::Absent),
        Planned::Known(_) if default.is_null() => Err("the plan has a value"),
        Planned::Known(_) => Err("the plan has another value than the default"),
        Planned::Unknown if place.may_be_filled() => Ok(Agreement::FilledIn),
        Planned::Unknown | Planned::Partly(_) => Err("known after apply"),
        Planned::Sensitive => Err("sensitive in the plan"),
    }
}

fn unknown(planned: &Planned, field: &Value, is_set: bool) -> Result<Agreement, &'static str> {
    let mock = &field["mock"];
    let is_mocked = *mock == true || waits_for_an_output(field);
    match planned {
        Planned::Unknown | Planned::Sensitive => Ok(Agreement::Unknown),
        Planned::Partly(known) => {
            parts_agree(field, |key| known.get(key).cloned())?;
            Ok(Agreement::Unknown)
        }
        Planned::Known(value) if is_from_data(value) => {
            parts_agree(field, |key| value.get(key).filter(|part| !is_from_data(part)).cloned())?;
            Ok(Agreement::FromData)
        }
        Planned::Known(value) if !mock.is_null() && !mock.is_boolean() => {
            parts_agree(field, |key| value.get(key).cloned())?;
            if has_part(value, mock, is_set) { Ok(Agreement::FromMock) } else { Err("another mock") }
        }
        Planned::Known(value) if is_mocked => {
            parts_agree(field, |key| value.get(key).cloned())?;
            Ok(Agreement::FromMock)
        }
        Planned::Absent if is_mocked => Ok(Agreement::FromMock),
        // A data source decides which of several values it is.
        Planned::Known(_) | Planned::Absent if waits_for_data(field) => Ok(Agreement::FromData),
        Planned::Known(_) => Err("the plan knows it"),
        Planned::Absent => Err("the plan knows that there is none"),
    }
}

/// Whether a value is the mock, or has it in it: the document tells the mock of the first part that is not known.
fn has_part(value: &Value, mock: &Value, is_set: bool) -> bool {
    same(value, mock, is_set)
        || match (value, mock) {
            (Value::String(text), Value::String(part)) => text.contains(part.as_str()),
            (Value::Array(elements), _) => elements.iter().any(|element| has_part(element, mock, false)),
            (Value::Object(members), _) => members.values().any(|member| has_part(member, mock, false)),
            _ => false,
        }
}

/// Whether the document says that the output of another unit decides. In a plan, that output's mock does.
fn waits_for_an_output(field: &Value) -> bool {
    let outputs = field["outputs"].as_array().is_some_and(|outputs| !outputs.is_empty());
    outputs || field["reason"].as_str().is_some_and(|reason| reason.starts_with("output `"))
}

/// Whether the document says that a data source decides.
fn waits_for_data(field: &Value) -> bool {
    let reason = field["reason"].as_str().unwrap_or_default();
    reason.starts_with("`data.") || reason.starts_with("`module.") && reason.contains(".data.")
}

/// Whether every part of a map that the document knows is what the plan has.
fn parts_agree(field: &Value, planned: impl Fn(&str) -> Option<Value>) -> Result<(), &'static str> {
    let parts = field["known_parts"].as_object().into_iter().flatten();
    for (key, part) in parts {
        if !planned(key).is_some_and(|value| same(&value, part, false)) {
            return Err("a known part has another value");
        }
    }
    Ok(())
}

/// Whether a value, or a part of it, is a data source's answer.
fn is_from_data(value: &Value) -> bool {
    let text = value.to_string();
    DATA_MARKS.iter().any(|mark| text.contains(mark))
}

/// What the provider does not tell from nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Equal as Terraform compares: `1` and `1.0` are the same number, sets have no order.
fn same(one: &Value, other: &Value, is_set: bool) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) if is_set => {
            let sorted = |values: &[Value]| {
                let mut texts: Vec<_> = values.iter().map(Value::to_string).collect();
                texts.sort();
                texts.dedup();
                texts
            };
            sorted(one) == sorted(other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other, false))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| same(value, other, false)))
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(planned: &Planned, field: impl std::borrow::Borrow<Value>, expected: Result<Agreement, &str>) {
        let field = field.borrow();
        assert_eq!(
            agree(planned, Some(field), Place { attribute: None, is_configured: true, is_default: false }),
            expected,
            "{planned:?} and {field}"
        );
    }

    #[test]
    fn a_known_value_must_be_the_planned_one() {
        let planned = Planned::Known(json!(128));
        check(&planned, json!({ "state": "known", "value": 128.0 }), Ok(Agreement::Known));
        check(&planned, json!({ "state": "known", "value": 256 }), Err("another value"));
        check(&planned, json!({ "state": "absent", "default": 128 }), Ok(Agreement::Absent));
        check(
            &planned,
            json!({ "state": "absent", "default": 3 }),
            Err("the plan has another value than the default"),
        );
        check(&planned, json!({ "state": "absent" }), Err("the plan has a value"));
        check(&planned, json!({ "state": "unknown" }), Err("the plan knows it"));
    }

    #[test]
    fn what_the_apply_decides_is_unknown_and_its_known_parts_agree() {
        check(&Planned::Unknown, json!({ "state": "unknown" }), Ok(Agreement::Unknown));
        check(&Planned::Unknown, json!({ "state": "known", "value": 1 }), Err("known after apply only"));
        check(&Planned::Unknown, json!({ "state": "absent" }), Err("known after apply"));
        let planned = Planned::Partly(json!({ "A": "1" }).as_object().expect("a map").clone());
        check(&planned, json!({ "state": "unknown", "known_parts": { "A": "1" } }), Ok(Agreement::Unknown));
        let wrong = json!({ "state": "unknown", "known_parts": { "A": "2" } });
        check(&planned, wrong, Err("a known part has another value"));
    }

    #[test]
    fn values_of_data_sources_and_mocks_may_be_unknown() {
        let planned = Planned::Known(json!("arn:aws:iam::909090909090:role/x"));
        check(&planned, json!({ "state": "unknown" }), Ok(Agreement::FromData));
        let planned = Planned::Known(json!("mocked"));
        check(&planned, json!({ "state": "unknown", "mock": "mocked" }), Ok(Agreement::FromMock));
        check(&planned, json!({ "state": "unknown", "mock": "other" }), Err("another mock"));
        let within = Planned::Known(json!({ "A": "x-mocked-y" }));
        check(&within, json!({ "state": "unknown", "mock": "mocked" }), Ok(Agreement::FromMock));
        check(&planned, json!({ "state": "unknown", "outputs": ["a"] }), Ok(Agreement::FromMock));
    }

    #[test]
    fn sensitive_values_are_told_as_such() {
        check(&Planned::Sensitive, json!({ "state": "sensitive" }), Ok(Agreement::Sensitive));
        check(&Planned::Sensitive, json!({ "state": "known", "value": "s" }), Err("sensitive in the plan"));
        check(&Planned::Known(json!("s")), json!({ "state": "sensitive" }), Err("not sensitive in the plan"));
    }
}
