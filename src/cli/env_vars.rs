//! Every environment variable that the tool itself reads. HCL's `get_env` reads what the configuration names.

/// Colour is off when it is set and not empty (no-color.org).
pub(super) const NO_COLOR: &str = "NO_COLOR";
/// Colour is on when it is set and not `0`.
pub(super) const CLICOLOR_FORCE: &str = "CLICOLOR_FORCE";
/// Set by continuous integration: no colour unless it is asked for.
pub(super) const CI: &str = "CI";
