//! How a command ends, and the exit code that says so. The codes are an interface: scripts and hooks rely on them.

use crate::config::SettingsError;
use crate::host::fs::FsError;

/// The exit codes.
pub mod exit_code {
    /// Done, nothing wrong.
    pub const DONE: u8 = 0;
    /// The configuration, the code or another input is wrong.
    pub const INVALID_INPUT: u8 = 1;
    /// The command line is wrong.
    pub const USAGE: u8 = 2;
    /// Nothing matches what was asked for.
    pub const NOTHING_MATCHED: u8 = 3;
    /// The environment or account is refused: production, or not allowed.
    pub const REFUSED: u8 = 4;
    /// A fault of the tool itself.
    pub const INTERNAL: u8 = 70;
    /// Interrupted.
    pub const INTERRUPTED: u8 = 130;
}

/// A command that could not do what it was asked for, for a reason that is no place in a file.
#[derive(Debug)]
pub(super) struct CommandError {
    /// The exit code.
    pub(super) code: u8,
    /// What is wrong: a lowercase fragment.
    pub(super) message: String,
    /// What to do about it.
    pub(super) hints: Vec<String>,
}

impl CommandError {
    /// An error that ends the process with `code`.
    pub(super) fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hints: Vec::new() }
    }

    /// Adds what to do.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl From<FsError> for CommandError {
    fn from(error: FsError) -> Self {
        Self::new(exit_code::INVALID_INPUT, error.with_cause())
    }
}

impl From<SettingsError> for CommandError {
    fn from(error: SettingsError) -> Self {
        Self::new(exit_code::INVALID_INPUT, error.to_string())
    }
}

/// What a command concluded: its exit code.
pub(super) type CommandResult = Result<u8, CommandError>;
