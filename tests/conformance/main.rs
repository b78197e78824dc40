//! The product beside what Terragrunt and its parser are tested with themselves. Their sources come with the pinned Go
//! modules that the real Terragrunt is built from and are read there; none of them are in this repository.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the product reaches files and processes through `host` alone; tests look at it from outside"
)]

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "the tests of the command line use the rest")]
mod support;

mod answers;
mod compare;
mod corpus;
mod difference;
mod differences;
mod evaluation;
mod every_file;
mod exceptions;
mod expression;
mod find;
mod go_hcl;
mod json_units;
mod matrix;
mod oracle;
mod own_expressions;
mod parallel;
mod render;
mod scenario;
mod specsuite;
mod stacks;
mod syntax;
mod terraform_functions;
mod terragrunt_tables;
mod typed;
