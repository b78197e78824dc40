//! Where things are and how they hang together: units, environments and the outside that evaluation may ask.

mod discovery;
mod environment;
mod load;
mod world;

pub use discovery::rendered_units;
pub use environment::{Environment, is_production};
pub use load::{Estate, Unit};
pub use world::DiskWorld;
