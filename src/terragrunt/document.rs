//! A configuration as one object: what `read_terragrunt_config` and an exposed include give, and what `render` prints.
//! Source: Terragrunt 1.1.3 `pkg/config/config_as_cty.go`.

use std::sync::Arc;

use crate::lang::budget::Budget;
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::value::{Data, Entries, Value};
use crate::lang::world::Mode;
use crate::source::Span;

use super::config::{Config, Dependency, Labelled, Terraform};

/// Attributes that are the empty text when unset.
const TEXTS: [&str; 7] = [
    "terraform_binary",
    "terraform_version_constraint",
    "terragrunt_version_constraint",
    "download_dir",
    "iam_role",
    "iam_assume_role_session_name",
    "iam_web_identity_token",
];

/// The configuration as an object. Lists become tuples and maps objects, as the original's way through JSON does.
///
/// Outputs of dependencies are null in it, whatever was found; so has the original where a unit is printed or a file is
/// included.
pub(super) fn document(config: &Config, mode: Mode) -> Value {
    untyped(&object_of(config, false), mode)
}

/// The same as an including file sees it. Failed where the evaluation cannot take it.
pub(super) fn exposed_document(config: &Config, mode: Mode, budget: &Budget) -> Value {
    let value = object_of(config, false);
    if budget.take_value(&value, Span::NONE) { untyped(&value, mode) } else { Value::failed() }
}

/// The same as `read_terragrunt_config` gives it: with the outputs of dependencies. `None` where the evaluation cannot
/// take it: files that read each other can double it at every step.
pub(super) fn read_document(config: &Config, mode: Mode, budget: &Budget) -> Option<Value> {
    let value = object_of(config, true);
    budget.take_value(&value, Span::NONE).then(|| untyped(&value, mode))
}

/// A value as it is after the original's way through JSON: lists and sets as tuples, maps as objects.
///
/// In `render` an unknown becomes the empty text on that way, and outputs become their mock, or null.
pub(super) fn untyped(value: &Value, mode: Mode) -> Value {
    changed(value, mode).unwrap_or_else(|| value.clone())
}

/// The configuration as an object, with the types that its values have. With or without the outputs of dependencies.
pub(super) fn object_of(config: &Config, with_outputs: bool) -> Value {
    let mut object = Entries::new();
    for name in TEXTS {
        let value = config.attributes.get(name).filter(|value| !value.is_null());
        put(&mut object, name, value.cloned().unwrap_or_else(|| Value::string("")));
    }
    put(&mut object, "iam_assume_role_duration", attribute_or_null(config, "iam_assume_role_duration"));
    if let Some(value) = config.attributes.get("prevent_destroy").filter(|value| !value.is_null()) {
        put(&mut object, "prevent_destroy", value.clone());
    }
    // A catalog is read by another command and never shows.
    for (name, block) in config.singles.iter().filter(|(name, _)| **name != "catalog") {
        put(&mut object, name, single(name, block));
    }
    if config.has_errors_block {
        put(&mut object, "errors", errors(config));
    }
    if let Some(terraform) = &config.terraform {
        put(&mut object, "terraform", terraform_document(terraform));
    }
    if let Some(remote_state) = &config.remote_state {
        put(&mut object, "remote_state", remote_state_document(remote_state));
    }
    let dependencies = config
        .dependencies
        .as_ref()
        .map(|paths| Value::object(Entries::from([("paths".into(), Value::tuple(paths.clone()))])));
    put(&mut object, "dependencies", dependencies.unwrap_or_else(Value::null));
    put(
        &mut object,
        "dependency",
        by_label(config.dependency.iter().map(|d| (&d.block, dependency_document(d, with_outputs)))),
    );
    put(
        &mut object,
        "generate",
        by_label(config.generate.values().map(|block| (block, generate_document(block)))),
    );
    let features = config.feature.iter().map(|block| {
        (
            block,
            with_defaults(
                block,
                &[("default", Value::null())],
                &[("name", Value::string(Arc::clone(&block.label)))],
            ),
        )
    });
    put(&mut object, "feature", by_label(features));
    put(&mut object, "inputs", config.inputs.clone().unwrap_or_else(Value::null));
    put(&mut object, "locals", config.locals.clone().unwrap_or_else(Value::null));
    Value::object(object)
}

fn put(object: &mut Entries, name: &str, value: Value) {
    object.insert(name.into(), value);
}

fn attribute_or_null(config: &Config, name: &str) -> Value {
    config.attributes.get(name).cloned().unwrap_or_else(Value::null)
}

fn by_label<'b>(blocks: impl Iterator<Item = (&'b Labelled, Value)>) -> Value {
    Value::object(blocks.map(|(block, value)| (Arc::clone(&block.label), value)).collect())
}

/// A block's attributes; those that are not set have these values.
fn with_defaults(block: &Labelled, defaults: &[(&str, Value)], always: &[(&str, Value)]) -> Value {
    let mut object = Entries::new();
    for (name, default) in defaults {
        put(&mut object, name, block.field(name).cloned().unwrap_or_else(|| default.clone()));
    }
    for (name, value) in always {
        put(&mut object, name, value.clone());
    }
    Value::object(object).with_provenance(Provenance::written(block.span))
}

fn nulls<const N: usize>(names: [&str; N]) -> [(&str, Value); N] {
    names.map(|name| (name, Value::null()))
}

fn named(block: &Labelled, names: &[(&str, Value)]) -> Value {
    with_defaults(block, names, &[("name", Value::string(Arc::clone(&block.label)))])
}

fn single(name: &str, block: &Labelled) -> Value {
    let no = || Value::bool(false);
    let empty = || Value::string("");
    let defaults: Vec<(&str, Value)> = match name {
        "exclude" => {
            vec![("if", no()), ("actions", Value::null()), ("no_run", no()), ("exclude_dependencies", no())]
        }
        "engine" => {
            vec![("source", empty()), ("version", empty()), ("type", empty()), ("meta", Value::null())]
        }
        _ => Vec::new(),
    };
    with_defaults(block, &defaults, &[])
}

fn errors(config: &Config) -> Value {
    let retry = config
        .retry
        .iter()
        .map(|block| named(block, &nulls(["retryable_errors", "max_attempts", "sleep_interval_sec"])))
        .collect::<Vec<_>>();
    let ignore = config.ignore.iter().map(|block| {
        let defaults = [
            ("ignorable_errors", Value::null()),
            ("message", Value::string("")),
            ("signals", Value::object(Entries::new())),
        ];
        named(block, &defaults)
    });
    let ignore = ignore.collect::<Vec<_>>();
    let mut object = Entries::new();
    put(&mut object, "retry", if retry.is_empty() { Value::null() } else { Value::tuple(retry) });
    if !ignore.is_empty() {
        put(&mut object, "ignore", Value::tuple(ignore));
    }
    Value::object(object)
}

/// Blocks of one type with the values of what they do not set.
type List<'b> = (&'b str, &'b [Labelled], &'b [(&'b str, Value)]);

fn terraform_document(terraform: &Terraform) -> Value {
    let mut object = Entries::new();
    for name in ["source", "include_in_copy", "exclude_from_copy", "copy_terraform_lock_file"] {
        put(&mut object, name, terraform.fields.get(name).cloned().unwrap_or_else(Value::null));
    }
    for name in ["update_source_with_cas", "mutable", "version"] {
        if let Some(value) = terraform.fields.get(name).filter(|value| !value.is_null()) {
            put(&mut object, name, value.clone());
        }
    }
    let arguments = nulls(["commands", "arguments", "required_var_files", "optional_var_files", "env_vars"]);
    let hook = nulls(["commands", "execute", "if", "run_on_error", "suppress_stdout", "working_dir"]);
    let error_hook = nulls(["commands", "execute", "on_errors", "suppress_stdout", "working_dir"]);
    let lists: [List<'_>; 4] = [
        ("extra_arguments", &terraform.extra_arguments, &arguments),
        ("before_hook", &terraform.before_hook, &hook),
        ("after_hook", &terraform.after_hook, &hook),
        ("error_hook", &terraform.error_hook, &error_hook),
    ];
    for (name, blocks, defaults) in lists {
        put(&mut object, name, by_label(blocks.iter().map(|block| (block, named(block, defaults)))));
    }
    Value::object(object)
}

fn remote_state_document(block: &Labelled) -> Value {
    let no = || Value::bool(false);
    let defaults = [
        ("backend", Value::string("")),
        ("config", Value::null()),
        ("disable_init", no()),
        ("disable_dependency_optimization", no()),
        ("generate", Value::null()),
        ("encryption", Value::null()),
    ];
    with_defaults(block, &defaults, &[])
}

fn generate_document(block: &Labelled) -> Value {
    let defaults = [
        ("path", Value::string("")),
        ("if_exists", Value::string("")),
        ("contents", Value::string("")),
        ("if_disabled", Value::string("skip")),
        ("comment_prefix", Value::string("# ")),
        ("disable_signature", Value::bool(false)),
        ("disable", Value::bool(false)),
        ("hcl_fmt", Value::null()),
        ("mutable", Value::null()),
    ];
    with_defaults(block, &defaults, &[])
}

/// `inputs` is always null in the original.
fn dependency_document(dependency: &Dependency, with_outputs: bool) -> Value {
    let block = &dependency.block;
    let outputs = dependency.outputs.clone().filter(|_| with_outputs).unwrap_or_else(Value::null);
    let defaults = nulls([
        "config_path",
        "enabled",
        "mock_outputs",
        "mock_outputs_allowed_terraform_commands",
        "mock_outputs_merge_with_state",
        "mock_outputs_merge_strategy_with_state",
    ]);
    let always = [
        ("name", Value::string(Arc::clone(&block.label))),
        ("skip", block.fields.get("skip_outputs").cloned().unwrap_or_else(Value::null)),
        ("outputs", outputs),
        ("inputs", Value::null()),
    ];
    with_defaults(block, &defaults, &always)
}

/// The value without its types; `None` where it has none, so that most of a document is shared and not copied.
fn changed(value: &Value, mode: Mode) -> Option<Value> {
    let data = match &value.data {
        Data::Tuple(elements) => Data::Tuple(changed_elements(elements, mode)?),
        Data::List(_, elements) | Data::Set(_, elements) => {
            Data::Tuple(changed_elements(elements, mode).unwrap_or_else(|| Arc::clone(elements)))
        }
        Data::Object(entries) => Data::Object(changed_entries(entries, mode)?),
        Data::Map(_, entries) => {
            Data::Object(changed_entries(entries, mode).unwrap_or_else(|| Arc::clone(entries)))
        }
        Data::Unknown(unknown) if mode == Mode::Render => match (&unknown.mock, &unknown.reference) {
            (Some(mock), _) => return Some(untyped(mock, mode)),
            (None, Some(_)) => Data::Null(Type::Any),
            (None, None) => Data::String("".into()),
        },
        Data::Null(kind) if *kind != Type::Any => Data::Null(Type::Any),
        _ => return None,
    };
    Some(value.with_data(data))
}

fn changed_elements(elements: &Arc<[Value]>, mode: Mode) -> Option<Arc<[Value]>> {
    let changed: Vec<Option<Value>> = elements.iter().map(|element| changed(element, mode)).collect();
    changed.iter().any(Option::is_some).then(|| {
        let both = changed.into_iter().zip(elements.iter());
        both.map(|(changed, element)| changed.unwrap_or_else(|| element.clone())).collect()
    })
}

fn changed_entries(entries: &Arc<Entries>, mode: Mode) -> Option<Arc<Entries>> {
    let mut all: Option<Entries> = None;
    for (name, entry) in &**entries {
        if let Some(value) = changed(entry, mode) {
            all.get_or_insert_with(|| (**entries).clone()).insert(Arc::clone(name), value);
        }
    }
    all.map(Arc::new)
}
