//! The files of modules on this disk that count as read by the units that use them. Source: Terragrunt 1.1.3
//! `pkg/config/config.go` (`markLocalModuleSourceAsRead`).

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::host::fs;

use super::tree::is_ignored;

/// Endings of the names of files that make up a module.
const ENDINGS: [&str; 5] = [".tf", ".tf.json", ".hcl", ".tofu", ".tofu.json"];

/// Modules that were listed already: many units use the same.
#[derive(Default)]
pub(super) struct ModuleFiles(Mutex<HashMap<Arc<Path>, Arc<[PathBuf]>>>);

impl ModuleFiles {
    /// The files of the module in `folder`; none where it is no folder itself.
    pub(super) fn of(&self, folder: &Arc<Path>) -> Arc<[PathBuf]> {
        if let Some(files) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Arc::clone(files);
        }
        let files: Arc<[PathBuf]> = list(folder).into();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(Arc::clone(folder)).or_insert(files))
    }
}

fn list(top: &Path) -> Vec<PathBuf> {
    if !fs::symlink_metadata(top).is_ok_and(|found| found.is_dir()) {
        return Vec::new();
    }
    let mut files = Vec::new();
    let mut folders = vec![top.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for (path, is_folder) in fs::read_dir_kinds(&folder).unwrap_or_default() {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if is_folder && !is_ignored(name) {
                folders.push(path);
            } else if !is_folder && ENDINGS.iter().any(|ending| name.ends_with(ending)) {
                files.push(path);
            }
        }
    }
    files
}
