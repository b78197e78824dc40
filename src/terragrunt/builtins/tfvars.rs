//! `read_tfvars_file`: a variables file as JSON text.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::lang::builtin::{CallContext, CallError, CallErrorKind, FunctionSet};
use crate::lang::builtins;
use crate::lang::eval::Evaluator;
use crate::lang::value::{Entries, Value};
use crate::lang::world::{PathKind, ReadError};
use crate::syntax;
use crate::terragrunt::decode::reject_blocks;
use crate::terragrunt::paths;
use crate::terragrunt::variables::Variables;

use super::entry::{Entry, entry};
use super::scope::{FileScope, text};

pub(super) const TABLE: &[Entry] = &[entry("read_tfvars_file", 1, 1, read_tfvars_file)];

/// A JSON file is handed on as it is; any other is HCL with attributes that refer to nothing and call nothing.
fn read_tfvars_file(scope: &FileScope<'_>, arguments: &[Value]) -> Result<Value, CallError> {
    let session = scope.session;
    let path = paths::join(scope.context.folder(), text(arguments, 0)?.unwrap_or_default());
    if session.world.kind(&path) != Some(PathKind::File) {
        return Err(CallError::argument(0, format!("there is no file `{}`", session.display(&path)))
            .kind(CallErrorKind::NotFound));
    }
    scope.context.reading.note(&path);
    let unreadable = |error: ReadError| {
        CallError::argument(0, format!("cannot read `{}`: {error}", session.display(&path)))
    };
    let file = session.world.read(&path).map_err(unreadable)?;
    if path.to_string_lossy().ends_with("json") {
        return match syntax::json::parse_json(&file) {
            Ok(_) => Ok(Value::string(Arc::clone(file.text()))),
            Err(problem) => Err(failed(scope, &path, vec![problem])),
        };
    }
    let (body, mut problems) = syntax::parse_hcl(&file);
    reject_blocks(&body, &[], "a variables file", &mut problems);
    let nothing = Variables::default();
    let context = CallContext {
        world: session.world,
        budget: &scope.context.budget,
        files: &session.files,
        mode: session.mode,
        folder: path.parent().unwrap_or(&path),
        functions: FunctionSet::Terragrunt,
    };
    let mut evaluator = Evaluator::new(context, &nothing, None);
    let mut values = Entries::new();
    for attribute in &body.attributes {
        values.insert(Arc::clone(&attribute.name.text), evaluator.evaluate(&attribute.value));
    }
    problems.extend(evaluator.take_diagnostics());
    if problems.iter().any(Diagnostic::is_error) {
        return Err(failed(scope, &path, problems));
    }
    let encode = builtins::find("jsonencode", context.functions).expect("internal: the builtin exists");
    encode.call(context, &[Value::object(values)])
}

fn failed(scope: &FileScope<'_>, path: &Path, problems: Vec<Diagnostic>) -> CallError {
    CallError::argument(0, format!("`{}` is no variables file", scope.session.display(path))).causes(problems)
}
