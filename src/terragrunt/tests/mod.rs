//! Whole units in memory: what needs more than one part of the evaluation.

mod mocks;
mod support;
mod unknowns;
