//! The files whose whole path matches a pattern, as Terragrunt's `internal/glob` finds them. Links are not followed, and
//! one is a file, whatever it leads to.

use std::path::{Path, PathBuf};

use super::pattern::PathPattern;
use crate::lang::path;
use crate::lang::world::{PathKind, World};

/// More files and folders than anybody searches through.
const MAX_VISITED: usize = 1_000_000;
/// Deeper than any file lies.
const MAX_DEPTH: usize = 250;

/// Why a pattern has no files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpandError {
    /// It is no pattern.
    #[error("it is no pattern: {0}")]
    Malformed(String),
    /// It looks outside the folder that it may look in.
    #[error("it looks in `{}`, which is outside", .0.display())]
    Outside(PathBuf),
    /// A step of it that must be a folder is none.
    #[error("`{}` is a file, which has nothing in it", .0.display())]
    InFile(PathBuf),
    /// There is too much to look at.
    #[error("more than {MAX_VISITED} files and folders would be searched through")]
    TooMuch,
}

/// The files that match an absolute pattern, in the order of a walk; only below `boundary`, where there is one.
///
/// # Errors
/// When the pattern is none, looks outside, or there is too much to look at.
pub fn expand_paths(
    world: &dyn World,
    pattern: &str,
    boundary: Option<&Path>,
) -> Result<Vec<PathBuf>, ExpandError> {
    let pattern = path::clean(pattern);
    let root = root_of(&pattern);
    if let Some(boundary) = boundary
        && !world.resolved(&root).starts_with(world.resolved(boundary))
    {
        return Err(ExpandError::Outside(root));
    }
    if root == Path::new(&pattern) {
        // Nothing in it stands for anything else.
        let found = world.kind(&root) == Some(PathKind::File);
        let in_file = root.ancestors().skip(1).find(|part| world.kind(part) == Some(PathKind::File));
        if let Some(file) = in_file {
            return Err(ExpandError::InFile(file.to_path_buf()));
        }
        return Ok(found.then_some(root).into_iter().collect());
    }
    let pattern = PathPattern::new(&pattern).map_err(ExpandError::Malformed)?;
    let mut walk = Walk { world, pattern, visited: 0, found: Vec::new() };
    if walk.is_folder(&root) {
        walk.go(&root, 0)?;
    }
    Ok(walk.found)
}

/// The folders that the pattern begins with, up to what stands for something else.
fn root_of(pattern: &str) -> PathBuf {
    let Some(special) = pattern.find(['*', '?', '[', '{', '\\']) else { return PathBuf::from(pattern) };
    let root = pattern[..special].rfind('/').map_or(".", |slash| &pattern[..slash]);
    PathBuf::from(if root.is_empty() { "/" } else { root })
}

struct Walk<'w> {
    world: &'w dyn World,
    pattern: PathPattern,
    visited: usize,
    found: Vec<PathBuf>,
}

impl Walk<'_> {
    fn is_folder(&self, path: &Path) -> bool {
        self.world.kind(path) == Some(PathKind::Folder) && !self.world.is_link(path)
    }

    fn go(&mut self, folder: &Path, depth: usize) -> Result<(), ExpandError> {
        let children = self.world.list(folder);
        self.visited += children.len();
        if self.visited > MAX_VISITED || depth > MAX_DEPTH {
            return Err(ExpandError::TooMuch);
        }
        for child in children {
            if self.is_folder(&child) {
                self.go(&child, depth + 1)?;
            } else if self.pattern.matches(&child.to_string_lossy()) {
                self.found.push(child);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::test_world::TestWorld;

    fn world() -> TestWorld {
        TestWorld::with_files(&[
            ("/r/a.tf", b""),
            ("/r/b/.hidden.tf", b""),
            ("/r/b/c.tf", b""),
            ("/r/b/d/e.tf", b""),
            ("/r/b.txt", b""),
            ("/s/x.tf", b""),
        ])
    }

    fn found(pattern: &str) -> Vec<String> {
        let found = expand_paths(&world(), pattern, None).unwrap();
        found.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn files_are_found_in_the_order_of_a_walk() {
        assert_eq!(found("/r/**"), ["/r/a.tf", "/r/b/.hidden.tf", "/r/b/c.tf", "/r/b/d/e.tf", "/r/b.txt"]);
        assert_eq!(found("/r/*.tf"), ["/r/a.tf"]);
        assert_eq!(found("/r/**/*.tf"), ["/r/b/.hidden.tf", "/r/b/c.tf", "/r/b/d/e.tf"]);
        assert_eq!(found("/r/**/a.tf"), ["/r/a.tf"]);
        assert_eq!(found("/r/./b/../{*.tf,b/d/**}"), ["/r/a.tf", "/r/b/d/e.tf"]);
        assert_eq!(found("/r/b/[!.]*.tf"), ["/r/b/c.tf"]);
        assert_eq!(found("/r/b.txt"), ["/r/b.txt"]);
        assert!(found("/r/b").is_empty() && found("/none/*").is_empty());
    }

    #[test]
    fn nothing_outside_the_boundary_is_looked_at() {
        let within = |pattern, boundary| expand_paths(&world(), pattern, Some(Path::new(boundary)));
        assert_eq!(within("/s/*.tf", "/r"), Err(ExpandError::Outside(PathBuf::from("/s"))));
        assert_eq!(within("/{r,s}/*.tf", "/r"), Err(ExpandError::Outside(PathBuf::from("/"))));
        assert_eq!(within("/s/*.tf", "/").unwrap().len(), 1);
        assert_eq!(within("/s/x.tf/y", "/"), Err(ExpandError::InFile(PathBuf::from("/s/x.tf"))));
        assert_eq!(within("/s/[", "/"), Err(ExpandError::Malformed("a `[` is not closed".to_owned())));
    }
}
