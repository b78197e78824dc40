//! Where a module says that its state is kept: the `backend` and `cloud` blocks of its files, and what `init` noted.

use std::path::Path;

use crate::lang::world::{PathKind, World};
use crate::source::Sources;
use crate::syntax::json::{JsonKind, JsonNode, parse_json};
use crate::syntax::parse_hcl;
use crate::syntax::tree::{Body, ExprKind};

use super::document::member;

/// Where a state is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Backend {
    /// On this disk.
    Local(LocalBackend),
    /// Anywhere else.
    Elsewhere,
}

/// What a backend on this disk is told; `None` for what it decides itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LocalBackend {
    /// The state's file.
    pub(super) path: Option<String>,
    /// The folder of the states of workspaces.
    pub(super) workspace_dir: Option<String>,
}

/// What `init` noted in the working folder; `None` where it noted nothing.
pub(super) fn noted_by_init(world: &dyn World, folder: &Path) -> Option<Backend> {
    let file = world.read(&folder.join(".terraform/terraform.tfstate")).ok()?;
    let node = parse_json(&file).ok()?;
    let backend = part(&node, "backend")?;
    let JsonKind::String(kind) = &part(backend, "type")?.kind else { return None };
    if &**kind != "local" {
        return Some(Backend::Elsewhere);
    }
    let told = |name: &str| match &part(part(backend, "config")?, name)?.kind {
        JsonKind::String(text) => Some(text.to_string()),
        _ => None,
    };
    Some(Backend::Local(LocalBackend { path: told("path"), workspace_dir: told("workspace_dir") }))
}

fn part<'n>(node: &'n JsonNode, name: &str) -> Option<&'n JsonNode> {
    let JsonKind::Object(members) = &node.kind else { return None };
    member(members, name)
}

/// What the Terraform files in `folder` say; `None` where they say nothing.
pub(super) fn in_files(world: &dyn World, folder: &Path) -> Option<Backend> {
    let files = world.list(folder).into_iter();
    let files = files.filter(|path| is_terraform(path) && world.kind(path) == Some(PathKind::File));
    files.filter_map(|path| world.read(&path).ok()).find_map(|file| in_body(&parse_hcl(&file).0))
}

/// Whether Terraform or OpenTofu reads a file of this name.
pub(super) fn is_terraform(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "tf" || extension == "tofu")
}

/// What the text of a Terraform file says that is not written yet.
pub(super) fn in_text(name: &str, text: &str) -> Option<Backend> {
    // Not one of the run's files: nothing in it is ever shown.
    let file = Sources::default().add(Path::new(name), text);
    in_body(&parse_hcl(&file).0)
}

fn in_body(body: &Body) -> Option<Backend> {
    body.blocks("terraform").find_map(|terraform| {
        if terraform.body.blocks("cloud").next().is_some() {
            return Some(Backend::Elsewhere);
        }
        let backend = terraform.body.blocks("backend").next()?;
        if backend.labels.first().is_none_or(|label| &*label.text != "local") {
            return Some(Backend::Elsewhere);
        }
        let told = |name: &str| match &backend.body.attribute(name)?.value.kind {
            ExprKind::String(text) => Some(text.to_string()),
            _ => None,
        };
        Some(Backend::Local(LocalBackend { path: told("path"), workspace_dir: told("workspace_dir") }))
    })
}
