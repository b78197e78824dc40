//! The folder that Terragrunt runs Terraform in: a copy of the module below the unit's cache. Its names are digests of
//! the unit's folder and of the source. Source: Terragrunt 1.1.3 `internal/tf/source.go` (`NewSource`). Pure.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha1::{Digest as _, Sha1};

use super::paths;

/// The folder below the download folder `cache` for the unit in `unit`, whose module is at `source`; `.` when it names
/// none. `None` for a source whose full address only a fetch would tell.
pub(super) fn working_folder(cache: &Path, unit: &Path, source: &str) -> Option<PathBuf> {
    let address = canonical(unit, source)?;
    let (address, _) = address.split_once('?').unwrap_or((&address, ""));
    let start = address.find("://").map_or(0, |at| at + 3);
    let (package, below) = match address[start..].find("//") {
        Some(at) => (&address[..start + at], &address[start + at + 2..]),
        None => (address, ""),
    };
    let package = match package.strip_prefix("file://") {
        Some(path) => format!("file://{}", escaped(&paths::text(&paths::clean(Path::new(path))))),
        None => package.to_owned(),
    };
    Some(paths::clean(&cache.join(digest(&paths::text(unit))).join(digest(&package)).join(below)))
}

/// The source as an address with a scheme.
fn canonical(unit: &Path, source: &str) -> Option<String> {
    let has_scheme = |source: &str| source.contains("://");
    if source.split_once("::").is_some_and(|(getter, _)| getter.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return has_scheme(source).then(|| source.to_owned());
    }
    if let Some(at) = source.strip_prefix("git@") {
        let (host, path) = at.split_once(':')?;
        return Some(format!("git::ssh://git@{host}/{path}"));
    }
    if has_scheme(source) {
        return Some(source.to_owned());
    }
    if source.starts_with("github.com/") || source.starts_with("gitlab.com/") {
        return shorthand(source);
    }
    if source.starts_with("bitbucket.org/") {
        return None;
    }
    // What lies below is kept apart: `//` says where the copy begins.
    let (package, below) = source.split_once("//").map_or((source, None), |(a, b)| (a, Some(b)));
    let package = paths::text(&paths::join(unit, package));
    Some(match below {
        Some(below) => format!("file://{package}//{below}"),
        None => format!("file://{package}"),
    })
}

/// `github.com/owner/name//below`
fn shorthand(source: &str) -> Option<String> {
    let (source, query) = source.split_once('?').map_or((source, ""), |(source, query)| (source, query));
    let (package, below) = source.split_once("//").map_or((source, ""), |(package, below)| (package, below));
    let mut parts = package.splitn(4, '/');
    let (host, owner, name) = (parts.next()?, parts.next()?, parts.next()?);
    let name = name.strip_suffix(".git").unwrap_or(name);
    let inside = [parts.next().unwrap_or_default(), below].map(|part| part.trim_matches('/')).join("/");
    let inside = match inside.trim_matches('/') {
        "" => String::new(),
        inside => format!("//{inside}"),
    };
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    Some(format!("git::https://{host}/{owner}/{name}.git{inside}{query}"))
}

fn digest(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha1::digest(text))
}

/// A path as Go writes it into an address.
fn escaped(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~$&+,/:;=@".contains(&byte) {
            text.push(char::from(byte));
        } else {
            write!(text, "%{byte:02X}").expect("internal: writing to a string cannot fail");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(source: &str) -> Option<String> {
        let folder = working_folder(Path::new("/cache"), Path::new("/estate/unit"), source)?;
        let mut parts = folder.strip_prefix("/cache").unwrap().components();
        assert_eq!(parts.next().unwrap().as_os_str().to_str(), Some(&*digest("/estate/unit")));
        Some(paths::text(parts.as_path()))
    }

    #[test]
    fn the_digest_is_of_the_source_without_what_lies_below() {
        for (source, package, below) in [
            (".", "file:///estate/unit", ""),
            ("../module", "file:///estate/module", ""),
            ("../..//modules/x y", "file:///", "modules/x y"),
            ("../my modules//x?ref=v1", "file:///estate/my%20modules", "x"),
            ("git::https://host/x.git//y?ref=v1", "git::https://host/x.git", "y"),
            ("git@host:org/x.git//y", "git::ssh://git@host/org/x.git", "y"),
            ("github.com/org/x//y/z?ref=v1", "git::https://github.com/org/x.git", "y/z"),
            ("tfr:///org/module/aws?version=1.0.0", "tfr:///org/module/aws", ""),
        ] {
            let expected = Path::new(&digest(package)).join(below);
            assert_eq!(
                folder(source).as_deref(),
                expected.to_str().map(|path| path.trim_end_matches('/')),
                "{source}"
            );
        }
        assert_eq!(folder("bitbucket.org/org/x"), None);
    }
}
