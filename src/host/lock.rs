//! Locks between processes. The system releases one when its holder ends, however it ends.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use super::fs::FsError;

/// A lock held until dropped.
#[derive(Debug)]
pub struct FileLock {
    _file: File,
}

impl FileLock {
    /// Waits for the lock on `path`, which is created when missing and stays.
    ///
    /// # Errors
    /// When the file cannot be made or the file system has no locks.
    pub fn acquire(path: &Path) -> Result<Self, FsError> {
        let lock = || -> io::Result<File> {
            let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
            file.lock()?;
            Ok(file)
        };
        lock().map(|file| Self { _file: file }).map_err(|source| FsError {
            action: "lock",
            path: path.to_path_buf(),
            source,
        })
    }
}
