//! The list of Terragrunt's builtins and the way from a name to its code.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lang::builtin::{CallContext, CallError};
use crate::lang::builtins::is_unrepeatable;
use crate::lang::convert::convert;
use crate::lang::eval::Extension;
use crate::lang::kind::Type;
use crate::lang::value::Value;

use crate::terragrunt::shared_include::Question;

use super::entry::Entry;
use super::scope::FileScope;
use super::{
    commands, environment, folders, globs, merging, parents, read, repository, retryable, run_cmd, supplied,
    tfvars, versions, working_dir,
};

fn all() -> impl Iterator<Item = &'static Entry> {
    [
        commands::TABLE,
        environment::TABLE,
        folders::TABLE,
        globs::TABLE,
        merging::TABLE,
        parents::TABLE,
        read::TABLE,
        repository::TABLE,
        retryable::TABLE,
        run_cmd::TABLE,
        supplied::TABLE,
        tfvars::TABLE,
        versions::TABLE,
        working_dir::TABLE,
    ]
    .into_iter()
    .flatten()
}

/// Every call looks here first, those of Terraform's builtins too.
static BY_NAME: LazyLock<HashMap<&str, &Entry>> =
    LazyLock::new(|| all().map(|entry| (entry.name, entry)).collect());

/// The names of all.
pub(in crate::terragrunt) fn names() -> impl Iterator<Item = &'static str> {
    all().map(|entry| entry.name)
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
        if is_unrepeatable(name, self.0.session.mode) {
            self.0.context.note_unrepeatable();
        }
        let entry = BY_NAME.get(name)?;
        let answer = self.run(entry, arguments);
        if let Some(questions) = &self.0.context.questions {
            let arguments = arguments.to_vec();
            questions.note(Question { name: entry.name, arguments, answer: answer.clone() });
        }
        Some(answer)
    }

    fn returns(&self, name: &str) -> Type {
        result_type(name)
    }

    fn names(&self) -> Vec<&'static str> {
        names().collect()
    }
}

impl TerragruntBuiltins<'_> {
    /// What a builtin answers here to what it was asked elsewhere.
    pub(in crate::terragrunt) fn answer(&self, question: &Question) -> Result<Value, CallError> {
        let entry = BY_NAME.get(question.name);
        self.run(entry.expect("internal: only builtins were asked"), &question.arguments)
    }

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
        if let Some(unknown) = arguments.iter().take(deciding(entry)).find_map(Value::as_unknown) {
            return Ok(Value::unknown(unknown.reason.clone(), result_type(entry.name)));
        }
        let sensitive = arguments.iter().any(Value::is_sensitive_inside);
        let texts = arguments.iter().enumerate().take(entry.first_of_any_type).map(|(index, argument)| {
            if argument.is_null() {
                return Err(CallError::argument(index, "a string is required, but this is null"));
            }
            convert(argument, &Type::String).map_err(|_| {
                CallError::argument(index, format!("a string is required, but this is {}", argument.kind()))
            })
        });
        let others = arguments.iter().skip(entry.first_of_any_type).cloned();
        let arguments: Vec<Value> = texts.chain(others.map(Ok)).collect::<Result<_, _>>()?;
        (entry.run)(&self.0, &arguments).map(|value| value.sensitive_if(sensitive))
    }
}

/// How many arguments have to be known. A default need not be: it may not be taken, and is handed on as it is.
fn deciding(entry: &Entry) -> usize {
    match entry.name {
        "find_in_parent_folders" | "get_env" => 1,
        "deep_merge" => usize::MAX,
        _ => entry.first_of_any_type,
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
