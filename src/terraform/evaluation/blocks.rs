//! The body of a resource to values: attributes, nested blocks, and what `dynamic` blocks make. Source: hashicorp/hcl
//! `ext/dynblock`.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::value::{Entries, Value};
use crate::syntax::tree::{Block, Body, ExprKind, Ident};

use super::each::{Each, InstanceId};
use super::evaluator::Evaluation;

/// Blocks of a resource that say how it is handled, not what it is.
const HANDLING: [&str; 3] = ["lifecycle", "provisioner", "connection"];

/// What stands for the blocks of one type.
enum Blocks {
    Known(Vec<Value>),
    /// Which there are is not known.
    Unknown(Value),
}

impl Evaluation<'_> {
    /// What a body says: attributes by name, but for those in `meta`; blocks by type, each a tuple of objects.
    pub(super) fn body(
        &self,
        id: InstanceId,
        body: &Body,
        meta: &[&str],
        each: &Each,
        depth: usize,
    ) -> Entries {
        let mut values = Entries::new();
        for attribute in body.attributes.iter().filter(|attribute| !meta.contains(&&*attribute.name.text)) {
            let value = self.evaluate(id, &attribute.value, each, depth);
            values.insert(Arc::clone(&attribute.name.text), value);
        }
        let mut blocks: Vec<(Arc<str>, Blocks)> = Vec::new();
        for block in body.blocks.iter().filter(|block| !HANDLING.contains(&&*block.kind.text)) {
            let label = block.labels.first().filter(|_| &*block.kind.text == "dynamic");
            let (kind, made) = if let Some(label) = label {
                (&label.text, self.dynamic(id, block, label, each, depth))
            } else {
                let entries = self.body(id, &block.body, &[], each, depth);
                let value = Value::object(entries).with_provenance(Provenance::written(block.kind.span));
                (&block.kind.text, Blocks::Known(vec![value]))
            };
            match blocks.iter_mut().find(|(other, _)| other == kind) {
                Some((_, before)) => before.add(made),
                None => blocks.push((Arc::clone(kind), made)),
            }
        }
        values.extend(blocks.into_iter().map(|(kind, blocks)| (kind, blocks.into_value())));
        values
    }

    fn dynamic(&self, id: InstanceId, block: &Block, label: &Ident, each: &Each, depth: usize) -> Blocks {
        let Some(collection) = block.body.attribute("for_each") else {
            self.report(
                Diagnostic::error(Code::MissingArgument, "a `dynamic` block has no `for_each`")
                    .at(label.span, "what it is repeated over is missing"),
            );
            return Blocks::Known(Vec::new());
        };
        let over = self.evaluate(id, &collection.value, each, depth);
        if let Some(unknown) = over.as_unknown() {
            let value = Value::unknown(unknown.reason.clone(), kind_of_content(block));
            return Blocks::Unknown(value.with_provenance(over.provenance.clone()));
        }
        let pairs: Vec<(Value, Value)> = if let Some(entries) = over.entries() {
            let key = |name: &Arc<str>| Value::string(Arc::clone(name));
            entries.iter().map(|(name, value)| (key(name), value.clone())).collect()
        } else if let Some(elements) = over.elements() {
            let is_set = matches!(over.kind(), Type::Set(_));
            let key = |index: usize, value: &Value| {
                if is_set { value.clone() } else { Value::number(i64::try_from(index).unwrap_or(i64::MAX)) }
            };
            elements.iter().enumerate().map(|(index, value)| (key(index, value), value.clone())).collect()
        } else {
            let found = if over.is_null() { "null".to_owned() } else { format!("a {}", over.kind()) };
            self.report(
                Diagnostic::error(
                    Code::InvalidValue,
                    format!("the `for_each` of `dynamic \"{}\"` has nothing to iterate", label.text),
                )
                .at(collection.value.span, format!("this is {found}")),
            );
            return Blocks::Known(Vec::new());
        };
        let iterator = block.body.attribute("iterator").and_then(|attribute| match &attribute.value.kind {
            ExprKind::Variable(name) | ExprKind::String(name) => Some(Arc::clone(name)),
            _ => None,
        });
        let iterator = iterator.unwrap_or_else(|| Arc::clone(&label.text));
        let made = pairs.into_iter().map(|(key, value)| {
            let entries: Entries = [("key".into(), key), ("value".into(), value)].into();
            let mut inner = each.clone();
            inner.iterators.push((Arc::clone(&iterator), Value::object(entries)));
            self.content(id, block, label, &inner, depth)
        });
        Blocks::Known(made.collect())
    }

    /// What one `dynamic` block makes of one element.
    fn content(&self, id: InstanceId, block: &Block, label: &Ident, each: &Each, depth: usize) -> Value {
        let place = Provenance::written(label.span);
        if let Some(content) = block.body.blocks("content").next() {
            return Value::object(self.body(id, &content.body, &[], each, depth)).with_provenance(place);
        }
        // In JSON the content is an object.
        let content =
            block.body.attribute("content").map(|attribute| self.evaluate(id, &attribute.value, each, depth));
        content.unwrap_or_else(|| Value::object(Entries::new())).with_provenance(place)
    }
}

/// What is known of the blocks that a `dynamic` block makes, however many they are: the names of their attributes.
fn kind_of_content(block: &Block) -> Type {
    let Some(content) = block.body.blocks("content").next() else { return Type::Any };
    let names = content.body.attributes.iter().map(|attribute| &attribute.name.text);
    let names = names.chain(content.body.blocks.iter().map(|block| &block.kind.text));
    Type::list(Type::Object(Arc::new(names.map(|name| (Arc::clone(name), Type::Any)).collect())))
}

impl Blocks {
    fn add(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Known(values), Self::Known(more)) => values.extend(more),
            (Self::Known(_), unknown @ Self::Unknown(_)) => *self = unknown,
            (Self::Unknown(_), _) => {}
        }
    }

    fn into_value(self) -> Value {
        match self {
            Self::Known(values) => {
                let place = values.first().map_or(Provenance::NONE, |value| value.provenance.clone());
                Value::tuple(values).with_provenance(place)
            }
            Self::Unknown(value) => value,
        }
    }
}
