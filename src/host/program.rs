//! A program of the configuration's own: run as Go's `os/exec` runs it, since scripts see the difference in `$0`.
//!
//! A name is looked up on `PATH`, a path is relative to the folder that the program runs in, and the program is told
//! the name that it was called by. Never through a shell.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::env::EnvVars;
use super::interrupt::Interrupt;
use super::process::{Finished, SpawnError, programs};

/// How long its output is waited for between two looks at the interrupt.
const LOOK_EVERY: Duration = Duration::from_millis(25);

/// How long is waited between two looks at a program that has closed its outputs: most have ended then.
const LOOK_FOR_END_EVERY: Duration = Duration::from_millis(1);

/// A program to run.
#[derive(Clone, Copy, Debug)]
pub struct Program<'p> {
    /// Its name, or its path where it has a `/`.
    pub name: &'p str,
    /// Its arguments.
    pub arguments: &'p [String],
    /// The folder it runs in.
    pub folder: &'p Path,
    /// All of its environment.
    pub environment: &'p EnvVars,
}

impl Program<'_> {
    /// Runs it to its end, stdin closed, and keeps what it wrote; kills it and answers `None` once `interrupt` is set.
    ///
    /// # Errors
    /// When it cannot be started or waited for. A program that ends with a failure is no error here.
    pub fn run_unless(&self, interrupt: &Interrupt) -> Result<Option<Finished>, SpawnError> {
        if interrupt.is_set() {
            return Ok(None);
        }
        let failed = |source| SpawnError { program: PathBuf::from(self.name), source };
        let mut child = self.command().and_then(|mut command| command.spawn()).map_err(failed)?;
        let stdout = child.stdout.take().map(collect);
        let stderr = child.stderr.take().map(collect);
        let outputs =
            (stdout.and_then(|it| received(&it, interrupt)), stderr.and_then(|it| received(&it, interrupt)));
        // A program may close both and run on.
        let status = exit_status(&mut child, interrupt).map_err(failed)?;
        let ((Some(stdout), Some(stderr)), Some(status)) = (outputs, status) else { return Ok(None) };
        Ok(Some(Finished { status, stdout, stderr: String::from_utf8_lossy(&stderr).into_owned() }))
    }

    fn command(&self) -> io::Result<Command> {
        let mut command = if self.name.contains('/') {
            Command::new(self.name)
        } else {
            let found = programs(self.name, self.environment).next();
            let missing = || io::Error::new(io::ErrorKind::NotFound, "there is no such program on `PATH`");
            called_by(self.name, &found.ok_or_else(missing)?)
        };
        command
            .args(self.arguments)
            .current_dir(self.folder)
            .env_clear()
            .envs(self.environment.iter())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Ok(command)
    }
}

#[cfg(unix)]
fn called_by(name: &str, path: &Path) -> Command {
    use std::os::unix::process::CommandExt as _;
    let mut command = Command::new(path);
    command.arg0(name);
    command
}

#[cfg(not(unix))]
fn called_by(_name: &str, path: &Path) -> Command {
    Command::new(path)
}

/// Reads all that comes, on a thread of its own: a program that fills one pipe must not wait for the other.
fn collect(mut from: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What came before a broken read is what there is.
        drop(from.read_to_end(&mut bytes));
        // Nobody waits any more after an interrupt.
        drop(sender.send(bytes));
    });
    receiver
}

fn received(receiver: &Receiver<Vec<u8>>, interrupt: &Interrupt) -> Option<Vec<u8>> {
    loop {
        match receiver.recv_timeout(LOOK_EVERY) {
            Ok(bytes) => return Some(bytes),
            Err(RecvTimeoutError::Timeout) if !interrupt.is_set() => {}
            Err(_) => return None,
        }
    }
}

/// How it ended; `None` when it was killed for the interrupt.
fn exit_status(child: &mut Child, interrupt: &Interrupt) -> io::Result<Option<ExitStatus>> {
    loop {
        if interrupt.is_set() {
            // It may have ended meanwhile; then there is nothing to kill.
            drop(child.kill());
            child.wait()?;
            return Ok(None);
        }
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(LOOK_FOR_END_EVERY);
    }
}

#[cfg(test)]
mod tests {
    use super::super::fs;
    use super::*;

    fn run(name: &str, arguments: &[&str], folder: &Path) -> Finished {
        let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
        let environment = EnvVars::of_process();
        let program = Program { name, arguments: &arguments, folder, environment: &environment };
        program.run_unless(&Interrupt::default()).unwrap().unwrap()
    }

    #[test]
    fn a_path_is_relative_to_the_folder_and_the_program_knows_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let script = folder.path().join("say");
        fs::write_atomically(&script, b"#!/bin/sh\necho $0 $1\n").unwrap();
        fs::make_executable(&script).unwrap();
        assert_eq!(run("./say", &["x"], folder.path()).stdout, b"./say x\n");
        assert_eq!(run("sh", &["-c", "echo $0; exit 3"], folder.path()).stdout, b"sh\n");
        assert_eq!(run("sh", &["-c", "exit 3"], folder.path()).status.code(), Some(3));
    }

    #[test]
    fn what_fills_both_pipes_ends() {
        let script = "i=0; while [ $i -lt 20000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done";
        let finished = run("sh", &["-c", script], Path::new("/"));
        assert_eq!((finished.stdout.len(), finished.stderr.len()), (220_000, 220_000));
    }

    #[test]
    fn an_interrupt_kills_it() {
        let interrupt = Interrupt::default();
        let environment = EnvVars::of_process();
        let arguments = ["-c".to_owned(), "while :; do :; done".to_owned()];
        let program =
            Program { name: "sh", arguments: &arguments, folder: Path::new("/"), environment: &environment };
        let ender = interrupt.clone();
        let killed = thread::scope(|scope| {
            let running = scope.spawn(|| program.run_unless(&interrupt));
            ender.set();
            running.join().unwrap()
        });
        assert!(killed.unwrap().is_none());
    }
}
