//! A value that reaches a variable as text, through the environment or `-var`: the text itself, or an expression for the
//! value. Source: Terraform `internal/configs/named_values.go` (`VariableParsingMode`).

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::lang::builtin::FunctionSet;
use crate::lang::builtins;
use crate::lang::kind::Type;
use crate::lang::value::Value;
use crate::lang::world::World;
use crate::syntax::parse_expression;

use super::constants::{call_constant, constant};
use super::variable::{Reading, Variable};

/// The value that a variable makes of an input: Terragrunt hands inputs over as text, and that is all a variable without
/// a type ever sees of one.
pub(super) fn of_input(
    world: &dyn World,
    variable: &Variable,
    value: &Value,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    if value.is_null() || value.is_unknown() {
        return value.clone();
    }
    if let Some(text) = value.as_str() {
        return of_text(world, variable, text, value, diagnostics);
    }
    let is_collection = value.elements().is_some() || value.entries().is_some();
    let is_untyped = *variable.constraint.kind() == Type::Any;
    if variable.reading != Reading::Text || !(is_collection || is_untyped) {
        return value.clone();
    }
    // `true` and `5` are texts as they are written; a list or an object is JSON.
    let to_text = if is_collection { "jsonencode" } else { "tostring" };
    let builtin = builtins::find(to_text, FunctionSet::Terraform).expect("internal: the builtin exists");
    let text = call_constant(world, builtin, std::slice::from_ref(value));
    text.unwrap_or_else(|_| value.clone()).with_provenance(value.provenance.clone())
}

/// The value that a variable makes of a text. `value` is the text as it was written.
pub(super) fn of_text(
    world: &dyn World,
    variable: &Variable,
    text: &str,
    value: &Value,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    if variable.reading != Reading::Expression {
        return Value::string(text).with_provenance(value.provenance.clone()).sensitive_if(value.sensitive);
    }
    let file = world.sources().add(Path::new(&format!("the value of `{}`", variable.name)), Arc::from(text));
    if value.sensitive {
        file.keep_confidential();
    }
    let mut problems = Vec::new();
    let (expr, parsing) = parse_expression(&file);
    problems.extend(parsing);
    let parsed =
        expr.map(|expr| constant(world, Path::new("."), FunctionSet::Terraform, &expr, &mut problems));
    if let Some(parsed) = parsed.filter(|_| !has_errors(&problems)) {
        return parsed.with_provenance(value.provenance.clone()).sensitive_if(value.sensitive);
    }
    diagnostics.push(
        Diagnostic::error(
            Code::InvalidValue,
            format!("the variable `{}` takes an expression, and this text is none", variable.name),
        )
        .at(value.provenance.nearest(), "Terraform reads it as an expression")
        .related(variable.span, format!("its type is {}", variable.constraint.kind()))
        .hint("a variable of type `string` takes any text"),
    );
    Value::failed().with_provenance(value.provenance.clone())
}
