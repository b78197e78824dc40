//! `source[*].a` and `source.*.a`. Null gives an empty tuple, a single value counts as a list of one.

use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::value::{Data, Value};
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
        if let Some(unknown) = source.as_unknown().or_else(|| source.unknown_order()) {
            return Value::unknown(unknown.reason.clone(), Type::Any).with_provenance(provenance);
        }
        let sources: Vec<Value> = match source.elements() {
            Some(elements) => elements.to_vec(),
            None if source.is_null() => Vec::new(),
            None => vec![source.clone()],
        };
        let elements: Vec<Value> = sources
            .into_iter()
            .map(|element| {
                each.iter().fold(element, |value, step| match step {
                    SplatStep::Attribute(name) => self.attribute_of(&value, name),
                    SplatStep::Index(key) => self.index_of(&value, key),
                    SplatStep::Splat(inner) => self.splat_of(&value, inner, span),
                })
            })
            .collect();
        let is_list = matches!(source.data, Data::List(..) | Data::Set(..));
        let data = match elements.first().map(Value::kind) {
            Some(kind) if is_list && elements.iter().all(|element| element.kind() == kind) => {
                Data::List(kind, elements.into())
            }
            _ => Data::Tuple(elements.into()),
        };
        Value::new(data).with_provenance(provenance).sensitive_if(source.sensitive)
    }
}
