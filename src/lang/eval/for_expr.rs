//! `[for …]` and `{for …}`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Unknown, Value};
use crate::source::Span;
use crate::syntax::tree::{Expr, ForExpr, Ident};

use super::evaluator::Evaluator;

impl Evaluator<'_> {
    pub(super) fn evaluate_for(&mut self, for_expr: &ForExpr, span: Span) -> Value {
        let collection = self.evaluate(&for_expr.collection);
        let provenance = Provenance::computed(span, [collection.provenance.clone()]);
        let mut sensitive = collection.sensitive;
        let items = match self.items_of(&collection, &for_expr.collection) {
            Ok(items) if self.may_be_a_condition(for_expr) => items,
            Ok(_) => return Value::failed().with_provenance(provenance),
            Err(value) => return value.with_provenance(provenance),
        };

        let mut elements: Vec<Value> = Vec::new();
        let mut groups: BTreeMap<Arc<str>, Vec<Value>> = BTreeMap::new();
        let mut unknown: Option<Value> = None;
        for (key, value) in items {
            if self.budget().is_spent() {
                return Value::failed().with_provenance(provenance);
            }
            let bindings = bindings(for_expr.key_name.as_ref(), &for_expr.value_name, key, value);
            let outcome =
                self.with_bindings(bindings, |evaluator| evaluator.for_item(for_expr, &mut sensitive));
            match outcome {
                Item::Skipped => {}
                Item::Unknown(found) => {
                    unknown.get_or_insert_with(|| Value::unknown(found.reason.clone(), Type::Any));
                }
                Item::Element(value) => elements.push(value),
                Item::Entry(key, value) => groups.entry(key).or_default().push(value),
                Item::Failed => return Value::failed().with_provenance(provenance),
            }
        }
        if let Some(unknown) = unknown {
            return unknown.with_provenance(provenance).sensitive_if(sensitive);
        }

        self.pay_for_parts(elements.len() + groups.len(), span);
        if for_expr.key.is_none() {
            return Value::tuple(elements).with_provenance(provenance).sensitive_if(sensitive);
        }
        let mut entries = BTreeMap::new();
        for (key, mut values) in groups {
            let value = if for_expr.grouping {
                Value::tuple(values).with_provenance(provenance.clone())
            } else if values.len() == 1 {
                values.remove(0)
            } else {
                let shown = if sensitive { "(sensitive)" } else { &*key };
                return self.fail(
                    Diagnostic::error(Code::DuplicateKey, format!("the key `{shown}` is made twice"))
                        .at(span, "two items have this key")
                        .hint("add `...` after the value to group values by key"),
                );
            };
            entries.insert(key, value);
        }
        Value::object(entries).with_provenance(provenance).sensitive_if(sensitive)
    }

    /// Whether the condition could be one for some item: what is wrong whatever the item is reported once, and also
    /// where there is no item.
    fn may_be_a_condition(&mut self, for_expr: &ForExpr) -> bool {
        let Some(condition) = &for_expr.condition else { return true };
        let before = self.diagnostics.len();
        let bindings =
            bindings(for_expr.key_name.as_ref(), &for_expr.value_name, Value::failed(), Value::failed());
        let outer = self.hangs_on.take();
        self.with_bindings(bindings, |evaluator| evaluator.evaluate_condition(condition));
        // That nothing is known of the item here is no reason for the outcome to hang on it; another unknown is.
        let found = std::mem::replace(&mut self.hangs_on, outer);
        if let Some(unknown) = found.filter(|unknown| unknown.reason != Reason::Failed) {
            self.note_unknown(&unknown);
        }
        !self.diagnostics[before..].iter().any(Diagnostic::is_error)
    }

    /// What shows whether an item is there, or under which name, is as secret as what decided it.
    fn for_item(&mut self, for_expr: &ForExpr, sensitive: &mut bool) -> Item {
        if let Some(condition) = &for_expr.condition {
            let condition = self.evaluate_condition(condition);
            *sensitive |= condition.sensitive;
            match &condition.data {
                Data::Bool(true) => {}
                Data::Bool(false) => return Item::Skipped,
                Data::Unknown(unknown) => return Item::Unknown(Arc::clone(unknown)),
                _ => return Item::Failed,
            }
        }
        let Some(key) = &for_expr.key else { return Item::Element(self.evaluate(&for_expr.element)) };
        let key = self.evaluate_key(key);
        *sensitive |= key.sensitive;
        let value = self.evaluate(&for_expr.element);
        match &key.data {
            Data::String(text) => Item::Entry(Arc::clone(text), value),
            Data::Unknown(unknown) => Item::Unknown(Arc::clone(unknown)),
            _ => Item::Failed,
        }
    }

    /// The pairs an iteration visits; `Err` holds what the whole iteration becomes when it cannot run.
    pub(super) fn items_of(&mut self, collection: &Value, expr: &Expr) -> Result<Vec<(Value, Value)>, Value> {
        let unknown = collection.as_unknown().filter(|unknown| !unknown.kind.is_primitive());
        if let Some(unknown) = unknown.or_else(|| collection.unknown_order()) {
            return Err(Value::unknown(unknown.reason.clone(), Type::Any).sensitive_if(collection.sensitive));
        }
        let count = collection.elements().map(|elements| elements.len());
        let count = count.or_else(|| collection.entries().map(|entries| entries.len())).unwrap_or_default();
        if !self.budget().take_steps(count as u64, expr.span) {
            return Err(Value::failed());
        }
        if let Data::Set(_, elements) = &collection.data {
            return Ok(elements.iter().map(|element| (element.clone(), element.clone())).collect());
        }
        if let Some(elements) = collection.elements() {
            return Ok(elements
                .iter()
                .enumerate()
                .map(|(index, element)| (Value::number(index), element.clone()))
                .collect());
        }
        if let Some(entries) = collection.entries() {
            return Ok(entries
                .iter()
                .map(|(name, entry)| (Value::string(Arc::clone(name)), entry.clone()))
                .collect());
        }
        let found = if collection.is_null() { "null".to_owned() } else { collection.kind().to_string() };
        Err(self.fail(
            Diagnostic::error(Code::InvalidValue, "only a list, set, map, tuple or object can be iterated")
                .at(expr.span, format!("this is {found}")),
        ))
    }
}

/// What one item of an iteration became.
enum Item {
    Skipped,
    Unknown(Arc<Unknown>),
    Element(Value),
    Entry(Arc<str>, Value),
    Failed,
}

/// The names an iteration binds for one item.
pub(super) fn bindings(
    key_name: Option<&Ident>,
    value_name: &Ident,
    key: Value,
    value: Value,
) -> Vec<(Arc<str>, Value)> {
    let key = key_name.map(|name| (Arc::clone(&name.text), key));
    key.into_iter().chain([(Arc::clone(&value_name.text), value)]).collect()
}
