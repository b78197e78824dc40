//! `condition ? then : otherwise`. Both results are evaluated, as in Go: their types decide the result's type; only
//! the taken one's problems are reported.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::unify::{Conversions, unify};
use crate::lang::value::{Data, Unknown, Value};
use crate::source::Span;
use crate::syntax::tree::ConditionalExpr;

use super::evaluator::Evaluator;

impl Evaluator<'_> {
    pub(super) fn evaluate_conditional(&mut self, conditional: &ConditionalExpr, span: Span) -> Value {
        let condition = self.evaluate_condition(&conditional.condition);
        let (then, then_hangs_on) = self.attempt_for_sure(&conditional.then);
        let (otherwise, otherwise_hangs_on) = self.attempt_for_sure(&conditional.otherwise);
        let [then_may_fail, otherwise_may_fail] = [then_hangs_on.is_some(), otherwise_hangs_on.is_some()];
        let hangs_on = then_hangs_on.or(otherwise_hangs_on);
        if let Some(unknown) = &hangs_on {
            self.note_unknown(unknown);
        }
        let (failed, sides) = (Value::null(), [&then, &otherwise]);
        let sides = sides.map(|side| side.as_ref().unwrap_or(&failed));
        if !sides.iter().all(|side| self.pay_for_walk(side, span)) {
            return Value::failed().with_provenance(Provenance::written(span));
        }
        for side in sides {
            self.note_unknown_inside(side);
        }
        let kind = result_type(sides);
        let kinds = sides.map(Value::kind);

        let (taken, other_may_fail) = match &condition.data {
            Data::Bool(true) => (then, otherwise_may_fail),
            Data::Bool(false) => (otherwise, then_may_fail),
            _ => {
                let unknown = condition.as_unknown().expect("internal: a condition is a bool or unknown");
                // A side that turns out to fail has no say in the type.
                let kind = kind.filter(|_| hangs_on.is_none() || kinds[0] == kinds[1]);
                let sensitive = condition.sensitive || sides.iter().any(|side| side.sensitive);
                let both_known = hangs_on.is_none() && then.is_ok() && otherwise.is_ok();
                let known =
                    kind.as_ref().filter(|_| both_known).and_then(|kind| in_common(sides, kind, unknown));
                return known
                    .unwrap_or_else(|| Value::unknown(unknown.reason.clone(), kind.unwrap_or(Type::Any)))
                    .with_provenance(Provenance::computed(span, [condition.provenance]))
                    .sensitive_if(sensitive);
            }
        };
        let value = match taken {
            Ok(value) => value,
            Err(problems) => {
                self.diagnostics.extend(problems);
                return Value::failed().with_provenance(Provenance::written(span));
            }
        };
        if let Data::Unknown(unknown) = &value.data
            && other_may_fail
            && kinds[0] != kinds[1]
        {
            // It keeps its own type where the other side fails, and takes on that of both where it does not.
            let data = Data::Unknown(Arc::new(Unknown { kind: Type::Any, ..(**unknown).clone() }));
            return value.with_data(data).sensitive_if(condition.sensitive);
        }
        let converted = kind.and_then(|kind| convert(&value, &kind).ok());
        match (converted, hangs_on) {
            (Some(converted), _) => converted.sensitive_if(condition.sensitive),
            // A side that turns out to fail has no type that could be in the way.
            (None, Some(unknown)) => Value::unknown(unknown.reason.clone(), Type::Any)
                .with_provenance(Provenance::computed(span, [value.provenance]))
                .sensitive_if(value.sensitive || condition.sensitive),
            (None, None) => self.fail(
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

/// What is known of the result whichever side is taken: that it is null, or how many elements it has.
fn in_common(sides: [&Value; 2], kind: &Type, unknown: &Unknown) -> Option<Value> {
    if sides.iter().all(|side| side.is_null()) {
        return Some(Value::new(Data::Null(kind.clone())));
    }
    let [Some(length), other] = sides.map(length) else { return None };
    if other != Some(length) || sides[0].kind() != sides[1].kind() {
        return None;
    }
    let data = match (kind, length) {
        (Type::List(element), _) => {
            let elements = vec![Value::unknown(unknown.reason.clone(), (**element).clone()); length];
            Data::List((**element).clone(), elements.into())
        }
        (Type::Set(element), 0) => Data::Set((**element).clone(), Vec::new().into()),
        (Type::Map(element), 0) => Data::Map((**element).clone(), Arc::default()),
        _ => return None,
    };
    Some(Value::new(data))
}

/// How many elements a collection has.
fn length(value: &Value) -> Option<usize> {
    match &value.data {
        Data::List(_, elements) | Data::Set(_, elements) => Some(elements.len()),
        Data::Map(_, entries) => Some(entries.len()),
        _ => None,
    }
}

/// The type that both sides have in common. A null of no type takes the other side's. Beside an unknown of no type a text
/// stays a text, or the sides have none in common; of what else is there cty keeps the type too, though beside a text it
/// would become one.
fn result_type(sides: [&Value; 2]) -> Option<Type> {
    let is_open = |side: &Value| side.kind() == Type::Any;
    match sides {
        [null, side] | [side, null] if null.is_null() && is_open(null) => Some(side.kind()),
        [unknown, side] | [side, unknown] if is_open(unknown) => match side.kind() {
            Type::String => Some(Type::String),
            _ => Some(Type::Any),
        },
        [then, otherwise] => unify(&[then.kind(), otherwise.kind()], Conversions::All),
    }
}
