//! The HCL language, for Terragrunt and Terraform alike: trees to values.
//!
//! Pure: asks a [`World`](world::World), never the disk. Knows neither units nor modules.

pub mod builtin;
pub mod builtins;
pub mod compare;
pub mod convert;
mod convertible;
pub mod eval;
pub mod kind;
pub mod number;
pub mod provenance;
pub mod reason;
pub mod references;
pub mod shape;
pub mod unify;
pub mod value;
pub mod world;
