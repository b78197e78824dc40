//! Circles in the uses between files.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::edges::Edge;

/// A shortest circle through each file that is in one, every circle once.
pub(crate) fn circles(edges: &[Edge]) -> Vec<Vec<&Edge>> {
    let mut from: BTreeMap<&str, Vec<&Edge>> = BTreeMap::new();
    for edge in edges {
        from.entry(&edge.from).or_default().push(edge);
    }
    let mut covered = BTreeSet::new();
    let mut circles = Vec::new();
    for file in from.keys().copied() {
        if covered.contains(file) {
            continue;
        }
        if let Some(circle) = shortest(&from, file) {
            covered.extend(circle.iter().map(|edge| edge.from.as_str()));
            circles.push(circle);
        }
    }
    circles
}

/// The shortest way from `start` back to it.
fn shortest<'e>(from: &BTreeMap<&str, Vec<&'e Edge>>, start: &str) -> Option<Vec<&'e Edge>> {
    let mut reached: BTreeMap<&str, &Edge> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(file) = waiting.pop_front() {
        for edge in from.get(file).into_iter().flatten() {
            if edge.to == start {
                return Some(way(&reached, start, edge));
            }
            if !reached.contains_key(edge.to.as_str()) {
                reached.insert(&edge.to, edge);
                waiting.push_back(&edge.to);
            }
        }
    }
    None
}

fn way<'e>(reached: &BTreeMap<&str, &'e Edge>, start: &str, last: &'e Edge) -> Vec<&'e Edge> {
    let mut way = vec![last];
    let mut file = last.from.as_str();
    while file != start {
        let edge = reached[file];
        way.push(edge);
        file = &edge.from;
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pairs: &[(&str, &str)]) -> Vec<String> {
        let edges: Vec<Edge> = pairs
            .iter()
            .map(|(from, to)| Edge { from: (*from).into(), to: (*to).into(), line: 1, path: String::new() })
            .collect();
        circles(&edges)
            .into_iter()
            .map(|circle| circle.iter().map(|edge| edge.from.as_str()).collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn circles_are_found_and_diamonds_are_none() {
        assert_eq!(found(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]), Vec::<String>::new());
        assert_eq!(found(&[("x", "a"), ("a", "b"), ("b", "c"), ("c", "a"), ("c", "y")]), ["a b c"]);
        assert_eq!(found(&[("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]), ["a b", "c d"]);
    }
}
