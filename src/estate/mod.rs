//! Where things are and how they hang together: units, environments and the outside that evaluation may ask.

mod circles;
mod components;
mod discovery;
mod environment;
mod expand;
mod filters;
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
mod way;
mod world;

pub use components::{Found, Wanted, find_components};
pub use environment::{Environment, is_production};
pub use expand::{Expansion, expand_stacks};
pub use levels::by_level;
pub use listed::{DependsOn, Listed};
pub use load::Estate;
pub use overlay::OverlayWorld;
pub use stack_file::{LoadedStack, StackFile};
pub use tree::units_below;
pub use unit::Unit;
pub use world::DiskWorld;
