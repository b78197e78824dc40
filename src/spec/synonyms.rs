//! The names that units give to a function's settings. Counted over public repositories; the commonest first.

use crate::lang::value::Value;

/// A function's name.
pub(super) const NAME: &[&str] = &["function_name", "lambda_function_name", "lambda_name", "name"];
/// The handler.
pub(super) const HANDLER: &[&str] =
    &["handler", "lambda_handler", "handler_name", "LAMBDA_FUNCTION_HANDLER", "package_handler"];
/// The runtime.
pub(super) const RUNTIME: &[&str] =
    &["runtime", "lambda_runtime", "python_runtime", "LAMBDA_FUNCTION_RUNTIME", "package_runtime"];
/// Memory in MB.
pub(super) const MEMORY: &[&str] = &["memory_size", "lambda_memory_size", "memory_mb", "memory"];
/// Timeout in seconds.
pub(super) const TIMEOUT: &[&str] = &["timeout", "lambda_timeout", "timeout_seconds"];
/// The execution role.
pub(super) const ROLE: &[&str] = &[
    "role",
    "role_arn",
    "lambda_role_arn",
    "iam_role_arn",
    "lambda_role",
    "lambda_iam_role_arn",
    "execution_role_arn",
    "role_name",
];
/// Layers.
pub(super) const LAYERS: &[&str] =
    &["layers", "layer_arns", "lambda_layer_arns", "lambda_layer_arn", "LAMBDA_LAYERS_ARNS"];
/// Subnets.
pub(super) const SUBNETS: &[&str] = &[
    "vpc_subnet_ids",
    "subnet_ids",
    "private_subnet_ids",
    "lambda_subnet_ids",
    "private_subnets",
    "vpc_subnet_id",
    "subnet_id",
    "subnet",
];
/// Security groups.
pub(super) const SECURITY_GROUPS: &[&str] = &[
    "vpc_security_group_ids",
    "security_group_ids",
    "lambda_security_group_ids",
    "lambda_security_group_id",
    "security_group",
    "security_group_id",
];
/// Architectures.
pub(super) const ARCHITECTURES: &[&str] = &["architectures", "architecture", "lambda_architecture"];
/// The folder with the source.
pub(super) const SOURCE: &[&str] =
    &["source_dir", "source_path", "lambda_source_path", "source_code_path", "lambda_source_dir", "src_path"];
/// The name of an image.
pub(super) const IMAGE: &[&str] = &["image_uri", "lambda_image_uri"];
/// Code in a bucket.
pub(super) const S3: &[&str] = &["s3_key", "s3_bucket", "s3_existing_package"];

/// The names of the inputs that give the setting at a path.
pub(super) fn of_field(path: &str) -> &'static [&'static str] {
    match path {
        "function_name" => NAME,
        "handler" => HANDLER,
        "runtime" => RUNTIME,
        "memory_size" => MEMORY,
        "timeout" => TIMEOUT,
        "role" => ROLE,
        "layers" => LAYERS,
        "vpc_config.subnet_ids" => SUBNETS,
        "vpc_config.security_group_ids" => SECURITY_GROUPS,
        "architectures" => ARCHITECTURES,
        "image_uri" => IMAGE,
        _ => &[],
    }
}

/// The first of these names that is set, null and empty counting as not set.
pub(super) fn first<'v>(object: &'v Value, names: &[&str]) -> Option<&'v Value> {
    names.iter().find_map(|name| object.entry(name).filter(|value| !is_unset(value)))
}

fn is_unset(value: &Value) -> bool {
    value.is_null()
        || value.as_str() == Some("")
        || value.elements().is_some_and(|elements| elements.is_empty())
}
