//! What stacks generate beside the files of their components, held in memory: no file is written.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crate::lang::value::Value;

use super::folder_kind::FolderKind;
use super::parsed_file::ParsedFile;
use super::stack::Component;

/// The file with the values that a stack hands over.
pub(super) const VALUES_FILE: &str = "terragrunt.values.hcl";

/// The file that a stack lays over the unit it stands beside.
pub(super) const AUTOINCLUDE_FILE: &str = "terragrunt.autoinclude.hcl";

/// The file that a stack lays over the stack it stands beside.
pub(super) const STACK_AUTOINCLUDE_FILE: &str = "terragrunt.autoinclude.stack.hcl";

/// The files that stacks generate beside those of their components.
pub const GENERATED_FILES: [&str; 3] = [VALUES_FILE, AUTOINCLUDE_FILE, STACK_AUTOINCLUDE_FILE];

/// What is generated in one folder.
#[derive(Debug)]
pub(super) struct Generated {
    /// In place of `terragrunt.values.hcl`.
    pub(super) values: Option<Value>,
    /// A file beside the component's, by its name.
    autoinclude: Option<(&'static str, Arc<ParsedFile>)>,
}

impl Generated {
    /// What a component of a stack brings.
    pub(super) fn of(component: &Component) -> Self {
        let name = match component.kind {
            FolderKind::Unit => AUTOINCLUDE_FILE,
            FolderKind::Stack => STACK_AUTOINCLUDE_FILE,
        };
        let autoinclude = component.autoinclude.as_ref().map(|file| (name, Arc::clone(file)));
        Self { values: component.handed_values(), autoinclude }
    }
}

/// The folders that something is generated in.
#[derive(Debug, Default)]
pub(super) struct GeneratedFolders(RwLock<HashMap<PathBuf, Arc<Generated>>>);

impl GeneratedFolders {
    /// Adds a folder; what was generated there before is gone.
    pub(super) fn insert(&self, folder: &Path, generated: Generated) {
        let mut folders = self.0.write().unwrap_or_else(PoisonError::into_inner);
        folders.insert(folder.to_path_buf(), Arc::new(generated));
    }

    /// What is generated in `folder`.
    pub(super) fn get(&self, folder: &Path) -> Option<Arc<Generated>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(folder).cloned()
    }

    /// Whether a file is generated at `path`.
    pub(super) fn has(&self, path: &Path) -> bool {
        let generated = path.parent().and_then(|folder| self.get(folder));
        let Some(generated) = generated else { return false };
        (generated.values.is_some() && path.ends_with(VALUES_FILE))
            || generated.autoinclude.as_ref().is_some_and(|(name, _)| path.ends_with(name))
    }

    /// The generated file at `path`.
    pub(super) fn file(&self, path: &Path) -> Option<Arc<ParsedFile>> {
        let generated = self.get(path.parent()?)?;
        let (name, file) = generated.autoinclude.as_ref()?;
        path.ends_with(name).then(|| Arc::clone(file))
    }
}
