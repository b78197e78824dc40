//! Which `provider` block configures a resource, and what it says. Source: Terraform `internal/configs/provider_config.go`.

use std::sync::Arc;

use crate::lang::value::Value;
use crate::syntax::tree::{Block, Expr, ExprKind};
use crate::terraform::module::ResourceName;

use super::each::{Each, InstanceId};
use super::evaluator::Evaluation;
use super::instance::Instance;

/// The configuration of a provider: the module instance that it is in, and which of its blocks it is.
pub(super) struct Provider {
    instance: InstanceId,
    index: usize,
}

/// A provider as a module names it: `aws`, or `aws.virginia`.
#[derive(Clone, PartialEq, Eq)]
struct ProviderName {
    name: Arc<str>,
    alias: Option<Arc<str>>,
}

impl Evaluation<'_> {
    /// What configures a resource; `None` where no block does.
    pub(super) fn provider(&self, id: InstanceId, name: &ResourceName, block: &Block) -> Option<Provider> {
        let named = block.body.attribute("provider").and_then(|attribute| name_in(&attribute.value));
        let own = name.kind.split_once('_').map_or(&*name.kind, |(own, _)| own);
        let mut wanted = named.unwrap_or_else(|| ProviderName { name: own.into(), alias: None });
        let mut id = id;
        loop {
            let instance = self.instance(id);
            if let Some(index) = configured(&instance, &wanted) {
                return Some(Provider { instance: id, index });
            }
            let caller = instance.caller.as_ref()?;
            match handed(&self.instance(caller.instance), &caller.call, &wanted) {
                Some(name) => wanted = name,
                // Only a provider without an alias is inherited.
                None if wanted.alias.is_some() => return None,
                None => {}
            }
            id = caller.instance;
        }
    }

    /// What a data source says that only repeats its provider's own region: `aws_region`, `aws_partition`. Source: the
    /// provider's documentation of both, AWS's of partitions.
    pub(super) fn told_by_provider(
        &self,
        id: InstanceId,
        name: &ResourceName,
        block: &Block,
        attribute: &str,
        depth: usize,
    ) -> Option<Value> {
        let is_empty = block.body.attributes.iter().all(|attribute| &*attribute.name.text == "provider");
        if !is_empty || !matches!(&*name.kind, "aws_region" | "aws_partition") {
            return None;
        }
        let region = self.of_provider(&self.provider(id, name, block)?, "region", depth)?;
        let text = region.as_str()?;
        let (partition, suffix) = match text {
            text if text.starts_with("cn-") => ("aws-cn", "amazonaws.com.cn"),
            text if text.starts_with("us-gov-") => ("aws-us-gov", "amazonaws.com"),
            _ => ("aws", "amazonaws.com"),
        };
        let told = match (&*name.kind, attribute) {
            ("aws_region", "name" | "region" | "id") => text,
            ("aws_partition", "partition" | "id") => partition,
            ("aws_partition", "dns_suffix") => suffix,
            _ => return None,
        };
        let value = Value::string(told).with_provenance(region.provenance.clone());
        Some(value.sensitive_if(region.sensitive))
    }

    /// What a provider's block says at a path.
    pub(super) fn of_provider(&self, provider: &Provider, path: &str, depth: usize) -> Option<Value> {
        let (block, name) = path.split_once('.').map_or((None, path), |(block, name)| (Some(block), name));
        let instance = self.instance(provider.instance);
        let configuration = &instance.module.providers.get(provider.index)?.body;
        let body = match block {
            None => configuration,
            Some(block) => &configuration.blocks(block).next()?.body,
        };
        let value = self.evaluate(provider.instance, &body.attribute(name)?.value, &Each::default(), depth);
        (!value.is_null()).then_some(value)
    }
}

fn configured(instance: &Instance, wanted: &ProviderName) -> Option<usize> {
    instance.module.providers.iter().position(|block| {
        let alias = block.body.attribute("alias").and_then(|attribute| match &attribute.value.kind {
            ExprKind::String(alias) => Some(Arc::clone(alias)),
            _ => None,
        });
        block.labels.first().is_some_and(|label| label.text == wanted.name) && alias == wanted.alias
    })
}

/// The provider that a call hands to the module as `wanted`.
fn handed(caller: &Instance, call: &Arc<str>, wanted: &ProviderName) -> Option<ProviderName> {
    let providers = caller.module.calls.get(call)?.block.body.attribute("providers")?;
    let ExprKind::Object(items) = &providers.value.kind else { return None };
    items.iter().find_map(|item| {
        use crate::syntax::tree::ObjectKey;
        let key = match &item.key {
            ObjectKey::Name(name) => ProviderName { name: Arc::clone(&name.text), alias: None },
            ObjectKey::Expr(expr) => name_in(expr)?,
        };
        (key == *wanted).then(|| name_in(&item.value))?
    })
}

fn name_in(expr: &Expr) -> Option<ProviderName> {
    match &expr.kind {
        ExprKind::Variable(name) => Some(ProviderName { name: Arc::clone(name), alias: None }),
        ExprKind::String(text) => {
            let (name, alias) =
                text.split_once('.').map_or((&**text, None), |(name, alias)| (name, Some(alias)));
            Some(ProviderName { name: name.into(), alias: alias.map(Into::into) })
        }
        ExprKind::Parenthesis(inner) | ExprKind::Interpolation(inner) => name_in(inner),
        ExprKind::Attribute(source, alias) => {
            let ExprKind::Variable(name) = &source.kind else { return None };
            Some(ProviderName { name: Arc::clone(name), alias: Some(Arc::clone(&alias.text)) })
        }
        _ => None,
    }
}
