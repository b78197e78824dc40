//! The HCL language, for Terragrunt and Terraform alike: trees to values.
//!
//! Pure: asks a [`World`](world::World), never the disk. Knows neither units nor modules.

mod bcrypt;
pub mod budget;
pub mod builtin;
pub mod builtins;
pub mod compare;
pub mod confidential;
pub mod convert;
mod csv;
mod decimal;
mod encodings;
pub mod equal;
pub mod eval;
pub mod extent;
pub mod file_memo;
pub mod glob;
mod gzip;
pub mod json;
pub mod kind;
mod limits;
pub mod number;
mod numeral;
pub mod origin;
pub mod partial;
mod path;
mod power;
mod preference;
mod printf;
pub mod program;
pub mod provenance;
pub mod reason;
pub mod references;
mod regex;
mod rsa;
pub mod secret_names;
pub mod secrets;
pub mod shape;
mod shortest;
#[cfg(test)]
pub(crate) mod test_world;
pub mod text;
mod time;
pub mod unify;
pub mod value;
pub mod version;
pub mod world;
pub mod yaml;
