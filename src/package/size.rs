//! Lambda's limits on the size of a package.

use crate::diagnostic::{Code, Diagnostic};

/// What an upload may have zipped; more must go through S3.
pub const ZIPPED_LIMIT: u64 = 52_428_800;
/// What a function may have unzipped, its layers included.
pub const UNZIPPED_LIMIT: u64 = 262_144_000;

/// The problem with the size of `name`'s package, if there is one.
pub(super) fn check_size(name: &str, zipped: u64, unzipped: u64) -> Option<Diagnostic> {
    if unzipped > UNZIPPED_LIMIT {
        let title =
            format!("package of `{name}` has {unzipped} bytes unzipped, Lambda takes {UNZIPPED_LIMIT}");
        return Some(
            Diagnostic::error(Code::PackageTooLarge, title)
                .hint("drop requirements that the function does not import, or ship it as a container image"),
        );
    }
    (zipped > ZIPPED_LIMIT).then(|| {
        let title = format!("package of `{name}` has {zipped} bytes, a direct upload takes {ZIPPED_LIMIT}");
        Diagnostic::warning(Code::PackageTooLarge, title)
            .hint("upload it through S3: set `s3_bucket` and `s3_key` on the function")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_themselves_are_fine() {
        assert_eq!(check_size("f", ZIPPED_LIMIT, UNZIPPED_LIMIT), None);
        assert!(!check_size("f", ZIPPED_LIMIT + 1, UNZIPPED_LIMIT).unwrap().is_error());
        assert!(check_size("f", 1, UNZIPPED_LIMIT + 1).unwrap().is_error());
    }
}
