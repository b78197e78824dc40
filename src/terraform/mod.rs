//! Terraform modules: what the `.tf` files behind a unit declare, and what comes of it with the values a unit gives.
//!
//! Pure: asks a [`World`](crate::lang::world::World). Knows neither Terragrunt nor packages.

mod checks;
mod constants;
mod declare;
mod described;
mod evaluation;
mod file_names;
mod given_text;
mod hand_over;
mod installed;
mod json_schema;
mod known;
mod library;
mod lifecycle;
mod mapping;
mod module;
mod override_file;
mod source;
mod type_constraint;
mod type_expression;
mod variable;
mod variable_values;
mod variables_file;

pub use evaluation::{DroppedPart, Evaluation, Given, ResourceInstance};
pub use file_names::Binary;
pub use hand_over::{CodeOwner, PACKAGES_VARIABLE, code_owner};
pub use library::{GeneratedFile, Library, ModuleFiles};
pub use lifecycle::{IgnoreChanges, Ignored};
pub use mapping::{FunctionMapping, MappedModule, ModuleMapping};
pub use module::{CallSource, Module, ModuleCall, Output, ResourceName};
pub use source::{KnownModule, ModuleSource, Sources};
pub use type_constraint::TypeConstraint;
pub use variable::{Reading, Variable};
pub use variable_values::{GivenBy, Overridden, Undeclared, ValueSources, VariableValues};
