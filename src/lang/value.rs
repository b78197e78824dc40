//! Values of the HCL language: cty's data, plus where each was written and whether it is a secret.
//!
//! Cloning is cheap: texts and collections are shared. Comparison looks at the data alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::extent::Extent;
use super::kind::Type;
use super::number::Number;
use super::provenance::Provenance;
use super::reason::{Reason, Reference};

/// A value with its provenance.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub data: Data,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Whether it is a secret, or made from one: redacted everywhere but in `render`.
    pub sensitive: bool,
    extent: Extent,
}

/// Attributes of an object or entries of a map, sorted as cty sorts them.
pub type Entries = BTreeMap<Arc<str>, Value>;

/// The data of a value.
#[derive(Clone, Debug)]
pub enum Data {
    /// No value, of this type.
    Null(Type),
    /// Not known here.
    Unknown(Arc<Unknown>),
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    String(Arc<str>),
    /// A list: all elements have the one type.
    List(Type, Arc<[Value]>),
    /// A set: like a list, without order or repetition; kept in cty's order.
    Set(Type, Arc<[Value]>),
    /// A map: all entries have the one type.
    Map(Type, Arc<Entries>),
    /// A sequence of fixed length; each element has its own type.
    Tuple(Arc<[Value]>),
    /// Attributes, each with its own type.
    Object(Arc<Entries>),
}

/// A value that only an apply, or something we may not do, can tell.
#[derive(Clone, Debug)]
pub struct Unknown {
    /// Why it is not known.
    pub reason: Reason,
    /// What is known of its type.
    pub kind: Type,
    /// The very output this is, when nothing was done to it: such unknowns can be compared as references.
    pub reference: Option<Reference>,
    /// What the configuration says to use meanwhile. Never counts as the value.
    pub mock: Option<Value>,
    /// What is known inside although the whole is not: outputs that were supplied one by one.
    pub known: Option<Arc<Entries>>,
}

impl Unknown {
    /// An output of another unit, or with an empty name all of them.
    pub fn output(reference: Reference, mock: Option<Value>) -> Self {
        Self {
            reason: Reason::Output(reference.clone()),
            kind: Type::Any,
            reference: Some(reference),
            mock,
            known: None,
        }
    }

    /// Whether both are the very same output: whatever its value is, they have it in common.
    ///
    /// To the language itself two unknowns are never known to be equal, as in cty; this is for comparing what two
    /// configurations say.
    pub fn same_reference(&self, other: &Self) -> bool {
        self.reference.is_some() && self.reference == other.reference
    }
}

impl Value {
    /// A value written nowhere and not secret.
    pub fn new(data: Data) -> Self {
        let extent = extent_of(&data);
        Self { data, provenance: Provenance::NONE, sensitive: false, extent }
    }

    /// An object that only its entries are taken out of, as they are out of the variable `local`: how large it is as a
    /// whole is not found out, which would take as long as the entries are many.
    pub fn namespace(entries: Arc<Entries>) -> Self {
        let data = Data::Object(entries);
        Self { data, provenance: Provenance::NONE, sensitive: false, extent: Extent::LEAF }
    }

    /// Other data, from the same place and as secret.
    #[must_use]
    pub fn with_data(&self, data: Data) -> Self {
        let extent = extent_of(&data);
        Self { data, provenance: self.provenance.clone(), sensitive: self.sensitive, extent }
    }

    /// How large it is as it would be written out, what is shared counted each time.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// Null of any type.
    pub fn null() -> Self {
        Self::new(Data::Null(Type::Any))
    }

    /// A truth value.
    pub fn bool(value: bool) -> Self {
        Self::new(Data::Bool(value))
    }

    /// A number.
    pub fn number(value: impl Into<Number>) -> Self {
        Self::new(Data::Number(value.into()))
    }

    /// A text.
    pub fn string(value: impl Into<Arc<str>>) -> Self {
        Self::new(Data::String(value.into()))
    }

    /// A tuple.
    pub fn tuple(elements: impl Into<Arc<[Self]>>) -> Self {
        Self::new(Data::Tuple(elements.into()))
    }

    /// A list of strings.
    pub fn string_list<S: Into<Arc<str>>>(texts: impl IntoIterator<Item = S>) -> Self {
        Self::new(Data::List(Type::String, texts.into_iter().map(Self::string).collect()))
    }

    /// An object.
    pub fn object(entries: Entries) -> Self {
        Self::new(Data::Object(Arc::new(entries)))
    }

    /// An unknown of this type.
    pub fn unknown(reason: Reason, kind: Type) -> Self {
        Self::new(Data::Unknown(Arc::new(Unknown { reason, kind, reference: None, mock: None, known: None })))
    }

    /// Stands for a value whose expression failed and was reported.
    pub fn failed() -> Self {
        Self::unknown(Reason::Failed, Type::Any)
    }

    /// How many values it has, itself included, what is shared counted each time.
    pub fn weight(&self) -> usize {
        usize::try_from(self.extent.weight()).unwrap_or(usize::MAX)
    }

    /// The same data, written at another place.
    #[must_use]
    pub fn with_provenance(mut self, provenance: Provenance) -> Self {
        self.provenance = provenance;
        self
    }

    /// The same value, secret if it was or `sensitive` says so.
    #[must_use]
    pub fn sensitive_if(mut self, sensitive: bool) -> Self {
        self.sensitive |= sensitive;
        self
    }

    /// Its type. Of an unknown: what is known of it.
    pub fn kind(&self) -> Type {
        match &self.data {
            Data::Null(kind) => kind.clone(),
            Data::Unknown(unknown) => unknown.kind.clone(),
            Data::Bool(_) => Type::Bool,
            Data::Number(_) => Type::Number,
            Data::String(_) => Type::String,
            Data::List(element, _) => Type::list(element.clone()),
            Data::Set(element, _) => Type::set(element.clone()),
            Data::Map(element, _) => Type::map(element.clone()),
            Data::Tuple(elements) => Type::Tuple(elements.iter().map(Self::kind).collect()),
            Data::Object(entries) => Type::Object(Arc::new(
                entries.iter().map(|(name, value)| (Arc::clone(name), value.kind())).collect(),
            )),
        }
    }

    /// The type that a null or an unknown carries; that of anything else is in its parts, and [`kind`](Self::kind)
    /// gathers it.
    pub fn carried_kind(&self) -> Option<&Type> {
        match &self.data {
            Data::Null(kind) => Some(kind),
            Data::Unknown(unknown) => Some(&unknown.kind),
            _ => None,
        }
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        matches!(self.data, Data::Null(_))
    }

    /// Whether it is unknown itself; its elements may be.
    pub fn is_unknown(&self) -> bool {
        matches!(self.data, Data::Unknown(_))
    }

    /// The unknown it is.
    pub fn as_unknown(&self) -> Option<&Arc<Unknown>> {
        match &self.data {
            Data::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// Its text, when it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::String(text) => Some(text),
            _ => None,
        }
    }

    /// Its truth value, when it is a bool.
    pub fn as_bool(&self) -> Option<bool> {
        match self.data {
            Data::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Its number, when it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.data {
            Data::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Its elements, when it is a list, set or tuple.
    pub fn elements(&self) -> Option<&Arc<[Self]>> {
        match &self.data {
            Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => Some(elements),
            _ => None,
        }
    }

    /// Its entries, when it is a map or object.
    pub fn entries(&self) -> Option<&Arc<Entries>> {
        match &self.data {
            Data::Map(_, entries) | Data::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// The entry of this name, when it is a map or object that has it.
    pub fn entry(&self, name: &str) -> Option<&Self> {
        self.entries()?.get(name)
    }

    /// What is directly inside: elements, or entries without their names.
    pub fn parts(&self) -> impl Iterator<Item = &Self> {
        let elements = self.elements().into_iter().flat_map(|elements| elements.iter());
        elements.chain(self.entries().into_iter().flat_map(|entries| entries.values()))
    }

    /// Whether neither it nor anything inside is unknown.
    pub fn is_wholly_known(&self) -> bool {
        self.first_unknown().is_none()
    }

    /// The first unknown in it, itself included.
    pub fn first_unknown(&self) -> Option<&Arc<Unknown>> {
        self.as_unknown().or_else(|| self.parts().find_map(Self::first_unknown))
    }

    /// Whether it, or something inside, is unknown and has a mock.
    pub fn has_mock_inside(&self) -> bool {
        self.as_unknown().is_some_and(|unknown| unknown.mock.is_some())
            || self.parts().any(Self::has_mock_inside)
    }

    /// The unknown that keeps the order of a set open, and how many elements it has: an unknown element may turn out to
    /// stand anywhere, or to be another one.
    pub fn unknown_order(&self) -> Option<&Arc<Unknown>> {
        match &self.data {
            Data::Set(_, elements) if elements.len() > 1 => self.first_unknown(),
            _ => None,
        }
    }

    /// Whether it or anything inside is secret.
    pub fn is_sensitive_inside(&self) -> bool {
        self.sensitive || self.parts().any(Self::is_sensitive_inside)
    }
}

/// How large a value with this data is.
fn extent_of(data: &Data) -> Extent {
    let of_entries =
        |entries: &Entries| Extent::of_entries(entries.iter().map(|(name, value)| (&**name, value.extent)));
    match data {
        Data::Bool(_) | Data::Number(_) => Extent::LEAF,
        Data::String(text) => Extent::of_text(text),
        Data::List(_, elements) | Data::Set(_, elements) | Data::Tuple(elements) => {
            Extent::of_parts(elements.iter().map(|element| element.extent))
        }
        Data::Map(_, entries) | Data::Object(entries) => of_entries(entries),
        Data::Null(kind) => Extent::of_kind(kind),
        Data::Unknown(unknown) => {
            let kind = Extent::of_kind(&unknown.kind);
            if unknown.mock.is_none() && unknown.known.is_none() {
                return kind;
            }
            let mock = unknown.mock.as_ref().map_or(Extent::LEAF, Value::extent);
            let known = unknown.known.as_ref().map_or(Extent::LEAF, |known| of_entries(known));
            kind.with(mock).with(known).nested()
        }
    }
}

impl PartialEq for Value {
    /// Equal data; an unknown equals nothing, so that "equal" always means known and equal.
    fn eq(&self, other: &Self) -> bool {
        match (&self.data, &other.data) {
            (Data::Null(_), Data::Null(_)) => true,
            (Data::Bool(a), Data::Bool(b)) => a == b,
            (Data::Number(a), Data::Number(b)) => a == b,
            (Data::String(a), Data::String(b)) => a == b,
            (Data::List(_, a), Data::List(_, b))
            | (Data::Set(_, a), Data::Set(_, b))
            | (Data::Tuple(a), Data::Tuple(b)) => a == b,
            (Data::Map(_, a), Data::Map(_, b)) | (Data::Object(a), Data::Object(b)) => a == b,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknowns_can_be_compared_as_references() {
        let output =
            |output: &str| Unknown::output(Reference { unit: "d".into(), output: output.into() }, None);
        assert!(output("x").same_reference(&output("x")));
        assert!(!output("x").same_reference(&output("y")));
        // What was made from an output is no longer that output.
        let made = Unknown { reference: None, ..output("x") };
        assert!(!made.same_reference(&made) && !made.same_reference(&output("x")));
        // Converting its type leaves it what it is; equal it is never.
        let value = Value::new(Data::Unknown(Arc::new(output("x"))));
        let text = crate::lang::convert::convert(&value, &Type::String).unwrap();
        assert!(text.as_unknown().is_some_and(|unknown| unknown.same_reference(&output("x"))));
        assert_ne!(value, value.clone());
    }
}
