//! Behaviour of the command line, beside the real Terragrunt and OpenTofu.

#[path = "../support/mod.rs"]
mod support;

mod build;
mod conformance;
mod determinism;
mod estates;
mod hook;
mod inspect;
mod plan;
mod refusals;
mod wrong_input;
