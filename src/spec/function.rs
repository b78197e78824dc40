//! A Lambda function as the configuration describes it.

use std::fmt;

use crate::lang::value::Value;
use crate::source::Span;

/// What tells one function from all others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FunctionId {
    /// The environment; empty where nothing names it.
    pub environment: String,
    /// The unit's path from the root.
    pub unit: String,
    /// The key in the unit's map of functions; of a unit with one function, its function name.
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

/// A function as the configuration describes it: each field is the value with its provenance, `None` where the
/// configuration says nothing.
#[derive(Clone, Debug)]
pub struct FunctionSpec {
    /// What tells it from all others.
    pub id: FunctionId,
    /// The value that gives the key: not known when only an apply can tell it.
    pub key: Value,
    /// The name it is deployed under, as far as the inputs tell.
    pub name: String,
    /// Where the function's entry, or the unit's inputs, are written.
    pub span: Span,
    /// `handler`
    pub handler: Option<Value>,
    /// `runtime`
    pub runtime: Option<Value>,
    /// Memory in MB.
    pub memory: Option<Value>,
    /// Timeout in seconds.
    pub timeout: Option<Value>,
    /// The execution role's ARN or name.
    pub role: Option<Value>,
    /// Layer ARNs in order.
    pub layers: Option<Value>,
    /// Subnet ids.
    pub subnets: Option<Value>,
    /// Security group ids.
    pub security_groups: Option<Value>,
    /// `architectures`: the list, or the one name.
    pub architectures: Option<Value>,
    /// The folder with the source, as written.
    pub source: Option<Value>,
    /// The account its environment names.
    pub account: Option<String>,
    /// Why no package is built for it.
    pub not_built: Option<NotBuilt>,
}

impl FunctionSpec {
    /// Whether the function runs inside a VPC; `None` when that is not known.
    pub fn in_vpc(&self) -> Option<bool> {
        match &self.subnets {
            None => Some(false),
            Some(value) if value.is_null() => Some(false),
            Some(value) => value.elements().map(|subnets| !subnets.is_empty()),
        }
    }
}
