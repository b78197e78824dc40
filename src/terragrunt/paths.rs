//! Paths as Go's `filepath` computes them: by their text alone, never asking the disk.

use std::path::{Component, Path, PathBuf};

use crate::lang::world::{PathKind, World};

/// `path` without `.` and `..` where that can be told from the text.
pub fn clean(path: &Path) -> PathBuf {
    if is_clean(path) {
        return path.to_path_buf();
    }
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match clean.components().next_back() {
                Some(Component::Normal(_)) => {
                    clean.pop();
                }
                Some(Component::RootDir) => {}
                _ => clean.push(".."),
            },
            other => clean.push(other),
        }
    }
    if clean.as_os_str().is_empty() { PathBuf::from(".") } else { clean }
}

/// Whether there is nothing to clean in an absolute path: most have neither dots nor doubled slashes.
fn is_clean(path: &Path) -> bool {
    let text = path.as_os_str().as_encoded_bytes();
    let is_separator = |byte: &u8| *byte == b'/';
    text.first().is_some_and(is_separator)
        && text[1..].split(is_separator).all(|part| !part.is_empty() && part != b"." && part != b"..")
}

/// `path` as seen from `base`, cleaned: `base` itself is not in the result when `path` is absolute.
pub(super) fn join(base: &Path, path: &str) -> PathBuf {
    clean(&base.join(path))
}

/// The way from the folder `base` to `target`, both absolute: `../lambda`; `.` when they are the same.
pub fn relative(base: &Path, target: &Path) -> PathBuf {
    let (base, target) = (clean(base), clean(target));
    let shared = base.components().zip(target.components()).take_while(|(a, b)| a == b).count();
    let up = base.components().skip(shared).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(target.components().skip(shared)).collect();
    if way.as_os_str().is_empty() { PathBuf::from(".") } else { way }
}

/// The configuration file of a unit.
pub(super) const UNIT_FILE: &str = "terragrunt.hcl";

/// The same in JSON.
pub(super) const JSON_UNIT_FILE: &str = "terragrunt.hcl.json";

/// The configuration file of a stack.
pub(super) const STACK_FILE: &str = "terragrunt.stack.hcl";

/// The configuration file in `folder`: JSON before HCL, as Terragrunt prefers it; HCL where there is neither.
pub fn config_in(world: &dyn World, folder: &Path) -> PathBuf {
    let json = folder.join(JSON_UNIT_FILE);
    if world.kind(&json) == Some(PathKind::File) { json } else { folder.join(UNIT_FILE) }
}

/// A path as messages show it: relative to `root` where it is inside.
pub(super) fn shown(root: &Path, path: &Path) -> String {
    let shown = path.strip_prefix(root).unwrap_or(path);
    if shown.as_os_str().is_empty() { ".".to_owned() } else { shown.display().to_string() }
}

/// A path as the text an HCL value holds.
pub(super) fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_computed_as_go_does() {
        assert_eq!(clean(Path::new("/a/./b/../c/")), Path::new("/a/c"));
        assert_eq!(clean(Path::new("../x/..")), Path::new(".."));
        assert_eq!(relative(Path::new("/a/live"), Path::new("/a/live/dev/x")), Path::new("dev/x"));
        assert_eq!(relative(Path::new("/a/live/dev/x"), Path::new("/a/live")), Path::new("../.."));
        assert_eq!(relative(Path::new("/a"), Path::new("/a")), Path::new("."));
        assert_eq!(join(Path::new("/a/b"), "../c"), Path::new("/a/c"));
    }
}
