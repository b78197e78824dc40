//! `terragrunt.values.hcl`: the values that a stack hands to a unit or stack, from beside the file that is evaluated.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::builtin::{CallContext, FunctionSet};
use crate::lang::eval::Evaluator;
use crate::lang::value::{Entries, Value};
use crate::lang::world::PathKind;

use super::builtins::{FileScope, TerragruntBuiltins};
use super::context::Context;
use super::decode::reject_blocks;
use super::generated::VALUES_FILE;
use super::session::Session;
use super::variables::Variables;

/// The variable `values` in `folder`: what a stack generates there, else what the file says; `None` where there is neither.
pub(super) fn read_values(
    session: &Session<'_>,
    folder: &Path,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Value> {
    if let Some(values) = session.generated(folder).and_then(|generated| generated.values.clone()) {
        return Some(values);
    }
    let path = folder.join(VALUES_FILE);
    if session.world.kind(&path) != Some(PathKind::File) {
        return None;
    }
    evaluate_file(session, &path, evaluator, diagnostics)
}

/// The values beside `path`, as a file that reads them sees them.
pub(super) fn evaluate_values(
    session: &Session<'_>,
    context: Arc<Context>,
    path: &Path,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    let folder = path.parent().unwrap_or(Path::new("/"));
    let budget = Arc::clone(&context.budget);
    let builtins = TerragruntBuiltins(FileScope { session, context, includes: Vec::new() });
    let call_context = CallContext {
        world: session.world,
        mode: session.mode,
        folder,
        functions: FunctionSet::Terragrunt,
        budget: &budget,
        files: &session.files,
    };
    let nothing = Variables::default();
    let mut evaluator = Evaluator::new(call_context, &nothing, Some(&builtins));
    let values = read_values(session, folder, &mut evaluator, diagnostics);
    values.unwrap_or_else(|| {
        let title = format!("there is no file `{}`", session.display(&folder.join(VALUES_FILE)));
        diagnostics.push(Diagnostic::error(Code::FileNotFound, title));
        Value::failed()
    })
}

fn evaluate_file(
    session: &Session<'_>,
    path: &Path,
    evaluator: &mut Evaluator<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let parsed = match session.parse(path) {
        Ok(parsed) => parsed,
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(Code::FileUnreadable, format!("cannot read `{}`", session.display(path)))
                    .note(error.to_string()),
            );
            return None;
        }
    };
    diagnostics.extend(parsed.diagnostics.iter().cloned());
    reject_blocks(&parsed.body, &[], "a values file", diagnostics);
    let mut values = Entries::new();
    for attribute in &parsed.body.attributes {
        values.insert(Arc::clone(&attribute.name.text), evaluator.evaluate(&attribute.value));
    }
    diagnostics.extend(evaluator.take_diagnostics());
    Some(Value::object(values))
}
