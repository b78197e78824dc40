//! Values to YAML text and back, as `yamlencode` and `yamldecode` have it. Source of the rules: zclconf/go-cty-yaml.

mod anchors;
mod characters;
mod emitter;
mod read;
mod scalar;
mod timestamp;
mod write;

pub use read::decode;
pub(super) use write::encode;
