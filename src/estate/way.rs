//! The stacks that lead to a stack: what tells whether they come back to themselves.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::value::Value;

/// Deeper than any estate nests its stacks.
const MOST_LEVELS: usize = 64;
/// How often a stack may be part of itself where each time it is given other values: one that counts down ends.
const MOST_TURNS: usize = 8;

/// The files that led to a stack, as they are on the disk, with the values each was given. Cheap to clone.
#[derive(Clone)]
pub(super) struct Way(Arc<Step>);

struct Step {
    file: PathBuf,
    values: Option<Value>,
    before: Option<Way>,
    length: usize,
}

impl Way {
    /// The way to a stack that stands for itself.
    pub(super) fn begin(file: &Path) -> Self {
        Self(Arc::new(Step { file: file.to_path_buf(), values: None, before: None, length: 1 }))
    }

    /// Whether nothing led to the stack.
    pub(super) fn is_beginning(&self) -> bool {
        self.0.before.is_none()
    }

    /// The way with one more stack on it; `None` where it would have no end.
    pub(super) fn step(&self, file: &Path, values: Option<Value>) -> Option<Self> {
        let same = self.steps().filter(|step| step.file == file);
        let comes_back = same.clone().any(|step| step.values == values) || same.count() >= MOST_TURNS;
        if comes_back || self.0.length >= MOST_LEVELS {
            return None;
        }
        let length = self.0.length + 1;
        Some(Self(Arc::new(Step { file: file.to_path_buf(), values, before: Some(self.clone()), length })))
    }

    /// The files on it, the last first.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.steps().map(|step| step.file.as_path())
    }

    fn steps(&self) -> impl Iterator<Item = &Step> + Clone {
        std::iter::successors(Some(&*self.0), |step| step.before.as_ref().map(|before| &*before.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_ends_where_a_stack_comes_back_with_what_it_had() {
        let way = Way::begin(Path::new("/a"));
        let values = |depth: i64| Some(Value::number(depth));
        assert!(way.step(Path::new("/a"), None).is_none());
        let further = way.step(Path::new("/a"), values(1)).expect("other values");
        assert!(further.step(Path::new("/a"), values(1)).is_none());
        assert!(further.step(Path::new("/b"), values(1)).is_some());
        let mut growing = way;
        let steps = (1..100).take_while(|depth| {
            let next = growing.step(Path::new("/a"), values(*depth));
            next.map(|next| growing = next).is_some()
        });
        assert_eq!(steps.count(), MOST_TURNS - 1);
    }
}
