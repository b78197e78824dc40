//! What Terragrunt refuses unless one of its experiments is on. Values are evaluated all the same, so elsewhere than in
//! `render` it is a warning.

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::world::Mode;
use crate::source::Span;

use super::session::Session;

/// What to do to turn an experiment on.
pub(super) fn remedy(experiment: &str) -> String {
    format!("turn it on with `--experiment {experiment}`")
}

/// The refusal of `what`, written at `place`; `None` where its experiment is on.
pub(super) fn refused(
    session: &Session<'_>,
    experiment: &str,
    what: &str,
    place: Span,
) -> Option<Diagnostic> {
    if session.options.has_experiment(experiment) {
        return None;
    }
    let title = format!("{what} needs the experiment `{experiment}`");
    let problem = match session.mode {
        Mode::Render => Diagnostic::error(Code::UnsupportedArgument, title),
        Mode::Plan => Diagnostic::warning(Code::UnsupportedArgument, title),
    };
    Some(problem.at(place, "refused without it").hint(remedy(experiment)))
}
