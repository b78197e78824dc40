//! Where the files of a component are: a folder here, or somewhere that is not read.

use std::path::{Path, PathBuf};

use crate::lang::world::{PathKind, World};
use crate::terragrunt::paths;
use crate::terragrunt::source_address::local_folder;

/// Where a source leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A folder that is here.
    Local(PathBuf),
    /// Another repository, a registry or a bucket: Terragrunt would fetch it.
    Elsewhere,
    /// A path to nothing, with the folder that was looked for.
    Missing(PathBuf),
}

/// Where `written` leads from the stack in `folder`. What is here counts, whatever it looks like.
pub fn locate(world: &dyn World, folder: &Path, written: &str) -> Source {
    // `a//b` names the part `b` of the whole `a`: as a path it is the same.
    let literal = paths::join(folder, written);
    if world.kind(&literal) == Some(PathKind::Folder) {
        return Source::Local(literal);
    }
    // Only a plain path is copied: one with a query or as an address of `file://` fails, whatever is there.
    if local_folder(folder, written).is_none() { Source::Elsewhere } else { Source::Missing(literal) }
}
