//! Which stacks stand for themselves. A folder that a component takes as its source is a template: Terragrunt evaluates
//! it where it is generated, with the values it is given there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A stack file that was found, with the folders that its components come from.
pub(super) struct Origin {
    /// Its folder.
    pub(super) folder: PathBuf,
    /// The sources of its components that are here.
    pub(super) sources: Vec<PathBuf>,
}

impl Origin {
    /// The sources that are templates: one that the stack itself lies in is not.
    pub(super) fn templates(&self) -> impl Iterator<Item = &PathBuf> {
        self.sources.iter().filter(|source| !self.folder.starts_with(source))
    }

    fn uses(&self, folder: &Path) -> bool {
        self.templates().any(|source| folder.starts_with(source))
    }
}

/// The stacks that nobody takes as a source, by index. Of stacks that take each other in a circle, and that nobody else
/// takes, it is the first: the circle is to be reported, not passed over.
pub(super) fn roots(origins: &[Origin]) -> Vec<usize> {
    let is_taken = |index: usize| {
        let others = origins.iter().enumerate().filter(|(other, _)| *other != index);
        others.into_iter().any(|(_, other)| other.uses(&origins[index].folder))
    };
    let mut roots: Vec<usize> = (0..origins.len()).filter(|index| !is_taken(*index)).collect();
    let mut reached: BTreeSet<usize> = roots.iter().flat_map(|root| reach(origins, *root)).collect();
    for index in 0..origins.len() {
        if !reached.contains(&index) {
            roots.push(index);
            reached.extend(reach(origins, index));
        }
    }
    roots.sort_unstable();
    roots
}

fn reach(origins: &[Origin], start: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(index) = open.pop() {
        for (other, origin) in origins.iter().enumerate() {
            if origins[index].uses(&origin.folder) && reached.insert(other) {
                open.push(other);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins(folders: &[(&str, &[&str])]) -> Vec<Origin> {
        let origin = |(folder, sources): &(&str, &[&str])| Origin {
            folder: folder.into(),
            sources: sources.iter().map(PathBuf::from).collect(),
        };
        folders.iter().map(origin).collect()
    }

    #[test]
    fn a_stack_that_another_takes_is_a_template() {
        let found = origins(&[
            ("/e/live", &["/e/stacks/a"]),
            ("/e/stacks/a", &["/e/stacks/b"]),
            ("/e/stacks/b", &[]),
        ]);
        assert_eq!(roots(&found), [0]);
    }

    #[test]
    fn a_circle_has_a_beginning() {
        let found = origins(&[("/e/a", &["/e/b"]), ("/e/b", &["/e/a"]), ("/e/c", &["/e/c", "/e"])]);
        assert_eq!(roots(&found), [0, 2]);
    }
}
