//! Built packages by the sha256 of their bytes, under `<root>/.tglambda/`. Knows nothing about how a package is built.
//!
//! Nothing half-written is ever visible: a file is complete before it has its name. A [`BuildSlot`] is a lock, so that two
//! processes that need one key build it once.

mod artifact;
mod artifact_store;
mod layout;
mod manifest;
mod slot;

pub use artifact::{Artifact, Package};
pub use artifact_store::{ArtifactStore, Lookup};
pub use manifest::{BuildRecord, FunctionManifest, Sizes};
pub use slot::BuildSlot;
