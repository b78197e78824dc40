//! cty's conversions: which value becomes which type, and how. Source: go-cty `cty/convert`.
//!
//! Unknowns convert to unknowns of the wanted type; nulls to nulls of it. Must not invent a value.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use super::compare::set_of;
use super::kind::Type;
use super::number::Number;
use super::partial::converted;
use super::unify::{Conversions, convertible, element_type, entry_type, filled_in, unify};
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
    if has_kind(&value.data, kind) {
        return Ok(value.clone());
    }
    let data = match &value.data {
        Data::Null(from) => {
            if !convertible(from, kind, Conversions::All) {
                return Err(mismatch(value, kind));
            }
            Data::Null(filled_in(from, kind))
        }
        Data::Unknown(unknown) => {
            if !convertible(&unknown.kind, kind, Conversions::All) {
                return Err(mismatch(value, kind));
            }
            let kind = filled_in(&unknown.kind, kind);
            let convert_part = |part: &Value, kind: &Type| convert(part, kind).ok();
            let known = unknown.known.as_deref().and_then(|known| converted(known, &kind, convert_part));
            Data::Unknown(Arc::new(Unknown { kind, known, ..(**unknown).clone() }))
        }
        data => convert_known(value, data, kind)?,
    };
    Ok(value.with_data(data))
}

/// Whether the data is a primitive or a collection of this type as it is, so that nothing inside changes.
fn has_kind(data: &Data, kind: &Type) -> bool {
    match (data, kind) {
        (Data::Bool(_), Type::Bool) | (Data::Number(_), Type::Number) | (Data::String(_), Type::String) => {
            true
        }
        (Data::List(from, _), Type::List(to))
        | (Data::Set(from, _), Type::Set(to))
        | (Data::Map(from, _), Type::Map(to)) => *from == **to && !is_open(from),
        _ => false,
    }
}

fn convert_known(value: &Value, data: &Data, kind: &Type) -> Result<Data, ConvertError> {
    match (kind, data) {
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
        (Type::List(element), Data::List(..) | Data::Set(..) | Data::Tuple(_)) => {
            let (element, elements) = convert_elements(value, element)?;
            if let Some(unknown) = value.unknown_order() {
                return Ok(Value::unknown(unknown.reason.clone(), Type::list(element)).data);
            }
            Ok(Data::List(element, elements.into()))
        }
        (Type::Set(element), Data::List(..) | Data::Set(..) | Data::Tuple(_)) => {
            let (element, elements) = convert_elements(value, element)?;
            Ok(Data::Set(element, set_of(elements).into()))
        }
        (Type::Map(element), Data::Map(..) | Data::Object(_)) => {
            let (element, entries) = convert_entries(value, element)?;
            Ok(Data::Map(element, Arc::new(entries)))
        }
        (Type::Tuple(kinds), Data::Tuple(elements)) if kinds.len() == elements.len() => {
            let converted = elements.iter().zip(kinds.iter()).enumerate().map(|(index, (element, kind))| {
                convert(element, kind).map_err(|error| error.within(&format!("[{index}]")))
            });
            Ok(Data::Tuple(converted.collect::<Result<Vec<_>, _>>()?.into()))
        }
        (Type::Object(attributes), Data::Map(_, entries) | Data::Object(entries)) => {
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

/// The elements of a list or set that `value` becomes, and their type.
fn convert_elements(value: &Value, wanted: &Type) -> Result<(Type, Vec<Value>), ConvertError> {
    let elements = value.elements().expect("internal: the caller matched a sequence");
    let differ = || ConvertError::new("all elements must have the same type");
    let element = match &value.data {
        Data::List(from, _) | Data::Set(from, _) => {
            if !convertible(from, wanted, Conversions::All) {
                return Err(mismatch(value, &Type::list(wanted.clone())));
            }
            filled_in(from, wanted)
        }
        _ if *wanted == Type::Any => {
            let kinds: Vec<Type> = elements.iter().map(Value::kind).collect();
            element_type(&kinds, wanted, Conversions::All).ok_or_else(differ)?
        }
        _ => wanted.clone(),
    };
    let mut converted = elements
        .iter()
        .enumerate()
        .map(|(index, part)| convert(part, &element).map_err(|error| error.within(&format!("[{index}]"))))
        .collect::<Result<Vec<_>, _>>()?;
    let element = one_type(converted.iter_mut(), element).ok_or_else(differ)?;
    Ok((element, converted))
}

/// The entries of a map that `value` becomes, and their type.
fn convert_entries(value: &Value, wanted: &Type) -> Result<(Type, Entries), ConvertError> {
    let entries = value.entries().expect("internal: the caller matched a map or object");
    let differ = || ConvertError::new("all elements must have the same type");
    let element = match &value.data {
        Data::Map(from, _) => {
            if !convertible(from, wanted, Conversions::All) {
                return Err(mismatch(value, &Type::map(wanted.clone())));
            }
            filled_in(from, wanted)
        }
        _ if *wanted == Type::Any => {
            let kinds: Vec<Type> = entries.values().map(Value::kind).collect();
            entry_type(&kinds, wanted, Conversions::All).ok_or_else(differ)?
        }
        _ => wanted.clone(),
    };
    let mut converted = entries
        .iter()
        .map(|(name, entry)| {
            let entry = convert(entry, &element).map_err(|error| error.within(&attribute_step(name)))?;
            Ok((Arc::clone(name), entry))
        })
        .collect::<Result<Entries, ConvertError>>()?;
    let element = one_type(converted.values_mut(), element).ok_or_else(differ)?;
    Ok((element, converted))
}

/// The type that the parts of a collection have; nulls and unknowns of any type take it on. `None` when there is none.
fn one_type<'v>(parts: impl Iterator<Item = &'v mut Value>, wanted: Type) -> Option<Type> {
    if !is_open(&wanted) {
        return Some(wanted);
    }
    let parts: Vec<&mut Value> = parts.collect();
    let kinds: Vec<Type> = parts.iter().map(|part| part.kind()).filter(|kind| *kind != Type::Any).collect();
    if kinds.is_empty() {
        return Some(wanted);
    }
    let element = unify(&kinds, Conversions::All)?;
    let mut found: Option<Type> = None;
    for part in parts {
        if part.kind() != element {
            *part = convert(part, &element).ok()?;
        }
        let kind = part.kind();
        if found.as_ref().is_some_and(|found| *found != kind) {
            return None;
        }
        found = Some(kind);
    }
    found
}

/// Whether a type leaves something open, so that values of it may have different types.
fn is_open(kind: &Type) -> bool {
    match kind {
        Type::Any => true,
        Type::Bool | Type::Number | Type::String => false,
        Type::List(element) | Type::Set(element) | Type::Map(element) => is_open(element),
        Type::Tuple(elements) => elements.iter().any(is_open),
        Type::Object(attributes) => attributes.values().any(is_open),
    }
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
