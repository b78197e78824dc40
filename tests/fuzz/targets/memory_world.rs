//! An outside of files in memory. Nothing here reads a disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tglambda::lang::world::{PathKind, ReadError, World};
use tglambda::source::{SourceFile, Sources};

/// Files by absolute path; a git repository at `/estate`, a home at `/user`.
#[derive(Default)]
pub(super) struct MemoryWorld {
    sources: Sources,
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl MemoryWorld {
    /// A world with these files.
    pub(super) fn with_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (PathBuf::from(path), Arc::from(bytes)));
        Self { sources: Sources::default(), files: files.collect() }
    }
}

impl World for MemoryWorld {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn read(&self, path: &Path) -> Result<Arc<SourceFile>, ReadError> {
        let bytes = self.read_bytes(path)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| ReadError::NotText)?;
        Ok(self.sources.add(path, text))
    }

    fn read_bytes(&self, path: &Path) -> Result<Arc<[u8]>, ReadError> {
        match (self.files.get(path), self.kind(path)) {
            (Some(bytes), _) => Ok(Arc::clone(bytes)),
            (None, Some(_)) => Err(ReadError::Refused("is a directory".to_owned())),
            (None, None) => Err(ReadError::NotFound),
        }
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        if self.files.contains_key(path) {
            return Some(PathKind::File);
        }
        self.files.keys().any(|file| file.starts_with(path)).then_some(PathKind::Folder)
    }

    fn list(&self, folder: &Path) -> Vec<PathBuf> {
        let children = self.files.keys().filter_map(|file| {
            let step = file.strip_prefix(folder).ok()?.components().next()?;
            Some(folder.join(step))
        });
        children.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn variable(&self, name: &str) -> Option<String> {
        (name == "SECRET").then(|| super::secrets::SECRET.to_owned())
    }

    fn repository_root(&self, folder: &Path) -> Option<PathBuf> {
        folder.starts_with("/estate").then(|| PathBuf::from("/estate"))
    }

    fn home(&self) -> Option<PathBuf> {
        Some(PathBuf::from("/user"))
    }

    fn current_dir(&self) -> &Path {
        Path::new("/estate")
    }

    fn unix_time(&self) -> Duration {
        Duration::from_secs(1_000_000_000)
    }

    fn random(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }

    fn platform(&self) -> &'static str {
        "linux"
    }
}
