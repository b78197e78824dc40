//! One pattern of Terragrunt's dialect against many paths, none of which has to exist.

use super::route::{Matcher, compile};

/// A pattern of whole paths.
#[derive(Debug)]
pub struct PathPattern(Matcher);

impl PathPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is none, with what is wrong.
    pub fn new(pattern: &str) -> Result<Self, String> {
        compile(pattern).map(Self)
    }

    /// Whether a path, its steps divided by `/`, is as the pattern says.
    pub fn matches(&self, path: &str) -> bool {
        self.0.matches(path.as_bytes())
    }
}
