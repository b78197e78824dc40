//! A `mod.rs` documents, declares and re-exports. Code in it would be used by, and use, the files below it.

use crate::repository::Repository;
use crate::violation::Violation;

/// Tables of what is in their folder: they stand above the files they list, which use nothing of them.
const REGISTRIES: &[&str] = &["src/check/mod.rs", "src/lang/builtins/mod.rs"];

/// The functions in module files that are no registries.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in repository.sources().filter(|file| file.is_module_file()) {
        if REGISTRIES.contains(&file.path.as_str()) {
            continue;
        }
        for pair in file.product.windows(2).filter(|pair| pair[0].is("fn") && !pair[1].is("(")) {
            let what = format!("`fn {}` in a module file", pair[1].text);
            violations.push(Violation::new(&file.path, pair[0].line, what, "move it to a file with a name"));
        }
    }
    violations
}
