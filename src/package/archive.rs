//! Entries to the bytes of a zip: the same entries, in any order, on any machine, give the same bytes.
//!
//! Sorted by bytes, no folders, a constant time, modes from content, no extra fields. Must read no file and no clock.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write as _};

use rayon::iter::{IndexedParallelIterator as _, IntoParallelIterator as _, ParallelIterator as _};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::diagnostic::{Code, Diagnostic};

use super::content::{Entry, Origin, is_beside_the_code, is_executable, is_module};

/// Another level gives other bytes: `key::FORMAT` must change with it.
const DEFLATE_LEVEL: i64 = 6;

/// Puts the function's files and those of its requirements together.
///
/// # Errors
/// When two of them cannot both be in one package: the same path with other bytes, a file where another needs a folder, a
/// module of the function that hides a package or is hidden by one, names that differ in case alone. Where no code reads the
/// requirement's file, the function's is taken.
pub(super) fn merge(function: Vec<Entry>, requirements: Vec<Entry>) -> Result<Vec<Entry>, Vec<Diagnostic>> {
    let mut merged: BTreeMap<String, Entry> = BTreeMap::new();
    let mut clashes: BTreeSet<(String, String)> = BTreeSet::new();
    for entry in requirements.into_iter().chain(function) {
        match merged.get(&entry.path) {
            Some(other)
                if other.content != entry.content
                    && entry.origin == Origin::Function
                    && is_beside_the_code(&entry.path) =>
            {
                merged.insert(entry.path.clone(), entry);
            }
            Some(other) if other.content != entry.content => {
                clashes.insert((entry.path.clone(), other.path.clone()));
            }
            Some(_) => {}
            None => drop(merged.insert(entry.path.clone(), entry)),
        }
    }
    let folders = folders(merged.keys());
    // A folder without modules hides no module of its name, and is not hidden.
    let packages = folders_of_modules(&merged);
    let mut by_lowercase: BTreeMap<String, &Entry> = BTreeMap::new();
    for (path, entry) in &merged {
        if let Some(inside) = folders.get(path.as_str()) {
            clashes.insert((path.clone(), (*inside).to_owned()));
        }
        if let Some(module) = path.strip_suffix(".py")
            && let Some(inside) = packages.get(module)
            && merged[*inside].origin != entry.origin
        {
            clashes.insert((path.clone(), (*inside).to_owned()));
        }
        if let Some(other) = by_lowercase.insert(path.to_lowercase(), entry)
            && (other.origin == Origin::Function || entry.origin == Origin::Function)
        {
            clashes.insert((path.clone(), other.path.clone()));
        }
    }
    if clashes.is_empty() {
        Ok(merged.into_values().collect())
    } else {
        Err(clashes.iter().map(clash).collect())
    }
}

/// Each folder with a file in it.
fn folders<'p>(paths: impl Iterator<Item = &'p String>) -> BTreeMap<&'p str, &'p str> {
    paths.flat_map(|path| parents(path).map(move |folder| (folder, path.as_str()))).collect()
}

/// Each folder with a module in it that counts.
fn folders_of_modules(merged: &BTreeMap<String, Entry>) -> BTreeMap<&str, &str> {
    folders(merged.keys().filter(|path| is_module(path) && !is_beside_the_code(path)))
}

fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

fn clash((path, other): &(String, String)) -> Diagnostic {
    if path == other {
        return Diagnostic::error(
            Code::PackageCollision,
            format!("`{path}` comes from the function and from a requirement"),
        )
        .note("the two files differ, and a package has each path once")
        .hint("rename the function's file, or drop the requirement");
    }
    Diagnostic::error(Code::PackageCollision, format!("`{path}` and `{other}` cannot both be in the package"))
        .note("one would hide the other when the function runs, or when the package is unpacked")
        .hint("rename one of them, or drop the requirement that brings it")
}

/// Writes `entries`, which have no path twice.
///
/// # Errors
/// When the archive would not fit the format; a package within Lambda's limits always does.
pub(super) fn write(entries: &[Entry]) -> ZipResult<Vec<u8>> {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|left, right| left.path.as_bytes().cmp(right.path.as_bytes()));
    // Each entry is compressed on its own, in parallel, and then copied as it is. The long ones begin first, so that none
    // is left alone at the end.
    let mut by_length: Vec<usize> = (0..sorted.len()).collect();
    by_length.sort_by_key(|index| std::cmp::Reverse(sorted[*index].content.len()));
    let mut compressed = by_length
        .into_par_iter()
        .with_max_len(1)
        .map(|index| Ok((index, single(sorted[index])?)))
        .collect::<ZipResult<Vec<_>>>()?;
    compressed.sort_unstable_by_key(|(index, _)| *index);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (_, bytes) in compressed {
        let mut archive = ZipArchive::new(Cursor::new(bytes))?;
        writer.raw_copy_file(archive.by_index_raw(0)?)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn single(entry: &Entry) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .system(System::Unix)
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(DEFLATE_LEVEL))
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(if is_executable(&entry.content) { 0o755 } else { 0o644 });
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(entry.path.as_str(), options)?;
    writer.write_all(&entry.content)?;
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(path: &str, text: &str, origin: Origin) -> Entry {
        Entry { path: path.to_owned(), content: text.as_bytes().to_vec(), origin }
    }

    fn entries(origin: Origin, files: &[(&str, &str)]) -> Vec<Entry> {
        files.iter().map(|(path, text)| entry(path, text, origin)).collect()
    }

    /// Other bytes for the same entries are a new `key::FORMAT`, also when a dependency is the cause.
    #[test]
    fn the_bytes_are_these() {
        let numbers = (0..40_000_u64).map(|n| (n * n % 977).to_string()).collect::<Vec<_>>().join(" ");
        let bytes = write(&entries(
            Origin::Function,
            &[("b/tool", "#!/bin/sh\n"), ("app.py", &numbers), ("\u{fc}.txt", "")],
        ))
        .unwrap();
        insta::assert_snapshot!(blake3::hash(&bytes), @"70af0ce26c975b0053a5406417469820e8d5c230006945b8158c820ed9641ec2");
    }

    #[test]
    fn headers_are_canonical() {
        let bytes =
            write(&entries(Origin::Function, &[("b/tool", "#!x"), ("a.py", "a"), ("B", "b")])).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut seen = Vec::new();
        for index in 0..archive.len() {
            let file = archive.by_index(index).unwrap();
            assert_eq!(file.last_modified(), Some(DateTime::DEFAULT));
            assert_eq!(file.extra_data().unwrap_or_default(), b"");
            seen.push((file.name().unwrap().into_owned(), file.unix_mode()));
        }
        let expected = [("B", 0o100_644), ("a.py", 0o100_644), ("b/tool", 0o100_755)];
        assert_eq!(seen, expected.map(|(name, mode)| (name.to_owned(), Some(mode))));
    }

    proptest! {
        #[test]
        fn the_order_of_entries_does_not_matter(
            files in prop::collection::btree_map("[a-zA-Z]{1,4}(/[a-z]{1,3})?", ".{0,40}", 1..6),
        ) {
            let forward: Vec<Entry> =
                files.iter().map(|(path, text)| entry(path, text, Origin::Function)).collect();
            let backward: Vec<Entry> = forward.iter().rev().cloned().collect();
            prop_assert_eq!(write(&forward).unwrap(), write(&backward).unwrap());
        }
    }

    #[test]
    fn what_cannot_stand_together_is_refused() {
        let merged = |function: &[(&str, &str)], requirements: &[(&str, &str)]| {
            merge(entries(Origin::Function, function), entries(Origin::Requirements, requirements))
                .map(|entries| entries.len())
                .map_err(|problems| problems.into_iter().map(|problem| problem.title).collect::<Vec<_>>())
        };
        assert_eq!(
            merged(&[("app.py", ""), ("ns/a.py", "")], &[("ns/b.py", ""), ("x.py", ""), ("x/y.py", "")]),
            Ok(5)
        );
        assert_eq!(merged(&[("six.py", "same")], &[("six.py", "same")]), Ok(1));
        assert_eq!(
            merged(&[("LICENSE", "a"), ("docs.py", "")], &[("LICENSE", "b"), ("docs/conf.py", "")]),
            Ok(3)
        );
        assert_eq!(merged(&[("mako/page.html", "")], &[("mako.py", "")]), Ok(2));
        for (function, requirement) in [
            ("six.py", "six.py"),
            ("yaml.py", "yaml/__init__.py"),
            ("yaml/__init__.py", "yaml.py"),
            ("data", "data/x"),
            ("README", "readme"),
        ] {
            let problems = merged(&[(function, "a")], &[(requirement, "b")]).unwrap_err();
            assert_eq!(problems.len(), 1, "{function} {requirement}: {problems:?}");
        }
    }
}
