//! What each fuzz target does with a text: shared by the fuzzer and the test that replays the corpus.
//!
//! A target panics where the product breaks a promise, and judges nothing else.

pub(crate) mod builtins;
pub(crate) mod expression;
pub(crate) mod files;
pub(crate) mod glob;
pub(crate) mod hcl;
pub(crate) mod json;
mod memory_world;
pub(crate) mod regex;
mod secrets;
mod spans;
pub(crate) mod yaml;
