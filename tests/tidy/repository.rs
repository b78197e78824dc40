//! The files of the repository: those git tracks or would track. Rules get them as texts and read nothing themselves.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test of the repository reads the repository"
)]

use std::path::Path;
use std::process::Command;

use crate::rust::RustFile;

/// A file that git tracks.
pub(crate) struct TextFile {
    /// From the repository's root, with `/`.
    pub(crate) path: String,
    /// Its text; empty when it is no text.
    pub(crate) text: String,
}

/// All files.
pub(crate) struct Repository {
    /// Every file, sorted by path.
    pub(crate) files: Vec<TextFile>,
    /// The Rust files among them.
    pub(crate) rust: Vec<RustFile>,
}

impl Repository {
    /// The repository that this test belongs to.
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let listed = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .expect("git lists the files of the repository");
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        let listed = String::from_utf8(listed.stdout).expect("paths are UTF-8");
        let texts = listed.split_terminator('\0').filter_map(|path| {
            // A file that is tracked and deleted is not there to be read.
            let bytes = std::fs::read(root.join(path)).ok()?;
            Some((path.to_owned(), String::from_utf8(bytes).unwrap_or_default()))
        });
        Self::of(texts.collect())
    }

    /// A repository of these paths and texts.
    pub(crate) fn of(mut texts: Vec<(String, String)>) -> Self {
        texts.sort();
        texts.dedup();
        let is_rust = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "rs");
        Self {
            rust: texts
                .iter()
                .filter(|(path, _)| is_rust(path))
                .map(|(path, text)| RustFile::parse(path, text))
                .collect(),
            files: texts.into_iter().map(|(path, text)| TextFile { path, text }).collect(),
        }
    }

    /// The Rust files of the product.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &RustFile> {
        self.rust.iter().filter(|file| file.path.starts_with("src/"))
    }
}
