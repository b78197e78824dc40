//! JSON with a place for every value: for files of JSON and for text that an expression decodes.

mod node;
mod parse;
#[cfg(test)]
mod tests;

pub use node::{JsonKey, JsonKind, JsonNode};
pub use parse::{JsonError, parse_json, parse_json_text};
