//! A resource as the configuration describes it. Data only.

use std::sync::Arc;

use crate::lang::kind::Type;
use crate::lang::value::{Data, Entries, Value};
use crate::source::Span;
use crate::terraform::lifecycle::IgnoreChanges;
use crate::terraform::module::ResourceName;

use super::each::InstanceId;

/// A resource, or data source, as the configuration describes it.
#[derive(Clone, Debug)]
pub struct ResourceInstance {
    /// Its address: `module.fn["a"].aws_lambda_function.this[0]`.
    pub address: Arc<str>,
    /// Its type and name.
    pub name: ResourceName,
    /// Its key: the text of a `for_each` key; of `count` and of a single one there is none.
    pub key: Option<Value>,
    /// What is written of it: attributes by name; blocks by type, each a tuple of objects.
    pub values: Arc<Entries>,
    /// The changes that Terraform ignores.
    pub ignored: IgnoreChanges,
    /// The `default_tags` of its provider.
    pub default_tags: Option<Value>,
    /// The region of its provider.
    pub provider_region: Option<Value>,
    /// Where it is declared.
    pub span: Span,
    /// Where its body is.
    pub block_span: Span,
    /// The address of the module that it is in; empty for the root.
    pub module: Arc<str>,
    pub(super) instance: InstanceId,
}

impl ResourceInstance {
    /// The last key of its address, `0` and `"a"` alike, whether it is its own or that of a module it is in; empty where
    /// there is none.
    pub fn last_key(&self) -> &str {
        let Some(start) = self.address.rfind('[') else { return "" };
        let end = self.address[start..].find(']').map_or(self.address.len(), |end| start + end);
        self.address[start + 1..end].trim_matches('"')
    }

    /// The name of the module call that made it, without its key; `None` for one of the root module.
    pub fn call_name(&self) -> Option<&str> {
        let (_, call) = self.module.rsplit_once("module.")?;
        Some(call.split('[').next().unwrap_or(call))
    }

    /// What is written at a path: `handler`, or `vpc_config.subnet_ids` of the first such block.
    pub fn at(&self, path: &str) -> Option<Value> {
        let Some((block, attribute)) = path.split_once('.') else {
            return self.values.get(path).filter(|value| !value.is_null()).cloned();
        };
        let blocks = self.values.get(block)?;
        if let Data::Unknown(unknown) = &blocks.data {
            if let Type::List(content) = &unknown.kind
                && let Type::Object(names) = &**content
                && !names.contains_key(attribute)
            {
                return None;
            }
            return Some(
                Value::unknown(unknown.reason.clone(), Type::Any).with_provenance(blocks.provenance.clone()),
            );
        }
        // In JSON a single block may be written without a list around it.
        let first = blocks.elements().map_or(Some(blocks), |elements| elements.first())?;
        first.entry(attribute).filter(|value| !value.is_null()).cloned()
    }

    /// Whether it has a block of this type.
    pub fn has_block(&self, block: &str) -> bool {
        self.values.get(block).is_some_and(|blocks| !blocks.is_null())
    }
}
