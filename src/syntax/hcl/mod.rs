//! HCL to [`tree`](super::tree). Which parser reads the text is known in this folder only.
//!
//! The parser differs from the language in some points; `parse` and the files of the constructs make up for that, so that
//! the tree is what the language defines.

mod carriage_returns;
mod duplicates;
mod expected;
mod explain;
mod expression;
mod faults;
mod heredocs;
mod literal;
mod lower;
mod messages;
mod names;
mod object;
mod outline;
mod parse;
mod retries;
mod scan;
mod scene;
mod seen;
mod structure;
mod template;
#[cfg(test)]
mod tests;
mod traversal;

pub use outline::Item;
pub(super) use parse::parse_json_template;
pub use parse::{parse_embedded, parse_expression, parse_hcl, parse_hcl_items, parse_template};
