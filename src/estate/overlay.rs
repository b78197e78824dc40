//! The disk as it would be if stacks had generated their units: folders that show the files of others. Writes nothing.
//!
//! What a stack puts beside those files (values, `autoinclude`) is no file here: the session of evaluation holds it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::lang::program::{ProgramCall, ProgramError, ProgramOutput};
use crate::lang::world::{PathKind, ReadError, World};
use crate::source::{SourceFile, Sources};
use crate::terragrunt::{GENERATED_FILES, clean};

use super::world::DiskWorld;

/// The real disk with folders laid over it. They are laid before the units in them are evaluated, so that no question
/// has two answers.
#[derive(Debug)]
pub struct OverlayWorld {
    disk: DiskWorld,
    mounts: RwLock<BTreeMap<PathBuf, Mount>>,
}

/// A folder that shows another.
#[derive(Clone, Debug)]
struct Mount {
    /// The folder that it shows.
    source: PathBuf,
    /// Whether what the disk has there shows too, where the source has nothing.
    is_shared: bool,
}

impl OverlayWorld {
    /// The disk with nothing over it.
    pub fn new(disk: DiskWorld) -> Self {
        Self { disk, mounts: RwLock::default() }
    }

    /// Makes `folder` show what the folder `source` holds. With `is_shared` the two are one: what the disk has in
    /// `folder` and the source has not stays. Without, the disk has a copy there at most, which may be an old one.
    pub fn mount(&self, folder: &Path, source: &Path, is_shared: bool) {
        let mount = Mount { source: self.on_disk(source), is_shared };
        self.mounts.write().unwrap_or_else(PoisonError::into_inner).insert(clean(folder), mount);
    }

    /// The path on the disk that holds what `path` shows; `None` where that is `path` itself.
    fn shown(&self, path: &Path) -> Option<PathBuf> {
        let mounts = self.mounts.read().unwrap_or_else(PoisonError::into_inner);
        if mounts.is_empty() {
            return None;
        }
        // `..` would lead out of a folder that is elsewhere on the disk.
        let path = clean(path);
        path.ancestors().find_map(|folder| {
            let mount = mounts.get(folder)?;
            let below = path.strip_prefix(folder).ok()?;
            // Joining nothing would add a separator, and a file's path must not end with one.
            let shown =
                if below.as_os_str().is_empty() { mount.source.clone() } else { mount.source.join(below) };
            let is_own = mount.is_shared && !is_generated(&path) && self.disk.kind(&shown).is_none();
            Some((!is_own).then_some(shown))
        })?
    }

    /// Whether what `path` shows is one with what the disk has there.
    fn is_in_shared(&self, path: &Path) -> bool {
        let mounts = self.mounts.read().unwrap_or_else(PoisonError::into_inner);
        clean(path).ancestors().find_map(|folder| mounts.get(folder)).is_some_and(|mount| mount.is_shared)
    }

    /// Whether a folder that shows another is below `path`.
    fn is_above_mount(&self, path: &Path) -> bool {
        let mounts = self.mounts.read().unwrap_or_else(PoisonError::into_inner);
        if mounts.is_empty() {
            return false;
        }
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

/// Whether stacks generate a file of this name: one on the disk is of an earlier run.
fn is_generated(path: &Path) -> bool {
    GENERATED_FILES.iter().any(|name| path.ends_with(name))
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
                let mut names = self.disk.list(&shown);
                if self.is_in_shared(folder) {
                    names.extend(self.disk.list(folder).into_iter().filter(|path| !is_generated(path)));
                }
                all.extend(names.iter().filter_map(|path| Some(folder.join(path.file_name()?))));
            }
        }
        all.into_iter().collect()
    }

    fn on_disk(&self, path: &Path) -> PathBuf {
        self.shown(path).unwrap_or_else(|| path.to_path_buf())
    }

    fn is_link(&self, path: &Path) -> bool {
        self.disk.is_link(self.shown(path).as_deref().unwrap_or(path))
    }

    fn resolved(&self, path: &Path) -> PathBuf {
        // What is generated is a copy: links in the source's own path are none of it.
        if self.shown(path).is_some() { path.to_path_buf() } else { self.disk.resolved(path) }
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

    fn current_dir(&self) -> &Path {
        self.disk.current_dir()
    }

    fn unix_time(&self) -> Duration {
        self.disk.unix_time()
    }

    fn random(&self, bytes: &mut [u8]) {
        self.disk.random(bytes);
    }

    fn run_program(&self, call: &ProgramCall<'_>) -> Result<ProgramOutput, ProgramError> {
        let folder = self.on_disk(call.folder);
        self.disk.run_program(&ProgramCall { folder: &folder, ..*call })
    }
}
