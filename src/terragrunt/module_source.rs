//! Where a module's source lies when it is on this disk. Source: Terragrunt 1.1.3 `internal/getter/detect.go`,
//! `internal/tf/source.go`. Pure: whether anything is there is not asked.

use std::path::{Path, PathBuf};

use super::paths;

/// Hosts that are known without a scheme.
const HOSTS: [&str; 3] = ["github.com/", "gitlab.com/", "bitbucket.org/"];
/// Parts of a host that are known without a scheme.
const HOST_PARTS: [&str; 2] = [".amazonaws.com/", "googleapis.com/"];

/// The folder of the module that `source` names in a file in `base`; `None` for what has to be fetched.
pub(super) fn local_folder(base: &Path, source: &str) -> Option<PathBuf> {
    if is_forced(source) {
        return None;
    }
    let (package, below) = split_below(source);
    let package = package.split(['?', '#']).next().unwrap_or_default();
    let folder = match scheme(package) {
        Some("file") => PathBuf::from(&package[package.find("://").map_or("file:".len(), |at| at + 3)..]),
        Some(_) => return None,
        None if package.is_empty() || is_remote(package) => return None,
        None => paths::join(base, package),
    };
    Some(paths::clean(&folder.join(below)))
}

/// Whether it names how it is fetched, as `git::` does.
fn is_forced(source: &str) -> bool {
    source.split_once("::").is_some_and(|(getter, _)| {
        !getter.is_empty() && getter.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// A source and the folder below it that `//` names; that of a scheme is none.
fn split_below(source: &str) -> (&str, &str) {
    let end = source.find('?').unwrap_or(source.len());
    let start = source[..end].find("://").map_or(0, |at| at + 3);
    match source[start..end].find("//") {
        None => (source, ""),
        Some(at) => (&source[..start + at], &source[start + at + 2..end]),
    }
}

fn scheme(source: &str) -> Option<&str> {
    let (scheme, _) = source.split_once(':')?;
    let mut letters = scheme.bytes();
    let is_scheme = letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    is_scheme.then_some(scheme)
}

fn is_remote(source: &str) -> bool {
    // What has a colon and no scheme is an address of ssh: `git@host:path`.
    HOSTS.iter().any(|host| source.starts_with(host))
        || HOST_PARTS.iter().any(|part| source.contains(part))
        || source.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_on_this_disk_is_told_from_one_to_fetch() {
        let folder = |source: &str| local_folder(Path::new("/estate/unit"), source);
        for (source, expected) in [
            ("../module", "/estate/module"),
            ("module", "/estate/unit/module"),
            (".", "/estate/unit"),
            ("/modules/x", "/modules/x"),
            ("../..//modules/x", "/modules/x"),
            ("../modules//a/../b?ref=v1", "/estate/modules/b"),
            ("../module?ref=v1", "/estate/module"),
            ("file:///modules//x", "/modules/x"),
        ] {
            assert_eq!(folder(source).as_deref(), Some(Path::new(expected)), "{source}");
        }
        for source in [
            "",
            "git::../module",
            "git::https://host/x.git//y?ref=v1",
            "https://host/x.zip",
            "tfr:///org/module/aws?version=1.0.0",
            "git@host:org/x.git",
            "github.com/org/x//y",
            "bucket.s3.amazonaws.com/x",
        ] {
            assert_eq!(folder(source), None, "{source}");
        }
    }
}
