//! Walks the files a user wrote: `.gitignore` decides, links are followed while they stay inside, the order is by name.
//!
//! Must answer the same on every machine, so it reads no user-wide or clone-local ignore file and no index of git.

use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::fs::{self, FsError, FsResult};

/// What bounds a walk.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// The topmost folder whose `.gitignore` counts.
    pub ignore_top: PathBuf,
    /// The folder that links may not leave.
    pub link_top: PathBuf,
}

impl Boundary {
    /// The boundary for `folder`: the top of its git checkout, else `root`. Links may go anywhere in the outer of the two.
    ///
    /// # Errors
    /// When one of the folders does not exist.
    pub fn of(folder: &Path, root: &Path) -> FsResult<Self> {
        let (folder, root) = (fs::canonicalize(folder)?, fs::canonicalize(root)?);
        let root = if folder.starts_with(&root) { root } else { folder.clone() };
        let git_top = folder.ancestors().find(|ancestor| fs::exists(&ancestor.join(".git")));
        let ignore_top = git_top.map_or_else(|| root.clone(), Path::to_path_buf);
        let link_top = if root.starts_with(&ignore_top) { ignore_top.clone() } else { root };
        Ok(Self { ignore_top, link_top })
    }
}

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkedFile {
    /// Its path from the walked folder, with `/` between the parts.
    pub path: String,
    /// What it holds.
    pub content: Vec<u8>,
}

/// Why a folder cannot be walked.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// Something cannot be read.
    #[error(transparent)]
    Fs(#[from] FsError),
    /// A link has no target.
    #[error("the link `{}` points to nothing", link.display())]
    Broken {
        /// The link.
        link: PathBuf,
    },
    /// A link leaves the boundary.
    #[error("the link `{}` leaves the repository", link.display())]
    Leaves {
        /// The link.
        link: PathBuf,
        /// Where it ends.
        target: PathBuf,
    },
    /// A link leads back to a folder it is in.
    #[error("the link `{}` leads back to a folder that holds it", link.display())]
    Cycle {
        /// The link.
        link: PathBuf,
    },
    /// A name cannot be written into an archive.
    #[error("the name of `{}` is not Unicode", path.display())]
    NotUnicode {
        /// The file.
        path: PathBuf,
    },
}

/// The files below `folder`, by path. What `skip` says of a relative path, folders included, or a `.gitignore` ignores, is
/// left out, tracked by git or not.
///
/// # Errors
/// When something cannot be read, a link leads nowhere, out of the boundary or in a circle, or a name is not Unicode.
pub fn walk(
    folder: &Path,
    boundary: &Boundary,
    skip: &dyn Fn(&str) -> bool,
) -> Result<Vec<WalkedFile>, WalkError> {
    let real = fs::canonicalize(folder)?;
    let mut ignores = Vec::new();
    for ancestor in ancestors_below(&real, &boundary.ignore_top) {
        ignores.extend(read_gitignore(ancestor)?);
    }
    let mut walker = Walker { boundary, skip, ignores, inside: vec![real.clone()], files: Vec::new() };
    walker.folder(&real, "")?;
    walker.files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(walker.files)
}

/// The folders from `top` down to the parent of `folder`; none when `folder` is not below `top`.
fn ancestors_below<'p>(folder: &'p Path, top: &Path) -> Vec<&'p Path> {
    let mut ancestors: Vec<&Path> =
        folder.ancestors().skip(1).take_while(|ancestor| ancestor.starts_with(top)).collect();
    ancestors.reverse();
    ancestors
}

fn read_gitignore(folder: &Path) -> FsResult<Option<Gitignore>> {
    let path = folder.join(".gitignore");
    if !fs::is_file(&path) {
        return Ok(None);
    }
    let text = fs::read(&path)?;
    let mut builder = GitignoreBuilder::new(folder);
    let text = String::from_utf8_lossy(&text);
    for line in text.strip_prefix('\u{feff}').unwrap_or(&text).lines() {
        // Git passes over a pattern it cannot read, and so do we.
        drop(builder.add_line(None, line));
    }
    Ok(builder.build().ok())
}

struct Walker<'w> {
    boundary: &'w Boundary,
    skip: &'w dyn Fn(&str) -> bool,
    /// From the outermost to the innermost folder.
    ignores: Vec<Gitignore>,
    /// The real paths of the folders being walked: a link back to one of them never ends.
    inside: Vec<PathBuf>,
    files: Vec<WalkedFile>,
}

impl Walker<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str) -> Result<(), WalkError> {
        let own = read_gitignore(folder)?;
        let pushed = own.is_some();
        self.ignores.extend(own);
        for path in fs::read_dir(folder)? {
            self.entry(&path, prefix)?;
        }
        if pushed {
            self.ignores.pop();
        }
        Ok(())
    }

    fn entry(&mut self, path: &Path, prefix: &str) -> Result<(), WalkError> {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            return Err(WalkError::NotUnicode { path: path.to_path_buf() });
        };
        let relative = format!("{prefix}{name}");
        let is_dir = fs::is_dir(path);
        if (self.skip)(&relative) || self.is_ignored(path, is_dir) {
            return Ok(());
        }
        let kind = fs::symlink_metadata(path)?.file_type();
        let real = if kind.is_symlink() { self.follow(path)? } else { path.to_path_buf() };
        if is_dir {
            if kind.is_symlink() && self.inside.contains(&real) {
                return Err(WalkError::Cycle { link: path.to_path_buf() });
            }
            self.inside.push(real);
            self.folder(path, &format!("{relative}/"))?;
            self.inside.pop();
        } else if fs::is_file(path) {
            self.files.push(WalkedFile { path: relative, content: fs::read(&real)? });
        }
        Ok(())
    }

    /// Whether the innermost `.gitignore` with a word on `path` ignores it.
    fn is_ignored(&self, path: &Path, is_dir: bool) -> bool {
        self.ignores
            .iter()
            .rev()
            .map(|ignore| ignore.matched(path, is_dir))
            .find(|matched| !matches!(matched, Match::None))
            .is_some_and(|matched| matched.is_ignore())
    }

    fn follow(&self, link: &Path) -> Result<PathBuf, WalkError> {
        let Ok(target) = fs::canonicalize(link) else {
            return Err(WalkError::Broken { link: link.to_path_buf() });
        };
        if target.starts_with(&self.boundary.link_top) {
            return Ok(target);
        }
        Err(WalkError::Leaves { link: link.to_path_buf(), target })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write_atomically(&path, text.as_bytes()).unwrap();
    }

    fn found(folder: &Path, root: &Path) -> Vec<String> {
        let boundary = Boundary::of(folder, root).unwrap();
        walk(folder, &boundary, &|path| path.contains(".pyc"))
            .unwrap()
            .into_iter()
            .map(|file| file.path)
            .collect()
    }

    #[test]
    fn gitignore_counts_at_below_and_above_up_to_the_top() {
        let outer = tempfile::tempdir().unwrap();
        put(outer.path(), ".gitignore", "*.py\n");
        let root = &outer.path().join("root");
        put(root, ".gitignore", "*.log\n/functions/a/build/\n!keep.log\n");
        for path in
            ["x.py", "x.pyc", "y.log", "keep.log", "build/z.py", "data/a.bin", "data/b.bin", "n/build/k"]
        {
            put(root, &format!("functions/a/{path}"), "");
        }
        put(root, "functions/a/data/.gitignore", "*\n!b.bin\n");
        put(root, "functions/a/.gitignore", "\u{feff}keep.log\r\n");
        let folder = root.join("functions/a");
        let expected = [".gitignore", "data/b.bin", "n/build/k", "x.py"];
        assert_eq!(found(&folder, root), expected, "without a git checkout the root is the top");
        put(root, ".git/HEAD", "");
        assert_eq!(found(&folder, &folder), expected, "the git top counts, however deep the root is");
        put(outer.path(), ".git/HEAD", "");
        fs::remove_dir_all(&root.join(".git")).unwrap();
        assert!(!found(&folder, root).contains(&"x.py".to_owned()), "a git top above the root counts");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_inside_and_refused_outside() {
        use std::os::unix::fs::symlink;
        let outer = tempfile::tempdir().unwrap();
        let root = outer.path().join("root");
        put(&root, "shared/util.py", "u");
        put(&root, "f/app.py", "a");
        put(outer.path(), "secret", "s");
        let folder = root.join("f");
        symlink("../shared", folder.join("lib")).unwrap();
        assert_eq!(found(&folder, &root), ["app.py", "lib/util.py"]);

        let refused = |target: &str| {
            symlink(target, folder.join("link")).unwrap();
            let boundary = Boundary::of(&folder, &root).unwrap();
            let error = walk(&folder, &boundary, &|_| false).unwrap_err();
            fs::remove_file(&folder.join("link")).unwrap();
            error
        };
        assert!(matches!(refused("../../secret"), WalkError::Leaves { .. }));
        assert!(matches!(refused("nothing"), WalkError::Broken { .. }));
        assert!(matches!(refused("."), WalkError::Cycle { .. }));
    }
}
