//! One `unit` or `stack` block of a stack. Data only.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::lang::value::{Entries, Value};
use crate::lang::world::Mode;
use crate::source::Span;
use crate::terragrunt::document::untyped;
use crate::terragrunt::folder_kind::FolderKind;
use crate::terragrunt::parsed_file::ParsedFile;
use crate::terragrunt::paths;

/// The folder that stacks generate into.
pub(in crate::terragrunt) const STACK_FOLDER: &str = ".terragrunt-stack";

/// A unit or stack that a stack generates.
#[derive(Clone, Debug)]
pub struct Component {
    /// Which of the two it is.
    pub kind: FolderKind,
    /// Its name: the block's label.
    pub name: Arc<str>,
    /// The attributes that are set.
    pub fields: Entries,
    /// The place of the block's head.
    pub head: Span,
    /// What its `autoinclude` block generates beside it.
    pub(in crate::terragrunt) autoinclude: Option<Arc<ParsedFile>>,
}

impl Component {
    /// An attribute that is set and not null.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// Whether an attribute is set and true.
    pub fn is(&self, name: &str) -> bool {
        self.field(name).and_then(Value::as_bool) == Some(true)
    }

    /// Where its files come from, as written, when that is known.
    pub fn source(&self) -> Option<&str> {
        self.field("source").and_then(Value::as_str)
    }

    /// The `values` it is given, as written.
    pub fn values(&self) -> Option<&Value> {
        self.field("values")
    }

    /// The folder below which a stack in `stack_folder` may generate it.
    pub fn base(&self, stack_folder: &Path) -> PathBuf {
        if self.is("no_dot_terragrunt_stack") {
            stack_folder.to_path_buf()
        } else {
            stack_folder.join(STACK_FOLDER)
        }
    }

    /// The folder that a stack in `stack_folder` tells others as its place; `None` where its path is not known. A leading
    /// `/` is no root here: Go joins texts.
    pub(in crate::terragrunt) fn told_folder(&self, stack_folder: &Path) -> Option<PathBuf> {
        let path = self.field("path")?.as_str()?;
        Some(paths::join(&self.base(stack_folder), path.trim_start_matches('/')))
    }

    /// Whether the folder it is generated in is checked for its file.
    pub fn is_validated(&self) -> bool {
        !self.is("no_dot_terragrunt_stack") && !self.is("no_validation")
    }

    /// What it sees as `values`: a file with them has no lists, sets and maps, only tuples and objects.
    pub(in crate::terragrunt) fn handed_values(&self) -> Option<Value> {
        let values = self.values()?;
        // What is no object is reported, once.
        let is_object = values.entries().is_some() || values.is_unknown();
        let failed = || Value::failed().with_provenance(values.provenance.clone());
        Some(if is_object { untyped(values, Mode::Plan) } else { failed() })
    }
}
