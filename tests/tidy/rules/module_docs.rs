//! Every Rust file begins with its purpose.

use crate::repository::Repository;
use crate::violation::Violation;

/// The files whose first line is no `//!`.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let remedy = "begin the file with a `//!` comment: what it is for and what it must not do";
    repository
        .rust
        .iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| Violation::new(&file.path, 1, "no module documentation", remedy))
        .collect()
}
