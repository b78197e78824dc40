//! Terraform modules: what the `.tf` files behind a unit declare.
//!
//! Pure: asks a [`World`](crate::lang::world::World). Knows neither Terragrunt nor packages.

mod hand_over;
mod module;

pub use hand_over::{CodeOwner, PACKAGES_VARIABLE, code_owner};
pub use module::Module;
