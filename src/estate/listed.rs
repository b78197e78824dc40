//! A unit or a stack that `find` lists, with what ties it to others. Data only.

use std::path::PathBuf;
use std::sync::Arc;

use crate::source::Span;
use crate::terragrunt::{Exclude, FolderKind};

/// A unit or a stack.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which of the two.
    pub kind: FolderKind,
    /// Its folder.
    pub folder: PathBuf,
    /// The files that a unit includes: label and path; no path where it cannot be told.
    pub includes: Vec<(Arc<str>, Option<PathBuf>)>,
    /// When a unit is left out.
    pub exclude: Option<Exclude>,
    /// The folders that a unit depends on, sorted.
    pub dependencies: Vec<DependsOn>,
    /// The files that were read for it, sorted; its own file is none of them.
    pub reading: Vec<PathBuf>,
}

/// A folder that a unit depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DependsOn {
    /// The folder, links followed where it exists.
    pub folder: PathBuf,
    /// Where the unit says so.
    pub place: Span,
}
