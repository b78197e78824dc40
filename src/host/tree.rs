//! Reads a folder that we made ourselves, whole, into memory. No rule leaves anything out here.

use std::path::Path;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::fs::{self, FsResult};

/// A file and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeFile {
    /// Its path from the folder, with `/` between the parts. Bytes that are not Unicode are replaced.
    pub path: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// All files below `folder` for which `wanted` says so, by path. `wanted` is asked for folders as well; what it refuses
/// is not entered.
///
/// # Errors
/// When something in it cannot be read.
pub fn read_tree(folder: &Path, wanted: impl Fn(&str) -> bool) -> FsResult<Vec<TreeFile>> {
    let mut paths = Vec::new();
    let mut pending = vec![(folder.to_path_buf(), String::new())];
    while let Some((directory, prefix)) = pending.pop() {
        for path in fs::read_dir(&directory)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let relative = format!("{prefix}{name}");
            if !wanted(&relative) {
            } else if fs::is_dir(&path) {
                pending.push((path, format!("{relative}/")));
            } else {
                paths.push((relative, path));
            }
        }
    }
    paths.sort();
    paths.into_par_iter().map(|(path, real)| Ok(TreeFile { path, content: fs::read(&real)? })).collect()
}
