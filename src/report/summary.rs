//! How many problems there are, in a line.

use crate::diagnostic::{Diagnostic, Severity};

/// How many diagnostics there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl Counts {
    /// Counts `diagnostics`.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count =
            |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

/// `3 errors, 1 warning`, without a line break; `None` when there is nothing to count.
pub fn summary_line(diagnostics: &[Diagnostic]) -> Option<String> {
    let Counts { errors, warnings, notes } = Counts::of(diagnostics);
    let parts: Vec<String> = [(errors, "error"), (warnings, "warning"), (notes, "note")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" }))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn severities_are_counted_worst_first() {
        let error = || Diagnostic::error(Code::SyntaxError, "expected an expression");
        let warning = || Diagnostic::warning(Code::DuplicateKey, "`a` is named twice");
        let line = |diagnostics: &[Diagnostic]| summary_line(diagnostics);

        assert_eq!(line(&[]), None);
        assert_eq!(line(&[warning()]).as_deref(), Some("1 warning"));
        assert_eq!(line(&[error(), warning(), error(), error()]).as_deref(), Some("3 errors, 1 warning"));
    }
}
