//! The evaluator: its state and the one place that says which construct is evaluated how.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::budget::{Budget, Limit};
use crate::lang::builtin::{CallContext, CallError};
use crate::lang::kind::Type;
use crate::lang::number::Number;
use crate::lang::provenance::Provenance;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Unknown, Value};
use crate::lang::world::Mode;
use crate::source::{Sources, Span};
use crate::syntax::tree::{Expr, ExprKind, Ident};

/// `root.name.name`, as far as it is nothing but names.
#[derive(Debug)]
pub struct Chain<'c> {
    /// The root's name.
    pub root: &'c str,
    /// What follows it, in order; one name at least.
    pub names: Vec<&'c Ident>,
    /// How deep the evaluation is that asks: one that answers begins there.
    pub depth: usize,
}

/// The variables an expression may name.
pub trait Scope {
    /// The value of a root name: `local`, `dependency`, `var`.
    fn variable(&self, name: &str) -> Option<Value>;

    /// All root names, for "did you mean".
    fn names(&self) -> Vec<&str>;

    /// Whether it works values out only when a chain of names asks for them.
    fn is_lazy(&self) -> bool {
        false
    }

    /// The value of a chain of names that is worked out only now that it is asked for, with how many of the names behind
    /// the root it took; `None` where the scope has all its values already.
    fn resolve(&self, _chain: &Chain<'_>) -> Option<(Value, usize)> {
        None
    }

    /// What to do about a root name that is not there, where more can be said than which names are.
    fn advice(&self, _missing: &str) -> Option<&str> {
        None
    }
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

    /// The type of a builtin's result, as far as it is known without a call.
    fn returns(&self, name: &str) -> Type;

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
    /// The first unknown that what is evaluated now hangs on. It may fail once that is known.
    pub(super) hangs_on: Option<Arc<Unknown>>,
    /// How many want to know that: looking into values costs, and most of the time nobody asks.
    askers: usize,
    pub(super) depth: usize,
    /// The depth of an attribute's own expression.
    begun_at: usize,
}

/// Deeper than any file a person writes, shallow enough for every thread's stack.
const MAX_DEPTH: usize = 300;

/// A part of a collection with its share of what holds them.
const BYTES_OF_PART: usize = 128;

/// A problem is far larger than a value.
const STEPS_OF_PROBLEM: u64 = 50;

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
            hangs_on: None,
            askers: 0,
            depth: 0,
            begun_at: 0,
        }
    }

    /// The same, begun by an evaluation that is this deep already.
    #[must_use]
    pub fn at_depth(mut self, depth: usize) -> Self {
        self.depth = depth;
        self.begun_at = depth;
        self
    }

    /// Evaluates an expression. A failed part is unknown and has a diagnostic. Where the budget is spent, nothing else
    /// is reported: whoever made the budget tells that.
    pub fn evaluate(&mut self, expr: &Expr) -> Value {
        if self.depth >= MAX_DEPTH {
            return self.fail(
                Diagnostic::error(Code::InvalidValue, "the expression is nested too deeply")
                    .at(expr.span, format!("deeper than {MAX_DEPTH} levels")),
            );
        }
        if !self.budget().take_steps(1, expr.span) {
            return Value::failed().with_provenance(Provenance::written(expr.span));
        }
        self.depth += 1;
        let value = self.evaluate_kind(expr);
        if let Some(unknown) = value.as_unknown() {
            self.note_unknown(unknown);
        }
        self.depth -= 1;
        if !value.extent().is_allowed() {
            self.budget().cross(Limit::Value, expr.span);
            return Value::failed().with_provenance(Provenance::written(expr.span));
        }
        // What an attribute holds is printed and merged: as if nothing in it were shared.
        if self.depth == self.begun_at && !self.budget().take_value(&value, expr.span) {
            return Value::failed().with_provenance(Provenance::written(expr.span));
        }
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

    /// What the evaluation may still take.
    pub(super) fn budget(&self) -> &'e Budget {
        self.context.budget
    }

    /// Pays for walking through a value.
    pub(super) fn pay_for_walk(&self, value: &Value, place: Span) -> bool {
        self.budget().take_steps(value.extent().weight(), place)
    }

    /// Pays for the memory of a collection with so many parts, which are paid for already.
    pub(super) fn pay_for_parts(&self, count: usize, place: Span) -> bool {
        self.budget().take_bytes((count * BYTES_OF_PART) as u64, place)
    }

    /// Whether an error was reported after the first `before` problems, or the evaluation was given up.
    pub(super) fn has_failed_since(&self, before: usize) -> bool {
        self.budget().is_spent() || self.diagnostics[before..].iter().any(Diagnostic::is_error)
    }

    /// Reports a problem; the value is unknown because it failed. Where the evaluation is given up, that is the problem.
    pub(super) fn fail(&mut self, diagnostic: Diagnostic) -> Value {
        let place = diagnostic.primary.as_ref().map_or(Span::NONE, |label| label.span);
        if self.budget().take_steps(STEPS_OF_PROBLEM, place) {
            self.diagnostics.push(diagnostic);
        }
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

    /// Notes that what is evaluated now hangs on an unknown; one that stands for a failure says less than any other.
    pub(super) fn note_unknown(&mut self, unknown: &Arc<Unknown>) {
        if self.hangs_on.as_ref().is_none_or(|noted| noted.reason == Reason::Failed) {
            self.hangs_on = Some(Arc::clone(unknown));
        }
    }

    /// The same where a value has one inside, which may turn out to be of a type that does not fit.
    pub(super) fn note_unknown_inside(&mut self, value: &Value) {
        if self.askers > 0 && self.hangs_on.is_none() {
            self.hangs_on = value.first_unknown().cloned();
        }
    }

    /// Evaluates as [`attempt`](Self::attempt) does; also gives the unknown that the outcome hangs on. A failure hangs
    /// on none: what fails over an unknown fails over each of its values.
    pub(super) fn attempt_for_sure(
        &mut self,
        expr: &Expr,
    ) -> (Result<Value, Vec<Diagnostic>>, Option<Arc<Unknown>>) {
        let outer = self.hangs_on.take();
        self.askers += 1;
        let outcome = self.attempt(expr);
        self.askers -= 1;
        let hangs_on = std::mem::replace(&mut self.hangs_on, outer);
        let hangs_on = hangs_on.filter(|_| outcome.is_ok());
        (outcome, hangs_on)
    }

    /// Evaluates and says whether that reported an error; what it reported is dropped if so.
    pub(super) fn attempt(&mut self, expr: &Expr) -> Result<Value, Vec<Diagnostic>> {
        let before = self.diagnostics.len();
        let value = self.evaluate(expr);
        if self.has_failed_since(before) {
            return Err(self.diagnostics.split_off(before));
        }
        Ok(value)
    }
}
