//! hcl-edit's bodies and expressions to ours. Meaning is not changed: only what the parser gets wrong is put right.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use hcl_edit::Span as _;
use hcl_edit::expr::{
    BinaryOperator as Operator, Expression, ForExpr as For, ObjectKey as Key, UnaryOperator as Unary,
};
use hcl_edit::structure::{self, Structure};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::source::{FileId, Span};
use crate::syntax::tree::{
    Attribute, BinaryExpr, BinaryOperator, Block, Body, CallExpr, ConditionalExpr, Expr, ExprKind, ForExpr,
    Ident, ObjectItem, ObjectKey, TemplatePart, UnaryOperator,
};

use super::form::Form;

/// The file that is lowered.
pub(super) struct Lower<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    /// Where the text stands in the file.
    pub(super) place: Place,
    /// Where a reference has more steps than the tree may be deep.
    pub(super) too_long: Cell<Option<Span>>,
    /// Keys that the parsed copy has other names for.
    pub(super) replaced: Vec<Range<usize>>,
}

/// Where a text stands in its file.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// From this byte on, as it is.
    From(usize),
    /// Somewhere in here, written with escapes.
    Within(Span),
}

impl Lower<'_> {
    pub(super) fn span(&self, range: Option<Range<usize>>) -> Span {
        match (range, self.place) {
            (None, _) => Span::NONE,
            (Some(range), Place::From(start)) => Span::new(self.file, start + range.start..start + range.end),
            (Some(_), Place::Within(span)) => span,
        }
    }

    pub(super) fn ident(&self, text: &str, range: Option<Range<usize>>) -> Ident {
        Ident { text: normalised(text), span: self.span(range) }
    }

    pub(super) fn body(&self, body: &structure::Body) -> Body {
        let mut lowered = Body::default();
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => lowered.attributes.push(Attribute {
                    name: self.ident(attribute.key.as_str(), attribute.key.span()),
                    value: self.expr(&attribute.value),
                }),
                Structure::Block(block) => lowered.blocks.push(Block {
                    kind: self.ident(block.ident.as_str(), block.ident.span()),
                    labels: block
                        .labels
                        .iter()
                        .map(|label| self.ident(label.as_str(), label.span()))
                        .collect(),
                    body: self.body(&block.body),
                    span: self.span(block.span()),
                }),
            }
        }
        lowered
    }

    pub(super) fn expr(&self, expr: &Expression) -> Expr {
        let span = self.span(expr.span());
        let written = || &self.text[expr.span().unwrap_or_default()];
        let boxed = |expr: &Expression| Box::new(self.expr(expr));
        let kind = match expr {
            Expression::Null(_) => ExprKind::Null,
            Expression::Bool(value) => ExprKind::Bool(*value.value()),
            // The text, not the parsed number: that one is a 64-bit float.
            Expression::Number(_) => ExprKind::Number(written().into()),
            Expression::String(text) => ExprKind::String(normalised(text.value())),
            Expression::Array(array) => {
                ExprKind::Tuple(array.iter().map(|element| self.expr(element)).collect())
            }
            Expression::Object(object) => ExprKind::Object(
                object
                    .iter()
                    .map(|(key, value)| ObjectItem { key: self.key(key), value: self.expr(value.expr()) })
                    .collect(),
            ),
            Expression::StringTemplate(template) => self.quoted(template),
            Expression::HeredocTemplate(heredoc) => {
                let flush = written().starts_with("<<-");
                text_or_template(self.template(&heredoc.template, Form::Lines { flush }))
            }
            Expression::Parenthesis(inner) => ExprKind::Parenthesis(boxed(inner.inner())),
            Expression::Variable(name) => ExprKind::Variable(normalised(name.as_str())),
            Expression::Conditional(conditional) => ExprKind::Conditional(Box::new(ConditionalExpr {
                condition: self.expr(&conditional.cond_expr),
                then: self.expr(&conditional.true_expr),
                otherwise: self.expr(&conditional.false_expr),
            })),
            Expression::FuncCall(call) => ExprKind::Call(self.call(call)),
            Expression::Traversal(traversal) => return self.traversal(traversal, span),
            Expression::UnaryOp(operation) => {
                let operator = match operation.operator.value() {
                    Unary::Neg => UnaryOperator::Negate,
                    Unary::Not => UnaryOperator::Not,
                };
                ExprKind::Unary(operator, boxed(&operation.expr))
            }
            Expression::BinaryOp(operation) => ExprKind::Binary(Box::new(BinaryExpr {
                operator: binary_operator(*operation.operator.value()),
                left: self.expr(&operation.lhs_expr),
                right: self.expr(&operation.rhs_expr),
            })),
            Expression::ForExpr(for_expr) => ExprKind::For(Box::new(self.for_expr(for_expr))),
        };
        Expr { kind, span }
    }

    fn key(&self, key: &Key) -> ObjectKey {
        let range = match key {
            Key::Ident(name) => name.span(),
            Key::Expression(expr) => expr.span(),
        };
        if let Some(place) =
            range.as_ref().and_then(|range| self.replaced.iter().find(|place| place.start == range.start))
        {
            return self.original_key(place);
        }
        match key {
            Key::Ident(name) | Key::Expression(Expression::Variable(name)) => {
                ObjectKey::Name(self.ident(name.as_str(), range))
            }
            Key::Expression(expr) => ObjectKey::Expr(self.expr(expr)),
        }
    }

    /// A key as the original text has it. Blanks before it keep its offsets.
    fn original_key(&self, place: &Range<usize>) -> ObjectKey {
        let padded = format!("{}{}", " ".repeat(place.start), &self.text[place.clone()]);
        match hcl_edit::parser::parse_expr(&padded) {
            Ok(Expression::Variable(name)) => ObjectKey::Name(self.ident(name.as_str(), Some(place.clone()))),
            Ok(expr) => ObjectKey::Expr(self.expr(&expr)),
            Err(_) => ObjectKey::Name(self.ident(&self.text[place.clone()], Some(place.clone()))),
        }
    }

    fn call(&self, call: &hcl_edit::expr::FuncCall) -> CallExpr {
        let name = &call.name;
        let parts = name.namespace.iter().map(|part| part.as_str()).chain([name.name.as_str()]);
        let start = name.namespace.first().and_then(hcl_edit::Span::span).or_else(|| name.name.span());
        let span = self.span(start).to(self.span(name.name.span()));
        CallExpr {
            name: Ident { text: parts.collect::<Vec<_>>().join("::").into(), span },
            arguments: call.args.iter().map(|argument| self.expr(argument)).collect(),
            expand_final: call.args.expand_final(),
        }
    }

    fn for_expr(&self, for_expr: &For) -> ForExpr {
        let intro = &for_expr.intro;
        ForExpr {
            key_name: intro.key_var.as_ref().map(|name| self.ident(name.as_str(), name.span())),
            value_name: self.ident(intro.value_var.as_str(), intro.value_var.span()),
            collection: self.expr(&intro.collection_expr),
            key: for_expr.key_expr.as_ref().map(|key| self.expr(key)),
            element: self.expr(&for_expr.value_expr),
            grouping: for_expr.grouping,
            condition: for_expr.cond.as_ref().map(|condition| self.expr(&condition.expr)),
        }
    }

    fn quoted(&self, template: &hcl_edit::template::StringTemplate) -> ExprKind {
        let elements: Vec<_> = template.iter().collect();
        if let [hcl_edit::template::Element::Interpolation(only)] = &*elements {
            return ExprKind::Interpolation(Box::new(self.expr(&only.expr)));
        }
        text_or_template(self.parts(&elements, Form::Quoted))
    }
}

/// A template that is only text is a string.
pub(super) fn text_or_template(parts: Vec<TemplatePart>) -> ExprKind {
    match &*parts {
        [] => ExprKind::String("".into()),
        [TemplatePart::Literal(text, _)] => ExprKind::String(Arc::clone(text)),
        _ => ExprKind::Template(parts),
    }
}

/// A text in Unicode's composed form, as Go's scanner gives it.
pub(super) fn normalised(text: &str) -> Arc<str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text.into();
    }
    text.nfc().collect::<String>().into()
}

fn binary_operator(operator: Operator) -> BinaryOperator {
    match operator {
        Operator::Eq => BinaryOperator::Equal,
        Operator::NotEq => BinaryOperator::NotEqual,
        Operator::LessEq => BinaryOperator::LessOrEqual,
        Operator::GreaterEq => BinaryOperator::GreaterOrEqual,
        Operator::Less => BinaryOperator::Less,
        Operator::Greater => BinaryOperator::Greater,
        Operator::Plus => BinaryOperator::Add,
        Operator::Minus => BinaryOperator::Subtract,
        Operator::Mul => BinaryOperator::Multiply,
        Operator::Div => BinaryOperator::Divide,
        Operator::Mod => BinaryOperator::Modulo,
        Operator::And => BinaryOperator::And,
        Operator::Or => BinaryOperator::Or,
    }
}
