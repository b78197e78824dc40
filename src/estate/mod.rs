//! Where things are and how they hang together: units, environments and the outside that evaluation may ask.

mod components;
mod discovery;
mod environment;
mod graph;
mod load;
mod module_files;
mod tree;
mod world;

pub use components::{Component, Found, Wanted, find_components};
pub use discovery::rendered_units;
pub use environment::{Environment, is_production};
pub use load::{Estate, Unit};
pub use tree::ComponentKind;
pub use world::DiskWorld;
