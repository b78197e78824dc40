//! Which keys of a JSON configuration are blocks. Data only. `remote_state` and `generate` are attributes there.

use crate::syntax::JsonBlock;

const fn plain(name: &'static str, blocks: &'static [JsonBlock]) -> JsonBlock {
    JsonBlock { name, labels: 0, bare: None, blocks, is_open: false }
}

const fn labelled(name: &'static str) -> JsonBlock {
    JsonBlock { name, labels: 1, bare: None, blocks: &[], is_open: false }
}

/// Blocks of a configuration.
pub(super) const FILE: &[JsonBlock] = &[
    JsonBlock { is_open: true, ..plain("locals", &[]) },
    JsonBlock { bare: Some("path"), ..labelled("include") },
    plain(
        "terraform",
        &[
            labelled("extra_arguments"),
            labelled("before_hook"),
            labelled("after_hook"),
            labelled("error_hook"),
        ],
    ),
    labelled("dependency"),
    plain("dependencies", &[]),
    labelled("feature"),
    plain("exclude", &[]),
    plain("errors", &[labelled("retry"), labelled("ignore")]),
    plain("engine", &[]),
    plain("catalog", &[]),
];
