//! The units and stacks below a folder with what ties them, as Terragrunt's `find` has them. Source: Terragrunt 1.1.3
//! `internal/discovery`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::world::World;
use crate::terragrunt::{Edges, FilesRead, FolderKind, Session, clean, evaluate_edges, relative};

use super::circles;
use super::filters::Filters;
use super::links::Links;
use super::listed::Listed;
use super::module_files::ModuleFiles;
use super::tree::examine_below;

/// What to find out about the units and stacks that are found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Whether those in hidden folders count.
    pub hidden: bool,
    /// What a unit depends on.
    pub dependencies: bool,
    /// Anything else of it.
    pub details: bool,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The units and stacks, by path.
    pub listed: Vec<Listed>,
    /// What is wrong with the estate as a whole: units in a circle, a folder that is both.
    pub problems: Vec<Diagnostic>,
    /// What was passed over in single configurations.
    pub passed_over: Vec<Diagnostic>,
}

/// Finds the units and stacks below `top`, in a session for discovery over the same world.
///
/// # Errors
/// When a filter in `top` is not understood.
pub fn find(
    world: &dyn World,
    session: &Session<'_>,
    top: &Path,
    wanted: Wanted,
) -> Result<Found, Diagnostic> {
    let filters = Filters::read(world, top)?;
    let (modules, links) = (ModuleFiles::default(), Links::default());
    let examine = |folder: &Path, kind: FolderKind| {
        if !filters.keep(top, folder, kind) {
            return None;
        }
        let mut edges = if wanted.details || wanted.dependencies {
            evaluate_edges(session, &folder.join(kind.file()))
        } else {
            Edges::default()
        };
        let diagnostics = std::mem::take(&mut edges.diagnostics);
        Some((listed_as(&modules, &links, kind, folder, edges), diagnostics))
    };
    let examined = examine_below(top, wanted.hidden, &examine);
    if let Some(problem) = both_kinds(&examined, top) {
        return Ok(Found { problems: vec![problem], ..Found::default() });
    }
    let mut listed = Vec::new();
    let mut passed_over = Vec::new();
    for (one, diagnostics) in examined.into_iter().filter_map(|(.., examined)| examined) {
        listed.push(one);
        passed_over.extend(diagnostics);
    }
    let mut problems = Vec::new();
    if wanted.dependencies {
        problems = circles::take_out(session, &links, top, &mut listed);
    }
    listed.sort_by(|a, b| bytes(&a.folder).cmp(bytes(&b.folder)));
    Ok(Found { listed, problems, passed_over })
}

/// A folder that is a unit and a stack at once: Terragrunt then finds nothing at all.
fn both_kinds<T>(places: &[(PathBuf, FolderKind, T)], top: &Path) -> Option<Diagnostic> {
    let mut units = BTreeSet::new();
    let mut stacks = BTreeSet::new();
    for (folder, kind, _) in places {
        match kind {
            FolderKind::Unit => units.insert(folder),
            FolderKind::Stack => stacks.insert(folder),
        };
    }
    let folder = units.intersection(&stacks).next()?;
    let shown = relative(top, folder);
    let title = format!("the folder `{}` is a unit and a stack at once", shown.display());
    Some(
        Diagnostic::error(Code::InvalidConfig, title)
            .note("Terragrunt refuses that, and finds nothing at all")
            .hint("move its `terragrunt.hcl` or its `terragrunt.stack.hcl` to a folder of its own"),
    )
}

fn listed_as(modules: &ModuleFiles, links: &Links, kind: FolderKind, folder: &Path, edges: Edges) -> Listed {
    let reading = edges.files_read.map(|files| reading(modules, &files)).unwrap_or_default();
    let is_unit = kind == FolderKind::Unit;
    Listed {
        kind,
        folder: folder.to_path_buf(),
        includes: if is_unit { edges.includes } else { Vec::new() },
        exclude: edges.exclude.filter(|_| is_unit),
        dependencies: if is_unit { links.follow(edges.dependencies) } else { Vec::new() },
        reading,
    }
}

fn reading(modules: &ModuleFiles, read: &FilesRead) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = read.files.iter().map(|file| file.to_path_buf()).collect();
    for module in &read.modules {
        files.extend(modules.of(module).iter().cloned());
    }
    // Terragrunt tells paths apart by how they are written: a file that is named in two ways is listed twice.
    sorted(files).iter().map(|file| clean(file)).collect()
}

/// Sorted as Go sorts paths: as texts.
fn sorted(mut paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.sort_by(|a, b| bytes(a).cmp(bytes(b)));
    paths.dedup();
    paths
}

fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}
