//! A small outside for tests: files in memory, nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::world::{PathKind, ReadError, World};
use crate::source::{SourceFile, Sources};

/// Files by absolute path, and a home at `/user`.
#[derive(Default)]
pub(crate) struct TestWorld {
    sources: Sources,
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl TestWorld {
    /// A world with these files.
    pub(crate) fn with_files(files: &[(&str, &[u8])]) -> Self {
        let files = files.iter().map(|(path, bytes)| (PathBuf::from(path), Arc::from(*bytes))).collect();
        Self { sources: Sources::default(), files }
    }
}

impl World for TestWorld {
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

    fn variable(&self, _name: &str) -> Option<String> {
        None
    }

    fn repository_root(&self, _folder: &Path) -> Option<PathBuf> {
        None
    }

    fn home(&self) -> Option<PathBuf> {
        Some(PathBuf::from("/user"))
    }

    fn platform(&self) -> &'static str {
        "linux"
    }

    fn current_dir(&self) -> &Path {
        Path::new("/here")
    }

    fn unix_time(&self) -> Duration {
        Duration::from_secs(1_700_000_000)
    }

    fn random(&self, bytes: &mut [u8]) {
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::try_from(index % 251).unwrap();
        }
    }
}
