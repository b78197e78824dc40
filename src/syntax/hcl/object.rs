//! Objects and `for` expressions.

use std::sync::Arc;

use hcl_edit::expr::{self as parsed, Expression};

use crate::source::Span;
use crate::syntax::tree::{Expr, ExprKind, ForExpr, ObjectItem, ObjectKey};

use super::lower::{Lower, is_in_name, range_of};
use super::messages;
use super::seen::Seen;

impl Lower<'_> {
    pub(super) fn object(&mut self, object: &parsed::Object) -> ExprKind {
        let mut seen = Seen::default();
        let mut items = Vec::with_capacity(object.len());
        for (key, value) in object {
            if items.is_empty() {
                self.refuse_for_as_name(key);
            }
            let key = self.key(key);
            if let Some((text, span)) = static_key(&key)
                && let Some(first) = seen.note(&text, span)
            {
                self.report(messages::duplicate_key(&text, span, first));
            }
            items.push(ObjectItem { key, value: self.expr(value.expr()) });
        }
        ExprKind::Object(items)
    }

    /// A key, from what was written: the parser may have read another name there, so that it takes equal keys.
    fn key(&mut self, key: &parsed::ObjectKey) -> ObjectKey {
        let range = range_of(key);
        match key {
            parsed::ObjectKey::Ident(name) => {
                let written = self.text(range.clone());
                if written == name.as_str() || hcl_edit::Ident::try_new(written).is_ok() {
                    return ObjectKey::Name(self.name_at(range));
                }
                self.within(range, |lower| match hcl_edit::parser::parse_expr(written) {
                    Ok(expr) => ObjectKey::Expr(lower.expr(&expr)),
                    Err(_) => ObjectKey::Name(lower.name_at(0..written.len())),
                })
            }
            // `true = 1` names a key like any other bare word does.
            parsed::ObjectKey::Expression(Expression::Null(_) | Expression::Bool(_)) => {
                ObjectKey::Name(self.name_at(range))
            }
            parsed::ObjectKey::Expression(expr) => ObjectKey::Expr(self.expr(expr)),
        }
    }

    pub(super) fn for_expr(&mut self, for_expr: &parsed::ForExpr) -> ExprKind {
        let intro = &for_expr.intro;
        self.refuse_glued("in", &intro.collection_expr);
        if let Some(condition) = &for_expr.cond {
            self.refuse_glued("if", &condition.expr);
        }
        ExprKind::For(Box::new(ForExpr {
            key_name: intro.key_var.as_ref().map(|name| self.name(name)),
            value_name: self.name(&intro.value_var),
            collection: self.expr(&intro.collection_expr),
            key: for_expr.key_expr.as_ref().map(|key| self.expr(key)),
            element: self.expr(&for_expr.value_expr),
            grouping: for_expr.grouping,
            condition: for_expr.cond.as_ref().map(|condition| self.expr(&condition.expr)),
        }))
    }

    /// After an opening bracket the word `for` is always the keyword.
    pub(super) fn refuse_for_as_name(&mut self, first: &impl hcl_edit::Span) {
        let start = range_of(first).start;
        let Some(after) = self.rest(start).strip_prefix("for") else { return };
        if !after.starts_with(is_in_name) {
            self.report(messages::for_as_name(self.span(start..start + 3)));
        }
    }
}

/// What a key is known to be without evaluation.
fn static_key(key: &ObjectKey) -> Option<(Arc<str>, Span)> {
    match key {
        ObjectKey::Name(name) => Some((Arc::clone(&name.text), name.span)),
        ObjectKey::Expr(Expr { kind: ExprKind::String(text) | ExprKind::Number(text), span }) => {
            Some((Arc::clone(text), *span))
        }
        ObjectKey::Expr(_) => None,
    }
}
