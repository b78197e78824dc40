//! Text to spanned trees, for HCL and JSON. Gives no meaning to what it reads and looks at no file.

mod hcl;
mod json;
#[cfg(test)]
mod show;
pub mod tree;

pub use hcl::{parse_expression, parse_hcl, parse_template};
pub use json::{JsonError, JsonKey, JsonKind, JsonNode, parse_json, parse_json_text};
