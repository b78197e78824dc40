//! HCL by hcl-edit, behind this module alone, with the work-arounds its parser needs: duplicate object keys, flush
//! heredocs, byte-order marks and Unicode normalisation. Nothing outside knows hcl-edit.

mod duplicate_key;
mod form;
mod lower;
mod parse;
mod problem;
mod template;
mod traversal;

pub(super) use parse::parse_json_text_as_template;
pub use parse::{parse_hcl, parse_template};

#[cfg(test)]
mod tests;
