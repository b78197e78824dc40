//! Why a pattern is none, for all that reads patterns.

use std::fmt;

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lang) struct PatternError(pub(super) String);

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "invalid regexp pattern: {}", self.0)
    }
}
