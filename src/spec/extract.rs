//! The functions in a unit's inputs: a map of functions, a list of them, or one function for the whole unit.
//!
//! What cannot be told is said: an entry that is null or unknown never makes the others vanish.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::estate::Environment;
use crate::lang::partial::known_part;
use crate::lang::value::{Data, Value};

use super::deploy_config::DeployConfig;
use super::field::Field;
use super::fields::FIELDS;
use super::function::{FunctionId, FunctionSpec, NotBuilt, SourcePath};
use super::owner::Owner;
use super::shape::{is_function_map, is_single_function, looks_like_function, may_be_functions};
use super::synonyms::{self, Names, first};

/// Where a unit's functions belong.
pub struct UnitPlace<'u> {
    /// The environment's name; empty where nothing names it.
    pub environment: &'u str,
    /// What is told of the environment.
    pub told: &'u Arc<Environment>,
    /// The unit's path from the root.
    pub unit: &'u str,
    /// The names of inputs that give settings.
    pub names: Names<'u>,
}

/// The functions of a unit, and what could not be told of them.
#[derive(Debug, Default)]
pub struct UnitFunctions {
    /// In the order of the inputs and their keys.
    pub functions: Vec<FunctionSpec>,
    /// Entries that are none, keys that stand twice, functions that only an apply can tell.
    pub diagnostics: Vec<Diagnostic>,
}

/// The functions that a unit's inputs describe.
pub fn functions_of(
    place: &UnitPlace<'_>,
    inputs: &Value,
    deploy_config: Option<&DeployConfig>,
) -> UnitFunctions {
    let mut found = UnitFunctions::default();
    if inputs.is_unknown() {
        found.diagnostics.push(not_told("the inputs hang", inputs, place));
    }
    let inputs = &known_part(inputs);
    let Some(entries) = inputs.entries() else { return found };
    for (name, value) in entries.iter() {
        if may_be_functions(name) && value.is_unknown() {
            found.diagnostics.push(not_told(&format!("the input `{name}` hangs"), value, place));
        } else if is_function_map(name, value, place.names) {
            from_map(place, value, deploy_config, &mut found);
        } else if let Some(elements) = value.elements() {
            let named = |element: &&Value| {
                looks_like_function(element, place.names) && first(element, synonyms::NAME).is_some()
            };
            for element in elements.iter().filter(named) {
                let key = first(element, synonyms::NAME).expect("internal: just looked for").clone();
                found.functions.push(function(place, &key, element, deploy_config));
            }
        }
    }
    if found.functions.is_empty() && is_single_function(inputs, place.names) {
        // Without a name of its own, the unit's folder is what people call the function.
        let folder = || Value::string(place.unit.rsplit('/').next().unwrap_or(place.unit));
        let key = first(inputs, synonyms::NAME).cloned().unwrap_or_else(folder);
        found.functions.push(function(place, &key, inputs, deploy_config));
    }
    report_repeated(&mut found);
    found
}

fn from_map(place: &UnitPlace<'_>, map: &Value, config: Option<&DeployConfig>, found: &mut UnitFunctions) {
    for (key, entry) in map.entries().into_iter().flat_map(|entries| entries.iter()) {
        let key = Value::string(Arc::clone(key)).with_provenance(entry.provenance.clone());
        if entry.entries().is_some() || entry.is_unknown() {
            found.functions.push(function(place, &key, entry, config));
        } else {
            let is = if entry.is_null() { "null".to_owned() } else { format!("a {}", entry.kind()) };
            let name = key.as_str().unwrap_or_default();
            found.diagnostics.push(
                Diagnostic::warning(Code::InvalidValue, format!("the function `{name}` is {is}"))
                    .at(entry.provenance.span, "an object is required")
                    .hint("describe the function, or remove its entry"),
            );
        }
    }
}

/// Nothing is known of the functions, which is not the same as there being none.
fn not_told(what: &str, value: &Value, place: &UnitPlace<'_>) -> Diagnostic {
    let reason = value.as_unknown().map(|unknown| unknown.reason.to_string()).unwrap_or_default();
    Diagnostic::warning(Code::FunctionsUnknown, format!("the functions of `{}` cannot be told", place.unit))
        .at(value.provenance.nearest(), format!("{what} on {reason}"))
        .hint("write the functions where they are used; only values inside them may come from outputs")
}

/// Two functions of a unit with one key: the hand-over could name only one of them.
fn report_repeated(found: &mut UnitFunctions) {
    let mut seen: BTreeMap<&FunctionId, &FunctionSpec> = BTreeMap::new();
    let mut repeated = Vec::new();
    for function in &found.functions {
        if let Some(other) = seen.insert(&function.id, function) {
            repeated.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    format!("the unit describes the function `{}` twice", function.id.key),
                )
                .at(function.span, "the second time")
                .related(other.span, "the first time")
                .hint("rename one of the two keys: Terraform and the hand-over tell functions apart by them"),
            );
        }
    }
    found.diagnostics.extend(repeated);
}

fn function(
    place: &UnitPlace<'_>,
    key: &Value,
    entry: &Value,
    deploy_config: Option<&DeployConfig>,
) -> FunctionSpec {
    // Of an unknown entry every field that a build needs is unknown, for the entry's reason.
    let unknown = entry.is_unknown().then(|| entry.clone());
    let value_of = |path: &str| {
        let value = place.names.setting(entry, path).map(Cow::into_owned);
        value.or_else(|| unknown.clone().filter(|_| matches!(path, "handler" | "runtime")))
    };
    let fields: Vec<Field> =
        FIELDS.iter().map(|field| Field { value: value_of(field.path), owner: Owner::Unknown }).collect();
    let folder = place.unit.rsplit('/').next().unwrap_or(place.unit);
    let key_text = key.as_str().unwrap_or(folder).to_owned();
    let name = first(entry, synonyms::NAME).and_then(Value::as_str).unwrap_or(&key_text).to_owned();
    let not_built = deploy_config
        .and_then(|config| config.exclusion(&[&key_text, &name], place.environment))
        .map(NotBuilt::Excluded)
        .or_else(|| not_built(place.names, entry, value_of("runtime").as_ref()));
    FunctionSpec {
        id: FunctionId {
            environment: place.environment.to_owned(),
            unit: place.unit.to_owned(),
            key: key_text,
        },
        key: key.clone(),
        name,
        resource: None,
        span: entry.provenance.nearest().head(),
        fields,
        related: Vec::new(),
        source: first(entry, synonyms::SOURCE).map(|value| SourcePath { value: value.clone(), base: None }),
        account: place.told.account().map(str::to_owned),
        environment: Arc::clone(place.told),
        inputs: Arc::default(),
        not_built,
    }
}

fn not_built(names: Names<'_>, entry: &Value, runtime: Option<&Value>) -> Option<NotBuilt> {
    let kind = names.setting(entry, "package_type");
    let is_image = names.gives(entry, "image_uri")
        || kind
            .as_ref()
            .and_then(|kind| kind.as_str())
            .is_some_and(|kind| kind.eq_ignore_ascii_case("image"));
    if is_image {
        return Some(NotBuilt::Image);
    }
    if first(entry, synonyms::S3).is_some() {
        return Some(NotBuilt::FromS3);
    }
    let runtime = runtime.filter(|runtime| matches!(runtime.data, Data::String(_)))?;
    let name = runtime.as_str().unwrap_or_default();
    let shown = if runtime.sensitive { "(sensitive)" } else { name };
    (!name.starts_with("python")).then(|| NotBuilt::NotPython(shown.to_owned()))
}
