//! The folder that Terragrunt runs Terraform in: a copy of the module below the unit's cache. Its names are digests of
//! the unit's folder and of the source. Source: Terragrunt 1.1.3 `internal/tf/source.go` (`NewSource`). Pure.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha1::{Digest as _, Sha1};

use super::paths;
use super::source_address::{NoAddress, source_address};

/// The folder below the download folder `cache` for the unit in `unit`, whose module is at `source`; `.` when it names
/// none.
pub(super) fn working_folder(cache: &Path, unit: &Path, source: &str) -> Result<PathBuf, NoAddress> {
    let address = source_address(source, unit)?;
    let copy = cache.join(digest(&paths::text(unit))).join(digest(&address.package));
    // Joined as texts: what is below is never a path from the top.
    Ok(paths::join(&copy, address.below.trim_start_matches('/')))
}

fn digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha1::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_digests_of_the_unit_and_of_the_source_without_what_lies_below() {
        let folder = |source| working_folder(Path::new("/cache"), Path::new("/estate/unit"), source);
        for (source, package, below) in [
            (".", "file:///estate/unit", ""),
            ("../..//modules/x y", "file://.", "modules/x y"),
            ("../my modules//x?ref=v1", "file:///estate/my%20modules", "x"),
            ("github.com/org/x//y/z?ref=v1", "git::https://github.com/org/x.git", "y/z"),
        ] {
            let expected = Path::new("/cache").join(digest("/estate/unit")).join(digest(package));
            assert_eq!(folder(source), Ok(paths::join(&expected, below)), "{source}");
        }
        assert_eq!(folder("bitbucket.org/org/x"), Err(NoAddress::Asked));
    }
}
