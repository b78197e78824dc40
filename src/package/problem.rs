//! Why a build has no result, and the way from failed effects to diagnostics.

use std::io;

use crate::diagnostic::{Code, Diagnostic};
use crate::host::fs::FsError;
use crate::host::process::SpawnError;
use crate::host::walk::WalkError;

/// Why there is no package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BuildError {
    /// These problems stand against it; at least one is an error.
    Failed(Vec<Diagnostic>),
    /// The user asked to stop.
    Interrupted,
}

impl From<Diagnostic> for BuildError {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::Failed(vec![diagnostic])
    }
}

impl From<Vec<Diagnostic>> for BuildError {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self::Failed(diagnostics)
    }
}

/// A source that cannot be read.
pub(super) fn unreadable(error: &FsError) -> Diagnostic {
    Diagnostic::error(Code::FileUnreadable, error.to_string()).note(sentence(&error.source))
}

/// A result that cannot be written.
pub(super) fn unwritable(error: &FsError) -> Diagnostic {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on that file system",
        io::ErrorKind::ReadOnlyFilesystem => "mount it writable, or work in a checkout that is",
        _ => "make the folder writable for the user who builds",
    };
    Diagnostic::error(Code::OutputUnwritable, error.to_string()).note(sentence(&error.source)).hint(hint)
}

/// A program that does not start.
pub(super) fn unstartable(error: &SpawnError) -> Diagnostic {
    Diagnostic::error(Code::InstallerUnavailable, error.to_string()).note(sentence(&error.source))
}

/// A folder that cannot be walked.
pub(super) fn unwalkable(error: &WalkError) -> Diagnostic {
    match error {
        WalkError::Fs(error) => unreadable(error),
        WalkError::NotUnicode { .. } => Diagnostic::error(Code::FileUnreadable, error.to_string())
            .hint("rename it: a package can only hold names that are Unicode"),
        WalkError::Broken { .. } => Diagnostic::error(Code::LinkLeavesRepository, error.to_string())
            .hint("mend the link, or put it into a `.gitignore`"),
        WalkError::Cycle { .. } => Diagnostic::error(Code::LinkLeavesRepository, error.to_string())
            .note("links are followed, so this one never ends")
            .hint("remove the link, or put it into a `.gitignore`"),
        WalkError::Leaves { target, .. } => Diagnostic::error(Code::LinkLeavesRepository, error.to_string())
            .note(format!("it ends at `{}`, which another machine does not have", target.display()))
            .hint("move what it points to into the repository"),
    }
}

fn sentence(error: &io::Error) -> String {
    format!("the system says: {error}")
}
