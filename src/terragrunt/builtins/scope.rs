//! What a builtin may know: the run, and the file it is called from.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::builtin::{CallContext, CallError, FunctionSet};
use crate::lang::kind::Type;
use crate::lang::value::Value;
use crate::terragrunt::context::Context;
use crate::terragrunt::session::Session;

/// The file that a builtin is called from.
pub(in crate::terragrunt) struct FileScope<'s> {
    pub(in crate::terragrunt) session: &'s Session<'s>,
    pub(in crate::terragrunt) context: Arc<Context>,
    /// The includes of the file itself, by label.
    pub(in crate::terragrunt) includes: Vec<(Arc<str>, PathBuf)>,
}

impl<'s> FileScope<'s> {
    /// Of a file without includes.
    pub(in crate::terragrunt) fn of(session: &'s Session<'s>, context: Arc<Context>) -> Self {
        Self { session, context, includes: Vec::new() }
    }

    /// What builtins of the language are told where they are called from a file in `folder`.
    pub(in crate::terragrunt) fn call_context<'c>(&'c self, folder: &'c Path) -> CallContext<'c> {
        CallContext {
            world: self.session.world,
            budget: &self.context.budget,
            files: &self.session.files,
            mode: self.session.mode,
            folder,
            functions: FunctionSet::Terragrunt,
        }
    }

    /// The folder of the included file that `label` selects; `None` in a file without includes.
    pub(super) fn include_folder(&self, label: Option<&str>) -> Result<Option<PathBuf>, CallError> {
        let folder = |path: &Path| path.parent().unwrap_or(Path::new("/")).to_path_buf();
        // In an included file its own include is the only one there is.
        if let Some((_, path)) = &self.context.included_as {
            return Ok(Some(folder(path)));
        }
        match (&*self.includes, label) {
            ([], _) => Ok(None),
            ([(_, path)], _) => Ok(Some(folder(path))),
            (includes, Some(label)) => {
                let found = includes.iter().find(|(name, _)| **name == *label);
                found
                    .map(|(_, path)| Some(folder(path)))
                    .ok_or_else(|| CallError::argument(0, format!("there is no include `{label}`")))
            }
            (includes, None) => {
                let labels: Vec<String> = includes.iter().map(|(label, _)| format!("`{label}`")).collect();
                Err(CallError::new("this file has several includes")
                    .hint(format!("name one of {}", labels.join(", "))))
            }
        }
    }
}

/// The value of a call that needs all of its arguments and is given one that is unknown.
pub(super) fn unknown(arguments: &[Value], kind: Type) -> Option<Value> {
    let unknown = arguments.iter().find_map(Value::as_unknown)?;
    Some(Value::unknown(unknown.reason.clone(), kind))
}

/// The text of an argument.
pub(super) fn text(arguments: &[Value], index: usize) -> Result<Option<&str>, CallError> {
    match arguments.get(index) {
        None => Ok(None),
        Some(value) => value.as_str().map(Some).ok_or_else(|| {
            CallError::argument(index, format!("a string is required, but this is {}", value.kind()))
        }),
    }
}
