//! Where evaluation begins: a unit, or a file that another reads.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, deduplicated};
use crate::lang::world::Mode;
use crate::source::Span;

use super::config::Config;
use super::context::Context;
use super::document::read_document;
use super::older;
use super::paths::clean;
use super::reading::FilesRead;
use super::session::{ReadResult, Session};
use super::stage::Stage;
use super::validate::validate_unit;

/// A unit after evaluation.
#[derive(Debug)]
pub struct Evaluated {
    /// Its configuration, includes merged in. Where something failed, its value is unknown.
    pub config: Config,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were read for it, its own not among them.
    pub files_read: Arc<FilesRead>,
}

/// More than anybody reads.
const MOST_PROBLEMS: usize = 500;

/// Evaluates the unit whose configuration is at `path`, as the Terraform command `command` sees it.
pub fn evaluate_unit(session: &Session<'_>, path: &Path, command: &str) -> Evaluated {
    let path = &clean(path);
    let mut diagnostics = Vec::new();
    let context = Arc::new(Context::unit(path, command, read));
    let config = evaluate(session, Arc::clone(&context), path, &mut diagnostics);
    validate_unit(session.without_experiment("version-attribute"), &config, &mut diagnostics);
    let mut diagnostics = deduplicated(&diagnostics);
    older::leave_out_searches(&mut diagnostics);
    if session.mode == Mode::Render {
        // Terragrunt's render goes on where only an output is missing.
        diagnostics.retain(|diagnostic| diagnostic.code != Code::UnresolvedDependency);
    }
    if diagnostics.len() > MOST_PROBLEMS {
        let title = format!("`{}` has {} problems", session.display(path), diagnostics.len());
        diagnostics.truncate(MOST_PROBLEMS);
        let problem = Diagnostic::error(Code::EvaluationTooLarge, title);
        diagnostics.push(problem.note(format!("the first {MOST_PROBLEMS} of them are reported")));
    }
    if let Some(problem) = context.given_up(session, path) {
        // All else that went wrong may be a consequence of it.
        diagnostics = vec![problem];
    }
    Evaluated { config, diagnostics, files_read: context.reading.taken() }
}

fn evaluate(
    session: &Session<'_>,
    context: Arc<Context>,
    path: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Config {
    match Stage::begin(session, context, path, Span::NONE, diagnostics) {
        Some(mut stage) => stage.complete(None, diagnostics),
        None => Config::default(),
    }
}

/// `read_terragrunt_config`: the file's own evaluation, as an object.
pub(super) fn read(session: &Session<'_>, context: &Context, path: &Path) -> ReadResult {
    let mut diagnostics = Vec::new();
    let config = evaluate(session, Arc::new(context.clone()), path, &mut diagnostics);
    if let Some(problem) = context.given_up(session, path) {
        return Err(Arc::new(vec![problem]));
    }
    if diagnostics.iter().any(|problem| problem.is_error() && session.is_refused(problem)) {
        // What is read twice is wrong once: without this, files that read each other twice double it at every step.
        return Err(Arc::new(deduplicated(&diagnostics)));
    }
    let value = read_document(&config, session.mode, &context.budget);
    value.ok_or_else(|| Arc::new(context.given_up(session, path).into_iter().collect()))
}
