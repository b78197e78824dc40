//! Stacks, on their own and in an estate. Data only.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::terragrunt::Stack;

use super::environment::Environment;

/// A stack with its place, on the disk or where another stack generates it.
#[derive(Debug)]
pub struct StackFile {
    /// Its folder.
    pub folder: PathBuf,
    /// What it generates.
    pub stack: Stack,
    /// What was found on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// A stack of an estate, with its environment.
#[derive(Debug)]
pub struct LoadedStack {
    /// Its folder relative to the estate's root, with `/`.
    pub path: String,
    /// Its environment.
    pub environment: Environment,
    /// The stack itself.
    pub file: StackFile,
}
