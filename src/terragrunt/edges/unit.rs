//! The edges of a unit or a stack, from the partial evaluation of its file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, deduplicated};
use crate::lang::value::Value;
use crate::source::Span;
use crate::terragrunt::config::Config;
use crate::terragrunt::context::Context;
use crate::terragrunt::dependency_outputs::is_disabled;
use crate::terragrunt::paths;
use crate::terragrunt::read::read;
use crate::terragrunt::reading::FilesRead;
use crate::terragrunt::session::Session;

use super::exclude::Exclude;
use super::partial::evaluate_partial;
use super::parts::{COMMAND, Depth};
use super::stack_units::unit_folders;

/// What ties a unit to others.
#[derive(Clone, Debug, Default)]
pub struct Edges {
    /// The files it includes: label and path; no path where it cannot be told.
    pub includes: Vec<(Arc<str>, Option<PathBuf>)>,
    /// The folders that its `dependency` and `dependencies` blocks name, as they are named, each with the place. None are
    /// known where one that counts cannot be told: the original then follows none.
    pub dependencies: Vec<(PathBuf, Span)>,
    /// When it is left out.
    pub exclude: Option<Exclude>,
    /// The files that were read for it, its own not among them. `None` where the file is refused as a whole.
    pub files_read: Option<Arc<FilesRead>>,
    /// What was passed over on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// The edges of the unit or stack whose configuration is at `path`. The session is one for
/// [discovery](Session::for_discovery).
pub fn evaluate_edges(session: &Session<'_>, path: &Path) -> Edges {
    let mut diagnostics = Vec::new();
    let context = Arc::new(Context::unit(path, COMMAND, read));
    let mut edges = Edges::default();
    if let Some(partial) = evaluate_partial(session, &context, path, Depth::Edges, &mut diagnostics) {
        let named = |path: &PathBuf| (!path.as_os_str().is_empty()).then(|| path.clone());
        let includes = partial.config.includes.iter();
        edges.includes = includes.map(|(label, path)| (Arc::clone(label), named(path))).collect();
        edges.dependencies = dependencies(session, path, &partial.config, &mut diagnostics);
        edges.exclude = partial.exclude;
        edges.files_read = Some(context.reading.taken());
    }
    if let Some(problem) = context.given_up(session, path) {
        edges = Edges::default();
        diagnostics = vec![problem];
    }
    edges.diagnostics = deduplicated(&diagnostics);
    edges
}

fn dependencies(
    session: &Session<'_>,
    unit: &Path,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(PathBuf, Span)> {
    let folder = unit.parent().unwrap_or(unit);
    let place = |written: &str, value: &Value| (paths::join(folder, written), value.provenance.span);
    let mut found = Vec::new();
    for dependency in config.dependency.iter().filter(|dependency| !is_disabled(&dependency.block)) {
        let block = &dependency.block;
        let path = block.field("config_path");
        let written =
            path.and_then(|path| Some((path.as_str().filter(|written| !written.is_empty())?, path)));
        let Some((written, path)) = written else {
            let title = format!(
                "where the dependency `{}` of `{}` leads is not known",
                block.label,
                session.display(unit)
            );
            let note = "none of the unit's dependencies are followed";
            diagnostics.push(Diagnostic::error(Code::InvalidValue, title).at(block.span, "").note(note));
            return Vec::new();
        };
        found.push(place(written, path));
    }
    let others = config.dependencies.iter().flatten();
    found.extend(others.filter_map(|path| Some(place(path.as_str()?, path))));
    in_stacks(session, unit, found, diagnostics)
}

/// The same with the units of each stack in its place.
fn in_stacks(
    session: &Session<'_>,
    unit: &Path,
    named: Vec<(PathBuf, Span)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(PathBuf, Span)> {
    let mut found = Vec::with_capacity(named.len());
    for (folder, place) in named {
        match unit_folders(session, &folder) {
            None => found.push((folder, place)),
            Some(Ok(units)) => found.extend(units.iter().map(|unit| (unit.clone(), place))),
            Some(Err(problems)) => {
                diagnostics.extend(problems.iter().cloned());
                let (stack, unit) = (session.display(&folder), session.display(unit));
                let title =
                    format!("which units the stack `{stack}` has is not known, and `{unit}` depends on it");
                let note = "none of the unit's dependencies are followed";
                diagnostics.push(Diagnostic::error(Code::InvalidValue, title).at(place, "").note(note));
                return Vec::new();
            }
        }
    }
    found
}
