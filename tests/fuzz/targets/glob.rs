//! A pattern over a small tree of files. Each file that is found must be one.

use std::path::Path;

use tglambda::lang::budget::Budget;
use tglambda::lang::builtin::{CallContext, FunctionSet};
use tglambda::lang::builtins::find;
use tglambda::lang::file_memo::FileMemo;
use tglambda::lang::value::Value;
use tglambda::lang::world::{Mode, PathKind, World as _};

use super::memory_world::MemoryWorld;

const FILES: [&str; 8] = [
    "/estate/unit/terragrunt.hcl",
    "/estate/unit/a.txt",
    "/estate/unit/b.txt",
    "/estate/unit/sub/a.txt",
    "/estate/unit/sub/deep/er/c.json",
    "/estate/unit/.hidden/d",
    "/estate/unit/{odd}/[name]",
    "/estate/unit/ünï/ö",
];

/// Finds files below the unit and below the top.
pub(crate) fn run(data: &[u8]) {
    let Ok(pattern) = std::str::from_utf8(data) else { return };
    let world = MemoryWorld::with_files(FILES.map(|path| (path, &b"text"[..])));
    let budget = Budget::default();
    let context = CallContext {
        files: &FileMemo::default(),
        world: &world,
        budget: &budget,
        mode: Mode::Plan,
        folder: Path::new("/estate/unit"),
        functions: FunctionSet::Terragrunt,
    };
    let builtin = find("fileset", FunctionSet::Terragrunt).expect("the builtin exists");
    for folder in [".", "/"] {
        let Ok(found) = builtin.call(context, &[Value::string(folder), Value::string(pattern)]) else {
            continue;
        };
        for path in found.elements().expect("a set of paths").iter() {
            let path = context.folder.join(folder).join(path.as_str().expect("a path is a text"));
            let clean = tglambda::terragrunt::clean(&path);
            assert_eq!(world.kind(&clean), Some(PathKind::File), "`{}` is no file", path.display());
        }
    }
}
