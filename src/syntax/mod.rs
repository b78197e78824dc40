//! Text to spanned trees, for HCL, JSON, TOML and YAML. Gives no meaning to what it reads and looks at no file.

mod hcl;
pub mod json;
mod json_body;
#[cfg(test)]
mod show;
mod toml;
pub mod tree;
pub mod yaml;

pub use hcl::{Item, parse_embedded, parse_expression, parse_hcl, parse_hcl_items, parse_template};
pub use json_body::{JsonBlock, parse_json_body};
pub use toml::parse_toml;
