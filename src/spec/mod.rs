//! Values to meaning: which Lambda functions a unit describes and what it says of each.
//!
//! Pure. Reads what the configuration says; decides nothing about packages or deployments.

mod deploy_config;
mod extract;
mod field;
mod fields;
mod folder;
mod folder_names;
mod from_module;
mod function;
mod inputs;
mod names;
mod owner;
mod reader;
mod related;
mod select;
mod shape;
mod source_paths;
mod synonyms;
#[cfg(test)]
mod synonyms_tests;
mod value_shape;

pub use deploy_config::DeployConfig;
pub use extract::{UnitFunctions, UnitPlace, functions_of};
pub use field::Field;
pub use fields::{Default, FIELDS, FieldDefinition, Group, field_named};
pub use folder::{FolderSearch, find_folder};
pub use folder_names::common_prefix;
pub use from_module::functions_of_module;
pub use function::{FunctionId, FunctionSpec, NotBuilt, SourcePath};
pub use inputs::InputFates;
pub use owner::Owner;
pub use reader::FunctionReader;
pub use related::{Related, concerns_functions};
pub use select::{Candidate, SelectError, select};
pub use synonyms::Names;
