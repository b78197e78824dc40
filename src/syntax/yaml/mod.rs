//! YAML 1.1 with the place of every node, as Go's YAML packages read it: one document, tags and aliases unresolved.
//!
//! Tokens are made from characters, nodes from tokens. Both are written by hand: crates for YAML follow version 1.2,
//! which takes other texts, and some stop the process on texts that they do not expect.

mod block_scalar;
mod cursor;
mod directive;
mod node;
mod parse;
mod plain_scalar;
mod quoted_scalar;
mod scanner;
mod tag;
mod token;

pub use node::{YamlError, YamlKind, YamlNode};
pub use parse::parse_yaml_text;
