//! What the expressions of a stack file see, and the place they are evaluated at: the stack's own folder, for all files
//! that it is made of.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::builtin::{CallContext, FunctionSet};
use crate::lang::eval::{Evaluator, Scope};
use crate::lang::value::Value;
use crate::terragrunt::builtins::{FileScope, TerragruntBuiltins};
use crate::terragrunt::context::Context;
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::session::Session;
use crate::terragrunt::variables::Variables;

/// A stack file in evaluation.
pub(super) struct StackScope<'s> {
    pub(super) session: &'s Session<'s>,
    pub(super) folder: PathBuf,
    builtins: TerragruntBuiltins<'s>,
    variables: Variables,
}

impl<'s> StackScope<'s> {
    /// Of the stack file at `path`, with no variable yet.
    pub(super) fn new(session: &'s Session<'s>, context: Arc<Context>, path: &Path) -> Self {
        Self {
            session,
            folder: path.parent().unwrap_or(Path::new("/")).to_path_buf(),
            builtins: TerragruntBuiltins(FileScope { session, context, includes: Vec::new() }),
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
        let context = CallContext {
            world: self.session.world,
            mode: self.session.mode,
            folder: &self.folder,
            functions: FunctionSet::Terragrunt,
        };
        Evaluator::new(context, variables, Some(&self.builtins))
    }
}
