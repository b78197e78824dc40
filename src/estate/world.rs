//! The outside as evaluation sees it: the disk and the environment variables, each asked once.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, UNIX_EPOCH};

use crate::host::env::EnvVars;
use crate::host::fs::{self, FsError};
use crate::host::interrupt::Interrupt;
use crate::host::{clock, program, random};
use crate::lang::program::{ProgramCall, ProgramError, ProgramOutput};
use crate::lang::world::{PathKind, ReadError, World};
use crate::source::{SourceFile, Sources};

/// The real disk.
#[derive(Debug)]
pub struct DiskWorld {
    sources: Sources,
    env: EnvVars,
    current_dir: PathBuf,
    interrupt: Interrupt,
    /// By the text of a path: that is hashed quicker than its parts.
    kinds: RwLock<HashMap<OsString, Option<PathKind>>>,
}

impl DiskWorld {
    /// The disk with these environment variables, seen from the folder that the process works in. `interrupt` ends the
    /// programs that evaluation runs.
    pub fn new(env: EnvVars, current_dir: impl Into<PathBuf>, interrupt: Interrupt) -> Self {
        let current_dir = current_dir.into();
        Self { sources: Sources::default(), env, current_dir, interrupt, kinds: RwLock::default() }
    }
}

/// The largest file that is read as text: configurations, and what they read.
const MOST_TEXT: u64 = 64 << 20;

/// The largest file that is read as bytes: what they hash, packages among it.
const MOST_BYTES: u64 = 256 << 20;

fn read_error(error: &FsError, most: u64) -> ReadError {
    match error.kind() {
        ErrorKind::NotFound => ReadError::NotFound,
        ErrorKind::FileTooLarge => ReadError::TooLarge(most),
        _ => ReadError::Refused(error.source.to_string()),
    }
}

impl World for DiskWorld {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn read(&self, path: &Path) -> Result<Arc<SourceFile>, ReadError> {
        if let Some(file) = self.sources.find(path) {
            return Ok(file);
        }
        let bytes = fs::read_at_most(path, MOST_TEXT).map_err(|error| read_error(&error, MOST_TEXT))?;
        let text = String::from_utf8(bytes).map_err(|_| ReadError::NotText)?;
        Ok(self.sources.add(path, text))
    }

    fn read_bytes(&self, path: &Path) -> Result<Arc<[u8]>, ReadError> {
        fs::read_at_most(path, MOST_BYTES).map(Into::into).map_err(|error| read_error(&error, MOST_BYTES))
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        if let Some(kind) = self.kinds.read().unwrap_or_else(PoisonError::into_inner).get(path.as_os_str()) {
            return *kind;
        }
        let kind = fs::metadata(path).and_then(|found| match found {
            found if found.is_file() => Some(PathKind::File),
            found if found.is_dir() => Some(PathKind::Folder),
            _ => None,
        });
        self.kinds.write().unwrap_or_else(PoisonError::into_inner).insert(path.into(), kind);
        kind
    }

    fn list(&self, folder: &Path) -> Vec<PathBuf> {
        fs::read_dir(folder).unwrap_or_default()
    }

    fn is_link(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
    }

    fn resolved(&self, path: &Path) -> PathBuf {
        let known = path.ancestors().find_map(|part| Some((part, fs::canonicalize(part).ok()?)));
        known.map_or_else(
            || path.to_path_buf(),
            |(part, resolved)| path.strip_prefix(part).map_or(resolved.clone(), |rest| resolved.join(rest)),
        )
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.env.get(name).map(str::to_owned)
    }

    fn repository_root(&self, folder: &Path) -> Option<PathBuf> {
        folder.ancestors().find(|folder| fs::exists(&folder.join(".git"))).map(Path::to_path_buf)
    }

    fn home(&self) -> Option<PathBuf> {
        self.env.get("HOME").map(PathBuf::from)
    }

    fn platform(&self) -> &str {
        match std::env::consts::OS {
            "macos" => "darwin",
            other => other,
        }
    }

    fn current_dir(&self) -> &Path {
        &self.current_dir
    }

    fn unix_time(&self) -> Duration {
        clock::wall().duration_since(UNIX_EPOCH).unwrap_or_default()
    }

    fn random(&self, bytes: &mut [u8]) {
        random::fill(bytes);
    }

    fn run_program(&self, call: &ProgramCall<'_>) -> Result<ProgramOutput, ProgramError> {
        let program = program::Program {
            name: call.program,
            arguments: call.arguments,
            folder: call.folder,
            environment: &self.env,
        };
        match program.run_unless(&self.interrupt) {
            Ok(Some(finished)) => Ok(ProgramOutput {
                failure: (!finished.status.success()).then(|| failure(finished.status)),
                stdout: finished.stdout,
                stderr: finished.stderr,
            }),
            Ok(None) => Err(ProgramError::Interrupted),
            Err(error) => Err(ProgramError::NotStarted(error.source.to_string())),
        }
    }
}

/// `exit status: 3` in the words of the original, which has no colon there.
fn failure(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("exit status {code}"),
        None => status.to_string(),
    }
}
