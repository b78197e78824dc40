//! Other people's crates are used in one place: behind it, they can be exchanged.

use crate::repository::Repository;
use crate::violation::Violation;

/// A crate with the folder that wraps it.
const HOMES: &[(&str, &str)] = &[
    ("annotate_snippets", "src/report/"),
    ("clap", "src/cli/"),
    ("ctrlc", "src/host/"),
    ("duct", "src/host/"),
    ("hcl_edit", "src/syntax/"),
    ("ignore", "src/host/"),
    ("tempfile", "src/host/"),
];

/// The uses of such crates elsewhere.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in repository.sources() {
        for path in &file.paths {
            let home = HOMES.iter().find(|(name, _)| path.segments[0] == *name);
            if let Some((name, home)) = home.filter(|(_, home)| !file.path.starts_with(home)) {
                let what = format!("`{name}` is used outside {home}");
                let remedy = format!("use what {home} makes of it");
                violations.push(Violation::new(&file.path, path.line, what, remedy));
            }
        }
    }
    violations
}
