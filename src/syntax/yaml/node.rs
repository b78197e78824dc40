//! The tree a YAML text becomes.

use crate::source::Span;

/// A node with its place.
#[derive(Clone, Debug)]
pub struct YamlNode {
    /// Where it is written, in no file: the text may come from anywhere.
    pub span: Span,
    /// Its tag, with the handle replaced by what it stands for.
    pub tag: Option<String>,
    /// The name that aliases use for it.
    pub anchor: Option<String>,
    /// What it is.
    pub kind: YamlKind,
}

/// The forms of a node.
#[derive(Clone, Debug)]
pub enum YamlKind {
    /// A text that may mean a number, a truth value and so on.
    Plain(String),
    /// A text between quotes.
    Quoted(String),
    /// A text after `|` or `>`.
    Block(String),
    /// A sequence.
    Sequence(Vec<YamlNode>),
    /// A mapping, in the order written.
    Mapping(Vec<(YamlNode, YamlNode)>),
    /// `*name`
    Alias(String),
}

/// What is wrong with a text, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct YamlError {
    /// The byte it is at.
    pub offset: usize,
    /// What is wrong: a lowercase fragment.
    pub message: String,
}

impl YamlError {
    /// A problem at a byte.
    pub fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { offset, message: message.into() }
    }
}
