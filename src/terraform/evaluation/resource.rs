//! Resources and data sources: their instances, and what a reference to one is. What the configuration says of it is
//! known; all else only Terraform can tell.

use std::rc::Rc;
use std::sync::Arc;

use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Entries, Unknown, Value};
use crate::syntax::tree::Block;
use crate::terraform::declare::head;
use crate::terraform::lifecycle::ignore_changes;
use crate::terraform::module::ResourceName;

use super::address::{Key, below};
use super::each::{Each, InstanceId};
use super::evaluator::Evaluation;
use super::instance::{Asked, ask, fill};
use super::resource_instance::ResourceInstance;

/// Attributes of a block that say how it is handled, not what it is.
const META: [&str; 5] = ["count", "for_each", "provider", "depends_on", "lifecycle"];

impl Evaluation<'_> {
    /// The instances of a resource.
    pub(super) fn resource(
        &self,
        id: InstanceId,
        name: &ResourceName,
        depth: usize,
    ) -> Rc<[ResourceInstance]> {
        let instance = self.instance(id);
        let Some(block) = instance.module.resources.get(name) else { return Rc::from([]) };
        match ask(&instance.resources, name) {
            Asked::Known(resources) => resources,
            Asked::Circle => {
                self.circle(&format!("`{name}`"), head(block));
                Rc::from([])
            }
            Asked::Open => {
                let address = below(&instance.address, name);
                let matters = !name.is_data && (self.given.wanted)(&name.kind);
                let copies = self.repeat(id, &block.body, &address, matters, depth);
                let resources: Rc<[ResourceInstance]> = copies
                    .into_iter()
                    .map(|(key, each)| self.resource_instance(id, name, block, &address, &key, &each, depth))
                    .collect();
                fill(&instance.resources, name.clone(), Rc::clone(&resources));
                resources
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a resource is told by all of them")]
    fn resource_instance(
        &self,
        id: InstanceId,
        name: &ResourceName,
        block: &Block,
        address: &str,
        key: &Key,
        each: &Each,
        depth: usize,
    ) -> ResourceInstance {
        let values = self.body(id, &block.body, &META, each, depth);
        let wanted = !name.is_data && (self.given.wanted)(&name.kind);
        let provider = wanted.then(|| self.provider(id, name, block)).flatten();
        let of_provider =
            |path: &str| provider.as_ref().and_then(|provider| self.of_provider(provider, path, depth));
        ResourceInstance {
            address: format!("{address}{key}").into(),
            name: name.clone(),
            key: each.pair.as_ref().map(|(key, _)| key.clone()),
            values: Arc::new(values),
            ignored: ignore_changes(block),
            default_tags: of_provider("default_tags.tags"),
            provider_region: of_provider("region"),
            span: head(block),
            block_span: block.span,
            module: Arc::clone(&self.instance(id).address),
            instance: id,
        }
    }

    /// `<type>.<name>`, or of a single instance `<type>.<name>.<attribute>`; with whether that was taken.
    pub(super) fn resource_value(
        &self,
        id: InstanceId,
        name: &ResourceName,
        attribute: Option<&Arc<str>>,
        depth: usize,
    ) -> (Value, bool) {
        let instance = self.instance(id);
        let Some(block) = instance.module.resources.get(name) else { return (Value::failed(), false) };
        let has = |name: &str| block.body.attribute(name).is_some();
        if !has("count") && !has("for_each") {
            let Some(attribute) = attribute else {
                let resources = self.resource(id, name, depth);
                return (resources.first().map_or_else(Value::failed, value_of), false);
            };
            return (self.attribute(id, name, block, attribute, depth), true);
        }
        let resources = self.resource(id, name, depth);
        if resources.iter().any(|resource| resource.address.ends_with("[?]")) {
            let address = below(&instance.address, name);
            return (Value::unknown(Reason::Repetition(address.into()), Type::Any), false);
        }
        let value = if has("count") {
            Value::tuple(resources.iter().map(value_of).collect::<Vec<_>>())
        } else {
            let named = resources.iter().filter_map(|resource| {
                let key = resource.key.as_ref()?.as_str()?;
                Some((Arc::from(key), value_of(resource)))
            });
            Value::object(named.collect::<Entries>())
        };
        (value, false)
    }

    /// One attribute of a resource that there is one of. The others are not worked out for it.
    fn attribute(
        &self,
        id: InstanceId,
        name: &ResourceName,
        block: &Block,
        attribute: &Arc<str>,
        depth: usize,
    ) -> Value {
        let instance = self.instance(id);
        let address = below(&instance.address, name);
        let is_block = block.body.blocks.iter().any(|block| {
            let kind = if &*block.kind.text == "dynamic" {
                block.labels.first().map(|label| &label.text)
            } else {
                None
            };
            kind.unwrap_or(&block.kind.text) == attribute
        });
        if is_block {
            let resources = self.resource(id, name, depth);
            let value = resources.first().and_then(|resource| resource.values.get(attribute).cloned());
            return value.unwrap_or_else(Value::failed);
        }
        let told = name.is_data.then(|| self.told_by_provider(id, name, block, attribute, depth)).flatten();
        if let Some(value) = told {
            return value;
        }
        let unset = || Value::unknown(Reason::Resource(format!("{address}.{attribute}").into()), Type::Any);
        let Some(written) = block.body.attribute(attribute).filter(|_| !META.contains(&&**attribute)) else {
            return unset();
        };
        let key = (name.clone(), Arc::clone(attribute));
        match ask(&instance.attributes, &key) {
            Asked::Known(value) => value,
            Asked::Circle => self.circle(&format!("`{address}.{attribute}`"), written.name.span),
            Asked::Open => {
                let value = self.evaluate(id, &written.value, &Each::default(), depth);
                // An attribute that is set to null is as one that is not set: its provider may fill it in.
                let value = if value.is_null() { unset() } else { value };
                fill(&instance.attributes, key, value.clone());
                value
            }
        }
    }
}

/// A resource as a value: what is written of it is known.
fn value_of(resource: &ResourceInstance) -> Value {
    let known = resource.values.iter().filter(|(_, value)| !value.is_null());
    let known = known.map(|(name, value)| (Arc::clone(name), value.clone()));
    Value::new(Data::Unknown(Arc::new(Unknown {
        reason: Reason::Resource(Arc::clone(&resource.address)),
        kind: Type::Any,
        reference: None,
        mock: None,
        known: Some(Arc::new(known.collect())),
    })))
}
