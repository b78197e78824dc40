//! What a build is asked for. Made by whoever reads the configuration; knows nothing about how it was written there.

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
    /// Where it was written.
    pub origins: Origins,
}

/// Where a request was written, for messages; [`Span::NONE`] where nobody knows.
#[derive(Clone, Copy, Debug)]
pub struct Origins {
    /// The function as a whole.
    pub function: Span,
    /// Its runtime.
    pub runtime: Span,
    /// Its handler.
    pub handler: Span,
}

#[cfg(test)]
impl BuildRequest {
    /// A request for tests: the function `f` of the unit `u` in `dev`, written nowhere.
    pub(super) fn for_test(folder: impl Into<PathBuf>, runtime: &str, handler: &str) -> Self {
        Self {
            environment: "dev".to_owned(),
            unit: "u".to_owned(),
            key: "f".to_owned(),
            name: "f".to_owned(),
            folder: folder.into(),
            runtime: runtime.to_owned(),
            architecture: Architecture::X86_64,
            handler: handler.to_owned(),
            origins: Origins { function: Span::NONE, runtime: Span::NONE, handler: Span::NONE },
        }
    }
}
