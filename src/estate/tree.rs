//! The folders of a tree that hold a unit or a stack. Source: Terragrunt 1.1.3
//! `internal/discovery/phase_filesystem.go`.
//!
//! Unlike `discovery`, which finds the units that can hold functions, this lists whatever Terragrunt lists: what a stack
//! generated, hidden folders, and whatever else lies about.

use std::path::{Path, PathBuf};

use crate::host::fs;

use super::discovery::{STACK_FILE, UNIT_FILE};

/// What a folder is to Terragrunt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComponentKind {
    /// It has a `terragrunt.hcl`.
    Unit,
    /// It has a `terragrunt.stack.hcl`.
    Stack,
}

impl ComponentKind {
    /// The name of its file.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Unit => UNIT_FILE,
            Self::Stack => STACK_FILE,
        }
    }
}

/// Whether Terragrunt passes over a folder of this name.
pub(super) fn is_ignored(name: &str) -> bool {
    matches!(name, ".git" | ".terraform" | ".terragrunt-cache")
}

/// The units and stacks below `top`: what a folder holds in the order of the names, folders where they are met.
pub(super) fn components_below(top: &Path, hidden: bool) -> Vec<(PathBuf, ComponentKind)> {
    let mut found = Vec::new();
    // An explicit stack: a tree may be deeper than the one of the thread. What is met first lies on top.
    let mut open = vec![(top.to_path_buf(), true)];
    while let Some((path, is_folder)) = open.pop() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if is_folder {
            let is_passed_over = is_ignored(name) || !hidden && name.starts_with('.');
            if !is_passed_over || path == top {
                // What cannot be listed holds nothing for whoever asks.
                open.extend(fs::read_dir_kinds(&path).unwrap_or_default().into_iter().rev());
            }
            continue;
        }
        let kind = match name {
            UNIT_FILE => ComponentKind::Unit,
            STACK_FILE => ComponentKind::Stack,
            _ => continue,
        };
        if let Some(folder) = path.parent() {
            found.push((folder.to_path_buf(), kind));
        }
    }
    found
}
