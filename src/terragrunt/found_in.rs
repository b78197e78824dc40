//! Which file set a part of a configuration, by Terragrunt's own count: the nearest file that says anything of it, even
//! where the value is another's (an empty text, a block that was merged). Where a value was written is told by its
//! provenance. Source: Terragrunt 1.1.3 `pkg/config/config.go` (`FieldsMetadata`).

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::lang::value::Value;

/// The files that a configuration is merged from, the nearest last.
#[derive(Clone, Debug, Default)]
pub struct FoundIn(Vec<Layer>);

/// What one file sets.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) file: Arc<Path>,
    /// Attributes, and blocks without label.
    pub(super) plain: Vec<&'static str>,
    /// Labelled blocks, and the paths of `dependencies`.
    pub(super) labels: BTreeSet<(&'static str, Arc<str>)>,
    pub(super) inputs: Option<Value>,
    pub(super) locals: Option<Value>,
}

impl FoundIn {
    /// Of one file.
    pub(super) fn layer(layer: Layer) -> Self {
        Self(vec![layer])
    }

    /// The same with the files of `child` over them.
    pub(super) fn under(mut self, child: Self) -> Self {
        self.0.extend(child.0);
        self
    }

    /// What is set in `file` counts as set in `name`.
    pub(super) fn rename(&mut self, file: &Path, name: &Path) {
        if file.as_os_str() == name.as_os_str() {
            return;
        }
        for layer in self.0.iter_mut().filter(|layer| *layer.file == *file) {
            layer.file = name.into();
        }
    }

    /// The file that sets an attribute or a block without label.
    pub(super) fn of(&self, name: &str) -> Option<&Path> {
        self.nearest(|layer| layer.plain.contains(&name))
    }

    /// The file that sets one of the things that have names: an input, a local, a labelled block, a path.
    pub(super) fn of_named(&self, kind: &'static str, name: &str) -> Option<&Path> {
        let has = |value: &Option<Value>| value.as_ref().is_some_and(|value| value.entry(name).is_some());
        self.nearest(|layer| match kind {
            "inputs" => has(&layer.inputs),
            "locals" => has(&layer.locals),
            _ => layer.labels.contains(&(kind, name.into())),
        })
    }

    fn nearest(&self, sets: impl Fn(&Layer) -> bool) -> Option<&Path> {
        self.0.iter().rev().find(|layer| sets(layer)).map(|layer| &*layer.file)
    }
}
