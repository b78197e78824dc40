//! The address that Terragrunt makes of a `terraform.source`: what is fetched, and the folder below that is used.
//! Sources: Terragrunt 1.1.3 `internal/tf/source.go`, `internal/getter/detect.go`; `hashicorp/go-getter` 2.2.3.

use std::path::{Path, PathBuf};

use super::paths;
use super::url::{Url, split_getters};

/// What a source names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SourceAddress {
    /// What is fetched, without its query: the name of its folder is made from this.
    pub(super) package: String,
    /// The folder below that holds the module.
    pub(super) below: String,
}

/// Why a source has no address here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoAddress {
    /// It is no address.
    Malformed,
    /// Its host would be asked what kind of repository it is.
    Asked,
}

/// The address of `source`, written in a configuration in `folder`.
pub(super) fn source_address(source: &str, folder: &Path) -> Result<SourceAddress, NoAddress> {
    let source = if is_public_storage(source) { format!("gcs::{source}") } else { source.to_owned() };
    let detected = detect(without_scheme_of_known_host(&source)?, folder)?;
    let url = Url::parse(&detected).ok_or(NoAddress::Malformed)?;
    let path = url.path().to_owned();
    let (package, below) = path.split_once("//").unwrap_or((&path, ""));
    let package = if url.scheme == "file" {
        paths::text(&paths::clean(Path::new(package)))
    } else {
        package.to_owned()
    };
    Ok(SourceAddress { package: url.with_path(package).text(), below: below.to_owned() })
}

/// The folder of the module that `source` names in a configuration in `folder`; `None` for what has to be fetched.
pub(super) fn local_folder(folder: &Path, source: &str) -> Option<PathBuf> {
    let (package, below) = split_below(source);
    let detected = detect(without_scheme_of_known_host(&package).ok()?, folder).ok()?;
    let url = Url::parse(&detected).filter(|url| url.scheme == "file")?;
    // What is below stays below, `///` or not.
    Some(paths::clean(Path::new(&format!("{}/{below}", url.path()))))
}

/// A file of Google's storage that anybody may fetch, which older releases fetched with credentials.
fn is_public_storage(source: &str) -> bool {
    let source = source.to_ascii_lowercase();
    ["https://", "http://"].iter().any(|scheme| {
        source.strip_prefix(scheme).is_some_and(|rest| rest.starts_with("www.googleapis.com/storage/"))
    })
}

/// The source without `https://` where what follows is known to be a repository.
fn without_scheme_of_known_host(source: &str) -> Result<&str, NoAddress> {
    let end = ["https://", "http://"].iter().find_map(|scheme| {
        source.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).map(str::len)
    });
    let rest = &source[end.unwrap_or_default()..];
    if repository(rest)?.is_some() { Ok(rest) } else { Ok(source) }
}

/// The whole address of what may be written without one: a host's name for a repository, a path.
fn detect(source: &str, folder: &Path) -> Result<String, NoAddress> {
    let (getters, rest) = split_getters(source);
    let (package, below) = split_below(rest);
    if Url::parse(&package).is_some_and(|url| !url.scheme.is_empty()) {
        return Ok(source.to_owned());
    }
    let found = match repository(&package)? {
        Some(found) => found,
        None => match bucket(&package)? {
            Some(found) => found,
            None if package.is_empty() => return Ok(source.to_owned()),
            // A path that is written in full is taken as it is.
            None if package.starts_with('/') => format!("file://{package}"),
            None => format!("file://{}", paths::text(&paths::join(folder, &package))),
        },
    };
    let (found_getters, found) = split_getters(&found);
    let (found, found_below) = split_below(found);
    let below = [found_below.as_str(), &below]
        .into_iter()
        .filter(|step| !step.is_empty())
        .collect::<Vec<_>>()
        .join("/");
    let url = Url::parse(&found).ok_or(NoAddress::Malformed)?;
    let written = if below.is_empty() {
        url.text()
    } else {
        let path = format!("{}//{below}", url.path());
        url.with_path(path).text()
    };
    let getters = if getters.is_empty() { found_getters } else { getters };
    Ok(format!("{getters}{written}"))
}

/// The package and the folder below it, which `//` divides; the query stays with the package.
fn split_below(source: &str) -> (String, String) {
    let end = source.find('?').unwrap_or(source.len());
    let start = source[..end].find("://").map_or(0, |at| at + 3);
    match source[start..end].find("//") {
        None => (source.to_owned(), String::new()),
        Some(at) => {
            let package = format!("{}{}", &source[..start + at], &source[end..]);
            (package, source[start + at + 2..end].to_owned())
        }
    }
}

/// The address of a repository that is named by its host or as ssh names it.
fn repository(source: &str) -> Result<Option<String>, NoAddress> {
    if source.starts_with("bitbucket.org/") {
        return Err(NoAddress::Asked);
    }
    if source.starts_with("github.com/") || source.starts_with("gitlab.com/") {
        let steps: Vec<&str> = source.split('/').collect();
        let [host, owner, name, below @ ..] = &*steps else { return Err(NoAddress::Malformed) };
        let (name, query) = name.split_once('?').map_or((*name, ""), |(name, query)| (name, query));
        let ending = if name.strip_suffix(".git").is_some() { "" } else { ".git" };
        let below = if below.is_empty() { String::new() } else { format!("//{}", below.join("/")) };
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        return Ok(Some(format!("git::https://{host}/{owner}/{name}{ending}{below}{query}")));
    }
    // Only git's own user makes a repository of what ssh can reach.
    let Some((host, path)) = source.strip_prefix("git@").and_then(|rest| rest.split_once(':')) else {
        return Ok(None);
    };
    let path = path.strip_prefix('/').unwrap_or(path);
    if host.is_empty() || path.is_empty() {
        return Ok(None);
    }
    Ok(Some(format!("git::ssh://git@{host}/{path}")))
}

/// The address of an object in Amazon's or Google's storage.
fn bucket(source: &str) -> Result<Option<String>, NoAddress> {
    let steps: Vec<&str> = source.split('/').collect();
    if source.contains("googleapis.com/") {
        let [_, _, version, bucket, object @ ..] = &*steps else { return Err(NoAddress::Malformed) };
        if object.is_empty() {
            return Err(NoAddress::Malformed);
        }
        let object = object.join("/");
        return Ok(Some(format!("gcs::https://www.googleapis.com/storage/{version}/{bucket}/{object}")));
    }
    if source.contains(".amazonaws.com/") {
        let [host, object @ ..] = &*steps else { return Err(NoAddress::Malformed) };
        let host: Vec<&str> = host.split('.').collect();
        let object = object.join("/");
        return match &*host {
            [region, _, _] => Ok(Some(format!("s3::https://{region}.amazonaws.com/{object}"))),
            [bucket, region, _, _] => {
                Ok(Some(format!("s3::https://{region}.amazonaws.com/{bucket}/{object}")))
            }
            _ => Err(NoAddress::Malformed),
        };
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_on_this_disk_is_told_from_one_to_fetch() {
        let module = |source: &str| local_folder(Path::new("/estate/unit"), source);
        for (source, expected) in [
            ("../module", "/estate/module"),
            ("module", "/estate/unit/module"),
            (".", "/estate/unit"),
            ("/modules/x", "/modules/x"),
            ("../..//modules/x", "/modules/x"),
            ("../modules//a/../b?ref=v1", "/estate/modules/b"),
            ("../a%20module?ref=v1", "/estate/a module"),
            ("file:///modules//x", "/modules/x"),
            ("/estate/unit/../..///modules/x", "/modules/x"),
        ] {
            assert_eq!(module(source).as_deref(), Some(Path::new(expected)), "{source}");
        }
        let fetched = ["", "git::../module", "tfr:///org/module/aws?version=1.0.0", "git@host:org/x.git"];
        for source in fetched.into_iter().chain(["https://host/x.zip", "github.com/org/x//y"]) {
            assert_eq!(module(source), None, "{source}");
        }
    }

    #[test]
    fn sources_have_the_addresses_that_terragrunt_gives_them() {
        for (source, package, below) in [
            (".", "file:///estate/unit", ""),
            ("", "", ""),
            ("../m d//s p?ref=1", "file:///estate/m%20d", "s p"),
            ("/abs/mod//a/../b/", "file:///abs/mod", "a/../b/"),
            ("git::https://host/x.git//y?ref=v1", "git::https://host/x.git", "y"),
            ("github.com/org/x//y?ref=1", "git::https://github.com/org/x.git", "y"),
            ("github.com/org/x.git/y", "git::https://github.com/org/x.git", "y"),
            ("https://github.com/org/x", "git::https://github.com/org/x.git", ""),
            ("gitlab.com/org/x", "git::https://gitlab.com/org/x.git", ""),
            ("git@host:org/x.git//a/b?ref=x", "git::ssh://git@host/org/x.git", "a/b"),
            ("tfr:///org/vpc/aws?version=1.0.0", "tfr:///org/vpc/aws", ""),
            ("bucket.s3.amazonaws.com/x//y", "s3::https://s3.amazonaws.com/bucket/x", "y"),
            ("s3.amazonaws.com/bucket/x.zip", "s3::https://s3.amazonaws.com/bucket/x.zip", ""),
            (
                "https://www.googleapis.com/storage/v1/b/k",
                "gcs::https://www.googleapis.com/storage/v1/b/k",
                "",
            ),
            ("www.googleapis.com/storage/v1/b/k", "gcs::https://www.googleapis.com/storage/v1/b/k", ""),
        ] {
            let address = source_address(source, Path::new("/estate/unit"));
            let expected = SourceAddress { package: package.to_owned(), below: below.to_owned() };
            assert_eq!(address, Ok(expected), "{source}");
        }
        for (source, why) in [
            ("bitbucket.org/org/x", NoAddress::Asked),
            ("github.com/org", NoAddress::Malformed),
            ("file:///a%zz", NoAddress::Malformed),
        ] {
            assert_eq!(source_address(source, Path::new("/estate/unit")), Err(why), "{source}");
        }
    }
}
