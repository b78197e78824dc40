//! Paths: attributes, indexes and splats.
//!
//! `.*` applies only to the attributes (and legacy indexes) right after it; `[*]` applies to everything after it. What
//! applies to a splat's result stands around the splat in the tree, so that the evaluator knows only one splat.

use std::iter::Peekable;
use std::ops::Range;
use std::slice::Iter;
use std::sync::Arc;

use hcl_edit::Decorated;
use hcl_edit::expr::{Traversal, TraversalOperator};

use crate::syntax::tree::{Expr, ExprKind, SplatExpr, SplatStep};

use super::lower::{Lower, range_of};
use super::messages;

type Operators<'t> = Peekable<Iter<'t, Decorated<TraversalOperator>>>;

impl Lower<'_> {
    pub(super) fn traversal(&mut self, traversal: &Traversal) -> Expr {
        let range = range_of(traversal);
        let span = self.span(range.clone());
        self.deeper(traversal.operators.len(), range, |lower| {
            let source = lower.expr(&traversal.expr);
            lower.refuse_chained_indexes(&traversal.operators);
            lower.refuse_dotted_number(&source, &traversal.operators);
            lower.path(source, &mut traversal.operators.iter().peekable())
        })
        .unwrap_or(Expr { kind: ExprKind::Null, span })
    }

    fn path(&mut self, mut source: Expr, operators: &mut Operators<'_>) -> Expr {
        while let Some(operator) = operators.next() {
            let start = source.span;
            let mut end = range_of(operator);
            let kind = match operator.value() {
                TraversalOperator::GetAttr(name) => ExprKind::Attribute(Box::new(source), self.name(name)),
                TraversalOperator::Index(key) => ExprKind::Index(Box::new(source), self.boxed(key)),
                TraversalOperator::LegacyIndex(_) => {
                    ExprKind::Index(Box::new(source), Box::new(self.legacy_key(&end)))
                }
                TraversalOperator::FullSplat(_) => {
                    let each = self.steps(operators, &mut end);
                    ExprKind::Splat(Box::new(SplatExpr { source, each }))
                }
                TraversalOperator::AttrSplat(_) => {
                    let each = self.attribute_steps(operators, &mut end);
                    ExprKind::Splat(Box::new(SplatExpr { source, each }))
                }
            };
            source = Expr { kind, span: start.to(self.span(end)) };
        }
        source
    }

    /// What `[*]` applies to: all that follows.
    fn steps(&mut self, operators: &mut Operators<'_>, end: &mut Range<usize>) -> Vec<SplatStep> {
        let mut steps = Vec::new();
        while let Some(operator) = operators.next() {
            *end = range_of(operator);
            steps.push(match operator.value() {
                TraversalOperator::GetAttr(name) => SplatStep::Attribute(self.name(name)),
                TraversalOperator::Index(key) => SplatStep::Index(self.expr(key)),
                TraversalOperator::LegacyIndex(_) => SplatStep::Index(self.legacy_key(end)),
                TraversalOperator::FullSplat(_) => SplatStep::Splat(self.steps(operators, end)),
                TraversalOperator::AttrSplat(_) => SplatStep::Splat(self.attribute_steps(operators, end)),
            });
        }
        steps
    }

    /// What `.*` applies to: attributes and legacy indexes, up to the first bracket.
    fn attribute_steps(&mut self, operators: &mut Operators<'_>, end: &mut Range<usize>) -> Vec<SplatStep> {
        let bracket = |operator: &&Decorated<TraversalOperator>| {
            matches!(operator.value(), TraversalOperator::Index(_) | TraversalOperator::FullSplat(_))
        };
        let mut steps = Vec::new();
        while let Some(operator) = operators.next_if(|operator| !bracket(operator)) {
            *end = range_of(operator);
            match operator.value() {
                TraversalOperator::GetAttr(name) => {
                    steps.push(SplatStep::Attribute(self.name(name)));
                }
                TraversalOperator::LegacyIndex(_) => steps.push(SplatStep::Index(self.legacy_key(end))),
                _ => self.report(messages::nested_splat(self.span(end.clone()))),
            }
        }
        steps
    }

    fn legacy_key(&self, range: &Range<usize>) -> Expr {
        let written = self.text(range.clone());
        let digits = written.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let span = self.span(range.end - digits.len()..range.end);
        Expr { kind: ExprKind::Number(Arc::from(digits)), span }
    }

    /// `1.2.3` and `1.e5` are one number in the language, if any.
    fn refuse_dotted_number(&mut self, source: &Expr, operators: &[Decorated<TraversalOperator>]) {
        let range = range_of(&operators[0]);
        let after_dot = self.text(range.clone()).trim_start_matches('.');
        let exponent = after_dot.trim_start_matches(['e', 'E']).starts_with(|c: char| c.is_ascii_digit());
        if exponent && matches!(source.kind, ExprKind::Number(_)) {
            let span = source.span.to(self.span(range));
            self.report(messages::dotted_number(span));
        }
    }

    /// `list.0.1` reads `0.1` as one number in the language.
    fn refuse_chained_indexes(&mut self, operators: &[Decorated<TraversalOperator>]) {
        for pair in operators.windows(2) {
            let both = pair.iter().all(|it| matches!(it.value(), TraversalOperator::LegacyIndex(_)));
            let (first, second) = (range_of(&pair[0]), range_of(&pair[1]));
            if both && first.end == second.start {
                let span = self.span(first.start..second.end);
                self.report(messages::chained_index(self.text(first.start..second.end), span));
            }
        }
    }
}
