//! The folder that Terragrunt runs Terraform in: a copy of the module below the unit's cache. Its names are digests of
//! the unit's folder and of what was copied. Source: Terragrunt 1.1.3 `internal/tf/source.go` (`NewSource`). Pure.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha1::{Digest as _, Sha1};

use crate::lang::world::World;

use super::paths;
use super::source_address::SourceAddress;

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
