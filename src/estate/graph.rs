//! Which unit depends on which, and the circles in that. Source: Terragrunt 1.1.3 `internal/component/component.go`
//! (`CycleCheck`), `internal/discovery/discovery.go` (`removeCycles`).

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::source::Span;

/// Folders and the folders they depend on.
#[derive(Debug, Default)]
pub(super) struct Graph {
    indices: HashMap<PathBuf, usize>,
    folders: Vec<PathBuf>,
    edges: Vec<Vec<(usize, Span)>>,
}

/// A way into a circle.
#[derive(Debug)]
pub(super) struct Way<'g> {
    /// The folders on it; the last one is one of those before.
    pub(super) stops: Vec<&'g Path>,
    /// Where the last step is written.
    pub(super) place: Span,
}

/// So many units are taken out because they lead into a circle, and no more.
const MOST_TAKEN_OUT: usize = 100;

impl Graph {
    /// The node of a folder, made where there is none; says whether it was made.
    pub(super) fn node(&mut self, folder: &Path) -> (usize, bool) {
        if let Some(index) = self.indices.get(folder) {
            return (*index, false);
        }
        let index = self.folders.len();
        self.indices.insert(folder.to_path_buf(), index);
        self.folders.push(folder.to_path_buf());
        self.edges.push(Vec::new());
        (index, true)
    }

    /// Notes that one depends on another, as is written at a place.
    pub(super) fn connect(&mut self, from: usize, to: usize, place: Span) {
        if !self.edges[from].iter().any(|(known, _)| *known == to) {
            self.edges[from].push((to, place));
        }
    }

    /// Takes out of `listed` those that lead into a circle, until none does. Each comes with its way into the circle.
    pub(super) fn take_out_circles(&self, listed: &mut Vec<usize>) -> Vec<Way<'_>> {
        let mut ways = Vec::new();
        for _ in 0..MOST_TAKEN_OUT {
            let Some((index, way)) = self.first_circle(listed) else { break };
            listed.remove(index);
            ways.push(way);
        }
        ways
    }

    /// The first of `listed` from which a circle is reached, with the way: its last stop is one that it came by before.
    fn first_circle(&self, listed: &[usize]) -> Option<(usize, Way<'_>)> {
        let mut visited = vec![false; self.folders.len()];
        let mut is_on_way = vec![false; self.folders.len()];
        for (index, start) in listed.iter().enumerate() {
            // The nodes on the way, with how many edges of each are followed.
            let mut way: Vec<(usize, usize)> = Vec::new();
            let mut next = (!visited[*start]).then_some(*start);
            loop {
                if let Some(node) = next.take() {
                    visited[node] = true;
                    is_on_way[node] = true;
                    way.push((node, 0));
                }
                let Some((node, followed)) = way.last_mut() else { break };
                let Some((to, place)) = self.edges[*node].get(*followed).copied() else {
                    is_on_way[*node] = false;
                    way.pop();
                    continue;
                };
                *followed += 1;
                if is_on_way[to] {
                    let stops = way.iter().map(|(stop, _)| *stop).chain([to]);
                    let stops = stops.map(|stop| self.folders[stop].as_path()).collect();
                    return Some((index, Way { stops, place }));
                }
                next = (!visited[to]).then_some(to);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_leads_into_a_circle_first_is_taken_out() {
        let mut graph = Graph::default();
        let nodes: Vec<usize> =
            ["/before", "/a", "/b", "/after"].map(|folder| graph.node(Path::new(folder)).0).to_vec();
        for (from, to) in [(0, 1), (1, 2), (2, 1), (3, 2)] {
            graph.connect(nodes[from], nodes[to], Span::NONE);
        }
        let mut listed = nodes;
        let ways = graph.take_out_circles(&mut listed);
        assert_eq!(listed, [] as [usize; 0]);
        assert_eq!(ways[0].stops, ["/before", "/a", "/b", "/a"].map(Path::new));
        assert_eq!(ways[1].stops, ["/a", "/b", "/a"].map(Path::new));
    }
}
