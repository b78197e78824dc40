//! The functions in a unit's inputs: a map of functions, or one function for the whole unit.

use std::sync::Arc;

use crate::lang::value::Value;

use super::deploy_config::DeployConfig;
use super::function::{FunctionId, FunctionSpec, NotBuilt};
use super::synonyms::{self, first};

/// Where a unit's functions belong.
pub struct UnitPlace<'u> {
    /// The environment's name; empty where nothing names it.
    pub environment: &'u str,
    /// The environment's account.
    pub account: Option<&'u str>,
    /// The unit's path from the root.
    pub unit: &'u str,
}

/// The functions that a unit's inputs describe, in the order of their keys.
pub fn functions_of(
    place: &UnitPlace<'_>,
    inputs: &Value,
    deploy_config: Option<&DeployConfig>,
) -> Vec<FunctionSpec> {
    let Some(entries) = inputs.entries() else { return Vec::new() };
    let mut functions = Vec::new();
    for (_, value) in entries.iter().filter(|(_, value)| is_function_map(value)) {
        for (key, entry) in value.entries().into_iter().flat_map(|entries| entries.iter()) {
            functions.push(function(place, key, entry, deploy_config));
        }
    }
    if functions.is_empty() && is_single_function(inputs) {
        let name = first(inputs, synonyms::NAME).and_then(Value::as_str);
        // Without a name of its own, the unit's folder is what people call the function.
        let folder = place.unit.rsplit('/').next().unwrap_or(place.unit);
        functions.push(function(place, &Arc::from(name.unwrap_or(folder)), inputs, deploy_config));
    }
    functions
}

/// An object of objects of which one at least looks like a function.
fn is_function_map(value: &Value) -> bool {
    value.entries().is_some_and(|entries| {
        entries.values().all(|entry| entry.entries().is_some()) && entries.values().any(looks_like_function)
    })
}

/// Code and how it runs: two of the fields that only a function has.
fn looks_like_function(entry: &Value) -> bool {
    let marks = [synonyms::HANDLER, synonyms::RUNTIME, synonyms::IMAGE, synonyms::TIMEOUT, synonyms::MEMORY];
    let count = marks.iter().filter(|names| first(entry, names).is_some()).count();
    let has_code = [synonyms::HANDLER, synonyms::RUNTIME, synonyms::IMAGE]
        .iter()
        .any(|names| first(entry, names).is_some());
    has_code && count >= 2
}

fn is_single_function(inputs: &Value) -> bool {
    let has = |names: &[&str]| first(inputs, names).is_some();
    has(synonyms::HANDLER) || has(synonyms::IMAGE) || (has(synonyms::RUNTIME) && has(synonyms::NAME))
}

fn function(
    place: &UnitPlace<'_>,
    key: &Arc<str>,
    entry: &Value,
    deploy_config: Option<&DeployConfig>,
) -> FunctionSpec {
    let field = |names: &[&str]| first(entry, names).cloned();
    let vpc = entry.entry("vpc_config");
    let in_vpc = |names: &[&str]| vpc.and_then(|vpc| first(vpc, names)).cloned().or_else(|| field(names));
    let runtime = field(synonyms::RUNTIME);
    let name = first(entry, synonyms::NAME).and_then(Value::as_str).unwrap_or(key).to_owned();
    let not_built = deploy_config
        .and_then(|config| config.exclusion(&[key, &name], place.environment))
        .map(NotBuilt::Excluded)
        .or_else(|| not_built(entry, runtime.as_ref()));
    FunctionSpec {
        id: FunctionId {
            environment: place.environment.to_owned(),
            unit: place.unit.to_owned(),
            key: key.to_string(),
        },
        name,
        span: entry.provenance.span.head(),
        handler: field(synonyms::HANDLER),
        runtime,
        memory: field(synonyms::MEMORY),
        timeout: field(synonyms::TIMEOUT),
        role: field(synonyms::ROLE),
        layers: field(synonyms::LAYERS),
        subnets: in_vpc(synonyms::SUBNETS),
        security_groups: in_vpc(synonyms::SECURITY_GROUPS),
        architectures: field(synonyms::ARCHITECTURES),
        source: field(synonyms::SOURCE),
        account: place.account.map(str::to_owned),
        not_built,
    }
}

fn not_built(entry: &Value, runtime: Option<&Value>) -> Option<NotBuilt> {
    let is_image = first(entry, synonyms::IMAGE).is_some()
        || entry
            .entry("package_type")
            .and_then(Value::as_str)
            .is_some_and(|kind| kind.eq_ignore_ascii_case("image"));
    if is_image {
        return Some(NotBuilt::Image);
    }
    if first(entry, synonyms::S3).is_some() {
        return Some(NotBuilt::FromS3);
    }
    let runtime = runtime.and_then(Value::as_str)?;
    (!runtime.starts_with("python")).then(|| NotBuilt::NotPython(runtime.to_owned()))
}
