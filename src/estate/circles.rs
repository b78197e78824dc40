//! Units that lead into a circle of dependencies: Terragrunt's `find` does not list them. Source: Terragrunt 1.1.3
//! `internal/discovery/phase_relationship.go`, `internal/discovery/discovery.go`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};
use crate::host::fs;
use crate::terragrunt::{FolderKind, Session, evaluate_edges, relative};

use super::graph::{Graph, Way};
use super::links::Links;
use super::listed::{DependsOn, Listed};

/// Takes them out of `units`, and says so. Units elsewhere that others depend on are followed too: the way may lead
/// through them.
pub(super) fn take_out(
    session: &Session<'_>,
    links: &Links,
    top: &Path,
    units: &mut Vec<Listed>,
) -> Vec<Diagnostic> {
    let mut graph = Graph::default();
    let all: Vec<usize> = units.iter().map(|unit| graph.node(&unit.folder).0).collect();
    let mut open: Vec<(usize, Vec<DependsOn>)> = Vec::new();
    for (node, unit) in all.iter().zip(&*units) {
        open.push((*node, unit.dependencies.clone()));
    }
    while let Some((node, dependencies)) = open.pop() {
        for DependsOn { folder, place } in dependencies {
            let (to, is_new) = graph.node(&folder);
            graph.connect(node, to, place);
            // A unit that is alone in the list is not looked beyond.
            if is_new && all.len() > 1 {
                let file = folder.join(FolderKind::Unit.file());
                if fs::is_file(&file) {
                    open.push((to, links.follow(evaluate_edges(session, &file).dependencies)));
                }
            }
        }
    }
    let mut listed = all.clone();
    let ways = graph.take_out_circles(&mut listed);
    let problems = ways.iter().map(|way| circle(top, way)).collect();
    let kept: BTreeSet<usize> = listed.into_iter().collect();
    let mut nodes = all.into_iter();
    units.retain(|_| nodes.next().is_some_and(|node| kept.contains(&node)));
    problems
}

fn circle(top: &Path, way: &Way<'_>) -> Diagnostic {
    let names: Vec<String> =
        way.stops.iter().map(|folder| format!("`{}`", relative(top, folder).display())).collect();
    let title = format!("{} leads into a circle of dependencies, and is left out", names[0]);
    Diagnostic::warning(Code::EvaluationCycle, title)
        .at(way.place, "this dependency closes the circle")
        .note(format!("the way is {}", names.join(" → ")))
        .hint("take one of the dependencies out of the circle")
}
