//! Types as cty has them. Named `kind` because `type` is taken; must not know values.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The type of a value, or of what a variable takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Any type: not known yet, or a constraint that takes everything.
    Any,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(element)`
    List(Arc<Self>),
    /// `set(element)`
    Set(Arc<Self>),
    /// `map(element)`
    Map(Arc<Self>),
    /// `tuple([…])`
    Tuple(Arc<[Self]>),
    /// `object({…})`
    Object(Arc<BTreeMap<Arc<str>, Self>>),
}

impl Type {
    /// `list(element)`.
    pub fn list(element: Self) -> Self {
        Self::List(Arc::new(element))
    }

    /// `set(element)`.
    pub fn set(element: Self) -> Self {
        Self::Set(Arc::new(element))
    }

    /// `map(element)`.
    pub fn map(element: Self) -> Self {
        Self::Map(Arc::new(element))
    }

    /// Whether it is `bool`, `number` or `string`.
    pub fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::String)
    }

    /// What a message calls it: "string", "list of number", "object".
    pub fn friendly(&self) -> String {
        match self {
            Self::Any => "any type".to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::Number => "number".to_owned(),
            Self::String => "string".to_owned(),
            Self::List(element) => format!("list of {}", element.friendly()),
            Self::Set(element) => format!("set of {}", element.friendly()),
            Self::Map(element) => format!("map of {}", element.friendly()),
            Self::Tuple(_) => "tuple".to_owned(),
            Self::Object(_) => "object".to_owned(),
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.friendly())
    }
}
