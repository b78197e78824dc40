//! Addresses as Terraform writes them: `module.fn["a"].aws_lambda_function.this[0]`.

use std::fmt;
use std::sync::Arc;

/// Which copy of a block an instance is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The only one.
    Single,
    /// Of `count`.
    Index(usize),
    /// Of `for_each`.
    Name(Arc<str>),
    /// One of a number that is not known.
    Unknown,
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Single => Ok(()),
            Self::Index(index) => write!(formatter, "[{index}]"),
            Self::Name(name) => {
                write!(formatter, "[\"{}\"]", name.replace('\\', "\\\\").replace('"', "\\\""))
            }
            Self::Unknown => formatter.write_str("[?]"),
        }
    }
}

/// An address below a module's.
pub(super) fn below(module: &str, name: impl fmt::Display) -> String {
    if module.is_empty() { name.to_string() } else { format!("{module}.{name}") }
}
