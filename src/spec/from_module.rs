//! The functions that a unit's module makes of its inputs.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::value::{Data, Entries, Value};
use crate::terraform::{Evaluation, ResourceInstance};

use super::deploy_config::DeployConfig;
use super::extract::{UnitFunctions, UnitPlace};
use super::field::Field;
use super::fields::{FIELDS, FieldDefinition};
use super::function::{FunctionId, FunctionSpec, NotBuilt, SourcePath};
use super::owner::owner_of;
use super::related::{FUNCTION, related_to};
use super::synonyms::{self, first};

/// The functions of a unit, as its module makes them.
pub fn functions_of_module(
    place: &UnitPlace<'_>,
    evaluation: &Evaluation<'_>,
    inputs: Option<&Value>,
    deploy_config: Option<&DeployConfig>,
) -> UnitFunctions {
    let resources = evaluation.resources();
    let functions: Vec<&ResourceInstance> =
        resources.iter().filter(|resource| &*resource.name.kind == FUNCTION).collect();
    let keys = keys(&functions, evaluation, inputs, place);
    let mut found = UnitFunctions::default();
    for (resource, key) in functions.iter().zip(keys) {
        let mut fields = fields(resource, &mut found.diagnostics);
        add_tags_of_provider(resource, &mut fields);
        let value =
            |path: &str| super::fields::field_index(path).and_then(|index| fields[index].value.clone());
        let name = value("function_name").filter(|name| !name.sensitive);
        let name = name.as_ref().and_then(Value::as_str);
        let key_text = key.as_str().unwrap_or(&resource.name.name).to_owned();
        let related = related_to(resource, name, &resources, evaluation);
        let name = name.unwrap_or(&key_text).to_owned();
        let not_built = deploy_config
            .and_then(|config| config.exclusion(&[&key_text, &name], place.environment))
            .map(NotBuilt::Excluded)
            .or_else(|| not_built(&value));
        found.functions.push(FunctionSpec {
            id: FunctionId {
                environment: place.environment.to_owned(),
                unit: place.unit.to_owned(),
                key: key_text,
            },
            key,
            name,
            resource: Some(Arc::clone(&resource.address)),
            span: resource.span,
            related,
            source: source_of(resource, evaluation).or_else(|| source_in(resource, inputs, functions.len())),
            account: place.told.account().map(str::to_owned),
            environment: Arc::clone(place.told),
            inputs: Arc::default(),
            not_built,
            fields,
        });
    }
    found
}

/// The keys of the functions: that of `for_each`; of the only one that the module declares the unit's own name; else the
/// first of the resource's name, the name of the call that made it and its address that no other function has.
fn keys(
    functions: &[&ResourceInstance],
    evaluation: &Evaluation<'_>,
    inputs: Option<&Value>,
    place: &UnitPlace<'_>,
) -> Vec<Value> {
    let is_single = evaluation.module().declared_functions() == 1;
    let names = |resource: &ResourceInstance| {
        let call = resource.call_name().map(str::to_owned);
        let names = [Some(resource.name.name.to_string()), call, Some(resource.address.to_string())];
        names.into_iter().flatten().collect::<Vec<String>>()
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in functions.iter().flat_map(|resource| names(resource).into_iter().collect::<BTreeSet<_>>()) {
        *counts.entry(name).or_default() += 1;
    }
    let key_of = |resource: &&ResourceInstance| {
        let own = resource.last_key();
        let is_key = own.parse::<usize>().is_err() && !own.is_empty() && own != "?";
        if let Some(key) = resource.key.clone().or_else(|| is_key.then(|| Value::string(own))) {
            return key;
        }
        if is_single && functions.len() == 1 {
            let named = inputs.and_then(|inputs| place.names.setting(inputs, "function_name"));
            let named = named.filter(|name| name.as_str().is_some()).map(Cow::into_owned);
            return named
                .unwrap_or_else(|| Value::string(place.unit.rsplit('/').next().unwrap_or(place.unit)));
        }
        let unique = names(resource).into_iter().find(|name| counts.get(name) == Some(&1));
        Value::string(unique.unwrap_or_else(|| resource.address.to_string()))
    };
    let keys: Vec<Value> = functions.iter().map(key_of).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for key in keys.iter().filter_map(Value::as_str) {
        *seen.entry(key).or_default() += 1;
    }
    let is_repeated =
        |key: &Value| key.as_str().is_some_and(|key| seen.get(key).is_some_and(|count| *count > 1));
    let repeated: Vec<bool> = keys.iter().map(is_repeated).collect();
    let addressed = keys.into_iter().zip(functions).zip(repeated);
    addressed
        .map(
            |((key, resource), is_repeated)| {
                if is_repeated { Value::string(Arc::clone(&resource.address)) } else { key }
            },
        )
        .collect()
}

fn fields(resource: &ResourceInstance, diagnostics: &mut Vec<Diagnostic>) -> Vec<Field> {
    let mut values: Vec<Field> = Vec::with_capacity(FIELDS.len());
    for definition in FIELDS {
        let value = resource.at(definition.path).and_then(|value| typed(definition, value, diagnostics));
        let (root, _) = definition.path.split_once('.').unwrap_or((definition.path, ""));
        let declared = resource.values.get(root).map(|written| {
            let place = value.as_ref().unwrap_or(written).provenance.nearest();
            if place.is_some() { place } else { resource.span }
        });
        values.push(Field { value, owner: owner_of(definition.path, declared, &resource.ignored) });
    }
    values
}

/// The value as the type that the provider gives the setting.
fn typed(definition: &FieldDefinition, value: Value, diagnostics: &mut Vec<Diagnostic>) -> Option<Value> {
    let kind: Type = definition.shape.into();
    match convert(&value, &kind) {
        Ok(value) => (!value.is_null()).then_some(value),
        Err(error) => {
            diagnostics.push(
                Diagnostic::error(
                    Code::InvalidValue,
                    format!("`{}` does not take its value", definition.path),
                )
                .at(value.provenance.nearest(), error.to_string()),
            );
            Some(Value::failed().with_provenance(value.provenance))
        }
    }
}

/// What the provider adds: its default tags below the function's own, its region where the function has none.
fn add_tags_of_provider(resource: &ResourceInstance, fields: &mut [Field]) {
    let index = |path: &str| super::fields::field_index(path).expect("internal: the path is in the table");
    let tags = fields[index("tags")].clone();
    let defaults = resource.default_tags.as_ref().map(|tags| convert(tags, &Type::map(Type::String)));
    let all = match (defaults, &tags.value) {
        (None, None) => None,
        (None, Some(own)) => Some(own.clone()),
        (Some(Ok(defaults)), None) => Some(defaults),
        (Some(Ok(defaults)), Some(own)) => Some(laid_over(&defaults, own)),
        (Some(Err(_)), _) => Some(Value::failed()),
    };
    let all_tags = &mut fields[index("tags_all")];
    if all_tags.value.is_none() {
        *all_tags = Field { value: all, owner: tags.owner };
    }
    let region = &mut fields[index("region")];
    if region.value.is_none() {
        region.value.clone_from(&resource.provider_region);
    }
}

/// The entries of both, those of `over` where they have the same name. What is unknown makes the whole unknown.
fn laid_over(base: &Value, over: &Value) -> Value {
    let provenance =
        Provenance::computed(over.provenance.nearest(), [base.provenance.clone(), over.provenance.clone()]);
    let (Some(below), Some(above)) = (base.entries(), over.entries()) else {
        let unknown = if over.is_unknown() { over } else { base };
        return unknown.clone();
    };
    let entries: Entries =
        below.iter().chain(above.iter()).map(|(name, value)| (Arc::clone(name), value.clone())).collect();
    Value::new(Data::Map(Type::String, Arc::new(entries)))
        .with_provenance(provenance)
        .sensitive_if(base.sensitive || over.sensitive)
}

fn not_built(value: &dyn Fn(&str) -> Option<Value>) -> Option<NotBuilt> {
    let is_image = value("package_type").is_some_and(|kind| kind.as_str() == Some("Image"));
    if is_image || value("image_uri").is_some() {
        return Some(NotBuilt::Image);
    }
    if value("s3_key").is_some() || value("s3_bucket").is_some() {
        return Some(NotBuilt::FromS3);
    }
    let runtime = value("runtime")?;
    let name = runtime.as_str()?;
    let shown = if runtime.sensitive { "(sensitive)" } else { name };
    (!name.starts_with("python")).then(|| NotBuilt::NotPython(shown.to_owned()))
}

/// The folder that the module itself packs.
fn source_of(resource: &ResourceInstance, evaluation: &Evaluation<'_>) -> Option<SourcePath> {
    let behind =
        ["filename", "source_code_hash"].into_iter().flat_map(|path| evaluation.behind(resource, path));
    let archive = behind.into_iter().find(|behind| &*behind.name.kind == "archive_file")?;
    let value =
        archive.at("source_dir").or_else(|| archive.at("source_file").map(|file| folder_of(&file)))?;
    Some(SourcePath { value, base: Some(evaluation.folder().to_path_buf()) })
}

/// The folder of a file's path.
fn folder_of(file: &Value) -> Value {
    match file.as_str() {
        Some(path) => {
            let folder = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).to_string_lossy();
            Value::string(&*folder).with_provenance(file.provenance.clone()).sensitive_if(file.sensitive)
        }
        None => file.clone(),
    }
}

/// The folder that the inputs name: in the entry of the function's key, or of a single function anywhere.
fn source_in(resource: &ResourceInstance, inputs: Option<&Value>, count: usize) -> Option<SourcePath> {
    let inputs = inputs?;
    let key = resource.last_key();
    let by_key: BTreeMap<&str, &Value> = inputs
        .entries()
        .into_iter()
        .flat_map(|entries| entries.iter())
        .filter_map(|(name, map)| Some((&**name, first(map.entry(key)?, synonyms::SOURCE)?)))
        .collect();
    let value = by_key.into_values().next().or_else(|| {
        let is_single = count == 1;
        is_single.then(|| first(inputs, synonyms::SOURCE)).flatten()
    })?;
    Some(SourcePath { value: value.clone(), base: None })
}
