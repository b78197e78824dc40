//! Where things are and how they hang together: units, environments and the outside that evaluation may ask.

mod circles;
mod component;
mod components;
mod discovery;
mod environment;
mod filters;
mod graph;
mod levels;
mod links;
mod load;
mod module_files;
mod tree;
mod world;

pub use component::{Component, DependsOn};
pub use components::{Found, Wanted, find_components};
pub use discovery::rendered_units;
pub use environment::{Environment, is_production};
pub use levels::by_level;
pub use load::{Estate, Unit};
pub use tree::ComponentKind;
pub use world::DiskWorld;
