//! Values with their types as the oracle writes them: what is compared, and what variables are read from.

use std::sync::Arc;

use serde_json::{Map, Value as Json, json};
use tglambda::lang::kind::Type;
use tglambda::lang::number::Number;
use tglambda::lang::reason::Reason;
use tglambda::lang::value::{Data, Entries, Value};

/// A type as cty writes it in JSON.
pub(crate) fn type_json(kind: &Type) -> Json {
    match kind {
        Type::Any => json!("dynamic"),
        Type::Bool => json!("bool"),
        Type::Number => json!("number"),
        Type::String => json!("string"),
        Type::List(element) => json!(["list", type_json(element)]),
        Type::Set(element) => json!(["set", type_json(element)]),
        Type::Map(element) => json!(["map", type_json(element)]),
        Type::Tuple(elements) => json!(["tuple", elements.iter().map(type_json).collect::<Vec<_>>()]),
        Type::Object(attributes) => {
            let attributes = attributes.iter().map(|(name, kind)| (name.to_string(), type_json(kind)));
            json!(["object", attributes.collect::<Map<_, _>>()])
        }
    }
}

/// The type that cty writes as this JSON.
pub(crate) fn read_type(json: &Json) -> Type {
    if let Some(name) = json.as_str() {
        return match name {
            "dynamic" => Type::Any,
            "bool" => Type::Bool,
            "number" => Type::Number,
            "string" => Type::String,
            other => panic!("no type `{other}`"),
        };
    }
    match json[0].as_str().expect("a type is a name or starts with one") {
        "list" => Type::list(read_type(&json[1])),
        "set" => Type::set(read_type(&json[1])),
        "map" => Type::map(read_type(&json[1])),
        "tuple" => Type::Tuple(json[1].as_array().expect("types").iter().map(read_type).collect()),
        "object" => {
            let attributes = json[1].as_object().expect("attributes");
            let attributes = attributes.iter().map(|(name, kind)| (name.as_str().into(), read_type(kind)));
            Type::Object(Arc::new(attributes.collect()))
        }
        other => panic!("no type `{other}`"),
    }
}

/// A value as the oracle writes it.
pub(crate) fn value_json(value: &Value) -> Json {
    let elements = |elements: &[Value]| elements.iter().map(value_json).collect::<Vec<_>>();
    let json = match &value.data {
        Data::Null(_) => Json::Null,
        Data::Unknown(_) => json!({"unknown": true}),
        Data::Bool(flag) => json!(flag),
        Data::Number(number) => {
            let (text, exact) = (number.to_string(), number.exact());
            json!({"number": text, "exact": exact, "precision": number.precision()})
        }
        Data::String(text) => json!(&**text),
        Data::List(_, parts) | Data::Set(_, parts) | Data::Tuple(parts) => json!(elements(parts)),
        Data::Map(_, entries) | Data::Object(entries) => {
            let entries = entries.iter().map(|(name, entry)| (name.to_string(), value_json(entry)));
            json!({"entries": entries.collect::<Map<_, _>>()})
        }
    };
    if value.sensitive { json!({"sensitive": json}) } else { json }
}

/// The value of this type that the oracle writes as this JSON. `None` for what the language cannot hold.
pub(crate) fn read_value(kind: &Type, json: &Json) -> Option<Value> {
    if let Some(inner) = json.get("sensitive") {
        return read_value(kind, inner).map(|value| value.sensitive_if(true));
    }
    if json.get("unknown").is_some() {
        return Some(Value::unknown(Reason::Environment("X".into()), kind.clone()));
    }
    let data = match (json, kind) {
        (Json::Null, _) => Data::Null(kind.clone()),
        (Json::Bool(flag), _) => Data::Bool(*flag),
        (Json::String(text), _) => Data::String(text.as_str().into()),
        (Json::Array(parts), Type::List(element)) => {
            Data::List((**element).clone(), read_all(element, parts)?)
        }
        (Json::Array(parts), Type::Set(element)) => Data::Set((**element).clone(), read_all(element, parts)?),
        (Json::Array(parts), Type::Tuple(kinds)) => Data::Tuple(
            parts
                .iter()
                .zip(kinds.iter())
                .map(|(part, kind)| read_value(kind, part))
                .collect::<Option<_>>()?,
        ),
        (Json::Object(object), _) => match (object.get("number"), object.get("entries")) {
            (Some(Json::String(text)), _) => Data::Number(match object["precision"].as_u64()? {
                53 => Number::from_f64(text.parse().ok()?)?,
                64 => Number::from(text.parse::<i64>().ok()?),
                _ => Number::parse(text)?,
            }),
            (_, Some(Json::Object(entries))) => read_entries(kind, entries)?,
            _ => return None,
        },
        (json, kind) => panic!("no {kind} is written {json}"),
    };
    Some(Value::new(data))
}

fn read_all(kind: &Type, parts: &[Json]) -> Option<Arc<[Value]>> {
    parts.iter().map(|part| read_value(kind, part)).collect()
}

fn read_entries(kind: &Type, entries: &Map<String, Json>) -> Option<Data> {
    let read = |of: &dyn Fn(&str) -> Type| -> Option<Arc<Entries>> {
        let entries =
            entries.iter().map(|(name, json)| Some((name.as_str().into(), read_value(&of(name), json)?)));
        entries.collect::<Option<Entries>>().map(Arc::new)
    };
    match kind {
        Type::Map(element) => Some(Data::Map((**element).clone(), read(&|_| (**element).clone())?)),
        Type::Object(attributes) => Some(Data::Object(read(&|name| attributes[name].clone())?)),
        other => panic!("no {other} has entries"),
    }
}
