//! What the expressions of a stack file see, and the place they are evaluated at: the stack's own folder, for all files
//! that it is made of.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::builtin::{CallContext, CallError, FunctionSet};
use crate::lang::eval::{Evaluator, Extension, Scope};
use crate::lang::kind::Type;
use crate::lang::value::Value;
use crate::terragrunt::builtins::{FileScope, TerragruntBuiltins};
use crate::terragrunt::context::Context;
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::paths;
use crate::terragrunt::session::Session;
use crate::terragrunt::variables::Variables;

/// A stack file in evaluation.
pub(super) struct StackScope<'s> {
    pub(super) session: &'s Session<'s>,
    pub(super) folder: PathBuf,
    builtins: AutoincludeBuiltins<'s>,
    variables: Variables,
}

impl<'s> StackScope<'s> {
    /// Of the stack file at `path`, with no variable yet.
    pub(super) fn new(session: &'s Session<'s>, context: Arc<Context>, path: &Path) -> Self {
        let folder = path.parent().unwrap_or(Path::new("/")).to_path_buf();
        let builtins = TerragruntBuiltins(FileScope { session, context, includes: Vec::new() });
        Self {
            session,
            builtins: AutoincludeBuiltins(builtins, folder.clone()),
            folder,
            variables: Variables::default(),
        }
    }

    /// Sets a variable.
    pub(super) fn set(&mut self, name: &'static str, value: Value) {
        self.variables.set(name, value);
    }

    /// The variables as a file with these constants sees them.
    pub(super) fn variables_in(&self, file: &ParsedFile) -> Variables {
        self.variables.in_file(&file.constants)
    }

    /// An evaluator for expressions that see `variables`.
    pub(super) fn evaluator<'e>(&'e self, variables: &'e dyn Scope) -> Evaluator<'e> {
        Evaluator::new(self.call_context(), variables, Some(&self.builtins.0))
    }

    /// The same for expressions of an `autoinclude`.
    pub(super) fn autoinclude_evaluator<'e>(&'e self, variables: &'e dyn Scope) -> Evaluator<'e> {
        Evaluator::new(self.call_context(), variables, Some(&self.builtins))
    }

    fn call_context(&self) -> CallContext<'_> {
        CallContext {
            world: self.session.world,
            mode: self.session.mode,
            budget: &self.builtins.0.0.context.budget,
            files: &self.session.files,
            folder: &self.folder,
            functions: FunctionSet::Terragrunt,
        }
    }
}

/// The builtins of an `autoinclude`: a stack has no module, so that it works in its own folder.
struct AutoincludeBuiltins<'s>(TerragruntBuiltins<'s>, PathBuf);

impl Extension for AutoincludeBuiltins<'_> {
    fn call(
        &self,
        name: &str,
        arguments: &[Value],
        context: CallContext<'_>,
    ) -> Option<Result<Value, CallError>> {
        if name == "get_working_dir" && arguments.is_empty() {
            return Some(Ok(Value::string(paths::text(&self.1))));
        }
        self.0.call(name, arguments, context)
    }

    fn names(&self) -> Vec<&'static str> {
        self.0.names()
    }

    fn returns(&self, name: &str) -> Type {
        self.0.returns(name)
    }
}
