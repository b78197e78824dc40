//! The outside world: files, processes, environment, clock, locks, signals. The only place with effects.
//!
//! Holds no decision about Terragrunt, packages or Lambda: it does what it is told and says exactly what went wrong.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the effect boundary that the rest of the crate must go through"
)]

pub mod clock;
pub mod env;
pub mod fs;
pub mod interrupt;
pub mod lock;
pub mod process;
pub mod program;
pub mod random;
pub mod terminal;
pub mod tree;
pub mod walk;
