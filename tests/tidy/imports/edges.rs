//! The uses between files.

use std::collections::BTreeSet;

use crate::rust::{Form, PathUse, RustFile};

use super::module_tree::ModuleTree;
use super::resolve::{Target, resolve};

/// A file uses another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    /// The file that uses.
    pub(crate) from: String,
    /// The line of the use.
    pub(crate) line: usize,
    /// The file that is used.
    pub(crate) to: String,
    /// The path as written.
    pub(crate) path: String,
}

/// All uses between `files`, a line each. What a `mod.rs` hands out from its own folder is no use: who takes it from
/// there uses the file it comes from.
pub(crate) fn edges<'f>(files: impl IntoIterator<Item = &'f RustFile>) -> Vec<Edge> {
    let tree = ModuleTree::of(files);
    let mut edges = BTreeSet::new();
    for (index, file) in tree.files.iter().enumerate() {
        let Some(module) = tree.module_of(index) else { continue };
        for path in &file.paths {
            let target = match resolve(&tree, tree.inner(module, &path.inside), &path.segments) {
                Target::Module(target) | Target::Item(target) => tree.files[tree.modules[target].file],
                Target::External => continue,
            };
            if target.path != file.path && !hands_out(file, path, target) {
                edges.insert(Edge {
                    from: file.path.clone(),
                    to: target.path.clone(),
                    line: path.line,
                    path: path.segments.join("::"),
                });
            }
        }
    }
    edges.into_iter().collect()
}

fn hands_out(file: &RustFile, path: &PathUse, target: &RustFile) -> bool {
    let public = matches!(path.form, Form::Use { public: true, .. } | Form::Glob { public: true });
    let is_facade = file.is_module_file() || file.path == "src/lib.rs";
    public && is_facade && target.path.starts_with(&file.children_folder())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<RustFile> = files.iter().map(|(path, text)| RustFile::parse(path, text)).collect();
        edges(&files)
            .into_iter()
            .map(|edge| format!("{}:{} -> {}", edge.from, edge.line, edge.to).replace("src/", ""))
            .collect()
    }

    #[test]
    fn a_facade_is_seen_through() {
        let files = [
            ("src/lib.rs", "mod low; mod high;"),
            (
                "src/low/mod.rs",
                "mod shape;\nmod deep;\npub use shape::Shape;\npub(crate) use deep::{Inner as Outer, more};",
            ),
            ("src/low/shape.rs", "pub struct Shape;"),
            ("src/low/deep/mod.rs", "mod inner;\npub mod more;\npub use self::inner::*;"),
            ("src/low/deep/inner.rs", "pub struct Inner;"),
            ("src/low/deep/more.rs", "pub fn f() {}"),
            (
                "src/high.rs",
                "use crate::low::{self, Shape};\nfn f() {\n  low::Outer::new();\n  crate::low::more::f();\n  std::mem::drop(1);\n}",
            ),
        ];
        assert_eq!(
            uses(&files),
            [
                "high.rs:1 -> low/mod.rs",
                "high.rs:1 -> low/shape.rs",
                "high.rs:3 -> low/deep/inner.rs",
                "high.rs:4 -> low/deep/more.rs",
            ]
        );
    }

    #[test]
    fn a_registry_uses_what_it_registers() {
        let files = [
            ("src/lib.rs", "mod all;"),
            (
                "src/all/mod.rs",
                "mod one;\nmod two;\nuse super::all as this;\nconst ALL: [u8; 2] = [one::X,\n two::X];",
            ),
            ("src/all/one.rs", "use super::two;\nuse super::super::all;\npub const X: u8 = 1;"),
            ("src/all/two.rs", "pub const X: u8 = super::one::X;"),
        ];
        assert_eq!(
            uses(&files),
            [
                "all/mod.rs:4 -> all/one.rs",
                "all/mod.rs:5 -> all/two.rs",
                "all/one.rs:1 -> all/two.rs",
                "all/one.rs:2 -> all/mod.rs",
                "all/two.rs:1 -> all/one.rs",
            ]
        );
    }

    #[test]
    fn a_module_file_uses_what_it_hands_out_from_elsewhere() {
        let files = [
            ("src/lib.rs", "pub mod a; pub mod b; pub use a::A;"),
            ("src/a/mod.rs", "pub struct A;"),
            ("src/b/mod.rs", "pub use crate::A;\nmod inline { pub use super::super::a::A as B; }"),
        ];
        assert_eq!(uses(&files), ["b/mod.rs:1 -> a/mod.rs", "b/mod.rs:2 -> a/mod.rs"]);
    }

    #[test]
    fn names_that_name_themselves_end() {
        let files = [
            ("src/lib.rs", "mod a; mod b;"),
            ("src/a.rs", "use crate::b::x;"),
            ("src/b.rs", "use crate::a::x;"),
        ];
        assert_eq!(uses(&files), ["a.rs:1 -> b.rs", "b.rs:1 -> a.rs"]);
    }
}
