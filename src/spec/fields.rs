//! The settings of a function, by the paths that the AWS provider gives them, each with its type and what AWS takes where
//! nothing is said. Sources: the provider's documentation of `aws_lambda_function`, Lambda's API reference
//! (`CreateFunction`).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lang::shape::{Element, Shape};

/// A setting of a function.
#[derive(Debug)]
pub struct FieldDefinition {
    /// `handler`, or `block.attribute` for what stands in a block.
    pub path: &'static str,
    /// Its type.
    pub shape: Shape,
    /// What AWS takes where nothing is said; `None` where that is nothing.
    pub default: Option<Default>,
    /// What it is part of.
    pub group: Group,
}

/// A setting that AWS takes where nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// A truth value.
    Bool(bool),
    /// A number.
    Number(i64),
    /// A text.
    Text(&'static str),
    /// A list of one text.
    ListOf(&'static str),
}

/// What a setting is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// How the function is configured.
    Configuration,
    /// Which code it runs.
    Code,
    /// Whether and how versions are published.
    Version,
}

const TEXTS: Shape = Shape::List(Element::String);
const TEXT_SET: Shape = Shape::Set(Element::String);
const TEXT_MAP: Shape = Shape::Map(Element::String);

const fn field(path: &'static str, shape: Shape) -> FieldDefinition {
    FieldDefinition { path, shape, default: None, group: Group::Configuration }
}

impl FieldDefinition {
    const fn or(mut self, default: Default) -> Self {
        self.default = Some(default);
        self
    }

    const fn of(mut self, group: Group) -> Self {
        self.group = group;
        self
    }
}

/// All settings, in the order in which they are shown.
pub const FIELDS: &[FieldDefinition] = &[
    field("function_name", Shape::String),
    field("role", Shape::String),
    field("runtime", Shape::String),
    field("handler", Shape::String),
    field("memory_size", Shape::Number).or(Default::Number(128)),
    field("timeout", Shape::Number).or(Default::Number(3)),
    field("architectures", TEXTS).or(Default::ListOf("x86_64")),
    field("layers", TEXTS),
    field("vpc_config.subnet_ids", TEXT_SET),
    field("vpc_config.security_group_ids", TEXT_SET),
    field("vpc_config.ipv6_allowed_for_dual_stack", Shape::Bool),
    field("environment.variables", TEXT_MAP),
    field("description", Shape::String),
    field("tags", TEXT_MAP),
    field("tags_all", TEXT_MAP),
    field("package_type", Shape::String).or(Default::Text("Zip")).of(Group::Code),
    field("filename", Shape::String).of(Group::Code),
    field("source_code_hash", Shape::String).of(Group::Code),
    field("s3_bucket", Shape::String).of(Group::Code),
    field("s3_key", Shape::String).of(Group::Code),
    field("s3_object_version", Shape::String).of(Group::Code),
    field("image_uri", Shape::String).of(Group::Code),
    field("image_config.command", TEXTS),
    field("image_config.entry_point", TEXTS),
    field("image_config.working_directory", Shape::String),
    field("publish", Shape::Bool).or(Default::Bool(false)).of(Group::Version),
    field("reserved_concurrent_executions", Shape::Number).or(Default::Number(-1)),
    field("kms_key_arn", Shape::String),
    field("ephemeral_storage.size", Shape::Number).or(Default::Number(512)),
    field("dead_letter_config.target_arn", Shape::String),
    field("tracing_config.mode", Shape::String).or(Default::Text("PassThrough")),
    field("logging_config.log_format", Shape::String).or(Default::Text("Text")),
    field("logging_config.log_group", Shape::String),
    field("logging_config.application_log_level", Shape::String),
    field("logging_config.system_log_level", Shape::String),
    field("snap_start.apply_on", Shape::String).or(Default::Text("None")),
    field("file_system_config.arn", Shape::String),
    field("file_system_config.local_mount_path", Shape::String),
    field("code_signing_config_arn", Shape::String),
    field("replace_security_groups_on_destroy", Shape::Bool),
    field("replacement_security_group_ids", TEXT_SET),
    field("skip_destroy", Shape::Bool).or(Default::Bool(false)),
    field("region", Shape::String),
];

/// The place of a path among [`FIELDS`].
pub(super) fn field_index(path: &str) -> Option<usize> {
    static BY_PATH: LazyLock<HashMap<&str, usize>> =
        LazyLock::new(|| FIELDS.iter().enumerate().map(|(index, field)| (field.path, index)).collect());
    BY_PATH.get(path).copied()
}

/// The path that a name means: the path itself, or its last part where only one ends with it (`subnet_ids`).
pub fn field_named(name: &str) -> Option<&'static FieldDefinition> {
    let exact = FIELDS.iter().find(|field| field.path == name);
    exact.or_else(|| {
        let mut ending =
            FIELDS.iter().filter(|field| field.path.rsplit_once('.').is_some_and(|(_, last)| last == name));
        ending.next().filter(|_| ending.next().is_none())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_named_by_its_path_or_by_a_last_part_that_no_other_has() {
        assert_eq!(field_named("handler").map(|field| field.path), Some("handler"));
        assert_eq!(field_named("subnet_ids").map(|field| field.path), Some("vpc_config.subnet_ids"));
        assert!(field_named("nothing").is_none());
        for field in FIELDS {
            assert_eq!(FIELDS[field_index(field.path).unwrap()].path, field.path, "paths are unique");
        }
    }
}
