//! Chooses the root of the zip and the files below it, from a list. Reads nothing itself.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use crate::host::walk::WalkedFile;

use super::content::{Entry, Origin};
use super::excludes::exclude_for;
use super::handler::Handler;

/// The folders a zip's root may be, in the order they are tried, from the function's folder.
const ROOTS: [&str; 2] = ["", "src/"];

/// The function's own part of a package.
#[derive(Debug)]
pub(super) struct Selection {
    /// The zip's root from the function's folder: empty, or a path that ends with `/`.
    pub(super) root: &'static str,
    /// Whether the handler's module is among the files.
    pub(super) has_handler: bool,
    /// The files below it.
    pub(super) entries: Vec<Entry>,
}

impl Selection {
    /// Leaves out `paths`, which start at the function's folder: wheels that are installed need not lie beside their content.
    pub(super) fn leave_out(&mut self, paths: &BTreeSet<&str>) {
        let root = self.root;
        self.entries.retain(|entry| !paths.contains(format!("{root}{}", entry.path).as_str()));
    }
}

/// Takes the function's folder when the handler resolves there, else its `src/`, else the folder all the same: the handler
/// may come with a requirement.
pub(super) fn select(files: Vec<WalkedFile>, handler: &Handler) -> Selection {
    let resolves = |root: &&&str| {
        files.iter().any(|file| {
            file.path.strip_prefix(**root).is_some_and(|path| handler.is_module(path) && is_kept(path))
        })
    };
    let found = ROOTS.iter().find(resolves).copied();
    let root = found.unwrap_or_default();
    let mut entries: Vec<Entry> = files
        .into_iter()
        .filter_map(|file| {
            // One file name, one spelling: some file systems take names apart into base letter and accent.
            let path: String = file.path.strip_prefix(root)?.nfc().collect();
            is_kept(&path).then_some(Entry { path, content: file.content, origin: Origin::Function })
        })
        .collect();
    entries.sort_by(|left, right| left.path.cmp(&right.path));
    Selection { root, has_handler: found.is_some(), entries }
}

fn is_kept(path: &str) -> bool {
    exclude_for(path).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(paths: &[&str], handler: &str) -> (&'static str, Vec<String>) {
        let files =
            paths.iter().map(|path| WalkedFile { path: (*path).to_owned(), content: Vec::new() }).collect();
        let selection = select(files, &Handler::parse(handler).unwrap());
        (selection.root, selection.entries.into_iter().map(|entry| entry.path).collect())
    }

    #[test]
    fn the_root_is_where_the_handler_resolves() {
        let flat = ["app.py", "lib/x.py", "tests/test_app.py", "requirements.txt"];
        assert_eq!(chosen(&flat, "app.run"), ("", vec!["app.py".into(), "lib/x.py".into()]));
        let nested = [
            "README.md",
            "requirements.txt",
            "src/app.py",
            "src/t/page.html",
            "src/tests/a.py",
            "tests/b.py",
        ];
        assert_eq!(chosen(&nested, "app.run"), ("src/", vec!["app.py".into(), "t/page.html".into()]));
        assert_eq!(chosen(&nested, "src/app.run").0, "");
        assert_eq!(chosen(&["app.py", "src/app.py"], "app.run").0, "", "the folder itself comes first");
        assert_eq!(chosen(&["src/app.py"], "brought_by_a_requirement.run").0, "");
        assert_eq!(
            chosen(&["tests/run.py"], "tests.run.main"),
            ("", vec![]),
            "an excluded module is no handler"
        );
    }

    #[test]
    fn what_is_installed_is_left_out() {
        let mut selection = Selection { root: "src/", has_handler: true, entries: Vec::new() };
        for path in ["a.whl", "b.whl"] {
            selection.entries.push(Entry {
                path: path.into(),
                content: Vec::new(),
                origin: Origin::Function,
            });
        }
        selection.leave_out(&BTreeSet::from(["src/a.whl", "b.whl"]));
        let left: Vec<_> = selection.entries.into_iter().map(|entry| entry.path).collect();
        assert_eq!(left, ["b.whl"]);
    }

    #[test]
    fn names_have_one_spelling() {
        assert_eq!(chosen(&["app.py", "u\u{308}.txt"], "app.run").1[1], "\u{fc}.txt");
    }
}
