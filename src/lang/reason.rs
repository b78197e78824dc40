//! Why a value is not known before an apply. Unknown is neither null nor a guess.

use std::fmt;
use std::sync::Arc;

/// An output of another unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The unit's path as the dependency names it.
    pub unit: Arc<str>,
    /// The output with what follows it: `subnet_ids`, `roles.reader`. Empty for all outputs at once.
    pub output: Arc<str>,
}

/// Why a value is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An output of another unit, or made from one.
    Output(Reference),
    /// An environment variable that is not set here.
    Environment(Arc<str>),
    /// A builtin that is not evaluated here.
    Effect {
        /// The call: `run_cmd()`.
        call: Arc<str>,
        /// Why it is not evaluated, as a clause: `which is run only with …`.
        why: Arc<str>,
    },
    /// An attribute of a resource or data source.
    Resource(Arc<str>),
    /// An output of a module that is not here, or made from one.
    Module {
        /// The call: `module.vpc`.
        call: Arc<str>,
        /// Where the module comes from.
        source: Arc<str>,
    },
    /// The digest of a file that is not here, as it is named.
    MissingFile(Arc<str>),
    /// What only one of the copies of a block has, and how many there are is not known.
    Repetition(Arc<str>),
    /// A null whose type is not known: of such a one Terragrunt does not say what it becomes.
    UntypedNull,
    /// Its expression failed; the error is reported on its own.
    Failed,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(reference) if reference.output.is_empty() => {
                write!(formatter, "the outputs of unit `{}`", reference.unit)
            }
            Self::Output(reference) => {
                write!(formatter, "output `{}` of unit `{}`", reference.output, reference.unit)
            }
            Self::Environment(name) => write!(formatter, "environment variable `{name}`, not set here"),
            Self::Effect { call, why } => write!(formatter, "`{call}`, {why}"),
            Self::Resource(address) if address.starts_with("data.") || address.contains(".data.") => {
                write!(formatter, "`{address}`, read when Terraform plans")
            }
            Self::Resource(address) => write!(formatter, "`{address}`, known after apply"),
            Self::Module { call, source } => {
                write!(formatter, "`{call}`, whose source `{source}` is not here")
            }
            Self::MissingFile(path) => write!(formatter, "the file `{path}`, which is not here"),
            Self::Repetition(address) => {
                write!(formatter, "one of the copies of `{address}`, whose number is not known")
            }
            Self::UntypedNull => formatter.write_str("made from a `null` without a type"),
            Self::Failed => write!(formatter, "its expression failed"),
        }
    }
}
