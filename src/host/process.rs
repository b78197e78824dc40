//! Other programs: found on `PATH`, run with an environment that is said, their output kept. Never through a shell.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use super::env::EnvVars;
use super::interrupt::Interrupt;

/// How long a running program is waited for between two looks at the interrupt.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// A program to run.
#[derive(Clone, Debug)]
pub struct Command {
    program: PathBuf,
    arguments: Vec<OsString>,
    folder: Option<PathBuf>,
    environment: Vec<(String, String)>,
}

/// How a program ended.
#[derive(Debug)]
pub struct Finished {
    /// Its exit status.
    pub status: ExitStatus,
    /// What it wrote to stdout.
    pub stdout: Vec<u8>,
    /// What it wrote to stderr, as text.
    pub stderr: String,
}

/// A program that could not be started.
#[derive(Debug, thiserror::Error)]
#[error("cannot run `{}`", program.display())]
pub struct SpawnError {
    /// The program.
    pub program: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

impl Command {
    /// Runs `program` with an empty environment; add what it needs.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), arguments: Vec::new(), folder: None, environment: Vec::new() }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<I: IntoIterator<Item = A>, A: Into<OsString>>(mut self, arguments: I) -> Self {
        self.arguments.extend(arguments.into_iter().map(Into::into));
        self
    }

    /// Sets the working folder.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Sets a variable.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Runs it to its end, stdin closed, and keeps what it wrote.
    ///
    /// # Errors
    /// When it cannot be started. A program that ends with a failure is no error here.
    pub fn run(&self) -> Result<Finished, SpawnError> {
        self.expression().run().map(finished).map_err(|source| self.failed(source))
    }

    /// Like [`run`](Self::run), but kills the program and answers `None` once `interrupt` is set.
    ///
    /// # Errors
    /// When it cannot be started or waited for.
    pub fn run_unless(&self, interrupt: &Interrupt) -> Result<Option<Finished>, SpawnError> {
        let handle = self.expression().start().map_err(|source| self.failed(source))?;
        while handle.wait_timeout(LOOK_EVERY).map_err(|source| self.failed(source))?.is_none() {
            if interrupt.is_set() {
                handle.kill().map_err(|source| self.failed(source))?;
                return Ok(None);
            }
        }
        handle.into_output().map(finished).map(Some).map_err(|source| self.failed(source))
    }

    fn failed(&self, source: io::Error) -> SpawnError {
        SpawnError { program: self.program.clone(), source }
    }

    fn expression(&self) -> duct::Expression {
        let mut expression = duct::cmd(&self.program, &self.arguments)
            .full_env(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin_null()
            .stdout_capture()
            .stderr_capture()
            .unchecked();
        if let Some(folder) = &self.folder {
            expression = expression.dir(folder);
        }
        expression
    }
}

fn finished(output: std::process::Output) -> Finished {
    Finished {
        status: output.status,
        stdout: output.stdout,
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Every program called `name` on the `PATH` of `env`, the first one first.
pub fn programs(name: &str, env: &EnvVars) -> impl Iterator<Item = PathBuf> {
    std::env::split_paths(env.get("PATH").unwrap_or_default())
        .map(move |folder| folder.join(name))
        .filter(|candidate| is_executable(candidate))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let shell = programs("sh", &EnvVars::of_process()).next().unwrap();
        Command::new(shell).args(["-c", script])
    }

    #[test]
    fn a_program_gets_only_what_is_said() {
        let finished =
            shell("echo ${HOME-none} $NAME; echo no >&2; exit 3").env("NAME", "value").run().unwrap();
        assert_eq!(finished.stdout, b"none value\n");
        assert_eq!((finished.stderr.as_str(), finished.status.code()), ("no\n", Some(3)));
    }

    #[test]
    fn an_interrupt_kills_a_program_that_would_not_end() {
        let interrupt = Interrupt::default();
        assert!(shell("exit 0").run_unless(&interrupt).unwrap().is_some());
        interrupt.set();
        assert!(shell("while :; do :; done").run_unless(&interrupt).unwrap().is_none());
    }
}
