//! Rust texts as far as rules need them: tokens, declared modules and the paths that are named. Understands no types.

mod file;
mod lexer;
mod paths;
mod test_items;

pub(crate) use file::RustFile;
pub(crate) use paths::{Form, PathUse};
