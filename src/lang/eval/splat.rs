//! `source[*].a` and `source.*.a`. Null gives an empty tuple, a single value counts as a list of one.

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Unknown, Value};
use crate::lang::world::Mode;
use crate::source::Span;
use crate::syntax::tree::{SplatExpr, SplatStep};

use super::evaluator::Evaluator;

impl Evaluator<'_> {
    pub(super) fn evaluate_splat(&mut self, splat: &SplatExpr, span: Span) -> Value {
        let before = self.diagnostics.len();
        let source = self.evaluate(&splat.source);
        if self.context.mode == Mode::Render && self.has_failed_since(before) {
            return Value::failed().with_provenance(Provenance::written(span));
        }
        self.splat_of(&source, &splat.each, span)
    }

    fn splat_of(&mut self, source: &Value, each: &[SplatStep], span: Span) -> Value {
        let provenance = Provenance::computed(span, [source.provenance.clone()]);
        let count = source.elements().map_or(1, |elements| elements.len());
        if !self.pay_for_walk(source, span) || !self.pay_for_parts(2 * count, span) {
            return Value::failed().with_provenance(provenance);
        }
        if let Some(unknown) = source.unknown_order() {
            return Value::unknown(unknown.reason.clone(), Type::Any)
                .with_provenance(provenance)
                .sensitive_if(source.sensitive);
        }
        let value = match (&source.data, source.elements()) {
            (Data::Unknown(unknown), _) => {
                let kind = self.kind_of_splat(unknown, each, span);
                Value::unknown(unknown.reason.clone(), kind)
            }
            (Data::Null(Type::List(_) | Type::Set(_) | Type::Tuple(_)), _) => self.fail(
                Diagnostic::error(Code::InvalidValue, "`[*]` of a list that is null")
                    .at(span, "the list before it is null"),
            ),
            (Data::Null(_), _) => Value::tuple(Vec::new()),
            (Data::List(kind, _) | Data::Set(kind, _), Some(elements)) => {
                let unknown = Value::unknown(Reason::Failed, kind.clone());
                let kind =
                    if elements.is_empty() { self.each_of(&unknown, each, span).kind() } else { Type::Any };
                let elements = elements.iter().map(|element| self.each_of(element, each, span)).collect();
                self.list_of(kind, elements, span)
            }
            (_, Some(elements)) => Value::tuple(
                elements.iter().map(|element| self.each_of(element, each, span)).collect::<Vec<_>>(),
            ),
            (_, None) => Value::tuple(vec![self.each_of(source, each, span)]),
        };
        value.with_provenance(provenance).sensitive_if(source.sensitive)
    }

    /// What follows the `[*]`, of one element.
    fn each_of(&mut self, element: &Value, each: &[SplatStep], span: Span) -> Value {
        each.iter().fold(element.clone(), |value, step| match step {
            SplatStep::Attribute(name) => self.attribute_of(&value, name),
            SplatStep::Index(key) => self.index_of(&value, key),
            SplatStep::Splat(inner) => self.splat_of(&value, inner, span),
        })
    }

    /// The elements as a list, whose type is `kind` where there are none.
    fn list_of(&mut self, kind: Type, elements: Vec<Value>, span: Span) -> Value {
        let failed = elements
            .iter()
            .any(|element| element.as_unknown().is_some_and(|unknown| unknown.reason == Reason::Failed));
        let mut kinds = elements.iter().map(Value::kind).filter(|kind| *kind != Type::Any);
        let element = kinds.next().unwrap_or(kind);
        if !failed && kinds.any(|kind| kind != element) {
            return self.fail(
                Diagnostic::error(Code::InvalidValue, "the elements of the list have different types")
                    .at(span, "a second `[*]` makes a list of some elements and not of others")
                    .hint("use a `for` expression, whose elements may differ"),
            );
        }
        drop(kinds);
        let as_element = |value: Value| match value.data {
            Data::Null(Type::Any) => value.with_data(Data::Null(element.clone())),
            _ => value,
        };
        Value::new(Data::List(element.clone(), elements.into_iter().map(as_element).collect()))
    }

    /// The type of `[*]` on a value that is not known.
    fn kind_of_splat(&mut self, unknown: &Unknown, each: &[SplatStep], span: Span) -> Type {
        let mut kind_of = |kind: &Type| {
            self.each_of(&Value::unknown(unknown.reason.clone(), kind.clone()), each, span).kind()
        };
        match &unknown.kind {
            Type::Any => Type::Any,
            Type::List(element) | Type::Set(element) => Type::list(kind_of(element)),
            Type::Tuple(elements) => Type::Tuple(elements.iter().map(kind_of).collect()),
            single => {
                // It may still turn out to be null, and the result to be empty; only what is wrong with it is known.
                kind_of(single);
                Type::Any
            }
        }
    }
}
