//! Which keys of a `.tf.json` file are blocks. Blocks inside a resource are not told apart from attributes: that takes
//! its provider. Source: Terraform `internal/configs/parser_config.go`.

use crate::syntax::JsonBlock;

const fn block(name: &'static str, labels: usize, blocks: &'static [JsonBlock]) -> JsonBlock {
    JsonBlock { name, labels, bare: None, blocks, is_open: false }
}

const NO_BLOCKS: &[JsonBlock] = &[];
const IN_RESOURCE: &[JsonBlock] = &[block("lifecycle", 0, NO_BLOCKS), block("dynamic", 1, NO_BLOCKS)];

/// The blocks of a module's file.
pub(super) const FILE: &[JsonBlock] = &[
    block("variable", 1, NO_BLOCKS),
    block("locals", 0, NO_BLOCKS),
    block("output", 1, NO_BLOCKS),
    block("module", 1, NO_BLOCKS),
    block("resource", 2, IN_RESOURCE),
    block("data", 2, IN_RESOURCE),
    block("provider", 1, NO_BLOCKS),
    block("terraform", 0, NO_BLOCKS),
];
