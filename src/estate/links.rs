//! The folders that units depend on, with their links followed, each once for a run.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

use crate::host::fs;
use crate::source::Span;

use super::listed::DependsOn;

/// What folders are without links.
#[derive(Default)]
pub(super) struct Links(RwLock<HashMap<PathBuf, PathBuf>>);

impl Links {
    /// Follows those of folders as they are named; sorted as texts, each once.
    pub(super) fn follow(&self, named: Vec<(PathBuf, Span)>) -> Vec<DependsOn> {
        let mut found: Vec<DependsOn> = Vec::with_capacity(named.len());
        for (folder, place) in named {
            let folder = self.follow_one(folder);
            if !found.iter().any(|other| other.folder == folder) {
                found.push(DependsOn { folder, place });
            }
        }
        found.sort_by(|a, b| a.folder.as_os_str().cmp(b.folder.as_os_str()));
        found
    }

    fn follow_one(&self, folder: PathBuf) -> PathBuf {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&folder) {
            return known.clone();
        }
        let followed = fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(folder, followed.clone());
        followed
    }
}
