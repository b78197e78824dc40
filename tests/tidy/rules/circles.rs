//! No file uses, by whatever way round, a file that uses it.

use crate::imports::{circles, edges};
use crate::repository::Repository;
use crate::violation::Violation;

/// The circles in the uses between files.
pub(crate) fn check(repository: &Repository) -> Vec<Violation> {
    let edges = edges(repository.sources());
    circles(&edges)
        .into_iter()
        .map(|circle| {
            let way: Vec<String> = circle
                .iter()
                .map(|edge| format!("{}:{} uses `{}` of {}", edge.from, edge.line, edge.path, edge.to))
                .collect();
            let what = format!("{} files use each other in a circle: {}", circle.len(), way.join(", "));
            let remedy = "move what both need to a file below both";
            Violation::new(&circle[0].from, circle[0].line, what, remedy)
        })
        .collect()
}
