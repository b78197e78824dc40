//! Values that a generated file holds where its author wrote expressions: what a stack evaluates of an `autoinclude`
//! before the unit is evaluated. Kept as values, so that their provenance and their secrecy survive.

use std::sync::Arc;

use crate::lang::value::Value;
use crate::source::Span;
use crate::syntax::tree::{Expr, ExprKind};

/// No author can write a name that starts with it.
const MARK: char = '#';

/// The constants of one file while it is generated.
#[derive(Debug, Default)]
pub(super) struct Constants(Vec<Value>);

impl Constants {
    /// An expression at `span` that gives `value`.
    pub(super) fn keep(&mut self, value: Value, span: Span) -> Expr {
        let name: Arc<str> = format!("{MARK}{}", self.0.len()).into();
        self.0.push(value);
        Expr { kind: ExprKind::Variable(name), span }
    }

    /// All of them.
    pub(super) fn into_values(self) -> Arc<[Value]> {
        self.0.into()
    }
}

/// The constant that `name` stands for.
pub(super) fn constant<'c>(constants: &'c [Value], name: &str) -> Option<&'c Value> {
    constants.get(name.strip_prefix(MARK)?.parse::<usize>().ok()?)
}
