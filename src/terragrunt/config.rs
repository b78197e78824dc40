//! A unit's configuration after evaluation. Data only: how it comes about is in `evaluate`, how it merges in `merge`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::lang::value::{Entries, Value};
use crate::source::Span;

use super::found_in::FoundIn;

/// One configuration file, or a unit after its includes are merged in.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Attributes with a plain value: `download_dir`, `iam_role`, `prevent_destroy` and so on.
    pub attributes: BTreeMap<&'static str, Value>,
    /// The `terraform` block.
    pub terraform: Option<Terraform>,
    /// The `remote_state` block's attributes.
    pub remote_state: Option<Labelled>,
    /// The `generate` blocks by label.
    pub generate: BTreeMap<Arc<str>, Labelled>,
    /// The paths of the `dependencies` block.
    pub dependencies: Option<Vec<Value>>,
    /// The `dependency` blocks in order.
    pub dependency: Vec<Dependency>,
    /// The `feature` blocks in order.
    pub feature: Vec<Labelled>,
    /// Blocks that at most occur once and hold plain attributes: `exclude`, `engine`, `catalog`.
    pub singles: BTreeMap<&'static str, Labelled>,
    /// The `retry` blocks of `errors`.
    pub retry: Vec<Labelled>,
    /// The `ignore` blocks of `errors`.
    pub ignore: Vec<Labelled>,
    /// Whether there is an `errors` block.
    pub has_errors_block: bool,
    /// The `inputs` attribute.
    pub inputs: Option<Value>,
    /// The file's own locals; never merged.
    pub locals: Option<Value>,
    /// The locals of the files that are merged into it, the nearest first; no expression of its own sees them.
    pub outer_locals: Vec<Value>,
    /// The files that the unit includes: label and path.
    pub includes: Vec<(Arc<str>, PathBuf)>,
    /// Which file sets each part, by Terragrunt's count.
    pub found_in: FoundIn,
}

/// A block with its label and evaluated attributes.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The label; empty for blocks without one.
    pub label: Arc<str>,
    /// The attributes that are set.
    pub fields: Entries,
    /// Where the block is written.
    pub span: Span,
}

impl Labelled {
    /// An attribute that is set and not null.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }
}

/// The `terraform` block.
#[derive(Clone, Debug)]
pub struct Terraform {
    /// Its own attributes that are set: `source`, `include_in_copy` and so on.
    pub fields: Entries,
    /// `extra_arguments` in order.
    pub extra_arguments: Vec<Labelled>,
    /// `before_hook`s in order.
    pub before_hook: Vec<Labelled>,
    /// `after_hook`s in order.
    pub after_hook: Vec<Labelled>,
    /// `error_hook`s in order.
    pub error_hook: Vec<Labelled>,
}

impl Terraform {
    /// An attribute of its own that is set and not null.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// The module's source as written, when it is known.
    pub fn source(&self) -> Option<&Value> {
        self.field("source")
    }
}

/// A `dependency` block.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// Its label and attributes.
    pub block: Labelled,
    /// The folder it names, when `config_path` is known.
    pub folder: Option<PathBuf>,
    /// What expressions see as `dependency.<label>.outputs`; `None` where there is no such attribute.
    pub outputs: Option<Value>,
}
