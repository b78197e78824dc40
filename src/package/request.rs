//! What a build is asked for. Made by whoever reads the configuration; knows nothing about how it was written there.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use crate::source::Span;

/// The processor a function runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Architecture {
    /// `x86_64`, what Lambda takes when nothing is said.
    #[default]
    X86_64,
    /// `arm64`.
    Arm64,
}

impl Architecture {
    /// The name Lambda knows.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::X86_64 => "x86_64",
            Self::Arm64 => "arm64",
        }
    }

    /// The architecture with Lambda's name for it.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::X86_64, Self::Arm64].into_iter().find(|architecture| architecture.as_str() == name)
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// One function to build.
#[derive(Clone, Debug)]
pub struct BuildRequest {
    /// The environment, as in `dev`.
    pub environment: String,
    /// The unit's path from the root, with `/` between the parts.
    pub unit: String,
    /// The key in the unit's map, or the function-name input of a unit with one function.
    pub key: String,
    /// The deployed name.
    pub name: String,
    /// The function's folder, absolute.
    pub folder: PathBuf,
    /// The runtime's id, as in `python3.12`.
    pub runtime: String,
    /// The processor.
    pub architecture: Architecture,
    /// The handler, as in `app.handler`.
    pub handler: String,
    /// Where `runtime`, `handler` and `source` were written, under these names, for messages.
    pub origins: BTreeMap<&'static str, Span>,
}

impl BuildRequest {
    /// Where `field` was written; [`Span::NONE`] when nobody said.
    pub fn origin(&self, field: &str) -> Span {
        self.origins.get(field).copied().unwrap_or(Span::NONE)
    }
}
