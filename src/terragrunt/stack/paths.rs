//! The variables `unit` and `stack`: where the components of a stack are generated.

use std::path::{Component as PathPart, Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::value::{Entries, Value};
use crate::terragrunt::folder_kind::FolderKind;
use crate::terragrunt::paths;

use super::component::Component;
use super::scope::StackScope;

/// Sets `unit` and `stack` to the places of `components`; of two with one name the later counts.
pub(super) fn publish<'c>(
    scope: &mut StackScope<'_>,
    components: &(impl Iterator<Item = &'c Component> + Clone),
) {
    for kind in [FolderKind::Unit, FolderKind::Stack] {
        let of_kind = components.clone().filter(|component| component.kind == kind);
        let entries: Entries =
            of_kind.map(|component| (Arc::clone(&component.name), place(component, &scope.folder))).collect();
        scope.set(kind.name(), Value::object(entries));
    }
}

/// `{ path = "…" }`
fn place(component: &Component, stack_folder: &Path) -> Value {
    let written = component.fields.get("path").cloned().unwrap_or_else(Value::failed);
    let path = match component.told_folder(stack_folder) {
        Some(folder) => Value::string(paths::text(&folder)).sensitive_if(written.sensitive),
        None => written.clone(),
    };
    let path = path.with_provenance(written.provenance);
    Value::object(Entries::from([(Arc::from("path"), path)]))
}

impl Component {
    /// The folder that a stack in `stack_folder` generates it in; `None` where its path is not known.
    ///
    /// # Errors
    /// When its path leads to where the stack may not generate anything.
    pub fn folder(&self, stack_folder: &Path) -> Option<Result<PathBuf, Diagnostic>> {
        let path = self.field("path")?;
        let written = path.as_str()?;
        let base = paths::clean(&self.base(stack_folder));
        let folder = paths::join(&base, written);
        let leads_out = Path::new(written).is_absolute() || !folder.starts_with(&base);
        if !leads_out {
            return Some(Ok(folder));
        }
        let kind = self.kind.name();
        let shown = if path.sensitive { "(sensitive)" } else { written };
        let what = if Path::new(written).components().any(|part| part == PathPart::ParentDir) {
            "leads out of the stack's folder"
        } else {
            "must be relative"
        };
        Some(Err(Diagnostic::error(
            Code::InvalidValue,
            format!("the {kind} `{}` cannot be generated in `{shown}`", self.name),
        )
        .at(path.provenance.nearest(), what)))
    }
}
