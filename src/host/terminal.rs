//! The process' own streams: data on stdout, everything else on stderr.

use std::io::{self, IsTerminal as _, Write as _};

/// Writes data to stdout.
///
/// # Errors
/// When stdout is closed or full; a reader that went away is one of these.
pub fn write_stdout(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Writes a message to stderr. Where stderr is closed nobody can be told.
pub fn write_stderr(text: &str) {
    drop(io::stderr().lock().write_all(text.as_bytes()));
}

/// Whether a person sees stderr.
pub fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}
