//! A sealed folder per test: a checkout, a home folder and a temporary folder of its own, and programs that run in
//! it with an environment that is said here and nothing else, whatever the developer's shell has set.

mod folder;
mod output;
mod redact;
mod tool;
mod tree;

pub(crate) use folder::Sandbox;
pub(crate) use output::Output;
pub(crate) use tool::Tool;
