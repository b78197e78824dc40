//! Reads what a build is made from: the function's files, and its requirements with all they include.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::host::fs;
use crate::host::walk::{Boundary, walk};
use crate::source::{Sources, Span};

use super::excludes::{exclude_for, is_excluded_anywhere};
use super::handler::Handler;
use super::problem::{unreadable, unwalkable};
use super::request::BuildRequest;
use super::requirements::{self, Spanned, normalized};
use super::sources::{Selection, select};

/// The file that lists a function's requirements: in its folder, else where the zip's root is.
const REQUIREMENTS: &str = "requirements.txt";

/// A file that is an input without being shipped.
#[derive(Clone, Debug)]
pub(super) struct InputFile {
    /// Its path from the function's folder, `..` included.
    pub(super) path: String,
    /// What it holds.
    pub(super) content: Vec<u8>,
}

/// Everything a function requires.
#[derive(Debug, Default)]
pub(super) struct Requirements {
    /// The file that was read first, from the function's folder; empty when there is none.
    pub(super) file: String,
    /// The requirements file and those it includes.
    pub(super) files: Vec<InputFile>,
    /// Wheels on this machine that they name.
    pub(super) wheels: Vec<InputFile>,
    /// Whether any of them names a hash.
    pub(super) has_hashes: bool,
    /// Whether the files say where packages come from.
    pub(super) names_index: bool,
    /// Whether there is something to install.
    pub(super) is_needed: bool,
    /// Variables that they refer to.
    pub(super) variables: BTreeSet<String>,
    /// Where each package is asked for, by normal name.
    pub(super) places: Vec<(String, Span)>,
}

impl Requirements {
    /// Where `package` is asked for.
    pub(super) fn place(&self, package: &str) -> Span {
        let name = normalized(package);
        self.places.iter().find(|(known, _)| *known == name).map_or(Span::NONE, |(_, span)| *span)
    }
}

/// Reads the function's files.
///
/// # Errors
/// When the folder or something in it cannot be read or followed.
pub(super) fn gather_sources(
    request: &BuildRequest,
    handler: &Handler,
    root: &Path,
) -> Result<Selection, Diagnostic> {
    if !fs::is_dir(&request.folder) {
        let title =
            format!("source folder of `{}` does not exist: `{}`", request.name, request.folder.display());
        return Err(Diagnostic::error(Code::SourceFolderMissing, title).at(request.origins.function, ""));
    }
    let skip = |path: &str| match path.rsplit_once('/') {
        Some((_, name)) => is_excluded_anywhere(name),
        None => exclude_for(path).is_some(),
    };
    let files = Boundary::of(&request.folder, root)
        .map_err(Into::into)
        .and_then(|boundary| walk(&request.folder, &boundary, &skip))
        .map_err(|error| unwalkable(&error))?;
    Ok(select(files, handler))
}

/// Why the handler's module, although it is there, is not among the sources.
pub(super) fn hidden_module(request: &BuildRequest, handler: &Handler) -> Option<String> {
    ["", "src/"].iter().flat_map(|root| handler.source_files().map(|file| (*root, file))).find_map(
        |(root, file)| {
            fs::is_file(&request.folder.join(root).join(&file)).then(|| match exclude_for(&file) {
                Some(exclude) => {
                    format!("`{root}{file}` is left out as `{}`: {}", exclude.pattern, exclude.reason)
                }
                None => format!("`{root}{file}` is left out by a `.gitignore`"),
            })
        },
    )
}

/// Reads the function's requirements file, when it has one, and all that it includes. `zip_root` is where the sources were
/// found, from the function's folder.
///
/// # Errors
/// When one of them cannot be read, or names what cannot be shipped.
pub(super) fn gather_requirements(
    request: &BuildRequest,
    zip_root: &str,
    root: &Path,
    sources: &Sources,
) -> Result<Requirements, Vec<Diagnostic>> {
    let mut reader = Reader { request, root, sources, found: Requirements::default(), problems: Vec::new() };
    let candidates = ["", zip_root].map(|place| format!("{place}{REQUIREMENTS}"));
    if let Some(file) = candidates.into_iter().find(|file| fs::is_file(&request.folder.join(file))) {
        reader.read(&request.folder.join(&file), Span::NONE, Kind::Requirements);
        reader.found.file = file;
    }
    if reader.problems.is_empty() { Ok(reader.found) } else { Err(reader.problems) }
}

struct Reader<'r> {
    request: &'r BuildRequest,
    root: &'r Path,
    sources: &'r Sources,
    found: Requirements,
    problems: Vec<Diagnostic>,
}

/// How a file is included.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// By `-r`, or as the first.
    Requirements,
    /// By `-c`: it installs nothing.
    Constraints,
}

impl Reader<'_> {
    fn read(&mut self, path: &Path, from: Span, kind: Kind) {
        let Some(input) = self.input(path, from) else { return };
        if self.found.files.iter().any(|file| file.path == input.path) {
            return;
        }
        let Ok(text) = String::from_utf8(input.content.clone()) else {
            let title = format!("`{}` of `{}` is not UTF-8", input.path, self.request.name);
            let problem = Diagnostic::error(Code::FileUnreadable, title).at(from, "included here");
            self.problems.push(
                problem.hint("save it as UTF-8: some shells write UTF-16 where output goes into a file"),
            );
            return;
        };
        self.found.files.push(input);
        let file = self.sources.add(path, text);
        let parsed = requirements::parse(file.text());
        let span = |word: &Spanned| Span::new(file.id(), word.range.clone());
        let folder = path.parent().unwrap_or(path);

        self.found.names_index |= parsed.names_index;
        if kind == Kind::Requirements {
            self.found.has_hashes |= parsed.has_hashes;
            self.found.is_needed |= !parsed.is_empty;
        }
        self.found.variables.extend(parsed.variables);
        self.found.places.extend(parsed.names.iter().map(|name| (normalized(&name.text), span(name))));
        for source in &parsed.source {
            self.problems.push(source_requirement(&source.text, span(source)));
        }
        for line in &parsed.builds {
            let title = format!(
                "requirements of `{}` ask for a build from source: `{}`",
                self.request.name, line.text
            );
            self.problems.push(
                Diagnostic::error(Code::DependenciesFailed, title)
                    .at(span(line), "")
                    .note(WHEELS_ONLY)
                    .hint("remove the line"),
            );
        }
        for links in &parsed.links {
            self.wheels_in(&normal(&folder.join(&links.text)), span(links));
        }
        for wheel in &parsed.wheels {
            if let Some(input) = self.input(&normal(&folder.join(&wheel.text)), span(wheel)) {
                self.found.wheels.push(input);
            }
        }
        let included = parsed.includes.iter().map(|include| (include, kind));
        let constraints = parsed.constraints.iter().map(|include| (include, Kind::Constraints));
        for (include, kind) in included.chain(constraints) {
            if include.text.contains("://") {
                let title = format!("requirements at an address cannot be included: `{}`", include.text);
                self.problems.push(
                    Diagnostic::error(Code::DependenciesFailed, title).at(span(include), "").hint(
                        "copy the file into the repository, so that a package is built from known inputs",
                    ),
                );
            } else {
                self.read(&normal(&folder.join(&include.text)), span(include), kind);
            }
        }
    }

    /// Every wheel of a folder may be the one that is installed.
    fn wheels_in(&mut self, folder: &Path, from: Span) {
        let is_wheel = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "whl");
        match fs::read_dir(folder) {
            Ok(paths) => {
                for path in paths.into_iter().filter(is_wheel) {
                    let wheel = self.input(&path, from);
                    self.found.wheels.extend(wheel);
                }
            }
            Err(error) => self.problems.push(unreadable(&error).at(from, "named here")),
        }
    }

    fn input(&mut self, path: &Path, from: Span) -> Option<InputFile> {
        let Some(relative) = relative(path, &self.request.folder, self.root) else {
            let title = format!("`{}` is outside of the repository", path.display());
            self.problems.push(
                Diagnostic::error(Code::DependenciesFailed, title)
                    .at(from, "named here")
                    .hint("move it into the repository: another machine does not have it"),
            );
            return None;
        };
        match fs::read(path) {
            Ok(content) => Some(InputFile { path: relative, content }),
            Err(error) => {
                self.problems.push(unreadable(&error).at(from, "named here"));
                None
            }
        }
    }
}

const WHEELS_ONLY: &str = "only wheels are installed, so that no code of a requirement runs on this machine";

fn source_requirement(text: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DependenciesFailed,
        format!("requirement `{text}` is a folder, a repository or a source archive"),
    )
    .at(span, "")
    .note(WHEELS_ONLY)
    .hint("build a wheel of it and name that, or put the code into the function's folder")
}

/// `path` without `.` and `..`, by its text alone.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(normal.pop()),
            part => normal.push(part),
        }
    }
    normal
}

/// The way from `folder` to `path`, both under `root` or `path` under `folder`: no place on this machine is in it.
fn relative(path: &Path, folder: &Path, root: &Path) -> Option<String> {
    let is_inside = path.starts_with(folder) || (path.starts_with(root) && folder.starts_with(root));
    if !is_inside {
        return None;
    }
    let common = folder.ancestors().find(|ancestor| path.starts_with(ancestor))?;
    let up = folder.strip_prefix(common).ok()?.components().map(|_| "..".to_owned());
    let down = path.strip_prefix(common).ok()?.components();
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    Some(up.chain(down).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_function_and_stay_in_the_repository() {
        let relative =
            |path: &str| relative(&normal(Path::new(path)), Path::new("/r/functions/a"), Path::new("/r"));
        assert_eq!(relative("/r/functions/a/requirements.txt").as_deref(), Some("requirements.txt"));
        assert_eq!(relative("/r/functions/a/../common.txt").as_deref(), Some("../common.txt"));
        assert_eq!(relative("/r/functions/a/../../../etc/pins.txt"), None);
    }
}
