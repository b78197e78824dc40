//! No text names a folder of the machine it was written on.

use std::sync::LazyLock;

use regex::Regex;

use crate::repository::Repository;
use crate::violation::Violation;

/// Files that name such a folder for a reason.
const EXCEPTIONS: &[(&str, &str)] =
    &[("tests/tidy/rules/machine_paths.rs", "this rule"), ("tests/tidy/catches.rs", "the test of this rule")];

/// An absolute path: what stands before it is no part of a longer, relative one.
static MACHINE_PATH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\w./}\-])(/(?:work|root|home|Users)/)").expect("the pattern is valid")
});

/// The lines that name such a folder.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in repository.files.iter().filter(|file| !is_exception(&file.path)) {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(found) = MACHINE_PATH.captures(line) {
                let what = format!("names a path below `{}`", &found[1]);
                let remedy = "write a path below `/estate` or a relative one";
                violations.push(Violation::new(&file.path, index + 1, what, remedy));
            }
        }
    }
    violations
}

fn is_exception(path: &str) -> bool {
    EXCEPTIONS.iter().any(|(exception, _)| *exception == path)
}
