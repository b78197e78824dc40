//! Problems as data: what, where, why and what to do. Knows no output format and no file system.

mod code;
mod model;
mod repetition;
pub mod suggest;

pub use code::Code;
pub use model::{Diagnostic, Label, Severity, has_errors};
pub use repetition::{deduplicated, folded};
