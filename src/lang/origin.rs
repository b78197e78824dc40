//! Where the outputs of other units were had, when they are known: a label that values carry.

use std::fmt;
use std::sync::Arc;

use super::reason::Reference;

/// Where the value of an output was had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputOrigin {
    /// The output.
    pub reference: Reference,
    /// What told its value.
    pub source: OutputSource,
}

/// What told the value of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputSource {
    /// The person who runs it, in this file.
    Supplied(Arc<str>),
    /// The unit's state, in this file.
    LocalState(Arc<str>),
    /// The configuration's own mock, which counts as the value in `render` alone.
    Mock,
}

impl OutputSource {
    /// Its stable name in documents.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Supplied(_) => "supplied",
            Self::LocalState(_) => "local_state",
            Self::Mock => "mock",
        }
    }
}

impl fmt::Display for OutputOrigin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Reference { unit, output } = &self.reference;
        match &self.source {
            OutputSource::Supplied(file) => {
                write!(formatter, "output `{output}` of unit `{unit}`, supplied in `{file}`")
            }
            OutputSource::LocalState(file) => {
                write!(formatter, "output `{output}` in the local state of unit `{unit}`, `{file}`")
            }
            OutputSource::Mock => write!(formatter, "mock of output `{output}` of unit `{unit}`"),
        }
    }
}
