//! What ties a unit to others: the files it includes and reads, the units it depends on, whether it is left out. As much
//! of a configuration is evaluated as Terragrunt evaluates when it looks for units, and no output is asked for.
//!
//! Everything that fails is passed over as the original passes it over: what is left is what it lists. Source: Terragrunt
//! 1.1.3 `internal/discovery/phase_parse.go`, `pkg/config/config_partial.go`.

mod base;
mod decode;
mod exclude;
mod exposed;
mod need;
mod partial;
mod parts;
mod refusable;
mod refusable_text;
mod stack_units;
mod unit;

pub use exclude::Exclude;
pub(super) use need::Need;
pub use unit::{Edges, evaluate_edges};
