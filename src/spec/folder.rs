//! The folder that holds a function's source: as written, by its tail when the path is another machine's, or by name.

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::Value;
use crate::lang::world::{PathKind, World};
use crate::source::Span;
use crate::terragrunt::clean;

use super::function::{FunctionSpec, SourcePath};
use super::names::without_environment;

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
/// When there is no such folder, it is outside the repository, or its path is not known.
pub fn find_folder(
    search: &FolderSearch<'_>,
    function: &FunctionSpec,
    unit_folder: &Path,
) -> Result<(PathBuf, Option<Diagnostic>), Diagnostic> {
    match &function.source {
        Some(SourcePath { value, base }) => {
            as_written(search, function, value, base.as_deref().unwrap_or(unit_folder))
        }
        None => by_name(search, function).map(|folder| (folder, None)),
    }
}

fn as_written(
    search: &FolderSearch<'_>,
    function: &FunctionSpec,
    written: &Value,
    unit_folder: &Path,
) -> Result<(PathBuf, Option<Diagnostic>), Diagnostic> {
    let place = written.provenance.nearest();
    let Some(text) = written.as_str() else {
        let reason = written.as_unknown().map(|unknown| unknown.reason.to_string());
        return Err(missing(
            function,
            place,
            reason.unwrap_or_else(|| format!("a {}, not a path", written.kind())),
        ));
    };
    // A path that Windows wrote belongs to another machine.
    let is_windows = text.as_bytes().get(1) == Some(&b':') || text.contains('\\');
    let path = PathBuf::from(if is_windows { text.replace('\\', "/") } else { text.to_owned() });
    let direct = search.world.on_disk(&clean(&unit_folder.join(&path)));
    match search.world.kind(&direct) {
        Some(PathKind::Folder) if !is_inside(search, &direct) => {
            return Err(missing(function, place, "outside the repository")
                .note(format!("this is `{}`", direct.display()))
                .hint("move the source into the repository: another machine does not have it"));
        }
        Some(PathKind::Folder) => return Ok((direct, None)),
        Some(PathKind::File) => {
            return Err(missing(function, place, "this is a file")
                .hint("name the folder that holds the function's source"));
        }
        None => {}
    }
    if path.is_absolute() || is_windows {
        if let Some(found) = by_tail(search, &path) {
            return Ok((found.clone(), Some(foreign(search, &path, &found, place))));
        }
        return Err(missing(function, place, "does not exist, nor does any end of it below the root")
            .hint("correct the path, or remove it so that the folder is found by the function's name"));
    }
    Err(missing(function, place, "does not exist")
        .note(format!("from the unit's folder this is `{}`", shown(search, &direct)))
        .hint("correct the path, or remove it so that the folder is found by the function's name"))
}

fn by_name(search: &FolderSearch<'_>, function: &FunctionSpec) -> Result<PathBuf, Diagnostic> {
    let names = names(function);
    let folders: Vec<PathBuf> = match search.functions {
        Some(folder) => vec![search.root.join(folder)],
        None => COMMON.iter().map(|folder| search.root.join(folder)).collect(),
    };
    let candidates = folders.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    candidates.clone().find(|folder| search.world.kind(folder) == Some(PathKind::Folder)).ok_or_else(|| {
        let looked = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
        let places = match search.functions {
            Some(folder) => format!("in `{}`", folder.display()),
            None => "in the usual function folders".to_owned(),
        };
        missing(function, function.span, "says no source folder")
            .note(format!("looked for a folder {looked} {places}"))
            .hint("set `source_dir`, or name the folder with the functions in `tglambda.toml`: `[layout] functions = \"…\"`")
    })
}

/// Inside the estate, or the git repository it is part of.
fn is_inside(search: &FolderSearch<'_>, folder: &Path) -> bool {
    folder.starts_with(search.root)
        || search.world.repository_root(search.root).is_some_and(|top| folder.starts_with(top))
}

/// The longest end of `path` that is a folder below the root. One name alone is not enough of an end, unless the whole
/// path is no longer.
fn by_tail(search: &FolderSearch<'_>, path: &Path) -> Option<PathBuf> {
    let clean = clean(path);
    let parts: Vec<Component<'_>> =
        clean.components().filter(|part| matches!(part, Component::Normal(_))).collect();
    let shortest = parts.len().clamp(1, 2);
    (0..=parts.len().checked_sub(shortest)?)
        .map(|start| search.root.join(parts[start..].iter().collect::<PathBuf>()))
        .find(|candidate| search.world.kind(candidate) == Some(PathKind::Folder))
}

fn foreign(search: &FolderSearch<'_>, path: &Path, found: &Path, place: Span) -> Diagnostic {
    Diagnostic::warning(Code::ForeignPath, format!("`{}` is another machine's path", path.display()))
        .at(place, "does not exist here")
        .note(format!("its end was found below the root: `{}`", shown(search, found)))
        .hint("write the path relative to the repository, with `get_repo_root()` for example")
}

fn shown(search: &FolderSearch<'_>, path: &Path) -> String {
    path.strip_prefix(search.root).unwrap_or(path).display().to_string()
}

fn missing(function: &FunctionSpec, place: Span, label: impl Into<String>) -> Diagnostic {
    Diagnostic::error(
        Code::SourceFolderMissing,
        format!("the source folder of `{}` cannot be found", function.name),
    )
    .at(place, label)
}

/// The names the folder may have: key and deployed name, each also without the environment.
fn names(function: &FunctionSpec) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in [&function.id.key, &function.name] {
        for candidate in [name.clone(), without_environment(name, &function.id.environment)] {
            if !names.contains(&candidate) && !candidate.contains(['/', '\\']) && !candidate.starts_with('.')
            {
                names.push(candidate);
            }
        }
    }
    names
}
