//! `count` and `for_each`: how many instances a block has, and what `count.index` and `each` are in each of them.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::number::Number;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Value};
use crate::source::Span;
use crate::syntax::tree::Body;

use super::address::Key;
use super::each::{Each, InstanceId};
use super::evaluator::Evaluation;

/// More copies of a block than any estate has.
const MOST_COPIES: usize = 10_000;

impl Evaluation<'_> {
    /// The instances of a block with this body, at this address. That their number is not known is reported where it
    /// matters.
    pub(super) fn repeat(
        &self,
        instance: InstanceId,
        body: &Body,
        address: &str,
        matters: bool,
        depth: usize,
    ) -> Vec<(Key, Each)> {
        if let Some(attribute) = body.attribute("count") {
            let count = self.evaluate(instance, &attribute.value, &Each::default(), depth);
            return self.by_count(&count, attribute.value.span, address, matters);
        }
        if let Some(attribute) = body.attribute("for_each") {
            let each = self.evaluate(instance, &attribute.value, &Each::default(), depth);
            return self.by_each(&each, attribute.value.span, address, matters);
        }
        vec![(Key::Single, Each::default())]
    }

    fn by_count(&self, count: &Value, place: Span, address: &str, matters: bool) -> Vec<(Key, Each)> {
        if let Some(unknown) = count.as_unknown() {
            let reason = unknown.reason.clone();
            self.note_unknown_repetition(matters, address, "count", place, &reason);
            let index = Value::unknown(reason, Type::Number).with_provenance(count.provenance.clone());
            return vec![(Key::Unknown, Each { index: Some(index), ..Each::default() })];
        }
        let number = convert(count, &Type::Number).ok();
        let number = number.as_ref().and_then(Value::as_number).and_then(Number::as_i64);
        let number = number.and_then(|number| usize::try_from(number).ok());
        let Some(number) = number.filter(|number| *number <= MOST_COPIES) else {
            self.report(
                Diagnostic::error(
                    Code::InvalidValue,
                    format!("the `count` of `{address}` is no number of copies"),
                )
                .at(place, format!("a whole number from 0 is required, this is {}", said(count))),
            );
            return Vec::new();
        };
        let copy = |index: usize| {
            let value = Value::number(i64::try_from(index).unwrap_or(i64::MAX));
            let value = value.with_provenance(count.provenance.clone());
            (Key::Index(index), Each { index: Some(value), ..Each::default() })
        };
        (0..number).map(copy).collect()
    }

    fn by_each(&self, each: &Value, place: Span, address: &str, matters: bool) -> Vec<(Key, Each)> {
        let pairs = match &each.data {
            Data::Unknown(unknown) => {
                self.note_unknown_repetition(matters, address, "for_each", place, &unknown.reason);
                let part = |kind| {
                    Value::unknown(unknown.reason.clone(), kind).with_provenance(each.provenance.clone())
                };
                let pair = (part(Type::String), part(Type::Any));
                return vec![(Key::Unknown, Each { pair: Some(pair), ..Each::default() })];
            }
            Data::Map(_, entries) | Data::Object(entries) => Some(
                entries
                    .iter()
                    .map(|(name, value)| {
                        let key = Value::string(Arc::clone(name)).with_provenance(value.provenance.clone());
                        (Arc::clone(name), key, value.clone())
                    })
                    .collect::<Vec<_>>(),
            ),
            Data::Set(_, elements) => elements
                .iter()
                .map(|element| Some((element.as_str()?.into(), element.clone(), element.clone())))
                .collect(),
            _ => None,
        };
        let Some(pairs) = pairs else {
            if let Some(unknown) = each.first_unknown() {
                self.note_unknown_repetition(matters, address, "for_each", place, &unknown.reason);
                return Vec::new();
            }
            self.report(
                Diagnostic::error(
                    Code::InvalidValue,
                    format!("the `for_each` of `{address}` is no map and no set of strings"),
                )
                .at(place, format!("this is {}", said(each)))
                .hint("a list becomes a set with `toset`"),
            );
            return Vec::new();
        };
        let of_pair = |(name, key, value): (Arc<str>, Value, Value)| {
            (Key::Name(name), Each { pair: Some((key, value)), ..Each::default() })
        };
        pairs.into_iter().map(of_pair).collect()
    }

    /// Nobody can tell how many there are, which is not the same as there being none.
    fn note_unknown_repetition(
        &self,
        matters: bool,
        address: &str,
        argument: &str,
        place: Span,
        reason: &Reason,
    ) {
        if *reason == Reason::Failed || !matters {
            return;
        }
        self.report(
            Diagnostic::warning(
                Code::FunctionsUnknown,
                format!("how many `{address}` there are cannot be told"),
            )
            .at(place, format!("its `{argument}` hangs on {reason}"))
            .hint("write the keys where they are used; only values may come from outputs"),
        );
    }
}

fn said(value: &Value) -> String {
    if value.is_null() { "null".to_owned() } else { format!("a {}", value.kind()) }
}
