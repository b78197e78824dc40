//! What a Terragrunt hook does for its unit: builds the unit's functions and hands the packages to Terraform.

mod hand_over;
mod policy;

pub use hand_over::{HAND_OVER_FILE, Package, clear_hand_over, write_hand_over};
pub use policy::{Action, decide};
