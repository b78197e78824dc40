//! From a function's folder to its Lambda package: what goes in, the key over all of it, the install, the archive.
//!
//! What decides bytes is pure (`key`, `sources`, `prune`, `archive`); effects go through `host` and are driven by
//! `build`. Nothing here reads the clock, the locale or a file mode, and a known key starts no process.

mod archive;
mod batch;
mod build;
mod check;
mod content;
mod excludes;
mod gather;
mod handler;
mod install;
mod install_failure;
mod key;
mod problem;
mod prune;
mod python_names;
mod request;
mod requirements;
mod runtime;
mod size;
mod sources;
mod toolbox;
mod uv_download;
mod uv_release;
mod variables;

pub use batch::build_all;
pub use build::{Builder, Built, build};
pub use excludes::{DEFAULT_EXCLUDES, Exclude};
pub use key::{BuildKey, Change};
pub use problem::BuildError;
pub use request::{Architecture, BuildRequest, Origins};
pub use runtime::{RUNTIMES, Runtime, Target};
pub use size::{UNZIPPED_LIMIT, ZIPPED_LIMIT};
