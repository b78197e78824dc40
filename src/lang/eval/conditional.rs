//! `condition ? then : otherwise`. Both results are evaluated, as in Go: their types decide the result's type; only
//! the taken one's problems are reported.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::unify::{Conversions, unify};
use crate::lang::value::{Data, Value};
use crate::source::Span;
use crate::syntax::tree::ConditionalExpr;

use super::evaluator::Evaluator;

impl Evaluator<'_> {
    pub(super) fn evaluate_conditional(&mut self, conditional: &ConditionalExpr, span: Span) -> Value {
        let then = self.attempt(&conditional.then);
        let otherwise = self.attempt(&conditional.otherwise);
        let kind = result_type(then.as_ref().ok(), otherwise.as_ref().ok());
        let kind = match kind {
            Ok(kind) => kind,
            Err(kinds) => {
                return self.fail(
                    Diagnostic::error(
                        Code::InvalidValue,
                        "the two results of the condition have no type in common",
                    )
                    .at(span, kinds),
                );
            }
        };
        let condition = self.evaluate_condition(&conditional.condition);
        let taken = match &condition.data {
            Data::Bool(true) => then,
            Data::Bool(false) => otherwise,
            _ => return undecided(&condition, &[then.ok(), otherwise.ok()], kind, span),
        };
        let value = match taken {
            Ok(value) => value,
            Err(problems) => {
                self.diagnostics.extend(problems);
                return Value::failed().with_provenance(Provenance::written(span));
            }
        };
        match convert(&value, &kind) {
            Ok(converted) => converted.sensitive_if(condition.sensitive),
            Err(error) => self.fail(
                Diagnostic::error(
                    Code::InvalidValue,
                    "the two results of the condition have no type in common",
                )
                .at(span, format!("{error}: both become {}", kind.friendly())),
            ),
        }
    }

    /// Evaluates to a bool or an unknown; anything else is reported.
    pub(super) fn evaluate_condition(&mut self, expr: &crate::syntax::tree::Expr) -> Value {
        let condition = self.evaluate(expr);
        match convert(&condition, &Type::Bool) {
            Ok(condition) if !condition.is_null() => condition,
            Ok(_) => self.fail(
                Diagnostic::error(Code::InvalidValue, "the condition is null")
                    .at(expr.span, "a condition must be true or false"),
            ),
            Err(error) => self.fail(
                Diagnostic::error(Code::InvalidValue, "the condition is not a bool")
                    .at(expr.span, error.to_string()),
            ),
        }
    }
}

/// The type that both results become; those that failed can be of any. `Err` says which types have none in common.
fn result_type(then: Option<&Value>, otherwise: Option<&Value>) -> Result<Type, String> {
    let kind_of = |side: Option<&Value>| side.map_or(Type::Any, Value::kind);
    let kinds = [kind_of(then), kind_of(otherwise)];
    let is_bare_null =
        |side: Option<&Value>| side.is_some_and(|value| value.is_null() && value.kind() == Type::Any);
    if is_bare_null(then) {
        let [_, otherwise] = kinds;
        return Ok(otherwise);
    }
    if is_bare_null(otherwise) {
        let [then, _] = kinds;
        return Ok(then);
    }
    if kinds.contains(&Type::Any) {
        return Ok(Type::Any);
    }
    unify(&kinds, Conversions::All).ok_or_else(|| format!("{} or {}", kinds[0], kinds[1]))
}

/// The result of a condition that is not known: as much as both results say.
fn undecided(condition: &Value, results: &[Option<Value>; 2], kind: Type, span: Span) -> Value {
    let unknown = condition.as_unknown().expect("internal: a condition is a bool or unknown");
    let sides: Vec<&Value> = results.iter().flatten().collect();
    let both = |is: &dyn Fn(&Value) -> bool| sides.len() == 2 && sides.iter().all(|side| is(side));
    let lengths: Vec<Option<usize>> = sides.iter().map(|side| length(side)).collect();
    let unknown_of = |kind: Type| Value::unknown(unknown.reason.clone(), kind);
    let same_length = match lengths.as_slice() {
        [Some(a), Some(b)] if a == b && sides[0].kind() == sides[1].kind() => Some(*a),
        _ => None,
    };
    let value = match (&kind, same_length) {
        (kind, _) if both(&Value::is_null) => Value::new(Data::Null(kind.clone())),
        (Type::List(element), Some(length)) => {
            let elements = vec![unknown_of((**element).clone()); length];
            Value::new(Data::List((**element).clone(), elements.into()))
        }
        (Type::Set(element), Some(0)) => Value::new(Data::Set((**element).clone(), Vec::new().into())),
        (Type::Map(element), Some(0)) => Value::new(Data::Map((**element).clone(), Arc::default())),
        _ => unknown_of(kind),
    };
    value
        .with_provenance(Provenance::computed(span, [condition.provenance.clone()]))
        .sensitive_if(condition.sensitive || sides.iter().any(|side| side.sensitive))
}

/// How many elements a collection has.
fn length(value: &Value) -> Option<usize> {
    match &value.data {
        Data::List(_, elements) | Data::Set(_, elements) => Some(elements.len()),
        Data::Map(_, entries) => Some(entries.len()),
        _ => None,
    }
}
