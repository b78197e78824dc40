//! References with their steps. A splat takes the steps that belong to it, by Go's rules: `.*` those with a dot, `[*]`
//! all that follow.

use hcl_edit::Span as _;
use hcl_edit::expr::{Traversal, TraversalOperator as Step};
use hcl_edit::repr::Decorated;

use crate::source::Span;
use crate::syntax::tree::{Expr, ExprKind, SplatExpr, SplatStep};

use super::lower::Lower;

/// Each step is a level of the tree: longer than any reference that a person writes, shallow enough for every stack.
pub(super) const MOST_STEPS: usize = 200;

impl Lower<'_> {
    pub(super) fn traversal(&self, traversal: &Traversal, span: Span) -> Expr {
        let mut expr = self.expr(&traversal.expr);
        let mut steps = &*traversal.operators;
        if steps.len() > MOST_STEPS {
            self.too_long.set(Some(span));
            steps = &[];
        }
        while let [step, rest @ ..] = steps {
            steps = rest;
            let so_far = expr.span.to(self.span(step.span()));
            let kind = match step.value() {
                Step::GetAttr(name) => {
                    ExprKind::Attribute(Box::new(expr), self.ident(name.as_str(), name.span()))
                }
                Step::Index(key) => ExprKind::Index(Box::new(expr), Box::new(self.expr(key))),
                Step::LegacyIndex(index) => {
                    ExprKind::Index(Box::new(expr), Box::new(self.legacy(*index.value(), step)))
                }
                Step::AttrSplat(_) | Step::FullSplat(_) => {
                    let (each, rest) = self.splat_steps(step, steps);
                    steps = rest;
                    ExprKind::Splat(Box::new(SplatExpr { source: expr, each }))
                }
            };
            expr = Expr { kind, span: so_far };
        }
        expr.span = span;
        expr
    }

    /// The steps that belong to a splat, and those that do not.
    fn splat_steps<'s>(
        &self,
        splat: &Decorated<Step>,
        mut steps: &'s [Decorated<Step>],
    ) -> (Vec<SplatStep>, &'s [Decorated<Step>]) {
        let takes_all = matches!(splat.value(), Step::FullSplat(_));
        let mut each = Vec::new();
        while let [step, rest @ ..] = steps {
            each.push(match step.value() {
                Step::GetAttr(name) => SplatStep::Attribute(self.ident(name.as_str(), name.span())),
                Step::LegacyIndex(index) => SplatStep::Index(self.legacy(*index.value(), step)),
                Step::Index(key) if takes_all => SplatStep::Index(self.expr(key)),
                Step::AttrSplat(_) | Step::FullSplat(_) if takes_all => {
                    let (inner, after) = self.splat_steps(step, rest);
                    each.push(SplatStep::Splat(inner));
                    return (each, after);
                }
                Step::Index(_) | Step::AttrSplat(_) | Step::FullSplat(_) => break,
            });
            steps = rest;
        }
        (each, steps)
    }

    /// The `0` of `list.0`.
    fn legacy(&self, index: u64, step: &Decorated<Step>) -> Expr {
        Expr { kind: ExprKind::Number(index.to_string().into()), span: self.span(step.span()) }
    }
}
