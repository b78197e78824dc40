//! Where things are and how they hang together: units, environments and the outside that evaluation may ask.

mod circles;
mod discovery;
mod environment;
mod expand;
mod filters;
mod find;
mod graph;
mod levels;
mod links;
mod listed;
mod load;
mod module_files;
mod origins;
mod overlay;
mod placement;
mod stack_file;
mod tree;
mod unit;
mod unit_module;
mod way;
mod world;

pub use environment::{Environment, is_production};
pub use expand::{Expansion, expand_stacks};
pub use find::{Found, Wanted, find};
pub use levels::by_level;
pub use listed::{DependsOn, Listed};
pub use load::Estate;
pub use overlay::OverlayWorld;
pub use stack_file::{LoadedStack, StackFile};
pub use tree::units_below;
pub use unit::Unit;
pub use unit_module::{UnitModule, module_of, values_of};
pub use world::DiskWorld;
