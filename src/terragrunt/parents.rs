//! The files that a file includes, on their way through evaluation.

use crate::diagnostic::{Code, Diagnostic};

use super::config::Config;
use super::include::Include;
use super::session::Session;

/// An included file. `S` is how far its own evaluation got.
pub(super) struct Parent<S> {
    /// The include.
    pub(super) include: Include,
    /// Its evaluation; `None` where it could not begin.
    pub(super) stage: Option<S>,
    /// Its configuration as the unit's expressions saw it, and what was found; kept where it cannot come out otherwise.
    pub(super) finished: Option<(Config, Vec<Diagnostic>)>,
}

/// What was found in an included file, with the include: its label, or its file where it has none.
pub(super) fn while_including(
    session: &Session<'_>,
    include: &Include,
    found: Vec<Diagnostic>,
) -> impl Iterator<Item = Diagnostic> {
    let name =
        if include.label.is_empty() { session.display(&include.path) } else { include.label.to_string() };
    let note = format!("while including `{name}`");
    found.into_iter().map(move |diagnostic| {
        // An older way of writing is the same whoever includes it.
        if diagnostic.code == Code::DeprecatedSyntax && !diagnostic.is_error() {
            diagnostic
        } else {
            diagnostic.note(note.clone())
        }
    })
}
