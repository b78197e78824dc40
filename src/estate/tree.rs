//! The folders of a tree that hold a unit or a stack. Source: Terragrunt 1.1.3
//! `internal/discovery/phase_filesystem.go`.
//!
//! Unlike `discovery`, which finds the units that can hold functions, this lists whatever Terragrunt lists: what a stack
//! generated, hidden folders, and whatever else lies about.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::Scope;

use crate::host::fs;
use crate::terragrunt::ComponentKind;

/// Whether Terragrunt passes over a folder of this name.
pub(super) fn is_ignored(name: &str) -> bool {
    matches!(name, ".git" | ".terraform" | ".terragrunt-cache")
}

/// What `examine` makes of each unit and stack below `top`, in the order in which Terragrunt meets them: what a folder holds
/// by name, folders where they are met. Looks through several folders at once, and examines while it looks.
pub(super) fn examine_below<T: Send>(
    top: &Path,
    hidden: bool,
    examine: &(impl Fn(&Path, ComponentKind) -> T + Sync),
) -> Vec<(PathBuf, ComponentKind, T)> {
    let tree = Tree { hidden, examine, found: Mutex::default() };
    // Each folder is a job of its own: a tree may be deeper than the stack of a thread.
    rayon::scope(|jobs| tree.look_through(top, jobs));
    let mut found = tree.found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_cached_key(|(folder, kind, _)| folder.join(kind.file()));
    found
}

/// The configurations of the units that Terragrunt finds below `top`, by path.
pub fn units_below(top: &Path) -> Vec<PathBuf> {
    let mut found = examine_below(top, true, &|_, _| ());
    found.retain(|(_, kind, ())| *kind == ComponentKind::Unit);
    // By text, unlike paths are compared: `a-b` comes before `a/b`.
    found.sort_by(|(a, ..), (b, ..)| a.as_os_str().cmp(b.as_os_str()));
    found.into_iter().map(|(folder, kind, ())| folder.join(kind.file())).collect()
}

struct Tree<'t, F, T> {
    hidden: bool,
    examine: &'t F,
    found: Mutex<Vec<(PathBuf, ComponentKind, T)>>,
}

impl<F: Fn(&Path, ComponentKind) -> T + Sync, T: Send> Tree<'_, F, T> {
    fn look_through<'j>(&'j self, folder: &Path, jobs: &Scope<'j>) {
        // What cannot be listed holds nothing for whoever asks.
        for (path, is_folder) in fs::read_dir_kinds(folder).unwrap_or_default() {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if is_folder {
                if !is_ignored(name) && (self.hidden || !name.starts_with('.')) {
                    jobs.spawn(move |jobs| self.look_through(&path, jobs));
                }
                continue;
            }
            let kinds = [ComponentKind::Unit, ComponentKind::Stack];
            let Some(kind) = kinds.into_iter().find(|kind| kind.file() == name) else { continue };
            let examined = (self.examine)(folder, kind);
            self.found.lock().unwrap_or_else(PoisonError::into_inner).push((
                folder.to_path_buf(),
                kind,
                examined,
            ));
        }
    }
}
