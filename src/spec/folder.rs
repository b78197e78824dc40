//! The folder that holds a function's source: as written, by its tail when the path is another machine's, or by name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::Value;
use crate::lang::world::{PathKind, World};
use crate::source::Span;
use crate::terragrunt::clean;

use super::folder_names::{forms, normalised};
use super::function::{FunctionSpec, SourcePath};
use super::names::without_environment;
use super::source_paths::{files_of_handler, written_paths};

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
    world: &'s dyn World,
    root: &'s Path,
    functions: Option<&'s Path>,
    prefix: Option<String>,
    /// The folders in the usual places by their normalised names, found out when first asked for.
    by_name: OnceLock<BTreeMap<String, Vec<PathBuf>>>,
}

impl<'s> FolderSearch<'s> {
    /// A search below the estate's root, in the folder with the function folders when the user named it. `prefix` is what
    /// the names of all functions begin with: see [`common_prefix`](super::common_prefix).
    pub fn new(
        world: &'s dyn World,
        root: &'s Path,
        functions: Option<&'s Path>,
        prefix: Option<String>,
    ) -> Self {
        Self { world, root, functions, prefix, by_name: OnceLock::new() }
    }

    /// The folders that hold function folders.
    fn places(&self) -> Vec<PathBuf> {
        match self.functions {
            Some(folder) => vec![self.root.join(folder)],
            None => COMMON.iter().map(|folder| self.root.join(folder)).collect(),
        }
    }

    fn is_folder(&self, path: &Path) -> bool {
        self.world.kind(path) == Some(PathKind::Folder)
    }

    /// The folders with a name of one of these forms.
    fn in_other_forms(&self, forms: &BTreeSet<String>) -> Vec<&Path> {
        let by_name = self.by_name.get_or_init(|| {
            let places = self.places();
            let mut by_name: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
            for child in
                places.iter().filter(|place| self.is_folder(place)).flat_map(|place| self.world.list(place))
            {
                // What holds function folders is none itself: `src/lambdas` is not the folder of `lambdas`.
                if places.contains(&child) || !self.is_folder(&child) {
                    continue;
                }
                if let Some(name) = child.file_name().and_then(|name| name.to_str()).map(normalised) {
                    by_name.entry(name).or_default().push(child);
                }
            }
            by_name
        });
        forms.iter().filter_map(|form| by_name.get(form)).flatten().map(PathBuf::as_path).collect()
    }
}

/// The folder of a function in the unit at `unit_folder`, with what is to be said of how it was found: that its path was
/// another machine's, or that its name is written in another way.
///
/// # Errors
/// When there is no such folder, it is outside the repository, or its path is not known.
pub fn find_folder(
    search: &FolderSearch<'_>,
    function: &FunctionSpec,
    unit_folder: &Path,
) -> Result<(PathBuf, Option<Diagnostic>), Diagnostic> {
    let Some(SourcePath { value, base }) = &function.source else { return by_name(search, function) };
    let base = base.as_deref().unwrap_or(unit_folder);
    let handler = function.value("handler").and_then(Value::as_str);
    find_written(search, function, value, base, handler)
}

/// The folder that `written` says, whose relative paths count from `base`. Of several paths the one that holds the handler
/// counts.
fn find_written(
    search: &FolderSearch<'_>,
    function: &FunctionSpec,
    written: &Value,
    base: &Path,
    handler: Option<&str>,
) -> Result<(PathBuf, Option<Diagnostic>), Diagnostic> {
    let paths = written_paths(written);
    if let [only] = &*paths {
        return as_written(search, function, only.value, base);
    }
    let place = written.provenance.nearest();
    if paths.is_empty() {
        return Err(missing(function, place, format!("a {}, not a path", written.kind())));
    }
    let Some(handler) = handler else {
        return Err(missing(
            function,
            place,
            "several paths, and the handler that one of them holds is not known",
        )
        .hint("name the one folder that holds the function's source"));
    };
    let mut problems = Vec::new();
    for path in &paths {
        match as_written(search, function, path.value, base) {
            Ok((folder, said)) => {
                let files = files_of_handler(handler, path.prefix);
                if files.iter().any(|file| search.world.kind(&folder.join(file)) == Some(PathKind::File)) {
                    return Ok((folder, said));
                }
            }
            Err(problem) => problems.push(problem),
        }
    }
    // Where one cannot be found, it may be the one.
    Err(problems.into_iter().next().unwrap_or_else(|| {
        missing(function, place, format!("none of these {} paths holds the handler `{handler}`", paths.len()))
            .hint("correct the handler, or name the folder that holds it")
    }))
}

fn as_written(
    search: &FolderSearch<'_>,
    function: &FunctionSpec,
    written: &Value,
    base: &Path,
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
    let direct = search.world.on_disk(&clean(&base.join(&path)));
    if let Some(folder) = folder_at(search, &direct) {
        if !is_inside(search, &folder) {
            return Err(missing(function, place, "outside the repository")
                .note(format!("this is `{}`", folder.display()))
                .hint("move the source into the repository: another machine does not have it"));
        }
        return Ok((folder, None));
    }
    if search.world.kind(&direct) == Some(PathKind::File) {
        return Err(missing(function, place, "this is a file")
            .hint("name the folder that holds the function's source"));
    }
    if path.is_absolute() || is_windows {
        if let Some(found) = by_tail(search, &path) {
            return Ok((found.clone(), Some(foreign(search, &path, &found, place))));
        }
        return Err(missing(function, place, "does not exist, nor does any end of it below the root")
            .hint("correct the path, or remove it so that the folder is found by the function's name"));
    }
    Err(missing(function, place, "does not exist")
        .note(format!("from `{}` this is `{}`", shown(search, base), shown(search, &direct)))
        .hint("correct the path, or remove it so that the folder is found by the function's name"))
}

/// The folder at a path, or the one that holds the Python file there.
fn folder_at(search: &FolderSearch<'_>, path: &Path) -> Option<PathBuf> {
    match search.world.kind(path)? {
        PathKind::Folder => Some(path.to_path_buf()),
        PathKind::File if path.extension().is_some_and(|extension| extension == "py") => {
            path.parent().map(Path::to_path_buf)
        }
        PathKind::File => None,
    }
}

fn by_name(
    search: &FolderSearch<'_>,
    function: &FunctionSpec,
) -> Result<(PathBuf, Option<Diagnostic>), Diagnostic> {
    let names = names(function);
    let places = search.places();
    let mut exact = places.iter().flat_map(|folder| names.iter().map(move |name| folder.join(name)));
    if let Some(found) = exact.find(|folder| search.is_folder(folder)) {
        return Ok((found, None));
    }
    let looked = names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
    let places = match search.functions {
        Some(folder) => format!("in `{}`", folder.display()),
        None => "in the usual function folders".to_owned(),
    };
    let environment = &function.id.environment;
    let forms: BTreeSet<String> =
        names.iter().flat_map(|name| forms(name, environment, search.prefix.as_deref())).collect();
    let same = search.in_other_forms(&forms);
    if let [only] = &*same {
        let title = format!("the source folder of `{}` was found by its name", function.name);
        let said = Diagnostic::remark(Code::FolderNamedOtherwise, title)
            .at(function.span, "says no source folder")
            .note(format!(
                "`{}` is the only folder {places} with the name in another way to write it",
                shown(search, only)
            ))
            .hint("set `source_dir` where that is not meant");
        return Ok((only.to_path_buf(), Some(said)));
    }
    let mut problem = missing(function, function.span, "says no source folder")
        .note(format!("looked for a folder {looked} {places}"));
    if !same.is_empty() {
        let several = same.iter().map(|folder| format!("`{}`", shown(search, folder))).collect::<Vec<_>>();
        problem =
            problem.note(format!("several have the name in another way to write it: {}", several.join(", ")));
    }
    Err(problem.hint(
        "set `source_dir`, or name the folder with the functions in `tglambda.toml`: `[layout] functions = \"…\"`",
    ))
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
        .find_map(|candidate| folder_at(search, &candidate))
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
