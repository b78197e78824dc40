//! What is said of a glob pattern that is none.

/// In Go's words, without the place: the patterns are short.
pub(super) const BAD_PATTERN: &str = "syntax error in pattern";
