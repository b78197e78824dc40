//! The questions evaluation may ask about the outside. Answers must not change during a run: they are remembered.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::source::{SourceFile, Sources};

use super::program::{ProgramCall, ProgramError, ProgramOutput};

/// Which semantics evaluation follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Terragrunt's own `render`: what it cannot resolve becomes `""`; what we may not compute is an error.
    Render,
    /// Typed unknowns: nothing unknown looks known. Everything but `render` uses it.
    Plan,
}

/// What is at a path, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nothing is there.
    #[error("no such file")]
    NotFound,
    /// It is not UTF-8 text.
    #[error("the file is not UTF-8 text")]
    NotText,
    /// It is larger than what is read, which is so many bytes.
    #[error("the file is larger than {} MB", .0 >> 20)]
    TooLarge(u64),
    /// The system refused.
    #[error("{0}")]
    Refused(String),
}

/// What evaluation may ask. Shared by threads. Only [`unix_time`](World::unix_time) and [`random`](World::random) answer
/// differently each time, and only `render` asks them.
pub trait World: Sync {
    /// The files of this run.
    fn sources(&self) -> &Sources;

    /// Reads a text file, once per run.
    ///
    /// # Errors
    /// When it is missing, unreadable or not text.
    fn read(&self, path: &Path) -> Result<Arc<SourceFile>, ReadError>;

    /// Reads a file's bytes.
    ///
    /// # Errors
    /// When it is missing or unreadable.
    fn read_bytes(&self, path: &Path) -> Result<Arc<[u8]>, ReadError>;

    /// What is at a path.
    fn kind(&self, path: &Path) -> Option<PathKind>;

    /// What a folder holds, sorted; empty when it is none.
    fn list(&self, folder: &Path) -> Vec<PathBuf>;

    /// The path on the disk that `path` stands for: another one where a stack would have copied it from.
    fn on_disk(&self, path: &Path) -> PathBuf {
        path.to_path_buf()
    }

    /// Whether a path itself is a link, wherever it leads.
    fn is_link(&self, _path: &Path) -> bool {
        false
    }

    /// The path with all links in it followed, as far as it leads anywhere.
    fn resolved(&self, path: &Path) -> PathBuf {
        path.to_path_buf()
    }

    /// An environment variable.
    fn variable(&self, name: &str) -> Option<String>;

    /// The top of the git repository that holds `folder`.
    fn repository_root(&self, folder: &Path) -> Option<PathBuf>;

    /// The user's home folder.
    fn home(&self) -> Option<PathBuf>;

    /// The operating system as Go names it: `linux`, `darwin`, `windows`.
    fn platform(&self) -> &str;

    /// The folder that the process works in: the base of `abspath`.
    fn current_dir(&self) -> &Path;

    /// The wall clock: time since the start of 1970.
    fn unix_time(&self) -> Duration;

    /// Fills `bytes` with randomness fit for secrets.
    fn random(&self, bytes: &mut [u8]);

    /// Runs a program to its end. Asked only where the person who runs it allows it; a world that has no processes
    /// need not know how.
    ///
    /// # Errors
    /// When it cannot be started, or the run is interrupted. A program that ends with a failure is no error here.
    fn run_program(&self, call: &ProgramCall<'_>) -> Result<ProgramOutput, ProgramError> {
        Err(ProgramError::NotStarted(format!("`{}` is not run: this world has no processes", call.program)))
    }
}
