//! Expressions that see no variable: defaults of variables and of `optional` attributes.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::lang::budget::Budget;
use crate::lang::builtin::{Builtin, CallContext, CallError, FunctionSet};
use crate::lang::eval::{Evaluator, Scope};
use crate::lang::file_memo::FileMemo;
use crate::lang::value::Value;
use crate::lang::world::{Mode, World};
use crate::syntax::tree::Expr;

/// Nothing.
struct NoVariables;

impl Scope for NoVariables {
    fn variable(&self, _name: &str) -> Option<Value> {
        None
    }

    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// The value of a constant expression in a file in `folder`.
pub(super) fn constant(
    world: &dyn World,
    folder: &Path,
    functions: FunctionSet,
    expr: &Expr,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    let budget = Budget::default();
    let files = FileMemo::default();
    let context = CallContext { world, budget: &budget, files: &files, mode: Mode::Plan, folder, functions };
    let mut evaluator = Evaluator::new(context, &NoVariables, None);
    let value = evaluator.evaluate(expr);
    diagnostics.extend(evaluator.take_diagnostics());
    value
}

/// What a builtin makes of values, called from nowhere.
///
/// # Errors
/// When it refuses them.
pub(super) fn call_constant(
    world: &dyn World,
    builtin: &Builtin,
    arguments: &[Value],
) -> Result<Value, CallError> {
    let budget = Budget::default();
    let files = FileMemo::default();
    let folder = Path::new(".");
    let functions = FunctionSet::Terraform;
    let context = CallContext { world, budget: &budget, files: &files, mode: Mode::Plan, folder, functions };
    builtin.call(context, arguments)
}
