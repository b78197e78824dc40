//! Searching a text with a compiled pattern, each search paid for: one may read all the rest of a text to find the next
//! letter, and the next one all of it again.

use ::regex::{CaptureMatches, Captures, Regex};

use crate::lang::builtin::{Call, CallError};

/// A pattern, and how it searches.
#[derive(Clone, Debug)]
pub(in crate::lang) struct Pattern {
    pub(super) regex: Regex,
    /// How much text it can read in a step.
    pub(super) bytes_in_step: usize,
}

/// How much text a pattern of usual size reads in a step.
pub(super) const BYTES_IN_STEP: usize = 128;

/// The same for one that is too large for its states to be kept.
pub(super) const BYTES_IN_STEP_OF_LARGE: usize = 4;

impl Pattern {
    /// The matches in `text`, from the first on. An error where the evaluation cannot take the next search.
    pub(in crate::lang) fn matches<'c>(&'c self, call: &'c Call<'_>, text: &'c str) -> Matches<'c> {
        Matches {
            pattern: self,
            call,
            found: self.regex.captures_iter(text),
            length: text.len(),
            rest: text.len(),
        }
    }

    /// The names of its groups; the first is the whole match, which has none.
    pub(in crate::lang) fn group_names(&self) -> impl Iterator<Item = Option<&str>> {
        self.regex.capture_names()
    }
}

/// An iterator over matches.
pub(in crate::lang) struct Matches<'c> {
    pattern: &'c Pattern,
    call: &'c Call<'c>,
    found: CaptureMatches<'c, 'c>,
    length: usize,
    /// How much text the next search may read.
    rest: usize,
}

impl<'c> Iterator for Matches<'c> {
    type Item = Result<Captures<'c>, CallError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Err(error) = self.call.pay(1 + self.rest / self.pattern.bytes_in_step) {
            return Some(Err(error));
        }
        let captures = self.found.next()?;
        self.rest = self.length - captures.get_match().end();
        Some(Ok(captures))
    }
}
