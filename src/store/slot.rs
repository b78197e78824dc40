//! The right to build one key, held by one process at a time. Dropped unfilled, it leaves nothing behind.

use std::path::{Path, PathBuf};

use crate::host::fs::{self, FsResult};
use crate::host::lock::FileLock;

use super::artifact::{Artifact, ArtifactRecord, Package, sha256_hex};
use super::layout::Layout;

/// A key that is being built.
#[derive(Debug)]
pub struct BuildSlot {
    layout: Layout,
    key: String,
    folder: PathBuf,
    // Fields drop in order: the folder is cleared in `drop` below while this is still held.
    _lock: FileLock,
}

impl BuildSlot {
    pub(super) fn new(layout: Layout, key: &str, lock: FileLock) -> FsResult<Self> {
        let building = layout.building(key);
        // A process that was killed cannot clean up; whoever holds the lock next does. An installer that it started may
        // live on for a while and write into its folder: that one may stay for now, and is never taken again.
        drop(fs::remove_dir_all(&building));
        fs::create_dir_all(&building)?;
        let folder = fs::temporary_dir_in(&building)?.keep();
        Ok(Self { layout, key: key.to_owned(), folder, _lock: lock })
    }

    /// An empty folder to build in, gone with the slot.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts the zip into the store, then the record that makes it a hit.
    ///
    /// # Errors
    /// When the store cannot be written; then the key stays a miss.
    pub fn fill(self, zip: &[u8], unzipped: u64, packages: Vec<Package>) -> FsResult<Artifact> {
        let sha256 = sha256_hex(zip);
        let path = self.layout.artifact(&sha256);
        let zipped = zip.len() as u64;
        // Equal bytes may be there under another key. Hard links to them stay the same file then.
        if fs::read(&path).is_ok_and(|there| there != zip) || !fs::exists(&path) {
            fs::write_atomically(&path, zip)?;
        }
        let modified = fs::modified(&path);
        let record =
            ArtifactRecord { format: ArtifactRecord::FORMAT, sha256, zipped, unzipped, packages, modified };
        self.layout.write_record(&self.key, &record)?;
        Ok(record.artifact(path))
    }
}

impl Drop for BuildSlot {
    fn drop(&mut self) {
        // A folder that cannot be removed now is removed by the next build of this key.
        drop(fs::remove_dir_all(&self.layout.building(&self.key)));
    }
}
