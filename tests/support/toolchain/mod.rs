//! The programs that tests run against, at pinned versions, brought into `target/tools` by the test run itself.
//! Each is built or installed when a test first asks for it, once per state of the machine: test processes that
//! run side by side wait for one another, and a changed pin or source builds anew. What cannot be had fails the
//! test and says what to install; nothing is skipped.

mod go;
mod install;
mod python;
mod tools;

pub(crate) use tools::Toolchain;
