//! JSON with the place of every value and key, as RFC 8259 has it. Duplicate keys are kept.

mod node;
mod parse;

pub use node::{JsonKey, JsonKind, JsonNode};
pub use parse::{JsonError, parse_json, parse_json_text};
