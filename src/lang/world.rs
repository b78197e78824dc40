//! The questions evaluation may ask about the outside. Answers must not change during a run: they are remembered.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::{SourceFile, Sources};

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
    /// The system refused.
    #[error("{0}")]
    Refused(String),
}

/// What evaluation may ask. Shared by threads.
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

    /// An environment variable.
    fn variable(&self, name: &str) -> Option<String>;

    /// The top of the git repository that holds `folder`.
    fn repository_root(&self, folder: &Path) -> Option<PathBuf>;

    /// The user's home folder.
    fn home(&self) -> Option<PathBuf>;

    /// The operating system as Go names it: `linux`, `darwin`, `windows`.
    fn platform(&self) -> &str;
}
