//! Values to meaning: which Lambda functions a unit describes and what it says of each.
//!
//! Pure. Reads what the configuration says; decides nothing about packages or deployments.

mod deploy_config;
mod extract;
mod folder;
mod function;
mod names;
mod select;
mod shape;
mod synonyms;

pub use deploy_config::DeployConfig;
pub use extract::{UnitFunctions, UnitPlace, functions_of};
pub use folder::{FolderSearch, find_folder};
pub use function::{FunctionId, FunctionSpec, NotBuilt};
pub use select::{Candidate, SelectError, select};
