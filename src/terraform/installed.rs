//! The modules that `terraform init` fetched: what `.terraform/modules/modules.json` of a working folder lists. Source:
//! Terraform `internal/modsdir/manifest.go`.

use std::path::{Path, PathBuf};

use crate::lang::world::World;
use crate::syntax::json::{JsonKind, JsonNode, parse_json};

/// Where the list is, below the working folder.
const LIST: &str = ".terraform/modules/modules.json";

/// The folder that holds the module at this path of calls (`api.role`), where it was fetched for `working_folder`.
pub(super) fn installed(world: &dyn World, working_folder: &Path, path: &str) -> Option<PathBuf> {
    let file = world.read(&working_folder.join(LIST)).ok()?;
    let list = parse_json(&file).ok()?;
    let JsonKind::Array(modules) = &member(&list, "Modules")?.kind else { return None };
    let text = |node: &JsonNode, name: &str| match &member(node, name)?.kind {
        JsonKind::String(text) => Some(text.to_string()),
        _ => None,
    };
    let module = modules.iter().find(|module| text(module, "Key").as_deref() == Some(path))?;
    Some(working_folder.join(text(module, "Dir")?))
}

fn member<'n>(node: &'n JsonNode, name: &str) -> Option<&'n JsonNode> {
    let JsonKind::Object(members) = &node.kind else { return None };
    members.iter().find(|(key, _)| &*key.text == name).map(|(_, value)| value)
}
