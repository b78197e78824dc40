//! cty's conversions: which value becomes which type, and how. Source: go-cty `cty/convert`.
//!
//! Unknowns convert to unknowns of the wanted type; nulls to nulls of it. Must not invent a value.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::compare::set_of;
use super::convertible::may_convert;
use super::kind::Type;
use super::number::Number;
use super::unify::unify;
use super::value::{Data, Entries, Unknown, Value};

/// Why a value has no conversion to a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConvertError {
    /// Where in the value: `[0].name`; empty for the value itself.
    pub route: String,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for ConvertError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.route.is_empty() {
            return formatter.write_str(&self.message);
        }
        write!(formatter, "`{}`: {}", self.route.trim_start_matches('.'), self.message)
    }
}

impl ConvertError {
    fn new(message: impl Into<String>) -> Self {
        Self { route: String::new(), message: message.into() }
    }

    fn within(mut self, step: &str) -> Self {
        self.route.insert_str(0, step);
        self
    }
}

/// Converts `value` to `kind`, keeping provenance and secrecy.
///
/// # Errors
/// When cty has no such conversion, with the place inside the value.
pub fn convert(value: &Value, kind: &Type) -> Result<Value, ConvertError> {
    if *kind == Type::Any {
        return Ok(value.clone());
    }
    let data = match &value.data {
        Data::Null(_) => Data::Null(kind.clone()),
        Data::Unknown(unknown) => {
            if !may_convert(&unknown.kind, kind) {
                return Err(mismatch(value, kind));
            }
            Data::Unknown(Arc::new(Unknown { kind: kind.clone(), known: None, ..(**unknown).clone() }))
        }
        data => convert_known(value, data, kind)?,
    };
    Ok(Value { data, provenance: value.provenance.clone(), sensitive: value.sensitive })
}

fn convert_known(value: &Value, data: &Data, kind: &Type) -> Result<Data, ConvertError> {
    match (kind, data) {
        (Type::String, Data::String(_)) | (Type::Number, Data::Number(_)) | (Type::Bool, Data::Bool(_)) => {
            Ok(data.clone())
        }
        (Type::String, Data::Number(number)) => Ok(Data::String(number.to_string().into())),
        (Type::String, Data::Bool(flag)) => Ok(Data::String(if *flag { "true" } else { "false" }.into())),
        (Type::Number, Data::String(text)) => {
            Number::parse(text).map(Data::Number).ok_or_else(|| ConvertError::new("a number is required"))
        }
        (Type::Bool, Data::String(text)) => match &**text {
            "true" | "1" => Ok(Data::Bool(true)),
            "false" | "0" => Ok(Data::Bool(false)),
            _ => Err(ConvertError::new("a bool is required")),
        },
        (Type::List(element), _) if value.elements().is_some() => {
            let (element, elements) = convert_elements(value, element)?;
            if let Some(unknown) = value.unknown_order() {
                return Ok(Value::unknown(unknown.reason.clone(), Type::list(element)).data);
            }
            Ok(Data::List(element, elements.into()))
        }
        (Type::Set(element), _) if value.elements().is_some() => {
            let (element, elements) = convert_elements(value, element)?;
            Ok(Data::Set(element, set_of(elements).into()))
        }
        (Type::Map(element), _) if value.entries().is_some() => {
            let entries = value.entries().expect("internal: just matched");
            let element = resolve_element(element, entries.values())?;
            let converted = entries
                .iter()
                .map(|(name, entry)| {
                    let entry =
                        convert(entry, &element).map_err(|error| error.within(&attribute_step(name)))?;
                    Ok((Arc::clone(name), entry))
                })
                .collect::<Result<Entries, ConvertError>>()?;
            Ok(Data::Map(element, Arc::new(converted)))
        }
        (Type::Tuple(kinds), Data::Tuple(elements)) if kinds.len() == elements.len() => {
            let converted = elements.iter().zip(kinds.iter()).enumerate().map(|(index, (element, kind))| {
                convert(element, kind).map_err(|error| error.within(&format!("[{index}]")))
            });
            Ok(Data::Tuple(converted.collect::<Result<Vec<_>, _>>()?.into()))
        }
        (Type::Object(attributes), _) if value.entries().is_some() => {
            let entries = value.entries().expect("internal: just matched");
            Ok(Data::Object(Arc::new(convert_attributes(entries, attributes)?)))
        }
        _ => Err(mismatch(value, kind)),
    }
}

fn convert_attributes(
    entries: &Entries,
    attributes: &BTreeMap<Arc<str>, Type>,
) -> Result<Entries, ConvertError> {
    attributes
        .iter()
        .map(|(name, kind)| {
            let entry = entries
                .get(name)
                .ok_or_else(|| ConvertError::new(format!("attribute `{name}` is required")))?;
            let entry = convert(entry, kind).map_err(|error| error.within(&attribute_step(name)))?;
            Ok((Arc::clone(name), entry))
        })
        .collect()
}

fn convert_elements(value: &Value, element: &Type) -> Result<(Type, Vec<Value>), ConvertError> {
    let elements = value.elements().expect("internal: the caller matched a sequence");
    let element = resolve_element(element, elements.iter())?;
    let converted = elements
        .iter()
        .enumerate()
        .map(|(index, part)| convert(part, &element).map_err(|error| error.within(&format!("[{index}]"))))
        .collect::<Result<Vec<_>, _>>()?;
    Ok((element, converted))
}

/// `list(any)` means a list of whatever type the elements have in common.
fn resolve_element<'v>(element: &Type, parts: impl Iterator<Item = &'v Value>) -> Result<Type, ConvertError> {
    if *element != Type::Any {
        return Ok(element.clone());
    }
    let mut kinds = Vec::new();
    let mut has_unknown = false;
    for part in parts {
        kinds.push(part.kind());
        has_unknown |= part.is_unknown();
    }
    if kinds.is_empty() {
        return Ok(Type::Any);
    }
    let differ = || ConvertError::new("all elements must have the same type");
    let element = unify(&kinds).ok_or_else(differ)?;
    // Beside a null of any type nothing but primitives has a type in common; an unknown may still turn out to have.
    let stay_different = element == Type::Any && !has_unknown && kinds.iter().any(|kind| *kind != Type::Any);
    if stay_different { Err(differ()) } else { Ok(element) }
}

fn attribute_step(name: &str) -> String {
    format!(".{name}")
}

fn mismatch(value: &Value, kind: &Type) -> ConvertError {
    ConvertError::new(format!(
        "{} is required, but this is {}",
        with_article(kind),
        with_article(&value.kind())
    ))
}

fn with_article(kind: &Type) -> String {
    let name = kind.friendly();
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    if *kind == Type::Any { name } else { format!("{article} {name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(kind: Type) -> Type {
        Type::list(kind)
    }

    #[test]
    fn primitives_convert_as_cty_does() {
        assert_eq!(convert(&Value::number(5), &Type::String).unwrap(), Value::string("5"));
        assert_eq!(convert(&Value::string("5.5"), &Type::Number).unwrap().kind(), Type::Number);
        assert_eq!(convert(&Value::string("true"), &Type::Bool).unwrap(), Value::bool(true));
        assert!(convert(&Value::bool(true), &Type::Number).is_err());
        assert!(convert(&Value::string("yes"), &Type::Bool).is_err());
    }

    #[test]
    fn a_tuple_becomes_a_list_of_the_common_type() {
        let tuple = Value::tuple(vec![Value::number(1), Value::string("a")]);
        let converted = convert(&tuple, &list(Type::Any)).unwrap();
        assert_eq!(converted.kind(), list(Type::String));
        let error = convert(&Value::tuple(vec![Value::tuple(vec![])]), &list(Type::String)).unwrap_err();
        assert_eq!(error.to_string(), "`[0]`: a string is required, but this is a tuple");
    }
}
