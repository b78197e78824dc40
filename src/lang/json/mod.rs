//! Values to JSON text and back, byte for byte as `jsonencode` and `jsondecode` have it.

mod read;
mod write;

pub(super) use read::decode;
pub use write::write_string;
pub(super) use write::{encode, quote};
