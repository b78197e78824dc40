//! What is said of a configuration file that cannot be read.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::world::ReadError;

use super::session::Session;

/// The problem, without the place that names the file.
pub(super) fn unreadable(session: &Session<'_>, path: &Path, error: &ReadError) -> Diagnostic {
    let title = format!("cannot read `{}`", session.display(path));
    Diagnostic::error(code_of(error), title).note(error.to_string())
}

/// A file that is not there is told from one that is.
pub(super) fn code_of(error: &ReadError) -> Code {
    if *error == ReadError::NotFound { Code::FileNotFound } else { Code::FileUnreadable }
}
