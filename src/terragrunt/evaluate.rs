//! Where evaluation begins: a unit, or a stack.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, deduplicated};
use crate::lang::world::Mode;
use crate::source::Span;

use super::config::Config;
use super::context::Context;
use super::older;
use super::paths::clean;
use super::read::read;
use super::reading::FilesRead;
use super::session::Session;
use super::stack::{self, Purpose, Stack};
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
    let config = match Stage::begin(session, Arc::clone(&context), path, Span::NONE, &mut diagnostics) {
        Some(mut stage) => stage.complete(None, &mut diagnostics),
        None => Config::default(),
    };
    validate_unit(session, &config, &mut diagnostics);
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

/// A stack after evaluation.
#[derive(Debug)]
pub struct EvaluatedStack {
    /// What the stack says. Where something failed, its value is unknown.
    pub stack: Stack,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Evaluates the stack file at `path`, as the Terraform command `command` sees it.
pub fn evaluate_stack(session: &Session<'_>, path: &Path, command: &str) -> EvaluatedStack {
    let path = &clean(path);
    let mut diagnostics = Vec::new();
    let context = Arc::new(Context::unit(path, command, read));
    let stack = stack::evaluate(session, Arc::clone(&context), path, Purpose::Generate, &mut diagnostics);
    let given_up = context.given_up(session, path);
    let diagnostics = given_up.map_or_else(|| deduplicated(&diagnostics), |problem| vec![problem]);
    EvaluatedStack { stack, diagnostics }
}
