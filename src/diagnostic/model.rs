//! One problem: a code, a severity, a title and the places it concerns. Built where it is found, rendered in `report`.

use crate::source::Span;

use super::Code;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; changes nothing.
    Note,
    /// Works today, likely not what is meant.
    Warning,
    /// The command cannot do what it was asked for.
    Error,
}

/// A place and what to say about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is at that place; may be empty.
    pub text: String,
}

/// A problem found in the user's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the kind of problem.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Lowercase fragment that names the thing, without a final period.
    pub title: String,
    /// Where to mend it.
    pub primary: Option<Label>,
    /// Places that explain it.
    pub related: Vec<Label>,
    /// Facts that explain it, a sentence each; the trace ("while including `root`") among them.
    pub notes: Vec<String>,
    /// What to do next.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: Code, title: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, title)
    }

    /// A warning.
    pub fn warning(code: Code, title: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, title)
    }

    /// Worth knowing.
    pub fn remark(code: Code, title: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, title)
    }

    fn new(severity: Severity, code: Code, title: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            title: shortened(title.into()),
            primary: None,
            related: Vec::new(),
            notes: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Sets the place to mend, with what is there.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = span.is_some().then(|| Label { span, text: shortened(text.into()) });
        self
    }

    /// Adds a place that explains it.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        if span.is_some() {
            self.related.push(Label { span, text: shortened(text.into()) });
        }
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(shortened(note.into()));
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(shortened(hint.into()));
        self
    }

    /// Whether the command must stop.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The longest text of a message. What the user wrote may be part of one, and be of any length.
const MAX_TEXT: usize = 2_000;

fn shortened(mut text: String) -> String {
    if text.len() > MAX_TEXT {
        text.truncate(text.floor_char_boundary(MAX_TEXT));
        text.push('…');
    }
    text
}

/// Whether any of them is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}
