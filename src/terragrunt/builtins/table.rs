//! The list of Terragrunt's builtins and the way from a name to its code.

use crate::lang::builtin::{CallContext, CallError};
use crate::lang::eval::Extension;
use crate::lang::kind::Type;
use crate::lang::value::Value;

use super::entry::Entry;
use super::scope::FileScope;
use super::{commands, effects, environment, folders, merging, parents, read, repository, retryable, tfvars};

fn all() -> impl Iterator<Item = &'static Entry> {
    [
        commands::TABLE,
        effects::TABLE,
        environment::TABLE,
        folders::TABLE,
        merging::TABLE,
        parents::TABLE,
        read::TABLE,
        repository::TABLE,
        retryable::TABLE,
        tfvars::TABLE,
    ]
    .into_iter()
    .flatten()
}

/// Terragrunt's builtins as one file sees them.
pub(in crate::terragrunt) struct TerragruntBuiltins<'s>(pub(in crate::terragrunt) FileScope<'s>);

impl Extension for TerragruntBuiltins<'_> {
    fn call(
        &self,
        name: &str,
        arguments: &[Value],
        _context: CallContext<'_>,
    ) -> Option<Result<Value, CallError>> {
        let entry = all().find(|entry| entry.name == name)?;
        Some(self.run(entry, arguments))
    }

    fn returns(&self, name: &str) -> Type {
        result_type(name)
    }

    fn names(&self) -> Vec<&'static str> {
        all().map(|entry| entry.name).collect()
    }
}

impl TerragruntBuiltins<'_> {
    fn run(&self, entry: &Entry, arguments: &[Value]) -> Result<Value, CallError> {
        if arguments.len() < entry.least || arguments.len() > entry.most {
            let takes = match (entry.least, entry.most) {
                (least, most) if least == most => least.to_string(),
                (least, usize::MAX) => format!("at least {least}"),
                (least, most) => format!("{least} to {most}"),
            };
            let message = format!("it takes {takes} arguments, not {}", arguments.len());
            return Err(CallError::new(message));
        }
        // Reading a file decides with its second argument's presence, not its value: that one may be unknown.
        if let Some(unknown) = arguments.iter().take(1).find_map(Value::as_unknown) {
            return Ok(Value::unknown(unknown.reason.clone(), result_type(entry.name)));
        }
        let sensitive = arguments.iter().any(Value::is_sensitive_inside);
        (entry.run)(&self.0, arguments).map(|value| value.sensitive_if(sensitive))
    }
}

/// The type of a builtin's result. Most are texts.
fn result_type(name: &str) -> Type {
    match name {
        "read_terragrunt_config" | "deep_merge" => Type::Any,
        "constraint_check" => Type::Bool,
        "mark_glob_as_read" => Type::list(Type::String),
        _ => Type::String,
    }
}
