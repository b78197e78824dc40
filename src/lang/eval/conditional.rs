//! `condition ? then : otherwise`. Both results are evaluated, as in Go: their types decide the result's type; only
//! the taken one's problems are reported.

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::unify::unify;
use crate::lang::value::{Data, Value};
use crate::source::Span;
use crate::syntax::tree::ConditionalExpr;

use super::evaluator::Evaluator;

impl Evaluator<'_> {
    pub(super) fn evaluate_conditional(&mut self, conditional: &ConditionalExpr, span: Span) -> Value {
        let condition = self.evaluate_condition(&conditional.condition);
        let then = self.attempt(&conditional.then);
        let otherwise = self.attempt(&conditional.otherwise);
        for side in [&then, &otherwise].into_iter().flatten() {
            if !self.pay_for_walk(side, span) {
                return Value::failed().with_provenance(Provenance::written(span));
            }
        }
        let kind_of = |side: &Result<Value, _>| side.as_ref().map_or(Type::Any, Value::kind);
        let kinds = [kind_of(&then), kind_of(&otherwise)];
        let kind = result_type(&kinds);

        let taken = match &condition.data {
            Data::Bool(true) => then,
            Data::Bool(false) => otherwise,
            _ => {
                let unknown = condition.as_unknown().expect("internal: a condition is a bool or unknown");
                return Value::unknown(unknown.reason.clone(), kind.unwrap_or(Type::Any))
                    .with_provenance(Provenance::computed(span, [condition.provenance]));
            }
        };
        let value = match taken {
            Ok(value) => value,
            Err(problems) => {
                self.diagnostics.extend(problems);
                return Value::failed().with_provenance(Provenance::written(span));
            }
        };
        let converted = kind.and_then(|kind| convert(&value, &kind).ok());
        match converted {
            Some(converted) => converted.sensitive_if(condition.sensitive),
            None => self.fail(
                Diagnostic::error(
                    Code::InvalidValue,
                    "the two results of the condition have no type in common",
                )
                .at(span, format!("{} or {}", kinds[0], kinds[1])),
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

/// A null of no type takes the other side's type.
fn result_type(kinds: &[Type; 2]) -> Option<Type> {
    match kinds {
        [Type::Any, kind] | [kind, Type::Any] => Some(kind.clone()),
        kinds => unify(kinds),
    }
}
