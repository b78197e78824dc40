//! The top level is the map of the repository: nothing is added in passing.

use crate::repository::Repository;
use crate::violation::Violation;

const ALLOWED: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "clippy.toml",
    "deny.toml",
    "docs",
    "fixtures",
    "rustfmt.toml",
    "src",
    "terragrunt-hooks",
    "tests",
];

/// The entries that are not agreed on; names that begin with a dot belong to tools.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations: Vec<Violation> = Vec::new();
    for file in &repository.files {
        let entry = file.path.split('/').next().unwrap_or_default();
        let known = entry.starts_with('.') || ALLOWED.contains(&entry);
        if !known && violations.iter().all(|violation| violation.file.split('/').next() != Some(entry)) {
            let what = format!("`{entry}` is no agreed entry of the top level");
            violations.push(Violation::new(&file.path, 1, what, "move it to where its kind is kept"));
        }
    }
    violations
}
