//! Values to JSON text and back: byte for byte as `jsonencode` and `jsondecode` have it, and with the types that
//! Terraform writes beside outputs.

mod node_error;
mod read;
mod type_expr;
mod typed;
mod write;

pub use node_error::NodeError;
pub(super) use read::decode;
pub use read::value_of_untyped_node;
pub use type_expr::type_of_node;
pub use typed::value_of_node;
pub use write::write_string;
pub(super) use write::{encode, quote};
