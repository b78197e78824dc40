//! What a variable takes: a type, in which attributes of objects may be optional and have defaults. Source: hashicorp/hcl
//! 2.24 `ext/typeexpr`, go-cty `cty/convert`.
//!
//! Values are prepared, then converted: optional attributes are filled in and attributes that the type does not have are
//! left out, so that [`convert`] sees objects as they shall be.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::convert::{ConvertError, convert};
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::unify::{Conversions, convertible};
use crate::lang::value::{Data, Entries, Unknown, Value};

/// What a variable takes.
#[derive(Clone, Debug)]
pub struct TypeConstraint {
    kind: Type,
    shape: Shape,
}

/// The part of a type that says which attributes are optional.
#[derive(Clone, Debug)]
enum Shape {
    /// Nothing in it is an object: the conversion does everything.
    Plain,
    /// All elements of a list, set or map.
    Each(Box<TypeConstraint>),
    /// The elements of a tuple.
    Tuple(Vec<TypeConstraint>),
    /// The attributes of an object.
    Object(BTreeMap<Arc<str>, AttributeConstraint>),
}

/// An attribute of an object.
#[derive(Clone, Debug)]
pub(super) struct AttributeConstraint {
    pub(super) constraint: TypeConstraint,
    /// Whether it may be left out.
    pub(super) is_optional: bool,
    /// Its value where it is left out or null; null where there is none.
    pub(super) default: Option<Value>,
}

/// A value as a variable has it.
#[derive(Clone, Debug)]
pub struct Converted {
    /// The value.
    pub value: Value,
    /// What the type does not have.
    pub dropped: Vec<Dropped>,
}

/// An attribute that the type does not have, so that it is dropped without a word.
#[derive(Clone, Debug)]
pub struct Dropped {
    /// Where in the value: `["api"].handlr`.
    pub route: String,
    /// Where it was written.
    pub value_provenance: Provenance,
}

impl TypeConstraint {
    /// Takes everything.
    pub fn any() -> Self {
        Self::plain(Type::Any)
    }

    /// Of a type without objects.
    pub(super) fn plain(kind: Type) -> Self {
        Self { kind, shape: Shape::Plain }
    }

    /// Of a list, set or map; `collection` makes its type of that of its elements.
    pub(super) fn collection(element: Self, collection: fn(Type) -> Type) -> Self {
        let kind = collection(element.kind.clone());
        let is_plain = matches!(element.shape, Shape::Plain);
        Self { kind, shape: if is_plain { Shape::Plain } else { Shape::Each(Box::new(element)) } }
    }

    /// Of a tuple.
    pub(super) fn tuple(elements: Vec<Self>) -> Self {
        Self {
            kind: Type::Tuple(elements.iter().map(|element| element.kind.clone()).collect()),
            shape: Shape::Tuple(elements),
        }
    }

    /// Of an object.
    pub(super) fn object(attributes: BTreeMap<Arc<str>, AttributeConstraint>) -> Self {
        let kinds =
            attributes.iter().map(|(name, attribute)| (Arc::clone(name), attribute.constraint.kind.clone()));
        Self { kind: Type::Object(Arc::new(kinds.collect())), shape: Shape::Object(attributes) }
    }

    /// Its type, in which every attribute is there.
    pub fn kind(&self) -> &Type {
        &self.kind
    }

    /// Fills in what is optional, converts, and tells what the type drops.
    ///
    /// # Errors
    /// When the value has no conversion to the type, with the place inside it.
    pub fn apply(&self, value: &Value) -> Result<Converted, ConvertError> {
        let mut dropped = Vec::new();
        let prepared = self.prepare(value, "", &mut dropped);
        Ok(Converted { value: convert(&prepared, &self.kind)?, dropped })
    }

    fn prepare(&self, value: &Value, route: &str, dropped: &mut Vec<Dropped>) -> Value {
        match (&self.shape, &value.data) {
            (Shape::Plain, _) | (_, Data::Null(_)) => value.clone(),
            (_, Data::Unknown(unknown)) => self.prepare_unknown(value, unknown),
            (Shape::Each(element), Data::Map(_, entries) | Data::Object(entries)) => {
                let prepared = entries.iter().map(|(name, entry)| {
                    let route = format!("{route}[\"{name}\"]");
                    (Arc::clone(name), element.prepare(entry, &route, dropped))
                });
                value.with_data(Data::Object(Arc::new(prepared.collect())))
            }
            (Shape::Each(element), Data::List(..) | Data::Set(..) | Data::Tuple(_)) => {
                let elements = value.elements().into_iter().flat_map(|elements| elements.iter()).enumerate();
                let prepared = elements
                    .map(|(index, part)| element.prepare(part, &format!("{route}[{index}]"), dropped));
                value.with_data(Data::Tuple(prepared.collect()))
            }
            (Shape::Tuple(constraints), Data::Tuple(elements)) if constraints.len() == elements.len() => {
                let prepared = constraints.iter().zip(elements.iter()).enumerate();
                let prepared = prepared.map(|(index, (constraint, part))| {
                    constraint.prepare(part, &format!("{route}[{index}]"), dropped)
                });
                value.with_data(Data::Tuple(prepared.collect()))
            }
            (Shape::Object(attributes), Data::Map(_, entries) | Data::Object(entries)) => {
                for (name, entry) in entries.iter().filter(|(name, _)| !attributes.contains_key(*name)) {
                    let route = format!("{route}.{name}");
                    dropped.push(Dropped { route, value_provenance: entry.provenance.clone() });
                }
                let prepared = attributes.iter().filter_map(|(name, attribute)| {
                    let value = attribute.prepare(entries.get(name), &format!("{route}.{name}"), dropped)?;
                    Some((Arc::clone(name), value))
                });
                value.with_data(Data::Object(Arc::new(prepared.collect::<Entries>())))
            }
            _ => value.clone(),
        }
    }

    /// What is known of the type of an unknown may lack what is optional.
    fn prepare_unknown(&self, value: &Value, unknown: &Arc<Unknown>) -> Value {
        let is_structure = |kind: &Type| !(kind.is_primitive() || *kind == Type::Any);
        if !is_structure(&unknown.kind) || convertible(&unknown.kind, &self.kind, Conversions::All) {
            return value.clone();
        }
        value.with_data(Data::Unknown(Arc::new(Unknown {
            kind: Type::Any,
            known: None,
            ..(**unknown).clone()
        })))
    }
}

impl AttributeConstraint {
    /// The attribute's value; `None` where one that is required is left out.
    fn prepare(&self, given: Option<&Value>, route: &str, dropped: &mut Vec<Dropped>) -> Option<Value> {
        match (given, &self.default) {
            (Some(value), None) => Some(self.constraint.prepare(value, route, dropped)),
            (Some(value), Some(_)) if !value.is_null() => {
                Some(self.constraint.prepare(value, route, dropped))
            }
            // What the default itself has too much was dropped where it was declared.
            (_, Some(default)) => Some(self.constraint.prepare(default, route, &mut Vec::new())),
            (None, None) => self.is_optional.then(|| Value::new(Data::Null(self.constraint.kind.clone()))),
        }
    }
}
