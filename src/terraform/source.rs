//! Where a module comes from: a folder beside it, a folder that the user names in its place, a module that this program
//! knows, or elsewhere.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::described::described;
use super::known::KNOWN;
use super::mapping::{MappedModule, ModuleMapping};
use super::module::Module;

pub use super::known::KnownModule;

/// Where a module is.
#[derive(Clone, Debug)]
pub enum ModuleSource {
    /// In a folder, by a path that counts from the module that calls.
    Folder(PathBuf),
    /// In a folder that is read in its place.
    Mapped(PathBuf),
    /// Described in its place.
    Described(Arc<Module>),
    /// Known to this program.
    BuiltIn(KnownModule),
    /// Not here.
    Elsewhere,
}

/// The modules that are read in place of others, by address.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    mapped: BTreeMap<String, StandIn>,
}

/// What stands for a module.
#[derive(Clone, Debug)]
enum StandIn {
    Folder(PathBuf),
    Module(Arc<Module>),
}

impl Sources {
    /// What the user says of modules that are not here; an address is compared without what chooses a version. Folders
    /// are relative to `root`.
    pub fn new(root: &Path, mappings: &[ModuleMapping]) -> Self {
        let stand_in = |mapping: &ModuleMapping| match &mapping.kind {
            MappedModule::Folder(folder) => StandIn::Folder(clean(&root.join(folder))),
            MappedModule::Function(function) => StandIn::Module(Arc::new(described(function, mapping.span))),
        };
        let mapped = mappings.iter().map(|mapping| (plain(&mapping.source), stand_in(mapping)));
        Self { mapped: mapped.collect() }
    }

    /// Where the module is that `source` names in a module in `folder`.
    pub fn locate(&self, folder: &Path, source: &str, _version: Option<&str>) -> ModuleSource {
        let address = plain(source);
        match self.mapped.get(&address) {
            Some(StandIn::Folder(folder)) => return ModuleSource::Mapped(folder.clone()),
            Some(StandIn::Module(module)) => return ModuleSource::Described(Arc::clone(module)),
            None => {}
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
