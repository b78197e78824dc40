//! The estate's root: the nearest `tglambda.toml`, else the nearest deploy config, else the top of the git repository.

use std::path::{Path, PathBuf};

use crate::host::fs;

use super::settings::{DEPLOY_CONFIG_FILE, SETTINGS_FILE};

/// Terragrunt's working copies: what lies in one is a copy of what lies above it.
const CACHE_FOLDER: &str = ".terragrunt-cache";

/// By what a root was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootKind {
    /// It holds `tglambda.toml`.
    Settings,
    /// It holds `lambda-deploy-config.json`.
    DeployConfig,
    /// It is the top of a git repository.
    Repository,
}

/// The root that `start` belongs to; `None` when no folder above is one.
pub fn find_root(start: &Path) -> Option<(PathBuf, RootKind)> {
    let start = outside_cache(start);
    let marks = [
        (SETTINGS_FILE, RootKind::Settings),
        (DEPLOY_CONFIG_FILE, RootKind::DeployConfig),
        (".git", RootKind::Repository),
    ];
    marks.into_iter().find_map(|(mark, kind)| {
        let folder = start.ancestors().find(|folder| fs::exists(&folder.join(mark)))?;
        Some((folder.to_path_buf(), kind))
    })
}

/// The folder that a Terragrunt cache folder was made for; any other path as it is.
fn outside_cache(path: &Path) -> &Path {
    path.ancestors()
        .filter(|folder| folder.file_name().is_some_and(|name| name == CACHE_FOLDER))
        .last()
        .and_then(Path::parent)
        .unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_folder_belongs_to_its_unit() {
        assert_eq!(outside_cache(Path::new("/e/live/u/.terragrunt-cache/a/b")), Path::new("/e/live/u"));
        assert_eq!(outside_cache(Path::new("/e/live/u")), Path::new("/e/live/u"));
    }
}
