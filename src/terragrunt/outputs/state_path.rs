//! Which file holds a unit's state, when it is one on this disk: the way that Terragrunt and Terraform find it.

use std::path::{Path, PathBuf};

use crate::lang::value::Value;
use crate::lang::world::{PathKind, World};
use crate::terragrunt::config::{Config, Labelled, Terraform};
use crate::terragrunt::paths;
use crate::terragrunt::source_address::source_address;
use crate::terragrunt::working_folder::{COPIES, moved_copies, working_folder};

use super::backend::{self, Backend, LocalBackend};

/// The variable that picks a workspace.
const WORKSPACE_VARIABLE: &str = "TF_WORKSPACE";

/// Where a unit's state is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StatePath {
    /// In the first of these files that is there.
    Files(Vec<PathBuf>),
    /// Not on this disk.
    Elsewhere,
}

/// Where the state of the unit in `unit` is, whose configuration is `config`.
pub(super) fn state_path(world: &dyn World, unit: &Path, config: &Config) -> StatePath {
    let working = working_folder_of(world, unit, config);
    let is_initialised = |folder: &Path| world.kind(&folder.join(".terraform")) == Some(PathKind::Folder);
    let initialised =
        working.iter().chain([&unit.to_path_buf()]).find(|folder| is_initialised(folder)).cloned();
    let remote_state = config.remote_state.as_ref().filter(|block| !is_told_to_run(block));
    let backend = match (remote_state, &initialised) {
        (Some(block), None) => Some(of_remote_state(block)),
        (_, Some(folder)) => {
            let noted = backend::noted_by_init(world, folder).or_else(|| backend::in_files(world, folder));
            noted.or_else(|| config.remote_state.as_ref().map(of_remote_state))
        }
        (None, None) => working
            .iter()
            .chain([&unit.to_path_buf()])
            .find_map(|folder| backend::in_files(world, folder))
            .or_else(|| of_generated(config))
            .or_else(|| config.remote_state.as_ref().map(of_remote_state)),
    };
    let local = match backend {
        Some(Backend::Elsewhere) => return StatePath::Elsewhere,
        Some(Backend::Local(local)) => local,
        None => LocalBackend::default(),
    };
    if initialised.is_none() && remote_state.is_some() {
        // Terragrunt then asks the backend from an empty folder: a relative path leads nowhere.
        let file = file_in(Path::new(""), &local, world.variable(WORKSPACE_VARIABLE).as_deref());
        return StatePath::Files(Some(file).filter(|file| file.is_absolute()).into_iter().collect());
    }
    // What lies beside a configuration is laid over its copy, before Terraform runs there.
    let folders: Vec<&Path> = match (&initialised, &working) {
        (Some(folder), _) if folder == unit => vec![unit],
        (_, Some(working)) => vec![unit, working],
        (_, None) => vec![unit],
    };
    let files =
        folders.into_iter().map(|folder| file_in(folder, &local, workspace_in(world, folder).as_deref()));
    StatePath::Files(files.collect())
}

/// Where Terragrunt runs Terraform for the unit.
fn working_folder_of(world: &dyn World, unit: &Path, config: &Config) -> Option<PathBuf> {
    let source = config.terraform.as_ref().and_then(Terraform::source);
    let source = match source {
        None => ".",
        Some(source) => source.as_str()?,
    };
    let configured =
        config.attributes.get("download_dir").and_then(Value::as_str).filter(|dir| !dir.is_empty());
    let copies = moved_copies(world, unit).or_else(|| Some(paths::join(unit, configured?)));
    let copies = copies.unwrap_or_else(|| unit.join(COPIES));
    // A source that only its host could name in full has its copy in a place that is not known here.
    let address = source_address(source, unit).ok()?;
    Some(working_folder(&copies, unit, &address))
}

/// Terragrunt then runs the unit instead of asking the backend for its state.
fn is_told_to_run(block: &Labelled) -> bool {
    block.field("disable_dependency_optimization").and_then(Value::as_bool) == Some(true)
}

fn of_remote_state(block: &Labelled) -> Backend {
    if block.field("backend").and_then(Value::as_str) != Some("local") {
        return Backend::Elsewhere;
    }
    let told = |name: &str| {
        let value = block.field("config")?.entry(name)?.as_str()?;
        (!value.is_empty()).then(|| value.to_owned())
    };
    Backend::Local(LocalBackend { path: told("path"), workspace_dir: told("workspace_dir") })
}

/// What a file that is generated for every run says.
fn of_generated(config: &Config) -> Option<Backend> {
    config.generate.values().find_map(|block| {
        let path = block.field("path")?.as_str()?;
        let contents = block.field("contents")?.as_str()?;
        backend::is_terraform(Path::new(path)).then(|| backend::in_text(path, contents))?
    })
}

/// The workspace that is picked for a run in `folder`.
fn workspace_in(world: &dyn World, folder: &Path) -> Option<String> {
    let noted =
        || world.read(&folder.join(".terraform/environment")).ok().map(|file| file.text().trim().to_owned());
    world.variable(WORKSPACE_VARIABLE).filter(|name| !name.is_empty()).or_else(noted)
}

fn file_in(folder: &Path, backend: &LocalBackend, workspace: Option<&str>) -> PathBuf {
    match workspace {
        None | Some("" | "default") => {
            paths::join(folder, backend.path.as_deref().unwrap_or("terraform.tfstate"))
        }
        Some(workspace) => {
            let states = backend.workspace_dir.as_deref().unwrap_or("terraform.tfstate.d");
            paths::clean(&folder.join(states).join(workspace).join("terraform.tfstate"))
        }
    }
}
