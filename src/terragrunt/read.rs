//! `read_terragrunt_config`: the evaluation of a file that another reads, as an object. By its name it is a stack, the
//! values that a stack hands over, or a configuration. Source: Terragrunt 1.1.3 `pkg/config/config_helpers.go`
//! (`ParseTerragruntConfig`).

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, deduplicated};
use crate::lang::value::Value;
use crate::source::Span;

use super::context::Context;
use super::document::read_document;
use super::generated::{STACK_AUTOINCLUDE_FILE, VALUES_FILE};
use super::session::{ReadResult, Session};
use super::stack::{self, Purpose, STACK_FILE, stack_document};
use super::stage::Stage;
use super::values::evaluate_values;

/// What the file at `path` reads as.
pub(super) fn read(session: &Session<'_>, context: &Context, path: &Path) -> ReadResult {
    let mut diagnostics = Vec::new();
    let context = Arc::new(context.clone());
    let value = value_of(session, context, path, &mut diagnostics);
    if diagnostics.iter().any(|problem| problem.is_error() && session.is_refused(problem)) {
        // What is read twice is wrong once: without this, files that read each other twice double it at every step.
        return Err(Arc::new(deduplicated(&diagnostics)));
    }
    value.ok_or_else(|| {
        let title = format!("what `{}` gives is too large", session.display(path));
        Arc::new(vec![Diagnostic::error(Code::InvalidValue, title)])
    })
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
        let stack = stack::evaluate(session, context, path, Purpose::Read, diagnostics);
        return Some(stack_document(&stack));
    }
    // Whatever stands before it in the name, the folder's values are read.
    if name.ends_with(VALUES_FILE) {
        return Some(evaluate_values(session, context, path, diagnostics));
    }
    let mut stage = Stage::begin(session, context, path, Span::NONE, diagnostics)?;
    let config = stage.complete(None, diagnostics);
    read_document(&config, session.mode)
}
