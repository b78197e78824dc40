//! Locks between processes. The system releases one when its holder ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::fs::{FsError, FsResult};
use super::interrupt::Interrupt;

/// How long to wait between two tries for a lock that another holds.
const TRY_EVERY: Duration = Duration::from_millis(10);

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
    pub fn acquire(path: &Path) -> FsResult<Self> {
        let lock = || -> io::Result<File> {
            let file = open(path)?;
            file.lock()?;
            Ok(file)
        };
        lock().map(|file| Self { _file: file }).map_err(|source| failed(path, source))
    }

    /// Like [`acquire`](Self::acquire), but gives up waiting with `None` once `interrupt` is set.
    ///
    /// # Errors
    /// When the file cannot be made or the file system has no locks.
    pub fn acquire_unless(path: &Path, interrupt: &Interrupt) -> FsResult<Option<Self>> {
        let file = open(path).map_err(|source| failed(path, source))?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self { _file: file })),
                Err(TryLockError::Error(source)) => return Err(failed(path, source)),
                Err(TryLockError::WouldBlock) if interrupt.is_set() => return Ok(None),
                Err(TryLockError::WouldBlock) => std::thread::sleep(TRY_EVERY),
            }
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().create(true).truncate(false).write(true).open(path)
}

fn failed(path: &Path, source: io::Error) -> FsError {
    FsError { action: "lock", path: path.to_path_buf(), source }
}
