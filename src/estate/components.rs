//! The units and stacks below a folder with what ties them, as Terragrunt's `find` has them. Source: Terragrunt 1.1.3
//! `internal/discovery`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::host::fs;
use crate::lang::world::World;
use crate::terragrunt::{Edges, Exclude, FilesRead, Options, Session, evaluate_edges, relative};

use super::graph::Graph;
use super::module_files::ModuleFiles;
use super::tree::{ComponentKind, components_below};

/// A unit or a stack.
#[derive(Clone, Debug)]
pub struct Component {
    /// Which of the two.
    pub kind: ComponentKind,
    /// Its folder.
    pub folder: PathBuf,
    /// The files that a unit includes: label and path; no path where it cannot be told.
    pub includes: Vec<(Arc<str>, Option<PathBuf>)>,
    /// When a unit is left out.
    pub exclude: Option<Exclude>,
    /// The folders that a unit depends on, sorted.
    pub dependencies: Vec<PathBuf>,
    /// The files that were read for it, sorted; its own file is none of them.
    pub reading: Vec<PathBuf>,
}

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
    pub components: Vec<Component>,
    /// What is wrong with the estate as a whole: units in a circle, a folder that is both.
    pub problems: Vec<Diagnostic>,
    /// What was passed over in single configurations.
    pub passed_over: Vec<Diagnostic>,
}

/// Finds the units and stacks below `top`.
pub fn find_components(world: &dyn World, top: &Path, wanted: Wanted, options: Options) -> Found {
    let session = Session::for_discovery(world, top, options);
    let places = components_below(top, wanted.hidden);
    if let Some(problem) = both_kinds(&places, top) {
        return Found { problems: vec![problem], ..Found::default() };
    }
    let modules = ModuleFiles::default();
    let examine = |(folder, kind): &(PathBuf, ComponentKind)| {
        let edges = if wanted.details || wanted.dependencies {
            evaluate_edges(&session, &folder.join(kind.file()))
        } else {
            Edges::default()
        };
        (*kind, folder.clone(), edges)
    };
    let mut examined: Vec<(ComponentKind, PathBuf, Edges)> = places.par_iter().map(examine).collect();
    let passed_over = examined.iter_mut().flat_map(|(.., edges)| std::mem::take(&mut edges.diagnostics));
    let passed_over = passed_over.collect();
    let mut components: Vec<Component> = examined
        .into_par_iter()
        .map(|(kind, folder, edges)| component(&modules, kind, folder, edges))
        .collect();
    let mut problems = Vec::new();
    if wanted.dependencies {
        problems = without_circles(&session, top, &mut components);
    }
    components.sort_by(|a, b| bytes(&a.folder).cmp(bytes(&b.folder)));
    Found { components, problems, passed_over }
}

/// A folder that is a unit and a stack at once: Terragrunt then finds nothing at all.
fn both_kinds(places: &[(PathBuf, ComponentKind)], top: &Path) -> Option<Diagnostic> {
    let mut units = BTreeSet::new();
    let mut stacks = BTreeSet::new();
    for (folder, kind) in places {
        match kind {
            ComponentKind::Unit => units.insert(folder),
            ComponentKind::Stack => stacks.insert(folder),
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

fn component(modules: &ModuleFiles, kind: ComponentKind, folder: PathBuf, edges: Edges) -> Component {
    let reading = edges.files_read.map(|files| reading(modules, &files)).unwrap_or_default();
    let is_unit = kind == ComponentKind::Unit;
    Component {
        kind,
        folder,
        includes: if is_unit { edges.includes } else { Vec::new() },
        exclude: edges.exclude.filter(|_| is_unit),
        dependencies: if is_unit { followed(edges.dependencies) } else { Vec::new() },
        reading,
    }
}

fn reading(modules: &ModuleFiles, read: &FilesRead) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = read.files.iter().map(|file| file.to_path_buf()).collect();
    for module in &read.modules {
        files.extend(modules.of(module).iter().cloned());
    }
    sorted(files)
}

/// Folders with their links followed.
fn followed(folders: Vec<PathBuf>) -> Vec<PathBuf> {
    sorted(folders.into_iter().map(|folder| fs::canonicalize(&folder).unwrap_or(folder)).collect())
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

/// Takes out the units that lead into a circle of dependencies, and says so. Units elsewhere that others depend on are
/// followed too: the way may lead through them.
fn without_circles(session: &Session<'_>, top: &Path, components: &mut Vec<Component>) -> Vec<Diagnostic> {
    let mut graph = Graph::default();
    let mut listed: Vec<usize> = Vec::new();
    for component in &*components {
        listed.push(graph.node(&component.folder).0);
    }
    let mut open: Vec<(usize, Vec<PathBuf>)> = Vec::new();
    for (node, component) in listed.iter().zip(&*components) {
        open.push((*node, component.dependencies.clone()));
    }
    while let Some((node, dependencies)) = open.pop() {
        for folder in dependencies {
            let (to, is_new) = graph.node(&folder);
            graph.connect(node, to);
            // A unit that is alone in the list is not looked beyond.
            if is_new && listed.len() > 1 {
                let file = folder.join(ComponentKind::Unit.file());
                if fs::is_file(&file) {
                    open.push((to, followed(evaluate_edges(session, &file).dependencies)));
                }
            }
        }
    }
    let all = listed.clone();
    let ways = graph.take_out_circles(&mut listed);
    let problems = ways.iter().map(|way| circle(top, way)).collect();
    let kept: BTreeSet<usize> = listed.into_iter().collect();
    let mut nodes = all.into_iter();
    components.retain(|_| nodes.next().is_some_and(|node| kept.contains(&node)));
    problems
}

fn circle(top: &Path, way: &[&Path]) -> Diagnostic {
    let names: Vec<String> =
        way.iter().map(|folder| format!("`{}`", relative(top, folder).display())).collect();
    let title = format!("{} leads into a circle of dependencies, and is left out", names[0]);
    Diagnostic::warning(Code::EvaluationCycle, title)
        .note(format!("the way is {}", names.join(" → ")))
        .hint("take one of the dependencies out of the circle")
}
