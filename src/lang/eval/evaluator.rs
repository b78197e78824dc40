//! The evaluator: its state and the one place that says which construct is evaluated how.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::builtin::{CallContext, CallError};
use crate::lang::number::Number;
use crate::lang::provenance::Provenance;
use crate::lang::value::{Data, Value};
use crate::lang::world::Mode;
use crate::source::{Sources, Span};
use crate::syntax::tree::{Expr, ExprKind};

/// The variables an expression may name.
pub trait Scope {
    /// The value of a root name: `local`, `dependency`, `var`.
    fn variable(&self, name: &str) -> Option<Value>;

    /// All root names, for "did you mean".
    fn names(&self) -> Vec<&str>;
}

/// Builtins beyond those of the language: Terragrunt's own.
pub trait Extension {
    /// Calls a builtin by name; `None` when there is no such builtin.
    fn call(
        &self,
        name: &str,
        arguments: &[Value],
        context: CallContext<'_>,
    ) -> Option<Result<Value, CallError>>;

    /// All names, for "did you mean".
    fn names(&self) -> Vec<&'static str>;
}

/// Evaluates expressions of one file.
pub struct Evaluator<'e> {
    pub(super) context: CallContext<'e>,
    pub(super) scope: &'e dyn Scope,
    pub(super) extension: Option<&'e dyn Extension>,
    /// Variables of enclosing `for`s, innermost last.
    pub(super) bindings: Vec<(Arc<str>, Value)>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether this evaluates the file of a `templatefile`.
    pub(super) in_template: bool,
    depth: usize,
}

/// Deeper than any file a person writes, shallow enough for every thread's stack.
const MAX_DEPTH: usize = 300;

impl<'e> Evaluator<'e> {
    /// An evaluator for expressions that see `scope` and may call the context's builtins and the extension's.
    pub fn new(context: CallContext<'e>, scope: &'e dyn Scope, extension: Option<&'e dyn Extension>) -> Self {
        Self {
            context,
            scope,
            extension,
            bindings: Vec::new(),
            diagnostics: Vec::new(),
            in_template: false,
            depth: 0,
        }
    }

    /// Evaluates an expression. A failed part is unknown and has a diagnostic.
    pub fn evaluate(&mut self, expr: &Expr) -> Value {
        if self.depth >= MAX_DEPTH {
            return self.fail(
                Diagnostic::error(Code::InvalidValue, "the expression is nested too deeply")
                    .at(expr.span, "deeper than 300 levels"),
            );
        }
        self.depth += 1;
        let value = self.evaluate_kind(expr);
        self.depth -= 1;
        value
    }

    /// Which semantics it follows.
    pub fn mode(&self) -> Mode {
        self.context.mode
    }

    /// The files of the run.
    pub fn sources(&self) -> &'e Sources {
        self.context.world.sources()
    }

    /// What went wrong so far; none of it stays.
    pub fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.diagnostics)
    }

    fn evaluate_kind(&mut self, expr: &Expr) -> Value {
        let literal = |data| Value::new(data).with_provenance(Provenance::written(expr.span));
        match &expr.kind {
            ExprKind::Null => Value::null().with_provenance(Provenance::written(expr.span)),
            ExprKind::Bool(value) => literal(Data::Bool(*value)),
            ExprKind::String(text) => literal(Data::String(Arc::clone(text))),
            ExprKind::Number(text) => match Number::parse(text) {
                Some(number) => literal(Data::Number(number)),
                None => self.fail(
                    Diagnostic::error(Code::InvalidValue, format!("`{text}` is not a number"))
                        .at(expr.span, "out of range"),
                ),
            },
            ExprKind::Template(parts) => self.evaluate_template(parts, expr.span),
            ExprKind::Interpolation(inner) | ExprKind::Parenthesis(inner) => self.evaluate(inner),
            ExprKind::Tuple(elements) => self.evaluate_tuple(elements, expr.span),
            ExprKind::Object(items) => self.evaluate_object(items, expr.span),
            ExprKind::For(for_expr) => self.evaluate_for(for_expr, expr.span),
            ExprKind::Variable(_) | ExprKind::Attribute(..) | ExprKind::Index(..) => {
                self.evaluate_traversal(expr)
            }
            ExprKind::Splat(splat) => self.evaluate_splat(splat, expr.span),
            ExprKind::Call(call) => self.evaluate_call(call, expr.span),
            ExprKind::Conditional(conditional) => self.evaluate_conditional(conditional, expr.span),
            ExprKind::Unary(operator, operand) => self.evaluate_unary(*operator, operand, expr.span),
            ExprKind::Binary(binary) => self.evaluate_binary(binary, expr.span),
        }
    }

    /// Reports a problem; the value is unknown because it failed.
    pub(super) fn fail(&mut self, diagnostic: Diagnostic) -> Value {
        let place = diagnostic.primary.as_ref().map_or(Span::NONE, |label| label.span);
        self.diagnostics.push(diagnostic);
        Value::failed().with_provenance(Provenance::written(place))
    }

    /// Evaluates with `name` bound to `value`, as the body of a `for` is.
    pub(super) fn with_bindings<T>(
        &mut self,
        bindings: impl IntoIterator<Item = (Arc<str>, Value)>,
        body: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = self.bindings.len();
        self.bindings.extend(bindings);
        let result = body(self);
        self.bindings.truncate(outer);
        result
    }

    /// Evaluates and says whether that reported an error; what it reported is dropped if so.
    pub(super) fn attempt(&mut self, expr: &Expr) -> Result<Value, Vec<Diagnostic>> {
        let before = self.diagnostics.len();
        let value = self.evaluate(expr);
        if self.diagnostics[before..].iter().any(Diagnostic::is_error) {
            return Err(self.diagnostics.split_off(before));
        }
        Ok(value)
    }
}
