//! The tree a JSON text becomes.

use std::sync::Arc;

use crate::source::Span;

/// A value with its place.
#[derive(Clone, Debug)]
pub struct JsonNode {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub kind: JsonKind,
}

/// The forms of a value.
#[derive(Clone, Debug)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as written.
    Number(Arc<str>),
    /// A text.
    String(Arc<str>),
    /// `[…]`
    Array(Vec<JsonNode>),
    /// `{…}`, in the order written.
    Object(Vec<(JsonKey, JsonNode)>),
}

/// A key with its place.
#[derive(Clone, Debug)]
pub struct JsonKey {
    /// The key.
    pub text: Arc<str>,
    /// Where it is written, quotes included.
    pub span: Span,
}
