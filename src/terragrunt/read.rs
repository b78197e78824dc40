//! `read_terragrunt_config`: the evaluation of a file that another reads, as an object. By its name it is a stack, the
//! values that a stack hands over, or a configuration. Source: Terragrunt 1.1.3 `pkg/config/config_helpers.go`
//! (`ParseTerragruntConfig`).

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, deduplicated};
use crate::lang::value::Value;
use crate::source::Span;

use super::config::Config;
use super::context::Context;
use super::document::read_document;
use super::generated::{STACK_AUTOINCLUDE_FILE, VALUES_FILE};
use super::reads::ReadResult;
use super::session::Session;
use super::stack::{self, Purpose, STACK_FILE, stack_document};
use super::stage::Stage;
use super::values::evaluate_values;

/// What the file at `path` reads as.
pub(super) fn read(session: &Session<'_>, context: &Context, path: &Path) -> ReadResult {
    let mut diagnostics = Vec::new();
    let value = value_of(session, Arc::new(context.clone()), path, &mut diagnostics);
    if let Some(problem) = context.given_up(session, path) {
        return Err(Arc::new(vec![problem]));
    }
    if diagnostics.iter().any(|problem| problem.is_error() && session.is_refused(problem)) {
        // What is read twice is wrong once: without this, files that read each other twice double it at every step.
        return Err(Arc::new(deduplicated(&diagnostics)));
    }
    value.ok_or_else(|| Arc::new(context.given_up(session, path).into_iter().collect()))
}

fn value_of(
    session: &Session<'_>,
    context: Arc<Context>,
    path: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if name == STACK_FILE || name == STACK_AUTOINCLUDE_FILE {
        let context = Arc::new(context.as_original());
        let budget = Arc::clone(&context.budget);
        let value = stack_document(&stack::evaluate(session, context, path, Purpose::Read, diagnostics));
        return budget.take_value(&value, Span::NONE).then_some(value);
    }
    // Whatever stands before it in the name, the folder's values are read.
    if name.ends_with(VALUES_FILE) {
        return Some(evaluate_values(session, context, path, diagnostics));
    }
    let budget = Arc::clone(&context.budget);
    let config = match Stage::begin(session, context, path, Span::NONE, diagnostics) {
        Some(mut stage) => stage.complete(None, diagnostics),
        None => Config::default(),
    };
    read_document(&config, session.mode, &budget)
}
