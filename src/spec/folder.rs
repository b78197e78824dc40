//! The folder that holds a function's source: as written, by its tail when the path is another machine's, or by name.

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::Value;
use crate::lang::world::{PathKind, World};
use crate::source::Span;

use super::function::FunctionSpec;

/// Where function folders commonly are, relative to the root.
const COMMON: [&str; 9] = [
    "infra/lambda-functions",
    "lambda-functions",
    "infra/lambdas",
    "lambdas",
    "lambda",
    "functions",
    "src/lambdas",
    "src/functions",
    "src",
];

/// What the search may look at.
pub struct FolderSearch<'s> {
    /// The outside.
    pub world: &'s dyn World,
    /// The estate's root.
    pub root: &'s Path,
    /// The folder with the function folders, when the user named it.
    pub functions: Option<&'s Path>,
}

/// The folder of a function in the unit at `unit_folder`, with a warning when the path was another machine's.
///
/// # Errors
/// When there is no such folder.
pub fn find_folder(
    search: &FolderSearch<'_>,
    function: &FunctionSpec,
    unit_folder: &Path,
) -> Result<(PathBuf, Option<Diagnostic>), Diagnostic> {
    let written = function.source.as_ref();
    let place = written.map_or(function.span, |value| value.provenance.span);
    if let Some(path) = written.and_then(Value::as_str) {
        let path = Path::new(path);
        let direct = crate::terragrunt::clean(&unit_folder.join(path));
        if is_folder(search, &direct) {
            return Ok((direct, None));
        }
        if let Some(found) = by_tail(search, path) {
            let warning = path.is_absolute().then(|| foreign(search, path, &found, place));
            return Ok((found, warning));
        }
        return Err(missing(function, place)
            .note(format!("`{}` does not exist, and no end of it does below the root", path.display()))
            .hint("correct the path, or remove it so that the folder is found by the function's name"));
    }
    let names = names(function);
    let folders: Vec<PathBuf> = match search.functions {
        Some(folder) => vec![search.root.join(folder)],
        None => COMMON.iter().map(|folder| search.root.join(folder)).collect(),
    };
    let found = folders
        .iter()
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|folder| is_folder(search, folder));
    found.map(|folder| (folder, None)).ok_or_else(|| {
        let looked = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
        missing(function, place)
            .note(format!("looked for a folder {looked} below the usual function folders"))
            .hint("name the folder with the functions in `tglambda.toml`: `[layout] functions = \"…\"`")
    })
}

fn is_folder(search: &FolderSearch<'_>, path: &Path) -> bool {
    search.world.kind(path) == Some(PathKind::Folder)
}

/// The longest end of `path` that is a folder below the root. One name alone is not enough of an end, unless the whole
/// path is no longer.
fn by_tail(search: &FolderSearch<'_>, path: &Path) -> Option<PathBuf> {
    let clean = crate::terragrunt::clean(path);
    let parts: Vec<Component<'_>> =
        clean.components().filter(|part| matches!(part, Component::Normal(_))).collect();
    let shortest = parts.len().min(2);
    (0..=parts.len() - shortest)
        .map(|start| search.root.join(parts[start..].iter().collect::<PathBuf>()))
        .find(|candidate| is_folder(search, candidate))
}

fn foreign(search: &FolderSearch<'_>, path: &Path, found: &Path, place: Span) -> Diagnostic {
    let shown = found.strip_prefix(search.root).unwrap_or(found);
    Diagnostic::warning(Code::ForeignPath, format!("`{}` is another machine's path", path.display()))
        .at(place, "does not exist here")
        .note(format!("its end was found below the root: `{}`", shown.display()))
        .hint("write the path relative to the repository, with `get_repo_root()` for example")
}

fn missing(function: &FunctionSpec, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::SourceFolderMissing,
        format!("the source folder of `{}` cannot be found", function.name),
    )
    .at(place, "described here")
}

/// The names the folder may have: key and deployed name, each also without the environment.
fn names(function: &FunctionSpec) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in [&function.id.key, &function.name] {
        for candidate in [name.clone(), without_environment(name, &function.id.environment)] {
            if !names.contains(&candidate) {
                names.push(candidate);
            }
        }
    }
    names
}

/// A name without the environment's name at its end or start.
pub(super) fn without_environment(name: &str, environment: &str) -> String {
    if environment.is_empty() {
        return name.to_owned();
    }
    let end = ["-", "_"].iter().find_map(|separator| name.strip_suffix(&format!("{separator}{environment}")));
    let start =
        ["-", "_"].iter().find_map(|separator| name.strip_prefix(&format!("{environment}{separator}")));
    end.or(start).unwrap_or(name).to_owned()
}
