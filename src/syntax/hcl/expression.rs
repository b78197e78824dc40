//! Expressions, but for paths, templates and objects.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use hcl_edit::expr::{self as parsed, Expression};

use crate::syntax::tree::{
    BinaryExpr, BinaryOperator, CallExpr, ConditionalExpr, Expr, ExprKind, Ident, UnaryOperator,
};

use super::literal::{normalise, unquote};
use super::lower::{Lower, range_of};

impl<'s> Lower<'s> {
    pub(super) fn expr(&mut self, expr: &Expression) -> Expr {
        let range = range_of(expr);
        let span = self.span(range.clone());
        let lowered = self.deeper(1, range.clone(), |lower| match expr {
            Expression::Traversal(traversal) => lower.traversal(traversal),
            other => Expr { kind: lower.kind(other, range), span },
        });
        lowered.unwrap_or(Expr { kind: ExprKind::Null, span })
    }

    pub(super) fn boxed(&mut self, expr: &Expression) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    fn kind(&mut self, expr: &Expression, range: Range<usize>) -> ExprKind {
        match expr {
            Expression::Null(_) => ExprKind::Null,
            Expression::Bool(value) => ExprKind::Bool(*value.value()),
            Expression::Number(_) => self.number(range),
            Expression::String(_) => ExprKind::String(normalise(&self.quoted(range))),
            Expression::StringTemplate(template) => self.string_template(template),
            Expression::HeredocTemplate(heredoc) => self.heredoc(heredoc, range),
            Expression::Array(array) => {
                if let Some(first) = array.iter().next() {
                    self.refuse_for_as_name(first);
                }
                ExprKind::Tuple(array.iter().map(|element| self.expr(element)).collect())
            }
            Expression::Object(object) => self.object(object),
            Expression::ForExpr(for_expr) => self.for_expr(for_expr),
            Expression::Parenthesis(inner) => ExprKind::Parenthesis(self.boxed(inner.inner())),
            Expression::Variable(_) => ExprKind::Variable(self.name_text(range)),
            Expression::FuncCall(call) => ExprKind::Call(self.call(call)),
            Expression::Conditional(conditional) => ExprKind::Conditional(Box::new(ConditionalExpr {
                condition: self.expr(&conditional.cond_expr),
                then: self.expr(&conditional.true_expr),
                otherwise: self.expr(&conditional.false_expr),
            })),
            Expression::UnaryOp(operation) => {
                let operator = match operation.operator.value() {
                    parsed::UnaryOperator::Neg => UnaryOperator::Negate,
                    parsed::UnaryOperator::Not => UnaryOperator::Not,
                };
                ExprKind::Unary(operator, self.boxed(&operation.expr))
            }
            Expression::BinaryOp(operation) => ExprKind::Binary(Box::new(BinaryExpr {
                operator: binary_operator(*operation.operator.value()),
                left: self.expr(&operation.lhs_expr),
                right: self.expr(&operation.rhs_expr),
            })),
            Expression::Traversal(_) => unreachable!("internal: `expr` takes traversals itself"),
        }
    }

    /// The text between the quotes at both ends of `range`.
    pub(super) fn quoted(&mut self, range: Range<usize>) -> Cow<'s, str> {
        let inner = range.start + 1..range.end - 1;
        unquote(self.text(inner.clone())).unwrap_or_else(|fault| {
            self.report_fault(&fault, inner.start);
            Cow::Borrowed("")
        })
    }

    /// The parser makes one number of `-` and its digits; the language negates a number.
    fn number(&mut self, range: Range<usize>) -> ExprKind {
        let written = self.text(range.clone());
        if !written.starts_with('-') {
            return ExprKind::Number(Arc::from(written));
        }
        let in_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
        let digits = written[1..].rsplit(|c| !in_number(c)).next().unwrap_or_default();
        let span = self.span(range.end - digits.len()..range.end);
        let number = Expr { kind: ExprKind::Number(Arc::from(digits)), span };
        ExprKind::Unary(UnaryOperator::Negate, Box::new(number))
    }

    fn call(&mut self, call: &parsed::FuncCall) -> CallExpr {
        CallExpr {
            name: self.call_name(&call.name),
            arguments: call.args.iter().map(|argument| self.expr(argument)).collect(),
            expand_final: call.args.expand_final(),
        }
    }

    fn call_name(&self, name: &parsed::FuncName) -> Ident {
        let last = self.name(&name.name);
        let Some(first) = name.namespace.first() else { return last };
        let mut text = String::new();
        for part in &name.namespace {
            text.push_str(part.as_str());
            text.push_str("::");
        }
        text.push_str(&last.text);
        Ident { text: text.into(), span: self.name(first).span.to(last.span) }
    }
}

fn binary_operator(operator: parsed::BinaryOperator) -> BinaryOperator {
    match operator {
        parsed::BinaryOperator::Plus => BinaryOperator::Add,
        parsed::BinaryOperator::Minus => BinaryOperator::Subtract,
        parsed::BinaryOperator::Mul => BinaryOperator::Multiply,
        parsed::BinaryOperator::Div => BinaryOperator::Divide,
        parsed::BinaryOperator::Mod => BinaryOperator::Modulo,
        parsed::BinaryOperator::Eq => BinaryOperator::Equal,
        parsed::BinaryOperator::NotEq => BinaryOperator::NotEqual,
        parsed::BinaryOperator::Less => BinaryOperator::Less,
        parsed::BinaryOperator::LessEq => BinaryOperator::LessOrEqual,
        parsed::BinaryOperator::Greater => BinaryOperator::Greater,
        parsed::BinaryOperator::GreaterEq => BinaryOperator::GreaterOrEqual,
        parsed::BinaryOperator::And => BinaryOperator::And,
        parsed::BinaryOperator::Or => BinaryOperator::Or,
    }
}
