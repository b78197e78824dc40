//! Stacks and all that they generate, level by level as Terragrunt does, without generating a file: folders of the
//! overlay show the sources, and the session holds what is put beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::world::{PathKind, World as _};
use crate::source::Span;
use crate::terragrunt::{Component, EvaluatedStack, Session, Source, evaluate_stack, locate};

use super::discovery::{STACK_FILE, UNIT_FILE, stack_and_unit_files};
use super::origins::{Origin, roots};
use super::overlay::OverlayWorld;
use super::placement::{Placement, check_file, place};
use super::stack_file::StackFile;
use super::way::Way;

/// What stacks generate.
#[derive(Debug, Default)]
pub struct Expansion {
    /// The files of the generated units, sorted.
    pub units: BTreeSet<PathBuf>,
    /// The stacks: those found, and those generated.
    pub stacks: Vec<StackFile>,
    /// The folders that components come from: what is below is evaluated where it is generated.
    pub templates: BTreeSet<PathBuf>,
    /// Stack files that cannot be evaluated where they are, because they need values.
    pub without_values: Vec<PathBuf>,
}

/// More components than any estate has.
const MOST_COMPONENTS: usize = 100_000;

/// A stack with the way to it.
struct Pending {
    file: PathBuf,
    evaluated: EvaluatedStack,
    way: Way,
}

/// A stack that is generated and still to be evaluated.
struct Next {
    file: PathBuf,
    way: Way,
}

/// Expands the stack files `found`, as the Terraform command `command` sees them. `world` is the one that `session` asks.
pub fn expand_stacks(
    session: &Session<'_>,
    world: &OverlayWorld,
    found: &[PathBuf],
    command: &str,
) -> Expansion {
    let mut expander = Expander {
        session,
        world,
        places: BTreeMap::new(),
        expansion: Expansion::default(),
        is_exhausted: false,
    };
    let evaluate = |file: &PathBuf| evaluate_stack(session, file, command);
    let evaluated: Vec<EvaluatedStack> = found.par_iter().map(evaluate).collect();
    let origins: Vec<Origin> =
        found.iter().zip(&evaluated).map(|(file, evaluated)| expander.origin(file, evaluated)).collect();
    expander.expansion.templates.extend(origins.iter().flat_map(Origin::templates).cloned());
    let roots = roots(&origins);
    let mut level = Vec::new();
    for (index, (file, evaluated)) in found.iter().zip(evaluated).enumerate() {
        if !roots.contains(&index) {
            continue;
        }
        if session.lacks_values(file, &evaluated.diagnostics) {
            expander.expansion.without_values.push(file.clone());
            continue;
        }
        level.push(Pending { file: file.clone(), evaluated, way: Way::begin(file) });
    }
    while !level.is_empty() {
        let next = level.into_iter().flat_map(|pending| expander.expand(pending)).collect::<Vec<_>>();
        level = next
            .into_par_iter()
            .map(|next| Pending {
                evaluated: evaluate_stack(session, &next.file, command),
                file: next.file,
                way: next.way,
            })
            .collect();
    }
    expander.expansion
}

struct Expander<'e, 's> {
    session: &'e Session<'s>,
    world: &'e OverlayWorld,
    /// Where each component is generated, with the place of its block and the stack's file.
    places: BTreeMap<PathBuf, (Span, PathBuf)>,
    expansion: Expansion,
    /// Whether there were too many components, which is reported.
    is_exhausted: bool,
}

impl Expander<'_, '_> {
    fn origin(&self, file: &Path, evaluated: &EvaluatedStack) -> Origin {
        let folder = file.parent().unwrap_or(file).to_path_buf();
        let sources = evaluated.stack.components().filter_map(Component::source);
        let sources = sources
            .filter_map(|written| match locate(self.world, &folder, written) {
                Source::Local(source) => Some(self.world.on_disk(&source)),
                Source::Elsewhere | Source::Missing(_) => None,
            })
            .collect();
        Origin { folder, sources }
    }

    /// Lays what a stack generates over the disk; returns the stacks among it.
    fn expand(&mut self, pending: Pending) -> Vec<Next> {
        let Pending { file, evaluated, way } = pending;
        let EvaluatedStack { stack, mut diagnostics } = evaluated;
        let folder = file.parent().unwrap_or(&file).to_path_buf();
        let mut next = Vec::new();
        if self.world.kind(&folder.join(UNIT_FILE)) == Some(PathKind::File) {
            diagnostics.push(self.both(&folder));
        } else {
            let mut remote = Vec::new();
            for component in stack.components() {
                if self.places.len() >= MOST_COMPONENTS {
                    diagnostics.extend(self.too_many(component));
                    break;
                }
                match place(self.session, self.world, &folder, component, &mut diagnostics) {
                    Placement::Shown { folder: target, source } => {
                        if self.claim(&target, &file, component, &mut diagnostics) {
                            let source = self.world.on_disk(&source);
                            // Outside the stack's own folder there may be files that nobody generates.
                            let is_shared = component.is("no_dot_terragrunt_stack");
                            self.world.mount(&target, &source, is_shared);
                            if !folder.starts_with(&source) {
                                self.expansion.templates.insert(source);
                            }
                            next.extend(self.enter(&target, component, &way, &mut diagnostics));
                        }
                    }
                    Placement::OnDisk(target) => {
                        if self.claim(&target, &file, component, &mut diagnostics) {
                            next.extend(self.enter(&target, component, &way, &mut diagnostics));
                        }
                    }
                    Placement::Remote(place) => remote.push((component, place)),
                    Placement::Nowhere => {}
                }
            }
            diagnostics.extend(self.not_read(&folder, &remote));
        }
        if !way.is_beginning() {
            let note = format!("in the stack `{}`", self.session.display(&folder));
            diagnostics = diagnostics.into_iter().map(|problem| problem.note(note.clone())).collect();
        }
        self.expansion.stacks.push(StackFile { folder, stack, diagnostics });
        next
    }

    /// What is below the folder of a component.
    fn enter(
        &mut self,
        target: &Path,
        component: &Component,
        way: &Way,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Next> {
        self.session.generate(target, component);
        diagnostics.extend(check_file(self.world, target, component));
        let mut next = Vec::new();
        let shown = self.world.on_disk(target);
        for file in stack_and_unit_files(&shown) {
            let Ok(below) = file.strip_prefix(&shown) else { continue };
            let place = target.join(below);
            if file.ends_with(UNIT_FILE) {
                self.expansion.units.insert(place);
                continue;
            }
            // Values reach the folder itself, not those below it.
            let values = component.values().filter(|_| below == Path::new(STACK_FILE)).cloned();
            match way.step(&file, values) {
                Some(way) => next.push(Next { file: place, way }),
                None => diagnostics.push(self.endless(&file, component, way)),
            }
        }
        next
    }

    fn endless(&self, file: &Path, component: &Component, way: &Way) -> Diagnostic {
        let name = |file: &Path| format!("`{}`", self.session.display(file));
        let mut names: Vec<String> = way.files().map(name).collect();
        names.reverse();
        names.push(name(file));
        if names.len() > 6 {
            names.splice(3..names.len() - 2, ["…".to_owned()]);
        }
        let title = format!("the stack `{}` generates itself without end", component.name);
        Diagnostic::error(Code::EvaluationCycle, title)
            .at(component.head, "comes back to a stack that it is part of")
            .note(format!("the way is {}", names.join(" → ")))
            .hint("take one of the stacks out of the circle")
    }

    /// Takes the folder for a component; of two, the first has it.
    fn claim(
        &mut self,
        target: &Path,
        file: &Path,
        component: &Component,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        if let Some((first, other)) = self.places.get(target) {
            // Two components of one stack in one folder are reported with the stack.
            if other != file {
                let title = format!("two stacks generate `{}`", self.session.display(target));
                diagnostics.push(
                    Diagnostic::warning(Code::DuplicateKey, title)
                        .at(component.head, "passed over here; Terragrunt writes one over the other")
                        .related(*first, "the first one")
                        .hint("give each a `path` of its own"),
                );
            }
            return false;
        }
        self.places.insert(target.to_path_buf(), (component.head, file.to_path_buf()));
        true
    }

    /// Said once: what comes after it would only repeat it.
    fn too_many(&mut self, component: &Component) -> Option<Diagnostic> {
        if std::mem::replace(&mut self.is_exhausted, true) {
            return None;
        }
        let title = format!("stacks generate more than {MOST_COMPONENTS} units and stacks");
        Some(
            Diagnostic::error(Code::EvaluationCycle, title)
                .at(component.head, "this one and those after it are passed over")
                .hint("look for a stack that generates itself, each time with other values"),
        )
    }

    fn both(&self, folder: &Path) -> Diagnostic {
        let title = format!("`{}` is a unit and a stack", self.session.display(folder));
        let path =
            |name: &str| self.world.read(&folder.join(name)).ok().map(|file| Span::new(file.id(), 0..0));
        Diagnostic::error(Code::UnsupportedArgument, title)
            .at(path(STACK_FILE).unwrap_or(Span::NONE), "makes it a stack")
            .related(path(UNIT_FILE).unwrap_or(Span::NONE), "makes it a unit")
            .note("Terragrunt refuses it since 1.0.0")
            .hint("move one of the two files to a folder of its own")
    }

    /// Components that come from elsewhere, said once for a stack.
    fn not_read(&self, folder: &Path, remote: &[(&Component, Span)]) -> Option<Diagnostic> {
        let (_, place) = remote.first()?;
        let names: Vec<String> =
            remote.iter().map(|(component, _)| format!("`{}`", component.name)).collect();
        let title = format!("sources of the stack `{}` are not here", self.session.display(folder));
        Some(
            Diagnostic::remark(Code::RemoteSource, title)
                .at(*place, "Terragrunt would fetch it")
                .note(format!("not read: {}", names.join(", ")))
                .hint("run `terragrunt stack generate`: what it leaves on the disk is read"),
        )
    }
}
