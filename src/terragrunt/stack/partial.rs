//! Expressions of an `autoinclude`, evaluated as far as the stack can: what depends on an output of a unit stays an
//! expression, all else becomes its value. Source: Terragrunt 1.1.3 `internal/hclparse/partial_eval.go`.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::lang::convert::convert;
use crate::lang::eval::Evaluator;
use crate::lang::kind::Type;
use crate::lang::references::roots_of;
use crate::lang::value::Value;
use crate::lang::world::Mode;
use crate::syntax::tree::{
    BinaryExpr, CallExpr, ConditionalExpr, Expr, ExprKind, ForExpr, ObjectItem, ObjectKey, SplatExpr,
    TemplatePart,
};
use crate::terragrunt::constants::Constants;
use crate::terragrunt::document::untyped;

/// The variable that only the generated unit knows.
const DEPENDENCY: &str = "dependency";

/// Evaluates the expressions of one generated file.
pub(super) struct Partial<'p, 'e> {
    evaluator: &'p mut Evaluator<'e>,
    pub(super) constants: Constants,
    /// Names that are not known yet: `dependency`, and what enclosing `for`s bind.
    deferred: Vec<Arc<str>>,
    /// References that lead nowhere. What else fails is left to the unit.
    pub(super) unresolved: Vec<Diagnostic>,
}

impl<'p, 'e> Partial<'p, 'e> {
    /// Of expressions that `evaluator` knows the variables of.
    pub(super) fn new(evaluator: &'p mut Evaluator<'e>) -> Self {
        Self {
            evaluator,
            constants: Constants::default(),
            deferred: vec![DEPENDENCY.into()],
            unresolved: Vec::new(),
        }
    }

    /// The value of an expression that must be known here.
    ///
    /// # Errors
    /// With what went wrong.
    pub(super) fn value(&mut self, expr: &Expr) -> Result<Value, Vec<Diagnostic>> {
        let value = self.evaluator.evaluate(expr);
        let problems = self.evaluator.take_diagnostics();
        if has_errors(&problems) { Err(problems) } else { Ok(value) }
    }

    /// What is left of an expression.
    pub(super) fn expr(&mut self, expr: &Expr) -> Expr {
        if is_literal(expr) {
            return expr.clone();
        }
        if self.is_known(expr)
            && let Ok(value) = self.value(expr)
        {
            // It would be written as text and read again: that has no lists, sets and maps.
            return self.constants.keep(untyped(&value, Mode::Plan), expr.span);
        }
        Expr { kind: self.kind(expr), span: expr.span }
    }

    fn boxed(&mut self, expr: &Expr) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    fn is_known(&self, expr: &Expr) -> bool {
        !roots_of(expr).iter().any(|root| self.deferred.iter().any(|name| **name == *root.root))
    }

    /// An expression that is not known as a whole, its parts as far as they are.
    fn kind(&mut self, expr: &Expr) -> ExprKind {
        if let Some(root) = reference_root(expr) {
            if !self.deferred.iter().any(|name| **name == *root)
                && let Err(problems) = self.value(expr)
            {
                self.unresolved.extend(problems);
            }
            return expr.kind.clone();
        }
        match &expr.kind {
            ExprKind::Interpolation(inner) => ExprKind::Interpolation(self.boxed(inner)),
            ExprKind::Parenthesis(inner) => ExprKind::Parenthesis(self.boxed(inner)),
            ExprKind::Unary(operator, inner) => ExprKind::Unary(*operator, self.boxed(inner)),
            ExprKind::Attribute(source, name) => ExprKind::Attribute(self.boxed(source), name.clone()),
            ExprKind::Index(source, key) => ExprKind::Index(self.boxed(source), self.boxed(key)),
            ExprKind::Tuple(elements) => {
                ExprKind::Tuple(elements.iter().map(|element| self.expr(element)).collect())
            }
            ExprKind::Object(items) => ExprKind::Object(items.iter().map(|item| self.item(item)).collect()),
            ExprKind::Template(parts) => {
                ExprKind::Template(parts.iter().map(|part| self.template_part(part, expr)).collect())
            }
            ExprKind::Call(call) => ExprKind::Call(self.call(call)),
            ExprKind::Conditional(conditional) => self.conditional(conditional),
            ExprKind::Binary(binary) => ExprKind::Binary(Box::new(BinaryExpr {
                operator: binary.operator,
                left: self.expr(&binary.left),
                right: self.expr(&binary.right),
            })),
            // What is applied to each element has no name that could be deferred.
            ExprKind::Splat(splat) => ExprKind::Splat(Box::new(SplatExpr {
                source: self.expr(&splat.source),
                each: splat.each.clone(),
            })),
            ExprKind::For(for_expr) => ExprKind::For(Box::new(self.for_expr(for_expr))),
            other => other.clone(),
        }
    }

    /// A call whose arguments lead nowhere may still have an answer: `try` and `coalesce` do.
    fn call(&mut self, call: &CallExpr) -> CallExpr {
        let before = self.unresolved.len();
        let arguments = call.arguments.iter().map(|argument| self.expr(argument)).collect();
        self.unresolved.truncate(before);
        CallExpr { name: call.name.clone(), arguments, expand_final: call.expand_final }
    }

    /// Where the condition is known, one of the results stands for the whole.
    fn conditional(&mut self, conditional: &ConditionalExpr) -> ExprKind {
        if self.is_known(&conditional.condition) {
            let Ok(condition) = self.value(&conditional.condition) else {
                return ExprKind::Conditional(Box::new(conditional.clone()));
            };
            match convert(&condition, &Type::Bool).ok().and_then(|condition| condition.as_bool()) {
                Some(true) => return ExprKind::Parenthesis(self.boxed(&conditional.then)),
                Some(false) => return ExprKind::Parenthesis(self.boxed(&conditional.otherwise)),
                None => {}
            }
        }
        ExprKind::Conditional(Box::new(ConditionalExpr {
            condition: self.expr(&conditional.condition),
            then: self.expr(&conditional.then),
            otherwise: self.expr(&conditional.otherwise),
        }))
    }

    fn for_expr(&mut self, for_expr: &ForExpr) -> ForExpr {
        let outer = self.deferred.len();
        let names = for_expr.key_name.iter().chain([&for_expr.value_name]);
        self.deferred.extend(names.map(|name| Arc::clone(&name.text)));
        let mut optional = |expr: &Option<Expr>| expr.as_ref().map(|expr| self.expr(expr));
        let (key, condition) = (optional(&for_expr.key), optional(&for_expr.condition));
        let result = ForExpr {
            key_name: for_expr.key_name.clone(),
            value_name: for_expr.value_name.clone(),
            collection: self.expr(&for_expr.collection),
            key,
            element: self.expr(&for_expr.element),
            grouping: for_expr.grouping,
            condition,
        };
        self.deferred.truncate(outer);
        result
    }

    fn item(&mut self, item: &ObjectItem) -> ObjectItem {
        let key = match &item.key {
            // A name, and a reference that is not in parentheses, is no expression in this place.
            ObjectKey::Expr(key) if reference_root(key).is_none() => ObjectKey::Expr(self.expr(key)),
            other => other.clone(),
        };
        ObjectItem { key, value: self.expr(&item.value) }
    }

    fn template_part(&mut self, part: &TemplatePart, template: &Expr) -> TemplatePart {
        if matches!(part, TemplatePart::Literal(..)) {
            return part.clone();
        }
        if let TemplatePart::Interpolation(inner) = part {
            return TemplatePart::Interpolation(self.expr(inner));
        }
        // A directive is evaluated as a whole or not at all.
        let alone = Expr { kind: ExprKind::Template(vec![part.clone()]), span: template.span };
        match self.is_known(&alone).then(|| self.value(&alone)) {
            Some(Ok(value)) => TemplatePart::Interpolation(self.constants.keep(value, template.span)),
            _ => part.clone(),
        }
    }
}

/// Whether the expression is a value already.
fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::String(_))
}

/// The variable that a plain reference starts with: `a` of `a.b["c"].0`.
fn reference_root(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Variable(name) => Some(name),
        ExprKind::Attribute(source, _) => reference_root(source),
        ExprKind::Index(source, key) if is_literal(key) => reference_root(source),
        _ => None,
    }
}
