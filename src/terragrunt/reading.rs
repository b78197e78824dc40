//! Which files an evaluation reads, beyond the one it began with: noted as it goes, handed on where its outcome is
//! remembered for others. Must not read anything itself.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::lang::value::Value;

use super::config::{Config, Terraform};
use super::source_address::local_folder;

/// The files that an evaluation read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilesRead {
    /// Files that were included, read or marked as read; some may not exist. One that is included may be there as it was
    /// named, `..` and all.
    pub files: BTreeSet<Arc<Path>>,
    /// Folders of modules on this disk: their files count as read, though evaluation opens none of them.
    pub modules: BTreeSet<Arc<Path>>,
}

impl FilesRead {
    fn extend(&mut self, other: &Self) {
        self.files.extend(other.files.iter().map(Arc::clone));
        self.modules.extend(other.modules.iter().map(Arc::clone));
    }
}

/// Takes note of files while an evaluation goes on. Clones note into the same place.
///
/// Whoever remembers the outcome of an evaluation for others gives it a recorder of its own, remembers what
/// [`taken`](Self::taken) gives beside the outcome, and adds that with [`add`](Self::add) to the recorder of each who
/// gets it.
#[derive(Clone, Default)]
pub(super) struct Reading(Arc<Mutex<FilesRead>>);

impl Reading {
    /// A file is read.
    pub(super) fn note(&self, file: &Path) {
        self.with(|read| {
            if !read.files.contains(file) {
                read.files.insert(file.into());
            }
        });
    }

    fn note_module(&self, folder: &Path) {
        self.with(|read| {
            if !read.modules.contains(folder) {
                read.modules.insert(folder.into());
            }
        });
    }

    /// The files of the module that a configuration in `folder` names count as read, where it lies on this disk.
    pub(super) fn note_source(&self, folder: &Path, config: &Config) {
        let source = config.terraform.as_ref().and_then(Terraform::source).and_then(Value::as_str);
        if let Some(module) = source.and_then(|source| local_folder(folder, source)) {
            self.note_module(&module);
        }
    }

    /// What another evaluation read counts here too.
    pub(super) fn add(&self, other: &FilesRead) {
        self.with(|read| read.extend(other));
    }

    /// What was noted so far.
    pub(super) fn taken(&self) -> Arc<FilesRead> {
        Arc::new(self.with(|read| read.clone()))
    }

    fn with<T>(&self, act: impl FnOnce(&mut FilesRead) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
