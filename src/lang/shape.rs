//! The types that builtins' parameters and results have, as constants: what a table can hold without allocating.

use super::kind::Type;

/// A parameter's or result's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Any type.
    Any,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(element)`
    List(Element),
    /// `set(element)`
    Set(Element),
    /// `map(element)`
    Map(Element),
}

/// The element type of a collection in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// Any type, the same for all elements.
    Any,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
}

impl From<Element> for Type {
    fn from(element: Element) -> Self {
        match element {
            Element::Any => Self::Any,
            Element::Bool => Self::Bool,
            Element::Number => Self::Number,
            Element::String => Self::String,
        }
    }
}

impl From<Shape> for Type {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Any => Self::Any,
            Shape::Bool => Self::Bool,
            Shape::Number => Self::Number,
            Shape::String => Self::String,
            Shape::List(element) => Self::list(element.into()),
            Shape::Set(element) => Self::set(element.into()),
            Shape::Map(element) => Self::map(element.into()),
        }
    }
}
