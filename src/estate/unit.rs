//! A unit of the estate. Data only.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::terragrunt::Config;

use super::environment::Environment;

/// A unit of the estate.
#[derive(Debug)]
pub struct Unit {
    /// Its folder.
    pub folder: PathBuf,
    /// Its folder relative to the estate's root, with `/`.
    pub path: String,
    /// Its environment.
    pub environment: Environment,
    /// Its configuration; values that failed are unknown.
    pub config: Config,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}
