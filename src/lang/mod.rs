//! The HCL language, for Terragrunt and Terraform alike: trees to values.
//!
//! Pure: asks a [`World`](world::World), never the disk. Knows neither units nor modules.

pub mod builtin;
pub mod builtins;
pub mod compare;
pub mod convert;
mod convertible;
mod csv;
mod decimal;
mod encodings;
pub mod equal;
pub mod eval;
mod glob;
pub mod json;
pub mod kind;
mod limits;
pub mod number;
mod path;
mod power;
mod printf;
pub mod provenance;
pub mod reason;
pub mod references;
mod regex;
pub mod shape;
#[cfg(test)]
mod test_world;
mod text;
mod time;
pub mod unify;
pub mod value;
pub mod world;
mod yaml;
