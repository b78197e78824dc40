//! What is declared for a function beside it: its aliases, who may call it, what calls it, where it logs.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lang::reason::Reason;
use crate::lang::value::{Data, Value};
use crate::source::Span;
use crate::terraform::{Evaluation, ResourceInstance};

use super::field::Field;
use super::owner::owner_of;

/// A resource that names a function.
#[derive(Clone, Debug)]
pub struct Related {
    /// Its address.
    pub address: Arc<str>,
    /// Its type.
    pub kind: Arc<str>,
    /// What is written of it: by attribute, `block.attribute` for what stands in the first block of a type.
    pub fields: BTreeMap<String, Field>,
    /// Where it is declared.
    pub span: Span,
}

/// The types of resources that name a function, with the attribute that does.
const NAMING: &[(&str, &str)] = &[
    (ALIAS, "function_name"),
    ("aws_lambda_permission", "function_name"),
    ("aws_lambda_function_url", "function_name"),
    ("aws_lambda_event_source_mapping", "function_name"),
    ("aws_lambda_provisioned_concurrency_config", "function_name"),
    ("aws_lambda_function_event_invoke_config", "function_name"),
    ("aws_cloudwatch_log_group", "name"),
    ("aws_cloudwatch_metric_alarm", "dimensions"),
    ("aws_cloudwatch_event_target", "arn"),
    ("aws_scheduler_schedule", "target.arn"),
    ("aws_sns_topic_subscription", "endpoint"),
    ("aws_s3_bucket_notification", "lambda_function.lambda_function_arn"),
    ("aws_apigatewayv2_integration", "integration_uri"),
    ("aws_api_gateway_integration", "uri"),
];

/// The type of the resource that a function is.
pub(super) const FUNCTION: &str = "aws_lambda_function";
/// The type of a layer, which a function names.
const LAYER: &str = "aws_lambda_layer_version";
/// The type of an alias, through which others name a function.
const ALIAS: &str = "aws_lambda_alias";

/// Whether resources of this type are a function, or may belong to one.
pub fn concerns_functions(kind: &str) -> bool {
    kind == FUNCTION || kind == LAYER || NAMING.iter().any(|(naming, _)| *naming == kind)
}

/// The resources that name `function`, and the layers that it names.
pub(super) fn related_to(
    function: &ResourceInstance,
    name: Option<&str>,
    all: &[ResourceInstance],
    evaluation: &Evaluation<'_>,
) -> Vec<Related> {
    let layers = evaluation.behind(function, "layers");
    let is_layer = |resource: &ResourceInstance| layers.iter().any(|layer| layer.address == resource.address);
    let concerns = |resource: &&ResourceInstance| match &*resource.name.kind {
        LAYER => is_layer(resource),
        kind => NAMING
            .iter()
            .find(|(naming, _)| *naming == kind)
            .is_some_and(|(_, path)| names(resource, path, function, name, evaluation)),
    };
    all.iter().filter(concerns).map(related).collect()
}

/// Whether an attribute of `resource` names the function: by its name or ARN, or by a reference to it.
fn names(
    resource: &ResourceInstance,
    path: &str,
    function: &ResourceInstance,
    name: Option<&str>,
    evaluation: &Evaluation<'_>,
) -> bool {
    let value = resource.at(path);
    let by_value = value.as_ref().is_some_and(|value| {
        mentions(value, &|text| name.is_some_and(|name| is_named(text, name)))
            || is_of(value, &function.address)
    });
    by_value
        || value.is_none_or(|value| !value.is_wholly_known())
            && evaluation.behind(resource, path).iter().any(|behind| {
                // An alias stands for its function.
                let is_alias = &*behind.name.kind == ALIAS && &*resource.name.kind != ALIAS;
                behind.address == function.address
                    || is_alias && names(behind, "function_name", function, name, evaluation)
            })
}

/// Whether a value, or a part of it, is a text that `is_meant` takes.
fn mentions(value: &Value, is_meant: &dyn Fn(&str) -> bool) -> bool {
    value.as_str().is_some_and(is_meant) || value.parts().any(|part| mentions(part, is_meant))
}

/// Whether it is an attribute of the resource at `address` that only Terraform can tell.
fn is_of(value: &Value, address: &str) -> bool {
    value.first_unknown().is_some_and(|unknown| match &unknown.reason {
        Reason::Resource(reason) => reason.strip_prefix(address).is_some_and(|rest| rest.starts_with('.')),
        _ => false,
    })
}

/// Whether a text is the name of the function, its ARN with a qualifier or without, or that of its log group.
fn is_named(text: &str, name: &str) -> bool {
    if text == name || text.strip_prefix("/aws/lambda/") == Some(name) {
        return true;
    }
    let Some((_, rest)) = text.split_once(":function:") else { return false };
    rest.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
}

fn related(resource: &ResourceInstance) -> Related {
    let mut fields = BTreeMap::new();
    for (name, value) in resource.values.iter().filter(|(_, value)| !value.is_null()) {
        let blocks = match &value.data {
            Data::Tuple(blocks)
                if !blocks.is_empty() && blocks.iter().all(|block| block.entries().is_some()) =>
            {
                blocks
            }
            _ => {
                fields.insert(name.to_string(), field(resource, name, value));
                continue;
            }
        };
        let entries = blocks.first().and_then(Value::entries);
        for (attribute, value) in entries.into_iter().flat_map(|entries| entries.iter()) {
            if !value.is_null() {
                let path = format!("{name}.{attribute}");
                let field = field(resource, &path, value);
                fields.insert(path, field);
            }
        }
    }
    Related {
        address: Arc::clone(&resource.address),
        kind: Arc::clone(&resource.name.kind),
        fields,
        span: resource.span,
    }
}

fn field(resource: &ResourceInstance, path: &str, value: &Value) -> Field {
    let place = value.provenance.nearest();
    let declared = if place.is_some() { place } else { resource.span };
    Field { value: Some(value.clone()), owner: owner_of(path, Some(declared), &resource.ignored) }
}
