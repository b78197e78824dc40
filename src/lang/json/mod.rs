//! Values to JSON text and back, byte for byte as `jsonencode` and `jsondecode` have it.

mod read;
mod write;

pub(super) use read::decode;
pub(super) use write::{encode, quote};
