//! The disk as it would be if stacks had generated their units: folders that show the files of others. Writes nothing.
//!
//! What a stack puts beside those files (values, `autoinclude`) is no file here: the session of evaluation holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::lang::world::{PathKind, ReadError, World};
use crate::source::{SourceFile, Sources};
use crate::terragrunt::clean;

use super::world::DiskWorld;

/// The real disk with folders laid over it. They are laid before the units in them are evaluated, so that no question
/// has two answers.
#[derive(Debug)]
pub struct OverlayWorld {
    disk: DiskWorld,
    /// The folders that show others, with what they show.
    mounts: RwLock<BTreeMap<PathBuf, PathBuf>>,
}

impl OverlayWorld {
    /// The disk with nothing over it.
    pub fn new(disk: DiskWorld) -> Self {
        Self { disk, mounts: RwLock::default() }
    }

    /// Makes `folder` show what the folder `source` holds, whatever the disk has there.
    pub fn mount(&self, folder: &Path, source: &Path) {
        let source = self.on_disk(source);
        self.mounts.write().unwrap_or_else(PoisonError::into_inner).insert(clean(folder), source);
    }

    /// The folder on the disk that holds what `path` shows; `None` where that is `path` itself.
    fn shown(&self, path: &Path) -> Option<PathBuf> {
        let mounts = self.mounts.read().unwrap_or_else(PoisonError::into_inner);
        if mounts.is_empty() {
            return None;
        }
        // `..` would lead out of a folder that is elsewhere on the disk.
        let path = clean(path);
        path.ancestors().find_map(|folder| {
            let source = mounts.get(folder)?;
            let below = path.strip_prefix(folder).ok()?;
            // Joining nothing would add a separator, and a file's path must not end with one.
            Some(if below.as_os_str().is_empty() { source.clone() } else { source.join(below) })
        })
    }

    /// Whether a folder that shows another is below `path`.
    fn is_above_mount(&self, path: &Path) -> bool {
        let mounts = self.mounts.read().unwrap_or_else(PoisonError::into_inner);
        let path = clean(path);
        mounts.range(path.clone()..).next().is_some_and(|(folder, _)| folder.starts_with(&path))
    }

    /// The names in `folder` that lead to folders which show others.
    fn ways_to_mounts(&self, folder: &Path) -> BTreeSet<PathBuf> {
        let mounts = self.mounts.read().unwrap_or_else(PoisonError::into_inner);
        let folder = clean(folder);
        let below = mounts.range(folder.clone()..).take_while(|(mount, _)| mount.starts_with(&folder));
        below
            .filter_map(|(mount, _)| {
                let first = mount.strip_prefix(&folder).ok()?.components().next()?;
                Some(folder.join(first))
            })
            .collect()
    }
}

impl World for OverlayWorld {
    fn sources(&self) -> &Sources {
        self.disk.sources()
    }

    fn read(&self, path: &Path) -> Result<Arc<SourceFile>, ReadError> {
        self.disk.read(self.shown(path).as_deref().unwrap_or(path))
    }

    fn read_bytes(&self, path: &Path) -> Result<Arc<[u8]>, ReadError> {
        self.disk.read_bytes(self.shown(path).as_deref().unwrap_or(path))
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        let kind = self.disk.kind(self.shown(path).as_deref().unwrap_or(path));
        kind.or_else(|| self.is_above_mount(path).then_some(PathKind::Folder))
    }

    fn list(&self, folder: &Path) -> Vec<PathBuf> {
        let mut all = self.ways_to_mounts(folder);
        match self.shown(folder) {
            None => all.extend(self.disk.list(folder)),
            Some(shown) => {
                let names = self.disk.list(&shown);
                all.extend(names.iter().filter_map(|path| Some(folder.join(path.file_name()?))));
            }
        }
        all.into_iter().collect()
    }

    fn on_disk(&self, path: &Path) -> PathBuf {
        self.shown(path).unwrap_or_else(|| path.to_path_buf())
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.disk.variable(name)
    }

    fn repository_root(&self, folder: &Path) -> Option<PathBuf> {
        self.disk.repository_root(folder)
    }

    fn home(&self) -> Option<PathBuf> {
        self.disk.home()
    }

    fn platform(&self) -> &str {
        self.disk.platform()
    }
}
