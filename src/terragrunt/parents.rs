//! The files that a file includes, on their way through evaluation.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};

use super::config::Config;
use super::include::Include;
use super::session::Session;
use super::shared_include::SharedInclude;

/// How far the evaluation of an included file got.
pub(super) enum Evaluation<S> {
    /// It could not begin.
    Failed,
    /// Its base is evaluated.
    Begun(S),
    /// It is complete, and the same for other units.
    Shared(Arc<SharedInclude>),
}

/// An included file. `S` is an evaluation that has begun.
pub(super) struct Parent<S> {
    /// The include.
    pub(super) include: Include,
    /// Its evaluation.
    pub(super) evaluation: Evaluation<S>,
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
