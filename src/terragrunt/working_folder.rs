//! The folder that Terragrunt runs Terraform in: a copy of the module below the unit's cache. Its names are digests of
//! the unit's folder and of what was copied. Source: Terragrunt 1.1.3 `internal/tf/source.go` (`NewSource`). Pure.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha1::{Digest as _, Sha1};

use crate::lang::value::Value;
use crate::lang::world::{PathKind, World};

use super::config::Config;
use super::paths;
use super::source_address::{SourceAddress, source_address};

/// The folder that Terragrunt copies modules to, in each unit's own.
pub(super) const COPIES: &str = ".terragrunt-cache";

/// The variable that moves the copies of all units; Terragrunt's own.
const DOWNLOAD_VARIABLE: &str = "TG_DOWNLOAD_DIR";

/// The folder that the variable moves the copies of the unit in `unit` to; `None` where it is not set, or is empty.
pub(super) fn moved_copies(world: &dyn World, unit: &Path) -> Option<PathBuf> {
    let moved = world.variable(DOWNLOAD_VARIABLE).filter(|moved| !moved.is_empty())?;
    Some(paths::join(unit, &moved))
}

/// The folder below `copies` for the unit in `unit`, whose module is at `source`.
pub(super) fn working_folder(copies: &Path, unit: &Path, source: &SourceAddress) -> PathBuf {
    let name = |text: &str| URL_SAFE_NO_PAD.encode(Sha1::digest(text));
    let copy = copies.join(name(&paths::text(unit))).join(name(&source.package));
    // What is below is never absolute: Go joins texts.
    paths::join(&copy, source.below.trim_start_matches('/'))
}

/// The folder that an earlier run of Terragrunt made for the unit in `unit` and the source that it names; `None` where
/// there was none. A copy that was made at another place of the disk counts where it is the only one.
pub fn earlier_working_folder(
    world: &dyn World,
    unit: &Path,
    config: &Config,
    source: &str,
) -> Option<PathBuf> {
    let written = config.attributes.get("download_dir").and_then(Value::as_str);
    let written = written.map(|folder| paths::join(unit, folder));
    let copies = written.or_else(|| moved_copies(world, unit)).unwrap_or_else(|| unit.join(COPIES));
    let is_folder = |path: &PathBuf| world.kind(path) == Some(PathKind::Folder);
    if !is_folder(&copies) {
        return None;
    }
    let address = source_address(source, unit).ok()?;
    let exact = working_folder(&copies, unit, &address);
    if is_folder(&exact) {
        return Some(exact);
    }
    let below = address.below.trim_start_matches('/');
    let inside = |folder: PathBuf| world.list(&folder).into_iter().filter(is_folder);
    let mut others = inside(copies).flat_map(inside).map(|copy| paths::join(&copy, below)).filter(is_folder);
    others.next().filter(|_| others.next().is_none())
}
