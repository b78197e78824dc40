//! Behaviour of the command line, beside the real Terragrunt and OpenTofu.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the product reaches files and processes through `host` alone; tests look at it from outside"
)]

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/selftest/mod.rs"]
mod selftest;

mod build;
mod computed;
mod conformance;
mod determinism;
mod effects;
mod environments;
mod estates;
mod experiments;
mod find;
mod function_folders;
mod hook;
mod hostile;
mod inspect;
mod leads_nowhere;
mod modules;
mod odd_functions;
mod older_estate;
mod outputs;
mod plan;
mod recorded;
mod refusals;
mod render_all;
mod secrets;
mod settings;
mod small_estate;
mod stacks;
mod supplied;
mod truth;
mod wrong_configuration;
mod wrong_input;
