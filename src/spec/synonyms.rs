//! The names that units give to a function's settings, and which values each can have: the same name means other things
//! elsewhere. Counted over public repositories; the commonest first. Written in lower case with `_`, matched in any case
//! and with `-` too.

use std::borrow::Cow;
use std::sync::Arc;

use crate::config::InputNames;
use crate::lang::value::Value;

use super::value_shape::ValueShape;

/// The names of one setting.
struct Synonyms {
    /// The setting's path.
    path: &'static str,
    /// The values that it can have.
    shape: ValueShape,
    names: &'static [&'static str],
}

const fn setting(path: &'static str, shape: ValueShape, names: &'static [&'static str]) -> Synonyms {
    Synonyms { path, shape, names }
}

/// A function's name.
pub(super) const NAME: &[&str] = &["function_name", "lambda_function_name", "lambda_name", "name"];
/// The folder with the source.
pub(super) const SOURCE: &[&str] =
    &["source_dir", "source_path", "lambda_source_path", "source_code_path", "lambda_source_dir", "src_path"];
/// Code in a bucket.
pub(super) const S3: &[&str] =
    &["s3_key", "s3_bucket", "s3_existing_package", "lambda_s3_key", "lambda_s3_bucket"];

const TABLE: &[Synonyms] = &[
    setting("function_name", ValueShape::Text, NAME),
    setting(
        "handler",
        ValueShape::Scalar,
        &["handler", "lambda_handler", "handler_name", "lambda_function_handler", "package_handler"],
    ),
    setting(
        "runtime",
        ValueShape::Scalar,
        &["runtime", "lambda_runtime", "python_runtime", "lambda_function_runtime", "package_runtime"],
    ),
    setting(
        "memory_size",
        ValueShape::Number,
        &[
            "memory_size",
            "lambda_memory_size",
            "memory_mb",
            "memory",
            "lambda_memory",
            "lambda_function_memory_size",
        ],
    ),
    setting(
        "timeout",
        ValueShape::Number,
        &["timeout", "lambda_timeout", "timeout_seconds", "lambda_function_timeout"],
    ),
    setting(
        "role",
        ValueShape::Arn,
        &[
            "role",
            "role_arn",
            "lambda_role_arn",
            "iam_role_arn",
            "lambda_role",
            "lambda_iam_role_arn",
            "execution_role_arn",
            "lambda_execution_role_arn",
        ],
    ),
    setting(
        "layers",
        ValueShape::Arns,
        &[
            "layers",
            "layer_arns",
            "lambda_layer_arns",
            "lambda_layer_arn",
            "lambda_layers_arns",
            "lambda_layers",
        ],
    ),
    setting(
        "vpc_config.subnet_ids",
        ValueShape::Ids("subnet-"),
        &[
            "vpc_subnet_ids",
            "subnet_ids",
            "private_subnet_ids",
            "lambda_subnet_ids",
            "private_subnets",
            "vpc_subnet_id",
            "subnet_id",
            "subnet",
        ],
    ),
    setting(
        "vpc_config.security_group_ids",
        ValueShape::Ids("sg-"),
        &[
            "vpc_security_group_ids",
            "security_group_ids",
            "lambda_security_group_ids",
            "lambda_security_group_id",
            "security_group",
            "security_group_id",
            "security_groups",
        ],
    ),
    setting(
        "environment.variables",
        ValueShape::Variables,
        &[
            "environment_variables",
            "lambda_environment_variables",
            "env_variables",
            "env_vars",
            "lambda_env_vars",
            "lambda_environment",
            "environment",
        ],
    ),
    setting(
        "architectures",
        ValueShape::Texts,
        &["architectures", "architecture", "lambda_architectures", "lambda_architecture"],
    ),
    setting(
        "description",
        ValueShape::Text,
        &["description", "lambda_description", "function_description", "lambda_function_description"],
    ),
    setting("tags", ValueShape::Variables, &["tags", "lambda_tags", "function_tags"]),
    setting("package_type", ValueShape::Text, &["package_type", "lambda_package_type"]),
    setting("image_uri", ValueShape::Text, &["image_uri", "lambda_image_uri"]),
    setting(
        "filename",
        ValueShape::Text,
        &["filename", "local_existing_package", "zip_file", "lambda_zip_path", "lambda_filename"],
    ),
    setting("source_code_hash", ValueShape::Text, &["source_code_hash", "lambda_source_code_hash"]),
    setting("s3_bucket", ValueShape::Text, &["s3_bucket", "lambda_s3_bucket"]),
    setting("s3_key", ValueShape::Text, &["s3_key", "lambda_s3_key"]),
    setting("s3_object_version", ValueShape::Text, &["s3_object_version", "lambda_s3_object_version"]),
    setting("publish", ValueShape::Scalar, &["publish", "lambda_publish"]),
    setting(
        "reserved_concurrent_executions",
        ValueShape::Number,
        &["reserved_concurrent_executions", "reserved_concurrency", "lambda_reserved_concurrent_executions"],
    ),
    setting("kms_key_arn", ValueShape::Arn, &["kms_key_arn", "lambda_kms_key_arn"]),
    setting("ephemeral_storage.size", ValueShape::Number, &["ephemeral_storage_size"]),
    setting(
        "dead_letter_config.target_arn",
        ValueShape::Arn,
        &["dead_letter_target_arn", "dead_letter_arn", "dlq_arn"],
    ),
    setting(
        "tracing_config.mode",
        ValueShape::Text,
        &["tracing_mode", "tracing_config_mode", "lambda_tracing_mode"],
    ),
    setting("logging_config.log_format", ValueShape::Text, &["logging_log_format", "log_format"]),
    setting("logging_config.log_group", ValueShape::Text, &["logging_log_group"]),
    setting("code_signing_config_arn", ValueShape::Arn, &["code_signing_config_arn"]),
];

/// The names of inputs: those of the table, and before them those that the user gives.
#[derive(Clone, Copy, Default)]
pub struct Names<'n>(Option<&'n InputNames>);

impl<'n> Names<'n> {
    /// The names of the table, and before them these.
    pub fn with(names: &'n InputNames) -> Self {
        Self(Some(names))
    }

    /// The setting at a path as `object` gives it: in the block that the path names, under one of the user's names, or
    /// under one of the table's. A value that the setting cannot have gives something else.
    pub(super) fn setting<'v>(self, object: &'v Value, path: &str) -> Option<Cow<'v, Value>> {
        let mapped = self.0.map(|names| names.of_field(path)).unwrap_or_default();
        if let Some(value) = mapped.iter().find_map(|name| set(object, name)) {
            return Some(Cow::Borrowed(value));
        }
        let synonyms = TABLE.iter().find(|synonyms| synonyms.path == path)?;
        let block = path.split_once('.').and_then(|(block, attribute)| {
            let block = set(object, block)?;
            // A block may be written as the list of one.
            let block = block.elements().and_then(|elements| elements.first()).unwrap_or(block);
            set(block, attribute)
                .or_else(|| first(block, synonyms.names))
                .filter(|value| synonyms.shape.takes(value))
        });
        let named = || {
            let mut values = synonyms.names.iter().filter_map(|name| set(object, name));
            values.find(|value| synonyms.shape.takes(value))
        };
        block.or_else(named).map(|value| synonyms.shape.given(value))
    }

    /// Whether `object` gives the setting at a path.
    pub(super) fn gives(self, object: &Value, path: &str) -> bool {
        self.setting(object, path).is_some()
    }
}

/// The first of these names that is set, null and empty counting as not set.
pub(super) fn first<'v>(object: &'v Value, names: &[&str]) -> Option<&'v Value> {
    names.iter().find_map(|name| set(object, name))
}

/// What an object has under a name, in whatever case it is written, with `-` or `_`.
fn set<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    let exact = object.entry(name);
    let found = exact.or_else(|| {
        let is_same = |key: &&Arc<str>| {
            key.len() == name.len()
                && key
                    .bytes()
                    .zip(name.bytes())
                    .all(|(key, name)| key.to_ascii_lowercase() == name || (key == b'-' && name == b'_'))
        };
        let entries = object.entries()?;
        entries.keys().find(is_same).and_then(|key| entries.get(key))
    });
    found.filter(|value| !is_unset(value))
}

fn is_unset(value: &Value) -> bool {
    value.is_null()
        || value.as_str() == Some("")
        || value.elements().is_some_and(|elements| elements.is_empty())
}
