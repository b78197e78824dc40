//! A configuration as `render --json --with-metadata` prints it: each part with the file that sets it. Source:
//! Terragrunt 1.1.3 `pkg/config/config_as_cty.go` (`TerragruntConfigAsCtyWithMetadata`).

use std::path::Path;
use std::sync::Arc;

use crate::lang::value::{Entries, Value};
use crate::lang::world::Mode;

use super::config::Config;
use super::document::document;
use super::found_in::{FoundIn, Layer};
use super::paths;

/// What has one file. Blocks that are not named here and below are left out, as in the original.
const PLAIN: [&str; 10] = [
    "download_dir",
    "iam_assume_role_duration",
    "iam_assume_role_session_name",
    "iam_role",
    "prevent_destroy",
    "remote_state",
    "terraform",
    "terraform_binary",
    "terraform_version_constraint",
    "terragrunt_version_constraint",
];

/// What has a file for each name in it.
const NAMED: [&str; 4] = ["dependency", "generate", "inputs", "locals"];

/// The configuration with the file of each part.
pub(super) fn document_with_metadata(config: &Config) -> Value {
    let whole = document(config, Mode::Render);
    let found_in = &config.found_in;
    let mut object = Entries::new();
    for name in PLAIN {
        if let Some(value) = whole.entry(name) {
            object.insert(name.into(), with_file(value, found_in.of(name)));
        }
    }
    for kind in NAMED {
        let entries = whole.entry(kind).and_then(Value::entries).filter(|entries| !entries.is_empty());
        if let Some(entries) = entries {
            let parts = entries
                .iter()
                .map(|(name, value)| (name.clone(), with_file(value, found_in.of_named(kind, name))));
            object.insert(kind.into(), Value::object(parts.collect()));
        }
    }
    let paths = whole.entry("dependencies").and_then(|block| block.entry("paths")).and_then(Value::elements);
    if let Some(paths) = paths {
        let parts: Vec<Value> = paths
            .iter()
            .map(|path| with_file(path, found_in.of_named("dependencies", path.as_str().unwrap_or_default())))
            .collect();
        object.insert("dependencies".into(), Value::tuple(parts));
    }
    Value::object(object)
}

fn with_file(value: &Value, file: Option<&Path>) -> Value {
    let metadata = file.map_or_else(Value::null, |file| {
        Value::object(Entries::from([("found_in_file".into(), Value::string(paths::text(file)))]))
    });
    Value::object(Entries::from([("metadata".into(), metadata), ("value".into(), value.clone())]))
}

/// What the file at `path` sets, all of which is `config`.
pub(super) fn set_in_file(path: &Path, config: &Config) -> FoundIn {
    let set = config.attributes.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| *name);
    let blocks = [("terraform", config.terraform.is_some()), ("remote_state", config.remote_state.is_some())];
    let blocks = blocks.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name);
    let labels = config.dependency.iter().map(|it| ("dependency", Arc::clone(&it.block.label)));
    let labels = labels.chain(config.generate.keys().map(|label| ("generate", Arc::clone(label))));
    let paths = config.dependencies.iter().flatten().filter_map(Value::as_str);
    let labels = labels.chain(paths.map(|path| ("dependencies", path.into())));
    FoundIn::layer(Layer {
        file: path.into(),
        plain: set.chain(blocks).collect(),
        labels: labels.collect(),
        inputs: config.inputs.clone(),
        locals: config.locals.clone(),
    })
}
