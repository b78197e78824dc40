//! How much one evaluation may take: steps, and memory for the values it makes. Input is not trusted; a few short lines
//! must be able neither to run for hours nor to fill the memory.
//!
//! Every construct and every call is charged for what it looks at and what it makes, before the next one begins, so a
//! single one can go beyond by what `lang::limits` lets it make. Must not know what is evaluated.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

use super::value::Value;

/// The most steps: an expression, a value that is compared or converted, or 64 bytes of text, each once. No estate known
/// takes a thousandth of it; all of them take a few seconds.
pub(super) const MAX_STEPS: u64 = 20_000_000;

/// The most bytes in the values that are made, those dropped meanwhile included.
pub(super) const MAX_BYTES: u64 = 1 << 29;

/// What a value takes, or as much text as weighs the same.
const BYTES_OF_WEIGHT: u64 = 64;

/// What is left of one evaluation's steps and bytes. Shared by reference between all that belongs to it.
///
/// Used by one thread at a time; were it ever used by two, some steps would count once for both.
#[derive(Debug)]
pub struct Budget {
    steps: AtomicU64,
    bytes: AtomicU64,
    crossed: OnceLock<(Limit, Span)>,
}

/// What there was not enough of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Steps.
    Steps,
    /// Memory.
    Bytes,
    /// One value is too large, or nested too deeply, to be looked at.
    Value,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: AtomicU64::new(MAX_STEPS), bytes: AtomicU64::new(MAX_BYTES), crossed: OnceLock::new() }
    }
}

impl Budget {
    /// Takes steps; `false` where there are not that many left, now or ever again.
    pub(super) fn take_steps(&self, count: u64, place: Span) -> bool {
        self.take(&self.steps, count, Limit::Steps, place)
    }

    /// Takes memory; `false` where there is not that much left, now or ever again.
    pub(super) fn take_bytes(&self, count: u64, place: Span) -> bool {
        self.take(&self.bytes, count, Limit::Bytes, place)
    }

    /// Takes what it takes to make a copy of a value that shares nothing; `false` where that is too much.
    pub fn take_value(&self, value: &Value, place: Span) -> bool {
        let extent = value.extent();
        if !extent.is_allowed() {
            self.cross(Limit::Value, place);
            return false;
        }
        self.take_steps(extent.weight(), place) && self.take_bytes(extent.weight() * BYTES_OF_WEIGHT, place)
    }

    /// Takes what a builtin needs; where there is not that much left, the caller knows the place and gives up.
    pub(super) fn pay(&self, limit: Limit, count: u64) -> bool {
        take(if limit == Limit::Bytes { &self.bytes } else { &self.steps }, count)
    }

    /// Gives up: all that is still to come fails at once.
    pub(super) fn cross(&self, limit: Limit, place: Span) {
        self.steps.store(0, Ordering::Relaxed);
        self.bytes.store(0, Ordering::Relaxed);
        // The first expression that went too far is the one to show.
        self.crossed.get_or_init(|| (limit, place));
    }

    /// Whether the evaluation was given up.
    pub fn is_spent(&self) -> bool {
        self.crossed.get().is_some()
    }

    /// Why the evaluation was given up. `what` is evaluated.
    pub fn problem(&self, what: &str) -> Option<Diagnostic> {
        let (limit, place) = *self.crossed.get()?;
        let (title, hint) = match limit {
            Limit::Steps => (
                format!("{what} takes more than {} million steps", MAX_STEPS / 1_000_000),
                "look for a `for` inside another, or for a list that grows with each local",
            ),
            Limit::Bytes => (
                format!("{what} makes more than {} MB of values", MAX_BYTES >> 20),
                "look for a `for` inside another, or for a text or list that doubles with each local",
            ),
            Limit::Value => (
                format!("{what} makes a value that is too large"),
                "look for a list or an object that holds another more than once",
            ),
        };
        Some(Diagnostic::error(Code::EvaluationTooLarge, title).at(place, "given up here").hint(hint))
    }

    fn take(&self, left: &AtomicU64, count: u64, limit: Limit, place: Span) -> bool {
        let taken = take(left, count);
        if !taken {
            self.cross(limit, place);
        }
        taken
    }
}

/// Loads and stores rather than one atomic subtraction, which costs ten times as much.
fn take(left: &AtomicU64, count: u64) -> bool {
    let rest = left.load(Ordering::Relaxed).checked_sub(count);
    if let Some(rest) = rest {
        left.store(rest, Ordering::Relaxed);
    }
    rest.is_some()
}
