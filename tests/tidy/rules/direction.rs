//! Folders use those below them, never those above. This table is the architecture.

use crate::imports::{Edge, edges};
use crate::repository::Repository;
use crate::rust::Form;
use crate::violation::Violation;

/// The folders of `src`, from the ground up. A folder may use all on lower floors and none on its own.
const FLOORS: &[&[&str]] = &[
    &["source"],
    &["diagnostic"],
    &["host"],
    &["syntax"],
    &["lang"],
    &["terragrunt", "terraform"],
    &["config"],
    &["estate"],
    &["spec"],
    &["check"],
    &["store"],
    &["package"],
    &["hook"],
    &["journal"],
    &["deploy"],
    &["report"],
    &["cli"],
];

/// What may not ask the outside world, even though it stands above the host.
const PURE: &[&str] = &[
    "src/source/",
    "src/diagnostic/",
    "src/syntax/",
    "src/lang/",
    "src/terragrunt/",
    "src/terraform/",
    "src/spec/",
    "src/check/",
    "src/report/",
    "src/deploy/plan.rs",
    "src/journal/transition.rs",
];

/// The uses that go up, sideways or out of a pure folder, and the folders that the table does not know.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let unknown = repository.sources().filter(|file| floor(&file.path).is_none()).map(|file| {
        Violation::new(
            &file.path,
            1,
            "stands on no floor",
            "give its folder a place in the table of this rule",
        )
    });
    let edges = edges(repository.sources());
    unknown.chain(edges.iter().filter_map(wrong_way)).chain(unnamed(repository)).collect()
}

fn wrong_way(edge: &Edge) -> Option<Violation> {
    let (from, to) = (floor(&edge.from)?, floor(&edge.to)?);
    let at = |what: String, remedy: &str| Some(Violation::new(&edge.from, edge.line, what, remedy));
    if PURE.iter().any(|pure| edge.from.starts_with(pure)) && edge.to.starts_with("src/host/") {
        let what = format!("`{}` asks the outside world from a pure place", edge.path);
        return at(what, "take what is needed as a value, or ask for it through a trait");
    }
    if to > from || (to == from && folder(&edge.to) != folder(&edge.from)) {
        let what = format!("`{}` uses {}, which is not below", edge.path, edge.to);
        return at(what, "move what is needed down, or the user of it up");
    }
    None
}

/// `use module::*` hides which files are used.
fn unnamed(repository: &Repository) -> impl Iterator<Item = Violation> {
    repository.sources().flat_map(|file| {
        let globs = file.paths.iter().filter(|path| matches!(path.form, Form::Glob { public: false }));
        let own = globs.filter(|path| ["crate", "super"].contains(&path.segments[0].as_str()));
        // `use super::Kind::*` names the variants of a type.
        let modules = own.filter(|path| {
            path.segments.last().is_some_and(|name| !name.starts_with(|c: char| c.is_ascii_uppercase()))
        });
        modules.map(|path| {
            let what = format!("`use {}::*` does not say what is used", path.segments.join("::"));
            Violation::new(&file.path, path.line, what, "name what is used")
        })
    })
}

/// How high a file stands; `lib.rs` and `main.rs` stand above all.
fn floor(path: &str) -> Option<usize> {
    match folder(path)? {
        "lib.rs" | "main.rs" => Some(FLOORS.len()),
        folder => FLOORS.iter().position(|floor| floor.contains(&folder)),
    }
}

fn folder(path: &str) -> Option<&str> {
    path.strip_prefix("src/")?.split('/').next()
}
