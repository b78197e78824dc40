//! Which folders are units and stacks: those with a `terragrunt.hcl` and a `terragrunt.stack.hcl`. Source: Terragrunt
//! 1.1.3 `internal/discovery`.

use std::path::{Path, PathBuf};

use crate::host::fs;
use crate::terragrunt::FolderKind;

/// The unit file's name.
pub(super) const UNIT_FILE: &str = FolderKind::Unit.file();

/// The stack file's name.
pub(super) const STACK_FILE: &str = FolderKind::Stack.file();

/// Folders that hold no units of the estate: copies, and what other tools install.
const SKIPPED: [&str; 9] = [
    ".git",
    ".terraform",
    ".terragrunt-cache",
    ".terragrunt-stack",
    ".tglambda",
    ".venv",
    "venv",
    "node_modules",
    "__pycache__",
];
/// Folders that hold nothing of an estate, whose names are not hidden.
const OF_TOOLS: [&str; 4] = ["venv", "node_modules", "__pycache__", "target"];

/// The files of units and stacks below `folder`, sorted by path. Links to folders are not followed: a unit has one place.
pub(super) fn stack_and_unit_files(folder: &Path) -> Vec<PathBuf> {
    files_named(folder, &[UNIT_FILE, STACK_FILE], |name| SKIPPED.contains(&name))
}

/// The folders below `folder` that hold a file with one of these names, sorted, each once. Hidden folders and `target`
/// are passed over: this looks through whole repositories, and no environment is kept there.
pub(super) fn folders_with(folder: &Path, names: &[&str]) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = files_named(folder, names, |name| !is_searched(name))
        .into_iter()
        .filter_map(|file| file.parent().map(Path::to_path_buf))
        .collect();
    folders.dedup();
    folders
}

/// Whether [`folders_with`] looks into folders of this name.
pub(super) fn is_searched(name: &str) -> bool {
    !name.starts_with('.') && !OF_TOOLS.contains(&name)
}

fn files_named(folder: &Path, names: &[&str], skip: fn(&str) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        // A folder that cannot be listed cannot be a unit of the person who asks.
        for (path, is_folder) in fs::read_dir_kinds(&folder).unwrap_or_default() {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if is_folder {
                if !skip(name) {
                    folders.push(path);
                }
            } else if names.contains(&name) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
