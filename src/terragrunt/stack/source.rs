//! Where the files of a component are: a folder here, or somewhere that is not read.

use std::path::{Path, PathBuf};

use crate::lang::world::{PathKind, World};
use crate::terragrunt::paths;

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

/// Hosts that go without a scheme.
const HOSTS: [&str; 3] = ["github.com/", "gitlab.com/", "bitbucket.org/"];

/// Where `written` leads from the stack in `folder`. What is here counts, whatever it looks like.
pub fn locate(world: &dyn World, folder: &Path, written: &str) -> Source {
    let path = written.strip_prefix("file://").unwrap_or(written);
    // `a//b` names the part `b` of the whole `a`: as a path it is the same.
    let local = paths::join(folder, path);
    if world.kind(&local) == Some(PathKind::Folder) {
        return Source::Local(local);
    }
    if is_elsewhere(written) { Source::Elsewhere } else { Source::Missing(local) }
}

fn is_elsewhere(written: &str) -> bool {
    let has_scheme = written.split_once("://").is_some_and(|(scheme, _)| scheme != "file");
    // `git@host:path`
    let is_scp = written.split_once(':').is_some_and(|(host, _)| host.contains('@') && !host.contains('/'));
    has_scheme || written.contains("::") || is_scp || HOSTS.iter().any(|host| written.starts_with(host))
}
