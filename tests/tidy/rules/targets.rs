//! No test lies in `tests` that nothing runs: targets are listed by hand.

use crate::repository::Repository;
use crate::violation::Violation;

/// The roots of tests and benchmarks that `Cargo.toml` does not name.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let manifest = repository.files.iter().find(|file| file.path == "Cargo.toml");
    let manifest = manifest.map_or("", |file| file.text.as_str());
    repository
        .rust
        .iter()
        .filter(|file| is_root(&file.path) && !manifest.contains(&format!("path = \"{}\"", file.path)))
        .map(|file| {
            let remedy = "name it in Cargo.toml under `[[test]]` or `[[bench]]`";
            Violation::new(&file.path, 1, "nothing runs this file", remedy)
        })
        .collect()
}

/// `tests/name.rs` or `tests/name/main.rs`.
fn is_root(path: &str) -> bool {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["tests" | "benches", _] => true,
        ["tests" | "benches", _, name] => *name == "main.rs",
        _ => false,
    }
}
