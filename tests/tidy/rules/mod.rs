//! The rules, one a file. Each is a function from the repository to its violations.

pub(crate) mod circles;
pub(crate) mod crates;
pub(crate) mod direction;
pub(crate) mod effects;
pub(crate) mod machine_paths;
pub(crate) mod module_docs;
pub(crate) mod module_files;
pub(crate) mod modules;
pub(crate) mod silenced;
pub(crate) mod sizes;
pub(crate) mod targets;
pub(crate) mod top_level;
