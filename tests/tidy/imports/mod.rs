//! Which file uses which: paths resolved to the files that hold what they name.

mod circle;
mod edges;
mod module_tree;
mod resolve;

pub(crate) use circle::circles;
pub(crate) use edges::{Edge, edges};
pub(crate) use module_tree::ModuleTree;
