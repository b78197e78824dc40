//! Where a module comes from: a folder beside it, a folder that the user names in its place, a module that this program
//! knows, or elsewhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::known::KNOWN;

pub use super::known::KnownModule;

/// Where a module is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModuleSource {
    /// In a folder, by a path that counts from the module that calls.
    Folder(PathBuf),
    /// In a folder that is read in its place.
    Mapped(PathBuf),
    /// Known to this program.
    BuiltIn(KnownModule),
    /// Not here.
    Elsewhere,
}

/// The modules that are read in place of others, by address.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    mapped: BTreeMap<String, PathBuf>,
}

impl Sources {
    /// Folders in place of the modules at these addresses; an address is compared without what chooses a version.
    pub fn new(mapped: impl IntoIterator<Item = (String, PathBuf)>) -> Self {
        Self { mapped: mapped.into_iter().map(|(address, folder)| (plain(&address), folder)).collect() }
    }

    /// Where the module is that `source` names in a module in `folder`.
    pub fn locate(&self, folder: &Path, source: &str, _version: Option<&str>) -> ModuleSource {
        let address = plain(source);
        if let Some(folder) = self.mapped.get(&address) {
            return ModuleSource::Mapped(folder.clone());
        }
        if source.starts_with("./") || source.starts_with("../") || matches!(source, "." | "..") {
            return ModuleSource::Folder(clean(&folder.join(source)));
        }
        KNOWN
            .iter()
            .find(|known| known.is_at(&address))
            .map_or(ModuleSource::Elsewhere, |known| ModuleSource::BuiltIn(*known))
    }
}

/// An address without what chooses a version of it: `?ref=v1`, `?version=1.0.0`.
fn plain(address: &str) -> String {
    let address = address.split_once('?').map_or(address, |(address, _)| address);
    address.trim_end_matches('/').to_owned()
}

/// A path without `.` and `..`.
fn clean(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut cleaned = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(cleaned.components().next_back(), Some(Component::Normal(_))) =>
            {
                cleaned.pop();
            }
            other => cleaned.push(other),
        }
    }
    cleaned
}

/// `folder` as Terraform writes it for modules: relative to `base`, `.` for the base itself.
pub(super) fn relative(base: &Path, folder: &Path) -> Option<String> {
    let (mut base, mut folder) = (base.components().peekable(), folder.components().peekable());
    while base.peek().is_some() && base.peek() == folder.peek() {
        base.next();
        folder.next();
    }
    let up = base.map(|_| "..".to_owned());
    let down = folder.map(|component| component.as_os_str().to_str().map(str::to_owned));
    let steps: Vec<String> = up.map(Some).chain(down).collect::<Option<_>>()?;
    Some(if steps.is_empty() { ".".to_owned() } else { steps.join("/") })
}
