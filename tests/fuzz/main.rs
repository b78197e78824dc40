//! Replays the corpus of every fuzz target, so that a target cannot rot and what was mended stays mended.
//! `README.md` in this folder says how to fuzz.

#![expect(clippy::disallowed_methods, reason = "a test reads its inputs")]

mod targets;

use std::path::Path;

fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("the folder is readable").path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "the corpus of `{target}` is empty");
    for path in paths {
        let input = std::fs::read(&path).expect("the input is readable");
        std::panic::catch_unwind(|| run(&input))
            .unwrap_or_else(|_| panic!("`{}` breaks a promise", path.display()));
    }
}

macro_rules! replays {
    ($($target:ident)*) => { $(#[test] fn $target() { replay(stringify!($target), targets::$target::run); })* };
}

replays! { builtins expression files glob hcl json regex yaml }
