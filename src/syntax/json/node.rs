//! The tree of a JSON text. Numbers keep their text and objects all of their keys, equal ones included.

use std::sync::Arc;

use crate::source::Span;

/// A value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonNode {
    /// Where it is written; from the text's start, in no file, when the text is no file.
    pub span: Span,
    /// What it is.
    pub kind: JsonKind,
}

/// The forms a value takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, as written.
    Number(Arc<str>),
    /// A string, escapes resolved.
    String(Arc<str>),
    /// An array.
    Array(Vec<JsonNode>),
    /// An object, in the order written. Which of equal keys counts is the reader's business.
    Object(Vec<(JsonKey, JsonNode)>),
}

/// A key with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonKey {
    /// The key, escapes resolved.
    pub text: Arc<str>,
    /// Where it is written, quotes included.
    pub span: Span,
}
