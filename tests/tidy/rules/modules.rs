//! No file lies in `src` that nothing compiles.

use std::collections::BTreeSet;

use crate::imports::ModuleTree;
use crate::repository::Repository;
use crate::violation::Violation;

/// The files that no `mod` leads to.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let tree = ModuleTree::of(repository.sources());
    let mut known: BTreeSet<&str> = tree.test_files.iter().copied().collect();
    known.extend(tree.modules.iter().map(|module| tree.files[module.file].path.as_str()));
    known.insert("src/main.rs");
    repository
        .sources()
        .filter(|file| !known.contains(file.path.as_str()))
        .map(|file| {
            Violation::new(
                &file.path,
                1,
                "no `mod` leads to this file",
                "declare it in its folder's `mod.rs`",
            )
        })
        .collect()
}
