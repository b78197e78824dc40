//! What of an installed tree belongs into a package, and which packages it holds. Tests of packages stay.
//!
//! Left out: scripts (their first line names an interpreter of this machine), bytecode, what the installer writes for itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::host::tree::TreeFile;
use crate::store::Package;

use super::content::{Entry, Origin, is_beside_the_code};

/// Files of a `.dist-info` folder that tell about the installation, not about the package.
const INSTALLER_FILES: [&str; 5] =
    ["INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json", "uv_build.json"];

/// The installed requirements.
#[derive(Debug, Default)]
pub(super) struct Dependencies {
    /// Their files.
    pub(super) entries: Vec<Entry>,
    /// Name and version of each, by name.
    pub(super) packages: Vec<Package>,
}

/// Whether `path` of an installed tree is worth reading.
pub(super) fn is_wanted(path: &str) -> bool {
    let mut names = path.rsplit('/');
    let name = names.next().unwrap_or_default();
    let in_metadata = names.next().is_some_and(|folder| folder.ends_with(".dist-info"));
    !(path == "bin"
        || path == ".lock"
        || name == "__pycache__"
        || (in_metadata && INSTALLER_FILES.contains(&name)))
}

/// Takes an installed tree, already without what is not [wanted](is_wanted).
///
/// # Errors
/// When two packages bring the same path with different bytes: which of them lies there is chance. What no code reads is left
/// out then.
pub(super) fn prune(mut files: Vec<TreeFile>) -> Result<Dependencies, Vec<Diagnostic>> {
    let mut owners = Owners::default();
    for file in &files {
        if let Some(folder) = file.path.strip_suffix("/RECORD").filter(|folder| is_metadata_folder(folder)) {
            owners.add(folder, &String::from_utf8_lossy(&file.content));
        }
    }
    files.retain(|file| !owners.dispensable.contains(&file.path));
    let kept: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    let mut dependencies = Dependencies::default();
    for mut file in files {
        if let Some(folder) = file.path.strip_suffix("/METADATA").filter(|folder| is_metadata_folder(folder))
        {
            dependencies.packages.push(package(folder, &file.content));
        }
        if file.path.strip_suffix("/RECORD").is_some_and(is_metadata_folder) {
            file.content = only_kept(&String::from_utf8_lossy(&file.content), &kept).into_bytes();
        }
        dependencies.entries.push(Entry {
            path: file.path,
            content: file.content,
            origin: Origin::Requirements,
        });
    }
    if !owners.collisions.is_empty() {
        return Err(owners.collisions);
    }
    dependencies.packages.sort();
    Ok(dependencies)
}

fn is_metadata_folder(path: &str) -> bool {
    path.ends_with(".dist-info") && !path.contains('/')
}

/// Name and version from a `METADATA` file, else from its folder's name.
fn package(folder: &str, metadata: &[u8]) -> Package {
    let text = String::from_utf8_lossy(metadata);
    let header = |name: &str| {
        text.lines()
            .take_while(|line| !line.is_empty())
            .find_map(|line| line.strip_prefix(name))
            .map(str::trim)
    };
    let stem = folder.trim_end_matches(".dist-info");
    let (name, version) = stem.rsplit_once('-').unwrap_or((stem, ""));
    Package {
        name: header("Name:").unwrap_or(name).to_owned(),
        version: header("Version:").unwrap_or(version).to_owned(),
    }
}

/// The lines of a `RECORD` whose files are in the package, in order.
fn only_kept(record: &str, kept: &BTreeSet<String>) -> String {
    let mut lines: Vec<&str> = record
        .lines()
        .filter(|line| record_line(line).is_some_and(|(path, _)| kept.contains(&path)))
        .collect();
    lines.sort_unstable();
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// Path and hash of a line of a `RECORD`, which is CSV.
fn record_line(line: &str) -> Option<(String, &str)> {
    let mut fields = line.rsplitn(3, ',').skip(1);
    let hash = fields.next()?;
    let path = fields.next()?;
    let quoted = path.strip_prefix('"').and_then(|path| path.strip_suffix('"'));
    Some((quoted.map_or_else(|| path.to_owned(), |path| path.replace("\"\"", "\"")), hash))
}

/// Which package brings which file.
#[derive(Default)]
struct Owners {
    by_path: BTreeMap<String, (String, String)>,
    /// Paths that several bring and that can be left out.
    dispensable: BTreeSet<String>,
    collisions: Vec<Diagnostic>,
}

impl Owners {
    fn add(&mut self, folder: &str, record: &str) {
        let owner = folder.trim_end_matches(".dist-info");
        for (path, hash) in record.lines().filter_map(record_line).filter(|(path, _)| is_shipped(path)) {
            match self.by_path.get(&path) {
                Some((_, known)) if known != hash && is_beside_the_code(&path) => {
                    self.dispensable.insert(path);
                }
                Some((other, known)) if known != hash => self.collisions.push(
                    Diagnostic::error(
                        Code::PackageCollision,
                        format!("requirements `{other}` and `{owner}` both bring `{path}`"),
                    )
                    .note("their files differ, and only one of them can be in the package")
                    .hint("keep one of the two in the requirements"),
                ),
                Some(_) => {}
                None => drop(self.by_path.insert(path, (owner.to_owned(), hash.to_owned()))),
            }
        }
    }
}

fn is_shipped(path: &str) -> bool {
    !path.starts_with("../") && path.split('/').next() != Some("bin") && is_wanted(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Vec<TreeFile> {
        files
            .iter()
            .filter(|(path, _)| is_wanted(path))
            .map(|(path, text)| TreeFile { path: (*path).to_owned(), content: text.as_bytes().to_vec() })
            .collect()
    }

    #[test]
    fn metadata_stays_and_the_record_names_what_is_there() {
        let pruned = prune(tree(&[
            ("a/__init__.py", ""),
            ("a/tests/test_a.py", ""),
            ("A_b-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: A.b\nVersion: 1.0\n\nName: not this\n"),
            ("A_b-1.0.dist-info/INSTALLER", "uv"),
            ("A_b-1.0.dist-info/RECORD", "bin/run,sha256=x,3\na/tests/test_a.py,sha256=y,0\nA_b-1.0.dist-info/INSTALLER,,\na/__init__.py,sha256=z,0\n"),
        ]))
        .unwrap();
        assert_eq!(pruned.packages, [Package { name: "A.b".into(), version: "1.0".into() }]);
        let paths: Vec<&str> = pruned.entries.iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(
            paths,
            ["a/__init__.py", "a/tests/test_a.py", "A_b-1.0.dist-info/METADATA", "A_b-1.0.dist-info/RECORD"]
        );
        assert_eq!(pruned.entries[3].content, b"a/__init__.py,sha256=z,0\na/tests/test_a.py,sha256=y,0\n");
        assert!(
            !is_wanted("bin") && !is_wanted(".lock") && !is_wanted("a/__pycache__") && is_wanted("a/bin")
        );
    }

    #[test]
    fn two_packages_with_one_path_are_a_collision_unless_equal() {
        let records = |left: &str, right: &str| {
            prune(tree(&[
                ("a-1.dist-info/RECORD", &format!("ns.py,sha256={left},1\nbin/x,sha256=1,1\n")),
                ("b-2.dist-info/RECORD", &format!("ns.py,sha256={right},1\nbin/x,sha256=2,1\n")),
            ]))
        };
        assert!(records("x", "x").is_ok());
        let problems = records("x", "y").unwrap_err();
        assert_eq!(problems[0].title, "requirements `a-1` and `b-2` both bring `ns.py`");
    }

    #[test]
    fn what_no_code_reads_is_left_out_where_two_packages_bring_it() {
        let pruned = prune(tree(&[
            ("LICENSE", "chance"),
            ("tests/__init__.py", "chance"),
            ("tests/test_a.py", ""),
            (
                "a-1.dist-info/RECORD",
                "LICENSE,sha256=x,1\ntests/__init__.py,sha256=x,1\ntests/test_a.py,sha256=z,0\n",
            ),
            ("b-2.dist-info/RECORD", "LICENSE,sha256=y,1\ntests/__init__.py,sha256=y,1\n"),
        ]))
        .unwrap();
        let paths: Vec<&str> = pruned.entries.iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(paths, ["tests/test_a.py", "a-1.dist-info/RECORD", "b-2.dist-info/RECORD"]);
        assert_eq!(pruned.entries[1].content, b"tests/test_a.py,sha256=z,0\n");
    }
}
