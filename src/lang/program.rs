//! A program that evaluation asks the world to run, and how it ended. Data only: who may run what is not known here.

use std::path::Path;

/// A program with its arguments, and the folder it runs in. Its environment is the one of the process.
#[derive(Clone, Copy, Debug)]
pub struct ProgramCall<'c> {
    /// Its name, looked up on `PATH`; a path where it has a `/`, relative to `folder`.
    pub program: &'c str,
    /// Its arguments, as they are: no shell sees them.
    pub arguments: &'c [String],
    /// The folder it runs in.
    pub folder: &'c Path,
}

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramOutput {
    /// What it wrote to stdout.
    pub stdout: Vec<u8>,
    /// What it wrote to stderr, as text.
    pub stderr: String,
    /// Why it is a failure: `exit status 3`, `signal: 9`; `None` when it is none.
    pub failure: Option<String>,
}

/// Why a program did not come to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProgramError {
    /// It could not be started.
    #[error("{0}")]
    NotStarted(String),
    /// The run was interrupted, and the program with it.
    #[error("interrupted")]
    Interrupted,
}
