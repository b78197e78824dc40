//! Outputs of other units that are known: supplied by the person who runs it, or read from a local state file; and how
//! mock outputs go with them. Sources of the rules: Terragrunt 1.1.3 `pkg/config/dependency.go`.
//!
//! Files are asked of the world; no unit is applied and no program is run.

mod backend;
mod document;
mod known;
mod local_state;
mod mocks;
mod state_file;
mod state_path;
mod supplied;

pub(super) use known::{KnownOutputs, labelled};
pub(super) use local_state::{LocalState, LocalStates};
pub(super) use mocks::{MockStrategy, merge_mocks};
pub use supplied::SuppliedOutputs;
