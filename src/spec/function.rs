//! A Lambda function as it will be deployed.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use crate::estate::Environment;
use crate::lang::value::Value;
use crate::source::Span;

use super::field::Field;
use super::fields::{FIELDS, Group, field_index};
use super::inputs::InputFates;
use super::owner::{Owner, owner_of_all};
use super::related::Related;

/// What tells one function from all others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FunctionId {
    /// The environment; empty where nothing names it.
    pub environment: String,
    /// The unit's path from the root.
    pub unit: String,
    /// The key of the function in its unit: of the map that holds it, or a unit with one function, its name.
    pub key: String,
}

impl fmt::Display for FunctionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let environment = if self.environment.is_empty() { "-" } else { &self.environment };
        write!(formatter, "{environment}/{}/{}", self.unit, self.key)
    }
}

/// Why no package is built for a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotBuilt {
    /// It runs a container image.
    Image,
    /// Its code comes from a bucket.
    FromS3,
    /// Its runtime is not Python.
    NotPython(String),
    /// The deploy config excludes it.
    Excluded(Span),
}

impl fmt::Display for NotBuilt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Image => formatter.write_str("container image"),
            Self::FromS3 => formatter.write_str("code from S3"),
            Self::NotPython(runtime) => write!(formatter, "not Python ({runtime})"),
            Self::Excluded(_) => formatter.write_str("excluded"),
        }
    }
}

/// Where a function's source is written to be.
#[derive(Clone, Debug)]
pub struct SourcePath {
    /// The path, as written.
    pub value: Value,
    /// The folder that a relative path counts from; the unit's own where there is none.
    pub base: Option<PathBuf>,
}

/// A function as it will be deployed.
#[derive(Clone, Debug)]
pub struct FunctionSpec {
    /// What tells it from all others.
    pub id: FunctionId,
    /// The value that gives the key: not known when only an apply can tell it.
    pub key: Value,
    /// The name it is deployed under; its key where that is not known.
    pub name: String,
    /// The address of its resource; `None` where it is told by a unit's inputs alone.
    pub resource: Option<Arc<str>>,
    /// Where it is declared: its resource, or its entry in the inputs.
    pub span: Span,
    /// Its settings, in the order of [`FIELDS`].
    pub fields: Vec<Field>,
    /// What else is declared for it: aliases, permissions, log groups and so on.
    pub related: Vec<Related>,
    /// Where its source is written to be.
    pub source: Option<SourcePath>,
    /// The account its environment names.
    pub account: Option<String>,
    /// What is told of its environment.
    pub environment: Arc<Environment>,
    /// What becomes of the inputs of its unit.
    pub inputs: Arc<InputFates>,
    /// Why no package is built for it.
    pub not_built: Option<NotBuilt>,
}

impl FunctionSpec {
    /// The setting at a path.
    pub fn field(&self, path: &str) -> &Field {
        field_index(path).and_then(|index| self.fields.get(index)).unwrap_or(&Field::ABSENT)
    }

    /// The value of the setting at a path.
    pub fn value(&self, path: &str) -> Option<&Value> {
        self.field(path).value.as_ref()
    }

    /// Who changes the function's code.
    pub fn code_owner(&self) -> Owner {
        self.group_owner(Group::Code)
    }

    /// Who publishes versions of the function.
    pub fn version_owner(&self) -> Owner {
        match self.field("publish") {
            // Terraform publishes nothing where it says no.
            Field { value: Some(value), owner } if value.as_bool() == Some(false) && owner.is_terraform() => {
                Owner::Undeclared
            }
            field => field.owner,
        }
    }

    fn group_owner(&self, group: Group) -> Owner {
        let fields = FIELDS.iter().zip(&self.fields);
        let of_group =
            fields.filter(|(definition, _)| definition.group == group && definition.path != "package_type");
        owner_of_all(of_group.map(|(_, field)| field.owner))
    }

    /// Whether the function runs inside a VPC; `None` when that is not known.
    pub fn in_vpc(&self) -> Option<bool> {
        match self.value("vpc_config.subnet_ids") {
            None => Some(false),
            Some(value) if value.is_null() => Some(false),
            Some(value) => value.elements().map(|subnets| !subnets.is_empty()),
        }
    }
}
