//! `[…]` and `{…}`. Elements keep their own provenance; the collection's is its own text.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::value::{Data, Entries, Value};
use crate::source::Span;
use crate::syntax::tree::{Expr, ExprKind, ObjectItem, ObjectKey};

use super::evaluator::Evaluator;

/// An object has room for more entries than it has.
const ROOM_OF_OBJECT: usize = 6;

impl Evaluator<'_> {
    pub(super) fn evaluate_tuple(&mut self, elements: &[Expr], span: Span) -> Value {
        let elements: Vec<Value> = elements.iter().map(|element| self.evaluate(element)).collect();
        self.pay_for_parts(elements.len(), span);
        Value::tuple(elements).with_provenance(Provenance::written(span))
    }

    pub(super) fn evaluate_object(&mut self, items: &[ObjectItem], span: Span) -> Value {
        let mut entries = Entries::new();
        let mut unknown_key = None;
        let mut sensitive = false;
        for item in items {
            let value = self.evaluate(&item.value);
            match &item.key {
                ObjectKey::Name(name) => {
                    entries.insert(Arc::clone(&name.text), value);
                }
                ObjectKey::Expr(expr) => {
                    let key =
                        if is_reference(expr) { self.ambiguous_key(expr) } else { self.evaluate_key(expr) };
                    sensitive |= key.sensitive;
                    match &key.data {
                        // The last of equal keys counts.
                        Data::String(text) => {
                            entries.insert(Arc::clone(text), value);
                        }
                        _ => unknown_key = unknown_key.or_else(|| key.as_unknown().cloned()),
                    }
                }
            }
        }
        self.pay_for_parts(entries.len() + ROOM_OF_OBJECT, span);
        let value = match unknown_key {
            Some(unknown) => Value::unknown(unknown.reason.clone(), Type::Any),
            None => Value::object(entries),
        };
        value.with_provenance(Provenance::written(span)).sensitive_if(sensitive)
    }

    fn ambiguous_key(&mut self, expr: &Expr) -> Value {
        self.fail(
            Diagnostic::error(Code::InvalidValue, "a key with a point in it could be a name or a reference")
                .at(expr.span, "not clear which")
                .hint("put it into parentheses to have its value as the key, or into quotes to have it as it is"),
        )
    }

    /// A key as a string; unknown or failed stays so.
    pub(super) fn evaluate_key(&mut self, expr: &Expr) -> Value {
        let key = self.evaluate(expr);
        if key.is_null() {
            return self.fail(
                Diagnostic::error(Code::InvalidValue, "the key is null")
                    .at(expr.span, "a key must be a string"),
            );
        }
        match convert(&key, &Type::String) {
            Ok(key) => key,
            Err(error) => self.fail(
                Diagnostic::error(Code::InvalidValue, "the key is not a string")
                    .at(expr.span, error.to_string()),
            ),
        }
    }
}

/// Whether an expression is a reference that is written out: names, and literal keys.
fn is_reference(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute(source, _) => {
            is_reference(source) || matches!(source.kind, ExprKind::Variable(_))
        }
        ExprKind::Index(source, key) => {
            matches!(key.kind, ExprKind::String(_) | ExprKind::Number(_))
                && (is_reference(source) || matches!(source.kind, ExprKind::Variable(_)))
        }
        _ => false,
    }
}
