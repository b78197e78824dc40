//! Text to spanned trees, for HCL and JSON. Gives no meaning to what it reads and looks at no file.

mod hcl;
pub mod tree;

pub use hcl::{parse_expression, parse_hcl, parse_template};
