//! Versions and the constraints on them, as Terraform understands both. Source: `hashicorp/go-version` 1.9.0.

mod constraint;
#[expect(clippy::module_inception, reason = "it is the version")]
mod version;

pub use constraint::Constraints;
pub use version::Version;
